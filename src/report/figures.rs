//! Line drawings of the exercises: stick figures made of a few angles in
//! `data/strength/figures.toml`, where the way to read them stands too.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use serde::Deserialize;

const DATA: &str = include_str!("../../data/strength/figures.toml");

const TRUNK: f64 = 50.0;
const NECK_AND_HEAD: f64 = 17.0;
const HEAD: f64 = 9.0;
const UPPER_ARM: f64 = 26.0;
const LOWER_ARM: f64 = 24.0;
const THIGH: f64 = 40.0;
const SHANK: f64 = 40.0;
const FOOT: f64 = 15.0;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    pose: BTreeMap<String, Pose>,
    figure: BTreeMap<String, Figure>,
}

/// Angles of the segments; what is missing stands in the pose before.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pose {
    view: Option<View>,
    trunk: Option<f64>,
    head: Option<f64>,
    n_arm: Option<[f64; 2]>,
    f_arm: Option<[f64; 2]>,
    n_leg: Option<[f64; 3]>,
    f_leg: Option<[f64; 3]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum View {
    Front,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Figure {
    from: String,
    #[serde(default)]
    start: Pose,
    end: Option<Pose>,
    fix: Option<String>,
    #[serde(default)]
    lift: f64,
    #[serde(default)]
    lift_start: f64,
    mark: Option<Mark>,
    #[serde(default)]
    things: Vec<Thing>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Mark {
    Walk,
    Slow,
    ShutEyes,
    Again,
    Spring,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Thing {
    kind: Kind,
    #[serde(default)]
    joint: String,
    #[serde(default)]
    other: String,
    #[serde(default)]
    x: f64,
    #[serde(default)]
    y: f64,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Wall,
    WallBehind,
    Box,
    BoxBehind,
    Stair,
    Bench,
    Chair,
    Seat,
    Plate,
    Weight,
    Barbell,
    Ball,
    Cushion,
    Slider,
    Band,
    Anchor,
    Strap,
    Cross,
    Clock,
    Hill,
    Foot,
}

type Point = [f64; 2];
/// Joints by name; up is positive.
type Body = BTreeMap<&'static str, Point>;

impl Pose {
    fn over(&self, base: &Pose) -> Pose {
        Pose {
            view: self.view.or(base.view),
            trunk: self.trunk.or(base.trunk),
            head: self.head.or(base.head),
            n_arm: self.n_arm.or(base.n_arm),
            f_arm: self.f_arm.or(base.f_arm),
            n_leg: self.n_leg.or(base.n_leg),
            f_leg: self.f_leg.or(base.f_leg),
        }
    }

    fn body(&self) -> Body {
        let front = self.view == Some(View::Front);
        let along = |[x, y]: Point, degrees: f64, length: f64| {
            let angle = degrees.to_radians();
            [x + length * angle.cos(), y + length * angle.sin()]
        };
        let shoulder = along([0.0, 0.0], self.trunk.unwrap_or(90.0), TRUNK);
        let head = along(shoulder, self.head.unwrap_or(90.0), NECK_AND_HEAD);
        let mut body = Body::from([("pelvis", [0.0, 0.0]), ("shoulder", shoulder), ("head", head)]);
        let sides = [
            (["n_sh", "n_elbow", "n_hand"], ["n_hip", "n_knee", "n_foot", "n_toe"], 1.0),
            (["f_sh", "f_elbow", "f_hand"], ["f_hip", "f_knee", "f_foot", "f_toe"], -1.0),
        ];
        for (arm, leg, side) in sides {
            let near = side > 0.0;
            let apart = |wide: f64| if front { side * wide } else { 0.0 };
            let [upper, lower] = if near { self.n_arm } else { self.f_arm }.unwrap_or([-90.0; 2]);
            let base = [shoulder[0] + apart(12.0), shoulder[1]];
            let elbow = along(base, upper, UPPER_ARM);
            let hand = along(elbow, lower, LOWER_ARM);
            body.extend(arm.into_iter().zip([base, elbow, hand]));
            let angles = if near { self.n_leg } else { self.f_leg };
            let [thigh, shank, foot] = angles.unwrap_or([-90.0, -90.0, 0.0]);
            let hip = [apart(8.0), 0.0];
            let knee = along(hip, thigh, THIGH);
            let ankle = along(knee, shank, SHANK);
            let toe = along(ankle, foot, if front { 9.0 } else { FOOT });
            body.extend(leg.into_iter().zip([hip, knee, ankle, toe]));
        }
        body
    }
}

fn lowest(body: &Body) -> f64 {
    let joints = body.iter().map(|(name, p)| if *name == "head" { p[1] - HEAD } else { p[1] });
    joints.fold(f64::INFINITY, f64::min)
}

fn moved(body: Body, dx: f64, dy: f64) -> Body {
    body.into_iter().map(|(name, [x, y])| (name, [x + dx, y + dy])).collect()
}

fn at(body: &Body, joint: &str) -> Point {
    let joint = match joint {
        "n_ankle" => "n_foot",
        "f_ankle" => "f_foot",
        other => other,
    };
    body.get(joint).copied().unwrap_or_default()
}

impl Figure {
    /// Start and end, standing on the ground.
    fn bodies(&self, poses: &BTreeMap<String, Pose>) -> Option<(Body, Option<Body>)> {
        let first = self.start.over(poses.get(&self.from)?);
        let start = first.body();
        let start = moved(start.clone(), 0.0, self.lift_start - lowest(&start));
        let Some(end) = &self.end else { return Some((start, None)) };
        let end = end.over(&first).body();
        let end = match &self.fix {
            Some(joint) => {
                let (from, to) = (at(&end, joint), at(&start, joint));
                moved(end, to[0] - from[0], to[1] - from[1])
            }
            None => {
                let down = self.lift - lowest(&end);
                moved(end, 0.0, down)
            }
        };
        Some((start, Some(end)))
    }
}

fn data() -> Option<&'static Wire> {
    static READ: OnceLock<Option<Wire>> = OnceLock::new();
    // A test reads the data; a mistake in them would leave the drawings out.
    READ.get_or_init(|| toml::from_str(DATA).ok()).as_ref()
}

/// The drawing of an exercise: where it starts in pale lines, where it ends in dark
/// ones, and what is used. It takes its colours from the page: `figure-ink`,
/// `figure-far`, `figure-ghost`, `figure-thing` and `figure-band`.
pub fn figure(exercise: &str, title: &str) -> Option<String> {
    let wire = data()?;
    let figure = wire.figure.get(exercise)?;
    let (start, end) = figure.bodies(&wire.pose)?;
    let all = start.values().chain(end.iter().flat_map(Body::values));
    let (mut left, mut right, mut top, mut low) = (f64::MAX, f64::MIN, 150.0_f64, 0.0_f64);
    for [x, y] in all {
        (left, right) = (left.min(*x), right.max(*x));
        (top, low) = (top.max(y + 14.0), low.min(y - 6.0));
    }
    let middle = f64::midpoint(left, right);
    let mut out = String::new();
    let height = top - low + 12.0;
    // Writing to a String does not fail.
    let _ = write!(
        out,
        "<svg class=\"figure\" role=\"img\" viewBox=\"{:.0} {:.0} 230 {height:.0}\"><title>{}</title>",
        middle - 115.0,
        -top,
        escaped(title)
    );
    line(&mut out, "figure-floor", [middle - 108.0, 0.0], [middle + 108.0, 0.0]);
    figure.things.iter().for_each(|t| thing(&mut out, t, &start, end.as_ref()));
    match &end {
        Some(end) => {
            person(&mut out, &start, true);
            person(&mut out, end, false);
        }
        None => person(&mut out, &start, false),
    }
    if let Some(sign) = figure.mark {
        mark(&mut out, sign, [middle, top], at(&start, "head"));
    }
    out.push_str("</svg>");
    Some(out)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn person(out: &mut String, body: &Body, ghost: bool) {
    let (near, far) =
        if ghost { ("figure-ghost", "figure-ghost") } else { ("figure-ink", "figure-far") };
    bones(out, far, 6, body, &["f_sh", "f_elbow", "f_hand"]);
    bones(out, far, 6, body, &["f_hip", "f_knee", "f_foot", "f_toe"]);
    bones(out, near, 9, body, &["pelvis", "shoulder"]);
    bones(out, near, 6, body, &["n_hip", "n_knee", "n_foot", "n_toe"]);
    bones(out, near, 6, body, &["n_sh", "n_elbow", "n_hand"]);
    let [x, y] = at(body, "head");
    let _ = write!(
        out,
        "<circle class=\"{near}\" cx=\"{x:.1}\" cy=\"{:.1}\" r=\"{HEAD}\" stroke-width=\"4\"/>",
        -y
    );
}

fn bones(out: &mut String, class: &str, wide: u8, body: &Body, joints: &[&str]) {
    let points: Vec<String> =
        joints.iter().map(|j| at(body, j)).map(|[x, y]| format!("{x:.1},{:.1}", -y)).collect();
    let _ = write!(
        out,
        "<polyline class=\"{class}\" stroke-width=\"{wide}\" points=\"{}\"/>",
        points.join(" ")
    );
}

fn line(out: &mut String, class: &str, [x1, y1]: Point, [x2, y2]: Point) {
    let _ = write!(
        out,
        "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{:.1}\" x2=\"{x2:.1}\" y2=\"{:.1}\"/>",
        -y1, -y2
    );
}

fn slab(out: &mut String, [x, y]: Point, [wide, high]: Point) {
    let _ = write!(
        out,
        "<rect class=\"figure-thing\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\"/>",
        -(y + high)
    );
}

fn disc(out: &mut String, class: &str, [x, y]: Point, radius: f64) {
    let _ =
        write!(out, "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\"/>", -y);
}

/// What is used, drawn at the start and, where it moves, at the end.
fn thing(out: &mut String, thing: &Thing, start: &Body, end: Option<&Body>) {
    let last = end.unwrap_or(start);
    let [x, y] = at(start, &thing.joint);
    let [to_x, to_y] = at(last, &thing.joint);
    let [px, py] = at(start, "pelvis");
    let class = "figure-thing";
    match thing.kind {
        Kind::Wall => slab(out, [thing.x, 0.0], [5.0, 140.0]),
        Kind::WallBehind => slab(out, [at(start, "shoulder")[0] - 9.0, 0.0], [5.0, 140.0]),
        Kind::Box => slab(out, [x - 12.0, y - 22.0], [40.0, 22.0]),
        Kind::BoxBehind => slab(out, [-75.0, 0.0], [38.0, 24.0]),
        Kind::Stair => slab(out, [x - 6.0, y - 14.0], [40.0, 14.0]),
        Kind::Bench => slab(out, [x - 34.0, 0.0], [30.0, (y - 4.0).max(10.0)]),
        Kind::Chair => {
            slab(out, [px - 14.0, 0.0], [24.0, py - 4.0]);
            slab(out, [px - 18.0, 0.0], [5.0, py + 45.0]);
        }
        Kind::Seat => {
            line(out, class, [px - 55.0, py + 48.0], [px - 4.0, py - 6.0]);
            slab(out, [px - 30.0, 0.0], [50.0, (py - 8.0).max(6.0)]);
        }
        Kind::Plate => {
            line(out, class, [to_x - 2.0, to_y + 22.0], [to_x + 22.0, to_y - 12.0]);
        }
        Kind::Weight => {
            disc(out, class, [x, y], 7.0);
            disc(out, "figure-weight", [to_x, to_y], 7.0);
        }
        Kind::Barbell => {
            disc(out, class, [to_x, to_y], 17.0);
            disc(out, "figure-weight", [to_x, to_y], 4.0);
        }
        Kind::Ball => {
            disc(out, class, [x + 4.0, y + 6.0], 6.0);
            disc(out, "figure-weight", [to_x - 4.0, to_y + 6.0], 6.0);
        }
        Kind::Cushion => slab(out, [x - 14.0, y - 11.0], [38.0, 10.0]),
        Kind::Slider => {
            slab(out, [x - 8.0, y - 5.0], [18.0, 4.0]);
            slab(out, [to_x - 8.0, to_y - 5.0], [18.0, 4.0]);
        }
        Kind::Band => line(out, "figure-band", [to_x, to_y], at(last, &thing.other)),
        Kind::Anchor => {
            line(out, "figure-band", [to_x, to_y], [thing.x, thing.y]);
            disc(out, "figure-weight", [thing.x, thing.y], 3.0);
        }
        Kind::Strap => slab(out, [x - 6.0, y - 3.0], [12.0, 14.0]),
        Kind::Cross => line(out, class, [-70.0, -5.0], [70.0, -5.0]),
        Kind::Clock => {
            for x in [-46.0, 0.0, 46.0] {
                disc(out, "figure-weight", [x, -5.0], 3.0);
            }
        }
        Kind::Hill => line(out, class, [-80.0, -26.0], [90.0, 24.0]),
        Kind::Foot => out.push_str(
            "<path class=\"figure-ink\" stroke-width=\"4\" d=\"M62,-2 v-8 q4,-26 16,-24 q30,18 44,24 v8 q-20,-12 -40,0 z\"/>",
        ),
    }
}

fn mark(out: &mut String, mark: Mark, [x, top]: Point, [hx, hy]: Point) {
    let word = match mark {
        Mark::Slow => "4 s ↓",
        Mark::Again => "↻",
        Mark::Spring => "↕",
        Mark::Walk => "→",
        Mark::ShutEyes => {
            let _ = write!(
                out,
                "<rect class=\"figure-weight\" x=\"{:.1}\" y=\"{:.1}\" width=\"20\" height=\"5\"/>",
                hx - 9.0,
                -hy - 2.0
            );
            return;
        }
    };
    let _ = write!(
        out,
        "<text class=\"figure-mark\" x=\"{:.0}\" y=\"{:.0}\">{word}</text>",
        x + 55.0,
        18.0 - top
    );
}

/// How the drawings look; pages put it into their style.
pub const STYLE: &str = ".figure{width:100%;height:auto}.figure polyline,.figure circle,.figure path,.figure line,.figure rect{fill:none;stroke-linecap:round;stroke-linejoin:round}.figure .figure-ink{stroke:#16202c}.figure circle.figure-ink,.figure circle.figure-ghost{fill:#fff}.figure .figure-far{stroke:#8aa5ad}.figure .figure-ghost{stroke:#ccd3dc}.figure .figure-thing{stroke:#a0622d;fill:#f2e4d4;stroke-width:2}.figure .figure-weight{stroke:#a0622d;fill:#a0622d}.figure .figure-band{stroke:#c0392b;stroke-width:3;stroke-dasharray:5 4}.figure .figure-floor{stroke:#b5bcc4}.figure-mark{font:16px sans-serif;fill:#c0392b}";

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::strength::Catalogue;

    #[test]
    fn every_exercise_has_a_drawing_and_every_drawing_an_exercise() {
        let wire: Wire = toml::from_str(DATA).unwrap();
        let exercises = &Catalogue::builtin().unwrap().exercises;
        for (id, exercise) in exercises {
            let svg = figure(id, &exercise.name).unwrap_or_default();
            assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"), "{id} has no drawing");
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{id}: {svg}");
        }
        assert!(wire.figure.keys().all(|id| exercises.contains_key(id)));
        // What an exercise needs is in its picture.
        let things = |id: &str| !wire.figure[id].things.is_empty();
        let needs = exercises.values().filter(|e| !e.equipment.is_empty());
        assert!(needs.into_iter().all(|e| things(&e.id)));
    }

    #[test]
    fn nobody_hangs_in_the_air_or_sinks_into_the_ground() {
        let wire: Wire = toml::from_str(DATA).unwrap();
        for (id, figure) in &wire.figure {
            let (start, end) = figure.bodies(&wire.pose).unwrap();
            assert!((lowest(&start) - figure.lift_start).abs() < 1e-9, "{id}");
            let deep = end.as_ref().map_or(0.0, lowest);
            // Who steps onto a box ends as high as the box is.
            let stands_on = |t: &Thing| {
                matches!(t.kind, Kind::Box) && figure.fix.as_deref() == Some(t.joint.as_str())
            };
            let high = if figure.things.iter().any(stands_on) { 50.0 } else { 32.0 };
            assert!((-26.0..=high).contains(&deep), "{id} ends at {deep}");
        }
    }
}
