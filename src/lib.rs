//! How does a runner's form break down when tired, and what strength work answers it?

pub mod analysis;
pub mod cli;
pub mod compare;
pub mod form;
pub mod import;
pub mod metrics;
pub mod pipeline;
pub mod recording;
pub mod report;
pub mod segment;
pub mod series;
pub mod settings;
pub mod simulate;
mod stats;
pub mod strength;
pub mod trend;
pub mod units;
