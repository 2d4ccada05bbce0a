//! The optional parts of the program: which of them this build has, and the error if one is missing.
//!
//! Everything that is shipped has all of them. The build of `cargo xtask demo` leaves them out, since they take a
//! third of its time.

use anyhow::{Result, bail};
use std::fmt::Write as _;
use std::sync::LazyLock;

/// A part that a build may leave out; each is a cargo feature of this crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feature {
    /// Poster images from OMDb.
    Omdb,
    /// Profiles in PostgreSQL.
    Postgres,
    /// Data in buckets and on web servers.
    Remote,
    /// Export of spans to a collector.
    Telemetry,
}

impl Feature {
    const ALL: [Self; 4] = [Self::Omdb, Self::Postgres, Self::Remote, Self::Telemetry];

    /// The name of the cargo feature.
    fn name(self) -> &'static str {
        match self {
            Self::Omdb => "omdb",
            Self::Postgres => "postgres",
            Self::Remote => "remote",
            Self::Telemetry => "telemetry",
        }
    }

    /// What the feature adds.
    fn adds(self) -> &'static str {
        match self {
            Self::Omdb => "posters from OMDb",
            Self::Postgres => "profiles in PostgreSQL",
            Self::Remote => "data from S3, Google Cloud Storage, Azure and the web",
            Self::Telemetry => "OpenTelemetry traces",
        }
    }

    /// Whether this build has the feature.
    pub(crate) fn is_built_in(self) -> bool {
        match self {
            Self::Omdb => cfg!(feature = "omdb"),
            Self::Postgres => cfg!(feature = "postgres"),
            Self::Remote => cfg!(feature = "remote"),
            Self::Telemetry => cfg!(feature = "telemetry"),
        }
    }

    /// The message for somebody who uses a feature that this build lacks.
    pub(crate) fn missing(self) -> String {
        format!("this build has no support for {}; build with `--features {}`", self.adds(), self.name())
    }

    /// Checks that this build has the feature.
    ///
    /// # Errors
    /// If this build lacks the feature.
    pub(crate) fn require(self) -> Result<()> {
        if !self.is_built_in() {
            bail!(self.missing());
        }
        Ok(())
    }
}

/// The text of `--version`: the version, and the features of this build.
pub(crate) fn long_version() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| describe(Feature::is_built_in));
    &TEXT
}

fn describe(is_built_in: impl Fn(Feature) -> bool) -> String {
    let mut text = env!("CARGO_PKG_VERSION").to_owned();
    for feature in Feature::ALL {
        let sign = if is_built_in(feature) { '+' } else { '-' };
        // Writing to a string does not fail.
        let _ = write!(text, "\n{sign}{:10} {}", feature.name(), feature.adds());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_long_version_lists_built_and_missing_features() {
        let text = describe(|feature| feature != Feature::Postgres);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[0], env!("CARGO_PKG_VERSION"));
        assert_eq!(lines[1], "+omdb       posters from OMDb");
        assert_eq!(lines[2], "-postgres   profiles in PostgreSQL");
        assert_eq!(lines.len(), 1 + Feature::ALL.len());
    }

    #[test]
    fn a_missing_feature_is_named_with_the_option_that_adds_it() {
        for feature in Feature::ALL {
            let said = feature.missing();
            assert!(said.starts_with("this build has no support for "), "{said}");
            assert!(said.ends_with(&format!("build with `--features {}`", feature.name())), "{said}");
            assert_eq!(feature.require().is_ok(), feature.is_built_in());
        }
    }
}
