//! Studies: planned, checked, simulated, and answered from recordings.

#[cfg(feature = "tables")]
pub mod check;
pub mod null;
pub mod power;
#[cfg(feature = "tables")]
pub mod run;
