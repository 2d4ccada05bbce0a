//! Parameter files on the command line.

use cinephile_models::{Algorithm, UnknownAlgorithm};
use std::path::PathBuf;
use std::str::FromStr;

/// An algorithm and a TOML file with its parameters, typed as `ease=tuned.toml`.
#[derive(Debug, Clone)]
pub(crate) struct ParamsFile {
    pub(crate) algorithm: Algorithm,
    pub(crate) path: PathBuf,
}

impl FromStr for ParamsFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, path) = text
            .split_once('=')
            .filter(|(_, path)| !path.is_empty())
            .ok_or_else(|| format!("invalid `{text}`: it must be ALGORITHM=FILE, such as ease=tuned.toml"))?;
        let algorithm = name.parse().map_err(|error: UnknownAlgorithm| error.to_string())?;
        Ok(Self { algorithm, path: PathBuf::from(path) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_file_is_named_with_its_algorithm() {
        let given: ParamsFile = "ease=a=b.toml".parse().expect("valid");
        assert_eq!((given.algorithm, given.path), (Algorithm::Ease, PathBuf::from("a=b.toml")));
        for wrong in ["ease", "ease=", "svd=a.toml", ""] {
            let message = wrong.parse::<ParamsFile>().expect_err("rejected");
            assert!(message.contains("must be"), "{message}");
        }
    }
}
