//! Results on disk: whole or not at all, never in the place of a recording.
//!
//! The reports turn an analysis into text or bytes; here they become files.

mod browser;
pub mod charts;
pub mod folder;
pub mod guard;
pub mod history;
pub mod knowledge;
pub mod pages;
pub mod rides;
pub mod store;
#[cfg(feature = "tables")]
pub mod study;
#[cfg(feature = "tables")]
pub mod tables;
pub mod team;
pub mod write;
