//! The change on each kind of ground, and lap by lap, climb by climb, in words.

use super::show::Shown;
use crate::analysis::Analysis;
use crate::compare::{Ground, MetricChange, StretchKind};
use crate::report::change::in_table;
use crate::words::Words;

/// Stretches listed in a line; of more, the first and the last ones are. Ours.
const LISTED: usize = 12;

/// A line for each metric and thing that is known of it.
pub(super) fn lines(analysis: &Analysis, words: &Words) -> Vec<String> {
    let metrics = || analysis.comparison.metrics.iter().filter(|m| in_table(m.metric));
    metrics()
        .filter_map(|m| grounds(m, words))
        .chain(metrics().flat_map(|m| stretches(m, words)))
        .collect()
}

fn grounds(m: &MetricChange, words: &Words) -> Option<String> {
    // One kind of ground alone says what the run says.
    if m.grounds.len() < 2 {
        return None;
    }
    let shown = Shown::told(words, m.metric, &m.unit);
    let list: Vec<String> = m
        .grounds
        .iter()
        .map(|g| {
            let id = match g.ground {
                Ground::Uphill => "ground-uphill",
                Ground::Level => "ground-level",
                Ground::Downhill => "ground-downhill",
            };
            let (change, range) = (shown.change(Some(g.change)), shown.interval(Some(g.ci95)));
            words.text(id, &[("change", change.into()), ("range", range.into())])
        })
        .collect();
    let args = [("name", shown.label.as_str().into()), ("list", list.join("; ").into())];
    Some(words.text("grounds", &args))
}

fn stretches(m: &MetricChange, words: &Words) -> Vec<String> {
    let shown = Shown::told(words, m.metric, &m.unit);
    let of_kind = |(kind, id): (StretchKind, &str)| {
        let all: Vec<String> = m
            .stretches
            .iter()
            .filter(|s| s.kind == kind)
            .map(|s| shown.change(Some(s.change)))
            .collect();
        let half = m.stretches.iter().find(|s| s.kind == kind)?;
        let half = 0.5 * (half.ci95[1] - half.ci95[0]);
        let list = match all.len() {
            n if n <= LISTED => all.join(", "),
            n => {
                format!("{}, …, {}", all[..LISTED / 2].join(", "), all[n - LISTED / 2..].join(", "))
            }
        };
        let args = [
            ("name", shown.label.as_str().into()),
            ("list", list.into()),
            ("half", shown.size(Some(half)).into()),
        ];
        Some(words.text(id, &args))
    };
    let kinds = [
        (StretchKind::Lap, "by-lap"),
        (StretchKind::Climb, "by-climb"),
        (StretchKind::Descent, "by-descent"),
    ];
    kinds.into_iter().filter_map(of_kind).collect()
}
