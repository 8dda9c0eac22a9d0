//! The container: chained, damaged, unfinished files, and files without a run.

use runform::recording::{NoteKind, Place, Quantity, Severity};
use runform::words::english;

use super::bytes::{FitBytes, V};
use super::*;

fn run(records: u32) -> FitBytes {
    let mut fit = FitBytes::activity();
    for at in 0..records {
        fit.record(at, &[(3, V::U8(150)), (6, V::U16(3000))]);
    }
    fit
}

#[test]
fn both_header_sizes_are_read() {
    let fit = run(5);
    let size = fit.done().len() as u32 - 16;
    for header in [12, 14] {
        let recording = one(&fit.with_header(header, size, true));
        assert_eq!(series(&recording).len(), 5);
        assert!(recording.notes.is_empty(), "{:?}", recording.notes);
        assert_eq!(recording.format, "fit");
    }
}

#[test]
fn a_wrong_checksum_is_noted_and_nothing_else() {
    let mut bytes = run(5).done();
    *bytes.last_mut().unwrap() ^= 0x55;
    let recording = one(&bytes);
    assert_eq!(series(&recording).len(), 5);
    assert_eq!(note(&recording, "crc_mismatch").unwrap().severity, Severity::Info);
}

#[test]
fn every_cut_keeps_the_records_before_it() {
    let bytes = run(20).done();
    let whole = series(&one(&bytes)).len();
    assert_eq!(whole, 20);
    // Each record has 8 bytes, after the definition (21 bytes) at the end of the file id.
    let first = bytes.len() - 2 - 20 * 8;
    for cut in first + 8..bytes.len() - 2 {
        let recording = one(&bytes[..cut]);
        assert_eq!(series(&recording).len(), (cut - first) / 8, "cut at {cut}");
        let damage = note(&recording, "truncated").unwrap();
        assert_eq!(damage.severity, Severity::Warning);
        let begin = first + (cut - first) / 8 * 8;
        let at = Place::AtByte { byte: begin };
        let here = matches!(&damage.kind, NoteKind::Truncated { place, .. } if *place == at);
        assert!(here, "{damage:?}");
    }
    // Only the checksum is gone.
    assert!(one(&bytes[..bytes.len() - 2]).notes.is_empty());
}

#[test]
fn a_message_without_definition_ends_the_recording_there() {
    let mut fit = run(7);
    fit.junk(&[0x0B, 1, 2, 3, 4, 5, 6, 7, 8]);
    fit.record(8, &[(3, V::U8(10))]);
    let recording = one(&fit.done());
    assert_eq!(values(&recording, Quantity::HeartRate), vec![150.0; 7]);
    let message = english(note(&recording, "truncated").unwrap());
    assert!(message.contains("local type 11"), "{message}");
}

#[test]
fn a_recording_that_was_never_closed_is_read_to_its_end() {
    let fit = run(9);
    for header in [12, 14] {
        let recording = one(&fit.with_header(header, 0, false));
        assert_eq!(series(&recording).len(), 9);
        assert!(note(&recording, "never_closed").is_some());
    }
}

#[test]
fn a_definition_as_the_last_message_does_no_harm() {
    let mut fit = run(5);
    fit.junk(&[0x42, 0, 0, 20, 0, 1, 3, 1, 2]);
    let mut chained = fit.done();
    chained.extend(run(3).done());
    let recordings = read(&chained);
    assert_eq!(recordings.iter().map(|r| series(r).len()).collect::<Vec<_>>(), [5, 3]);
    assert!(recordings.iter().all(|r| r.notes.is_empty()));
}

#[test]
fn chained_files_are_all_read() {
    let settings = FitBytes::file(2, 1, 2050).done();
    let bytes = [run(5).done(), settings.clone(), run(6).done()].concat();
    let recordings = read(&bytes);
    assert_eq!(recordings.iter().map(|r| series(r).len()).collect::<Vec<_>>(), [5, 6]);
    assert!(recordings.iter().all(|r| r.notes.is_empty()));
    // A second part that is cut off, or that is no FIT, takes nothing from the first.
    let cut = [run(5).done(), settings[..20].to_vec()].concat();
    assert_eq!(series(&one(&cut)).len(), 5);
    let mut bad = [run(5).done(), settings].concat();
    let second = run(5).done().len();
    bad[second + 9] = b'X';
    let recording = one(&bad);
    assert_eq!(series(&recording).len(), 5);
    assert!(
        english(note(&recording, "trailing_bytes").unwrap()).contains(&format!("byte {second} "))
    );
}

#[test]
fn the_next_part_is_found_behind_rubbish() {
    let bytes = [run(5).done(), vec![0xAA; 37], run(6).done()].concat();
    let recordings = read(&bytes);
    assert_eq!(recordings.iter().map(|r| series(r).len()).collect::<Vec<_>>(), [5, 6]);
    assert!(english(note(&recordings[0], "trailing_bytes").unwrap()).starts_with("37 bytes"));
}

#[test]
fn an_empty_sequence_is_no_recording() {
    assert!(refusal(&FitBytes::new().done()).contains("holds no recording"));
}

#[test]
fn files_without_a_run_say_what_they_are() {
    for (kind, word) in [
        (2, "settings of the watch"),
        (5, "planned workout"),
        (6, "route to follow"),
        (4, "activity without records"),
        (9, "\"weight\""),
        (32, "\"monitoring_b\""),
        (0xF8, "maker's own"),
    ] {
        let message = refusal(&FitBytes::file(kind, 1, 2050).done());
        assert!(message.contains(word), "{kind}: {message}");
        assert!(message.contains("Choose the file of the activity"), "{message}");
    }
    // A course has records, but of places to go to.
    let mut course = FitBytes::file(6, 1, 2050);
    course.record(0, &[(0, V::S32(1)), (1, V::S32(1))]);
    assert!(refusal(&course.done()).contains("route to follow"));
}

#[test]
fn damage_before_the_first_record_is_said_with_its_place() {
    let mut fit = FitBytes::activity();
    let at = fit.done().len() - 2;
    fit.junk(&[0x0C, 0, 0]);
    let message = refusal(&fit.done());
    assert!(message.contains(&format!("damaged at byte {at}:")), "{message}");
    assert!(message.contains("local type 12"), "{message}");
    let mut header = run(5).done();
    header[0] = 13;
    assert!(refusal(&header).contains("12 or 14 bytes"), "{}", refusal(&header));
    assert!(refusal(&run(5).done()[..13]).contains("damaged at byte 0"));
}
