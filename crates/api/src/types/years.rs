//! What a visitor wishes of a list, besides that it goes with their ratings.

use serde::Deserialize;
use utoipa::ToSchema;

/// From which year to which; at least one of the two.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"from": 1990, "to": 1999}))]
pub(crate) struct YearRange {
    /// The first year that passes; any when left out.
    #[serde(default)]
    #[schema(nullable = false, minimum = 0, maximum = 9999, example = 1990)]
    pub(crate) from: Option<u16>,
    /// The last year that passes, not before `from`; any when left out.
    #[serde(default)]
    #[schema(nullable = false, minimum = 0, maximum = 9999, example = 1999)]
    pub(crate) to: Option<u16>,
}
