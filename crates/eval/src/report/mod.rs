//! Reports as an HTML page: plots with their numbers as tables, and each plot as a file of its own.
//!
//! The page is self-contained: it needs no script and no network. Every plot is drawn twice, for a desktop and for a
//! phone, because text in a drawing that is shrunk to half its width is unreadable; the page shows the drawing that
//! fits. Colours follow the reader's light or dark theme, and an algorithm has the same colour in all plots. Colour is
//! never the only cue: each line, bar and dot has its name beside it, and each plot its table.

mod diagonal_plot;
mod difference_figure;
mod few_ratings_figures;
mod figure;
mod groups;
mod page;
mod plots;
mod ranking_figures;
mod scale;
mod stars_figures;
mod svg;

pub use groups::{GroupQuality, Groups};

use crate::leaderboard::Leaderboard;
use crate::protocol::Protocol;
use crate::rating::RatingLeaderboard;
use figure::{Colours, Figure};
use ranking_figures::Cost;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use svg::Size;

/// The figures of a report; empty parts are left out of the page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// One leaderboard for each protocol.
    pub leaderboards: Vec<Leaderboard>,
    /// Figures on the number of taste groups.
    pub groups: Groups,
    /// Leaderboards of predicted stars; only the first one is plotted.
    pub stars: Vec<RatingLeaderboard>,
    /// The contenders' names in the order of their colours.
    pub order: Vec<String>,
}

/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write `{}`", path.display())]
pub struct ReportError {
    /// The file or folder that could not be written.
    pub path: PathBuf,
    /// The operating system's error.
    pub source: std::io::Error,
}

impl Report {
    /// Creates the folder that [`write`](Self::write) writes to, so that an unusable target is reported before anything
    /// is measured.
    ///
    /// # Errors
    /// If the folder cannot be created.
    pub fn prepare(target: &Path) -> Result<(), ReportError> {
        let ReportPaths { folder, .. } = ReportPaths::of(target);
        if folder.as_os_str().is_empty() {
            return Ok(());
        }
        std::fs::create_dir_all(&folder).map_err(|source| ReportError { path: folder, source })
    }

    /// Writes the page and the plots, and returns the path of the page.
    ///
    /// A target `NAME.html` gets plots named `NAME-PLOT.svg` beside it. Any other target is a folder, which gets
    /// `index.html` and `PLOT.svg`.
    ///
    /// # Errors
    /// If a file or folder cannot be written.
    pub fn write(&self, target: &Path) -> Result<PathBuf, ReportError> {
        let ReportPaths { folder, page, prefix } = ReportPaths::of(target);
        Self::prepare(target)?;
        let write = |path: PathBuf, text: String| {
            std::fs::write(&path, text).map_err(|source| ReportError { path, source })
        };
        for figure in self.figures() {
            let drawing = figure.draw(Size::Wide).file(&figure.id, &figure.title, &figure.summary);
            write(folder.join(format!("{prefix}{}.svg", figure.id)), drawing)?;
        }
        write(page.clone(), self.render_page())?;
        Ok(page)
    }

    /// Renders the page as HTML.
    #[must_use]
    pub fn render_page(&self) -> String {
        page::render(&self.leaderboards, &self.stars, &self.figures())
    }

    /// Every figure that the report has numbers for, the headline first.
    fn figures(&self) -> Vec<Figure> {
        let colours = Colours(&self.order);
        let boards = &self.leaderboards;
        let mut figures: Vec<Figure> =
            boards.iter().flat_map(|board| few_ratings_figures::of(board, &colours)).collect();
        figures.extend(boards.iter().map(|board| ranking_figures::leaderboard(board, &colours)));
        figures.extend(boards.iter().filter_map(|board| difference_figure::of(board, &colours)));
        // Costs are shown for one protocol: the one with all stars, if it was run.
        let with_stars = boards.iter().find(|board| board.header.protocol == Protocol::StrongStars);
        if let Some(board) = with_stars.or(boards.first()) {
            let costs = [Cost::Time, Cost::Size];
            figures.extend(costs.into_iter().filter_map(|cost| ranking_figures::cost(board, cost, &colours)));
        }
        figures
            .extend(self.stars.first().map(|board| stars_figures::of(board, &colours)).unwrap_or_default());
        figures.extend(ranking_figures::groups(&self.groups));
        figures
    }
}

/// The files of a report.
struct ReportPaths {
    folder: PathBuf,
    page: PathBuf,
    /// What the file names of plots begin with.
    prefix: String,
}

impl ReportPaths {
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
