//! The optional parts of the program: what this build has, and what to say where one is missing.
//!
//! Whatever is shipped has all of them. A build for a first look leaves them out, since they are a third of the time
//! that it takes.

use anyhow::{Result, bail};
use std::fmt::Write as _;
use std::sync::LazyLock;

/// A part that a build may leave out; each is a cargo feature of this crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feature {
    /// Pictures of posters.
    Omdb,
    /// Profiles in a PostgreSQL server.
    Postgres,
    /// Data in buckets and on web servers.
    Remote,
    /// Spans for a collector.
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

    /// Whether this build has it.
    pub(crate) fn is_built_in(self) -> bool {
        match self {
            Self::Omdb => cfg!(feature = "omdb"),
            Self::Postgres => cfg!(feature = "postgres"),
            Self::Remote => cfg!(feature = "remote"),
            Self::Telemetry => cfg!(feature = "telemetry"),
        }
    }

    /// What to say to someone who uses a part that is not here.
    pub(crate) fn missing(self) -> String {
        format!("this build has no support for {}; build with `--features {}`", self.adds(), self.name())
    }

    /// # Errors
    /// If this build lacks it.
    pub(crate) fn require(self) -> Result<()> {
        if !self.is_built_in() {
            bail!(self.missing());
        }
        Ok(())
    }
}

/// What `--version` prints: the version, and which parts are in this build.
pub(crate) fn long_version() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| describe(Feature::is_built_in));
    &TEXT
}

fn describe(is_built_in: impl Fn(Feature) -> bool) -> String {
    let mut text = env!("CARGO_PKG_VERSION").to_owned();
    for feature in Feature::ALL {
        let sign = if is_built_in(feature) { '+' } else { '-' };
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{sign}{:10} {}", feature.name(), feature.adds());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_long_version_says_what_is_in_the_build_and_what_is_not() {
        let text = describe(|feature| feature != Feature::Postgres);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[0], env!("CARGO_PKG_VERSION"));
        assert_eq!(lines[1], "+omdb       posters from OMDb");
        assert_eq!(lines[2], "-postgres   profiles in PostgreSQL");
        assert_eq!(lines.len(), 1 + Feature::ALL.len());
    }

    #[test]
    fn a_missing_part_is_named_with_the_way_to_get_it() {
        for feature in Feature::ALL {
            let said = feature.missing();
            assert!(said.starts_with("this build has no support for "), "{said}");
            assert!(said.ends_with(&format!("build with `--features {}`", feature.name())), "{said}");
            assert_eq!(feature.require().is_ok(), feature.is_built_in());
        }
    }
}
