//! The strong-generalisation split (Liang et al. 2018): whole users are held out, so that a model is judged on people
//! it has never seen.
//!
//! A split has columns of its own, the items that its training users like. [`StrongSplit::draw`] makes one from a data
//! set; [`StrongSplit::write`] and [`StrongSplit::read`] store it in a folder and load it again.

mod draw;
mod error;
mod features;
mod meta;
mod part;
mod read;
mod strong_split;
mod table;
mod write;

pub use draw::{HeldOut, SplitParams};
pub use error::{LineError, SplitError};
pub use meta::SplitOrigin;
pub use part::{SplitPart, UnknownSplitPart};
pub use strong_split::{HeldOutUser, StrongSplit};
pub(crate) use table::{parse_id, read_csv, shortened};
