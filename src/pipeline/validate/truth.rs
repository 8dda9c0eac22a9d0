//! Steps whose truth is known: files ending in `truth_steps.csv` beside their recordings.

use std::path::{Path, PathBuf};

use super::super::Problem;
use super::force::Plate;
use super::people::{Force, Who};
use crate::import::{ImportError, SensorProblem};
use crate::recording::Side;

/// Ending of a file of true steps.
pub const TRUTH_ENDING: &str = "truth_steps.csv";

/// One true step; what the file does not give is NaN.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrueStep {
    /// The foot, where the file names it.
    pub side: Option<Side>,
    /// Initial contact, s on the clock of the recording's file.
    pub initial_contact_s: f64,
    /// Toe-off, s on the same clock.
    pub toe_off_s: f64,
    /// Contact time, ms.
    pub contact_ms: f64,
    /// Vertical oscillation of the body, mm.
    pub oscillation_mm: f64,
}

/// Recordings with their file of true steps: `NAME_truth_steps.csv` goes with
/// every other CSV of its folder whose name begins with `NAME_`, a plain
/// `truth_steps.csv` with every CSV of its folder that no other claims.
///
/// # Errors
/// [`Problem`] when a folder cannot be read.
pub fn find(dir: &Path) -> Result<Vec<(PathBuf, PathBuf)>, Problem> {
    let mut pairs = Vec::new();
    let mut folders = vec![dir.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|e| Problem::from_io(&e))?;
        let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
        paths.sort();
        let name = |p: &Path| p.file_name().and_then(|n| n.to_str()).unwrap_or("").to_string();
        let truths: Vec<(String, PathBuf)> = paths
            .iter()
            .filter_map(|p| Some((name(p).strip_suffix(TRUTH_ENDING)?.to_string(), p.clone())))
            .collect();
        for path in &paths {
            if path.is_dir() {
                folders.push(path.clone());
                continue;
            }
            let own = name(path);
            let is_csv = own.to_lowercase().ends_with(".csv");
            if !is_csv || own.contains("truth") {
                continue;
            }
            // the longest prefix is the closest relation
            let truth = truths
                .iter()
                .filter(|(prefix, _)| own.starts_with(prefix.as_str()))
                .max_by_key(|(prefix, _)| prefix.len());
            pairs.extend(truth.map(|(_, t)| (path.clone(), t.clone())));
        }
    }
    pairs.sort();
    Ok(pairs)
}

/// The true steps in a file, in order of time, as raw vertical force above 50 N shows them.
///
/// # Errors
/// [`Problem`] when the file, or the force that should lie beside it, cannot be read or
/// lacks a column.
pub fn at_50_n(path: &Path, who: &Who) -> Result<Vec<TrueStep>, Problem> {
    let steps = read(path)?;
    if let Force::Raw | Force::LowPassed = who.force {
        let file = force_beside(path)?;
        let damaged = |why: String| Problem::FileUnreadable {
            said: format!("the force in {}: {why}", file.display()),
        };
        let plate = Plate::read(&file, who.mass_kg).map_err(damaged)?;
        return Ok(steps.iter().map(|s| plate.cut(s, who.force == Force::LowPassed)).collect());
    }
    let [later, earlier] = who.force.shifts_ms();
    let moved = |s: TrueStep| TrueStep {
        initial_contact_s: s.initial_contact_s + later / 1000.0,
        toe_off_s: s.toe_off_s - earlier / 1000.0,
        contact_ms: s.contact_ms - later - earlier,
        ..s
    };
    Ok(steps.into_iter().map(moved).collect())
}

/// `NAME_truth_grf*.csv` beside `NAME_truth_steps.csv`.
fn force_beside(truth: &Path) -> Result<PathBuf, Problem> {
    let name = truth.file_name().and_then(|n| n.to_str()).unwrap_or("");
    let begins = name.replace(TRUTH_ENDING, "truth_grf");
    let folder = truth.parent().unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(folder).map_err(|e| Problem::from_io(&e))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")))
        .filter(|p| p.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.starts_with(&begins)))
        .collect();
    files.sort();
    files.into_iter().next().ok_or_else(|| {
        Problem::FileUnreadable { said: format!(
            "the list of people says that the force lies beside {name}, but there is no {begins}*.csv; without it say how its steps were cut (raw_50n, raw_25n, low_passed_25n)"
        ) }
    })
}

/// The true steps in a file, in order of time.
///
/// # Errors
/// [`Problem`] when the file cannot be read or lacks a column.
fn read(path: &Path) -> Result<Vec<TrueStep>, Problem> {
    let bytes = std::fs::read(path).map_err(|e| Problem::from_io(&e))?;
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes.as_slice());
    let damaged = |what: Option<String>| {
        Problem::Import(ImportError::Sensor(SensorProblem::TruthUnreadable { what }))
    };
    let headers = reader.headers().map_err(|e| damaged(Some(e.to_string())))?.clone();
    let column = |names: &[&str]| headers.iter().position(|h| names.contains(&h));
    let at = column(&["initial_contact_s", "ic_s"]).ok_or_else(|| damaged(None))?;
    let off = column(&["toe_off_s", "to_s"]);
    let contact = column(&["contact_ms", "gct_ms"]);
    let oscillation = column(&["vertical_oscillation_mm", "com_vo_mm"]);
    let side = column(&["side", "foot"]);
    let mut steps = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| damaged(Some(e.to_string())))?;
        let number = |i: Option<usize>| -> f64 {
            i.and_then(|i| record.get(i)?.parse().ok()).unwrap_or(f64::NAN)
        };
        steps.push(TrueStep {
            side: side.and_then(|i| match record.get(i)?.to_lowercase().as_str() {
                "l" | "left" => Some(Side::Left),
                "r" | "right" => Some(Side::Right),
                _ => None,
            }),
            initial_contact_s: number(Some(at)),
            toe_off_s: number(off),
            contact_ms: number(contact),
            oscillation_mm: number(oscillation),
        });
    }
    steps.retain(|s| s.initial_contact_s.is_finite());
    steps.sort_by(|a, b| a.initial_contact_s.total_cmp(&b.initial_contact_s));
    Ok(steps)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn each_recording_finds_its_truth() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        std::fs::create_dir(root.join("b")).unwrap();
        for name in [
            "a_1_sacrum.csv",
            "a_1_truth_steps.csv",
            "a_1_truth_grf.csv",
            "other.csv",
            "notes.txt",
            "b/x.csv",
            "b/truth_steps.csv",
        ] {
            std::fs::write(root.join(name), "step,foot,ic_s,to_s\n0,R,1.5,1.7\n1,L,1.2,nan\n")
                .unwrap();
        }
        let found = find(root).unwrap();
        let short = |p: &PathBuf| p.strip_prefix(root).unwrap().display().to_string();
        let names: Vec<[String; 2]> = found.iter().map(|(a, b)| [short(a), short(b)]).collect();
        assert_eq!(
            names,
            [["a_1_sacrum.csv", "a_1_truth_steps.csv"], ["b/x.csv", "b/truth_steps.csv"]]
        );
        let steps = read(&found[0].1).unwrap();
        assert_eq!(steps[0].side, Some(Side::Left));
        assert_eq!((steps[1].initial_contact_s, steps[1].toe_off_s), (1.5, 1.7));
        assert!(steps[0].toe_off_s.is_nan() && steps[0].contact_ms.is_nan());
    }

    #[test]
    fn a_table_without_contacts_says_what_is_missing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("truth_steps.csv");
        std::fs::write(&path, "step,to_s\n0,1\n").unwrap();
        assert!(crate::words::english_of(&read(&path).unwrap_err()).contains("initial_contact_s"));
    }
}
