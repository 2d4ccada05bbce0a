//! Ratings on the command line: `--rate Heat=5`.

use anyhow::{Context as _, Result};
use cinephile_data::Stars;

/// Parses a rating such as `4.5`.
pub(crate) fn parse_stars(text: &str) -> Result<Stars> {
    let number: f32 = text.trim().parse().with_context(|| format!("rating `{text}` is not a number"))?;
    Ok(Stars::try_from(number)?)
}

/// Parses `Heat=5` into movie and stars. The last `=` separates them, since titles may contain one.
pub(crate) fn parse_rate(text: &str) -> Result<(&str, Stars)> {
    let (movie, stars) =
        text.rsplit_once('=').with_context(|| format!("invalid `--rate {text}`: expected MOVIE=STARS"))?;
    let stars = parse_stars(stars).with_context(|| format!("in `--rate {text}`"))?;
    Ok((movie.trim(), stars))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rating_on_the_command_line_is_a_movie_and_stars() {
        assert_eq!(parse_rate("E=mc2=4.5").expect("valid").0, "E=mc2");
        assert!(parse_rate("Heat").is_err());
        assert!(
            format!("{:#}", parse_rate("Heat=7").expect_err("refused")).contains("rating 7 is not one of")
        );
    }
}
