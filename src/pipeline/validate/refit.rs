//! The constants fitted again, on all people and without each in turn.
//!
//! Every person weighs the same, however many recordings there are. What is fitted is
//! what the detectors use: two ways to initial contact and two to toe-off at feet and
//! shanks, two rules at the trunk.

use nalgebra::{SMatrix, SVector};

use super::truth::TrueStep;
use crate::gait::cues::{self, StepCues, Way};
use crate::gait::trunk::{MeanStep, Rules};
use crate::gait::{foot, shank};
use crate::recording::{ImuRecording, Placement, Region};
use crate::stats;

/// On fewer people than this nothing is fitted: some have to be left (ours).
pub const FEWEST_PEOPLE: usize = 4;
/// Ridge on standardised features.
const RIDGE: f64 = 0.05;

/// What a recording says of the constants.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Evidence {
    pub person: usize,
    pub region: Region,
    /// Mean of the true contacts, ms.
    truth_ms: f64,
    steps: Vec<(StepCues, TrueStep)>,
    means: Vec<MeanStep>,
}

/// The constants of one region.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Constants {
    Legs([[Way; 2]; 2]),
    Trunk(Rules),
}

/// Errors of initial contact, toe-off (NaN at the trunk) and contact, ms.
pub(super) type Errors = [f64; 3];

impl Evidence {
    /// Of the first sensor of a recording; `truth`: its true steps on the recording's own
    /// clock, `near_s`: how near a found one is the same.
    pub fn of(
        person: usize,
        placement: Placement,
        imu: &ImuRecording,
        truth: &[TrueStep],
        near_s: f64,
    ) -> Evidence {
        let region = placement.region();
        let contacts = truth.iter().map(|t| t.contact_ms).filter(|c| c.is_finite());
        let truth_ms = contacts.clone().sum::<f64>() / contacts.count() as f64;
        let (mut steps, mut means) = (Vec::new(), Vec::new());
        if region == Region::Trunk {
            let all = cues::mean_steps(imu);
            means = all.into_iter().find(|m| m.0 == placement).map(|m| m.1).unwrap_or_default();
        } else {
            let all = cues::cues(imu);
            let own = all.into_iter().find(|c| c.0 == placement).map(|c| c.1).unwrap_or_default();
            for t in truth {
                let apart = |c: &StepCues| (c.found_s[0] - t.initial_contact_s).abs();
                let near = own.iter().min_by(|a, b| apart(a).total_cmp(&apart(b)));
                steps.extend(near.filter(|c| apart(c) <= near_s).map(|c| (*c, *t)));
            }
        }
        Evidence { person, region, truth_ms, steps, means }
    }

    /// What the constants are fitted on, by name: medians over steps of what each way has
    /// to add to its cue (ms) and of its feature, or of the windows' average steps.
    pub fn features(&self) -> Vec<(String, f64)> {
        let mut all = Vec::new();
        let events = ["initial contact", "toe-off"];
        for (event, name) in events.iter().enumerate().filter(|_| !self.steps.is_empty()) {
            for way in 0..2 {
                let [later, by] = self.way(event, way).unwrap_or([f64::NAN; 2]);
                all.push((format!("{name} {}: true minus cue, ms", way + 1), later));
                all.push((format!("{name} {}: feature", way + 1), by));
            }
        }
        let of_step: [(&str, fn(&MeanStep) -> f64); 4] = [
            ("step, ms", |m| m.step_ms),
            ("edge to middle, ms", |m| m.to_middle_ms),
            ("carried, ms", |m| m.carried_ms),
            ("above body weight, ms", |m| m.above_ms),
        ];
        for (name, of) in of_step.iter().filter(|_| !self.means.is_empty()) {
            all.extend(stats::median(self.means.iter().map(of)).map(|v| ((*name).into(), v)));
        }
        all.retain(|f| f.1.is_finite());
        all
    }

    /// What the constants say of this recording, less the truth.
    pub fn errors(&self, constants: &Constants) -> Option<Errors> {
        let errors = match constants {
            Constants::Legs([landing, lifting]) => {
                let within = match self.region {
                    Region::Foot => foot::LANDING_AGREE_MS,
                    _ => cues::AGREE_MS,
                };
                let events = self.steps.iter().filter_map(|(c, t)| {
                    let [on, off] = [
                        cues::event(landing, &c.landing, within, 1.0)?.at - t.initial_contact_s,
                        cues::event(lifting, &c.lifting, cues::AGREE_MS, 1.0)?.at - t.toe_off_s,
                    ];
                    Some([1000.0 * on, 1000.0 * off, 1000.0 * (off - on)])
                });
                let known: Vec<Errors> = events.filter(|e| e[2].is_finite()).collect();
                [0, 1, 2].map(|k| known.iter().map(|e| e[k]).sum::<f64>() / known.len() as f64)
            }
            Constants::Trunk(rules) => {
                let means: Vec<Option<MeanStep>> = self.means.iter().copied().map(Some).collect();
                let known: Vec<f64> =
                    rules.contacts(&means).0.into_iter().filter(|c| c.is_finite()).collect();
                let level = known.iter().sum::<f64>() / known.len() as f64;
                [f64::NAN, f64::NAN, level - self.truth_ms]
            }
        };
        errors[2].is_finite().then_some(errors)
    }

    /// Medians over its steps of what a way has to add (ms) and of its feature.
    fn way(&self, event: usize, way: usize) -> Option<[f64; 2]> {
        let of = |(c, t): &(StepCues, TrueStep)| {
            let (cue, at) = match event {
                0 => (c.landing[way], t.initial_contact_s),
                _ => (c.lifting[way], t.toe_off_s),
            };
            [1000.0 * (at - cue.at), cue.by]
        };
        let known: Vec<[f64; 2]> =
            self.steps.iter().map(of).filter(|v| v.iter().all(|x| x.is_finite())).collect();
        let middle = |k: usize| stats::median(known.iter().map(|v| v[k]));
        Some([middle(0)?, middle(1)?])
    }
}

/// The constants of a region without one person (or of all); `None` on too few people.
pub(super) fn fit(all: &[&Evidence], region: Region, without: Option<usize>) -> Option<Constants> {
    let kept: Vec<&&Evidence> =
        all.iter().filter(|e| e.region == region && Some(e.person) != without).collect();
    let mut people: Vec<usize> = kept.iter().map(|e| e.person).collect();
    people.sort_unstable();
    people.dedup();
    if people.len() < FEWEST_PEOPLE - 1 {
        return None;
    }
    let shipped = match region {
        Region::Foot => [foot::LANDING, foot::LIFTING],
        Region::Shank => [shank::LANDING, shank::LIFTING],
        Region::Trunk => return trunk(&kept).map(Constants::Trunk),
        Region::Elsewhere => return None,
    };
    let mut ways = shipped;
    for (event, pair) in ways.iter_mut().enumerate() {
        for (k, way) in pair.iter_mut().enumerate() {
            let rows: Vec<(usize, [f64; 1], f64)> = kept
                .iter()
                .filter_map(|e| e.way(event, k).map(|[y, x]| (e.person, [x], y)))
                .collect();
            if way.slope_ms == 0.0 {
                way.constant_ms = weighted(&rows).1;
            } else {
                let (slopes, constant) = ridge(&rows)?;
                (way.constant_ms, way.slope_ms) = (constant, slopes[0]);
            }
        }
    }
    Some(Constants::Legs(ways))
}

/// Both rules of the trunk. The edge's own weight is not fitted: a pulse has two halves.
fn trunk(kept: &[&&Evidence]) -> Option<Rules> {
    let middle = |e: &Evidence, of: fn(&MeanStep) -> f64| stats::median(e.means.iter().map(of));
    let mut by_edge: Vec<(usize, [f64; 1], f64)> = Vec::new();
    let mut by_carried: Vec<(usize, [f64; 2], f64)> = Vec::new();
    for e in kept.iter().filter(|e| e.truth_ms.is_finite()) {
        let (Some(step), Some(to_middle), Some(carried)) =
            (middle(e, |m| m.step_ms), middle(e, |m| m.to_middle_ms), middle(e, |m| m.carried_ms))
        else {
            continue;
        };
        by_edge.push((e.person, [step], e.truth_ms - 2.0 * to_middle));
        by_carried.push((e.person, [carried, step], e.truth_ms));
    }
    let ([of_step], constant) = ridge(&by_edge)?;
    let ([of_carried, also_of_step], carried) = ridge(&by_carried)?;
    Some(Rules { middle: [constant, of_step], carried: [carried, of_carried, also_of_step] })
}

/// Means of features and of what they explain, and the weight of each row: rows of a
/// person share that person's.
fn weighted<const N: usize>(rows: &[(usize, [f64; N], f64)]) -> ([f64; N], f64, Vec<f64>) {
    let of = |person: usize| rows.iter().filter(|r| r.0 == person).count() as f64;
    let raw: Vec<f64> = rows.iter().map(|r| 1.0 / of(r.0)).collect();
    let total: f64 = raw.iter().sum();
    let weights: Vec<f64> = raw.iter().map(|w| w / total).collect();
    let mean = |f: &dyn Fn(&(usize, [f64; N], f64)) -> f64| {
        rows.iter().zip(&weights).map(|(r, w)| w * f(r)).sum::<f64>()
    };
    (std::array::from_fn(|k| mean(&|r| r.1[k])), mean(&|r| r.2), weights)
}

/// Slopes and constant of a ridge regression on standardised features.
fn ridge<const N: usize>(rows: &[(usize, [f64; N], f64)]) -> Option<([f64; N], f64)> {
    let (x, y, weights) = weighted(rows);
    let mut squares = SMatrix::<f64, N, N>::zeros();
    let mut products = SVector::<f64, N>::zeros();
    for ((_, features, value), w) in rows.iter().zip(&weights) {
        let from = SVector::<f64, N>::from_fn(|k, _| features[k] - x[k]);
        squares += *w * from * from.transpose();
        products += *w * (value - y) * from;
    }
    for k in 0..N {
        squares[(k, k)] *= 1.0 + RIDGE;
    }
    let slopes = squares.cholesky()?.solve(&products);
    let slopes: [f64; N] = std::array::from_fn(|k| slopes[k]);
    let constant = y - slopes.iter().zip(x).map(|(s, x)| s * x).sum::<f64>();
    constant.is_finite().then_some((slopes, constant))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Person 0 has three rows, the others one: each person counts alike.
    #[test]
    fn people_weigh_the_same() {
        let rows = [(0, [1.0], 2.0), (0, [1.0], 2.0), (0, [1.0], 2.0), (1, [3.0], 6.0)];
        let (x, y, _) = weighted(&rows);
        assert_eq!((x, y), ([2.0], 4.0));
        let ([slope], constant) = ridge(&rows).unwrap();
        // By hand: 2 / 1.05, and through the means.
        assert!((slope - 2.0 / 1.05).abs() < 1e-12);
        assert!((constant - (4.0 - 2.0 * slope)).abs() < 1e-12);
        assert!(ridge(&[(0, [1.0], 2.0), (1, [1.0], 3.0)]).is_none());
    }
}
