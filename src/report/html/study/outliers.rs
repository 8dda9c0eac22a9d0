//! Recordings far from the others of the same field.

use std::collections::BTreeMap;

use super::super::{Markup, draw, number};
use super::{Options, name};
use crate::metrics::Metric;
use crate::report::change::in_table;
use crate::report::show::{self, Shown};
use crate::report::text::clean;
use crate::stats;
use crate::study::row::SummaryRow;
use crate::units::signed;

/// Distance from the median, in robust standard deviations, from which a recording
/// is named (Iglewicz & Hoaglin 1993).
const FAR: f64 = 3.5;
/// Recordings with the same field that it takes to say so. Ours.
const LEAST: usize = 10;
/// Outliers that are listed. Ours.
const MOST: usize = 60;

/// What stands out, the furthest first.
pub(super) struct Outliers {
    pub rows: Vec<Outlier>,
    /// Found in all, listed or not.
    pub found: usize,
    pub far: f64,
    pub least: usize,
    /// Sets of numbers that were large enough to look at.
    pub judged: usize,
}

/// One number of one recording.
pub(super) struct Outlier {
    pub name: String,
    pub page: Option<String>,
    pub group: String,
    pub metric: String,
    pub what: &'static str,
    pub unit: String,
    pub value: Markup,
    pub median: String,
    pub distance: Markup,
    pub source: String,
}

/// Numbers of one metric, field and kind: row and value.
type Sets<'a> = BTreeMap<(Metric, &'static str, &'a str, &'a str), Vec<(usize, f64)>>;

/// Levels and changes, each among recordings of the same field and unit.
pub(super) fn outliers(rows: &[SummaryRow], options: &Options) -> Outliers {
    let mut sets: Sets = BTreeMap::new();
    for (i, row) in rows.iter().enumerate() {
        for m in row.run.iter().flat_map(|r| &r.metrics).filter(|m| in_table(m.metric)) {
            for (what, value) in [("median", m.median), ("change", m.change)] {
                if let Some(value) = value.filter(|v| v.is_finite()) {
                    let set = sets.entry((m.metric, what, &m.source, &m.unit)).or_default();
                    set.push((i, value));
                }
            }
        }
    }
    sets.retain(|_, values| values.len() >= LEAST);
    let judged = sets.len();
    let mut found: Vec<(f64, usize, Outlier)> = Vec::new();
    for ((metric, what, source, unit), values) in &sets {
        let numbers: Vec<f64> = values.iter().map(|v| v.1).collect();
        let sorted = draw::sorted(numbers.iter().copied());
        let (Some(median), Some(sd)) = (draw::quantile(&sorted, 0.5), stats::mad_sd(&numbers))
        else {
            continue;
        };
        if sd <= 0.0 {
            continue;
        }
        for &(i, value) in values {
            let distance = (value - median) / sd;
            let Some(row) = rows.get(i).filter(|_| distance.abs() > FAR) else { continue };
            let shown = Shown::new(*metric, unit);
            let change = *what == "change";
            let text = |v| if change { shown.change(Some(v)) } else { shown.level(Some(v)) };
            let of = format!("rows.{i}");
            let outlier = Outlier {
                name: name(row),
                page: options.pages.get(i).cloned().flatten(),
                group: row.who.group.as_deref().map(clean).unwrap_or_default(),
                metric: show::title(*metric),
                what: if change { "change when tired" } else { "level" },
                unit: shown.unit().to_owned(),
                value: number(&of, metric.id(), what, Some(value), &text(value)),
                median: text(median),
                distance: number(
                    &of,
                    metric.id(),
                    &format!("{what}.distance"),
                    Some(distance),
                    &signed(distance, 1),
                ),
                source: clean(source),
            };
            found.push((distance.abs(), i, outlier));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let n = found.len();
    let rows = found.into_iter().take(MOST).map(|f| f.2).collect();
    Outliers { rows, found: n, far: FAR, least: LEAST, judged }
}
