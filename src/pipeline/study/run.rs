//! From a folder with a manifest to the answers of a study. Single recordings are
//! analysed by the batch, resumably, in a folder of their own within the results.

use std::path::Path;

use crate::pipeline::batch::{
    BatchError, Crew, Lock, Mapped, Mapper, Place, Plan, Spec, gathered, plan,
};
use crate::study::infer::{Answers, Recorded, StudySettings, Varied, answers, sensitivity};

/// Folder of the single recordings within the results.
pub const WORK: &str = "work";
/// Names that the manifest in a folder of recordings may have.
const MANIFESTS: [&str; 3] = ["manifest.csv", "manifest.tsv", "participants.csv"];

/// What a study is made from.
pub struct Job<'a> {
    /// Recordings, manifest and settings of the analysis.
    pub spec: Spec,
    /// Settings of the study.
    pub settings: &'a StudySettings,
    /// Shares of the run that are early and late, for the table of sensitivity.
    pub parts: &'a [f64],
    /// Folder of the results.
    pub out: &'a Path,
    /// Threads.
    pub threads: Option<usize>,
    /// Do again what failed before.
    pub retry_failed: bool,
    /// Tries a recording in a process of its own.
    #[allow(clippy::type_complexity)]
    pub survives: &'a (dyn Fn(&Path, usize, usize) -> bool + Sync),
    /// Told of every finished shard.
    pub finished: &'a (dyn Fn(&Mapped, u64) + Sync),
}

/// A study that was answered.
pub struct Answered {
    /// The plan of the recordings.
    pub plan: Plan,
    /// The answers.
    pub answers: Answers,
    /// The answers under other assumptions.
    pub varied: Vec<Varied>,
    /// Recordings: path, SHA-256 and status.
    pub inputs: Vec<(String, Option<String>, String)>,
}

/// What to read: a pipeline file, a manifest, or a folder with one.
///
/// # Errors
/// When a folder has no manifest.
pub fn spec_of(input: &Path) -> Result<Spec, BatchError> {
    if input.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) {
        return Spec::read(input);
    }
    if !input.is_dir() {
        return Ok(Spec { manifest: Some(input.to_path_buf()), ..Spec::default() });
    }
    let there = MANIFESTS.iter().map(|name| input.join(name)).find(|path| path.is_file());
    let Some(manifest) = there else {
        return Err(BatchError::Usage(format!(
            "{} holds no manifest.csv. Write one: a line per recording with the columns path, participant and, where there are any, group, condition, visit and columns of your own (age, sex, shoe, …).",
            input.display()
        )));
    };
    // Recordings that the manifest does not name are none of the study's.
    Ok(Spec { manifest: Some(manifest), ..Spec::default() })
}

/// Analyses the recordings and answers what is asked.
///
/// # Errors
/// When the manifest is wrong, or a result cannot be written.
pub fn run(job: &Job) -> Result<Answered, BatchError> {
    let (plan, recorded) = analysed(job, &job.spec, &job.out.join(WORK))?;
    let mut parts = Vec::new();
    for share in job.parts {
        let mut spec = job.spec.clone();
        spec.settings.drift.part_share = *share;
        let folder = job.out.join(format!("{WORK}-parts-{share}"));
        parts.push((*share, analysed(job, &spec, &folder)?.1));
    }
    let inputs = recorded
        .iter()
        .map(|r| (r.row.path.clone(), r.row.recording_id.clone(), r.row.status.id().to_owned()))
        .collect();
    Ok(Answered {
        varied: sensitivity(&recorded, &parts, job.settings),
        answers: answers(&recorded, job.settings),
        plan,
        inputs,
    })
}

/// The recordings, analysed with these settings.
fn analysed(job: &Job, spec: &Spec, folder: &Path) -> Result<(Plan, Vec<Recorded>), BatchError> {
    let place = Place::at(folder)?;
    let _lock = Lock::take(&place, true)?;
    let mut spec = spec.clone();
    spec.output.series = false;
    let plan = plan(&spec, Some(&place))?.write(&place)?;
    let name = place.name();
    let survives = |shard: usize, k: usize| (job.survives)(Path::new(&name), shard, k);
    let crew = Crew {
        mapper: Mapper {
            plan: &plan,
            place: &place,
            survives: Some(&survives),
            retry_failed: job.retry_failed,
        },
        threads: job.threads,
        finished: job.finished,
    };
    crew.map((0..plan.shards).collect())?;
    let recorded = gathered(&plan, &place)?
        .into_iter()
        .map(|g| Recorded { row: g.row, more: g.more })
        .collect();
    Ok((plan, recorded))
}
