//! A Markdown table of figures and their ratios to the best peer.

use std::fmt::Write as _;

pub(crate) struct Table {
    headings: Vec<String>,
    rows: Vec<(String, Vec<Cell>)>,
    notes: Vec<String>,
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell(String);

impl Cell {
    /// `value` with this many decimals and, in brackets, its ratio to `base`; a dash if nothing was measured.
    pub(crate) fn figure(value: Option<f64>, decimals: usize, base: Option<f64>) -> Self {
        let Some(value) = value else { return Self("–".to_owned()) };
        let mut text = format!("{value:.decimals$}");
        // A ratio to a base that is shown as 0 means nothing.
        let smallest = 0.5 / 10f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX));
        if let Some(base) = base.filter(|base| *base >= smallest) {
            let ratio = value / base;
            // About two significant digits: 0.012, 1.35, 12.
            let digits = if ratio < 0.1 {
                3
            } else if ratio < 10.0 {
                2
            } else {
                0
            };
            // Writing to a string does not fail.
            let _ = write!(text, " ({ratio:.digits$}x)");
        }
        Self(text)
    }
}

impl Table {
    pub(crate) fn new(headings: &[&str]) -> Self {
        let headings = headings.iter().map(|&heading| heading.to_owned()).collect();
        Self { headings, rows: Vec::new(), notes: Vec::new() }
    }

    /// Adds a row. Names of our models are bold.
    pub(crate) fn row(&mut self, name: &str, is_ours: bool, cells: Vec<Cell>) {
        let name = if is_ours { format!("**{name}**") } else { name.to_owned() };
        self.rows.push((name, cells));
    }

    /// Adds a line below the table.
    pub(crate) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    #[cfg(test)]
    pub(crate) fn notes(&self) -> &[String] {
        &self.notes
    }

    pub(crate) fn markdown(&self) -> String {
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
        };
        let mut text = line(&mut self.headings.iter().map(String::as_str));
        let rule = (0..self.headings.len()).map(|column| if column == 0 { "---" } else { "---:" });
        text += &line(&mut rule.into_iter());
        for (name, cells) in &self.rows {
            text +=
                &line(&mut std::iter::once(name.as_str()).chain(cells.iter().map(|cell| cell.0.as_str())));
        }
        for note in &self.notes {
            text += &format!("\n* {note}");
        }
        if !self.notes.is_empty() {
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_shows_its_multiple_of_the_best_peer() {
        let figure = |value, base| Cell::figure(value, 2, base).0;
        assert_eq!(figure(Some(3.0), Some(2.0)), "3.00 (1.50x)");
        assert_eq!(figure(Some(3.0), Some(250.0)), "3.00 (0.012x)");
        assert_eq!(figure(Some(30.0), Some(2.0)), "30.00 (15x)");
        assert_eq!(figure(Some(3.0), Some(0.004)), "3.00");
        assert_eq!(figure(None, Some(2.0)), "–");
    }

    #[test]
    fn a_table_is_markdown_with_our_rows_bold_and_notes_below() {
        let mut table = Table::new(&["", "s"]);
        table.row("ease", true, vec![Cell::figure(Some(1.0), 0, None)]);
        table.note("no peer".to_owned());
        assert_eq!(table.markdown(), "|  | s |\n| --- | ---: |\n| **ease** | 1 |\n\n* no peer\n");
    }
}
