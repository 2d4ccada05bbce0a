//! Which numbers of taste groups an elbow curve compares.

/// Numbers of groups to try, as far as there are enough users.
const GROUP_COUNTS: [u32; 10] = [2, 3, 5, 8, 12, 20, 33, 50, 80, 128];
/// With fewer users in each group the curve shows nothing.
const USERS_PER_GROUP: usize = 4;

/// The numbers of groups to try for `n_users`.
pub(crate) fn group_counts(n_users: usize) -> Vec<u32> {
    GROUP_COUNTS.into_iter().filter(|&k| k as usize <= n_users / USERS_PER_GROUP).collect()
}
