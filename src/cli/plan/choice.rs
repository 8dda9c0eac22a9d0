//! What the runner wishes, saw and feels, from options → checked values.

use serde::Deserialize;

use crate::analysis::{SCHEMA, is_read};
use crate::cli::exercises::unknown;
use crate::compare::Comparison;
use crate::form::{Finding, Rules, Seen, Side, observed};
use crate::metrics::Metric;
use crate::pipeline::signs;
use crate::strength::{Catalogue, Choice, Part, PlanRules, WeakSide};

/// Options about the runner.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Runner")]
pub(super) struct Wishes {
    /// How far along you are with strength work: starter, regular, strong.
    #[arg(long, value_name = "LEVEL", default_value = "starter")]
    level: String,
    /// Equipment at hand, separated by commas; body weight is always there.
    #[arg(long, value_delimiter = ',', value_name = "ITEM")]
    equipment: Vec<String>,
    /// Exercises you do not want.
    #[arg(long, value_delimiter = ',', value_name = "EXERCISE")]
    avoid: Vec<String>,
    /// Exercises you would like, where level and findings allow.
    #[arg(long, value_delimiter = ',', value_name = "EXERCISE")]
    prefer: Vec<String>,
    /// Add work for the whole body and in several directions.
    #[arg(long)]
    whole_body: bool,
    /// Joints with a small range in a self-test: hip, knee, ankle (the tests are in
    /// docs/strength.md).
    #[arg(long, value_delimiter = ',', value_name = "JOINT")]
    stiff: Vec<String>,
    /// The leg that did less when you tested both, e.g. in single-leg calf raises:
    /// one-sided exercises begin with it.
    #[arg(long, value_name = "SIDE", value_parser = side)]
    weak_side: Option<Side>,
    /// One more set on that leg from the second step on.
    #[arg(long, requires = "weak_side")]
    extra_set: bool,
    /// Where you run: downhill, uphill, trail.
    #[arg(long, value_delimiter = ',', value_name = "TERRAIN")]
    terrain: Vec<String>,
    /// A sign you or a coach saw: SIGN=fatigued or SIGN=always, with :left or
    /// :right where one side is meant, e.g. hip_drop=fatigued:left
    #[arg(long = "observed", value_delimiter = ',', value_name = "SIGN=WHEN")]
    signs: Vec<String>,
    /// What hurts, with a number from 0 to 10 where you can, e.g. knee=3
    #[arg(long, value_delimiter = ',', value_name = "PART")]
    pain: Vec<String>,
    /// You are coming back after being hurt.
    #[arg(long)]
    returning: bool,
}

impl Wishes {
    /// Checks the options against what exists.
    pub(super) fn choice<'a>(
        &self,
        catalogue: &Catalogue,
        rules: &'a PlanRules,
    ) -> Result<Choice<'a>, String> {
        let selection = &rules.selection;
        for id in self.avoid.iter().chain(&self.prefer) {
            exercise(id, catalogue)?;
        }
        if let Some(both) = self.prefer.iter().find(|id| self.avoid.contains(id)) {
            return Err(format!("{both} is in --avoid and in --prefer; take it out of one"));
        }
        if let Some(unknown) = catalogue.unknown_equipment(&self.equipment) {
            let all = catalogue.equipment.iter().map(|e| e.id.as_str());
            return Err(no("equipment", unknown, all));
        }
        let level = named(&self.level, &selection.levels, |l| &l.id, "level")?;
        let terrain = |id: &String| named(id, &selection.terrains, |t| &t.id, "terrain");
        let mut terrains = self.terrain.iter().map(terrain).collect::<Result<Vec<_>, _>>()?;
        terrains.extend(self.whole_body.then_some(&selection.whole_body));
        let mut prefer = self.prefer.clone();
        for id in &self.stiff {
            let movement = &named(id, &selection.ranges, |r| &r.id, "joint")?.exercise;
            if !self.avoid.contains(movement) && !prefer.contains(movement) {
                prefer.push(movement.clone());
            }
        }
        Ok(Choice {
            level,
            pains: self.pains(rules)?.into_iter().map(|p| p.0).collect(),
            returning: self.returning,
            avoid: self.avoid.clone(),
            prefer,
            terrains,
            equipment: self.equipment.clone(),
            weak_side: self.weak_side.map(|side| WeakSide { side, extra_set: self.extra_set }),
        })
    }

    fn pains<'a>(&self, rules: &'a PlanRules) -> Result<Vec<(&'a Part, Option<u32>)>, String> {
        let parse = |text: &String| {
            let (id, level) = match text.split_once('=') {
                Some((id, level)) => (id, Some(level)),
                None => (text.as_str(), None),
            };
            let part = named(id, &rules.selection.parts, |p| &p.id, "part of the body")?;
            let number = |l: &str| l.parse().ok().filter(|n| (0..=10).contains(n));
            let level = level.map(|l| number(l).ok_or_else(|| format!("{l:?} is no strength of pain; write a whole number from 0 to 10, e.g. {id}=3")));
            Ok((part, level.transpose()?))
        };
        // Pain of 0 is no pain.
        let all = self.pain.iter().map(parse).collect::<Result<Vec<_>, String>>()?;
        Ok(all.into_iter().filter(|p| p.1 != Some(0)).collect())
    }

    /// Whether any pain is above what training allows.
    pub(super) fn strong_pain(&self, rules: &PlanRules) -> bool {
        let from = rules.selection.pain.strong_from;
        self.pains(rules).is_ok_and(|p| p.iter().any(|(_, n)| n.is_some_and(|n| n >= from)))
    }

    /// The signs that were seen, as findings.
    pub(super) fn observed(&self, form: &Rules, rules: &PlanRules) -> Result<Vec<Finding>, String> {
        let parse = |text: &String| {
            // The nearest name is told where there is none of this one.
            if let Some((id, _)) = text.split_once('=') {
                named(id, &form.rules, |r| &r.id, "sign")?;
            }
            signs::sign(text, form, rules)
        };
        let mut signs = self.signs.iter().map(parse).collect::<Result<Vec<_>, _>>()?;
        if !self.stiff.is_empty() && !signs.iter().any(|s| s.id == RANGE_SIGN) {
            let rule = named(RANGE_SIGN, &form.rules, |r| &r.id, "sign")?;
            let severity = rules.selection.observed_severity;
            signs.push(observed(rule, Seen::Always, None, severity));
        }
        Ok(signs)
    }
}

/// The sign that a small range in a self-test stands for.
const RANGE_SIGN: &str = "limited_range";

fn side(text: &str) -> Result<Side, String> {
    match text {
        "left" => Ok(Side::Left),
        "right" => Ok(Side::Right),
        _ => Err("write left or right".into()),
    }
}

fn exercise(id: &str, catalogue: &Catalogue) -> Result<(), String> {
    match catalogue.exercises.contains_key(id) {
        true => Ok(()),
        false => Err(unknown(id, catalogue)),
    }
}

fn named<'a, T>(
    id: &str,
    items: &'a [T],
    name: impl Fn(&T) -> &String,
    what: &str,
) -> Result<&'a T, String> {
    items
        .iter()
        .find(|item| name(item) == id)
        .ok_or_else(|| no(what, id, items.iter().map(|i| name(i).as_str())))
}

fn no<'a>(what: &str, given: &str, choices: impl Iterator<Item = &'a str>) -> String {
    format!("no {what} is called {given:?}; choose {}", choices.collect::<Vec<_>>().join(", "))
}

/// The part of an analysis document that a plan needs.
#[derive(Deserialize)]
struct WireAnalysis {
    schema: String,
    findings: Vec<Finding>,
    #[serde(default)]
    comparison: Option<Comparison>,
}

/// What an analysis says to a plan.
#[derive(Debug, Default)]
pub(super) struct Answered {
    pub findings: Vec<Finding>,
    /// Steps per minute of the fresh part.
    pub cadence: Option<f64>,
}

/// The cadence of the fresh part of a run.
pub(super) fn cadence(comparison: &Comparison) -> Option<f64> {
    let of = comparison.metrics.iter().find(|m| m.metric == Metric::Cadence);
    of.and_then(|m| m.fresh)
}

/// Findings of one analysis document.
pub(super) fn analysis(text: &str) -> Result<Answered, String> {
    let mut documents = serde_json::Deserializer::from_str(text).into_iter::<WireAnalysis>();
    let hint = "give a document of runform analyze --format json, or a recording";
    let document = match documents.next() {
        None => return Err(format!("nothing is in it; {hint}.")),
        Some(document) => document.map_err(|e| format!("this is no analysis ({e}); {hint}."))?,
    };
    if !is_read(&document.schema) {
        return Err(format!("it is {:?}, not {SCHEMA:?}; {hint}.", document.schema));
    }
    if documents.next().is_some() {
        return Err(
            "it holds more than one analysis and a plan answers one; give the line you choose."
                .into(),
        );
    }
    let cadence = document.comparison.as_ref().and_then(cadence);
    Ok(Answered { findings: document.findings, cadence })
}
