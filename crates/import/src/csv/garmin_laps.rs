//! Garmin Connect's lap table (`activity_<id>.csv`), in the languages seen.

use csv::StringRecord;
use ndarray::Array1;

use super::convert::{contradiction, median};
use super::languages::{self, Meaning};
use super::lap_rows::{Lap, laps};
use super::names::{Header, Target};
use super::number::{NumberStyle, parse_duration};
use super::rows;
use super::sheet::Sheet;
use super::units::{self, Conversion};
use crate::recording::{
    Body, Channel, Data, LapTable, Mapping, Note, NoteKind,
    Quantity::{self, *},
    Recording, Source, Sport,
};
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
    parts: Vec<Option<Part>>,
    targets: Vec<Option<Target>>,
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

/// What was measured in each row, in the units of the quantities, and what every column
/// was taken for.
pub(super) fn measured(
    sheet: &Sheet<'_>,
    headers: &[Header],
    columns: &Columns,
    laps: &[Lap],
    swim: bool,
    notes: &mut Vec<Note>,
) -> (Vec<Channel>, Vec<Mapping>) {
    let mut channels: Vec<Channel> = Vec::new();
    let mut mappings = Vec::new();
    for (i, (header, target)) in headers.iter().zip(&columns.targets).enumerate() {
        let mut mapping = Mapping {
            column: header.raw.clone(),
            quantity: None,
            unit: header.unit.clone().unwrap_or_default(),
            remark: columns.parts[i].map(|p| format!("{p:?}").to_lowercase()),
        };
        let quantity = match target {
            _ if columns.parts[i].is_some() => None,
            Some(Target::Value(q)) => Some((*q, false)),
            // A swimmer's pace is per 100 m.
            Some(Target::Pace) if !swim => Some((Speed, true)),
            _ => None,
        };
        if let Some((quantity, pace)) = quantity
            && !channels.iter().any(|c| c.quantity == quantity)
        {
            let raw: Vec<f64> = laps
                .iter()
                .map(|l| cell_value(l.record.get(i).unwrap_or(""), quantity, pace, sheet.style))
                .collect();
            match conversion(
                quantity,
                header,
                default_unit(quantity, pace, swim, headers),
                &raw,
                &mut mapping,
                notes,
            ) {
                Some(_) if !raw.iter().any(|v| v.is_finite()) => {
                    mapping.remark = Some("no values".into());
                }
                Some(conversion) => {
                    mapping.quantity = Some(quantity);
                    channels.push(Channel {
                        quantity,
                        source: Source::native(format!("csv:{}", header.raw)),
                        values: raw.into_iter().map(|v| conversion.apply(v)).collect(),
                    });
                }
                None => {}
            }
        }
        if !header.raw.is_empty() {
            mappings.push(mapping);
        }
    }
    settle_miles(&mut channels, headers, &mut mappings);
    for channel in &mut channels {
        if channel.quantity.zero_means_missing() {
            channel.values.mapv_inplace(|v| if v == 0.0 { f64::NAN } else { v });
        }
    }
    speed_from_distance(&mut channels, laps);
    slope_from_climb(&mut channels, laps, headers, columns, sheet.style);
    leave_out_impossible(&mut channels, notes);
    channels.retain(|c| c.count() > 0);
    (channels, mappings)
}

/// One cell: a number, the left share of a balance text, or a pace in minutes.
fn cell_value(cell: &str, quantity: Quantity, pace: bool, style: NumberStyle) -> f64 {
    let cell = cell.trim();
    let value = if quantity == ContactBalanceLeft {
        left_share(cell)
    } else if pace {
        parse_duration(cell).map(|s| s / 60.0)
    } else {
        style.parse(cell)
    };
    value.unwrap_or(f64::NAN)
}

/// `51.0% S / 49.0% D`, `52,3% vänster/47,7% höger` → the first number, which is
/// the left foot's in every language seen.
pub(super) fn left_share(cell: &str) -> Option<f64> {
    // "左50.2%/右49.8%"
    let cell = cell.get(cell.find(|c: char| c.is_ascii_digit())?..)?;
    let end =
        cell.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(cell.len());
    cell[..end].replace(',', ".").parse::<f64>().ok().filter(|v| v.is_finite())
}

/// Unit of a column whose header names none.
fn default_unit(
    quantity: Quantity,
    pace: bool,
    swim: bool,
    headers: &[Header],
) -> Option<&'static str> {
    let miles = headers.iter().any(|h| h.unit.as_deref() == Some("mi"));
    match quantity {
        Speed if pace => Some(if miles { "min/mi" } else { "min/km" }),
        Speed => Some(if miles { "mph" } else { "km/h" }),
        Distance => Some(if swim { "m" } else { "km" }),
        _ => None,
    }
}

/// How the numbers of a column become the quantity; `None` leaves the column alone.
fn conversion(
    quantity: Quantity,
    header: &Header,
    default: Option<&str>,
    raw: &[f64],
    mapping: &mut Mapping,
    notes: &mut Vec<Note>,
) -> Option<Conversion> {
    let stated = header.unit.as_deref().or(default);
    let typical = median(raw.iter().copied().filter(|v| *v > 0.0));
    match units::choose(quantity, stated, typical) {
        Ok(choice) => {
            mapping.unit = choice.unit.name.to_string();
            if choice.contradicts {
                notes.push(contradiction(&header.raw, stated, typical, choice.unit.name));
            }
            mapping.remark = choice.remark;
            Some(choice.unit.conversion)
        }
        Err(_) if !raw.iter().any(|v| v.is_finite()) => {
            mapping.remark = Some("no values".into());
            None
        }
        Err(why) => {
            mapping.remark = Some(why);
            None
        }
    }
}

/// Without units in the header, kilometres or miles are told by step length × cadence.
fn settle_miles(channels: &mut [Channel], headers: &[Header], mappings: &mut [Mapping]) {
    const KM_PER_MILE: f64 = 1.609_344;
    if headers.iter().any(|h| matches!(h.unit.as_deref(), Some("km" | "mi" | "min/km" | "min/mi")))
    {
        return;
    }
    let find = |q| channels.iter().find(|c| c.quantity == q);
    let (Some(speed), Some(step), Some(cadence)) = (find(Speed), find(StepLength), find(Cadence))
    else {
        return;
    };
    let ratio = median(
        speed
            .values
            .iter()
            .zip(&step.values)
            .zip(&cadence.values)
            .map(|((v, l), c)| l * c / 60.0 / v),
    );
    if !(1.3..2.0).contains(&ratio) {
        return;
    }
    for c in channels.iter_mut().filter(|c| matches!(c.quantity, Speed | Distance)) {
        c.values *= KM_PER_MILE;
    }
    for m in mappings.iter_mut().filter(|m| matches!(m.quantity, Some(Speed | Distance))) {
        m.unit = if m.quantity == Some(Speed) { "min/mi" } else { "mi" }.to_string();
        m.remark = Some("unit not in the header; miles by step length and cadence".into());
    }
}

/// Where no pace is given: distance by time.
fn speed_from_distance(channels: &mut Vec<Channel>, laps: &[Lap]) {
    if channels.iter().any(|c| c.quantity == Speed && c.count() > 0) {
        return;
    }
    let Some(distance) = channels.iter().find(|c| c.quantity == Distance) else { return };
    let values: Array1<f64> = distance
        .values
        .iter()
        .zip(laps)
        .map(|(d, l)| if l.duration_s > 0.0 { d / l.duration_s } else { f64::NAN })
        .collect();
    let source = Source::native(format!("{} / time", distance.source.id));
    channels.push(Channel { quantity: Speed, source, values });
}

/// Net slope of each lap, %: ascent minus descent over the distance.
fn slope_from_climb(
    channels: &mut Vec<Channel>,
    laps: &[Lap],
    headers: &[Header],
    columns: &Columns,
    style: NumberStyle,
) {
    const METRES_PER_FOOT: f64 = 0.3048;
    let (Some(up), Some(down)) = (columns.at(Part::Ascent), columns.at(Part::Descent)) else {
        return;
    };
    let Some(distance) = channels.iter().find(|c| c.quantity == Distance) else { return };
    let scale = match headers[up].unit.as_deref() {
        Some("ft") => METRES_PER_FOOT,
        _ => 1.0,
    };
    let metres = |lap: &Lap, column: usize| {
        let cell = lap.record.get(column).map_or("", str::trim);
        // Garmin prints "--" where nothing was climbed.
        if cell == "--" { Some(0.0) } else { style.parse(cell).map(|v| v * scale) }
    };
    let values: Array1<f64> = laps
        .iter()
        .zip(&distance.values)
        .map(|(lap, distance)| match (metres(lap, up), metres(lap, down)) {
            (Some(up), Some(down)) if *distance > 0.0 => 100.0 * (up - down) / distance,
            _ => f64::NAN,
        })
        .collect();
    let source = Source::native(format!(
        "csv:({} - {}) / distance",
        headers[up].raw.replace('\n', " "),
        headers[down].raw.replace('\n', " ")
    ));
    channels.push(Channel { quantity: Grade, source, values });
}

/// Contact over step time beyond which nobody even walks, and below which nobody
/// lands. Ours: running comes to 0.5-1, walking to 1.6.
const DUTY: [f64; 2] = [0.3, 1.9];

/// Blanks averages that nobody has on foot: one damaged cell must not move a lap.
fn leave_out_impossible(channels: &mut [Channel], notes: &mut Vec<Note>) {
    let cadence = channels.iter().find(|c| c.quantity == Cadence).map(|c| c.values.clone());
    let (mut count, mut names) = (0, Vec::new());
    for channel in channels.iter_mut() {
        let range = units::conceivable(channel.quantity);
        let mut here = 0;
        for (i, value) in channel.values.iter_mut().enumerate().filter(|(_, v)| v.is_finite()) {
            let outside = range.is_some_and(|(low, high)| *value < low || *value > high);
            let duty = match &cadence {
                Some(c) if channel.quantity == GroundContactTime => {
                    let spm = if c[i] < 115.0 { 2.0 * c[i] } else { c[i] };
                    *value * spm / 60_000.0
                }
                _ => f64::NAN,
            };
            let zero = *value == 0.0; // a lap of rest
            // Not known is not impossible.
            let absurd = !duty.is_nan() && !(DUTY[0]..=DUTY[1]).contains(&duty);
            if (outside && !zero) || absurd {
                *value = f64::NAN;
                here += 1;
            }
        }
        if here > 0 {
            names.push(channel.source.id.trim_start_matches("csv:").to_owned());
            count += here;
        }
    }
    if count > 0 {
        notes.push(Note::warn(NoteKind::LapValuesLeftOut { values: count, columns: names }));
    }
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
