//! Profiles end that nobody has used for a long time.

use cinephile_store::Store;
use std::time::Duration;

/// Days are counted, so a few times a day are enough.
const EVERY: Duration = Duration::from_secs(6 * 3600);

/// Deletes the profiles that were last used more than `n_days` days ago, now and from time to time.
pub(super) async fn delete_unused_profiles(store: Store, n_days: u32) {
    let mut times = tokio::time::interval(EVERY);
    loop {
        times.tick().await;
        match store.delete_unused_profiles(n_days).await {
            Ok(0) => {}
            Ok(n_profiles) => {
                tracing::info!(
                    n_profiles,
                    n_days,
                    "deleted {n_profiles} profiles that nobody used for {n_days} days"
                );
            }
            // The next time is soon enough.
            Err(error) => tracing::warn!(error = %error, "cannot delete unused profiles: {error}"),
        }
    }
}
