//! How far contact times lie from a force plate's for runners never seen before.
//!
//! Half widths of 95 % intervals from people left out of the fit one by one: Student's t
//! times the root of the variance between people (with that of their mean) and within a
//! person, for one recording. Feet and shanks: 6 people, 51 and 52 recordings of virtual
//! sensors (markers), which ask for 24 and 21 ms; 13 people asked for 22 at the foot.
//! Sacrum: 7 people, 40 recordings, 34 ms. `runform validate` prints them, and
//! `docs/validation.md` has the tables.

use super::Trust;
use crate::metrics::Accuracy;
use crate::recording::{Placement, Region};

const FOOT: Accuracy = Accuracy { level: 22.0, change: 14.0, sides: Some(8.0) };
const SHANK: Accuracy = Accuracy { level: 22.0, change: 16.0, sides: Some(13.0) };
const TRUNK: Accuracy = Accuracy { level: 35.0, change: 28.0, sides: None };
/// Where only changes are followed (no gyroscope, no gravity, a low rate, another place on
/// the trunk): levels have been off by 15 to 90 ms.
const CHANGES: Accuracy = Accuracy { level: 90.0, change: 30.0, sides: None };
/// Wider by this where the segment does not move as those of the people measured (ours).
const UNUSUAL: f64 = 1.5;
/// The share of contacts that must look usual (ours).
const USUAL_SHARE: f64 = 0.7;

/// Of the contact times of a stretch, ms; `usual`: the share of its contacts that look
/// like those of the people measured. `None` where there are none.
pub(super) fn of_contact(placement: Placement, trust: Trust, usual: f64) -> Option<Accuracy> {
    let known = match (trust, placement.region()) {
        (Trust::None, _) => return None,
        (Trust::ChangeOnly, _) | (_, Region::Elsewhere) => CHANGES,
        (_, Region::Foot) => FOOT,
        (_, Region::Shank) => SHANK,
        (_, Region::Trunk) => TRUNK,
    };
    Some(if usual >= USUAL_SHARE { known } else { known.scaled(UNUSUAL) })
}
