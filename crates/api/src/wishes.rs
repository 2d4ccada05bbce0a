//! What a list may hold and how it is steered, checked against what is loaded.

use crate::checks::check_ids;
use crate::error::ApiError;
use crate::extract::Object;
use crate::snapshot::Snapshot;
use crate::types::{ProblemCode, YearRange};
use cinephile_data::ItemIdx;
use cinephile_engine::Steering;

/// The most genres in one request.
const MAX_GENRES: usize = 50;

/// What passes into a list, and in which order; nothing of it in the default.
#[derive(Default)]
pub(crate) struct Wishes {
    /// Items to leave out, rising.
    exclude: Vec<ItemIdx>,
    /// Which of all genres pass, by position; any of them is enough, empty lets all pass.
    genres: Vec<bool>,
    years: Option<(u16, u16)>,
    /// The order wished for; `None` for the algorithm's own.
    steering: Option<Steering>,
}

impl Wishes {
    /// Wishes for nothing but that these items are left out.
    ///
    /// # Errors
    /// `too_many_ratings` or `unknown_movie`.
    pub(crate) fn excluding(ids: &[u32], snapshot: &Snapshot) -> Result<Self, ApiError> {
        Ok(Self { exclude: check_ids("exclude", ids, snapshot)?, ..Self::default() })
    }

    /// With movies of any of these genres only, unless there are none; upper and lower case are alike.
    ///
    /// # Errors
    /// `value_out_of_range` for too many, `unknown_genre`.
    pub(crate) fn of_genres(mut self, genres: &[String], snapshot: &Snapshot) -> Result<Self, ApiError> {
        if genres.len() > MAX_GENRES {
            let detail = format!("genres has {} entries; at most {MAX_GENRES} are taken", genres.len());
            return Err(ApiError::new(ProblemCode::ValueOutOfRange, detail).at("genres"));
        }
        let all = snapshot.facts().genres();
        let known = |(i, genre): (usize, &String)| {
            let found = all.iter().position(|known| known.to_lowercase() == genre.to_lowercase());
            found.ok_or_else(|| {
                let field = format!("genres[{i}]");
                let all = all.join(", ");
                let detail = format!("{field} is `{genre}`; it must be one of {all}");
                ApiError::new(ProblemCode::UnknownGenre, detail).at(field)
            })
        };
        let wanted = genres.iter().enumerate().map(known).collect::<Result<Vec<usize>, _>>()?;
        if !wanted.is_empty() {
            self.genres = (0..all.len()).map(|position| wanted.contains(&position)).collect();
        }
        Ok(self)
    }

    /// With movies of these years only; those of an unknown year are none.
    ///
    /// # Errors
    /// `value_out_of_range`.
    pub(crate) fn of_years(mut self, years: Option<&Object<YearRange>>) -> Result<Self, ApiError> {
        let Some(Object(YearRange { from, to })) = years else { return Ok(self) };
        let (first, last) = (from.unwrap_or(0), to.unwrap_or(u16::MAX));
        if first > last {
            let detail = format!("years.from is {first}; it must not be after years.to, which is {last}");
            return Err(ApiError::new(ProblemCode::ValueOutOfRange, detail).at("years.from"));
        }
        if from.is_none() && to.is_none() {
            return Err(ApiError::invalid_field(
                "years",
                "years is empty; it must have `from`, `to` or both",
            ));
        }
        self.years = Some((first, last));
        Ok(self)
    }

    /// Without these items either.
    pub(crate) fn without(mut self, items: Vec<ItemIdx>) -> Self {
        self.exclude.extend(items);
        self.exclude.sort_unstable();
        self.exclude.dedup();
        self
    }

    /// In another order than the algorithm's.
    ///
    /// # Errors
    /// `value_out_of_range`.
    pub(crate) fn steered(mut self, popularity: f64, diversity: f64) -> Result<Self, ApiError> {
        self.steering = Steering::check(popularity, diversity).map_err(|error| {
            let name = error.name;
            ApiError::new(ProblemCode::ValueOutOfRange, error.to_string()).at(name)
        })?;
        Ok(self)
    }

    /// Whether every item passes.
    pub(crate) fn lets_all_pass(&self) -> bool {
        self.exclude.is_empty() && self.genres.is_empty() && self.years.is_none()
    }

    /// Whether `item` may be in the list.
    pub(crate) fn passes(&self, item: ItemIdx, snapshot: &Snapshot) -> bool {
        let facts = snapshot.facts();
        let in_years = |(first, last)| facts.year(item).is_some_and(|year| (first..=last).contains(&year));
        self.exclude.binary_search(&item).is_err()
            && (self.genres.is_empty() || facts.has_genre(item, &self.genres))
            && self.years.is_none_or(in_years)
    }

    /// The order wished for; `None` for the algorithm's own.
    pub(crate) fn steering(&self) -> Option<Steering> {
        self.steering
    }
}
