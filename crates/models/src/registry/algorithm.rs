//! The models by name: the one list that command line, API and page read.

use super::table::{models, served};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// An unknown model name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown algorithm `{got}`; it must be one of {}", Algorithm::names().join(", "))]
pub struct UnknownAlgorithm {
    /// The name that was given.
    pub got: String,
}

macro_rules! define_algorithm {
    ($(
        $(#[$doc:meta])*
        $variant:ident = $name:tt, $params:ty => $model:ty,
        parts [$($part:ident = $get_part:ident),*], views [$($view:ident = $view_trait:path),*], sums $sums:literal;
    )+) => {
        /// A model that can be fitted, by the name it has everywhere.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Algorithm {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)+
        }

        impl Algorithm {
            /// Every model, the naive comparisons last.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// The name in commands, requests and files.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The models that a model of this kind holds just as they would be fitted alone, in the order of
            /// [`Model::shared_parts`](crate::Model::shared_parts).
            #[must_use]
            pub const fn made_of(self) -> &'static [Self] {
                match self { $(Self::$variant => &[$(Self::$part),*],)+ }
            }

            /// Whether scores are sums over the visitor's ratings, so that each rating's contribution can be told.
            #[must_use]
            pub const fn has_contributions(self) -> bool {
                match self { $(Self::$variant => $sums,)+ }
            }

            /// The methods of `Model` that give something for this kind of model.
            const fn views(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$(stringify!($view)),*],)+ }
            }
        }
    };
}

models!(define_algorithm);

macro_rules! define_served {
    ($($variant:ident),+) => {
        impl Algorithm {
            /// The models that are meant to be served, in the order to show them; the naive comparisons are not among
            /// them.
            pub const SERVED: [Self; [$(stringify!($variant)),+].len()] = [$(Self::$variant),+];
        }
    };
}

served!(define_served);

impl Algorithm {
    /// The model that answers when a request does not name one: the one that ranks best (docs/MODELS.md).
    pub const DEFAULT: Self = Self::Blend;

    /// The names of [`Algorithm::ALL`], in that order.
    #[must_use]
    pub fn names() -> [&'static str; Self::ALL.len()] {
        Self::ALL.map(Self::name)
    }

    /// Whether the fitted model also predicts how many stars a user would give.
    #[must_use]
    pub fn predicts_stars(self) -> bool {
        self.views().contains(&"stars_predictor")
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Algorithm {
    type Err = UnknownAlgorithm;

    fn from_str(name: &str) -> Result<Self, UnknownAlgorithm> {
        let found = Self::ALL.into_iter().find(|algorithm| algorithm.name() == name);
        found.ok_or_else(|| UnknownAlgorithm { got: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_algorithm() {
        for algorithm in Algorithm::ALL {
            assert_eq!(algorithm.to_string().parse(), Ok(algorithm));
            let json = serde_json::to_string(&algorithm).expect("a name");
            assert_eq!(json, format!("\"{algorithm}\""));
            assert_eq!(serde_json::from_str::<Algorithm>(&json).expect("read back"), algorithm);
        }
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_allowed_ones() {
        let message = "svd".parse::<Algorithm>().expect_err("unknown").to_string();
        assert_eq!(
            message,
            format!("unknown algorithm `svd`; it must be one of {}", Algorithm::names().join(", "))
        );
        for name in [
            "popularity",
            "kmeans",
            "user-knn",
            "ease",
            "ials",
            "blend",
            "stars",
            "naive-kmeans",
            "naive-user-knn",
        ] {
            assert!(message.contains(name), "{message}");
        }
    }

    #[test]
    fn the_default_is_served() {
        assert!(Algorithm::SERVED.contains(&Algorithm::DEFAULT));
    }
}
