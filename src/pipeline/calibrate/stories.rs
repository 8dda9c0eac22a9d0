//! The conditions: what happens in the runs of the study.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::Part;
use super::conditions::{Change, KINDS, Kind, draw_effects};
use crate::metrics::Metric;
use crate::series::FormSeries;
use crate::settings::Swc;
use crate::simulate::watch::{Control, Fatigue, FatigueCurve, NAMED, Named, WatchProfile, named};
use crate::words::english_name;

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
/// Profiles in which form changes gradually.
const GRADUAL: [&str; 3] = ["fatigue", "collapse", "tired_long_run"];
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
    /// A ready profile in which form changes over a while.
    Gradual(Named),
    /// A kind of run, with or without a change of contact time.
    Condition(Kind, Change),
}

/// All conditions, in order.
pub(super) fn stories() -> Vec<Story> {
    let mut all: Vec<Story> = PHIS.iter().map(|&phi| Story::Coverage { phi }).collect();
    all.extend(
        NAMED.iter().filter(|n| n.control == Control::Negative).map(|n| Story::Unchanged(*n)),
    );
    all.extend(RISES_PCT.iter().map(|&pct| Story::Rise { pct }));
    all.extend(STEPS.iter().map(|&metric| Story::Step(metric)));
    all.extend(NAMED.iter().filter(|n| GRADUAL.contains(&n.name)).map(|n| Story::Gradual(*n)));
    let kinds = KINDS.iter();
    all.extend(kinds.flat_map(|k| Change::ALL.map(|change| Story::Condition(*k, change))));
    all
}

impl Story {
    pub(super) fn part(&self) -> Part {
        match self {
            Story::Coverage { .. } => Part::Coverage,
            Story::Unchanged(_) => Part::FalseAlarms,
            Story::Rise { .. } => Part::Power,
            Story::Step(_) | Story::Gradual(_) => Part::Onset,
            Story::Condition(..) => Part::Conditions,
        }
    }

    pub(super) fn name(&self) -> String {
        match self {
            Story::Coverage { phi } => format!("intervals, noise with correlation {phi}"),
            Story::Unchanged(n) => format!("no change: {}", n.name),
            Story::Rise { pct } => format!("contact time +{pct} %"),
            Story::Step(metric) => format!("step of {}", english_name(metric.id()).to_lowercase()),
            Story::Gradual(n) => format!("gradual change: {}", n.name),
            Story::Condition(kind, change) => format!("{}, {}", kind.name, change.name()),
        }
    }

    /// What watch and body add to the samples of the run of this seed.
    pub(super) fn disturb(&self, series: &mut FormSeries, seed: u64) {
        if let Story::Condition(kind, _) = self {
            kind.disturb(series, seed);
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
                // The intervals promise no more than that.
                draw_effects(&mut p.runner, &mut draw);
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
            Story::Unchanged(named) | Story::Gradual(named) => named.profile().varied(seed),
            Story::Condition(kind, change) => kind.profile(*change, seed),
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
