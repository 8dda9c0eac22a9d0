//! Results on standard output, messages on standard error.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

use crate::report::text::clean;

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

/// Columns of the terminal: `COLUMNS` where the shell passes it on, else 80.
pub(super) fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    columns.filter(|c| (40..=400).contains(c)).unwrap_or(80).min(100)
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
    // Without standard error there is no one to tell.
    let _ = writeln!(anstream::stderr(), "{style}{word}:{style:#} {}", clean(message));
}
