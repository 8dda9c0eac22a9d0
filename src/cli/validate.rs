//! `runform validate`.

use std::path::PathBuf;

use clap::ValueEnum;
use comfy_table::{Table, presets};

use super::output::{Color, Kind, Output, about, is_closed, say};
use super::sensors::Reading;
use super::{Done, Trouble};
use crate::files::write;
use crate::import::ImportOptions;
use crate::pipeline::validate::{Agreement, Score, Summary, Validation, bland_altman, validate};
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
    let found = validate(&args.dir, &options, &Settings::default())
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

/// Both tables; every difference is estimate minus truth.
fn page(found: &Validation, table: &dyn Fn(&[Vec<String>]) -> String) -> String {
    let scores = rows(&SCORE, found.scores.iter().map(score_row));
    let summaries = rows(&SUMMARY, found.summaries.iter().map(summary_row));
    format!(
        "{}\n\nPer region: bias ± SD of the differences between recordings, and MAE; IC, TO and\ncontact where they are said to be good for more than changes.\n\n{}\n",
        table(&scores),
        table(&summaries)
    )
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
