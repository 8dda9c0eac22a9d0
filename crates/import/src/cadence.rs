//! Cadence halves and doubles, resolved from evidence.
//!
//! Files give strides of one leg or steps of both under the same name, and some
//! double twice. Readers go by the rules of their format; this is the check
//! afterwards. Each record is asked whether a person could run or walk like
//! that, given speed and contact time, with the cadence halved, as it is, and
//! doubled. The reading changes only when another one fits clearly better.

use crate::recording::{
    CadenceReason, Channel, Data, Mapping, Note, NoteKind, Quantity, Recording, Source, Sport,
};

/// Range of steps per minute in running: slow joggers to sprinters. Ours, wide
/// enough for both, and narrow enough that half and double fall outside mostly.
const RUN_SPM: (f64, f64) = (130.0, 230.0);
/// The same in walking, from strolling to race walking's edge. Ours.
const WALK_SPM: (f64, f64) = (70.0, 145.0);
/// Nobody runs slower, m/s. Ours: shuffling starts at about 1.6.
const RUN_MIN_SPEED: f64 = 1.6;
/// Hardly anybody walks faster, m/s. Ours: the walk-run transition is near 2.
const WALK_MAX_SPEED: f64 = 2.4;
/// Length of a running step, m. Ours: 0.5 shuffling, 2.2 in a sprint.
const RUN_STEP: (f64, f64) = (0.5, 2.2);
/// Length of a walking step, m. Ours.
const WALK_STEP: (f64, f64) = (0.3, 1.1);
/// Contact time over step time. Running has flight (below 1; grounded running
/// comes to 1), walking has both feet down (above 1). Ours, with a margin.
const RUN_DUTY: (f64, f64) = (0.4, 1.05);
/// See [`RUN_DUTY`].
const WALK_DUTY: (f64, f64) = (0.95, 1.8);
/// Contact longer than this is no running, ms; shorter than [`WALK_MIN_CONTACT`] no walking. Ours.
const RUN_MAX_CONTACT: f64 = 450.0;
/// See [`RUN_MAX_CONTACT`].
const WALK_MIN_CONTACT: f64 = 400.0;
/// Below this the runner stands, m/s: no evidence. Ours.
const MOVING: f64 = 0.5;
/// A measured step length times cadence must give the speed within this share.
/// Source: both are measured by one watch; real files agree within 1 to 3 %.
const STEP_LENGTH_TOLERANCE: f64 = 0.05;
/// How much larger the fitting share of records must be for another reading. Ours.
const CLEARLY_BETTER: f64 = 0.5;
/// Share of records that must fit for the step length to be believed. Ours.
const MOST: f64 = 0.5;
/// Records that a judgement takes; laps are averages, so one is enough. Ours.
const MIN_RECORDS: usize = 20;

/// Checks every cadence channel against the other evidence and halves or doubles
/// it where that alone makes sense; says so in the notes and mappings.
pub(crate) fn settle(recording: &mut Recording) {
    if !on_foot(&recording.sport) {
        return;
    }
    let (channels, enough) = match &mut recording.data {
        Data::Watch(series) => (&mut series.channels, MIN_RECORDS),
        Data::Laps(table) => (&mut table.channels, 1),
        Data::Imu(_) | Data::Steps(_) => return,
    };
    let mut changed = Vec::new();
    for i in 0..channels.len() {
        if channels[i].quantity != Quantity::Cadence {
            continue;
        }
        let Some(finding) = Evidence::gather(channels, &channels[i]).judge(enough) else {
            continue;
        };
        channels[i].values *= finding.factor;
        changed.push((channels[i].source.id.clone(), finding));
    }
    for (id, finding) in changed {
        report(recording, &id, &finding);
    }
}

/// Adds the cadence that speed and step length give, where nothing measured it.
pub(crate) fn derive(recording: &mut Recording) {
    /// Slower than this nobody's steps are measured, m/s; and the shortest step, m. Ours.
    const LEAST: [f64; 2] = [0.8, 0.25];
    let Recording { data, notes, sport, mappings, .. } = recording;
    let Data::Watch(series) = data else { return };
    if !on_foot(sport) || series.first(Quantity::Cadence).is_some() {
        return;
    }
    let (Some(speed), Some(step)) =
        (series.first(Quantity::Speed), series.first(Quantity::StepLength))
    else {
        return;
    };
    let of = |v: f64, l: f64| if v >= LEAST[0] && l >= LEAST[1] { 60.0 * v / l } else { f64::NAN };
    let values = ndarray::Zip::from(&speed.values).and(&step.values).map_collect(|v, l| of(*v, *l));
    let source = Source::of("derived:60*speed/step_length", step.source.family, step.source.site);
    let channel = Channel { quantity: Quantity::Cadence, source, values };
    if channel.count() == 0 {
        return;
    }
    mappings.push(Mapping {
        column: channel.source.id.clone(),
        quantity: Some(Quantity::Cadence),
        unit: "spm".into(),
        remark: None,
    });
    series.channels.push(channel);
    notes.push(Note::of(NoteKind::CadenceFromSteps));
}

fn on_foot(sport: &Sport) -> bool {
    match sport {
        Sport::Running { .. } | Sport::Unknown => true,
        Sport::Other(name) => name.contains("walk") || name.contains("hik"),
    }
}

fn report(recording: &mut Recording, id: &str, finding: &Finding) {
    let (source, reason) = (id.to_owned(), finding.reason.clone());
    let (from_spm, to_spm) = (finding.median, finding.median * finding.factor);
    let (kind, verb) = if finding.factor > 1.0 {
        (NoteKind::CadenceDoubled { source, from_spm, to_spm, reason }, "doubled")
    } else {
        (NoteKind::CadenceHalved { source, from_spm, to_spm, reason }, "halved")
    };
    recording.notes.push(Note::of(kind));
    let of_channel = |column: &str| id.ends_with(column);
    let cadence = |m: &&mut crate::recording::Mapping| m.quantity == Some(Quantity::Cadence);
    let named = recording
        .mappings
        .iter()
        .any(|m| m.quantity == Some(Quantity::Cadence) && of_channel(&m.column));
    for mapping in recording.mappings.iter_mut().filter(cadence) {
        if !named || of_channel(&mapping.column) {
            let before = mapping.remark.take().map(|r| r + "; ").unwrap_or_default();
            mapping.remark = Some(format!("{before}{verb} on the evidence of the other data"));
        }
    }
}

/// What a change rests on.
struct Finding {
    factor: f64,
    /// Median cadence before the change.
    median: f64,
    reason: CadenceReason,
}

/// The records in which somebody moved on foot: NaN where a value is missing.
struct Evidence {
    rows: Vec<Row>,
}

#[derive(Clone, Copy)]
struct Row {
    cadence: f64,
    speed: f64,
    contact: f64,
    step_length: f64,
}

impl Evidence {
    fn gather(channels: &[Channel], cadence: &Channel) -> Self {
        let first = |quantity| channels.iter().find(|c| c.quantity == quantity);
        let speed = first(Quantity::Speed);
        let contact = first(Quantity::GroundContactTime);
        let step_length = first(Quantity::StepLength);
        let value = |channel: Option<&Channel>, row: usize| {
            channel.and_then(|c| c.values.get(row)).copied().unwrap_or(f64::NAN)
        };
        let rows = cadence
            .values
            .iter()
            .enumerate()
            .map(|(row, &cadence)| Row {
                cadence,
                speed: value(speed, row),
                contact: value(contact, row),
                step_length: value(step_length, row),
            })
            // A missing speed is no reason to leave a record out.
            .filter(|row| row.cadence > 0.0 && missing_or(row.speed, |v| v >= MOVING))
            .collect();
        Evidence { rows }
    }

    /// The better reading, if there is one.
    fn judge(&self, enough: usize) -> Option<Finding> {
        if self.rows.len() < enough {
            return None;
        }
        let as_is = self.fitting(1.0);
        // Where stride length is passed off as step length, the product lies: people must
        // be able to move like that, too.
        let by_length = |factor: f64| {
            self.agrees_with_step_length(factor, enough) && self.fitting(factor) >= as_is.max(MOST)
        };
        if by_length(1.0) {
            return None;
        }
        let median = median(self.rows.iter().map(|r| r.cadence));
        if let Some(factor) = [0.5, 2.0].into_iter().find(|factor| by_length(*factor)) {
            return Some(Finding { factor, median, reason: CadenceReason::FitsStepLength });
        }
        let (factor, share) = [0.5, 2.0]
            .map(|factor| (factor, self.fitting(factor)))
            .into_iter()
            .max_by(|a, b| a.1.total_cmp(&b.1))?;
        (share - as_is > CLEARLY_BETTER).then(|| Finding {
            factor,
            median,
            reason: CadenceReason::FitsMoreRecords {
                basis: self.basis().into(),
                share,
                as_read: as_is,
            },
        })
    }

    /// Share of the records in which a person can move like that.
    fn fitting(&self, factor: f64) -> f64 {
        let fit = self.rows.iter().filter(|row| row.runs(factor) || row.walks(factor)).count();
        fit as f64 / self.rows.len().max(1) as f64
    }

    /// Whether a step length was measured, and times cadence gives the speed.
    fn agrees_with_step_length(&self, factor: f64, enough: usize) -> bool {
        let ratios: Vec<f64> = self
            .rows
            .iter()
            .map(|r| r.step_length * r.cadence * factor / 60.0 / r.speed)
            .filter(|ratio| ratio.is_finite())
            .collect();
        let known = ratios.len() >= enough && 2 * ratios.len() >= self.rows.len();
        known && (median(ratios.into_iter()) - 1.0).abs() <= STEP_LENGTH_TOLERANCE
    }

    fn basis(&self) -> &'static str {
        let known = |value: fn(&Row) -> f64| self.rows.iter().any(|r| value(r).is_finite());
        match (known(|r| r.speed), known(|r| r.contact)) {
            (true, true) => "speed_and_contact",
            (true, false) => "speed_alone",
            (false, true) => "contact_alone",
            (false, false) => "cadence_alone",
        }
    }
}

impl Row {
    fn runs(&self, factor: f64) -> bool {
        let spm = self.cadence * factor;
        within(spm, RUN_SPM)
            && missing_or(self.speed, |v| v >= RUN_MIN_SPEED && within(60.0 * v / spm, RUN_STEP))
            && missing_or(self.contact, |tc| {
                tc <= RUN_MAX_CONTACT && within(tc * spm / 60_000.0, RUN_DUTY)
            })
    }

    fn walks(&self, factor: f64) -> bool {
        let spm = self.cadence * factor;
        // With nothing else to go by, 85 is a runner's strides, not a stroll.
        let known = self.speed.is_finite() || self.contact.is_finite();
        known
            && within(spm, WALK_SPM)
            && missing_or(self.speed, |v| v <= WALK_MAX_SPEED && within(60.0 * v / spm, WALK_STEP))
            && missing_or(self.contact, |tc| {
                tc >= WALK_MIN_CONTACT && within(tc * spm / 60_000.0, WALK_DUTY)
            })
    }
}

fn within(value: f64, (low, high): (f64, f64)) -> bool {
    (low..=high).contains(&value)
}

fn missing_or(value: f64, holds: impl Fn(f64) -> bool) -> bool {
    !value.is_finite() || holds(value)
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    if values.is_empty() {
        return f64::NAN;
    }
    let mid = values.len() / 2;
    *values.select_nth_unstable_by(mid, f64::total_cmp).1
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::recording::{Body, LapTable, WatchSeries};

    const N: usize = 60;

    /// A recording of one value per channel, repeated.
    fn recording(sport: Sport, channels: &[(Quantity, f64)]) -> Recording {
        mixed(sport, &[(N, channels)])
    }

    /// A recording of stretches; every stretch has the same channels.
    fn mixed(sport: Sport, stretches: &[(usize, &[(Quantity, f64)])]) -> Recording {
        let quantities: Vec<Quantity> = stretches[0].1.iter().map(|c| c.0).collect();
        let channels = quantities
            .iter()
            .enumerate()
            .map(|(i, quantity)| Channel {
                quantity: *quantity,
                source: Source::native(format!("x:{}", quantity.id())),
                values: stretches
                    .iter()
                    .flat_map(|(n, values)| std::iter::repeat_n(values[i].1, *n))
                    .collect(),
            })
            .collect();
        let rows: usize = stretches.iter().map(|s| s.0).sum();
        Recording {
            format: "x",
            device: None,
            sport,
            title: None,
            start: None,
            body: Body::default(),
            data: Data::Watch(WatchSeries {
                time_s: (0..rows).map(|i| i as f64).collect(),
                channels,
                ..WatchSeries::default()
            }),
            mappings: vec![Mapping {
                column: "cadence".into(),
                quantity: Some(Quantity::Cadence),
                unit: "?".into(),
                remark: None,
            }],
            notes: Vec::new(),
        }
    }

    fn running() -> Sport {
        Sport::Running { sub: None }
    }

    fn cadence(recording: &Recording) -> f64 {
        recording.watch().unwrap().first(Quantity::Cadence).unwrap().values[0]
    }

    /// Settles and gives the cadence of the first record.
    fn settled(sport: Sport, channels: &[(Quantity, f64)]) -> f64 {
        let mut recording = recording(sport, channels);
        settle(&mut recording);
        cadence(&recording)
    }

    use Quantity::{Cadence, GroundContactTime, Speed, StepLength};

    #[test]
    fn sound_cadences_stay() {
        for (spm, speed) in [
            (150.0, 2.2), // slow jogger
            (140.0, 1.8),
            (170.0, 3.2),
            (200.0, 6.0),
            (215.0, 3.5),
            (110.0, 1.4), // walking
            (125.0, 1.9),
            (75.0, 0.8), // strolling
        ] {
            assert_eq!(settled(running(), &[(Cadence, spm), (Speed, speed)]), spm, "{spm} {speed}");
        }
    }

    #[test]
    fn strides_are_doubled_and_doubled_steps_halved() {
        for (spm, speed) in [(150.0, 2.2), (170.0, 3.2), (185.0, 4.5), (110.0, 1.4)] {
            for wrong in [0.5, 2.0] {
                let got = settled(running(), &[(Cadence, spm * wrong), (Speed, speed)]);
                assert_eq!(got, spm, "{} at {speed}", spm * wrong);
            }
        }
    }

    #[test]
    fn without_speed_the_contact_time_tells() {
        let with =
            |spm, contact| settled(running(), &[(Cadence, spm), (GroundContactTime, contact)]);
        assert_eq!(with(85.0, 250.0), 170.0);
        assert_eq!(with(340.0, 250.0), 170.0);
        assert_eq!(with(170.0, 250.0), 170.0);
        // Walking: 700 ms on the ground at 105 steps/min is no run at 210.
        assert_eq!(with(105.0, 700.0), 105.0);
    }

    #[test]
    fn without_anything_else_only_the_running_range_tells() {
        assert_eq!(settled(running(), &[(Cadence, 85.0)]), 170.0);
        assert_eq!(settled(running(), &[(Cadence, 170.0)]), 170.0);
        assert_eq!(settled(running(), &[(Cadence, 350.0)]), 175.0);
        assert_eq!(settled(running(), &[(Cadence, 120.0)]), 120.0);
    }

    #[test]
    fn step_length_times_cadence_is_speed() {
        // A slow walk at 70 steps/min of 0.86 m, or at 140 of 0.43 m: the length tells.
        let channels = [(Cadence, 70.0), (Speed, 1.0), (StepLength, 1.0 * 60.0 / 140.0)];
        let mut walk = recording(running(), &channels);
        settle(&mut walk);
        assert_eq!(cadence(&walk), 140.0);
        let found = |r: &Recording| match &r.notes[0].kind {
            NoteKind::CadenceDoubled { reason, .. } => Some(reason.clone()),
            _ => None,
        };
        assert_eq!(found(&walk), Some(CadenceReason::FitsStepLength));
        // Stride length called step length: nobody runs at 85 steps/min and 3 m/s.
        let stride = [(Cadence, 170.0), (Speed, 3.0), (StepLength, 3.0 * 60.0 / 85.0)];
        assert_eq!(settled(running(), &stride), 170.0);
    }

    #[test]
    fn a_treadmill_file_with_steps_doubled_is_halved() {
        let mut treadmill = mixed(
            running(),
            &[
                (10, &[(Cadence, 0.0), (Speed, 0.0)]),
                (140, &[(Cadence, 236.0), (Speed, 1.72)]),
                (110, &[(Cadence, 330.0), (Speed, 2.8)]),
                (10, &[(Cadence, 360.0), (Speed, 3.6)]),
            ],
        );
        settle(&mut treadmill);
        let series = treadmill.watch().unwrap();
        let values = &series.first(Cadence).unwrap().values;
        assert_eq!((values[0], values[10], values[150], values[269]), (0.0, 118.0, 165.0, 180.0));
        assert_eq!(treadmill.notes[0].code(), "cadence_halved");
        assert!(
            matches!(treadmill.notes[0].kind, NoteKind::CadenceHalved { from_spm: 236.0, .. }),
            "{:?}",
            treadmill.notes
        );
        assert!(treadmill.mappings[0].remark.as_ref().unwrap().contains("halved"));
    }

    #[test]
    fn a_run_with_many_walking_breaks_stays() {
        let mut breaks = mixed(
            running(),
            &[
                (60, &[(Cadence, 112.0), (Speed, 1.5)]),
                (40, &[(Cadence, 165.0), (Speed, 2.7)]),
                (20, &[(Cadence, 40.0), (Speed, 0.9)]), // stumbling
            ],
        );
        settle(&mut breaks);
        assert_eq!(cadence(&breaks), 112.0);
        assert!(breaks.notes.is_empty());
    }

    #[test]
    fn other_sports_and_scraps_are_left_alone() {
        let ride = [(Cadence, 90.0), (Speed, 9.0)];
        assert_eq!(settled(Sport::Other("cycling".into()), &ride), 90.0);
        assert_eq!(settled(Sport::Unknown, &ride), 90.0);
        let mut scrap = mixed(running(), &[(MIN_RECORDS - 1, &[(Cadence, 85.0), (Speed, 3.0)])]);
        settle(&mut scrap);
        assert_eq!(cadence(&scrap), 85.0);
        assert_eq!(
            settled(Sport::Other("walking".into()), &[(Cadence, 55.0), (Speed, 1.3)]),
            110.0
        );
    }

    #[test]
    fn laps_are_settled_too() {
        let mut laps = recording(running(), &[(Cadence, 0.0)]);
        let channel = |quantity, values: &[f64]| Channel {
            quantity,
            source: Source::native("x:cadence"),
            values: values.iter().copied().collect(),
        };
        laps.data = Data::Laps(LapTable {
            channels: vec![channel(Cadence, &[84.0, 86.0]), channel(Speed, &[3.0, 3.2])],
            ..LapTable::default()
        });
        settle(&mut laps);
        let Data::Laps(table) = &laps.data else { unreachable!() };
        assert_eq!(table.channels[0].values.to_vec(), vec![168.0, 172.0]);
        assert_eq!(laps.notes[0].code(), "cadence_doubled");
    }
}
