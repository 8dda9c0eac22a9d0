//! Columns of every table, in order. Names end in their unit; where the unit
//! differs from row to row, a `unit` column says it.

use super::table::{Cells, FLAG, NUMBER, Shape, TEXT, WHOLE};
use crate::report::summary;

pub(super) const RECORDINGS: &[Shape] = &[
    ("recording_id", TEXT),
    ("recording_index", WHOLE),
    ("path", TEXT),
    ("status", TEXT),
    ("reason", TEXT),
    ("format", TEXT),
    ("device", TEXT),
    ("title", TEXT),
    ("sport", TEXT),
    ("kind", TEXT),
    ("start_time", TEXT),
    ("placements", TEXT),
    ("sample_rate_hz", NUMBER),
    ("duration_s", NUMBER),
    ("active_s", NUMBER),
    ("running_s", NUMBER),
    ("distance_m", NUMBER),
    ("quality", TEXT),
    ("comparison_status", TEXT),
    ("comparison_reason", TEXT),
    ("comparison_mode", TEXT),
    ("fatigue_evidence", TEXT),
    ("fatigue_reasons", TEXT),
    ("decoupling_pct", NUMBER),
    ("reference_speed_mps", NUMBER),
    ("valid_fresh_s", NUMBER),
    ("valid_fatigued_s", NUMBER),
    ("notes", TEXT),
    ("settings_hash", TEXT),
    ("runform_version", TEXT),
];

pub(super) const SEGMENTS: &[Shape] = &[
    ("recording_id", TEXT),
    ("recording_index", WHOLE),
    ("segment", TEXT),
    ("start_s", NUMBER),
    ("end_s", NUMBER),
    ("running_s", NUMBER),
    ("distance_m", NUMBER),
    ("speed_mps", NUMBER),
    ("grade_pct", NUMBER),
    ("heart_rate_bpm", NUMBER),
    ("metric", TEXT),
    ("side", TEXT),
    ("unit", TEXT),
    ("mean", NUMBER),
    ("median", NUMBER),
    ("sd", NUMBER),
    ("n", WHOLE),
    ("ci95_low", NUMBER),
    ("ci95_high", NUMBER),
    ("source", TEXT),
    ("estimated", FLAG),
];

pub(super) const COMPARISONS: &[Shape] = &[
    ("recording_id", TEXT),
    ("recording_index", WHOLE),
    ("metric", TEXT),
    ("unit", TEXT),
    ("source", TEXT),
    ("estimated", FLAG),
    ("fresh", NUMBER),
    ("fatigued", NUMBER),
    ("raw_change", NUMBER),
    ("adjusted_change", NUMBER),
    ("adjusted_change_pct", NUMBER),
    ("ci95_low", NUMBER),
    ("ci95_high", NUMBER),
    ("matched_change", NUMBER),
    ("matched_s", NUMBER),
    ("swc", NUMBER),
    ("mdc", NUMBER),
    ("verdict", TEXT),
    ("adverse", FLAG),
    ("reason", TEXT),
    ("onset_s", NUMBER),
    ("onset_m", NUMBER),
    ("onset_ci95_low_s", NUMBER),
    ("onset_ci95_high_s", NUMBER),
    ("n_eff", NUMBER),
];

pub(super) const FINDINGS: &[Shape] = &[
    ("recording_id", TEXT),
    ("recording_index", WHOLE),
    ("finding", TEXT),
    ("title", TEXT),
    ("label", TEXT),
    ("confidence", TEXT),
    ("basis", TEXT),
    ("side", TEXT),
    ("severity", NUMBER),
    ("metrics", TEXT),
    ("evidence", TEXT),
    ("explanation", TEXT),
];

pub(super) const ADD_ONS: &[Shape] = &[
    ("recording_id", TEXT),
    ("recording_index", WHOLE),
    ("exercise", TEXT),
    ("name", TEXT),
    ("for", TEXT),
    ("sets", WHOLE),
    ("reps_low", WHOLE),
    ("reps_high", WHOLE),
    ("hold_low_s", WHOLE),
    ("hold_high_s", WHOLE),
    ("side", TEXT),
    ("evidence_grade", TEXT),
    ("basis", TEXT),
    ("sources", TEXT),
    ("why", TEXT),
];

pub(super) const STEPS: &[Shape] = &[
    ("recording_id", TEXT),
    ("recording_index", WHOLE),
    ("step", WHOLE),
    ("side", TEXT),
    ("initial_contact_s", NUMBER),
    ("toe_off_s", NUMBER),
    ("contact_ms", NUMBER),
    ("flight_ms", NUMBER),
    ("step_time_ms", NUMBER),
    ("stride_time_ms", NUMBER),
    ("vertical_oscillation_mm", NUMBER),
    ("pelvic_drop_deg", NUMBER),
    ("shank_inclination_deg", NUMBER),
    ("quality", TEXT),
];

const SERIES: &[Shape] = &[
    ("recording_id", TEXT),
    ("recording_index", WHOLE),
    ("t_s", NUMBER),
    ("duration_s", NUMBER),
    ("active_s", NUMBER),
    ("speed_mps", NUMBER),
    ("grade_pct", NUMBER),
    ("heart_rate_bpm", NUMBER),
    ("distance_m", NUMBER),
    ("altitude_m", NUMBER),
    ("excluded_for", TEXT),
];

pub(super) fn series() -> impl Iterator<Item = (String, Cells)> {
    let fixed = SERIES.iter().map(|(name, cells)| ((*name).to_string(), cells.clone()));
    fixed.chain(summary::columns().map(|(_, _, column)| (column, NUMBER)))
}
