//! How many users an evaluation holds out, unless an option says otherwise.

use cinephile_eval::HeldOut;

/// From this many users on, [`MOST_HELD_OUT`] are held out for each part.
const MANY_USERS: usize = 100_000;
/// The number that the literature holds out of MovieLens 20M: enough for a figure that is accurate to half a percent.
const MOST_HELD_OUT: usize = 10_000;
/// The share held out of smaller data.
const SHARE_HELD_OUT: f64 = 0.1;

/// How many of `n_users` to hold out for each part.
pub(crate) fn default_hold_out(n_users: usize) -> HeldOut {
    if n_users >= MANY_USERS { HeldOut::Count(MOST_HELD_OUT) } else { HeldOut::Fraction(SHARE_HELD_OUT) }
}
