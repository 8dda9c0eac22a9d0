//! Names of sports, as sites and watches write them.

use crate::recording::Sport;

/// Words in a sport's name and the sport they mean; the first that fits wins.
const WORDS: &[(&str, &str)] = &[
    ("run", "running"),
    ("jog", "running"),
    ("bik", "cycling"),
    ("cycl", "cycling"),
    ("ride", "cycling"),
    ("walk", "walking"),
    ("hik", "hiking"),
    ("swim", "swimming"),
    ("ski", "skiing"),
    ("strength", "strength"),
];

/// Strava writes numbers into the `<type>` of its GPX files.
const STRAVA_NUMBERS: &[(&str, &str)] =
    &[("1", "cycling"), ("4", "hiking"), ("9", "running"), ("10", "walking")];

/// The sport of a free text such as `Running`, `trail_running`, `VirtualRun` or `9`.
pub(crate) fn parse(text: &str) -> Sport {
    let name: String = text.trim().to_lowercase().chars().take(40).collect();
    if matches!(name.as_str(), "" | "other" | "unknown" | "generic" | "uncategorized") {
        return Sport::Unknown;
    }
    let number = STRAVA_NUMBERS.iter().find(|(n, _)| *n == name);
    let word = WORDS.iter().find(|(word, _)| name.contains(word));
    match number.or(word).map(|(_, sport)| *sport) {
        Some("running") => Sport::Running { sub: sub_sport(&name) },
        Some(sport) => Sport::Other(sport.to_string()),
        None => Sport::Other(name),
    }
}

/// What is left of `trail_running` without the run.
fn sub_sport(name: &str) -> Option<String> {
    let words: String =
        name.chars().map(|c| if c.is_alphabetic() { c } else { ' ' }).collect::<String>();
    let rest = ["running", "run", "jogging", "jog"]
        .iter()
        .fold(words, |rest, word| rest.replacen(word, " ", 1));
    let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    (!rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_all_kinds() {
        let run = |sub: Option<&str>| Sport::Running { sub: sub.map(str::to_string) };
        for (text, expected) in [
            ("Running", run(None)),
            (" run ", run(None)),
            ("9", run(None)),
            ("trail_running", run(Some("trail"))),
            ("TrailRun", run(Some("trail"))),
            ("treadmill running", run(Some("treadmill"))),
            ("VirtualRun", run(Some("virtual"))),
            ("Jogging", run(None)),
            ("stride run", run(Some("stride"))),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
        assert!(parse("Treadmill Running").is_treadmill());
    }

    #[test]
    fn other_sports_and_no_sport() {
        assert_eq!(parse("Biking"), Sport::Other("cycling".into()));
        assert_eq!(parse("10"), Sport::Other("walking".into()));
        assert_eq!(parse("Paragliding"), Sport::Other("paragliding".into()));
        assert_eq!(parse("Other"), Sport::Unknown);
        assert_eq!(parse(""), Sport::Unknown);
    }
}
