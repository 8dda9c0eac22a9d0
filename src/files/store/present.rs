//! Object storage by the crate `object_store`; waits for it, as everything else here
//! is not asynchronous.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Write};
use std::ops::Range;
use std::path::Path as FilePath;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use futures_util::TryStreamExt;
use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    Error, GetOptions, ObjectStore, ObjectStoreExt, PutMode, PutOptions, RetryConfig,
    WriteMultipart,
};
use tokio::runtime::Runtime;

use super::Object;

/// Objects of this size and more go up in pieces of it, bytes. Ours.
const PIECE: usize = 8 << 20;
/// Pieces on their way at once.
const IN_FLIGHT: usize = 4;
/// How often, and for how long, a request is tried that a store did not answer. Ours:
/// what fails longer is for the scheduler.
const RETRIES: usize = 5;
const RETRY_FOR: Duration = Duration::from_secs(60);

static RUNTIME: LazyLock<io::Result<Runtime>> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()
});
/// One client per bucket.
static STORES: LazyLock<Mutex<HashMap<String, Arc<dyn ObjectStore>>>> =
    LazyLock::new(Mutex::default);

/// Objects whose addresses begin alike.
#[derive(Debug, Clone)]
pub struct Store {
    objects: Arc<dyn ObjectStore>,
    /// `s3://bucket`.
    bucket: String,
    /// What comes behind it, without slashes at its ends.
    prefix: String,
    address: String,
}

/// An error of a store in the system's words, where it has some.
fn plain(error: Error) -> io::Error {
    let kind = match &error {
        Error::NotFound { .. } => io::ErrorKind::NotFound,
        Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => {
            io::ErrorKind::PermissionDenied
        }
        Error::Precondition { .. } | Error::NotModified { .. } => io::ErrorKind::InvalidData,
        Error::AlreadyExists { .. } => io::ErrorKind::AlreadyExists,
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, error)
}

fn wait<T>(work: impl Future<Output = Result<T, Error>>) -> io::Result<T> {
    let runtime = RUNTIME.as_ref().map_err(|e| io::Error::new(e.kind(), e.to_string()))?;
    runtime.block_on(work).map_err(plain)
}

fn connect(scheme: &str, bucket: &str) -> io::Result<Arc<dyn ObjectStore>> {
    // Fails where there is one already, which then serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let retry =
        RetryConfig { max_retries: RETRIES, retry_timeout: RETRY_FOR, ..RetryConfig::default() };
    // Keys, regions and endpoints come from where the tools of each provider look too.
    Ok(match scheme {
        "s3" | "s3a" => Arc::new(
            AmazonS3Builder::from_env()
                .with_url(bucket)
                .with_retry(retry)
                .build()
                .map_err(plain)?,
        ),
        "gs" => Arc::new(
            GoogleCloudStorageBuilder::from_env()
                .with_url(bucket)
                .with_retry(retry)
                .build()
                .map_err(plain)?,
        ),
        "file" => Arc::new(LocalFileSystem::new()),
        _ => Arc::new(
            MicrosoftAzureBuilder::from_env()
                .with_url(bucket)
                .with_retry(retry)
                .build()
                .map_err(plain)?,
        ),
    })
}

impl Store {
    /// The objects at and below an address.
    ///
    /// # Errors
    /// When the address or what the environment says of the store is wrong.
    pub fn open(address: &str) -> io::Result<Store> {
        let wrong = || io::Error::new(io::ErrorKind::InvalidInput, "it is no address of objects");
        let (scheme, rest) = address.split_once("://").ok_or_else(wrong)?;
        let (host, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let bucket = format!("{scheme}://{host}");
        let mut stores = STORES.lock().unwrap_or_else(PoisonError::into_inner);
        let objects = match stores.get(&bucket) {
            Some(objects) => objects.clone(),
            None => {
                let objects = connect(scheme, &bucket)?;
                stores.insert(bucket.clone(), objects.clone());
                objects
            }
        };
        let prefix = prefix.trim_matches('/').to_string();
        Ok(Store { objects, address: format!("{bucket}/{prefix}"), bucket, prefix })
    }

    /// Where they are.
    pub fn address(&self) -> &str {
        &self.address
    }

    fn path(&self, name: &str) -> io::Result<Path> {
        let whole = match (self.prefix.is_empty(), name.is_empty()) {
            (_, true) => self.prefix.clone(),
            (true, _) => name.into(),
            _ => format!("{}/{name}", self.prefix),
        };
        Path::parse(whole).map_err(|e| io::Error::new(io::ErrorKind::InvalidInput, e))
    }

    /// Every object at or below the address, in no particular order.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn list(&self, each: &mut dyn FnMut(Object)) -> io::Result<()> {
        let object = |path: &Path, bytes: u64, version: Option<String>| Object {
            address: format!("{}/{path}", self.bucket),
            bytes,
            version,
        };
        let path = self.path("")?;
        if !self.prefix.is_empty()
            && let Ok(meta) = wait(self.objects.head(&path))
        {
            each(object(&path, meta.size, meta.e_tag));
        }
        let mut listed = self.objects.list(Some(&path).filter(|p| !p.as_ref().is_empty()));
        while let Some(meta) = wait(listed.try_next())? {
            each(object(&meta.location, meta.size, meta.e_tag));
        }
        Ok(())
    }

    /// The bytes of an object, or a part of them.
    ///
    /// # Errors
    /// When there is none, or the store does not answer.
    pub fn read(&self, name: &str, range: Option<Range<u64>>) -> io::Result<Vec<u8>> {
        let path = self.path(name)?;
        let bytes = wait(async {
            match range {
                Some(range) => self.objects.get_range(&path, range).await,
                None => self.objects.get(&path).await?.bytes().await,
            }
        })?;
        Ok(bytes.into())
    }

    /// Brings an object into a file, piece by piece. It has to have the size and the
    /// version given.
    ///
    /// # Errors
    /// `NotFound`; `InvalidData` when it is another version; `UnexpectedEof` when it is
    /// of another size, or the store stopped sending; others as they come.
    pub fn fetch(
        &self,
        name: &str,
        to: &FilePath,
        bytes: Option<u64>,
        version: Option<&str>,
    ) -> io::Result<()> {
        let path = self.path(name)?;
        let options = GetOptions { if_match: version.map(String::from), ..GetOptions::default() };
        let mut file = File::create(to)?;
        let got = wait(self.objects.get_opts(&path, options))?;
        let wanted = bytes.unwrap_or(got.meta.size);
        let mut stream = got.into_stream();
        let mut had = 0;
        while let Some(piece) = wait(stream.try_next())? {
            file.write_all(&piece)?;
            had += piece.len() as u64;
        }
        if had == wanted {
            return Ok(());
        }
        let what = format!("it has {wanted} bytes, and {had} came");
        Err(io::Error::new(io::ErrorKind::UnexpectedEof, what))
    }

    /// Puts a file into the store, piece by piece where it is large.
    ///
    /// # Errors
    /// When the file cannot be read, or the store does not take it.
    pub fn put(&self, name: &str, from: &FilePath) -> io::Result<()> {
        let path = self.path(name)?;
        let mut file = File::open(from)?;
        let mut piece = |bytes: &mut Vec<u8>| {
            bytes.clear();
            (&mut file).take(PIECE as u64).read_to_end(bytes)
        };
        let mut bytes = Vec::new();
        if piece(&mut bytes)? < PIECE {
            return wait(self.objects.put(&path, bytes.into())).map(|_| ());
        }
        let upload = wait(self.objects.put_multipart(&path))?;
        let mut upload = WriteMultipart::new_with_chunk_size(upload, PIECE);
        while !bytes.is_empty() {
            wait(async {
                upload.wait_for_capacity(IN_FLIGHT).await?;
                upload.write(&bytes);
                Ok(())
            })?;
            piece(&mut bytes)?;
        }
        wait(upload.finish()).map(|_| ())
    }

    /// Makes an object unless there is one; whether it did.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn create(&self, name: &str, bytes: Vec<u8>) -> io::Result<bool> {
        let path = self.path(name)?;
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match wait(self.objects.put_opts(&path, bytes.into(), options)) {
            Ok(_) => Ok(true),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(e) => Err(e),
        }
    }

    /// Removes an object, if it is there.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        let path = self.path(name)?;
        match wait(self.objects.delete(&path)) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        }
    }
}
