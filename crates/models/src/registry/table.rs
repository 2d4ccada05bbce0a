//! The table of models: one row for each, which says all that the rest of the program needs to know.
//!
//! `models!` hands all rows to another macro. The enum of names, the parameters of any model and the calls that fit
//! and restore it are all made from these rows, each in its own file.

/// Calls the macro `$make` with every row:
///
/// * the variant of [`Algorithm`](super::Algorithm) and [`AlgorithmParams`](super::AlgorithmParams), with its doc comment;
/// * the name in commands, requests and files, which is also [`Fit::NAME`](crate::Fit::NAME);
/// * the types of the parameters and of the model;
/// * `parts`: the models that it holds, as they would be fitted alone, and the method that gives each;
/// * `views`: what it offers beside scores, as methods of [`Model`](super::Model) and the traits they return;
/// * `sums`: whether its scores are sums over the visitor's ratings, and so can be explained.
///
/// The order is that of lists of all models; naive comparisons come last.
macro_rules! models {
    ($make:ident) => {
        $make! {
            /// Damped count and mean: the floor that every other model must beat.
            Popularity = "popularity",
                crate::popularity::PopularityParams => crate::popularity::PopularityModel,
                parts [], views [], sums false;
            /// Taste groups: clusters of users.
            KMeans = "kmeans",
                crate::kmeans::KMeansParams => crate::kmeans::KMeansModel,
                parts [], views [taste_groups = crate::TasteGroups], sums false;
            /// What the most similar users like.
            UserKnn = "user-knn",
                crate::user_knn::UserKnnParams => crate::user_knn::UserKnnModel,
                parts [], views [neighbourhood = crate::Neighbourhood], sums false;
            /// Item-item weights in closed form.
            Ease = "ease",
                crate::ease::EaseParams => crate::ease::EaseModel,
                parts [], views [], sums true;
            /// A short vector for every user and every item.
            Ials = "ials",
                crate::ials::IalsParams => crate::ials::IalsModel,
                parts [], views [item_space = crate::ItemSpace], sums true;
            /// A weighted sum of `ease` and `ials`. Its `ials` is not shared: it has other parameters than `ials` alone.
            Blend = "blend",
                crate::blend::BlendParams => crate::blend::BlendModel,
                parts [Ease = ease_part, Stars = stars_part], views [], sums true;
            /// Predicted ratings: not meant as a ranking.
            Stars = "stars",
                crate::stars::StarsParams => crate::stars::StarsModel,
                parts [], views [stars_predictor = crate::StarsPredictor], sums false;
            /// The blog-post clusters, for comparison only: raw means of the visitor's cluster.
            NaiveKMeans = "naive-kmeans",
                crate::naive::NaiveKMeansParams => crate::naive::NaiveKMeansModel,
                parts [], views [], sums false;
            /// The blog-post neighbours, for comparison only: Pearson over any co-ratings, raw weighted means.
            NaiveUserKnn = "naive-user-knn",
                crate::naive::NaiveUserKnnParams => crate::naive::NaiveUserKnnModel,
                parts [], views [], sums false;
        }
    };
}

pub(super) use models;

/// The models that are meant to be served, in the order to show them.
macro_rules! served {
    ($make:ident) => {
        $make! { Blend, Ease, Ials, UserKnn, KMeans, Popularity }
    };
}

pub(super) use served;
