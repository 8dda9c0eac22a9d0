//! How `--help` reads: what the command does, examples, usage, options.

use clap::{Command, CommandFactory};

use super::Cli;

/// What a page of help shows, and in which order.
const TEMPLATE: &str =
    "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

/// Examples of every command, by its words; lines of command and remark.
const EXAMPLES: &[(&str, &[(&str, &str)])] = &[
    (
        "",
        &[
            ("runform analyze run.fit", "summary of one run"),
            ("runform analyze run.fit --html run.html", "the same as a page"),
            (
                "runform analyze runs/ --format json > runs.jsonl",
                "a JSON document per run and line",
            ),
            ("runform analyze runs/ --out report", "documents, pages and Parquet tables"),
            ("runform inspect export.csv", "what is in a file, what can be measured"),
            (
                "runform plan run.fit --start 2026-12-01 --out plan.ics",
                "strength work as a calendar",
            ),
        ],
    ),
    (
        "analyze",
        &[
            ("runform analyze run.fit", "summary of one run"),
            ("runform analyze run.fit --html run.html", "a page to look at and print"),
            ("runform analyze runs/ --out report", "documents, pages and tables of a folder"),
            (
                "runform analyze run.fit --fresh 10min-20min --fatigued 70min-80min",
                "parts of your own",
            ),
            ("runform analyze --imu sacrum=hip.csv --watch run.fit", "a motion sensor and a watch"),
            ("runform analyze foot.csv --placement left_foot --speed 3.3", "on a treadmill"),
        ],
    ),
    (
        "batch",
        &[
            ("runform batch runs/ --out results", "tables of a folder; go on where it stopped"),
            ("runform batch study.toml --verify 5", "a study; do five again and compare"),
            (
                "runform batch runs/ --manifest people.csv --out results --dry-run",
                "what would be done",
            ),
        ],
    ),
    (
        "study",
        &[
            (
                "runform study runs/ --out results",
                "a folder with manifest.csv: models, figures, text",
            ),
            (
                "runform study runs/ --out results --reference-condition rest --covariate age",
                "against rest, with age",
            ),
        ],
    ),
    ("study check", &[("runform study check runs/", "what the manifest and the files lack")]),
    (
        "study power",
        &[(
            "runform study power --effect 3 --within 2 --between 3 --participants 12,20,30",
            "how many people it takes",
        )],
    ),
    ("study null", &[("runform study null --studies 50", "studies in which nothing changes")]),
    (
        "batch plan",
        &[(
            "runform batch plan study.toml --shards 50 --out results",
            "cut the work into about 50",
        )],
    ),
    (
        "batch map",
        &[("runform batch map --out results --shard 7", "work on one shard of the plan")],
    ),
    (
        "batch status",
        &[
            ("runform batch status --out results", "how far it is"),
            ("runform batch status --out results --missing", "the shards left, for sbatch --array"),
        ],
    ),
    ("batch reduce", &[("runform batch reduce --out results", "tables of all shards")]),
    (
        "history",
        &[
            ("runform history add runs/ --history form", "keep your runs in the folder form"),
            ("runform analyze today.fit --history form", "a run beside the earlier ones"),
        ],
    ),
    (
        "history add",
        &[("runform history add runs/ --history form", "keep your runs in the folder form")],
    ),
    ("history list", &[("runform history list --history form", "the runs that are kept")]),
    ("history remove", &[("runform history remove today.fit --history form", "take a run out")]),
    (
        "inspect",
        &[
            ("runform inspect run.fit", "what is in a file, what can be measured"),
            ("runform inspect export.csv --map \"GCT=ground_contact_time:ms\"", "name a column"),
            ("runform inspect runs/ --format json", "for programs"),
        ],
    ),
    (
        "scrub",
        &[
            ("runform scrub run.fit", "a copy to share: run.scrubbed.fit"),
            ("runform scrub run.gpx --out copy.gpx", "under another name"),
        ],
    ),
    (
        "exercises",
        &[
            ("runform exercises", "the catalogue"),
            ("runform exercises single_leg_calf_raise", "one of them in full"),
            ("runform exercises --html exercises.html", "all with drawings"),
        ],
    ),
    (
        "plan",
        &[
            ("runform plan run.fit --start 2026-12-01 --out plan.ics", "as a calendar"),
            (
                "runform plan run.fit --week-days easy,hard,easy,rest,easy,long,rest",
                "around your week",
            ),
            (
                "runform plan --observed hip_drop=fatigued:left --equipment band,step",
                "what a coach saw",
            ),
            ("runform plan run.fit --pain knee=3 --level regular", "with what hurts"),
        ],
    ),
    (
        "log",
        &[
            ("runform log session --log log.csv --plan plan.json --done", "the session of the day"),
            ("runform log progress --log log.csv", "what comes next"),
            ("runform log show --log log.csv", "all of it"),
        ],
    ),
    (
        "log session",
        &[("runform log session --log log.csv --plan plan.json --done", "done as planned")],
    ),
    (
        "log import",
        &[("runform log import sheet.csv --log log.csv", "the ticked lines of a sheet")],
    ),
    ("log undo", &[("runform log undo --log log.csv", "take the last line back")]),
    (
        "log add",
        &[(
            "runform log add single_leg_calf_raise --sets 2 --reps 15 --log log.csv",
            "two sets of 15",
        )],
    ),
    ("log run", &[("runform log run --km 12 --ease 4 --log log.csv", "twelve easy kilometres")]),
    (
        "log benchmark",
        &[("runform log benchmark calf_raises --left 22 --right 25 --log log.csv", "a self-test")],
    ),
    ("log feel", &[("runform log feel --pain 2 --soreness 3 --log log.csv", "how you feel today")]),
    ("log show", &[("runform log show --log log.csv", "the log in the order of its dates")]),
    ("log check", &[("runform log check --log log.csv", "is every line understood?")]),
    ("log progress", &[("runform log progress --log log.csv", "what comes next, how it has gone")]),
    (
        "today",
        &[
            ("runform today --plan plan.json", "the session of the day"),
            ("runform today --plan plan.json --log log.csv --date 2026-12-04", "of another day"),
        ],
    ),
    (
        "trend",
        &[
            ("runform trend runs/", "form from run to run"),
            (
                "runform trend runs/ --log log.csv --html trend.html",
                "with the training log, as a page",
            ),
        ],
    ),
    (
        "team",
        &[
            ("runform team squad/", "a page of all runners; a folder for each in squad/"),
            ("runform team squad/ --roster roster.csv --initials", "without names"),
        ],
    ),
    (
        "simulate",
        &[
            ("runform simulate watch --profile collapse --out runs", "a run whose truth is known"),
            (
                "runform simulate imu --profile collapse --out sensors",
                "the same for motion sensors",
            ),
        ],
    ),
    (
        "simulate watch",
        &[
            ("runform simulate watch --list", "the ready profiles"),
            (
                "runform simulate watch --profile fatigue --runs 20 --vary --out runs",
                "twenty runners",
            ),
        ],
    ),
    (
        "simulate imu",
        &[
            ("runform simulate imu --list", "the ready profiles"),
            (
                "runform simulate imu --profile collapse --out sensors",
                "with the truth of every step",
            ),
        ],
    ),
    (
        "calibrate",
        &[
            ("runform calibrate --runs 100", "how often intervals hold the truth"),
            ("runform calibrate --placebo runs/*.fit", "of your own runs, where nothing changed"),
        ],
    ),
    (
        "validate",
        &[(
            "runform validate data/ --people people.csv",
            "steps against force plates, person by person",
        )],
    ),
    (
        "schema",
        &[
            ("runform schema", "of runform analyze --format json"),
            ("runform schema plan", "of another document"),
        ],
    ),
    (
        "completions",
        &[
            ("runform completions bash > ~/.local/share/bash-completion/completions/runform", ""),
            ("runform completions zsh > ~/.zfunc/_runform", ""),
            ("runform completions fish > ~/.config/fish/completions/runform.fish", ""),
        ],
    ),
    ("man", &[("runform man --out man", "then: man ./man/runform.1")]),
];

/// The command line with examples on every page of its help.
pub(super) fn command() -> Command {
    with_examples(Cli::command(), "", &|command, examples| {
        command.before_help(examples).help_template(TEMPLATE)
    })
}

/// The same for manual pages, which have examples at their end.
pub(super) fn manual() -> Command {
    with_examples(Cli::command(), "", &|command, examples| {
        let after = command.get_after_help().map(|text| format!("\n\n{text}"));
        command.after_help(examples + &after.unwrap_or_default())
    })
}

fn with_examples(
    command: Command,
    words: &str,
    put: &impl Fn(Command, String) -> Command,
) -> Command {
    let found = EXAMPLES.iter().find(|(of, _)| *of == words);
    let command = put(command, found.map_or(String::new(), |(_, examples)| told(examples)));
    command.mut_subcommands(|sub| {
        let words = format!("{words} {}", sub.get_name());
        with_examples(sub, words.trim_start(), put)
    })
}

fn told(examples: &[(&str, &str)]) -> String {
    /// Remarks stand below each other, but behind no line longer than this.
    const WIDEST: usize = 60;
    let lengths = examples.iter().map(|(command, _)| command.len()).filter(|n| *n <= WIDEST);
    let width = lengths.max().unwrap_or(0);
    let mut text = String::from("Examples:");
    for (command, remark) in examples {
        let line = match remark.is_empty() {
            true => format!("\n  {command}"),
            false => format!("\n  {command:width$}  # {remark}"),
        };
        text.push_str(&line);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command that a person may give, by its words.
    fn all(command: &Command, words: &str, found: &mut Vec<String>) {
        for sub in command.get_subcommands().filter(|s| !s.is_hide_set() && s.get_name() != "help")
        {
            let words = format!("{words} {}", sub.get_name()).trim_start().to_owned();
            all(sub, &words, found);
            found.push(words);
        }
    }

    #[test]
    fn every_command_has_examples_and_every_example_is_a_command_line() {
        let mut commands = vec![String::new(), "man".into()];
        all(&Cli::command(), "", &mut commands);
        commands.sort();
        let mut told: Vec<String> = EXAMPLES.iter().map(|(of, _)| (*of).to_owned()).collect();
        told.sort();
        if cfg!(feature = "tables") {
            assert_eq!(commands, told);
        }
        for (of, examples) in EXAMPLES {
            if of.starts_with("batch") && !cfg!(feature = "tables") {
                continue;
            }
            // What goes with a command may be shown beside it.
            let own = format!("runform {of}");
            assert!(examples.iter().any(|(e, _)| e.starts_with(own.trim_end())), "{of}");
            for (example, _) in *examples {
                let line = example.split(" > ").next().unwrap_or_default();
                // As a shell takes it: quotes go.
                let args = line.split_whitespace().map(|word| word.trim_matches('"'));
                assert!(line.starts_with("runform "), "{of}: {example}");
                if let Err(error) = command().try_get_matches_from(args) {
                    unreachable!("{example}: {error}");
                }
            }
        }
    }

    #[test]
    fn examples_come_before_usage_and_options() {
        let mut command = command();
        command.build();
        let Some(analyze) = command.find_subcommand_mut("analyze") else { unreachable!() };
        let help = analyze.render_long_help().to_string();
        let at = |what: &str| help.find(what).unwrap_or(usize::MAX);
        assert!(
            at("Analyze runs") < at("Examples:") || at("Analyse runs") < at("Examples:"),
            "{help}"
        );
        assert!(at("Examples:") < at("Usage:") && at("Usage:") < at("--html <"), "{help}");
    }
}
