//! The movies of a catalogue by the forms in which their titles are written.

use super::key::{key, key_without_author, key_without_name};
use crate::{Catalogue, ItemIdx, Movie};
use std::hash::{DefaultHasher, Hash, Hasher};

/// What stands between a title and its subtitle.
pub(super) const BEFORE_SUBTITLE: [&str; 4] = [": ", " - ", " – ", " — "];

/// How many characters of a title count.
const MAX_CHARS: usize = 200;
/// How many parts of a title count.
const MAX_SEGMENTS: usize = 6;

/// The forms of a title.
struct TitleForms {
    /// The same title in another spelling, or with the middle of three parts left out: *Star Wars: The Force Awakens*.
    same: Vec<String>,
    /// A part of the title that may stand for all of it: its subtitle, or what follows a name. Another movie may be called so.
    parts: Vec<String>,
}

/// A catalogue's movies by the forms of their names. A form is kept as its hash: 16 bytes, some three for each movie; a movie
/// that is found is compared with the form itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Forms {
    /// Ordered, without repetition.
    same: Vec<(u64, ItemIdx)>,
    parts: Vec<(u64, ItemIdx)>,
}

impl Forms {
    pub(crate) fn build(catalogue: &Catalogue) -> Self {
        let mut forms = Self::default();
        for (index, movie) in catalogue.movies().iter().enumerate() {
            let item = ItemIdx::new(index);
            for TitleForms { same, parts } in forms_of(movie) {
                forms.same.extend(same.iter().map(|form| (hash(form), item)));
                forms.parts.extend(parts.iter().map(|form| (hash(form), item)));
            }
        }
        for list in [&mut forms.same, &mut forms.parts] {
            list.sort_unstable();
            list.dedup();
            list.shrink_to_fit();
        }
        forms
    }

    /// Movies of this title in another spelling, in the order of the catalogue.
    pub(crate) fn same(&self, catalogue: &Catalogue, title: &str) -> Vec<ItemIdx> {
        let wanted = TitleForms::of(title).same;
        find(&self.same, &wanted, |item| {
            forms_of(catalogue.movie(item))
                .iter()
                .any(|name| name.same.iter().any(|form| wanted.contains(form)))
        })
    }

    /// Movies of which this title names a part: *The Empire Strikes Back* for *Star Wars: Episode V - The Empire Strikes Back*.
    pub(crate) fn longer(&self, catalogue: &Catalogue, title: &str) -> Vec<ItemIdx> {
        let wanted = TitleForms::of(title).same;
        find(&self.parts, &wanted, |item| {
            forms_of(catalogue.movie(item))
                .iter()
                .any(|name| name.parts.iter().any(|form| wanted.contains(form)))
        })
    }

    /// Movies whose whole title is a part of this one: *Borat* for *Borat: Cultural Learnings of America*.
    pub(crate) fn shorter(&self, catalogue: &Catalogue, title: &str) -> Vec<ItemIdx> {
        let mut parts = TitleForms::of(title).parts;
        if let [(_, first), _, ..] = *segments(title).as_slice() {
            parts.push(key(first));
        }
        find(&self.same, &parts, |item| {
            forms_of(catalogue.movie(item))
                .iter()
                .any(|name| name.same.iter().any(|form| parts.contains(form)))
        })
    }
}

fn find(list: &[(u64, ItemIdx)], forms: &[String], is_it: impl Fn(ItemIdx) -> bool) -> Vec<ItemIdx> {
    let mut found = Vec::new();
    for form in forms {
        let wanted = hash(form);
        let from = list.partition_point(|&(hash, _)| hash < wanted);
        let same = list[from..].iter().take_while(|&&(hash, _)| hash == wanted);
        found.extend(same.map(|&(_, item)| item).filter(|&item| is_it(item)));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn forms_of(movie: &Movie) -> Vec<TitleForms> {
    let names = std::iter::once(&movie.title).chain(&movie.alternative_titles);
    names.map(|name| TitleForms::of(name)).collect()
}

impl TitleForms {
    fn of(title: &str) -> Self {
        let title = title.char_indices().nth(MAX_CHARS).map_or(title, |(end, _)| &title[..end]);
        let segments = segments(title);
        let mut same = vec![key(title)];
        same.extend(key_without_author(title));
        let mut parts: Vec<String> = key_without_name(title).into_iter().collect();
        if let [(_, first), _, .., (_, last)] = *segments.as_slice() {
            same.push(key(&format!("{first} {last}")));
        }
        parts.extend(segments.iter().skip(1).map(|&(from, _)| key(&title[from..])));
        same.retain(|form| !form.is_empty());
        parts
            .retain(|form| form.chars().nth(3).is_some() && !same.contains(form) && !is_number_of_part(form));
        Self { same, parts }
    }
}

/// `part2` and `2` of *Kill Bill: Part 2* name no movie.
fn is_number_of_part(form: &str) -> bool {
    let words = ["part", "vol", "chapter", "episode", "book"];
    let rest = words.iter().find_map(|word| form.strip_prefix(word)).unwrap_or(form);
    rest.bytes().all(|byte| byte.is_ascii_digit())
}

/// The first parts of a title, at its colons and dashes, and where each begins.
fn segments(title: &str) -> Vec<(usize, &str)> {
    let (mut segments, mut from) = (Vec::new(), 0);
    while segments.len() < MAX_SEGMENTS {
        let rest = &title[from..];
        let ends = BEFORE_SUBTITLE.iter().filter_map(|mark| Some((rest.find(mark)?, mark.len())));
        let (end, length) = ends.min().unwrap_or((rest.len(), 0));
        if !rest[..end].trim().is_empty() {
            segments.push((from, rest[..end].trim()));
        }
        if length == 0 {
            break;
        }
        from += end + length;
    }
    segments
}

fn hash(form: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    form.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue(titles: &[&str]) -> Catalogue {
        let movie = |(id, title): (u32, &&str)| Movie::new(id, title, Vec::new());
        Catalogue::build((1..).zip(titles).map(movie).collect()).expect("a catalogue")
    }

    #[test]
    fn a_series_may_be_left_out_and_a_subtitle_may_stand_alone() {
        let catalogue = catalogue(&[
            "Star Wars: Episode VII - The Force Awakens (2015)",
            "William Shakespeare's Romeo + Juliet (1996)",
            "Kill Bill: Vol. 2 (2004)",
            "Borat (2006)",
        ]);
        let forms = Forms::build(&catalogue);
        let places = |found: Vec<ItemIdx>| found.into_iter().map(ItemIdx::get).collect::<Vec<_>>();
        let same = |title: &str| places(forms.same(&catalogue, title));
        let longer = |title: &str| places(forms.longer(&catalogue, title));
        assert_eq!(same("Star Wars – The Force Awakens"), [0]);
        assert_eq!(same("Romeo & Juliet"), [1]);
        assert_eq!(same("Kill Bill 2"), [2]);
        assert_eq!((same("The Force Awakens"), longer("The Force Awakens")), (vec![], vec![0]));
        assert_eq!(longer("Episode VII: The Force Awakens"), [0]);
        assert_eq!(places(forms.shorter(&catalogue, "Borat: Cultural Learnings of America")), [3]);
        for nothing in ["Star Wars", "Vol. 2", "2", ""] {
            assert_eq!((same(nothing), longer(nothing)), (vec![], vec![]), "{nothing}");
        }
    }
}
