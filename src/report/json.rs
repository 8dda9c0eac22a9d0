//! The analysis document as JSON: see `docs/output.md`.

use std::io;

use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use crate::analysis::{Analysis, Analyzed};
use crate::gait::waveform::Waveform;
use crate::gait::{Fault, Step};
use crate::metrics::{Metric, Side};
use crate::recording::{Placement, SensorFamily};
use crate::series::{FormSeries, GradeSource, Mask};
use crate::words::in_english;

/// Digits kept of a number: more than any sensor resolves, fewer than differ
/// between machines.
const DIGITS: i32 = 6;

/// What goes into the document beside the analysis, and how it is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Layout {
    /// Indented instead of one line.
    pub pretty: bool,
    /// With the series.
    pub series: bool,
    /// With the single steps.
    pub steps: bool,
    /// With the average steps.
    pub waveforms: bool,
}

/// The document: the analysis and, when asked for, its series.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "runform analysis")]
struct Document<'a> {
    #[serde(flatten)]
    #[schemars(with = "Analysis")]
    analysis: Value,
    /// The samples behind the analysis (`--include series`).
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<SeriesDocument<'a>>,
    /// The single steps of an inertial recording (`--include steps`).
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<Vec<StepDocument>>,
    /// The average steps of an inertial recording (`--include waveforms`).
    #[serde(skip_serializing_if = "Option::is_none")]
    waveforms: Option<Vec<WaveformDocument<'a>>>,
}

/// The average step or stride at one sensor, from initial contact to the next.
#[derive(Serialize, JsonSchema)]
struct WaveformDocument<'a> {
    placement: Placement,
    side: Option<Side>,
    /// `all`, `fresh` or `fatigued`.
    segment: &'static str,
    /// `upward_acceleration` (0 at rest, -1 in flight), `resultant_acceleration`
    /// (1 at rest), `resultant_acceleration_without_gravity` (0 at rest).
    signal: &'static str,
    /// `g`.
    unit: &'static str,
    /// `step` (to the next contact of either foot) or `stride` (of the same foot).
    cycle: &'static str,
    /// Cycles averaged.
    n: usize,
    /// Their mean length, ms.
    cycle_ms: f64,
    /// Mean toe-off, % of the cycle.
    contact_end_pct: Option<f64>,
    /// Mean at 0, 1, ... 100 % of the cycle.
    mean: &'a [f64],
    /// Tenth percentile of the cycles at the same moments.
    p10: &'a [f64],
    /// Ninetieth percentile.
    p90: &'a [f64],
}

impl<'a> WaveformDocument<'a> {
    fn new(wave: &'a Waveform) -> Self {
        WaveformDocument {
            placement: wave.placement,
            side: wave.side,
            segment: wave.part.id(),
            signal: wave.signal.id(),
            unit: "g",
            cycle: if wave.stride { "stride" } else { "step" },
            n: wave.n,
            cycle_ms: wave.cycle_ms,
            contact_end_pct: Some(wave.contact_end_pct).filter(|v| v.is_finite()),
            mean: &wave.mean,
            p10: &wave.low,
            p90: &wave.high,
        }
    }
}

/// The samples of a run, one array per quantity, all of the same length.
#[derive(Serialize, JsonSchema)]
struct SeriesDocument<'a> {
    /// Start of each sample, seconds from the start of the recording.
    t_s: &'a [f64],
    /// Seconds each sample stands for.
    duration_s: &'a [f64],
    /// Timer time at the start of each sample, s.
    active_s: &'a [f64],
    speed_mps: Vec<Option<f64>>,
    grade_pct: Vec<Option<f64>>,
    heart_rate_bpm: Vec<Option<f64>>,
    distance_m: Vec<Option<f64>>,
    altitude_m: Vec<Option<f64>>,
    /// Why a sample is left out of comparisons, reasons joined by `+`; null where it counts.
    excluded_for: Vec<Option<String>>,
    /// Where the slope comes from.
    grade_source: GradeSource,
    metrics: Vec<MetricDocument<'a>>,
}

/// One step; what is not known is null.
#[derive(Serialize, JsonSchema)]
struct StepDocument {
    side: Option<Side>,
    initial_contact_s: f64,
    toe_off_s: Option<f64>,
    contact_ms: Option<f64>,
    flight_ms: Option<f64>,
    step_time_ms: Option<f64>,
    stride_time_ms: Option<f64>,
    vertical_oscillation_mm: Option<f64>,
    /// `good`, or why the step does not count.
    quality: &'static str,
}

impl StepDocument {
    fn new(step: &Step) -> Self {
        let known = |v: f64| v.is_finite().then_some(v);
        StepDocument {
            side: step.side,
            initial_contact_s: step.initial_contact_s,
            toe_off_s: known(step.toe_off_s),
            contact_ms: known(step.contact_ms),
            flight_ms: known(step.step_ms - step.contact_ms),
            step_time_ms: known(step.step_ms),
            stride_time_ms: known(step.stride_ms),
            vertical_oscillation_mm: known(step.oscillation_mm),
            quality: step.fault.map_or("good", Fault::id),
        }
    }
}

/// The samples of one metric.
#[derive(Serialize, JsonSchema)]
struct MetricDocument<'a> {
    metric: Metric,
    unit: &'a str,
    source: String,
    sensor: SensorFamily,
    estimated: bool,
    values: Vec<Option<f64>>,
}

/// Reasons joined by `+`, or `None` where the sample counts.
pub(crate) fn excluded_for(mask: Mask) -> Option<String> {
    let names: Vec<&str> =
        Mask::NAMED.iter().filter(|(m, _)| mask.any(*m)).map(|(_, name)| *name).collect();
    (!names.is_empty()).then(|| names.join("+"))
}

impl<'a> SeriesDocument<'a> {
    fn new(series: &'a FormSeries) -> Self {
        let values = |a: &ndarray::Array1<f64>| -> Vec<Option<f64>> {
            a.iter().map(|v| v.is_finite().then_some(*v)).collect()
        };
        SeriesDocument {
            t_s: series.t.as_slice().unwrap_or_default(),
            duration_s: series.dur.as_slice().unwrap_or_default(),
            active_s: series.active.as_slice().unwrap_or_default(),
            speed_mps: values(&series.speed),
            grade_pct: values(&series.grade),
            heart_rate_bpm: values(&series.heart_rate),
            distance_m: values(&series.distance),
            altitude_m: values(&series.altitude),
            excluded_for: series.mask.iter().map(|m| excluded_for(*m)).collect(),
            grade_source: series.grade_source,
            metrics: series
                .metrics
                .iter()
                .map(|m| MetricDocument {
                    metric: m.metric,
                    unit: m.unit,
                    source: m.source.to_string(),
                    sensor: m.family,
                    estimated: m.estimated,
                    values: values(&m.values),
                })
                .collect(),
        }
    }
}

/// The document of one recording, ending in a line break.
///
/// # Errors
/// Only those of the serialiser.
pub fn document(analyzed: &Analyzed, layout: Layout) -> io::Result<String> {
    let series = layout.series.then(|| SeriesDocument::new(&analyzed.series));
    let all = analyzed.series.steps.iter().map(StepDocument::new);
    let steps = layout.steps.then(|| all.collect());
    let waveforms =
        layout.waveforms.then(|| analyzed.waveforms.iter().map(WaveformDocument::new).collect());
    let mut analysis = serde_json::to_value(&analyzed.analysis)?;
    in_english(|words| words.beside(&mut analysis));
    // Programs look for the reason where the note of a session stands.
    if let Some(why) = analysis.pointer("/prescription/withheld/message").cloned()
        && let Some(note) = analysis.pointer_mut("/prescription/evidence_note")
    {
        *note = why;
    }
    to_text(&Document { analysis, series, steps, waveforms }, layout.pretty)
}

/// The JSON Schema of the document.
pub fn schema() -> Schema {
    let mut schema = schemars::schema_for!(Document<'static>);
    RecursiveTransform(beside_codes).transform(&mut schema);
    schema
}

/// A document has the text of a fact beside its code; see `Words::beside`.
fn beside_codes(schema: &mut Schema) {
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    if let Some(properties) = properties.filter(|p| p.contains_key("code")) {
        properties.entry("message").or_insert_with(
            || serde_json::json!({ "type": "string", "description": "The same in English." }),
        );
    }
}

/// A document with the English text of every code beside it.
///
/// # Errors
/// Only those of the serialiser.
pub fn told(value: &impl Serialize, pretty: bool) -> io::Result<String> {
    let mut value = serde_json::to_value(value)?;
    in_english(|words| words.beside(&mut value));
    to_text(&value, pretty)
}

/// Any value in the same style: rounded numbers, no character that a terminal
/// could take for a command, a line break at the end.
///
/// # Errors
/// Only those of the serialiser.
pub fn to_text(value: &impl Serialize, pretty: bool) -> io::Result<String> {
    let mut bytes = Vec::new();
    if pretty {
        let formatter = Rounded(PrettyFormatter::new());
        value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, formatter))?;
    } else {
        let formatter = Rounded(CompactFormatter);
        value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, formatter))?;
    }
    let text = String::from_utf8(bytes).map_err(io::Error::other)?;
    let mut safe = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        // Outside ASCII only strings have characters, where \u escapes are allowed.
        if matches!(c, '\u{7f}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        {
            safe.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            safe.push(c);
        }
    }
    safe.push('\n');
    Ok(safe)
}

/// `value` to [`DIGITS`] significant digits, never coarser than a whole number.
pub(crate) fn round(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return if value == 0.0 { 0.0 } else { value };
    }
    let decimals = (DIGITS - 1 - value.abs().log10().floor() as i32).clamp(0, 15) as usize;
    // Through text: the decimal number nearest to the value, the same on every machine.
    let rounded: f64 = format!("{value:.decimals$}").parse().unwrap_or(value);
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// Rounds floating-point numbers and leaves the layout to `F`.
struct Rounded<F>(F);

impl<F: Formatter> Formatter for Rounded<F> {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        self.0.write_f64(writer, round(value))
    }
    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }
    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }
    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }
    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }
    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }
    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }
    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }
    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }
    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_and_never_less_than_whole() {
        for (given, expected) in [
            (248.123_456_7, 248.123),
            (0.1 + 0.2, 0.3),
            (1_234_567.89, 1_234_568.0),
            (-0.000_012_345_678, -0.000_012_345_7),
            (-0.0, 0.0),
            (9.999_999_9, 10.0),
            (1e300, 1e300),
        ] {
            assert_eq!(round(given), expected);
        }
        assert!(round(-0.0).is_sign_positive());
        assert!(round(1e-30).is_sign_positive());
    }

    #[test]
    fn what_is_not_a_number_is_null_and_terminals_stay_safe() {
        let text =
            to_text(&(f64::NAN, f64::INFINITY, "\u{1b}[2J\u{9b}2J\u{202e}é"), false).unwrap();
        assert_eq!(text, "[null,null,\"\\u001b[2J\\u009b2J\\u202eé\"]\n");
        let back: (Option<f64>, Option<f64>, String) = serde_json::from_str(&text).unwrap();
        assert_eq!(back.2, "\u{1b}[2J\u{9b}2J\u{202e}é");
    }

    #[test]
    fn pretty_is_the_same_document_indented() {
        let value = serde_json::json!({"a": [1.5, {"b": null}], "c": []});
        let pretty = to_text(&value, true).unwrap();
        assert_eq!(pretty, serde_json::to_string_pretty(&value).unwrap() + "\n");
    }

    #[test]
    fn reasons_are_joined() {
        assert_eq!(excluded_for(Mask::NONE), None);
        assert_eq!(excluded_for(Mask::PAUSE.with(Mask::GPS)).as_deref(), Some("pause+gps"));
    }
}
