//! `cinephile synth`: generates ratings of any size.

use crate::args::SynthArgs;
use crate::progress::Counter;
use anyhow::{Context as _, Result};
use cinephile_data::synth::{SynthParams, write_movielens};

/// Writes a MovieLens folder of generated ratings.
pub(crate) fn run(args: &SynthArgs) -> Result<()> {
    let params =
        SynthParams { n_users: args.users, n_items: args.items, n_ratings: args.ratings, seed: args.seed };
    let counter = Counter::new("generating ratings", args.ratings);
    write_movielens(&params, &args.out, |done| counter.set(done))
        .with_context(|| format!("cannot write generated ratings to `{}`", args.out.display()))?;
    drop(counter);
    sayln!(
        "wrote {} generated ratings of {} movies by {} users to `{}`",
        args.ratings,
        args.items,
        args.users,
        args.out.display()
    );
    Ok(())
}
