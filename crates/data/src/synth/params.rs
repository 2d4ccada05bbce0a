//! The generator's parameters and their bounds.

/// How much to generate. Checked by [`generate`](super::generate) and [`write_movielens`](super::write_movielens).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SynthParams {
    /// Users, `1..=20_000_000`.
    pub n_users: u32,
    /// Movies, `20..=1_000_000`: the built-in ones first, invented ones after them.
    pub n_items: u32,
    /// The exact number of ratings: from 20 a user to one for each user and movie, at most 5,000,000,000.
    pub n_ratings: u64,
    /// The same seed gives the same bytes.
    pub seed: u64,
}

/// The fewest ratings of a generated user, as in MovieLens.
pub const MIN_RATINGS_PER_USER: u32 = 20;

const MAX_USERS: u64 = 20_000_000;
const MAX_ITEMS: u64 = 1_000_000;
const MAX_RATINGS: u64 = 5_000_000_000;

/// Why nothing was generated.
#[derive(Debug, thiserror::Error)]
pub enum SynthError {
    /// A parameter outside its range.
    #[error("synth: parameter `{name}` is {got}; it must be in {min}..={max} ({why})")]
    Param {
        /// The parameter.
        name: &'static str,
        /// Its value.
        got: u64,
        /// The least it may be.
        min: u64,
        /// The most it may be.
        max: u64,
        /// The reason for the bounds.
        why: &'static str,
    },
    /// A file of this name exists; the generator overwrites nothing.
    #[error("`{}` already exists; choose an empty folder", path.display())]
    AlreadyThere {
        /// The file.
        path: std::path::PathBuf,
    },
    /// The operating system reported an error.
    #[error("cannot write `{}`", path.display())]
    Io {
        /// The file or folder.
        path: std::path::PathBuf,
        /// The operating system's error.
        source: std::io::Error,
    },
}

impl SynthParams {
    /// Checks every bound.
    ///
    /// # Errors
    /// [`SynthError::Param`] with the first parameter that is outside its range.
    pub fn check(&self) -> Result<(), SynthError> {
        let (n_users, n_items) = (u64::from(self.n_users), u64::from(self.n_items));
        let least = u64::from(MIN_RATINGS_PER_USER);
        in_range("n_users", n_users, 1, MAX_USERS, "at least one user, and few enough to number")?;
        in_range("n_items", n_items, least, MAX_ITEMS, "every user rates at least 20 movies")?;
        let most = (n_users * n_items).min(MAX_RATINGS);
        let why = "20 ratings for each user, up to one for each user and movie or 5000000000";
        in_range("n_ratings", self.n_ratings, n_users * least, most, why)
    }
}

fn in_range(name: &'static str, got: u64, min: u64, max: u64, why: &'static str) -> Result<(), SynthError> {
    if (min..=max).contains(&got) { Ok(()) } else { Err(SynthError::Param { name, got, min, max, why }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rejection(n_users: u32, n_items: u32, n_ratings: u64) -> String {
        let params = SynthParams { n_users, n_items, n_ratings, seed: 1 };
        params.check().expect_err("rejected").to_string()
    }

    #[test]
    fn bounds_are_inclusive() {
        for n_ratings in [60, 75] {
            let params = SynthParams { n_users: 3, n_items: 25, n_ratings, seed: 0 };
            assert!(params.check().is_ok());
        }
    }

    #[test]
    fn a_rejection_names_the_parameter_its_value_and_what_is_allowed() {
        assert!(
            rejection(0, 100, 100).starts_with("synth: parameter `n_users` is 0; it must be in 1..=20000000")
        );
        assert!(
            rejection(5, 19, 100).starts_with("synth: parameter `n_items` is 19; it must be in 20..=1000000")
        );
        assert!(
            rejection(5, 100, 99).starts_with("synth: parameter `n_ratings` is 99; it must be in 100..=500")
        );
        assert!(rejection(5, 100, 501).contains("`n_ratings` is 501"));
        assert!(rejection(20_000_000, 1_000_000, u64::MAX).contains("400000000..=5000000000"));
    }
}
