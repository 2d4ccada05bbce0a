//! What a list may hold and how it is steered, checked against what is loaded.

use crate::checks::{check_genres, find_chosen};
use crate::error::ApiError;
use crate::serving::Movies;
use crate::types::{ListFields, MovieRef, ProblemCode, UnknownIds, YearRange};
use cinephile_data::ItemIdx;
use cinephile_engine::Steering;

/// Which movies pass into a list, and how it is steered; by default all pass, and the model's own order holds.
#[derive(Clone, Default)]
pub(crate) struct ListOptions {
    /// Marks the items that `only` and `exclude` keep out, by position; `None` if they keep out none. A mark for each item, as
    /// filters look at every movie in each request.
    barred: Option<Vec<bool>>,
    /// Marks the genres that pass, by position among all genres. A movie needs one of them; if empty, all movies pass.
    genres: Vec<bool>,
    /// Marks the genres that do not pass, likewise. A movie must have none of them.
    exclude_genres: Vec<bool>,
    /// The first and the last year that pass.
    years: Option<(u16, u16)>,
    /// How the list is steered; `None` for the model's own order.
    steering: Option<Steering>,
    /// The ids of `only` and `exclude`, in all.
    n_chosen: usize,
    unknown: UnknownIds,
}

impl ListOptions {
    /// Checks the options of a request.
    ///
    /// # Errors
    /// `too_many_ratings`, `value_out_of_range`, `unknown_genre` or `invalid_field`.
    pub(crate) fn checked(fields: &ListFields<'_>, movies: &Movies) -> Result<Self, ApiError> {
        let mut options = Self {
            genres: mark_genres("genres", fields.genres, movies)?,
            exclude_genres: mark_genres("exclude_genres", fields.exclude_genres, movies)?,
            years: fields.years.map(check_years).transpose()?,
            steering: check_steering(fields.popularity, fields.diversity)?,
            n_chosen: fields.only.map_or(0, <[MovieRef]>::len) + fields.exclude.len(),
            ..Self::default()
        };
        if let Some(only) = fields.only {
            let (items, n_unknown) = find_chosen("only", only, movies)?;
            options.only(&items, movies);
            options.unknown.only = n_unknown;
        }
        let (items, n_unknown) = find_chosen("exclude", fields.exclude, movies)?;
        options.exclude(&items, movies);
        options.unknown.exclude = n_unknown;
        Ok(options)
    }

    /// Leaves out everything but these items, under whatever record.
    pub(crate) fn only(&mut self, items: &[ItemIdx], movies: &Movies) {
        let mut barred = vec![true; movies.len()];
        for item in with_other_records(items, movies) {
            // What is barred already stays so.
            barred[item.get()] = self.barred.as_ref().is_some_and(|barred| barred[item.get()]);
        }
        self.barred = Some(barred);
    }

    /// Leaves out these items, too, under whatever record.
    pub(crate) fn exclude(&mut self, items: &[ItemIdx], movies: &Movies) {
        if items.is_empty() {
            return;
        }
        let barred = self.barred.get_or_insert_with(|| vec![false; movies.len()]);
        with_other_records(items, movies).for_each(|item| barred[item.get()] = true);
    }

    /// Whether every item passes.
    pub(crate) fn lets_all_pass(&self) -> bool {
        self.barred.is_none()
            && self.genres.is_empty()
            && self.exclude_genres.is_empty()
            && self.years.is_none()
    }

    /// Whether `item` may be in the list.
    pub(crate) fn passes(&self, item: ItemIdx, movies: &Movies) -> bool {
        let in_years = |(first, last)| movies.year(item).is_some_and(|year| (first..=last).contains(&year));
        self.barred.as_ref().is_none_or(|barred| !barred[item.get()])
            && (self.genres.is_empty() || movies.has_genre(item, &self.genres))
            && (self.exclude_genres.is_empty() || !movies.has_genre(item, &self.exclude_genres))
            && self.years.is_none_or(in_years)
    }

    /// The ids of `only` and `exclude`, in all.
    pub(crate) fn n_chosen(&self) -> usize {
        self.n_chosen
    }

    /// How many ids of the request the loaded data does not have.
    pub(crate) fn unknown(&self) -> UnknownIds {
        self.unknown
    }

    /// How the list is steered; `None` for the model's own order.
    pub(crate) fn steering(&self) -> Option<Steering> {
        self.steering
    }
}

/// The items, and the other records of their films.
fn with_other_records<'a>(items: &'a [ItemIdx], movies: &Movies) -> impl Iterator<Item = ItemIdx> + 'a {
    items.iter().copied().chain(movies.other_records(items))
}

/// Marks the given genres among all genres; without given genres the result is empty.
fn mark_genres(field: &str, genres: &[String], movies: &Movies) -> Result<Vec<bool>, ApiError> {
    let given = check_genres(field, genres, movies)?;
    if given.is_empty() {
        return Ok(Vec::new());
    }
    let mut marks = vec![false; movies.genres().len()];
    given.into_iter().for_each(|genre| marks[genre] = true);
    Ok(marks)
}

/// The first and the last year that pass; movies of an unknown year do not.
fn check_years(YearRange { from, to }: YearRange) -> Result<(u16, u16), ApiError> {
    let (first, last) = (from.unwrap_or(0), to.unwrap_or(u16::MAX));
    if first > last {
        let detail = format!("years.from is {first}; it must not be after years.to, which is {last}");
        return Err(ApiError::new(ProblemCode::ValueOutOfRange, detail).at("years.from"));
    }
    if from.is_none() && to.is_none() {
        return Err(ApiError::invalid_field("years", "years is empty; it must have `from`, `to` or both"));
    }
    Ok((first, last))
}

fn check_steering(popularity: f64, diversity: f64) -> Result<Option<Steering>, ApiError> {
    Steering::check(popularity, diversity).map_err(|error| {
        let name = error.name;
        ApiError::new(ProblemCode::ValueOutOfRange, error.to_string()).at(name)
    })
}
