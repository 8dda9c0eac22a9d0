//! One file per output. Every report is a view of an
//! [`Analysis`](crate::analysis::Analysis); nothing is computed here that is not in it.

mod answer;
pub mod exercises;
pub mod figures;
pub mod goldencheetah;
pub mod html;
pub mod inspect;
pub mod json;
pub mod plan;
mod quality_words;
pub mod show;
pub mod terminal;
pub mod text;
pub mod trend;
mod work;
