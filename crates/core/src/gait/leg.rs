//! What feet and shanks share: the turning about the axis of flexion, the
//! swings in it, and contacts made into steps.

use nalgebra::{Matrix3, SymmetricEigen, Vector3};

use super::cues::Cue;
use super::running::G;
use super::{Fault, Run, Step, Stretch, Trust, Windowed, accuracy, rhythm};
use crate::signal::{Butterworth, Spectra, crossings, low_pass, peaks, vertex};
use crate::stats::{mad_sd, median};

/// Rate below which contacts are not looked for, Hz: half of the 100 Hz that single
/// contacts need; cadence is measured all the same.
const LEAST_RATE_HZ: f64 = 50.0;
/// Rate from which absolute contact times can be believed, Hz (virtual sensors of
/// 100 Hz are the slowest that met force plates).
const TRUSTED_RATE_HZ: f64 = 95.0;
/// Every gyroscope is brought to the band of the recordings on which the offsets
/// of events were fitted (markers low-passed at 20-25 Hz), Hz.
const TURN_HZ: f64 = 20.0;
/// From this duration the mean angular velocity is the gyroscope's bias, because
/// a leg that runs on has turned by nothing, s (ours).
const BIAS_S: f64 = 20.0;
/// Band in which swings are counted, Hz; least height as a share of the highest,
/// and least distance as a share of the stride (A.3 of the field's foot detectors:
/// Falbriard 2018 cuts cycles at mid-swing).
const SWING_HZ: f64 = 5.0;
const SWING_HEIGHT: f64 = 0.4;
const SWING_APART: f64 = 0.65;
/// From a contact to the next of the same foot, as a share of the stride that the
/// spectrum shows.
const STRIDE_SHARE: [f64; 2] = [0.7, 1.35];
/// Contact times that running has, ms, and their largest share of the stride
/// (ours; measured at 2 m/s: 385 ms, 0.48).
const CONTACT_MS: [f64; 2] = [100.0, 450.0];
const CONTACT_SHARE: f64 = 0.55;
/// Neighbours that judge a step, and how far it may be from them: 5 MAD, at least
/// these, ms (ours: below it is what a change of pace or a slope does).
const NEIGHBOURS: usize = 21;
const FAR_MADS: f64 = 5.0;
const FAR_CONTACT_MS: f64 = 25.0;
const FAR_STRIDE_MS: f64 = 50.0;

/// A run of a foot or shank with what both regions need.
pub(super) struct Leg<'a, 'r> {
    pub run: &'a Run<'r>,
    /// Amount of acceleration, g.
    pub norm: Vec<f64>,
    pub cadence: Vec<Windowed>,
}

impl<'a, 'r> Leg<'a, 'r> {
    /// `None` where no rhythm or no acceleration is found.
    pub fn of(run: &'a Run<'r>, spectra: &mut Spectra) -> Option<Leg<'a, 'r>> {
        let cadence = rhythm::cadence(run, spectra);
        if cadence.is_empty() || run.rate_hz.is_nan() || run.rate_hz <= 0.0 {
            return None;
        }
        let mut last = 0.0;
        let norm = (0..run.len())
            .map(|i| {
                let sum: f64 =
                    run.acc.iter().map(|a| a[i]).filter(|v| v.is_finite()).map(|v| v * v).sum();
                if sum > 0.0 {
                    last = sum.sqrt() / G;
                }
                last
            })
            .collect();
        Some(Leg { run, norm, cadence })
    }

    /// Whether contacts can be looked for at this rate.
    pub fn fast_enough(&self) -> bool {
        self.run.rate_hz >= LEAST_RATE_HZ
    }

    /// Samples per stride around sample `i`, from the window nearest to it.
    pub fn stride(&self, i: f64) -> f64 {
        let t = self.run.time(i);
        let middle = |w: &Windowed| 0.5 * (w.span.start_s + w.span.end_s);
        let after = self.cadence.partition_point(|w| middle(w) < t);
        let near = self.cadence[after.saturating_sub(1)..]
            .iter()
            .take(2)
            .min_by(|a, b| (middle(a) - t).abs().total_cmp(&(middle(b) - t).abs()));
        120.0 / near.map_or(f64::NAN, |w| w.value) * self.run.rate_hz
    }

    /// Samples in so many milliseconds.
    pub fn ms(&self, ms: f64) -> f64 {
        ms / 1000.0 * self.run.rate_hz
    }

    /// The turning with its sense chosen by what the contacts found in it look like.
    ///
    /// After a true initial contact the impact is harder than at toe-off, the
    /// segment is stiller in early stance than at toe-off, and the leg swings
    /// forward faster than it turns back. `swing` weighs the last against the others.
    pub fn turning<C: AsRef<Contact>>(
        &self,
        swing: f64,
        contacts: impl Fn(&Turning) -> Vec<C>,
    ) -> Option<(Turning, Vec<C>)> {
        let (axis, along, _) = self.flexion()?;
        let both = [1.0, -1.0].map(|sign| {
            let turning = Turning::of(self, sign * axis, along.iter().map(|v| sign * v).collect());
            let found = contacts(&turning);
            (self.likely(&turning, &found, swing), turning, found)
        });
        let [a, b] = both;
        let (score, turning, found) = if b.0 > a.0 { b } else { a };
        score.is_finite().then_some((turning, found))
    }

    fn likely<C: AsRef<Contact>>(&self, turning: &Turning, found: &[C], swing: f64) -> f64 {
        let rate = self.run.rate_hz;
        let jolt = |at: f64| -> f64 {
            let reach = 0.035 * rate;
            let from = (at - reach).max(0.0) as usize;
            let to = ((at + reach).ceil().max(0.0) as usize + 1).min(self.norm.len());
            let part = self.norm.get(from..to).unwrap_or(&[]);
            let high = part.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            high - part.iter().copied().fold(f64::INFINITY, f64::min)
        };
        let height = median(turning.swings.iter().map(|&i| turning.fast[i])).unwrap_or(f64::NAN);
        let scores = found.iter().map(|c| {
            let c = c.as_ref();
            let (at_ic, at_to) = (jolt(c.ic), jolt(c.to));
            let from = (c.ic + 0.04 * rate).max(0.0) as usize;
            let to = ((0.5 * (c.ic + c.to)).max(0.0) as usize + 1).min(turning.fast.len());
            let early = turning.fast.get(from..to).filter(|e| !e.is_empty()).unwrap_or(&[f64::NAN]);
            let still = early.iter().map(|v| v.abs()).sum::<f64>() / early.len() as f64;
            let back = c.lobe.abs();
            (at_ic - at_to) / (at_ic + at_to) - still / back
                + swing * (height - back) / (height + back)
        });
        // Contacts too short to be judged are none: the other sense wins.
        median(scores).filter(|s| s.is_finite()).unwrap_or(f64::NEG_INFINITY)
    }

    /// The axis about which the segment turns most and the angular velocity about it,
    /// rad/s, with a sense that does not matter yet.
    /// Third: the gyroscope's bias, rad/s.
    pub fn flexion(&self) -> Option<(Vector3<f64>, Vec<f64>, Vector3<f64>)> {
        let gyro = self.run.gyro.as_ref()?;
        let n = self.run.len();
        if n == 0 || gyro.iter().any(|g| g.len() < n || g.iter().all(|v| !v.is_finite())) {
            return None;
        }
        let at = |i: usize| {
            Vector3::from_fn(|k, _| {
                gyro[k].get(i).copied().filter(|v| v.is_finite()).unwrap_or(0.0)
            })
        };
        let mut bias = Vector3::zeros();
        if n as f64 >= BIAS_S * self.run.rate_hz {
            bias = (0..n).map(at).sum::<Vector3<f64>>() / n as f64;
        }
        let mut spread = Matrix3::zeros();
        for i in 0..n {
            let w = at(i) - bias;
            spread += w * w.transpose();
        }
        let eigen = SymmetricEigen::new(spread);
        let axis = eigen.eigenvectors.column(eigen.eigenvalues.imax()).into_owned();
        let raw: Vec<f64> = (0..n).map(|i| (at(i) - bias).dot(&axis)).collect();
        Some((axis, low_pass(raw, TURN_HZ, self.run.rate_hz), bias))
    }

    /// Contacts as steps: their distances, what is implausible and what stands out.
    pub fn steps<C: AsRef<Contact>>(&self, found: &[C]) -> Vec<Step> {
        let rate = self.run.rate_hz;
        let mut contacts: Vec<&Contact> = Vec::new();
        for c in found.iter().map(AsRef::as_ref).filter(|c| c.ic.is_finite()) {
            // Twice the same contact: the first stays.
            let far = contacts.last().is_none_or(|p| c.ic - p.ic > 0.6 * self.stride(c.ic));
            if far {
                contacts.push(c);
            }
        }
        let mut steps: Vec<Step> = contacts
            .iter()
            .enumerate()
            .map(|(k, c)| {
                let mut step = Step::at(self.run.time(c.ic));
                let stride = self.stride(c.ic);
                step.side = self.run.placement.side();
                step.toe_off_s = self.run.time(c.to);
                step.contact_ms = 1000.0 * (c.to - c.ic) / rate;
                step.shank_deg = c.inclination.to_degrees();
                step.strike_deg = c.strike_deg;
                let share = (c.to - c.ic) / stride;
                let [low, high] = CONTACT_MS;
                if !(low..=high).contains(&step.contact_ms) || share > CONTACT_SHARE {
                    step.fault = Some(Fault::Contact);
                }
                if let Some(next) = contacts.get(k + 1) {
                    let share = (next.ic - c.ic) / stride;
                    if (STRIDE_SHARE[0]..=STRIDE_SHARE[1]).contains(&share) {
                        step.stride_ms = 1000.0 * (next.ic - c.ic) / rate;
                    } else {
                        step.fault = Some(Fault::Interval);
                    }
                }
                step
            })
            .collect();
        mark_outliers(&mut steps, |s| s.contact_ms, FAR_CONTACT_MS);
        mark_outliers(&mut steps, |s| s.stride_ms, FAR_STRIDE_MS);
        steps
    }

    /// A stretch of the steps of these contacts.
    pub fn stretch(&self, found: &[Contact], trust: Trust) -> Stretch {
        let steps = self.steps(found);
        let usual = found.iter().filter(|c| c.usual).count() as f64 / found.len().max(1) as f64;
        let trust = match trust {
            Trust::Measured | Trust::Estimate if self.run.rate_hz < TRUSTED_RATE_HZ => {
                Trust::ChangeOnly
            }
            other => other,
        };
        let trust = if steps.is_empty() { Trust::None } else { trust };
        Stretch {
            span: self.run.span(),
            trust,
            accuracy: accuracy::of_contact(self.run.placement, trust, usual),
            steps,
            cadence: self.cadence.clone(),
            contact: Vec::new(),
            side_confidence: if self.run.placement.side().is_some() { 1.0 } else { f64::NAN },
            harmonic_ratio: Vec::new(),
            arm_swing: Vec::new(),
        }
    }
}

fn mark_outliers(steps: &mut [Step], value: impl Fn(&Step) -> f64, far: f64) {
    let sound: Vec<usize> = (0..steps.len()).filter(|&i| steps[i].fault.is_none()).collect();
    let values: Vec<f64> = sound.iter().map(|&i| value(&steps[i])).collect();
    for (k, &i) in sound.iter().enumerate() {
        let from = k.saturating_sub(NEIGHBOURS / 2).min(values.len().saturating_sub(NEIGHBOURS));
        let around = &values[from..(from + NEIGHBOURS).min(values.len())];
        let (Some(m), Some(sd)) = (median(around.iter().copied()), finite_mad(around)) else {
            continue;
        };
        if (values[k] - m).abs() > (FAR_MADS * sd).max(far) {
            steps[i].fault = Some(Fault::Outlier);
        }
    }
}

fn finite_mad(x: &[f64]) -> Option<f64> {
    let finite: Vec<f64> = x.iter().copied().filter(|v| v.is_finite()).collect();
    mad_sd(&finite)
}

/// One contact of the foot, in samples.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contact {
    /// Initial contact and toe-off.
    pub ic: f64,
    pub to: f64,
    /// Turning at its fastest backwards around toe-off, rad/s.
    pub lobe: f64,
    /// Inclination at initial contact from a direction of the sensor's own, rad; NaN if
    /// not known.
    pub inclination: f64,
    /// Pitch of the foot at initial contact, deg: above 0 the heel lands first; NaN if
    /// not known.
    pub strike_deg: f64,
    /// Whether the segment moved as those of the people on whom the offsets were fitted.
    pub usual: bool,
    /// Of initial contact and of toe-off, the cues they follow from.
    pub cues: [[Cue; 2]; 2],
}

impl Contact {
    /// One of which nothing is known.
    pub fn none() -> Contact {
        let nan = f64::NAN;
        Contact {
            ic: nan,
            to: nan,
            lobe: nan,
            inclination: nan,
            strike_deg: nan,
            usual: false,
            cues: [[Cue::NONE; 2]; 2],
        }
    }
}

impl AsRef<Contact> for Contact {
    fn as_ref(&self) -> &Contact {
        self
    }
}

/// Turning about the axis of flexion: positive while the leg swings forward.
pub(super) struct Turning {
    /// The axis in the sensor's axes, length 1.
    pub axis: Vector3<f64>,
    /// Low-passed at 20 Hz, rad/s.
    pub fast: Vec<f64>,
    /// At 15 Hz.
    pub slow: Vec<f64>,
    /// Samples of mid-swing.
    pub swings: Vec<usize>,
}

impl Turning {
    pub fn of(leg: &Leg, axis: Vector3<f64>, fast: Vec<f64>) -> Turning {
        let rate = leg.run.rate_hz;
        let swing = Butterworth::low_pass(2, SWING_HZ, rate).zero_phase(&fast);
        let mut sorted = swing.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        let high = sorted.get(sorted.len() * 98 / 100).copied().unwrap_or(f64::INFINITY);
        let typical =
            median(leg.cadence.iter().map(|w| 120.0 / w.value * rate)).unwrap_or(f64::INFINITY);
        let swings = peaks(&swing, SWING_HEIGHT * high, SWING_APART * typical);
        Turning { axis, slow: low_pass(&fast, 15.0, rate), fast, swings }
    }

    /// Two directions of the plane in which the segment turns, the second a quarter
    /// turn on from the first.
    pub fn plane(&self) -> [Vector3<f64>; 2] {
        let side = if self.axis.z.abs() < 0.9 { Vector3::z() } else { Vector3::x() };
        let first = side.cross(&self.axis).normalize();
        [first, self.axis.cross(&first)]
    }
}

/// First crossing of zero downwards in `from..=to` (samples).
pub(super) fn falls_through_zero(x: &[f64], from: f64, to: f64) -> Option<f64> {
    let first = from.max(0.0) as usize;
    let part = x.get(first..=(to.max(0.0).ceil() as usize).min(x.len().checked_sub(1)?))?;
    crossings(part, 0.0).into_iter().find(|c| !c.up).map(|c| first as f64 + c.at)
}

/// Local minima inside `from..=to` (samples).
pub(super) fn local_minima(x: &[f64], from: f64, to: f64) -> impl Iterator<Item = usize> {
    let first = (from.max(1.0).ceil() as usize).min(x.len());
    let last = (to.max(0.0) as usize).min(x.len().saturating_sub(2));
    (first..=last).filter(|&i| i + 1 < x.len() && x[i] <= x[i - 1] && x[i] < x[i + 1])
}

/// The sample with the smallest value in `from..=to`.
pub(super) fn lowest(x: &[f64], from: f64, to: f64) -> Option<usize> {
    let first = from.max(0.0).ceil() as usize;
    let last = (to.max(0.0) as usize).min(x.len().checked_sub(1)?);
    (first..=last).min_by(|&a, &b| x[a].total_cmp(&x[b]))
}

/// Position between samples of the extreme at `i`.
pub(super) fn exactly(x: &[f64], i: usize) -> f64 {
    vertex(x, i)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::recording::{Axes, Gravity, Placement, Side, Span};
    use ndarray::{Array1, ArrayView1};

    fn run(x: &Array1<f64>) -> Run<'_> {
        let view: ArrayView1<f64> = x.view();
        Run {
            placement: Placement::LeftFoot,
            start_s: 10.0,
            rate_hz: 100.0,
            acc: [view; 3],
            gyro: None,
            axes: Axes::Sensor,
            gravity: Gravity::Included,
        }
    }

    fn contact(ic: f64, ms: f64) -> Contact {
        Contact { ic, to: ic + 0.1 * ms, ..Contact::none() }
    }

    /// Strides of 0.7 s: contacts as they are given, in samples.
    fn steps(contacts: &[Contact]) -> Vec<Step> {
        let x = Array1::zeros(10_000);
        let run = run(&x);
        let span = Span { start_s: 10.0, end_s: 18.0 };
        let cadence = vec![Windowed { span, value: 120.0 / 0.7 }];
        Leg { run: &run, norm: Vec::new(), cadence }.steps(contacts)
    }

    #[test]
    fn strides_run_from_contact_to_contact_of_the_same_foot() {
        let found: Vec<Contact> =
            (0..6).map(|k| contact(5.25 + 70.0 * f64::from(k), 240.0)).collect();
        let steps = steps(&found);
        assert_eq!(steps.len(), 6);
        assert!((steps[0].initial_contact_s - 10.0525).abs() < 1e-12);
        assert!((steps[2].stride_ms - 700.0).abs() < 1e-9 && steps[2].step_ms.is_nan());
        assert!((steps[2].contact_ms - 240.0).abs() < 1e-9);
        assert_eq!((steps[2].side, steps[2].fault), (Some(Side::Left), None));
        assert!(steps[5].stride_ms.is_nan() && steps[5].fault.is_none());
    }

    #[test]
    fn a_missing_contact_is_flagged_and_a_double_one_dropped() {
        let mut found: Vec<Contact> =
            (0..12).map(|k| contact(70.0 * f64::from(k), 240.0)).collect();
        found.remove(5);
        found.insert(8, contact(70.0 * 8.0 + 9.0, 230.0));
        let steps = steps(&found);
        assert_eq!(steps.len(), 11);
        let faults: Vec<usize> = (0..11).filter(|&k| steps[k].fault.is_some()).collect();
        assert_eq!((faults, steps[4].fault), (vec![4], Some(Fault::Interval)));
        assert!(steps[4].stride_ms.is_nan());
    }

    #[test]
    fn contacts_that_cannot_be_or_stand_out_are_marked() {
        let mut found: Vec<Contact> =
            (0..30).map(|k| contact(70.0 * f64::from(k), 240.0 + f64::from(k % 3))).collect();
        found[7] = contact(490.0, 480.0);
        found[12] = contact(840.0, 300.0);
        let steps = steps(&found);
        let faults: Vec<_> = (0..30).filter_map(|k| Some((k, steps[k].fault?))).collect();
        assert_eq!(faults, [(7, Fault::Contact), (12, Fault::Outlier)]);
    }

    #[test]
    fn the_stride_is_that_of_the_nearest_window() {
        let x = Array1::zeros(10_000);
        let run = run(&x);
        let window = |start_s: f64, value: f64| Windowed {
            span: Span { start_s, end_s: start_s + 8.0 },
            value,
        };
        let cadence = vec![window(10.0, 160.0), window(14.0, 170.0), window(18.0, 180.0)];
        let leg = Leg { run: &run, norm: Vec::new(), cadence };
        for (sample, spm) in [(0.0, 160.0), (590.0, 160.0), (610.0, 170.0), (5000.0, 180.0)] {
            assert!((leg.stride(sample) - 12_000.0 / spm).abs() < 1e-9, "{sample}");
        }
    }
}
