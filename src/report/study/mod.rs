//! A study for publication: tables with their codebook, and the text of the methods.

mod methods;
mod package;
mod sheets;

pub use methods::{About, methods};
pub use package::{citation, datapackage};
pub use sheets::{Kind, Sheet, Value, sheets};
