//! Neighbours pull and random others push, less with every round.

use super::neighbours::Edge;
use super::numbers::count;
use super::params::LayoutParams;
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;

/// The largest change of a coordinate that one pull or push may ask for, before the step size.
const MAX_PULL: f32 = 4.0;
/// Keeps two items at one place from pushing without bound.
const NEAR: f32 = 1e-3;

/// Moves the positions: stochastic gradient descent on the cross entropy between the graph and `1 / (1 + d^2)` (UMAP,
/// algorithm 5). An edge pulls as often as its weight says, at most once a round; each pull of `a` at `b` brings
/// `n_pushes` random pushes for each of the two.
pub(super) fn attract(graph: &[Edge], params: &LayoutParams, positions: &mut [[f32; 2]]) {
    let strongest = graph.iter().map(|edge| edge.weight).fold(f32::MIN_POSITIVE, f32::max);
    let mut random = Pcg64Mcg::seed_from_u64(params.seed);
    let n = positions.len();
    for epoch in 0..params.n_epochs {
        let step = 1.0 - count(epoch) / count(params.n_epochs);
        for edge in graph {
            let share = edge.weight / strongest;
            // As often as `floor` of the running share rises.
            if (count(epoch + 1) * share).floor() <= (count(epoch) * share).floor() {
                continue;
            }
            let (a, b) = (edge.a as usize, edge.b as usize);
            let pull = pull(positions[a], positions[b]);
            add(&mut positions[a], pull, step);
            add(&mut positions[b], pull, -step);
            for moved in [a, b] {
                for _ in 0..params.n_pushes {
                    let other = random.random_range(0..n);
                    if other != moved {
                        let push = push(positions[moved], positions[other]);
                        add(&mut positions[moved], push, step);
                    }
                }
            }
        }
    }
}

/// Towards `b`.
fn pull(a: [f32; 2], b: [f32; 2]) -> [f32; 2] {
    let (dx, dy) = (a[0] - b[0], a[1] - b[1]);
    let factor = -2.0 / (1.0 + dx * dx + dy * dy);
    [clip(factor * dx), clip(factor * dy)]
}

/// Away from `b`.
fn push(a: [f32; 2], b: [f32; 2]) -> [f32; 2] {
    let (dx, dy) = (a[0] - b[0], a[1] - b[1]);
    let square = dx * dx + dy * dy;
    let factor = 2.0 / ((NEAR + square) * (1.0 + square));
    [clip(factor * dx), clip(factor * dy)]
}

fn clip(value: f32) -> f32 {
    value.clamp(-MAX_PULL, MAX_PULL)
}

fn add(position: &mut [f32; 2], change: [f32; 2], step: f32) {
    position[0] += step * change[0];
    position[1] += step * change[1];
}
