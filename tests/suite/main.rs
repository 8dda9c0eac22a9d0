//! The integration tests: one binary, a module per capability.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    missing_docs
)]

mod agreement;
#[cfg(feature = "tables")]
mod batch;
mod brief;
mod calibrate;
mod charts;
mod cli;
mod comparison;
mod container;
mod crossformat;
mod csv;
mod dependencies;
mod fit;
mod formats;
mod gait;
mod history;
mod html;
mod html_browser;
mod html_study;
mod html_team;
mod html_trend;
mod html_words;
mod imu_cases;
mod imu_import;
mod imu_vendor;
mod knowledge;
mod library;
mod log;
mod metrics;
mod one_answer;
mod outcomes;
mod plan;
mod raw;
mod real_runs;
mod reliability;
mod report;
mod robust;
mod rooms;
mod safe_writing;
mod simulate;
mod simulate_imu;
mod strength;
mod stretches;
#[cfg(feature = "tables")]
mod study;
mod support;
mod trend;
mod trend_lists;
mod typed;
mod watch_cases;
mod xml;
mod xml_real;
