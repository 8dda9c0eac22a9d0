//! The words of a name: sides, parts of the body, the rest.

use crate::recording::{Placement, Side};

/// A part of the body that a sensor sits on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Part {
    Foot,
    Shank,
    Wrist,
    Plain(Placement),
}

/// Words of names → part of the body.
const PARTS: [(&str, Part); 63] = [
    ("foot", Part::Foot),
    ("feet", Part::Foot),
    ("shoe", Part::Foot),
    ("heel", Part::Foot),
    ("insole", Part::Foot),
    ("instep", Part::Foot),
    ("toe", Part::Foot),
    ("midfoot", Part::Foot),
    ("fuss", Part::Foot),
    ("fuß", Part::Foot),
    ("schuh", Part::Foot),
    ("shank", Part::Shank),
    ("tibia", Part::Shank),
    ("tibial", Part::Shank),
    ("shin", Part::Shank),
    ("calf", Part::Shank),
    ("ankle", Part::Shank),
    ("lowerleg", Part::Shank),
    ("unterschenkel", Part::Shank),
    ("schienbein", Part::Shank),
    ("knöchel", Part::Shank),
    ("sacrum", Part::Plain(Placement::Sacrum)),
    ("sacral", Part::Plain(Placement::Sacrum)),
    ("pelvis", Part::Plain(Placement::Sacrum)),
    ("pelvic", Part::Plain(Placement::Sacrum)),
    ("lumbar", Part::Plain(Placement::Sacrum)),
    ("lowback", Part::Plain(Placement::Sacrum)),
    ("lowerback", Part::Plain(Placement::Sacrum)),
    ("backpelvis", Part::Plain(Placement::Sacrum)),
    ("kreuzbein", Part::Plain(Placement::Sacrum)),
    ("becken", Part::Plain(Placement::Sacrum)),
    // Acceleration of the centre of mass: near the waist, and not on the sacrum, where
    // alone contact times have a level. Not "com" alone: names of sites end so.
    ("comacc", Part::Plain(Placement::Waist)),
    ("waist", Part::Plain(Placement::Waist)),
    ("hip", Part::Plain(Placement::Waist)),
    ("belt", Part::Plain(Placement::Waist)),
    ("hüfte", Part::Plain(Placement::Waist)),
    ("gürtel", Part::Plain(Placement::Waist)),
    ("chest", Part::Plain(Placement::Chest)),
    ("sternum", Part::Plain(Placement::Chest)),
    ("sternal", Part::Plain(Placement::Chest)),
    ("thorax", Part::Plain(Placement::Chest)),
    ("torso", Part::Plain(Placement::Chest)),
    ("upperback", Part::Plain(Placement::Chest)),
    ("brust", Part::Plain(Placement::Chest)),
    ("wrist", Part::Wrist),
    ("hand", Part::Wrist),
    ("forearm", Part::Wrist),
    ("lowerarm", Part::Wrist),
    ("watch", Part::Wrist),
    ("handgelenk", Part::Wrist),
    ("thigh", Part::Plain(Placement::Thigh)),
    ("upperleg", Part::Plain(Placement::Thigh)),
    ("femur", Part::Plain(Placement::Thigh)),
    ("oberschenkel", Part::Plain(Placement::Thigh)),
    ("upperarm", Part::Plain(Placement::UpperArm)),
    ("arm", Part::Plain(Placement::UpperArm)),
    ("humerus", Part::Plain(Placement::UpperArm)),
    ("oberarm", Part::Plain(Placement::UpperArm)),
    ("head", Part::Plain(Placement::Head)),
    ("forehead", Part::Plain(Placement::Head)),
    ("ear", Part::Plain(Placement::Head)),
    ("helmet", Part::Plain(Placement::Head)),
    ("kopf", Part::Plain(Placement::Head)),
];

/// Vertebrae by their letters and numbers, where the name is a sensor's: `L5`.
const VERTEBRAE: [&str; 6] = ["l3", "l4", "l5", "s1", "s2", "l5s1"];

/// Words of the foot that also say how a runner lands: another part of the body in the
/// same name is the place, and before one of [`LANDS`] they are none at all.
const LANDINGS: [&str; 3] = ["midfoot", "heel", "toe"];
const LANDS: [&str; 14] = [
    "strike", "strikes", "striker", "strikers", "striking", "landing", "lander", "contact", "off",
    "run", "runs", "runner", "running", "style",
];

/// Words that stand beside a placement in the name of a folder.
const BESIDE: [&str; 14] = [
    "imu",
    "sensor",
    "sensors",
    "acc",
    "accel",
    "accelerometer",
    "gyro",
    "gyr",
    "raw",
    "data",
    "side",
    "the",
    "on",
    "at",
];

/// A name taken apart.
pub(super) struct Name<'a> {
    text: &'a str,
    /// Words and digits, lower case.
    tokens: Vec<String>,
    /// A sensor's own name, in which a letter beside a part is its side and `L5` a vertebra.
    sensor: bool,
}

impl<'a> Name<'a> {
    /// The name that a sensor has, or a user's words for a place.
    pub(super) fn of_sensor(text: &'a str) -> Name<'a> {
        Name { text, tokens: tokens(text), sensor: true }
    }

    /// The name of a file or folder.
    pub(super) fn of_file(text: &'a str) -> Name<'a> {
        Name { text, tokens: tokens(text), sensor: false }
    }

    /// As it stands.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The side; both words where it names both.
    pub(super) fn side(&self) -> Result<Option<Side>, (String, String)> {
        let mut found: Option<(Side, &str)> = None;
        let joined = self.tokens.iter().filter_map(|t| {
            side(t).map(|s| (s, t.as_str())).or_else(|| split(t).map(|(s, _)| (s, t.as_str())))
        });
        for (side, word) in joined {
            match found {
                Some((before, first)) if before != side => {
                    return Err((first.to_string(), word.to_string()));
                }
                _ => found = Some((side, word)),
            }
        }
        let letter = || {
            let near = |i: usize| self.tokens.get(i).is_some_and(|t| part(t).is_some());
            self.tokens.iter().enumerate().find_map(|(i, t)| {
                let side = match t.as_str() {
                    "l" | "lt" => Side::Left,
                    "r" | "rt" => Side::Right,
                    _ => return None,
                };
                (near(i + 1) || i.checked_sub(1).is_some_and(near)).then_some(side)
            })
        };
        Ok(found.map(|f| f.0).or_else(|| if self.sensor { letter() } else { None }))
    }

    /// The part of the body; an error where it names two.
    pub(super) fn part(&self) -> Result<Option<Part>, ()> {
        let (mut found, mut landing): (Option<Part>, Option<Part>) = (None, None);
        let mut i = 0;
        while let Some(token) = self.tokens.get(i) {
            if LANDINGS.contains(&token.as_str()) {
                let lands = self.tokens.get(i + 1).is_some_and(|t| LANDS.contains(&t.as_str()));
                landing = if lands { landing } else { part(token) };
                i += 1;
                continue;
            }
            // "upper arm" is one part, and no "arm".
            let pair = self.tokens.get(i + 1).and_then(|next| part(&format!("{token}{next}")));
            i += if pair.is_some() { 2 } else { 1 };
            let vertebra = self.sensor && VERTEBRAE.contains(&token.as_str());
            let one = pair
                .or_else(|| part(token))
                .or_else(|| split(token).map(|(_, part)| part))
                .or(vertebra.then_some(Part::Plain(Placement::Sacrum)));
            match (found, one) {
                (Some(before), Some(one)) if before != one => return Err(()),
                (None, Some(one)) => found = Some(one),
                _ => {}
            }
        }
        Ok(found.or(landing))
    }

    /// Whether every word is of placements, so that a folder of this name speaks of
    /// what is in it.
    pub(super) fn is_statement(&self) -> bool {
        let spoken = |t: &str| side(t).is_some() || part(t).is_some() || split(t).is_some();
        let pairs = |t: &str| {
            self.tokens.windows(2).any(|w| (w[0] == t || w[1] == t) && part(&w.concat()).is_some())
        };
        let neutral = |t: &str| {
            t.chars().count() == 1 || t.chars().any(|c| c.is_ascii_digit()) || BESIDE.contains(&t)
        };
        // How somebody lands, alone, may be a condition: `midfoot/left.csv`.
        let lands = |t: &str| LANDINGS.contains(&t);
        self.tokens.iter().any(|t| (spoken(t) || pairs(t)) && !lands(t))
            && self.tokens.iter().all(|t| spoken(t) || pairs(t) || neutral(t))
    }
}

fn side(word: &str) -> Option<Side> {
    match word {
        "left" | "links" | "linker" | "linkes" | "gauche" | "izquierda" | "izquierdo"
        | "sinistra" | "sinistro" => Some(Side::Left),
        "right" | "rechts" | "rechter" | "rechtes" | "droite" | "droit" | "derecha" | "derecho"
        | "destra" | "destro" => Some(Side::Right),
        _ => None,
    }
}

fn part(word: &str) -> Option<Part> {
    PARTS.iter().find(|(w, _)| *w == word).map(|(_, p)| *p)
}

/// `leftfoot`, `rfoot`: one word for both.
fn split(word: &str) -> Option<(Side, Part)> {
    [("left", Side::Left), ("right", Side::Right), ("l", Side::Left), ("r", Side::Right)]
        .into_iter()
        .find_map(|(s, side)| Some((side, part(word.strip_prefix(s)?)?)))
        .filter(|_| part(word).is_none() && word != "rear")
}

/// Lower-case words: cut at punctuation and humps, digits kept.
fn tokens(name: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut previous_lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && previous_lower) {
            out.push(String::new());
        }
        previous_lower = c.is_lowercase();
        if c.is_alphanumeric()
            && let Some(word) = out.last_mut()
        {
            word.extend(c.to_lowercase());
        }
    }
    out.retain(|w| !w.is_empty());
    // A number at the end of a word is none of it (`foot2`); alone with a letter it is
    // a run's or a vertebra's (`R01`, `L5`).
    for word in &mut out {
        let head = word.trim_end_matches(|c: char| c.is_ascii_digit());
        if head.chars().count() > 1 && head.chars().all(char::is_alphabetic) {
            word.truncate(head.len());
        }
    }
    out
}

/// Lower-case words: cut at punctuation, digits and humps.
pub(crate) fn words(name: &str) -> Vec<String> {
    let spaced: String = name.chars().map(|c| if c.is_ascii_digit() { ' ' } else { c }).collect();
    tokens(&spaced)
}
