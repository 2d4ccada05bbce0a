//! The protocols of `cinephile evaluate`: those that judge lists, and the one that judges predicted stars.

use cinephile_eval::{Protocol, rating};
use std::str::FromStr;

/// Any protocol that `--protocol` can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AnyProtocol {
    /// Judges lists.
    Lists(Protocol),
    /// Judges predicted stars.
    Ratings,
}

impl FromStr for AnyProtocol {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        if name == rating::NAME {
            return Ok(Self::Ratings);
        }
        let names = Protocol::ALL.map(|protocol| format!("`{protocol}`")).join(", ");
        let unknown = |_| format!("unknown protocol `{name}`: it must be {names} or `{}`", rating::NAME);
        name.parse().map(Self::Lists).map_err(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_protocol_has_a_name_and_an_unknown_name_lists_them_all() {
        assert_eq!("rating".parse(), Ok(AnyProtocol::Ratings));
        for protocol in Protocol::ALL {
            assert_eq!(protocol.name().parse(), Ok(AnyProtocol::Lists(protocol)));
        }
        let message = "ratings".parse::<AnyProtocol>().expect_err("rejected");
        let allowed = "it must be `strong`, `strong-stars`, `few-ratings` or `rating`";
        assert_eq!(message, format!("unknown protocol `ratings`: {allowed}"));
    }
}
