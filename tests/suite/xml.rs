//! TCX and GPX: every trap in small hand-written files.

use runform::import::{ImportError, ImportOptions, import};
use runform::recording::{Mapping, Note, Place, Quantity, Recording, Sport, WatchSeries};
use runform::words::english;

pub fn read(bytes: impl AsRef<[u8]>) -> Result<Vec<Recording>, ImportError> {
    import(bytes.as_ref(), &ImportOptions::default())
}

pub fn one(bytes: impl AsRef<[u8]>) -> Recording {
    let mut all = read(bytes).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

pub fn series(recording: &Recording) -> &WatchSeries {
    recording.watch().unwrap()
}

pub fn values(recording: &Recording, quantity: Quantity) -> Vec<f64> {
    series(recording).first(quantity).unwrap().values.to_vec()
}

pub fn source(recording: &Recording, quantity: Quantity) -> String {
    series(recording).first(quantity).unwrap().source.id.clone()
}

pub fn note<'a>(recording: &'a Recording, code: &str) -> Option<&'a Note> {
    recording.notes.iter().find(|n| n.code() == code)
}

pub fn mapping<'a>(recording: &'a Recording, column: &str) -> &'a Mapping {
    recording.mappings.iter().find(|m| m.column == column).unwrap()
}

pub fn median(values: &[f64]) -> f64 {
    let mut v: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    v.sort_by(f64::total_cmp);
    let mid = v.len() / 2;
    if v.len() % 2 == 1 { v[mid] } else { (v[mid - 1] + v[mid]) / 2.0 }
}

fn assert_close(got: &[f64], want: &[f64], tolerance: f64) {
    assert_eq!(got.len(), want.len(), "{got:?} {want:?}");
    for (g, w) in got.iter().zip(want) {
        assert!((g - w).abs() <= tolerance || (g.is_nan() && w.is_nan()), "{got:?} {want:?}");
    }
}

/// A TCX with the given activities inside.
pub fn tcx(activities: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TrainingCenterDatabase xmlns=\"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2\" xmlns:ns3=\"http://www.garmin.com/xmlschemas/ActivityExtension/v2\">\n<Activities>{activities}</Activities>\n</TrainingCenterDatabase>"
    )
}

/// A running activity of one lap with one track.
pub fn run(points: &str) -> String {
    tcx(&format!(
        "<Activity Sport=\"Running\"><Id>x</Id><Lap StartTime=\"2024-05-04T08:00:00Z\"><Track>{points}</Track></Lap></Activity>"
    ))
}

/// A track point at `second` of 08:00 with the given children.
pub fn point(second: u32, inner: &str) -> String {
    let (minute, second) = (second / 60, second % 60);
    format!("<Trackpoint><Time>2024-05-04T08:{minute:02}:{second:02}Z</Time>{inner}</Trackpoint>\n")
}

pub fn gpx(inner: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<gpx creator=\"Test watch\" version=\"1.1\" xmlns:gpxtpx=\"x\">{inner}</gpx>"
    )
}

/// A GPX point `second` seconds after 08:00, `metres` north of 47 degrees.
pub fn trkpt(second: u32, metres: f64, inner: &str) -> String {
    let latitude = 47.0 + metres / 111_195.08;
    let (hour, minute, second) = (8 + second / 3600, second / 60 % 60, second % 60);
    format!(
        "<trkpt lat=\"{latitude:.9}\" lon=\"8.0\"><time>2024-05-04T{hour:02}:{minute:02}:{second:02}Z</time>{inner}</trkpt>\n"
    )
}

#[test]
fn a_garmin_tcx_in_full() {
    let file = tcx(
        "<Activity Sport=\"Running\"><Id>2024-05-04T08:00:00Z</Id><Notes>Hill &amp; dale &nbsp; & more\nsecond line</Notes>
         <Lap StartTime=\"2024-05-04T08:00:00Z\"><TotalTimeSeconds>2.0</TotalTimeSeconds><DistanceMeters>6</DistanceMeters>
         <AverageHeartRateBpm><Value>99</Value></AverageHeartRateBpm><Cadence>77</Cadence><Track>
         <Trackpoint><Time>2024-05-04T08:00:00.000Z</Time><Position><LatitudeDegrees>47.5</LatitudeDegrees><LongitudeDegrees>8.25</LongitudeDegrees></Position>
         <AltitudeMeters>400.5</AltitudeMeters><DistanceMeters>0.0</DistanceMeters><HeartRateBpm xsi:type=\"x\"><Value>120</Value></HeartRateBpm>
         <Extensions><ns3:TPX CadenceSensor=\"Footpod\"><ns3:Speed>3.0</ns3:Speed><ns3:RunCadence>85</ns3:RunCadence><ns3:Watts>250</ns3:Watts></ns3:TPX></Extensions><SensorState>Present</SensorState></Trackpoint>
         <Trackpoint><Time>2024-05-04T08:00:01.000Z</Time><DistanceMeters>3.0</DistanceMeters><HeartRateBpm><Value>0</Value></HeartRateBpm>
         <Extensions><TPX xmlns=\"y\"><Speed>3.1</Speed><RunCadence>86</RunCadence></TPX></Extensions></Trackpoint>
         </Track></Lap>
         <Lap StartTime=\"2024-05-04T08:00:02Z\"><Track><Trackpoint><Time>2024-05-04T08:00:02.500Z</Time><DistanceMeters>6.0</DistanceMeters></Trackpoint></Track></Lap>
         <Training><Plan><Name>not this</Name></Plan></Training><Creator xsi:type=\"Device_t\"><Name>fēnix 3 HR</Name></Creator></Activity>",
    );
    let r = one(file);
    assert_eq!(r.format, "tcx");
    assert_eq!(r.device.as_deref(), Some("fēnix 3 HR"));
    assert_eq!(r.title.as_deref(), Some("Hill & dale &nbsp; & more"));
    assert_eq!(r.sport, Sport::Running { sub: None });
    assert_eq!(r.start.unwrap().to_string(), "2024-05-04T08:00:00+00:00");
    let nan = f64::NAN;
    assert_close(series(&r).time_s.as_slice().unwrap(), &[0.0, 1.0, 2.5], 0.0);
    for (quantity, want) in [
        (Quantity::Latitude, [47.5, nan, nan]),
        (Quantity::Longitude, [8.25, nan, nan]),
        (Quantity::Altitude, [400.5, nan, nan]),
        (Quantity::Distance, [0.0, 3.0, 6.0]),
        (Quantity::HeartRate, [120.0, nan, nan]),
        (Quantity::Speed, [3.0, 3.1, nan]),
        (Quantity::Cadence, [170.0, 172.0, nan]),
        (Quantity::Power, [250.0, nan, nan]),
    ] {
        assert_close(&values(&r, quantity), &want, 1e-9);
    }
    assert_eq!(source(&r, Quantity::Cadence), "tcx:RunCadence");
    let laps: Vec<(f64, f64)> = series(&r).laps.iter().map(|l| (l.start_s, l.end_s)).collect();
    assert_eq!(laps, vec![(0.0, 2.0), (2.0, 2.5)]);
    assert!(series(&r).pauses.is_empty());
    assert_eq!(mapping(&r, "RunCadence").unit, "strides/min");
    assert_eq!(mapping(&r, "SensorState").quantity, None);
    assert!(english(note(&r, "no_dynamics_in_format").unwrap()).contains("Original"));
    assert!(note(&r, "truncated").is_none());
}

#[test]
fn speed_comes_from_distance_when_the_file_has_none() {
    let points: String = (0..30)
        .map(|s| point(s, &format!("<DistanceMeters>{}</DistanceMeters>", 2.5 * f64::from(s))))
        .collect();
    let r = one(run(&points));
    assert_eq!(source(&r, Quantity::Speed), "derived:distance");
    assert_close(&values(&r, Quantity::Speed), &[2.5; 30], 1e-9);
    assert!(mapping(&r, "derived:distance").remark.as_deref().unwrap().contains("20 s"));
}

#[test]
fn distance_and_speed_come_from_positions_when_there_is_neither() {
    let points: String = (0..60).map(|s| trkpt(s, 3.0 * f64::from(s), "<ele>400</ele>")).collect();
    let r = one(gpx(&format!(
        "<trk><name>Lake</name><type>trail_running</type><trkseg>{points}</trkseg></trk>"
    )));
    assert_eq!(r.format, "gpx");
    assert_eq!(r.title.as_deref(), Some("Lake"));
    assert_eq!(r.device.as_deref(), Some("Test watch"));
    assert_eq!(r.sport, Sport::Running { sub: Some("trail".into()) });
    assert_eq!(source(&r, Quantity::Speed), "derived:position");
    let expected: Vec<f64> = (0..60).map(|s| 3.0 * f64::from(s)).collect();
    assert_close(&values(&r, Quantity::Distance), &expected, 0.02);
    assert_close(&values(&r, Quantity::Speed), &[3.0; 60], 0.001);
    assert_close(&values(&r, Quantity::Altitude), &[400.0; 60], 0.0);
}

#[test]
fn gpx_extensions_of_several_makers() {
    let points = [
        trkpt(
            0,
            0.0,
            "<extensions><gpxtpx:TrackPointExtension><gpxtpx:atemp>21</gpxtpx:atemp><gpxtpx:hr>140</gpxtpx:hr><gpxtpx:cad>88</gpxtpx:cad></gpxtpx:TrackPointExtension></extensions>",
        ),
        trkpt(
            1,
            3.0,
            "<extensions><ns3:TrackPointExtension><ns3:hr>141</ns3:hr><ns3:cad>89</ns3:cad><ns3:speed>3.1</ns3:speed><ns3:course>12</ns3:course></ns3:TrackPointExtension><power>260</power></extensions>",
        ),
        trkpt(
            2,
            6.0,
            "<extensions><gpxdata:hr>142</gpxdata:hr><gpxdata:cadence>90</gpxdata:cadence></extensions>",
        ),
        trkpt(3, 9.0, "<extensions><heartrate>143</heartrate></extensions>"),
    ];
    let r = one(gpx(&format!("<trk><type>9</type><trkseg>{}</trkseg></trk>", points.concat())));
    let nan = f64::NAN;
    assert_eq!(r.sport, Sport::Running { sub: None });
    assert_close(&values(&r, Quantity::HeartRate), &[140.0, 141.0, 142.0, 143.0], 0.0);
    assert_close(&values(&r, Quantity::Cadence), &[176.0, 178.0, 180.0, nan], 0.0);
    assert_close(&values(&r, Quantity::Power), &[nan, 260.0, nan, nan], 0.0);
    assert_close(&values(&r, Quantity::Speed), &[nan, 3.1, nan, nan], 0.0);
    assert_close(&values(&r, Quantity::Temperature), &[21.0, nan, nan, nan], 0.0);
    assert_eq!(mapping(&r, "course").quantity, None);
}

#[test]
fn pauses_come_from_track_breaks_and_long_gaps_only() {
    let track = |from: u32, to: u32| -> String {
        let points: String = (from..to).map(|s| point(s, "")).collect();
        format!("<Track>{points}</Track>")
    };
    // A break without a gap, a break of 4 s, a gap of 8 s, a gap of 31 s.
    let tracks = [track(0, 20), track(20, 40), track(43, 60)].concat();
    let gaps: String =
        [60, 67, 68, 69, 100, 101].iter().map(|s| point(*s, "")).collect::<Vec<_>>().concat();
    let file = tcx(&format!(
        "<Activity Sport=\"Running\"><Lap StartTime=\"2024-05-04T08:00:00Z\">{tracks}<Track>{gaps}</Track></Lap></Activity>"
    ));
    let r = one(file);
    let pauses: Vec<(f64, f64)> = series(&r).pauses.iter().map(|p| (p.start_s, p.end_s)).collect();
    assert_eq!(pauses, vec![(39.0, 43.0), (69.0, 100.0)]);
}

#[test]
fn what_is_walked_in_a_pause_is_not_run() {
    let segment = |from: u32, start_m: f64| -> String {
        let points: String =
            (0..30).map(|s| trkpt(from + s, start_m + 3.0 * f64::from(s), "")).collect();
        format!("<trkseg>{points}</trkseg>")
    };
    let r = one(gpx(&format!("<trk>{}{}</trk>", segment(0, 0.0), segment(120, 200.0))));
    assert_eq!(series(&r).pauses.len(), 1);
    let distance = values(&r, Quantity::Distance);
    assert!((distance[59] - 2.0 * 87.0).abs() < 0.05, "{}", distance[59]);
    assert_close(&values(&r, Quantity::Speed), &[3.0; 60], 0.001);
    assert_eq!(r.sport, Sport::Unknown);
}

#[test]
fn several_activities_are_several_recordings() {
    let activity = |sport: &str, hour: u32| {
        format!(
            "<Activity Sport=\"{sport}\"><Lap StartTime=\"2024-05-04T{hour:02}:00:00Z\"><Track><Trackpoint><Time>2024-05-04T{hour:02}:00:00Z</Time></Trackpoint><Trackpoint><Time>2024-05-04T{hour:02}:00:01Z</Time><Cadence>80</Cadence></Trackpoint></Track></Lap></Activity>"
        )
    };
    let all = read(tcx(
        &[activity("Running", 8), activity("Biking", 10), activity("Other", 12)].concat()
    ))
    .unwrap();
    let sports: Vec<&Sport> = all.iter().map(|r| &r.sport).collect();
    assert_eq!(
        sports,
        [&Sport::Running { sub: None }, &Sport::Other("cycling".into()), &Sport::Unknown]
    );
    // Pedalling is not stepping.
    assert!(series(&all[0]).first(Quantity::Cadence).is_some());
    assert!(series(&all[1]).first(Quantity::Cadence).is_none());
    assert_eq!(mapping(&all[1], "Cadence").quantity, None);
    assert_eq!(all[2].start.unwrap().to_string(), "2024-05-04T12:00:00+00:00");
}

#[test]
fn gpx_tracks_are_one_run_when_close_and_two_when_apart() {
    let track = |from: u32, kind: &str| {
        let points: String = (0..5).map(|s| trkpt(from + s, f64::from(s), "")).collect();
        format!("<trk><type>{kind}</type><trkseg>{points}</trkseg></trk>")
    };
    let joined = one(gpx(&[track(0, "running"), track(300, "running")].concat()));
    assert_eq!(series(&joined).len(), 10);
    assert_eq!(series(&joined).pauses.len(), 1);
    assert_eq!(
        read(gpx(&[track(0, "running"), track(7000, "running")].concat())).unwrap().len(),
        2
    );
    assert_eq!(read(gpx(&[track(0, "running"), track(300, "cycling")].concat())).unwrap().len(), 2);
}

#[test]
fn points_without_time_are_left_out_and_counted() {
    let empty = "<Trackpoint><HeartRateBpm><Value>99</Value></HeartRateBpm></Trackpoint>";
    let unreadable = "<Trackpoint><Time>soon</Time></Trackpoint><Trackpoint/>";
    let r = one(run(&[empty, &point(0, ""), unreadable, &point(1, "")].concat()));
    assert_eq!(series(&r).len(), 2);
    let note = note(&r, "points_without_time").unwrap();
    assert!(runform::words::english(note).starts_with("3 points"));
    assert_eq!(note.share, Some(0.6));
}

#[test]
fn duplicated_points_and_laps_count_once() {
    let hr = |v: u32| format!("<HeartRateBpm><Value>{v}</Value></HeartRateBpm>");
    let r =
        one(run(&[point(0, &hr(100)), point(0, ""), point(0, &hr(101)), point(1, "")].concat()));
    assert_close(&values(&r, Quantity::HeartRate), &[101.0, f64::NAN], 0.0);
    assert!(note(&r, "duplicate_timestamps").is_some());

    let lap = |from: u32| {
        let points: String = (from..from + 60).map(|s| point(s, &hr(120))).collect();
        format!(
            "<Lap StartTime=\"2024-05-04T08:{:02}:00Z\"><Track>{points}</Track></Lap>",
            from / 60
        )
    };
    let twice =
        tcx(&format!("<Activity Sport=\"Running\">{}{}{}</Activity>", lap(60), lap(0), lap(60)));
    let r = one(twice);
    assert_eq!(series(&r).len(), 120);
    assert_eq!(series(&r).duration_s(), 119.0);
    let laps: Vec<(f64, f64)> = series(&r).laps.iter().map(|l| (l.start_s, l.end_s)).collect();
    assert_eq!(laps, vec![(0.0, 60.0), (60.0, 119.0)]);
    assert!(note(&r, "parts_reordered").is_some());
    assert!(note(&r, "repeated_parts").is_some());
    assert_eq!(r.start.unwrap().to_string(), "2024-05-04T08:00:00+00:00");
}

#[test]
fn a_distance_counter_that_starts_again_is_joined_up() {
    let metres = [0.0, 4.0, 8.0, 2.0, 6.0, 5.5, 9.0];
    let points: String = (0..)
        .zip(metres)
        .map(|(s, d)| point(s, &format!("<DistanceMeters>{d}</DistanceMeters>")))
        .collect();
    let r = one(run(&points));
    assert_close(&values(&r, Quantity::Distance), &[0.0, 4.0, 8.0, 10.0, 14.0, 14.0, 17.0], 1e-9);
    assert!(english(note(&r, "distance_restarted").unwrap()).contains("1 time"));
}

#[test]
fn zeros_throughout_are_a_missing_sensor() {
    let inner = "<DistanceMeters>0</DistanceMeters><Extensions><TPX><Speed>0</Speed><RunCadence>0</RunCadence></TPX></Extensions>";
    let r = one(run(&(0..5).map(|s| point(s, inner)).collect::<String>()));
    assert!(series(&r).channels.is_empty());
    assert_eq!(mapping(&r, "RunCadence").quantity, None);
    assert!(mapping(&r, "RunCadence").remark.as_deref().unwrap().contains('0'));
}

#[test]
fn impossible_positions_and_the_null_island_are_missing() {
    let at = |lat: f64, lon: f64| {
        format!(
            "<Position><LatitudeDegrees>{lat}</LatitudeDegrees><LongitudeDegrees>{lon}</LongitudeDegrees></Position>"
        )
    };
    let r =
        one(run(
            &[point(0, &at(0.0, 0.0)), point(1, &at(180.0, 8.0)), point(2, &at(0.0, 8.0))].concat()
        ));
    assert_close(&values(&r, Quantity::Latitude), &[f64::NAN, f64::NAN, 0.0], 0.0);
}

#[test]
fn times_with_offset_without_zone_and_with_fractions() {
    let at = |t: &str| format!("<Trackpoint><Time>{t}</Time></Trackpoint>");
    let zoned =
        one(run(&[at("2016-04-10T18:40:59.000+01:00"), at("2016-04-10T17:41:00.375Z")].concat()));
    assert_eq!(zoned.start.unwrap().to_string(), "2016-04-10T18:40:59+01:00");
    assert_close(series(&zoned).time_s.as_slice().unwrap(), &[0.0, 1.375], 0.0);
    let local = one(run(&[at("2016-04-10T18:40:59"), at(" 2016-04-10 18:41:01 ")].concat()));
    assert_eq!(local.start.unwrap().to_string(), "2016-04-10T18:40:59");
    assert_close(series(&local).time_s.as_slice().unwrap(), &[0.0, 2.0], 0.0);
}

#[test]
fn unusual_spellings_of_a_time() {
    for text in [
        "2024-05-04T08:00:00.250+0000",
        "2024-05-04T10:00:00.250+02",
        "2024-05-04T08:00:00,250Z",
        "2024-05-04t08:00:00.25z",
        "2024-05-04 08:00:00.250Z",
        "20240504T080000.250Z",
    ] {
        let file = run(&format!("{}<Trackpoint><Time>{text}</Time></Trackpoint>", point(0, "")));
        let r = one(file);
        assert_close(series(&r).time_s.as_slice().unwrap(), &[0.0, 0.25], 0.0);
    }
}

#[test]
fn a_decimal_comma_is_understood() {
    let r = one(run(&point(0, "<AltitudeMeters>412,5</AltitudeMeters>")));
    assert_close(&values(&r, Quantity::Altitude), &[412.5], 0.0);
}

#[test]
fn broken_xml_is_read_up_to_the_damage() {
    let whole = run(&(0..50)
        .map(|s| point(s, "<HeartRateBpm><Value>150</Value></HeartRateBpm>"))
        .collect::<String>());
    let cut = whole.find("08:00:30Z").unwrap();
    let line = whole[..cut].matches('\n').count() + 1;

    let truncated = one(&whole[..cut]);
    assert_eq!(series(&truncated).len(), 30);
    let message = &english(note(&truncated, "truncated").unwrap());
    assert!(message.contains(&format!("line {line} ")), "{message}");
    assert!(message.contains("ends inside <Time>"), "{message}");

    let mismatched = whole.replacen("08:00:30Z</Time>", "08:00:30Z</Tyme>", 1);
    let mismatched = one(&mismatched);
    assert_eq!(series(&mismatched).len(), 30);
    let message = &english(note(&mismatched, "truncated").unwrap());
    assert!(message.contains(&format!("line {line} ")), "{message}");
}

#[test]
fn nothing_readable_is_an_error_that_says_where() {
    let early =
        "<?xml version=\"1.0\"?>\n<TrainingCenterDatabase>\n<Activities><Activity Sport=\"Run";
    let error = read(early).unwrap_err();
    assert!(
        matches!(
            &error,
            ImportError::DamagedFile {
                format: "TCX",
                place: Place::AtLineAndByte { line: 3, .. },
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn plans_and_empty_files_are_named_as_such() {
    let said = |file: String| read(file).unwrap_err().to_string();
    let course = "<TrainingCenterDatabase><Courses><Course><Track><Trackpoint><Time>2024-05-04T08:00:00Z</Time></Trackpoint></Track></Course></Courses></TrainingCenterDatabase>";
    assert!(said(course.into()).contains("planned_course"));
    assert!(
        said(tcx(
            "<Activity Sport=\"Running\"><Lap StartTime=\"2024-05-04T08:00:00Z\"/></Activity>"
        ))
        .contains(r#""laps_without_points","laps":1"#)
    );
    assert!(said("<TrainingCenterDatabase/>".into()).contains("no_activity"));
    assert!(said(gpx("<rte><rtept lat=\"1\" lon=\"2\"/></rte>")).contains("route_points"));
    assert!(
        said(gpx("<trk><trkseg><trkpt lat=\"1\" lon=\"2\"/></trkseg></trk>"))
            .contains("untimed_points")
    );
    assert!(said(gpx("")).contains("no_track_point"));
}

#[test]
fn recognised_by_content_in_any_encoding() {
    let titled = run(&point(0, "")).replace("<Id>x</Id>", "<Notes>Zürich</Notes>");
    let title = |bytes: &[u8]| one(bytes).title.unwrap();
    assert_eq!(title(format!("\u{feff}\n  {titled}").as_bytes()), "Zürich");
    assert_eq!(title(format!("          {titled}").as_bytes()), "Zürich"); // Strava's ten blanks
    let latin = titled.replace("UTF-8", "ISO-8859-1");
    let latin: Vec<u8> = latin.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert_eq!(title(&latin), "Zürich");
    let wide = titled.replace("UTF-8", "UTF-16");
    assert_eq!(title(wide.as_bytes()), "Zürich"); // says UTF-16, is UTF-8
    let mut utf16: Vec<u8> = vec![0xff, 0xfe];
    utf16.extend(wide.encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(title(&utf16), "Zürich");
    assert_eq!(title(&utf16[2..]), "Zürich"); // without byte order mark
    let utf16_be: Vec<u8> = wide.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(title(&utf16_be), "Zürich");
    let commented = titled.replace(
        "<TrainingCenter",
        "<!-- <gpx> --><!DOCTYPE x [<!ENTITY a \"b\">]><TrainingCenter",
    );
    assert_eq!(title(commented.as_bytes()), "Zürich");
}

#[test]
fn entities_are_never_expanded() {
    let bomb: String = (1..12).fold("<!ENTITY e0 \"lol\">".to_string(), |text, i| {
        let inner = format!("&e{};", i - 1).repeat(10);
        format!("{text}<!ENTITY e{i} \"{inner}\">")
    });
    let file = run(&point(0, "")).replace("<Id>x</Id>", "<Notes>&e11;</Notes>");
    let file = file.replace("<TrainingCenter", &format!("<!DOCTYPE x [{bomb}]><TrainingCenter"));
    assert_eq!(one(file).title.as_deref(), Some("&e11;"));
}
