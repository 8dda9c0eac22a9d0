//! The names of the library: what a program that reads recordings needs, and no more.

mod analyzer;
#[cfg(feature = "cli")]
mod paths;
mod read;
mod render;

pub use analyzer::{Analyzer, Outcome};
#[cfg(feature = "cli")]
pub use paths::read_path;
pub use read::{LeftOut, ReadOptions, Recording, Recordings, SensorFile, join, read};
pub use render::{Format, Style, render, tables};
