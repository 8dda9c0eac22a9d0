//! The log and its progress as pages.

use anstyle::Style;
use jiff::civil::Date;

use super::Progress;
use crate::report::text::{Page, columns};
use crate::report::trend::benchmark_sentence;
use crate::strength::log::{Entry, Felt, Log, LogSide, What};
use crate::strength::progress::{Advice, Lever, Next};
use crate::strength::{Catalogue, Coaching};

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().bold();

/// The lines of a log, earliest first.
pub(super) fn entries(
    log: &Log,
    last: Option<usize>,
    catalogue: &Catalogue,
    width: usize,
) -> String {
    let mut page = Page::new(width);
    let skip = last.map_or(0, |n| log.entries.len().saturating_sub(n));
    let rows: Vec<Vec<String>> = log
        .entries
        .iter()
        .skip(skip)
        .map(|e| vec![e.date.to_string(), what(e, catalogue), felt(&e.felt), e.notes.clone()])
        .collect();
    for line in columns(&rows, &[false; 4]) {
        page.line(PLAIN, &line);
    }
    if rows.is_empty() {
        page.text(PLAIN, "The log is empty.");
    }
    page.finish()
}

fn what(entry: &Entry, catalogue: &Catalogue) -> String {
    match &entry.what {
        What::Strength(s) => {
            let exercise = catalogue.exercises.get(&s.exercise);
            let name = exercise.map_or(s.exercise.as_str(), |e| e.name.as_str());
            let unit = if s.held { " s" } else { "" };
            let load =
                if s.load_kg > 0.0 { format!(" with {} kg", s.load_kg) } else { String::new() };
            let side = match s.side {
                None => "",
                Some(LogSide::Left) => " left",
                Some(LogSide::Right) => " right",
                Some(LogSide::Each) => " each side",
            };
            format!("{name} {} × {}{unit}{load}{side}", s.sets, s.amount)
        }
        What::Run { km } => format!("Run {km} km"),
        What::Benchmark(m) => match (m.sides, m.value) {
            (Some([left, right]), _) => format!("Test {}: left {left}, right {right}", m.benchmark),
            (None, value) => format!("Test {}: {}", m.benchmark, value.unwrap_or(f64::NAN)),
        },
        What::Feel => "How it felt".into(),
    }
}

fn felt(felt: &Felt) -> String {
    let parts: Vec<String> = [
        ("effort", felt.rpe),
        ("pain", felt.pain),
        ("soreness", felt.soreness),
        ("tiredness", felt.fatigue),
        ("form", felt.form),
        ("ease", felt.ease),
    ]
    .into_iter()
    .filter_map(|(name, value)| value.map(|v| format!("{name} {v}")))
    .collect();
    parts.join(", ")
}

/// What `log check` says of a log without errors.
pub(super) fn check(log: &Log, today: Date, width: usize) -> String {
    let mut page = Page::new(width);
    let count = |test: fn(&What) -> bool| log.entries.iter().filter(|e| test(&e.what)).count();
    page.text(
        BOLD,
        &format!(
            "{} lines, all usable: {} of strength, {} runs, {} tests, {} of how it felt.",
            log.entries.len(),
            count(|w| matches!(w, What::Strength(_))),
            count(|w| matches!(w, What::Run { .. })),
            count(|w| matches!(w, What::Benchmark(_))),
            count(|w| matches!(w, What::Feel)),
        ),
    );
    if let (Some(first), Some(last)) = (log.entries.first(), log.entries.last()) {
        page.text(PLAIN, &format!("From {} to {}.", first.date, last.date));
    }
    let ahead = log.entries.iter().filter(|e| e.date > today).count();
    if ahead > 0 {
        page.text(
            PLAIN,
            &format!("{ahead} lines lie ahead of today ({today}); they do not count yet."),
        );
    }
    for remark in &log.remarks {
        page.text(PLAIN, remark);
    }
    page.finish()
}

/// What `log progress` says.
pub(super) fn progress(
    progress: &Progress,
    coaching: &Coaching,
    catalogue: &Catalogue,
    width: usize,
) -> String {
    let mut page = Page::new(width);
    page.text(BOLD, &format!("Next doses, as of {}", progress.date));
    for advice in &progress.exercises {
        self::advice(&mut page, advice);
    }
    if progress.exercises.is_empty() {
        page.text(PLAIN, "No strength work in the log yet.");
    }
    section(&mut page, "Regularity");
    page.text(PLAIN, &progress.habit.said);
    if let (Some(missed), Some(hint)) = (progress.habit.missed, &progress.habit.hint) {
        let s = if missed == 1 { "session was" } else { "sessions were" };
        page.text(PLAIN, &format!("{missed} {s} missed. {hint}"));
    }
    for win in &progress.habit.wins {
        page.item("+ ", PLAIN, win);
    }
    if !progress.mistakes.is_empty() {
        section(&mut page, "Worth changing");
        for mistake in &progress.mistakes {
            page.item("- ", PLAIN, &format!("{} ({}.)", mistake.text, mistake.evidence));
        }
    }
    section(&mut page, "Stages");
    for state in &progress.stages {
        let said = match (state.passed, state.waits_for.as_slice(), state.sessions) {
            (true, ..) => "passed".into(),
            (false, [], 0) => "open".into(),
            (false, [], n) => format!("begun, {n} sessions"),
            (false, waits, _) => format!("opens after {}", waits.join(", ")),
        };
        page.item("  ", PLAIN, &format!("{}: {said}", state.name));
    }
    if !progress.benchmarks.is_empty() {
        section(&mut page, "Self-tests");
        for trend in &progress.benchmarks {
            page.text(PLAIN, &benchmark_sentence(trend));
        }
    }
    if !progress.expected.is_empty() {
        section(&mut page, "When what may show");
        for window in &progress.expected {
            let tests = window.retest.join(", ");
            page.item(
                "  ",
                PLAIN,
                &format!(
                    "{} to {}: {}. Test on {}: {tests}.",
                    window.from, window.to, window.what, window.to
                ),
            );
        }
        page.text(PLAIN, &format!("{} {}", coaching.results.feel, coaching.results.caveat));
    }
    mileage(&mut page, progress, coaching);
    if !progress.risks.is_empty() {
        section(&mut page, "Keep an eye on");
        for risk in &progress.risks {
            page.item("- ", PLAIN, risk);
        }
        page.text(PLAIN, "This says what may happen, not what you have.");
    }
    page.blank();
    page.text(PLAIN, &catalogue.safety);
    page.finish()
}

fn section(page: &mut Page, title: &str) {
    page.blank();
    page.text(BOLD, title);
}

fn advice(page: &mut Page, advice: &Advice) {
    let dose = advice.dose.map(|d| d.to_string()).unwrap_or_default();
    let what = match advice.next {
        Next::Forward(Lever::HarderForm) => {
            let name = advice.harder.first().map_or("", |h| h.name.as_str());
            format!("on to {name}, {dose}")
        }
        Next::Forward(_) => format!("up to {dose}"),
        Next::Hold => format!("stay at {dose}"),
        Next::Back => format!("back to {dose}"),
        Next::Restart => format!("begin again with {dose}"),
        Next::Stop => "leave it out".into(),
    };
    page.item("  ", PLAIN, &format!("{}: {what}. {}", advice.name, advice.why));
    if let Some(weeks) = advice.plateau_weeks {
        page.item(
            "    ",
            PLAIN,
            &format!("No new best for {weeks} weeks: change one thing, the tempo, the rest or the variation."),
        );
    }
    let on_its_own = advice.next != Next::Forward(Lever::HarderForm);
    for harder in advice.harder.iter().filter(|_| on_its_own) {
        page.item("    ", PLAIN, &format!("{} is open, if {}.", harder.name, harder.gate));
    }
}

fn mileage(page: &mut Page, progress: &Progress, coaching: &Coaching) {
    let fast: Vec<_> = progress.mileage.iter().rev().take(4).filter(|w| w.too_fast).collect();
    if progress.mileage.is_empty() {
        return;
    }
    section(page, "Weekly distance");
    if fast.is_empty() {
        let percent = coaching.progression.mileage.percent;
        page.text(PLAIN, &format!("No rise of more than {percent} % in the last weeks."));
    }
    for week in fast {
        let known = if week.km <= week.recent_most_km {
            format!(
                " You had run {:.1} km in a recent week, so the step is smaller than it looks.",
                week.recent_most_km
            )
        } else {
            String::new()
        };
        page.item(
            "! ",
            PLAIN,
            &format!(
                "Week of {}: {:.1} km, {:.0} % more than the week before; up to {} % is the usual limit.{known}",
                week.monday,
                week.km,
                week.growth_percent.unwrap_or(f64::NAN),
                coaching.progression.mileage.percent,
            ),
        );
    }
}
