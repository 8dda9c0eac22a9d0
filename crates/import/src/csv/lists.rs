//! Lists with one row per activity: recognised in order to be refused with advice.

use super::names::Header;
use super::sheet::records;
use crate::ImportError;

/// "Activity type" as Garmin Connect writes it.
const ACTIVITY_TYPE: [&str; 12] = [
    "activity type",
    "aktivitetstype",
    "aktivitetstyp",
    "typ aktywnosci",
    "tipo de atividade",
    "tipo di attivita",
    "tipo de actividad",
    "type d activite",
    "aktivitatstyp",
    "activiteittype",
    "type activiteit",
    "veiklos tipas",
];
const DATE: [&str; 7] = ["date", "dato", "datum", "data", "fecha", "start", "pvm"];
const NAME: [&str; 4] = ["activity name", "aktivitatsname", "nome attivita", "nom de l activite"];

/// The refusal for a list of activities, if the text is one.
pub(super) fn refuse(text: &str) -> Option<ImportError> {
    for record in [b',', b';', b'\t'].iter().flat_map(|d| records(text, *d, 4)) {
        let names: Vec<String> = record.iter().map(|c| Header::parse(c).text).collect();
        let has = |set: &[&str]| names.iter().any(|n| set.contains(&n.as_str()));
        let first = names.first().map_or("", String::as_str);
        if first == "activity id" && has(&["activity date"]) {
            return Some(ImportError::SummaryOnly { list: "strava_list" });
        }
        let second_is_date = names.get(1).is_some_and(|n| DATE.contains(&n.as_str()));
        if (ACTIVITY_TYPE.contains(&first) && second_is_date && names.len() > 6)
            || (has(&NAME) && has(&ACTIVITY_TYPE))
        {
            return Some(ImportError::SummaryOnly { list: "garmin_list" });
        }
    }
    None
}

/// The refusal for a table whose rows lie hours or days apart.
pub(super) fn diary() -> ImportError {
    ImportError::SummaryOnly { list: "diary" }
}
