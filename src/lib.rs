//! How does a runner's form break down when tired, and what strength work answers it?
//!
//! The flow, room by room:
//!
//! ```text
//! bytes ─import→ Recording ─series→ FormSeries ─segment→ Windows ─compare→ Comparison
//!       ─form→ Findings ─strength→ Prescription = Analysis ─report→ text, JSON, tables
//! ```
//!
//! Everything up to the [`analysis::Analysis`] is a pure function of bytes and
//! settings: no files, no clock, no terminal, no threads.
//!
//! ```
//! use runform::analysis::{Knowledge, Origin, analyze};
//! use runform::import::{ImportOptions, import};
//! use runform::metrics::Metric;
//! use runform::settings::Settings;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let bytes = std::fs::read("data/samples/tired_long_run.fit")?;
//! for recording in import(&bytes, &ImportOptions::default())? {
//!     let origin = Origin { path: "run.fit".into(), sha256: String::new(), index: 0 };
//!     let knowledge = Knowledge::builtin()?;
//!     let result = analyze(&recording, &origin, &Settings::default(), knowledge)?;
//!
//!     let changes = &result.analysis.comparison.metrics;
//!     let contact = changes.iter().find(|m| m.metric == Metric::GroundContactTime);
//!     let change_ms = contact.and_then(|m| m.adjusted_change);
//!     assert!(change_ms.is_some_and(|ms| ms > 5.0), "longer contact when tired");
//! }
//! # Ok(())
//! # }
//! ```

pub mod analysis;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod files;
#[cfg(feature = "cli")]
pub mod pipeline;
pub mod report;
pub mod study;
pub mod team;
pub mod trend;
pub mod words;

#[cfg(feature = "cli")]
use runform_core::hash;
use runform_core::stats;
pub use runform_core::{
    compare, facts, form, gait, metrics, recording, segment, series, settings, signal, units,
};
#[doc(inline)]
pub use runform_import as import;
#[cfg(feature = "cli")]
#[doc(inline)]
pub use runform_simulate as simulate;
#[doc(inline)]
pub use runform_strength as strength;
