//! What the script and the table beside the charts over time are made of.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Markup;
use super::points::Points;
use crate::report::masks;
use crate::units::clock;
use crate::words::Words;

/// Rows of the table beside the charts at most, about.
const TABLE_ROWS: f64 = 60.0;

/// How a value is written.
pub(super) type Text = Box<dyn Fn(f64) -> String>;
/// A column of the table beside the charts: heading, values, and how they are written.
pub(super) type Column = (String, Vec<f64>, Text);

/// What the script needs to tell values under the pointer.
#[derive(Serialize)]
struct Data {
    point_s: f64,
    end_s: f64,
    /// Distance covered at each point.
    distance: String,
    /// Reasons for leaving out, and which holds at each point (0: it counts).
    reasons: Vec<String>,
    reason: String,
    panels: BTreeMap<&'static str, String>,
}

/// What the script reads, as JSON.
pub(super) fn data(
    points: &Points,
    panels: BTreeMap<&'static str, String>,
    words: &Words,
) -> Markup {
    let series = points.series;
    let mut reasons: Vec<String> = vec![String::new()];
    // A point counts if any of its samples does; else its first sample says why not.
    let mut at: Vec<Option<usize>> = vec![None; points.n];
    let mut far: Vec<f64> = vec![f64::NAN; points.n];
    for i in 0..series.len() {
        let text = masks::reasons(series.mask[i], words);
        let known = reasons.iter().position(|r| *r == text);
        let reason = known.unwrap_or_else(|| {
            reasons.push(text);
            reasons.len() - 1
        });
        for k in points.places(i) {
            if at[k].is_none() || reason == 0 {
                at[k] = Some(reason);
            }
            if far[k].is_nan() {
                far[k] = series.distance[i];
            }
        }
    }
    let join = |texts: Vec<String>| texts.join(" ");
    let distance = |d: &f64| {
        let text = if d.is_finite() { words.tongue().distance(*d) } else { "-".into() };
        text.replace(' ', "\u{a0}")
    };
    let data = Data {
        point_s: points.point_s,
        end_s: points.end_s,
        distance: join(far.iter().map(distance).collect()),
        reason: join(at.iter().map(|r| r.unwrap_or(0).to_string()).collect()),
        reasons,
        panels,
    };
    // Nothing in a script element may look like its end.
    Markup(serde_json::to_string(&data).unwrap_or_default().replace('<', "\\u003c"))
}

/// The table beside the charts: means over whole minutes.
pub(super) fn rows(points: &Points, columns: &[Column]) -> Vec<Vec<String>> {
    let minutes = (points.end_s / 60.0 / TABLE_ROWS).ceil().max(1.0);
    let per_row = ((60.0 * minutes / points.point_s).round() as usize).max(1);
    (0..points.n)
        .step_by(per_row)
        .map(|from| {
            let to = (from + per_row).min(points.n);
            let cell = |(_, values, text): &Column| {
                let inside = values.get(from..to).unwrap_or_default();
                let inside: Vec<f64> = inside.iter().copied().filter(|v| v.is_finite()).collect();
                if inside.is_empty() {
                    return "-".into();
                }
                text(inside.iter().sum::<f64>() / inside.len() as f64)
            };
            std::iter::once(clock(from as f64 * points.point_s))
                .chain(columns.iter().map(cell))
                .collect()
        })
        .collect()
}
