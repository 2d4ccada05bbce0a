//! Motifs of streets at night.

use super::square::SIDE;
use crate::posters::canvas::{Canvas, short};
use crate::posters::chance::Chance;
use crate::posters::palette::Palette;

/// A skyline before a moon, a few windows lit.
pub(super) fn skyline(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    canvas.circle(
        chance.between(100.0, 300.0),
        chance.between(110.0, 170.0),
        chance.between(58.0, 88.0),
        palette.accent,
    );
    for (low, high, colour) in [(150.0, 270.0, palette.shade), (60.0, 190.0, palette.paper)] {
        let mut x = chance.between(-40.0, 0.0);
        while x < SIDE {
            let (width, height) = (chance.between(38.0, 78.0), chance.between(low, high));
            let top = SIDE - height;
            canvas.rect(x, top, width, height, colour);
            if chance.below(3) == 0 {
                canvas.rect(x + width / 2.0 - 1.5, top - 34.0, 3.0, 36.0, colour);
            }
            light_windows(canvas, (x, top), (width, height), palette.second, chance);
            x += width + chance.between(0.0, 12.0);
        }
    }
}

fn light_windows(
    canvas: &mut Canvas,
    (x, top): (f32, f32),
    (width, height): (f32, f32),
    fill: &str,
    chance: &mut Chance,
) {
    let mut y = top + 14.0;
    while y < top + height - 12.0 {
        let mut at = x + 9.0;
        while at < x + width - 12.0 {
            if chance.below(6) == 0 {
                canvas.rect(at, y, 6.0, 9.0, fill);
            }
            at += 13.0;
        }
        y += 20.0;
    }
}

/// Light through blinds, and somebody's shadow.
pub(super) fn blinds(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let turn = short(chance.between(-16.0, 16.0));
    canvas.open_group(&format!("transform=\"rotate({turn} 200 200)\""));
    for row in 0..16 {
        let y = -80.0 + 36.0 * row as f32;
        canvas.rect(-100.0, y, 600.0, 19.0, if row % 5 == 2 { palette.accent } else { palette.second });
    }
    canvas.close_group();
    let x = chance.between(130.0, 270.0);
    figure_in_hat(canvas, x, palette.silhouette());
}

/// Hat, head and shoulders, seen from behind; the feet are out of the picture.
fn figure_in_hat(canvas: &mut Canvas, x: f32, fill: &str) {
    let x = short(x);
    canvas.path(&format!("M{} 400c0 -92 38 -122 112 -126c74 4 112 34 112 126z", short(x - 112.0)), fill);
    canvas.path(&format!("M{} 190h88v44c0 34 -20 52 -44 52s-44 -18 -44 -52z", short(x - 44.0)), fill);
    canvas.path(
        &format!(
            "M{} 196c6 -14 26 -18 40 -20l6 -48c2 -14 14 -18 24 -14c10 4 22 4 32 0c10 -4 22 0 24 14l6 48c14 2 34 6 40 20z",
            short(x - 86.0)
        ),
        fill,
    );
}

/// A lamp and the cone of its light.
pub(super) fn street_lamp(canvas: &mut Canvas, palette: Palette, chance: &mut Chance) {
    let is_left = chance.coin();
    let x = if is_left { chance.between(70.0, 130.0) } else { chance.between(270.0, 330.0) };
    let arm = if is_left { 66.0 } else { -66.0 };
    let (lamp, top) = (x + arm, 84.0);
    canvas.polygon(
        &[(lamp - 14.0, top), (lamp + 14.0, top), (lamp + 128.0, SIDE), (lamp - 128.0, SIDE)],
        palette.shade,
    );
    canvas.polygon(
        &[(lamp - 10.0, top), (lamp + 10.0, top), (lamp + 70.0, SIDE), (lamp - 70.0, SIDE)],
        palette.accent,
    );
    canvas.line(
        &format!("M{} 400V74q0 -22 {} -22h{}", short(x), short(arm / 3.0), short(arm * 2.0 / 3.0)),
        9.0,
        palette.second,
    );
    canvas.polygon(
        &[(lamp - 22.0, top + 2.0), (lamp - 9.0, 50.0), (lamp + 9.0, 50.0), (lamp + 22.0, top + 2.0)],
        palette.second,
    );
    standing_figure(canvas, lamp, palette.silhouette());
}

/// Somebody who stands and waits, in a long coat.
fn standing_figure(canvas: &mut Canvas, x: f32, fill: &str) {
    canvas.circle(x, 262.0, 15.0, fill);
    canvas.rect(x - 24.0, 252.0, 48.0, 5.0, fill);
    canvas.rect(x - 14.0, 234.0, 28.0, 20.0, fill);
    let left = short(x - 26.0);
    canvas.path(&format!("M{left} 292q26 -22 52 0L{} 374H{}z", short(x + 32.0), short(x - 32.0)), fill);
    canvas.rect(x - 16.0, 370.0, 11.0, 34.0, fill);
    canvas.rect(x + 5.0, 370.0, 11.0, 34.0, fill);
}
