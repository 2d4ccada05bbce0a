//! Writes the few SVG elements that the plots consist of.
//!
//! This is a small writer of our own on purpose. The plots need lines, dots, bars and texts with style classes, for two
//! widths and two themes. Rejected: plotting libraries; those that we looked at draw for one width in fixed colours, or
//! run a JavaScript engine to produce an SVG.

use std::fmt::Write as _;

/// The style of the plots, in the page and in each file.
pub(super) const STYLE: &str = include_str!("style.css");

/// Which part of a text is at its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// The size of a plot. Text keeps its size, so a phone gets a drawing of its own instead of a shrunken one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    Wide,
    Narrow,
}

impl Size {
    /// The width of the drawing, in pixels.
    pub(super) fn width(self) -> f64 {
        match self {
            Self::Wide => 720.0,
            Self::Narrow => 340.0,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }

    /// One of two values, by size.
    pub(super) fn pick<T>(self, wide: T, narrow: T) -> T {
        match self {
            Self::Wide => wide,
            Self::Narrow => narrow,
        }
    }
}

/// Height of text, in pixels.
pub(super) const TEXT: f64 = 13.0;

/// Approximate width of a bold text, in pixels. It is a safe upper bound for the system fonts, whose widest takes 0.65
/// of its height for a letter.
#[expect(clippy::cast_precision_loss, reason = "short texts")]
pub(super) fn text_width(text: &str) -> f64 {
    text.chars().count() as f64 * TEXT * 0.66
}

/// A drawing in progress.
pub(super) struct Canvas {
    body: String,
    width: f64,
    height: f64,
}

impl Canvas {
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self { body: String::new(), width, height }
    }

    /// Opens a group with a class; [`end`](Self::end) closes it.
    pub(super) fn group(&mut self, class: &str) {
        let _ = write!(self.body, "<g class=\"{class}\">");
    }

    pub(super) fn end(&mut self) {
        self.body.push_str("</g>");
    }

    pub(super) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let _ = write!(
            self.body,
            "<line class=\"{class}\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"/>",
            from.0, from.1, to.0, to.1
        );
    }

    pub(super) fn polyline(&mut self, class: &str, points: &[(f64, f64)]) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let _ = write!(self.body, "<polyline class=\"{class}\" points=\"{}\"/>", points.join(" "));
    }

    pub(super) fn dot(&mut self, at: (f64, f64), radius: f64) {
        let _ =
            write!(self.body, "<circle class=\"dot\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius}\"/>", at.0, at.1);
    }

    /// A bar from `left` to `right`.
    pub(super) fn bar(&mut self, left: f64, right: f64, top: f64, height: f64) {
        let width = (right - left).max(0.0);
        let _ = write!(
            self.body,
            "<rect class=\"bar\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"3\"/>"
        );
    }

    /// Text with its baseline at `at`.
    pub(super) fn text(&mut self, class: &str, at: (f64, f64), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = write!(
            self.body,
            "<text class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{}</text>",
            at.0,
            at.1,
            escaped(text)
        );
    }

    /// The drawing as an element of a page that includes [`STYLE`]. `id` must be unique in the page.
    pub(super) fn inline(&self, id: &str, title: &str, summary: &str) -> String {
        self.element(id, title, summary, "")
    }

    /// The drawing as a file of its own, with style and background.
    pub(super) fn file(&self, id: &str, title: &str, summary: &str) -> String {
        let ground = format!("<style>{STYLE}</style><rect class=\"ground\" width=\"100%\" height=\"100%\"/>");
        self.element(id, title, summary, &ground)
    }

    fn element(&self, id: &str, title: &str, summary: &str, ground: &str) -> String {
        let Self { body, width, height } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\
             <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>{ground}{body}</svg>\n",
            escaped(title),
            escaped(summary)
        )
    }
}

/// Escapes text for XML and HTML, both in elements and in quoted attributes. Control characters, which XML forbids,
/// become spaces.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// Moves positions at least `gap` apart within `low..=high`, each as near to the wanted one as their order allows. The
/// result is in the order of `wanted`. If there are too many for the gap, they are spread evenly.
pub(super) fn spread(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]).then(a.cmp(&b)));
    let mut placed = wanted.to_vec();
    #[expect(clippy::cast_precision_loss, reason = "a handful of labels")]
    let gap = gap.min((high - low) / wanted.len().max(2).saturating_sub(1) as f64);
    let mut floor = low;
    for &at in &order {
        placed[at] = placed[at].clamp(floor.min(high), high.max(floor));
        floor = placed[at] + gap;
    }
    let mut ceiling = high;
    for &at in order.iter().rev() {
        placed[at] = placed[at].min(ceiling);
        ceiling = placed[at] - gap;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_their_distance_and_stay_in_range() {
        let placed = spread(&[50.0, 52.0, 51.0, 99.0], 10.0, 0.0, 100.0);
        let mut sorted = placed.clone();
        sorted.sort_by(f64::total_cmp);
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 10.0 - 1e-9), "{placed:?}");
        assert!(placed.iter().all(|at| (0.0..=100.0).contains(at)), "{placed:?}");
        assert!(placed[0] < placed[2] && placed[2] < placed[1], "the order stays: {placed:?}");
        let many = spread(&[5.0; 30], 10.0, 0.0, 100.0);
        assert!(many.iter().all(|at| (-1e-9..=100.0 + 1e-9).contains(at)), "{many:?}");
        assert!(spread(&[], 10.0, 0.0, 1.0).is_empty());
    }

    #[test]
    fn names_cannot_break_out_of_the_drawing() {
        let mut canvas = Canvas::new(10.0, 10.0);
        canvas.text("ink", (0.0, 0.0), Anchor::Start, "<script>&\"\u{1}");
        let drawn = canvas.inline("a", "<b>", "c");
        assert!(drawn.contains("&lt;script&gt;&amp;&quot; <"), "{drawn}");
        assert!(drawn.contains("&lt;b&gt;") && !drawn.contains("<b>"));
    }
}
