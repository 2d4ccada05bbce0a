//! What `serve` shows beside recommendations: taste groups, the map, and figures, given by the operator or measured here.

mod figures;
mod map;
mod measure;

use crate::args::FiguresArgs;
use anyhow::Result;
use cinephile_api::{Figures, Insights};
use cinephile_engine::{ItemSpace, ServingData, TasteGroups};
use std::path::Path;
use std::sync::Arc;

pub(crate) use figures::ElbowFile;
pub(crate) use map::{file_name as map_file_name, lay_out as lay_out_map, save as save_map};
pub(crate) use measure::{Measuring, Plan, Wanted};

/// Why a server of publications has no figures but those that are given.
const NO_RATINGS: &str =
    "what is published holds no ratings to measure with: give files by --evaluations and --elbow";

/// Reads the files of `--evaluations` and `--elbow`, before the data is: a wrong path is said at once.
pub(crate) fn read_given(args: &FiguresArgs) -> Result<Figures> {
    let mut given = Figures::default();
    for path in &args.evaluations {
        given.evaluations.extend(figures::read_evaluations(path)?);
    }
    given.group_counts = args.elbow.as_deref().map(figures::read_elbow).transpose()?.unwrap_or_default();
    Ok(given)
}

/// What the models know beside scores, and figures; the map is laid out, or read from `folder` where that was done before.
pub(crate) fn of_models(
    figures: Figures,
    folder: &Path,
    data: &ServingData,
    groups: Option<Arc<dyn TasteGroups>>,
    space: Option<Arc<dyn ItemSpace>>,
) -> Result<Insights> {
    let map = space.map(|space| map::open_or_lay_out(folder, data, &space)).transpose()?;
    Ok(Insights { groups, map, figures })
}

/// The same from a publication's folder, which holds the map or has none: nothing is laid out, measured or written.
pub(crate) fn of_published(
    given: Figures,
    folder: &Path,
    data: &ServingData,
    groups: Option<Arc<dyn TasteGroups>>,
    space: Option<Arc<dyn ItemSpace>>,
) -> Result<Insights> {
    let map = space.map(|space| map::open_if_there(folder, data, &space)).transpose()?.flatten();
    let is_all_given = !given.evaluations.is_empty() && !given.group_counts.is_empty();
    let detail = (!is_all_given).then(|| NO_RATINGS.to_owned());
    Ok(Insights { groups, map, figures: Figures { detail, ..given } })
}
