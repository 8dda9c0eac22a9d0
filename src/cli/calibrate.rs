//! `runform calibrate`.

use std::path::PathBuf;

use clap::ValueEnum;
use comfy_table::{Table, presets};

use super::analyze::read_settings;
use super::output::{Color, Output, is_closed};
use super::{Done, Trouble};
use crate::pipeline::calibrate::{
    Calibration, Part, PlaceboTable, Seen, Study, placebo, run as study,
};
use crate::pipeline::{self, Task};
use crate::report::text::columns;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Runs per condition; 1000 take some minutes.
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    runs: u32,
    /// Seed of the study.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Threads; all of the machine if left out. The numbers do not depend on it.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Only these tables (repeatable); all if left out.
    #[arg(long = "part", value_enum, value_name = "TABLE")]
    parts: Vec<PartName>,
    /// Placebos of your own runs instead: comparisons in which nothing changed, made by
    /// putting blocks of a run in another order. How often is a change found?
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["runs", "seed", "parts"])]
    placebo: Vec<PathBuf>,
    /// A TOML file with any of the settings.
    #[arg(long, value_name = "FILE.toml")]
    settings: Option<PathBuf>,
    /// Form of the output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PartName {
    /// Do the 95 % intervals hold the true change?
    Coverage,
    /// How often is a change called clear where there is none?
    FalseAlarms,
    /// How often is a true change found?
    Power,
    /// How well is its beginning dated?
    Onset,
    /// Hills, fades, intervals, short runs, wander, faults of sensors.
    Conditions,
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
    if !args.placebo.is_empty() {
        return on_placebos(args);
    }
    let parts = args.parts.iter().map(|p| match p {
        PartName::Coverage => Part::Coverage,
        PartName::FalseAlarms => Part::FalseAlarms,
        PartName::Power => Part::Power,
        PartName::Onset => Part::Onset,
        PartName::Conditions => Part::Conditions,
    });
    let request = Study {
        runs: args.runs,
        seed: args.seed,
        threads: args.threads.map(usize::from),
        parts: parts.collect(),
        settings: read_settings(args.settings.as_deref())?,
    };
    let result = study(&request, &mut |name| {
        use std::io::Write as _;
        // Only a sign of life.
        let _ = writeln!(anstream::stderr(), "{name}");
    })
    .map_err(|e| Trouble::Failed(format!("the study could not start its threads: {e}.")))?;
    let head = format!(
        "runform {}, {} runs per condition, seed {}\n",
        result.runform_version, result.runs, result.seed
    );
    write(args.format, &result, head, &sheets(&result))
}

/// How often the model finds a change in runs in which there is none.
fn on_placebos(args: &Args) -> Result<Done, Trouble> {
    let task = Task { settings: read_settings(args.settings.as_deref())?, ..Task::default() };
    let inputs = pipeline::discover(&args.placebo);
    let (table, others) = placebo(inputs, args.threads.map(usize::from), &task)
        .map_err(|e| Trouble::Failed(format!("the study could not start its threads: {e}.")))?;
    let head = format!(
        "runform {}, {} runs ({others} inputs are no run, or cannot be read)\n",
        table.runform_version, table.runs
    );
    write(args.format, &table, head, &[placebo_sheet(&table)])
}

fn write(
    format: Format,
    result: &impl serde::Serialize,
    head: String,
    sheets: &[Sheet],
) -> Result<Done, Trouble> {
    let text = match format {
        Format::Json => serde_json::to_string_pretty(result)
            .map(|t| t + "\n")
            .map_err(|e| Trouble::Failed(format!("the result cannot be written as JSON: {e}.")))?,
        Format::Text => {
            page(head, sheets, &|sheet| columns(&sheet.rows, &sheet.right()).join("\n"))
        }
        Format::Markdown => page(head, sheets, &Sheet::markdown),
    };
    match Output::new(Color::Never).write(&text) {
        Err(error) if !is_closed(&error) => {
            Err(Trouble::Output { place: "the output".into(), error })
        }
        _ => Ok(Done::All),
    }
}

/// A table; its first row is the header, its first column text.
struct Sheet {
    title: &'static str,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    fn new(title: &'static str, header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Sheet {
        let header = header.iter().map(|h| h.to_string()).collect();
        Sheet { title, rows: std::iter::once(header).chain(rows).collect() }
    }

    fn right(&self) -> Vec<bool> {
        (0..self.rows.first().map_or(0, Vec::len)).map(|column| column > 0).collect()
    }

    fn markdown(&self) -> String {
        let mut table = Table::new();
        table.load_style(presets::ASCII_MARKDOWN);
        let mut rows = self.rows.iter();
        if let Some(header) = rows.next() {
            table.set_header(header);
        }
        for row in rows {
            table.add_row(row);
        }
        table.trim_fmt()
    }
}

fn page(mut text: String, sheets: &[Sheet], show: &dyn Fn(&Sheet) -> String) -> String {
    for sheet in sheets.iter().filter(|s| s.rows.len() > 1) {
        text += &format!("\n{}\n\n{}\n", sheet.title, show(sheet));
    }
    text
}

fn sheets(result: &Calibration) -> [Sheet; 5] {
    let number = |x: f64| format!("{x:.3}");
    [
        Sheet::new(
            "Intervals: share that holds the true change (nominal 95 %)",
            &[
                "metric",
                "method",
                "noise correlation",
                "covered %",
                "intervals",
                "bias",
                "error SD",
                "half width",
            ],
            result.coverage.iter().map(|c| {
                vec![
                    c.metric.id().into(),
                    c.method.name().into(),
                    c.phi.to_string(),
                    share(c.covered),
                    c.covered.of.to_string(),
                    number(c.bias),
                    number(c.error_sd),
                    number(c.half_width),
                ]
            }),
        ),
        Sheet::new(
            "No change of form: share of runs in which one was reported, %",
            &[
                "profile",
                "method",
                "compared",
                "any clear",
                "any likely",
                "any onset",
                "clear by metric",
            ],
            result.false_alarms.iter().map(|f| {
                let metrics = f.clear_by_metric.iter().map(|(m, n)| format!("{} {n}", m.id()));
                vec![
                    f.profile.clone(),
                    f.method.name().into(),
                    share(f.compared),
                    share(f.clear),
                    share(f.likely),
                    share(f.onset),
                    metrics.collect::<Vec<_>>().join(", "),
                ]
            }),
        ),
        Sheet::new(
            "Contact time rises: share of runs in which it was found, %",
            &["rise %", "method", "likely or clear", "clear"],
            result.power.iter().map(|p| {
                let rise = p.rise_pct.to_string();
                vec![rise, p.method.name().into(), share(p.likely), share(p.clear)]
            }),
        ),
        Sheet::new(
            "A change: is its moment found?",
            &[
                "change",
                "metric",
                "method",
                "found %",
                "dated %",
                "within 2 min %",
                "median error s",
                "interval holds it %",
            ],
            result.onset.iter().map(|d| {
                vec![
                    d.how.clone(),
                    d.metric.id().into(),
                    d.method.name().into(),
                    share(d.found),
                    share(d.dated),
                    share(d.right),
                    d.median_error_s.map_or("-".into(), |s| format!("{s:.0}")),
                    share(d.covered),
                ]
            }),
        ),
        Sheet::new(
            "Kinds of runs; contact time unchanged, or up by 5 %",
            &[
                "run",
                "change",
                "metric",
                "method",
                "number %",
                "covered %",
                "half width, swc",
                "likely or clear %",
                "clear %",
                "dated %",
                "beginning held %",
            ],
            result.conditions.iter().map(|c| {
                vec![
                    c.kind.clone(),
                    c.change.name().into(),
                    c.metric.id().into(),
                    c.method.name().into(),
                    share(c.compared),
                    share(c.covered),
                    c.half_width_swc.map_or("-".into(), |h| format!("{h:.2}")),
                    share(c.likely),
                    share(c.clear),
                    share(c.dated),
                    share(c.onset_covered),
                ]
            }),
        ),
    ]
}

fn placebo_sheet(table: &PlaceboTable) -> Sheet {
    let number = |x: Option<f64>| x.map_or("-".into(), |x| format!("{x:.2}"));
    Sheet::new(
        "Placebos: nothing changed, so what is found is chance",
        &[
            "placebo",
            "metric",
            "fits",
            "interval without 0 %",
            "likely or clear %",
            "clear %",
            "half width, swc",
            "one in 20 exceeds, swc",
        ],
        table.rows.iter().map(|r| {
            vec![
                format!("{:?}", r.kind).to_lowercase(),
                r.metric.map_or("all", |m| m.id()).into(),
                r.excludes_zero.of.to_string(),
                share(r.excludes_zero),
                share(r.likely),
                share(r.clear),
                number(r.half_width_swc),
                number(r.one_in_twenty_swc),
            ]
        }),
    )
}

fn share(seen: Seen) -> String {
    seen.share().map_or("-".into(), |s| format!("{:.1}", 100.0 * s))
}
