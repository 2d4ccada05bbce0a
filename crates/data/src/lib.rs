//! Ratings in, catalogue and matrix out: reads data sets and checks everything that comes from outside.
//!
//! A data set becomes a [`Dataset`]: a [`Catalogue`] of [`Movie`]s and an [`Interactions`] matrix (users x items, in CSR
//! form) whose columns are the catalogue's positions. All checks happen here, once. The results are immutable, and their
//! types carry the proof: an `Interactions` cannot hold a rating outside the scale, and an [`ItemIdx`] (a position) cannot
//! be confused with an [`ItemId`] (an id of the source). The crate knows nothing of models or HTTP.
//!
//! * [`read`]: MovieLens folders and archives of every format, and CSV files.
//! * [`sample`] and [`synth`]: the built-in data set, and generated ones of any size.
//! * [`search`]: movies by title, with typing errors.
//! * [`imports`]: exports of other services, matched with a catalogue.
//! * [`Labels`], [`Popularity`], [`ItemFeatures`], [`Duplicates`], [`RatingStatistics`]: facts of a data set, each computed
//!   once.
//!
//! ```
//! use cinephile_data::read::{ReadOptions, read_dataset};
//! use cinephile_data::search::TitleIndex;
//! use cinephile_data::{ItemId, Popularity, UserIdx};
//!
//! # let folder = std::env::temp_dir().join(format!("cinephile-data-doc-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder)?;
//! # let write = |name: &str, text: &str| std::fs::write(folder.join(name), text);
//! write("movies.csv", "movieId,title,genres\n1,Toy Story (1995),Comedy\n6,Heat (1995),Crime\n")?;
//! write("ratings.csv", "userId,movieId,rating,timestamp\n7,1,4.5,964982703\n7,6,3.0,964982931\n9,6,5.0,964983815\n")?;
//!
//! let (data, report) = read_dataset(&folder, &ReadOptions::default())?;
//! assert_eq!((report.n_rows, data.catalogue.len(), data.interactions.n_users()), (3, 2, 2));
//!
//! // Ids lead to positions, and positions to movies and ratings.
//! let heat = data.catalogue.index_of(ItemId(6)).expect("listed above");
//! assert_eq!(data.catalogue.movie(heat).title, "Heat");
//! assert_eq!(data.interactions.history(UserIdx::new(1)).stars_of(heat), Some(5.0));
//!
//! let popularity = Popularity::of(data.interactions.item_counts());
//! assert_eq!(popularity.order()[0], heat);
//! let titles = TitleIndex::build(&data.catalogue, &popularity);
//! assert_eq!(titles.search("haet", 1), [heat]);
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Formats, limits and measurements: `crates/data/README.md`. The place of this crate among the others:
//! `docs/ARCHITECTURE.md`.

mod catalogue;
mod dataset;
mod duplicates;
mod features;
mod file_kinds;
mod history;
mod ids;
pub mod imports;
mod interactions;
mod known_movies;
mod labels;
mod movie;
mod object;
mod popularity;
mod ranking;
mod rating_names;
pub mod read;
pub mod sample;
mod scale;
pub mod search;
mod series;
mod stars;
mod statistics;
pub mod synth;

pub use catalogue::{Catalogue, CatalogueError};
pub use dataset::{Dataset, Provenance};
pub use duplicates::Duplicates;
pub use features::ItemFeatures;
pub use history::{History, OwnedHistory};
pub use ids::{ItemId, ItemIdx, UserId, UserIdx};
pub use interactions::{Interactions, InteractionsError};
pub use labels::{Label, Labels};
pub use movie::{Movie, ParsedTitle, parse_title};
pub use object::Object;
pub use popularity::Popularity;
pub use ranking::{Score, best_first};
pub use rating_names::may_hold_ratings;
pub use scale::{InvalidScale, Scale};
pub use series::series;
pub use stars::{InvalidStars, Rating, Stars};
pub use statistics::{RatingStatistics, count_ranges};
