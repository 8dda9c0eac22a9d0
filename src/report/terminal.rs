//! The summary a runner reads in ten seconds.

use anstyle::{AnsiColor, Style};

use super::answer::answer;
use super::show::{self, Shown};
use super::text::{Page, clean, columns, width};
use super::work::strength;
use crate::analysis::{Analysis, Quality, Segment};
use crate::compare::{FatigueEvidence, MetricChange, Mode, Status, Verdict};
use crate::form::{Confidence, Finding, Label};
use crate::metrics::Metric;
use crate::recording::Severity;
use crate::units::{Units, clock};
use crate::words;

/// How the summary is shown.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Units of pace and distance.
    pub units: Units,
    /// Columns of the terminal.
    pub columns: usize,
    /// Everything in full length rather than the most important.
    pub details: bool,
}

impl View {
    /// How many of a list of `n` are shown, and how many are not.
    pub(super) fn shown(self, n: usize, most: usize) -> (usize, usize) {
        let shown = if self.details { n } else { n.min(most) };
        (shown, n - shown)
    }

    /// A text, or its first sentences.
    pub(super) fn text(self, text: &str, sentences: usize) -> &str {
        if self.details { text } else { show::sentences(text, sentences) }
    }
}

/// Notes on quality shown.
const NOTES_SHOWN: usize = 3;
/// Things that could not be judged shown.
const UNJUDGED_SHOWN: usize = 4;
/// Sentences shown of what a finding means, and of the safety text.
const SENTENCES_SHOWN: usize = 2;

/// Valid seconds from which a window counts as the ten minutes it should hold.
const FULL_WINDOW_S: f64 = 570.0;
/// A window that takes longer than this from end to end is not one stretch of the run.
const SPREAD_S: f64 = 1800.0;

pub(super) const PLAIN: Style = Style::new();
pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();

/// The summary, with escape sequences for style; strip them where colour is not wanted.
pub fn summary(analysis: &Analysis, view: View) -> String {
    let mut page = Page::new(view.columns);
    header(&mut page, analysis, view);
    page.blank();
    comparison(&mut page, analysis, view.units);
    findings(&mut page, analysis, view);
    context(&mut page, analysis);
    strength(&mut page, &analysis.prescription, view);
    unjudged(&mut page, analysis, view);
    if !analysis.prescription.safety.is_empty() {
        page.blank();
        page.text(DIM, view.text(&analysis.prescription.safety, SENTENCES_SHOWN));
    }
    page.finish()
}

pub(super) fn segment<'a>(analysis: &'a Analysis, id: &str) -> Option<&'a Segment> {
    analysis.segments.iter().find(|s| s.id == id)
}

fn join(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn header(page: &mut Page, analysis: &Analysis, view: View) {
    let units = view.units;
    let recording = &analysis.recording;
    let name = recording.title.as_deref().filter(|t| !clean(t).is_empty());
    page.text(BOLD, name.unwrap_or(&recording.path));
    page.text(
        PLAIN,
        &join([
            recording.start_time.as_deref().map(show::date),
            recording.device.clone(),
            show::sensors(&recording.placements).or(Some(recording.sport.clone())),
            name.map(|_| recording.path.clone()),
        ]),
    );
    let speed = segment(analysis, "all").and_then(|s| s.speed_mps);
    page.text(
        PLAIN,
        &join([
            recording.distance_m.filter(|d| *d > 0.0).map(|d| units.distance(d)),
            Some(clock(recording.active_s)),
            (recording.duration_s - recording.active_s >= 60.0)
                .then(|| format!("{} with pauses", clock(recording.duration_s))),
            speed.map(|s| format!("{} while running", units.pace(s))),
        ]),
    );
    quality(page, analysis, view);
}

fn quality(page: &mut Page, analysis: &Analysis, view: View) {
    let recording = &analysis.recording;
    let (word, style) = match recording.quality {
        Quality::Good => ("good", AnsiColor::Green.on_default()),
        Quality::Medium => ("usable with care", AnsiColor::Yellow.on_default()),
        Quality::Low => ("poor", AnsiColor::Red.on_default()),
    };
    let running = clock(recording.running_s);
    page.text(style, &format!("Data for form analysis: {word} ({running} of running)"));
    page.text(BOLD, &answer(analysis, view.units));
    let mut notes: Vec<_> =
        recording.notes.iter().filter(|n| n.severity >= Severity::Warning).collect();
    notes.sort_by_key(|n| std::cmp::Reverse(n.severity));
    let (shown, more) = view.shown(notes.len(), NOTES_SHOWN);
    for note in notes.iter().take(shown) {
        page.item("  ! ", PLAIN, &show::distances(&words::english(note), view.units));
    }
    if more > 0 {
        page.item("  ! ", PLAIN, &format!("and {more} more (--details shows all)"));
    }
}

fn comparison(page: &mut Page, analysis: &Analysis, units: Units) {
    let comparison = &analysis.comparison;
    let shown: Vec<&MetricChange> = comparison
        .metrics
        .iter()
        .filter(|m| in_table(m.metric) && (m.fresh.is_some() || m.fatigued.is_some()))
        .collect();
    if shown.is_empty() {
        levels(page, analysis);
        return;
    }
    if comparison.status == Status::Compared {
        let at = comparison.reference_speed_mps.map(|s| format!(" ({})", units.pace(s)));
        page.text(BOLD, "Fresh against tired");
        let at = at.unwrap_or_default();
        page.text(DIM, &format!("fresh, tired and change at equal pace{at} and slope"));
    } else {
        page.text(DIM, "As recorded, with what pace and hills do to it:");
    }
    changes(page, &shown);
    if shown.iter().any(|m| m.estimated) {
        page.text(DIM, "* computed from what was measured");
    }
    if let Some(line) = balance_line(&shown) {
        page.text(PLAIN, &line);
    }
    windows(page, analysis, units);
    if comparison.status != Status::NotComparable {
        page.text(PLAIN, &fatigue(analysis));
    }
}

/// Pace and heart rate are context, and step time is cadence in other words.
pub(super) fn in_table(metric: Metric) -> bool {
    !matches!(metric, Metric::Speed | Metric::HeartRate | Metric::Decoupling | Metric::StepTime)
}

/// Counted from the start of the run: of a run as a whole it says nothing.
pub(super) fn only_changes(metric: Metric) -> bool {
    matches!(metric, Metric::ForwardLeanChange | Metric::ShankInclination)
}

/// The table of changes: as many columns as fit.
fn changes(page: &mut Page, metrics: &[&MetricChange]) {
    // Each column: header, set to the right, content.
    type Cell = fn(&MetricChange, &Shown) -> String;
    let all: [(&str, bool, Cell); 7] = [
        ("", false, |m, s| format!("{}{}", s.label, if m.estimated { " *" } else { "" })),
        ("fresh", true, |m, s| s.level(m.levels().0)),
        ("tired", true, |m, s| s.level(m.levels().1)),
        ("raw", true, |m, s| s.change(m.raw_change)),
        ("change", true, |m, s| s.change(m.adjusted_change)),
        ("95 % range", false, |m, s| s.interval(m.ci95)),
        ("", false, |m, _| verdict(m)),
    ];
    let mut lines = Vec::new();
    let adjusted = metrics.iter().any(|m| m.adjusted_change.is_some());
    let narrower: &[&[usize]] = if adjusted {
        &[&[], &[3], &[3, 5], &[1, 2, 3, 5], &[1, 2, 3, 4, 5]]
    } else {
        &[&[4, 5, 6]]
    };
    for leave_out in narrower {
        let kept: Vec<_> = all
            .iter()
            .enumerate()
            .filter(|(i, _)| !leave_out.contains(i))
            .map(|(_, c)| c)
            .collect();
        let header = kept.iter().map(|c| c.0.to_string()).collect();
        let rows = metrics.iter().map(|m| {
            let shown = Shown::new(m.metric, &m.unit);
            kept.iter().map(|c| (c.2)(m, &shown)).collect::<Vec<_>>()
        });
        let rows: Vec<Vec<String>> = std::iter::once(header).chain(rows).collect();
        lines = columns(&rows, &kept.iter().map(|c| c.1).collect::<Vec<_>>());
        if lines.iter().all(|l| width(l) <= page.width()) {
            break;
        }
    }
    let styles = std::iter::once(DIM).chain(metrics.iter().map(|m| verdict_style(m)));
    for (line, style) in lines.iter().zip(styles).filter(|(line, _)| !line.is_empty()) {
        page.line(style, line);
    }
}

pub(super) fn verdict(change: &MetricChange) -> String {
    let word = match (change.verdict, change.adverse) {
        (Verdict::Insufficient, _) if change.adjusted_change.is_some() && change.swc.is_none() => {
            return "no verdict".into();
        }
        (Verdict::Insufficient, _) => return "too little data".into(),
        (Verdict::Undecided, _) => return "~ no clear change".into(),
        (Verdict::Stable, _) if could_matter(change) => return "~ no clear change".into(),
        (Verdict::Stable, _) => return "= stable".into(),
        (Verdict::Possible, true) => "possibly worse",
        (Verdict::Likely, true) => "likely worse",
        (Verdict::Clear, true) => "clearly worse",
        (Verdict::Possible, false) => "possible",
        (Verdict::Likely, false) => "likely",
        (Verdict::Clear, false) => "clear",
    };
    match change.adjusted_change {
        Some(c) if c > 0.0 => format!("↑ {word}"),
        Some(c) if c < 0.0 => format!("↓ {word}"),
        _ => word.into(),
    }
}

/// Whether a change that matters is still within the interval.
pub(super) fn could_matter(change: &MetricChange) -> bool {
    let (Some([low, high]), Some(swc)) = (change.ci95, change.swc) else { return false };
    low < -swc || high > swc
}

fn verdict_style(change: &MetricChange) -> Style {
    match change.verdict {
        Verdict::Clear | Verdict::Likely if change.adverse => AnsiColor::Yellow.on_default().bold(),
        Verdict::Possible if change.adverse => AnsiColor::Yellow.on_default(),
        Verdict::Insufficient => DIM,
        _ => PLAIN,
    }
}

fn balance_line(metrics: &[&MetricChange]) -> Option<String> {
    let balance = metrics.iter().find(|m| m.metric == Metric::ContactBalanceLeft)?;
    Some(format!(
        "Contact balance: fresh {}, tired {}.",
        show::balance(balance.levels().0?),
        show::balance(balance.levels().1?)
    ))
}

/// Without a comparison: what the run looked like as a whole.
fn levels(page: &mut Page, analysis: &Analysis) {
    let Some(all) = segment(analysis, "all") else { return };
    let rows: Vec<Vec<String>> = all
        .metrics
        .iter()
        .filter(|m| in_table(m.metric) && m.side.is_none() && m.median.is_some())
        .filter(|m| !only_changes(m.metric))
        .map(|m| {
            let shown = Shown::new(m.metric, &m.unit);
            let formula = m.source.formula();
            let from = if m.estimated { format!("computed: {formula}") } else { String::new() };
            vec![shown.label.clone(), shown.level(m.median), from]
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    page.text(BOLD, "The whole run");
    for line in columns(&rows, &[false, true, false]) {
        page.line(PLAIN, &line);
    }
}

fn windows(page: &mut Page, analysis: &Analysis, units: Units) {
    if let Some(text) = windows_text(analysis, units) {
        page.text(PLAIN, &text);
    }
}

/// Where the windows lie and how they were chosen.
pub(super) fn windows_text(analysis: &Analysis, units: Units) -> Option<String> {
    let (fresh, tired) = (segment(analysis, "fresh")?, segment(analysis, "fatigued")?);
    let comparison = &analysis.comparison;
    let valid = [comparison.valid_fresh_s, comparison.valid_fatigued_s];
    let how = match comparison.mode {
        Mode::WholeRun => " (first and last part of all your running, at equal pace and slope)",
        Mode::SteadyLong if valid.iter().all(|v| *v >= FULL_WINDOW_S) => {
            " (the first and last ten minutes that count)"
        }
        Mode::SteadyLong => " (the first and last minutes that count)",
        Mode::SteadyShort => " (the first and last third of the run)",
        Mode::Intervals => " (the first and last third of the intervals)",
        Mode::Laps => " (the first and last third of the laps)",
        Mode::Race => " (an early and the last full split of the race)",
        Mode::User => " (as you asked)",
        Mode::None => "",
    };
    let minutes = |s: &Segment| {
        format!("{:.0}-{:.0} min", (s.start_s / 60.0).round(), (s.end_s / 60.0).round())
    };
    let at = |s: &Segment| {
        let pace = s.speed_mps.map(|v| units.pace(v));
        let heart = s.heart_rate_bpm.map(|h| format!("{h:.0} bpm"));
        let parts: Vec<String> = pace.into_iter().chain(heart).collect();
        if parts.is_empty() { String::new() } else { format!(" at {}", parts.join(" and ")) }
    };
    let window = |s: &Segment, valid_s: f64| {
        let span_s = s.end_s - s.start_s;
        let limits = [
            (valid_s > 0.0 && valid_s < FULL_WINDOW_S)
                .then(|| format!("{} that count", clock(valid_s))),
            (span_s > SPREAD_S).then(|| format!("spread over {:.0} min", span_s / 60.0)),
        ];
        let limits: Vec<String> = limits.into_iter().flatten().collect();
        let limits = match limits.is_empty() {
            true => String::new(),
            false => format!(" ({})", limits.join(", ")),
        };
        format!("{}{}{limits}", minutes(s), at(s))
    };
    let (fresh, tired) = (window(fresh, valid[0]), window(tired, valid[1]));
    Some(format!("Windows: fresh {fresh}, tired {tired}{how}."))
}

pub(super) fn fatigue(analysis: &Analysis) -> String {
    let comparison = &analysis.comparison;
    let degree = match comparison.fatigue_evidence {
        FatigueEvidence::Unknown => "Whether you were tired cannot be told",
        FatigueEvidence::None => "No sign that you were tired",
        FatigueEvidence::Mild => "Mild evidence that you were tired",
        FatigueEvidence::Moderate => "Moderate evidence that you were tired",
        FatigueEvidence::Strong => "Strong evidence that you were tired",
    };
    let signs: Vec<String> = comparison.fatigue_signs.iter().map(words::english_of).collect();
    match signs.as_slice() {
        [] => format!("{degree}."),
        signs => format!("{degree}: {}.", signs.join(", ")),
    }
}

/// Where the first published table puts cadence and contact: one grey line, no verdict.
fn context(page: &mut Page, analysis: &Analysis) {
    let of = |metric: Metric, name: &str| {
        let c = analysis.context.iter().find(|c| c.metric == metric)?;
        let place = c.share.as_deref().unwrap_or(&c.band);
        Some(format!("{name} {place} ({})", c.title))
    };
    let contact = of(Metric::GroundContactTime, "ground contact");
    let parts: Vec<String> = of(Metric::Cadence, "cadence").into_iter().chain(contact).collect();
    // As many as fit into one line.
    for n in (1..=parts.len()).rev() {
        let line = format!("Context, no verdict: {}", parts[..n].join(" · "));
        if width(&line) <= page.width() {
            return page.text(DIM, &line);
        }
    }
}

fn findings(page: &mut Page, analysis: &Analysis, view: View) {
    page.blank();
    if analysis.findings.is_empty() {
        if analysis.comparison.status == Status::Compared {
            page.text(BOLD, "No breakdown of form that these data can show.");
        } else {
            page.text(BOLD, "No findings.");
        }
        return;
    }
    page.text(BOLD, "What stands out");
    for (i, finding) in analysis.findings.iter().enumerate() {
        let lead = format!("{}. ", i + 1);
        let tired = analysis.comparison.fatigue_evidence > FatigueEvidence::None;
        page.item(&lead, BOLD, &format!("{} ({})", finding.title, label(finding, tired)));
        let indent = " ".repeat(width(&lead));
        let (shown, _) = view.shown(finding.evidence.len(), 1);
        for evidence in finding.evidence.iter().take(shown) {
            page.item(&indent, PLAIN, &crate::words::english_of(evidence));
        }
        page.item(&indent, PLAIN, view.text(&crate::words::explanation(finding), SENTENCES_SHOWN));
    }
}

pub(super) fn label(finding: &Finding, tired: bool) -> String {
    let kind = match finding.label {
        Label::Breakdown => "breakdown when tired",
        Label::Drift if tired => "change of style, not a breakdown",
        Label::Drift => "drift, no sign of fatigue with it",
        Label::ConstantAsymmetry | Label::Constant => "there from the beginning",
    };
    let confidence = match finding.confidence {
        Confidence::Low => "low",
        Confidence::Moderate => "moderate",
        Confidence::High => "high",
    };
    format!("{kind}; {confidence} confidence")
}

/// What could not be judged, each reason once with the things it holds for.
pub(super) fn not_judged(analysis: &Analysis) -> Vec<(Vec<String>, String)> {
    let whole = analysis.comparison.reason.as_ref();
    let unclear = analysis
        .comparison
        .metrics
        .iter()
        .filter(|m| m.verdict == Verdict::Insufficient && in_table(m.metric))
        // What holds for the whole comparison has been said at its head.
        .filter_map(|m| Some((show::name(m.metric), m.reason.as_ref()?)))
        .filter(|(_, reason)| Some(*reason) != whole)
        .map(|(name, reason)| (name, words::english_of(reason)));
    let absent = analysis
        .not_measured
        .iter()
        .map(|n| (show::lower(&show::finding(&n.id)), crate::words::unseen(n)));
    show::by_reason(unclear.chain(absent))
}

fn unjudged(page: &mut Page, analysis: &Analysis, view: View) {
    let all = not_judged(analysis);
    if all.is_empty() {
        return;
    }
    page.blank();
    page.text(BOLD, "Could not be judged");
    let (shown, more) = view.shown(all.len(), UNJUDGED_SHOWN);
    for (what, why) in all.iter().take(shown) {
        page.item("- ", PLAIN, &{
            let why = show::distances(view.text(why, 1), view.units);
            format!("{}: {why}", what.join(", "))
        });
    }
    if more > 0 {
        page.item("- ", DIM, &format!("and {more} more (--details shows all)"));
    }
}
