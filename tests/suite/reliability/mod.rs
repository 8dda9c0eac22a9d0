//! Damage and hostility by the thousand: see `docs/reliability.md`, whose numbers come
//! from here.

mod bases;
mod damaged;
mod faults;
mod fit_parts;
mod found;
mod hostile;
mod limits;
mod mutants;
mod private;
mod texts;

use std::sync::atomic::{AtomicUsize, Ordering};

/// How many, unless the environment says another number.
fn count(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// Work on `0..n` on two threads; results in order.
fn each<T: Send>(n: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let mut all: Vec<(usize, T)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let mut done = Vec::new();
                    loop {
                        let k = next.fetch_add(1, Ordering::Relaxed);
                        if k >= n {
                            return done;
                        }
                        done.push((k, work(k)));
                    }
                })
            })
            .collect();
        workers.into_iter().flat_map(|w| w.join().unwrap()).collect()
    });
    all.sort_by_key(|(k, _)| *k);
    all.into_iter().map(|(_, t)| t).collect()
}

/// CPU seconds of this thread, where the system tells: other work on the machine must not
/// make a test fail.
fn cpu_s() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split_whitespace().next()?.parse::<f64>().ok()? / 1e9)
}
