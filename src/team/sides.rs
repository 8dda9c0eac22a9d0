//! Left against right in the layout of a clinic: metric, unit, left, right,
//! asymmetry, band.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::{Analysis, Segment, SegmentMetric, Side};
use crate::form::Rules;
use crate::metrics::Metric;
use crate::metrics::asymmetry::{symmetry_index_from_share, symmetry_index_pct};

/// Left against right in one run.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Sides {
    /// Index into `runs`.
    pub run: usize,
    /// One per metric.
    pub rows: Vec<SideRow>,
}

/// One metric, left and right, medians of the whole run.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SideRow {
    /// Which; `contact_balance_left` holds the shares of both feet.
    pub metric: Metric,
    /// Unit of left and right.
    pub unit: String,
    /// Field it was read from.
    pub source: String,
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
pub(super) fn sides(runs: &[Analysis]) -> Option<Sides> {
    runs.iter().enumerate().rev().find_map(|(run, analysis)| {
        let rows = rows(analysis.segments.iter().find(|s| s.id == "all")?);
        (!rows.is_empty()).then_some(Sides { run, rows })
    })
}

fn rows(whole: &Segment) -> Vec<SideRow> {
    let balance =
        whole.metrics.iter().find(|m| m.metric == Metric::ContactBalanceLeft && m.side.is_none());
    let balance = balance.and_then(|m| {
        let left = m.median.filter(|v| v.is_finite())?;
        Some(row(m, left, 100.0 - left, symmetry_index_from_share(left)))
    });
    let left = whole.metrics.iter().filter(|m| m.side == Some(Side::Left));
    let pairs = left.filter_map(|l| {
        let r =
            whole.metrics.iter().find(|m| m.metric == l.metric && m.side == Some(Side::Right))?;
        let (left, right) = (l.median?, r.median?);
        let index = symmetry_index_pct(left, right);
        index.is_finite().then(|| row(l, left, right, index))
    });
    balance.into_iter().chain(pairs).collect()
}

fn row(m: &SegmentMetric, left: f64, right: f64, asymmetry_pct: f64) -> SideRow {
    let limits_pct = limits(m);
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
fn limits(m: &SegmentMetric) -> Option<[f64; 2]> {
    if !matches!(m.metric, Metric::ContactBalanceLeft | Metric::GroundContactTime) {
        return None;
    }
    let rules = Rules::builtin().ok()?;
    let source = m.source.to_lowercase();
    let on_feet =
        m.side.is_some() || rules.foot_sources.iter().any(|s| source.contains(s.as_str()));
    let levels = rules.rules.iter().filter_map(|r| r.level);
    let mut points: Vec<f64> = levels
        .filter(|l| l.metric == Metric::ContactBalanceLeft)
        .map(|l| if on_feet { l.from } else { l.from_trunk })
        .collect();
    points.sort_by(f64::total_cmp);
    let index = |p: f64| symmetry_index_from_share(50.0 + p);
    Some([index(*points.first()?), index(*points.last()?)])
}
