//! Mutated files: a document or a refusal with a reason, never a panic, a hang or a number
//! that cannot be. `RUNFORM_MUTANTS=10000` for the whole of it.

use std::collections::BTreeMap;

use rand::{Rng, RngExt as _, SeedableRng};
use rand_chacha::ChaCha8Rng;
use runform::report::json::{Layout, document};
use runform::runs::{Outcome, Problem, Task, analyze_input};
use runform::words::english_of;
use runform::{Format, Style, render};

use super::bases::{File, ours, real};
use super::fit_parts::{self, Message};
use super::{count, cpu_s, each};

/// No mutant takes longer, CPU seconds (of a build that is not optimised).
const LONGEST_S: f64 = 10.0;
/// No number of a document is larger: time since 1970 in ms is 1.8e12, distances and
/// forces are far below.
const LARGEST: f64 = 1e13;

#[derive(Debug, Default)]
struct Seen {
    documents: usize,
    refused: BTreeMap<String, usize>,
    wrong: Vec<String>,
    slowest_s: f64,
}

/// Changes a file in one to four places.
fn mutate(file: &File, rng: &mut ChaCha8Rng) -> Vec<u8> {
    let mut bytes = file.1.clone();
    let fit = fit_parts::is_fit(&bytes);
    for _ in 0..rng.random_range(1..=4) {
        if fit && rng.random_bool(0.8) {
            let messages = fit_parts::messages(&bytes);
            of_messages(&mut bytes, &messages, rng);
        } else if is_text(&bytes) && rng.random_bool(0.7) {
            of_cells(&mut bytes, rng);
        } else {
            of_bytes(&mut bytes, rng);
        }
    }
    // Mostly the checksums are right: a wrong one ends the reading before anything else.
    if rng.random_bool(0.9) {
        fit_parts::mend(&mut bytes);
    }
    bytes
}

fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(&bytes[..bytes.len().min(400)]).is_ok_and(|t| !t.contains('\0'))
}

fn of_messages(bytes: &mut Vec<u8>, messages: &[Message], rng: &mut ChaCha8Rng) {
    let Some(message) = pick(messages, rng) else { return of_bytes(bytes, rng) };
    match rng.random_range(0..6) {
        0 => drop(bytes.drain(message.from..message.to)),
        1 => {
            let copy = bytes[message.from..message.to].to_vec();
            for _ in 0..rng.random_range(1..50) {
                bytes.splice(message.from..message.from, copy.iter().copied());
            }
        }
        2 => {
            let last = pick(messages, rng).unwrap_or(message);
            let (from, to) = (message.from.min(last.from), message.to.max(last.to));
            drop(bytes.drain(from..to));
        }
        // One field of one message, or of a stretch of them.
        kind => {
            let Some(&(field, _, _)) = pick(&message.fields, rng) else { return };
            let stretch = if kind == 3 { 1 } else { rng.random_range(1..300) };
            let value: [u8; 8] = match rng.random_range(0..4) {
                0 => [0; 8],
                1 => [0xff; 8],
                2 => rng.random::<u64>().to_le_bytes(),
                _ => u64::from(rng.random::<u16>()).to_le_bytes(),
            };
            let begin = messages.iter().position(|m| m.from == message.from).unwrap_or(0);
            let same = messages[begin..].iter().filter(|m| m.number == message.number);
            for other in same.take(stretch) {
                for (_, at, size) in other.fields.iter().filter(|(f, _, _)| *f == field) {
                    for (byte, new) in bytes[*at..*at + size].iter_mut().zip(value.iter().cycle()) {
                        *byte = *new;
                    }
                }
            }
        }
    }
}

/// What cells of tables and elements of XML are replaced by.
const CELLS: &[&str] = &[
    "",
    "0",
    "-1",
    "1e18",
    "1e300",
    "-1e300",
    "NaN",
    "inf",
    "999999999999999999999",
    "\"",
    "--",
    "5:30",
    "99:99:99",
    "2024-05-04T08:00:00Z",
    "9999-12-31T23:59:59Z",
    "0.0000001",
    "=1+1",
    "\u{202e}",
    ",",
    ";",
    "\n",
    "<",
    "]]>",
    "&#0;",
    "1700000000",
    "1700000000000",
    "abc",
    "3,5",
];

/// Replaces, swaps, removes or repeats what stands between separators.
fn of_cells(bytes: &mut Vec<u8>, rng: &mut ChaCha8Rng) {
    let separator = |b: &u8| matches!(b, b',' | b';' | b'\t' | b'\n' | b'<' | b'>');
    let cell = |bytes: &[u8], rng: &mut ChaCha8Rng| {
        let at = rng.random_range(0..bytes.len().max(1)).min(bytes.len());
        let from = bytes[..at].iter().rposition(&separator).map_or(0, |p| p + 1);
        let to = bytes[at..].iter().position(&separator).map_or(bytes.len(), |p| at + p);
        (from, to.max(from))
    };
    let (from, to) = cell(bytes, rng);
    match rng.random_range(0..5) {
        0..=2 => {
            let new = *pick(CELLS, rng).unwrap_or(&"");
            bytes.splice(from..to, new.bytes());
        }
        3 => {
            let other = cell(bytes, rng);
            let new = bytes[other.0..other.1].to_vec();
            bytes.splice(from..to, new);
        }
        _ => drop(bytes.drain(from..(to + 1).min(bytes.len()))),
    }
}

fn of_bytes(bytes: &mut Vec<u8>, rng: &mut ChaCha8Rng) {
    if bytes.is_empty() {
        return;
    }
    let at = rng.random_range(0..bytes.len());
    let to = (at + rng.random_range(1..400)).min(bytes.len());
    match rng.random_range(0..7) {
        0 => bytes[at] ^= 1 << rng.random_range(0..8),
        1 => bytes[at] = rng.random(),
        2 => rng.fill_bytes(&mut bytes[at..to]),
        3 => drop(bytes.drain(at..to)),
        4 => {
            let copy = bytes[at..to].to_vec();
            bytes.splice(at..at, copy);
        }
        5 => bytes.truncate(at),
        _ => bytes[at..to].fill(*pick(&[0, 0xff, b'"', b'9'], rng).unwrap_or(&0)),
    }
}

fn pick<'a, T>(all: &'a [T], rng: &mut ChaCha8Rng) -> Option<&'a T> {
    if all.is_empty() { None } else { all.get(rng.random_range(0..all.len())) }
}

/// Analyses a mutant; what is wrong with what comes out.
fn judge(bytes: Vec<u8>, pages: bool) -> Seen {
    let mut seen = Seen::default();
    let begin = cpu_s();
    let mut silent = true;
    analyze_input("mutant", Ok(bytes), &Task::default(), &mut |outcome| {
        silent = false;
        match outcome {
            Outcome::Analyzed(run) => {
                seen.documents += 1;
                match document(&run, Layout { series: true, ..Layout::default() }) {
                    Ok(text) => numbers(&text, &mut seen.wrong),
                    Err(e) => seen.wrong.push(format!("no document: {e}")),
                }
                for format in [Format::Html, Format::Details].into_iter().filter(|_| pages) {
                    match render(&run, format, &Style::new()) {
                        Ok(page) if String::from_utf8_lossy(&page).contains("NaN") => {
                            seen.wrong.push(format!("NaN in {format:?}"));
                        }
                        Ok(_) => {}
                        Err(e) => seen.wrong.push(format!("no {format:?}: {e}")),
                    }
                }
            }
            Outcome::Skipped { .. } => *seen.refused.entry("skipped".into()).or_default() += 1,
            Outcome::Failed { problem, .. } => {
                if let Problem::ProgramError { said } = &problem {
                    seen.wrong.push(format!("panic: {said}"));
                }
                if english_of(&problem).is_empty() {
                    seen.wrong.push("no reason".into());
                }
                *seen.refused.entry(problem.code()).or_default() += 1;
            }
        }
        true
    });
    if silent {
        seen.wrong.push("neither a document nor a reason".into());
    }
    seen.slowest_s = begin.zip(cpu_s()).map_or(0.0, |(a, b)| b - a);
    if seen.slowest_s > LONGEST_S {
        seen.wrong.push(format!("{:.1} CPU s", seen.slowest_s));
    }
    seen
}

/// Every number of a document is one that can be.
pub(super) fn numbers(text: &str, wrong: &mut Vec<String>) {
    fn walk(value: &serde_json::Value, key: &str, wrong: &mut Vec<String>) {
        match value {
            serde_json::Value::Number(n) if n.as_f64().is_none_or(|x| x.abs() > LARGEST) => {
                wrong.push(format!("{key}: {n}"));
            }
            serde_json::Value::Array(all) => all.iter().for_each(|v| walk(v, key, wrong)),
            serde_json::Value::Object(all) => all.iter().for_each(|(k, v)| walk(v, k, wrong)),
            _ => {}
        }
    }
    match serde_json::from_str(text) {
        Ok(value) => walk(&value, "", wrong),
        Err(e) => wrong.push(format!("no JSON: {e}")),
    }
}

/// Files by kind, so that every kind has its share of the mutants: ours, and where real
/// ones are at hand those of FIT, of XML, tables of watches, and motion sensors.
fn groups() -> Vec<Vec<File>> {
    let mut groups = vec![ours(), Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    for file in real() {
        let name = &file.0;
        let group = match () {
            () if name.contains("/imu/") => 4,
            () if name.ends_with(".fit") => 1,
            () if name.contains("tcx") || name.contains("gpx") => 2,
            () => 3,
        };
        groups[group].push(file);
    }
    groups.retain(|g| !g.is_empty());
    groups
}

fn chosen(groups: &[Vec<File>], k: usize) -> &File {
    let group = &groups[k % groups.len()];
    &group[(k / groups.len() * 7919) % group.len()]
}

#[test]
fn mutants_are_read_or_refused_with_a_reason() {
    let groups = groups();
    let n = count("RUNFORM_MUTANTS", 400);
    let seen = each(n, |k| {
        let mut rng = ChaCha8Rng::seed_from_u64(k as u64);
        let file = chosen(&groups, k);
        let bytes = mutate(file, &mut rng);
        let seen = judge(bytes.clone(), k % 8 == 0);
        if !seen.wrong.is_empty()
            && let Some(folder) = std::env::var_os("RUNFORM_MUTANTS_KEPT")
        {
            let path = std::path::PathBuf::from(folder).join(format!("{k}"));
            std::fs::write(path, &bytes).unwrap();
        }
        seen
    });
    let mut all = Seen::default();
    for (k, one) in seen.into_iter().enumerate() {
        all.documents += one.documents;
        for (code, n) in one.refused {
            *all.refused.entry(code).or_default() += n;
        }
        let name = &chosen(&groups, k).0;
        all.wrong.extend(one.wrong.iter().take(2).map(|w| format!("mutant {k} of {name}: {w}")));
        all.slowest_s = all.slowest_s.max(one.slowest_s);
    }
    let refused: usize = all.refused.values().sum();
    eprintln!(
        "{n} mutants of {} files: {} documents, {refused} refusals {:?}; the slowest {:.2} CPU s",
        groups.iter().map(Vec::len).sum::<usize>(),
        all.documents,
        all.refused,
        all.slowest_s
    );
    assert!(all.wrong.is_empty(), "{} wrong:\n{}", all.wrong.len(), all.wrong.join("\n"));
}
