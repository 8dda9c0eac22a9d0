//! One runner in a row of the overview, and the words that rows and parts share.

use super::super::quality::english as badge;
use super::super::{Markup, Style, number};
use super::parts::Undated;
use crate::compare::Status;
use crate::form::{Confidence, Label};
use crate::metrics::Metric;
use crate::report::show;
use crate::report::text::clean;
use crate::team::{Athlete, Band, SideRow, SinceMetric, TeamRun};
use crate::trend::{self, Shift};
use crate::units::signed;

/// What stands out in a row of the overview, at most.
const SHOWN: usize = 3;
/// A runner in the overview.
pub(super) struct Row {
    pub id: String,
    pub name: String,
    pub group: Option<String>,
    /// What filters look at.
    pub group_token: String,
    pub weakness_tokens: String,
    pub confidence_tokens: String,
    pub state_tokens: String,
    pub runs: Markup,
    pub newest: Option<RunLink>,
    /// No run has a date, so that the newest is not known.
    pub undated: bool,
    pub badge: Option<(&'static str, &'static str, &'static str)>,
    pub weaknesses: Vec<Short>,
    pub more: usize,
    pub nothing: &'static str,
    /// Value, metric, band.
    pub sides: Option<(Markup, String, &'static str)>,
    /// Two sensors contradict each other.
    pub opposed: bool,
    pub since: String,
    pub without: usize,
}

/// A run with its page.
pub(super) struct RunLink {
    pub text: String,
    pub page: Option<String>,
}

/// A weakness in few words.
pub(super) struct Short {
    pub title: String,
    pub confidence: &'static str,
    pub pips: &'static str,
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

/// The row of a runner.
pub(super) fn row(i: usize, athlete: &Athlete, style: &Style) -> Row {
    let [group_token, weakness_tokens, confidence_tokens, state_tokens] = tokens(athlete);
    let newest = athlete.runs.last();
    let n = athlete.runs.len();
    let opposed = athlete.sides.as_ref().is_some_and(|s| s.opposed);
    let sides = athlete.sides.as_ref().filter(|s| !s.opposed).and_then(|s| {
        let (k, widest) = s.rows.iter().enumerate().max_by(|a, b| {
            let size = |r: &SideRow| r.asymmetry_pct.abs();
            (a.1.band, size(a.1))
                .partial_cmp(&(b.1.band, size(b.1)))
                .unwrap_or(std::cmp::Ordering::Equal)
        })?;
        let of = format!("athletes.{i}.sides.rows.{k}");
        let title = side_title(widest.metric);
        let text = format!("{} %", signed(widest.asymmetry_pct, 1));
        let value = number(&of, "", "asymmetry_pct", Some(widest.asymmetry_pct), &text);
        Some((value, title, band(widest.band).0))
    });
    Row {
        id: athlete.id.clone(),
        name: clean(&athlete.name),
        group: athlete.group.as_deref().map(clean),
        group_token,
        weakness_tokens,
        confidence_tokens,
        state_tokens,
        runs: Markup(n.to_string()),
        newest: newest.map(|r| link(r, style)),
        undated: Undated::of(athlete) == Undated::All && n > 1,
        badge: newest.map(|r| badge(r.quality)),
        weaknesses: athlete
            .weaknesses
            .iter()
            .take(SHOWN)
            .map(|w| {
                let (confidence, pips) = sure(w.confidence);
                Short { title: w.title.clone(), confidence, pips }
            })
            .collect(),
        more: athlete.weaknesses.len().saturating_sub(SHOWN),
        nothing: nothing(athlete),
        sides,
        opposed,
        since: since_in_words(athlete),
        without: athlete.without_analysis.len(),
    }
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

fn since_in_words(athlete: &Athlete) -> String {
    let Some(since) = &athlete.since_last else {
        return athlete.since_last_reason.as_deref().map(show::upper).unwrap_or_default();
    };
    let of = |wanted: trend::Verdict, get: fn(&SinceMetric) -> &Shift| -> Vec<String> {
        let moved = since.metrics.iter().filter(|m| get(m).verdict == wanted);
        moved.map(|m| show::name(m.metric)).collect()
    };
    let sentences = [
        ("better when tired: ", of(trend::Verdict::Better, |m| &m.fatigue)),
        ("worse when tired: ", of(trend::Verdict::Worse, |m| &m.fatigue)),
        ("fresh level ↑ ", of(trend::Verdict::Up, |m| &m.level)),
        ("fresh level ↓ ", of(trend::Verdict::Down, |m| &m.level)),
    ];
    let said: Vec<String> = sentences
        .into_iter()
        .filter(|(_, metrics)| !metrics.is_empty())
        .map(|(what, metrics)| format!("{what}{}", metrics.join(", ")))
        .collect();
    match said.is_empty() {
        true => "Nothing beyond what days differ by".into(),
        false => show::upper(&said.join("; ")),
    }
}
