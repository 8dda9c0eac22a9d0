//! Curves given by their rate: cubic from knot to knot, so that value, rate and
//! acceleration go on without a jump.

use super::jet::Jet;

/// The rate at a time, and how fast it changes there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Knot {
    pub(super) t: f64,
    pub(super) rate: f64,
    pub(super) slope: f64,
}

impl Knot {
    pub(super) fn new(t: f64, rate: f64, slope: f64) -> Knot {
        Knot { t, rate, slope }
    }

    /// Where a motion with this rate and acceleration is met or left.
    pub(super) fn meeting(t: f64, motion: Jet) -> Knot {
        Knot { t, rate: motion.d, slope: motion.dd }
    }
}

/// A curve through knots in order of time; straight on before and after them.
#[derive(Debug, Clone, Default)]
pub(super) struct Curve {
    /// Knots, each with the value there.
    knots: Vec<(Knot, f64)>,
}

impl Curve {
    /// The curve with this value at the first knot.
    pub(super) fn new(start: f64, knots: &[Knot]) -> Curve {
        let mut value = start;
        let mut out: Vec<(Knot, f64)> = Vec::with_capacity(knots.len());
        for &knot in knots {
            if let Some(&(last, _)) = out.last() {
                value += area(last, knot);
            }
            out.push((knot, value));
        }
        Curve { knots: out }
    }

    /// The same, so much higher.
    pub(super) fn raised(mut self, by: f64) -> Curve {
        self.knots.iter_mut().for_each(|k| k.1 += by);
        self
    }

    /// Value at the last knot.
    pub(super) fn end(&self) -> f64 {
        self.knots.last().map_or(0.0, |k| k.1)
    }

    /// Value, rate and acceleration at `t`.
    pub(super) fn at(&self, t: f64) -> Jet {
        let after = self.knots.partition_point(|k| k.0.t <= t);
        let before = after.checked_sub(1).and_then(|i| self.knots.get(i));
        match (before, self.knots.get(after)) {
            (Some(&(a, value)), Some(&(b, _))) => {
                let h = b.t - a.t;
                let (u, rise) = ((t - a.t) / h, b.rate - a.rate);
                let (sa, sb) = (a.slope * h, b.slope * h);
                let (c2, c3) = (3.0 * rise - 2.0 * sa - sb, sa + sb - 2.0 * rise);
                let v = u * (a.rate + u * (sa / 2.0 + u * (c2 / 3.0 + u * c3 / 4.0)));
                let d = a.rate + u * (sa + u * (c2 + u * c3));
                let dd = sa + u * (2.0 * c2 + u * 3.0 * c3);
                Jet::new(value + h * v, d, dd / h)
            }
            (Some(&(k, value)), None) | (None, Some(&(k, value))) => {
                Jet::new(value + k.rate * (t - k.t), k.rate, 0.0)
            }
            (None, None) => Jet::default(),
        }
    }
}

/// What the value gains from one knot to the next.
fn area(a: Knot, b: Knot) -> f64 {
    let h = b.t - a.t;
    0.5 * h * (a.rate + b.rate) + h * h / 12.0 * (a.slope - b.slope)
}

/// What the value gains over all knots.
pub(super) fn gain(knots: &[Knot]) -> f64 {
    knots.windows(2).map(|w| if let [a, b] = w { area(*a, *b) } else { 0.0 }).sum()
}

/// The size at which something that grows in a straight line with it is `wanted`;
/// 0 if it does not grow.
pub(super) fn size(wanted: f64, grows: impl Fn(f64) -> f64) -> f64 {
    let (none, one) = (grows(0.0), grows(1.0));
    if one == none { 0.0 } else { (wanted - none) / (one - none) }
}

/// A value between the points of a table, which goes straight on beyond its ends.
pub(super) fn table<const N: usize>(x: f64, points: &[(f64, f64); N]) -> f64 {
    let i = points.partition_point(|p| p.0 <= x).clamp(1, N.max(2) - 1);
    match points.get(i - 1..=i) {
        Some([(a, at_a), (b, at_b)]) => at_a + (at_b - at_a) * (x - a) / (b - a),
        _ => points.first().map_or(f64::NAN, |p| p.1),
    }
}

/// The same, but level beyond its ends.
pub(super) fn held<const N: usize>(x: f64, points: &[(f64, f64); N]) -> f64 {
    let ends = points.first().zip(points.last());
    ends.map_or(f64::NAN, |(a, b)| table(x.clamp(a.0, b.0), points))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_derives_rightly_and_goes_on_without_a_jump() {
        let knots = [
            Knot::new(0.0, 1.0, -3.0),
            Knot::new(0.2, -2.0, 4.0),
            Knot::new(0.5, 0.7, 0.0),
            Knot::new(0.6, 0.0, 0.0),
        ];
        let curve = Curve::new(0.4, &knots);
        let h = 1e-5;
        for i in 1..590 {
            let t = 0.001 * f64::from(i);
            let (a, b, c) = (curve.at(t - h), curve.at(t), curve.at(t + h));
            assert!(((c.v - a.v) / (2.0 * h) - b.d).abs() < 1e-6, "{t}");
            assert!(((c.d - a.d) / (2.0 * h) - b.dd).abs() < 3e-3, "{t}");
        }
        assert!((curve.end() - 0.4 - gain(&knots)).abs() < 1e-12);
        assert!((curve.at(9.0).v - curve.end()).abs() < 1e-12);
    }

    #[test]
    fn tables_read_between_and_beyond_their_points() {
        let t = [(1.0, 10.0), (2.0, 20.0), (4.0, 0.0)];
        assert_eq!([1.5, 3.0, 5.0, 0.0].map(|x| table(x, &t)), [15.0, 10.0, -10.0, 0.0]);
        assert_eq!([0.0, 5.0].map(|x| held(x, &t)), [10.0, 0.0]);
        assert_eq!(size(7.0, |x| 1.0 + 2.0 * x), 3.0);
    }
}
