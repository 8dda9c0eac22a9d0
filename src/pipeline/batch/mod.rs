//! Many recordings in three steps that also stand alone: [`plan()`] lists what there
//! is to do, [`Mapper`] works on one shard of it, [`reduce()`] makes tables of all shards.
//!
//! A shard's results are files ("parts") and a receipt, written last, with the hash
//! of each part: the receipt is the commit. What has a receipt that fits the plan
//! and the bytes of the input is never done again, so a batch that was stopped, at
//! any moment and in any way, goes on where it was. Parts and tables depend on
//! input, settings and version alone: the bytes are the same at any number of
//! threads, in any order, on any machine.
//!
//! ```
//! use runform::pipeline::batch::{Lock, Mapper, Place, Plan, Spec, plan, reduce};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let results = tempfile::tempdir()?;
//! # let results = results.path();
//! let spec = Spec { inputs: vec!["data/samples".into()], ..Spec::default() };
//! let place = Place::at(results)?;
//! let _lock = Lock::take(&place, true)?;
//! plan(&spec, place.folder())?.write(&place)?;
//! let plan = Plan::read(&place)?;
//! let mapper = Mapper { plan: &plan, place: &place, survives: None, retry_failed: false };
//! for shard in 0..plan.shards.len() {
//!     for (name, status, reason) in mapper.map(shard)?.runs {
//!         println!("{name}: {status} {}", reason.unwrap_or_default());
//!     }
//! }
//! assert!(reduce(&plan, &place)?.analyzed > 0);
//! # Ok(())
//! # }
//! ```

mod crew;
mod entry;
mod inputs;
mod lock;
mod manifest;
mod map;
mod plan;
mod receipt;
mod reduce;
mod spec;
mod stale;

use std::path::{Path, PathBuf};

use crate::words::english_of;

pub use crew::{Crew, survives};
pub use lock::Lock;
pub use map::{Mapped, Mapper, Told, probe, verify};
pub use plan::{Entry, Plan, Planned, plan};
pub use receipt::{Part, Receipt};
pub use reduce::{Reduced, reduce};
pub use spec::{Output, Reading, Spec, TableKind};

/// Why a step of a batch could not be done. Failures of single recordings are rows
/// of the results, not errors.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The pipeline, the manifest or the command line is wrong.
    #[error("{0}")]
    Usage(String),
    /// What is there does not fit together, and what to do.
    #[error("{0}")]
    Unfit(String),
    /// A file could not be read or written.
    #[error("{place} could not be {what}: {words}.", words = super::system_words(error))]
    Io {
        /// The file.
        place: String,
        /// `read` or `written`.
        what: &'static str,
        /// What the system says.
        error: std::io::Error,
    },
}

impl BatchError {
    /// A file that the user named to say what to do.
    fn unusable(path: &Path, error: &std::io::Error) -> BatchError {
        BatchError::Usage(format!(
            "{}: {}",
            path.display(),
            english_of(&super::Problem::from_io(error))
        ))
    }

    fn read(place: &Path) -> impl Fn(std::io::Error) -> BatchError {
        let place = place.display().to_string();
        move |error| BatchError::Io { place: place.clone(), what: "read", error }
    }

    fn write(place: &Path) -> impl Fn(std::io::Error) -> BatchError {
        let place = place.display().to_string();
        move |error| BatchError::Io { place: place.clone(), what: "written", error }
    }
}

/// Where things are in the output folder of a batch.
#[derive(Debug, Clone)]
pub struct Place {
    folder: PathBuf,
}

impl Place {
    /// The output folder, made if need be.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn at(folder: &Path) -> Result<Place, BatchError> {
        std::fs::create_dir_all(folder).map_err(BatchError::write(folder))?;
        Ok(Place { folder: folder.to_path_buf() })
    }

    /// An output folder, if it is there.
    pub fn there(folder: &Path) -> Option<Place> {
        folder.is_dir().then(|| Place { folder: folder.to_path_buf() })
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn plan(&self) -> PathBuf {
        self.folder.join("plan.json")
    }

    fn shard(&self, key: &str) -> PathBuf {
        self.parts().join(key)
    }

    fn parts(&self) -> PathBuf {
        self.folder.join("parts")
    }

    fn success(&self) -> PathBuf {
        self.folder.join("_SUCCESS.json")
    }
}
