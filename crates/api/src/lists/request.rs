//! A request for a list, checked once.

use super::options::ListOptions;
use crate::bounds::MAX_LIST;
use crate::checks::check_limit;
use crate::error::ApiError;
use crate::serving::{ServedModel, Snapshot};
use crate::types::ListFields;
use std::sync::Arc;

/// A checked request for one list: everything but the visitor's ratings.
pub(crate) struct ListRequest {
    pub(crate) snapshot: Arc<Snapshot>,
    /// The model that ranks.
    pub(crate) model: Arc<ServedModel>,
    pub(crate) options: ListOptions,
    /// The length of the list, at most.
    pub(crate) k: usize,
    /// Whether to work out what each rating adds to each score; costs up to twenty more scorings.
    pub(crate) explain: bool,
}

impl ListRequest {
    /// Checks the fields of a request against the snapshot that answers it.
    ///
    /// # Errors
    /// `too_many_ratings`, `value_out_of_range`, `unknown_genre`, `invalid_field` or `limit_out_of_range`.
    pub(crate) fn checked(
        fields: &ListFields<'_>,
        model: &Arc<ServedModel>,
        snapshot: &Arc<Snapshot>,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            options: ListOptions::checked(fields, &snapshot.movies)?,
            k: check_limit(fields.limit, MAX_LIST)?,
            explain: fields.explain,
            snapshot: Arc::clone(snapshot),
            model: Arc::clone(model),
        })
    }

    /// The same request to another model.
    pub(crate) fn to_model(&self, model: &Arc<ServedModel>) -> Self {
        Self {
            snapshot: Arc::clone(&self.snapshot),
            model: Arc::clone(model),
            options: self.options.clone(),
            k: self.k,
            explain: self.explain,
        }
    }

    /// The `k` best movies as the model ranks them.
    pub(crate) fn plain(model: &Arc<ServedModel>, k: usize, snapshot: &Arc<Snapshot>) -> Self {
        Self {
            options: ListOptions::default(),
            k,
            explain: false,
            snapshot: Arc::clone(snapshot),
            model: Arc::clone(model),
        }
    }
}
