//! `runform study power` and `runform study null`.

use std::io::Write as _;
use std::path::PathBuf;

use clap::ValueEnum;

use super::show;
use crate::cli::{Done, Trouble};
use crate::metrics::Metric;
use crate::pipeline::study::null::{self, Story};
use crate::pipeline::study::power::{self, Plan};
use crate::report::text::columns;
use crate::settings::Settings;

#[derive(Debug, clap::Args)]
pub(super) struct PowerArgs {
    /// Participants in all; several sizes with commas.
    #[arg(long, value_name = "N", value_delimiter = ',', default_values_t = [10, 16, 20, 30, 40, 60], value_parser = clap::value_parser!(u32).range(4..=2000))]
    participants: Vec<u32>,
    /// Groups of participants.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=2))]
    groups: u8,
    /// Conditions that everybody runs.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=2))]
    conditions: u8,
    /// Runs of everybody under each condition.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=20))]
    repeats: u8,
    /// The true effect, in the metric's unit.
    #[arg(long, value_name = "E", allow_hyphen_values = true)]
    effect: f64,
    /// SD of the change within participants, in the metric's unit.
    #[arg(long, value_name = "SD", required_unless_present = "like")]
    within: Option<f64>,
    /// SD of the change between participants.
    #[arg(long, value_name = "SD", required_unless_present = "like")]
    between: Option<f64>,
    /// SD of the condition's effect between participants.
    #[arg(long, value_name = "SD", default_value_t = 0.0)]
    slope: f64,
    /// What matters, for the test of equivalence (default: the effect).
    #[arg(long, value_name = "M")]
    margin: Option<f64>,
    /// Share of the recordings that will be lost, 0 to 0.9.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    lost: f64,
    /// Take the SDs from the study.json of an earlier study.
    #[arg(long, value_name = "STUDY.json", requires = "metric")]
    like: Option<PathBuf>,
    /// The metric whose SDs are taken (with --like).
    #[arg(long, value_name = "METRIC")]
    metric: Option<String>,
    /// Studies drawn per size.
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(20..=100_000))]
    studies: u32,
    /// Seed.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Form of the output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For scripts.
    Json,
}

#[derive(Debug, clap::Args)]
pub(super) struct NullArgs {
    /// Studies.
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    studies: u32,
    /// Participants of each, in two groups, under two conditions.
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u32).range(6..=500))]
    participants: u32,
    /// Length of the runs, min.
    #[arg(long, value_name = "MIN", default_value_t = 60.0)]
    minutes: f64,
    /// How much everybody slows, %.
    #[arg(long, value_name = "PCT", default_value_t = 4.0)]
    slowing: f64,
    /// Let form change: more under the second condition, less in the second group.
    #[arg(long)]
    effects: bool,
    /// Seed.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Threads; all of the machine if left out. The numbers do not depend on it.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Form of the output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// SDs of a metric in the document of an earlier study.
fn spreads(path: &std::path::Path, metric: &str) -> Result<(f64, f64, f64), Trouble> {
    let wrong = |what: String| Trouble::Usage(format!("{}: {what}.", path.display()));
    let text = std::fs::read_to_string(path)
        .map_err(|e| wrong(format!("it cannot be read: {}", crate::pipeline::system_words(&e))))?;
    let document: serde_json::Value = serde_json::from_str(&text)
        .map_err(|e| wrong(format!("it is no document of a study ({e})")))?;
    let models = document.pointer("/answers/models").and_then(|m| m.as_array());
    let models =
        models.ok_or_else(|| wrong("it has no models; give the study.json of a study".into()))?;
    let of = |m: &serde_json::Value| {
        m.pointer("/cell/metric").and_then(|v| v.as_str()).unwrap_or_default().to_owned()
    };
    let found = models.iter().find(|m| of(m) == metric).ok_or_else(|| {
        let all: Vec<String> = models.iter().map(of).collect();
        wrong(format!("it has no model of {metric:?}; there are {}", all.join(", ")))
    })?;
    let sd = |name: &str| found.get(name).and_then(serde_json::Value::as_f64).unwrap_or(0.0);
    Ok((sd("sigma"), sd("between"), sd("slope")))
}

pub(super) fn power(args: &PowerArgs) -> Result<Done, Trouble> {
    let (within, between, slope) = match (&args.like, &args.metric) {
        (Some(path), Some(metric)) => spreads(path, metric)?,
        _ => (0.0, 0.0, args.slope),
    };
    let plan = Plan {
        groups: args.groups.into(),
        conditions: args.conditions.into(),
        repeats: args.repeats.into(),
        between: args.between.unwrap_or(between),
        within: args.within.unwrap_or(within),
        slope,
        effect: args.effect,
        margin: args.margin.unwrap_or(args.effect.abs()),
        lost: args.lost,
    };
    let sound = [plan.between, plan.within, plan.slope].iter().all(|v| *v >= 0.0 && *v < 1e9);
    if !sound || plan.within <= 0.0 || !plan.effect.is_finite() || !(plan.margin > 0.0) {
        return Err(Trouble::Usage(
            "expected an SD within participants above 0, other SDs from 0, and a margin above 0."
                .into(),
        ));
    }
    if !(0.0..=0.9).contains(&plan.lost) {
        return Err(Trouble::Usage(format!("--lost {}: expected 0 to 0.9.", plan.lost)));
    }
    let sizes: Vec<usize> = args.participants.iter().map(|n| *n as usize).collect();
    let found = power::power(&plan, &sizes, args.studies, args.seed);
    if args.format == Format::Json {
        return json(&serde_json::json!({
            "schema": "runform/study-power/1",
            "runform_version": env!("CARGO_PKG_VERSION"),
            "plan": plan, "studies": args.studies, "seed": args.seed, "power": found,
        }));
    }
    let mut rows = vec![vec![
        "participants".to_owned(),
        "effect found".into(),
        "interaction found".into(),
        "equivalence shown".into(),
        "half width".into(),
    ]];
    for p in &found {
        rows.push(vec![
            p.participants.to_string(),
            format!("{:.0} %", p.effect_pct),
            p.interaction_pct.map_or_else(|| "-".into(), |v| format!("{v:.0} %")),
            format!("{:.0} %", p.equivalence_pct),
            format!("{:.2}", p.half_width),
        ]);
    }
    let head = format!(
        "effect {}, SD within {}, between {}, of the condition's effect {}; margin {}; {} studies per size\n",
        plan.effect, plan.within, plan.between, plan.slope, plan.margin, args.studies
    );
    show(&format!("{head}{}\n", columns(&rows, &[true; 5]).join("\n")))
}

fn json(value: &impl serde::Serialize) -> Result<Done, Trouble> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|e| Trouble::Failed(format!("the result cannot be written as JSON: {e}.")))?;
    show(&(text + "\n"))
}

pub(super) fn null(args: &NullArgs) -> Result<Done, Trouble> {
    if !(20.0..=600.0).contains(&args.minutes) || !(-10.0..=20.0).contains(&args.slowing) {
        return Err(Trouble::Usage(
            "expected --minutes from 20 to 600 and --slowing from -10 to 20.".into(),
        ));
    }
    let request = null::Request {
        studies: args.studies,
        participants: args.participants,
        minutes: args.minutes,
        slowing_pct: args.slowing,
        seed: args.seed,
        threads: args.threads.map(usize::from),
        story: if args.effects { Story::Effects } else { Story::Null },
        settings: Settings::default(),
    };
    let of = args.studies;
    let progress = |done: usize| {
        if done.is_multiple_of(10) {
            // Only a sign of life.
            let _ = writeln!(anstream::stderr(), "{done} of {of} studies");
        }
    };
    let found = null::run(&request, &progress)
        .map_err(|e| Trouble::Failed(format!("the studies could not start their threads: {e}.")))?;
    if args.format == Format::Json {
        return json(&found);
    }
    let mut rows = vec![
        [
            "metric",
            "question",
            "truth",
            "mean",
            "SD",
            "SE",
            "excludes 0",
            "by itself",
            "coverage",
            "equivalent",
        ]
        .map(String::from)
        .to_vec(),
    ];
    for t in &found.tallies {
        let factor = t.metric.on_screen(&t.unit).1;
        let digits = t.metric.row().decimals[1] + 2;
        let n = |v: f64| format!("{:.digits$}", v * factor);
        rows.push(vec![
            Metric::id(t.metric).to_owned(),
            format!("{:?}", t.question).to_lowercase(),
            n(t.truth),
            n(t.mean),
            n(t.sd),
            n(t.se),
            format!("{:.1} %", t.excludes_0_pct),
            format!("{:.1} %", t.not_pooled_excludes_0_pct),
            format!("{:.1} %", t.coverage_pct),
            format!("{:.0} %", t.equivalent_pct),
        ]);
    }
    let mut right = [true; 10];
    (right[0], right[1]) = (false, false);
    let head = format!(
        "runform {}, {} studies of {} participants, two groups, two conditions; seed {}\n",
        found.runform_version, found.studies, found.participants, found.seed
    );
    let spreads: Vec<String> = found
        .spreads
        .iter()
        .map(|s| format!("{} {:.3} / {:.3}", s.metric.id(), s.within, s.between))
        .collect();
    show(&format!(
        "{head}{}\nSD within / between participants: {}\n",
        columns(&rows, &right).join("\n"),
        spreads.join(", ")
    ))
}
