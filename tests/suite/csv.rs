//! CSV import: small hand-written files, one trap each; real files in `real`.

mod absurd;
mod generic;
mod laps;
mod real;

use proptest::prelude::*;
use runform::import::{ImportError, ImportOptions, import, parse_map};
use runform::recording::{
    Channel, Quantity::*, Recording, SensorFamily, Site, Span, Sport, WatchSeries,
};

/// The one recording in a text.
fn one(text: &str) -> Recording {
    let mut all = import(text.as_bytes(), &ImportOptions::default()).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn refused(text: &str) -> ImportError {
    import(text.as_bytes(), &ImportOptions::default()).unwrap_err()
}

fn mapped(text: &str, map: &[&str]) -> Result<Vec<Recording>, ImportError> {
    let map = map.iter().map(|m| parse_map(m).unwrap()).collect();
    import(text.as_bytes(), &ImportOptions { map, ..ImportOptions::default() })
}

fn series(r: &Recording) -> &WatchSeries {
    r.watch().unwrap()
}

fn channel(r: &Recording, q: runform::recording::Quantity) -> &Channel {
    series(r).first(q).unwrap_or_else(|| panic!("no {q:?} among {:?}", r.mappings))
}

/// Values of a channel, rounded to 1e-9; missing ones are −1.
fn values(r: &Recording, q: runform::recording::Quantity) -> Vec<f64> {
    let clean = |v: &f64| if v.is_nan() { -1.0 } else { (v * 1e9).round() / 1e9 };
    channel(r, q).values.iter().map(clean).collect()
}

fn has_note(r: &Recording, code: &str) -> bool {
    r.notes.iter().any(|n| n.code() == code)
}

/// `n` lines of a table, made by `row`.
fn lines(header: &str, n: usize, row: impl Fn(usize) -> String) -> String {
    std::iter::once(header.to_string()).chain((0..n).map(row)).collect::<Vec<_>>().join("\n")
}

const STRYD: &str = "Timestamp,Power (w/kg),Form Power (w/kg),Air Power (w/kg),Watch Speed (m/s),Stryd Speed (m/s),Watch Distance (meters),Stryd Distance (meters),Stiffness,Stiffness/kg,Ground Time (ms),Cadence (spm),Vertical Oscillation (cm),Watch Elevation (m),Stryd Elevation (m)";

#[test]
fn stryd_units_family_mass_and_walking() {
    let r = one(&format!(
        "{STRYD}\n\
         1771054568,0,0,0,1.5,0,1.5,0,0,0,0,118,0,-98,54\n\
         1771054569,1.25,0.5,0,1.54,1.46,3.0,1.5,0,0,1020,118,0,-98,54\n\
         1771054570,3,1,0,2.6,2.5,4.7,4,10,0.125,250,174,6.5,46,54\n\
         1771054572,3,1,0,2.6,2.5,4.7,9,10,0.125,260,174,6.25,47,54\n\
         1771054573,3,1,0,2.6,2.5,4.7,9,10,0.125,900,60,6.25,47,54\n"
    ));
    assert_eq!(r.format, "csv:stryd");
    assert_eq!(r.sport, Sport::Running { sub: None });
    assert_eq!(r.start.unwrap().to_string(), "2026-02-14T07:36:08+00:00");
    assert_eq!(series(&r).time_s.to_vec(), [0.0, 1.0, 2.0, 4.0, 5.0]); // a second is missing
    // Contact is dropped without oscillation and under 70 steps/min.
    assert_eq!(values(&r, GroundContactTime), [-1.0, -1.0, 250.0, 260.0, -1.0]);
    assert!(has_note(&r, "stryd_walking_contact"));
    assert_eq!(values(&r, VerticalOscillation), [-1.0, -1.0, 65.0, 62.5, 62.5]);
    assert_eq!(values(&r, Cadence)[2], 174.0);
    // 10 kN/m ÷ 0.125 kN/m/kg = 80 kg
    assert_eq!(r.body.mass_kg, Some(80.0));
    assert_eq!(values(&r, Power)[2], 240.0);
    // The watch's elevation starts at −98 and jumps.
    let watch = series(&r).of(Altitude).find(|c| c.source.id.contains("Watch")).unwrap();
    assert!(watch.values[1].is_nan() && watch.values[2] == 46.0);
    let contact = channel(&r, GroundContactTime);
    assert_eq!((contact.source.family, contact.source.site), (SensorFamily::Stryd, Site::Foot));
    assert_eq!(channel(&r, Speed).source.id, "csv:Stryd Speed (m/s)");
}

#[test]
fn stryd_duo_columns_say_that_left_is_assumed() {
    let r = one(&format!(
        "{STRYD},Heart Rate (bpm),Ground Time Balance,Vertical Oscillation Balance,Leg Spring Stiffness Balance,Impact Loading Rate Balance,Vertical Ratio\n\
         1771054568,3,1,0,2.6,2.5,4.7,4,10,0.125,250,174,6.5,46,54,150,49.5,50.5,50.1,48,7.1\n\
         1771054569,3,1,0,2.6,2.5,4.7,4,10,0.125,250,174,6.5,46,54,151,49.5,50.5,50.1,48,7.1\n"
    ));
    assert_eq!(values(&r, ContactBalanceLeft), [49.5, 49.5]);
    assert_eq!(values(&r, VerticalOscillationBalanceLeft), [50.5, 50.5]);
    assert_eq!(values(&r, VerticalRatio), [7.1, 7.1]);
    let m = r.mappings.iter().find(|m| m.column == "Ground Time Balance").unwrap();
    assert!(m.remark.as_deref().unwrap().contains("left"));
    assert_eq!(values(&r, ImpactLoadingBalanceLeft), [48.0, 48.0]);
    let m = r.mappings.iter().find(|m| m.column.starts_with("Impact")).unwrap();
    assert!(m.remark.as_deref().unwrap().contains("left"));
}

#[test]
fn wahoo_seconds_and_metres_and_stale_values_in_pauses() {
    let r = one(
        "Device,fisica,model,key\nYear,2016,Month,10,Day,7,Hour,17,Minute,24,Second,2,BatteryUsage (%),14\n\n\
         sensor,present,smrec\nhr,yes,no\n\
         time,hr_heartrate,gps_speed,ma_cadence,ma_gct,ma_vertosc,interval,paused\n\
         1,128,2.5,168.5,0.310000,0.075667,1,0\n\
         2,0,2.5,168.5,0.310000,0.075667,1,1\n\
         3,0,2.5,168.5,0.310000,0.075667,1,1\n\
         4,130,2.6,169,0.307,0.077,1,0\n\
         5,131,2.6,169,0.307,0.077,2,0\n\
         6,131,2.6,169,0.307,0.077,2,0\n",
    );
    assert_eq!(r.format, "csv:wahoo");
    assert_eq!(r.start.unwrap().to_string(), "2016-10-07T17:24:03");
    assert_eq!(values(&r, GroundContactTime), [310.0, -1.0, -1.0, 307.0, 307.0, 307.0]);
    assert_eq!(values(&r, VerticalOscillation)[3], 77.0);
    assert_eq!(values(&r, Cadence)[0], 168.5);
    assert_eq!(values(&r, HeartRate)[1], -1.0);
    assert_eq!(series(&r).pauses, [Span { start_s: 1.0, end_s: 3.0 }]);
    assert_eq!(series(&r).laps.len(), 2);
}

#[test]
fn wahoo_android_units_by_magnitude() {
    let r = one(&lines(
        "GroundContactTime,MotionCount,MotionPowerZ,Cadence,Timestamp,Smoothness,VerticalOscillation",
        5,
        |i| format!("0.29{i},1,2,17{i},147586344{i}000,90,0.08"),
    ));
    assert_eq!(r.format, "csv:wahoo");
    assert_eq!(values(&r, GroundContactTime)[1], 291.0);
    assert_eq!(values(&r, VerticalOscillation)[1], 80.0);
    assert_eq!(series(&r).time_s[1], 1.0);
    let m = r.mappings.iter().find(|m| m.column == "GroundContactTime").unwrap();
    assert_eq!(m.unit, "s");
    assert!(m.remark.as_deref().unwrap().contains("typical value"));
}

#[test]
fn fit2gpx_local_time_and_fractional_strides() {
    let r = one(
        "time;position_lat;position_long;speed;vertical_oscillation;stance_time_percent;stance_time;stance_time_balance;step_length;cadence;fractional_cadence;left_right_balance\n\
         2016-08-25T20:05:16;67.2;54.6;3.0;96.5;36.25;263.0;49.09;1264.0;82;0.5;\n\
         2016-08-25T20:05:17;67.2;54.6;3.0;93.7;36.5;264.0;49.31;1240.0;83;0.0;\n",
    );
    assert_eq!(r.format, "csv:fit2gpx");
    assert_eq!(r.start.unwrap().to_string(), "2016-08-25T20:05:16");
    assert_eq!(values(&r, Cadence), [165.0, 166.0]);
    assert_eq!(values(&r, StancePercent), [36.25, 36.5]);
    assert_eq!(values(&r, ContactBalanceLeft), [49.09, 49.31]);
    assert_eq!(values(&r, StepLength), [1.264, 1.24]);
}

#[test]
fn fitcsvtool_sessions_pauses_laps_and_printed_invalids() {
    let t0 = 1_062_594_924; // FIT time of 2023-09-02T13:15:24Z
    let record = |i: u64, gct: &str| {
        format!(
            "Data,1,record,timestamp,\"{}\",s,position_lat,\"465731558\",semicircles,stance_time,\"{gct}\",ms,stance_time_balance,\"655.35\",percent,vertical_oscillation,\"90.5\",mm,cadence,\"80\",rpm,fractional_cadence,\"0.5\",rpm,Ground Time,\"240\",Milliseconds,",
            t0 + i
        )
    };
    let text = [
        "Type,Local Number,Message,Field 1,Value 1,Units 1,Field 2,Value 2,Units 2,".to_string(),
        "Definition,0,record,timestamp,1,,stance_time,1,,".into(),
        format!("Data,0,session,timestamp,\"{t0}\",s,start_time,\"{t0}\",,total_elapsed_time,\"3\",s,sport,\"5\",,sub_sport,\"18\",,"),
        format!("Data,0,session,timestamp,\"{t0}\",s,start_time,\"{}\",,total_elapsed_time,\"9\",s,sport,\"1\",,sub_sport,\"3\",,", t0 + 3),
        format!("Data,0,lap,timestamp,\"{t0}\",s,start_time,\"{}\",,total_elapsed_time,\"4\",s,", t0 + 3),
        format!("Data,0,activity,timestamp,\"{t0}\",,local_timestamp,\"{}\",,", t0 - 18_000),
        "Data,0,user_profile,weight,\"70.5\",kg,height,\"1.80\",m,".into(),
        record(0, "6553.5"),
        record(3, "6553.5"),
        record(4, "276.0"),
        format!("Data,1,event,timestamp,\"{}\",s,event,\"0\",,event_type,\"4\",,", t0 + 4),
        format!("Data,1,event,timestamp,\"{}\",s,event,\"timer\",,event_type,\"start\",,", t0 + 9),
        record(9, "277.0"),
        record(10, "278.0"),
    ]
    .join("\n");
    let all = import(text.as_bytes(), &ImportOptions::default()).unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].sport, Sport::Other("swimming".into()));
    let run = &all[1];
    assert_eq!(
        (run.format, &run.sport),
        ("csv:fitcsvtool", &Sport::Running { sub: Some("trail".into()) })
    );
    assert_eq!(run.start.unwrap().to_string(), "2023-09-02T08:15:27-05:00");
    assert_eq!(run.body.mass_kg, Some(70.5));
    assert_eq!(series(run).time_s.to_vec(), [0.0, 1.0, 6.0, 7.0]);
    assert_eq!(values(run, GroundContactTime), [-1.0, 276.0, 277.0, 278.0]);
    assert!(series(run).first(ContactBalanceLeft).is_none(), "655.35 is no balance");
    assert_eq!(values(run, Cadence)[0], 161.0);
    assert_eq!(series(run).pauses, [Span { start_s: 1.0, end_s: 6.0 }]);
    assert_eq!(series(run).laps, [Span { start_s: 0.0, end_s: 4.0 }]);
    let lat = channel(run, Latitude).values[0];
    assert!((lat - 39.036_7).abs() < 1e-3, "{lat}");
    let stryd = series(run).of(GroundContactTime).nth(1).unwrap();
    assert_eq!(stryd.source.family, SensorFamily::Stryd);
}

#[test]
fn fitcsvtool_one_column_per_field() {
    let r = one(
        "record.timestamp[s],record.position_lat[semicircles],record.stance_time[ms],record.vertical_oscillation[mm],record.cadence[rpm],record.fractional_cadence[rpm],session.sport[]\n\
         1062594924,465731558,276.0,90.5,80,0.5,\n\
         1062594925,465731558,6553.5,6553.5,80,0.0,\n\
         ,,,,,,1\n",
    );
    assert_eq!((r.format, &r.sport), ("csv:fitcsvtool", &Sport::Running { sub: None }));
    assert_eq!(r.start.unwrap().to_string(), "2023-09-02T13:15:24+00:00");
    assert_eq!(values(&r, GroundContactTime), [276.0, -1.0]);
    assert_eq!(values(&r, Cadence), [161.0, 160.0]);
    assert!((values(&r, Latitude)[0] - 39.036_7).abs() < 1e-3);
}

#[test]
fn epson_rows_of_different_length_and_wrapped_positions() {
    let r = one("[[Training]]\n[TrainingResult]\nTrainingName,Evening\n\
         TrainingKindId,StartDay,StartTime,TimeZoneOffset,DaylightSavingsTime\n1,2014/12/19,16:35:29,60,0\n\
         [GraphData]\nLogInterval,2\nHrInterval,1\n\
         GraphSpeed,3600,7200,10800\nGraphPitch,160,170\nGraphStride,90,91,92\nHeartRate,100,0,102\n\
         [GPSData]\nGpsTime,0:0:0;0:0:\n2\nGpsLatitude,49878523;4987\n8607\nGpsLongitude,10906175;10906147\n\
         [LapData]\nLapNo,EndPoint,LapTime,LapDistance\n1,1,2,1000\n2,2,2,1000\n");
    assert_eq!(r.format, "csv:epson");
    assert_eq!(r.start.unwrap().to_string(), "2014-12-19T16:35:29+01:00");
    assert_eq!(series(&r).time_s.to_vec(), [0.0, 1.0, 2.0, 4.0]);
    assert_eq!(values(&r, Speed), [1.0, -1.0, 2.0, 3.0]);
    assert_eq!(values(&r, Cadence), [160.0, -1.0, 170.0, -1.0]);
    assert_eq!(values(&r, StepLength), [0.9, -1.0, 0.91, 0.92]);
    assert_eq!(values(&r, HeartRate), [100.0, -1.0, 102.0, -1.0]);
    assert_eq!(values(&r, Latitude), [49.878523, -1.0, 49.878607, -1.0]);
    assert_eq!(
        series(&r).laps,
        [Span { start_s: 0.0, end_s: 2.0 }, Span { start_s: 2.0, end_s: 4.0 }]
    );
    assert!(has_note(&r, "signals_of_different_length"));
}

#[test]
fn polar_headers_dates_and_strides() {
    let head = "Name,Sport,Date,Start time,Duration,Height (cm),Weight (kg),HR max,\n";
    let table = "Sample rate,Time,HR (bpm),Speed (km/h),Pace (min/km),Cadence,Altitude (m),Stride length (m),Distances (m),Temperatures (C),Power (W),\n\
                 1,00:00:00,95,9.0,06:40,80,116,1.88,0.70,31.3,,\n1,00:00:01,96,9.0,06:40,80,116,1.88,3.2,31.3,,\n";
    let r = one(&format!(
        "{head}\"Felix, easy\",RUNNING,20-06-2018,11:17:03,00:30:08,180.0,77.0,195,\n{table}"
    ));
    assert_eq!((r.format, &r.sport), ("csv:polar", &Sport::Running { sub: None }));
    assert_eq!(r.start.unwrap().to_string(), "2018-06-20T11:17:03");
    assert_eq!((r.body.mass_kg, r.body.height_m), (Some(77.0), Some(1.8)));
    assert_eq!(r.title.as_deref(), Some("Felix, easy"));
    assert_eq!(values(&r, Cadence), [160.0, 160.0]);
    assert_eq!(values(&r, Speed), [2.5, 2.5]);
    // 2.5 m/s at 160 steps/min is 0.94 m a step: 1.88 m is two.
    assert_eq!(values(&r, StepLength), [0.94, 0.94]);
    // ISO date, a blank line, no trailing comma, sample rate in the first row only.
    let r = one("Name,Sport,Date,Start time,Duration\n,CYCLING,2026-01-05,07:01:02,01:00:00\n\n\
         Sample rate,Time,HR (bpm),Speed (km/h),Cadence\n1,00:00:00,95,20,80\n,00:00:01,95,20,80\n");
    assert_eq!(r.sport, Sport::Other("cycling".into()));
    assert_eq!(r.start.unwrap().to_string(), "2026-01-05T07:01:02");
    assert_eq!(series(&r).len(), 2);
}

#[test]
fn goldencheetah_has_no_run_cadence_and_balance_only_for_runs() {
    let header =
        "secs,cad,hr,km,kph,nm,watts,alt,lon,lat,headwind,slope,temp,interval,lrbalance,lte";
    let run = one(&lines(header, 4, |i| {
        format!(
            "{i}, 0, 150, 0.{i}, 10.8, 0, 250, 5, 0, 0, 0, 0, 10, 0, {}, 0",
            if i == 0 { "-255" } else { "49.5" }
        )
    }));
    assert_eq!((run.format, &run.sport), ("csv:goldencheetah", &Sport::Unknown));
    assert!(series(&run).first(Cadence).is_none());
    assert!(has_note(&run, "goldencheetah_no_cadence"));
    assert_eq!(values(&run, ContactBalanceLeft), [-1.0, 49.5, 49.5, 49.5]);
    assert_eq!(values(&run, Distance)[3], 300.0);
    let ride =
        one(&lines(header, 4, |i| format!("{i},85,150,0.{i},30,0,250,5,0,0,0,0,10,0,49.5,0")));
    assert_eq!(ride.sport, Sport::Other("cycling".into()));
    assert!(series(&ride).first(ContactBalanceLeft).is_none());
}

#[test]
fn opentracks_events_become_pauses() {
    let r =
        one("#time,trackpoint_type,latitude,longitude,altitude,speed,heartrate,cadence,power\n\
         \"2020-02-02T03:02:02+01:00\",\"SEGMENT_START_MANUAL\",,,,,,,\n\
         \"2020-02-02T03:02:03+01:00\",\"TRACKPOINT\",3.1,14.0,1020.2,10.8,140,,\n\
         \"2020-02-02T03:02:10+01:00\",\"SEGMENT_END_MANUAL\",,,,,,,\n\
         \"2020-02-02T03:03:20+01:00\",\"SEGMENT_START_MANUAL\",,,,,,,\n\
         \"2020-02-02T03:03:21+01:00\",\"TRACKPOINT\",3.1,14.0,1020.2,10.8,141,,\n");
    assert_eq!(r.format, "csv:opentracks");
    assert_eq!(r.start.unwrap().to_string(), "2020-02-02T03:02:03+01:00");
    assert_eq!(values(&r, Speed), [3.0, 3.0]);
    assert_eq!(series(&r).pauses, [Span { start_s: 7.0, end_s: 77.0 }]);
}

#[test]
fn strava_streams_count_strides() {
    let r = one(&lines("altitude,velocity_smooth,time,cadence,activity_id", 3, |i| {
        format!("7.6,2.5,{},85,1854", 2 * i)
    }));
    assert_eq!(r.format, "csv:strava_streams");
    assert_eq!(values(&r, Cadence), [170.0; 3]);
    assert_eq!(series(&r).time_s.to_vec(), [0.0, 2.0, 4.0]);
}

#[test]
fn dumped_data_frame_of_a_fit_file() {
    let r = one(",activity_type,timestamp,enhanced_speed,step_length,cadence,elapsed_time,pace\n\
         0,running,2024-11-26 13:26:04+00:00,,,,0 days 00:00:00,inf\n\
         1,running,2024-11-26 13:26:05+00:00,2.5,1120.0,84.0,0 days 00:00:01,6.7\n");
    assert_eq!((r.format, &r.sport), ("csv:fit_table", &Sport::Running { sub: None }));
    assert_eq!(r.start.unwrap().to_string(), "2024-11-26T13:26:04+00:00");
    assert_eq!(values(&r, StepLength), [-1.0, 1.12]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = import(&bytes, &ImportOptions::default());
    }

    #[test]
    fn arbitrary_tables_never_panic(
        head in proptest::sample::select(vec![
            "time,gct,vo", STRYD, "Type,Local Number,Message,Field 1,Value 1,Units 1", "[[Training]]\n[GPSData]\n[LapData]",
            "Name,Sport,Date,Start time\nx,RUNNING,20-06-2018,11:17:03\nSample rate,Time,HR (bpm),Cadence", "secs,cad,kph,nm,lrbalance",
            "Device,fisica\nYear,2016,Month,1,Day,1,Hour,0,Minute,0,Second,0\ntime,ma_gct,paused", "Lap,Time,Cumulative Time,Avg Pace,Avg GCT Balance",
            "time;position_lat;stance_time;cadence;fractional_cadence", "#time,trackpoint_type,speed", "type,value,startDate,unit",
        ]),
        body in "([0-9.,:;\"\\-\nTZ +%a-d\u{e9}]|Data,0,record,timestamp,|SEGMENT_END_MANUAL|GraphPitch,|LapTime){0,160}",
    ) {
        let _ = import(format!("{head}\n{body}").as_bytes(), &ImportOptions::default());
        let _ = import(format!("{head}{body}").as_bytes(), &ImportOptions::default());
    }

    #[test]
    fn arbitrary_mappings_never_panic(text in "\\PC{0,40}") {
        let _ = parse_map(&text);
    }
}
