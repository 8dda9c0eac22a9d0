//! Work on the run itself: quicker steps as a number to run at.

use super::plan_said::Cue;
use super::rules::{CueRule, PlanRules};
use crate::form::Finding;

/// The cue that the findings call for, as numbers where the cadence is known.
pub fn cue(findings: &[Finding], cadence: Option<f64>, rules: &PlanRules) -> Option<Cue> {
    let CueRule { percent, repeats, seconds, .. } = *rule(findings, rules)?;
    Some(match cadence.filter(|c| c.is_finite() && *c > 0.0) {
        Some(from_spm) => {
            let target_spm = (from_spm * (1.0 + percent / 100.0)).round();
            Cue::QuickerSteps { from_spm, target_spm, percent, repeats, seconds }
        }
        None => Cue::QuickerStepsUnknown { percent, repeats, seconds },
    })
}

/// The rule behind it.
pub(super) fn rule<'a>(findings: &[Finding], rules: &'a PlanRules) -> Option<&'a CueRule> {
    let calls = |rule: &&CueRule| findings.iter().any(|f| rule.breakdowns.contains(&f.id));
    rules.selection.cues.iter().find(calls)
}
