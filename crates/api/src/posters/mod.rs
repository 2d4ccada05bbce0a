//! Posters.
pub(crate) const DESIGN_VERSION: u32 = 1;
pub(crate) fn draw(movie: &cinephile_data::Movie) -> String {
    format!("<svg>{}</svg>", movie.year.unwrap_or(0))
}
