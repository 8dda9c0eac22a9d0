//! WISDM's sets of phones and watches: `33,Jogging,49105962326000,-0.69,12.68,0.50;`,
//! the rows of people in turn, without a header.

use super::super::builder::{GyroUnit, SensorBuilder, SensorSpec, TimeUnit};
use super::super::problem::SensorProblem;
use super::Maker;
use super::source::{Head, Lines, Row, Taken};
use super::table::About;
use crate::recording::{Mapping, Placement, Recording};
use crate::{Confidence, ImportError, ImportOptions};

pub(super) const LAYOUT: Maker = Maker { sniff, read };

const MAKER: &str = "WISDM";
const COLUMNS: [&str; 6] = ["user", "activity", "timestamp", "x", "y", "z"];
/// Rows that have to look right. Ours.
const LOOK: usize = 4;
/// More people than either set has.
const PEOPLE: usize = 128;

fn is_row(line: &str) -> bool {
    let cells: Vec<&str> =
        line.trim_end_matches([';', ',', ' ']).split(',').map(str::trim).collect();
    let whole = |c: &str| !c.is_empty() && c.bytes().all(|b| b.is_ascii_digit());
    let [user, activity, stamp, axes @ ..] = cells.as_slice() else { return false };
    whole(user)
        && whole(stamp)
        && stamp.len() >= 9
        && activity.chars().all(char::is_alphabetic)
        && !activity.is_empty()
        && axes.len() == 3
        && axes.iter().all(|a| a.parse::<f64>().is_ok())
}

fn sniff(head: &Head) -> Confidence {
    let lines: Vec<&str> = head.lines().take(LOOK).collect();
    if lines.len() == LOOK && lines.iter().all(|l| is_row(l)) {
        Confidence::Certain
    } else {
        Confidence::No
    }
}

fn spec(options: &ImportOptions) -> (SensorSpec, bool) {
    let name = options.file_name.as_deref().unwrap_or_default().to_lowercase();
    let turns = name.contains("gyro");
    let placement = if name.contains("watch") { Placement::Wrist } else { Placement::Thigh };
    let mut spec = SensorSpec::new("", placement);
    spec.time = TimeUnit::Nanos;
    spec.gyro_unit = GyroUnit::RadPerS;
    spec.has_gyro = turns;
    (spec, turns)
}

/// The number of each person and their rows.
type People = Vec<(i64, SensorBuilder)>;

fn read(lines: Lines<'_>, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let (spec, turns) = spec(options);
    let mut people: People = Vec::new();
    let mut notes = Vec::new();
    lines.rows(b',').each(MAKER, &mut notes, |row| take(row, &spec, turns, &mut people))?;
    let (mut found, mut failed) = (Vec::new(), None);
    let many = people.len() > 1;
    for (person, builder) in people {
        let mut about = About::new("imu:wisdm", MAKER);
        about.device = Some(MAKER.into());
        about.notes = notes.clone();
        about.mappings = COLUMNS
            .iter()
            .map(|c| Mapping {
                column: (*c).into(),
                quantity: None,
                unit: String::new(),
                remark: None,
            })
            .collect();
        match about.finish(vec![(String::new(), builder)], options) {
            Ok(mut recordings) => {
                for recording in &mut recordings {
                    recording.title = many.then(|| person.to_string());
                }
                found.append(&mut recordings);
            }
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    match failed {
        Some(error) if found.is_empty() => Err(error),
        None if found.is_empty() => Err(SensorProblem::NoRows.into()),
        _ => Ok(found),
    }
}

fn take(row: Row<'_>, spec: &SensorSpec, turns: bool, people: &mut People) -> Option<Taken> {
    let (person, stamp) = (row.number(0)?, row.number(2)?);
    let values = row.triple([Some(3), Some(4), Some(5)])?;
    // A stamp of 0 is how the logger writes a lost one.
    if !person.is_finite() || stamp.is_nan() || stamp == 0.0 {
        return None;
    }
    let person = person as i64;
    let at = people.iter().position(|(p, _)| *p == person);
    let at = match at {
        Some(at) => at,
        None if people.len() < PEOPLE => {
            people.push((person, SensorBuilder::new(spec.clone())));
            people.len() - 1
        }
        None => return None,
    };
    let (acc, gyro) = if turns { ([f64::NAN; 3], values) } else { (values, [f64::NAN; 3]) };
    people.get_mut(at)?.1.push(stamp, acc, gyro);
    Some(Taken::Yes)
}
