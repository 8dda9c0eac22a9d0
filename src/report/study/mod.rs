//! A study for publication: tables with their codebook, and the text of the methods.

mod methods;
mod package;
mod research_object;
mod sheets;

pub use methods::{About, methods};
pub use package::{citation, datapackage};
pub use research_object::{Described, RESEARCH_OBJECT, research_object};
pub use sheets::{Kind, Sheet, Value, sheets};
