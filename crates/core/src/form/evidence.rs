//! The numbers behind a finding.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Seen;
use crate::compare::MetricChange;
use crate::facts::fact;
use crate::metrics::{Metric, Side};

/// One piece of evidence for a finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Evidence {
    /// A metric changed at equal speed and slope.
    MetricChanged {
        /// Which.
        metric: Metric,
        /// Unit of all absolute numbers.
        unit: String,
        /// Level of the fresh part.
        fresh: Option<f64>,
        /// Level of the fatigued part.
        fatigued: Option<f64>,
        /// Change at equal speed and slope.
        change: Option<f64>,
        /// Lower end of its 95 % interval.
        low: Option<f64>,
        /// Upper end of its 95 % interval.
        high: Option<f64>,
        /// The change in % of the fresh level, for metrics on a ratio scale.
        percent: Option<f64>,
        /// Calculated from other fields.
        calculated: bool,
    },
    /// When it began.
    ChangeBegan {
        /// Which metric.
        metric: Metric,
        /// Seconds from the start.
        at_s: f64,
        /// Metres from the start.
        at_m: Option<f64>,
    },
    /// The feet share the contact unevenly from the start.
    BalanceUneven {
        /// Left share of the fresh part, %.
        fresh: f64,
        /// Left share of the fatigued part, %.
        fatigued: f64,
        /// The foot that stays down longer.
        longer: Side,
        /// Symmetry index of the fresh part, %.
        index_fresh: f64,
        /// Symmetry index of the fatigued part, %.
        index_fatigued: f64,
    },
    /// A person saw the sign; nothing measured it.
    SeenByEye {
        /// When.
        when: Seen,
        /// On which side, where one is known.
        side: Option<Side>,
        /// What was seen, as the rule words it.
        sign: String,
    },
    /// As an earlier version of the program worded it: read back from a document.
    #[serde(untagged)]
    Told(String),
}

fact!(Evidence);

impl From<&str> for Evidence {
    /// A text.
    fn from(text: &str) -> Self {
        Evidence::Told(text.to_owned())
    }
}

/// Why a change is a drift and not a breakdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum NoBreakdown {
    /// Neither heart rate nor a loss of pace says whether the runner was tired.
    TirednessUnknown,
    /// Nothing shows that the runner was tired.
    TirednessNotShown,
}

fact!(NoBreakdown);

impl Evidence {
    /// A change with its interval.
    pub(super) fn of(change: &MetricChange) -> Evidence {
        let [low, high] = change.ci95.map_or([None, None], |ends| ends.map(Some));
        let (fresh, fatigued) = change.levels();
        Evidence::MetricChanged {
            metric: change.metric,
            unit: change.unit.clone(),
            fresh,
            fatigued,
            change: change.adjusted_change,
            low,
            high,
            percent: change.adjusted_change_pct.filter(|_| change.metric.log_scale()),
            calculated: change.estimated,
        }
    }

    /// When a change began, where that is known.
    pub(super) fn onset(change: &MetricChange) -> Option<Evidence> {
        let (metric, at_m) = (change.metric, change.onset_m);
        Some(Evidence::ChangeBegan { metric, at_s: change.onset_s?, at_m })
    }

    /// Contact balance of both windows, with the symmetry index (4 × points from 50).
    pub(super) fn balance(fresh: f64, fatigued: f64) -> Evidence {
        let index = |balance: f64| 4.0 * (balance - 50.0).abs();
        Evidence::BalanceUneven {
            fresh,
            fatigued,
            longer: if fresh > 50.0 { Side::Left } else { Side::Right },
            index_fresh: index(fresh),
            index_fatigued: index(fatigued),
        }
    }
}
