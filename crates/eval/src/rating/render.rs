//! The rating leaderboard as aligned text.

use super::leaderboard::{RatingLeaderboard, RatingRound, RatingRow};
use crate::render::{interval, push_aligned};
use std::fmt::Write as _;

impl RatingLeaderboard {
    /// Renders the leaderboard as plain text.
    ///
    /// A line on what was measured is followed by one line for each contender, lowest RMSE first, with 95 % intervals
    /// in stars. For the best contender, further tables show its intervals by width, by the number of revealed ratings,
    /// by predicted stars, and at other levels if those were measured.
    #[must_use]
    pub fn render_table(&self) -> String {
        let header = &self.header;
        let mut text = String::new();
        let _ = writeln!(
            text,
            "{} on {} {} ratings of {} (seed {}): learned from {} ratings of {} users and {} items",
            header.protocol,
            header.n_ratings,
            header.part,
            header.data,
            header.seed,
            header.n_train_ratings,
            header.n_users,
            header.n_items
        );
        let titles =
            ["predictor", "RMSE", "MAE", "covered", "wanted", "mean width", "fit s", "cpu s", "us/user"];
        let mut table = vec![titles.map(str::to_owned).to_vec()];
        table.extend(self.rows.iter().map(cells));
        push_aligned(&mut text, &table);
        if let Some(best) = self.rows.first() {
            text.push('\n');
            push_aligned(&mut text, &by_width(best));
            text.push('\n');
            push_aligned(&mut text, &by_revealed(best));
            text.push('\n');
            push_aligned(&mut text, &by_stars(best));
            if !best.levels.is_empty() {
                text.push('\n');
                push_aligned(&mut text, &by_level(best));
            }
        }
        text
    }
}

fn cells(row: &RatingRow) -> Vec<String> {
    let RatingRound { rmse, mae, calibration, .. } = &row.all;
    vec![
        row.name.clone(),
        interval(rmse),
        interval(mae),
        percent(calibration.covered),
        percent(calibration.wanted),
        format!("{:.2}", calibration.mean_width),
        format!("{:.3}", row.fit.seconds),
        format!("{:.3}", row.fit.cpu_seconds),
        format!("{:.0}", row.user_us),
    ]
}

fn by_width(row: &RatingRow) -> Vec<Vec<String>> {
    let titles = [format!("{}: intervals", row.name), "ratings".into(), "covered".into(), "RMSE".into()];
    let bins = row.all.calibration.by_width.iter().map(|bin| {
        let width = format!("{:.2} to {:.2} stars wide", bin.from, bin.to);
        vec![width, bin.n.to_string(), percent(bin.covered), format!("{:.4}", bin.rmse)]
    });
    std::iter::once(titles.to_vec()).chain(bins).collect()
}

fn by_revealed(row: &RatingRow) -> Vec<Vec<String>> {
    let titles = [format!("{}: revealed", row.name), "RMSE".into(), "covered".into(), "mean width".into()];
    let rounds = row.few.iter().chain([&row.all]).map(|round| {
        let revealed = round.n_revealed.map_or_else(|| "all".to_owned(), |n| n.to_string());
        let calibration = &round.calibration;
        let width = format!("{:.2}", calibration.mean_width);
        vec![revealed, interval(&round.rmse), percent(calibration.covered), width]
    });
    std::iter::once(titles.to_vec()).chain(rounds).collect()
}

fn by_stars(row: &RatingRow) -> Vec<Vec<String>> {
    let titles = [format!("{}: predicted", row.name), "ratings".into(), "actual".into(), "covered".into()];
    let bins = row.by_stars.iter().map(|bin| {
        vec![
            format!("{:.2}", bin.predicted),
            bin.n.to_string(),
            interval(&bin.actual),
            percent(bin.covered.mean),
        ]
    });
    std::iter::once(titles.to_vec()).chain(bins).collect()
}

fn by_level(row: &RatingRow) -> Vec<Vec<String>> {
    let titles = [format!("{}: wanted", row.name), "covered".into(), "mean width".into()];
    let levels = row.levels.iter().map(|level| {
        vec![percent(level.wanted), interval(&level.covered), format!("{:.2}", level.mean_width)]
    });
    std::iter::once(titles.to_vec()).chain(levels).collect()
}

fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}
