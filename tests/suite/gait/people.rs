//! Contact on people left out of the fit: `runform validate` on all people with a force
//! plate. The list `people.csv` says who ran what and how the forces were published.

use std::path::Path;
use std::sync::OnceLock;

use runform::import::{AccUnit, ImportOptions};
use runform::pipeline::validate::{ByPerson, People, Spread, Validation, validate};
use runform::settings::Settings;

use crate::support::real_data;

fn validated(what: &str) -> Option<&'static Validation> {
    static FOUND: OnceLock<Validation> = OnceLock::new();
    let dir = real_data(what)?.join("imu");
    Some(FOUND.get_or_init(|| {
        let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/gait/people.csv");
        // Fast feet are beyond what the importer takes for g; the header is right.
        let options = ImportOptions { acc_unit: Some(AccUnit::G), ..Default::default() };
        let people = People::read(&list).unwrap();
        let found = validate(&dir, &people, &options, &Settings::default()).unwrap();
        assert!(found.left_out.is_empty(), "{:?}", found.left_out);
        found
    }))
}

fn region<'a>(found: &'a Validation, name: &str) -> (&'a ByPerson, &'a Spread) {
    let region = found.by_person.iter().find(|r| r.region == name).unwrap();
    for p in &region.people {
        eprintln!("{name}, {}: {p:?}", p.person);
    }
    eprintln!("{name}, left out: {:?}", region.left_out);
    eprintln!("{name}, in sample: {:?}", region.in_sample);
    eprintln!("{name}, in use: {:?}", region.shipped);
    eprintln!("{name}, initial contact, people SD {:?}", region.left_out_begin_sd_ms);
    (region, region.left_out.as_ref().unwrap())
}

#[test]
fn feet_of_people_left_out() {
    let Some(found) = validated("feet of people left out") else { return };
    let (feet, left_out) = region(found, "foot");
    assert!(feet.people.len() >= 6 && left_out.recordings >= 40, "{left_out:?}");
    assert!(left_out.mae_ms <= 8.0 && left_out.people_sd_ms.unwrap() <= 8.0);
    assert!(left_out.largest_ms.abs() <= 16.0);
    assert!(left_out.change_mae_ms.unwrap() <= 7.0);
    assert!(left_out.balance_mae_pp.unwrap() <= 0.5 && left_out.sides_r.unwrap() >= 0.6);
    assert!(left_out.per_strike_deg_ms.unwrap().abs() <= 0.3);
}

#[test]
fn shanks_of_people_left_out() {
    let Some(found) = validated("shanks of people left out") else { return };
    let (shanks, left_out) = region(found, "shank");
    assert!(shanks.people.len() >= 6 && left_out.recordings >= 45, "{left_out:?}");
    assert!(left_out.mae_ms <= 14.0 && shanks.left_out_begin_sd_ms.unwrap() <= 6.0);
    assert!(left_out.largest_ms.abs() <= 30.0);
}

#[test]
fn sacra_of_people_left_out() {
    let Some(found) = validated("sacra of people left out") else { return };
    let (trunk, left_out) = region(found, "trunk");
    assert!(trunk.people.len() >= 7, "{left_out:?}");
    assert!(left_out.mae_of_people_ms <= 12.0 && left_out.largest_ms.abs() <= 20.0);
}

/// The printed intervals hold the truth of people left out.
#[test]
fn printed_intervals_hold_people_left_out() {
    let Some(found) = validated("intervals of people left out") else { return };
    for name in ["foot", "shank", "trunk"] {
        let (_, left_out) = region(found, name);
        let inside = [left_out.inside_pct, left_out.inside_of_people_pct];
        eprintln!("{name}: inside {inside:.1?} %");
        assert!(inside.iter().all(|i| (90.0..=100.0).contains(i)), "{name} {inside:?}");
    }
}

/// No level is called measured.
#[test]
fn nothing_is_called_measured() {
    let Some(found) = validated("labels") else { return };
    assert!(found.scores.iter().all(|s| s.trust != Some("measured")));
}
