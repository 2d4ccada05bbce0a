//! Motifs of pure form.

use super::square::{MIDDLE, SIDE};
use crate::posters::canvas::{Canvas, short};
use crate::posters::chance::Chance;
use crate::posters::palette::Palette;
use std::f32::consts::{PI, TAU};
use std::fmt::Write;

/// Rays from a point near the lower edge, and a disc before them.
pub(super) fn sunburst(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let (x, y) = (chance.between(120.0, 280.0), chance.between(210.0, 330.0));
    let n_rays = 9 + 2 * chance.below(5);
    let turn = chance.between(0.0, TAU);
    let ray = TAU / n_rays as f32 / 2.0;
    for i in 0..n_rays {
        let from = turn + 2.0 * ray * i as f32;
        let edge = |angle: f32| (x + 700.0 * angle.cos(), y + 700.0 * angle.sin());
        canvas.polygon(&[(x, y), edge(from), edge(from + ray)], palette.shade);
    }
    let radius = chance.between(70.0, 105.0);
    canvas.circle(x, y, radius + 16.0, palette.second);
    canvas.circle(x, y, radius, palette.accent);
}

/// Rings around a point, as from a stone in water.
pub(super) fn rings(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let (x, y) = (chance.between(90.0, 310.0), chance.between(110.0, 300.0));
    let step = chance.between(30.0, 44.0);
    for i in (1..14).rev() {
        let colour = if i % 4 == 2 { palette.second } else { palette.shade };
        canvas.ring(x, y, step * i as f32, step * 0.34, colour);
    }
    canvas.circle(x, y, step * 0.85, palette.accent);
    let angle = chance.between(0.0, TAU);
    canvas.circle(x + step * 3.0 * angle.cos(), y + step * 3.0 * angle.sin(), 15.0, palette.accent);
}

/// Full rings of two colours, with one that is off the middle.
pub(super) fn targets(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let (x, y) = (chance.between(150.0, 250.0), chance.between(165.0, 235.0));
    let lean = chance.between(-0.09, 0.09);
    for i in 0..6 {
        let radius = 210.0 - 36.0 * i as f32;
        let colour = [palette.shade, palette.second, palette.ground][i % 3];
        canvas.circle(x + lean * (210.0 - radius), y - lean * (210.0 - radius), radius, colour);
    }
    canvas.circle(x + lean * 190.0, y - lean * 190.0, 22.0, palette.accent);
    canvas.rect(0.0, y - 2.0, SIDE, 4.0, palette.accent);
    canvas.rect(x - 2.0, 0.0, 4.0, SIDE, palette.accent);
}

/// A grid of quarter discs, turned by chance.
pub(super) fn tiles(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let n = 3 + chance.below(2);
    let side = SIDE / n as f32;
    for at in 0..n * n {
        let (x, y) = ((at % n) as f32 * side, (at / n) as f32 * side);
        let colours = [palette.accent, palette.second, palette.shade, palette.ink];
        let fill = colours.get(chance.below(8).min(3)).copied().unwrap_or(palette.accent);
        let fill = if fill == palette.ink { colours[at % 3] } else { fill };
        match chance.below(6) {
            0 => canvas.circle(x + side / 2.0, y + side / 2.0, side / 2.0, fill),
            1 => canvas.polygon(&[(x, y), (x + side, y), (x, y + side)], fill),
            corner => quarter_disc(canvas, (x, y), side, corner - 2, fill),
        }
    }
}

/// A quarter of a disc in a square; `corner` 0..=3 says around which corner.
fn quarter_disc(canvas: &mut Canvas, (x, y): (f32, f32), side: f32, corner: usize, fill: &str) {
    let corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)];
    let (centre, next, before) = (corners[corner % 4], corners[(corner + 1) % 4], corners[(corner + 3) % 4]);
    let d = format!(
        "M{} {}L{} {}A{side} {side} 0 0 1 {} {}z",
        short(centre.0),
        short(centre.1),
        short(next.0),
        short(next.1),
        short(before.0),
        short(before.1),
        side = short(side)
    );
    canvas.path(&d, fill);
}

/// Arches within arches.
pub(super) fn arches(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let x = chance.between(150.0, 250.0);
    let foot = SIDE;
    let n_arches = 4 + chance.below(3);
    let colours = [palette.shade, palette.accent, palette.ground, palette.second];
    for i in 0..n_arches {
        let radius = 186.0 - 30.0 * i as f32;
        let spring = 205.0;
        let d = format!(
            "M{} {foot}V{spring}A{r} {r} 0 0 1 {} {spring}V{foot}z",
            short(x - radius),
            short(x + radius),
            r = short(radius)
        );
        canvas.path(&d, colours[i % 4]);
    }
    canvas.circle(if x < MIDDLE { 345.0 } else { 55.0 }, 62.0, 30.0, palette.accent);
}

/// A spiral that pulls inwards.
pub(super) fn spiral(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let (x, y) = (chance.between(160.0, 240.0), chance.between(160.0, 240.0));
    let turn = chance.between(0.0, TAU);
    let sense = if chance.coin() { 1.0 } else { -1.0 };
    canvas.circle(x, y, 178.0, palette.shade);
    for (phase, colour) in [(0.0, palette.accent), (PI, palette.second)] {
        let mut d = String::new();
        for step in 0..150u8 {
            let t = f32::from(step) / 149.0;
            let angle = turn + phase + sense * t * TAU * 3.5;
            let radius = 172.0 * t.powf(1.25);
            let _ = write!(
                d,
                "{}{} {}",
                if step == 0 { "M" } else { "L" },
                short(x + radius * angle.cos()),
                short(y + radius * angle.sin())
            );
        }
        canvas.line(&d, 9.0, colour);
    }
}

/// Slanting bars of uneven lengths.
pub(super) fn bars(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let turn = if chance.coin() { -32.0 } else { 32.0 };
    canvas.open_group(&format!("transform=\"rotate({turn} 200 200)\""));
    let colours = [palette.accent, palette.second, palette.shade, palette.shade];
    for row in 0..13 {
        let y = -70.0 + 42.0 * row as f32;
        let from = chance.between(-160.0, 150.0);
        let fill = chance.pick(&colours).copied().unwrap_or(palette.shade);
        canvas.rect(from, y, chance.between(140.0, 420.0), 30.0, fill);
    }
    canvas.close_group();
}

/// Shards that burst from a point.
pub(super) fn shards(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let (x, y) = (chance.between(140.0, 260.0), chance.between(150.0, 250.0));
    let n_shards = 17;
    let colours = [palette.accent, palette.shade, palette.second, palette.shade];
    for i in 0..n_shards {
        let angle = TAU * i as f32 / n_shards as f32 + chance.between(-0.12, 0.12);
        let (near, far) = (chance.between(26.0, 62.0), chance.between(150.0, 330.0));
        let half = chance.between(0.05, 0.13);
        let point = |radius: f32, angle: f32| (x + radius * angle.cos(), y + radius * angle.sin());
        let points = [point(near, angle), point(far, angle - half), point(far * 0.92, angle + half)];
        canvas.polygon(&points, colours[i % 4]);
    }
}

/// Stairs that climb, and a disc at the top.
pub(super) fn stairs(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let n_steps = 5 + chance.below(3);
    let (run, rise) = (SIDE / n_steps as f32, 300.0 / n_steps as f32);
    let is_mirrored = chance.coin();
    if is_mirrored {
        canvas.open_group("transform=\"matrix(-1 0 0 1 400 0)\"");
    }
    let at = chance.below(n_steps);
    let disc = run * 0.36;
    canvas.circle(run * (at as f32 + 0.5), SIDE - rise * (at as f32 + 1.0) - disc, disc, palette.accent);
    for step in 0..n_steps {
        let (x, y) = (run * step as f32, SIDE - rise * (step as f32 + 1.0));
        canvas.rect(x, y, run + 0.5, SIDE - y, palette.shade);
        canvas.rect(x, y, run + 0.5, rise * 0.3, palette.second);
        canvas.rect(x, y + rise * 0.3, run * 0.14, SIDE - y, palette.ground);
    }
    if is_mirrored {
        canvas.close_group();
    }
}

/// Small shapes thrown about, none near another.
pub(super) fn confetti(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let colours = [palette.accent, palette.second, palette.ink, palette.accent, palette.second];
    for at in 0..36usize {
        let (column, row) = ((at % 6) as f32, (at / 6) as f32);
        let (x, y) = (
            36.0 + 66.0 * column + chance.between(-18.0, 18.0),
            36.0 + 66.0 * row + chance.between(-18.0, 18.0),
        );
        let size = chance.between(11.0, 25.0);
        let fill = chance.pick(&colours).copied().unwrap_or(palette.accent);
        let turn = short(chance.between(0.0, 180.0));
        canvas.open_group(&format!("transform=\"rotate({turn} {} {})\"", short(x), short(y)));
        match chance.below(4) {
            0 => canvas.circle(x, y, size, fill),
            1 => canvas.ring(x, y, size * 0.8, size * 0.42, fill),
            2 => canvas.rect(x - size, y - size * 0.36, 2.0 * size, size * 0.72, fill),
            _ => canvas.polygon(&[(x, y - size), (x + size, y + size), (x - size, y + size)], fill),
        }
        canvas.close_group();
    }
}
