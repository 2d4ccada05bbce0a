//! Describes taste groups: what each loves and avoids, by genre and decade, and what its name is made of.
//!
//! The model numbers its groups and knows labels only by position. A name is made of what sets a group apart, not of what
//! it watches most: every group watches dramas. This file gives the parts of a name as data; the API and the page word them.

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

/// A genre (its name) or a decade (its first year), and how much of a group's love it has.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupLabel<L> {
    /// Which one, such as `Horror` or 1980.
    pub label: L,
    /// Its part of the group's love, `0..=1`.
    pub share: f32,
    /// How many times as large that part is as among all others.
    pub lift: f32,
}

/// What a taste group's name is made of. The parts are data: whoever shows them puts them into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupName {
    /// Genres that set the group apart, the most telling first; at most four, and empty if none does.
    pub genres: Vec<String>,
    /// First year of the decade that sets it apart, such as 1980.
    pub decade: Option<u16>,
    /// A genre that it loves less than others do; only where the other parts are not enough for a name of its own.
    pub avoided: Option<String>,
    /// 1, or from 2 on where a larger group has the same other parts.
    pub number: u32,
}

/// A taste group with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct DescribedGroup {
    /// The parts of its name; no two groups have the same.
    pub name: GroupName,
    /// Its part of all people, `0..=1`.
    pub share: f64,
    /// How many, how many ratings, and the movies that set it apart.
    pub profile: GroupProfile,
    /// Genres that it loves more than others do, the most telling first.
    pub genres: Vec<GroupLabel<String>>,
    /// Decades likewise.
    pub decades: Vec<GroupLabel<u16>>,
    /// Genres that it loves less.
    pub avoided_genres: Vec<GroupLabel<String>>,
    /// Decades likewise.
    pub avoided_decades: Vec<GroupLabel<u16>>,
}

impl<'a> TasteLabels<'a> {
    /// Of every movie of the catalogue.
    #[must_use]
    pub fn of(catalogue: &'a Catalogue) -> Self {
        Self { labels: catalogue.labels() }
    }

    /// Describes each group, largest first, with at most `n_items` movies and `n_labels` genres and decades of each kind.
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
            let traits = Traits { genres: &genres, decades: &decades, avoided_genres: &avoided_genres };
            let name = traits.free_name(|name| described.iter().all(|larger| larger.name != *name));
            described.push(DescribedGroup {
                name,
                share,
                profile,
                genres: first(genres, n_labels),
                decades: first(decades, n_labels),
                avoided_genres: first(avoided_genres, n_labels),
                avoided_decades: first(avoided_decades, n_labels),
            });
        }
        described
    }

    /// Separates genres from decades.
    fn split(&self, labels: &[LovedLabel]) -> (Vec<GroupLabel<String>>, Vec<GroupLabel<u16>>) {
        let (mut genres, mut decades) = (Vec::new(), Vec::new());
        for &LovedLabel { label, share, lift } in labels {
            match self.labels.get(label) {
                Label::Genre(genre) => genres.push(GroupLabel { label: genre.to_owned(), share, lift }),
                Label::Decade(first_year) => decades.push(GroupLabel { label: first_year, share, lift }),
            }
        }
        (genres, decades)
    }
}

fn first<T>(mut list: Vec<T>, n: usize) -> Vec<T> {
    list.truncate(n);
    list
}

/// What a group's name can be made of, the most telling first.
struct Traits<'a> {
    genres: &'a [GroupLabel<String>],
    decades: &'a [GroupLabel<u16>],
    avoided_genres: &'a [GroupLabel<String>],
}

impl Traits<'_> {
    /// The shortest name that is free; numbered if all are taken.
    fn free_name(&self, is_free: impl Fn(&GroupName) -> bool) -> GroupName {
        let by_genres = [2, 3, 4].map(|n_genres| self.name_of(n_genres));
        let plain = by_genres[0].clone();
        let avoided = self.avoided_genres.first().map(|genre| genre.label.clone());
        let without = avoided.map(|genre| GroupName { avoided: Some(genre), ..plain.clone() });
        let numbered = (2..).map(|number| GroupName { number, ..plain.clone() });
        let mut names = by_genres.into_iter().chain(without).chain(numbered);
        names.find(is_free).unwrap_or_else(|| plain.clone())
    }

    /// A name of at most `n_genres` genres and a decade, or of what is avoided if no genre or decade stands out.
    fn name_of(&self, n_genres: usize) -> GroupName {
        let genres = self.genres.iter().filter(|genre| genre.lift >= GENRE_LIFT).take(n_genres);
        let genres: Vec<String> = genres.map(|genre| genre.label.clone()).collect();
        let decade = self.decades.first().filter(|decade| decade.lift >= DECADE_LIFT);
        let decade = decade.map(|decade| decade.label);
        let avoided = self.avoided_genres.first().filter(|genre| genre.lift <= AVOIDED_LIFT);
        let avoided = avoided.filter(|_| genres.is_empty() && decade.is_none());
        let avoided = avoided.map(|genre| genre.label.clone());
        GroupName { genres, decade, avoided, number: 1 }
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

    fn name(genres: &[&str], decade: Option<u16>) -> GroupName {
        let genres = genres.iter().map(|&genre| genre.to_owned()).collect();
        GroupName { genres, decade, avoided: None, number: 1 }
    }

    #[test]
    fn groups_are_named_by_what_sets_them_apart() {
        let groups = described(2);
        let mut names: Vec<&GroupName> = groups.iter().map(|group| &group.name).collect();
        names.sort_unstable_by_key(|name| &name.genres);
        assert_eq!(names, [&name(&["Horror"], Some(1980)), &name(&["Musical"], Some(1950))]);
        let horror = groups.iter().find(|group| group.name.genres == ["Horror"]).expect("there");
        assert_eq!((horror.share, horror.profile.n_members), (0.5, 20));
        assert_eq!((horror.genres[0].label.as_str(), horror.decades[0].label), ("Horror", 1980));
        assert_eq!(horror.avoided_genres[0].label, "Musical");
        assert!(horror.avoided_genres[0].lift < 1.0 && horror.genres[0].lift > 1.0);
    }

    #[test]
    fn a_group_that_differs_from_nobody_has_a_name_without_parts() {
        let groups = described(1);
        assert_eq!((groups.len(), &groups[0].name), (1, &name(&[], None)));
    }

    /// A genre with this lift.
    fn genre(label: &str, lift: f32) -> GroupLabel<String> {
        GroupLabel { label: label.to_owned(), share: 0.1, lift }
    }

    #[test]
    fn two_groups_never_share_a_name() {
        let loved = [genre("Horror", 2.0), genre("War", 1.5), genre("Crime", 1.2)];
        let avoided = [genre("Musical", 0.9)];
        let traits = Traits { genres: &loved, decades: &[], avoided_genres: &avoided };
        let mut taken: Vec<GroupName> = Vec::new();
        for _ in 0..5 {
            let next = traits.free_name(|name| !taken.contains(name));
            taken.push(next);
        }
        let plain = name(&["Horror", "War"], None);
        let without = GroupName { avoided: Some("Musical".to_owned()), ..plain.clone() };
        let second = GroupName { number: 2, ..plain.clone() };
        let third = GroupName { number: 3, ..plain.clone() };
        assert_eq!(taken, [plain, name(&["Horror", "War", "Crime"], None), without, second, third]);
    }

    #[test]
    fn a_group_that_stands_out_by_nothing_else_is_named_by_what_it_avoids() {
        let avoided = [genre("Musical", 0.7)];
        let traits = Traits { genres: &[], decades: &[], avoided_genres: &avoided };
        let name = traits.free_name(|_| true);
        assert_eq!((name.genres.len(), name.avoided.as_deref()), (0, Some("Musical")));
    }
}
