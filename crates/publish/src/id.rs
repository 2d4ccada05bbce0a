//! The name of a publication.

use cinephile_files::clock;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// When it was published and eight digits of what it holds: `20261123T013000Z-5d41402a`. Ids sort by time; anything of
/// another form is refused, so that an id can be a folder's name and a header's value without a second look.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicationId(String);

/// A name that is no publication's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{got}` is no publication's id; one looks like `20261123T013000Z-5d41402a`")]
pub struct InvalidId {
    /// The name, cut to 80 characters.
    pub got: String,
}

impl PublicationId {
    /// The id of what is published at the UTC second `at` and has this `digest`.
    pub(crate) fn new(at: i64, digest: &blake3::Hash) -> Self {
        let time = clock::rfc3339(at).replace(['-', ':'], "");
        Self(format!("{time}-{}", &digest.to_hex()[..8]))
    }

    /// The id as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PublicationId {
    type Err = InvalidId;

    fn from_str(name: &str) -> Result<Self, InvalidId> {
        let is_form = name.len() == 25
            && name.bytes().enumerate().all(|(at, byte)| match at {
                8 => byte == b'T',
                15 => byte == b'Z',
                16 => byte == b'-',
                0..15 => byte.is_ascii_digit(),
                _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
            });
        if is_form {
            Ok(Self(name.to_owned()))
        } else {
            Err(InvalidId { got: name.chars().take(80).collect() })
        }
    }
}

impl TryFrom<String> for PublicationId {
    type Error = InvalidId;

    fn try_from(name: String) -> Result<Self, InvalidId> {
        name.parse()
    }
}

impl From<PublicationId> for String {
    fn from(id: PublicationId) -> Self {
        id.0
    }
}

impl fmt::Display for PublicationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_its_time_and_is_read_back() {
        let at = 1_795_397_400;
        let id = PublicationId::new(at, &blake3::hash(b"models"));
        assert_eq!(&id.as_str()[..17], "20261123T013000Z-");
        assert_eq!(id.as_str().parse(), Ok(id.clone()));
        let later = PublicationId::new(at + 1, &blake3::hash(b"models"));
        assert!(later > id);
    }

    #[test]
    fn what_could_lead_elsewhere_is_no_id() {
        for wrong in
            ["", ".", "..", "../../etc/passwd", "20261123T013000Z-5d41402", "20261123T013000Z-5d41402A"]
        {
            assert_eq!(wrong.parse::<PublicationId>(), Err(InvalidId { got: wrong.to_owned() }));
        }
        let long = "x".repeat(1000);
        assert_eq!(long.parse::<PublicationId>().expect_err("refused").got.len(), 80);
    }
}
