//! What `cinephile evaluate` measures: lists, by one of the ranking protocols, or predicted stars.

use cinephile_eval::{Protocol, rating};
use std::str::FromStr;

/// The name of a protocol, of lists or of ratings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measured {
    /// Lists.
    Lists(Protocol),
    /// Predicted stars.
    Ratings,
}

impl FromStr for Measured {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        if name == rating::NAME {
            return Ok(Self::Ratings);
        }
        let names = Protocol::ALL.map(|protocol| format!("`{protocol}`")).join(", ");
        let unknown = |_| format!("`{name}` is no protocol; it must be {names} or `{}`", rating::NAME);
        name.parse().map(Self::Lists).map_err(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_protocol_has_a_name_and_an_unknown_one_is_answered_with_all() {
        assert_eq!("rating".parse(), Ok(Measured::Ratings));
        for protocol in Protocol::ALL {
            assert_eq!(protocol.name().parse(), Ok(Measured::Lists(protocol)));
        }
        let refused = "ratings".parse::<Measured>().expect_err("refused");
        let allowed = "it must be `strong`, `strong-stars`, `few-ratings` or `rating`";
        assert_eq!(refused, format!("`ratings` is no protocol; {allowed}"));
    }
}
