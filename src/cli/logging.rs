//! `--log-level` and `RUNFORM_LOG`: events of the program on standard error.

use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Where filters stand when no option gives them.
const VARIABLE: &str = "RUNFORM_LOG";
/// What can be written as a level; a plain word otherwise is the name of a module.
const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

/// Reads a filter: a level, or levels of modules, `runform::pipeline::batch=debug`.
pub(super) fn filter(text: &str) -> Result<Targets, String> {
    let expected = || {
        format!("expected one of {}, or filters like runform::pipeline=debug", LEVELS.join(", "))
    };
    if !text.contains('=') && !LEVELS.contains(&text.to_lowercase().as_str()) {
        return Err(expected());
    }
    text.parse::<Targets>().map_err(|_| expected())
}

/// Begins to show events, where somebody asked for them.
pub(super) fn begin(option: Option<Targets>) -> Result<(), String> {
    let variable = std::env::var(VARIABLE).ok().filter(|text| !text.is_empty());
    let targets = match (option, variable) {
        (Some(targets), _) => targets,
        (None, Some(text)) => filter(&text).map_err(|e| format!("{VARIABLE}={text:?}: {e}."))?,
        (None, None) => return Ok(()),
    };
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    // Where a program has begun to show them in its own way, that stays.
    let _ = tracing_subscriber::registry().with(lines).with(targets).try_init();
    Ok(())
}
