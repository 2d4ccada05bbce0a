//! Writes shapes as SVG, in as few bytes as possible.

use std::fmt::Write;

/// An SVG under construction. Writing to a string cannot fail, so results of `write!` are dropped.
pub(super) struct Canvas {
    svg: String,
}

impl Canvas {
    pub(super) fn new() -> Self {
        Self { svg: String::with_capacity(8 * 1024) }
    }

    pub(super) fn into_svg(self) -> String {
        self.svg
    }

    pub(super) fn open_group(&mut self, attributes: &str) {
        let _ = write!(self.svg, "<g {attributes}>");
    }

    pub(super) fn close_group(&mut self) {
        self.svg.push_str("</g>");
    }

    /// Defines the clip `url(#id)`: the square from the origin.
    pub(super) fn clip_square(&mut self, id: &str, side: f32) {
        let _ =
            write!(self.svg, "<clipPath id=\"{id}\"><rect width=\"{side}\" height=\"{side}\"/></clipPath>");
    }

    pub(super) fn rect(&mut self, x: f32, y: f32, width: f32, height: f32, fill: &str) {
        let (x, y, width, height) = (short(x), short(y), short(width), short(height));
        let _ = write!(
            self.svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"/>"
        );
    }

    pub(super) fn circle(&mut self, x: f32, y: f32, radius: f32, fill: &str) {
        let (x, y, radius) = (short(x), short(y), short(radius));
        let _ = write!(self.svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{fill}\"/>");
    }

    pub(super) fn ring(&mut self, x: f32, y: f32, radius: f32, width: f32, stroke: &str) {
        let (x, y, radius, width) = (short(x), short(y), short(radius), short(width));
        let _ = write!(
            self.svg,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"none\" stroke=\"{stroke}\" \
             stroke-width=\"{width}\"/>"
        );
    }

    pub(super) fn polygon(&mut self, points: &[(f32, f32)], fill: &str) {
        let _ = write!(self.svg, "<path d=\"M");
        for (x, y) in points {
            let _ = write!(self.svg, "{} {} ", short(*x), short(*y));
        }
        let _ = write!(self.svg, "z\" fill=\"{fill}\"/>");
    }

    /// Draws a filled path.
    pub(super) fn path(&mut self, d: &str, fill: &str) {
        let _ = write!(self.svg, "<path d=\"{d}\" fill=\"{fill}\"/>");
    }

    /// Draws a path as a line.
    pub(super) fn line(&mut self, d: &str, width: f32, stroke: &str) {
        let width = short(width);
        let _ = write!(
            self.svg,
            "<path d=\"{d}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\" \
             stroke-linecap=\"round\"/>"
        );
    }

    pub(super) fn text(&mut self, x: f32, y: f32, size: f32, attributes: &str, fill: &str, text: &str) {
        let (x, y, size, text) = (short(x), short(y), short(size), escape(text));
        let _ = write!(
            self.svg,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" {attributes} fill=\"{fill}\">{text}</text>"
        );
    }
}

/// A coordinate rounded to a tenth of a unit: short, and the same on every machine.
pub(super) fn short(value: f32) -> f32 {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// Escapes text for XML, and drops characters that XML 1.0 forbids.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}
