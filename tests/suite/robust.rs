//! Odd, damaged and hostile input: never a panic, always a reason and what to do.

use proptest::prelude::*;
use runform::import::container::expand;
use runform::import::{ImportOptions, import};
use runform::recording::{Data, Recording};
use runform::words::{english, english_of};

use super::container::{gz, zipped};
use super::xml::{gpx, note, point, run, series, trkpt};

/// Words of advice; every error has at least one.
const ADVICE: &[&str] = &["export", "download", "unpack", "save", "give", "--map", "use "];

/// Unpacks and imports; checks every error and recording. Returns the recordings.
pub fn swallow(name: &str, bytes: Vec<u8>) -> Vec<Recording> {
    let mut all = Vec::new();
    let done = expand(name, bytes, &mut |entry, content| {
        assert_eq!(entry.input, name);
        match content.and_then(|c| import(&c.bytes, &ImportOptions::default())) {
            Ok(recordings) => {
                recordings.iter().for_each(check);
                all.extend(recordings);
            }
            Err(error) => {
                let text = english_of(&error);
                let lower = text.to_lowercase();
                assert!(ADVICE.iter().any(|word| lower.contains(word)), "no advice: {text}");
                assert!(text.chars().count() < 1000, "an essay: {text}");
            }
        }
    });
    assert!(done.handed_over > 0 || done.skipped > 0);
    all
}

/// What holds of every recording, whatever the file.
fn check(recording: &Recording) {
    let Data::Watch(series) = &recording.data else { return };
    let times = series.time_s.as_slice().unwrap();
    assert!(times.iter().all(|t| t.is_finite()));
    assert!(times.windows(2).all(|w| w[0] < w[1]), "time stands still or goes back");
    assert!(times.first().is_none_or(|t| *t == 0.0));
    for channel in &series.channels {
        assert_eq!(channel.values.len(), times.len());
        assert!(channel.values.iter().all(|v| !v.is_infinite()));
    }
    for span in series.laps.iter().chain(&series.pauses) {
        assert!(span.start_s >= 0.0 && span.end_s >= span.start_s, "{span:?}");
        assert!(span.end_s <= series.duration_s() + 1e-6, "{span:?}");
    }
    for mapping in &recording.mappings {
        assert!(mapping.column.chars().count() < 200, "{}", mapping.column);
    }
    for note in &recording.notes {
        assert!(
            (1..1000).contains(&runform::words::english(note).chars().count()),
            "{}",
            runform::words::english(note)
        );
        assert!(note.share.is_none_or(|s| (0.0..=1.0).contains(&s)), "{note:?}");
    }
}

/// Two laps, some pauses, all fields.
fn sample_tcx() -> Vec<u8> {
    let inner = |s: u32| {
        format!(
            "<Position><LatitudeDegrees>47.{s:03}</LatitudeDegrees><LongitudeDegrees>8.1</LongitudeDegrees></Position><DistanceMeters>{}.5</DistanceMeters><HeartRateBpm><Value>{}</Value></HeartRateBpm><Extensions><ns3:TPX><ns3:RunCadence>85</ns3:RunCadence></ns3:TPX></Extensions>",
            3 * s,
            140 + s % 20
        )
    };
    let points: String =
        (0..40).map(|s| point(if s < 20 { s } else { s + 60 }, &inner(s))).collect();
    run(&points)
        .replacen("</Activity>", "<Creator><Name>Watch &amp; co</Name></Creator></Activity>", 1)
        .into_bytes()
}

fn sample_gpx() -> Vec<u8> {
    let points: String = (0..40)
        .map(|s| trkpt(s, 3.0 * f64::from(s), "<ele>400</ele><extensions><gpxtpx:hr>140</gpxtpx:hr><gpxtpx:cad>85</gpxtpx:cad></extensions>"))
        .collect();
    gpx(&format!("<trk><name>x</name><type>running</type><trkseg>{points}</trkseg></trk>"))
        .into_bytes()
}

#[test]
fn things_that_are_no_recordings() {
    let things: &[(&str, &[u8])] = &[
        ("empty", b""),
        ("one byte", b"x"),
        ("blanks", b" \r\n\t \n"),
        ("byte order mark", b"\xef\xbb\xbf"),
        ("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"),
        ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
        ("jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
        ("json", b"{\"activities\": [1, 2, 3]}"),
        ("json list", b"[{\"a\": 1}]"),
        ("html", b"<!DOCTYPE html><html><head><title>Sign in</title></head></html>"),
        ("kml", b"<?xml version=\"1.0\"?><kml xmlns=\"x\"><Document/></kml>"),
        ("xml without end", b"<?xml version=\"1.0\""),
        ("half a tag", b"<TrainingCenterDatabase"),
        ("gpx without end", b"<gpx>"),
        ("old excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0"),
        ("zip start only", b"PK\x03\x04"),
        ("empty zip's end only", b"PK\x05\x06"),
        ("gzip start only", b"\x1f\x8b"),
        ("seven zip", b"7z\xbc\xaf\x27\x1c\0\x04"),
        ("fit header only", b"\x0e\x10\x43\x08\x00\x00\x00\x00.FIT\x00\x00"),
    ];
    for (name, bytes) in things {
        assert!(swallow(name, bytes.to_vec()).is_empty(), "{name}");
    }
}

#[test]
fn the_message_names_what_the_file_is() {
    let said = |bytes: &[u8]| english_of(&import(bytes, &ImportOptions::default()).unwrap_err());
    for (bytes, word) in [
        (&b"%PDF-1.7"[..], "PDF"),
        (b"\x89PNG\r\n", "PNG"),
        (&[0; 300], "zero bytes"),
        (b"<html><body>Sign in</body></html>", "web page"),
        (b"<kml/>", "<kml>"),
        (b"", "empty"),
    ] {
        assert!(said(bytes).contains(word), "{word}: {}", said(bytes));
    }
}

#[test]
fn zeros_and_huge_lines() {
    swallow("zeros", vec![0; 1 << 20]);
    swallow("a line", vec![b'a'; 4 << 20]);
    swallow("open tags", b"<".repeat(1 << 20));
    let long = String::from_utf8(sample_tcx()).unwrap();
    let title = format!("<Id>x</Id><Notes>{}</Notes>", "word & ".repeat(1 << 18));
    let all = swallow("long note", long.replace("<Id>x</Id>", &title).into_bytes());
    assert_eq!(series(&all[0]).len(), 40);
    assert!(all[0].title.as_ref().unwrap().chars().count() <= 200);
    let wide = format!("<gpx {}><trk/></gpx>", "a=\"b\" ".repeat(100_000));
    assert!(swallow("attributes", wide.into_bytes()).is_empty());
}

#[test]
fn odd_names_do_not_matter() {
    for name in ["", "/", "folder/", "..", "a!b.zip", "run.fit", "\u{202e}xct.nur", "x\0y"] {
        assert_eq!(swallow(name, sample_tcx()).len(), 1);
        assert_eq!(swallow(name, zipped(&[("../../etc/run.tcx", &sample_tcx())])).len(), 1);
    }
}

#[test]
fn deep_nesting_is_damage_not_a_stack_overflow() {
    for start in
        ["<TrainingCenterDatabase><Activities><Activity>", "<gpx><trk>", "", "<Activities>"]
    {
        let file = format!("{start}{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000));
        assert!(swallow("deep", file.into_bytes()).is_empty());
    }
    let whole = String::from_utf8(sample_tcx()).unwrap();
    let late = whole.replacen("</Track>", &"<a>".repeat(100_000), 1);
    let all = swallow("late", late.into_bytes());
    assert_eq!(series(&all[0]).len(), 40);
    assert!(english(note(&all[0], "truncated").unwrap()).contains("nested deeper"));
}

#[test]
fn cut_anywhere_a_file_gives_the_points_before_the_cut() {
    for whole in [sample_tcx(), sample_gpx()] {
        let mut before = 0;
        for cut in (0..whole.len()).step_by(64).chain([whole.len() - 1]) {
            let part = &whole[..cut];
            let closed = |tag: &str| String::from_utf8_lossy(part).matches(tag).count();
            let points = closed("</Trackpoint>") + closed("</trkpt>");
            let all = swallow("cut", part.to_vec());
            let read = all.first().map_or(0, |r| series(r).len());
            assert_eq!(read, points, "cut at {cut}");
            assert!(all.iter().all(|r| note(r, "truncated").is_some()), "cut at {cut}");
            assert!(read >= before);
            before = read;
        }
        assert_eq!(before, 40);
    }
}

#[test]
fn archives_cut_anywhere() {
    let packed = gz(&sample_tcx());
    let archive = zipped(&[("a.tcx", &sample_tcx()), ("b.gpx.gz", &gz(&sample_gpx()))]);
    for whole in [packed, archive] {
        for cut in 0..whole.len() {
            swallow("cut", whole[..cut].to_vec());
        }
    }
}

/// One small change to a file.
#[derive(Debug, Clone)]
pub enum Mutation {
    Set(usize, u8),
    Insert(usize, Vec<u8>),
    Remove(usize, usize),
    Repeat(usize, usize),
}

pub fn mutation() -> impl Strategy<Value = Mutation> {
    let token = prop_oneof![
        Just("<".to_string()),
        Just("</Lap>".to_string()),
        Just("</Activity><Activity>".to_string()),
        Just("<Trackpoint>".to_string()),
        Just("<trkpt>".to_string()),
        Just("&#0;&bad;&".to_string()),
        Just("]]>".to_string()),
        Just("<!--".to_string()),
        Just("9999999999999999999".to_string()),
        Just("-1e308".to_string()),
        Just("NaN".to_string()),
    ]
    .prop_map(String::into_bytes);
    let anywhere = 0..100_000usize;
    prop_oneof![
        (anywhere.clone(), any::<u8>()).prop_map(|(i, b)| Mutation::Set(i, b)),
        (anywhere.clone(), token).prop_map(|(i, t)| Mutation::Insert(i, t)),
        (anywhere.clone(), 1..300usize).prop_map(|(i, n)| Mutation::Remove(i, n)),
        (anywhere, 1..2000usize).prop_map(|(i, n)| Mutation::Repeat(i, n)),
    ]
}

pub fn mutate(mut bytes: Vec<u8>, mutations: &[Mutation]) -> Vec<u8> {
    for mutation in mutations {
        let len = bytes.len();
        let stretch = |i: usize, n: usize| {
            let from = i % len.max(1);
            from.min(len)..(from + n).min(len)
        };
        match mutation {
            Mutation::Set(i, value) => bytes[stretch(*i, 1)].fill(*value),
            Mutation::Remove(i, n) => drop(bytes.drain(stretch(*i, *n))),
            Mutation::Insert(i, token) => {
                bytes.splice(stretch(*i, 0), token.iter().copied());
            }
            Mutation::Repeat(i, n) => {
                let copy = bytes[stretch(*i, *n)].to_vec();
                bytes.splice(stretch(*i, 0), copy);
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        swallow("random", bytes);
    }

    #[test]
    fn random_text(text in "[ -~\n\t;,.<>&\"/]{0,500}") {
        swallow("text", text.into_bytes());
    }

    #[test]
    fn random_xml(text in "(<|</|>|/>|gpx|trk|trkpt|trkseg|time|Activity|Activities|Lap|Track|Trackpoint|Time| lat=\"1\"|2024-05-04T08:00:00Z|&amp;|<!|]]>|<\\?xml){0,60}") {
        swallow("xml", text.into_bytes());
    }

    #[test]
    fn mutated_tcx(mutations in proptest::collection::vec(mutation(), 1..6)) {
        swallow("tcx", mutate(sample_tcx(), &mutations));
    }

    #[test]
    fn mutated_gpx(mutations in proptest::collection::vec(mutation(), 1..6)) {
        swallow("gpx", mutate(sample_gpx(), &mutations));
    }

    #[test]
    fn mutated_archives(mutations in proptest::collection::vec(mutation(), 1..4)) {
        swallow("gz", mutate(gz(&sample_tcx()), &mutations));
        let archive = zipped(&[("a.tcx", &sample_tcx()), ("b.gpx.gz", &gz(&sample_gpx()))]);
        swallow("zip", mutate(archive, &mutations));
    }
}
