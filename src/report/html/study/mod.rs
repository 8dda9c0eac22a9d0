//! The overview of a study: what became of every recording, how metrics are spread,
//! which recordings stand out, what is missing. One page, small enough for
//! thousands of recordings, with links to their own pages.

mod missing;
mod outliers;
mod spread;
mod table;

use std::io;

use askama::Template;

use super::{LIST_SCRIPT, LOOK, Markup, finished, number};
use crate::compare::{Status, Verdict};
use crate::metrics::Metric;
use crate::report::change::in_table;
use crate::report::show;
use crate::report::text::clean;
use crate::runs::RunStatus;
use crate::study::row::{MetricSummary, SummaryRow};
use crate::units::Units;

/// What the overview needs beside the rows.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Title; none: the number of recordings.
    pub title: Option<String>,
    /// Units of pace and distance.
    pub units: Units,
    /// The page of each row, relative to the overview; a missing one has none.
    pub pages: Vec<Option<String>>,
    /// Recordings in all, where the rows are only the first of them.
    pub of: Option<usize>,
}

#[derive(Template)]
#[template(path = "study.html")]
struct StudyPage {
    look: &'static str,
    script: &'static str,
    version: &'static str,
    title: String,
    facts: Vec<(&'static str, String)>,
    answer: String,
    /// Recordings on this page, and in all.
    cut: Option<(usize, usize)>,
    funnel: Vec<FunnelRow>,
    statuses: Vec<StatusRow>,
    reasons: Vec<(String, String, usize)>,
    verdicts: Vec<VerdictRow>,
    figures: Vec<spread::Figure>,
    outliers: outliers::Outliers,
    missing: Vec<missing::Strip>,
    missing_cut: bool,
    findings: Vec<(String, usize, String)>,
    table: table::Table,
}

/// A step from all recordings to those with a finding.
struct FunnelRow {
    name: &'static str,
    count: usize,
    /// Those of the step before that are not in this one.
    lost: String,
    share: String,
}

/// How many recordings ended in one way.
struct StatusRow {
    name: String,
    count: Markup,
    share: String,
}

/// Verdicts on one metric.
struct VerdictRow {
    title: String,
    counts: Vec<Markup>,
    /// Class and share of the bar of each.
    bars: Vec<(&'static str, String)>,
}

/// What a verdict can be in the overview: id, and whether a comparison has it.
const VERDICTS: [(&str, Kind); 5] = [
    ("worse", |m| m.verdict >= Some(Verdict::Likely) && m.adverse),
    ("other", |m| m.verdict >= Some(Verdict::Likely) && !m.adverse),
    ("possible", |m| m.verdict == Some(Verdict::Possible)),
    ("stable", |m| m.verdict == Some(Verdict::Stable)),
    ("insufficient", |m| m.verdict == Some(Verdict::Insufficient)),
];
type Kind = fn(&MetricSummary) -> bool;

/// The overview of these rows.
///
/// # Errors
/// Only those of the template engine, which has no reason for any.
pub fn page(rows: &[SummaryRow], options: &Options) -> io::Result<String> {
    // What lies beside a run in its file is no recording that failed.
    let beside = rows.iter().filter(|r| r.status == RunStatus::Skipped).count();
    let n = rows.len() - beside;
    let analyzed = rows.iter().filter(|r| r.run.is_some()).count();
    let compared =
        rows.iter().filter(|r| r.run.as_ref().is_some_and(|r| r.comparison == Status::Compared));
    let compared = compared.count();
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let mut facts = vec![("Recordings", n.to_string()), ("Analysed", analyzed.to_string())];
    facts.push(("Fresh and tired compared", compared.to_string()));
    if beside > 0 {
        facts.push(("Left aside", beside.to_string()));
    }
    let distinct = |get: fn(&SummaryRow) -> Option<&String>| {
        let mut all: Vec<&String> = rows.iter().filter_map(get).collect();
        all.sort_unstable();
        all.dedup();
        all.len()
    };
    for (name, found) in [
        ("Runners", distinct(|r| r.who.participant.as_ref())),
        ("Groups", distinct(|r| r.who.group.as_ref())),
        ("Conditions", distinct(|r| r.who.condition.as_ref())),
    ] {
        if found > 0 {
            facts.push((name, found.to_string()));
        }
    }
    let metrics = metrics(rows);
    let groups = spread::Groups::of(rows);
    let missing = missing::strips(rows, &metrics);
    let page = StudyPage {
        look: LOOK,
        script: LIST_SCRIPT,
        version: env!("CARGO_PKG_VERSION"),
        title: options.title.as_deref().map_or_else(|| count(n, "recording"), clean),
        facts,
        answer: answer(n, analyzed, compared, beside),
        cut: options.of.filter(|all| *all > rows.len()).map(|all| (rows.len(), all)),
        funnel: funnel(rows, n, analyzed, compared),
        statuses: statuses(rows),
        reasons: reasons(rows),
        verdicts: metrics.iter().filter_map(|m| verdicts(*m, rows)).collect(),
        figures: metrics.iter().filter_map(|m| spread::figure(*m, rows, &groups)).collect(),
        outliers: outliers::outliers(rows, options),
        missing_cut: missing.iter().any(|m| m.present < n),
        missing,
        findings: findings(rows, analyzed),
        table: table::table(rows, options),
    };
    finished(&page)
}

/// From all recordings to those with a finding.
fn funnel(rows: &[SummaryRow], n: usize, analyzed: usize, compared: usize) -> Vec<FunnelRow> {
    let found = |r: &&SummaryRow| {
        let run = r.run.as_ref();
        run.is_some_and(|r| r.comparison == Status::Compared && !r.findings.is_empty())
    };
    let found = rows.iter().filter(found).count();
    let steps = [
        ("All recordings", n),
        ("Analysed", analyzed),
        ("Fresh and tired compared", compared),
        ("With a finding", found),
    ];
    let before = std::iter::once(None).chain(steps.iter().map(|s| Some(s.1)));
    steps
        .iter()
        .zip(before)
        .map(|((name, count), before)| FunnelRow {
            name,
            count: *count,
            lost: before.map_or("-".into(), |b| b.saturating_sub(*count).to_string()),
            share: format!("{:.1}", 100.0 * *count as f64 / n.max(1) as f64),
        })
        .collect()
}

fn answer(n: usize, analyzed: usize, compared: usize, beside: usize) -> String {
    let mut said = match (n, analyzed) {
        (0, _) => "There is no recording.".into(),
        (_, 0) => "None of the recordings could be analysed; the reasons are below.".into(),
        _ => format!(
            "{analyzed} of {n} were analysed; in {compared} of them fresh and tired could be compared."
        ),
    };
    if beside > 0 {
        said += &format!(
            " {beside} more {} left aside beside the runs: sessions of other sports, copies, lists.",
            if beside == 1 { "entry was" } else { "entries were" }
        );
    }
    said
}

/// Metrics of form that any recording has, in their usual order.
fn metrics(rows: &[SummaryRow]) -> Vec<Metric> {
    let has = |metric: &Metric| rows.iter().any(|r| of(r, *metric).is_some());
    Metric::ALL.into_iter().filter(|m| in_table(*m)).filter(has).collect()
}

/// The metric of a row.
fn of(row: &SummaryRow, metric: Metric) -> Option<&MetricSummary> {
    row.run.as_ref()?.metrics.iter().find(|m| m.metric == metric)
}

/// Counts of things, the most frequent first, equal ones by name.
fn tally<T: Ord>(things: impl IntoIterator<Item = T>) -> Vec<(T, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    for thing in things {
        *counts.entry(thing).or_insert(0) += 1;
    }
    let mut counts: Vec<(T, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|c| std::cmp::Reverse(c.1));
    counts
}

/// What became of an input, in words.
fn status(status: RunStatus) -> String {
    match status {
        RunStatus::Skipped => "left aside beside a run".into(),
        RunStatus::Analyzed => "analysed".into(),
        other => show::words(other.id()),
    }
}

fn statuses(rows: &[SummaryRow]) -> Vec<StatusRow> {
    let all = rows.len().max(1) as f64;
    tally(rows.iter().map(|r| r.status))
        .into_iter()
        .map(|(status, n)| StatusRow {
            count: number("status", "", status.id(), Some(n as f64), &n.to_string()),
            name: clean(&self::status(status)),
            share: format!("{:.1}", 100.0 * n as f64 / all),
        })
        .collect()
}

/// Why recordings were not analysed or not compared: what, reason, how many.
fn reasons(rows: &[SummaryRow]) -> Vec<(String, String, usize)> {
    /// Reasons that are told; the table of recordings has all.
    const MOST: usize = 20;
    /// Recordings with one reason.
    struct Kind<'a> {
        what: String,
        code: &'a Option<String>,
        why: &'a str,
        /// The reason has the same numbers in all of them.
        same: bool,
        count: usize,
    }
    let told = rows.iter().filter_map(|r| match (&r.run, &r.reason) {
        (None, Some(reason)) => Some((status(r.status), &r.reason_code, reason.as_str())),
        (Some(run), _) if run.comparison != Status::Compared => {
            let why = run.comparison_reason.as_deref().unwrap_or("-");
            Some(("not compared".to_owned(), &run.comparison_code, why))
        }
        _ => None,
    });
    let mut kinds: Vec<Kind> = Vec::new();
    for (what, code, why) in told {
        match kinds.iter_mut().find(|k| k.what == what && k.code == code) {
            Some(kind) => {
                kind.same &= kind.why == why;
                kind.count += 1;
            }
            None => kinds.push(Kind { what, code, why, same: true, count: 1 }),
        }
    }
    kinds.sort_by_key(|k| std::cmp::Reverse(k.count));
    kinds
        .into_iter()
        .take(MOST)
        .map(|k| {
            let why = clean(k.why);
            (clean(&k.what), if k.same { why } else { format!("For example: {why}") }, k.count)
        })
        .collect()
}

/// `None` where nothing was compared.
fn verdicts(metric: Metric, rows: &[SummaryRow]) -> Option<VerdictRow> {
    let all: Vec<&MetricSummary> =
        rows.iter().filter_map(|r| of(r, metric)).filter(|m| m.verdict.is_some()).collect();
    if all.is_empty() {
        return None;
    }
    let counts = VERDICTS.map(|(id, is)| (id, all.iter().filter(|m| is(m)).count()));
    Some(VerdictRow {
        title: show::title(metric),
        counts: counts
            .iter()
            .map(|(id, n)| number("verdicts", metric.id(), id, Some(*n as f64), &n.to_string()))
            .collect(),
        bars: counts
            .iter()
            .filter(|(_, n)| *n > 0)
            .map(|(id, n)| (*id, format!("{:.2}", 100.0 * *n as f64 / all.len() as f64)))
            .collect(),
    })
}

/// Findings, called as on the pages of the runs, with how many recordings have them
/// and their share of the analysed.
fn findings(rows: &[SummaryRow], analyzed: usize) -> Vec<(String, usize, String)> {
    let all = rows.iter().filter_map(|r| r.run.as_ref()).flat_map(|r| {
        let title = |(k, id): (usize, &String)| {
            clean(&r.finding_titles.get(k).cloned().unwrap_or_else(|| show::finding(id)))
        };
        r.findings.iter().enumerate().map(title).collect::<Vec<_>>()
    });
    tally(all)
        .into_iter()
        .map(|(title, n)| (title, n, format!("{:.0}", 100.0 * n as f64 / analyzed.max(1) as f64)))
        .collect()
}

/// A name for a recording: its file, without the folders.
fn name(row: &SummaryRow) -> String {
    let path = clean(&row.path);
    path.rsplit(['/', '\\', '!']).next().unwrap_or(&path).to_owned()
}
