//! Which part of a run counts: running gate, terrain, masks, and the fresh and
//! fatigued windows.

mod choose;
mod gate;
mod intervals;
mod race;
mod refusal;
mod terrain;
mod user;
mod warmup;
mod whole;
mod windows;

pub use choose::{choose, level_windows};
pub use gate::{is_running, mark, median_running_speed};
pub use refusal::{GivenWindow, WindowsRefusal};
pub use terrain::{fill_grade, grade_limit};
pub use windows::{Block, Mode, Phase, Whole, Windows};
