//! How alike a signal is to itself some time later.

/// Correlation of several channels together with themselves `lag` samples
/// later, -1..1: each part that overlaps is normalised by its own energy, so that
/// a signal that fades does not look irregular. The channels are taken as they
/// are: remove what is constant first. 0 without an overlap or a signal.
pub fn likeness(channels: &[&[f64]], lag: usize) -> f64 {
    let (mut product, mut early, mut late) = (0.0, 0.0, 0.0);
    for x in channels {
        for (a, b) in x.iter().zip(x.iter().skip(lag)) {
            product += a * b;
            early += a * a;
            late += b * b;
        }
    }
    let scale = (early * late).sqrt();
    if scale > 0.0 { product / scale } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sine_is_like_itself_a_period_later_and_unlike_half_a_period_later() {
        let wave = |shift: f64| -> Vec<f64> {
            (0..400).map(|i| (std::f64::consts::TAU * i as f64 / 40.0 + shift).sin()).collect()
        };
        let (x, y) = (wave(0.0), wave(1.0));
        assert!((likeness(&[&x, &y], 40) - 1.0).abs() < 1e-9);
        assert!((likeness(&[&x], 20) + 1.0).abs() < 1e-9);
        assert!(likeness(&[&x], 10).abs() < 1e-9);
        assert_eq!(likeness(&[&x], 400), 0.0);
        assert_eq!(likeness(&[], 1), 0.0);
    }
}
