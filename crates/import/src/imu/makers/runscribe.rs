//! RunScribe: a table with one row per step, both feet interleaved.

use super::super::super::{Confidence, ImportError, ImportOptions};
use super::super::problem::{SensorProblem, first_columns};
use super::Maker;
use super::header::Header;
use super::source::{Head, Lines, Taken};
use crate::recording::{
    Body, Data, Mapping, MeasuredStep, Note, Quantity, Recording, SensorNote, Side, Sport,
    StepTable,
};

pub(super) const LAYOUT: Maker = Maker { sniff, read };

const MAKER: &str = "RunScribe";
const SIGNATURE: [&str; 4] = ["contact_time", "flight_ratio", "footstrike_type", "step_rate"];

fn is_header(line: &str) -> bool {
    let header = Header::parse(line);
    SIGNATURE.iter().all(|name| header.find(name).is_some())
}

fn sniff(head: &Head) -> Confidence {
    if is_header(head.line(0)) { Confidence::Certain } else { Confidence::No }
}

/// A column and what its unit is multiplied with.
#[derive(Clone, Copy)]
struct Column(Option<usize>, f64);

fn read(mut lines: Lines<'_>, _options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let line = lines.find(MAKER, is_header)?;
    let header = Header::parse(&line);
    // `time_sec` counts on a clock of both feet; `timestamp` is each pod's own, in ms.
    let time = match header.find("time_sec") {
        Some(column) => Column(Some(column), 1.0),
        None => Column(header.find("timestamp"), 1e-3),
    };
    if time.0.is_none() {
        let columns = first_columns(header.cells.iter().map(String::as_str));
        return Err(SensorProblem::PodNoTime { columns }.into());
    }
    let foot = header.find("foot");
    let contact = Column(header.find("contact_time"), 1.0);
    let rate = Column(header.find("step_rate"), 1.0);
    let speed = Column(header.find("stride_pace"), 1.0);
    let mut notes = Vec::new();
    let mut steps: Vec<MeasuredStep> = Vec::new();
    lines.rows(header.separator).each(MAKER, &mut notes, |row| {
        let value = |c: Column| c.0.map_or(Some(f64::NAN), |i| Some(row.number(i)? * c.1));
        let at = value(time)?;
        if at.is_nan() {
            return None;
        }
        let side = match foot.and_then(|f| row.text(f)) {
            Some("l" | "L" | "left" | "Left") => Some(Side::Left),
            Some("r" | "R" | "right" | "Right") => Some(Side::Right),
            _ => None,
        };
        let positive = |v: f64| if v > 0.0 { v } else { f64::NAN };
        steps.push(MeasuredStep {
            initial_contact_s: at,
            side,
            contact_ms: positive(value(contact)?),
            step_time_ms: 60_000.0 / positive(value(rate)?),
            speed_mps: value(speed)?,
        });
        Some(Taken::Yes)
    })?;
    if steps.windows(2).any(|w| w[1].initial_contact_s < w[0].initial_contact_s) {
        notes.push(Note::of(SensorNote::StepsSorted));
        steps.sort_by(|a, b| a.initial_contact_s.total_cmp(&b.initial_contact_s));
    }
    let mappings = header
        .cells
        .iter()
        .enumerate()
        .map(|(i, cell)| {
            let (quantity, unit, remark) = match Some(i) {
                c if c == time.0 => {
                    (None, if time.1 == 1.0 { "s" } else { "ms" }, Some("time of initial contact"))
                }
                c if c == foot => (None, "", Some("foot")),
                c if c == contact.0 => (Some(Quantity::GroundContactTime), "ms", None),
                c if c == rate.0 => (Some(Quantity::Cadence), "steps/min", None),
                c if c == speed.0 => (
                    Some(Quantity::Speed),
                    "m/s",
                    Some("agrees with stride length times stride rate"),
                ),
                _ => (None, "", None),
            };
            Mapping {
                column: cell.clone(),
                quantity,
                unit: unit.into(),
                remark: remark.map(Into::into),
            }
        })
        .collect();
    Ok(vec![Recording {
        format: "csv:runscribe",
        device: Some(MAKER.into()),
        sport: Sport::Unknown,
        title: None,
        start: None,
        body: Body::default(),
        data: Data::Steps(StepTable { steps, source: "csv:runscribe".into() }),
        mappings,
        notes,
    }])
}
