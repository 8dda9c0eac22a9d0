//! All sensors of a recording → tracks of steps, the one to trust first.

use super::trunk::{self, TrunkSettings, TrunkStretch};
use super::{Gait, Run, Step, Track, Trust, foot, given, limb, pair, running, shank};
use crate::recording::{Axes, ImuRecording, ImuStream, Note, Placement, Region, Severity, Span};
use crate::settings;
use crate::signal::Spectra;

/// Signal kept around a run that is cut out of a long recording, s: the start
/// standing still, and where filters settle. Ours.
const AROUND_S: f64 = 60.0;
/// Recordings shorter than so many times the distance of two runs are one run. Ours.
const OUTING: f64 = 4.0;
/// Of several runs far apart, those shorter than this share of the longest are
/// a dash for the bus. Ours.
const LEAST_SHARE: f64 = 0.1;

/// The runs of a recording that lie at least `apart_s` from each other, with a
/// minute around each.
pub fn runs(imu: &ImuRecording, settings: &settings::Imu) -> Vec<Span> {
    // An outing of up to two hours is one run, whatever happens in between.
    if imu.duration_s() < OUTING * settings.apart_s {
        return Vec::new();
    }
    let mut spectra = Spectra::new();
    let mut spans = Vec::new();
    for sensor in &imu.sensors {
        spans.extend(running::stretches(sensor, &mut spectra).runs.iter().map(Run::span));
    }
    let mut runs: Vec<Span> = Vec::new();
    for span in united(spans) {
        match runs.last_mut() {
            Some(last) if span.start_s - last.end_s < settings.apart_s => last.end_s = span.end_s,
            _ => runs.push(span),
        }
    }
    let longest = runs.iter().map(Span::duration_s).fold(0.0, f64::max);
    runs.retain(|r| r.duration_s() > LEAST_SHARE * longest);
    for run in &mut runs {
        run.start_s = (run.start_s - AROUND_S).max(0.0).floor();
        run.end_s += AROUND_S;
    }
    runs
}

/// Finds the running and its steps in every sensor.
///
/// Where none of them shows running, a note `no_running` says what they show.
pub fn measure(imu: &ImuRecording, settings: &settings::Imu, notes: &mut Vec<Note>) -> Gait {
    let mut spectra = Spectra::new();
    let mut tracks: Vec<Track> = Vec::new();
    let (mut spans, mut refusals) = (Vec::new(), Vec::new());
    for sensor in &imu.sensors {
        let found = running::stretches(sensor, &mut spectra);
        let mut trunks = Vec::new();
        let mut stretches = Vec::new();
        for run in &found.runs {
            spans.push(run.span());
            let stretch = match sensor.placement.region() {
                Region::Foot => foot::measure(run, &mut spectra),
                Region::Shank => shank::measure(run, &mut spectra),
                Region::Trunk => trunk::measure(run, &trunk_settings(settings)).ok().map(|found| {
                    trunks.push(Beside::of(&found));
                    found.stretch
                }),
                Region::Elsewhere => None,
            };
            // Where steps cannot be told apart their rhythm often still can.
            stretches.extend(stretch.or_else(|| limb::measure(run, &mut spectra)));
        }
        if sensor.placement.region() == Region::Shank {
            shank::from_first(&mut stretches);
        }
        note_trunk(sensor.placement, &trunks, notes);
        match found.refusal {
            Some(why) => refusals.push(format!("{}: {why}", place(sensor.placement))),
            None => tracks.push(Track::of(sensor.placement, stretches)),
        }
    }
    if let [Some(left), Some(right)] = wrists(imu) {
        swing(left, right, &mut tracks, &mut spectra, notes);
    }
    join_legs(&mut tracks, settings.shared_clock || !imu.separate_clocks, notes);
    if tracks.is_empty() {
        let why = if refusals.is_empty() { "no sensor in it".into() } else { refusals.join("; ") };
        notes.push(Note::new("no_running", Severity::Error, why));
    }
    tracks.sort_by_key(rank);
    if let Some(events) = &imu.events {
        let marked = given::marked(events, imu.origin_s);
        let inside = |s: &&Step| (0.0..=imu.duration_s()).contains(&s.initial_contact_s);
        let sound = marked.steps().filter(inside).filter(|s| s.fault.is_none()).count();
        if 2 * sound < events.len() || sound < ENOUGH_EVENTS {
            notes.push(Note::warning(
                "events_unused",
                format!("Of the {} steps of the events file only {sound} lie within the recording and follow each other as steps of a run do, so they were left aside. Their times belong in seconds on the clock of this recording, the sides in turn.", events.len()),
            ));
        } else {
            spans.extend(marked.stretches.iter().map(|s| s.span));
            for note in notes.iter_mut().filter(|n| n.code() == "no_running") {
                *note = Note::warning(
                    "events_against_signal",
                    format!(
                        "The steps are those of the events file; the signal itself does not look like running ({}).",
                        note.told()
                    ),
                );
            }
            tracks.insert(0, marked);
        }
    }
    note_sensors(imu, notes);
    note_contact(&tracks, settings, notes);
    note_sides(&tracks, notes);
    Gait { tracks, running: united(spans) }
}

fn place(placement: Placement) -> String {
    placement.id().replace('_', " ")
}

fn trunk_settings(settings: &settings::Imu) -> TrunkSettings {
    let ms = settings.contact_offset_ms;
    TrunkSettings { contact_offset_ms: (ms != 0.0).then_some(ms), flip_sides: settings.flip_sides }
}

/// Two feet, or two shanks, become one track of alternating steps.
fn join_legs(tracks: &mut Vec<Track>, one_clock: bool, notes: &mut Vec<Note>) {
    let legs = [
        (Placement::LeftFoot, Placement::RightFoot),
        (Placement::LeftShank, Placement::RightShank),
    ];
    for (left, right) in legs {
        let at = |p| tracks.iter().position(|t| t.placements == [p]);
        let (Some(l), Some(r)) = (at(left), at(right)) else { continue };
        let pairs = pair::join(&tracks[l].stretches, &tracks[r].stretches, one_clock);
        if pairs.is_empty() {
            continue;
        }
        if let Some(apart) = pairs.iter().find(|p| p.clock != pair::Clock::Shared) {
            let message = format!("{}.", capital(&apart.clock.to_string()));
            notes.push(match apart.clock {
                pair::Clock::Separate => Note::info("clocks_separate", message),
                _ => Note::warning("clocks_apart", message),
            });
        }
        let stretches = pairs.into_iter().map(|p| p.stretch).collect();
        tracks[l] = Track { placements: vec![left, right], ..Track::of(left, stretches) };
        tracks.remove(r);
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// The sensors on the left and the right wrist.
fn wrists(imu: &ImuRecording) -> [Option<&ImuStream>; 2] {
    [Placement::LeftWrist, Placement::RightWrist]
        .map(|p| imu.sensors.iter().find(|s| s.placement == p))
}

/// Adds the evenness of the arm swing to the track of the left wrist.
fn swing(
    left: &ImuStream,
    right: &ImuStream,
    tracks: &mut [Track],
    spectra: &mut Spectra,
    notes: &mut Vec<Note>,
) {
    let Some(track) = tracks.iter_mut().find(|t| t.placements == [Placement::LeftWrist]) else {
        return;
    };
    let (l, r) = (running::stretches(left, spectra), running::stretches(right, spectra));
    for stretch in &mut track.stretches {
        let overlap = |a: &&Run| {
            let span = a.span();
            span.start_s < stretch.span.end_s && span.end_s > stretch.span.start_s
        };
        let (Some(a), Some(b)) = (l.runs.iter().find(overlap), r.runs.iter().find(overlap)) else {
            continue;
        };
        let Some(found) = limb::arm_swing(a, b, &stretch.cadence) else { continue };
        if !found.by_gyro && !notes.iter().any(|n| n.code() == "swing_by_acceleration") {
            notes.push(Note::warning(
                "swing_by_acceleration",
                "Without gyroscopes on both wrists the arm swing is judged by acceleration, in which gravity takes part.",
            ));
        }
        stretch.arm_swing = found.symmetry;
    }
}

/// What is noted of a stretch measured on the trunk.
struct Beside {
    slipped: bool,
    oscillation_doubtful: bool,
}

impl Beside {
    fn of(found: &TrunkStretch) -> Beside {
        Beside { slipped: found.slipped, oscillation_doubtful: found.oscillation_doubtful }
    }
}

/// Foot, shank, sacrum, waist, chest, the rest: the order of trust in contact
/// times. Oscillation then comes from the first of them that has it.
fn rank(track: &Track) -> u8 {
    match track.placements.first() {
        Some(p) if p.region() == Region::Foot => 0,
        Some(p) if p.region() == Region::Shank => 1,
        Some(Placement::Sacrum) => 2,
        Some(Placement::Waist) => 3,
        Some(Placement::Chest) => 4,
        _ => 5,
    }
}

/// What has to be known about the contact times, of the track that gives them.
fn note_contact(tracks: &[Track], settings: &settings::Imu, notes: &mut Vec<Note>) {
    let best = |t: &Track| t.stretches.iter().map(|s| s.trust).max().unwrap_or(Trust::None);
    let Some(track) = tracks.iter().find(|t| best(t) > Trust::None) else { return };
    let Some(placement) = track.placements.first().filter(|_| track.name.is_none()) else { return };
    let at = place(*placement);
    let leg = matches!(placement.region(), Region::Foot | Region::Shank);
    match best(track) {
        Trust::Estimate if !leg && settings.contact_offset_ms == 0.0 => notes.push(Note::info(
            "contact_estimated",
            format!("Contact time from the {at} is an estimate whose level can be off by some 15 ms for a person; read its changes within the run. --contact-offset takes this runner's own offset."),
        )),
        Trust::ChangeOnly if leg => notes.push(Note::warning(
            "contact_change_only",
            format!("Contact time from the {at}, and flight, duty factor and stiffness with it, is good for changes within the run only: without a gyroscope, below 95 Hz, or where two ways to find the contacts disagree, its level can be off by 15 to 90 ms."),
        )),
        Trust::ChangeOnly => notes.push(Note::warning(
            "contact_change_only",
            format!("Contact time from the {at} is good for changes within the run only: its level is not known here."),
        )),
        _ => {}
    }
}

/// Fewest sound steps of an events file that are used. Ours.
const ENOUGH_EVENTS: usize = 5;

/// What is missing of the sensors themselves.
fn note_sensors(imu: &ImuRecording, notes: &mut Vec<Note>) {
    if imu.sensors.iter().any(|s| s.placement == Placement::Unknown) {
        notes.push(Note::warning(
            "placement_unknown",
            "Where the sensor sat is not known, so that hardly more than the cadence can be told: say it with --placement (foot, shank, sacrum, ...).",
        ));
    }
    for sensor in &imu.sensors {
        let empty = |axis: usize| {
            let nothing = |p: &crate::recording::Piece| p.acc[axis].iter().all(|v| v.is_nan());
            sensor.pieces.iter().all(nothing)
        };
        let missing: Vec<&str> =
            (0..3).filter(|&a| empty(a)).map(|a| ["first", "second", "third"][a]).collect();
        if !missing.is_empty() && sensor.axes == Axes::Sensor {
            notes.push(Note::warning(
                "axis_missing",
                format!("The accelerations of the sensor ({}) have no values on their {} axis: steps cannot be told apart without it.", place(sensor.placement), missing.join(" and ")),
            ));
        }
    }
}

/// Sides that are as sure as this can contradict declared ones.
const SURE_SIDES: f64 = 0.8;
/// Contacts of two sensors nearer than this are of one step, s, and so many of them
/// are needed to hold their sides against each other. Ours.
const SAME_STEP_S: f64 = 0.06;
const ENOUGH_STEPS: usize = 20;

/// How left and right were told apart where nobody said, and what contradicts it.
fn note_sides(tracks: &[Track], notes: &mut Vec<Note>) {
    let is_trunk =
        |t: &&Track| t.name.is_none() && t.placements.iter().all(|p| p.region() == Region::Trunk);
    let Some(trunk) = tracks.iter().find(is_trunk) else { return };
    let confidence: Vec<f64> =
        trunk.stretches.iter().map(|s| s.side_confidence).filter(|c| c.is_finite()).collect();
    let mean = confidence.iter().sum::<f64>() / confidence.len().max(1) as f64;
    let known = trunk.steps().any(|s| s.side.is_some());
    let sided = tracks.iter().find(|t| t.steps().any(|s| s.side.is_some()));
    let Some(first) = sided.filter(|_| known) else { return };
    let at = trunk.placements.first().map_or_else(String::new, |p| place(*p));
    if first.placements == trunk.placements {
        notes.push(Note::info(
            "sides_by_vote",
            format!("Left and right were told apart by how the {at} sways and rolls, with a confidence of {mean:.1} (1 is sure); --flip-sides turns them round."),
        ));
        return;
    }
    let theirs: Vec<&Step> = first.steps().collect();
    let (mut same, mut other) = (0, 0);
    for step in trunk.steps() {
        let t = step.initial_contact_s;
        let k = theirs.partition_point(|s| s.initial_contact_s < t - SAME_STEP_S);
        let near = theirs.get(k).filter(|s| s.initial_contact_s <= t + SAME_STEP_S);
        match (step.side, near.and_then(|s| s.side)) {
            (Some(a), Some(b)) if a == b => same += 1,
            (Some(_), Some(_)) => other += 1,
            _ => {}
        }
    }
    if mean >= SURE_SIDES && other > 4 * same && other >= ENOUGH_STEPS {
        notes.push(Note::warning(
            "sides_contradict",
            format!("The {at} sways as if left and right were the other way round than the sensors on the legs say: check which sensor was on which leg."),
        ));
    }
}

/// What has to be known about posture and oscillation from the trunk.
fn note_trunk(placement: Placement, found: &[Beside], notes: &mut Vec<Note>) {
    let at = place(placement);
    if found.iter().any(|t| t.slipped) {
        notes.push(Note::warning(
            "sensor_slipped",
            format!("The sensor on the {at} turned by more than 5 degrees during the run: lean and oscillation before and after are not comparable."),
        ));
    }
    if found.iter().any(|t| t.oscillation_doubtful) {
        notes.push(Note::warning(
            "oscillation_doubtful",
            format!("Two ways to the oscillation from the {at} differ by more than 8 %: take its level with care."),
        ));
    }
}

/// Spans that touch, as one; in order of time.
fn united(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
    let mut all: Vec<Span> = Vec::new();
    for span in spans {
        match all.last_mut() {
            Some(last) if span.start_s <= last.end_s => last.end_s = last.end_s.max(span.end_s),
            _ => all.push(span),
        }
    }
    all
}
