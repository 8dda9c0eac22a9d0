//! One runner: a part to print.

use super::super::quality::english as badge;
use super::super::work::{self, Sheet};
use super::super::{Markup, Style, number};
use super::row::{RunLink, band, day, kind, link, nothing, side_title, sure, tokens};
use crate::compare::{Status, Verdict};
use crate::metrics::Metric;
use crate::report::show::{self, Shown};
use crate::report::text::clean;
use crate::team::{Athlete, RunMetric, SideRow, Since, TeamRun, Weakness};
use crate::trend::{self, Shift};
use crate::units::{clock, signed};
use crate::words::{Words, in_english};

/// Metrics whose change when tired is in the list of runs.
const IN_LIST: [Metric; 4] = [
    Metric::GroundContactTime,
    Metric::Cadence,
    Metric::VerticalOscillation,
    Metric::ContactBalanceLeft,
];

/// A runner on paper.
pub(super) struct Part {
    pub id: String,
    pub name: String,
    pub group_token: String,
    pub weakness_tokens: String,
    pub confidence_tokens: String,
    pub state_tokens: String,
    pub facts: Vec<(&'static str, String)>,
    pub weaknesses: Vec<Long>,
    pub nothing: &'static str,
    pub sides: Option<SidesTable>,
    pub since: Option<SinceTable>,
    pub since_reason: Option<String>,
    pub trend_page: Option<String>,
    pub metrics: Vec<String>,
    pub runs: Vec<RunRow>,
    pub without: Vec<(String, String, String)>,
    /// The session and the file of a run it answers.
    pub sheet: Option<Sheet>,
    /// Some runs have no date: they are in the order of their names.
    pub undated: Undated,
}

/// Which runs have no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undated {
    None,
    Some,
    All,
}

impl Undated {
    pub fn of(athlete: &Athlete) -> Undated {
        match athlete.runs.iter().filter(|r| r.start.is_none()).count() {
            0 => Undated::None,
            n if n == athlete.runs.len() => Undated::All,
            _ => Undated::Some,
        }
    }
}

/// A weakness with what it rests on.
pub(super) struct Long {
    pub title: String,
    pub kind: &'static str,
    pub confidence: &'static str,
    pub pips: &'static str,
    pub seen: Markup,
    pub could: Markup,
    pub run: RunLink,
    pub side: Option<&'static str>,
    pub evidence: Vec<String>,
    pub explanation: String,
}

/// Left against right.
pub(super) struct SidesTable {
    pub run: RunLink,
    pub opposed: bool,
    pub rows: Vec<SidesRow>,
}

pub(super) struct SidesRow {
    pub title: String,
    pub unit: String,
    pub left: Markup,
    pub right: Markup,
    pub asymmetry: Markup,
    pub larger: &'static str,
    pub band: &'static str,
    pub band_class: &'static str,
    pub limits: String,
    pub source: String,
}

/// The newest run against the one before.
pub(super) struct SinceTable {
    pub run: RunLink,
    pub before: RunLink,
    pub device: Option<String>,
    pub pace: String,
    pub rows: Vec<SinceRow>,
}

pub(super) struct SinceRow {
    pub title: String,
    pub unit: String,
    pub level: Moved,
    pub fatigue: Moved,
}

/// From, to, difference, what is needed, and the word.
pub(in crate::report::html) struct Moved {
    pub numbers: Option<[Markup; 4]>,
    pub word: String,
    pub tone: &'static str,
    pub reason: Option<String>,
}

/// A run in the list.
pub(super) struct RunRow {
    pub run: RunLink,
    pub distance: Markup,
    pub running: Markup,
    pub pace: String,
    pub device: String,
    pub quality: (&'static str, &'static str, &'static str),
    pub changes: Vec<Option<(Markup, &'static str)>>,
    pub told: String,
    /// Why it was not compared: a row of its own.
    pub why: Option<String>,
}

/// The part of a runner.
pub(super) fn part(i: usize, athlete: &Athlete, style: &Style) -> Part {
    let [group_token, weakness_tokens, confidence_tokens, state_tokens] = tokens(athlete);
    let at = |k: usize| {
        let run = athlete.runs.get(k);
        run.map_or(RunLink { text: String::new(), page: None }, |r| link(r, style))
    };
    let mut facts = Vec::new();
    if let Some(group) = &athlete.group {
        facts.push(("Group", clean(group)));
    }
    facts.push(("Runs", athlete.runs.len().to_string()));
    if let Some(mass) = athlete.mass_kg {
        facts.push(("Mass", format!("{mass:.1} kg")));
    }
    if let Some(height) = athlete.height_m {
        facts.push(("Height", format!("{height:.2} m")));
    }
    let metrics: Vec<(Metric, Shown)> = IN_LIST
        .into_iter()
        .filter_map(|metric| {
            let mut all = athlete.runs.iter().flat_map(|r| &r.metrics);
            let found = all.find(|m| m.metric == metric && m.change.is_some())?;
            Some((metric, Shown::new(metric, &found.unit)))
        })
        .collect();
    let title = |id: &str| athlete.weaknesses.iter().find(|w| w.id == id).map(|w| w.title.clone());
    Part {
        id: athlete.id.clone(),
        name: clean(&athlete.name),
        group_token,
        weakness_tokens,
        confidence_tokens,
        state_tokens,
        facts,
        weaknesses: athlete
            .weaknesses
            .iter()
            .enumerate()
            .map(|(k, w)| long(&format!("athletes.{i}.weaknesses.{k}"), w, at(w.run)))
            .collect(),
        nothing: nothing(athlete),
        sides: athlete.sides.as_ref().map(|s| SidesTable {
            run: at(s.run),
            opposed: s.opposed,
            rows: s
                .rows
                .iter()
                .enumerate()
                .map(|(k, r)| sides_row(&format!("athletes.{i}.sides.rows.{k}"), r))
                .collect(),
        }),
        since: athlete.since_last.as_ref().map(|s| since(i, s, &at, style)),
        since_reason: athlete.since_last_reason.as_ref().map(|why| style.words().say(why)),
        trend_page: athlete.trend_page.clone(),
        runs: athlete
            .runs
            .iter()
            .enumerate()
            .rev()
            .map(|(k, r)| run(&format!("athletes.{i}.runs.{k}"), r, &metrics, style))
            .collect(),
        metrics: metrics.iter().map(|(_, shown)| shown.label.clone()).collect(),
        without: athlete
            .without_analysis
            .iter()
            .map(|w| (clean(&w.file), show::words(w.status.id()), clean(&w.reason)))
            .collect(),
        undated: Undated::of(athlete),
        sheet: athlete
            .session
            .as_ref()
            .and_then(|s| work::sheet_of(&s.prescription, &title, &style.words())),
    }
}

fn long(of: &str, w: &Weakness, run: RunLink) -> Long {
    let (confidence, pips) = sure(w.confidence);
    let count = |field: &str, n: usize| number(of, "", field, Some(n as f64), &n.to_string());
    Long {
        title: w.title.clone(),
        kind: kind(w.label),
        confidence,
        pips,
        seen: count("seen_in", w.seen_in),
        could: count("could_show", w.could_show),
        run,
        side: w.side.map(|s| match s {
            crate::metrics::Side::Left => "left",
            crate::metrics::Side::Right => "right",
        }),
        evidence: w.evidence.iter().map(crate::words::english_of).collect(),
        explanation: crate::words::explained(&w.explanation, w.no_breakdown),
    }
}

fn sides_row(of: &str, r: &SideRow) -> SidesRow {
    let balance = r.metric == Metric::ContactBalanceLeft;
    let shown = Shown::new(r.metric, &r.unit);
    let value = |field: &str, v: f64| {
        let text = if balance { format!("{v:.1}") } else { shown.level(Some(v)) };
        number(of, "", field, Some(v), &text)
    };
    let size = r.asymmetry_pct.abs();
    let (word, band_class) = band(r.band);
    SidesRow {
        title: side_title(r.metric),
        unit: shown.unit().to_owned(),
        left: value("left", r.left),
        right: value("right", r.right),
        asymmetry: number(
            of,
            "",
            "asymmetry_pct",
            Some(r.asymmetry_pct),
            &signed(r.asymmetry_pct, 1),
        ),
        larger: match r.asymmetry_pct {
            _ if size < 0.05 => "even",
            a if a > 0.0 => "left larger",
            _ => "right larger",
        },
        band: word,
        band_class,
        source: clean(&r.source.formula()),
        limits: r.limits_pct.map_or("-".into(), |[moderate, high]| {
            format!("usual below {moderate:.0} %, marked from {high:.0} %")
        }),
    }
}

fn since(i: usize, since: &Since, at: &dyn Fn(usize) -> RunLink, style: &Style) -> SinceTable {
    let rows = since.metrics.iter().enumerate().map(|(k, m)| {
        let shown = Shown::new(m.metric, &m.unit);
        let of = format!("athletes.{i}.since_last.metrics.{k}");
        SinceRow {
            title: show::title(m.metric),
            unit: shown.unit().to_owned(),
            level: in_english(|words| {
                moved(&format!("{of}.level"), &m.level, &shown, |s, v| s.level(v), words)
            }),
            fatigue: in_english(|words| {
                moved(&format!("{of}.fatigue"), &m.fatigue, &shown, |s, v| s.change(v), words)
            }),
        }
    });
    SinceTable {
        run: at(since.run),
        before: at(since.before),
        device: since.device.as_deref().map(clean),
        pace: style.tongue.units.pace(since.speed_mps),
        rows: rows.collect(),
    }
}

/// A movement from run to run in numbers and a word.
pub(in crate::report::html) fn moved(
    of: &str,
    shift: &Shift,
    shown: &Shown,
    text: fn(&Shown, Option<f64>) -> String,
    words: &Words,
) -> Moved {
    let value = |field: &str, v: Option<f64>, text: String| number(of, "", field, v, &text);
    let needed = shown.change(shift.needed).replace('+', "±");
    let (word, tone) = trend_word(shift.verdict);
    Moved {
        numbers: shift.reason.is_none().then(|| {
            [
                value("from", shift.from, text(shown, shift.from)),
                value("to", shift.to, text(shown, shift.to)),
                value("change", shift.change, shown.change(shift.change)),
                value("needed", shift.needed, needed),
            ]
        }),
        word: words.t(word),
        tone,
        reason: shift.reason.as_ref().map(|why| clean(&words.say(why))),
    }
}

/// Message and class of a movement from run to run.
pub(in crate::report::html) fn trend_word(verdict: trend::Verdict) -> (&'static str, &'static str) {
    match verdict {
        trend::Verdict::Better => ("trend-better", "better"),
        trend::Verdict::Worse => ("trend-worse", "worse"),
        trend::Verdict::Up => ("trend-up", "other"),
        trend::Verdict::Down => ("trend-down", "other"),
        trend::Verdict::NoChange => ("trend-no-change", "unknown"),
        trend::Verdict::NotComparable => ("trend-not-comparable", "unknown"),
    }
}

/// Why runs could not be compared: told in English, and in other languages in general.
fn run(of: &str, r: &TeamRun, metrics: &[(Metric, Shown)], style: &Style) -> RunRow {
    let distance = r.distance_m.filter(|d| *d > 0.0);
    let changes = metrics.iter().map(|(metric, _)| {
        let (k, m) = r.metrics.iter().enumerate().find(|(_, m)| m.metric == *metric)?;
        let text = Shown::new(*metric, &m.unit).change(Some(m.change?));
        Some((number(&format!("{of}.metrics.{k}"), "", "change", m.change, &text), word(m)))
    });
    let findings = match r.findings.len() {
        0 => "nothing stands out".to_owned(),
        n => format!("{n} that stand{} out", if n == 1 { "s" } else { "" }),
    };
    RunRow {
        run: RunLink { text: day(r), page: r.page.clone() },
        distance: number(
            of,
            "",
            "distance_m",
            r.distance_m,
            &distance.map_or("-".into(), |d| style.tongue.units.distance(d)),
        ),
        running: number(of, "", "running_s", Some(r.running_s), &clock(r.running_s)),
        pace: r.speed_mps.map_or("-".into(), |v| style.tongue.units.pace(v)),
        device: r.device.as_deref().map(clean).unwrap_or_else(|| "device not named".into()),
        quality: badge(r.quality),
        changes: changes.collect(),
        told: match r.comparison {
            Status::Compared => findings,
            Status::TrendOnly => "too short to compare".into(),
            Status::NotComparable => "not compared".into(),
        },
        why: (r.comparison == Status::NotComparable)
            .then_some(r.comparison_reason.as_ref())
            .flatten()
            .map(|why| clean(&show::lower(&style.words().say(why)))),
    }
}

fn word(m: &RunMetric) -> &'static str {
    match m.verdict {
        Verdict::Insufficient => "too little data",
        Verdict::Undecided => "undecided",
        Verdict::Stable => "stable",
        Verdict::Possible => "possible",
        Verdict::Likely => "likely",
        Verdict::Clear => "clear",
    }
}
