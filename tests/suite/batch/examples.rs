//! The examples for statisticians, run by their own programs.

use super::*;

/// Results of a small study with two people, in this format. One run lies there in
/// three packings, two of which nobody knows anything of.
fn results(tables: &str) -> tempfile::TempDir {
    let dir = study(4);
    let runs = dir.path().join("runs");
    inputs::gz(&runs.join("w_0003.fit"), &runs.join("a_packed.fit.gz"));
    inputs::zip(&runs.join("w_0003.fit"), &runs.join("b_packed.zip"));
    let manifest = "path,participant,group,condition\nruns/w_0001.fit,a,g,c\n\
        runs/w_0002.fit,a,g,c\nruns/w_0004.fit,c,g,d\n";
    std::fs::write(dir.path().join("m.csv"), manifest).unwrap();
    let args = ["runs", "--manifest", "m.csv", "--out", "out", "--tables", tables, "--quiet"];
    assert_eq!(code(&batch(dir.path(), &args)), 1, "broken.fit is no recording");
    dir
}

fn agrees(program: &mut Command, script: &str, dir: &Path) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/examples").join(script);
    let output = program.arg(script).arg(dir.join("out")).output().unwrap();
    assert!(output.status.success(), "{}", told(&output));
    assert!(told(&output).contains("the group table agrees"), "{}", told(&output));
}

#[test]
fn python_reads_the_tables() {
    let Some(python) = std::env::var_os("RUNFORM_TEST_PYTHON") else {
        return eprintln!("skipped: RUNFORM_TEST_PYTHON names no Python");
    };
    let has = Command::new(&python).args(["-c", "import polars"]).output();
    if !has.is_ok_and(|o| o.status.success()) {
        return eprintln!("skipped: that Python has no polars");
    }
    agrees(&mut Command::new(python), "study.py", results("parquet").path());
}

#[test]
fn r_reads_the_tables() {
    if Command::new("Rscript").arg("--version").output().is_err() {
        return eprintln!("skipped: there is no Rscript here");
    }
    agrees(&mut Command::new("Rscript"), "study.R", results("csv").path());
}
