//! Motifs of things and signs.

use super::square::{MIDDLE, SIDE};
use crate::posters::canvas::{Canvas, short};
use crate::posters::chance::Chance;
use crate::posters::palette::Palette;
use std::f32::consts::TAU;

/// Two circles that meet; what they share has a colour of its own.
pub(super) fn two_circles(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let radius = chance.between(96.0, 122.0);
    let apart = radius * chance.between(0.5, 0.74);
    let turn = short(chance.between(-60.0, 60.0));
    canvas.open_group(&format!("transform=\"rotate({turn} 200 200)\""));
    let (left, right) = (MIDDLE - apart, MIDDLE + apart);
    canvas.circle(left, MIDDLE, radius, palette.accent);
    canvas.circle(right, MIDDLE, radius, palette.second);
    let half = (radius * radius - apart * apart).max(0.0).sqrt();
    let (top, bottom, r) = (short(MIDDLE - half), short(MIDDLE + half), short(radius));
    canvas.path(&format!("M200 {top}A{r} {r} 0 0 1 200 {bottom}A{r} {r} 0 0 1 200 {top}z"), palette.paper);
    canvas.close_group();
}

/// A flower of overlapping petals.
pub(super) fn petals(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let n_petals = 6 + 2 * chance.below(4);
    let turn = chance.between(0.0, 60.0);
    let length = chance.between(128.0, 168.0);
    let width = 620.0 / n_petals as f32;
    for i in 0..n_petals {
        let angle = short(turn + 360.0 * i as f32 / n_petals as f32);
        canvas.open_group(&format!("transform=\"rotate({angle} 200 200)\""));
        let (tip, w) = (short(MIDDLE - length), short(width));
        let d = format!(
            "M200 200C{} 150 {} {tip} 200 {tip}C{} {tip} {} 150 200 200z",
            200.0 - w,
            200.0 - w * 0.7,
            200.0 + w * 0.7,
            200.0 + w
        );
        canvas.path(&d, if i % 2 == 0 { palette.accent } else { palette.second });
        canvas.close_group();
    }
    canvas.circle(MIDDLE, MIDDLE, 34.0, palette.ground);
    canvas.circle(MIDDLE, MIDDLE, 20.0, palette.ink);
}

/// An eye that watches.
pub(super) fn eye(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    for i in (1..6).rev() {
        let grow = 30.0 * i as f32;
        lids(canvas, 118.0 + grow, 66.0 + grow, if i % 2 == 0 { palette.ground } else { palette.shade });
    }
    lids(canvas, 128.0, 74.0, palette.light());
    let look = chance.between(-26.0, 26.0);
    canvas.circle(MIDDLE + look, MIDDLE, 58.0, palette.accent);
    canvas.circle(MIDDLE + look, MIDDLE, 27.0, palette.ground);
    canvas.circle(MIDDLE + look + 15.0, MIDDLE - 16.0, 9.0, palette.light());
}

fn lids(canvas: &mut Canvas, half: f32, height: f32, fill: &str) {
    let (left, right) = (short(MIDDLE - half), short(MIDDLE + half));
    let (up, down) = (short(MIDDLE - height * 1.35), short(MIDDLE + height * 1.35));
    canvas.path(&format!("M{left} 200Q200 {up} {right} 200Q200 {down} {left} 200z"), fill);
}

/// Something runs down from above.
pub(super) fn drips(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    canvas.circle(MIDDLE, chance.between(245.0, 285.0), chance.between(70.0, 96.0), palette.shade);
    canvas.rect(0.0, 0.0, SIDE, 62.0, palette.accent);
    let mut x = chance.between(-8.0, 8.0);
    while x < SIDE {
        let width = chance.between(20.0, 40.0);
        let length = chance.between(30.0, 250.0);
        canvas.rect(x, 50.0, width, length, palette.accent);
        canvas.circle(x + width / 2.0, 50.0 + length, width / 2.0, palette.accent);
        x += width + chance.between(3.0, 20.0);
    }
}

/// A planet with its ring, moons and stars.
pub(super) fn planets(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    stars(canvas, palette.ink, chance);
    let (x, y) = (chance.between(150.0, 250.0), chance.between(170.0, 240.0));
    let radius = chance.between(84.0, 118.0);
    let turn = short(chance.between(-30.0, 30.0));
    canvas.open_group(&format!("transform=\"rotate({turn} {} {})\"", short(x), short(y)));
    canvas.circle(x, y, radius, palette.accent);
    let r = short(radius);
    let (left, right, at) = (short(x - radius), short(x + radius), short(y));
    canvas.path(
        &format!("M{left} {at}A{r} {r} 0 0 0 {right} {at}A{r} {} 0 0 1 {left} {at}z", short(radius * 0.45)),
        palette.second,
    );
    let (outer_left, outer_right) = (short(x - radius * 1.75), short(x + radius * 1.75));
    canvas.line(
        &format!(
            "M{left} {at}C{outer_left} {} {outer_left} {} {at_x} {}S{outer_right} {} {right} {at}",
            short(y + 8.0),
            short(y + 46.0),
            short(y + 40.0),
            short(y + 8.0),
            at_x = short(x)
        ),
        9.0,
        palette.ink,
    );
    canvas.close_group();
    canvas.circle(
        chance.between(40.0, 100.0),
        chance.between(50.0, 100.0),
        chance.between(12.0, 24.0),
        palette.second,
    );
}

/// Bodies on their orbits around a bright one.
pub(super) fn orbits(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    stars(canvas, palette.second, chance);
    let (x, y) = (chance.between(120.0, 280.0), chance.between(130.0, 270.0));
    for i in 1..6u8 {
        let radius = 34.0 + 46.0 * f32::from(i);
        canvas.ring(x, y, radius, 2.5, palette.second);
        let angle = chance.between(0.0, TAU);
        let size = chance.between(8.0, 22.0);
        let fill = if i % 2 == 0 { palette.accent } else { palette.ink };
        canvas.circle(x + radius * angle.cos(), y + radius * angle.sin(), size, fill);
    }
    canvas.circle(x, y, 46.0, palette.accent);
}

fn stars(canvas: &mut Canvas, fill: &str, chance: &mut Chance) {
    for _ in 0..46 {
        canvas.circle(chance.between(0.0, SIDE), chance.between(0.0, SIDE), chance.between(0.8, 2.4), fill);
    }
}

/// Balloons on their strings.
pub(super) fn balloons(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let colours = [palette.accent, palette.second, palette.light(), palette.shade];
    let n_balloons = 5 + chance.below(3);
    for i in 0..n_balloons {
        let x = 44.0 + 312.0 * (i as f32 + 0.5) / n_balloons as f32 + chance.between(-14.0, 14.0);
        let (y, radius) = (chance.between(80.0, 250.0), chance.between(36.0, 56.0));
        let fill = colours[i % 4];
        canvas.line(
            &format!("M{} {}Q{} 360 200 430", short(x), short(y + radius), short(x)),
            2.0,
            palette.ink,
        );
        canvas.path(
            &format!(
                "M{x} {}c-{} -{} -{r} -{} -{r} -{}a{r} {r} 0 0 1 {d} 0c0 {} -{} {} -{r} {}z",
                short(y + radius * 1.28),
                short(radius * 0.3),
                short(radius * 0.16),
                short(radius * 0.76),
                short(radius * 1.28),
                short(radius * 0.52),
                short(radius * 0.7),
                short(radius * 1.12),
                short(radius * 1.28),
                x = short(x),
                r = short(radius),
                d = short(2.0 * radius)
            ),
            fill,
        );
    }
}

/// Cones of light on a stage.
pub(super) fn spotlights(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let n_lights = 3 + chance.below(2);
    let aim = chance.between(150.0, 250.0);
    for i in 0..n_lights {
        let from = SIDE * (i as f32 + 0.5) / n_lights as f32;
        let to = aim + (from - aim) * 0.25;
        let fill = if i % 2 == 0 { palette.shade } else { palette.second };
        canvas
            .polygon(&[(from - 9.0, -4.0), (from + 9.0, -4.0), (to + 74.0, 330.0), (to - 74.0, 330.0)], fill);
    }
    let (left, right) = (short(aim - 118.0), short(aim + 118.0));
    canvas.path(&format!("M{left} 330A118 30 0 0 0 {right} 330A118 30 0 0 0 {left} 330z"), palette.accent);
    canvas.rect(0.0, 372.0, SIDE, 28.0, palette.paper);
    canvas.circle(aim, 222.0, 22.0, palette.ink);
    canvas.path(&format!("M{} 330q-6 -84 34 -84q40 0 34 84z", short(aim - 34.0)), palette.ink);
}

/// A large face of few shapes.
pub(super) fn smile(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let turn = short(chance.between(-14.0, 14.0));
    canvas.open_group(&format!("transform=\"rotate({turn} 200 200)\""));
    canvas.circle(MIDDLE, MIDDLE, 150.0, palette.second);
    let wink = chance.coin();
    canvas.circle(150.0, 165.0, 19.0, palette.ground);
    if wink {
        canvas.line("M228 168q22 -22 44 0", 11.0, palette.ground);
    } else {
        canvas.circle(250.0, 165.0, 19.0, palette.ground);
    }
    canvas.path("M112 220h176a88 88 0 0 1 -176 0z", palette.accent);
    canvas.close_group();
}

/// Somebody at a lit window.
pub(super) fn window(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let x = chance.between(95.0, 165.0);
    canvas.rect(x - 14.0, 46.0, 228.0, 282.0, palette.shade);
    canvas.rect(x, 60.0, 200.0, 254.0, palette.accent);
    let sun = chance.between(40.0, 160.0);
    canvas.circle(x + sun, 150.0, 38.0, palette.second);
    canvas.rect(x + 96.0, 60.0, 8.0, 254.0, palette.shade);
    canvas.rect(x, 178.0, 200.0, 8.0, palette.shade);
    canvas.rect(x - 30.0, 314.0, 260.0, 16.0, palette.paper);
    let at = x + chance.between(50.0, 150.0);
    canvas.circle(at, 240.0, 24.0, palette.paper);
    canvas.path(&format!("M{} 330q2 -66 44 -66q42 0 44 66z", short(at - 44.0)), palette.paper);
}
