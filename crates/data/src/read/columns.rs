//! The columns of a ratings file, as a caller names them.

use std::str::FromStr;

/// Which columns hold what: `user=reader,item=isbn,rating=score,time=when`. A column is named as in the header, in upper or
/// lower case, or by its number from 1, in a file without a header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnNames {
    pub(crate) user: Option<String>,
    pub(crate) item: Option<String>,
    pub(crate) rating: Option<String>,
    pub(crate) time: Option<String>,
}

/// Columns that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the columns `{text}` are not like `user=NAME,item=NAME,rating=NAME,time=NAME`: {reason}")]
pub struct InvalidColumnNames {
    text: String,
    reason: String,
}

impl FromStr for ColumnNames {
    type Err = InvalidColumnNames;

    fn from_str(text: &str) -> Result<Self, InvalidColumnNames> {
        let invalid = |reason: String| InvalidColumnNames { text: text.to_owned(), reason };
        let mut names = Self::default();
        for part in text.split(',') {
            let (what, name) = part.split_once('=').ok_or_else(|| invalid(format!("`{part}` has no `=`")))?;
            let place = match what.trim() {
                "user" => &mut names.user,
                "item" => &mut names.item,
                "rating" => &mut names.rating,
                "time" => &mut names.time,
                other => return Err(invalid(format!("`{other}` is none of user, item, rating and time"))),
            };
            let name = name.trim();
            if name.is_empty() {
                return Err(invalid(format!("`{what}` names no column")));
            }
            if place.replace(name.to_owned()).is_some() {
                return Err(invalid(format!("`{what}` is there twice")));
            }
        }
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_once_each() {
        let names: ColumnNames = "user=reader, item=ISBN ,time=3".parse().expect("names");
        let named = |name: &str| Some(name.to_owned());
        assert_eq!(
            (names.user, names.item, names.rating, names.time),
            (named("reader"), named("ISBN"), None, named("3"))
        );
        for (text, reason) in [
            ("", "`` has no `=`"),
            ("user", "`user` has no `=`"),
            ("user=a,user=b", "`user` is there twice"),
            ("movie=a", "`movie` is none of user, item, rating and time"),
            ("user=", "`user` names no column"),
        ] {
            let message = text.parse::<ColumnNames>().expect_err("rejected").to_string();
            assert!(message.ends_with(reason), "{message}");
        }
    }
}
