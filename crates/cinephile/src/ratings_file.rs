//! Reads the histories of `cinephile recommend`: from a CSV file, or from `--rate`.

use anyhow::{Context as _, Result, bail};
use cinephile_data::{ItemId, Stars, UserId, may_hold_ratings};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// The rating of every row if the file has no rating column: a like.
const LIKE: Stars = Stars::MAX;

/// Each user's rows, in the file's order.
pub(crate) type Histories = BTreeMap<UserId, Vec<(ItemId, Stars)>>;

/// Reads a CSV file with the columns `user,item[,rating]` in any order. Other columns are ignored, but not instead of a rating.
pub(crate) fn read_histories(path: &Path) -> Result<Histories> {
    let file = std::fs::File::open(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    parse_histories(file).with_context(|| format!("cannot read histories from `{}`", path.display()))
}

fn parse_histories(csv_bytes: impl Read) -> Result<Histories> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(csv_bytes);
    let header = reader.headers().context("line 1")?.clone();
    let column = |name: &str| header.iter().position(|field| field.trim_start_matches('\u{feff}') == name);
    let (Some(user), Some(item)) = (column("user"), column("item")) else {
        bail!("line 1: the header must have the columns user and item (rating is optional)");
    };
    let rating = column("rating");
    let is_used = |at: usize| [Some(user), Some(item), rating].contains(&Some(at));
    let other = header.iter().enumerate().find(|(at, name)| !is_used(*at) && may_hold_ratings(name));
    if let (None, Some((_, name))) = (rating, other) {
        bail!(
            "line 1: no column is called rating, but `{name}` may hold ratings; rename it to rating, or take it out"
        );
    }
    let mut histories = Histories::new();
    for row in reader.records() {
        let row = row?;
        let line = row.position().map_or(0, csv::Position::line);
        let field = |at: usize| row.get(at).unwrap_or_default();
        let id = |at: usize, what: &str| {
            let text = field(at);
            text.parse::<u32>().with_context(|| {
                format!("line {line}: {what} `{text}` is not a whole number up to {}", u32::MAX)
            })
        };
        let stars = match rating {
            Some(at) => parse_stars(field(at)).with_context(|| format!("line {line}"))?,
            None => LIKE,
        };
        histories.entry(UserId(id(user, "user")?)).or_default().push((ItemId(id(item, "item")?), stars));
    }
    if histories.is_empty() {
        bail!("the file has no rows after the header");
    }
    Ok(histories)
}

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

    fn message(csv: &str) -> String {
        format!("{:#}", parse_histories(csv.as_bytes()).expect_err("refused"))
    }

    #[test]
    fn histories_are_read_by_column_name_and_likes_need_no_rating() {
        let rated = parse_histories("item,user,when,rating\n6,1,0,4.5\n10,1,0,2\n6,0,0,5\n".as_bytes())
            .expect("read");
        let stars = |value: f32| Stars::try_from(value).expect("valid");
        assert_eq!(rated[&UserId(1)], [(ItemId(6), stars(4.5)), (ItemId(10), stars(2.0))]);
        let liked = parse_histories("user,item\r\n3,7\r\n".as_bytes()).expect("read");
        assert_eq!(liked[&UserId(3)], [(ItemId(7), Stars::MAX)]);
    }

    #[test]
    fn a_bad_row_is_named_by_line_and_reason() {
        assert!(message("user,movie\n1,2\n").contains("header must have the columns user and item"));
        assert!(message("user,item,my_rating\n1,2,1\n").contains("but `my_rating` may hold ratings"));
        assert!(message("user,item\n").contains("no rows after the header"));
        assert!(message("user,item\n1,2\nx,2\n").contains("line 3: user `x` is not a whole number"));
        assert!(message("user,item,rating\n1,2,7\n").contains("line 2: rating 7 is not one of"));
        assert!(message("user,item\n1,2,3\n").contains("line: 2"));
    }

    #[test]
    fn a_rating_on_the_command_line_is_a_movie_and_stars() {
        assert_eq!(parse_rate("E=mc2=4.5").expect("valid").0, "E=mc2");
        assert!(parse_rate("Heat").is_err());
        assert!(
            format!("{:#}", parse_rate("Heat=7").expect_err("refused")).contains("rating 7 is not one of")
        );
    }
}
