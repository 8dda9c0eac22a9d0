//! What there is to do: a short plan, a list of its shards, and a list of recordings.
//!
//! The list of shards has lines of one length, the list of recordings is in their
//! order: a shard is read without the rest, however large the plan.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::cut::{Cut, Line, Lists, name_of};
use super::manifest::Known;
use super::spec::Spec;
use super::staged::{Staged, is_object};
use super::{BatchError, Place};

/// Name of the format of plans.
pub(super) const SCHEMA: &str = "runform/batch-plan/2";
/// The plan in its output folder.
pub(super) const PLAN: &str = "plan.json";
/// Settings named in a message.
const NAMED: usize = 6;

/// All there is to do.
#[derive(Debug, Serialize, Deserialize)]
pub struct Plan {
    /// `runform/batch-plan/2`.
    pub schema: String,
    /// Version of runform.
    pub runform_version: String,
    /// Hash of the pipeline, see [`Spec::hash`].
    pub settings_hash: String,
    /// The folder that relative paths are relative to: the one in which the plan was
    /// made. Results name the paths as they were given, wherever that is.
    pub base: PathBuf,
    /// Number of recordings: files, or several files of one run.
    pub inputs: usize,
    /// Number of shards.
    pub shards: usize,
    /// Bytes of all recordings.
    pub bytes: u64,
    /// How the recordings were cut into shards.
    pub cut: Cut,
    /// The pipeline.
    pub pipeline: Spec,
    #[serde(skip)]
    pub(super) lists: Lists,
}

/// A part of the work.
#[derive(Debug, Clone, PartialEq)]
pub struct Shard {
    /// Its number.
    pub number: usize,
    /// Name of its folder.
    pub name: String,
    /// Its recordings in order of the results.
    pub entries: Vec<Entry>,
}

/// One recording: a file, or several files of one run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its files.
    pub files: Vec<Planned>,
    /// What is known of it.
    #[serde(default, skip_serializing_if = "Known::is_nothing")]
    pub known: Known,
    /// An earlier entry with the same bytes: it is not analysed twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
    /// Why it cannot even be named; it is a row of the results all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unusable: Option<String>,
}

/// A file to read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Planned {
    /// Where.
    pub path: PathBuf,
    /// Where the sensor sat, as the manifest says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placement: Option<String>,
    /// Its size, where it could be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Of an object, the version of it that is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

impl Entry {
    /// Name for messages and tables.
    pub fn name(&self) -> String {
        let one = |f: &Planned| match (&f.placement, self.files.len()) {
            (Some(place), 2..) => format!("{place}={}", f.path.display()),
            _ => f.path.display().to_string(),
        };
        self.files.iter().map(one).collect::<Vec<_>>().join(" + ")
    }

    /// Bytes to read.
    pub fn bytes(&self) -> u64 {
        self.files.iter().filter_map(|f| f.bytes).sum()
    }
}

impl Plan {
    /// The line of a shard in the list of shards.
    pub(super) fn line(&self, number: usize) -> Result<Line, BatchError> {
        if number >= self.shards {
            return Err(BatchError::Usage(format!(
                "there is no shard {number}; the plan has {} of them, from 0.",
                self.shards
            )));
        }
        let bytes = self.lists.of_shards((number as u64 + 1) * Line::BYTES, Line::BYTES);
        let bytes = bytes.map_err(BatchError::read(&self.lists.shards.name()))?;
        Line::parse(&bytes).filter(|l| l.number == number).ok_or_else(|| self.damaged())
    }

    /// The lines of all shards, in order.
    ///
    /// # Errors
    /// When the list cannot be read.
    pub(super) fn each_line(
        &self,
        each: &mut dyn FnMut(Line) -> Result<(), BatchError>,
    ) -> Result<(), BatchError> {
        let failed = BatchError::read(&self.lists.shards.name());
        let file = self.lists.shards.whole().and_then(std::fs::File::open).map_err(&failed)?;
        let mut lines = BufReader::with_capacity(1 << 18, file);
        let mut line = Vec::new();
        for number in 0..=self.shards {
            line.clear();
            let read = lines.read_until(b'\n', &mut line);
            read.map_err(&failed)?;
            if number > 0 {
                let parsed = Line::parse(&line).filter(|l| l.number + 1 == number);
                each(parsed.ok_or_else(|| self.damaged())?)?;
            }
        }
        Ok(())
    }

    /// A shard with its recordings.
    ///
    /// # Errors
    /// When there is none of this number, or the lists of the plan are damaged.
    pub fn shard(&self, number: usize) -> Result<Shard, BatchError> {
        let line = self.line(number)?;
        let bytes = self.lists.of_entries(line.begin, line.length);
        let bytes = bytes.map_err(BatchError::read(&self.lists.entries.name()))?;
        let entries: Vec<Entry> = bytes
            .split(|b| *b == b'\n')
            .filter(|l| !l.is_empty())
            .map(serde_json::from_slice)
            .collect::<Result<_, _>>()
            .map_err(|_| self.damaged())?;
        // The name is a hash of what it stands for: lists of two plans never mix.
        let name = name_of(&self.runform_version, &self.settings_hash, &entries);
        if name != line.name {
            return Err(self.damaged());
        }
        Ok(Shard { number, name, entries })
    }

    /// The shards with their recordings, one after the other.
    ///
    /// # Errors
    /// When the lists of the plan cannot be read.
    pub fn each_shard(&self, each: &mut dyn FnMut(Shard)) -> Result<(), BatchError> {
        for number in 0..self.shards {
            each(self.shard(number)?);
        }
        Ok(())
    }

    /// Files that are named and not there, and what they are.
    ///
    /// # Errors
    /// When the lists of the plan cannot be read.
    pub fn missing(&self) -> Result<Vec<(PathBuf, &'static str)>, BatchError> {
        let nothing = Staged::default();
        // What lies in a store is asked for when it is read.
        let there = |path: &Path| {
            path.as_os_str() == "-" || is_object(path) || nothing.locate(self, path).exists()
        };
        let mut out = Vec::new();
        self.each_shard(&mut |shard| {
            for entry in &shard.entries {
                let files = entry.files.iter().map(|f| (&f.path, "recording"));
                let watch = entry.known.watch.iter().map(|p| (p, "watch"));
                let events = entry.known.events.iter().map(|p| (p, "events"));
                let named = files.chain(watch).chain(events);
                out.extend(named.filter(|(p, _)| !there(p)).map(|(p, what)| (p.clone(), what)));
            }
        })?;
        Ok(out)
    }

    /// Bytes of the inputs of each shard.
    ///
    /// # Errors
    /// When the list of shards cannot be read.
    pub fn bytes_by_shard(&self) -> Result<Vec<u64>, BatchError> {
        let mut sizes = Vec::with_capacity(self.shards.min(1 << 24));
        self.each_line(&mut |line| {
            sizes.push(line.bytes);
            Ok(())
        })?;
        Ok(sizes)
    }

    /// Whether any of the files that were there when the plan was made is there, seen
    /// from here.
    ///
    /// # Errors
    /// When none is: their folder is not to be seen from this machine.
    pub fn in_reach(&self) -> Result<(), BatchError> {
        let mut first = None;
        for number in 0..self.shards {
            let shard = self.shard(number)?;
            let files = shard.entries.iter().flat_map(|e| &e.files);
            for file in files.filter(|f| f.bytes.is_some()) {
                let path = Staged::default().locate(self, &file.path);
                if is_object(&file.path) || path.exists() {
                    return Ok(());
                }
                first.get_or_insert(path);
            }
        }
        let Some(first) = first else { return Ok(()) };
        Err(BatchError::Later(format!(
            "none of the recordings of the plan is there: the first would be {}. Make the folder of the recordings visible under that name on this machine, or work from the folder in which the plan was made.",
            first.display()
        )))
    }

    /// Reads the plan of an output folder. Where the folder it was made in is not to be
    /// seen, its paths are relative to the current one.
    ///
    /// # Errors
    /// When there is none, or it is of another program.
    pub fn read(place: &Place) -> Result<Plan, BatchError> {
        let path = place.called(PLAN);
        let bytes = match place.read(PLAN) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                return Err(BatchError::Unfit(format!(
                    "{} holds no plan; make one with runform batch plan.",
                    place.name()
                )));
            }
            other => other.map_err(BatchError::read(&path))?,
        };
        let anew = |what: String| {
            BatchError::Unfit(format!(
                "{} {what}; make it anew with runform batch plan.",
                path.display()
            ))
        };
        let schema = serde_json::from_slice::<Schema>(&bytes)
            .map_err(|e| anew(format!("is damaged ({e})")))?
            .schema;
        if schema != SCHEMA {
            return Err(anew(format!("has the schema {schema:?}, expected {SCHEMA:?}")));
        }
        let mut plan: Plan =
            serde_json::from_slice(&bytes).map_err(|e| anew(format!("is damaged ({e})")))?;
        if !plan.base.is_dir() {
            plan.base = PathBuf::new();
        }
        plan.lists = Lists::of(place);
        Ok(plan)
    }

    fn damaged(&self) -> BatchError {
        BatchError::Unfit(format!(
            "{} and {} are not those of the plan (it was stopped while it was written, or they are damaged); make it anew with runform batch plan.",
            self.lists.shards.name().display(),
            self.lists.entries.name().display()
        ))
    }

    /// Whether the output folder holds no results of other settings.
    ///
    /// # Errors
    /// When it does; says which.
    pub fn fits(&self, place: &Place) -> Result<(), BatchError> {
        let Ok(before) = Plan::read(place) else { return Ok(()) };
        if before.settings_hash == self.settings_hash {
            return Ok(());
        }
        let differ = self.pipeline.differences(&before.pipeline);
        let more = differ.len().saturating_sub(NAMED);
        let named = differ.iter().take(NAMED).cloned().collect::<Vec<_>>().join("; ");
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        Err(BatchError::Unfit(format!(
            "{} holds the results of other settings ({named}{more}); give these another output folder (or remove that one).",
            place.name()
        )))
    }

    /// Puts the plan into its output folder.
    ///
    /// # Errors
    /// When a plan of other settings is there, or it cannot be written.
    pub fn write(self, place: &Place) -> Result<Plan, BatchError> {
        self.fits(place)?;
        // Not rounded: the settings must come back as they were.
        let text = serde_json::to_vec_pretty(&self).map_err(std::io::Error::from);
        let text = text.map_err(BatchError::write(&place.called(PLAN)))?;
        let lists = self.lists.publish(place)?;
        place.write(PLAN, &text)?;
        Ok(Plan { lists, ..self })
    }
}

/// What every version of a plan says of itself.
#[derive(Deserialize)]
struct Schema {
    schema: String,
}
