//! A batch that is stopped in the middle, in every way that can be tried here.

use std::time::Duration;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;

/// Shards with a receipt; each must be whole.
fn done(out: &Path) -> usize {
    let Ok(shards) = std::fs::read_dir(out.join("parts")) else { return 0 };
    let mut done = 0;
    for shard in shards {
        let shard = shard.unwrap().path();
        let Ok(bytes) = std::fs::read(shard.join("receipt.json")) else { continue };
        let receipt: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        for part in receipt["parts"].as_array().unwrap() {
            let bytes = std::fs::read(shard.join(part["name"].as_str().unwrap())).unwrap();
            let hash = sha256(&bytes);
            assert_eq!(part["sha256"].as_str().unwrap(), hash, "{}", shard.display());
        }
        done += 1;
    }
    done
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

#[test]
fn twenty_kills_lose_nothing_that_was_finished() {
    let dir = study(30);
    let dir = dir.path();
    let whole = batch(dir, &["runs", "--out", "whole", "--quiet"]);
    assert_eq!(code(&whole), 1, "broken.fit is no recording: {}", told(&whole));

    let mut random = ChaCha8Rng::seed_from_u64(20);
    let mut before = 0;
    let mut interrupted = 0;
    for _ in 0..20 {
        let args = ["runs", "--out", "killed", "--quiet", "--threads", "2"];
        let mut child = command(dir, &args).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(random.random_range(5..250)));
        interrupted += usize::from(child.try_wait().unwrap().is_none());
        // SIGKILL on Unix: the program has no chance to tidy up.
        child.kill().unwrap();
        child.wait().unwrap();
        let now = done(&dir.join("killed"));
        assert!(now >= before, "{now} shards are done, {before} were");
        before = now;
    }
    assert!(interrupted >= 10, "only {interrupted} of 20 kills met a working batch");
    let rest = batch(dir, &["runs", "--out", "killed", "--quiet"]);
    assert_eq!(code(&rest), 1, "{}", told(&rest));
    same(&dir.join("whole"), &dir.join("killed"));
}

#[cfg(debug_assertions)]
#[test]
fn a_recording_that_ends_the_program_becomes_a_row() {
    let dir = study(3);
    let dir = dir.path();
    let with_defect =
        |args: &[&str]| command(dir, args).env("RUNFORM_TEST_ABORT", "w_0002").output().unwrap();
    let args = ["runs", "--out", "out", "--threads", "1"];
    assert_eq!(with_defect(&args).status.code(), None, "the program died");
    let again = with_defect(&args);
    assert_eq!(code(&again), 1, "{}", told(&again));
    let told = told(&again);
    assert!(told.contains("1 crashed") && told.contains("w_0002.fit"), "{told}");
    let summary = std::fs::read_to_string(dir.join("out/summary.csv")).unwrap();
    assert_eq!(summary.matches(",analyzed,").count(), 3, "{summary}");
    assert_eq!(summary.matches(",crashed,").count(), 1);
    // Without the defect it is done again on request, and only it.
    let mended = batch(dir, &["runs", "--out", "out", "--retry-failed", "--threads", "1"]);
    let told = super::told(&mended);
    assert!(told.contains("4 analyzed") && told.contains("4 of 6 shards"), "{told}");
}

/// Nothing is half-written where nothing fits any more.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_mended_by_going_on() {
    let dir = study(4);
    let small = dir.path().join("small");
    std::fs::create_dir(&small).unwrap();
    let mount = |size: &str| {
        let options = format!("size={size}");
        let args = ["-t", "tmpfs", "-o", options.as_str(), "tmpfs"];
        Command::new("mount").args(args).arg(&small).output().is_ok_and(|o| o.status.success())
    };
    if !mount("160k") {
        eprintln!("skipped: a full disk needs the right to mount a small one");
        return;
    }
    let args = ["runs", "--out", "small/out", "--quiet", "--threads", "1"];
    let full = batch(dir.path(), &args);
    let receipts = done(&small.join("out"));
    let grown = Command::new("mount").args(["-o", "remount,size=64m"]).arg(&small).output();
    let rest = batch(dir.path(), &args);
    let whole = batch(dir.path(), &["runs", "--out", "whole", "--quiet"]);
    let (a, b) = (results(&small.join("out")), results(&dir.path().join("whole")));
    Command::new("umount").arg(&small).output().unwrap();
    assert_eq!(code(&full), 75, "{}", told(&full));
    assert!(told(&full).contains("could not be written: No space left"), "{}", told(&full));
    assert!(!told(&full).contains("panic"));
    assert!(receipts < 7, "{receipts} shards fitted: the disk was not small");
    assert!(grown.unwrap().status.success());
    assert_eq!((code(&rest), code(&whole)), (1, 1), "{}", told(&rest));
    assert!(a == b);
}
