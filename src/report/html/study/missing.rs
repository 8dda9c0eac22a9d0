//! Which recordings have which metric: a strip for each metric, recordings from
//! left to right in the order of the list.

use super::super::draw::{self, Scale, WIDE};
use super::super::{Markup, number};
use super::of;
use crate::metrics::Metric;
use crate::report::show;
use crate::runs::RunStatus;
use crate::study::row::{MetricSummary, SummaryRow};

/// One metric over all recordings.
pub(super) struct Strip {
    pub id: &'static str,
    pub title: String,
    pub description: String,
    /// Where it was measured, computed, and where there is no analysis.
    pub measured: String,
    pub computed: String,
    pub none: String,
    pub present: usize,
    pub count: Markup,
    pub share: String,
}

/// A strip for each metric.
pub(super) fn strips(rows: &[SummaryRow], metrics: &[Metric]) -> Vec<Strip> {
    let n = rows.len();
    let recordings = rows.iter().filter(|r| r.status != RunStatus::Skipped).count();
    let x = Scale::new([0.0, n.max(1) as f64], [0.0, WIDE]);
    let where_is = |is: &dyn Fn(&SummaryRow) -> bool| {
        let mut spans: Vec<(f64, f64)> = Vec::new();
        let mut begun: Option<usize> = None;
        for i in 0..=n {
            match (rows.get(i).is_some_and(is), begun) {
                (true, None) => begun = Some(i),
                (false, Some(from)) => {
                    spans.push((x.at(from as f64), x.at(i as f64)));
                    begun = None;
                }
                _ => {}
            }
        }
        draw::stretches(spans)
    };
    let none = where_is(&|r| r.run.is_none());
    metrics
        .iter()
        .map(|metric| {
            let metric = *metric;
            let has = |r: &SummaryRow| {
                let known = |m: &&MetricSummary| [m.median, m.mean, m.fresh].iter().any(Option::is_some);
                of(r, metric).filter(known).map(|m| m.estimated)
            };
            let present = rows.iter().filter(|r| has(r).is_some()).count();
            let computed = rows.iter().filter(|r| has(r) == Some(true)).count();
            Strip {
                id: metric.id(),
                title: show::title(metric),
                description: format!(
                    "{present} of {recordings} recordings have it, {computed} of them computed from other fields."
                ),
                measured: where_is(&|r| has(r) == Some(false)),
                computed: where_is(&|r| has(r) == Some(true)),
                none: none.clone(),
                present,
                count: number("missing", metric.id(), "present", Some(present as f64), &present.to_string()),
                share: format!("{:.0}", 100.0 * present as f64 / recordings.max(1) as f64),
            }
        })
        .collect()
}
