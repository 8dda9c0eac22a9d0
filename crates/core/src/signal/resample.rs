//! Finer grids.

/// Values on a grid `times` as fine, by the natural cubic spline through all
/// samples; the first and last sample stay where they are. Faithful for
/// signals without content near half the rate.
pub fn upsample(x: &[f64], times: usize) -> Vec<f64> {
    let n = x.len();
    if times <= 1 || n < 3 {
        return x.to_vec();
    }
    // Second derivatives from the tridiagonal system of the spline.
    let (mut c, mut bend) = (vec![0.0; n], vec![0.0; n]);
    for i in 1..n - 1 {
        let right = 6.0 * (x[i - 1] - 2.0 * x[i] + x[i + 1]);
        c[i] = 1.0 / (4.0 - c[i - 1]);
        bend[i] = (right - bend[i - 1]) * c[i];
    }
    for i in (1..n - 1).rev() {
        bend[i] -= c[i] * bend[i + 1];
    }
    bend[n - 1] = 0.0;
    // The weights of two samples and their bends are the same between any two.
    let weights: Vec<[f64; 4]> = (0..times)
        .map(|j| {
            let t = j as f64 / times as f64;
            let u = 1.0 - t;
            [u, t, (u.powi(3) - u) / 6.0, (t.powi(3) - t) / 6.0]
        })
        .collect();
    let mut fine = vec![x[n - 1]; (n - 1) * times + 1];
    // Of a known number the processor makes several at once.
    match times {
        2 => fill::<2>(&mut fine, x, &bend, &weights),
        4 => fill::<4>(&mut fine, x, &bend, &weights),
        8 => fill::<8>(&mut fine, x, &bend, &weights),
        _ => {
            let samples = x.windows(2).zip(bend.windows(2));
            for (to, (v, m)) in fine.chunks_exact_mut(times).zip(samples) {
                for (to, w) in to.iter_mut().zip(&weights) {
                    *to = w[0] * v[0] + w[1] * v[1] + w[2] * m[0] + w[3] * m[1];
                }
            }
        }
    }
    fine
}

/// The values between any two samples, `N` each.
fn fill<const N: usize>(fine: &mut [f64], x: &[f64], bend: &[f64], weights: &[[f64; 4]]) {
    let by_part: [[f64; N]; 4] = std::array::from_fn(|part| {
        std::array::from_fn(|j| weights.get(j).map_or(f64::NAN, |w| w[part]))
    });
    let [left, right, left_bend, right_bend] = &by_part;
    let (groups, _) = fine.as_chunks_mut::<N>();
    for (to, (v, m)) in groups.iter_mut().zip(x.windows(2).zip(bend.windows(2))) {
        let [(v0, v1), (m0, m1)] = [(v[0], v[1]), (m[0], m[1])];
        for j in 0..N {
            to[j] = left[j] * v0 + right[j] * v1 + left_bend[j] * m0 + right_bend[j] * m1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sine_is_filled_in_and_samples_stay() {
        let at = |t: f64| (2.0 * std::f64::consts::PI * 8.0 * t + 0.3).sin();
        let x: Vec<f64> = (0..200).map(|i| at(i as f64 / 100.0)).collect();
        let fine = upsample(&x, 5);
        assert_eq!(fine.len(), 199 * 5 + 1);
        for (i, v) in fine.iter().enumerate().skip(50).take(880) {
            assert!((v - at(i as f64 / 500.0)).abs() < 2e-3, "{i}");
        }
        assert!(x.iter().zip(fine.iter().step_by(5)).all(|(a, b)| (a - b).abs() < 1e-12));
        assert_eq!(upsample(&[1.0, 2.0], 4), [1.0, 2.0]);
        assert_eq!(upsample(&x, 1), x);
    }
}
