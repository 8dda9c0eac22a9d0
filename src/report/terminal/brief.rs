//! One run in ten lines: the run, the answer, three numbers at equal pace, what to
//! do, one caveat.

use super::work;
use super::{BOLD, DIM, PLAIN, table};
use crate::analysis::{Analysis, Quality, SegmentMetric};
use crate::compare::{MetricChange, Status};
use crate::metrics::Metric;
use crate::recording::Severity;
use crate::report::answer::{Said, answer, said, told};
use crate::report::change::{in_table, only_changes};
use crate::report::reasons::{self, overall_speed, segment};
use crate::report::show::{self, Shown};
use crate::report::text::{Page, clean, width, wrap};
use crate::report::{findings, history, reasons as why};
use crate::units::clock;
use crate::words::Words;

/// Lines of a run at the usual width of a terminal, without the closing one.
const MOST_LINES: usize = 11;
/// Numbers shown.
const NUMBERS: usize = 3;
/// Metrics that are shown where no finding asks for others, in this order.
pub(in crate::report) const FIRST: [Metric; 6] = [
    Metric::GroundContactTime,
    Metric::Cadence,
    Metric::VerticalOscillation,
    Metric::ContactBalanceLeft,
    Metric::StepLength,
    Metric::CadenceCv,
];

pub(super) fn page(page: &mut Page, analysis: &Analysis, words: &Words) {
    head(page, analysis, words);
    page.text(BOLD, &answer(analysis, words));
    numbers(page, analysis, words);
    if let Some(beside) = history::line(analysis, words) {
        page.text(PLAIN, &beside);
    }
    if let Some(todo) = work::in_a_line(analysis, words) {
        page.text(PLAIN, &todo);
    }
    let (caveat, more) = caveat(analysis, words);
    let whole = format!("{caveat} {more}");
    let room = MOST_LINES.saturating_sub(page.lines());
    let whole_fits = wrap(&whole, page.width()).len() <= room;
    page.text(DIM, if whole_fits { &whole } else { &caveat });
}

/// The name of a run: its title, else its file.
pub(in crate::report) fn name(analysis: &Analysis) -> String {
    let recording = &analysis.recording;
    let title = recording.title.as_deref().map(clean).filter(|t| !t.is_empty());
    title.unwrap_or_else(|| {
        let path = clean(&recording.path);
        // Two sensors of one run are one name.
        let first = path.split(" + ").next().unwrap_or(&path);
        first.rsplit(['/', '\\', '!']).next().unwrap_or(first).to_owned()
    })
}

/// A name no longer than `most`.
pub(super) fn cut(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Day, distance, time and pace of a run.
pub(in crate::report) fn facts(analysis: &Analysis, words: &Words) -> Vec<String> {
    let recording = &analysis.recording;
    let tongue = words.tongue();
    let pace = overall_speed(analysis).map(|v| tongue.pace(v));
    let facts = [
        recording.start_time.as_deref().map(|t| clean(&show::day(t, words))),
        recording.distance_m.filter(|d| *d > 0.0).map(|d| tongue.distance(d)),
        Some(clock(recording.active_s)),
        pace,
    ];
    facts.into_iter().flatten().collect()
}

fn head(page: &mut Page, analysis: &Analysis, words: &Words) {
    let facts = facts(analysis, words).join(" · ");
    let room = page.width().saturating_sub(width(&facts) + 3);
    match room >= 8 {
        true => page.text(PLAIN, &format!("{} · {facts}", cut(&name(analysis), room))),
        false => page.text(PLAIN, &facts),
    }
}

/// The metrics that matter most: the one that the answer tells of, those that define
/// findings, then the usual ones.
pub(in crate::report) fn chosen(analysis: &Analysis) -> Vec<&MetricChange> {
    first_shown(analysis, told(analysis))
}

/// The metrics shown first, with one before all others.
pub(in crate::report) fn first_shown(
    analysis: &Analysis,
    before: Option<Metric>,
) -> Vec<&MetricChange> {
    let all = &analysis.comparison.metrics;
    let found = analysis.findings.iter().filter_map(|f| f.metrics.first());
    let mut chosen: Vec<&MetricChange> = Vec::new();
    let usual = FIRST.iter().chain(all.iter().map(|m| &m.metric).filter(|m| in_table(**m)));
    for metric in before.iter().chain(found).chain(usual) {
        let change = all.iter().find(|m| m.metric == *metric && m.adjusted_change.is_some());
        let new = change.filter(|c| chosen.iter().all(|o| o.metric != c.metric));
        chosen.extend(new);
    }
    chosen.truncate(NUMBERS);
    chosen
}

fn numbers(page: &mut Page, analysis: &Analysis, words: &Words) {
    if analysis.comparison.status == Status::Compared {
        return table(page, &chosen(analysis), words);
    }
    let all = segment(analysis, "all").map_or(&[][..], |s| &s.metrics);
    let told = |m: &&SegmentMetric| {
        in_table(m.metric) && !only_changes(m.metric) && m.side.is_none() && m.median.is_some()
    };
    let of = |metric: &Metric| all.iter().filter(told).find(|m| m.metric == *metric);
    let levels: Vec<String> = FIRST
        .iter()
        .filter_map(of)
        .take(NUMBERS)
        .map(|m| {
            let shown = Shown::told(words, m.metric, &m.unit);
            let name = findings::in_a_sentence(words.short(m.metric.id()), words);
            format!("{name} {} {}", shown.level_within(m.median, m.accuracy), shown.unit())
        })
        .collect();
    if !levels.is_empty() {
        page.text(PLAIN, &words.text("whole-run", &[("list", levels.join(", ").into())]));
    }
}

/// The one thing that limits the answer most, and what is told with it where there is room.
pub(in crate::report) fn caveat(analysis: &Analysis, words: &Words) -> (String, String) {
    let alone = |text: String| (text, String::new());
    if let Some(next) = why::next_time(analysis, words) {
        let by_hand = why::by_hand(analysis).map(|c| format!("{} {c}", words.t("next-by-hand")));
        return (next, by_hand.unwrap_or_default());
    }
    if analysis.recording.quality != Quality::Good
        && let Some(note) = analysis
            .recording
            .notes
            .iter()
            .filter(|n| n.severity >= Severity::Warning)
            .max_by_key(|n| n.severity)
    {
        let quality = work::quality(analysis.recording.quality, words);
        let note = first_words(&words.note(note));
        let args = [("quality", quality.into()), ("note", note.into())];
        return alone(words.text("caveat-data", &args));
    }
    let fatigue = reasons::fatigue(analysis, words);
    match analysis.findings.first() {
        Some(finding) => {
            let sure = findings::confidence(finding.confidence, words);
            (words.with("caveat-sure", "confidence", sure), fatigue)
        }
        None => match said(analysis) {
            Said::Alone(change) | Said::Maybe(change) => match reasons::sure(change, words) {
                Some(sure) => (words.with("caveat-change", "sure", sure), fatigue),
                None => alone(fatigue),
            },
            _ => alone(fatigue),
        },
    }
}

/// As much of a note as two lines hold.
fn first_words(text: &str) -> String {
    /// Columns of a note in the summary.
    const MOST: usize = 120;
    cut(&clean(text), MOST)
}
