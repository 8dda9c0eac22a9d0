//! `runform validate`.

use std::path::PathBuf;

use clap::ValueEnum;
use comfy_table::{Table, presets};

use super::output::{Color, Kind, Output, about, is_closed, say};
use super::sensors::Reading;
use super::{Done, Trouble};
use crate::files::write;
use crate::import::ImportOptions;
use crate::pipeline::validate::{
    Agreement, ByPerson, FEWEST_PEOPLE, PEOPLE_FILE, People, PeopleError, PersonRow, Score, Spread,
    Summary, Validation, bland_altman, validate,
};
use crate::report::text::columns;
use crate::settings::Settings;
use crate::words::english_of;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A folder with recordings of inertial sensors and, beside them, their true steps:
    /// NAME_truth_steps.csv for NAME_*.csv, or truth_steps.csv for all of a folder. Columns:
    /// initial_contact_s, toe_off_s, and where known side, contact_ms, vertical_oscillation_mm.
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// Who ran what: a CSV with the columns path (how the path of recordings below DIR begins;
    /// the longest counts) and person, and where known force (how the true steps were cut:
    /// raw_50n, raw_25n, low_passed_25n; or raw, low_passed where NAME_truth_grf*.csv with
    /// the force lies beside) and mass_kg. Default: people.csv in DIR.
    #[arg(long, value_name = "FILE.csv", conflicts_with = "person")]
    people: Option<PathBuf>,
    /// All recordings are of this one person.
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// Form of the output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write a Bland-Altman plot of the contact times (SVG).
    #[arg(long, value_name = "FILE.svg")]
    plot: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For scripts.
    Json,
    /// For documents.
    Markdown,
}

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    let mut options = ImportOptions::default();
    args.reading.apply(&mut options)?;
    let place = args.dir.display().to_string();
    let people = people(args).map_err(|e| Trouble::Failed(e.to_string()))?;
    let found = validate(&args.dir, &people, &options, &Settings::default())
        .map_err(|p| Trouble::Failed(format!("{place}: {}", english_of(&p))))?;
    for (name, why) in &found.left_out {
        say(Kind::Error, &about(name, why));
    }
    let beside = found.no_sensors.len();
    if beside > 0 {
        let files = if beside == 1 { "1 file".into() } else { format!("{beside} files") };
        say(Kind::Skipped, &format!("{files} beside true steps, without accelerations."));
    }
    if found.scores.is_empty() {
        return Err(Trouble::Failed(format!(
            "{place}: no recording with true steps beside it could be scored; --help says how the files are named."
        )));
    }
    let text = match args.format {
        Format::Json => serde_json::to_string_pretty(&found)
            .map(|t| t + "\n")
            .map_err(|e| Trouble::Failed(format!("the result cannot be written as JSON: {e}.")))?,
        Format::Text => page(&found, &|rows| {
            let right: Vec<bool> = (0..rows[0].len()).map(|i| i > 1).collect();
            columns(rows, &right).join("\n")
        }),
        Format::Markdown => page(&found, &markdown),
    };
    let failed = |place: String| move |error| Trouble::Output { place, error };
    if let (Some(path), Some(svg)) = (&args.plot, bland_altman(&found)) {
        write::whole(path.clone(), svg.as_bytes()).map_err(failed(path.display().to_string()))?;
    }
    match Output::new(Color::Never).write(&text) {
        Err(error) if !is_closed(&error) => Err(failed("the output".into())(error)),
        _ if found.left_out.is_empty() => Ok(Done::All),
        _ => Ok(Done::Some),
    }
}

fn people(args: &Args) -> Result<People, PeopleError> {
    let beside = args.dir.join(PEOPLE_FILE);
    match (&args.person, &args.people) {
        (Some(name), _) if !name.trim().is_empty() => Ok(People::one(name.trim())),
        (_, Some(file)) => People::read(file),
        _ if beside.is_file() => People::read(&beside),
        _ => Err(PeopleError::Nobody),
    }
}

/// People who were left out first, recordings last; every difference is estimate minus truth.
fn page(found: &Validation, table: &dyn Fn(&[Vec<String>]) -> String) -> String {
    let spreads = rows(&SPREAD, found.by_person.iter().flat_map(spread_rows));
    let people = rows(&PERSON, found.by_person.iter().flat_map(person_rows));
    let scores = rows(&SCORE, found.scores.iter().map(score_row));
    let summaries = rows(&SUMMARY, found.summaries.iter().map(summary_row));
    let few = if found.by_person.iter().any(|r| r.left_out.is_none()) {
        format!(
            "\n\nFewer than {FEWEST_PEOPLE} people at a region: constants cannot be fitted without each, so only those in\nuse are scored. They flatter people on whom they were fitted."
        )
    } else {
        String::new()
    };
    format!(
        "Contact time of levels, ms. Truth: raw vertical force above 50 N. Left out: constants fitted on\nthe other people, each person weighing the same; in sample: fitted on all of these people; in use:\nas the program has them. Inside: truths within the printed 95 % interval (of recordings; of\npeople, each weighing the same).\n\n{}{few}\n\nEvery person, ms: contact with the constants in use, and with constants fitted on the others.\n\n{}\n\nEvery recording, constants in use:\n\n{}\n\nAll recordings of a region together, constants in use (in sample for people on whom they were\nfitted): bias ± SD of the differences between recordings, and MAE; IC, TO and contact where\nthey are said to be good for more than changes.\n\n{}\n",
        table(&spreads),
        table(&people),
        table(&scores),
        table(&summaries)
    )
}

const SPREAD: [&str; 16] = [
    "region",
    "constants",
    "people",
    "recordings",
    "MAE",
    "MAE of people",
    "SD of people",
    "largest",
    "within SD",
    "95 % by these",
    "printed ±",
    "inside %",
    "of people %",
    "change MAE",
    "left−right MAE",
    "per strike deg",
];

fn spread_rows(r: &ByPerson) -> Vec<Vec<String>> {
    let row = |constants: &str, s: &Spread| {
        let known = |v: Option<f64>| v.map_or_else(|| "-".into(), |v| format!("{v:.1}"));
        let [low, high] = r.printed_ms;
        vec![
            r.region.into(),
            constants.into(),
            r.people.len().to_string(),
            s.recordings.to_string(),
            format!("{:.1}", s.mae_ms),
            format!("{:.1}", s.mae_of_people_ms),
            known(s.people_sd_ms),
            format!("{:+.1}", s.largest_ms),
            known(s.within_sd_ms),
            known(s.half_width_ms),
            if low < high { format!("{low:.0}..{high:.0}") } else { format!("{low:.0}") },
            format!("{:.0}", s.inside_pct),
            format!("{:.0}", s.inside_of_people_pct),
            known(s.change_mae_ms),
            match (s.sides_mae_ms, s.balance_mae_pp, s.sides_r) {
                (Some(ms), Some(pp), Some(r)) => format!("{ms:.1} = {pp:.2} pp, r {r:.2}"),
                (Some(ms), Some(pp), None) => format!("{ms:.1} = {pp:.2} pp"),
                _ => "-".into(),
            },
            s.per_strike_deg_ms.map_or_else(|| "-".into(), |v| format!("{v:+.2}")),
        ]
    };
    [("left out", &r.left_out), ("in sample", &r.in_sample), ("in use", &Some(r.shipped.clone()))]
        .into_iter()
        .filter_map(|(name, s)| Some(row(name, s.as_ref()?)))
        .collect()
}

const PERSON: [&str; 9] = [
    "region",
    "person",
    "levels",
    "changes only",
    "in use",
    "left out",
    "IC left out",
    "TO left out",
    "inside %",
];

fn person_rows(r: &ByPerson) -> Vec<Vec<String>> {
    let one = |v: Option<f64>| v.map_or_else(|| "-".into(), |v| format!("{v:+.1}"));
    let row = |p: &PersonRow| {
        vec![
            r.region.into(),
            p.person.clone(),
            p.recordings.to_string(),
            p.change_only.to_string(),
            one(Some(p.bias_ms)),
            one(p.left_out_ms),
            one(p.left_out_begin_ms),
            one(p.left_out_end_ms),
            format!("{:.0}", p.inside_pct),
        ]
    };
    r.people.iter().map(row).collect()
}

fn rows(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<Vec<String>> {
    std::iter::once(header.iter().map(ToString::to_string).collect()).chain(rows).collect()
}

const SCORE: [&str; 13] = [
    "recording",
    "placement",
    "steps",
    "found",
    "extra",
    "side right",
    "IC ms",
    "TO ms",
    "contact ms",
    "step SD ms",
    "cadence spm",
    "oscillation mm",
    "asymmetry pp",
];

fn score_row(s: &Score) -> Vec<String> {
    let spread = |mean: Option<f64>, sd: Option<f64>| match (mean, sd) {
        (Some(m), Some(sd)) => format!("{m:+.0} ± {sd:.1}"),
        _ => "-".into(),
    };
    let one = |v: Option<f64>| v.map_or_else(|| "-".into(), |v| format!("{v:+.1}"));
    vec![
        s.path.clone(),
        s.placement.id().into(),
        s.steps.to_string(),
        s.found.to_string(),
        s.extra.to_string(),
        if s.sided > 0 { format!("{}/{}", s.right_side, s.sided) } else { "-".into() },
        spread(s.contact_begin_ms, s.contact_begin_sd_ms),
        spread(s.toe_off_ms, s.toe_off_sd_ms),
        one(s.contact_bias_ms),
        s.contact_step_sd_ms.map_or_else(|| "-".into(), |v| format!("{v:.1}")),
        one(s.cadence_spm),
        one(s.oscillation_mm),
        one(s.asymmetry_pp),
    ]
}

const SUMMARY: [&str; 11] = [
    "region",
    "recordings",
    "steps",
    "F1",
    "side right",
    "IC ms",
    "TO ms",
    "contact ms",
    "step SD ms",
    "cadence spm",
    "oscillation mm",
];

fn summary_row(s: &Summary) -> Vec<String> {
    let agreement = |a: Option<Agreement>| match a {
        Some(a) => {
            let r = a.r.map_or_else(String::new, |r| format!(", r {r:.2}"));
            format!("{:+.1} ± {:.1} (MAE {:.1}{r})", a.bias, a.sd, a.mae)
        }
        None => "-".into(),
    };
    vec![
        s.region.into(),
        s.recordings.to_string(),
        s.steps.to_string(),
        format!("{:.3}", s.f1),
        s.right_side.map_or_else(|| "-".into(), |v| format!("{:.0} %", 100.0 * v)),
        agreement(s.contact_begin_ms),
        agreement(s.toe_off_ms),
        agreement(s.contact_ms),
        s.contact_step_sd_ms.map_or_else(|| "-".into(), |v| format!("{v:.1}")),
        agreement(s.cadence_spm),
        agreement(s.oscillation_mm),
    ]
}

fn markdown(rows: &[Vec<String>]) -> String {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    if let Some((header, rest)) = rows.split_first() {
        table.set_header(header);
        table.add_rows(rest);
    }
    table.trim_fmt()
}
