//! Applies the rules to a comparison.

use super::rules::{Combined, Condition, Direction, Level, Role, Rule, Rules};
use super::{
    Basis, Confidence, Evidence, Finding, Label, NoBreakdown, NotMeasured, Side, chance, importance,
};
use crate::compare::{
    Comparison, Confidence as Told, ConfidenceReason, FatigueEvidence, MetricChange, Mode, Status,
    Verdict,
};
use crate::metrics::Metric;
use crate::recording::SensorFamily;

/// Error of the left share of contact between two inertial sensors whose own is not known
/// (95 %), points. From pairs of feet against force plates: the difference of the contact
/// times errs by 10 ms (SD) of some 250, which is 2 points.
const INERTIAL_SIDES_PP: f64 = 2.5;

/// Largest severity: beyond three worthwhile changes, more is not said.
const SEVERITY_CAP: f64 = 3.0;

/// The findings a comparison supports, most important first; see [`importance`].
///
/// Changes are looked for only where fresh and fatigued running could be
/// compared; a left-right difference present in both windows is reported
/// whenever both levels are known. Changes that repeat one piece of evidence
/// (stiffness is calculated from contact time) are merged into one finding.
pub fn find(comparison: &Comparison, rules: &Rules) -> Vec<Finding> {
    let mut hits: Vec<Hit> = match comparison.status {
        Status::Compared => rules.rules.iter().filter_map(|r| hit(r, comparison)).collect(),
        Status::TrendOnly | Status::NotComparable => Vec::new(),
    };
    merge(&mut hits, comparison);
    let mut findings: Vec<Finding> =
        hits.iter().map(|h| change_finding(h, comparison, rules)).collect();
    findings.extend(level_finding(comparison, rules));
    findings.sort_by_key(|f| importance(f.label, f.confidence));
    findings
}

/// The signs that cannot be seen in a recording which holds only `recorded`
/// metrics (those of the comparison are added), each with why and what it takes.
pub fn not_measured(
    comparison: &Comparison,
    recorded: &[Metric],
    rules: &Rules,
) -> Vec<NotMeasured> {
    let present =
        |m: Metric| recorded.contains(&m) || comparison.metrics.iter().any(|c| c.metric == m);
    let unseen = |rule: &&Rule| !rule.needed_metrics().any(present);
    rules
        .rules
        .iter()
        .filter(unseen)
        .filter_map(|r| {
            let (why, needs) = r.not_measured.clone()?;
            Some(NotMeasured { id: r.id.clone(), why, needs: Some(needs) })
        })
        .collect()
}

/// A rule that fired, with the changes that made it fire.
struct Hit<'a> {
    rule: &'a Rule,
    changes: Vec<&'a MetricChange>,
    verdict: Verdict,
    severity: f64,
    supported: bool,
}

fn hit<'a>(rule: &'a Rule, comparison: &'a Comparison) -> Option<Hit<'a>> {
    let of = |role: Role| rule.when.iter().filter(move |c| c.role == role);
    let met = |c: &Condition| holds(c, comparison);
    if of(Role::Against).any(|c| met(c).is_some()) {
        return None;
    }
    let required = of(Role::Required).map(met).collect::<Option<Vec<_>>>()?;
    let either: Vec<_> = of(Role::Either).filter_map(met).collect();
    let main: Vec<&MetricChange> = required.iter().chain(&either).copied().collect();
    if main.is_empty() || (either.is_empty() && of(Role::Either).next().is_some()) {
        return None;
    }
    let weakest = required.iter().map(|c| c.verdict).min();
    let best_either = either.iter().map(|c| c.verdict).max();
    let verdict = [weakest, best_either].into_iter().flatten().min()?;
    let severity = main.iter().map(|c| severity(c)).fold(0.0, f64::max);
    let supporting: Vec<_> = of(Role::Supporting).filter_map(met).collect();
    let supported = !supporting.is_empty();
    // One change that the run hardly tells is a coincidence and no advice.
    let hardly = |c: &&MetricChange| {
        let sensor = c.confidence_reason == Some(ConfidenceReason::Sensor);
        c.confidence == Some(Told::Low) && !sensor
    };
    if !supported && main.iter().all(hardly) {
        return None;
    }
    let mut changes = main;
    for change in supporting.into_iter().chain(of(Role::Detail).filter_map(met)) {
        add(&mut changes, change);
    }
    Some(Hit { rule, changes, verdict, severity, supported })
}

/// The change, when it satisfies the condition.
fn holds<'a>(condition: &Condition, comparison: &'a Comparison) -> Option<&'a MetricChange> {
    let change = comparison.metrics.iter().find(|c| c.metric == condition.metric)?;
    let delta = change.adjusted_change.filter(|d| d.is_finite())?;
    let moves = match condition.direction {
        Direction::Steady => {
            let [low, high] = change.ci95?;
            return (low <= 0.0 && high >= 0.0).then_some(change);
        }
        Direction::Rise => delta > 0.0,
        Direction::Fall => delta < 0.0,
        Direction::Away => {
            let start = change.levels().0? - condition.metric.neutral();
            (start + delta).abs() > start.abs()
        }
    };
    (moves && change.verdict >= condition.at_least).then_some(change)
}

/// Size in smallest worthwhile changes.
fn severity(change: &MetricChange) -> f64 {
    let ratio = match (change.adjusted_change, change.swc) {
        (Some(delta), Some(swc)) if swc > 0.0 => delta.abs() / swc,
        _ => 1.0,
    };
    if ratio.is_finite() { ratio.min(SEVERITY_CAP) } else { 1.0 }
}

fn add<'a>(changes: &mut Vec<&'a MetricChange>, change: &'a MetricChange) {
    if !changes.iter().any(|c| c.metric == change.metric) {
        changes.push(change);
    }
}

/// Gives the changes of replaced and repeating rules to the rule that stands for them.
fn merge(hits: &mut Vec<Hit>, comparison: &Comparison) {
    let mut moves: Vec<(usize, usize)> = Vec::new();
    for (i, weaker) in hits.iter().enumerate() {
        let replaces = |other: &Hit| {
            let combined = together(other.rule, comparison).map(|c| &c.replaces);
            other
                .rule
                .replaces
                .iter()
                .chain(combined.into_iter().flatten())
                .any(|id| *id == weaker.rule.id)
        };
        let fired = |id: &String| hits.iter().position(|o| o.rule.id == *id);
        let stronger = hits
            .iter()
            .position(replaces)
            .or_else(|| weaker.rule.same_evidence_as.iter().find_map(fired));
        moves.extend(stronger.map(|j| (i, j)));
    }
    for &(from, to) in &moves {
        let changes = hits[from].changes.clone();
        for change in changes {
            add(&mut hits[to].changes, change);
        }
    }
    let mut index = 0;
    hits.retain(|_| {
        let keep = !moves.iter().any(|&(from, _)| from == index);
        index += 1;
        keep
    });
}

/// The other words of a rule, when what they speak of changed too.
fn together<'a>(rule: &'a Rule, comparison: &Comparison) -> Option<&'a Combined> {
    rule.combined.as_ref().filter(|c| {
        let fits = |k: &Condition| holds(k, comparison).is_some() != (k.role == Role::Against);
        c.when.iter().all(fits)
    })
}

fn change_finding(hit: &Hit, comparison: &Comparison, rules: &Rules) -> Finding {
    let rule = hit.rule;
    let tired = comparison.fatigue_evidence >= FatigueEvidence::Mild;
    let combined = together(rule, comparison);
    let strategy = rule.strategy || combined.is_some_and(|c| c.strategy);
    let label = if tired && !strategy { Label::Breakdown } else { Label::Drift };
    let (title, explanation) = match combined {
        Some(c) => (&c.title, &c.explanation),
        None => (&rule.title, &rule.explanation),
    };
    let no_breakdown =
        (label == Label::Drift && !strategy).then_some(match comparison.fatigue_evidence {
            FatigueEvidence::Unknown => NoBreakdown::TirednessUnknown,
            _ => NoBreakdown::TirednessNotShown,
        });
    let mut evidence: Vec<Evidence> = hit.changes.iter().map(|c| Evidence::of(c)).collect();
    evidence.extend(hit.changes.first().and_then(|c| Evidence::onset(c)));
    Finding {
        id: rule.id.clone(),
        title: title.clone(),
        label,
        confidence: confidence(hit, comparison.mode),
        basis: rule.basis,
        evidence,
        metrics: hit.changes.iter().map(|c| c.metric).collect(),
        side: one_side(&hit.changes),
        severity: hit.severity,
        explanation: with_asymmetry(explanation.clone(), rule, rules),
        chance_pct: hit.changes.first().and_then(|c| chance::of(c.metric)),
        combined: combined.is_some(),
        no_breakdown,
    }
}

/// The side of the changes that have one, if it is the same for all.
fn one_side(changes: &[&MetricChange]) -> Option<Side> {
    let mut sides = changes.iter().filter_map(|c| c.metric.side());
    let first = sides.next()?;
    sides.all(|s| s == first).then_some(first)
}

/// Clear changes give high confidence, a single likely one low; an independent
/// change in support raises, a stand-in or calculated metric lowers. Stand-ins
/// and short runs never exceed moderate.
fn confidence(hit: &Hit, mode: Mode) -> Confidence {
    let proxy = hit.rule.basis == Basis::Proxy;
    let calculated = hit.changes.first().is_some_and(|c| c.estimated);
    let mut points = if hit.verdict == Verdict::Clear { 3 } else { 1 };
    points += i32::from(hit.supported);
    points -= i32::from(proxy || calculated);
    let confidence = match points {
        3.. => Confidence::High,
        2 => Confidence::Moderate,
        _ => Confidence::Low,
    };
    let capped = proxy || mode == Mode::SteadyShort;
    let confidence = if capped { confidence.min(Confidence::Moderate) } else { confidence };
    // No finding is surer than the change that defines it.
    match hit.changes.first().and_then(|c| c.confidence) {
        Some(Told::Low) => Confidence::Low,
        Some(Told::Moderate) => confidence.min(Confidence::Moderate),
        Some(Told::High) | None => confidence,
    }
}

/// A left-right difference that both windows show, larger than the sensors' own doubt:
/// the strongest rule that fits.
fn level_finding(comparison: &Comparison, rules: &Rules) -> Option<Finding> {
    let levels: Vec<(&Rule, Level)> =
        rules.rules.iter().filter_map(|r| Some((r, r.level?))).collect();
    levels.iter().find_map(|&(rule, level)| {
        let change = comparison.metrics.iter().find(|c| c.metric == level.metric)?;
        let (fresh, fatigued) = (change.levels().0?, change.levels().1?);
        let on_feet = change.source.is_of_each_foot();
        let limit = |l: &Level| if on_feet { l.from } else { l.from_trunk };
        let from = limit(&level);
        let marked = levels.iter().map(|(_, l)| limit(l)).fold(from, f64::max);
        let (a, b) = (fresh - level.metric.neutral(), fatigued - level.metric.neutral());
        let distance = a.abs().min(b.abs());
        // What sensors may differ by between sides is no difference of the runner's: known
        // of this sensor, or of inertial ones in general.
        let inertial = change.source.fields().iter().any(|s| s.family == SensorFamily::Imu);
        let usual = if inertial { INERTIAL_SIDES_PP } else { 0.0 };
        let doubt = change.accuracy.map_or(Some(usual), |a| a.sides)?;
        let beyond = distance - doubt;
        if a * b <= 0.0 || beyond < from {
            return None;
        }
        let is_marked = from >= marked;
        Some(Finding {
            id: rule.id.clone(),
            title: rule.title.clone(),
            label: Label::ConstantAsymmetry,
            confidence: match (is_marked, inertial) {
                // Never high: two sensors differ by more than most runners do, and how far
                // pods of each foot agree with force plates is not known.
                (true, false) => Confidence::Moderate,
                _ => Confidence::Low,
            },
            basis: rule.basis,
            evidence: vec![Evidence::balance(fresh, fatigued)],
            metrics: vec![level.metric],
            side: None,
            severity: (beyond / marked).min(SEVERITY_CAP),
            explanation: with_asymmetry(rule.explanation.clone(), rule, rules),
            chance_pct: None,
            combined: false,
            no_breakdown: None,
        })
    })
}

fn with_asymmetry(explanation: String, rule: &Rule, rules: &Rules) -> String {
    if rule.asymmetry { format!("{explanation} {}", rules.asymmetry_sentence) } else { explanation }
}
