//! Lists with one row per activity: recognised in order to be refused with advice.

use super::languages::{self, Meaning};
use super::names::{Header, Target};
use super::sheet::records;
use crate::ImportError;
use crate::recording::Quantity;

/// "Activity type" as Garmin Connect and Strava write it; more in the data file.
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
    [b',', b';', b'\t']
        .iter()
        .flat_map(|d| records(text, *d, 4))
        .find_map(|record| list(&record.iter().map(Header::parse).collect::<Vec<_>>()))
        .map(|list| ImportError::SummaryOnly { list })
}

/// Whose list a header belongs to, if to one.
pub(super) fn list(headers: &[Header]) -> Option<&'static str> {
    let names: Vec<&str> = headers.iter().map(|h| h.text.as_str()).collect();
    let has = |set: &[&str]| names.iter().any(|n| set.contains(n));
    let first = *names.first()?;
    let typed = names.iter().any(|n| is_type(n));
    let extras = names.iter().filter(|n| languages::is(n, Meaning::ListOnly)).count();
    // A table of seconds may carry the type of the activity in every row.
    let of_seconds = names.iter().any(|n| matches!(*n, "timestamp" | "secs" | "seconds"))
        || headers.iter().any(|h| h.target() == Some(Target::Value(Quantity::Latitude)));
    if of_seconds || names.len() < 4 {
        return None;
    }
    // As programs write it that ask Strava for a list.
    let start = has(&["start date", "start date local", "start time local"]);
    let whole = has(&["moving time", "elapsed time"]);
    if start && whole && (typed || has(&["sport", "type", "name"])) {
        return Some("diary");
    }
    if is_id(first) && typed && (extras > 0 || has(&["activity date"])) {
        return Some("strava_list");
    }
    let second_is_date = names.get(1).is_some_and(|n| DATE.contains(n));
    if (is_type(first) && second_is_date && names.len() > 6) || (has(&NAME) && typed) {
        return Some("garmin_list");
    }
    if typed && extras > 0 && names.len() > 6 {
        return Some("garmin_list");
    }
    None
}

/// Whether a column names the type of the activity.
pub(super) fn is_type(name: &str) -> bool {
    ACTIVITY_TYPE.contains(&name) || languages::is(name, Meaning::ActivityType)
}

/// "Activity ID", "ID de actividad", "アクティビティID".
fn is_id(name: &str) -> bool {
    let of_activity = [
        "activi",
        "aktivi",
        "ativid",
        "attivit",
        "アクティビティ",
        "活动",
        "活動",
        "활동",
        "активн",
        "aktyw",
        "suorit",
    ];
    let id = name.split(' ').any(|w| w == "id") || name.ends_with("id");
    id && of_activity.iter().any(|a| name.contains(a))
}

/// The refusal for a table whose rows lie hours or days apart.
pub(super) fn diary() -> ImportError {
    ImportError::SummaryOnly { list: "diary" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &str) -> Option<&'static str> {
        list(&header.split(',').map(Header::parse).collect::<Vec<_>>())
    }

    #[test]
    fn lists_in_many_languages() {
        for header in [
            "Activity ID,Activity Date,Activity Name,Activity Type,Distance",
            "ID de actividad,Fecha de la actividad,Nombre de la actividad,Tipo de actividad,Nombre de archivo",
            "アクティビティID,アクティビティ日,アクティビティ名,アクティビティの種類,ファイル名",
        ] {
            assert_eq!(of(header), Some("strava_list"), "{header}");
        }
        for header in [
            "アクティビティタイプ,日付,お気に入り,タイトル,距離,カロリー,タイム",
            "Тип активности,Дата,Избранное,Название,Расстояние,Калории,Время",
            "No,Activity Type,Date,Title,Distance,Calories,Time,Avg HR",
        ] {
            assert_eq!(of(header), Some("garmin_list"), "{header}");
        }
        assert_eq!(
            of("id,name,sport_type,start_date,distance_m,moving_time_s,elapsed_time_s"),
            Some("diary")
        );
        for header in [
            "timestamp,activity_type,heart_rate,title,cadence,speed,calories",
            "time,speed,cadence,hr",
        ] {
            assert_eq!(of(header), None, "{header}");
        }
    }
}
