//! Running from one sensor on the trunk: sacrum, waist or chest.
//!
//! Single steps give their times, their rise and fall and their posture.
//! Contact time is a value of a window of about 12 s, because at the trunk the
//! error of a single contact is larger than the differences between contacts.

mod bounce;
mod contact;
mod posture;
mod rhythm;
mod sides;
mod signals;
mod symmetry;

use crate::gait::orientation::{Aligned, NoOrientation, Posture};
use crate::gait::{Fault, Run, Step, Stretch, Trust, Windowed, accuracy};
use crate::recording::{Gravity, Placement, Side, Span};
use crate::stats;
pub use contact::{MeanStep, RULES, Rules};
use rhythm::Mark;
use signals::Signals;

/// The braking edge lies this long after initial contact, s: 5 (a real sensor,
/// 23 trials) and 20 (two people, virtual sensors). The same for all steps, so
/// times between steps do not depend on it.
const EDGE_AFTER_CONTACT_S: f64 = 0.015;
/// Fewest steps in a window of several.
const STEPS_IN_WINDOW: usize = 10;
/// Below this rate no contact time is given, Hz: the edge is not in the signal.
const CONTACT_HZ: f64 = 45.0;
/// Below this rate contact time is good for changes only, Hz. Sensors of 100 Hz
/// run at 97 and more; at 50 Hz single trials are up to 15 ms off.
const ABSOLUTE_HZ: f64 = 95.0;
/// Two ways to the oscillation that differ by more than this do not agree, share.
const BOUNCE_AGREE: f64 = 0.08;
/// Shortest stretch on which they are compared, s: on 5 s the filters of the
/// second way have hardly settled.
const BOUNCE_CHECK_S: f64 = 10.0;
/// A step differs this much from the 21 around it to be an outlier, robust SDs.
const OUTLIER_SD: f64 = 4.0;
/// Smallest SD of step times for that, s: the error of a single mark.
const LEAST_SD_S: f64 = 0.004;
/// Steps on either side that a step is held against.
const AROUND: usize = 10;

/// What the runner or a lab may know beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TrunkSettings {
    /// Added to every contact time, ms: force plate or shoe pod minus runform on
    /// the same run.
    pub contact_offset_ms: Option<f64>,
    /// The vote on sides comes out reversed for this runner.
    pub flip_sides: bool,
}

/// One window of about 12 s.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrunkWindow {
    /// The window.
    pub span: Span,
    /// Cadence from the spectrum, spm; NaN without a clear peak.
    pub cadence_spm: f64,
    /// The average step; `None` with too few steps.
    pub mean_step: Option<MeanStep>,
    /// Contact time, ms; NaN where not measured.
    pub contact_ms: f64,
    /// By how long the average step carries, ms: the second way, for the level of a run.
    pub contact_carried_ms: f64,
    /// Harmonic ratio of the upward acceleration.
    pub harmonic_ratio_up: f64,
    /// Harmonic ratio of the forward acceleration; NaN without.
    pub harmonic_ratio_forward: f64,
    /// Autocorrelation at one step, 1 for identical steps.
    pub step_regularity: f64,
    /// Autocorrelation at one stride.
    pub stride_regularity: f64,
}

/// A stretch with everything the trunk shows beside the steps.
#[derive(Debug, Clone, PartialEq)]
pub struct TrunkStretch {
    /// Steps, cadence and contact.
    pub stretch: Stretch,
    /// Window by window.
    pub windows: Vec<TrunkWindow>,
    /// Time above body weight per window, ms: a third, plain series to hold a
    /// change of contact against.
    pub above_weight: Vec<Windowed>,
    /// Whether both rules stand behind the level of the contact times.
    pub by_edge: bool,
    /// Whether steps are timed by the braking edge (else by mid-stance).
    pub braking_edge: bool,
    /// Forward against sideways, ratio of eigenvalues (see `Aligned`).
    pub forward_quality: f64,
    /// Median oscillation by the second way over that by the first; NaN on
    /// stretches under 10 s.
    pub oscillation_ratio: f64,
    /// Whether the two ways differ by more than 8 %.
    pub oscillation_doubtful: bool,
    /// Posture per minute.
    pub posture: Vec<Posture>,
    /// Whether the sensor slipped: lean and oscillation are then not comparable
    /// across the run.
    pub slipped: bool,
}

/// Measures a stretch of running.
///
/// # Errors
/// Where up cannot be found or there is no rhythm of running.
pub fn measure(run: &Run, settings: &TrunkSettings) -> Result<TrunkStretch, NoOrientation> {
    let (signals, aligned) = signals::prepare(run)?;
    let marks = rhythm::marks(&signals);
    let braking_edge = signals.forward.is_some();
    let (windows, by_edge) = windows(&signals, &marks, run, settings);
    let known: Vec<&TrunkWindow> = windows.iter().filter(|w| w.contact_ms.is_finite()).collect();
    let contact_at = |at: f64| {
        let t = signals.time(at);
        let inside = known.get(known.partition_point(|w| w.span.end_s < t));
        inside.or(known.last()).map_or(f64::NAN, |w| w.contact_ms / 1000.0)
    };
    let contact: Vec<f64> = marks.iter().map(|m| contact_at(m.at)).collect();
    let (steps, side_confidence) =
        steps(run.placement, &signals, &aligned, &marks, &contact, settings);

    let per_window = |value: fn(&TrunkWindow) -> f64| -> Vec<Windowed> {
        let all = windows.iter().map(|w| Windowed { span: w.span, value: value(w) });
        all.filter(|w| w.value.is_finite()).collect()
    };
    let contact = per_window(|w| w.contact_ms);
    let known = run.placement == Placement::Sacrum || settings.contact_offset_ms.is_some();
    let absolute = by_edge
        && known
        && run.gravity == Gravity::Included
        && run.rate_hz >= ABSOLUTE_HZ
        && !aligned.slipped;
    let trust = match contact.is_empty() {
        true => Trust::None,
        false if absolute => Trust::Estimate,
        false => Trust::ChangeOnly,
    };

    let second = bounce::throughout(&signals, &marks);
    let both: Vec<(f64, f64)> = steps
        .iter()
        .zip(&second)
        .filter(|(s, v)| s.fault.is_none() && s.oscillation_mm.is_finite() && v.is_finite())
        .map(|(s, v)| (s.oscillation_mm, *v))
        .collect();
    let oscillation_ratio = stats::median(both.iter().map(|b| b.1))
        .zip(stats::median(both.iter().map(|b| b.0)))
        .filter(|_| run.span().end_s - run.start_s >= BOUNCE_CHECK_S)
        .map_or(f64::NAN, |(v, first)| v / first);

    Ok(TrunkStretch {
        stretch: Stretch {
            span: run.span(),
            steps,
            cadence: per_window(|w| w.cadence_spm),
            contact,
            trust,
            accuracy: accuracy::of_contact(run.placement, trust, 1.0),
            side_confidence,
            harmonic_ratio: per_window(|w| w.harmonic_ratio_up),
            arm_swing: Vec::new(),
        },
        above_weight: per_window(|w| w.mean_step.map_or(f64::NAN, |m| m.above_ms)),
        by_edge,
        braking_edge,
        forward_quality: aligned.forward_quality,
        oscillation_ratio,
        oscillation_doubtful: (oscillation_ratio - 1.0).abs() > BOUNCE_AGREE,
        posture: aligned.posture,
        slipped: aligned.slipped,
        windows,
    })
}

fn windows(
    signals: &Signals,
    marks: &[Mark],
    run: &Run,
    settings: &TrunkSettings,
) -> (Vec<TrunkWindow>, bool) {
    let last = signals.x.len().saturating_sub(1);
    let only = signals.windows.len() == 1;
    let measure = |(k, window): (usize, &signals::Window)| {
        let first = marks.partition_point(|m| m.at < window.range.start as f64);
        let end = marks.partition_point(|m| m.at < window.range.end as f64);
        // One mark further, so that the last step has its end.
        let inside = marks.get(first..(end + 1).min(marks.len())).unwrap_or(&[]);
        let mean_step =
            contact::mean_step(signals, inside).filter(|m| only || m.steps >= STEPS_IN_WINDOW);
        let [step_regularity, stride_regularity] = symmetry::regularity(signals, k);
        TrunkWindow {
            span: Span {
                start_s: signals.time(window.range.start as f64),
                end_s: signals.time(window.range.end.min(last) as f64),
            },
            cadence_spm: if window.clear { 60.0 * window.step_hz } else { f64::NAN },
            mean_step,
            contact_ms: f64::NAN,
            contact_carried_ms: f64::NAN,
            harmonic_ratio_up: symmetry::harmonic_ratio(&signals.x, inside),
            harmonic_ratio_forward: signals
                .forward
                .as_ref()
                .map_or(f64::NAN, |f| symmetry::harmonic_ratio(f, inside)),
            step_regularity,
            stride_regularity,
        }
    };
    let mut windows: Vec<TrunkWindow> = signals.windows.iter().enumerate().map(measure).collect();
    let slow = run.rate_hz < CONTACT_HZ;
    let means: Vec<_> = windows.iter().map(|w| w.mean_step.filter(|_| !slow)).collect();
    let (contact, by_edge) = contact::contacts(&means, signals.forward.is_some());
    let offset = settings.contact_offset_ms.unwrap_or(0.0);
    for ((window, contact), mean) in windows.iter_mut().zip(contact).zip(means) {
        window.contact_ms = contact + offset;
        window.contact_carried_ms = mean.map_or(f64::NAN, |m| RULES.by_carried_ms(&m) + offset);
    }
    (windows, by_edge)
}

/// The steps and the confidence in their sides. `contact` in s per mark.
fn steps(
    placement: Placement,
    signals: &Signals,
    aligned: &Aligned,
    marks: &[Mark],
    contact: &[f64],
    settings: &TrunkSettings,
) -> (Vec<Step>, f64) {
    let rate = signals.rate_hz;
    // From initial contact to the mark, fine samples.
    let lead = |c: f64| match &signals.forward {
        Some(_) => EDGE_AFTER_CONTACT_S * rate,
        None => 0.5 * rate * if c.is_finite() { c } else { 0.0 },
    };
    let typical = stats::median(contact.iter().copied()).unwrap_or(f64::NAN);
    let times: Vec<f64> = marks.windows(2).map(|p| (p[1].at - p[0].at) / rate).collect();
    let faults: Vec<Option<Fault>> = (0..marks.len()).map(|k| fault(marks, &times, k)).collect();
    let breaks: Vec<bool> = (0..times.len())
        .map(|k| times[k] > rhythm::GAP * around(&times, k).unwrap_or(f64::INFINITY))
        .collect();
    let fine: Vec<f64> = contact.iter().map(|c| c * rate).collect();
    let (mut sides, confidence) =
        sides::sides(placement, signals, marks, &fine, &breaks, lead(typical));
    if settings.flip_sides {
        for side in sides.iter_mut().flatten() {
            *side = match side {
                Side::Left => Side::Right,
                Side::Right => Side::Left,
            };
        }
    }
    let value = |known: bool, v: f64| if known { v } else { f64::NAN };
    // Only the sacrum turns with the pelvis: a belt slides, the chest turns against it.
    let pelvis = placement == Placement::Sacrum;
    let steps = (0..marks.len())
        .map(|k| {
            let (mark, c, lead) = (&marks[k], contact[k], lead(contact[k]));
            let whole = k + 1 < marks.len() && !breaks[k];
            let stride = k + 2 < marks.len() && whole && !breaks[k + 1];
            let step_s = times.get(k).copied().unwrap_or(f64::NAN);
            let next_s = times.get(k + 1).copied().unwrap_or(f64::NAN);
            let initial_contact_s = signals.time(mark.at - lead);
            let beat = |v: f64| value(faults[k] != Some(Fault::Inserted), v);
            Step {
                side: sides[k],
                toe_off_s: initial_contact_s + c,
                step_ms: value(whole, 1000.0 * step_s),
                stride_ms: value(stride, 1000.0 * (step_s + next_s)),
                oscillation_mm: beat(
                    marks
                        .get(k + 1)
                        .filter(|_| whole)
                        .map_or(f64::NAN, |next| bounce::per_step(signals, mark, next)),
                ),
                pelvic_drop_deg: beat(value(
                    stride && pelvis,
                    posture::pelvic_drop(signals, marks, k, fine[k], lead, sides[k]),
                )),
                lean_deg: value(
                    whole && k > 0 && !breaks[k - 1],
                    posture::lean(signals, aligned, marks, k),
                ),
                braking_mps: beat(posture::braking(signals, mark, fine[k], lead)),
                fault: faults[k],
                ..Step::at(initial_contact_s)
            }
        })
        .collect();
    (steps, confidence)
}

/// Median step time of the steps around step `k`, s.
fn around(times: &[f64], k: usize) -> Option<f64> {
    let near = times.get(k.saturating_sub(AROUND)..(k + AROUND + 1).min(times.len()))?;
    stats::median(near.iter().copied())
}

fn fault(marks: &[Mark], times: &[f64], k: usize) -> Option<Fault> {
    if marks[k].inserted {
        return Some(Fault::Inserted);
    }
    let (time, usual) = (*times.get(k)?, around(times, k)?);
    if marks.get(k + 1).is_some_and(|m| m.inserted)
        || time > rhythm::GAP * usual
        || time * rhythm::GAP < usual
    {
        return Some(Fault::Interval);
    }
    let near = &times[k.saturating_sub(AROUND)..(k + AROUND + 1).min(times.len())];
    let sd = stats::mad_sd(near)?.max(LEAST_SD_S);
    ((time - usual).abs() > OUTLIER_SD * sd).then_some(Fault::Outlier)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ndarray::ArrayView1;

    use super::*;
    use crate::gait::orientation::tests::Runner;
    use crate::recording::Axes;

    #[test]
    fn a_made_up_runner_comes_back() {
        let runner = Runner::new(40.0, 200.0);
        let found = measure(&runner.run(Axes::Sensor), &TrunkSettings::default()).unwrap();
        let steps = &found.stretch.steps;
        assert_eq!(found.windows.len(), 3);
        assert!((found.stretch.cadence[1].value - 180.0).abs() < 0.2);
        // Contacts every third of a second, left ones at 0, 2/3 ...
        let inner = &steps[2..steps.len() - 3];
        for step in inner {
            assert!((step.step_ms - 1000.0 / 3.0).abs() < 1.0, "{step:?}");
            let k = (step.initial_contact_s * 3.0).round();
            assert!((step.initial_contact_s - k / 3.0).abs() < 0.030, "{step:?}");
            assert_eq!(step.side, Some(if k as i64 % 2 == 0 { Side::Left } else { Side::Right }));
            // Rolled to 4 degrees at mid-stance and back.
            assert!((step.pelvic_drop_deg - 4.0).abs() < 0.4, "{step:?}");
            assert!(step.contact_ms.is_nan() && step.fault.is_none());
        }
        // CoM rise of a half-sine force: g (tc (tc+tf)/2pi + (tf^2 - tc^2)/8) (Morin 2005).
        let (tc, tf): (f64, f64) = (0.25, 1.0 / 12.0);
        let rise = 9806.65 * (tc * (tc + tf) / std::f64::consts::TAU + (tf * tf - tc * tc) / 8.0);
        assert!((inner[3].oscillation_mm - rise).abs() < 1.5, "{} {rise}", inner[3].oscillation_mm);
        assert!((found.oscillation_ratio - 1.0).abs() < 0.03);
        assert!(found.windows.iter().all(|w| w.harmonic_ratio_up > 10.0));
        assert!((found.windows[1].step_regularity - 1.0).abs() < 0.02);
        assert!(found.stretch.side_confidence > 0.9);
        let reversed = TrunkSettings { flip_sides: true, contact_offset_ms: Some(-10.0) };
        let other = measure(&runner.run(Axes::Sensor), &reversed).unwrap();
        assert_ne!(other.stretch.steps[4].side, steps[4].side);
        let shift = other.stretch.contact[0].value - found.stretch.contact[0].value;
        assert!((shift + 10.0).abs() < 1e-9);
    }

    #[test]
    fn no_input_breaks_it() {
        let values = [f64::NAN, f64::INFINITY, 0.0, 1e300, -1e-300, 9.8];
        for (i, value) in values.into_iter().enumerate() {
            for n in [0, 1, 3, 100, 900] {
                let noise: Vec<f64> =
                    (0..n).map(|k| value + ((k * k + i) as f64).sin() * value).collect();
                let wave: Vec<f64> = (0..n).map(|k| value * (k as f64 * 0.19).sin()).collect();
                for rate_hz in [9.0, 20.0, 100.0, f64::NAN, 0.0, -5.0] {
                    for axes in [Axes::Sensor, Axes::Anatomical] {
                        for gravity in [Gravity::Included, Gravity::Removed] {
                            let acc =
                                [&noise, &wave, &wave].map(|v| ArrayView1::from(v.as_slice()));
                            let run = Run {
                                placement: Placement::Waist,
                                start_s: 0.0,
                                rate_hz,
                                acc,
                                gyro: Some(acc),
                                axes,
                                gravity,
                            };
                            if let Ok(found) = measure(&run, &TrunkSettings::default()) {
                                assert!(found.stretch.steps.len() <= n);
                            }
                        }
                    }
                }
            }
        }
    }
}
