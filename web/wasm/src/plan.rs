//! A document → a strength plan.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use runform::Knowledge;
use runform::compare::Comparison;
use runform::metrics::Metric;
use runform::report::{json, plan as report};
use runform::strength::progress::Diary;
use runform::strength::{
    self, Assumed, Choice, Day, DayKind, PhaseId, Plan, PlanInput, PlanRules, Recovery,
};
use runform::words::{Tongue, Words};
use serde::Deserialize;

use crate::analyses::analysis;
use crate::ask::Reader;

/// What the runner wishes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wishes {
    /// First day, `2026-12-01`.
    start: String,
    weeks: usize,
    minutes: u32,
    level: String,
    equipment: Vec<String>,
    /// Kinds of the seven days from Monday; empty for the usual week.
    week: Vec<String>,
}

/// What is made of the plan.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Form {
    Calendar,
    Markdown,
    Sheet,
    Json,
}

/// The week that is assumed when none is given, as on the command line.
const USUAL: [DayKind; 7] = [
    DayKind::Easy,
    DayKind::Hard,
    DayKind::Easy,
    DayKind::Rest,
    DayKind::Easy,
    DayKind::Long,
    DayKind::Rest,
];

/// The plan, as `runform plan` makes it of the same document and wishes.
pub(crate) fn plan(
    document: usize,
    wishes: &Wishes,
    form: Form,
    reader: &Reader,
) -> Result<String, String> {
    let run = analysis(document)?;
    let start: Date = wishes.start.parse().map_err(|_| wishes.start.clone())?;
    let knowledge = Knowledge::builtin().map_err(|e| e.to_string())?;
    let (catalogue, rules) =
        (knowledge.catalogue(reader.language()), knowledge.plan(reader.language()));
    let mut assumptions = Vec::new();
    let week = week(&wishes.week, &mut assumptions);
    if run.findings.is_empty() {
        assumptions.push(Assumed::NothingToAnswer {});
    }
    let input = PlanInput {
        findings: &run.findings,
        diary: Diary::default(),
        begun: false,
        cadence: cadence(&run.comparison),
        recovery: Recovery::default(),
        choice: choice(wishes, rules)?,
        week,
        start: Some(start),
        zone: None,
        session_time: rules.schedule.session_time,
        minutes: wishes.minutes.clamp(15, 20),
        weeks: wishes.weeks.clamp(1, 52),
        sessions: rules.schedule.sessions.default,
        phase: PhaseId::Base,
        race: None,
        last_week_km: None,
        assumptions,
        cautions: Vec::new(),
        plan_id: format!("runner {start}"),
        revision: 0,
    };
    put(&strength::plan(&input, catalogue, rules, knowledge.rules()), form, start, reader)
}

fn put(plan: &Plan, form: Form, start: Date, reader: &Reader) -> Result<String, String> {
    let words = &Words::new(Tongue { language: reader.language(), ..Tongue::default() });
    match form {
        Form::Markdown => Ok(report::markdown(plan, words)),
        Form::Sheet => Ok(String::from_utf8_lossy(&report::sheet(plan)).into_owned()),
        Form::Json => {
            let mut value = serde_json::to_value(plan).map_err(|e| e.to_string())?;
            words.beside(&mut value);
            json::to_text(&value, true).map_err(|e| e.to_string())
        }
        Form::Calendar => {
            // The moment it was made is the first day: there is no clock here.
            let stamp = start.to_zoned(TimeZone::UTC).map_err(|e| e.to_string())?.timestamp();
            report::calendar(plan, words, None, stamp).map_err(|e| e.to_string())
        }
    }
}

fn choice<'a>(wishes: &Wishes, rules: &'a PlanRules) -> Result<Choice<'a>, String> {
    let levels = &rules.selection.levels;
    let level = levels.iter().find(|l| l.id == wishes.level).ok_or_else(|| wishes.level.clone())?;
    Ok(Choice {
        level,
        pains: Vec::new(),
        returning: false,
        avoid: Vec::new(),
        prefer: Vec::new(),
        terrains: Vec::new(),
        equipment: wishes.equipment.clone(),
        weak_side: None,
    })
}

fn week(wished: &[String], assumptions: &mut Vec<Assumed>) -> [Day; 7] {
    if wished.is_empty() {
        let named: Vec<&str> = USUAL.iter().map(|k| k.id()).collect();
        assumptions.push(Assumed::WeekAssumed { week: named.join(",") });
        return USUAL.map(Day::new);
    }
    let kind = |text: Option<&String>| {
        DayKind::ALL.into_iter().find(|k| Some(k.id()) == text.map(String::as_str))
    };
    std::array::from_fn(|i| Day::new(kind(wished.get(i)).unwrap_or(DayKind::Rest)))
}

/// The cadence of the fresh part of a run.
fn cadence(comparison: &Comparison) -> Option<f64> {
    comparison.metrics.iter().find(|m| m.metric == Metric::Cadence).and_then(|m| m.fresh)
}
