//! What changed between fresh and tired: three chips for what matters most, and a
//! table of all.

use super::draw::Px;
use super::{Markup, hero, level, number};
use crate::analysis::{Analysis, Analyzed, Segment, SegmentMetric};
use crate::compare::MetricChange;
use crate::report::change::{at_pace, in_table, only_changes, tone, verdict, word};
use crate::report::reasons::segment;
use crate::report::show::Shown;
use crate::report::terminal::FIRST;
use crate::units::clock;
use crate::words::Words;

/// One metric, fresh against tired.
pub(super) struct Card {
    pub id: &'static str,
    pub title: String,
    pub unit: String,
    pub estimated: bool,
    /// As recorded.
    pub fresh: Markup,
    pub tired: Markup,
    pub raw: Markup,
    /// Levels at equal pace.
    pub equal: Option<[Markup; 2]>,
    pub change: Markup,
    pub percent: Option<Markup>,
    pub interval: Option<(Markup, Markup)>,
    pub worthwhile: Markup,
    pub detectable: Markup,
    pub word: String,
    /// With its sign.
    pub verdict: String,
    /// Class of the verdict.
    pub tone: &'static str,
    /// Its course, and the fresh level.
    pub spark: Option<(String, Px)>,
}

/// Chips of the metrics that matter most.
pub(super) fn chips(analyzed: &Analyzed, chosen: &[&MetricChange], words: &Words) -> Vec<Card> {
    let spark = |m: &MetricChange| {
        analyzed.rows.iter().find(|r| r.metric == m.metric).and_then(hero::spark)
    };
    chosen.iter().map(|m| Card { spark: spark(m), ..card(m, words) }).collect()
}

/// Every metric of the comparison that describes form.
pub(super) fn table(analysis: &Analysis, words: &Words) -> Vec<Card> {
    let metrics = analysis.comparison.metrics.iter();
    metrics
        .filter(|m| in_table(m.metric) && (m.fresh.is_some() || m.fatigued.is_some()))
        .map(|m| card(m, words))
        .collect()
}

fn card(m: &MetricChange, words: &Words) -> Card {
    let shown = Shown::told(words, m.metric, &m.unit);
    let of = |field: &str, value: Option<f64>, text: &str| {
        number("comparison", m.metric.id(), field, value, text)
    };
    let at = |field: &str, value: Option<f64>| {
        level(("comparison", m.metric, field), value, &shown, m.accuracy)
    };
    let change = |field: &str, value: Option<f64>| of(field, value, &shown.change(value));
    let size = |field: &str, value: Option<f64>| of(field, value, &shown.size(value));
    let percent = m.adjusted_change_pct.filter(|p| p.is_finite() && m.metric.log_scale());
    Card {
        id: m.metric.id(),
        title: words.short(m.metric.id()),
        unit: shown.unit().to_owned(),
        estimated: m.estimated,
        fresh: at("fresh", m.fresh),
        tired: at("fatigued", m.fatigued),
        equal: at_pace(m).map(|[fresh, tired]| {
            [("fresh_at_pace", fresh), ("fatigued_at_pace", tired)]
                .map(|(field, v)| at(field, Some(v)))
        }),
        change: change("adjusted_change", m.adjusted_change),
        percent: percent.map(|p| {
            let text = format!("{} %", words.tongue().signed(p, 1));
            of("adjusted_change_pct", m.adjusted_change_pct, &text)
        }),
        interval: m
            .ci95
            .map(|[low, high]| (change("ci95.0", Some(low)), change("ci95.1", Some(high)))),
        raw: change("raw_change", m.raw_change),
        worthwhile: size("swc", m.swc),
        detectable: size("mdc", m.mdc),
        word: word(m, words),
        verdict: verdict(m, words),
        tone: tone(m),
        spark: None,
    }
}

/// `46:10 (8.0 km)`.
pub(super) fn onset(s: f64, m: Option<f64>, words: &Words) -> String {
    let place = m.map(|m| format!(" ({})", words.tongue().distance(m)));
    format!("{}{}", clock(s), place.unwrap_or_default())
}

/// A level of the whole run, where nothing could be compared.
pub(super) struct Level {
    pub title: String,
    pub unit: String,
    pub value: Markup,
}

/// The levels of the whole run.
pub(super) fn levels(analysis: &Analysis, words: &Words) -> Vec<Level> {
    let all = segment(analysis, "all").map_or(&[][..], |s: &Segment| &s.metrics);
    let mut told: Vec<&SegmentMetric> = all
        .iter()
        .filter(|m| in_table(m.metric) && m.side.is_none() && m.median.is_some())
        .filter(|m| !only_changes(m.metric))
        .collect();
    told.sort_by_key(|m| FIRST.iter().position(|f| *f == m.metric).unwrap_or(FIRST.len()));
    told.into_iter()
        .map(|m| {
            let shown = Shown::told(words, m.metric, &m.unit);
            Level {
                title: words.short(m.metric.id()),
                unit: shown.unit().to_owned(),
                value: level(("all", m.metric, "median"), m.median, &shown, m.accuracy),
            }
        })
        .collect()
}
