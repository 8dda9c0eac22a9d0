//! The rules of breakdown as data: `data/breakdowns.toml` → checked [`Rules`].

use std::collections::BTreeSet;
use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Basis;
use crate::compare::Verdict;
use crate::facts::fact;
use crate::metrics::Metric;

/// All rules, in order of priority.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// The rules.
    pub rules: Vec<Rule>,
    /// Sentence that goes with every left-right finding.
    pub asymmetry_sentence: String,
}

/// One sign of form breaking down.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Stable id.
    pub id: String,
    /// Short title.
    pub title: String,
    /// What changes, in one sentence.
    pub sign: String,
    /// Source ids behind the explanation, resolved by the strength catalogue.
    pub sources: Vec<String>,
    /// Rules of one root have one likely cause.
    pub root: String,
    /// Measured, or by a stand-in.
    pub basis: Basis,
    /// A way of running rather than a fault.
    pub strategy: bool,
    /// Speaks of left and right.
    pub asymmetry: bool,
    /// Rules whose evidence this one only repeats; it joins the first that fired.
    pub same_evidence_as: Vec<String>,
    /// Rules that give way to this one.
    pub replaces: Vec<String>,
    /// Conditions on changes; empty for signs entered by hand and for levels.
    pub when: Vec<Condition>,
    /// Condition on the level of both windows.
    pub level: Option<Level>,
    /// Other words when something else changed too.
    pub combined: Option<Combined>,
    /// What it means and does not mean.
    pub explanation: String,
    /// Why a recording without the metrics cannot show it, and what it takes.
    pub not_measured: Option<(String, String)>,
}

/// A condition on the change of one metric.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Which metric.
    pub metric: Metric,
    /// Which way it moves.
    pub direction: Direction,
    /// Weakest verdict that counts.
    pub at_least: Verdict,
    /// What the condition is for.
    #[serde(default)]
    pub role: Role,
}

/// Direction of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Up.
    Rise,
    /// Down.
    Fall,
    /// Further from the neutral value than before.
    Away,
    /// Neither: the interval holds no change at all (`at_least` does not matter).
    Steady,
}

/// What a condition is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Must hold.
    #[default]
    Required,
    /// At least one of these must hold.
    Either,
    /// Independent change that raises confidence.
    Supporting,
    /// The same evidence through another metric: shown, never counted.
    Detail,
    /// Blocks the rule.
    Against,
}

/// A condition on the level of a metric in both windows.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Which metric.
    pub metric: Metric,
    /// Distance from the neutral value, for a sensor on each foot.
    pub from: f64,
    /// The same for one sensor on the trunk.
    pub from_trunk: f64,
}

/// Other words for a rule when other metrics changed too.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Combined {
    /// All `required` ones must hold, and none `against`.
    pub when: Vec<Condition>,
    /// Rules that give way to this one when the combination holds.
    #[serde(default)]
    pub replaces: Vec<String>,
    /// Then it is a way of running rather than a fault.
    #[serde(default)]
    pub strategy: bool,
    /// Title instead.
    pub title: String,
    /// Explanation instead.
    pub explanation: String,
}

/// Why a file of rules was not accepted.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum RulesError {
    /// Not TOML, or not of the expected shape.
    RulesNotRead {
        /// Place and expectation, as the TOML reader says it.
        message: String,
    },
    /// Two rules share an id.
    RuleTwice {
        /// The id.
        id: String,
    },
    /// A rule names another that does not exist.
    RuleUnknown {
        /// The rule.
        id: String,
        /// The field.
        field: String,
        /// What it names.
        unknown: String,
    },
    /// A rule contradicts itself.
    RuleInvalid {
        /// The rule.
        id: String,
        /// What is wrong and what to do.
        problem: RuleProblem,
    },
}

fact!(error RulesError);

/// How a rule contradicts itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum RuleProblem {
    /// A text that every rule needs is empty.
    RuleTextEmpty,
    /// Conditions of which none can make it fire.
    RuleNeverFires,
    /// Conditions on changes and on levels.
    RuleOfTwoKinds,
    /// A verdict that is none.
    RuleVerdictTooWeak,
    /// A limit of a level that is not above 0.
    RuleLevelNotAboveZero,
    /// A combination without conditions that can hold.
    RuleCombinedWithoutConditions,
    /// Only one of `not_measured` and `needs`.
    RuleNeedsBothOrNeither,
}

fact!(RuleProblem);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireFile {
    asymmetry: WireAsymmetry,
    rule: Vec<WireRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireAsymmetry {
    sentence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireRule {
    id: String,
    title: String,
    sign: String,
    #[serde(default)]
    sources: Vec<String>,
    root: String,
    basis: Basis,
    #[serde(default)]
    strategy: bool,
    #[serde(default)]
    asymmetry: bool,
    #[serde(default)]
    same_evidence_as: Vec<String>,
    #[serde(default)]
    replaces: Vec<String>,
    #[serde(default)]
    when: Vec<Condition>,
    level: Option<Level>,
    combined: Option<Combined>,
    explanation: String,
    not_measured: Option<String>,
    needs: Option<String>,
}

impl Rules {
    /// The file that comes with the program, as a start for one's own.
    pub const BUILTIN: &'static str = include_str!("../../../../data/breakdowns.toml");

    /// The rules that come with the program, read once.
    ///
    /// # Errors
    /// [`RulesError`]; the tests make sure that the embedded file has none.
    pub fn builtin() -> Result<&'static Rules, RulesError> {
        static RULES: OnceLock<Result<Rules, RulesError>> = OnceLock::new();
        RULES.get_or_init(|| Rules::from_toml(Rules::BUILTIN)).as_ref().map_err(Clone::clone)
    }

    /// Reads and checks rules.
    ///
    /// # Errors
    /// [`RulesError`] names the rule and what to change.
    pub fn from_toml(text: &str) -> Result<Rules, RulesError> {
        let file: WireFile = toml::from_str(text)
            .map_err(|e| RulesError::RulesNotRead { message: e.to_string() })?;
        let mut ids = BTreeSet::new();
        for rule in &file.rule {
            if !ids.insert(rule.id.clone()) {
                return Err(RulesError::RuleTwice { id: rule.id.clone() });
            }
        }
        for rule in &file.rule {
            check_references(rule, &ids)?;
        }
        Ok(Rules {
            rules: file.rule.into_iter().map(checked).collect::<Result<_, _>>()?,
            asymmetry_sentence: file.asymmetry.sentence,
        })
    }

    /// The rule with this id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|r| r.id == id)
    }
}

impl Rule {
    /// Metrics without which the rule cannot fire.
    pub fn needed_metrics(&self) -> impl Iterator<Item = Metric> {
        let changes = self.when.iter().filter(|c| matches!(c.role, Role::Required | Role::Either));
        changes.map(|c| c.metric).chain(self.level.map(|l| l.metric))
    }
}

fn check_references(rule: &WireRule, ids: &BTreeSet<String>) -> Result<(), RulesError> {
    let same = rule.same_evidence_as.iter().map(|r| ("same_evidence_as", r));
    let combined = rule.combined.iter().flat_map(|c| &c.replaces);
    let replaces = rule.replaces.iter().chain(combined).map(|r| ("replaces", r));
    for (field, named) in same.chain(replaces) {
        if !ids.contains(named) || named == &rule.id {
            return Err(RulesError::RuleUnknown {
                id: rule.id.clone(),
                field: field.to_owned(),
                unknown: named.clone(),
            });
        }
    }
    Ok(())
}

fn checked(wire: WireRule) -> Result<Rule, RulesError> {
    let invalid = |problem| RulesError::RuleInvalid { id: wire.id.clone(), problem };
    if [&wire.id, &wire.title, &wire.sign, &wire.root, &wire.explanation]
        .iter()
        .any(|t| t.trim().is_empty())
    {
        return Err(invalid(RuleProblem::RuleTextEmpty));
    }
    let fires = |c: &Condition| matches!(c.role, Role::Required | Role::Either);
    if !wire.when.is_empty() && !wire.when.iter().any(fires) {
        return Err(invalid(RuleProblem::RuleNeverFires));
    }
    if wire.level.is_some() && !wire.when.is_empty() {
        return Err(invalid(RuleProblem::RuleOfTwoKinds));
    }
    if wire.when.iter().any(|c| c.at_least < Verdict::Possible) {
        return Err(invalid(RuleProblem::RuleVerdictTooWeak));
    }
    if wire.level.is_some_and(|l| !(l.from > 0.0 && l.from_trunk > 0.0)) {
        return Err(invalid(RuleProblem::RuleLevelNotAboveZero));
    }
    let in_words = |c: &Condition| matches!(c.role, Role::Required | Role::Against);
    if wire.combined.as_ref().is_some_and(|c| c.when.is_empty() || !c.when.iter().all(in_words)) {
        return Err(invalid(RuleProblem::RuleCombinedWithoutConditions));
    }
    let not_measured = match (wire.not_measured, wire.needs) {
        (Some(why), Some(needs)) => Some((why, needs)),
        (None, None) => None,
        _ => {
            let problem = RuleProblem::RuleNeedsBothOrNeither;
            return Err(RulesError::RuleInvalid { id: wire.id, problem });
        }
    };
    Ok(Rule {
        id: wire.id,
        title: wire.title,
        sign: wire.sign,
        sources: wire.sources,
        root: wire.root,
        basis: wire.basis,
        strategy: wire.strategy,
        asymmetry: wire.asymmetry,
        same_evidence_as: wire.same_evidence_as,
        replaces: wire.replaces,
        when: wire.when,
        level: wire.level,
        combined: wire.combined,
        explanation: wire.explanation,
        not_measured,
    })
}
