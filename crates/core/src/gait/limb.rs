//! Wrists, thighs, arms, heads, pockets: cadence, and from two wrists how evenly
//! the arms swing.

use nalgebra::{Matrix3, SymmetricEigen};

use super::{Run, Stretch, Trust, Windowed, rhythm};
use crate::recording::Span;
use crate::signal::Spectra;

/// Cadence alone: contacts cannot be found at these places. `None` without a rhythm.
pub fn measure(run: &Run, spectra: &mut Spectra) -> Option<Stretch> {
    let cadence = rhythm::cadence(run, spectra);
    if cadence.is_empty() {
        return None;
    }
    Some(Stretch { cadence, ..Stretch::of_steps(run.span(), Vec::new(), Trust::None) })
}

/// How evenly two arms swing.
#[derive(Debug, Clone, PartialEq)]
pub struct ArmSwing {
    /// Symmetry index per window, %: 100 (L - R) / half their sum of the amplitudes at
    /// the stride frequency; positive where the left arm swings more.
    pub symmetry: Vec<Windowed>,
    /// True where both wrists have a gyroscope. Without, the amplitudes are those of
    /// the acceleration, in which gravity turned by the swing adds to the swing.
    pub by_gyro: bool,
}

/// Arm swing of two wrists over the windows of `cadence` that both cover.
///
/// No evidence was found that uneven arm swing matters: a description, no finding.
pub fn arm_swing(left: &Run, right: &Run, cadence: &[Windowed]) -> Option<ArmSwing> {
    let by_gyro = left.gyro.is_some() && right.gyro.is_some();
    let symmetry: Vec<Windowed> = cadence
        .iter()
        .filter_map(|w| {
            let strides_hz = w.value / 120.0;
            let l = amplitude(left, w.span, strides_hz, by_gyro)?;
            let r = amplitude(right, w.span, strides_hz, by_gyro)?;
            let value = 200.0 * (l - r) / (l + r);
            value.is_finite().then_some(Windowed { span: w.span, value })
        })
        .collect();
    (!symmetry.is_empty()).then_some(ArmSwing { symmetry, by_gyro })
}

/// Amplitude at a frequency, along the axis along which it is largest.
///
/// The Fourier coefficients of the three axes (Hann window) make an ellipse; its
/// longer half axis is the first principal component at this frequency alone, which
/// no constant turn of the sensor changes.
fn amplitude(run: &Run, span: Span, hz: f64, by_gyro: bool) -> Option<f64> {
    let axes = if by_gyro { run.gyro.as_ref()? } else { &run.acc };
    let index = |t: f64| (t - run.start_s) * run.rate_hz;
    let (from, to) = (index(span.start_s), index(span.end_s));
    let covered = from >= -0.5 && to <= run.len() as f64 - 0.5;
    let two_strides = to - from >= 2.0 / hz * run.rate_hz;
    if !covered || !two_strides {
        return None;
    }
    let (from, to) = (from.round().max(0.0) as usize, (to.round() as usize).min(run.len()));
    let n = to - from;
    let taper = |i: usize| 0.5 - 0.5 * (std::f64::consts::TAU * (i as f64 + 0.5) / n as f64).cos();
    let mut spread = Matrix3::zeros();
    let mut coefficients = [[0.0; 2]; 3];
    for (k, axis) in axes.iter().enumerate() {
        let part: Vec<f64> = (from..to)
            .map(|i| axis.get(i).copied().filter(|v| v.is_finite()).unwrap_or(0.0))
            .collect();
        let mean = part.iter().sum::<f64>() / n as f64;
        for (i, v) in part.iter().enumerate() {
            let angle = std::f64::consts::TAU * hz * i as f64 / run.rate_hz;
            coefficients[k][0] += taper(i) * (v - mean) * angle.cos() * 4.0 / n as f64;
            coefficients[k][1] += taper(i) * (v - mean) * angle.sin() * 4.0 / n as f64;
        }
    }
    for a in 0..3 {
        for b in 0..3 {
            spread[(a, b)] =
                coefficients[a][0] * coefficients[b][0] + coefficients[a][1] * coefficients[b][1];
        }
    }
    Some(SymmetricEigen::new(spread).eigenvalues.max().max(0.0).sqrt())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::recording::{Axes, Gravity, Placement};
    use ndarray::Array1;

    fn wrist(swing: [f64; 3]) -> [Array1<f64>; 3] {
        swing.map(|a| {
            Array1::from_iter((0..2000).map(|i| {
                let t = f64::from(i) / 100.0;
                0.2 + a * (std::f64::consts::TAU * 1.4 * t).sin()
                    + 0.5 * (std::f64::consts::TAU * 2.8 * t).cos()
            }))
        })
    }

    fn run(placement: Placement, turns: &[Array1<f64>; 3]) -> Run<'_> {
        Run {
            placement,
            start_s: 3.0,
            rate_hz: 100.0,
            acc: [turns[0].view(), turns[1].view(), turns[2].view()],
            gyro: Some([turns[0].view(), turns[1].view(), turns[2].view()]),
            axes: Axes::Sensor,
            gravity: Gravity::Included,
        }
    }

    #[test]
    fn the_arm_that_swings_more_counts_positive() {
        // 5 rad/s left about one axis, 4 rad/s right about a slanted one: SI 22.2 %
        let (l, r) = (wrist([5.0, 0.0, 0.0]), wrist([2.4, 3.2, 0.0]));
        let windows = [
            Windowed { span: Span { start_s: 4.0, end_s: 12.0 }, value: 168.0 },
            Windowed { span: Span { start_s: 100.0, end_s: 108.0 }, value: 168.0 },
        ];
        let (l, r) = (run(Placement::LeftWrist, &l), run(Placement::RightWrist, &r));
        let found = arm_swing(&l, &r, &windows).unwrap();
        assert!(found.by_gyro);
        assert_eq!(found.symmetry.len(), 1);
        assert!((found.symmetry[0].value - 200.0 / 9.0).abs() < 0.1, "{found:?}");
        let swapped = arm_swing(&r, &l, &windows).unwrap();
        assert!((swapped.symmetry[0].value + found.symmetry[0].value).abs() < 1e-12);
        assert_eq!(arm_swing(&l, &r, &windows[1..]), None);
    }
}
