//! What a score is the sum of: the explanation of models that add up what each rating says.

use crate::Reason;
use cinephile_data::{History, ItemIdx};

/// How many of the visitor's ratings a reason names.
const N_NAMED: usize = 3;

/// What a score is the sum of: `everybody`, then `by_rating` one after another.
#[derive(Debug, Clone, PartialEq)]
pub struct Contributions {
    /// What everybody's taste adds (less, the more the visitor has rated), and whatever else is not one rating's.
    pub everybody: f32,
    /// What each of the visitor's known ratings adds or takes away, in the history's order.
    pub by_rating: Vec<(ItemIdx, f32)>,
}

impl Contributions {
    /// The score.
    #[must_use]
    pub fn total(&self) -> f32 {
        self.by_rating.iter().fold(self.everybody, |sum, (_, part)| sum + part)
    }

    /// The ratings that speak for the item the most, at most three, the strongest first; otherwise what everybody says.
    ///
    /// Ratings that add less than a tenth of the strongest one's part are not worth a word.
    pub(crate) fn reason(&self, history: History<'_>, n_ratings: u32, mean_stars: f32) -> Reason {
        let mut strongest: Vec<_> = self.by_rating.iter().filter(|(_, part)| *part > 0.0).collect();
        strongest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let worth = strongest.first().map_or(0.0, |(_, part)| part / 10.0);
        let named = strongest.into_iter().take(N_NAMED).filter(|(_, part)| *part >= worth);
        let rated: Vec<_> = named.filter_map(|&(item, _)| Some((item, history.stars_of(item)?))).collect();
        if rated.is_empty() {
            return Reason::Popular { n_ratings, mean_stars };
        }
        Reason::Ratings { rated, n_ratings, mean_stars }
    }
}
