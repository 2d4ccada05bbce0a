//! The id of a publication.

use cinephile_files::clock;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The id of a publication, such as `20261123T013000Z-5d41402a`: when it was published, and eight digits of a checksum
/// of its content.
///
/// Ids sort by time. Any other form is rejected, so an id is always safe as the name of a folder and as the value of a
/// header.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicationId(String);

/// A text that is not the id of a publication.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{got}` is not a publication id; expected a form like `20261123T013000Z-5d41402a`")]
pub struct InvalidId {
    /// The rejected text, cut to 80 characters.
    pub got: String,
}

impl PublicationId {
    /// The id of a publication made at the UTC second `at`, with content of this `digest`.
    pub(crate) fn new(at: i64, digest: &blake3::Hash) -> Self {
        let time = clock::rfc3339(at).replace(['-', ':'], "");
        Self(format!("{time}-{}", &digest.to_hex()[..8]))
    }

    /// The id as text.
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
    fn an_id_shows_its_time_and_parses_back() {
        let at = 1_795_397_400;
        let id = PublicationId::new(at, &blake3::hash(b"models"));
        assert_eq!(&id.as_str()[..17], "20261123T013000Z-");
        assert_eq!(id.as_str().parse(), Ok(id.clone()));
        let later = PublicationId::new(at + 1, &blake3::hash(b"models"));
        assert!(later > id);
    }

    #[test]
    fn paths_and_malformed_ids_are_rejected() {
        for wrong in
            ["", ".", "..", "../../etc/passwd", "20261123T013000Z-5d41402", "20261123T013000Z-5d41402A"]
        {
            assert_eq!(wrong.parse::<PublicationId>(), Err(InvalidId { got: wrong.to_owned() }));
        }
        let long = "x".repeat(1000);
        assert_eq!(long.parse::<PublicationId>().expect_err("rejected").got.len(), 80);
    }
}
