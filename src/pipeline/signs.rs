//! Signs seen by eye, as people write them: `hip_drop=fatigued:left`.

use crate::form::{Finding, Rules, Seen, Side, observed};
use crate::strength::PlanRules;

/// A sign as a finding. The name of the sign must be known.
///
/// # Errors
/// A sentence that says how a sign is written, or that there is none of that name.
pub fn sign(text: &str, form: &Rules, rules: &PlanRules) -> Result<Finding, String> {
    let shape = || {
        format!(
            "{text:?} is not understood; write SIGN=fatigued or SIGN=always, with :left or :right where one side is meant, e.g. hip_drop=fatigued:left"
        )
    };
    let (id, rest) = text.split_once('=').ok_or_else(shape)?;
    let rule = form.rules.iter().find(|r| r.id == id.trim()).ok_or_else(|| {
        let known: Vec<&str> = form.rules.iter().map(|r| r.id.as_str()).collect();
        format!("there is no sign {id:?}; there are {}", known.join(", "))
    })?;
    let (when, side) = match rest.split_once(':') {
        Some((when, side)) => (when, Some(side)),
        None => (rest, None),
    };
    let seen = match when {
        "fatigued" => Seen::Fatigued,
        "always" => Seen::Always,
        _ => return Err(shape()),
    };
    let side = match side {
        None => None,
        Some("left") => Some(Side::Left),
        Some("right") => Some(Side::Right),
        Some(_) => return Err(shape()),
    };
    Ok(observed(rule, seen, side, rules.selection.observed_severity))
}

/// Measured findings, then those seen by eye; a sign that was also measured
/// keeps its measurement.
pub fn merge(measured: Vec<Finding>, observed: Vec<Finding>) -> Vec<Finding> {
    let mut all: Vec<Finding> = Vec::new();
    for finding in measured.into_iter().chain(observed) {
        if !all.iter().any(|f| f.id == finding.id) {
            all.push(finding);
        }
    }
    all
}
