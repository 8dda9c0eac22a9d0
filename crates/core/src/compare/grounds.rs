//! Climbs against climbs, level against level, descents against descents: the same
//! model on the rows of one kind of ground.

use super::Ground;
use super::drift::{Model, Row, Rows, quarters, whole_run};
use crate::settings::Drift;

/// The change on one kind of ground, on the model's scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct OnGround {
    pub(super) ground: Ground,
    pub(super) change: f64,
    pub(super) half: f64,
    /// First and last start of its early rows, s on the recording's clock.
    pub(super) early_s: [f64; 2],
    /// The same of its late rows.
    pub(super) late_s: [f64; 2],
}

/// A run that is nearly all of one kind says it with the run as a whole. Ours.
const NEARLY_ALL: f64 = 0.9;

/// The kinds of ground with enough rows.
pub(super) fn by_ground(rows: &Rows, model: &Model, settings: &Drift) -> Vec<OnGround> {
    let all = &rows.rows;
    [Ground::Uphill, Ground::Level, Ground::Downhill]
        .into_iter()
        .filter_map(|ground| {
            let here: Vec<Row> =
                all.iter().filter(|r| of(r, settings) == ground).copied().collect();
            if here.len() < settings.ground_rows
                || here.len() as f64 > NEARLY_ALL * all.len() as f64
            {
                return None;
            }
            let (early, late) = quarters(&here, settings);
            let d = whole_run(&here, &early, &late, model, settings).ok()?;
            let span = |part: &[bool]| {
                let mut inside = here.iter().zip(part).filter(|(_, is)| **is).map(|(r, _)| r);
                let first = inside.next()?;
                let last = inside.next_back().unwrap_or(first);
                Some([first.clock, last.clock + last.seconds])
            };
            Some(OnGround {
                ground,
                change: d.change,
                half: d.half,
                early_s: span(&early)?,
                late_s: span(&late)?,
            })
        })
        .collect()
}

fn of(row: &Row, settings: &Drift) -> Ground {
    match row.up + row.down {
        g if g > settings.ground_pct => Ground::Uphill,
        g if g < -settings.ground_pct => Ground::Downhill,
        _ => Ground::Level,
    }
}
