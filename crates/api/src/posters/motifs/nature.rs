//! Motifs of land, sea and sky.

use super::square::SIDE;
use crate::posters::canvas::{Canvas, short};
use crate::posters::chance::Chance;
use crate::posters::palette::Palette;
use std::f32::consts::TAU;
use std::fmt::Write;

/// Ranges of mountains, the nearest darkest, under a sun or moon.
pub(super) fn mountains(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    canvas.circle(
        chance.between(80.0, 320.0),
        chance.between(85.0, 140.0),
        chance.between(38.0, 62.0),
        palette.accent,
    );
    for (height, colour) in [(210.0, palette.shade), (270.0, palette.second), (330.0, palette.paper)] {
        let mut points = vec![(-20.0, SIDE + 10.0)];
        let mut x = -20.0;
        let mut is_peak = chance.coin();
        while x < SIDE + 60.0 {
            let rise = if is_peak { chance.between(45.0, 105.0) } else { chance.between(0.0, 22.0) };
            points.push((x, height - rise));
            x += chance.between(42.0, 82.0);
            is_peak = !is_peak;
        }
        points.push((x, SIDE + 10.0));
        canvas.polygon(&points, colour);
    }
}

/// Soft hills with round trees, under a sun.
pub(super) fn hills(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    canvas.circle(chance.between(90.0, 310.0), chance.between(90.0, 130.0), 54.0, palette.accent);
    let x = chance.between(60.0, 340.0);
    canvas.circle(x, 520.0, 290.0, palette.shade);
    for _ in 0..3 {
        let (x, y) = (chance.between(40.0, 360.0), chance.between(205.0, 250.0));
        canvas.rect(x - 3.0, y, 6.0, 60.0, palette.ink);
        canvas.circle(x, y, chance.between(20.0, 34.0), palette.second);
    }
    canvas.circle(SIDE - x, 590.0, 320.0, palette.paper);
}

/// Table mountains in a desert, and a low sun.
pub(super) fn mesas(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    canvas.circle(
        chance.between(110.0, 290.0),
        chance.between(150.0, 205.0),
        chance.between(60.0, 92.0),
        palette.second,
    );
    for (foot, colour) in [(280.0, palette.shade), (345.0, palette.accent)] {
        let mut x = chance.between(-60.0, 20.0);
        while x < SIDE {
            let (top, width) = (chance.between(70.0, 130.0), chance.between(60.0, 130.0));
            let slope = chance.between(10.0, 22.0);
            let points =
                [(x - slope, foot), (x, foot - top), (x + width, foot - top), (x + width + slope, foot)];
            canvas.polygon(&points, colour);
            x += width + chance.between(50.0, 120.0);
        }
        canvas.rect(0.0, foot - 1.0, SIDE, SIDE - foot + 1.0, colour);
    }
    let x = chance.between(60.0, 340.0);
    cactus(canvas, x, palette.paper);
    canvas.rect(0.0, 375.0, SIDE, 25.0, palette.paper);
}

fn cactus(canvas: &mut Canvas, x: f32, fill: &str) {
    canvas.line(&format!("M{} 380V290", short(x)), 15.0, fill);
    canvas.line(&format!("M{} 345h-24v-26", short(x)), 11.0, fill);
    canvas.line(&format!("M{} 330h24v-30", short(x)), 11.0, fill);
}

/// A sun that sinks behind stripes of sea.
pub(super) fn striped_sun(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let x = chance.between(160.0, 240.0);
    let (y, radius) = (chance.between(190.0, 225.0), chance.between(118.0, 146.0));
    for (grow, colour) in [(46.0, palette.shade), (0.0, palette.accent)] {
        canvas.circle(x, y, radius + grow, colour);
    }
    let mut at = y + 12.0;
    let mut width = 5.0;
    while at < SIDE {
        canvas.rect(0.0, at, SIDE, width, palette.ground);
        at += 26.0;
        width += 3.2;
    }
    let (bird_x, bird_y) = (chance.between(50.0, 120.0), chance.between(60.0, 110.0));
    for (dx, dy, size) in [(0.0, 0.0, 14.0), (40.0, -16.0, 10.0), (62.0, 8.0, 8.0)] {
        let (x, y, size) = (short(bird_x + dx), short(bird_y + dy), short(size));
        canvas.line(&format!("M{x} {y}q{size} -{size} {size} 0q0 -{size} {size} 0"), 3.0, palette.second);
    }
}

/// Waves, one behind the other.
pub(super) fn waves(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    canvas.circle(
        chance.between(90.0, 310.0),
        chance.between(100.0, 150.0),
        chance.between(48.0, 78.0),
        palette.accent,
    );
    let colours = [palette.shade, palette.second, palette.shade, palette.accent, palette.paper];
    let length = chance.between(130.0, 220.0);
    for (i, colour) in colours.into_iter().enumerate() {
        let y = 205.0 + 42.0 * i as f32;
        let (height, phase) = (chance.between(10.0, 24.0), chance.between(0.0, TAU));
        let mut d = format!("M0 {SIDE}");
        for step in 0..=25u8 {
            let x = f32::from(step) * 16.0;
            let _ = write!(d, "L{} {}", short(x), short(y + height * (TAU * x / length + phase).sin()));
        }
        let _ = write!(d, "V{SIDE}z");
        canvas.path(&d, colour);
    }
}

/// A road to the horizon.
pub(super) fn road(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let horizon = chance.between(175.0, 225.0);
    let x = chance.between(130.0, 270.0);
    canvas.circle(x + chance.between(-60.0, 60.0), horizon, chance.between(56.0, 92.0), palette.accent);
    canvas.rect(0.0, horizon, SIDE, SIDE - horizon, palette.shade);
    let bend = chance.between(-90.0, 90.0);
    let d = format!(
        "M{} {y}Q{} 300 -20 410H420Q{} 300 {} {y}z",
        short(x - 4.0),
        short(x + bend - 46.0),
        short(x + bend + 46.0),
        short(x + 4.0),
        y = short(horizon)
    );
    canvas.path(&d, palette.second);
    let line = format!("M{} {}Q{} 300 200 410", short(x), short(horizon + 6.0), short(x + bend));
    canvas.open_group("stroke-dasharray=\"26 22\"");
    canvas.line(&line, 5.0, palette.paper);
    canvas.close_group();
}

/// Firs before a moon.
pub(super) fn forest(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    canvas.circle(
        chance.between(120.0, 280.0),
        chance.between(130.0, 190.0),
        chance.between(70.0, 105.0),
        palette.accent,
    );
    for (foot, n_trees, colour) in
        [(330.0, 9, palette.shade), (370.0, 7, palette.second), (405.0, 6, palette.paper)]
    {
        let gap = SIDE / n_trees as f32;
        for i in 0..n_trees {
            let x = gap * (i as f32 + 0.5) + chance.between(-16.0, 16.0);
            fir(canvas, (x, foot), chance.between(120.0, 235.0), colour);
        }
        canvas.rect(0.0, foot - 4.0, SIDE, SIDE - foot + 6.0, colour);
    }
}

/// A fir of three tiers on the ground at `foot`.
fn fir(canvas: &mut Canvas, (x, foot): (f32, f32), height: f32, fill: &str) {
    let half = height * 0.2;
    let tier = |top: f32, bottom: f32, half: f32| {
        [(x, foot - height * top), (x + half, foot - height * bottom), (x - half, foot - height * bottom)]
    };
    canvas.polygon(&tier(1.0, 0.55, half * 0.6), fill);
    canvas.polygon(&tier(0.8, 0.28, half * 0.85), fill);
    canvas.polygon(&tier(0.55, 0.0, half), fill);
}
