//! The reader of any table with a time column.

use super::{STRYD, has_note, lines, mapped, one, refused, series, values};
use runform::import::{ImportError, ImportOptions, import};
use runform::recording::{NoteKind, Quantity::*, Recording, Sport};

#[test]
fn generic_dialects_units_and_encodings() {
    // Semicolons, decimal commas, German names, seconds and metres without a unit.
    let text = lines("Zeit;Bodenkontaktzeit;Vertikale Bewegung;Höhe (m)", 4, |i| {
        format!("{i};0,25{i};0,08;12,5")
    });
    let check = |r: &Recording| {
        assert_eq!(r.format, "csv:generic");
        assert_eq!(values(r, GroundContactTime), [250.0, 251.0, 252.0, 253.0]);
        assert_eq!(values(r, VerticalOscillation)[0], 80.0);
        assert_eq!(values(r, Altitude)[0], 12.5);
    };
    check(&one(&text));
    check(&one(&format!("\u{feff}{text}")));
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin1: Vec<u8> = text.chars().map(|c| c as u32 as u8).collect();
    for bytes in [utf16, latin1] {
        let all = import(&bytes, &ImportOptions::default()).unwrap();
        check(&all[0]);
        assert!(has_note(&all[0], "encoding_guessed"));
    }
    // Tabs, preamble, a line of units.
    let r = one("Exported by an app\n\ntime\tgct\tvo\ns\tms\tcm\n0\t250\t8\n1\t251\t8.1\n");
    assert_eq!(values(&r, GroundContactTime), [250.0, 251.0]);
    assert_eq!(values(&r, VerticalOscillation), [80.0, 81.0]);
}

#[test]
fn generic_units_in_headers_and_against_headers() {
    let r = one(
        "elapsed_ms,gct_s,speed_kmh,cadence_rpm,vertical_oscillation (cm)\n0,0.25,9,85,80\n1000,0.26,9,85,81\n",
    );
    assert_eq!(series(&r).time_s.to_vec(), [0.0, 1.0]);
    assert_eq!(values(&r, GroundContactTime), [250.0, 260.0]);
    assert_eq!(values(&r, Speed), [2.5, 2.5]);
    assert_eq!(values(&r, Cadence), [170.0, 170.0]);
    // 80 cm is no oscillation: the header is overruled, and that is said.
    assert_eq!(values(&r, VerticalOscillation), [80.0, 81.0]);
    assert!(has_note(&r, "unit_contradicts_header"));
    // Cadence without a unit stays as it is; a later step looks at the evidence.
    assert_eq!(values(&one("time,cad\n0,85\n1,86\n"), Cadence), [85.0, 86.0]);
}

#[test]
fn generic_time_columns() {
    let times = |column: &str, cells: [&str; 3]| {
        let r =
            one(&format!("{column},gct\n{},250\n{},251\n{},252\n", cells[0], cells[1], cells[2]));
        (series(&r).time_s.to_vec(), r.start.map(|s| s.to_string()))
    };
    let seconds = vec![0.0, 1.0, 3.0];
    assert_eq!(times("time", ["5", "6", "8"]), (seconds.clone(), None));
    assert_eq!(times("time", ["00:59:59", "1:00:00", "1:00:02"]), (seconds.clone(), None));
    assert_eq!(
        times("clock time", ["2016-08-25T20:05:16", "2016-08-25T20:05:17", "2016-08-25T20:05:19"]),
        (seconds.clone(), Some("2016-08-25T20:05:16".into()))
    );
    assert_eq!(
        times("timestamp", ["1472144716000", "1472144717000", "1472144719000"]),
        (seconds.clone(), Some("2016-08-25T17:05:16+00:00".into()))
    );
    assert_eq!(
        times("Timestamp", ["25.08.2016 23:59:59", "26.08.2016 00:00:00", "26.08.2016 00:00:02"]),
        (seconds.clone(), Some("2016-08-25T23:59:59".into()))
    );
    // A clock over midnight, with the date in its own column.
    let r = one(
        "date,time,gct\n2016-08-25,23:59:59,250\n2016-08-26,00:00:00,251\n2016-08-26,00:00:02,252\n2016-08-26,00:00:03,252\n",
    );
    assert_eq!(series(&r).time_s.to_vec(), [0.0, 1.0, 3.0, 4.0]);
    assert_eq!(r.start.unwrap().to_string(), "2016-08-25T23:59:59");
}

#[test]
fn one_metric_exports_of_phones() {
    let r = one(
        "timestamp,ground contact time\n2025-01-05T07:01:02Z,245.5\n2025-01-05T07:01:07Z,250.5\n",
    );
    assert_eq!(values(&r, GroundContactTime), [245.5, 250.5]);
    let r = one("type,sourceName,unit,startDate,endDate,value\n\
         HKQuantityTypeIdentifierRunningVerticalOscillation,Watch,cm,2025-01-05 07:01:02 +0100,2025-01-05 07:01:05 +0100,9.1\n\
         HKQuantityTypeIdentifierRunningVerticalOscillation,Watch,cm,2025-01-05 07:01:05 +0100,2025-01-05 07:01:08 +0100,9.2\n");
    assert_eq!(values(&r, VerticalOscillation), [91.0, 92.0]);
    assert_eq!(r.start.unwrap().to_string(), "2025-01-05T07:01:02+01:00");
}

#[test]
fn broken_lines_are_left_out_and_counted_unless_most_are_broken() {
    let mut text = lines("time,gct,vo", 20, |i| format!("{i},250,80"));
    text.push_str("\n20,250\n21,250,80,7,7\n22,250,80\n");
    let r = one(&text);
    assert_eq!(series(&r).len(), 21);
    let note = r.notes.iter().find(|n| n.code() == "broken_lines").unwrap();
    assert!(runform::words::english(note).contains("line 22"), "{}", runform::words::english(note));
    assert_eq!(note.share, Some(2.0 / 23.0));
    let error = refused(&lines("time,gct,vo", 9, |i| {
        if i < 4 { format!("{i},250,80") } else { format!("{i},250,80,1,2") }
    }));
    assert!(error.to_string().contains("at_line (line 6)"), "{error}");
}

#[test]
fn a_quote_that_is_never_closed_does_not_lose_the_rest_in_silence() {
    let text =
        lines("time,gct,vo", 20, |i| format!("{i},{}250,80", if i == 15 { "\"" } else { "" }));
    let r = one(&text);
    assert_eq!(series(&r).len(), 20);
    let stray = NoteKind::StrayQuotes { lines: 1, line: 17 };
    assert!(r.notes.iter().any(|n| n.kind == stray), "{:?}", r.notes);
    let text =
        lines("time,gct,vo", 20, |i| format!("{i},{}250,80", if i == 5 { "\"" } else { "" }));
    assert_eq!(values(&one(&text), GroundContactTime), [250.0; 20]);
}

#[test]
fn duplicate_and_empty_columns() {
    let r = one("time,cadence,cadence,gct\n0,170,0,250\n1,171,0,251\n");
    assert_eq!(series(&r).of(Cadence).count(), 1);
    assert_eq!(values(&r, Cadence), [170.0, 171.0]);
    assert!(has_note(&r, "all_zero_column"));
}

#[test]
fn contact_percent_is_not_mixed_up_with_balance() {
    let r = one(
        "time,stance_time_percent,stance_time_balance,left_right_balance\n0,36.5,49.4,51\n1,36.4,49.3,51\n",
    );
    assert_eq!(values(&r, StancePercent), [36.5, 36.4]);
    assert_eq!(values(&r, ContactBalanceLeft), [49.4, 49.3]);
}

#[test]
fn other_sports_are_told() {
    let r = one("time,sport,speed,power\n0,Cycling,8,200\n1,Cycling,8,200\n");
    assert_eq!(r.sport, Sport::Other("cycling".into()));
    let r = one(&lines("time,speed (m/s),power", 80, |i| format!("{i},9.{},200", i % 9)));
    assert_eq!(r.sport, Sport::Other("cycling".into()));
    assert!(has_note(&r, "too_fast_for_running"));
    let r = one("time,speed,strokes,swolf\n0,1.1,12,40\n1,1.1,13,41\n");
    assert_eq!(r.sport, Sport::Other("swimming".into()));
}

#[test]
fn refusals_name_the_columns_and_the_way_out() {
    assert!(
        matches!(refused("gct,vo\n250,80\n251,81\n"), ImportError::NoTimeColumn { columns, .. } if columns == "gct, vo")
    );
    assert!(
        matches!(refused("time,mag_x,mag_y\n0,1,2\n1,2,3\n"), ImportError::NothingRecognised { columns, .. } if columns == "time, mag_x, mag_y")
    );
    // 20 is neither milliseconds nor seconds.
    let error = refused("time,gct\n0,20\n1,20\n");
    assert!(matches!(error, ImportError::NothingRecognised { unit_failed: true, .. }), "{error}");
    assert!(runform::words::english_of(&error).contains("--map"));
    assert!(matches!(
        refused("Datum,Distanz,Zeit\n18.02.12,\"7,4\",00:55:30\n19.02.12,\"5,2\",00:34:39\n"),
        ImportError::SummaryOnly { .. }
    ));
    assert!(matches!(
        refused(
            "start_time,distance (km),avg hr\n2024-01-01 08:00:00,5,150\n2024-01-03 08:00:00,6,151\n2024-01-05 08:00:00,7,150\n"
        ),
        ImportError::SummaryOnly { .. }
    ));
    assert!(matches!(refused("one\n2\n3\n"), ImportError::UnknownFormat { .. }));
    assert!(matches!(
        refused("{\"time\": [1, 2], \"cad\": [3, 4]}\n"),
        ImportError::UnknownFormat { .. }
    ));
    assert!(matches!(
        refused("A text, with some commas, and words.\nNothing, really, to see.\n"),
        ImportError::UnknownFormat { .. }
    ));
}

#[test]
fn mappings_given_by_the_user_win() {
    let text = "a,b,c\n0,0.20,81\n1000,0.21,82\n";
    let r =
        mapped(text, &["a=time:ms", "b=ground_contact_time:s", "3=cadence:strides/min"]).unwrap();
    assert_eq!(series(&r[0]).time_s.to_vec(), [0.0, 1.0]);
    assert_eq!(values(&r[0], GroundContactTime), [200.0, 210.0]);
    assert_eq!(values(&r[0], Cadence), [162.0, 164.0]);
    let r = mapped("time,gct,vo\n0,250,80\n1,250,80\n", &["vo=ignore"]).unwrap();
    assert!(series(&r[0]).first(VerticalOscillation).is_none());
    let error = mapped(text, &["a=time", "d=cadence"]).unwrap_err().to_string();
    assert!(error.contains("a, b, c"), "{error}");
    // Vendors' tables too.
    let stryd = format!("{STRYD}\n1771054568,3,1,0,2.6,2.5,4.7,4,10,0.125,250,174,6.5,46,54\n");
    let r = mapped(&stryd, &["Stryd Elevation (m)=grade:%"]).unwrap();
    assert_eq!(values(&r[0], Grade), [54.0]);
    assert_eq!(series(&r[0]).of(Altitude).count(), 1);
}
