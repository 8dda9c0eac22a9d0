//! An [`Inspection`] for people.

use anstyle::Style;

use super::{Found, How, Inspection};
use crate::analysis::RecordingKind;
use crate::recording::Severity;
use crate::report::show;
use crate::report::text::Page;
use crate::units::{STANDARD_GRAVITY, clock};
use crate::words;

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().bold();

/// The page, with escape sequences for style.
pub fn terminal(inspection: &Inspection, width: usize) -> String {
    let mut page = Page::new(width);
    page.text(BOLD, &inspection.path);
    let recordings = count(inspection.recordings.len(), "recording");
    page.text(PLAIN, &format!("{}, {recordings}", count(inspection.size_bytes, "byte")));
    for found in &inspection.recordings {
        page.blank();
        recording(&mut page, found);
    }
    page.finish()
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

fn recording(page: &mut Page, found: &Found) {
    let parts = [
        Some(format!("{}. {}", found.index + 1, found.sport)),
        found.title.clone(),
        found.start_time.as_deref().map(show::date),
        found.device.clone(),
        Some(found.format.clone()),
    ];
    page.text(BOLD, &parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    let rows = match (found.kind, found.sample_rate_hz) {
        (RecordingKind::Laps, _) => count(found.records, "lap"),
        (_, Some(hz)) => format!("{} at {hz:.1} Hz", count(found.records, "record")),
        _ => count(found.records, "record"),
    };
    page.text(
        PLAIN,
        &format!(
            "{rows}, {}, {}, {} marked",
            clock(found.duration_s),
            count(found.pauses, "pause"),
            count(found.laps, "lap")
        ),
    );
    for note in &found.notes {
        let lead = if note.severity == Severity::Info { "  - " } else { "  ! " };
        page.item(lead, PLAIN, &words::english(note));
    }
    if found.kind == RecordingKind::Imu {
        sensors(page, found);
    } else {
        channels(page, found);
    }
    for (how, title) in [(How::Measured, "Measured"), (How::Derived, "Computed")] {
        let list: Vec<String> = found
            .abilities
            .iter()
            .filter(|a| a.how == how)
            .map(|a| format!("{} ({})", show::name(a.metric), a.why))
            .collect();
        if !list.is_empty() {
            page.item("", PLAIN, &format!("{title}: {}.", list.join("; ")));
        }
    }
    not_measurable(page, found);
    mapping(page, found);
}

/// Metrics that lack the same thing share a line.
fn not_measurable(page: &mut Page, found: &Found) {
    let lacking = found.abilities.iter().filter(|a| a.how == How::NotMeasurable);
    let groups = show::by_reason(lacking.map(|a| (show::name(a.metric), a.why.clone())));
    if !groups.is_empty() {
        page.text(PLAIN, "Not measurable from this recording:");
    }
    for (metrics, why) in groups {
        page.item("- ", PLAIN, &format!("{}: {why}", metrics.join(", ")));
    }
}

fn channels(page: &mut Page, found: &Found) {
    if found.channels.is_empty() {
        page.text(PLAIN, "No measured series in it.");
        return;
    }
    let header = ["series", "unit", "filled", "lowest", "median", "highest", "from"];
    let mut rows = vec![header.map(String::from).to_vec()];
    for c in &found.channels {
        let mut row = vec![
            c.quantity.id().replace('_', " "),
            c.unit.clone(),
            format!("{:.0} %", 100.0 * c.share),
        ];
        match c.range {
            Some(range) => row.extend(range.map(number)),
            None => row.extend(["-".to_string(), "-".into(), "-".into()]),
        }
        row.push(c.source.clone());
        rows.push(row);
    }
    page.rows(PLAIN, "", &rows, &[false, false, true, true, true, true, false]);
}

fn sensors(page: &mut Page, found: &Found) {
    let header = ["sensor", "worn at", "Hz", "seconds", "pieces", "gyro", "range", "clipped"];
    let mut rows = vec![header.map(String::from).to_vec()];
    for s in &found.sensors {
        let g = |v: f64| format!("{:.0} g", v / STANDARD_GRAVITY);
        rows.push(vec![
            if s.name.is_empty() { "-".into() } else { s.name.clone() },
            s.placement.id().replace('_', " "),
            format!("{:.1}", s.rate_hz),
            format!("{:.0}", s.seconds),
            s.pieces.to_string(),
            if s.gyroscope { "yes" } else { "no" }.into(),
            s.range_mps2.map_or_else(|| "-".into(), g),
            format!("{:.1} %", 100.0 * s.clipped),
        ]);
    }
    page.rows(PLAIN, "", &rows, &[false, false, true, true, true, false, true, true]);
}

fn number(value: f64) -> String {
    let decimals = if value.abs() >= 100.0 { 0 } else { 2 };
    // Adding zero turns −0 into 0.
    let rounded = (value * 100.0).round() / 100.0 + 0.0;
    format!("{rounded:.decimals$}")
}

fn mapping(page: &mut Page, found: &Found) {
    if found.columns.is_empty() {
        return;
    }
    page.text(PLAIN, "Columns or fields, and what they were taken for:");
    let rows: Vec<Vec<String>> = found
        .columns
        .iter()
        .map(|c| {
            let taken = match c.quantity {
                Some(q) if c.unit == q.unit() => {
                    format!("{} ({})", q.id().replace('_', " "), c.unit)
                }
                Some(q) => format!("{} ({} to {})", q.id().replace('_', " "), c.unit, q.unit()),
                None if c.unit.is_empty() => "left alone".into(),
                None => format!("left alone ({})", c.unit),
            };
            let remark = c.remark.clone().unwrap_or_default();
            vec![c.column.clone(), format!("→ {taken}"), remark]
        })
        .collect();
    page.rows(PLAIN, "  ", &rows, &[false, false, false]);
}
