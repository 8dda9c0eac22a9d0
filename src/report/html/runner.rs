//! The runner's page: one recording from the answer down to the settings.

use std::io;

use askama::Template;

use super::balance::{self, LeftRight};
use super::cards::{self, Card, Level};
use super::laps::{self, Laps};
use super::method::{self, ContextRow, Setting, SourceLine};
use super::quality::{self, QualityPart};
use super::speed::{self, Figure};
use super::timeline::{self, Timeline};
use super::waves::{self, Waves};
use super::work::{self, Sheet};
use super::{LOOK, Markup, Style, number};
use crate::analysis::{Analysis, Analyzed, RecordingKind};
use crate::compare::{FatigueEvidence, Status};
use crate::report::answer::answer;
use crate::report::show;
use crate::report::terminal::{fatigue, label, not_judged, segment, windows_text};
use crate::report::text::{clean, is_direction_mark};
use crate::series::Sampling;
use crate::units::clock;

const SCRIPT: &str = include_str!("page.js");

/// A finding with everything that is known about it.
struct FindingPart {
    id: String,
    title: String,
    label: String,
    evidence: Vec<String>,
    explanation: String,
    exercises: String,
}

/// A number at the head of the page.
struct Fact {
    name: &'static str,
    value: Markup,
}

#[derive(Template)]
#[template(path = "runner.html")]
struct RunnerPage {
    look: &'static str,
    script: &'static str,
    title: String,
    about: Vec<String>,
    facts: Vec<Fact>,
    badge: (&'static str, &'static str, &'static str),
    running: String,
    answer: String,
    compared: bool,
    /// Each sample is a lap.
    by_laps: bool,
    /// A watch's series of seconds.
    watch: bool,
    reference: Option<String>,
    windows: Option<String>,
    fatigue: Option<String>,
    cards: Vec<Card>,
    changes: Vec<Card>,
    levels: Vec<Level>,
    timeline: Option<Timeline>,
    waves: Option<Waves>,
    figures: Vec<Figure>,
    computed_figures: Vec<Figure>,
    /// Some figures show how values are spread.
    spreads: bool,
    has_adjusted: bool,
    left_right: Option<LeftRight>,
    laps: Vec<Laps>,
    findings: Vec<FindingPart>,
    no_finding: &'static str,
    not_judged: Vec<(String, String)>,
    sheet: Option<Sheet>,
    path: String,
    quality: QualityPart,
    context: Vec<ContextRow>,
    settings: Vec<Setting>,
    settings_hash: String,
    version: String,
    sources: Vec<SourceLine>,
}

/// The page of one recording. Equal analysis and style give equal bytes.
///
/// # Errors
/// Only those of the template engine, which has no reason for any.
pub fn runner(analyzed: &Analyzed, style: &Style) -> io::Result<String> {
    let analysis = &analyzed.analysis;
    let recording = &analysis.recording;
    let name = recording.title.as_deref().map(clean).filter(|t| !t.is_empty());
    let path = clean(&recording.path);
    let date = recording.start_time.as_deref().map(|t| clean(&show::date(t)));
    let file = path.rsplit(['/', '\\', '!']).next().unwrap_or(&path).to_owned();
    let sensors = show::sensors(&recording.placements);
    // One file of several says nothing of the others.
    let several = sensors.as_deref().filter(|_| recording.path.contains(" + "));
    let title = several.map_or_else(|| file.clone(), |s| clean(&show::upper(s)));
    let file = if several.is_some() { path.clone() } else { file };
    let about = [
        date,
        recording.device.as_deref().map(clean),
        match (&sensors, several) {
            (Some(_), Some(_)) => None, // the title says it
            (Some(sensors), None) => Some(clean(sensors)),
            (None, _) => Some(clean(&recording.sport)),
        },
        (name.is_some() || several.is_some()).then(|| file.clone()),
    ];
    let comparison = &analysis.comparison;
    let figures = speed::figures(analyzed, style);
    let (computed_figures, figures): (Vec<_>, Vec<_>) =
        figures.into_iter().partition(|f| f.estimated);
    let page = RunnerPage {
        look: LOOK,
        script: SCRIPT,
        title: name.unwrap_or(title),
        about: about.into_iter().flatten().filter(|a| !a.is_empty()).collect(),
        facts: facts(analysis, style),
        badge: quality::badge(recording.quality),
        running: clock(recording.running_s),
        answer: answer(analysis, style.units),
        compared: comparison.status == Status::Compared,
        by_laps: analyzed.series.sampling == Sampling::Laps,
        watch: recording.kind == RecordingKind::Watch,
        reference: comparison.reference_speed_mps.map(|v| style.units.pace(v)),
        windows: windows_text(analysis, style.units),
        fatigue: (comparison.status != Status::NotComparable).then(|| fatigue(analysis)),
        cards: cards::cards(analysis, style.units),
        changes: cards::table(analysis, style.units),
        levels: cards::levels(analysis),
        timeline: timeline::timeline(analyzed, style),
        has_adjusted: analyzed.rows.iter().any(|r| r.levels.is_some()),
        waves: waves::waves(analyzed),
        spreads: figures.iter().any(|f| f.spread.is_some()),
        figures,
        computed_figures,
        left_right: balance::left_right(analysis),
        laps: laps::tables(analysis, style),
        findings: findings(analysis),
        no_finding: match comparison.status {
            Status::Compared => "No breakdown of form that these data can show.",
            _ => "Fresh and tired could not be compared, so nothing can be said of a breakdown.",
        },
        not_judged: not_judged(analysis)
            .into_iter()
            .map(|(what, why)| (what.join(", "), show::distances(&why, style.units)))
            .collect(),
        sheet: work::sheet(analysis),
        path,
        quality: quality::quality(analysis, style),
        context: method::context(analysis),
        settings: method::settings(style),
        settings_hash: analysis.settings_hash.clone(),
        version: analysis.runform_version.clone(),
        sources: method::sources(analysis),
    };
    let mut page = page.render().map_err(io::Error::other)?;
    // Characters without a picture have no business on a page, wherever they came from.
    page.retain(|c| c == '\n' || !(c.is_control() || is_direction_mark(c)));
    Ok(page)
}

fn facts(analysis: &Analysis, style: &Style) -> Vec<Fact> {
    let recording = &analysis.recording;
    let all = segment(analysis, "all");
    let units = style.units;
    let mut facts = Vec::new();
    let mut add = |name, of: &str, field: &str, value: Option<f64>, text: String| {
        if value.is_some_and(f64::is_finite) {
            facts.push(Fact { name, value: number(of, "", field, value, &text) });
        }
    };
    let distance = recording.distance_m.filter(|d| *d > 0.0);
    add("Distance", "recording", "distance_m", distance, units.distance(distance.unwrap_or(0.0)));
    let active = recording.active_s;
    add("Time", "recording", "active_s", Some(active), clock(active));
    let whole = recording.duration_s;
    if whole - active >= 60.0 {
        add("With pauses", "recording", "duration_s", Some(whole), clock(whole));
    }
    let speed = all.and_then(|s| s.speed_mps);
    add("Pace while running", "all", "speed_mps", speed, units.pace(speed.unwrap_or(0.0)));
    let heart = all.and_then(|s| s.heart_rate_bpm);
    add("Heart rate", "all", "heart_rate_bpm", heart, format!("{:.0} bpm", heart.unwrap_or(0.0)));
    facts
}

fn findings(analysis: &Analysis) -> Vec<FindingPart> {
    let tired = analysis.comparison.fatigue_evidence > FatigueEvidence::None;
    let add_ons = &analysis.prescription.add_ons;
    analysis
        .findings
        .iter()
        .map(|f| FindingPart {
            id: f.id.clone(),
            title: f.title.clone(),
            label: label(f, tired),
            evidence: f.evidence.iter().map(crate::words::english_of).collect(),
            explanation: crate::words::explanation(f),
            exercises: add_ons
                .iter()
                .filter(|a| a.r#for.contains(&f.id))
                .map(|a| a.name.clone())
                .collect::<Vec<_>>()
                .join(", "),
        })
        .collect()
}
