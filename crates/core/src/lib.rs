//! What runform measures and compares, without a word of any language: recordings,
//! gait, series, segments, comparison, findings.
//!
//! Nothing here touches files, the clock, the terminal or threads.

pub mod compare;
pub mod facts;
pub mod form;
pub mod gait;
#[doc(hidden)]
pub mod hash;
pub mod metrics;
pub mod recording;
pub mod segment;
pub mod series;
pub mod settings;
pub mod signal;
#[doc(hidden)]
pub mod stats;
pub mod units;
