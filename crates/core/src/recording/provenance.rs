//! Where the values of a metric come from.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SensorFamily, Site, Source};
use crate::facts::fact;

/// Where the values of a metric come from: fields of the file or sensors, and what
/// was calculated from them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Provenance {
    /// Read as it stands.
    Measured {
        /// The field; two where the left and the right one were put together.
        from: Vec<Source>,
    },
    /// Calculated.
    Derived {
        /// How.
        formula: Formula,
        /// The recorded fields that it rests on.
        from: Vec<Source>,
    },
    /// As an earlier version of the program worded it: read back from a document.
    #[serde(untagged)]
    Told(String),
}

fact!(Provenance);

/// A formula of derived metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Formula {
    /// Step time less contact time.
    StepTimeLessContact,
    /// Contact time over stride time.
    ContactOverStride,
    /// Spring-mass model of Morin 2005.
    SpringMass,
    /// Speed over cadence.
    SpeedOverCadence,
    /// Vertical oscillation over step length.
    OscillationOverStepLength,
    /// Coefficient of variation within half a minute.
    SpreadInRows,
    /// The same of a cadence that the watch averages over seconds.
    SpreadInRowsSmoothed,
    /// Symmetry index of the left and the right value.
    SymmetryIndex,
    /// Symmetry index of a left share.
    SymmetryIndexOfShare,
    /// Times from contact to contact of the same foot.
    StrideTimes,
    /// Statistics of the values of single seconds.
    PerSecond,
    /// The same of values that the watch averages over seconds.
    PerSecondSmoothed,
}

impl Formula {
    /// As it is written in tables.
    pub fn text(self) -> &'static str {
        match self {
            Formula::StepTimeLessContact => "60000/cadence-contact",
            Formula::ContactOverStride => "contact/stride time",
            Formula::SpringMass => "spring-mass (Morin 2005)",
            Formula::SpeedOverCadence => "speed*60/cadence",
            Formula::OscillationOverStepLength => "oscillation/step length",
            Formula::SpreadInRows => "spread within 30 s",
            Formula::SpreadInRowsSmoothed => "spread within 30 s, watch_smoothed,",
            Formula::SymmetryIndex => "symmetry index",
            Formula::SymmetryIndexOfShare => "4*(share-50)",
            Formula::StrideTimes => "stride times",
            Formula::PerSecond => "per second",
            Formula::PerSecondSmoothed => "per second, watch_smoothed,",
        }
    }
}

impl Provenance {
    /// A field that the recording device wrote itself.
    pub fn native(id: impl Into<String>) -> Self {
        Provenance::Measured { from: vec![Source::native(id)] }
    }

    /// One field.
    pub fn measured(source: Source) -> Self {
        Provenance::Measured { from: vec![source] }
    }

    /// The recorded fields behind it.
    pub fn fields(&self) -> &[Source] {
        match self {
            Provenance::Measured { from } | Provenance::Derived { from, .. } => from,
            Provenance::Told(_) => &[],
        }
    }

    /// Calculated from the fields of these, each named once, in order.
    pub fn derived<'a>(formula: Formula, of: impl IntoIterator<Item = &'a Source>) -> Self {
        let mut from: Vec<Source> = Vec::new();
        for source in of {
            if !from.contains(source) {
                from.push(source.clone());
            }
        }
        Provenance::Derived { formula, from }
    }

    /// Whether each foot was measured by itself: by a sensor on it or on its shank,
    /// or in a field of its own.
    pub fn is_of_each_foot(&self) -> bool {
        let measured = matches!(self, Provenance::Measured { .. });
        let on_leg = |s: &Source| {
            matches!(s.site, Site::Foot | Site::Shank) || s.family == SensorFamily::Runscribe
        };
        let fields = self.fields();
        fields.iter().any(on_leg) || measured && fields.len() > 1
    }

    /// The text for tables, without a sign that it was calculated.
    pub fn formula(&self) -> String {
        match self {
            Provenance::Derived { formula, from } => {
                format!("{} of {}", formula.text(), ids(from, " and "))
            }
            other => other.to_string(),
        }
    }

    /// Changes every text from the file.
    pub fn change_texts(&mut self, change: &impl Fn(&mut String)) {
        match self {
            Provenance::Measured { from } | Provenance::Derived { from, .. } => {
                from.iter_mut().for_each(|s| change(&mut s.id));
            }
            Provenance::Told(text) => change(text),
        }
    }
}

fn ids(from: &[Source], between: &str) -> String {
    from.iter().map(|s| s.id.as_str()).collect::<Vec<_>>().join(between)
}

impl fmt::Display for Provenance {
    /// `fit:stance_time`, `derived:FORMULA of FIELD and FIELD`: the key of values that
    /// may be put together. Nothing reads it back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Provenance::Measured { from } => f.write_str(&ids(from, "+")),
            Provenance::Derived { .. } => write!(f, "derived:{}", self.formula()),
            Provenance::Told(text) => f.write_str(text),
        }
    }
}

impl<T: Into<String>> From<T> for Provenance {
    /// A native field of this name.
    fn from(id: T) -> Self {
        Provenance::native(id)
    }
}
