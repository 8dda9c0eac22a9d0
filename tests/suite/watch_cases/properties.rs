//! What holds of every run, whatever its table looks like.

use proptest::prelude::*;
use runform::analysis::Analyzed;
use runform::compare::MetricChange;
use runform::import::{ImportOptions, import};
use runform::metrics::Metric;
use runform::recording::{Quantity, Recording};

use crate::support::{analyse, real_data, runs};

/// A table of the channels of a run: names, and one row per record.
#[derive(Clone)]
pub(crate) struct Table {
    pub(crate) names: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// Quantity, its decimals, and its name in English, German, Japanese and Russian.
const COLUMNS: [(Quantity, usize, [&str; 4]); 6] = [
    (Quantity::Speed, 3, ["speed (m/s)", "Geschwindigkeit (m/s)", "速度 (m/s)", "Скорость (m/s)"]),
    (Quantity::Distance, 1, ["distance (m)", "Distanz (m)", "距離 (m)", "Расстояние (m)"]),
    (
        Quantity::HeartRate,
        0,
        ["heart rate (bpm)", "Herzfrequenz (bpm)", "心拍数 (bpm)", "ЧСС (bpm)"],
    ),
    (
        Quantity::Cadence,
        1,
        ["cadence (spm)", "Schrittfrequenz (spm)", "ピッチ (spm)", "Частота шагов (spm)"],
    ),
    (
        Quantity::GroundContactTime,
        1,
        [
            "ground contact time (ms)",
            "Bodenkontaktzeit (ms)",
            "接地時間 (ms)",
            "Время контакта с землей (ms)",
        ],
    ),
    (
        Quantity::VerticalOscillation,
        1,
        [
            "vertical oscillation (mm)",
            "vertikale Bewegung (mm)",
            "上下動 (mm)",
            "Вертикальные колебания (mm)",
        ],
    ),
];

impl Table {
    pub(crate) fn of(recording: &Recording, language: usize) -> Table {
        let series = recording.watch().unwrap();
        let held: Vec<_> = COLUMNS
            .iter()
            .filter_map(|(q, digits, names)| Some((series.first(*q)?, *digits, names[language])))
            .collect();
        let mut names =
            vec![["time (s)", "Zeit (s)", "time (s)", "time (s)"][language].to_string()];
        names.extend(held.iter().map(|(_, _, name)| (*name).to_string()));
        let rows = (0..series.len())
            .map(|i| {
                let mut row = vec![format!("{}", series.time_s[i])];
                row.extend(held.iter().map(|(c, digits, _)| {
                    let v = c.values[i];
                    if v.is_finite() { format!("{v:.digits$}") } else { String::new() }
                }));
                row
            })
            .collect();
        Table { names, rows }
    }

    /// Keeps every `k`th value of the column of a name.
    fn thinned(mut self, name: &str, k: usize, from: usize) -> Table {
        let at = self.names.iter().position(|n| n.contains(name)).unwrap();
        for (i, row) in self.rows.iter_mut().enumerate() {
            if i % k != from % k {
                row[at].clear();
            }
        }
        self
    }

    /// Columns from the `by`th on first; the time moves too.
    fn turned(mut self, by: usize) -> Table {
        let by = by % self.names.len();
        self.names.rotate_left(by);
        self.rows.iter_mut().for_each(|r| r.rotate_left(by));
        self
    }

    pub(crate) fn text(&self, delimiter: char, comma: bool) -> String {
        let cell = |c: &String| if comma { c.replace('.', ",") } else { c.clone() };
        let join = |row: &[String]| row.join(&delimiter.to_string());
        let mut text = join(&self.names) + "\n";
        for row in &self.rows {
            text += &join(&row.iter().map(cell).collect::<Vec<_>>());
            text.push('\n');
        }
        text
    }
}

fn analysed(bytes: &[u8]) -> Analyzed {
    let mut all = import(bytes, &ImportOptions::default()).unwrap();
    assert_eq!(all.len(), 1);
    analyse(&all.remove(0)).unwrap()
}

fn change(analyzed: &Analyzed, metric: Metric) -> Option<&MetricChange> {
    analyzed.analysis.comparison.metrics.iter().find(|m| m.metric == metric)
}

/// A real run with dynamics, of the test data; a simulated one without it.
fn run() -> Recording {
    let real =
        real_data("a real run").map(|d| d.join("watch/fit/xiangli_11994839089_fenix7pro.fit"));
    let bytes = match real.filter(|p| p.is_file()) {
        Some(path) => std::fs::read(path).unwrap(),
        None => include_bytes!("../../../data/samples/tired_long_run.fit").to_vec(),
    };
    runs(&bytes).remove(0)
}

#[test]
fn thinning_a_channel_moves_a_change_by_less_than_its_half_width() {
    let recording = run();
    let base = Table::of(&recording, 0);
    let whole = analysed(base.text(',', false).as_bytes());
    let mut seen = 0;
    // A channel thinned moves its own change, and those that rest on it.
    for (name, metric) in [
        ("cadence", Metric::Cadence),
        ("cadence", Metric::FlightTime),
        ("ground contact", Metric::GroundContactTime),
        ("ground contact", Metric::DutyFactor),
        ("vertical oscillation", Metric::VerticalOscillation),
        ("speed", Metric::GroundContactTime),
        ("speed", Metric::StepLength),
        ("distance", Metric::GroundContactTime),
        ("heart rate", Metric::GroundContactTime),
    ] {
        let Some(full) = change(&whole, metric) else { continue };
        let (Some(right), Some([low, high])) = (full.adjusted_change, full.ci95) else { continue };
        for k in 2..=10 {
            if !base.names.iter().any(|n| n.contains(name)) {
                continue;
            }
            let table = base.clone().thinned(name, k, k / 2);
            let thin = analysed(table.text(',', false).as_bytes());
            let found = change(&thin, metric).and_then(|m| m.adjusted_change);
            let found = found.unwrap_or_else(|| panic!("{name} every {k}: not compared"));
            eprintln!("{name} every {k}: {found:.2} for {right:.2} [{low:.2}, {high:.2}]");
            assert!(
                (found - right).abs() < 0.5 * (high - low),
                "{name} every {k}: {found} for {right}"
            );
            seen += 1;
        }
    }
    assert!(seen >= 45, "only {seen} thinned runs were compared");
}

#[test]
fn names_order_and_encoding_change_no_number() {
    let recording = run();
    let base = Table::of(&recording, 0);
    let numbers = |bytes: &[u8]| {
        let a = analysed(bytes);
        let of = |m: &MetricChange| (m.metric, m.fresh, m.adjusted_change);
        a.analysis.comparison.metrics.iter().map(of).collect::<Vec<_>>()
    };
    let right = numbers(base.text(',', false).as_bytes());
    for by in 1..4 {
        assert_eq!(
            numbers(base.clone().turned(by).text(',', false).as_bytes()),
            right,
            "turned {by}"
        );
    }
    assert_eq!(numbers(base.text(';', true).as_bytes()), right, "decimal commas");
    assert_eq!(numbers(base.text('\t', false).as_bytes()), right, "tabs");
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(base.text(',', false).encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(numbers(&utf16), right, "UTF-16");
    for language in 1..4 {
        let text = Table::of(&recording, language).text(',', false);
        assert_eq!(numbers(text.as_bytes()), right, "language {language}");
    }
    let japanese = Table::of(&recording, 2).text(',', false);
    let (shift_jis, _, bad) = encoding_rs::SHIFT_JIS.encode(&japanese);
    assert!(!bad);
    assert_eq!(numbers(&shift_jis), right, "Shift_JIS");
    let russian = Table::of(&recording, 3).text(',', false);
    assert_eq!(numbers(&encoding_rs::WINDOWS_1251.encode(&russian).0), right, "Windows-1251");
}

/// A treadmill run of half an hour whose lap says it was `factor` times as long as
/// its points.
fn treadmill(factor: f64) -> String {
    let points: String = (0..1800)
        .map(|i| {
            let (m, s) = (i / 60, i % 60);
            format!(
                "<Trackpoint><Time>2024-05-04T08:{m:02}:{s:02}Z</Time><DistanceMeters>{:.2}</DistanceMeters>\
                 <Extensions><TPX><Speed>3.0</Speed><RunCadence>86</RunCadence></TPX></Extensions></Trackpoint>",
                3.0 * f64::from(i)
            )
        })
        .collect();
    format!(
        "<TrainingCenterDatabase><Activities><Activity Sport=\"Running\"><Lap StartTime=\"2024-05-04T08:00:00Z\">\
         <TotalTimeSeconds>1799</TotalTimeSeconds><DistanceMeters>{}</DistanceMeters><Track>{points}</Track></Lap>\
         </Activity></Activities></TrainingCenterDatabase>",
        5397.0 * factor
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn scaling_the_total_scales_what_rests_on_it(factor in 0.5..1.9f64) {
        let of = |text: &str| {
            let recording = import(text.as_bytes(), &ImportOptions::default()).unwrap().remove(0);
            let series = recording.watch().unwrap();
            let speed = series.first(Quantity::Speed).unwrap().values[900];
            let distance = series.first(Quantity::Distance).unwrap().values[1799];
            (speed, distance, recording.notes.iter().any(|n| n.code() == "scaled_to_total"))
        };
        let (speed, distance, noted) = of(&treadmill(factor));
        let far = (factor - 1.0).abs() > 0.02;
        let expected = if far { factor } else { 1.0 };
        prop_assert!((speed / 3.0 - expected).abs() < 1e-6, "{speed}");
        prop_assert!((distance / 5397.0 - expected).abs() < 1e-6, "{distance}");
        prop_assert_eq!(noted, far);
    }
}
