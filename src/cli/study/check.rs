//! `runform study check`.

use std::fmt::Write as _;
use std::path::Path;

use super::show;
use crate::cli::{Done, Trouble};
use crate::pipeline::batch::plan;
use crate::pipeline::study::check::check;
use crate::pipeline::study::run::spec_of;
use crate::report::text::{clean, columns};
use crate::words::in_english;

/// Names listed of one kind.
const LISTED: usize = 12;

pub(super) fn run(input: &Path) -> Result<Done, Trouble> {
    let found = check(&plan(&spec_of(input)?, None)?)?;
    let text = in_english(|words| {
        let mut out = String::new();
        let mut say = |id: &str, args: &[(&str, String)]| {
            let args: Vec<_> = args.iter().map(|(k, v)| (*k, v.as_str().into())).collect();
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{}", clean(&words.text(id, &args)));
        };
        let list = |all: &[String]| {
            let more = all.len().saturating_sub(LISTED);
            let named = all.iter().take(LISTED).cloned().collect::<Vec<_>>().join("; ");
            if more > 0 { format!("{named}; +{more}") } else { named }
        };
        say("study-check-recordings", &[("n", found.recordings.to_string())]);
        if !found.missing.is_empty() {
            let all: Vec<String> =
                found.missing.iter().map(|(p, what)| format!("{} ({what})", p.display())).collect();
            say("study-check-missing", &[("n", all.len().to_string()), ("list", list(&all))]);
        }
        if !found.in_two_groups.is_empty() {
            say("study-check-two-groups", &[("list", list(&found.in_two_groups))]);
        }
        if found.nameless > 0 {
            say("study-check-nameless", &[("n", found.nameless.to_string())]);
        }
        if !found.unpaired.is_empty() {
            let all: Vec<String> =
                found.unpaired.iter().map(|(p, w)| format!("{p} ({})", w.join(", "))).collect();
            say("study-check-unpaired", &[("n", all.len().to_string()), ("list", list(&all))]);
        }
        let counts: Vec<usize> = found.cells.iter().map(|c| c.2).collect();
        if counts.iter().min() != counts.iter().max() {
            say("study-check-unbalanced", &[]);
        }
        for (column, a, b) in &found.alike {
            let args = [("column", column.clone()), ("a", a.clone()), ("b", b.clone())];
            say("study-check-alike", &args);
        }
        for (name, n, different) in &found.own {
            let args = [
                ("column", name.clone()),
                ("n", n.to_string()),
                ("of", found.recordings.to_string()),
                ("words", different.to_string()),
            ];
            say("study-check-own", &args);
        }
        if found.is_sound() {
            say("study-check-sound", &[]);
        }
        out
    });
    let mut rows =
        vec![["group", "condition", "recordings", "participants"].map(String::from).to_vec()];
    for (group, condition, n, people) in &found.cells {
        let word = |w: &Option<String>| w.as_deref().map_or_else(|| "-".into(), clean);
        rows.push(vec![word(group), word(condition), n.to_string(), people.to_string()]);
    }
    let table = columns(&rows, &[false, false, true, true]).join("\n");
    show(&format!("{table}\n{text}"))?;
    Ok(if found.is_sound() { Done::All } else { Done::Some })
}
