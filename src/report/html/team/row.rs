//! The words that rows, cards and parts of runners share.

use super::super::{Markup, Style, number};
use crate::compare::Status;
use crate::form::{Confidence, Label};
use crate::metrics::Metric;
use crate::report::text::clean;
use crate::report::{findings, show};
use crate::team::{Athlete, Band, SideRow, Sides, TeamRun, Weakness};
use crate::trend;
use crate::words::Words;

/// A run with its page.
pub(super) struct RunLink {
    pub text: String,
    pub page: Option<String>,
}

/// A text as one token among others, which `|` separates.
pub(super) fn token(text: &str) -> String {
    clean(text).replace('|', "/")
}

/// Tokens that filters look at: group, weaknesses, confidences, states.
pub(super) fn tokens(athlete: &Athlete) -> [String; 4] {
    let weaknesses: Vec<&str> = athlete.weaknesses.iter().map(|w| w.id.as_str()).collect();
    let mut sure: Vec<&str> = Vec::new();
    let best = athlete.weaknesses.iter().map(|w| w.confidence).max();
    for (least, word) in
        [(Confidence::Low, "low"), (Confidence::Moderate, "moderate"), (Confidence::High, "high")]
    {
        if best.is_some_and(|b| b >= least) {
            sure.push(word);
        }
    }
    let band = athlete.sides.iter().flat_map(|s| &s.rows).filter_map(|r| r.band).max();
    let moved = athlete.since_last.iter().flat_map(|s| &s.metrics);
    let has = |verdict: trend::Verdict| moved.clone().any(|m| m.fatigue.verdict == verdict);
    let states = [
        (has(trend::Verdict::Worse), "worse"),
        (has(trend::Verdict::Better), "better"),
        (band >= Some(Band::Moderate), "sides"),
        (!athlete.without_analysis.is_empty(), "without"),
        (athlete.runs.is_empty(), "no-runs"),
    ];
    let states: Vec<&str> = states.into_iter().filter(|s| s.0).map(|s| s.1).collect();
    let group = athlete.group.as_deref().map(token).unwrap_or_default();
    [group, weaknesses.join("|"), sure.join("|"), states.join("|")]
}

/// The widest difference between left and right: value, what it is of, band.
pub(super) fn balance(i: usize, sides: &Sides, words: &Words) -> Option<(Markup, String, String)> {
    let size = |r: &SideRow| r.asymmetry_pct.abs();
    let (k, widest) = sides.rows.iter().enumerate().max_by(|a, b| {
        (a.1.band, size(a.1))
            .partial_cmp(&(b.1.band, size(b.1)))
            .unwrap_or(std::cmp::Ordering::Equal)
    })?;
    let of = format!("athletes.{i}.sides.rows.{k}");
    let text = format!("{} %", words.tongue().signed(widest.asymmetry_pct, 1));
    let value = number(&of, "", "asymmetry_pct", Some(widest.asymmetry_pct), &text);
    let band = words.t(match widest.band {
        Some(Band::Low) => "band-low",
        Some(Band::Moderate) => "band-moderate",
        Some(Band::High) => "band-high",
        None => "band-none",
    });
    Some((value, words.name(widest.metric.id()), band))
}

/// A metric at the head of a column.
pub(super) fn name_of(metric: Metric, words: &Words) -> String {
    words.short(metric.id())
}

/// What a weakness is called.
pub(super) fn weakness(w: &Weakness, words: &Words) -> String {
    words
        .translation("breakdowns.toml", &format!("rule-{}-title", w.id))
        .unwrap_or_else(|| w.title.clone())
}

/// How sure, in a word and in dots.
pub(super) fn sure_in(confidence: Confidence, words: &Words) -> (String, &'static str) {
    (findings::confidence(confidence, words), sure(confidence).1)
}

/// What is said of a runner of whom nothing stands out.
pub(super) fn nothing_in(athlete: &Athlete, words: &Words) -> String {
    let compared = athlete.runs.iter().any(|r| r.comparison == Status::Compared);
    words.t(match (athlete.runs.is_empty(), compared) {
        (true, _) => "team-nothing-run",
        (_, true) => "team-nothing-shown",
        (_, false) => "team-nothing-compared",
    })
}

/// The day of a run, or its file where that is not known.
pub(super) fn day_in(run: &TeamRun, words: &Words) -> String {
    let file = || clean(run.file.rsplit(['/', '\\', '!']).next().unwrap_or(&run.file));
    let start = run.start.as_deref().filter(|s| show::short_day(s).is_some());
    start.map_or_else(file, |s| clean(&show::day(s, words)))
}

pub(super) fn nothing(athlete: &Athlete) -> &'static str {
    let compared = athlete.runs.iter().any(|r| r.comparison == Status::Compared);
    match (athlete.runs.is_empty(), compared) {
        (true, _) => "No run that could be analysed",
        (_, true) => "Nothing that these data can show",
        (_, false) => "Fresh and tired could not be compared",
    }
}

/// `Sun 12 May 2024, 12.4 km at 5:17 min/km`.
pub(super) fn link(run: &TeamRun, style: &Style) -> RunLink {
    let mut text = day(run);
    if let Some(m) = run.distance_m.filter(|d| *d > 0.0) {
        text.push_str(&format!(", {}", style.tongue.units.distance(m)));
    }
    RunLink { text, page: run.page.clone() }
}

/// The day of a run, or its file where that is not known.
pub(super) fn day(run: &TeamRun) -> String {
    let date = run.start.as_deref().map(|s| clean(&show::date(s)));
    let day = date.as_deref().and_then(|d| d.split(',').next()).map(str::to_owned);
    day.unwrap_or_else(|| clean(run.file.rsplit(['/', '\\', '!']).next().unwrap_or(&run.file)))
}

pub(super) fn sure(confidence: Confidence) -> (&'static str, &'static str) {
    match confidence {
        Confidence::Low => ("low", "●○○"),
        Confidence::Moderate => ("moderate", "●●○"),
        Confidence::High => ("high", "●●●"),
    }
}

pub(super) fn kind(label: Label) -> &'static str {
    match label {
        Label::Breakdown => "came with fatigue",
        Label::Drift => "changed without a sign of fatigue, or a change of style",
        Label::ConstantAsymmetry | Label::Constant => "there from the beginning",
    }
}

/// The words of the findings: a small difference calls for nothing special.
pub(super) fn band(band: Option<Band>) -> (&'static str, &'static str) {
    match band {
        Some(Band::Low) => ("usual", "low"),
        Some(Band::Moderate) => ("small", "moderate"),
        Some(Band::High) => ("marked", "high"),
        None => ("not judged", "none"),
    }
}

pub(super) fn side_title(metric: Metric) -> String {
    match metric {
        Metric::ContactBalanceLeft => "Share of ground contact".into(),
        other => show::title(other),
    }
}
