//! One file per output. Every report is a view of an
//! [`Analysis`](crate::analysis::Analysis); nothing is computed here that is not in it.

pub mod answer;
mod change;
mod course;
mod doses;
pub mod exercises;
pub mod figures;
mod findings;
pub mod goldencheetah;
pub mod history;
pub mod html;
pub mod inspect;
pub mod json;
mod masks;
pub mod plan;
mod reasons;
pub mod show;
pub mod study;
pub mod tables;
pub mod terminal;
pub mod text;
pub mod trend;
