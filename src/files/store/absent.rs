//! Stands where object storage is not built in.

use std::io;
use std::ops::Range;
use std::path::Path;

use super::Object;

/// No store: there is no value of this type.
#[derive(Debug, Clone)]
pub enum Store {}

#[allow(missing_docs, clippy::missing_errors_doc)] // see `present.rs`
impl Store {
    pub fn open(address: &str) -> io::Result<Store> {
        Err(io::Error::new(
            io::ErrorKind::Unsupported,
            format!(
                "{address} is in an object store, which this runform was built without: build it with cargo build --features object-store"
            ),
        ))
    }

    pub fn address(&self) -> &str {
        match *self {}
    }

    pub fn list(&self, _: &mut dyn FnMut(Object)) -> io::Result<()> {
        match *self {}
    }

    pub fn read(&self, _: &str, _: Option<Range<u64>>) -> io::Result<Vec<u8>> {
        match *self {}
    }

    pub fn fetch(&self, _: &str, _: &Path, _: Option<u64>, _: Option<&str>) -> io::Result<()> {
        match *self {}
    }

    pub fn put(&self, _: &str, _: &Path) -> io::Result<()> {
        match *self {}
    }

    pub fn create(&self, _: &str, _: Vec<u8>) -> io::Result<bool> {
        match *self {}
    }

    pub fn remove(&self, _: &str) -> io::Result<()> {
        match *self {}
    }
}
