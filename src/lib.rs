//! How does a runner's form break down when tired, and what strength work answers it?

pub mod analysis;
pub mod compare;
pub mod form;
pub mod import;
pub mod metrics;
pub mod recording;
pub mod segment;
pub mod series;
pub mod settings;
pub mod simulate;
pub mod strength;
mod stats;
