//! A remote source that is open for reading: one client, one prefix.

use crate::access::Access;
use crate::address::{Address, AddressKind};
use crate::error::RemoteError;
use crate::service_error::translate;
use crate::sums;
use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use object_store::path::Path as Location;
use object_store::{GetOptions, GetRange, ObjectMeta, ObjectStore, ObjectStoreExt as _};
use std::sync::Arc;

/// A remote source (or a local folder) that can be read.
#[derive(Debug)]
pub struct Remote {
    pub(crate) address: Address,
    pub(crate) root: Location,
    store: Arc<dyn ObjectStore>,
    retried_s: u64,
}

/// An object that can be downloaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Object {
    /// The object's name below the prefix, which has been checked.
    pub(crate) name: String,
    pub(crate) location: Location,
    pub(crate) n_bytes: u64,
    /// The `ETag`, or else the time of the last modification; it changes if the object is replaced. Empty if the
    /// service reports neither, in which case the object may change at any time.
    pub(crate) version: String,
    pub(crate) has_e_tag: bool,
}

/// A response: which object it is, and its bytes as they arrive.
pub(crate) struct Body {
    pub(crate) meta: ObjectMeta,
    pub(crate) chunks: BoxStream<'static, object_store::Result<Bytes>>,
}

impl Remote {
    /// Creates a client, without sending a request.
    ///
    /// # Errors
    /// If there are no credentials, or the options are invalid.
    pub fn open(address: Address, access: &Access) -> Result<Self, RemoteError> {
        let store = access.store(&address)?;
        let path = match &address.0 {
            AddressKind::Bucket { key, .. } => Location::parse(key),
            AddressKind::Web(url) => Location::from_url_path(url.path()),
            AddressKind::Local(path) if path.is_file() => {
                Location::parse(path.file_name().unwrap_or_default().to_string_lossy())
            }
            AddressKind::Local(_) => Ok(Location::default()),
        };
        let root = path.map_err(|error| translate(&address.to_string(), 0, &error.into()))?;
        Ok(Self { address, root, store, retried_s: access.retry.as_secs() })
    }

    /// The address for display.
    #[must_use]
    pub fn place(&self) -> String {
        self.address.to_string()
    }

    /// The address of an object below the prefix, for display.
    pub(crate) fn place_of(&self, name: &str) -> String {
        let place = self.place();
        if name.is_empty() || self.address.name() == name && !place.ends_with('/') {
            return place;
        }
        // The objects that a checksum file lists are beside it.
        let folder = sums::NAMES.iter().find_map(|list| place.strip_suffix(list)).unwrap_or(&place);
        format!("{}/{name}", folder.trim_end_matches('/'))
    }

    pub(crate) fn store(&self) -> &dyn ObjectStore {
        &*self.store
    }

    /// Converts the error of an operation on `name`.
    pub(crate) fn error(&self, name: &str, error: &object_store::Error) -> RemoteError {
        translate(&self.place_of(name), self.retried_s, error)
    }

    /// Length and version of the object at a location; `None` if there is none.
    pub(crate) async fn look(&self, name: &str, location: &Location) -> Result<Option<Object>, RemoteError> {
        match self.store.head(location).await {
            Ok(meta) => Ok(Some(Object::new(name, meta))),
            Err(error) => match self.error(name, &error) {
                RemoteError::NotFound { .. } => Ok(None),
                other => Err(other),
            },
        }
    }

    /// The bytes of an object from `start` on; with an `e_tag`, only of that version.
    pub(crate) async fn get(
        &self,
        location: &Location,
        start: u64,
        e_tag: Option<String>,
    ) -> object_store::Result<Body> {
        let range = (start > 0).then_some(GetRange::Offset(start));
        let options = GetOptions { range, if_match: e_tag, ..GetOptions::default() };
        let got = self.store.get_opts(location, options).await?;
        Ok(Body { meta: got.meta.clone(), chunks: got.into_stream() })
    }

    /// A small text; `None` if it does not exist or is larger than `max_bytes`.
    pub(crate) async fn text(
        &self,
        name: &str,
        location: &Location,
        max_bytes: u64,
    ) -> Result<Option<String>, RemoteError> {
        let failed = |error| self.error(name, &error);
        let mut body = match self.get(location, 0, None).await.map_err(failed) {
            Ok(body) => body,
            Err(RemoteError::NotFound { .. }) => return Ok(None),
            Err(other) => return Err(other),
        };
        let mut text = Vec::new();
        while let Some(chunk) = body.chunks.next().await {
            text.extend_from_slice(&chunk.map_err(failed)?);
            if text.len() as u64 > max_bytes {
                return Ok(None);
            }
        }
        Ok(Some(String::from_utf8_lossy(&text).into_owned()))
    }
}

impl Object {
    pub(crate) fn new(name: &str, meta: ObjectMeta) -> Self {
        let version = version(&meta);
        let has_e_tag = meta.e_tag.is_some();
        Self { name: name.to_owned(), location: meta.location, n_bytes: meta.size, version, has_e_tag }
    }

    /// Whether a response is for this version of the object.
    pub(crate) fn is_same(&self, meta: &ObjectMeta) -> bool {
        meta.e_tag.is_some() != self.has_e_tag || version(meta) == self.version
    }
}

/// The version of an object. Quotes are removed from the `ETag`, since listings and responses of one service may differ
/// in them.
fn version(meta: &ObjectMeta) -> String {
    match &meta.e_tag {
        Some(e_tag) => e_tag.trim_start_matches("W/").trim_matches('"').to_owned(),
        // The client uses this time if the service does not report any.
        None if meta.last_modified.timestamp() == 0 => String::new(),
        None => meta.last_modified.to_rfc3339(),
    }
}
