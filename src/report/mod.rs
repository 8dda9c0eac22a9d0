//! One file per output. Every report is a view of an
//! [`Analysis`](crate::analysis::Analysis); nothing is computed here that is not in it.

pub mod json;
pub mod show;
pub mod terminal;
pub mod text;
pub mod write;
