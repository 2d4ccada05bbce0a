//! All English about models and taste groups, for API clients that show them to people.
//!
//! The crates below know models by name and groups by their parts. The web page has words of its own and uses these only for
//! a model that it does not know.

use cinephile_engine::GroupName;

/// What people read about a model.
struct ModelText {
    algorithm: &'static str,
    title: &'static str,
    /// Two plain sentences: what the model looks at, and what it recommends.
    description: &'static str,
}

/// Every model that this project has.
const MODELS: [ModelText; 9] = [
    ModelText {
        algorithm: "blend",
        title: "Best of both",
        description: "Combines two models that see different things: movie to movie, and hidden tastes. \
                      What both like comes first, and what one of them is sure of follows close behind.",
    },
    ModelText {
        algorithm: "ease",
        title: "Movie to movie",
        description: "Learns from everybody's ratings what a rating of one movie says about every other movie. \
                      The movies that your ratings together say the most for come first; low ratings count against.",
    },
    ModelText {
        algorithm: "ials",
        title: "Hidden tastes",
        description: "Boils everybody's ratings down to a few dozen hidden tastes and finds how much of each is in yours. \
                      Movies made of the same tastes come first.",
    },
    ModelText {
        algorithm: "user-knn",
        title: "Collaborative filtering",
        description: "Finds the fifty people whose ratings agree most with yours. \
                      Movies that many of them rated highly and you have not rated come first.",
    },
    ModelText {
        algorithm: "kmeans",
        title: "K-means",
        description: "Sorts people into groups of similar taste and finds the groups that fit your ratings. \
                      Movies that those groups like more than other people do come first.",
    },
    ModelText {
        algorithm: "popularity",
        title: "Popularity",
        description: "Counts how many people rated a movie, and how well. Everybody gets the same well-liked favourites.",
    },
    ModelText {
        algorithm: "stars",
        title: "Predicted stars",
        description: "Predicts how many stars you would give each movie, and how sure that is. \
                      Its ranking is for comparison only: people do not choose movies by likely stars alone.",
    },
    ModelText {
        algorithm: "naive-kmeans",
        title: "Naive K-means",
        description: "Puts you in one group and ranks by the group's plain mean rating. \
                      A single lucky five-star rating wins, so it is here for comparison only.",
    },
    ModelText {
        algorithm: "naive-user-knn",
        title: "Naive collaborative filtering",
        description: "Correlates your ratings with everybody's, however few movies you share, and averages. \
                      A single lucky five-star rating wins, so it is here for comparison only.",
    },
];

/// A short name for people. A model without one keeps the name that requests use.
pub(crate) fn model_title(algorithm: &str) -> &str {
    find(algorithm).map_or(algorithm, |model| model.title)
}

/// What a model does; empty for a model without a description.
pub(crate) fn model_description(algorithm: &str) -> &'static str {
    find(algorithm).map_or("", |model| model.description)
}

fn find(algorithm: &str) -> Option<&'static ModelText> {
    MODELS.iter().find(|model| model.algorithm == algorithm)
}

/// Such as *Horror and Thriller of the 1980s*.
pub(crate) fn group_name(GroupName { genres, decade, avoided, number }: &GroupName) -> String {
    let plain = match (listed(genres), decade.map(decade_name)) {
        (Some(genres), Some(decade)) => Some(format!("{genres} of the {decade}")),
        (Some(genres), None) => Some(genres),
        (None, Some(decade)) => Some(format!("Movies of the {decade}")),
        (None, None) => None,
    };
    let name = match (plain, avoided) {
        (Some(plain), Some(avoided)) => format!("{plain}, little {avoided}"),
        (Some(plain), None) => plain,
        (None, Some(avoided)) => format!("Little {avoided}"),
        (None, None) => "A bit of everything".to_owned(),
    };
    if *number > 1 { format!("{name} ({number})") } else { name }
}

/// Such as *1980s*.
pub(crate) fn decade_name(first_year: u16) -> String {
    format!("{first_year}s")
}

/// `["A", "B", "C"]` as `A, B and C`; nothing for no names.
fn listed(names: &[String]) -> Option<String> {
    match names.split_last()? {
        (last, []) => Some(last.clone()),
        (last, others) => Some(format!("{} and {last}", others.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cinephile_models::Algorithm;

    #[test]
    fn every_model_has_a_title_and_a_description() {
        for algorithm in Algorithm::ALL {
            let name = algorithm.name();
            assert!(find(name).is_some(), "`{name}` is not in `MODELS`");
            assert_ne!(model_title(name), name);
            assert!(model_description(name).matches(". ").count() == 1, "{name}: two sentences");
        }
        assert_eq!((model_title("svd"), model_description("svd")), ("svd", ""));
    }

    fn named(genres: &[&str], decade: Option<u16>, avoided: Option<&str>, number: u32) -> String {
        let genres = genres.iter().map(|&genre| genre.to_owned()).collect();
        group_name(&GroupName { genres, decade, avoided: avoided.map(str::to_owned), number })
    }

    #[test]
    fn a_group_is_named_by_what_sets_it_apart() {
        assert_eq!(named(&["Horror"], None, None, 1), "Horror");
        assert_eq!(named(&["Horror", "Thriller"], Some(1980), None, 1), "Horror and Thriller of the 1980s");
        assert_eq!(named(&["A", "B", "C"], None, Some("D"), 1), "A, B and C, little D");
        assert_eq!(named(&[], Some(1950), None, 1), "Movies of the 1950s");
        assert_eq!(named(&[], None, Some("Musical"), 1), "Little Musical");
        assert_eq!(named(&[], None, None, 1), "A bit of everything");
        assert_eq!(named(&[], None, None, 2), "A bit of everything (2)");
    }
}
