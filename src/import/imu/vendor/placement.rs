//! Words for places on the body.

use crate::recording::{Placement, Side};

/// Words that name a place with a side of its own, and what they mean on the
/// left, on the right, and where no side is said.
type Sided = (&'static [&'static str], [Placement; 3]);

use Placement::{
    Chest, Head, LeftFoot, LeftShank, LeftWrist, RightFoot, RightShank, RightWrist, Sacrum, Thigh,
    Unknown, UpperArm, Waist, Wrist,
};

/// The first row with a word in the text counts. A foot or shank without a
/// side stays unknown: which leg it was matters too much for a guess.
static WORDS: &[Sided] = &[
    (&["foot", "shoe", "toe", "heel", "lace", "instep"], [LeftFoot, RightFoot, Unknown]),
    (&["shank", "tibia", "ankle", "shin", "fibula", "calf"], [LeftShank, RightShank, Unknown]),
    (&["sacrum", "sacral", "pelvis", "lumbar", "lowerback", "lower back"], [Sacrum; 3]),
    (&["waist", "belt", "hip"], [Waist; 3]),
    (&["chest", "sternum", "thorax"], [Chest; 3]),
    (&["wrist", "forearm", "lower arm", "lowerarm"], [LeftWrist, RightWrist, Wrist]),
    (&["thigh", "pocket", "upperleg", "upper leg"], [Thigh; 3]),
    (&["upper arm", "upperarm", "armband", "biceps"], [UpperArm; 3]),
    (&["head", "forehead", "helmet"], [Head; 3]),
];

/// The place a text names: `Right Ankle`, `RIGHTPOCKET`, `left wrist`, `Lumbar`, `Lshank`.
pub(super) fn placement(text: &str) -> Placement {
    let text = text.to_lowercase();
    for (words, [left, right, plain]) in WORDS {
        let Some((word, at)) = words.iter().find_map(|w| Some((w, text.find(w)?))) else {
            continue;
        };
        return match side(&text, at, word.len()) {
            Some(Side::Left) => *left,
            Some(Side::Right) => *right,
            None => *plain,
        };
    }
    Placement::Unknown
}

/// The side said beside a word: spelled out, or as an `l` or `r` of its own or right before the word.
fn side(text: &str, at: usize, len: usize) -> Option<Side> {
    if text.contains("left") {
        return Some(Side::Left);
    }
    if text.contains("right") {
        return Some(Side::Right);
    }
    let alone = |part: &str| match part {
        "l" | "lt" => Some(Side::Left),
        "r" | "rt" => Some(Side::Right),
        _ => None,
    };
    let letters = |t: &str| -> Vec<String> {
        t.split(|c: char| !c.is_alphabetic()).map(str::to_string).collect()
    };
    let before = letters(text.get(..at).unwrap_or(""));
    let after = letters(text.get(at + len..).unwrap_or(""));
    before.iter().chain(&after).find_map(|part| alone(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_exporters() {
        for (text, expected) in [
            ("Right Ankle", RightShank),
            ("Left Foot", LeftFoot),
            ("Lumbar", Sacrum),
            ("Lshank", LeftShank),
            ("Tibia_R", RightShank),
            ("R tibia", RightShank),
            ("RIGHTPOCKET", Thigh),
            ("ANKLE", Unknown),
            ("WAIST", Waist),
            ("WRIST", Wrist),
            ("left wrist", LeftWrist),
            ("CHEST", Chest),
            ("TS-01902", Unknown),
            ("", Unknown),
            ("Static", Unknown),
        ] {
            assert_eq!(placement(text), expected, "{text}");
        }
    }
}
