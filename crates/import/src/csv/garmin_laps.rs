//! Garmin Connect's lap table (`activity_<id>.csv`), in the languages seen.

use csv::StringRecord;

use super::languages::{self, Meaning};
use super::lap_rows::laps;
use super::lap_values::measured;
use super::names::{Header, Target};
use super::number::parse_duration;
use super::rows;
use super::sheet::Sheet;
use super::units;
use crate::recording::{Body, Data, LapTable, Note, Quantity::*, Recording, Sport};
use crate::{Advice, ColumnMap, ImportError, ImportOptions, Inside, MapProblem, MapTarget};

const FORMAT: &str = "csv:garmin_laps";

/// Columns that make a lap table, beside the measurements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Lap,
    Interval,
    StepType,
    Time,
    Cumulative,
    Ascent,
    Descent,
}

/// Names matched whole.
static PARTS: &[(Part, &str)] = &[
    (
        Part::Lap,
        "lap|laps|giro|giri|runde|runden|ronda|rondas|vuelta|vueltas|tour|tours|circuit|circuits|\
         volta|voltas|varv|omgang|omgange|okrazenie|okrazenia|ronde|rondes|ronden|ratas|ratai|\
         split|splits|tempo intermedio",
    ),
    (
        Part::Interval,
        "interval|intervals|intervallo|intervall|intervalle|intervalo|intervalos|interwal|\
         intervalas|ripetute",
    ),
    (
        Part::StepType,
        "step type|tipo di fase|tipo de paso|tipo de etapa|type d etape|schritttyp|stegtyp|\
         trintype|typ kroku|staptype|stile|stroke style",
    ),
    (Part::Time, "time|tempo|zeit|temps|tiempo|tid|tijd|czas|laikas"),
    (
        Part::Cumulative,
        "cumulative time|tempo cumulato|kumulierte zeit|gesamtzeit|temps cumule|tiempo acumulado|\
         tempo acumulado|kumulativ tid|kumuleret tid|ackumulerad tid|cumulatieve tijd|\
         skumulowany czas|laczny czas",
    ),
    (
        Part::Ascent,
        "total ascent|elev gain|elevation gain|ascesa totale|aumento di altitudine|anstieg gesamt|\
         gesamtanstieg|positiver hohenunterschied|ascension totale|ascenso total|subida total|\
         ganho de elevacao|total stigning|samlad stigning|calkowity wznios|totale stijging",
    ),
    (
        Part::Descent,
        "total descent|elev loss|elevation loss|discesa totale|perdita quota|abstieg gesamt|\
         gesamtabstieg|negativer hohenunterschied|descente totale|descenso total|descida total|\
         perda de elevacao|samlet nedstigning|total nedstigning|calkowity spadek|totale daling",
    ),
];

/// Words of an average in a header cell; a table of seconds has none.
const AVERAGES: [&str; 10] = [
    "avg",
    "average",
    "medi",
    "medel",
    "gennemsnit",
    "moyen",
    "sredni",
    "durchschnitt",
    "gem ",
    "o ",
];

fn part(header: &Header) -> Option<Part> {
    let found = PARTS.iter().find(|(_, names)| names.split('|').any(|n| n == header.text));
    found.map(|p| p.0).or_else(|| {
        Some(match languages::meaning(&header.text)? {
            Meaning::Lap => Part::Lap,
            Meaning::Interval => Part::Interval,
            Meaning::StepType => Part::StepType,
            Meaning::LapTime => Part::Time,
            Meaning::CumulativeTime => Part::Cumulative,
            Meaning::Ascent => Part::Ascent,
            Meaning::Descent => Part::Descent,
            _ => return None,
        })
    })
}

/// Whether a header cell speaks of an average.
fn is_average(header: &Header) -> bool {
    AVERAGES.iter().any(|a| header.text.contains(a))
        || languages::is(&header.text, Meaning::Average)
}

/// Whether a record is the header of a lap table.
pub(super) fn is_header(record: &StringRecord) -> bool {
    let headers: Vec<Header> = record.iter().map(Header::parse).collect();
    let has = |wanted: Part| headers.iter().any(|h| part(h) == Some(wanted));
    let averages = headers.iter().any(|h| is_average(h) && part(h).is_none());
    (has(Part::Lap) || has(Part::Interval)) && has(Part::Time) && averages
}

/// Whether the rows under the header hold lap times.
pub(super) fn has_lap_times(sheet: &Sheet<'_>) -> bool {
    let Some(at) = sheet.headers().iter().position(|h| part(h) == Some(Part::Time)) else {
        return false;
    };
    let cells: Vec<Option<f64>> =
        sheet.sample().iter().filter_map(|r| r.get(at)).map(parse_duration).collect();
    // A stretch of a per-second table: its clock never goes back.
    let climbing = cells.windows(2).filter(|w| w[0] < w[1]).count();
    !cells.is_empty()
        && cells.iter().filter(|c| c.is_some()).count() * 2 > cells.len()
        && (cells.len() < 20 || climbing * 10 < cells.len() * 9)
}

/// What each column of a lap table is.
pub(super) struct Columns {
    pub(super) parts: Vec<Option<Part>>,
    pub(super) targets: Vec<Option<Target>>,
    /// Whether the user named columns.
    pub(super) mapped: bool,
}

impl Columns {
    /// By the names, and by what the user says.
    pub(super) fn of(
        headers: &mut [Header],
        sheet: &Sheet<'_>,
        map: &[ColumnMap],
    ) -> Result<Columns, ImportError> {
        let mut parts: Vec<Option<Part>> = headers.iter().map(part).collect();
        let mut targets: Vec<Option<Target>> = headers.iter().map(Header::target).collect();
        for m in map {
            let at = rows::column_of(m, headers.iter(), sheet)?;
            (parts[at], targets[at]) = match m.target {
                MapTarget::Time => {
                    let other = parts.iter().position(|p| *p == Some(Part::Time));
                    if let Some(other) = other {
                        parts[other] = None;
                    }
                    (Some(Part::Time), None)
                }
                MapTarget::Quantity(q) => {
                    // What the user names stands alone.
                    for target in targets.iter_mut().filter(|t| **t == Some(Target::Value(q))) {
                        *target = None;
                    }
                    headers[at].unit = m.unit.clone();
                    let pace = q == Speed && m.unit.as_deref().is_some_and(units::is_pace);
                    (None, Some(if pace { Target::Pace } else { Target::Value(q) }))
                }
                MapTarget::Ignore => (None, None),
                MapTarget::Acceleration(_) | MapTarget::AngularVelocity(_) => {
                    let given = m.column.clone();
                    let problem = MapProblem::MapWatchTable;
                    return Err(ImportError::MapMisfit { given, problem });
                }
            };
        }
        Ok(Columns { parts, targets, mapped: !map.is_empty() })
    }

    /// Leaves the climb of the rows alone.
    pub(super) fn forget_climb(&mut self) {
        for part in &mut self.parts {
            if matches!(part, Some(Part::Ascent | Part::Descent)) {
                *part = None;
            }
        }
    }

    /// The column of a part.
    pub(super) fn at(&self, wanted: Part) -> Option<usize> {
        self.parts.iter().position(|p| *p == Some(wanted))
    }
}

/// Reads a lap table.
pub(super) fn read(
    sheet: &Sheet<'_>,
    options: &ImportOptions,
) -> Result<Vec<Recording>, ImportError> {
    let mut headers = sheet.headers();
    let columns = Columns::of(&mut headers, sheet, &options.map)?;
    let mut notes: Vec<Note> = sheet.mended_note().into_iter().collect();
    let laps = laps(sheet, &columns, &mut notes);
    if laps.is_empty() {
        return Err(ImportError::NoRecording {
            format: "Garmin lap CSV",
            inside: vec![Inside::NoLap { line: sheet.first_line.saturating_sub(1) }],
            advice: Advice::ExportAgain,
        });
    }
    let sport = sport(&headers, &columns);
    let swim = sport == Sport::Other("swimming".into());
    let (channels, mappings) = measured(sheet, &headers, &columns, &laps, swim, &mut notes);

    let table = LapTable {
        start_s: laps.iter().map(|l| l.start_s).collect(),
        duration_s: laps.iter().map(|l| l.duration_s).collect(),
        channels,
        labels: laps.into_iter().map(|l| l.label).collect(),
    };
    Ok(vec![Recording {
        format: FORMAT,
        device: None,
        sport,
        title: None,
        start: None,
        body: Body::default(),
        data: Data::Laps(table),
        mappings,
        notes,
    }])
}

/// A run has columns of running; swims and rides share the format.
fn sport(headers: &[Header], columns: &Columns) -> Sport {
    let has = |t: Target| columns.targets.contains(&Some(t));
    let on_foot = [GroundContactTime, StepLength, VerticalOscillation, Cadence]
        .into_iter()
        .any(|q| has(Target::Value(q)));
    let swim = has(Target::Swim)
        || headers
            .iter()
            .any(|h| ["swolf", "vasche", "lengths"].iter().any(|w| h.text.contains(w)));
    if swim {
        Sport::Other("swimming".into())
    } else if on_foot {
        Sport::Running { sub: None }
    } else if has(Target::BikeCadence) || !has(Target::Pace) {
        Sport::Other("cycling".into())
    } else {
        Sport::Unknown
    }
}
