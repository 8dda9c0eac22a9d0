//! What all charts are drawn with: scales, ticks, paths.

use std::fmt::{self, Write as _};

use crate::units::Units;
use crate::words::Tongue;

/// Width and height of a chart that is stretched to its place on the page.
pub(super) const WIDE: f64 = 1000.0;
pub(super) const HIGH: f64 = 100.0;

/// A position, to a tenth, without needless zeros.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Px(pub f64);

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round();
        // Also for what is not a number: a chart must never break a page.
        let tenths = if tenths.is_finite() { tenths.clamp(-1e6, 1e6) as i64 } else { 0 };
        let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
        let sign = if tenths < 0 { "-" } else { "" };
        match rest {
            0 => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{rest}"),
        }
    }
}

/// A straight scale from values to positions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub values: [f64; 2],
    pub positions: [f64; 2],
}

impl Scale {
    pub fn new(values: [f64; 2], positions: [f64; 2]) -> Scale {
        Scale { values, positions }
    }

    pub fn at(&self, value: f64) -> f64 {
        let ([a, b], [from, to]) = (self.values, self.positions);
        from + (value - a) / (b - a) * (to - from)
    }

    /// The position, kept within the chart and a little beyond.
    pub fn near(&self, value: f64) -> f64 {
        let [a, b] = self.positions;
        let room = 0.05 * (b - a).abs();
        self.at(value).clamp(a.min(b) - room, a.max(b) + room)
    }
}

/// A mark on an axis: position and text.
#[derive(Debug, Clone)]
pub(super) struct Tick {
    pub at: Px,
    pub text: String,
}

/// Round values within a range, about `n` of them: 1, 2 or 5 times a power of ten apart.
pub(super) fn round_values([low, high]: [f64; 2], n: usize) -> (Vec<f64>, f64) {
    let rough = (high - low) / n.max(1) as f64;
    if !(rough.is_finite() && rough > 0.0) {
        return (Vec::new(), 1.0);
    }
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|m| m * power)
        .find(|s| (high - low) / s <= n as f64 + 0.5)
        .unwrap_or(10.0 * power);
    let first = (low / step).ceil();
    let last = (high / step).floor();
    let count = (last - first).clamp(-1.0, 50.0) as i64;
    ((0..=count).map(|k| (first + k as f64) * step).collect(), step)
}

/// Ticks at round numbers on screen; `shown` turns values into what is on screen.
pub(super) fn ticks(
    scale: &Scale,
    n: usize,
    tongue: Tongue,
    shown: impl Fn(f64) -> f64,
) -> Vec<Tick> {
    let factor = shown(1.0);
    let [a, b] = scale.values;
    let range = [shown(a.min(b)), shown(a.max(b))];
    let (values, step) = at_least_two(n, |n| round_values(range, n), |v| v.0.len());
    let decimals = (-step.log10().floor()).clamp(0.0, 4.0) as usize;
    values
        .into_iter()
        .map(|v| Tick { at: Px(scale.at(v / factor)), text: tongue.number(v, decimals) })
        .collect()
}

/// Marks for `n` of them, or a few more: a single mark tells no scale.
fn at_least_two<T>(n: usize, make: impl Fn(usize) -> T, count: impl Fn(&T) -> usize) -> T {
    let mut made = make(n);
    for more in n + 1..=n + 3 {
        if count(&made) < 2 {
            made = make(more);
        }
    }
    made
}

/// Steps between marks of pace, s.
const PACE_STEPS_S: [f64; 8] = [5.0, 10.0, 15.0, 20.0, 30.0, 60.0, 120.0, 300.0];

/// Ticks at round paces on a scale of speeds, m/s.
pub(super) fn pace_ticks(scale: &Scale, n: usize, units: Units) -> Vec<Tick> {
    let unit_m = match units {
        Units::Metric => 1000.0,
        Units::Imperial => crate::units::METRES_PER_MILE,
    };
    let [low, high] = scale.values;
    let (fast, slow) = (unit_m / high.max(0.3), unit_m / low.max(0.3));
    let paces = |n: usize| -> Vec<f64> {
        let fits = |s: &f64| (slow - fast) / s <= n as f64 + 0.5;
        let step = PACE_STEPS_S.into_iter().find(fits).unwrap_or(600.0);
        let (first, last) = ((fast / step).ceil(), (slow / step).floor());
        let count = (last - first).clamp(-1.0, 30.0) as i64;
        (0..=count).map(|k| (first + k as f64) * step).collect()
    };
    at_least_two(n, paces, Vec::len)
        .into_iter()
        .map(|s| unit_m / s)
        .map(|v| Tick { at: Px(scale.at(v)), text: units.pace_number(v) })
        .collect()
}

/// Steps between marks of time, s.
const TIME_STEPS_S: [f64; 17] = [
    1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1200.0, 1800.0, 3600.0,
    7200.0, 14_400.0, 28_800.0,
];

/// Ticks at round times.
pub(super) fn time_ticks(scale: &Scale, n: usize) -> Vec<Tick> {
    let [from, to] = scale.values;
    let step = TIME_STEPS_S.into_iter().find(|s| (to - from) / s <= n as f64);
    let step = step.unwrap_or((to - from).max(1.0));
    let count = ((to - from) / step).floor().clamp(0.0, 60.0) as i64;
    (0..=count)
        .map(|k| k as f64 * step)
        .map(|t| Tick { at: Px(scale.at(t)), text: crate::units::clock(t) })
        .collect()
}

/// A line through points; `None` breaks it, and a lone point becomes a dot.
pub(super) fn line(points: impl IntoIterator<Item = Option<(f64, f64)>>) -> String {
    let mut out = String::new();
    let (mut length, mut last) = (0, (0.0, 0.0));
    let end = |out: &mut String, length: usize| {
        if length == 1 {
            out.push_str("h0");
        }
    };
    for point in points {
        let Some((x, y)) = point else {
            end(&mut out, length);
            length = 0;
            continue;
        };
        // Writing to a String does not fail.
        let _ = match length {
            0 => write!(out, "M{} {}", Px(x), Px(y)),
            _ if Px(last.1).to_string() == Px(y).to_string() => write!(out, "H{}", Px(x)),
            _ => write!(out, "L{} {}", Px(x), Px(y)),
        };
        (length, last) = (length + 1, (x, y));
    }
    end(&mut out, length);
    out
}

/// Dots in a stretched chart: strokes of no length, round by their line caps.
pub(super) fn dots(points: impl IntoIterator<Item = (f64, f64)>) -> String {
    line(points.into_iter().flat_map(|p| [Some(p), None]))
}

/// Small shapes, so that groups differ by more than colour.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    Circle,
    Diamond,
}

/// One path with a shape at every point.
pub(super) fn marks(points: impl IntoIterator<Item = (f64, f64)>, shape: Shape, r: f64) -> String {
    let mut out = String::new();
    let (p, d) = (Px(r), Px(2.0 * r));
    for (x, y) in points {
        let _ = match shape {
            Shape::Circle => {
                write!(out, "M{} {}a{p} {p} 0 1 0 {d} 0a{p} {p} 0 1 0-{d} 0", Px(x - r), Px(y))
            }
            Shape::Diamond => {
                write!(out, "M{} {}l{p} {p} {p}-{p}-{p}-{p}z", Px(x - r), Px(y))
            }
        };
    }
    out
}

/// Rectangles of full height over stretches of a stretched chart.
pub(super) fn stretches(spans: impl IntoIterator<Item = (f64, f64)>) -> String {
    let mut out = String::new();
    for (from, to) in spans {
        let _ = write!(out, "M{} 0H{}V100H{}z", Px(from), Px(to), Px(from));
    }
    out
}

/// The value below which a share of the sorted values lies.
pub(super) fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let at = share.clamp(0.0, 1.0) * last as f64;
    let (low, high) = (sorted.get(at.floor() as usize)?, sorted.get(at.ceil() as usize)?);
    Some(low + (high - low) * at.fract())
}

/// Finite values in order.
pub(super) fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    values
}

/// A range that shows nearly all values with some room, at least `least` wide.
pub(super) fn view(values: &[f64], least: f64) -> Option<[f64; 2]> {
    /// Share of the values that may lie beyond either end. Ours.
    const BEYOND: f64 = 0.002;
    /// Room on either side, share of the range. Ours.
    const ROOM: f64 = 0.1;
    let (low, high) = (quantile(values, BEYOND)?, quantile(values, 1.0 - BEYOND)?);
    let centre = 0.5 * (low + high);
    let half = (0.5 * (1.0 + 2.0 * ROOM) * (high - low)).max(0.5 * least).max(1e-6);
    Some([centre - half, centre + half])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_short_and_never_broken() {
        for (given, expected) in
            [(1.0, "1"), (-0.04, "0"), (-0.26, "-0.3"), (12.34, "12.3"), (f64::NAN, "0")]
        {
            assert_eq!(Px(given).to_string(), expected);
        }
        assert_eq!(Px(f64::INFINITY).to_string(), "0");
    }

    #[test]
    fn lines_break_where_nothing_is_known() {
        let points = [Some((0.0, 1.0)), Some((1.0, 1.0)), Some((2.0, 3.5)), None, Some((4.0, 2.0))];
        assert_eq!(line(points), "M0 1H1L2 3.5M4 2h0");
    }

    #[test]
    fn ticks_are_round_on_screen() {
        let scale = Scale::new([243.0, 281.0], [100.0, 0.0]);
        let texts = |t: Vec<Tick>| t.into_iter().map(|t| t.text).collect::<Vec<_>>();
        assert_eq!(texts(ticks(&scale, 4, Tongue::default(), |v| v)), ["250", "260", "270", "280"]);
        // 81 to 94 mm, shown in cm.
        let scale = Scale::new([81.0, 94.0], [100.0, 0.0]);
        assert_eq!(texts(ticks(&scale, 3, Tongue::default(), |v| v * 0.1)), ["8.5", "9.0"]);
        let scale = Scale::new([2.5, 3.6], [100.0, 0.0]);
        assert_eq!(texts(pace_ticks(&scale, 3, Units::Metric)), ["5:00", "6:00"]);
        assert_eq!(texts(time_ticks(&Scale::new([0.0, 5000.0], [0.0, 1.0]), 6)).len(), 6);
        assert!(ticks(&Scale::new([1.0, 1.0], [0.0, 1.0]), 4, Tongue::default(), |v| v).is_empty());
        let below = Scale::new([-2.2, 1.4], [100.0, 0.0]);
        assert_eq!(texts(ticks(&below, 4, Tongue::default(), |v| v)), ["−2", "−1", "0", "1"]);
    }

    #[test]
    fn an_axis_has_two_marks_or_more() {
        // 161 to 184: only 175 lies on a grid of 25, which is none of ours; 20 gives one.
        for range in [[161.0, 179.0], [9.2, 10.9], [0.31, 0.49], [141.0, 159.5]] {
            let scale = Scale::new(range, [100.0, 0.0]);
            assert!(ticks(&scale, 2, Tongue::default(), |v| v).len() > 1, "{range:?}");
        }
        let narrow = Scale::new([2.70, 2.83], [100.0, 0.0]);
        assert!(pace_ticks(&narrow, 2, Units::Metric).len() > 1);
    }

    #[test]
    fn outliers_do_not_set_the_view() {
        let mut values: Vec<f64> = (0..1000).map(f64::from).collect();
        values.push(1e9);
        let [low, high] = view(&sorted(values), 1.0).unwrap();
        assert!(low < 0.0 && low > -200.0 && high < 1200.0, "{low} {high}");
        assert_eq!(view(&[], 1.0), None);
    }
}
