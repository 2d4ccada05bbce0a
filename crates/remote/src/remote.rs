//! A place that is open for reading: one client, one prefix.

use crate::access::Access;
use crate::address::{Address, Kind};
use crate::error::RemoteError;
use crate::sums;
use crate::trouble::translate;
use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use object_store::path::Path as Location;
use object_store::{GetOptions, GetRange, ObjectMeta, ObjectStore, ObjectStoreExt as _};
use std::sync::Arc;

/// A place elsewhere (or a folder here) that can be read.
#[derive(Debug)]
pub struct Remote {
    pub(crate) address: Address,
    pub(crate) root: Location,
    store: Arc<dyn ObjectStore>,
    tried_s: u64,
}

/// One thing that can be got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Object {
    /// Its name below the prefix; checked.
    pub(crate) name: String,
    pub(crate) location: Location,
    pub(crate) n_bytes: u64,
    /// Its `ETag`, else when it was last modified: another object under this name has another. Empty where neither is
    /// told: it may be another each time.
    pub(crate) version: String,
    pub(crate) has_e_tag: bool,
}

/// An answer: which object it is, and its bytes as they come.
pub(crate) struct Body {
    pub(crate) meta: ObjectMeta,
    pub(crate) chunks: BoxStream<'static, object_store::Result<Bytes>>,
}

impl Remote {
    /// Makes a client; nothing is asked yet.
    ///
    /// # Errors
    /// If there are no credentials, or the options cannot be used.
    pub fn open(address: Address, access: &Access) -> Result<Self, RemoteError> {
        let store = access.store(&address)?;
        let path = match &address.0 {
            Kind::Bucket { key, .. } => Location::parse(key),
            Kind::Web(url) => Location::from_url_path(url.path()),
            Kind::Local(path) if path.is_file() => {
                Location::parse(path.file_name().unwrap_or_default().to_string_lossy())
            }
            Kind::Local(_) => Ok(Location::default()),
        };
        let root = path.map_err(|error| translate(&address.to_string(), 0, &error.into()))?;
        Ok(Self { address, root, store, tried_s: access.retry.as_secs() })
    }

    /// Where it is, for people.
    #[must_use]
    pub fn place(&self) -> String {
        self.address.to_string()
    }

    /// Where a thing below it is, for people.
    pub(crate) fn place_of(&self, name: &str) -> String {
        let place = self.place();
        if name.is_empty() || self.address.name() == name && !place.ends_with('/') {
            return place;
        }
        // A list names what lies beside it.
        let folder = sums::NAMES.iter().find_map(|list| place.strip_suffix(list)).unwrap_or(&place);
        format!("{}/{name}", folder.trim_end_matches('/'))
    }

    pub(crate) fn store(&self) -> &dyn ObjectStore {
        &*self.store
    }

    /// What an operation on `name` failed of.
    pub(crate) fn trouble(&self, name: &str, error: &object_store::Error) -> RemoteError {
        translate(&self.place_of(name), self.tried_s, error)
    }

    /// Length and version of what lies at a location; `None` if there is nothing.
    pub(crate) async fn look(&self, name: &str, location: &Location) -> Result<Option<Object>, RemoteError> {
        match self.store.head(location).await {
            Ok(meta) => Ok(Some(Object::new(name, meta))),
            Err(error) => match self.trouble(name, &error) {
                RemoteError::NotFound { .. } => Ok(None),
                other => Err(other),
            },
        }
    }

    /// The bytes of an object from `start`; with a `version`, only of that one.
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

    /// A small text; `None` if it is not there or larger than `max_bytes`.
    pub(crate) async fn text(
        &self,
        name: &str,
        location: &Location,
        max_bytes: u64,
    ) -> Result<Option<String>, RemoteError> {
        let trouble = |error| self.trouble(name, &error);
        let mut body = match self.get(location, 0, None).await.map_err(trouble) {
            Ok(body) => body,
            Err(RemoteError::NotFound { .. }) => return Ok(None),
            Err(other) => return Err(other),
        };
        let mut text = Vec::new();
        while let Some(chunk) = body.chunks.next().await {
            text.extend_from_slice(&chunk.map_err(trouble)?);
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

    /// Whether an answer is this object and no later one.
    pub(crate) fn is_same(&self, meta: &ObjectMeta) -> bool {
        meta.e_tag.is_some() != self.has_e_tag || version(meta) == self.version
    }
}

/// Lists and answers of one service do not all quote alike.
fn version(meta: &ObjectMeta) -> String {
    match &meta.e_tag {
        Some(e_tag) => e_tag.trim_start_matches("W/").trim_matches('"').to_owned(),
        // The client's stand-in for "not told".
        None if meta.last_modified.timestamp() == 0 => String::new(),
        None => meta.last_modified.to_rfc3339(),
    }
}
