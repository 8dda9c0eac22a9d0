//! Where a sensor sat, from the words of names.

use super::super::ImportOptions;
use crate::recording::{Note, Placement, SensorNote, Side};

/// A placement with both sides, or one without.
#[derive(Clone, Copy)]
enum Part {
    Sided(Placement, Placement),
    Wrist,
    Plain(Placement),
}

/// Words of names → part of the body.
const WORDS: [(&str, Part); 37] = [
    ("foot", Part::Sided(Placement::LeftFoot, Placement::RightFoot)),
    ("feet", Part::Sided(Placement::LeftFoot, Placement::RightFoot)),
    ("shoe", Part::Sided(Placement::LeftFoot, Placement::RightFoot)),
    ("heel", Part::Sided(Placement::LeftFoot, Placement::RightFoot)),
    ("insole", Part::Sided(Placement::LeftFoot, Placement::RightFoot)),
    ("shank", Part::Sided(Placement::LeftShank, Placement::RightShank)),
    ("tibia", Part::Sided(Placement::LeftShank, Placement::RightShank)),
    ("tibial", Part::Sided(Placement::LeftShank, Placement::RightShank)),
    ("shin", Part::Sided(Placement::LeftShank, Placement::RightShank)),
    ("calf", Part::Sided(Placement::LeftShank, Placement::RightShank)),
    ("ankle", Part::Sided(Placement::LeftShank, Placement::RightShank)),
    ("lowerleg", Part::Sided(Placement::LeftShank, Placement::RightShank)),
    ("sacrum", Part::Plain(Placement::Sacrum)),
    ("sacral", Part::Plain(Placement::Sacrum)),
    ("pelvis", Part::Plain(Placement::Sacrum)),
    ("lumbar", Part::Plain(Placement::Sacrum)),
    ("lowback", Part::Plain(Placement::Sacrum)),
    ("lowerback", Part::Plain(Placement::Sacrum)),
    // Acceleration of the centre of mass: near the waist, and not on the sacrum, where
    // alone contact times have a level. Not "com" alone: names of sites end so.
    ("comacc", Part::Plain(Placement::Waist)),
    ("waist", Part::Plain(Placement::Waist)),
    ("hip", Part::Plain(Placement::Waist)),
    ("belt", Part::Plain(Placement::Waist)),
    ("chest", Part::Plain(Placement::Chest)),
    ("sternum", Part::Plain(Placement::Chest)),
    ("thorax", Part::Plain(Placement::Chest)),
    ("torso", Part::Plain(Placement::Chest)),
    ("wrist", Part::Wrist),
    ("hand", Part::Wrist),
    ("forearm", Part::Wrist),
    ("watch", Part::Wrist),
    ("thigh", Part::Plain(Placement::Thigh)),
    ("upperleg", Part::Plain(Placement::Thigh)),
    ("upperarm", Part::Plain(Placement::UpperArm)),
    ("arm", Part::Plain(Placement::UpperArm)),
    ("head", Part::Plain(Placement::Head)),
    ("ear", Part::Plain(Placement::Head)),
    ("helmet", Part::Plain(Placement::Head)),
];

/// The placement that the words of a name tell; `None` where they tell none,
/// two that differ, or a foot or shank without its side.
pub(crate) fn guess(name: &str) -> Option<Placement> {
    let words = words(name);
    let side = words.iter().find_map(|w| side(w));
    let mut found: Option<Placement> = None;
    let pairs: Vec<String> = words.windows(2).map(|w| w.concat()).collect();
    for word in words.iter().chain(&pairs) {
        let (own, rest) = match word.split_at_checked(1) {
            Some(("l", rest)) => (Some(Side::Left), rest),
            Some(("r", rest)) => (Some(Side::Right), rest),
            _ => (None, ""),
        };
        let whole = WORDS.iter().find(|(w, _)| w == word).map(|(_, p)| (*p, side));
        let part = whole.or_else(|| WORDS.iter().find(|(w, _)| *w == rest).map(|(_, p)| (*p, own)));
        let placement = match part {
            Some((Part::Sided(left, _), Some(Side::Left))) => left,
            Some((Part::Sided(_, right), Some(Side::Right))) => right,
            Some((Part::Sided(..), None)) => return None,
            Some((Part::Wrist, Some(Side::Left))) => Placement::LeftWrist,
            Some((Part::Wrist, Some(Side::Right))) => Placement::RightWrist,
            Some((Part::Wrist, None)) => Placement::Wrist,
            Some((Part::Plain(placement), _)) => placement,
            None => continue,
        };
        if found.is_some_and(|f| f != placement) {
            return None;
        }
        found = Some(placement);
    }
    found
}

fn side(word: &str) -> Option<Side> {
    match word {
        "left" | "l" | "lt" | "links" => Some(Side::Left),
        "right" | "r" | "rt" | "rechts" => Some(Side::Right),
        _ => None,
    }
}

/// Lower-case words: cut at punctuation, digits and humps.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut previous_lower = false;
    for c in name.chars() {
        if !c.is_alphabetic() || (c.is_uppercase() && previous_lower) {
            out.push(String::new());
        }
        previous_lower = c.is_lowercase();
        if c.is_alphabetic()
            && let Some(word) = out.last_mut()
        {
            word.extend(c.to_lowercase());
        }
    }
    out.retain(|w| !w.is_empty());
    out
}

/// The placement of a sensor by what the user says, the file says, the name of
/// the file says, in this order.
pub(super) fn settle(
    name: &str,
    stated: Placement,
    options: &ImportOptions,
    notes: &mut Vec<Note>,
) -> Placement {
    let named = options.sensor_placements.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
    let placement = if let Some((_, placement)) = named {
        *placement
    } else if let Some(placement) =
        options.placement.filter(|_| stated == Placement::Unknown || name.is_empty())
    {
        let by_name = options.file_name.as_deref().and_then(guess);
        if let Some(by_name) = by_name.filter(|p| p.region() != placement.region()) {
            notes.push(Note::warn(SensorNote::PlacementAgainstName { named: by_name, placement }));
        }
        placement
    } else if stated != Placement::Unknown {
        stated
    } else if let Some(placement) = guess(name) {
        placement
    } else if let Some(placement) = options.file_name.as_deref().and_then(guess) {
        notes.push(Note::of(SensorNote::PlacementFromFileName { placement }));
        placement
    } else {
        stated
    };
    if options.flip_sides { other_side(placement) } else { placement }
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
mod tests {
    use super::*;

    #[test]
    fn names_of_sensors_and_files() {
        for (name, placement) in [
            ("left_foot", Placement::LeftFoot),
            ("LeftShank", Placement::LeftShank),
            ("Right Ankle", Placement::RightShank),
            ("imu_rfoot_03", Placement::RightFoot),
            ("trial_00_sacrum_acc.csv", Placement::Sacrum),
            ("virtual_imu_right_shank_100hz.csv", Placement::RightShank),
            ("Lower Back", Placement::Sacrum),
            ("wrist", Placement::Wrist),
            ("LEFT WRIST", Placement::LeftWrist),
            ("hip-raw.csv", Placement::Waist),
            ("com_acc_from_grf.csv", Placement::Waist),
        ] {
            assert_eq!(guess(name), Some(placement), "{name}");
        }
        // No side, two places, no word of the body.
        for name in [
            "example.com-run.csv",
            "foot.csv",
            "left_foot_and_chest",
            "run_2024_05_01.csv",
            "learning",
            "",
        ] {
            assert_eq!(guess(name), None, "{name}");
        }
    }
}
