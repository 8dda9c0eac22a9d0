//! Texts that people write by hand: settings, pipelines, manifests, rosters, logs. Mutated,
//! they are read or refused with a reason.

use rand::{RngExt as _, SeedableRng};
use rand_chacha::ChaCha8Rng;
use runform::pipeline::team::Roster;
use runform::settings::Settings;
use runform::strength::log::Log;
use runform::strength::{Catalogue, Coaching};

use super::count;

const SETTINGS: &str =
    "[runner]\nmass_kg = 68.0\n[windows]\nwarmup_min_s = 100.0\n[limits]\nlaps = 300\n";
const ROSTER: &str = "athlete,files,group,mass_kg,height_m,date,goal,note,observed\nAnna,anna*;b/*.fit,a,61,1.7,2024-05-12,10 km,x,overstriding\nBert,b.fit,,80,1.8,,,,\n";
const LOG: &str = "date,kind,what,sets,reps,hold_s,load_kg,km,rpe,notes\n2026-11-01,strength,single_leg_calf_raise,3,12,,0,,7,\"a, b\"\n2026-11-03,run,,,,,,8,5,\n";
const PIPELINE: &str = "inputs = [\"runs\"]\nmanifest = \"m.csv\"\nshards = 3\n[settings.windows]\nwarmup_min_s = 100.0\n[output]\nfolder = \"out\"\n[reading]\nmap = [\"gct=ground_contact_time:ms\"]\n";
const MANIFEST: &str =
    "path,participant,condition,speed_mps\na.fit,p1,fresh,3.0\n\"b,c.fit\",p2,tired,3.1\n";
const PARTS: &[&str] = &[
    "\"",
    "\"\"\"",
    "[",
    "]]",
    "{",
    "=",
    ",",
    ";",
    "\n",
    "\r",
    "\0",
    "nan",
    "inf",
    "1e999",
    "-1",
    "0x7f",
    "'",
    "\\u0000",
    "2024-13-45",
    "\u{feff}",
    "\u{202e}",
    "*",
    "../../x",
    "9999999999999999999",
    "true",
    "file",
    "athlete",
    "date",
];

fn mutated(text: &str, rng: &mut ChaCha8Rng) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..rng.random_range(0..=4) {
        let at = rng.random_range(0..chars.len().max(1)).min(chars.len());
        let to = (at + rng.random_range(1..20)).min(chars.len());
        match rng.random_range(0..4) {
            0 => drop(chars.drain(at..to)),
            1 => {
                let copy = chars[at..to].to_vec();
                chars.splice(at..at, copy);
            }
            _ => {
                let part = PARTS[rng.random_range(0..PARTS.len())];
                chars.splice(at..at, part.chars());
            }
        }
    }
    chars.into_iter().collect()
}

#[test]
fn what_people_write_is_read_or_refused() {
    let (catalogue, coaching) = (Catalogue::builtin().unwrap(), Coaching::builtin().unwrap());
    let n = 5 * count("RUNFORM_MUTANTS", 400);
    let mut read = [0; 3];
    for k in 0..n {
        let mut rng = ChaCha8Rng::seed_from_u64(500_000 + k as u64);
        match k % 3 {
            0 => match Settings::from_toml(&mutated(SETTINGS, &mut rng)) {
                Ok(settings) => {
                    assert!(settings.check().is_ok());
                    read[0] += 1;
                }
                Err(e) => assert!(!runform::words::english_of(&e).is_empty()),
            },
            1 => match Roster::parse(&mutated(ROSTER, &mut rng)) {
                Ok(_) => read[1] += 1,
                Err(why) => assert!(!why.is_empty()),
            },
            _ => match Log::read(mutated(LOG, &mut rng).as_bytes(), catalogue, coaching) {
                Ok(_) => read[2] += 1,
                Err(e) => assert!(!runform::words::english_of(&e).is_empty()),
            },
        }
    }
    eprintln!("{n} texts; read: settings {}, rosters {}, logs {}", read[0], read[1], read[2]);
    assert!(read.iter().all(|r| *r > 0), "nothing is read any more: {read:?}");
}

/// Deeply nested texts end with a reason, not with the stack.
#[test]
fn depth_is_bounded() {
    for deep in [
        format!("x = {}", "[".repeat(100_000)),
        format!("[a]\n{}", "a.".repeat(100_000)),
        format!("x = {}", "{a=".repeat(100_000)),
    ] {
        assert!(Settings::from_toml(&deep).is_err());
    }
    assert!(serde_json::from_str::<serde_json::Value>(&"[".repeat(1_000_000)).is_err());
}

#[cfg(feature = "tables")]
#[test]
fn pipelines_and_manifests_are_read_or_refused() {
    use runform::pipeline::batch::{Spec, plan};

    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("runs")).unwrap();
    let n = count("RUNFORM_MUTANTS", 400);
    let (mut specs, mut manifests) = (0, 0);
    for k in 0..n {
        let mut rng = ChaCha8Rng::seed_from_u64(600_000 + k as u64);
        let file = dir.path().join("p.toml");
        std::fs::write(&file, mutated(PIPELINE, &mut rng)).unwrap();
        match Spec::read(&file) {
            Ok(_) => specs += 1,
            Err(e) => assert!(!e.to_string().is_empty()),
        }
        let table = dir.path().join("m.csv");
        std::fs::write(&table, mutated(MANIFEST, &mut rng)).unwrap();
        match plan(&Spec { manifest: Some(table), ..Spec::default() }, None) {
            Ok(_) => manifests += 1,
            Err(e) => assert!(!e.to_string().is_empty()),
        }
    }
    eprintln!("{n} pipelines and manifests: {specs} and {manifests} read");
    assert!(specs > 0 && manifests > 0);
}
