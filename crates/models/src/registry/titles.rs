//! English titles and descriptions of the models.

use super::Algorithm;

impl Algorithm {
    /// The name for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Popularity => "Popularity",
            Self::KMeans => "K-means",
            Self::UserKnn => "Collaborative filtering",
            Self::Ease => "Movie to movie",
            Self::Ials => "Hidden tastes",
            Self::Blend => "Best of both",
            Self::Stars => "Predicted stars",
            Self::NaiveKMeans => "Naive K-means",
            Self::NaiveUserKnn => "Naive collaborative filtering",
        }
    }

    /// Two plain sentences for people: what it looks at, and what it then recommends.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Popularity => {
                "Counts who rated a movie and how well. Everybody gets the same well-liked favourites."
            }
            Self::KMeans => {
                "Sorts people into groups of like taste and finds the groups that your ratings fit. \
                 What those groups like more than others do comes first."
            }
            Self::UserKnn => {
                "Finds the fifty people whose ratings agree most with yours. \
                 What many of them rated highly, and you have not seen, comes first."
            }
            Self::Ease => {
                "Learns from everybody's ratings what a rating of one movie says about every other. \
                 What yours say in sum, the low ones against, comes first."
            }
            Self::Ials => {
                "Boils everybody's ratings down to a few dozen hidden tastes and finds how much of each is in yours. \
                 Movies that are made of the same tastes come first."
            }
            Self::Blend => {
                "Asks two ways that see different things: movie to movie, and hidden tastes. \
                 What both like comes first, and what one is sure of comes close behind."
            }
            Self::Stars => {
                "Predicts how many stars you would give each movie, and how sure that is. \
                 As a ranking it is for comparison only: what you would like is not all that you would watch."
            }
            Self::NaiveKMeans => {
                "Puts you in one group and ranks by the group's plain mean rating. \
                 One lucky five-star rating wins, so it is here for comparison only."
            }
            Self::NaiveUserKnn => {
                "Correlates your ratings with everybody's, however few you share, and averages. \
                 One lucky five-star rating wins, so it is here for comparison only."
            }
        }
    }
}
