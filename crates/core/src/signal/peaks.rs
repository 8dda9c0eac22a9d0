//! Peaks, crossings and where exactly they lie between samples.

/// Where the parabola through sample `i` and its neighbours has its vertex, in
/// samples; `i` itself at the ends and on plateaus.
pub fn vertex(x: &[f64], i: usize) -> f64 {
    if i == 0 || i + 1 >= x.len() {
        return i as f64;
    }
    let (a, b, c) = (x[i - 1], x[i], x[i + 1]);
    let bend = a - 2.0 * b + c;
    let shift = 0.5 * (a - c) / bend;
    if shift.is_finite() && shift.abs() <= 1.0 { i as f64 + shift } else { i as f64 }
}

/// Samples higher than both neighbours; the middle of a plateau.
pub fn local_maxima(x: &[f64]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut i = 1;
    while i + 1 < x.len() {
        if x[i] > x[i - 1] {
            let mut j = i;
            while j + 1 < x.len() && x[j + 1] == x[i] {
                j += 1;
            }
            if j + 1 < x.len() && x[j + 1] < x[i] {
                found.push(usize::midpoint(i, j));
            }
            i = j + 1;
        } else {
            i += 1;
        }
    }
    found
}

/// Local maxima at least `height` high and `distance` samples apart, in order;
/// of two that are too close the higher stays.
pub fn peaks(x: &[f64], height: f64, distance: f64) -> Vec<usize> {
    let candidates: Vec<usize> = local_maxima(x).into_iter().filter(|&i| x[i] >= height).collect();
    let mut by_height: Vec<usize> = (0..candidates.len()).collect();
    by_height.sort_by(|&a, &b| x[candidates[b]].total_cmp(&x[candidates[a]]).then(a.cmp(&b)));
    let mut keep = vec![true; candidates.len()];
    for k in by_height {
        if !keep[k] {
            continue;
        }
        let near = |j: usize| (candidates[j].abs_diff(candidates[k]) as f64) < distance;
        let mut j = k;
        while j > 0 && near(j - 1) {
            j -= 1;
            keep[j] = false;
        }
        j = k + 1;
        while j < candidates.len() && near(j) {
            keep[j] = false;
            j += 1;
        }
    }
    candidates.into_iter().zip(keep).filter_map(|(i, k)| k.then_some(i)).collect()
}

/// A crossing of a level between two samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crossing {
    /// Position in samples, interpolated linearly.
    pub at: f64,
    /// Upwards or downwards.
    pub up: bool,
}

/// Every crossing of `level`, in order.
pub fn crossings(x: &[f64], level: f64) -> Vec<Crossing> {
    x.windows(2)
        .enumerate()
        .filter_map(|(i, w)| {
            let (a, b) = (w[0] - level, w[1] - level);
            let up = a < 0.0 && b >= 0.0;
            let down = a >= 0.0 && b < 0.0;
            (up || down).then(|| Crossing { at: i as f64 + a / (a - b), up })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vertex_of_a_parabola_is_exact() {
        let x: Vec<f64> = (0..9).map(|i| 3.0 - (i as f64 - 4.3).powi(2)).collect();
        assert!((vertex(&x, 4) - 4.3).abs() < 1e-12);
        assert_eq!(vertex(&x, 0), 0.0);
        assert_eq!(vertex(&[1.0, 1.0, 1.0], 1), 1.0);
    }

    #[test]
    fn the_higher_of_two_near_peaks_stays() {
        let x = [0.0, 2.0, 0.0, 3.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 5.0];
        assert_eq!(local_maxima(&x), [1, 3, 8]); // the last has no neighbour
        assert_eq!(peaks(&x, 0.5, 3.0), [3, 8]);
        assert_eq!(peaks(&x, 0.5, 1.0), [1, 3, 8]);
        assert_eq!(peaks(&x, 1.5, 1.0), [1, 3]);
    }

    #[test]
    fn crossings_lie_between_samples() {
        let found = crossings(&[-1.0, 3.0, 1.0, -1.0], 0.0);
        assert_eq!(found, [Crossing { at: 0.25, up: true }, Crossing { at: 2.5, up: false }]);
    }
}
