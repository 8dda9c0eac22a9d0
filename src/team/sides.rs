//! Left against right in the layout of a clinic: metric, unit, left, right,
//! asymmetry, band.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::{Analysis, Segment, SegmentMetric, Side};
use crate::form::Rules;
use crate::metrics::Metric;
use crate::metrics::asymmetry::{
    share_from_symmetry_index, symmetry_index_from_share, symmetry_index_pct,
};
use crate::recording::Provenance;

/// Left against right in one run.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Sides {
    /// Index into `runs`.
    pub run: usize,
    /// One per metric.
    pub rows: Vec<SideRow>,
    /// Two sensors name opposite sides: neither is to be believed alone, and their
    /// rows have no band.
    pub opposed: bool,
}

/// One metric, left and right, medians of the whole run.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SideRow {
    /// Which; `contact_balance_left` holds the shares of both feet.
    pub metric: Metric,
    /// Unit of left and right.
    pub unit: String,
    /// Field it was read from.
    pub source: Provenance,
    /// Left.
    pub left: f64,
    /// Right.
    pub right: f64,
    /// Symmetry index, 100 (left − right) / mean, %: + where left is larger.
    pub asymmetry_pct: f64,
    /// How large that is; null where no limits are known for the metric.
    pub band: Option<Band>,
    /// Limits of the bands, %: low below the first, high from the second.
    pub limits_pct: Option<[f64; 2]>,
}

/// How large a difference between the sides is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Common, and close to what a sensor can tell.
    Low,
    /// Worth watching.
    Moderate,
    /// Marked.
    High,
}

/// From the newest run that tells left from right.
pub(super) fn sides(runs: &[Analysis], rules: &Rules) -> Option<Sides> {
    runs.iter().enumerate().rev().find_map(|(run, analysis)| {
        let mut rows = rows(analysis.segments.iter().find(|s| s.id == "all")?, rules);
        let opposed = opposed(&rows);
        if opposed {
            for row in rows.iter_mut().filter(|r| of_contact(r.metric)) {
                row.band = None;
            }
        }
        (!rows.is_empty()).then_some(Sides { run, rows, opposed })
    })
}

/// Balance of contact and contact of each foot: the same quantity twice.
fn of_contact(metric: Metric) -> bool {
    matches!(metric, Metric::ContactBalanceLeft | Metric::GroundContactTime)
}

/// Whether two statements on the contact of left and right contradict each other:
/// they name opposite sides and lie further apart than a difference worth a word.
fn opposed(rows: &[SideRow]) -> bool {
    let of = |metric| rows.iter().find(|r| r.metric == metric);
    let both = of(Metric::ContactBalanceLeft).zip(of(Metric::GroundContactTime));
    both.is_some_and(|(a, b)| {
        let limit = [a, b].iter().filter_map(|r| r.limits_pct).map(|l| l[0]).fold(0.0, f64::max);
        let apart = (a.asymmetry_pct - b.asymmetry_pct).abs();
        a.asymmetry_pct * b.asymmetry_pct < 0.0 && apart >= limit
    })
}

/// The statements of a whole run on the contact of left and right that contradict
/// each other: field and left share in % of each; none where they agree.
pub fn opposed_sources(whole: &Segment, rules: &Rules) -> Option<[(String, f64); 2]> {
    let rows = rows(whole, rules);
    if !opposed(&rows) {
        return None;
    }
    let of = |metric| {
        let row = rows.iter().find(|r| r.metric == metric)?;
        Some((row.source.to_string(), share_from_symmetry_index(row.asymmetry_pct)))
    };
    Some([of(Metric::ContactBalanceLeft)?, of(Metric::GroundContactTime)?])
}

fn rows(whole: &Segment, rules: &Rules) -> Vec<SideRow> {
    let balance =
        whole.metrics.iter().find(|m| m.metric == Metric::ContactBalanceLeft && m.side.is_none());
    let balance = balance.and_then(|m| {
        let left = m.median.filter(|v| v.is_finite())?;
        Some(row(m, left, 100.0 - left, symmetry_index_from_share(left), rules))
    });
    let left = whole.metrics.iter().filter(|m| m.side == Some(Side::Left));
    let pairs = left.filter_map(|l| {
        let r =
            whole.metrics.iter().find(|m| m.metric == l.metric && m.side == Some(Side::Right))?;
        let (left, right) = (l.median?, r.median?);
        let index = symmetry_index_pct(left, right);
        index.is_finite().then(|| row(l, left, right, index, rules))
    });
    balance.into_iter().chain(pairs).collect()
}

fn row(m: &SegmentMetric, left: f64, right: f64, asymmetry_pct: f64, rules: &Rules) -> SideRow {
    let limits_pct = limits(m, rules);
    SideRow {
        metric: m.metric,
        unit: m.unit.clone(),
        source: m.source.clone(),
        left,
        right,
        asymmetry_pct,
        band: limits_pct.map(|[moderate, high]| match asymmetry_pct.abs() {
            a if a >= high => Band::High,
            a if a >= moderate => Band::Moderate,
            _ => Band::Low,
        }),
        limits_pct,
    }
}

/// Limits in % of the symmetry index: those of the rules for the balance of
/// contact. Contact times of both feet are the same quantity; for other metrics
/// none are known.
fn limits(m: &SegmentMetric, rules: &Rules) -> Option<[f64; 2]> {
    if !of_contact(m.metric) {
        return None;
    }
    let on_feet = m.side.is_some() || m.source.is_of_each_foot();
    let levels = rules.rules.iter().filter_map(|r| r.level);
    let mut points: Vec<f64> = levels
        .filter(|l| l.metric == Metric::ContactBalanceLeft)
        .map(|l| if on_feet { l.from } else { l.from_trunk })
        .collect();
    points.sort_by(f64::total_cmp);
    let index = |p: f64| symmetry_index_from_share(50.0 + p);
    Some([index(*points.first()?), index(*points.last()?)])
}
