//! Every recording in a line.

use super::{Options, name};
use crate::compare::Status;
use crate::report::show;
use crate::report::text::clean;
use crate::study::row::SummaryRow;
use crate::units::clock;

/// Recordings on one page of the table, where a script turns pages.
pub(super) const PAGE: usize = 50;

/// The table.
pub(super) struct Table {
    pub has_who: bool,
    pub statuses: Vec<(String, String)>,
    pub groups: Vec<String>,
    pub rows: Vec<Line>,
    pub size: usize,
}

/// One recording.
pub(super) struct Line {
    pub name: String,
    pub page: Option<String>,
    pub who: String,
    pub group: String,
    pub start: String,
    pub order: String,
    pub distance: Option<(String, String)>,
    pub running: Option<(String, String)>,
    pub device: String,
    pub quality: &'static str,
    pub findings: Option<usize>,
    pub state: String,
    pub told: String,
    pub reason: Option<String>,
}

/// All recordings in their order.
pub(super) fn table(rows: &[SummaryRow], options: &Options) -> Table {
    let lines: Vec<Line> = rows
        .iter()
        .enumerate()
        .map(|(i, row)| line(row, options.pages.get(i).cloned().flatten(), options))
        .collect();
    let mut states: Vec<(String, String)> = Vec::new();
    for line in &lines {
        if !states.iter().any(|s| s.0 == line.state) {
            states.push((line.state.clone(), line.told.clone()));
        }
    }
    states.sort();
    let mut groups: Vec<String> = lines.iter().map(|l| l.group.clone()).collect();
    groups.retain(|g| !g.is_empty());
    groups.sort();
    groups.dedup();
    Table {
        has_who: lines.iter().any(|l| !l.who.is_empty() || !l.group.is_empty()),
        statuses: states,
        groups,
        rows: lines,
        size: PAGE,
    }
}

fn line(row: &SummaryRow, page: Option<String>, options: &Options) -> Line {
    let run = row.run.as_ref();
    let who = [&row.who.participant, &row.who.condition];
    let who: Vec<String> = who.into_iter().flatten().map(|w| clean(w)).collect();
    let start = run.and_then(|r| r.start_time.as_deref()).unwrap_or_default();
    let (state, told) = match run.map(|r| r.comparison) {
        None => (row.status.id().to_owned(), clean(&super::status(row.status))),
        Some(Status::Compared) => ("compared".into(), "compared".into()),
        Some(Status::TrendOnly) => ("trend_only".into(), "too short to compare".into()),
        Some(Status::NotComparable) => ("not_comparable".into(), "not compared".into()),
    };
    let reason = row.reason.as_deref().or(run.and_then(|r| r.comparison_reason.as_deref()));
    Line {
        name: name(row),
        page,
        who: who.join(", "),
        group: row.who.group.as_deref().map(clean).unwrap_or_default().replace('|', "/"),
        start: clean(&show::date(start)),
        order: clean(start),
        distance: run
            .and_then(|r| r.distance_m)
            .filter(|d| d.is_finite())
            .map(|d| (options.units.distance(d), format!("{d:.0}"))),
        running: run.map(|r| (clock(r.running_s), format!("{:.0}", r.running_s))),
        device: run.and_then(|r| r.device.as_deref()).map(clean).unwrap_or_default(),
        quality: run.map_or("", |r| super::super::quality::english(r.quality).2),
        findings: run.filter(|r| r.comparison == Status::Compared).map(|r| r.findings.len()),
        state,
        told,
        reason: reason.map(clean),
    }
}
