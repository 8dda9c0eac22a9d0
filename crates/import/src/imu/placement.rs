//! Where a sensor sat, from the words of names.
//!
//! Explicit words decide (`left`, `ankle`); a letter never does, for `R01` is a run
//! and `L` may be a person's initial. The name of the sensor is asked first, then
//! that of the file, then those of the folders, the nearest first; a folder only
//! where all its words are of placements, so that `stiff-arm` is none.

use super::problem::SensorProblem;
use crate::ImportOptions;
use crate::recording::{Note, Placement, SensorNote, Side};

mod words;

pub(crate) use words::words;
use words::{Name, Part};

/// What the words of a name tell.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Told {
    placement: Placement,
    /// The side of a placement that has none of its own (`left hip`).
    off_middle: Option<Side>,
}

impl Told {
    fn of(part: Part, side: Option<Side>) -> Option<Told> {
        let placement = match (part, side) {
            (Part::Foot, Some(Side::Left)) => Placement::LeftFoot,
            (Part::Foot, Some(Side::Right)) => Placement::RightFoot,
            (Part::Shank, Some(Side::Left)) => Placement::LeftShank,
            (Part::Shank, Some(Side::Right)) => Placement::RightShank,
            (Part::Wrist, Some(Side::Left)) => Placement::LeftWrist,
            (Part::Wrist, Some(Side::Right)) => Placement::RightWrist,
            (Part::Wrist, None) => Placement::Wrist,
            (Part::Foot | Part::Shank, None) => return None,
            (Part::Plain(placement), _) => placement,
        };
        let middle = matches!(placement, Placement::Sacrum | Placement::Waist | Placement::Chest);
        Some(Told { placement, off_middle: side.filter(|_| middle) })
    }
}

/// Why words name no placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unplaced {
    /// No word of a place is known in them.
    Unknown,
    /// A foot or a shank needs its side.
    NoSide,
    /// They name two places, or both sides.
    Two,
}

/// The placement that a user's words name: an id (`left_shank`), or what people say
/// (`left ankle`, `lumbar`, `L5`, `hip`, `sternum`).
///
/// # Errors
/// [`Unplaced`] where they name none.
pub fn placement_of(text: &str) -> Result<Placement, Unplaced> {
    let id = text.trim().to_lowercase().replace([' ', '-'], "_");
    if let Some(placement) = Placement::from_id(&id) {
        return Ok(placement);
    }
    let name = Name::of_sensor(text);
    match (name.part(), name.side()) {
        (Err(_), _) | (_, Err(_)) => Err(Unplaced::Two),
        (Ok(None), _) => Err(Unplaced::Unknown),
        (Ok(Some(part)), Ok(side)) => {
            Told::of(part, side).map(|t| t.placement).ok_or(Unplaced::NoSide)
        }
    }
}

/// The placement that the name of a sensor tells; `None` where it tells none, two
/// that differ, or a foot or shank without its side.
pub(crate) fn guess(name: &str) -> Option<Placement> {
    told_by(name).map(|t| t.placement)
}

fn told_by(name: &str) -> Option<Told> {
    let name = Name::of_sensor(name);
    Told::of(name.part().ok()??, name.side().ok()?)
}

/// What the path of a file tells.
fn by_path(path: &str) -> Result<Option<Told>, SensorProblem> {
    let mut parts = path.rsplit(['/', '\\', '!']).filter(|p| !p.is_empty());
    let own = parts.next().unwrap_or_default();
    let own = Name::of_file(own.rsplit_once('.').map_or(own, |(stem, _)| stem));
    let conflict = |first: &str, second: &str| SensorProblem::SidesConflict {
        first: first.into(),
        second: second.into(),
    };
    let mut side = match (own.side(), own.part()) {
        (Ok(side), _) => side,
        // Both sides in the name of a table of several sensors tell nothing.
        (Err(_), Err(_) | Ok(None)) => None,
        (Err((first, second)), Ok(Some(_))) => return Err(conflict(&first, &second)),
    };
    let Ok(mut part) = own.part() else { return Ok(None) };
    for folder in parts {
        let name = Name::of_file(folder);
        if !name.is_statement() {
            continue;
        }
        let Ok(theirs) = name.side() else { continue };
        if let (Some(ours), Some(theirs)) = (side, theirs)
            && ours != theirs
            && part.is_some()
        {
            return Err(conflict(own.text(), folder));
        }
        side = side.or(theirs);
        part = part.or(name.part().ok().flatten());
    }
    Ok(part.and_then(|part| Told::of(part, side)))
}

/// The placement of a sensor by what the user says, the file says, the name of
/// the file says, in this order.
///
/// # Errors
/// [`SensorProblem::SidesConflict`] where names say both sides and nobody decides.
pub(super) fn settle(
    name: &str,
    stated: Placement,
    options: &ImportOptions,
    notes: &mut Vec<Note>,
) -> Result<Placement, SensorProblem> {
    let named = options.sensor_placements.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
    let by_file = || by_path(options.file_name.as_deref().unwrap_or_default());
    let mut off_middle = None;
    let placement = if let Some((_, placement)) = named {
        *placement
    } else if let Some(placement) =
        options.placement.filter(|_| stated == Placement::Unknown || name.is_empty())
    {
        let by_file = by_file().ok().flatten();
        off_middle = by_file.filter(|t| t.placement == placement).and_then(|t| t.off_middle);
        if let Some(told) = by_file.filter(|t| contradict(t.placement, placement)) {
            let named = told.placement;
            notes.push(Note::warn(SensorNote::PlacementAgainstName { named, placement }));
        }
        placement
    } else if stated != Placement::Unknown {
        stated
    } else if let Some(told) = told_by(name) {
        off_middle = told.off_middle;
        told.placement
    } else if let Some(told) = by_file()? {
        off_middle = told.off_middle;
        let placement = told.placement;
        notes.push(Note::of(SensorNote::PlacementFromFileName { placement }));
        placement
    } else {
        stated
    };
    if let Some(side) = off_middle {
        notes.push(Note::warn(SensorNote::OffMiddle { placement, side }));
    }
    Ok(if options.flip_sides { other_side(placement) } else { placement })
}

/// Another region of the body, or the other side of it.
fn contradict(a: Placement, b: Placement) -> bool {
    let sides = a.side().zip(b.side());
    a.region() != b.region() || sides.is_some_and(|(a, b)| a != b)
}

fn other_side(placement: Placement) -> Placement {
    match placement {
        Placement::LeftFoot => Placement::RightFoot,
        Placement::RightFoot => Placement::LeftFoot,
        Placement::LeftShank => Placement::RightShank,
        Placement::RightShank => Placement::LeftShank,
        Placement::LeftWrist => Placement::RightWrist,
        Placement::RightWrist => Placement::LeftWrist,
        other => other,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sensors() {
        for (name, placement) in [
            ("left_foot", Placement::LeftFoot),
            ("LeftShank", Placement::LeftShank),
            ("Right Ankle", Placement::RightShank),
            ("leftfoot", Placement::LeftFoot),
            ("rfoot", Placement::RightFoot),
            ("L foot", Placement::LeftFoot),
            ("Shank R", Placement::RightShank),
            ("L5", Placement::Sacrum),
            ("Lower Back", Placement::Sacrum),
            ("wrist", Placement::Wrist),
            ("LEFT WRIST", Placement::LeftWrist),
            ("left hip", Placement::Waist),
        ] {
            assert_eq!(guess(name), Some(placement), "{name}");
        }
        for name in ["foot", "left_foot_and_chest", "learning", "", "left right foot"] {
            assert_eq!(guess(name), None, "{name}");
        }
    }

    #[test]
    fn paths_of_files() {
        let place = |path: &str| by_path(path).unwrap().map(|t| t.placement);
        for (path, placement) in [
            ("imu_rfoot_03.csv", Placement::RightFoot),
            ("trial_00_sacrum_acc.csv", Placement::Sacrum),
            ("virtual_imu_right_shank_100hz.csv", Placement::RightShank),
            ("hip-raw.csv", Placement::Waist),
            ("com_acc_from_grf.csv", Placement::Waist),
            ("R01/left_foot.csv", Placement::LeftFoot),
            ("R02_left_foot.csv", Placement::LeftFoot),
            ("L01/run.zip!right_foot.csv", Placement::RightFoot),
            ("S3/R/left_shank.csv", Placement::LeftShank),
            ("left/foot.csv", Placement::LeftFoot),
            ("right_shank/acc_2.csv", Placement::RightShank),
            ("right_handed_runners/left_foot.csv", Placement::LeftFoot),
            ("stiff-arm/left_foot.csv", Placement::LeftFoot),
            ("C:\\data\\R01\\links_fuss.csv", Placement::LeftFoot),
            ("midfoot_sacrum_03.csv", Placement::Sacrum),
            ("sacrum-heel-strike.csv", Placement::Sacrum),
            ("toe_runner_left_shank.csv", Placement::LeftShank),
            ("left_heel.csv", Placement::LeftFoot),
            ("left_heel/acc.csv", Placement::LeftFoot),
        ] {
            assert_eq!(place(path), Some(placement), "{path}");
        }
        for path in [
            "example.com-run.csv",
            "foot.csv",
            "R_foot.csv",
            "R01/foot.csv",
            "left_foot_and_chest.csv",
            "run_2024_05_01.csv",
            "stiff-arm/run.csv",
            "left_right.csv",
            // How somebody lands is no place of a sensor.
            "midfoot_strike_left.csv",
            "normal-midfoot.csv",
            "midfoot/left.csv",
            "rearfoot_left.csv",
            "forefoot_left.csv",
            "barefoot_left.csv",
            "alarm_left.csv",
            "",
        ] {
            assert_eq!(place(path), None, "{path}");
        }
        for (path, first, second) in [
            ("right/left_foot.csv", "left_foot", "right"),
            ("right_shank/left_foot.csv", "left_foot", "right_shank"),
            ("left_foot_right.csv", "left", "right"),
        ] {
            let expected =
                SensorProblem::SidesConflict { first: first.into(), second: second.into() };
            assert_eq!(by_path(path), Err(expected), "{path}");
        }
    }

    #[test]
    fn words_that_people_use() {
        for (text, placement) in [
            ("left_shank", Placement::LeftShank),
            ("left ankle", Placement::LeftShank),
            ("Right Tibia", Placement::RightShank),
            ("left-shin", Placement::LeftShank),
            ("lumbar", Placement::Sacrum),
            ("lower back", Placement::Sacrum),
            ("lower_back", Placement::Sacrum),
            ("L5", Placement::Sacrum),
            ("pelvis", Placement::Sacrum),
            ("hip", Placement::Waist),
            ("right hip", Placement::Waist),
            ("sternum", Placement::Chest),
            ("left_thigh", Placement::Thigh),
            ("right shoe", Placement::RightFoot),
        ] {
            assert_eq!(placement_of(text), Ok(placement), "{text}");
        }
        assert_eq!(placement_of("ankle"), Err(Unplaced::NoSide));
        assert_eq!(placement_of("left right foot"), Err(Unplaced::Two));
        assert_eq!(placement_of("moon"), Err(Unplaced::Unknown));
    }
}
