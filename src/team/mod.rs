//! Several runners side by side, for their coach: what stands out in each, left
//! against right, and what moved since the run before.
//!
//! Runners are never compared with each other: their devices, paces and bodies
//! differ. Each row of a team is one runner against earlier runs of the same runner.

mod next;
pub mod privacy;
mod rank;
mod sides;
mod since;
mod told;

use schemars::JsonSchema;
use serde::Serialize;

pub use next::Next;
pub use rank::{Spread, Weakness};
pub use sides::{Band, SideRow, Sides, opposed_sources};
pub use since::{Since, SinceMetric};
pub use told::{NoSince, RosterNote};

use crate::analysis::{Analysis, Knowledge, Quality};
use crate::compare::{FatigueEvidence, Reason, Status, Verdict};
use crate::form::Finding;
use crate::metrics::Metric;
use crate::recording::Provenance;
use crate::runs::RunStatus;
use crate::settings::{self, Settings};
use crate::strength::{Catalogue, Prescription, prescribe};
use crate::trend::seconds;

/// What the runs of several runners show.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Team {
    /// `runform/team/2`.
    pub schema: &'static str,
    /// Version of runform.
    pub runform_version: &'static str,
    /// Names are shortened to initials.
    pub initials_only: bool,
    /// The runners, by name.
    pub athletes: Vec<Athlete>,
    /// What stands out in how many of them, the most frequent first.
    pub weaknesses: Vec<Spread>,
    /// What was noticed of the roster.
    pub notes: Vec<RosterNote>,
}

/// One runner.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Athlete {
    /// `athlete-1`, in the order of the team.
    pub id: String,
    /// Name, or initials.
    pub name: String,
    /// Group of runners, from the roster.
    pub group: Option<String>,
    /// Mass from the roster, kg.
    pub mass_kg: Option<f64>,
    /// Height from the roster, m.
    pub height_m: Option<f64>,
    /// What the runner trains for, from the roster.
    pub goal: Option<String>,
    /// A note of the coach, from the roster.
    pub note: Option<String>,
    /// Signs seen by eye, from the roster.
    pub observed: Vec<Finding>,
    /// What to record next, so that more can be said.
    pub next: Next,
    /// Runs, earliest first; those without a start come before all others.
    pub runs: Vec<TeamRun>,
    /// Files without an analysis, and why.
    pub without_analysis: Vec<Without>,
    /// What stands out, the most important first.
    pub weaknesses: Vec<Weakness>,
    /// Left against right, from the newest run that tells them apart.
    pub sides: Option<Sides>,
    /// What moved from the run before to the newest run.
    pub since_last: Option<Since>,
    /// Why nothing can be said of that.
    pub since_last_reason: Option<NoSince>,
    /// The page of all runs in a row, beside the team's.
    pub trend_page: Option<String>,
    /// What a plan answers: the findings behind `weaknesses`, and signs seen by eye.
    #[serde(skip)]
    pub to_answer: Vec<Finding>,
    /// The strength session that answers `weaknesses`; the basic one without any.
    pub session: Option<AthleteSession>,
}

/// One run of a runner.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TeamRun {
    /// File, below the folder.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Its page, beside the team's.
    pub page: Option<String>,
    /// Start as the file has it.
    pub start: Option<String>,
    /// Device as the file names it.
    pub device: Option<String>,
    /// Distance, m.
    pub distance_m: Option<f64>,
    /// Running that counts, s.
    pub running_s: f64,
    /// Mean speed of the running, m/s.
    pub speed_mps: Option<f64>,
    /// Quality for form analysis.
    pub quality: Quality,
    /// Whether fresh and fatigued could be compared.
    pub comparison: Status,
    /// Why not.
    pub comparison_reason: Option<Reason>,
    /// Evidence of fatigue.
    pub fatigue_evidence: FatigueEvidence,
    /// Ids of the findings, the most important first.
    pub findings: Vec<String>,
    /// Metrics of the comparison.
    pub metrics: Vec<RunMetric>,
}

/// One metric of a run, fresh against tired.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RunMetric {
    /// Which.
    pub metric: Metric,
    /// Unit of the numbers.
    pub unit: String,
    /// Field it was read from.
    pub source: Provenance,
    /// Median of the fresh part.
    pub fresh: Option<f64>,
    /// Change at equal speed and slope.
    pub change: Option<f64>,
    /// Its 95 % interval.
    pub ci95: Option<[f64; 2]>,
    /// Smallest worthwhile change.
    pub swc: Option<f64>,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether the change goes the way fatigue usually takes.
    pub adverse: bool,
}

/// A file without an analysis.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Without {
    /// File, below the folder.
    pub file: String,
    /// How it ended.
    pub status: RunStatus,
    /// Why, in words that say what to do.
    pub reason: String,
}

/// A strength session for what stands out in the recent runs.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AthleteSession {
    /// Index into `runs`: the newest run that shows something it answers, else the newest.
    pub run: usize,
    /// Add-ons, session and safety.
    pub prescription: Prescription,
}

/// What is known of a runner before the team is put together.
#[derive(Debug, Clone, Default)]
pub struct Member {
    /// Name as it is to be shown.
    pub name: String,
    /// Group of runners.
    pub group: Option<String>,
    /// Mass, kg.
    pub mass_kg: Option<f64>,
    /// Height, m.
    pub height_m: Option<f64>,
    /// What the runner trains for.
    pub goal: Option<String>,
    /// A note of the coach.
    pub note: Option<String>,
    /// Signs seen by eye.
    pub observed: Vec<Finding>,
    /// Analyses with the names of their pages.
    pub runs: Vec<(Analysis, Option<String>)>,
    /// Files without an analysis.
    pub without: Vec<Without>,
    /// The page of all runs in a row.
    pub trend_page: Option<String>,
}

/// Puts a team together. The order of the members is kept.
pub fn team(
    members: Vec<Member>,
    initials_only: bool,
    knowledge: Knowledge<'_>,
    settings: &Settings,
) -> Team {
    let athletes: Vec<Athlete> = members
        .into_iter()
        .enumerate()
        .map(|(i, member)| athlete(format!("athlete-{}", i + 1), member, knowledge, settings))
        .collect();
    Team {
        schema: "runform/team/2",
        runform_version: env!("CARGO_PKG_VERSION"),
        initials_only,
        weaknesses: rank::spread(&athletes),
        athletes,
        notes: Vec::new(),
    }
}

fn athlete(id: String, member: Member, knowledge: Knowledge<'_>, settings: &Settings) -> Athlete {
    let Knowledge { rules, catalogue, .. } = knowledge;
    let mut runs = member.runs;
    let time = |a: &Analysis| a.recording.start_time.as_deref().and_then(seconds);
    runs.sort_by(|(a, _), (b, _)| {
        let by_time =
            time(a).unwrap_or(f64::NEG_INFINITY).total_cmp(&time(b).unwrap_or(f64::NEG_INFINITY));
        by_time.then_with(|| a.recording.path.cmp(&b.recording.path))
    });
    let (analyses, pages): (Vec<Analysis>, Vec<Option<String>>) = runs.into_iter().unzip();
    let (since_last, since_last_reason) = match since::since(&analyses, catalogue, &settings.trend)
    {
        Ok(since) => (Some(since), None),
        Err(reason) => (None, Some(reason)),
    };
    let weaknesses = rank::weaknesses(&analyses, rules);
    let to_answer = to_answer(&analyses, &weaknesses, &member.observed);
    let session = session(&analyses, &weaknesses, &to_answer, catalogue, &settings.strength);
    Athlete {
        id,
        name: member.name,
        group: member.group,
        mass_kg: member.mass_kg,
        height_m: member.height_m,
        goal: member.goal,
        note: member.note,
        next: next::next(&analyses),
        observed: member.observed,
        weaknesses,
        sides: sides::sides(&analyses, rules),
        since_last,
        since_last_reason,
        trend_page: member.trend_page,
        to_answer,
        session,
        runs: analyses.iter().zip(pages).map(|(a, page)| run(a, page)).collect(),
        without_analysis: member.without,
    }
}

/// What stands out in the recent runs, and what was seen by eye; a sign that was measured
/// too keeps its measurement.
fn to_answer(runs: &[Analysis], weaknesses: &[Weakness], observed: &[Finding]) -> Vec<Finding> {
    let mut findings = rank::findings(weaknesses, runs);
    for sign in observed {
        if findings.iter().all(|f| f.id != sign.id) {
            findings.push(sign.clone());
        }
    }
    findings
}

/// A session that answers it; the basic one where there is nothing to answer, and none
/// where no run is long enough to judge form.
fn session(
    runs: &[Analysis],
    weaknesses: &[Weakness],
    findings: &[Finding],
    catalogue: &Catalogue,
    settings: &settings::Strength,
) -> Option<AthleteSession> {
    let newest = runs.iter().rposition(|a| !a.prescription.session.blocks.is_empty())?;
    let run = weaknesses.iter().map(|w| w.run).max().unwrap_or(newest);
    Some(AthleteSession { run, prescription: prescribe(findings, catalogue, settings) })
}

fn run(analysis: &Analysis, page: Option<String>) -> TeamRun {
    let (r, c) = (&analysis.recording, &analysis.comparison);
    TeamRun {
        file: r.path.clone(),
        sha256: r.sha256.clone(),
        page,
        start: r.start_time.clone(),
        device: r.device.clone(),
        distance_m: r.distance_m,
        running_s: r.running_s,
        speed_mps: analysis.segments.iter().find(|s| s.id == "all").and_then(|s| s.speed_mps),
        quality: r.quality,
        comparison: c.status,
        comparison_reason: c.reason.clone(),
        fatigue_evidence: c.fatigue_evidence,
        findings: analysis.findings.iter().map(|f| f.id.clone()).collect(),
        metrics: c
            .metrics
            .iter()
            .map(|m| RunMetric {
                metric: m.metric,
                unit: m.unit.clone(),
                source: m.source.clone(),
                fresh: m.fresh,
                change: m.adjusted_change,
                ci95: m.ci95,
                swc: m.swc,
                verdict: m.verdict,
                adverse: m.adverse,
            })
            .collect(),
    }
}
