//! Lists the objects below a prefix: those in a bucket, those in the checksum file of a web server, or a single object.

use crate::address::AddressKind;
use crate::error::RemoteError;
use crate::object_name;
use crate::remote::{Object, Remote};
use crate::sums::{self, PublishedSums};
use futures_util::{StreamExt as _, TryStreamExt as _};
use object_store::path::Path as Location;

/// Limits of a listing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ListingLimits {
    pub(crate) n_objects: u64,
    pub(crate) n_bytes: u64,
    pub(crate) n_parallel: usize,
}

/// The objects of a source, sorted by name, and the checksums that were published with them.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    pub(crate) objects: Vec<Object>,
    pub(crate) published: Option<PublishedSums>,
}

impl Remote {
    /// Lists the objects. Their names are checked, and each has a length and a version.
    pub(crate) async fn list(&self, limits: ListingLimits) -> Result<Listing, RemoteError> {
        let mut listing = match &self.address.0 {
            AddressKind::Web(_) => self.list_web(limits).await?,
            _ => self.list_bucket(limits).await?,
        };
        listing.objects.sort_by(|a, b| a.name.cmp(&b.name));
        self.check(&listing, limits)?;
        if listing.published.is_none() {
            listing.published = self.published_sums(&listing.objects).await?;
        }
        if let Some(PublishedSums { file, sums }) = &listing.published {
            let is_listed = |name: &String| {
                listing.objects.binary_search_by(|object| object.name.as_str().cmp(name)).is_ok()
            };
            if let Some(name) = sums.keys().find(|name| !is_listed(name)) {
                return Err(RemoteError::Unlisted { sums: self.place_of(file), name: name.clone() });
            }
        }
        Ok(listing)
    }

    async fn list_bucket(&self, limits: ListingLimits) -> Result<Listing, RemoteError> {
        let is_file = matches!(&self.address.0, AddressKind::Local(path) if path.is_file());
        let mut found = Vec::new();
        if !is_file {
            let mut metas = self.store().list(Some(&self.root));
            while let Some(meta) = metas.try_next().await.map_err(|error| self.error("", &error))? {
                found.push(Object::new(&self.name_below(&meta.location), meta));
                if found.len() as u64 > limits.n_objects {
                    return Err(self.too_many(limits));
                }
            }
        }
        if found.is_empty() && !self.root.as_ref().is_empty() {
            // The address is not a prefix but a single object.
            let name = self.root.filename().unwrap_or_default().to_owned();
            found.extend(self.look(&name, &self.root).await?);
        }
        if found.is_empty() {
            return Err(RemoteError::NotFound { place: self.place() });
        }
        // The source may be a folder that was once the target of a sync: ignore the sync's own files.
        found.retain(|object| !object.name.starts_with(object_name::RESERVED_PREFIX));
        let found = without_folders(found);
        self.check_names(&found)?;
        let objects = self.with_versions(found, limits).await?;
        Ok(Listing { objects, published: None })
    }

    /// Requests each object's version if the service does not include it in listings.
    async fn with_versions(
        &self,
        objects: Vec<Object>,
        limits: ListingLimits,
    ) -> Result<Vec<Object>, RemoteError> {
        if objects.iter().all(|object| object.has_e_tag) {
            return Ok(objects);
        }
        let looked = objects.into_iter().map(|object| async move {
            let found = self.look(&object.name, &object.location).await?;
            found.ok_or_else(|| RemoteError::Replaced { place: self.place_of(&object.name) })
        });
        futures_util::stream::iter(looked).buffered(limits.n_parallel).try_collect().await
    }

    /// Lists the files in a checksum file; any other address is a single file.
    async fn list_web(&self, limits: ListingLimits) -> Result<Listing, RemoteError> {
        let last = self.root.filename().unwrap_or_default();
        let is_folder = matches!(&self.address.0, AddressKind::Web(url) if url.path().ends_with('/'));
        let parent: Vec<_> = self.root.parts().collect();
        let (folder, files): (Location, &[&str]) = match sums::NAMES.iter().find(|name| **name == last) {
            Some(name) => (parent[..parent.len() - 1].iter().cloned().collect(), std::slice::from_ref(name)),
            None if is_folder => (self.root.clone(), &sums::NAMES),
            None => {
                let found = self.look(last, &self.root).await?;
                let object = found.ok_or_else(|| RemoteError::NotFound { place: self.place() })?;
                return Ok(Listing { objects: vec![object], published: None });
            }
        };
        for file in files {
            let location = folder.clone().join(*file);
            let Some(text) = self.text(file, &location, sums::MAX_BYTES).await? else { continue };
            let read = sums::read(&text, &self.place_of(file))?;
            if read.len() as u64 >= limits.n_objects {
                return Err(self.too_many(limits));
            }
            let names = read.keys().map(String::as_str).chain([*file]);
            let looked = names.map(|name| {
                let location = name.split('/').fold(folder.clone(), |path, part| path.join(part));
                async move {
                    let found = self.look(name, &location).await?;
                    let unlisted =
                        || RemoteError::Unlisted { sums: self.place_of(file), name: name.to_owned() };
                    found.ok_or_else(unlisted)
                }
            });
            let objects: Vec<Object> =
                futures_util::stream::iter(looked).buffered(limits.n_parallel).try_collect().await?;
            let published = Some(PublishedSums { file: (*file).to_owned(), sums: read });
            return Ok(Listing { objects, published });
        }
        Err(RemoteError::NoList { place: self.place() })
    }

    async fn published_sums(&self, objects: &[Object]) -> Result<Option<PublishedSums>, RemoteError> {
        let file = sums::NAMES.iter().find_map(|name| objects.iter().find(|object| object.name == *name));
        let Some(file) = file else { return Ok(None) };
        let text = self.text(&file.name, &file.location, sums::MAX_BYTES).await?;
        let place = self.place_of(&file.name);
        let text = text.ok_or_else(|| RemoteError::SumsLine {
            place: place.clone(),
            line: 1,
            reason: format!("the file has more than {} bytes", sums::MAX_BYTES),
        })?;
        Ok(Some(PublishedSums { file: file.name.clone(), sums: sums::read(&text, &place)? }))
    }

    fn name_below(&self, location: &Location) -> String {
        let whole = location.as_ref();
        let below = whole.strip_prefix(self.root.as_ref()).unwrap_or(whole);
        below.trim_start_matches('/').to_owned()
    }

    fn check_names(&self, objects: &[Object]) -> Result<(), RemoteError> {
        for object in objects {
            object_name::check(&object.name).map_err(|reason| RemoteError::Name {
                place: self.place(),
                name: object.name.escape_debug().to_string(),
                reason,
            })?;
        }
        Ok(())
    }

    fn check(&self, listing: &Listing, limits: ListingLimits) -> Result<(), RemoteError> {
        self.check_names(&listing.objects)?;
        if listing.objects.len() as u64 > limits.n_objects {
            return Err(self.too_many(limits));
        }
        let n_bytes = listing.objects.iter().fold(0, |sum: u64, object| sum.saturating_add(object.n_bytes));
        if n_bytes > limits.n_bytes {
            let (limit, unit, option) = (limits.n_bytes, "bytes", "--max-bytes");
            return Err(RemoteError::TooMuch { place: self.place(), limit, unit, option });
        }
        Ok(())
    }

    fn too_many(&self, limits: ListingLimits) -> RemoteError {
        let (limit, unit, option) = (limits.n_objects, "objects", "--max-objects");
        RemoteError::TooMuch { place: self.place(), limit, unit, option }
    }
}

/// Removes the empty objects that web consoles create as placeholders for folders.
fn without_folders(mut objects: Vec<Object>) -> Vec<Object> {
    let names: Vec<String> = objects.iter().map(|object| object.name.clone()).collect();
    let is_folder = |object: &Object| {
        let below = format!("{}/", object.name);
        object.name.is_empty() || names.iter().any(|name| name.starts_with(&below))
    };
    objects.retain(|object| object.n_bytes > 0 || !is_folder(object));
    objects
}
