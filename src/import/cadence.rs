//! Cadence halves and doubles, resolved from evidence.
//!
//! Files give strides of one leg or steps of both under the same name, and some
//! double twice. Readers go by the rules of their format; this is the check
//! afterwards. Each record is asked whether a person could run or walk like
//! that, given speed and contact time, with the cadence halved, as it is, and
//! doubled. The reading changes only when another one fits clearly better.

use crate::recording::{Channel, Data, Note, Quantity, Recording, Sport};

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

fn on_foot(sport: &Sport) -> bool {
    match sport {
        Sport::Running { .. } | Sport::Unknown => true,
        Sport::Other(name) => name.contains("walk") || name.contains("hik"),
    }
}

fn report(recording: &mut Recording, id: &str, finding: &Finding) {
    let (code, verb) = if finding.factor > 1.0 {
        ("cadence_doubled", "doubled")
    } else {
        ("cadence_halved", "halved")
    };
    let severity_text = format!(
        "Cadence ({id}) was {verb}: a median of {:.0} steps/min {}, one of {:.0} does.",
        finding.median,
        finding.reason,
        finding.median * finding.factor,
    );
    recording.notes.push(Note::info(code, severity_text));
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
    /// Why it cannot be, in words.
    reason: String,
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
            .filter(|row| row.cadence > 0.0 && !(row.speed < MOVING))
            .collect();
        Evidence { rows }
    }

    /// The better reading, if there is one.
    fn judge(&self, enough: usize) -> Option<Finding> {
        if self.rows.len() < enough {
            return None;
        }
        let as_is = self.fitting(1.0);
        let measured = [0.5, 1.0, 2.0].map(|factor| self.agrees_with_step_length(factor, enough));
        if measured[1] == Some(true) {
            return None;
        }
        let median = median(self.rows.iter().map(|r| r.cadence));
        if let Some(i) = measured.iter().position(|m| *m == Some(true)) {
            let factor = [0.5, 1.0, 2.0][i];
            let reason = "times the measured step length does not give the speed".to_string();
            return Some(Finding { factor, median, reason });
        }
        let (factor, share) = [0.5, 2.0]
            .map(|factor| (factor, self.fitting(factor)))
            .into_iter()
            .max_by(|a, b| a.1.total_cmp(&b.1))?;
        (share - as_is > CLEARLY_BETTER).then(|| Finding {
            factor,
            median,
            reason: format!(
                "fits running or walking in {:.0} % of the records (by {}), against {:.0} %",
                100.0 * as_is,
                self.basis(),
                100.0 * share
            ),
        })
    }

    /// Share of the records in which a person can move like that.
    fn fitting(&self, factor: f64) -> f64 {
        let fit = self.rows.iter().filter(|row| row.runs(factor) || row.walks(factor)).count();
        fit as f64 / self.rows.len().max(1) as f64
    }

    /// Whether step length times cadence gives the speed; `None` where it was not measured.
    fn agrees_with_step_length(&self, factor: f64, enough: usize) -> Option<bool> {
        let ratios: Vec<f64> = self
            .rows
            .iter()
            .map(|r| r.step_length * r.cadence * factor / 60.0 / r.speed)
            .filter(|ratio| ratio.is_finite())
            .collect();
        let known = ratios.len() >= enough && 2 * ratios.len() >= self.rows.len();
        known.then(|| (median(ratios.into_iter()) - 1.0).abs() <= STEP_LENGTH_TOLERANCE)
    }

    fn basis(&self) -> &'static str {
        let known = |value: fn(&Row) -> f64| self.rows.iter().any(|r| value(r).is_finite());
        match (known(|r| r.speed), known(|r| r.contact)) {
            (true, true) => "speed and contact time",
            (true, false) => "speed",
            (false, true) => "contact time",
            (false, false) => "the cadence alone",
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
