//! The conditions: what happens in the runs of the study.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::Part;
use crate::metrics::Metric;
use crate::settings::Swc;
use crate::simulate::watch::{Control, Fatigue, FatigueCurve, NAMED, Named, WatchProfile, named};

/// Correlation from one second to the next of the form fields' noise.
const PHIS: [f64; 5] = [0.5, 0.7, 0.8, 0.9, 0.95];
/// Rises of contact time, %.
const RISES_PCT: [f64; 6] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
/// Metrics that step, one at a time.
const STEPS: [Metric; 4] = [
    Metric::GroundContactTime,
    Metric::Cadence,
    Metric::VerticalOscillation,
    Metric::ContactBalanceLeft,
];
/// A step is between so many smallest worthwhile changes.
const STEP_SWC: [f64; 2] = [2.0, 4.0];

/// One condition.
#[derive(Debug, Clone, Copy)]
pub(super) enum Story {
    /// Form changes by a drawn amount, in a drawn way; noise of this φ.
    Coverage { phi: f64 },
    /// A ready profile in which form does not change.
    Unchanged(Named),
    /// Contact time rises from 45 % to 80 % of the run.
    Rise { pct: f64 },
    /// One metric steps at a drawn moment by 2 to 4 smallest worthwhile changes.
    Step(Metric),
}

/// All conditions, in order.
pub(super) fn stories() -> Vec<Story> {
    let mut all: Vec<Story> = PHIS.iter().map(|&phi| Story::Coverage { phi }).collect();
    all.extend(
        NAMED.iter().filter(|n| n.control == Control::Negative).map(|n| Story::Unchanged(*n)),
    );
    all.extend(RISES_PCT.iter().map(|&pct| Story::Rise { pct }));
    all.extend(STEPS.iter().map(|&metric| Story::Step(metric)));
    all
}

impl Story {
    pub(super) fn part(&self) -> Part {
        match self {
            Story::Coverage { .. } => Part::Coverage,
            Story::Unchanged(_) => Part::FalseAlarms,
            Story::Rise { .. } => Part::Power,
            Story::Step(_) => Part::Onset,
        }
    }

    pub(super) fn name(&self) -> String {
        match self {
            Story::Coverage { phi } => format!("intervals, noise with correlation {phi}"),
            Story::Unchanged(n) => format!("no change: {}", n.name),
            Story::Rise { pct } => format!("contact time +{pct} %"),
            Story::Step(metric) => format!("step of {}", metric.title().to_lowercase()),
        }
    }

    /// The run of this seed: another runner with another watch each time.
    pub(super) fn profile(&self, seed: u64) -> WatchProfile {
        let steady = || named("fresh").unwrap_or_default().varied(seed);
        let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0x5eed);
        let mut draw = |low: f64, high: f64| rng.random_range(low..=high);
        match self {
            Story::Coverage { phi } => {
                let mut p = steady();
                // As far apart as runners are said to be (mean ± 1.73 SD, evenly):
                // the intervals promise no more than that.
                p.runner.contact_speed_exponent = draw(-0.87, -0.17);
                p.runner.cadence_speed_exponent = draw(0.03, 0.27);
                // The spring-mass relation alone gives some 0.18.
                p.runner.oscillation_speed_extra = draw(-0.41, 0.21);
                p.runner.balance_speed_pp = draw(-0.52, 0.52);
                let from = draw(0.3, 0.7);
                p.fatigue = Fatigue {
                    curve: if draw(0.0, 1.0) < 0.5 {
                        FatigueCurve::Step { at: from }
                    } else {
                        FatigueCurve::Linear { from, to: from + draw(0.1, 0.3) }
                    },
                    cadence_pct: draw(-5.0, 3.0),
                    contact_pct: draw(0.0, 8.0),
                    oscillation_extra_pct: draw(-4.0, 6.0),
                    balance_pp: draw(-1.0, 1.0),
                    speed_pct: draw(-4.0, 0.0),
                };
                let n = &mut p.device.noise;
                for noise in [
                    &mut n.cadence,
                    &mut n.contact,
                    &mut n.oscillation,
                    &mut n.balance,
                    &mut n.step_length,
                ] {
                    noise.phi = *phi;
                }
                p
            }
            Story::Unchanged(named) => named.profile().varied(seed),
            Story::Rise { pct } => {
                let mut p = steady();
                p.fatigue = Fatigue {
                    curve: FatigueCurve::Linear { from: 0.45, to: 0.8 },
                    contact_pct: *pct,
                    ..Fatigue::default()
                };
                p
            }
            Story::Step(metric) => {
                let mut p = steady();
                let swc = Swc::default();
                let size = draw(STEP_SWC[0], STEP_SWC[1]);
                let sign = if draw(0.0, 1.0) < 0.5 { -1.0 } else { 1.0 };
                let mut fatigue = Fatigue {
                    curve: FatigueCurve::Step { at: draw(0.3, 0.8) },
                    ..Fatigue::default()
                };
                match metric {
                    Metric::Cadence => fatigue.cadence_pct = sign * size * swc.cadence_pct,
                    Metric::VerticalOscillation => {
                        fatigue.oscillation_extra_pct = sign * size * swc.oscillation_pct;
                    }
                    Metric::ContactBalanceLeft => {
                        fatigue.balance_pp = sign * size * swc.balance_trunk_pp
                    }
                    _ => fatigue.contact_pct = sign * size * swc.contact_pct,
                }
                p.fatigue = fatigue;
                p
            }
        }
    }
}
