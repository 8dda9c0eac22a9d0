//! The integration tests: one binary, a module per capability.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    missing_docs
)]

mod cli;
mod comparison;
mod container;
mod csv;
mod fit;
mod metrics;
mod report;
mod robust;
mod simulate;
mod strength;
mod support;
mod xml;
mod xml_real;
