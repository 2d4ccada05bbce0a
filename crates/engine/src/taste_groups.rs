//! Taste groups in words: what each loves and avoids, by genre and decade, and a plain name made of that.
//!
//! The model numbers its groups and knows labels only by position; this is where they get names. Names are made from what
//! sets a group apart and not from what it watches most: every group watches dramas.

use cinephile_data::{Catalogue, Label, Labels};
use cinephile_models::{GroupProfile, LovedLabel, TasteGroups};

/// A genre is in a name if its part of the group's love is so many times that of all others.
const GENRE_LIFT: f32 = 1.15;
/// A decade is in a name if its part is so many times that of all others.
const DECADE_LIFT: f32 = 1.4;
/// What is avoided is in a name, where nothing else is, if its part is at most this.
const AVOIDED_LIFT: f32 = 0.8;

/// Genres and decades of a catalogue, as the labels that groups are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TasteLabels<'a> {
    labels: &'a Labels,
}

/// A genre or decade, and how much of a group's love it has.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupLabel {
    /// Its name, such as `Horror` or `1980s`.
    pub name: String,
    /// Its part of the group's love, `0..=1`.
    pub share: f32,
    /// How many times as large that part is as among all others.
    pub lift: f32,
}

/// A taste group with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct DescribedGroup {
    /// For people, such as *Horror and Thriller of the 1980s*; no two groups share one.
    pub name: String,
    /// Its part of all people, `0..=1`.
    pub share: f64,
    /// How many, how many ratings, and the movies that set it apart.
    pub profile: GroupProfile,
    /// Genres that it loves more than others do, the most telling first.
    pub genres: Vec<GroupLabel>,
    /// Decades likewise.
    pub decades: Vec<GroupLabel>,
    /// Genres that it loves less.
    pub avoided_genres: Vec<GroupLabel>,
    /// Decades likewise.
    pub avoided_decades: Vec<GroupLabel>,
}

impl<'a> TasteLabels<'a> {
    /// Of every movie of the catalogue.
    #[must_use]
    pub fn of(catalogue: &'a Catalogue) -> Self {
        Self { labels: catalogue.labels() }
    }

    /// Each group in words, largest first, with at most `n_items` movies and `n_labels` genres and decades of each kind.
    ///
    /// # Panics
    /// If the model knows fewer movies than the catalogue has.
    #[must_use]
    pub fn describe(&self, groups: &dyn TasteGroups, n_items: usize, n_labels: usize) -> Vec<DescribedGroup> {
        let item_labels: Vec<&[u32]> = self.labels.by_item().collect();
        assert!(groups.n_items() >= item_labels.len(), "a model of these movies");
        let n_users: u64 = groups.n_members().iter().map(|&n| u64::from(n)).sum();
        let profiles = groups.profiles(&item_labels, n_items, self.labels.len());
        let mut described: Vec<DescribedGroup> = Vec::with_capacity(profiles.len());
        for profile in profiles {
            let (genres, decades) = self.split(&profile.labels);
            let (avoided_genres, avoided_decades) = self.split(&profile.avoided_labels);
            let share = f64::from(profile.n_members) / n_users.max(1) as f64;
            let name = String::new();
            let mut group =
                DescribedGroup { name, share, profile, genres, decades, avoided_genres, avoided_decades };
            group.name = group.free_name(&described);
            for labels in
                [&mut group.genres, &mut group.decades, &mut group.avoided_genres, &mut group.avoided_decades]
            {
                labels.truncate(n_labels);
            }
            described.push(group);
        }
        described
    }

    /// Genres and decades apart.
    fn split(&self, labels: &[LovedLabel]) -> (Vec<GroupLabel>, Vec<GroupLabel>) {
        let is_genre = |label: &&LovedLabel| matches!(self.labels.get(label.label), Label::Genre(_));
        let named = |label: &LovedLabel| GroupLabel {
            name: self.labels.get(label.label).to_string(),
            share: label.share,
            lift: label.lift,
        };
        let (genres, decades): (Vec<&LovedLabel>, Vec<&LovedLabel>) = labels.iter().partition(is_genre);
        (genres.into_iter().map(named).collect(), decades.into_iter().map(named).collect())
    }
}

impl DescribedGroup {
    /// The shortest name that no larger group has; numbered where there is none.
    fn free_name(&self, larger: &[Self]) -> String {
        let is_free = |name: &String| larger.iter().all(|other| other.name != *name);
        let by_genres = [2, 3, 4].map(|n_genres| self.name_of(n_genres));
        let plain = by_genres[0].clone();
        let without = self.avoided_genres.first().map(|genre| format!("{plain}, little {}", genre.name));
        let numbered = (2..).map(|number| format!("{plain} ({number})"));
        let mut names = by_genres.into_iter().chain(without).chain(numbered);
        names.find(is_free).unwrap_or(plain)
    }

    /// Such as *Horror and Thriller of the 1980s*.
    fn name_of(&self, n_genres: usize) -> String {
        let genres = self.genres.iter().filter(|genre| genre.lift >= GENRE_LIFT).take(n_genres);
        let genres: Vec<&str> = genres.map(|genre| genre.name.as_str()).collect();
        let decade = self.decades.first().filter(|decade| decade.lift >= DECADE_LIFT);
        let avoided = self.avoided_genres.first().filter(|genre| genre.lift <= AVOIDED_LIFT);
        match (genres.as_slice(), decade, avoided) {
            ([], Some(decade), _) => format!("Movies of the {}", decade.name),
            ([], None, Some(avoided)) => format!("Little {}", avoided.name),
            ([], None, None) => "A bit of everything".to_owned(),
            (genres, Some(decade), _) => format!("{} of the {}", listed(genres), decade.name),
            (genres, None, _) => listed(genres),
        }
    }
}

/// `["A", "B", "C"]` as `A, B and C`.
fn listed(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_data::{Interactions, ItemIdx, Movie, UserIdx};
    use cinephile_models::{Fit as _, KMeansParams};

    fn movie(id: u32, title: &str, genres: &[&str]) -> Movie {
        Movie::new(id, title, genres.iter().map(|&genre| genre.to_owned()).collect())
    }

    /// Twenty people love horror of the eighties, twenty musicals of the fifties; all know one drama.
    fn described(k: u32) -> Vec<DescribedGroup> {
        let movies = vec![
            movie(1, "Everybody's (1995)", &["Drama"]),
            movie(2, "Scream Door (1981)", &["Horror"]),
            movie(3, "Scream Floor (1984)", &["Horror"]),
            movie(4, "Song One (1952)", &["Musical"]),
            movie(5, "Song Two (1957)", &["Musical"]),
        ];
        let catalogue = Catalogue::build(movies).expect("distinct");
        let rated = |user: usize| [(user, 0), (user, 1 + 2 * (user % 2)), (user, 2 + 2 * (user % 2))];
        let triples = (0..40).flat_map(rated).map(|(u, i)| (UserIdx::new(u), ItemIdx::new(i), 5.0));
        let train = Interactions::from_triples(40, 5, triples).expect("valid");
        let model = KMeansParams { k: Some(k), ..KMeansParams::default() }.fit(&train).expect("fitted");
        TasteLabels::of(&catalogue).describe(&model, 2, 2)
    }

    #[test]
    fn groups_are_named_by_what_sets_them_apart() {
        let groups = described(2);
        let mut names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["Horror of the 1980s", "Musical of the 1950s"]);
        let horror = groups.iter().find(|group| group.name.starts_with("Horror")).expect("there");
        assert_eq!((horror.share, horror.profile.n_members), (0.5, 20));
        assert_eq!((horror.genres[0].name.as_str(), horror.decades[0].name.as_str()), ("Horror", "1980s"));
        assert_eq!(horror.avoided_genres[0].name, "Musical");
        assert!(horror.avoided_genres[0].lift < 1.0 && horror.genres[0].lift > 1.0);
    }

    #[test]
    fn a_group_that_differs_from_nobody_is_a_bit_of_everything() {
        let groups = described(1);
        assert_eq!((groups.len(), groups[0].name.as_str()), (1, "A bit of everything"));
    }

    #[test]
    fn two_groups_never_share_a_name() {
        let first = described(1).remove(0);
        let second = first.free_name(std::slice::from_ref(&first));
        assert_eq!(second, "A bit of everything (2)");
        assert_eq!(listed(&["A", "B", "C"]), "A, B and C");
    }
}
