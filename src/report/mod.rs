//! One file per output. Every report is a view of an
//! [`Analysis`](crate::analysis::Analysis); nothing is computed here that is not in it.

mod answer;
pub mod folder;
pub mod goldencheetah;
pub mod guard;
pub mod html;
pub mod inspect;
pub mod json;
pub mod plan;
mod quality_words;
pub mod show;
pub mod study;
pub mod summary;
#[cfg(feature = "tables")]
pub mod tables;
pub mod team;
pub mod terminal;
pub mod text;
pub mod trend;
mod work;
pub mod write;
