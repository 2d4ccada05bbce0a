//! A range of years of release.

use serde::Deserialize;
use utoipa::ToSchema;

/// A range of years; at least one end is needed.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"from": 1990, "to": 1999}))]
pub(crate) struct YearRange {
    /// The first year; no limit if omitted.
    #[serde(default)]
    #[schema(nullable = false, minimum = 0, maximum = 9999, example = 1990)]
    pub(crate) from: Option<u16>,
    /// The last year, not before `from`; no limit if omitted.
    #[serde(default)]
    #[schema(nullable = false, minimum = 0, maximum = 9999, example = 1999)]
    pub(crate) to: Option<u16>,
}
