//! runform in a browser. The page hands over files and a question as JSON and is told
//! each answer as JSON with bytes beside it: two functions are called, one is given.
//!
//! No wasm-bindgen: the bytes of a recording go in once and documents come out once, and
//! for that a place in memory and its length are enough.

mod analyses;
mod ask;
mod known;
mod plan;
mod said;
mod trend;

use std::cell::RefCell;
use std::collections::HashMap;

use said::tell;

thread_local! {
    /// What the page has room for, by where it lies; a worker is one thread.
    static ROOM: RefCell<HashMap<usize, Vec<u8>>> = RefCell::default();
}

/// Room for so many bytes, which the page fills; 0 where there is not enough memory.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> usize {
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(length.max(1)).is_err() {
        return 0;
    }
    bytes.resize(length, 0);
    let at = bytes.as_ptr() as usize;
    ROOM.with_borrow_mut(|room| room.insert(at, bytes));
    at
}

/// Takes what the page put there; nothing where there is no such room.
fn take(at: usize) -> Vec<u8> {
    ROOM.with_borrow_mut(|room| room.remove(&at)).unwrap_or_default()
}

/// Answers a question: JSON, see [`ask::Question`]. The files it names are taken.
#[unsafe(no_mangle)]
pub extern "C" fn ask(at: usize) {
    std::panic::set_hook(Box::new(|panic| {
        // The instance ends here; the worker says so and begins another.
        tell(&said::Said::Panicked { what: panic.to_string() }, &[]);
    }));
    match serde_json::from_slice(&take(at)) {
        Ok(question) => ask::answer(question),
        Err(error) => tell(&said::Said::Wrong { what: error.to_string() }, &[]),
    }
    // What was handed over for this question and not used.
    ROOM.with_borrow_mut(HashMap::clear);
}
