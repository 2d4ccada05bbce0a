//! Posters drawn from a movie's title, year and genres.
//!
//! The page never shows a gap: if there is no picture of the real poster, it shows this one, in the style of flat mid-century
//! prints. The genre picks the palette and the family of motifs; a hash of the id picks everything else. So the same movie
//! always looks the same, and neighbours in a list do not. Lettering is on plain colour, never on the picture, which keeps it
//! readable at thumbnail size. It uses system fonts only, since an SVG in an `<img>` may not load anything.

mod canvas;
mod chance;
mod layout;
mod lettering;
mod motifs;
mod palette;

use canvas::{Canvas, escape};
use chance::Chance;
use cinephile_data::Movie;
use layout::{ART, HEIGHT, MARGIN, WIDTH};
use lettering::{SetTitle, set_title};
use palette::Palette;

/// Raised whenever the design changes, so that clients fetch posters again.
pub(crate) const DESIGN_VERSION: u32 = 1;

const SANS: &str = "'Helvetica Neue',Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif";

/// Draws a movie's poster: an SVG of 400 x 600 units, the same bytes for the same movie.
pub(crate) fn draw(movie: &Movie) -> String {
    let genre = palette::leading_genre(&movie.genres);
    let mut chance = Chance::new(u64::from(movie.id.0));
    let palette = palette::of_genre(genre, &mut chance);
    let mut canvas = Canvas::new();
    canvas.rect(0.0, 0.0, WIDTH, HEIGHT, palette.paper);
    draw_art(&mut canvas, genre, palette, &mut chance);
    draw_lettering(&mut canvas, movie, palette);
    let name = match movie.year {
        Some(year) => format!("{} ({year})", movie.title),
        None => movie.title.clone(),
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 600\" width=\"400\" height=\"600\" \
         role=\"img\" font-family=\"{SANS}\"><title>{}</title>{}</svg>",
        escape(&name),
        canvas.into_svg()
    )
}

/// The picture: to the edges, or set into the paper like a print.
fn draw_art(canvas: &mut Canvas, genre: &str, palette: Palette, chance: &mut Chance) {
    let is_inset = chance.below(3) == 0;
    let (scale, at) = if is_inset { ((WIDTH - 2.0 * MARGIN) / ART, MARGIN) } else { (1.0, 0.0) };
    canvas.open_group(&format!("clip-path=\"url(#art)\" transform=\"translate({at} {at}) scale({scale})\""));
    canvas.clip_square("art", ART);
    canvas.rect(0.0, 0.0, ART, ART, palette.ground);
    motifs::draw(canvas, genre, palette, chance);
    canvas.close_group();
}

/// Title, year and genres, on plain paper below the picture.
fn draw_lettering(canvas: &mut Canvas, movie: &Movie, palette: Palette) {
    let (top, bottom) = (ART + 20.0, HEIGHT - 56.0);
    let SetTitle { lines, size } = set_title(&movie.title, WIDTH - 2.0 * MARGIN, bottom - top);
    let leading = size * lettering::LEADING;
    // The last line's foot keeps its place; short titles leave air above.
    let first = bottom - size * 0.25 - leading * (lines.len().saturating_sub(1)) as f32;
    for (i, line) in lines.iter().enumerate() {
        let y = first + leading * i as f32;
        canvas.text(MARGIN, y, size, "font-weight=\"800\" letter-spacing=\"-.01em\"", palette.ink, line);
    }
    canvas.rect(MARGIN, HEIGHT - 51.0, 32.0, 4.0, palette.accent);
    let small = "font-weight=\"600\" letter-spacing=\".06em\"";
    canvas.text(MARGIN, HEIGHT - 22.0, 17.0, small, palette.ink, &caption(movie));
}

/// `1995 · ACTION · CRIME`, as much as fits on one line.
fn caption(movie: &Movie) -> String {
    const MAX_CHARS: usize = 28;
    let year = movie.year.map(|year| year.to_string());
    let parts = year.into_iter().chain(movie.genres.iter().map(|genre| genre.to_uppercase()));
    parts.fold(String::new(), |caption, part| match caption.chars().count() + part.chars().count() + 3 {
        _ if caption.is_empty() => part,
        n_chars if n_chars <= MAX_CHARS => format!("{caption} · {part}"),
        _ => caption,
    })
}

#[cfg(test)]
mod tests;
