//! Leaderboards as the API shows them.

use cinephile_api::{Contender, Evaluation, EvaluationRound, Interval, MetricValue};
use cinephile_eval::rating::{RatingLeaderboard, RatingRound, RatingRow};
use cinephile_eval::{Estimate, Leaderboard, LeaderboardRow, Round};

/// A leaderboard of lists.
pub(super) fn describe_lists(board: &Leaderboard) -> Evaluation {
    let header = &board.header;
    let seeds =
        if header.seeds.is_empty() { header.split_seed.into_iter().collect() } else { header.seeds.clone() };
    let contender = |row: &LeaderboardRow| Contender {
        algorithm: row.name.clone(),
        score: interval(row.estimate),
        behind_best: row.behind_best.map(interval),
        rounds: row.rounds.iter().map(describe_round).collect(),
        fit_s: row.costs.fit_s,
        fit_cpu_s: row.costs.fit_cpu_s,
        list_ms: Some(row.costs.list_ms),
        model_mb: row.costs.model_mb,
    };
    Evaluation {
        protocol: header.protocol.to_string(),
        data: header.data.clone(),
        part: header.part.to_string(),
        seeds,
        n_train_users: header.n_train_users as u64,
        n_items: header.n_items as u64,
        n_train_ratings: header.n_train_ratings as u64,
        n_judged: header.n_users as u64,
        score_metric: header.protocol.main_metric().to_string(),
        higher_is_better: true,
        contenders: board.rows.iter().map(contender).collect(),
    }
}

fn describe_round(round: &Round) -> EvaluationRound {
    let accuracy =
        round.metrics.iter().map(|(metric, &estimate)| with_interval(&metric.to_string(), estimate));
    let beyond = [
        ("coverage", round.beyond.coverage),
        ("novelty_bits", round.beyond.novelty_bits),
        ("popularity", round.beyond.popularity),
        ("diversity", round.beyond.diversity),
    ];
    let beyond = beyond.map(|(metric, value)| without_interval(metric, value));
    EvaluationRound {
        n_revealed: round.n_revealed.map(|n| n as u64),
        metrics: accuracy.chain(beyond).collect(),
    }
}

/// A leaderboard of predicted stars.
pub(super) fn describe_stars(board: &RatingLeaderboard) -> Evaluation {
    let header = &board.header;
    let contender = |row: &RatingRow| Contender {
        algorithm: row.name.clone(),
        score: interval(row.all.rmse),
        behind_best: None,
        rounds: row.few.iter().chain([&row.all]).map(describe_stars_round).collect(),
        fit_s: row.fit.seconds,
        fit_cpu_s: row.fit.cpu_seconds,
        list_ms: None,
        model_mb: None,
    };
    Evaluation {
        protocol: header.protocol.clone(),
        data: Some(header.data.clone()),
        part: header.part.to_string(),
        seeds: vec![header.seed],
        n_train_users: header.n_users as u64,
        n_items: header.n_items as u64,
        n_train_ratings: header.n_train_ratings as u64,
        n_judged: header.n_ratings as u64,
        score_metric: "rmse".to_owned(),
        higher_is_better: false,
        contenders: board.rows.iter().map(contender).collect(),
    }
}

fn describe_stars_round(round: &RatingRound) -> EvaluationRound {
    let metrics = vec![
        with_interval("rmse", round.rmse),
        with_interval("mae", round.mae),
        without_interval("interval_coverage", round.calibration.covered),
    ];
    EvaluationRound { n_revealed: round.n_revealed.map(|n| n as u64), metrics }
}

fn interval(estimate: Estimate) -> Interval {
    Interval { mean: estimate.mean, low: estimate.low, high: estimate.high }
}

fn with_interval(metric: &str, estimate: Estimate) -> MetricValue {
    let Estimate { mean, low, high, .. } = estimate;
    MetricValue { metric: metric.to_owned(), value: mean, low: Some(low), high: Some(high) }
}

fn without_interval(metric: &str, value: f64) -> MetricValue {
    MetricValue { metric: metric.to_owned(), value, low: None, high: None }
}
