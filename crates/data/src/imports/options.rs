//! What the sender of a file says about it.

use super::entry::Mark;
use crate::Scale;

/// What a file itself may not show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportOptions {
    /// The file's name. It shows which list a file holds, where lists look alike.
    pub file_name: Option<String>,
    /// What rows without a rating are, where the file does not show it.
    pub list: Option<Mark>,
    /// The scale of the ratings, where it is not the service's own.
    pub scale: Option<Scale>,
    /// Whose rows are read, in a file of several people.
    pub profile: Option<String>,
    /// Whether the file is one of several. Then `list` is for files whose names show nothing.
    pub is_part: bool,
}

impl ImportOptions {
    /// The list that the file's name shows, if it shows one.
    pub(super) fn named_list(&self) -> Option<Mark> {
        let name = self.file_name.as_deref().unwrap_or_default().to_lowercase();
        // Trakt's own lists are called `lists-list-...`, whatever they hold.
        if name.contains("lists-list-") {
            return None;
        }
        let words: Vec<&str> = name.split(|c: char| !c.is_alphabetic()).collect();
        let has = |names: &[&str]| names.iter().any(|name| words.contains(name));
        if has(&["not", "un", "never", "yet"]) {
            return None;
        }
        if has(&["watchlist", "wishlist", "plantowatch"]) || name.contains("想看") {
            return Some(Mark::Watchlist);
        }
        let is_watched = has(&["watched", "history", "checkins", "favorites", "favourites", "likes"]);
        (is_watched || name.contains("看过")).then_some(Mark::Watched)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_shows_a_list_by_a_whole_word() {
        let list = |name: &str| {
            ImportOptions { file_name: Some(name.to_owned()), ..Default::default() }.named_list()
        };
        for name in ["watchlist.csv", "My Watchlist (1).csv", "WATCHLIST_2024.csv", "movielens-wishlist.csv"]
        {
            assert_eq!(list(name), Some(Mark::Watchlist), "{name}");
        }
        for name in
            ["watched.csv", "letterboxd-ann-watched.csv", "watched-history-1.json", "lists-favorites.json"]
        {
            assert_eq!(list(name), Some(Mark::Watched), "{name}");
        }
        for name in ["", "unwatched.csv", "not yet watched.csv", "Worst films I ever sat through.csv"] {
            assert_eq!(list(name), None, "{name}");
        }
    }
}
