//! Results on standard output, messages on standard error.

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

use crate::report::text::{clean, wrap};

/// `--color`.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Also into files and pipes.
    Always,
    /// Not at all.
    Never,
}

/// Standard output. Once its reader is gone (`| head`), writing ends quietly.
pub(super) struct Output {
    stream: AutoStream<io::StdoutLock<'static>>,
}

impl Output {
    pub(super) fn new(color: Color) -> Self {
        let stdout = io::stdout();
        let choice = match color {
            Color::Auto => AutoStream::choice(&stdout),
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Output { stream: AutoStream::new(stdout.lock(), choice) }
    }

    /// Writes and passes on at once, so that a reader sees results as they come.
    pub(super) fn write(&mut self, text: &str) -> io::Result<()> {
        self.stream.write_all(text.as_bytes())?;
        self.stream.flush()
    }
}

/// Whether an error only says that nobody reads any more.
pub(super) fn is_closed(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

/// Longer lines are hard to read.
const WIDEST: usize = 100;

/// Columns for a page: `COLUMNS` where it is set, else those of the terminal that
/// standard output is, else 80.
pub(super) fn width() -> usize {
    let terminal = || terminal_size::terminal_size_of(io::stdout()).map(|(w, _)| w.0.into());
    asked_width().or_else(terminal).filter(|c| *c >= 40).unwrap_or(80).min(WIDEST)
}

fn asked_width() -> Option<usize> {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    columns.filter(|c| (40..=400).contains(c))
}

/// Columns for messages: a file or pipe gets each message on one line.
fn message_width() -> Option<usize> {
    let stderr = io::stderr();
    let terminal = || terminal_size::terminal_size_of(io::stderr()).map(|(w, _)| w.0.into());
    let width = stderr.is_terminal().then(|| asked_width().or_else(terminal))?;
    width.map(|w| w.clamp(40, WIDEST))
}

/// A message about an input, which has no name of its own when it is piped in.
pub(super) fn about(name: &str, what: impl std::fmt::Display) -> String {
    format!("{}: {what}", if name == "-" { "standard input" } else { name })
}

/// What a message is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Error,
    Skipped,
    Tip,
}

/// One message on standard error.
pub(super) fn say(kind: Kind, message: &str) {
    let (word, style) = match kind {
        Kind::Error => ("error", AnsiColor::Red.on_default().bold()),
        Kind::Skipped => ("skipped", AnsiColor::Yellow.on_default()),
        Kind::Tip => ("tip", Style::new().bold()),
    };
    let text = format!("{word}: {}", clean(message));
    let lines = message_width().map_or_else(|| vec![text.clone()], |w| wrap(&text, w - 2));
    let text = lines.join("\n  ");
    let rest = text.get(word.len() + 1..).unwrap_or_default();
    // Without standard error there is no one to tell.
    let _ = writeln!(anstream::stderr(), "{style}{word}:{style:#}{rest}");
}
