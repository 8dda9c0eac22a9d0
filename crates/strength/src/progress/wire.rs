//! TOML → [`Coaching`]: read, checked against the catalogue and each other.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Coaching, CoachingFiles, Mistake, Progression, RiskNote};
use crate::benchmarks::Benchmark;
use crate::results::Results;
use crate::stages::{Stage, Stages};
use crate::tongue::parse_in;
use crate::wire::{WireSides, unique};
use crate::{Catalogue, CatalogueError, Category, Exercise};

const PROGRESSION: &str = "progression";
const STAGES: &str = "stages";
const BENCHMARKS: &str = "benchmarks";
const MISTAKES: &str = "mistakes";
const RESULTS: &str = "results";
const INJURIES: &str = "injuries";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireStages {
    source: String,
    stated: Vec<String>,
    beside: Vec<Category>,
    stage: Vec<WireStage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireStage {
    id: String,
    name: String,
    aim: String,
    #[serde(default)]
    categories: Vec<Category>,
    sides: Option<WireSides>,
    #[serde(default)]
    exercises: Vec<String>,
    requires: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireBenchmarks {
    benchmark: Vec<WireBenchmark>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireBenchmark {
    id: String,
    name: String,
    unit: String,
    sides: WireSides,
    how: String,
    meaningful: WireMeaningful,
    side_percent: Option<f64>,
    most: f64,
    source: String,
    stated: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireMeaningful {
    amount: f64,
    percent: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireMistakes {
    mistake: Vec<Mistake>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireRisks {
    note: Vec<RiskNote>,
}

/// Reads all files and checks them.
pub(super) fn read(
    files: &CoachingFiles,
    catalogue: &Catalogue,
) -> Result<Coaching, CatalogueError> {
    let check = Check { catalogue };
    let progression: Progression = parse_in(PROGRESSION, files.progression, files.own)?;
    check.progression(&progression)?;
    let stages = check.stages(parse_in(STAGES, files.stages, files.own)?)?;
    let wire: WireBenchmarks = parse_in(BENCHMARKS, files.benchmarks, files.own)?;
    let benchmarks = check.benchmarks(wire.benchmark)?;
    let wire: WireMistakes = parse_in(MISTAKES, files.mistakes, files.own)?;
    unique(MISTAKES, wire.mistake.iter().map(|m| m.id.as_str()))?;
    for mistake in &wire.mistake {
        check.source(MISTAKES, &mistake.id, &mistake.source)?;
        check.said(MISTAKES, &mistake.id, &[&mistake.text])?;
    }
    let results: Results = parse_in(RESULTS, files.results, files.own)?;
    check.results(&results, &benchmarks)?;
    let risks: WireRisks = parse_in(INJURIES, files.injuries, files.own)?;
    check.risks(&risks.note)?;
    Ok(Coaching {
        progression,
        stages,
        benchmarks,
        mistakes: wire.mistake,
        results,
        risks: risks.note,
    })
}

struct Check<'a> {
    catalogue: &'a Catalogue,
}

impl Check<'_> {
    fn source(&self, file: &'static str, entry: &str, id: &str) -> Result<(), CatalogueError> {
        match self.catalogue.sources.contains_key(id) {
            true => Ok(()),
            false => Err(unknown(file, entry, "source", id)),
        }
    }

    fn exercise(
        &self,
        file: &'static str,
        entry: &str,
        id: &str,
    ) -> Result<&Exercise, CatalogueError> {
        self.catalogue.exercises.get(id).ok_or_else(|| unknown(file, entry, "exercise", id))
    }

    fn said(&self, file: &'static str, entry: &str, texts: &[&str]) -> Result<(), CatalogueError> {
        match texts.iter().any(|t| t.trim().is_empty()) {
            true => Err(invalid(file, entry, "a text is empty")),
            false => Ok(()),
        }
    }

    fn progression(&self, rules: &Progression) -> Result<(), CatalogueError> {
        let bad = |entry: &str, problem: &str| Err(invalid(PROGRESSION, entry, problem));
        let step = &rules.step;
        for (entry, source) in [
            ("step", &step.source),
            ("adherence", &rules.adherence.source),
            ("mileage", &rules.mileage.source),
        ] {
            self.source(PROGRESSION, entry, source)?;
        }
        let [low, high] = step.percent;
        if !(low > 0.0 && low <= high && high <= 20.0) {
            return bad("step", "`percent` must rise from above 0 to at most 20");
        }
        if step.weeks[0] == 0 || step.weeks[0] > step.weeks[1] {
            return bad("step", "`weeks` must rise from at least 1");
        }
        let pace = &rules.pace;
        if pace.steady_sessions == 0 || pace.break_weeks == 0 {
            return bad("pace", "`steady_sessions` and `break_weeks` must be at least 1");
        }
        if !positive(pace.load_step_kg) || !(0.0..=50.0).contains(&pace.back_percent) {
            return bad("pace", "`load_step_kg` must be above 0 and `back_percent` at most 50");
        }
        let hold = &rules.hold;
        if !(0.0..=10.0).contains(&hold.pain_stop)
            || !(0.0..=hold.pain_stop).contains(&hold.pain_hold)
        {
            return bad("hold", "`pain_hold` must not be above `pain_stop`, both from 0 to 10");
        }
        let wanted = rules.adherence.sessions_per_week;
        if wanted[0] == 0 || wanted[0] > wanted[1] || rules.adherence.weeks == 0 {
            return bad(
                "adherence",
                "`sessions_per_week` must rise from at least 1, over at least 1 week",
            );
        }
        if !positive(rules.mileage.percent) {
            return bad("mileage", "`percent` must be above 0");
        }
        for gate in &rules.ladder.gates {
            let entry = format!("{} → {}", gate.from, gate.to);
            let from = self.exercise(PROGRESSION, &entry, &gate.from)?;
            if !from.harder.iter().any(|s| s.id == gate.to) {
                return bad(&entry, "the exercises have no such step; name one of their `harder`");
            }
            if let Some(also) = &gate.also {
                self.exercise(PROGRESSION, &entry, &also.exercise)?;
            }
        }
        Ok(())
    }

    fn stages(&self, wire: WireStages) -> Result<Stages, CatalogueError> {
        self.source(STAGES, "stages", &wire.source)?;
        if wire.stated.is_empty() {
            return Err(invalid(STAGES, "stages", "`stated` says what the source gives"));
        }
        unique(STAGES, wire.stage.iter().map(|s| s.id.as_str()))?;
        let index: BTreeMap<&str, usize> =
            wire.stage.iter().enumerate().map(|(i, s)| (s.id.as_str(), i)).collect();
        let mut stages = Vec::new();
        for (i, stage) in wire.stage.iter().enumerate() {
            self.said(STAGES, &stage.id, &[&stage.name, &stage.aim])?;
            let mut requires = Vec::new();
            for id in &stage.requires {
                match index.get(id.as_str()) {
                    Some(earlier) if *earlier < i => requires.push(*earlier),
                    Some(_) => {
                        return Err(invalid(STAGES, &stage.id, "may require earlier stages only"));
                    }
                    None => return Err(unknown(STAGES, &stage.id, "stage", id)),
                }
            }
            for id in &stage.exercises {
                self.exercise(STAGES, &stage.id, id)?;
            }
            stages.push(Stage {
                id: stage.id.clone(),
                name: stage.name.clone(),
                aim: stage.aim.clone(),
                requires,
            });
        }
        let mut of_exercise = BTreeMap::new();
        for exercise in self.catalogue.exercises.values() {
            let named = wire.stage.iter().position(|s| s.exercises.contains(&exercise.id));
            let sides = if exercise.each_side { WireSides::Each } else { WireSides::Both };
            let fits = |s: &WireStage| {
                s.categories.contains(&exercise.category) && s.sides.is_none_or(|x| x == sides)
            };
            match named.or_else(|| wire.stage.iter().position(fits)) {
                Some(stage) => {
                    of_exercise.insert(exercise.id.clone(), stage);
                }
                None if wire.beside.contains(&exercise.category) => {}
                None => {
                    let problem =
                        "belongs to no stage; name it in one, or its category in `beside`";
                    return Err(invalid(STAGES, &exercise.id, problem));
                }
            }
        }
        Ok(Stages { stages, of_exercise, source: wire.source })
    }

    fn benchmarks(&self, wire: Vec<WireBenchmark>) -> Result<Vec<Benchmark>, CatalogueError> {
        unique(BENCHMARKS, wire.iter().map(|b| b.id.as_str()))?;
        wire.into_iter()
            .map(|b| {
                self.source(BENCHMARKS, &b.id, &b.source)?;
                self.said(BENCHMARKS, &b.id, &[&b.name, &b.unit, &b.how])?;
                let each_side = b.sides == WireSides::Each;
                if each_side != b.side_percent.is_some() {
                    let problem = "`side_percent` goes with tests of each side, and only with them";
                    return Err(invalid(BENCHMARKS, &b.id, problem));
                }
                let positive = [b.meaningful.amount, b.meaningful.percent, b.most];
                if !positive.into_iter().chain(b.side_percent).all(|v| v > 0.0) {
                    return Err(invalid(BENCHMARKS, &b.id, "all numbers must be above 0"));
                }
                Ok(Benchmark {
                    id: b.id,
                    name: b.name,
                    unit: b.unit,
                    each_side,
                    how: b.how,
                    meaningful_amount: b.meaningful.amount,
                    meaningful_percent: b.meaningful.percent,
                    side_percent: b.side_percent,
                    most: b.most,
                    source: b.source,
                    stated: b.stated,
                })
            })
            .collect()
    }

    fn results(&self, results: &Results, benchmarks: &[Benchmark]) -> Result<(), CatalogueError> {
        self.source(RESULTS, "results", &results.source)?;
        self.said(RESULTS, "results", &[&results.caveat, &results.feel])?;
        unique(RESULTS, results.windows.iter().map(|w| w.id.as_str()))?;
        for window in &results.windows {
            self.said(RESULTS, &window.id, &[&window.what])?;
            if window.weeks[0] > window.weeks[1] {
                return Err(invalid(RESULTS, &window.id, "`weeks` must rise"));
            }
            for id in &window.retest {
                if !benchmarks.iter().any(|b| b.id == *id) {
                    return Err(unknown(RESULTS, &window.id, "benchmark", id));
                }
            }
        }
        Ok(())
    }

    fn risks(&self, notes: &[RiskNote]) -> Result<(), CatalogueError> {
        unique(INJURIES, notes.iter().map(|n| n.id.as_str()))?;
        for note in notes {
            self.said(INJURIES, &note.id, &[&note.place, &note.text])?;
            if note.sources.is_empty() {
                return Err(CatalogueError::NoSource { file: INJURIES, entry: note.id.clone() });
            }
            for source in &note.sources {
                self.source(INJURIES, &note.id, source)?;
            }
            for deficit in &note.deficits {
                if !self.catalogue.deficits.contains_key(deficit) {
                    return Err(unknown(INJURIES, &note.id, "deficit", deficit));
                }
            }
        }
        Ok(())
    }
}

/// Above 0, and a number.
fn positive(value: f64) -> bool {
    value > 0.0
}

fn unknown(file: &'static str, entry: &str, kind: &'static str, id: &str) -> CatalogueError {
    CatalogueError::Unknown { file, entry: entry.to_owned(), kind, unknown: id.to_owned() }
}

fn invalid(file: &'static str, entry: &str, problem: &str) -> CatalogueError {
    CatalogueError::Invalid { file, entry: entry.to_owned(), problem: problem.to_owned() }
}
