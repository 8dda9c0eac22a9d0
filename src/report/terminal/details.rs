//! Everything about one run.

use anstyle::AnsiColor;

use super::work::{quality, strength};
use super::{BOLD, DIM, PLAIN, table};
use crate::analysis::{Analysis, Quality};
use crate::compare::{MetricChange, Status};
use crate::metrics::Metric;
use crate::recording::Severity;
use crate::report::answer::answer;
use crate::report::change::{in_table, only_changes};
use crate::report::reasons::{self, segment};
use crate::report::show::{self, Shown};
use crate::report::text::{Page, clean, columns, width};
use crate::report::{course, doses, findings, history};
use crate::units::clock;
use crate::words::{Language, Words};

pub(super) fn page(page: &mut Page, analysis: &Analysis, words: &Words) {
    header(page, analysis, words);
    page.blank();
    comparison(page, analysis, words);
    course(page, analysis, words);
    beside(page, analysis, words);
    found(page, analysis, words);
    context(page, analysis, words);
    strength(page, &analysis.prescription, words);
    unjudged(page, analysis, words);
    if !analysis.prescription.safety.is_empty() {
        page.blank();
        page.text(DIM, &doses::safety(&analysis.prescription, words));
    }
}

fn join(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn header(page: &mut Page, analysis: &Analysis, words: &Words) {
    let tongue = words.tongue();
    let recording = &analysis.recording;
    let name = recording.title.as_deref().filter(|t| !clean(t).is_empty());
    page.text(BOLD, name.unwrap_or(&recording.path));
    page.text(
        PLAIN,
        &join([
            recording.start_time.as_deref().map(|t| show::moment(t, words)),
            recording.device.clone(),
            show::sensors(&recording.placements, words)
                .or_else(|| Some(show::sport(&recording.sport, words))),
            name.map(|_| recording.path.clone()),
        ]),
    );
    let speed = segment(analysis, "all").and_then(|s| s.speed_mps);
    let paused = recording.duration_s - recording.active_s >= 60.0;
    let with_pauses = ("time", clock(recording.duration_s).into());
    page.text(
        PLAIN,
        &join([
            recording.distance_m.filter(|d| *d > 0.0).map(|d| tongue.distance(d)),
            Some(clock(recording.active_s)),
            paused.then(|| words.text("with-pauses", &[with_pauses])),
            speed.map(|s| words.text("while-running", &[("pace", tongue.pace(s).into())])),
        ]),
    );
    data(page, analysis, words);
    page.text(BOLD, &answer(analysis, words));
}

fn data(page: &mut Page, analysis: &Analysis, words: &Words) {
    let recording = &analysis.recording;
    let style = match recording.quality {
        Quality::Good => AnsiColor::Green.on_default(),
        Quality::Medium => AnsiColor::Yellow.on_default(),
        Quality::Low => AnsiColor::Red.on_default(),
    };
    let args = [
        ("quality", quality(recording.quality, words).into()),
        ("running", clock(recording.running_s).into()),
    ];
    page.text(style, &words.text("data-line", &args));
    let mut notes: Vec<_> =
        recording.notes.iter().filter(|n| n.severity >= Severity::Warning).collect();
    notes.sort_by_key(|n| std::cmp::Reverse(n.severity));
    for note in notes {
        page.item("  ! ", PLAIN, &words.note(note));
    }
}

fn comparison(page: &mut Page, analysis: &Analysis, words: &Words) {
    let comparison = &analysis.comparison;
    let shown: Vec<&MetricChange> = comparison
        .metrics
        .iter()
        .filter(|m| in_table(m.metric) && (m.fresh.is_some() || m.fatigued.is_some()))
        .collect();
    if shown.is_empty() {
        levels(page, analysis, words);
        return;
    }
    if comparison.status == Status::Compared {
        let at = comparison.reference_speed_mps.map(|s| words.tongue().pace(s));
        page.text(BOLD, &words.t("head-comparison"));
        let at = at.map_or("none".into(), |a| a);
        page.text(DIM, &words.text("comparison-at", &[("pace", at.into())]));
        table(page, &shown, words);
        if let Some(sure) = reasons::all_sure(analysis, words) {
            page.text(PLAIN, &sure);
        }
        page.blank();
    }
    page.text(DIM, &words.t("head-as-run"));
    as_run(page, &shown, words);
    if shown.iter().any(|m| m.estimated) {
        page.text(DIM, &words.t("foot-estimated"));
    }
    if let Some(line) = balance_line(&shown, words) {
        page.text(PLAIN, &line);
    }
    if let Some(text) = reasons::windows(analysis, words) {
        page.text(PLAIN, &text);
    }
    if comparison.status != Status::NotComparable {
        page.text(PLAIN, &reasons::fatigue(analysis, words));
    }
    if let Some(text) = reasons::next_time(analysis, words) {
        page.text(PLAIN, &text);
    }
}

/// Kinds of ground, laps, climbs.
fn course(page: &mut Page, analysis: &Analysis, words: &Words) {
    let lines = course::lines(analysis, words);
    if lines.is_empty() {
        return;
    }
    page.blank();
    page.text(BOLD, &words.t("head-course"));
    for line in lines {
        page.item("- ", PLAIN, &line);
    }
}

/// The run beside the runner's earlier ones.
fn beside(page: &mut Page, analysis: &Analysis, words: &Words) {
    let (Some(beside), Some(line)) = (&analysis.history, history::line(analysis, words)) else {
        return;
    };
    page.blank();
    page.text(BOLD, &words.t("head-history"));
    page.text(PLAIN, &line);
    let rows = history::rows(beside, words);
    if rows.is_empty() {
        return;
    }
    let all = std::iter::once(history::head(words)).chain(rows).map(|r| r.to_vec());
    page.rows(PLAIN, "", &all.collect::<Vec<_>>(), &[false, true, false, true, false]);
    page.text(DIM, &words.t("history-lead"));
}

/// Values as recorded, with what pace and hills do to them.
fn as_run(page: &mut Page, metrics: &[&MetricChange], words: &Words) {
    let head = ["fresh", "tired", "change"].map(|id| words.t(&format!("column-{id}")));
    let head: Vec<String> = std::iter::once(String::new()).chain(head).collect();
    let rows = metrics.iter().map(|m| {
        let shown = Shown::told(words, m.metric, &m.unit);
        vec![
            format!("{}{}", shown.label, if m.estimated { " *" } else { "" }),
            shown.level_within(m.fresh, m.accuracy),
            shown.level_within(m.fatigued, m.accuracy),
            shown.change(m.raw_change),
        ]
    });
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    page.rows(PLAIN, "", &rows, &[false, true, true, true]);
}

fn balance_line(metrics: &[&MetricChange], words: &Words) -> Option<String> {
    let balance = metrics.iter().find(|m| m.metric == Metric::ContactBalanceLeft)?;
    let text = |v: Option<f64>| Some(show::balance(v?, words.tongue()));
    let args = [("fresh", text(balance.fresh)?.into()), ("tired", text(balance.fatigued)?.into())];
    Some(words.text("balance-line", &args))
}

/// Without windows: what the run looked like as a whole.
fn levels(page: &mut Page, analysis: &Analysis, words: &Words) {
    let Some(all) = segment(analysis, "all") else { return };
    let rows: Vec<Vec<String>> = all
        .metrics
        .iter()
        .filter(|m| in_table(m.metric) && m.side.is_none() && m.median.is_some())
        .filter(|m| !only_changes(m.metric))
        .map(|m| {
            let shown = Shown::told(words, m.metric, &m.unit);
            let computed = if m.estimated { words.t("computed") } else { String::new() };
            vec![shown.label.clone(), shown.level_within(m.median, m.accuracy), computed]
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    page.text(BOLD, &words.t("head-whole-run"));
    for line in columns(&rows, &[false, true, false]) {
        page.line(PLAIN, &line);
    }
}

/// Where the first published table puts cadence and contact: one grey line, no verdict.
/// The tables are English, and told to those who read it.
fn context(page: &mut Page, analysis: &Analysis, words: &Words) {
    if words.tongue().language != Language::English {
        return;
    }
    let of = |metric: Metric| {
        let c = analysis.context.iter().find(|c| c.metric == metric)?;
        let place = c.share.as_deref().unwrap_or(&c.band);
        let name = show::lower(&words.short(metric.id()));
        Some(format!("{name} {place} ({})", c.title))
    };
    let parts: Vec<String> =
        [Metric::Cadence, Metric::GroundContactTime].into_iter().filter_map(of).collect();
    // As many as fit into one line.
    for n in (1..=parts.len()).rev() {
        let list = parts[..n].join(" · ");
        let line = words.text("context-line", &[("list", list.into())]);
        if width(&line) <= page.width() {
            return page.text(DIM, &line);
        }
    }
}

fn found(page: &mut Page, analysis: &Analysis, words: &Words) {
    page.blank();
    if analysis.findings.is_empty() {
        let compared = analysis.comparison.status == Status::Compared;
        page.text(BOLD, &words.t(if compared { "no-breakdown" } else { "no-findings" }));
        return;
    }
    page.text(BOLD, &words.t("head-findings"));
    for (i, finding) in analysis.findings.iter().enumerate() {
        let lead = format!("{}. ", i + 1);
        let label = findings::label(finding, analysis.comparison.fatigue_evidence, words);
        page.item(&lead, BOLD, &format!("{} ({label})", findings::title(finding, words)));
        let indent = " ".repeat(width(&lead));
        for evidence in findings::evidence(finding, analysis, words) {
            page.item(&indent, PLAIN, &evidence);
        }
        page.item(&indent, PLAIN, &findings::text(finding, analysis, words));
    }
}

fn unjudged(page: &mut Page, analysis: &Analysis, words: &Words) {
    let all = findings::not_judged(analysis, words);
    let unseen = findings::unseen(analysis, words);
    if all.is_empty() && unseen.is_none() {
        return;
    }
    page.blank();
    page.text(BOLD, &words.t("head-unjudged"));
    for (what, why) in &all {
        page.item("- ", PLAIN, &format!("{}: {why}", what.join(", ")));
    }
    if let Some(unseen) = unseen {
        page.item("- ", PLAIN, &unseen);
    }
}
