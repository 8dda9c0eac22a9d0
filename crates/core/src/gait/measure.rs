//! All sensors of a recording → tracks of steps, the one to trust first.

use super::trunk::{self, TrunkSettings, TrunkStretch};
use super::{Gait, Run, Step, Track, Trust, foot, given, limb, pair, running, shank};
use crate::metrics::Accuracy;
use crate::recording::{
    Axes, ImuRecording, ImuStream, Note, NoteKind, Placement, RefusalAt, Region, Span,
};
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
            Some(why) => {
                refusals.push(RefusalAt::SensorShows { placement: sensor.placement, why });
            }
            None => tracks.push(Track::of(sensor.placement, stretches)),
        }
    }
    if let [Some(left), Some(right)] = wrists(imu) {
        swing(left, right, &mut tracks, &mut spectra, notes);
    }
    join_legs(&mut tracks, settings.shared_clock || !imu.separate_clocks, notes);
    if tracks.is_empty() {
        notes.push(Note::error(match refusals.is_empty() {
            true => NoteKind::NoSensor,
            false => NoteKind::NoRunning { refusals: refusals.clone() },
        }));
    }
    tracks.sort_by_key(rank);
    if let Some(events) = &imu.events {
        let marked = given::marked(events, imu.origin_s);
        let inside = |s: &&Step| (0.0..=imu.duration_s()).contains(&s.initial_contact_s);
        let sound = marked.steps().filter(inside).filter(|s| s.fault.is_none()).count();
        if 2 * sound < events.len() || sound < ENOUGH_EVENTS {
            notes.push(Note::warn(NoteKind::EventsUnused { given: events.len(), sound }));
        } else {
            spans.extend(marked.stretches.iter().map(|s| s.span));
            for note in notes.iter_mut() {
                if let NoteKind::NoRunning { refusals } = &mut note.kind {
                    let refusals = std::mem::take(refusals);
                    *note = Note::warn(NoteKind::EventsAgainstSignal { refusals });
                }
            }
            tracks.insert(0, marked);
        }
    }
    note_sensors(imu, notes);
    note_contact(&tracks, notes);
    note_sides(&tracks, notes);
    Gait { tracks, running: united(spans) }
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
        notes.extend(pairs.iter().find_map(|p| p.clock.note()));
        let stretches = pairs.into_iter().map(|p| p.stretch).collect();
        tracks[l] = Track { placements: vec![left, right], ..Track::of(left, stretches) };
        tracks.remove(r);
    }
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
        if !found.by_gyro && !notes.iter().any(|n| n.kind == NoteKind::SwingByAcceleration) {
            notes.push(Note::warn(NoteKind::SwingByAcceleration));
        }
        stretch.arm_swing = found.symmetry;
    }
}

/// What is noted of a stretch measured on the trunk.
struct Beside {
    slipped: bool,
    oscillation_doubtful: bool,
    uneven_pct: f64,
}

impl Beside {
    fn of(found: &TrunkStretch) -> Beside {
        Beside {
            slipped: found.slipped,
            oscillation_doubtful: found.oscillation_doubtful,
            uneven_pct: uneven_pct(&found.stretch.steps),
        }
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
fn note_contact(tracks: &[Track], notes: &mut Vec<Note>) {
    let best = |t: &Track| t.stretches.iter().map(|s| s.trust).max().unwrap_or(Trust::None);
    let Some(track) = tracks.iter().find(|t| best(t) > Trust::None) else { return };
    let Some(&placement) = track.placements.first().filter(|_| track.name.is_none()) else {
        return;
    };
    let accuracy = track.stretches.iter().filter_map(|s| s.accuracy).reduce(Accuracy::or_wider);
    match (best(track), accuracy) {
        (Trust::Estimate, Some(Accuracy { level, change, sides })) => {
            let (level_ms, change_ms) = (level, change);
            notes.push(Note::of(NoteKind::ContactEstimated { placement, level_ms, change_ms }));
            if let Some(sides_ms) = sides.filter(|_| track.placements.len() > 1) {
                notes.push(Note::of(NoteKind::SidesAccuracy { placement, sides_ms }));
            }
        }
        (Trust::ChangeOnly, _) => {
            notes.push(Note::warn(NoteKind::ContactChangeOnly { placement }));
        }
        _ => {}
    }
}

/// Fewest sound steps of an events file that are used. Ours.
const ENOUGH_EVENTS: usize = 5;

/// What is missing of the sensors themselves.
fn note_sensors(imu: &ImuRecording, notes: &mut Vec<Note>) {
    if imu.sensors.iter().any(|s| s.placement == Placement::Unknown) {
        notes.push(Note::warn(NoteKind::PlacementUnknown));
    }
    for sensor in &imu.sensors {
        let empty = |axis: usize| {
            let nothing = |p: &crate::recording::Piece| p.acc[axis].iter().all(|v| v.is_nan());
            sensor.pieces.iter().all(nothing)
        };
        let (placement, rate_hz) = (sensor.placement, sensor.rate_hz);
        let axes = (0..3).filter(|&a| empty(a)).count();
        if axes > 0 && sensor.axes == Axes::Sensor {
            notes.push(Note::warn(NoteKind::AxisMissing { placement, axes }));
        }
        if rate_hz < LOW_RATE_HZ && placement.region() == Region::Trunk {
            notes.push(Note::warn(NoteKind::RateLow { placement, rate_hz }));
        }
    }
}

/// Below this rate stride times scatter by the sensor's own beat, Hz: at 20 Hz they have
/// shown a variability of 7 to 9 % in people who run evenly. Ours.
const LOW_RATE_HZ: f64 = 45.0;
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
    let Some(&placement) = trunk.placements.first() else { return };
    if first.placements == trunk.placements {
        notes.push(Note::of(NoteKind::SidesByVote { placement, confidence: mean }));
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
        notes.push(Note::warn(NoteKind::SidesContradict { placement }));
    }
}

/// What has to be known about posture and oscillation from the trunk.
fn note_trunk(placement: Placement, found: &[Beside], notes: &mut Vec<Note>) {
    if found.is_empty() {
        return;
    }
    if found.iter().any(|t| t.slipped) {
        notes.push(Note::warn(NoteKind::SensorSlipped { placement }));
    }
    if found.iter().any(|t| t.oscillation_doubtful) {
        notes.push(Note::warn(NoteKind::OscillationDoubtful { placement }));
    }
    notes.push(Note::of(NoteKind::OscillationOfSensor { placement }));
    let uneven: Vec<f64> = found.iter().map(|t| t.uneven_pct).filter(|u| u.is_finite()).collect();
    let difference_pct = uneven.iter().sum::<f64>() / uneven.len().max(1) as f64;
    if difference_pct >= OFF_MIDDLE_PCT {
        notes.push(Note::warn(NoteKind::SensorOffMiddle { placement, difference_pct }));
    }
}

/// From this difference of the oscillation over every other step a sensor is taken to
/// sit off the middle, % (ours: on the pelvis of five people with markers it is 0 to 10).
const OFF_MIDDLE_PCT: f64 = 15.0;

/// By how much the oscillation over every other step exceeds that over the rest, %.
fn uneven_pct(steps: &[Step]) -> f64 {
    let of = |parity: usize| {
        let own = steps.iter().skip(parity).step_by(2).filter(|s| s.fault.is_none());
        crate::stats::median(own.map(|s| s.oscillation_mm).filter(|v| v.is_finite()))
    };
    of(0).zip(of(1)).map_or(f64::NAN, |(a, b)| 100.0 * (a - b).abs() / a.min(b))
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
