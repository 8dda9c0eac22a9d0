//! `runform study FOLDER --out DIR`.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use super::show;
use crate::cli::batch::FailOn;
use crate::cli::batch::progress::{Progress, Shown};
use crate::cli::output::{Kind, say};
use crate::cli::{COMMIT, Done, Trouble, analyze};
use crate::files::study::{Kit, write_kit, write_text};
use crate::hash::sha256_hex;
use crate::metrics::Metric;
use crate::pipeline::batch::{Mapped, Spec, plan};
use crate::pipeline::study::check::check;
use crate::pipeline::study::run::{Answered, Job, run as answered, spec_of};
use crate::report::html::studied::{Page, figures, studied};
use crate::report::study::{
    About, Described, RESEARCH_OBJECT, Sheet, citation, datapackage, methods, research_object,
    sheets,
};
use crate::report::text::clean;
use crate::study::infer::{Answers, Pool, StudySettings, Varied};
use crate::words::{Language, Tongue, Words};

#[derive(Debug, clap::Args)]
pub(super) struct AnswerArgs {
    /// A folder with manifest.csv, a manifest (path, participant, group, condition,
    /// visit, and columns of your own), or a pipeline file.
    #[arg(value_name = "FOLDER|MANIFEST.csv|PIPELINE.toml")]
    input: Option<PathBuf>,
    /// Folder of the results.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Title of the page.
    #[arg(long)]
    title: Option<String>,
    /// The group that others are held against.
    #[arg(long, value_name = "GROUP")]
    reference_group: Option<String>,
    /// The condition that others are held against.
    #[arg(long, value_name = "CONDITION")]
    reference_condition: Option<String>,
    /// A column of the manifest that goes into the model (repeatable).
    #[arg(long = "covariate", value_name = "COLUMN")]
    covariates: Vec<String>,
    /// A metric to model (repeatable); the main ones if left out.
    #[arg(long = "metric", value_name = "METRIC")]
    metrics: Vec<String>,
    /// Put devices, places of the sensor or fields together (repeatable); never unasked.
    #[arg(long, value_enum)]
    pool: Vec<PoolName>,
    /// Margin of equivalence, in smallest worthwhile changes.
    #[arg(long, value_name = "N", default_value_t = 1.0)]
    margin: f64,
    /// Shares of the run to compare instead, for the table of assumptions: each analyses
    /// all recordings once more.
    #[arg(long, value_name = "SHARE", value_delimiter = ',')]
    parts: Vec<f64>,
    /// A TOML file with settings of the analysis.
    #[arg(long, value_name = "FILE.toml")]
    settings: Option<PathBuf>,
    /// Language of page and methods: en, de.
    #[arg(long, value_name = "LANG", default_value = "en")]
    lang: String,
    /// Say what would be done, and do nothing.
    #[arg(long)]
    dry_run: bool,
    /// Do again what could not be analysed before.
    #[arg(long)]
    retry_failed: bool,
    /// When to end with exit code 1: never once the results are there, or also when a
    /// recording could not be analysed.
    #[arg(long, value_enum, default_value_t = FailOn::Results)]
    fail_on: FailOn,
    /// How many recordings to work on at once.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Show neither progress nor results.
    #[arg(long)]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PoolName {
    /// Devices.
    Device,
    /// Places of the sensor.
    Placement,
    /// Fields of files.
    Field,
}

impl AnswerArgs {
    fn settings(&self) -> Result<StudySettings, Trouble> {
        let mut out = StudySettings::default();
        out.design.reference_group.clone_from(&self.reference_group);
        out.design.reference_condition.clone_from(&self.reference_condition);
        // As the columns of a manifest are read.
        out.design.covariates =
            self.covariates.iter().map(|c| c.to_lowercase().replace([' ', '-'], "_")).collect();
        out.pool = self
            .pool
            .iter()
            .map(|p| match p {
                PoolName::Device => Pool::Device,
                PoolName::Placement => Pool::Placement,
                PoolName::Field => Pool::Field,
            })
            .collect();
        out.pool.sort();
        out.pool.dedup();
        if !(0.01..=100.0).contains(&self.margin) {
            return Err(Trouble::Usage(format!(
                "--margin {}: expected a number from 0.01 to 100.",
                self.margin
            )));
        }
        out.margin_swc = self.margin;
        if !self.metrics.is_empty() {
            out.metrics = Vec::new();
            for id in &self.metrics {
                let metric = Metric::from_id(id).ok_or_else(|| {
                    let all: Vec<&str> = Metric::ALL.iter().map(|m| m.id()).collect();
                    Trouble::Usage(format!(
                        "no metric is called {id:?}; choose {}.",
                        all.join(", ")
                    ))
                })?;
                out.metrics.push(metric);
            }
        }
        for share in &self.parts {
            if !(0.05..=0.45).contains(share) {
                return Err(Trouble::Usage(format!(
                    "--parts {share}: expected shares from 0.05 to 0.45."
                )));
            }
        }
        Ok(out)
    }

    fn spec(&self) -> Result<Spec, Trouble> {
        let input = self.input.as_ref().ok_or_else(|| {
            Trouble::Usage("name a folder with manifest.csv, or a manifest.".into())
        })?;
        let mut spec = spec_of(input)?;
        spec.settings = analyze::settings_over(&spec.settings, self.settings.as_deref())?;
        analyze::checked(&spec.settings)?;
        Ok(spec)
    }
}

/// The document of a study.
#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    runform_version: &'a str,
    settings_hash: &'a str,
    answers: &'a Answers,
    sensitivity: &'a [Varied],
}

/// All settings of a study, as its file has them.
#[derive(Serialize)]
struct AllSettings<'a> {
    runform_version: &'a str,
    study: &'a StudySettings,
    parts: &'a [f64],
    reading: &'a crate::pipeline::batch::Reading,
    settings: &'a crate::settings::Settings,
}

pub(super) fn run(args: &AnswerArgs) -> Result<Done, Trouble> {
    let settings = args.settings()?;
    let spec = args.spec()?;
    let out = args.out.clone().or_else(|| spec.output.folder.clone());
    let out = out.ok_or_else(|| Trouble::Usage("say where the results go: --out DIR.".into()))?;
    if args.dry_run {
        return dry_run(&spec, &out);
    }
    std::fs::create_dir_all(&out)
        .map_err(|error| Trouble::Output { place: out.display().to_string(), error })?;
    let language = Language::from_code(&args.lang)
        .ok_or_else(|| Trouble::Usage(format!("--lang {:?}: expected en or de.", args.lang)))?;
    let words = Words::new(Tongue { language, ..Tongue::default() });
    let alone = |folder: &Path, shard: usize, entry: usize| {
        crate::cli::batch::survives(folder, shard, entry)
    };
    let all = plan(&spec, None)?;
    let times = 1 + args.parts.len();
    let bytes: u64 = all.bytes_by_shard()?.iter().sum();
    let progress =
        Progress::begin(Shown::Auto, args.quiet, all.shards * times, bytes * times as u64);
    let finished = |mapped: &Mapped, bytes: u64| progress.finished(mapped, bytes);
    let job = Job {
        spec,
        settings: &settings,
        parts: &args.parts,
        out: &out,
        threads: args.threads.map(usize::from),
        retry_failed: args.retry_failed,
        survives: &alone,
        finished: &finished,
    };
    let done = answered(&job)?;
    progress.end();
    let names = write(&done, &job, args, &words)?;
    let failed = done.answers.runs.iter().filter(|r| r.status != "analyzed").count();
    if !args.quiet {
        let models = done.answers.models.len();
        let of = done.answers.runs.len();
        let text = words.text(
            "study-written",
            &[
                ("page", out.join("study.html").display().to_string().into()),
                ("files", names.into()),
                ("models", models.into()),
                ("recordings", of.into()),
                ("failed", failed.into()),
            ],
        );
        show(&format!("{}\n", clean(&text)))?;
    }
    Ok(match args.fail_on {
        FailOn::Recordings if failed > 0 => Done::Some,
        _ => Done::All,
    })
}

/// What would be read, and what is not there.
fn dry_run(spec: &Spec, out: &Path) -> Result<Done, Trouble> {
    let plan = plan(spec, None)?;
    let found = check(&plan)?;
    for (path, what) in &found.missing {
        say(Kind::Error, &format!("{} is not there ({what}).", path.display()));
    }
    show(&format!(
        "{} recordings would be read; the results would go to {}. Nothing was done.\n",
        found.recordings,
        out.display()
    ))?;
    Ok(if found.missing.is_empty() { Done::All } else { Done::Some })
}

fn failed(e: impl std::fmt::Display) -> Trouble {
    Trouble::Failed(format!("the results cannot be written: {e}."))
}

/// Writes the folder; the number of files.
fn write(done: &Answered, job: &Job, args: &AnswerArgs, words: &Words) -> Result<usize, Trouble> {
    let version = env!("CARGO_PKG_VERSION");
    let Answered { plan, answers, varied, inputs } = done;
    let all = AllSettings {
        runform_version: version,
        study: job.settings,
        parts: job.parts,
        reading: &plan.pipeline.reading,
        settings: &plan.pipeline.settings,
    };
    let settings = toml::to_string_pretty(&all).map_err(failed)?;
    let settings = format!("# All settings of this study, made with runform.\n{settings}");
    let hash = sha256_hex(settings.as_bytes());
    let about = About {
        version,
        settings_hash: &hash,
        analysis: &plan.pipeline.settings,
        study: job.settings,
        parts: job.parts,
    };
    let methods = methods(answers, &about, words);
    let figures = figures(answers, words);
    let sheets = sheets(answers, varied);
    let mut provenance = vec![
        (words.t("study-provenance-version"), version.to_owned()),
        (words.t("study-provenance-settings"), hash.clone()),
    ];
    let manifest = plan.pipeline.manifest.as_ref();
    let manifest_hash = manifest.and_then(|m| std::fs::read(m).ok()).map(|b| sha256_hex(&b));
    if let (Some(path), Some(hash)) = (manifest, &manifest_hash) {
        let text = format!("{}, {hash}", path.display());
        provenance.push((words.t("study-provenance-manifest"), text));
    }
    let page =
        Page { title: args.title.as_deref(), varied, methods: &methods, provenance: &provenance };
    let page = studied(answers, &figures, &page, words).map_err(failed)?;
    let document = Document {
        schema: "runform/study/1",
        runform_version: version,
        settings_hash: &hash,
        answers,
        sensitivity: varied,
    };
    let document = crate::report::json::to_text(&document, true).map_err(failed)?;
    let inputs: Vec<serde_json::Value> = inputs
        .iter()
        .map(|(path, sha256, status)| {
            serde_json::json!({ "path": path, "sha256": sha256, "status": status })
        })
        .collect();
    let run = serde_json::json!({
        "schema": "runform/study-run/1",
        "runform_version": version,
        "runform_commit": COMMIT,
        "settings_sha256": hash,
        "analysis_settings_hash": plan.settings_hash,
        "manifest_sha256": manifest_hash,
        "inputs": inputs,
    });
    let run = serde_json::to_string_pretty(&run).map_err(failed)? + "\n";
    let package = datapackage(&sheets, &format!("runform {version}"), words);
    let package = serde_json::to_string_pretty(&package).map_err(failed)? + "\n";
    let texts = [
        ("study.json", document),
        ("methods.md", methods.clone()),
        ("settings.toml", settings),
        ("run.json", run),
        ("datapackage.json", package),
        ("CITATION.cff", citation(version, words)),
    ];
    let kit = Kit { page: &page, sheets: &sheets, figures: &figures, texts: &texts };
    let output = |error| Trouble::Output { place: job.out.display().to_string(), error };
    let files = write_kit(&kit, job.out).map_err(output)?;
    let crate_ = described(&files, &sheets, args.title.as_deref(), words)?;
    write_text(RESEARCH_OBJECT, &crate_, job.out).map_err(output)?;
    Ok(files.len() + 1)
}

/// What the files are, for archives.
fn described(
    files: &[(String, u64)],
    sheets: &[Sheet],
    title: Option<&str>,
    words: &Words,
) -> Result<String, Trouble> {
    let date = today();
    let usual = words.t("study-crate-title");
    let about = Described {
        title: title.unwrap_or(&usual),
        version: env!("CARGO_PKG_VERSION"),
        commit: COMMIT,
        date: &date,
        files,
        sheets,
    };
    Ok(serde_json::to_string_pretty(&research_object(&about, words)).map_err(failed)? + "\n")
}

/// The day, or the one that `SOURCE_DATE_EPOCH` says, so that all bytes can be had again.
fn today() -> String {
    let told = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|s| s.parse().ok());
    let told = told.and_then(|s| jiff::Timestamp::from_second(s).ok());
    let now = told.unwrap_or_else(jiff::Timestamp::now);
    now.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}
