//! Sport names as CSV files write them.

use crate::recording::Sport;

/// Parts of words that mean running, in the languages of the exports.
const RUNNING: [&str; 29] = [
    "run",
    "jog",
    "lauf",
    "corsa",
    "course",
    "corrida",
    "carrera",
    "correr",
    "correndo",
    "löp",
    "løb",
    "løp",
    "bieg",
    "hardlopen",
    "hardloop",
    "treadmill",
    "esteira",
    "bėg",
    "footing",
    "juoks",
    "běh",
    "beh",
    "futás",
    "alerg",
    "бег",
    "біг",
    "ラン",
    "跑",
    "달리",
];

/// The sport a cell names.
pub(crate) fn named(cell: &str) -> Sport {
    let name = cell.trim().to_lowercase();
    if name.is_empty() || matches!(name.as_str(), "unknown" | "generic" | "other" | "--") {
        Sport::Unknown
    } else if RUNNING.iter().any(|w| name.contains(w)) {
        let sub = ["trail", "treadmill", "track", "indoor", "virtual"]
            .into_iter()
            .find(|s| name.contains(s))
            .or((name.contains("laufband") || name.contains("löpband")).then_some("treadmill"));
        Sport::Running { sub: sub.map(str::to_string) }
    } else {
        Sport::Other(name)
    }
}

/// The sport of a FIT file, by number or name.
pub(super) fn of_fit(sport: &str, sub: &str) -> Sport {
    let name = match sport.trim().to_lowercase().as_str() {
        "1" | "running" => {
            let sub = match sub.trim().to_lowercase().as_str() {
                "1" | "treadmill" => Some("treadmill"),
                "2" | "street" => Some("street"),
                "3" | "trail" => Some("trail"),
                "4" | "track" => Some("track"),
                "45" | "indoor_running" => Some("indoor"),
                "58" | "virtual_activity" => Some("virtual"),
                _ => None,
            };
            return Sport::Running { sub: sub.map(str::to_string) };
        }
        "" | "0" | "generic" | "255" => return Sport::Unknown,
        "2" => "cycling",
        "3" => "transition",
        "4" => "fitness_equipment",
        "5" => "swimming",
        "10" => "training",
        "11" => "walking",
        "12" => "cross_country_skiing",
        "13" => "alpine_skiing",
        "15" => "rowing",
        "16" => "mountaineering",
        "17" => "hiking",
        "18" => "multisport",
        other if other.bytes().all(|b| b.is_ascii_digit()) => {
            return Sport::Other(format!("sport {other}"));
        }
        other => return Sport::Other(other.to_string()),
    };
    Sport::Other(name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(named("RUNNING"), Sport::Running { sub: None });
        assert_eq!(named("Trail Running"), Sport::Running { sub: Some("trail".into()) });
        assert_eq!(named("Corrida em esteira"), Sport::Running { sub: None });
        assert_eq!(named("CYCLING"), Sport::Other("cycling".into()));
        assert_eq!(named("--"), Sport::Unknown);
        assert_eq!(of_fit("1", "1"), Sport::Running { sub: Some("treadmill".into()) });
        assert_eq!(of_fit("5", "18"), Sport::Other("swimming".into()));
        assert_eq!(of_fit("swimming", ""), Sport::Other("swimming".into()));
        assert_eq!(of_fit("200", ""), Sport::Other("sport 200".into()));
    }
}
