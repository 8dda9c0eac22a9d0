//! Reports of a hand-made analysis: terminal, JSON, tables.

use std::collections::BTreeMap;

use ndarray::{Array1, array};
use runform::analysis::{
    Analysis, Analyzed, Quality, RecordingInfo, RecordingKind, Segment, SegmentMetric, Side,
};
use runform::compare::{
    Comparison, FatigueEvidence, FatigueSign, MetricChange, Mode, Reason, Says, Status, Verdict,
};
use runform::form::{Basis, Confidence, Finding, Label, NotMeasured};
use runform::metrics::Metric;
use runform::recording::{
    Body, Channel, Data, Mapping, Note, Quantity, Recording, SensorFamily, Site, Source, Span,
    Sport, WatchSeries,
};
use runform::report::inspect::{self, Inspection};
use runform::report::json;
use runform::report::terminal::{self, View};
use runform::segment;
use runform::series::{FormSeries, GradeSource, Mask, MetricSeries, Sampling};
use runform::settings::Settings;
use runform::strength::{
    AddOn, AddOnSide, LinkBasis, Prescription, Session, SessionBlock, SessionExercise,
};
use runform::units::Units;
use runform::words::{Language, Tongue, Words};

fn change(metric: Metric, levels: [f64; 2], adjusted: f64, verdict: Verdict) -> MetricChange {
    MetricChange {
        fresh: Some(levels[0]),
        fatigued: Some(levels[1]),
        raw_change: Some(levels[1] - levels[0]),
        adjusted_change: Some(adjusted),
        adjusted_change_pct: Some(100.0 * adjusted / levels[0]),
        ci95: Some([adjusted - 1.25, adjusted + 1.25]),
        matched_change: Some(adjusted),
        matched_s: 420.0,
        swc: Some(6.2),
        mdc: Some(4.0),
        verdict,
        adverse: verdict >= Verdict::Possible,
        n_eff: Some(12.0),
        fresh_at_pace: Some(levels[0]),
        fatigued_at_pace: Some(levels[0] + adjusted),
        ..MetricChange::new(metric, metric.unit(), &format!("fit:{metric}").into())
    }
}

fn segment(id: &str, minutes: [f64; 2], speed: f64, heart: f64) -> Segment {
    Segment {
        id: id.into(),
        start_s: 60.0 * minutes[0],
        end_s: 60.0 * minutes[1],
        running_s: (60.0 * (minutes[1] - minutes[0])).round(),
        distance_m: None,
        speed_mps: Some(speed),
        grade_pct: Some(0.1),
        heart_rate_bpm: Some(heart),
        metrics: vec![SegmentMetric {
            metric: Metric::GroundContactTime,
            side: None,
            unit: "ms".into(),
            mean: Some(251.25),
            median: Some(250.5),
            sd: Some(6.0),
            n: 600,
            ci95: Some([250.0, 252.5]),
            source: "fit:stance_time".into(),
            estimated: false,
            accuracy: None,
        }],
    }
}

fn recording() -> RecordingInfo {
    RecordingInfo {
        path: "runs/long.fit".into(),
        sha256: "ab".repeat(32),
        index: 0,
        format: "fit".into(),
        device: Some("garmin fenix3".into()),
        title: Some("Long \u{1b}[31mrun".into()),
        sport: "running".into(),
        start_time: Some("2024-05-12T07:03:12+02:00".into()),
        kind: RecordingKind::Watch,
        placements: vec![],
        sample_rate_hz: Some(1.0),
        duration_s: 5100.0,
        active_s: 4860.0,
        running_s: 4740.0,
        distance_m: Some(15_310.0),
        excluded_s: BTreeMap::from([("grade".into(), 120.0)]),
        quality: Quality::Good,
        notes: vec![
            Note::of(crate::support::told(
                "cadence_doubled",
                "Cadence was counted in strides and doubled.",
            )),
            Note::warn(crate::support::told("gps_dropouts", "GPS was lost 3 times."))
                .with_share(0.02),
        ],
    }
}

/// A long run with a clear rise of contact time.
pub fn analysis() -> Analysis {
    let mut insufficient = change(Metric::VerticalRatio, [8.4, 8.5], 0.1, Verdict::Insufficient);
    insufficient.adjusted_change = None;
    insufficient.ci95 = None;
    insufficient.reason = Some(Reason::TooNoisy);
    Analysis {
        schema: "runform/analysis/1".into(),
        runform_version: env!("CARGO_PKG_VERSION").into(),
        settings_hash: "cd".repeat(32),
        recording: recording(),
        segments: vec![
            segment("all", [0.0, 81.0], 3.16, 152.0),
            segment("fresh", [8.1, 18.1], 3.18, 148.0),
            segment("fatigued", [70.0, 80.0], 3.10, 158.0),
        ],
        comparison: Comparison {
            status: Status::Compared,
            reason: None,
            mode: Mode::SteadyLong,
            fatigue_evidence: FatigueEvidence::Moderate,
            fatigue_signs: vec![
                FatigueSign::HeartRateAgainstPace { change_pct: 6.2, says: Says::For },
                FatigueSign::LongRun { minutes: 79.0, says: Says::Neither },
            ],
            decoupling_pct: Some(6.21),
            reference_speed_mps: Some(3.125),
            valid_fresh_s: 580.0,
            valid_fatigued_s: 590.0,
            metrics: vec![
                change(Metric::Cadence, [172.0, 171.0], -0.2, Verdict::Stable),
                change(Metric::GroundContactTime, [248.0, 257.0], 8.05, Verdict::Clear),
                change(Metric::VerticalOscillation, [89.0, 93.0], 3.5, Verdict::Possible),
                change(Metric::ContactBalanceLeft, [49.8, 48.6], -1.2, Verdict::Likely),
                MetricChange {
                    estimated: true,
                    accuracy: None,
                    ..change(Metric::FlightTime, [101.0, 96.0], -4.0, Verdict::Likely)
                },
                insufficient,
            ],
        },
        context: vec![],
        history: None,
        findings: vec![Finding {
            id: "gct_rise_under_fatigue".into(),
            title: "Longer ground contact when tired".into(),
            label: Label::Breakdown,
            confidence: Confidence::High,
            basis: Basis::Measured,
            evidence: vec!["Contact rose by 8.1 ms at 5:20 min/km.".into()],
            metrics: vec![Metric::GroundContactTime],
            side: Some(Side::Left),
            severity: 1.3,
            combined: false,
            no_breakdown: None,
            explanation:
                "Each foot stays down longer at the same pace. That is common. More in full.".into(),
            chance_pct: Some(3.7),
        }],
        not_measured: vec![NotMeasured {
            id: "hip_drop".into(),
            why: "needs an inertial sensor on the pelvis".into(),
            needs: None,
        }],
        prescription: prescription(),
    }
}

fn prescription() -> Prescription {
    let exercise = |id: &str, name: &str| AddOn {
        exercise: id.into(),
        name: name.into(),
        r#for: vec!["gct_rise_under_fatigue".into()],
        sets: 3,
        reps: Some([15, 20]),
        hold_s: None,
        side: AddOnSide::LeftFirst,
        evidence_grade: "B".into(),
        basis: LinkBasis::CauseStated,
        sources: vec!["someone-2020".into()],
        why: "A calf that tires lets the contact grow.".into(),
        how: "Slowly up and down.".into(),
    };
    let mut add_ons: Vec<AddOn> =
        (1..=4).map(|i| exercise(&format!("raise_{i}"), &format!("Calf raise {i}"))).collect();
    add_ons[1] = AddOn {
        reps: None,
        hold_s: Some([30, 30]),
        side: AddOnSide::Both,
        ..exercise("plank", "Plank")
    };
    Prescription {
        focus: vec!["calf_ankle".into()],
        add_ons,
        session: Session {
            minutes: 20.0,
            blocks: vec![SessionBlock {
                area: "calf_ankle".into(),
                minutes: 8.0,
                exercises: vec![SessionExercise {
                    exercise: "raise_1".into(),
                    name: "Calf raise 1".into(),
                    dose: "3 × 15-20".into(),
                    sets: 3,
                    reps: Some([15, 20]),
                    ..SessionExercise::default()
                }],
            }],
        },
        evidence_note: "Strength work changes economy more surely than form.".into(),
        withheld: None,
        safety: "No medical advice. Stop if it hurts. And more.".into(),
    }
}

fn series() -> FormSeries {
    let n = 3;
    FormSeries {
        sampling: Sampling::Seconds,
        t: array![0.0, 1.0, 2.0],
        dur: Array1::ones(n),
        active: array![0.0, 1.0, 2.0],
        speed: array![3.0, 3.1, f64::NAN],
        grade: Array1::zeros(n),
        heart_rate: Array1::from_elem(n, 150.0),
        distance: array![0.0, 3.0, 6.1],
        altitude: Array1::from_elem(n, f64::NAN),
        mask: vec![Mask::NONE, Mask::GRADE.with(Mask::GPS), Mask::PAUSE],
        metrics: vec![
            metric_series(Metric::GroundContactTime, "ms", array![250.0, f64::NAN, 252.0]),
            metric_series(Metric::VerticalStiffness, "1/s²", array![350.0, 351.0, 352.0]),
        ],
        sides: vec![],
        steps: vec![],
        step_sensors: vec![],
        pauses: vec![],
        laps: vec![],
        speed_source: Some(runform::recording::Source::native("fit:enhanced_speed")),
        grade_source: GradeSource::Barometric,
        record_step_s: 1.0,
    }
}

fn metric_series(metric: Metric, unit: &'static str, values: Array1<f64>) -> MetricSeries {
    MetricSeries {
        metric,
        unit,
        source: "fit:x".into(),
        family: SensorFamily::Native,
        site: Site::Unknown,
        estimated: false,
        accuracy: None,
        resolution: 0.0,
        values,
    }
}

pub fn analyzed() -> Analyzed {
    let series = series();
    let windows = segment::choose(&series, &Settings::default());
    Analyzed {
        analysis: analysis(),
        settings: Settings::default(),
        series,
        windows,
        rows: Vec::new(),
        waveforms: Vec::new(),
    }
}

fn plain(analysis: &Analysis, units: Units, columns: usize, details: bool) -> String {
    told(analysis, Tongue { units, ..Tongue::default() }, columns, details)
}

fn told(analysis: &Analysis, tongue: Tongue, columns: usize, details: bool) -> String {
    let words = Words::new(tongue);
    let view = View { words: &words, columns, details };
    anstream::adapter::strip_str(&terminal::summary(analysis, view)).to_string()
}

#[test]
fn the_summary_reads_in_ten_seconds() {
    insta::assert_snapshot!(plain(&analysis(), Units::Metric, 80, false), @"
    Long run · Sun 12 May 2024 · 15.3 km · 1:21:00 · 5:17 min/km
    When tired, your feet stayed on the ground 8 ms longer at the same pace (+3 %).
                       fresh  tired  change  95 % range
    Ground contact ms    248    256    +8.1  +6.8..+9.3    ↑ clearly worse
    Cadence spm          172    172    −0.2  −1.4..+1.1    = stable
    Bounce cm            8.9    9.2   +0.35  +0.23..+0.48  ↑ possibly worse
    This week, twice: Calf raise 1 3 × 15-20 each side, left first; Plank 3 × 30 s.
    How sure: high confidence. Moderate signs that you were tired: heart rate
    against pace +6.2 %, 79 min of running.
    ");
}

#[test]
fn lines_fit_the_terminal_and_no_escape_of_a_file_gets_through() {
    for (width, details) in [40, 60, 80, 100].into_iter().flat_map(|w| [(w, true), (w, false)]) {
        let text = plain(&analysis(), Units::Imperial, width, details);
        // The whole by distance and time; in full length the running that counts.
        let pace = if details { "8:29" } else { "8:31" };
        assert!(text.contains(pace), "{text}");
        for line in text.lines() {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
    }
    let words = Words::new(Tongue::default());
    let view = View { words: &words, columns: 80, details: true };
    let styled = terminal::summary(&analysis(), view);
    assert!(styled.contains("\u{1b}["), "styled for those who want it");
    assert!(!styled.contains("\u{1b}[31mrun"), "the title's own colour is gone");
    assert!(styled.contains("Long run"));
}

#[test]
fn details_show_everything() {
    let text = plain(&analysis(), Units::Metric, 80, true);
    for part in [
        "More in full.",
        "And more.",
        "4. Calf raise 4 3 × 15-20 each side, left first",
        "Slowly up and down.",
        "Calf raise 1 3 × 15-20",
        "Strength work changes economy",
    ] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    assert!(!text.contains("--details"));
}

#[test]
fn what_is_not_comparable_says_why_first_and_still_shows_levels() {
    let mut a = analysis();
    a.comparison.status = Status::NotComparable;
    a.comparison.metrics.clear();
    a.findings.clear();
    // 5:14 min/km fresh, 6:04 tired.
    let (fresh_mps, fatigued_mps) = (Some(3.18), Some(2.75));
    a.comparison.reason = Some(Reason::LittleInCommon {
        fresh_s: 144.0,
        fatigued_s: 48.0,
        needed_s: 120.0,
        fresh_mps,
        fatigued_mps,
    });
    for details in [false, true] {
        let text = plain(&a, Units::Metric, 80, details).replace('\n', " ");
        let reason = text.find("5:14 min/km").unwrap_or_else(|| panic!("{text}"));
        let level = text.find("250").unwrap_or_else(|| panic!("no level in\n{text}"));
        assert!(reason < level && text.contains("6:04 min/km"), "{text}");
    }
    assert!(plain(&a, Units::Imperial, 80, false).replace('\n', " ").contains("8:26 min/mi"));
    // What to do next time is told.
    assert!(plain(&a, Units::Metric, 80, false).contains("Next time"));
}

#[test]
fn windows_without_a_comparison_show_raw_numbers_and_no_verdict() {
    let mut a = analysis();
    a.comparison.status = Status::NotComparable;
    for m in &mut a.comparison.metrics {
        (m.adjusted_change, m.fresh_at_pace, m.fatigued_at_pace) = (None, None, None);
        m.ci95 = None;
        m.verdict = Verdict::Insufficient;
    }
    let text = plain(&a, Units::Metric, 120, true);
    assert!(text.contains("Ground contact ms    248    257    +9.0\n"), "{text}");
    assert!(text.contains("not corrected for pace and hills") && !text.contains("worse"));
}

/// Numbers, in the order of the text, as values.
fn values(text: &str) -> Vec<f64> {
    let text = text.replace('−', "-").replace(',', ".");
    let tokens = text.split(|c: char| !(c.is_ascii_digit() || ".-:".contains(c)));
    let tokens = tokens.map(|t| t.trim_matches(['.', ':', '-'])).filter(|t| !t.is_empty());
    let mut all: Vec<f64> = tokens.filter_map(|t| t.parse().ok()).collect();
    all.sort_by(f64::total_cmp);
    all
}

#[test]
fn german_tells_the_same_numbers() {
    let german = Tongue { language: Language::German, ..Tongue::default() };
    let mut a = analysis();
    // The order of words differs between the languages: the numbers are the same.
    for status in [Status::Compared, Status::NotComparable] {
        a.comparison.status = status;
        let (en, de) = (plain(&a, Units::Metric, 80, false), told(&a, german, 80, false));
        assert_eq!(values(&en), values(&de), "{en}\n{de}");
        assert!(de.contains("So, 12. Mai 2024") && de.contains("15,3 km"), "{de}");
        let de = de.replace("--fresh", "");
        for english in ["fresh", "tired", "This week", "confidence", "worse"] {
            assert!(!de.contains(english), "{english} in\n{de}");
        }
    }
    let full = told(&analysis(), german, 80, true);
    for english in ["Fresh", "tired", "What stands out", "Session", "Could not", "minutes"] {
        assert!(!full.contains(english), "{english} in\n{full}");
    }
}

#[test]
fn levels_beside_a_change_differ_by_it() {
    // As run the balance of this hand-made change fell, at equal pace it rose.
    let mut a = analysis();
    let contact = &mut a.comparison.metrics[1];
    (contact.fatigued, contact.raw_change) = (Some(240.0), Some(-8.0));
    let text = plain(&a, Units::Metric, 80, false);
    let line = text.lines().find(|l| l.starts_with("Ground contact")).unwrap();
    assert!(line.contains("248    256    +8.1"), "{line}");
}

#[test]
fn a_run_of_many_takes_one_line() {
    let words = Words::new(Tongue::default());
    let mut short = analysis();
    (short.comparison.status, short.recording.title) = (Status::TrendOnly, None);
    let mut held = analysis();
    held.findings.clear();
    for m in &mut held.comparison.metrics {
        m.verdict = m.verdict.min(Verdict::Undecided);
    }
    for columns in [40, 60, 80, 100] {
        let view = View { words: &words, columns, details: false };
        let mut totals = terminal::Totals::default();
        // Half a verdict says nothing: where room is short, the amount goes.
        let by = if columns < 80 { "" } else { " +8.1 ms" };
        let clear = format!("Ground contact{by}, clearly worse");
        for (run, said) in
            [(&analysis(), clear.as_str()), (&held, "no change shown"), (&short, "short")]
        {
            totals.add(run);
            let line = anstream::adapter::strip_str(&terminal::line(run, view)).to_string();
            assert_eq!(line.lines().count(), 1, "{line}");
            assert!(line.trim_end().chars().count() <= columns, "{columns}: {line}");
            assert!(line.contains("2024-05-12") && (columns < 60 || line.contains(said)), "{line}");
        }
        totals.leave_out();
        let told = anstream::adapter::strip_str(&totals.told(view)).to_string();
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(told, "3 runs: 1 with a finding, 1 without, 1 too short, 1 not analysed.");
    }
}

#[test]
fn json_reads_back_as_the_same_analysis() {
    let text = json::document(&analyzed(), json::Layout::default()).unwrap();
    assert_eq!(text.lines().count(), 1);
    assert!(!text.contains("\"series\""));
    // Every number of the hand-made analysis has at most six digits but this one.
    let mut expected = analysis();
    for m in &mut expected.comparison.metrics {
        for v in [&mut m.raw_change, &mut m.adjusted_change_pct] {
            *v = v.map(|x| format!("{x:.5e}").parse().unwrap());
        }
        m.ci95 = m.ci95.map(|c| c.map(|x| format!("{x:.5e}").parse().unwrap()));
        m.fatigued_at_pace = m.fatigued_at_pace.map(|x| format!("{x:.5e}").parse().unwrap());
    }
    assert_eq!(serde_json::from_str::<Analysis>(&text).unwrap(), expected);
    let pretty = json::Layout { pretty: true, ..json::Layout::default() };
    let pretty = json::document(&analyzed(), pretty).unwrap();
    let value = |t: &str| serde_json::from_str::<serde_json::Value>(t).unwrap();
    assert_eq!(value(&pretty), value(&text));
    assert!(pretty.lines().count() > 100);
}

#[test]
fn fields_keep_the_order_of_the_contract() {
    let text = json::document(&analyzed(), json::Layout::default()).unwrap();
    let places: Vec<usize> = [
        "\"schema\"",
        "\"runform_version\"",
        "\"settings_hash\"",
        "\"recording\"",
        "\"segments\"",
        "\"comparison\"",
        "\"findings\"",
        "\"not_measured\"",
        "\"prescription\"",
    ]
    .iter()
    .map(|key| text.find(key).unwrap())
    .collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn series_are_included_on_request_with_null_for_missing() {
    let layout = json::Layout { series: true, ..json::Layout::default() };
    let text = json::document(&analyzed(), layout).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let series = &value["series"];
    assert_eq!(series["t_s"], serde_json::json!([0.0, 1.0, 2.0]));
    assert_eq!(series["speed_mps"], serde_json::json!([3.0, 3.1, null]));
    assert_eq!(series["excluded_for"], serde_json::json!([null, "grade+gps", "pause"]));
    assert_eq!(series["metrics"][0]["metric"], "ground_contact_time");
    assert_eq!(series["metrics"][0]["values"], serde_json::json!([250.0, null, 252.0]));
}

/// The published schema names every field that the document has, and requires
/// none that it may lack.
#[test]
fn the_schema_describes_the_document() {
    let schema = serde_json::to_value(json::schema()).unwrap();
    let layout = json::Layout { series: true, ..json::Layout::default() };
    let text = json::document(&analyzed(), layout).unwrap();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    agrees(&schema, &schema, &document, "$");
    let without = json::document(&analyzed(), json::Layout::default()).unwrap();
    agrees(&schema, &schema, &serde_json::from_str(&without).unwrap(), "$");
}

/// As much of JSON Schema as our schema uses.
pub fn agrees(
    root: &serde_json::Value,
    schema: &serde_json::Value,
    value: &serde_json::Value,
    at: &str,
) {
    if let Err(fault) = fits(root, schema, value, at) {
        panic!("{fault}");
    }
}

fn fits(
    root: &serde_json::Value,
    schema: &serde_json::Value,
    value: &serde_json::Value,
    at: &str,
) -> Result<(), String> {
    use serde_json::Value;
    if let Some(name) = schema["$ref"].as_str() {
        let definition = root.pointer(name.trim_start_matches('#')).unwrap();
        return fits(root, definition, value, at);
    }
    if !schema["const"].is_null() && schema["const"] != *value {
        return Err(format!("{at}: {value} is not {}", schema["const"]));
    }
    if let Some(allowed) = schema["enum"].as_array()
        && !allowed.contains(value)
    {
        return Err(format!("{at}: {value} is none of {allowed:?}"));
    }
    if let Some(any) = schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
        // What stands beside the choice holds for all of it.
        let beside = schema["properties"].as_object();
        let faults: Vec<String> = any
            .iter()
            .map(|one| {
                let mut one = match one["$ref"].as_str() {
                    Some(name) => root.pointer(name.trim_start_matches('#')).unwrap().clone(),
                    None => one.clone(),
                };
                if let (Some(beside), Some(own)) = (beside, one["properties"].as_object_mut()) {
                    own.extend(beside.clone());
                }
                fits(root, &one, value, at)
            })
            .filter_map(Result::err)
            .collect();
        return match faults.len() == any.len() {
            true => Err(format!("{at}: {value} is none of a choice: {}", faults.join("; "))),
            false => Ok(()),
        };
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !schema["type"].is_null() {
        let allowed = match &schema["type"] {
            Value::Array(kinds) => kinds.clone(),
            one => vec![one.clone()],
        };
        if !allowed.iter().any(|k| k == kind || (kind == "integer" && k == "number")) {
            return Err(format!("{at}: {value} is a {kind}, the schema says {allowed:?}"));
        }
    }
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                let described = &schema["properties"][name];
                let described =
                    if described.is_null() { &schema["additionalProperties"] } else { described };
                if described.is_null() {
                    return Err(format!("{at}.{name} is not in the schema"));
                }
                fits(root, described, inner, &format!("{at}.{name}"))?;
            }
            for required in schema["required"].as_array().into_iter().flatten() {
                if !fields.contains_key(required.as_str().unwrap()) {
                    return Err(format!("{at}: no {required}"));
                }
            }
        }
        Value::Array(items) if !schema["items"].is_null() => {
            for item in items {
                fits(root, &schema["items"], item, &format!("{at}[]"))?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// A watch file of a bicycle ride: any sport can be inspected.
fn ride() -> Recording {
    let channel = |quantity, source: &str, values: Vec<f64>| Channel {
        quantity,
        source: Source::native(source),
        values: values.into(),
    };
    Recording {
        format: "csv",
        device: None,
        sport: Sport::Other("cycling".into()),
        title: Some("To \u{1b}[2Jwork".into()),
        start: None,
        body: Body::default(),
        data: Data::Watch(WatchSeries {
            time_s: array![0.0, 2.0, 4.0, 6.0],
            channels: vec![
                channel(Quantity::Speed, "csv:v", vec![5.0, 6.0, 7.0, f64::NAN]),
                channel(Quantity::HeartRate, "csv:hr", vec![120.0, 121.0, 125.0, 130.0]),
            ],
            pauses: vec![],
            timer_known: false,
            laps: vec![Span { start_s: 0.0, end_s: 6.0 }],
        }),
        mappings: vec![
            Mapping {
                column: "v".into(),
                quantity: Some(Quantity::Speed),
                unit: "km/h".into(),
                remark: Some("from the header".into()),
            },
            Mapping { column: "gear".into(), quantity: None, unit: String::new(), remark: None },
        ],
        notes: vec![Note::warn(crate::support::told("short", "The recording is short."))],
    }
}

#[test]
fn inspection_says_what_is_there_and_what_can_be_measured() {
    let inspection = Inspection::new("ride.csv", "ab", 321, &[ride()], None);
    let json = json::to_text(&inspection, false).unwrap();
    assert_eq!(serde_json::from_str::<Inspection>(&json).unwrap(), inspection);
    let found = &inspection.recordings[0];
    assert_eq!((found.records, found.laps, found.sport.as_str()), (4, 1, "cycling"));
    assert_eq!(found.sample_rate_hz, Some(0.5));
    assert_eq!(found.channels[0].share, 0.75);
    assert_eq!(found.channels[0].range, Some([5.0, 6.0, 7.0]));

    let page = inspect::terminal(&inspection, 80);
    assert!(!page.contains("\u{1b}[2J"), "nothing of the title's commands");
    let page = anstream::adapter::strip_str(&page).to_string();
    for part in [
        "ride.csv",
        "321 bytes, 1 recording",
        "1. cycling · To work · csv",
        "4 records at 0.5 Hz, 0:06, 0 pauses, 1 lap marked",
        "  ! The recording is short.",
        "speed       m/s     75 %    5.00    6.00     7.00  csv:v",
        "Measured: speed (csv:v); heart rate (csv:hr).",
        "Computed: decoupling (from heart rate, speed).",
        "- cadence, cadence variability, cadence within 170-180: needs cadence: a watch\n  that counts steps",
        "  v     → speed (km/h to m/s)  from the header",
        "  gear  → left alone",
    ] {
        assert!(page.contains(part), "no {part:?} in\n{page}");
    }
}

#[cfg(feature = "tables")]
mod tables {
    use std::path::Path;

    use polars::prelude::*;
    use polars_io::SerReader;
    use polars_io::prelude::{CsvReadOptions, ParquetReader};
    use runform::files::folder::{Folder, TableFormat};
    use runform::report::json::Layout;

    use super::analyzed;

    fn write(dir: &Path, format: TableFormat) {
        let mut folder = Folder::create(dir, Layout::default(), Some(format)).unwrap();
        folder.analyzed(&analyzed()).unwrap();
        let mut other = analyzed();
        other.analysis.recording.sha256 = "ef".repeat(32);
        other.analysis.recording.path = "other/long.tcx".into();
        folder.analyzed(&other).unwrap();
        folder
            .without_analysis(
                "bad, \"odd\".fit",
                None,
                &crate::support::without(
                    runform::runs::RunStatus::NotImported,
                    "the file is empty",
                ),
                true,
            )
            .unwrap();
        folder.finish().unwrap();
    }

    fn parquet(dir: &Path, name: &str) -> DataFrame {
        let file = std::fs::File::open(dir.join(format!("{name}.parquet"))).unwrap();
        ParquetReader::new(file).finish().unwrap()
    }

    fn texts(frame: &DataFrame, column: &str) -> Vec<Option<String>> {
        let column = frame.column(column).unwrap();
        column.str().unwrap().iter().map(|v| v.map(String::from)).collect()
    }

    fn numbers(frame: &DataFrame, column: &str) -> Vec<Option<f64>> {
        frame.column(column).unwrap().f64().unwrap().iter().collect()
    }

    #[test]
    fn parquet_tables_read_back() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), TableFormat::Parquet);

        let recordings = parquet(dir.path(), "recordings");
        assert_eq!(recordings.height(), 3);
        let some = |t: &str| Some(t.to_string());
        assert_eq!(
            texts(&recordings, "status"),
            [some("analyzed"), some("analyzed"), some("not_imported")]
        );
        assert_eq!(texts(&recordings, "reason")[2], some("the file is empty"));
        assert_eq!(texts(&recordings, "recording_id")[0], Some("ab".repeat(32)));
        assert_eq!(texts(&recordings, "recording_id")[2], None);
        assert_eq!(numbers(&recordings, "distance_m"), [Some(15_310.0), Some(15_310.0), None]);
        assert_eq!(texts(&recordings, "fatigue_evidence")[0], some("moderate"));
        assert_eq!(texts(&recordings, "notes")[0], some("cadence_doubled;gps_dropouts"));

        let segments = parquet(dir.path(), "segments");
        assert_eq!(segments.height(), 6);
        assert_eq!(texts(&segments, "segment")[1], some("fresh"));
        assert_eq!(numbers(&segments, "start_s")[1], Some(486.0));
        assert_eq!(numbers(&segments, "median")[0], Some(250.5));
        assert_eq!(segments.column("n").unwrap().i64().unwrap().get(0), Some(600));

        let comparisons = parquet(dir.path(), "comparisons");
        assert_eq!(comparisons.height(), 12);
        assert_eq!(texts(&comparisons, "metric")[1], some("ground_contact_time"));
        assert_eq!(numbers(&comparisons, "adjusted_change")[1], Some(8.05));
        assert_eq!(texts(&comparisons, "verdict")[1], some("clear"));
        assert_eq!(comparisons.column("adverse").unwrap().bool().unwrap().get(1), Some(true));
        assert_eq!(numbers(&comparisons, "adjusted_change")[5], None);

        let findings = parquet(dir.path(), "findings");
        assert_eq!(texts(&findings, "finding")[0], some("gct_rise_under_fatigue"));
        assert_eq!(texts(&findings, "label")[0], some("breakdown"));
        assert_eq!(texts(&findings, "side")[0], some("left"));

        let add_ons = parquet(dir.path(), "add_ons");
        assert_eq!(add_ons.height(), 8);
        assert_eq!(add_ons.column("reps_high").unwrap().i64().unwrap().get(0), Some(20));
        assert_eq!(add_ons.column("reps_high").unwrap().i64().unwrap().get(1), None);
        assert_eq!(add_ons.column("hold_low_s").unwrap().i64().unwrap().get(1), Some(30));
        assert_eq!(texts(&add_ons, "side")[0], some("left_first"));

        let series = parquet(dir.path(), "series");
        assert_eq!(series.height(), 6);
        assert_eq!(numbers(&series, "t_s")[..3], [Some(0.0), Some(1.0), Some(2.0)]);
        assert_eq!(numbers(&series, "speed_mps")[2], None);
        assert_eq!(
            numbers(&series, "ground_contact_time_ms")[..3],
            [Some(250.0), None, Some(252.0)]
        );
        assert_eq!(numbers(&series, "vertical_stiffness_per_s2")[0], Some(350.0));
        assert_eq!(numbers(&series, "vertical_stiffness_kn_per_m")[0], None);
        assert_eq!(texts(&series, "excluded_for")[..2], [None, some("grade+gps")]);

        for name in
            ["recordings", "segments", "comparisons", "findings", "add_ons", "series", "steps"]
        {
            let columns = parquet(dir.path(), name)
                .get_column_names_owned()
                .iter()
                .map(|n| n.to_string())
                .collect::<Vec<_>>()
                .join(" ");
            assert!(columns.starts_with("recording_id recording_index "), "{name}: {columns}");
        }
    }

    #[test]
    fn csv_tables_hold_the_same_and_quote_what_needs_it() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), TableFormat::Csv);
        let frame = CsvReadOptions::default()
            .with_has_header(true)
            .try_into_reader_with_file_path(Some(dir.path().join("recordings.csv")))
            .unwrap()
            .finish()
            .unwrap();
        assert_eq!(frame.height(), 3);
        assert_eq!(texts(&frame, "path")[2].as_deref(), Some("bad, \"odd\".fit"));
        let series = std::fs::read_to_string(dir.path().join("series.csv")).unwrap();
        assert_eq!(series.lines().count(), 7);
        assert!(series.starts_with("recording_id,recording_index,t_s,"));
    }

    #[test]
    fn equal_input_gives_equal_bytes_and_names_never_collide() {
        let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for format in [TableFormat::Parquet, TableFormat::Csv] {
            write(a.path(), format);
            write(b.path(), format);
        }
        let mut names: Vec<String> = std::fs::read_dir(a.path())
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names.len(), 17, "{names:?}");
        assert!(names.contains(&"long.analysis.json".to_string()));
        assert!(names.contains(&"long-2.analysis.json".to_string()));
        for name in names {
            let read = |d: &Path| std::fs::read(d.join(&name)).unwrap();
            assert_eq!(read(a.path()), read(b.path()), "{name}");
        }
    }

    #[test]
    fn tables_without_a_single_row_still_have_their_columns() {
        let dir = tempfile::tempdir().unwrap();
        Folder::create(dir.path(), Layout::default(), Some(TableFormat::Parquet))
            .unwrap()
            .finish()
            .unwrap();
        let findings = parquet(dir.path(), "findings");
        assert_eq!(findings.height(), 0);
        assert!(findings.column("explanation").is_ok());
    }
}
