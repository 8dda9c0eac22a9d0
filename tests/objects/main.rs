//! Recordings and results in an S3-compatible store on loopback (moto), through a wire
//! that can be cut. A binary of its own, as the feature is not among those of the rest:
//! `cargo test --features object-store --test objects`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    missing_docs
)]

#[path = "../suite/batch/support.rs"]
mod support;

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use support::{batch, code, command, results, same, study, told};

/// Bytes of answers after which a wire is cut.
const AFTER: usize = 8_000;

/// A wire to the store.
struct Wire {
    port: u16,
    /// How often it is still to be cut.
    cuts: Arc<AtomicUsize>,
    /// How often it was.
    cut: Arc<AtomicUsize>,
}

impl Wire {
    fn to(server: u16) -> Wire {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let wire = Wire { port, cuts: Arc::default(), cut: Arc::default() };
        let (cuts, cut) = (wire.cuts.clone(), wire.cut.clone());
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(store) = TcpStream::connect(("127.0.0.1", server)) else { continue };
                let up = (client.try_clone().unwrap(), store.try_clone().unwrap());
                std::thread::spawn(move || {
                    pass(up.0, up.1, &AtomicUsize::new(0), &AtomicUsize::new(0))
                });
                let (cuts, cut) = (cuts.clone(), cut.clone());
                std::thread::spawn(move || pass(store, client, &cuts, &cut));
            }
        });
        wire
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream, cuts: &AtomicUsize, cut: &AtomicUsize) {
    let mut bytes = [0; 4096];
    let mut passed = 0;
    while let Ok(n) = from.read(&mut bytes) {
        passed += n;
        let less = |left: usize| left.checked_sub(1);
        let ends =
            passed > AFTER && cuts.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_ok();
        cut.fetch_add(usize::from(ends), Ordering::SeqCst);
        if n == 0 || ends || to.write_all(&bytes[..n]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(std::net::Shutdown::Both);
    let _ = from.shutdown(std::net::Shutdown::Both);
}

struct Moto {
    server: Child,
    python: PathBuf,
    port: u16,
    wire: Wire,
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Moto {
    fn start() -> Option<Moto> {
        let python = PathBuf::from(std::env::var_os("RUNFORM_TEST_PYTHON")?);
        let has = Command::new(&python).args(["-c", "import moto.server, boto3"]).output();
        if !has.is_ok_and(|o| o.status.success()) {
            return None;
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Command::new(&python)
            .args(["-m", "moto.server", "-H", "127.0.0.1", "-p", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let moto = Moto { server, python, port, wire: Wire::to(port) };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(60), "moto did not start");
            std::thread::sleep(Duration::from_millis(100));
        }
        moto.script("s3.create_bucket(Bucket='cohort')");
        Some(moto)
    }

    /// Lines of Python with a client past the wire; what they print.
    fn script(&self, lines: &str) -> String {
        let head = format!(
            "import boto3, os\ns3 = boto3.client('s3', endpoint_url='http://127.0.0.1:{}', \
             aws_access_key_id='x', aws_secret_access_key='x', region_name='us-east-1')\n",
            self.port
        );
        let output = Command::new(&self.python).arg("-c").arg(head + lines).output().unwrap();
        assert!(output.status.success(), "{lines}: {}", told(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    fn command(&self, dir: &Path, args: &[&str]) -> Command {
        let mut command = command(dir, args);
        command
            .env("AWS_ENDPOINT", format!("http://127.0.0.1:{}", self.wire.port))
            .envs([("AWS_ALLOW_HTTP", "true"), ("AWS_REGION", "us-east-1")])
            .envs([("AWS_ACCESS_KEY_ID", "x"), ("AWS_SECRET_ACCESS_KEY", "x")]);
        command
    }

    fn batch(&self, dir: &Path, args: &[&str]) -> Output {
        self.command(dir, args).output().unwrap()
    }

    /// Puts the recordings of a study into the store, under `in/`.
    fn upload(&self, dir: &Path) {
        self.script(&format!(
            "for n in sorted(os.listdir('{0}/runs')):\n  s3.upload_file('{0}/runs/' + n, 'cohort', 'in/' + n)\n",
            dir.display()
        ));
    }

    /// Shards that are done, told by a listing of the receipts.
    fn receipts(&self, prefix: &str) -> usize {
        let lines = format!(
            "print(sum(o['Key'].endswith('/receipt.json') for o in s3.list_objects_v2(Bucket='cohort', Prefix='{prefix}').get('Contents', [])))"
        );
        self.script(&lines).trim().parse().unwrap()
    }

    /// Brings everything below a prefix into a folder.
    fn download(&self, prefix: &str, to: &Path) {
        self.script(&format!(
            "for page in s3.get_paginator('list_objects_v2').paginate(Bucket='cohort', Prefix='{prefix}'):\n  \
             for o in page.get('Contents', []):\n    \
             p = os.path.join('{}', o['Key'][len('{prefix}'):])\n    \
             os.makedirs(os.path.dirname(p), exist_ok=True)\n    s3.download_file('cohort', o['Key'], p)\n",
            to.display()
        ));
    }
}

/// The results with the names of recordings as objects have them.
fn tables(out: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = results(out);
    all.retain(|name, _| !name.starts_with("parts") && !name.ends_with("_SUCCESS.json"));
    all
}

#[test]
fn objects_give_what_files_give_over_a_wire_that_is_cut() {
    let Some(moto) = Moto::start() else {
        return eprintln!("skipped: RUNFORM_TEST_PYTHON has no moto with its server");
    };
    let dir = study(6);
    let dir = dir.path();
    moto.upload(dir);
    let run = |args: &[&str]| {
        let output = moto.batch(dir, args);
        assert!(!told(&output).contains("panic"), "{}", told(&output));
        (code(&output), told(&output))
    };

    // Objects into a folder: the same tables as the same objects into objects.
    let (ended, said) = run(&["s3://cohort/in", "--out", "folder", "--documents", "--quiet"]);
    assert_eq!(ended, 1, "broken.fit is no recording: {said}");
    let summary = std::fs::read_to_string(dir.join("folder/summary.csv")).unwrap();
    assert_eq!(summary.matches(",analyzed,").count(), 7, "{summary}");
    assert!(summary.contains("s3://cohort/in/w_0001.fit"), "{summary}");

    let (ended, said) = run(&["plan", "s3://cohort/in", "--out", "s3://cohort/out", "--documents"]);
    assert_eq!(ended, 0, "{said}");
    // A wire that is cut now and then is only slower.
    moto.wire.cuts.store(2, Ordering::SeqCst);
    let (ended, said) = run(&["map", "--out", "s3://cohort/out", "--shard", "1", "--quiet"]);
    assert_eq!(ended, 0, "{said}");
    assert_eq!(moto.wire.cut.load(Ordering::SeqCst), 2, "it was cut");
    // One that is always cut ends the step, with the code for another attempt.
    moto.wire.cuts.store(usize::MAX, Ordering::SeqCst);
    let (ended, said) = run(&["map", "--out", "s3://cohort/out", "--quiet", "--threads", "2"]);
    assert_eq!(ended, 75, "{said}");
    moto.wire.cuts.store(0, Ordering::SeqCst);
    let (_, status) = run(&["status", "--out", "s3://cohort/out"]);
    assert!(!status.starts_with("9 of 9"), "{status}");

    // A recording that is cut short after planning is refused; planned again it is a row.
    let cut = |key: &str| {
        moto.script(&format!(
            "o = s3.get_object(Bucket='cohort', Key='{key}')['Body'].read()\n\
             s3.put_object(Bucket='cohort', Key='{key}', Body=o[:len(o) // 2])\n"
        ))
    };
    cut("in/w_0006.fit");
    let (ended, said) = run(&["map", "--out", "s3://cohort/out", "--quiet"]);
    assert_eq!(ended, 1, "{said}");
    assert!(said.contains("w_0006.fit is not what it was when the plan was made"), "{said}");
    moto.script(&format!(
        "s3.upload_file('{}/runs/w_0006.fit', 'cohort', 'in/w_0006.fit')",
        dir.display()
    ));
    let (ended, said) = run(&["plan", "s3://cohort/in", "--out", "s3://cohort/out", "--documents"]);
    assert_eq!(ended, 0, "{said}");
    let (ended, said) = run(&["map", "--out", "s3://cohort/out"]);
    assert_eq!(ended, 0, "{said}");
    let (ended, said) = run(&["reduce", "--out", "s3://cohort/out"]);
    assert_eq!(ended, 0, "{said}");
    moto.download("out/", &dir.join("objects"));
    assert!(tables(&dir.join("folder")) == tables(&dir.join("objects")), "the same tables");

    // A part that is cut short: found by its size, and done again; nothing else is.
    let part = "sorted(o['Key'] for o in s3.list_objects_v2(Bucket='cohort', Prefix='out/parts')['Contents'] \
                if o['Key'].endswith('segments.parquet'))[0]";
    let key = moto.script(&format!("print({part})"));
    cut(key.trim());
    let (ended, said) = run(&["reduce", "--out", "s3://cohort/out"]);
    assert_eq!(ended, 1, "{said}");
    assert!(said.contains("wrong SHA-256"), "{said}");
    let (ended, said) = run(&["map", "--out", "s3://cohort/out"]);
    assert_eq!(ended, 0, "{said}");
    assert!(said.contains("8 of 9 shards were done before"), "{said}");
    // A receipt that is cut short.
    let receipt = key.trim().replace("segments.parquet", "receipt.json");
    cut(&receipt);
    let (ended, said) = run(&["map", "--out", "s3://cohort/out"]);
    assert_eq!(ended, 0, "{said}");
    assert!(said.contains("8 of 9 shards were done before"), "{said}");
    let (ended, said) = run(&["reduce", "--out", "s3://cohort/out"]);
    assert_eq!(ended, 0, "{said}");
    moto.download("out/", &dir.join("again"));
    same(&dir.join("objects"), &dir.join("again"));
    let (ended, said) = run(&["map", "--out", "s3://cohort/out"]);
    assert_eq!((ended, said.contains("9 of 9 shards were done before")), (0, true), "{said}");
}

/// Killed with work in hand, nothing that was finished is lost or done again; two at
/// once do not disturb each other, and each receipt is put once.
#[test]
fn killed_and_doubled_attempts_lose_nothing_in_a_store() {
    let Some(moto) = Moto::start() else {
        return eprintln!("skipped: RUNFORM_TEST_PYTHON has no moto with its server");
    };
    let dir = study(6);
    let dir = dir.path();
    moto.upload(dir);
    let run = |args: &[&str]| {
        let output = moto.batch(dir, args);
        (code(&output), told(&output))
    };
    for out in ["s3://cohort/once", "s3://cohort/out"] {
        let (ended, said) = run(&["plan", "s3://cohort/in", "--out", out]);
        assert_eq!(ended, 0, "{said}");
    }
    let (ended, said) = run(&["map", "--out", "s3://cohort/once", "--quiet"]);
    assert_eq!(ended, 0, "{said}");
    let map = ["map", "--out", "s3://cohort/out", "--threads", "1"];
    let start =
        || moto.command(dir, &map).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut killed = start();
    let begun = Instant::now();
    while moto.receipts("out/parts") < 2 {
        assert!(begun.elapsed() < Duration::from_secs(120), "no receipt after two minutes");
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    let there = moto.receipts("out/parts");
    assert!((2..9).contains(&there), "{there} receipts: killed before its end");
    let (ended, said) = run(&["status", "--out", "s3://cohort/out"]);
    assert!(ended == 1 && said.starts_with(&format!("{there} of 9 shards done")), "{said}");
    let versions = "for o in s3.list_objects_v2(Bucket='cohort', Prefix='out/parts')['Contents']:\n  \
                    if o['Key'].endswith('/receipt.json'): print(o['Key'], o['LastModified'].timestamp())\n";
    let before = moto.script(versions);
    // Two attempts at once at what is left.
    let both = [start(), start()].map(|child| child.wait_with_output().unwrap());
    for output in &both {
        assert_eq!(code(output), 0, "{}", told(output));
    }
    let after = moto.script(versions);
    assert_eq!(after.lines().count(), 9);
    for line in before.lines() {
        assert!(after.lines().any(|l| l == line), "{line} was put again: {after}");
    }
    for out in ["s3://cohort/once", "s3://cohort/out"] {
        let (ended, said) = run(&["reduce", "--out", out]);
        assert_eq!(ended, 0, "{said}");
    }
    moto.download("once/", &dir.join("once"));
    moto.download("out/", &dir.join("out"));
    same(&dir.join("once"), &dir.join("out"));
}

/// `file://` is a store like any other.
#[test]
fn a_folder_as_a_store_gives_the_same() {
    let dir = study(2);
    let dir = dir.path();
    let at = |name: &str| format!("file://{}", dir.join(name).display());
    std::fs::create_dir(dir.join("out")).unwrap();
    let (input, out) = (at("runs"), at("out"));
    let output = batch(dir, &[&input, "--out", &out, "--quiet"]);
    assert_eq!(code(&output), 1, "{}", told(&output));
    let output = batch(dir, &[&input, "--out", "plain", "--quiet"]);
    assert_eq!(code(&output), 1, "{}", told(&output));
    assert!(tables(&dir.join("out")) == tables(&dir.join("plain")));
}

/// Lines of `cargo tree`, each once.
fn tree(arguments: &[&str]) -> std::collections::BTreeSet<String> {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["tree", "--offline", "--prefix", "none"]);
    let output = command.args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", told(&output));
    let tidy = |line: &str| line.replace(" (*)", "").replace(" (proc-macro)", "");
    String::from_utf8_lossy(&output.stdout).lines().map(tidy).collect()
}

/// Building it takes what is its own, and nothing of what is below polars a second time:
/// that would double the build.
#[test]
fn polars_is_not_built_again() {
    let features = ["-e", "normal,build,dev", "--workspace", "-f", "{p} [{f}]"];
    let with = tree(&[&features[..], &["--features", "runform/object-store"]].concat());
    let again: Vec<String> = tree(&features).difference(&with).cloned().collect();
    let names: Vec<&str> = again.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(names, ["runform", "tinystr", "tracing"], "{again:#?}");
    assert!(with.iter().any(|line| line.starts_with("object_store ")));
}

/// What the feature adds may be passed on as freely as the rest.
#[test]
fn licences_of_the_feature_can_be_met() {
    let lines =
        tree(&["-e", "normal,build", "--features", "runform/object-store", "-f", "{p}|{l}"]);
    let free = [
        "MIT",
        "Apache-2.0",
        "Apache-2.0 WITH LLVM-exception",
        "BSD-3-Clause",
        "BSL-1.0",
        "ISC",
        "Unicode-3.0",
        "Zlib",
    ];
    let bare = |text: &str| text.trim_matches(|c| "( )".contains(c)).to_owned();
    let met = |part: &str| part.split(" OR ").any(|one| free.contains(&bare(one).as_str()));
    let wrong: Vec<&String> = lines
        .iter()
        .filter(|line| line.contains('|'))
        .filter(|line| {
            let licence = line.rsplit('|').next().unwrap_or_default().replace('/', " OR ");
            !licence.split(" AND ").all(met)
        })
        .collect();
    assert!(wrong.is_empty() && lines.len() > 250, "{wrong:#?}");
}
