//! The rows of a lap table: every one is a lap, or left out for a reason that is said.

use csv::StringRecord;

use super::garmin_laps::{Columns, Part};
use super::number::parse_duration;
use super::sheet::{Sheet, reader};
use crate::recording::{Note, NoteKind};

/// A lap's own time and the cumulative time may differ by rounding, s. Ours.
const ROUNDING_S: f64 = 2.0;

/// One lap of the table.
pub(super) struct Lap {
    pub(super) record: StringRecord,
    pub(super) label: String,
    pub(super) start_s: f64,
    pub(super) duration_s: f64,
    number: Option<u32>,
    /// Cumulative time at its end.
    total_s: Option<f64>,
}

impl Lap {
    /// A row that stands for itself, with its time.
    pub(super) fn alone(record: StringRecord, duration_s: f64) -> Lap {
        let (label, start_s) = (String::new(), 0.0);
        Lap { record, label, start_s, duration_s, number: None, total_s: None }
    }
}

/// What was left out.
#[derive(Default)]
struct Left {
    groups: usize,
    rests: usize,
    unreadable: usize,
    first_line: u64,
}

/// More laps than the limit can be set to are not even gathered.
const MOST_LAPS: usize = 20_000;

/// The laps proper: no group rows (`1 - 3`), no summary, no swimming lengths.
pub(super) fn laps(sheet: &Sheet<'_>, columns: &Columns, notes: &mut Vec<Note>) -> Vec<Lap> {
    let number_at = columns.at(Part::Lap).or(columns.at(Part::Interval));
    let (type_at, time_at, total_at) =
        (columns.at(Part::StepType), columns.at(Part::Time), columns.at(Part::Cumulative));
    let swim = columns.at(Part::Lap).is_none() && !columns.mapped;
    let (mut out, mut left, mut elapsed) = (Vec::<Lap>::new(), Left::default(), 0.0);
    for record in reader(&sheet.body, sheet.delimiter).records().map_while(Result::ok) {
        if record.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        let cell = |i: Option<usize>| i.and_then(|i| record.get(i)).map_or("", str::trim);
        let number = cell(number_at);
        if number.is_empty() && swim {
            // The rest between the repeats of a swim passes too.
            elapsed += parse_duration(cell(time_at)).unwrap_or(0.0);
            continue;
        }
        let counted = number_at.is_none() || number.bytes().all(|b| b.is_ascii_digit());
        if !counted || (number.is_empty() && number_at.is_some()) {
            let range = number.split(['-', '–']).all(|p| p.trim().parse::<u32>().is_ok());
            left.groups += usize::from(range && !number.is_empty());
            left.rests += usize::from(!range);
            continue;
        }
        if out.len() > MOST_LAPS {
            break; // refused as too many
        }
        let total_s = parse_duration(cell(total_at));
        let Some(duration_s) = parse_duration(cell(time_at))
            .or_else(|| total_s.map(|t| t - elapsed).filter(|d| *d > 0.0))
        else {
            if left.unreadable == 0 {
                let line = record.position().map_or(0, |p| p.line().saturating_sub(1));
                left.first_line = sheet.first_line + line;
            }
            left.unreadable += 1;
            continue;
        };
        let kind = cell(type_at);
        let label = format!("{number} {}", if kind == "--" { "" } else { kind });
        let (label, number) = (label.trim().to_string(), number.parse().ok());
        out.push(Lap { label, start_s: elapsed, duration_s, number, total_s, record });
        elapsed += duration_s;
    }
    left.tell(swim, notes);
    if !swim {
        by_number(&mut out, notes);
        by_cumulative_time(&mut out, notes);
    }
    out
}

impl Left {
    fn tell(&self, swim: bool, notes: &mut Vec<Note>) {
        if self.groups > 0 {
            notes.push(Note::of(NoteKind::LapGroupsLeftOut { rows: self.groups }));
        }
        if self.rests > 1 && !swim {
            notes.push(Note::of(NoteKind::LapRowsLeftOut { rows: self.rests }));
        }
        if self.unreadable > 0 {
            let kind = NoteKind::LapsUnreadable { laps: self.unreadable, line: self.first_line };
            notes.push(Note::warn(kind));
        }
    }
}

/// Laps in order of their numbers, each once; says which numbers are missing.
fn by_number(laps: &mut Vec<Lap>, notes: &mut Vec<Note>) {
    if !laps.iter().all(|l| l.number.is_some()) {
        return;
    }
    // Numbers that start anew are intervals of several sessions, not disorder.
    let back = laps.windows(2).filter(|w| w[1].number < w[0].number).count();
    if back > 2 && back * 4 > laps.len() {
        return;
    }
    if back > 0 {
        laps.sort_by_key(|l| l.number);
        notes.push(Note::warn(NoteKind::LapsReordered));
    }
    let before = laps.len();
    laps.dedup_by(|b, a| a.number == b.number && a.record == b.record);
    if laps.len() < before {
        notes.push(Note::warn(NoteKind::LapsRepeated { laps: before - laps.len() }));
    }
    let missing: u32 = laps
        .windows(2)
        .filter_map(|w| Some(w[1].number?.saturating_sub(w[0].number?).saturating_sub(1)))
        .fold(0, u32::saturating_add);
    if missing > 0 && (missing as usize) < 10 * laps.len() {
        notes.push(Note::warn(NoteKind::LapsMissing { laps: missing as usize }));
    }
}

/// Starts of the laps, and durations where the cumulative time contradicts them and
/// goes on by itself.
fn by_cumulative_time(laps: &mut [Lap], notes: &mut Vec<Note>) {
    let totals: Vec<Option<f64>> = laps.iter().map(|l| l.total_s).collect();
    let rising = totals.windows(2).all(|w| matches!((w[0], w[1]), (Some(a), Some(b)) if b >= a));
    let usable = rising && totals.first().is_some_and(Option::is_some);
    let (mut wrong, mut first) = (0, String::new());
    // A cumulative time that does not even fit most laps is something else.
    let fits = |lap: &Lap, before: f64| {
        lap.total_s.is_some_and(|t| (t - before - lap.duration_s).abs() <= ROUNDING_S)
    };
    let mut before = 0.0;
    let fitting = laps
        .iter()
        .filter(|l| {
            let fit = fits(l, before);
            before = l.total_s.unwrap_or(before);
            fit
        })
        .count();
    let trusted = usable && fitting * 3 >= laps.len() * 2;
    let (mut elapsed, mut before, mut last_number) = (0.0, 0.0, None::<u32>);
    for lap in laps {
        let follows = match (last_number, lap.number) {
            (Some(a), Some(b)) => b == a + 1,
            (None, Some(b)) => b == 1,
            _ => true,
        };
        lap.start_s = elapsed;
        if let Some(total) = lap.total_s.filter(|_| trusted) {
            let passed = total - before;
            if (passed - lap.duration_s).abs() > ROUNDING_S {
                if follows {
                    if wrong == 0 {
                        first.clone_from(&lap.label);
                    }
                    wrong += 1;
                    lap.duration_s = passed;
                } else {
                    // Laps between the two are missing.
                    lap.start_s = elapsed + (passed - lap.duration_s).max(0.0);
                }
            }
            before = total;
        }
        elapsed = lap.start_s + lap.duration_s;
        last_number = lap.number;
    }
    if wrong > 0 {
        notes.push(Note::warn(NoteKind::LapTimesContradicted { laps: wrong, first }));
    }
}
