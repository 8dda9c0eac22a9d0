//! Recordings with exactly known truth.
//!
//! [`watch::simulate`] turns a [`watch::WatchProfile`] (a runner, a course, a
//! fatigue, a watch with its faults, a seed) into the
//! [`Recording`](crate::recording::Recording) such a watch would have made and
//! the [`watch::Truth`] behind it. [`imu::simulate`] does the same for inertial
//! sensors on the body, with the truth of every step. Same profile, same bytes:
//! every random number comes from the profile's seed.
//!
//! ```
//! use runform_core::metrics::Metric;
//! use runform_core::recording::Span;
//! use runform_simulate::watch::{named, simulate};
//!
//! let profile = named("fatigue").expect("a built-in profile");
//! let run = simulate(&profile);
//! let fresh = Span { start_s: 600.0, end_s: 1200.0 };
//! let tired = Span { start_s: 4800.0, end_s: 5400.0 };
//! let change = run.truth.change(Metric::GroundContactTime, fresh, tired, 3.0);
//! assert!((change.expect("a simulated metric").change_pct - 4.0).abs() < 1e-9);
//! ```

#![forbid(unsafe_code)]

use runform_core::{metrics, recording, units};

pub mod imu;
mod noise;
pub mod watch;
