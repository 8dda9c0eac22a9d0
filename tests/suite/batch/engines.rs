//! The same bytes from Spark, Snakemake and Slurm as from one process, with a machine or
//! a job killed on the way. Minutes each, so only where RUNFORM_TEST_ENGINES is set (as
//! `.ci/run` does); skipped, in words, where an engine is not there.

use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::*;

/// Recordings of the test.
const RUNS: usize = 60;
/// A recording on which the program ends, in debug builds.
const CRASHES: &str = "w_0042";

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended before.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Whether engines are to be tried at all.
fn asked() -> bool {
    std::env::var_os("RUNFORM_TEST_ENGINES").is_some()
}

/// Python with a module, where there is one.
fn python_with(module: &str) -> Option<PathBuf> {
    if !asked() {
        return None;
    }
    let python = PathBuf::from(std::env::var_os("RUNFORM_TEST_PYTHON")?);
    let has = Command::new(&python).args(["-c", &format!("import {module}")]).output();
    has.is_ok_and(|o| o.status.success()).then_some(python)
}

fn there(program: &str) -> bool {
    Command::new("which").arg(program).output().is_ok_and(|o| o.status.success())
}

fn engine(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("engines").join(file)
}

/// Sixty recordings and three that are none.
fn cohort() -> tempfile::TempDir {
    let dir = study(RUNS - 2);
    for (name, bytes) in [("broken_2.fit", b"\x0e\x10.FIT".as_slice()), ("broken_3.csv", b"?")] {
        std::fs::write(dir.path().join("runs").join(name), bytes).unwrap();
    }
    dir
}

/// The results of one process, which dies once on what crashes it.
fn alone(dir: &Path, size: &[&str]) -> PathBuf {
    for _ in 0..2 {
        let args = [&["runs", "--out", "alone", "--quiet"], size].concat();
        command(dir, &args).env("RUNFORM_TEST_ABORT", CRASHES).output().unwrap();
    }
    dir.join("alone")
}

fn same_tree(a: &Path, b: &Path) {
    let mut diff = Command::new("diff");
    // `plan.json` names its folder; what a killed program was writing stays beside.
    let aside = ["run.json", "plan.json", ".runform-lock", ".runform-*.tmp"];
    diff.arg("-r").args(aside.into_iter().flat_map(|name| ["-x", name]));
    let output = diff.args([a, b]).output().unwrap();
    assert!(output.status.success(), "{}", told(&output));
    let summary = std::fs::read_to_string(a.join("summary.csv")).unwrap();
    assert_eq!(summary.matches(",crashed,").count(), 1, "{summary}");
    assert_eq!(summary.matches(",not_imported,").count(), 3, "{summary}");
    assert_eq!(summary.matches(",analyzed,").count(), RUNS - 2, "{summary}");
}

fn receipts(out: &Path) -> BTreeMap<PathBuf, std::time::SystemTime> {
    let shards = std::fs::read_dir(out.join("parts")).into_iter().flatten().flatten();
    let receipts = shards.map(|s| s.path().join("receipt.json"));
    receipts.filter_map(|r| Some((r.clone(), r.metadata().ok()?.modified().ok()?))).collect()
}

fn wait_for(what: &str, seconds: u64, mut ready: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !ready() {
        assert!(begun.elapsed() < Duration::from_secs(seconds), "no {what} in {seconds} s");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Processes whose command line has all of these words, with their parents.
fn processes(words: &[&str]) -> Vec<(u32, u32)> {
    let all = std::fs::read_dir("/proc").unwrap().flatten();
    let pid = |e: std::fs::DirEntry| e.file_name().to_str()?.parse::<u32>().ok();
    let found = all.filter_map(pid).filter_map(|pid| {
        let line = std::fs::read(format!("/proc/{pid}/cmdline")).ok()?;
        let line = String::from_utf8_lossy(&line).replace('\0', " ");
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let parent = stat.rsplit(") ").next()?.split(' ').nth(1)?.parse().ok()?;
        words.iter().all(|w| line.contains(w)).then_some((pid, parent))
    });
    found.collect()
}

fn kill(pid: u32) {
    Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap();
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[cfg(debug_assertions)]
#[test]
fn spark_loses_a_machine_and_nothing_else() {
    let Some(python) = python_with("pyspark").filter(|_| there("java")) else {
        return eprintln!(
            "SKIPPED Spark: it takes RUNFORM_TEST_ENGINES, java, and pyspark in RUNFORM_TEST_PYTHON"
        );
    };
    let dir = cohort();
    let dir = dir.path();
    let size = ["--shards", "20"];
    let alone = alone(dir, &size);
    let planned = batch(dir, &[&["plan", "runs", "--out", "spark"], &size[..]].concat());
    assert_eq!(code(&planned), 0, "{}", told(&planned));
    let out = dir.join("spark");

    let home = Command::new(&python)
        .args(["-c", "import os, pyspark; print(os.path.dirname(pyspark.__file__))"])
        .output()
        .unwrap();
    let home = PathBuf::from(String::from_utf8(home.stdout).unwrap().trim());
    let spark = |program: &str| {
        let mut command = Command::new(home.join("bin").join(program));
        command.env("SPARK_HOME", &home).env("PYSPARK_PYTHON", &python);
        command.env("SPARK_LOCAL_IP", "127.0.0.1").stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let port = free_port().to_string();
    let _master = Running(
        spark("spark-class")
            .args(["org.apache.spark.deploy.master.Master", "--host", "127.0.0.1"])
            .args(["--port", &port, "--webui-port", "0"])
            .spawn()
            .unwrap(),
    );
    let url = format!("spark://127.0.0.1:{port}");
    wait_for("master", 60, || std::net::TcpStream::connect(format!("127.0.0.1:{port}")).is_ok());
    let work = [dir.join("worker0"), dir.join("worker1")];
    let workers = work.each_ref().map(|work| {
        let worker = spark("spark-class")
            .args(["org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1"])
            .args(["--cores", "1", "--memory", "1g", "--webui-port", "0", "--work-dir"])
            .arg(work)
            .arg(&url)
            .spawn();
        Running(worker.unwrap())
    });
    let submit = || {
        let mut submit = spark("spark-submit");
        submit
            .args(["--master", &url, "--driver-memory", "512m", "--executor-memory", "512m"])
            .args(["--conf", &format!("spark.executorEnv.RUNFORM_TEST_ABORT={CRASHES}")])
            .args([
                "--conf",
                "spark.ui.enabled=false",
                "--files",
                cargo_bin!("runform").to_str().unwrap(),
            ])
            .arg(engine("spark/runform_spark.py"))
            .arg(&out)
            .current_dir(dir)
            .stderr(std::fs::File::create(dir.join("spark.log")).unwrap());
        submit
    };
    let mut driver = Running(submit().spawn().unwrap());
    let finished = |work: &Path| {
        let log = Command::new("grep").args(["-rho", "Finished task [0-9]*"]).arg(work).output();
        String::from_utf8_lossy(&log.unwrap().stdout).lines().count()
    };
    wait_for("third receipt", 180, || {
        receipts(&out).len() >= 3 && work.iter().all(|w| finished(w) > 0)
    });
    let before = receipts(&out);
    let worker = workers[0].0.id();
    let executors = processes(&["CoarseGrainedExecutorBackend"]);
    let executor = executors.iter().find(|(_, parent)| *parent == worker).expect("an executor");
    kill(executor.0);
    kill(worker);
    assert!(before.len() < 15, "{} of 20 shards were done before the kill", before.len());
    let status = driver.0.wait().unwrap();
    let log = || std::fs::read_to_string(dir.join("spark.log")).unwrap();
    assert!(status.success(), "{}", log());
    assert!(work.iter().all(|w| finished(w) > 0), "both executors worked");
    for (receipt, at) in &before {
        assert_eq!(receipts(&out).get(receipt), Some(at), "what was done is left alone");
    }
    let reduced = batch(dir, &["reduce", "--out", "spark"]);
    assert_eq!(code(&reduced), 0, "{}", told(&reduced));
    same_tree(&alone, &out);

    let done = receipts(&out);
    let again = submit().status().unwrap();
    assert!(again.success(), "{}", log());
    assert_eq!(receipts(&out), done, "nothing is computed twice");
    let status = batch(dir, &["status", "--out", "spark"]);
    assert_eq!(code(&status), 0, "{}", told(&status));
}

#[cfg(debug_assertions)]
#[test]
fn snakemake_does_a_killed_job_again() {
    let Some(python) = python_with("snakemake") else {
        return eprintln!(
            "SKIPPED Snakemake: it takes RUNFORM_TEST_ENGINES, and snakemake in RUNFORM_TEST_PYTHON"
        );
    };
    let dir = cohort();
    let dir = dir.path();
    let alone = alone(dir, &["--shard-mb", "1"]);
    let snakemake = || {
        let mut command = Command::new(python.with_file_name("snakemake"));
        command.arg("--snakefile").arg(engine("snakemake/Snakefile")).args(["--cores", "2"]);
        let runform = format!("runform={}", cargo_bin!("runform").display());
        command.args(["--config", &runform, "inputs=runs", "out=snake", "shard_mb=1"]);
        command.current_dir(dir).env("RUNFORM_TEST_ABORT", CRASHES);
        command.env("XDG_CACHE_HOME", dir.join("cache"));
        command
    };
    let log = std::fs::File::create(dir.join("log")).unwrap();
    let mut running = Running(snakemake().stdout(Stdio::null()).stderr(log).spawn().unwrap());
    let out = dir.join("snake");
    let mut killed = 0;
    wait_for("job to kill", 180, || {
        assert!(running.0.try_wait().unwrap().is_none(), "it ended before a job was killed");
        let jobs = processes(&["runform batch map", "--out snake", "--shard"]);
        let mut of_ours = jobs.iter().filter(|(pid, _)| {
            std::fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd == dir)
                && std::fs::read_link(format!("/proc/{pid}/exe"))
                    .is_ok_and(|exe| exe.ends_with("runform"))
        });
        // Shards of a megabyte are few here.
        if !receipts(&out).is_empty()
            && let Some((job, _)) = of_ours.next_back()
        {
            kill(*job);
            killed += 1;
        }
        killed > 0
    });
    let status = running.0.wait().unwrap();
    let log = std::fs::read_to_string(dir.join("log")).unwrap();
    assert!(status.success(), "{log}");
    assert!(log.contains("Error in rule map"), "{log}");
    same_tree(&alone, &out);
    let done = receipts(&out);
    let again = snakemake().output().unwrap();
    assert!(told(&again).contains("Nothing to be done"), "{}", told(&again));
    assert_eq!(receipts(&out), done);
}

/// One node with the daemons of Slurm.
struct Slurm {
    folder: tempfile::TempDir,
    daemons: Vec<PathBuf>,
}

impl Drop for Slurm {
    fn drop(&mut self) {
        for pid in &self.daemons {
            let pid = std::fs::read_to_string(pid).unwrap_or_default();
            if let Ok(pid) = pid.trim().parse() {
                kill(pid);
            }
        }
    }
}

impl Slurm {
    fn start() -> Option<Slurm> {
        let all = ["munged", "slurmctld", "slurmd", "sbatch", "squeue"];
        if !asked() || !all.into_iter().all(there) {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["state", "spool", "munge", "socket"] {
            std::fs::create_dir(at(name)).unwrap();
        }
        let set = |path: &Path, mode: u32| {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        set(folder.path(), 0o755);
        set(&at("munge"), 0o700);
        std::fs::write(at("munge/key"), [7_u8; 128]).unwrap();
        set(&at("munge/key"), 0o400);
        let option = |name: &str, file: &str| format!("--{name}={}", at(file).display());
        let munge = Command::new("munged")
            .args([option("key-file", "munge/key"), option("socket", "socket/munge")])
            .args([option("pid-file", "munge/pid"), option("log-file", "munge/log")])
            .args([option("seed-file", "munge/seed"), "--force".into()])
            .output()
            .unwrap();
        let name = Command::new("hostname").arg("-s").output().unwrap();
        let host = String::from_utf8(name.stdout).unwrap().trim().to_string();
        let (folder_, control, node) = (folder.path().display(), free_port(), free_port());
        let conf = format!(
            "ClusterName=test\nSlurmctldHost={host}\nSlurmUser=root\nSlurmdUser=root\n\
             AuthType=auth/munge\nAuthInfo=socket={folder_}/socket/munge\n\
             ProctrackType=proctrack/linuxproc\nTaskPlugin=task/none\nReturnToService=2\n\
             SlurmctldPort={control}\nSlurmdPort={node}\nStateSaveLocation={folder_}/state\n\
             SlurmdSpoolDir={folder_}/spool\nSlurmctldPidFile={folder_}/control.pid\n\
             SlurmdPidFile={folder_}/node.pid\nSlurmctldLogFile={folder_}/control.log\n\
             SlurmdLogFile={folder_}/node.log\nSelectType=select/cons_tres\n\
             SelectTypeParameters=CR_Core\nMpiDefault=none\nMailProg=/bin/true\n\
             SlurmdParameters=config_overrides\nNodeName={host} NodeAddr=127.0.0.1 CPUs=2 \
             RealMemory=8000\nPartitionName=all Nodes=ALL Default=YES State=UP\n"
        );
        std::fs::write(at("slurm.conf"), conf).unwrap();
        for daemon in ["slurmctld", "slurmd"] {
            let started = Command::new(daemon).arg("-f").arg(at("slurm.conf")).output().unwrap();
            eprintln!("{daemon}: {}{}", told(&started), told(&munge));
        }
        let daemons = ["munge/pid", "control.pid", "node.pid"].map(at).to_vec();
        let slurm = Slurm { folder, daemons };
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(30) {
            if told(&slurm.run("sinfo", |c| c.arg("-h"))).contains("idle") {
                return Some(slurm);
            }
            std::thread::sleep(Duration::from_millis(300));
        }
        None
    }

    fn run(&self, program: &str, with: impl Fn(&mut Command) -> &mut Command) -> Output {
        let mut command = Command::new(program);
        command.env("SLURM_CONF", self.folder.path().join("slurm.conf"));
        with(&mut command).output().unwrap()
    }
}

#[cfg(debug_assertions)]
#[test]
fn slurm_requeues_a_killed_task() {
    let Some(slurm) = Slurm::start() else {
        return eprintln!(
            "skipped: Slurm (slurm-wlm, munge) is not there, or cannot be started here"
        );
    };
    let dir = cohort();
    let dir = dir.path();
    let alone = alone(dir, &["--shards", "20"]);
    let planned = batch(dir, &["plan", "runs", "--out", "slurm", "--shards", "20"]);
    assert_eq!(code(&planned), 0, "{}", told(&planned));
    let out = dir.join("slurm");
    let bin = cargo_bin!("runform").parent().unwrap().to_path_buf();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let missing = || {
        let status = batch(dir, &["status", "--out", "slurm", "--missing"]);
        String::from_utf8(status.stdout).unwrap().trim().to_string()
    };
    let submit = |script: &str, more: &[&str]| {
        let submitted = slurm.run("sbatch", |c| {
            c.current_dir(dir).env("PATH", &path).env("RUNFORM_TEST_ABORT", CRASHES);
            c.arg("--parsable").args(more).arg(engine(script)).arg("slurm")
        });
        assert!(submitted.status.success(), "{}", told(&submitted));
        String::from_utf8(submitted.stdout).unwrap().trim().to_string()
    };
    let job = submit("slurm/map.sbatch", &["--mem=500", &format!("--array={}", missing())]);
    let mut killed = false;
    let queued = |job: &str| {
        // A requeued task waits a while before it begins again, here not for long.
        let waiting = slurm.run("squeue", |c| c.args(["-h", "-r", "-t", "PD", "-o", "%A %r"]));
        for line in told(&waiting).lines().filter(|l| l.contains("BeginTime")) {
            let id = format!("jobid={}", line.split(' ').next().unwrap_or_default());
            slurm.run("scontrol", |c| c.args(["update", &id, "starttime=now"]));
        }
        !told(&slurm.run("squeue", |c| c.args(["-h", "-j", job]))).trim().is_empty()
    };
    wait_for("end of the array", 400, || {
        let tasks = processes(&["runform batch map", "--out slurm", "--shard"]);
        if !killed
            && receipts(&out).len() >= 3
            && let Some((task, _)) = tasks.last()
        {
            kill(*task);
            killed = true;
        }
        !queued(&job)
    });
    assert!(killed);
    assert_eq!(missing(), "");
    let job = submit("slurm/reduce.sbatch", &["--mem=500"]);
    wait_for("end of reduce", 120, || !queued(&job));
    same_tree(&alone, &out);
}
