//! The log and its progress as pages.

use anstyle::Style;
use jiff::civil::Date;

use super::Progress;
use crate::report::plan::volume_with_side;
use crate::report::text::{Page, columns};
use crate::report::trend::benchmark_sentence;
use crate::strength::log::{Entry, Felt, Log, LogSide, What};
use crate::strength::progress::{Advice, Lever, Next};
use crate::strength::{Catalogue, Coaching};
use crate::words::Words;

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

/// One entry in words.
pub(super) fn line(entry: &Entry, catalogue: &Catalogue) -> String {
    format!("{} {}", entry.date, what(entry, catalogue))
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
pub(super) fn check(log: &Log, today: Date, words: &Words, width: usize) -> String {
    let mut page = Page::new(width);
    let count =
        |test: fn(&What) -> bool| log.entries.iter().filter(|e| test(&e.what)).count() as f64;
    let args = [
        ("all", (log.entries.len() as f64).into()),
        ("strength", count(|w| matches!(w, What::Strength(_))).into()),
        ("runs", count(|w| matches!(w, What::Run { .. })).into()),
        ("tests", count(|w| matches!(w, What::Benchmark(_))).into()),
        ("feel", count(|w| matches!(w, What::Feel)).into()),
    ];
    page.text(BOLD, &words.text("log-check", &args));
    if let (Some(first), Some(last)) = (log.entries.first(), log.entries.last()) {
        let args =
            [("first", first.date.to_string().into()), ("last", last.date.to_string().into())];
        page.text(PLAIN, &words.text("log-span", &args));
    }
    let ahead = log.entries.iter().filter(|e| e.date > today).count();
    if ahead > 0 {
        let args = [("lines", (ahead as f64).into()), ("today", today.to_string().into())];
        page.text(PLAIN, &words.text("log-ahead", &args));
    }
    for remark in &log.remarks {
        page.text(PLAIN, &words.say(remark));
    }
    page.finish()
}

/// What `log progress` says.
pub(super) struct ProgressPage<'a> {
    pub progress: &'a Progress,
    pub words: &'a Words,
    pub catalogue: &'a Catalogue,
    pub coaching: &'a Coaching,
}

impl ProgressPage<'_> {
    pub(super) fn write(&self, width: usize) -> String {
        let (progress, words) = (self.progress, self.words);
        let mut page = Page::new(width);
        let args = [("date", progress.date.to_string().into())];
        page.text(BOLD, &words.text("progress-next", &args));
        progress.exercises.iter().for_each(|a| self.advice(&mut page, a));
        if progress.exercises.is_empty() {
            page.text(PLAIN, &words.text("progress-nothing", &[]));
        }
        self.habit(&mut page);
        self.stages(&mut page);
        if !progress.benchmarks.is_empty() {
            self.section(&mut page, "progress-tests");
            for trend in &progress.benchmarks {
                page.text(PLAIN, &benchmark_sentence(trend));
            }
        }
        self.expected(&mut page);
        self.mileage(&mut page);
        if !progress.risks.is_empty() {
            self.section(&mut page, "plan-keep-an-eye");
            progress.risks.iter().for_each(|r| page.item("- ", PLAIN, r));
            page.text(PLAIN, &words.text("plan-risks", &[]));
        }
        page.blank();
        page.text(PLAIN, &self.catalogue.safety);
        page.finish()
    }

    fn section(&self, page: &mut Page, id: &str) {
        page.blank();
        page.text(BOLD, &self.words.text(id, &[]));
    }

    fn habit(&self, page: &mut Page) {
        let (habit, words) = (&self.progress.habit, self.words);
        self.section(page, "progress-regularity");
        page.text(PLAIN, &words.say(&habit.said));
        if let (Some(missed), Some(hint)) = (habit.missed, &habit.hint) {
            let args = [("missed", f64::from(missed).into()), ("hint", hint.as_str().into())];
            page.text(PLAIN, &words.text("progress-missed", &args));
        }
        for win in &habit.wins {
            page.item("+ ", PLAIN, &words.say(win));
        }
        if !self.progress.mistakes.is_empty() {
            self.section(page, "progress-worth-changing");
            for mistake in &self.progress.mistakes {
                let shown = words.say(&mistake.evidence);
                page.item("- ", PLAIN, &format!("{} ({shown})", mistake.text));
            }
        }
    }

    fn stages(&self, page: &mut Page) {
        self.section(page, "progress-stages");
        for state in &self.progress.stages {
            let said = match (state.passed, state.waits_for.as_slice(), state.sessions) {
                (true, ..) => self.words.text("stage-passed", &[]),
                (false, [], 0) => self.words.text("stage-open", &[]),
                (false, [], n) => self.words.text("stage-begun", &[("n", (n as f64).into())]),
                (false, waits, _) => {
                    self.words.text("stage-waits", &[("names", waits.join(", ").into())])
                }
            };
            page.item("  ", PLAIN, &format!("{}: {said}", state.name));
        }
    }

    fn expected(&self, page: &mut Page) {
        if self.progress.expected.is_empty() {
            return;
        }
        self.section(page, "plan-expect");
        for window in &self.progress.expected {
            let name = |id: &String| {
                let test = self.coaching.benchmarks.iter().find(|b| b.id == *id);
                test.map_or_else(|| id.clone(), |b| b.name.clone())
            };
            let tests: Vec<String> = window.retest.iter().map(name).collect();
            let args = [
                ("from", window.from.to_string().into()),
                ("to", window.to.to_string().into()),
                ("what", window.what.as_str().into()),
                ("tests", tests.join(", ").into()),
            ];
            page.item("  ", PLAIN, &self.words.text("progress-window", &args));
        }
        let results = &self.coaching.results;
        page.text(PLAIN, &format!("{} {}", results.feel, results.caveat));
    }

    fn advice(&self, page: &mut Page, advice: &Advice) {
        let words = self.words;
        let dose = advice.dose.map(|d| volume_with_side(words, &d)).unwrap_or_default();
        let id = match advice.next {
            Next::Forward(Lever::HarderForm | Lever::Variation) => "next-form",
            Next::Forward(Lever::Tempo) => "next-slower",
            Next::Forward(_) => "next-forward",
            Next::Hold | Next::Begin => "next-hold",
            Next::Back => "next-back",
            Next::Restart => "next-restart",
            Next::Stop => "next-stop",
        };
        let args = [
            ("name", advice.name.as_str().into()),
            ("then", advice.then_name.as_str().into()),
            ("dose", dose.into()),
            ("why", words.say(&advice.why).into()),
        ];
        page.item("  ", PLAIN, &words.text(id, &args));
        if let Some(weeks) = advice.plateau_weeks {
            let args = [("weeks", (weeks as f64).into())];
            page.item("    ", PLAIN, &words.text("next-plateau", &args));
        }
        let open = advice.harder.iter().filter(|h| h.exercise != advice.then);
        for harder in open {
            let args =
                [("name", harder.name.as_str().into()), ("gate", harder.gate.as_str().into())];
            page.item("    ", PLAIN, &words.text("next-open", &args));
        }
    }

    fn mileage(&self, page: &mut Page) {
        let (progress, words) = (self.progress, self.words);
        if progress.mileage.is_empty() {
            return;
        }
        self.section(page, "progress-distance");
        let limit = self.coaching.progression.mileage.percent;
        let fast: Vec<_> = progress.mileage.iter().rev().take(4).filter(|w| w.too_fast).collect();
        if fast.is_empty() {
            page.text(PLAIN, &words.text("distance-calm", &[("limit", limit.into())]));
        }
        for week in fast {
            let args = [
                ("monday", week.monday.to_string().into()),
                ("km", week.km.into()),
                ("growth", week.growth_percent.unwrap_or(f64::NAN).into()),
                ("limit", limit.into()),
            ];
            let mut text = words.text("distance-steep", &args);
            if week.km <= week.recent_most_km {
                text.push(' ');
                text += &words.text("distance-known", &[("km", week.recent_most_km.into())]);
            }
            page.item("! ", PLAIN, &text);
        }
    }
}
