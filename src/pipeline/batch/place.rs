//! Where the results of a batch are: a folder, or objects under an address. Of
//! objects, the folder is one for drafts: files are brought there and taken from there.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::BatchError;
use super::receipt::{NAME, Receipt};
use crate::files::store::{Store, is_address};
use crate::files::write;

/// Folder of the shards' parts.
const PARTS: &str = "parts";
/// Says that the results are whole.
pub(super) const SUCCESS: &str = "_SUCCESS.json";

/// The output folder of a batch.
#[derive(Debug, Clone)]
pub struct Place {
    folder: PathBuf,
    remote: Option<Arc<Remote>>,
}

#[derive(Debug)]
struct Remote {
    store: Store,
    /// Goes with the last who knows the place.
    _drafts: tempfile::TempDir,
}

impl Place {
    /// The output folder, made if need be.
    ///
    /// # Errors
    /// When it cannot be made, or its store cannot be used.
    pub fn at(folder: &Path) -> Result<Place, BatchError> {
        if let Some(place) = Place::of_objects(folder)? {
            return Ok(place);
        }
        std::fs::create_dir_all(folder).map_err(BatchError::write(folder))?;
        Ok(Place { folder: folder.to_path_buf(), remote: None })
    }

    /// An output folder, if it is there.
    ///
    /// # Errors
    /// When its store cannot be used.
    pub fn there(folder: &Path) -> Result<Option<Place>, BatchError> {
        if let Some(place) = Place::of_objects(folder)? {
            return Ok(Some(place));
        }
        Ok(folder.is_dir().then(|| Place { folder: folder.to_path_buf(), remote: None }))
    }

    fn of_objects(address: &Path) -> Result<Option<Place>, BatchError> {
        let Some(text) = address.to_str().filter(|t| is_address(t)) else { return Ok(None) };
        let store = Store::open(text)
            .map_err(|e| BatchError::Usage(format!("{text} cannot be used: {e}.")))?;
        let drafts = tempfile::Builder::new().prefix("runform-").tempdir();
        let drafts = drafts.map_err(BatchError::write(&std::env::temp_dir()))?;
        let folder = drafts.path().to_path_buf();
        Ok(Some(Place { folder, remote: Some(Arc::new(Remote { store, _drafts: drafts })) }))
    }

    /// The folder itself; of objects, that of their drafts.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What people know it by.
    pub fn name(&self) -> String {
        match self.store() {
            Some(store) => store.address().to_string(),
            None => self.folder.display().to_string(),
        }
    }

    fn store(&self) -> Option<&Store> {
        self.remote.as_ref().map(|r| &r.store)
    }

    /// Whether it is one of objects.
    pub(super) fn is_remote(&self) -> bool {
        self.remote.is_some()
    }

    /// The folder of a shard's parts; of objects, that of their drafts.
    pub(super) fn shard(&self, key: &str) -> PathBuf {
        self.parts().join(key)
    }

    pub(super) fn parts(&self) -> PathBuf {
        self.folder.join(PARTS)
    }

    /// A file of the place for messages.
    pub(super) fn called(&self, name: &str) -> PathBuf {
        match self.store() {
            Some(store) => format!("{}/{name}", store.address()).into(),
            None => self.folder.join(name),
        }
    }

    /// The bytes of a file.
    pub(super) fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        match self.store() {
            Some(store) => store.read(name, None),
            None => std::fs::read(self.folder.join(name)),
        }
    }

    /// A part of the bytes of a file.
    pub(super) fn read_range(&self, name: &str, begin: u64, length: u64) -> io::Result<Vec<u8>> {
        match self.store() {
            Some(store) => store.read(name, Some(begin..begin + length)),
            None => range(&self.folder.join(name), begin, length),
        }
    }

    /// A file that is there to be read.
    pub(super) fn pull(&self, name: &str) -> io::Result<PathBuf> {
        let path = self.folder.join(name);
        if let Some(store) = self.store() {
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent)?;
            }
            store.fetch(name, &path, None, None)?;
        }
        Ok(path)
    }

    /// Puts a file that was written into the folder where it belongs.
    pub(super) fn push(&self, name: &str) -> Result<(), BatchError> {
        let Some(store) = self.store() else { return Ok(()) };
        store.put(name, &self.folder.join(name)).map_err(BatchError::write(&self.called(name)))
    }

    /// The same of a result, which is not needed here any more.
    pub(super) fn deliver(&self, name: &str) -> Result<(), BatchError> {
        self.push(name)?;
        if self.is_remote() {
            // One that stays only takes room until the end.
            let _ = std::fs::remove_file(self.folder.join(name));
        }
        Ok(())
    }

    /// Removes a file.
    pub(super) fn remove(&self, name: &str) -> io::Result<()> {
        if let Some(store) = self.store() {
            return store.remove(name);
        }
        match std::fs::remove_file(self.folder.join(name)) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        }
    }

    /// Writes a small file of the program's own.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), BatchError> {
        let path = self.folder.join(name);
        write::own(path, bytes).map_err(BatchError::write(&self.called(name)))?;
        self.push(name)
    }

    /// Writes `run.json`, which says how a batch went.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_run(&self, bytes: &[u8]) -> Result<(), BatchError> {
        let name = "run.json";
        let path = self.folder.join(name);
        write::whole(path, bytes).map_err(BatchError::write(&self.called(name)))?;
        self.push(name)
    }

    /// Whether there is such a file of a shard.
    pub(super) fn has(&self, shard: &str, name: &str) -> bool {
        match self.store() {
            Some(store) => store.read(&format!("{PARTS}/{shard}/{name}"), None).is_ok(),
            None => self.shard(shard).join(name).exists(),
        }
    }

    /// Marks or unmarks a shard with an empty file.
    pub(super) fn mark(&self, shard: &str, name: &str, there: bool) -> Result<(), BatchError> {
        let path = self.shard(shard).join(name);
        let object = format!("{PARTS}/{shard}/{name}");
        if there {
            std::fs::write(&path, b"").map_err(BatchError::write(&path))?;
            return self.push(&object);
        }
        // Left behind it would only cost a trial run.
        let _ = self.remove(&object);
        Ok(())
    }

    /// Brings the parts that a receipt names into the folder of a shard.
    pub(super) fn pull_parts(&self, shard: &str, receipt: &Receipt) -> Result<(), BatchError> {
        if !self.is_remote() {
            return Ok(());
        }
        for part in &receipt.parts {
            let name = format!("{PARTS}/{shard}/{}", part.name);
            match self.pull(&name) {
                // Said by whoever looks at the parts.
                Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                other => drop(other.map_err(BatchError::read(&self.called(&name)))?),
            }
        }
        Ok(())
    }

    /// Whether all parts of a receipt are there in their sizes; in one question.
    pub(super) fn has_parts(&self, shard: &str, receipt: &Receipt) -> bool {
        let Some(store) = self.store() else { return false };
        let folder = format!("{}/{PARTS}/{shard}", store.address().trim_end_matches('/'));
        let mut sizes = std::collections::HashMap::new();
        let listed = Store::open(&folder)
            .and_then(|s| s.list(&mut |o| sizes.extend([(o.address, o.bytes)])));
        let there = |name: &str| sizes.get(&format!("{folder}/{name}")).copied();
        listed.is_ok() && receipt.parts.iter().all(|p| there(&p.name) == Some(p.bytes))
    }

    /// Commits a shard whose parts are in its folder: they first, the receipt last, and
    /// never in the place of another that fits.
    pub(super) fn commit(&self, shard: &str, receipt: &Receipt) -> Result<(), BatchError> {
        let Some(store) = self.store() else { return receipt.write(&self.shard(shard)) };
        for part in &receipt.parts {
            self.deliver(&format!("{PARTS}/{shard}/{}", part.name))?;
        }
        let name = format!("{PARTS}/{shard}/{NAME}");
        let failed = BatchError::write(&self.called(&name));
        let bytes = receipt.bytes().map_err(&failed)?;
        // Another attempt may have been quicker; what it wrote has the same bytes.
        for _ in 0..2 {
            if store.create(&name, bytes.clone()).map_err(&failed)? {
                return Ok(());
            }
            if store.read(&name, None).is_ok_and(|there| there == bytes) {
                return Ok(());
            }
            store.remove(&name).map_err(&failed)?;
        }
        Err(BatchError::Later(format!(
            "another attempt of the shard writes {} again and again.",
            self.called(&name).display()
        )))
    }

    /// Drops the drafts of a shard.
    pub(super) fn clear(&self, shard: &str) {
        if self.is_remote() {
            // What stays only takes room until the end.
            let _ = std::fs::remove_dir_all(self.shard(shard));
        }
    }
}

/// A part of a file, as far as there is one.
pub(super) fn range(path: &Path, begin: u64, length: u64) -> io::Result<Vec<u8>> {
    use std::io::{Read, Seek, SeekFrom};
    let mut file = std::fs::File::open(path)?;
    file.seek(SeekFrom::Start(begin))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}
