//! A prediction beside the rating that it is for.

/// One predicted rating together with the actual one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    /// Width of the interval (`high - low`), in stars.
    pub(super) width: f32,
    /// The predicted stars.
    pub(super) predicted: f32,
    /// The actual stars.
    pub(super) actual: f32,
    /// Whether the interval contains the actual stars.
    pub(super) is_covered: bool,
    /// Number of training ratings of the user.
    pub(super) n_user: usize,
    /// Number of training ratings of the item.
    pub(super) n_item: usize,
}

impl Judged {
    /// Predicted minus actual stars.
    pub(super) fn error(&self) -> f64 {
        f64::from(self.predicted - self.actual)
    }
}

/// A share with the digits that it was written with: 0.8, and not the nearest `f32` widened to `f64`.
pub(super) fn exact_share(share: f32) -> f64 {
    share.to_string().parse().unwrap_or_else(|_| f64::from(share))
}

#[expect(clippy::cast_precision_loss, reason = "counts of ratings are far below 2^52")]
pub(super) fn as_f64(n: usize) -> f64 {
    n as f64
}
