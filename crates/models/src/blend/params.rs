//! The hyper-parameters of `blend` and their defaults.

use crate::ease::{EaseParams, ShortHistoryParams};
use crate::ials::IalsParams;
use crate::stars::StarsParams;
use serde::{Deserialize, Serialize};

/// Hyper-parameters of `blend`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BlendParams {
    /// How much `ials` counts, `ease` having the rest; left out, it is learned on held-out users; `0..=1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ials_share: Option<f32>,
    /// How far an item is lowered for each star by which its predicted rating falls short of a like, in standard
    /// deviations of a part's scores; 0 leaves `stars` out; `0..=100`.
    pub caution: f32,
    /// With this many ratings by the visitor, caution falls to a sixteenth, with a third as many to a third, since the
    /// parts know the visitor by then; `0..=1000`.
    pub caution_prior: f32,
    /// With this many ratings by the visitor, as a share of the mean number of ratings of all users, the weights for
    /// short histories and those for long ones count the same; 0 leaves the former out; `0..=10`.
    pub crossover: f32,
    /// How much `ials` counts beside the weights for short histories, whose scores have the same unit; `0..=100`.
    pub short_ials: f32,
    /// How many users are held out to learn the share, at most, and at most a tenth of all; `1..=100000`.
    pub n_tuning_users: u32,
    /// Draws those users, and which of their ratings are hidden.
    pub seed: u64,
    /// Parameters of the weights for visitors who have rated little.
    pub short_history: ShortHistoryParams,
    /// Parameters of the part that adds up item-item weights.
    pub ease: EaseParams,
    /// Parameters of the part that multiplies vectors.
    pub ials: IalsParams,
    /// Parameters of the part that predicts stars.
    pub stars: StarsParams,
}

impl Default for BlendParams {
    fn default() -> Self {
        // The best vectors alone are not the best beside `ease`: shorter ones that know more about unrated items differ
        // more from it, and together they know more (docs/MODELS.md).
        let ials = IalsParams { n_factors: 64, alpha0: 0.1, reg: 0.01, ..IalsParams::default() };
        Self {
            ials_share: None,
            caution: 8.0,
            caution_prior: 30.0,
            crossover: 0.1,
            short_ials: 1.25,
            n_tuning_users: 2000,
            seed: 0,
            short_history: ShortHistoryParams::default(),
            ease: EaseParams::default(),
            ials,
            stars: StarsParams::default(),
        }
    }
}
