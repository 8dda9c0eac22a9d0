//! A run in one line, and the totals of many.

use super::View;
use super::brief::{cut, name};
use super::{BOLD, PLAIN};
use crate::analysis::Analysis;
use crate::compare::{MetricChange, Status};
use crate::form::{Confidence, Label};
use crate::report::answer::{Said, said};
use crate::report::change;
use crate::report::show::{self, Shown};
use crate::report::text::{Page, clean, width};
use crate::units::clock;
use crate::words::Words;

/// Columns of the date, the distance, the time and the words of the verdict.
const DATE: usize = 10;
const DISTANCE: usize = 8;
const TIME: usize = 7;
const SAID: usize = 40;
/// Columns that a name needs at least to be known by.
const LEAST: usize = 5;

/// `2024-05-12  15.3 km  1:21:00  ground contact +8 ms, clearly worse  long.fit`.
pub fn line(analysis: &Analysis, view: View) -> String {
    let words = view.words;
    let recording = &analysis.recording;
    let date = recording.start_time.as_deref().and_then(show::short_day).unwrap_or_default();
    let far = recording.distance_m.filter(|d| *d > 0.0).map(|d| words.tongue().distance(d));
    let far = far.unwrap_or_default();
    let time = clock(recording.active_s);
    let mut page = Page::new(view.columns);
    let head = format!("{date:<DATE$} {far:>DISTANCE$} {time:>TIME$}  ");
    let room = page.width().saturating_sub(width(&head));
    let said_room = SAID.min(room);
    let said = clean(&verdict(analysis, words, said_room));
    let said = format!("{:<said_room$}", cut(&said, said_room));
    let left = room.saturating_sub(width(&said) + 2);
    let line = match left >= 8 {
        true => format!("{head}{said}  {}", cut(&name(analysis), left)),
        false => format!("{head}{}", said.trim_end()),
    };
    let style = if stands_out(analysis) { BOLD } else { PLAIN };
    page.line(style, line.trim_end());
    page.finish()
}

/// The run in a few words; a change takes no more than `room`.
fn verdict(analysis: &Analysis, words: &Words, room: usize) -> String {
    let first = match said(analysis) {
        Said::Short => return words.t("line-short"),
        Said::NotCompared => return words.t("line-not-compared"),
        Said::Alone(change) | Said::Maybe(change) => return moved(change, words, room),
        Said::Held => return words.t("line-held"),
        Said::Open(_) | Said::TooLittle => return words.t("line-open"),
        Said::Finding(first) => first,
    };
    if matches!(first.label, Label::Constant | Label::ConstantAsymmetry) {
        return words.t("line-balance");
    }
    let change =
        analysis.comparison.metrics.iter().find(|m| first.metrics.first() == Some(&m.metric));
    change.map_or_else(|| crate::report::findings::title(first, words), |c| moved(c, words, room))
}

fn moved(change: &MetricChange, words: &Words, room: usize) -> String {
    let shown = Shown::told(words, change.metric, &change.unit);
    let by = shown.change_with_unit(change.adjusted_change);
    let (name, verdict) = (words.short(change.metric.id()), change::word(change, words));
    let whole = format!("{name} {by}, {verdict}");
    if width(&whole) <= room {
        return whole;
    }
    // Half a verdict says nothing: the amount goes first, then the end of the name.
    match room.saturating_sub(width(&verdict) + 2) {
        left if left >= LEAST => format!("{}, {verdict}", cut(&name, left)),
        _ => verdict,
    }
}

/// Whether a run has a finding of moderate confidence or more.
fn stands_out(analysis: &Analysis) -> bool {
    analysis
        .findings
        .iter()
        .any(|f| f.label == Label::Breakdown && f.confidence >= Confidence::Moderate)
}

/// What became of the runs of a folder.
#[derive(Debug, Default, Clone, Copy)]
pub struct Totals {
    runs: usize,
    changed: usize,
    held: usize,
    not_compared: usize,
    short: usize,
    left_out: usize,
}

impl Totals {
    /// Counts a run.
    pub fn add(&mut self, analysis: &Analysis) {
        self.runs += 1;
        match (analysis.comparison.status, analysis.findings.is_empty()) {
            (Status::TrendOnly, _) => self.short += 1,
            (Status::NotComparable, _) => self.not_compared += 1,
            (Status::Compared, false) => self.changed += 1,
            (Status::Compared, true) => self.held += 1,
        }
    }

    /// Counts an input without an analysis.
    pub fn leave_out(&mut self) {
        self.left_out += 1;
    }

    /// Runs counted.
    pub fn runs(&self) -> usize {
        self.runs
    }

    /// All of it in a sentence.
    pub fn told(&self, view: View) -> String {
        let count =
            |id: &str, n: usize| (n > 0).then(|| view.words.text(id, &[("n", (n as f64).into())]));
        let parts = [
            count("totals-changed", self.changed),
            count("totals-held", self.held),
            count("totals-not-compared", self.not_compared),
            count("totals-short", self.short),
            count("totals-left-out", self.left_out),
        ];
        let list: Vec<String> = parts.into_iter().flatten().collect();
        let runs = count("totals-runs", self.runs).unwrap_or_default();
        let mut page = Page::new(view.columns);
        page.text(BOLD, &format!("{runs}: {}.", list.join(", ")));
        page.finish()
    }
}
