//! Archives: what comes out of .gz and .zip, under which name, and what is
//! refused.

use std::io::{Cursor, Write};

use flate2::{Compression, write::GzEncoder};
use runform::import::ImportError;
use runform::import::container::{Aside, Content, Expanded, expand};
use runform::recording::Fault;
use runform::words::english_of;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::support::real_data;
use super::xml::{note, one, point, run, series};

type Piece = (String, Result<Content, ImportError>);

fn pieces(name: &str, bytes: Vec<u8>) -> (Vec<Piece>, Expanded) {
    let mut found = Vec::new();
    let done = expand(name, bytes, &mut |entry, content| found.push((entry.path(), content)));
    assert_eq!(done.handed_over, found.len());
    (found, done)
}

fn names(found: &[Piece]) -> Vec<&str> {
    found.iter().map(|(name, _)| name.as_str()).collect()
}

fn bytes_of(piece: &Piece) -> &[u8] {
    &piece.1.as_ref().unwrap().bytes
}

pub fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        if name.ends_with('/') {
            writer.add_directory(*name, SimpleFileOptions::default()).unwrap();
        } else {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// A recording of 40 points.
fn sample() -> Vec<u8> {
    run(&(0..40).map(|s| point(s, "")).collect::<String>()).into_bytes()
}

#[test]
fn a_plain_file_passes_through() {
    let (found, done) = pieces("run.tcx", sample());
    assert_eq!(names(&found), ["run.tcx"]);
    assert_eq!(bytes_of(&found[0]), sample());
    assert_eq!(done, Expanded { handed_over: 1, skipped: 0, remarks: vec![] });
    assert_eq!(bytes_of(&pieces("empty.fit", Vec::new()).0[0]), b"");
}

#[test]
fn gzip_is_known_by_content_and_may_have_members_and_a_tail() {
    let (found, _) = pieces("run.fit", gz(&sample())); // no .gz in the name
    assert_eq!(names(&found), ["run.fit"]);
    assert_eq!(bytes_of(&found[0]), sample());
    let (head, tail) = (&sample()[..1000], &sample()[1000..]);
    let members = [gz(head), gz(tail), vec![0; 512]].concat();
    assert_eq!(bytes_of(&pieces("run.tcx.gz", members).0[0]), sample());
}

#[test]
fn a_gzip_that_ends_early_gives_what_is_there_and_says_so() {
    let whole = gz(&sample());
    let (found, _) = pieces("run.tcx.gz", whole[..whole.len() - 40].to_vec());
    let content = found[0].1.as_ref().unwrap();
    assert!(sample().starts_with(&content.bytes) && content.bytes.len() < sample().len());
    assert_eq!(content.notes[0].code(), "archive_truncated");
    let part = one(&content.bytes);
    assert!((1..40).contains(&series(&part).len()));
    assert!(note(&part, "truncated").is_some());
    // Nothing unpacked at all: an error.
    let error = pieces("run.tcx.gz", whole[..12].to_vec()).0.remove(0).1.unwrap_err();
    assert!(matches!(error, ImportError::DamagedFile { format: "gzip", .. }), "{error}");
}

#[test]
fn a_gzip_with_a_wrong_checksum_is_an_error() {
    let mut bytes = gz(&sample());
    let at = bytes.len() - 6;
    bytes[at] ^= 0xff;
    let error = pieces("run.tcx.gz", bytes).0.remove(0).1.unwrap_err();
    assert!(matches!(error, ImportError::DamagedFile { format: "gzip", .. }), "{error}");
}

#[test]
fn a_zip_gives_its_recordings_in_order_of_name() {
    let inner = zipped(&[("c.tcx", b"in the inner zip"), ("photo.png", b"x")]);
    let bytes = zipped(&[
        ("z/run.fit", b"last"),
        ("a.csv.gz", &gz(b"first")),
        ("b.zip", &inner),
        ("folder/", b""),
        ("folder/photo.JPG", b"x"),
        ("summary.json", b"{}"),
        ("__MACOSX/._a.csv", b"x"),
        (".DS_Store", b"x"),
    ]);
    let (found, done) = pieces("export.zip", bytes);
    assert_eq!(
        names(&found),
        ["export.zip!a.csv.gz", "export.zip!b.zip!c.tcx", "export.zip!z/run.fit"]
    );
    let contents: Vec<&[u8]> = found.iter().map(bytes_of).collect();
    assert_eq!(contents, [&b"first"[..], b"in the inner zip", b"last"]);
    assert_eq!(done.skipped, 5);
}

#[test]
fn a_strava_export_gives_the_activities_alone() {
    let bytes = zipped(&[
        ("export_1/activities.csv", b"Activity ID,Activity Date"),
        ("export_1/profile.csv", b"x"),
        ("export_1/routes/1.gpx", b"x"),
        ("export_1/activities/7.fit.gz", &gz(b"seven")),
        ("export_1/activities/8.gpx", b"eight"),
    ]);
    let (found, done) = pieces("s.zip", bytes);
    assert_eq!(
        names(&found),
        ["s.zip!export_1/activities/7.fit.gz", "s.zip!export_1/activities/8.gpx"]
    );
    assert_eq!(done.skipped, 3);
    let list = "export_1/activities.csv".into();
    let folder = Some("export_1/activities/".into());
    assert_eq!(done.remarks, [Aside::ListAside { list, folder }]);
}

#[test]
fn two_strava_exports_in_one_archive_are_both_read() {
    let bytes = zipped(&[
        ("ana/activities.csv", b"Activity ID,Activity Date"),
        ("ana/activities/7.gpx", b"seven"),
        ("ana/routes/1.gpx", b"x"),
        ("ben/activities.csv", b"Activity ID,Activity Date"),
        ("ben/activities/8.gpx", b"eight"),
        ("ben/clubs.csv", b"x"),
        ("run.fit", b"beside both"),
    ]);
    let (found, done) = pieces("s.zip", bytes);
    assert_eq!(
        names(&found),
        ["s.zip!ana/activities/7.gpx", "s.zip!ben/activities/8.gpx", "s.zip!run.fit"]
    );
    assert_eq!((done.skipped, done.remarks.len()), (4, 2));
}

#[test]
fn a_list_of_activities_is_skipped_only_beside_recordings() {
    let (found, done) = pieces("g.zip", zipped(&[("Activities.csv", b"x"), ("run.fit", b"y")]));
    assert_eq!(names(&found), ["g.zip!run.fit"]);
    assert_eq!(done.remarks.len(), 1);
    let (found, done) = pieces("g.zip", zipped(&[("Activities.csv", b"x")]));
    assert_eq!(names(&found), ["g.zip!Activities.csv"]);
    assert!(done.remarks.is_empty());
    // Two downloads of the list are both there, and what is only named alike is no list.
    let list: &[u8] = b"Activity Type,Date,Favorite,Title,Distance,Calories,Time\n\
        Running,2025-03-09 07:00:00,false,Run,10.0,600,01:00:00\n";
    let (found, done) =
        pieces("g.zip", zipped(&[("Activities.csv", list), ("Activities (1).csv", list)]));
    assert_eq!(names(&found), ["g.zip!Activities (1).csv", "g.zip!Activities.csv"]);
    assert!(done.remarks.is_empty());
    let (found, _) =
        pieces("g.zip", zipped(&[("activities_7.csv", b"time,speed\n0,3\n"), ("run.fit", b"y")]));
    assert_eq!(names(&found), ["g.zip!activities_7.csv", "g.zip!run.fit"]);
}

#[test]
fn a_damaged_entry_harms_only_itself() {
    let text = sample();
    let mut bytes = zipped(&[("a.tcx", &text), ("b.tcx", &text)]);
    let at = 30 + "a.tcx".len() + 20; // inside the data of the first entry
    bytes[at] ^= 0xff;
    let (found, _) = pieces("x.zip", bytes);
    assert_eq!(names(&found), ["x.zip!a.tcx", "x.zip!b.tcx"]);
    assert!(matches!(found[0].1, Err(ImportError::DamagedFile { format: "ZIP", .. })));
    assert_eq!(bytes_of(&found[1]), text);
}

#[test]
fn an_encrypted_entry_harms_only_itself() {
    let mut bytes = zipped(&[("a.tcx", b"secret"), ("b.tcx", b"open")]);
    let central = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    bytes[6] |= 1; // bit 0 of the flags: encrypted
    bytes[central + 8] |= 1;
    let (found, _) = pieces("x.zip", bytes);
    assert_eq!(found[0].1, Err(ImportError::Encrypted));
    assert_eq!(bytes_of(&found[1]), b"open");
}

#[test]
fn a_zip_without_its_end_is_damaged() {
    let bytes = zipped(&[("a.tcx", &sample())]);
    let (found, _) = pieces("x.zip", bytes[..bytes.len() / 2].to_vec());
    assert!(matches!(found[0].1, Err(ImportError::DamagedFile { format: "ZIP", .. })));
    let missing = Fault::FileListMissing;
    let error = found[0].1.as_ref().unwrap_err();
    assert!(matches!(error, ImportError::DamagedFile { fault, .. } if *fault == missing));
    assert!(english_of(error).contains("the download did not finish"));
}

#[test]
fn a_zip_without_recordings_says_so() {
    for bytes in [zipped(&[("a.jpg", b"x"), ("b.json", b"x")]), zipped(&[])] {
        let error = pieces("x.zip", bytes).0.remove(0).1.unwrap_err();
        assert!(matches!(error, ImportError::NoRecording { format: "ZIP", .. }), "{error}");
    }
}

#[test]
fn office_documents_are_to_be_saved_as_csv() {
    let xlsx = zipped(&[("[Content_Types].xml", b"x"), ("xl/workbook.xml", b"x")]);
    let ods = zipped(&[("mimetype", b"x"), ("content.xml", b"x"), ("META-INF/manifest.xml", b"x")]);
    for (bytes, kind) in [(xlsx, ".xlsx"), (ods, "OpenDocument, such as .ods")] {
        let error = pieces("run.xlsx", bytes).0.remove(0).1.unwrap_err();
        assert_eq!(error, ImportError::OfficeDocument { kind });
    }
}

#[test]
fn bombs_are_refused_and_do_not_fill_the_memory() {
    let zeros = vec![0u8; 80 << 20];
    let small = gz(&zeros); // 80 MB in some 80 kB: a thousandfold
    assert!(small.len() < 100_000);
    let error = pieces("x.gz", small.clone()).0.remove(0).1.unwrap_err();
    assert!(matches!(error, ImportError::ExpandsTooFar { .. }), "{error}");
    // Each entry alone would be allowed, together they are too much.
    let part = &zeros[..40 << 20];
    let (found, _) = pieces("x.zip", zipped(&[("a.csv", part), ("b.csv", part), ("c.csv", b"x")]));
    assert!(found[0].1.is_ok());
    assert!(matches!(found[1].1, Err(ImportError::ExpandsTooFar { .. })));
    assert!(matches!(found[2].1, Err(ImportError::ExpandsTooFar { .. })));
    // An archive inside an archive inside ...
    let nested = (0..6).fold(gz(b"deep"), |inner, _| gz(&inner));
    let error = pieces("x.gz", nested).0.remove(0).1.unwrap_err();
    let deep = Fault::ArchivesTooDeep;
    assert!(matches!(&error, ImportError::DamagedFile { fault, .. } if *fault == deep), "{error}");
}

#[test]
fn a_real_gzip_of_tcx() {
    let Some(data) = real_data("a real .TCX.gz").map(|d| d.join("watch")) else { return };
    let bytes = std::fs::read(data.join("tcx/trackeR_2013-06-09-165756.TCX.gz")).unwrap();
    let (found, _) = pieces("2013-06-09-165756.TCX.gz", bytes);
    let r = one(bytes_of(&found[0]));
    // From xml.etree: 5689 points, 5668 different times, 22 laps.
    assert_eq!(series(&r).len(), 5668);
    assert_eq!(series(&r).laps.len(), 22);
    assert_eq!(r.device.as_deref(), Some("Forerunner 310XT"));
}
