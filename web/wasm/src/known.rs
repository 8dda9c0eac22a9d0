//! What can be chosen, named in the language of the reader.

use runform::words::Words;
use runform::{Knowledge, Placement};
use serde::Serialize;

use crate::ask::Reader;

/// Something to choose.
#[derive(Serialize)]
pub(crate) struct Item {
    id: String,
    name: String,
}

/// What can be chosen.
#[derive(Serialize)]
pub(crate) struct Known {
    version: &'static str,
    placements: Vec<Item>,
    levels: Vec<Item>,
    equipment: Vec<Item>,
}

/// All of it.
pub(crate) fn known(reader: &Reader) -> Known {
    let words = Words::new(reader.tongue());
    let item = |id: &str, name: &str| Item { id: id.to_owned(), name: name.to_owned() };
    let places = Placement::ALL.into_iter().filter(|p| *p != Placement::Unknown);
    let mut known = Known {
        version: env!("CARGO_PKG_VERSION"),
        placements: places.map(|p| item(p.id(), &words.name(&p.id().replace('_', "-")))).collect(),
        levels: Vec::new(),
        equipment: Vec::new(),
    };
    if let Ok(knowledge) = Knowledge::builtin() {
        let (catalogue, rules) =
            (knowledge.catalogue(reader.language()), knowledge.plan(reader.language()));
        known.levels = rules.selection.levels.iter().map(|l| item(&l.id, &l.title)).collect();
        known.equipment = catalogue.equipment.iter().map(|e| item(&e.id, &e.name)).collect();
    }
    known
}
