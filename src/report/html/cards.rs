//! What changed between fresh and tired: a card for each main metric with its
//! interval drawn against what matters, and a table of all.

use super::draw::{Px, Scale, Tick};
use super::{Markup, number};
use crate::analysis::{Analysis, Segment};
use crate::compare::{MetricChange, Status, Verdict};
use crate::metrics::Metric;
use crate::report::show::Shown;
use crate::report::terminal::{could_matter, in_table, only_changes, segment, verdict};
use crate::units::{Units, clock, signed};
use crate::words::english_of;

/// Metrics that get a card, in this order, after those that define a finding; all
/// others are in the table.
const CARDS: [Metric; 6] = [
    Metric::Cadence,
    Metric::GroundContactTime,
    Metric::VerticalOscillation,
    Metric::StepLength,
    Metric::ContactBalanceLeft,
    Metric::CadenceCv,
];

/// One metric, fresh against tired.
pub(super) struct Card {
    pub id: &'static str,
    pub title: &'static str,
    pub unit: String,
    pub estimated: bool,
    pub fresh: Markup,
    pub tired: Markup,
    pub change: Markup,
    pub percent: Option<Markup>,
    pub interval: Option<(Markup, Markup)>,
    pub raw: Markup,
    pub worthwhile: Markup,
    pub detectable: Markup,
    pub onset: Option<String>,
    pub word: String,
    /// Class of the verdict.
    pub tone: &'static str,
    pub reason: Option<String>,
    pub drawing: Option<Interval>,
}

/// The interval of a change against no change and what matters.
pub(super) struct Interval {
    pub title: String,
    pub ci: [Px; 2],
    pub point: Px,
    pub raw: Option<Px>,
    pub zero: Px,
    /// From minus to plus the smallest worthwhile change.
    pub band: Option<[Px; 2]>,
    pub band_texts: Vec<Tick>,
    /// Minus and plus the minimal detectable change.
    pub marks: Option<[Px; 2]>,
}

/// Width of the drawing of an interval, and its margins.
const INTERVAL_WIDTH: f64 = 300.0;
const INTERVAL_MARGIN: f64 = 14.0;

/// Cards of the main metrics, where they were compared or should have been.
pub(super) fn cards(analysis: &Analysis, units: Units) -> Vec<Card> {
    if analysis.comparison.status != Status::Compared {
        return Vec::new();
    }
    let all = &analysis.comparison.metrics;
    let defining = analysis.findings.iter().filter_map(|f| f.metrics.first());
    let mut wanted: Vec<Metric> = defining.filter(|m| !CARDS.contains(m)).copied().collect();
    wanted.extend(CARDS);
    let mut shown = std::collections::BTreeSet::new();
    wanted.retain(|m| shown.insert(*m));
    wanted
        .iter()
        .filter_map(|metric| all.iter().find(|m| m.metric == *metric && m.fresh.is_some()))
        .map(|m| card(m, units))
        .collect()
}

/// Every metric of the comparison that describes form.
pub(super) fn table(analysis: &Analysis, units: Units) -> Vec<Card> {
    let metrics = analysis.comparison.metrics.iter();
    metrics
        .filter(|m| in_table(m.metric) && (m.fresh.is_some() || m.fatigued.is_some()))
        .map(|m| card(m, units))
        .collect()
}

fn card(m: &MetricChange, units: Units) -> Card {
    let shown = Shown::new(m.metric, &m.unit);
    let of = |field: &str, value: Option<f64>, text: &str| {
        number("comparison", m.metric.id(), field, value, text)
    };
    let change = |field: &str, value: Option<f64>| of(field, value, &shown.change(value));
    let size = |field: &str, value: Option<f64>| {
        of(field, value, &value.map_or("-".into(), |v| shown.change(Some(v)).replace('+', "±")))
    };
    let percent = m.adjusted_change_pct.filter(|p| p.is_finite() && m.metric.log_scale());
    let fields = match m.fresh_at_pace {
        Some(_) => ["fresh_at_pace", "fatigued_at_pace"],
        None => ["fresh", "fatigued"],
    };
    Card {
        id: m.metric.id(),
        title: m.metric.title(),
        unit: shown.unit().to_owned(),
        estimated: m.estimated,
        fresh: of(fields[0], m.levels().0, &shown.level(m.levels().0)),
        tired: of(fields[1], m.levels().1, &shown.level(m.levels().1)),
        change: change("adjusted_change", m.adjusted_change),
        percent: percent.map(|p| {
            let text = format!("{} %", signed(p, 1));
            of("adjusted_change_pct", m.adjusted_change_pct, &text)
        }),
        interval: m
            .ci95
            .map(|[low, high]| (change("ci95.0", Some(low)), change("ci95.1", Some(high)))),
        raw: change("raw_change", m.raw_change),
        worthwhile: size("swc", m.swc),
        detectable: size("mdc", m.mdc),
        onset: m.onset_s.map(|s| onset(s, m.onset_m, units)),
        word: verdict(m),
        tone: tone(m),
        reason: why(m),
        drawing: drawing(m, &shown),
    }
}

/// Why it was not compared or its verdict is held back, and what is to be known beside it.
fn why(m: &MetricChange) -> Option<String> {
    let reason = m.reason.iter().map(english_of);
    let all: Vec<String> = reason.chain(m.caveats.iter().map(english_of)).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// `46:10 (8.0 km)`.
pub(super) fn onset(s: f64, m: Option<f64>, units: Units) -> String {
    let place = m.map(|m| format!(" ({})", units.distance(m)));
    format!("{}{}", clock(s), place.unwrap_or_default())
}

fn tone(m: &MetricChange) -> &'static str {
    match (m.verdict, m.adverse) {
        (Verdict::Insufficient, _) => "unknown",
        (Verdict::Undecided, _) => "unclear",
        (Verdict::Stable, _) if could_matter(m) => "unclear",
        (Verdict::Stable, _) => "stable",
        (Verdict::Possible, true) => "maybe",
        (Verdict::Likely | Verdict::Clear, true) => "worse",
        (_, false) => "other",
    }
}

fn drawing(m: &MetricChange, shown: &Shown) -> Option<Interval> {
    let (change, [low, high]) = (m.adjusted_change?, m.ci95?);
    let swc = m.swc.filter(|s| s.is_finite() && *s > 0.0);
    let mdc = m.mdc.filter(|s| s.is_finite() && *s > 0.0);
    let reach = [Some(change), Some(low), Some(high), m.raw_change, swc, mdc];
    let reach = reach.into_iter().flatten().map(f64::abs).filter(|v| v.is_finite());
    let reach = 1.08 * reach.fold(0.0, f64::max);
    if !(reach > 0.0 && [change, low, high].iter().all(|v| v.is_finite())) {
        return None;
    }
    let scale = Scale::new([-reach, reach], [INTERVAL_MARGIN, INTERVAL_WIDTH - INTERVAL_MARGIN]);
    let at = |v: f64| Px(scale.at(v));
    let both = |v: f64| [at(-v), at(v)];
    let matters = swc.map_or(String::new(), |s| {
        format!(" Changes within ±{} are too small to matter.", shown.amount(s))
    });
    Some(Interval {
        title: format!(
            "{}: change at equal pace and slope {} {}, 95 % interval {}.{matters}",
            m.metric.title(),
            shown.change(Some(change)),
            shown.unit(),
            shown.interval(Some([low, high])).replace("..", " to "),
        ),
        ci: [at(low), at(high)],
        point: at(change),
        raw: m.raw_change.filter(|v| v.is_finite()).map(at),
        zero: at(0.0),
        band: swc.map(both),
        band_texts: swc.map_or_else(Vec::new, |s| edges(&scale, shown, s)),
        marks: mdc.map(both),
    })
}

/// Names of both ends of the band, within the drawing and clear of the zero.
fn edges(scale: &Scale, shown: &Shown, swc: f64) -> Vec<Tick> {
    /// Half the width of such a name.
    const HALF: f64 = 20.0;
    let zero = scale.at(0.0);
    [-swc, swc]
        .into_iter()
        .map(|v| {
            let away = (scale.at(v) - zero).abs().max(HALF + 9.0) * v.signum();
            let at = (zero + away).clamp(HALF, INTERVAL_WIDTH - HALF);
            Tick { at: Px(at), text: shown.change(Some(v)) }
        })
        .collect()
}

/// A level of the whole run, where nothing could be compared.
pub(super) struct Level {
    pub title: &'static str,
    pub unit: String,
    pub value: Markup,
    pub from: String,
}

/// The levels of the whole run.
pub(super) fn levels(analysis: &Analysis) -> Vec<Level> {
    let all = segment(analysis, "all").map_or(&[][..], |s: &Segment| &s.metrics);
    all.iter()
        .filter(|m| in_table(m.metric) && m.side.is_none() && m.median.is_some())
        .filter(|m| !only_changes(m.metric))
        .map(|m| {
            let shown = Shown::new(m.metric, &m.unit);
            Level {
                title: m.metric.title(),
                unit: shown.unit().to_owned(),
                value: number("all", m.metric.id(), "median", m.median, &shown.level(m.median)),
                from: match m.estimated {
                    true => "computed".into(),
                    false => m.source.to_string(),
                },
            }
        })
        .collect()
}
