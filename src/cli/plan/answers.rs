//! What a plan answers: findings of an analysis or a recording.

use std::io::Read as _;
use std::path::Path;

use super::choice::{self, Answered};
use crate::cli::Trouble;
use crate::cli::knowledge::own;
use crate::cli::output::{Kind, about, say};
use crate::form::{Finding, Rules};
use crate::pipeline;
use crate::runs::{Outcome, Task};
use crate::words::english_of;

/// Findings whose breakdown the rules know; others are from another version.
pub(super) fn known(findings: Vec<Finding>, form: &Rules) -> Vec<Finding> {
    let (known, other): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|f| form.rules.iter().any(|r| r.id == f.id));
    for finding in other {
        say(
            Kind::Skipped,
            &format!("{}: this version of runform does not know the finding.", finding.id),
        );
    }
    known
}

/// Findings of the input; `None` when it could not be analysed, which has been said.
pub(super) fn findings(input: &Path) -> Result<Option<Answered>, Trouble> {
    let name = input.display();
    let failed = |what: String| Trouble::Failed(format!("{name}: {what}"));
    if input == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(|e| failed(e.to_string()))?;
        return choice::analysis(&text).map(Some).map_err(failed);
    }
    let mut head = [0; 64];
    let read = std::fs::File::open(input).and_then(|mut f| f.read(&mut head)).unwrap_or(0);
    if head.get(..read).is_some_and(|h| h.trim_ascii_start().starts_with(b"{")) {
        let text = std::fs::read_to_string(input).map_err(|e| failed(e.to_string()))?;
        return choice::analysis(&text).map(Some).map_err(failed);
    }
    let (mut runs, mut bad) = (Vec::new(), false);
    let found = pipeline::discover(&[input.to_path_buf()]);
    let task = Task { knowledge: own(), ..Task::default() };
    let work = |found, emit: &mut dyn FnMut(Outcome) -> bool| {
        pipeline::analyze_file(found, &task, emit);
    };
    let result = pipeline::run(found, Some(1), &work, &mut |outcome| {
        match outcome {
            Outcome::Analyzed(run) => runs.push(run.analysis),
            Outcome::Skipped { name, why } => {
                say(Kind::Skipped, &about(&name, english_of(&why)));
            }
            Outcome::Failed { name, problem, .. } => {
                bad = true;
                say(Kind::Error, &about(&name, english_of(&problem)));
            }
        }
        Ok(())
    });
    result.map_err(|e| failed(e.to_string()))?;
    match runs.len() {
        1 => Ok(runs.pop().map(|run| Answered {
            cadence: choice::cadence(&run.comparison),
            findings: run.findings,
        })),
        0 if bad => Ok(None),
        0 => Err(failed("there is no run in it to plan for.".into())),
        n => Err(Trouble::Usage(format!(
            "{name} holds {n} runs; a plan answers one. Analyse them with --format json and give the line you choose."
        ))),
    }
}
