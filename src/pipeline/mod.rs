//! Many recordings: find the files, work on them side by side, hand the results
//! over in the order of the inputs. One bad file never stops the others.

#[cfg(feature = "tables")]
pub mod batch;
mod beside;
pub mod calibrate;
mod discover;
mod effects;
mod file;
pub mod history;
mod sensors;
pub mod signs;
mod stream;
pub mod study;
pub mod team;
pub mod trend;
pub mod validate;
mod work_log;

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, sync_channel};

pub use crate::runs::{Contents, Extras, Outcome, Problem, Task, system_words};
#[cfg(feature = "tables")]
pub(crate) use discover::is_recording;
pub use discover::{Found, Input, discover};
pub use effects::effects_from;
pub use file::{analyze_file, each_file, inspect_file};
pub use sensors::{analyze_joined, read_events, read_watch};

/// Finished pieces that one input may keep ready before its turn to be handed over.
const READY_PER_INPUT: usize = 4;

/// The work on one input: emits any number of pieces, until told to stop by `false`.
pub type Work<'a, T> = dyn Fn(Found, &mut dyn FnMut(T) -> bool) + Sync + 'a;

/// Runs `work` on every input and passes what it emits to `sink`: in the order
/// of the inputs, each as soon as it is ready and its turn has come.
///
/// At most two inputs per thread are in hand at a time, so the memory used does
/// not grow with the number of inputs. A single input runs on the calling thread.
///
/// # Errors
/// The first error of `sink` ends the run and is returned; so is a failure to
/// start threads.
pub fn run<T: Send>(
    inputs: Vec<Found>,
    threads: Option<usize>,
    work: &Work<'_, T>,
    sink: &mut dyn FnMut(T) -> std::io::Result<()>,
) -> std::io::Result<()> {
    if inputs.len() <= 1 || threads == Some(1) {
        return run_here(inputs, work, sink);
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0).min(inputs.len()))
        .build()
        .map_err(std::io::Error::other)?;
    let in_hand = 2 * pool.current_num_threads();
    pool.in_place_scope(|scope| {
        let mut inputs = inputs.into_iter();
        let mut queue: VecDeque<Receiver<T>> = VecDeque::new();
        loop {
            while queue.len() < in_hand {
                let Some(input) = inputs.next() else { break };
                let (sender, receiver) = sync_channel(READY_PER_INPUT);
                queue.push_back(receiver);
                // Waits while the buffer is full; stops once nobody listens any more.
                scope.spawn(move |_| work(input, &mut |piece| sender.send(piece).is_ok()));
            }
            let Some(next) = queue.pop_front() else { return Ok(()) };
            next.iter().try_for_each(&mut *sink)?;
        }
    })
}

fn run_here<T>(
    inputs: Vec<Found>,
    work: &Work<'_, T>,
    sink: &mut dyn FnMut(T) -> std::io::Result<()>,
) -> std::io::Result<()> {
    for input in inputs {
        let mut result = Ok(());
        work(input, &mut |piece| {
            result = sink(piece);
            result.is_ok()
        });
        result?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inputs(n: usize) -> Vec<Found> {
        (0..n).map(|i| Ok(Input::File(i.to_string().into()))).collect()
    }

    /// Emits `name.0`, `name.1`, … ; later inputs are much quicker than earlier ones.
    fn work(found: Found, emit: &mut dyn FnMut(String) -> bool) {
        let name = found.map(|i| i.name()).unwrap_or_default();
        let n: u64 = name.parse().unwrap_or(0);
        std::thread::sleep(std::time::Duration::from_millis(20_u64.saturating_sub(n)));
        for k in 0..=(n % 7) {
            if !emit(format!("{name}.{k}")) {
                return;
            }
        }
    }

    #[test]
    fn order_is_that_of_the_inputs_whatever_the_threads() {
        let expected: Vec<String> =
            (0..40_u64).flat_map(|n| (0..=(n % 7)).map(move |k| format!("{n}.{k}"))).collect();
        for threads in [None, Some(1), Some(2), Some(5)] {
            let mut seen = Vec::new();
            run(inputs(40), threads, &work, &mut |piece| {
                seen.push(piece);
                Ok(())
            })
            .unwrap_or_else(|e| unreachable!("{e}"));
            assert_eq!(seen, expected, "{threads:?} threads");
        }
    }

    #[test]
    fn a_sink_that_fails_ends_the_run() {
        for threads in [Some(1), Some(3)] {
            let mut seen = 0;
            let result = run(inputs(200), threads, &work, &mut |_| {
                seen += 1;
                if seen == 5 { Err(std::io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
            });
            assert_eq!(result.map_err(|e| e.kind()), Err(std::io::ErrorKind::BrokenPipe));
            assert_eq!(seen, 5);
        }
    }
}
