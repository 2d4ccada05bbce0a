//! The picture on a poster: a motif that suits the genre, composed at random.
//!
//! A motif draws into the square from the origin to `SIDE`; anything beyond is clipped.

mod city;
mod geometry;
mod nature;
mod signs;
mod square;

use super::canvas::Canvas;
use super::chance::Chance;
use super::palette::Palette;

type Motif = fn(&mut Canvas, Palette, &mut Chance);

/// Draws one of the genre's motifs.
pub(super) fn draw(canvas: &mut Canvas, genre: &str, palette: Palette, chance: &mut Chance) {
    if let Some(motif) = chance.pick(motifs_of(genre)) {
        motif(canvas, palette, chance);
    }
}

/// Motifs that suit a genre.
fn motifs_of(genre: &str) -> &'static [Motif] {
    match genre {
        "Film-Noir" => &[city::blinds, city::skyline, city::street_lamp, geometry::spiral],
        "Western" => &[nature::mesas, nature::striped_sun, geometry::sunburst],
        "Horror" => &[nature::forest, signs::eye, signs::drips, geometry::spiral],
        "Sci-Fi" => &[signs::planets, signs::orbits, nature::striped_sun, geometry::rings],
        "Animation" => &[geometry::tiles, geometry::confetti, signs::balloons, nature::hills],
        "Children" => &[signs::balloons, nature::hills, geometry::confetti, geometry::tiles],
        "War" => &[geometry::sunburst, nature::mountains, geometry::targets],
        "Musical" => &[signs::spotlights, geometry::arches, geometry::confetti],
        "Documentary" => {
            &[geometry::stairs, geometry::bars, geometry::rings, geometry::arches, geometry::targets]
        }
        "Fantasy" => &[nature::mountains, signs::planets, nature::forest, geometry::arches],
        "Mystery" => &[signs::eye, geometry::spiral, nature::forest, city::street_lamp],
        "Romance" => &[signs::two_circles, nature::waves, nature::striped_sun, signs::petals],
        "Crime" => &[city::skyline, city::blinds, geometry::targets, geometry::shards],
        "Adventure" => &[nature::road, nature::mountains, nature::waves, nature::mesas, geometry::sunburst],
        "Thriller" => &[geometry::spiral, geometry::shards, city::blinds, city::skyline],
        "Comedy" => &[geometry::tiles, signs::smile, geometry::confetti, geometry::sunburst],
        "Action" => &[nature::road, geometry::shards, geometry::sunburst, geometry::bars, city::skyline],
        "Drama" => &[
            signs::two_circles,
            nature::waves,
            geometry::arches,
            signs::window,
            signs::petals,
            geometry::stairs,
            nature::road,
        ],
        _ => &[geometry::tiles, geometry::rings, nature::waves, geometry::arches],
    }
}
