//! The least value of a smooth function of a few parameters, without derivatives.

/// Steps of one search.
const MOST_STEPS: usize = 4000;
/// Searches, each begun where the last one ended.
const MOST_RESTARTS: usize = 12;

/// Nelder and Mead's simplex (1965), begun anew where it ended until that gains
/// nothing: a collapsed simplex is the one way it fails on smooth functions.
pub(crate) fn minimise(f: &dyn Fn(&[f64]) -> f64, start: &[f64]) -> Vec<f64> {
    let mut best = start.to_vec();
    let mut least = f(&best);
    let mut step = 0.5;
    for _ in 0..MOST_RESTARTS {
        let (x, value) = simplex(f, &best, step);
        let gained = least - value;
        if value <= least {
            (best, least) = (x, value);
        }
        if gained.abs() < 1e-12 * (1.0 + least.abs()) && step < 0.1 {
            break;
        }
        step = (step * 0.5).max(0.02);
    }
    best
}

fn simplex(f: &dyn Fn(&[f64]) -> f64, start: &[f64], step: f64) -> (Vec<f64>, f64) {
    let n = start.len();
    let mut points: Vec<(Vec<f64>, f64)> = (0..=n)
        .map(|k| {
            let mut x = start.to_vec();
            if let Some(v) = k.checked_sub(1).and_then(|k| x.get_mut(k)) {
                *v += step * v.abs().max(0.2);
            }
            let value = f(&x);
            (x, value)
        })
        .collect();
    for _ in 0..MOST_STEPS {
        points.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (low, high) = (points[0].1, points[n].1);
        let spread = (0..n)
            .map(|k| points.iter().map(|p| (p.0[k] - points[0].0[k]).abs()).fold(0.0, f64::max))
            .fold(0.0, f64::max);
        if (high - low).abs() <= 1e-13 * (1.0 + low.abs()) && spread < 1e-7 {
            break;
        }
        let centre: Vec<f64> =
            (0..n).map(|k| points[..n].iter().map(|p| p.0[k]).sum::<f64>() / n as f64).collect();
        let towards = |share: f64| -> Vec<f64> {
            (0..n).map(|k| centre[k] + share * (points[n].0[k] - centre[k])).collect()
        };
        let reflected = towards(-1.0);
        let value = f(&reflected);
        let next = if value < low {
            let further = towards(-2.0);
            let more = f(&further);
            if more < value { Some((further, more)) } else { Some((reflected, value)) }
        } else if value < points[n - 1].1 {
            Some((reflected, value))
        } else {
            let closer = towards(if value < high { -0.5 } else { 0.5 });
            let less = f(&closer);
            (less < value.min(high)).then_some((closer, less))
        };
        match next {
            Some(point) => points[n] = point,
            None => {
                let first = points[0].0.clone();
                for p in points.iter_mut().skip(1) {
                    for (v, to) in p.0.iter_mut().zip(&first) {
                        *v = to + 0.5 * (*v - to);
                    }
                    p.1 = f(&p.0);
                }
            }
        }
    }
    points.sort_by(|a, b| a.1.total_cmp(&b.1));
    points.swap_remove(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_bottom_of_a_bent_valley() {
        let valley = |x: &[f64]| (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2);
        let found = minimise(&valley, &[-1.2, 1.0]);
        assert!((found[0] - 1.0).abs() < 1e-5 && (found[1] - 1.0).abs() < 1e-5, "{found:?}");
    }
}
