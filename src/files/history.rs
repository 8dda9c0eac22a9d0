//! The folder of a runner's own history: a file for each run.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::write;
use crate::analysis::history::{PastRun, SCHEMA};

/// Ending of the files of a history; others in the folder are left alone.
const ENDING: &str = ".history.json";
/// No run needs more, bytes.
const LARGEST: u64 = 4 << 20;

/// A folder of past runs.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

/// A run of the history, and the file that holds it.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Name of the file in the folder.
    pub file: String,
    /// What it holds.
    pub run: PastRun,
}

/// A file of the history that cannot be read.
#[derive(Debug)]
pub enum Damage {
    /// The system's words.
    Io(PathBuf, io::Error),
    /// It is larger than any run.
    Large(PathBuf),
    /// It is none of the history's files: the schema that stands in it.
    Schema(PathBuf, String),
    /// It is not whole.
    Broken(PathBuf, String),
}

impl Folder {
    /// A folder that may not be there yet.
    pub fn at(path: &Path) -> Folder {
        Folder { path: path.to_path_buf() }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// All runs, by the names of their files, which begin with the date.
    ///
    /// # Errors
    /// The first file that cannot be read.
    pub fn runs(&self) -> Result<Vec<Kept>, Damage> {
        let io = |e| Damage::Io(self.path.clone(), e);
        let mut names: Vec<String> = Vec::new();
        for entry in std::fs::read_dir(&self.path).map_err(io)? {
            let name = entry.map_err(io)?.file_name().to_string_lossy().into_owned();
            if name.ends_with(ENDING) && !write::is_draft(&name) {
                names.push(name);
            }
        }
        names.sort();
        let read = |file: String| {
            let run = read(&self.path.join(&file))?;
            Ok(Kept { file, run })
        };
        names.into_iter().map(read).collect()
    }

    /// Keeps a run; one that was kept before is replaced. The name of its file.
    ///
    /// # Errors
    /// Where the folder cannot be made or written to.
    pub fn keep(&self, run: &PastRun) -> io::Result<String> {
        std::fs::create_dir_all(&self.path)?;
        let file = name(run);
        let mut bytes = serde_json::to_vec_pretty(run)?;
        bytes.push(b'\n');
        write::own(self.path.join(&file), &bytes)?;
        Ok(file)
    }

    /// Takes a run out.
    ///
    /// # Errors
    /// Where its file cannot be removed.
    pub fn remove(&self, kept: &Kept) -> io::Result<()> {
        std::fs::remove_file(self.path.join(&kept.file))
    }
}

fn read(path: &Path) -> Result<PastRun, Damage> {
    let io = |e| Damage::Io(path.to_path_buf(), e);
    let mut bytes = Vec::new();
    File::open(path).map_err(io)?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Damage::Large(path.to_path_buf()));
    }
    let broken = |e: serde_json::Error| Damage::Broken(path.to_path_buf(), e.to_string());
    let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(broken)?;
    let schema = value.get("schema").and_then(|s| s.as_str()).unwrap_or("none");
    if schema != SCHEMA {
        return Err(Damage::Schema(path.to_path_buf(), schema.to_owned()));
    }
    serde_json::from_value(value).map_err(broken)
}

/// `2024-05-12T0703_ab12cd34ef56.history.json`: the same run has the same name.
fn name(run: &PastRun) -> String {
    let digits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let start = run.start_time.as_deref().unwrap_or_default();
    let day: String = start.chars().take(16).filter(|c| digits(*c)).collect();
    let day = if day.is_empty() { "undated".to_owned() } else { day };
    let hash: String = run.sha256.chars().filter(char::is_ascii_hexdigit).take(12).collect();
    let index = if run.index == 0 { String::new() } else { format!("-{}", run.index + 1) };
    format!("{day}_{hash}{index}{ENDING}")
}
