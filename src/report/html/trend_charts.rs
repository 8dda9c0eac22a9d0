//! The charts of a trend: levels from run to run, and the change when tired of each.

use super::draw::{self, Px, Scale, Shape, Tick};
use crate::report::show::{self, Shown};
use crate::trend::{Point, Run, Series};
use crate::words::Words;

/// Where things are in a chart of 420 wide and 200 high.
const X: [f64; 2] = [52.0, 408.0];
const Y: [f64; 2] = [166.0, 14.0];
/// Least height of an axis where it is not known what matters: a share of the level. Ours.
const LEAST_SHARE: f64 = 0.2;

/// A chart over the days.
pub(super) struct Chart {
    pub title: String,
    pub description: String,
    pub band: Option<[Px; 2]>,
    pub zero: Option<Px>,
    pub line: String,
    /// The line over all runs.
    pub over: String,
    pub bars: String,
    pub marks: String,
    pub beyond: String,
    pub y: Vec<Tick>,
    pub x: Vec<Tick>,
}

/// Days from left to right with some room; a single day in the middle.
pub(super) fn days_scale(days: &[f64]) -> Scale {
    let low = days.iter().copied().fold(f64::INFINITY, f64::min);
    let high = days.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let room = (0.04 * (high - low)).max(3600.0);
    Scale::new([low - room, high + room], X)
}

/// Up to four dates, far enough apart to be read.
pub(super) fn date_ticks(
    x: &Scale,
    days: &[f64],
    points: &[Point],
    runs: &[Run],
    words: &Words,
) -> Vec<Tick> {
    /// Least distance between two dates in the drawing.
    const APART: f64 = 84.0;
    let mut ticks: Vec<Tick> = Vec::new();
    let mut last = f64::NEG_INFINITY;
    for (point, day) in points.iter().zip(days) {
        let at = x.at(*day).clamp(X[0] + 30.0, X[1] - 30.0);
        let start = runs.get(point.run).map(|r| r.start.as_str()).unwrap_or_default();
        if at.is_finite() && at - last >= APART {
            let text = show::short_date(start, words).unwrap_or_default();
            ticks.push(Tick { at: Px(at), text });
            last = at;
        }
    }
    ticks
}

/// Levels, with the band around the first ones within which days differ.
pub(super) fn level_chart(
    s: &Series,
    days: &[f64],
    x: &Scale,
    dates: &[Tick],
    shown: &Shown,
    words: &Words,
) -> Option<Chart> {
    let points: Vec<(f64, f64, bool)> = s
        .points
        .iter()
        .zip(days)
        .filter_map(|(p, day)| Some((*day, p.level?, p.beyond_days == Some(true))))
        .collect();
    if points.len() < 2 {
        return None;
    }
    let first_level = points.first()?.1;
    // The band is the rule of the verdict: last runs within it are no change.
    let band = s.level.from.zip(s.level.needed).map(|(from, by)| [from - by, from + by]);
    let least = s.days_differ.map_or(LEAST_SHARE * first_level.abs(), |days| 4.0 * days);
    let y = y_scale(points.iter().map(|p| p.1).chain(band.into_iter().flatten()), least)?;
    let place = |p: &(f64, f64, bool)| (x.at(p.0), y.at(p.1));
    let beyond = points.iter().filter(|p| p.2).map(place);
    let first = points.first().map(|p| shown.level(Some(p.1))).unwrap_or_default();
    let last = points.last().map(|p| shown.level(Some(p.1))).unwrap_or_default();
    // The line over all runs, where there is one.
    let over = s.line.as_ref().and_then(|l| {
        let (from, to) = (points.first()?.0, points.last()?.0);
        let ends = [(from, l.from), (to, l.from + l.change)];
        Some(draw::line(ends.map(|(day, v)| Some((x.at(day), y.near(v))))))
    });
    let amount = s.level.needed.map_or("none".into(), |d| shown.amount(d));
    Some(Chart {
        title: words.t("trend-fresh-level"),
        description: words.text(
            "trend-level-description",
            &[
                ("n", (points.len() as f64).into()),
                ("first", first.into()),
                ("last", last.into()),
                ("unit", shown.unit().to_owned().into()),
                ("needed", amount.into()),
            ],
        ),
        over: over.unwrap_or_default(),
        band: band.map(|b| b.map(|v| Px(y.near(v)))),
        zero: None,
        line: draw::line(points.iter().map(|p| Some(place(p)))),
        bars: String::new(),
        marks: draw::marks(points.iter().filter(|p| !p.2).map(place), Shape::Circle, 4.5),
        beyond: draw::marks(beyond, Shape::Diamond, 6.0),
        y: draw::ticks(&y, 4, words.tongue(), |v| shown.scaled(v)),
        x: dates.to_vec(),
    })
}

/// The change when tired with its interval, and what is too small to matter.
pub(super) fn fatigue_chart(
    s: &Series,
    days: &[f64],
    x: &Scale,
    dates: &[Tick],
    shown: &Shown,
    words: &Words,
) -> Option<Chart> {
    let points: Vec<(f64, f64, Option<[f64; 2]>)> = s
        .points
        .iter()
        .zip(days)
        .filter_map(|(p, day)| {
            Some((*day, p.tired_change.filter(|c| c.is_finite())?, p.tired_ci95))
        })
        .collect();
    if points.is_empty() {
        return None;
    }
    let swc = s.points.iter().filter_map(|p| p.swc).filter(|v| v.is_finite()).fold(0.0, f64::max);
    let all = points.iter().flat_map(|p| p.2.unwrap_or([p.1, p.1]).into_iter().chain([p.1]));
    let level = s.points.first().map_or(0.0, |p| p.fresh.abs());
    let least = if swc > 0.0 { 4.0 * swc } else { LEAST_SHARE * level };
    let y = y_scale(all.chain([0.0, -swc, swc]), least)?;
    let mut bars = String::new();
    for (day, _, ci) in &points {
        if let Some([low, high]) = ci {
            bars +=
                &draw::line([Some((x.at(*day), y.near(*low))), Some((x.at(*day), y.near(*high)))]);
        }
    }
    let last = points.last().map(|p| shown.change(Some(p.1))).unwrap_or_default();
    Some(Chart {
        title: words.t("trend-change-tired"),
        description: words.text(
            "trend-tired-description",
            &[
                ("n", (points.len() as f64).into()),
                ("last", last.into()),
                ("unit", shown.unit().to_owned().into()),
            ],
        ),
        over: String::new(),
        band: (swc > 0.0).then(|| [-swc, swc].map(|v| Px(y.near(v)))),
        zero: Some(Px(y.at(0.0))),
        line: String::new(),
        bars,
        marks: String::new(),
        beyond: draw::marks(points.iter().map(|p| (x.at(p.0), y.at(p.1))), Shape::Diamond, 5.5),
        y: draw::ticks(&y, 4, words.tongue(), |v| shown.scaled(v)),
        x: dates.to_vec(),
    })
}

/// All values with some room, on an axis at least `least` high: what is too small to
/// matter must not look like news.
fn y_scale(values: impl Iterator<Item = f64>, least: f64) -> Option<Scale> {
    let values = draw::sorted(values);
    let (low, high) = (values.first()?, values.last()?);
    let half = (0.58 * (high - low)).max(0.5 * least).max(1e-6);
    let centre = 0.5 * (low + high);
    Some(Scale::new([centre - half, centre + half], Y))
}
