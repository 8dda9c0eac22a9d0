//! Recordings → what became of each.

use super::{Piece, Problem, Read, Skip, Task, guarded, read_input};
use crate::analysis::history::against;
use crate::analysis::{Analyzed, Origin, Refusal, analyze};
use crate::recording::{Note, NoteKind};

/// What became of one input, or of one recording in it.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Analysed.
    Analyzed(Box<Analyzed>),
    /// Left alone for a good reason; not a failure.
    Skipped {
        /// Name of the input.
        name: String,
        /// Why.
        why: Skip,
    },
    /// No analysis.
    Failed {
        /// Name of the input.
        name: String,
        /// SHA-256 of its bytes, where they could be read.
        sha256: Option<String>,
        /// Why.
        problem: Problem,
    },
}

/// Analyses every run in one input.
pub fn analyze_input(
    name: &str,
    bytes: Result<Vec<u8>, Problem>,
    task: &Task,
    emit: &mut dyn FnMut(Outcome) -> bool,
) {
    read_input(name, bytes, task, &mut |piece| {
        analyze_piece(piece, task).into_iter().all(&mut *emit)
    });
}

/// What becomes of a piece.
pub fn analyze_piece(piece: Piece, task: &Task) -> Vec<Outcome> {
    match piece {
        Piece::Read(read) => analyze_read(read, task),
        Piece::Skipped { name, why } => vec![Outcome::Skipped { name, why }],
        Piece::Failed { name, sha256, problem } => vec![Outcome::Failed { name, sha256, problem }],
    }
}

/// Analyses the recordings of one file.
pub fn analyze_read(read: Read, task: &Task) -> Vec<Outcome> {
    let Read { name, sha256, recordings } = read;
    let done = guarded(|| {
        let knowledge = task.knowledge()?;
        let one = |(index, recording)| {
            let origin =
                Origin { path: name.clone(), sha256: sha256.clone().unwrap_or_default(), index };
            let mut analyzed = analyze(recording, &origin, &task.settings, knowledge.view())?;
            analyzed.analysis.history =
                against(&analyzed.analysis, &task.history, &task.settings.trend);
            Ok(analyzed)
        };
        Ok(recordings.iter().enumerate().map(one).collect())
    });
    match done {
        Ok(results) => sort_out(&name, sha256.as_deref(), results),
        Err(problem) => vec![Outcome::Failed { name, sha256, problem }],
    }
}

/// Other sports beside a run are left out with a word; a file without any run fails.
fn sort_out(
    name: &str,
    sha256: Option<&str>,
    results: Vec<Result<Analyzed, Refusal>>,
) -> Vec<Outcome> {
    let is_other = |r: &Result<_, Refusal>| matches!(r, Err(Refusal::OtherSport { .. }));
    let has_run = results.iter().any(|r| !is_other(r));
    let others: Vec<String> = results
        .iter()
        .filter_map(|r| match r {
            Err(Refusal::OtherSport { sport, .. }) => Some(sport.clone()),
            _ => None,
        })
        .collect();
    let failed = |refusal: Refusal| {
        let (name, sha256) = (name.to_owned(), sha256.map(str::to_owned));
        Outcome::Failed { name, sha256, problem: refusal.into() }
    };
    let mut outcomes: Vec<Outcome> = Vec::new();
    for result in results {
        match result {
            Ok(mut analyzed) => {
                if !others.is_empty() {
                    let sports = others.clone();
                    let note = Note::of(NoteKind::OtherSessionsSkipped { sports });
                    analyzed.analysis.recording.notes.push(note);
                }
                outcomes.push(Outcome::Analyzed(Box::new(analyzed)));
            }
            Err(Refusal::OtherSport { sport, .. }) if has_run => outcomes.push(Outcome::Skipped {
                name: name.to_owned(),
                why: Skip::OtherSession { sport },
            }),
            // A triathlon without its run would say the same thing three times.
            Err(Refusal::OtherSport { .. }) if !outcomes.is_empty() => {}
            Err(Refusal::OtherSport { .. }) => {
                outcomes.push(failed(Refusal::OtherSport { sport: others.join(", ") }));
            }
            Err(refusal) => outcomes.push(failed(refusal)),
        }
    }
    outcomes
}

#[cfg(test)]
mod tests {
    use super::super::RunStatus;
    use super::*;

    fn other(sport: &str) -> Result<Analyzed, Refusal> {
        Err(Refusal::OtherSport { sport: sport.into() })
    }

    #[test]
    fn a_file_of_other_sports_fails_once_and_names_them_all() {
        let results = vec![other("swimming"), other("cycling")];
        let outcomes = sort_out("day.fit", Some("ab"), results);
        let [Outcome::Failed { name, sha256, problem }] = outcomes.as_slice() else {
            unreachable!("{outcomes:?}")
        };
        assert_eq!((name.as_str(), sha256.as_deref()), ("day.fit", Some("ab")));
        let sport = "swimming, cycling".into();
        assert_eq!(problem, &Problem::Refused(Refusal::OtherSport { sport }));
        assert_eq!(problem.status(), RunStatus::Refused);
    }

    #[test]
    fn other_sports_beside_a_run_are_skipped_and_the_run_keeps_its_own_answer() {
        let run = Err(Refusal::NoRecords);
        let outcomes = sort_out("day.fit", Some("ab"), vec![other("cycling"), run]);
        let sport = "cycling".into();
        assert!(
            matches!(&outcomes[0], Outcome::Skipped { why, .. } if *why == Skip::OtherSession { sport })
        );
        assert!(matches!(&outcomes[1], Outcome::Failed { .. }));
        assert_eq!(outcomes.len(), 2);
    }
}
