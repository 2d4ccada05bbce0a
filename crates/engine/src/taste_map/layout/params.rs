//! How a layout is made, and what cannot be laid out.

/// The most items of one layout: all pairs are compared, so 5,000 items with 128 factors take some 2 CPU seconds.
pub(super) const MAX_ITEMS: usize = 5_000;

/// How a layout is made; the default fits a few hundred to a few thousand items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutParams {
    /// How many neighbours pull at each item, `2..=100`. Fewer give islands, more a smooth cloud.
    pub n_neighbours: usize,
    /// Rounds of pulling, `0..=10_000`; with 0 the layout is the plane of principal components.
    pub n_epochs: usize,
    /// How many random others push for each neighbour that pulls, `1..=100`.
    pub n_pushes: usize,
    /// Seeds the draw of those others.
    pub seed: u64,
}

impl Default for LayoutParams {
    fn default() -> Self {
        Self { n_neighbours: 15, n_epochs: 300, n_pushes: 5, seed: 1 }
    }
}

/// Vectors or parameters that cannot be laid out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// The values do not form whole rows.
    #[error("{n_values} values do not form rows of {n_factors} factors")]
    Shape {
        /// How many values.
        n_values: usize,
        /// How many each item should have.
        n_factors: usize,
    },
    /// Too many items to compare all pairs.
    #[error("a layout takes at most {MAX_ITEMS} items, got {got}")]
    TooMany {
        /// How many items there are.
        got: usize,
    },
    /// A vector with a number that is not finite.
    #[error("the vector of item {row} is not finite")]
    NotFinite {
        /// The first such item.
        row: usize,
    },
    /// A parameter outside its range.
    #[error("{name} is {got}; it must be in {min}..={max}")]
    Param {
        /// The parameter.
        name: &'static str,
        /// Its value.
        got: usize,
        /// The smallest value allowed.
        min: usize,
        /// The largest value allowed.
        max: usize,
    },
}

impl LayoutParams {
    /// Rejects a parameter outside its range.
    pub(super) fn check(&self) -> Result<(), LayoutError> {
        let ranges = [
            ("n_neighbours", self.n_neighbours, 2, 100),
            ("n_epochs", self.n_epochs, 0, 10_000),
            ("n_pushes", self.n_pushes, 1, 100),
        ];
        for (name, got, min, max) in ranges {
            if !(min..=max).contains(&got) {
                return Err(LayoutError::Param { name, got, min, max });
            }
        }
        Ok(())
    }
}
