//! What `serve` shows beside recommendations: taste groups, the map, and the figures that the operator measured.

mod figures;
mod map;

use crate::args::ServeArgs;
use anyhow::Result;
use cinephile_api::Insights;
use cinephile_engine::{ItemSpace, ServingData, TasteGroups};
use std::path::Path;
use std::sync::Arc;

pub(crate) use map::{file_name as map_file_name, lay_out as lay_out_map, save as save_map};

/// Figures that the operator names are read before the data is: a wrong path is said at once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Figures {
    evaluations: Vec<cinephile_api::Evaluation>,
    group_counts: Vec<cinephile_api::ClusterCount>,
}

impl Figures {
    /// Reads the files of `--evaluations` and `--elbow`.
    pub(crate) fn read(args: &ServeArgs) -> Result<Self> {
        let mut evaluations = Vec::new();
        for path in &args.evaluations {
            evaluations.extend(figures::read_evaluations(path)?);
        }
        let group_counts = args.elbow.as_deref().map(figures::read_elbow).transpose()?.unwrap_or_default();
        Ok(Self { evaluations, group_counts })
    }

    /// With what the models know beside scores; the map is laid out, or read from `folder` where that was done
    /// before.
    pub(crate) fn with_models(
        self,
        folder: &Path,
        data: &ServingData,
        groups: Option<Arc<dyn TasteGroups>>,
        space: Option<Arc<dyn ItemSpace>>,
    ) -> Result<Insights> {
        let Self { evaluations, group_counts } = self;
        let map = space.map(|space| map::open_or_lay_out(folder, data, &space)).transpose()?;
        Ok(Insights { groups, map, group_counts, evaluations })
    }

    /// The same from a folder that holds the map or has none: nothing is laid out, nothing is written.
    pub(crate) fn with_published(
        self,
        folder: &Path,
        data: &ServingData,
        groups: Option<Arc<dyn TasteGroups>>,
        space: Option<Arc<dyn ItemSpace>>,
    ) -> Result<Insights> {
        let Self { evaluations, group_counts } = self;
        let map = space.map(|space| map::open_if_there(folder, data, &space)).transpose()?.flatten();
        Ok(Insights { groups, map, group_counts, evaluations })
    }
}
