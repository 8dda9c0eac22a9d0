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
//! let plan = plan(&spec, Some(&place))?.write(&place)?;
//! let mapper = Mapper { plan: &plan, place: &place, survives: None, retry_failed: false };
//! for shard in 0..plan.shards {
//!     for (name, status, reason) in mapper.map(shard)?.runs {
//!         println!("{name}: {status} {}", reason.unwrap_or_default());
//!     }
//! }
//! assert!(reduce(&plan, &place)?.analyzed > 0);
//! # Ok(())
//! # }
//! ```

mod crew;
mod cut;
mod entry;
mod inputs;
mod list;
mod lock;
mod manifest;
mod map;
mod place;
mod plan;
mod receipt;
mod reduce;
mod spec;
mod staged;
mod stale;
mod status;
mod tally;

use std::path::Path;

use crate::words::english_of;

pub use crew::{Crew, survives};
pub use cut::Cut;
pub use list::plan;
pub use lock::Lock;
pub use map::{Mapped, Mapper, Told, probe, verify};
pub use place::Place;
pub use plan::{Entry, Plan, Planned, Shard};
pub use receipt::{Part, Receipt};
pub use reduce::{Gathered, Reduced, gathered, reduce};
pub use spec::{Output, Reading, Spec, TableKind};
pub use status::Status;
pub use tally::Tally;

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
    /// Nothing is wrong, but it cannot be done here and now; another time or place may do.
    #[error("{0}")]
    Later(String),
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

    fn read(place: &Path) -> impl Fn(std::io::Error) -> BatchError + use<> {
        let place = place.display().to_string();
        move |error| BatchError::Io { place: place.clone(), what: "read", error }
    }

    fn write(place: &Path) -> impl Fn(std::io::Error) -> BatchError + use<> {
        let place = place.display().to_string();
        move |error| BatchError::Io { place: place.clone(), what: "written", error }
    }
}
