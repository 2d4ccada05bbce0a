//! Files of movie ids for `cinephile recommend --only FILE`: one id a line, or a table with a column of ids.

use anyhow::{Context as _, Result, bail};
use std::io::Read;
use std::path::Path;

/// The largest such file.
const MAX_BYTES: u64 = 64 << 20;
/// Names of a column of ids, in lower case without `_` and blanks; a table may have others beside it.
const COLUMNS: [&str; 6] = ["item", "itemid", "movie", "movieid", "id", "filmid"];

/// The ids of a file, or of standard input for `-`.
pub(crate) fn read_ids(path: &Path) -> Result<Vec<String>> {
    let context = || format!("cannot read ids from `{}`", path.display());
    let bytes = if path == Path::new("-") {
        read_all(std::io::stdin().lock()).with_context(context)?
    } else {
        read_all(std::fs::File::open(path).with_context(context)?).with_context(context)?
    };
    let text = String::from_utf8(bytes).context("it is not text in UTF-8").with_context(context)?;
    parse(&text).with_context(context)
}

fn read_all(reader: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        bail!("it is larger than {MAX_BYTES} bytes");
    }
    Ok(bytes)
}

fn parse(text: &str) -> Result<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let plain = |name: &str| name.trim().trim_matches('"').replace(['_', ' ', '-'], "").to_lowercase();
    let separator = [',', '\t', ';'].into_iter().find(|separator| head.contains(*separator));
    let names: Vec<String> = match separator {
        Some(separator) => head.split(separator).map(plain).collect(),
        None => vec![plain(head)],
    };
    match COLUMNS.iter().find_map(|known| names.iter().position(|name| name == known)) {
        Some(column) => {
            let separator = separator.map_or(Ok(b','), u8::try_from)?;
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(separator)
                .trim(csv::Trim::All)
                .from_reader(text.as_bytes());
            let rows = reader.records().map(|row| Ok(row?.get(column).unwrap_or_default().to_owned()));
            let ids: Result<Vec<String>> = rows.collect();
            Ok(ids?.into_iter().filter(|id| !id.is_empty()).collect())
        }
        None if separator.is_some() => {
            bail!("line 1: no column is called {}; the header is `{head}`", COLUMNS.join(", "))
        }
        None => Ok(text.lines().map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stand_one_a_line_or_in_a_column() {
        assert_eq!(parse("6\n\n tt0113277 \r\n").expect("ids"), ["6", "tt0113277"]);
        assert_eq!(parse("\u{feff}movieId\n6\n10\n").expect("ids"), ["6", "10"]);
        let table = "position,Movie_ID,title\n1,6,\"Heat, 1995\"\n2,,none\n3, 10 ,x\n";
        assert_eq!(parse(table).expect("ids"), ["6", "10"]);
        assert_eq!(parse("title\tid\nHeat\t6\n").expect("ids"), ["6"]);
        let none = parse("").expect("no ids");
        assert!(none.is_empty());
        assert!(
            parse("name,year\nHeat,1995\n")
                .expect_err("no ids")
                .to_string()
                .contains("no column is called item")
        );
    }
}
