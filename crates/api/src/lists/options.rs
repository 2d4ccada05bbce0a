//! What a list may hold and how it is steered, checked against what is loaded.

use crate::checks::{check_genres, check_ids};
use crate::error::ApiError;
use crate::serving::Movies;
use crate::types::{ListFields, ProblemCode, YearRange};
use cinephile_data::ItemIdx;
use cinephile_engine::Steering;

/// Which movies pass into a list, and how it is steered; by default all pass, and the model's own order holds.
#[derive(Default)]
pub(crate) struct ListOptions {
    /// Items to leave out, rising.
    exclude: Vec<ItemIdx>,
    /// Marks the genres that pass, by position among all genres. A movie needs one of them; if empty, all movies pass.
    genres: Vec<bool>,
    /// The first and the last year that pass.
    years: Option<(u16, u16)>,
    /// How the list is steered; `None` for the model's own order.
    steering: Option<Steering>,
}

impl ListOptions {
    /// Checks the options of a request.
    ///
    /// # Errors
    /// `too_many_ratings`, `unknown_movie`, `value_out_of_range`, `unknown_genre` or `invalid_field`.
    pub(crate) fn checked(fields: &ListFields<'_>, movies: &Movies) -> Result<Self, ApiError> {
        Ok(Self {
            exclude: with_other_records(check_ids("exclude", fields.exclude, movies)?, movies),
            genres: mark_genres(fields.genres, movies)?,
            years: fields.years.map(check_years).transpose()?,
            steering: check_steering(fields.popularity, fields.diversity)?,
        })
    }

    /// Leaves out these items, too, under whatever record.
    pub(crate) fn exclude(&mut self, items: Vec<ItemIdx>, movies: &Movies) {
        self.exclude.extend(with_other_records(items, movies));
        self.exclude.sort_unstable();
        self.exclude.dedup();
    }

    /// Whether every item passes.
    pub(crate) fn lets_all_pass(&self) -> bool {
        self.exclude.is_empty() && self.genres.is_empty() && self.years.is_none()
    }

    /// Whether `item` may be in the list.
    pub(crate) fn passes(&self, item: ItemIdx, movies: &Movies) -> bool {
        let in_years = |(first, last)| movies.year(item).is_some_and(|year| (first..=last).contains(&year));
        self.exclude.binary_search(&item).is_err()
            && (self.genres.is_empty() || movies.has_genre(item, &self.genres))
            && self.years.is_none_or(in_years)
    }

    /// How the list is steered; `None` for the model's own order.
    pub(crate) fn steering(&self) -> Option<Steering> {
        self.steering
    }
}

/// The items with the other records of their films, rising.
fn with_other_records(mut items: Vec<ItemIdx>, movies: &Movies) -> Vec<ItemIdx> {
    items.extend(movies.other_records(&items));
    items.sort_unstable();
    items
}

/// Marks the given genres among all genres; without given genres the result is empty.
fn mark_genres(genres: &[String], movies: &Movies) -> Result<Vec<bool>, ApiError> {
    let given = check_genres(genres, movies)?;
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
