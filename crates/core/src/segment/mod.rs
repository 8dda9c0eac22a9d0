//! Which part of a run counts: running gate, terrain, masks, and the fresh and
//! fatigued windows.

mod choose;
mod gate;
mod intervals;
mod race;
mod terrain;
mod user;
mod warmup;
mod windows;

pub use choose::choose;
pub use gate::{is_running, mark, median_running_speed};
pub use terrain::{fill_grade, grade_limit};
pub use windows::{Block, Mode, Phase, Windows};
