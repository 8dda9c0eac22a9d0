//! An orderly end when the user or the system stops the program.

/// Removes unfinished files when the process is told to stop (Ctrl-C, SIGTERM), says
/// so, and ends with 128 + the signal, as a shell expects. Finished files stay.
#[cfg(unix)]
pub(super) fn on_signals() {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    use super::output::{Kind, say};
    use crate::files::guard;

    // Without a handler the process ends as it always did.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    let wait = move || {
        if let Some(signal) = signals.forever().next() {
            guard::abandon_drafts();
            say(
                Kind::Error,
                "stopped before the end. What was finished is kept; the same command again goes on from there (batch) or starts anew.",
            );
            std::process::exit(128 + signal);
        }
    };
    // Without a thread to wait in, as above.
    let _ = std::thread::Builder::new().name("signals".into()).spawn(wait);
}

/// Ends as the system does it.
#[cfg(not(unix))]
pub(super) fn on_signals() {}
