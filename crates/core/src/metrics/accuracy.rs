//! How far a value may lie from a reference.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How far a value may lie from that of a reference (for contact: a force plate, raw force
/// at 50 N) for a runner who was not among those measured. Half widths of 95 % intervals,
/// in the unit of the metric.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Accuracy {
    /// Of the level of a recording.
    pub level: f64,
    /// Of a change between paces within a recording.
    pub change: f64,
    /// Of the difference between left and right; null where the sides must not be compared.
    pub sides: Option<f64>,
}

impl Accuracy {
    /// The wider of two.
    #[must_use]
    pub fn or_wider(self, other: Accuracy) -> Accuracy {
        let sides = self.sides.zip(other.sides).map(|(a, b)| a.max(b));
        Accuracy {
            level: self.level.max(other.level),
            change: self.change.max(other.change),
            sides,
        }
    }

    /// In another unit, of which one is `unit` of these.
    #[must_use]
    pub fn scaled(self, unit: f64) -> Accuracy {
        Accuracy {
            level: self.level * unit,
            change: self.change * unit,
            sides: self.sides.map(|s| s * unit),
        }
    }
}
