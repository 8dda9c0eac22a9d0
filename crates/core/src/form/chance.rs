//! How often a run in which nothing changed shows a change as likely or clear.
//!
//! Measured on placebos of other people's runs (`runform calibrate --placebo`, blocks of
//! five minutes in random order; 42 runs, four orders of each): the runs that the priors
//! were pooled from are among them.

use crate::metrics::Metric;

/// Share of placebos in which a metric was called likely or clear, %.
const PLACEBO_PCT: [(Metric, f64); 9] = [
    (Metric::Cadence, 2.4),
    (Metric::CadenceCv, 1.6),
    (Metric::GroundContactTime, 3.7),
    (Metric::FlightTime, 1.9),
    (Metric::DutyFactor, 0.9),
    (Metric::VerticalOscillation, 3.8),
    (Metric::VerticalRatio, 1.0),
    (Metric::StepLength, 0.6),
    (Metric::LegStiffness, 2.8),
];

/// Chance of a likely change of this metric where there is none, %; `None` where no
/// placebo has measured it.
pub(super) fn of(metric: Metric) -> Option<f64> {
    PLACEBO_PCT.iter().find(|(m, _)| *m == metric).map(|(_, pct)| *pct)
}
