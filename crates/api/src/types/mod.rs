//! What goes over the wire: the bodies of `/api/v1`, as TypeScript sees them.
//!
//! These types are the contract. They are separate from the types of the other rooms, so that each side can change without
//! the other. Every field is documented, since `openapi.json` and the page's types are generated from these lines.

mod admin;
mod cluster;
mod comparison;
mod evaluation;
mod explanation;
mod export;
mod feedback;
mod group;
mod import;
mod list;
mod list_request;
mod map;
mod models;
mod movie;
mod movie_ref;
mod object;
mod onboarding;
mod problem;
mod profile;
mod profile_recommendation;
mod reason;
mod recommendation;
mod service;
mod similar;
mod statistics;
mod visitor;
mod years;

pub(crate) use admin::ReloadAnswer;
pub use admin::{FitQuality, FitRequest, FitState, FitStatus};
pub use cluster::ClusterCount;
pub(crate) use cluster::{
    Cluster, ClusterAssignment, ClusterLabel, ClusterList, ClusterMovie, ClusterNameParts, ClusterShare,
    ClusterTaste,
};
pub(crate) use comparison::{ComparedList, ComparedMovie, Comparison, ComparisonRequest, Overlap};
pub(crate) use evaluation::EvaluationList;
pub use evaluation::{Contender, Evaluation, EvaluationRound, FiguresState, Interval, MetricValue};
pub(crate) use explanation::Explanation;
pub(crate) use export::{ExportedMovie, ProfileExport};
pub(crate) use feedback::{ExperimentArm, FeedbackEvent, FeedbackReceipt, FeedbackRequest};
pub(crate) use group::{
    GroupRecommendation, GroupRecommendationList, GroupRequest, GroupStrategy, Person, PersonShare,
};
pub(crate) use import::{
    DoubtReason, ImportNote, ImportReport, ImportResult, ImportedFile, ImportedListing, ImportedRating,
    MissReason, NoteCode, ProfileImport, ProposedRow, UnmatchedRow,
};
pub(crate) use list::{ListName, ListUpdate, ListedMovie, ListedMovieList};
pub(crate) use list_request::{ListFields, UnknownIds};
pub(crate) use map::{MapPosition, MappedMovie, MovieMap, Trustworthiness};
pub(crate) use models::{DataInfo, ModelInfo, ModelList, PublishedModel};
pub(crate) use movie::{KeptMovie, Movie, MovieList, MoviePage, poster_path};
pub(crate) use movie_ref::MovieRef;
pub(crate) use object::objects;
pub(crate) use onboarding::OnboardingRequest;
pub(crate) use problem::{Problem, ProblemCode};
pub(crate) use profile::{CreatedProfile, Profile, RatedMovie, RatedMovieList, RatingUpdate, RatingsUpdate};
pub(crate) use profile_recommendation::ProfileRecommendationRequest;
pub(crate) use reason::Reason;
pub(crate) use recommendation::{PredictedStars, Recommendation, RecommendationList, RecommendationRequest};
pub(crate) use service::{Health, HealthStatus, Readiness, ReadinessStatus, StoreStatus};
pub(crate) use similar::{SimilarMovie, SimilarMovieList};
pub(crate) use statistics::{CountRange, LabelCount, PopularityPoint, StarsCount, Statistics};
pub(crate) use visitor::{RatingInput, VisitorFields, VisitorRatings};
pub(crate) use years::YearRange;
