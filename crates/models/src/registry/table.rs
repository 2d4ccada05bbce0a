//! The table of models: one row each, and nothing else that has to be said about them.
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
                PopularityParams => PopularityModel, parts [], views [], sums false;
            /// Taste groups: clusters of users.
            KMeans = "kmeans",
                KMeansParams => KMeansModel, parts [], views [taste_groups = TasteGroups], sums false;
            /// What the most similar users like.
            UserKnn = "user-knn",
                UserKnnParams => UserKnnModel, parts [], views [], sums false;
            /// Item-item weights in closed form.
            Ease = "ease",
                EaseParams => EaseModel, parts [], views [], sums true;
            /// A short vector for every user and every item.
            Ials = "ials",
                IalsParams => IalsModel, parts [], views [item_space = ItemSpace], sums true;
            /// A weighted sum of `ease` and `ials`. Its `ials` is not shared: it has other parameters than `ials` alone.
            Blend = "blend",
                BlendParams => BlendModel, parts [Ease = ease_part, Stars = stars_part], views [], sums true;
            /// Predicted ratings: not meant as a ranking.
            Stars = "stars",
                StarsParams => StarsModel, parts [], views [stars_predictor = StarsPredictor], sums false;
            /// The blog-post clusters, for comparison only: raw means of the visitor's cluster.
            NaiveKMeans = "naive-kmeans",
                NaiveKMeansParams => NaiveKMeansModel, parts [], views [], sums false;
            /// The blog-post neighbours, for comparison only: Pearson over any co-ratings, raw weighted means.
            NaiveUserKnn = "naive-user-knn",
                NaiveUserKnnParams => NaiveUserKnnModel, parts [], views [], sums false;
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
