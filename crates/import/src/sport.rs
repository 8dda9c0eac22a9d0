//! Names of sports, as sites and watches write them.

use crate::recording::Quantity::*;
use crate::recording::{Data, Note, NoteKind, Recording, Sport, WatchSeries};

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

/// Words of a title that name a sport, whole words in lower case; the languages of
/// Strava's and Garmin's own titles.
const TITLE_WORDS: &[(&str, &str)] = &[
    ("ride", "cycling"),
    ("ritje", "cycling"),
    ("rit", "cycling"),
    ("radfahrt", "cycling"),
    ("radtour", "cycling"),
    ("fahrrad", "cycling"),
    ("cycling", "cycling"),
    ("bike", "cycling"),
    ("biking", "cycling"),
    ("velo", "cycling"),
    ("vélo", "cycling"),
    ("bicicleta", "cycling"),
    ("bici", "cycling"),
    ("ciclismo", "cycling"),
    ("pedalada", "cycling"),
    ("giro in bicicletta", "cycling"),
    ("pedalata", "cycling"),
    ("cykeltur", "cycling"),
    ("cykling", "cycling"),
    ("sykkeltur", "cycling"),
    ("pyöräily", "cycling"),
    ("fietsrit", "cycling"),
    ("fietsen", "cycling"),
    ("rower", "cycling"),
    ("kolo", "cycling"),
    ("велосипед", "cycling"),
    ("велозаезд", "cycling"),
    ("ライド", "cycling"),
    ("サイクリング", "cycling"),
    ("骑行", "cycling"),
    ("騎行", "cycling"),
    ("라이딩", "cycling"),
    ("walk", "walking"),
    ("walking", "walking"),
    ("spaziergang", "walking"),
    ("hike", "hiking"),
    ("hiking", "hiking"),
    ("wanderung", "hiking"),
    ("swim", "swimming"),
];

/// What a title says, where it names one other sport and no run.
pub(crate) fn by_title(title: &str) -> Option<Sport> {
    let lower = title.to_lowercase();
    if RUN_WORDS.iter().any(|w| lower.contains(w)) {
        return None;
    }
    let words = || lower.split(|c: char| !c.is_alphanumeric());
    let hit = |word: &str| {
        if word.is_ascii() || word.contains('é') || word.contains('ö') {
            word.contains(' ') && lower.contains(word) || words().any(|w| w == word)
        } else {
            lower.contains(word)
        }
    };
    let found = TITLE_WORDS.iter().find(|(word, _)| hit(word))?;
    Some(Sport::Other(found.1.to_string()))
}

/// Parts of words that mean a run: a title with one of them is no ride.
const RUN_WORDS: &[&str] = &[
    "run", "jog", "lauf", "course", "footing", "corsa", "corrida", "carrera", "löp", "løb", "løp",
    "bieg", "loop", "juoks", "běh", "бег", "ラン", "跑", "달리",
];

/// Settles the sport of a watch's recording that names none: by its title, or by a
/// cadence that is that of a bicycle.
pub(crate) fn settle(recording: &mut Recording) {
    if recording.sport != Sport::Unknown {
        return;
    }
    let Data::Watch(series) = &recording.data else { return };
    let on_foot = [GroundContactTime, VerticalOscillation, StepLength, ContactTimeLeft]
        .into_iter()
        .any(|q| series.first(q).is_some());
    if on_foot {
        return;
    }
    if let Some(title) = recording.title.clone()
        && let Some(sport) = by_title(&title)
    {
        recording.sport = sport;
        recording.notes.push(Note::of(NoteKind::SportByTitle { title }));
    } else if turns_cranks(series) {
        recording.sport = Sport::Other("cycling".into());
        recording.notes.push(Note::warn(NoteKind::CadenceOfARide));
    }
}

/// Slower than this no ride is taken for a run, m/s. Ours.
const RIDE_MPS: f64 = 3.6;
/// Seconds over which speed and cadence are averaged. Ours: GPS speed wanders.
const ROW_S: f64 = 60.0;
/// Spread of the speed that it takes to see whether the cadence follows: (p90 − p10)
/// over the median. Ours.
const SPREAD: f64 = 0.12;
/// A runner's cadence changes by 2 to 4 % for 10 % of speed (ours, from the runs of
/// the test data); a rider who changes gears keeps it within this of that. Ours.
const FOLLOWS: f64 = 0.05;

/// Whether the cadence keeps still while the speed changes, at a speed of riders.
fn turns_cranks(series: &WatchSeries) -> bool {
    let (Some(speed), Some(cadence)) = (series.first(Speed), series.first(Cadence)) else {
        return false;
    };
    let mut rows: Vec<(f64, f64, f64)> = Vec::new(); // minute, sums
    let (mut v, mut c, mut n, mut minute) = (0.0, 0.0, 0.0, 0.0);
    for i in 0..series.len() {
        let at = (series.time_s[i] / ROW_S).floor();
        if at != minute {
            if n > 0.0 {
                rows.push((minute, v / n, c / n));
            }
            (v, c, n, minute) = (0.0, 0.0, 0.0, at);
        }
        if speed.values[i] > 1.0 && cadence.values[i] > 30.0 {
            v += speed.values[i];
            c += cadence.values[i];
            n += 1.0;
        }
    }
    if rows.len() < 15 {
        return false;
    }
    let mut speeds: Vec<f64> = rows.iter().map(|r| r.1).collect();
    speeds.sort_by(f64::total_cmp);
    let at = |share: f64| speeds[((speeds.len() - 1) as f64 * share) as usize];
    let typical = at(0.5);
    if typical < RIDE_MPS || (at(0.9) - at(0.1)) / typical < SPREAD {
        return false;
    }
    let logs: Vec<(f64, f64)> = rows.iter().map(|r| (r.1.ln(), r.2.ln())).collect();
    let mean = |of: fn(&(f64, f64)) -> f64| logs.iter().map(of).sum::<f64>() / logs.len() as f64;
    let (mv, mc) = (mean(|l| l.0), mean(|l| l.1));
    let (mut vc, mut vv) = (0.0, 0.0);
    for (v, c) in &logs {
        vc += (v - mv) * (c - mc);
        vv += (v - mv).powi(2);
    }
    // A cadence that wanders by itself says nothing either way.
    let rest = logs.iter().map(|(v, c)| (c - mc - vc / vv * (v - mv)).abs()).sum::<f64>();
    vv > 0.0 && (vc / vv).abs() < FOLLOWS && rest / (logs.len() as f64) < 0.02
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

    #[test]
    fn titles() {
        let ride = Some(Sport::Other("cycling".into()));
        for title in ["Morning Ride", "Ride", "Radfahrt am Morgen", "朝のライド", "Sortie à vélo"]
        {
            assert_eq!(by_title(title), ride, "{title}");
        }
        for title in
            ["Morning Run", "Brick: ride and run", "Pride 10", "Lauf", "", "Prides Walker Club"]
        {
            assert_eq!(by_title(title), None, "{title}");
        }
    }
}
