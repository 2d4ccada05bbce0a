//! The figures as one page for people: plots with their numbers beside them, and each plot as a file.
//!
//! The page is one file that needs nothing else: no script, no network. Plots are drawn twice, for a desk and for a
//! phone, because a drawing that is shrunk to half its width has text that nobody can read; the page shows the one
//! that fits. Colours follow the reader's light or dark theme, belong to one algorithm throughout, and are never the
//! only way to tell: every line, bar and dot has its name beside it, and every plot its table.

mod diagonal;
mod figures;
mod page;
mod plots;
mod scale;
mod stars_figures;
mod svg;

use crate::Leaderboard;
use crate::rating::RatingLeaderboard;
use figures::{Colours, Figure};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use svg::Size;

/// The plots' style, in the page and in each file.
const STYLE: &str = include_str!("style.css");

/// What one number of groups gives.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GroupQuality {
    /// How many groups.
    pub k: u32,
    /// Sum of squared distances to the groups' centres.
    pub inertia: f64,
    /// In `-1..=1`, higher is better.
    pub silhouette: f64,
}

/// Elbow and silhouette.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Groups {
    /// By rising k.
    pub qualities: Vec<GroupQuality>,
    /// The k that is used when none is asked for.
    pub default_k: Option<u32>,
}

/// All that a report shows; what is empty is left out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Leaderboards of different protocols.
    pub leaderboards: Vec<Leaderboard>,
    /// Elbow and silhouette.
    pub groups: Groups,
    /// Of predicted stars; figures are of the first one.
    pub stars: Vec<RatingLeaderboard>,
    /// Names in the order of their colours.
    pub order: Vec<String>,
}

/// A report that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write `{}`", path.display())]
pub struct ReportError {
    /// The file or folder.
    pub path: PathBuf,
    /// Why.
    pub source: std::io::Error,
}

impl Report {
    /// Makes the folder that [`write`](Self::write) would write to, so that a target that cannot be is known before
    /// anything is measured.
    ///
    /// # Errors
    /// The folder, if it cannot be made.
    pub fn prepare(target: &Path) -> Result<(), ReportError> {
        let Place { folder, .. } = Place::of(target);
        if folder.as_os_str().is_empty() {
            return Ok(());
        }
        std::fs::create_dir_all(&folder).map_err(|source| ReportError { path: folder, source })
    }

    /// Writes the page and the plots: to `NAME.html` and `NAME-PLOT.svg` beside it, or into a folder as `index.html`
    /// and `PLOT.svg`. Gives the page's path.
    ///
    /// # Errors
    /// The first file or folder that cannot be written.
    pub fn write(&self, target: &Path) -> Result<PathBuf, ReportError> {
        let Place { folder, page, prefix } = Place::of(target);
        Self::prepare(target)?;
        let write = |path: PathBuf, text: String| {
            std::fs::write(&path, text).map_err(|source| ReportError { path, source })
        };
        for figure in self.figures() {
            let drawing = figure.draw(Size::Wide).file(&figure.id, &figure.title, &figure.summary, STYLE);
            write(folder.join(format!("{prefix}{}.svg", figure.id)), drawing)?;
        }
        write(page.clone(), self.render_page())?;
        Ok(page)
    }

    /// The page, as HTML.
    #[must_use]
    pub fn render_page(&self) -> String {
        page::render(self, &self.figures())
    }

    /// Every figure that there are numbers for, the headline first.
    fn figures(&self) -> Vec<Figure> {
        let colours = Colours(&self.order);
        let boards = &self.leaderboards;
        let mut figures: Vec<Figure> =
            boards.iter().filter_map(|board| figures::revealed(board, &colours)).collect();
        figures.extend(boards.iter().map(|board| figures::leaderboard(board, &colours)));
        // One protocol is enough to show costs: the one with all stars, if it is there.
        let with_stars = boards.iter().find(|board| board.header.protocol == crate::Protocol::StrongStars);
        if let Some(board) = with_stars.or(boards.first()) {
            figures.extend(
                [true, false].into_iter().filter_map(|is_time| figures::cost(board, is_time, &colours)),
            );
        }
        figures
            .extend(self.stars.first().map(|board| stars_figures::of(board, &colours)).unwrap_or_default());
        figures.extend(figures::groups(&self.groups));
        figures
    }
}

/// Where a report goes.
struct Place {
    folder: PathBuf,
    page: PathBuf,
    /// Of the plots' names.
    prefix: String,
}

impl Place {
    fn of(target: &Path) -> Self {
        let is_page = target.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("html"));
        if !is_page {
            return Self {
                folder: target.to_path_buf(),
                page: target.join("index.html"),
                prefix: String::new(),
            };
        }
        let folder = target.parent().unwrap_or(Path::new("")).to_path_buf();
        let prefix = format!("{}-", target.file_stem().unwrap_or_default().to_string_lossy());
        Self { folder, page: target.to_path_buf(), prefix }
    }
}
