//! A figure: a plot with its title, its summary and its numbers as a table.

use super::plots::Series;
use super::svg::{Canvas, Size};

/// A plot, its texts and its numbers.
pub(super) struct Figure {
    /// Identifies the figure in file names and anchors.
    pub(super) id: String,
    pub(super) title: String,
    /// What the plot shows, in a sentence or two.
    pub(super) summary: String,
    /// The titles of the table's columns.
    pub(super) head: Vec<String>,
    /// The rows of the table.
    pub(super) rows: Vec<Vec<String>>,
    /// Draws the plot in either size.
    pub(super) plot: Box<dyn Fn(Size) -> Canvas>,
}

impl Figure {
    pub(super) fn draw(&self, size: Size) -> Canvas {
        (self.plot)(size)
    }
}

/// Assigns a colour to each name, by its position in the list. Names that are not listed, and those beyond the tenth,
/// share colours with others.
pub(super) struct Colours<'a>(pub(super) &'a [String]);

impl Colours<'_> {
    pub(super) fn of(&self, name: &str) -> Series {
        let at = self.0.iter().position(|known| known == name).unwrap_or(self.0.len());
        Series { name: name.to_owned(), colour: format!("s{}", at % 10) }
    }
}

pub(super) fn strings<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}
