//! A roster: who the runners are, and which files are theirs.

use crate::form::{Finding, Rules};
use crate::pipeline::signs::sign;
use crate::strength::PlanRules;

/// A roster as read from CSV.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Roster {
    /// Its lines, in order.
    pub lines: Vec<RosterLine>,
    /// Columns that were not used.
    pub unused: Vec<String>,
}

/// One line of a roster.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RosterLine {
    /// Number of the line in the file, from 1.
    pub number: u64,
    /// Name of the runner.
    pub athlete: String,
    /// Files, folders or patterns with `*` and `?`, below the folder of the team;
    /// none: whatever carries the runner's name.
    pub files: Vec<String>,
    /// Group of runners.
    pub group: Option<String>,
    /// Mass, kg.
    pub mass_kg: Option<f64>,
    /// Height, m.
    pub height_m: Option<f64>,
    /// Day of the files that this line names, for those that say none: `2024-05-12`.
    pub date: Option<String>,
    /// What the runner trains for.
    pub goal: Option<String>,
    /// What the coach wants to remember.
    pub note: Option<String>,
    /// Signs seen by eye, as `runform plan --observed` takes them.
    pub observed: Vec<String>,
}

/// Columns and the names they may have.
const COLUMNS: [(&str, &[&str]); 9] = [
    ("athlete", &["athlete", "name", "runner"]),
    ("files", &["files", "file", "folder", "glob"]),
    ("group", &["group", "squad"]),
    ("mass_kg", &["mass_kg", "mass", "weight_kg"]),
    ("height_m", &["height_m", "height"]),
    ("date", &["date", "day"]),
    ("goal", &["goal", "goals"]),
    ("note", &["note", "notes"]),
    ("observed", &["observed", "signs"]),
];
/// Masses and heights that people have, kg and m. Ours; those of the command line.
const MASS_KG: [f64; 2] = [20.0, 300.0];
const HEIGHT_M: [f64; 2] = [1.0, 2.5];

impl Roster {
    /// Reads a roster: comma- or semicolon-separated, with a line of column names.
    ///
    /// # Errors
    /// One sentence for each line that cannot be used, with its number.
    pub fn parse(text: &str) -> Result<Roster, Vec<String>> {
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
        let semicolons = first.matches(';').count() > first.matches(',').count();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(if semicolons { b';' } else { b',' })
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let head = reader.headers().map_err(|e| vec![format!("line 1: {e}")])?.clone();
        let column = |names: &[&str]| {
            head.iter().position(|h| names.iter().any(|n| h.eq_ignore_ascii_case(n)))
        };
        let at = COLUMNS.map(|(_, names)| column(names));
        let Some(athlete_at) = at[0] else {
            return Err(vec![format!(
                "line 1: there is no column `athlete`. The columns are {}; found {}",
                COLUMNS.map(|c| c.0).join(", "),
                if head.is_empty() {
                    "none".into()
                } else {
                    head.iter().collect::<Vec<_>>().join(", ")
                }
            )]);
        };
        let unused = head.iter().enumerate().filter(|(i, _)| !at.contains(&Some(*i)));
        let mut roster =
            Roster { lines: Vec::new(), unused: unused.map(|(_, h)| h.into()).collect() };
        let mut problems = Vec::new();
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(e) => {
                    let number = e.position().map_or(0, |p| line(text, p));
                    problems.push(format!("line {number}: it cannot be read as CSV text in UTF-8"));
                    continue;
                }
            };
            let number = record.position().map_or(0, |p| line(text, p));
            let cell = |i: Option<usize>| i.and_then(|i| record.get(i)).filter(|c| !c.is_empty());
            if record.iter().all(str::is_empty) {
                continue;
            }
            if record.len() > head.len() {
                problems.push(format!(
                    "line {number}: it has {} cells, the first line {}; put a cell with a comma in quotes",
                    record.len(),
                    head.len()
                ));
                continue;
            }
            let Some(athlete) = cell(Some(athlete_at)) else {
                problems.push(format!("line {number}: the athlete is missing"));
                continue;
            };
            let mut value = |i: Option<usize>, within: [f64; 2], expected: &str| {
                let text = cell(i)?;
                let value = text.replace(',', ".").parse().ok();
                let value = value.filter(|v: &f64| (within[0]..=within[1]).contains(v));
                if value.is_none() {
                    problems.push(format!("line {number}: found {text:?}, expected {expected}"));
                }
                value
            };
            let [_, files, group, mass, height, date, goal, note, observed] = at;
            let mass_kg = value(mass, MASS_KG, "a mass in kilograms between 20 and 300");
            let height_m =
                value(height, HEIGHT_M, "a height in metres between 1 and 2.5, e.g. 1.78");
            let text = |i: Option<usize>| cell(i).map(str::to_owned);
            let date = text(date);
            let is_day = |d: &String| d.len() == 10 && d.parse::<jiff::civil::Date>().is_ok();
            if let Some(found) = date.as_ref().filter(|d| !is_day(d)) {
                problems.push(format!(
                    "line {number}: found {found:?}, expected a date such as 2024-05-12"
                ));
            }
            let signs = cell(observed).map(|c| c.split(['|', ';']).map(str::trim));
            let signs: Vec<&str> = signs.into_iter().flatten().filter(|s| !s.is_empty()).collect();
            problems.extend(
                signs.iter().filter_map(|s| Some(format!("line {number}: {}", seen(s).err()?))),
            );
            roster.lines.push(RosterLine {
                number,
                athlete: athlete.to_owned(),
                files: cell(files).map(split).unwrap_or_default(),
                group: text(group),
                mass_kg,
                height_m,
                date,
                goal: text(goal),
                note: text(note),
                observed: signs.into_iter().map(str::to_owned).collect(),
            });
        }
        roster.contradictions(&mut problems);
        match problems.is_empty() {
            true => Ok(roster),
            false => Err(problems),
        }
    }

    /// A runner may have several lines, but only one mass, height and group.
    fn contradictions(&self, problems: &mut Vec<String>) {
        for (i, line) in self.lines.iter().enumerate() {
            let key = super::key(&line.athlete);
            if key.is_empty() {
                problems.push(format!("line {}: {:?} is no name", line.number, line.athlete));
            }
            let earlier = self.lines.iter().take(i).filter(|l| super::key(&l.athlete) == key);
            for other in earlier {
                let differ =
                    |a: Option<f64>, b: Option<f64>| matches!((a, b), (Some(a), Some(b)) if a != b);
                let groups = matches!((&line.group, &other.group), (Some(a), Some(b)) if a != b);
                if differ(line.mass_kg, other.mass_kg)
                    || differ(line.height_m, other.height_m)
                    || groups
                {
                    problems.push(format!(
                        "lines {} and {}: {} has another mass, height or group in each; keep one",
                        other.number, line.number, line.athlete
                    ));
                }
            }
        }
    }
}

/// A sign seen by eye.
///
/// # Errors
/// What is wrong with how it is written.
pub(super) fn seen(text: &str) -> Result<Finding, String> {
    let form = Rules::builtin().map_err(|e| e.to_string())?;
    let rules = PlanRules::builtin().map_err(|e| e.to_string())?;
    sign(text, form, rules)
}

/// Number of the line a record begins in. The reader's own count stops before the
/// empty lines that it skips.
fn line(text: &str, position: &csv::Position) -> u64 {
    let begin = usize::try_from(position.byte()).unwrap_or(0);
    let (before, rest) = text.split_at_checked(begin).unwrap_or((text, ""));
    let empty = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let breaks = before.bytes().chain(rest.bytes().take(empty)).filter(|b| *b == b'\n').count();
    1 + breaks as u64
}

fn split(cell: &str) -> Vec<String> {
    let parts = cell.split(['|', ';']).map(|p| p.trim().replace('\\', "/"));
    let parts = parts.map(|p| p.trim_start_matches("./").trim_end_matches('/').to_owned());
    parts.filter(|p| !p.is_empty()).collect()
}

impl RosterLine {
    /// Whether this line names the file at `place`, below the folder.
    pub(super) fn names(&self, place: &str) -> bool {
        self.files.iter().any(|pattern| {
            let (pattern, place) = (pattern.to_lowercase(), place.to_lowercase());
            match pattern.contains(['*', '?']) {
                true => matches(&pattern, &place),
                false => {
                    place.strip_prefix(&pattern).is_some_and(|r| r.is_empty() || r.starts_with('/'))
                }
            }
        })
    }
}

/// `*` stands for any characters, `?` for one.
fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    let (mut p, mut t) = (0, 0);
    // Where the last star stands, and how far it reaches.
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(c) if *c == '?' || Some(c) == text.get(t) => {
                (p, t) = (p + 1, t + 1);
            }
            _ => match star {
                Some((at, reach)) => {
                    star = Some((at, reach + 1));
                    (p, t) = (at + 1, reach + 1);
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|c| *c == '*')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn bad_lines_are_named_by_number() {
        let problems = Roster::parse(
            "athlete,files,mass_kg,height_m\r\nAnna,a,55,1.7\r\n,b,60,1.8\r\n\r\nBen,b,abc,1.8\nCara,c,60,180\nAnna,x,60,\nDora,d,60,1.7,left,over\n",
        )
        .unwrap_err();
        let said = problems.join("\n");
        for part in [
            "line 3: the athlete is missing",
            "line 5: found \"abc\", expected a mass",
            "line 6: found \"180\", expected a height in metres",
            "lines 2 and 7: Anna has another mass",
            "line 8: it has 6 cells",
        ] {
            assert!(said.contains(part), "{part}\n{said}");
        }
        assert_eq!(problems.len(), 5, "{said}");
        let none = Roster::parse("mass,height\n60,1.7\n").unwrap_err();
        assert!(none[0].contains("no column `athlete`") && none[0].contains("mass, height"));
        assert!(Roster::parse("").unwrap_err()[0].contains("found none"));
    }

    #[test]
    fn columns_have_several_names_and_any_order() {
        let roster = Roster::parse(
            "\u{feff}Group;E-mail;Height;Runner;Folder\nU20;a@b.c;1,78;Anna;anna/ | *_anna?.fit\n",
        )
        .unwrap();
        let line = &roster.lines[0];
        assert_eq!((line.number, line.athlete.as_str()), (2, "Anna"));
        assert_eq!(line.height_m, Some(1.78));
        assert_eq!(line.group.as_deref(), Some("U20"));
        assert_eq!(line.files, ["anna", "*_anna?.fit"]);
        assert_eq!(roster.unused, ["E-mail"]);
        assert!(line.names("anna/x/1.fit") && line.names("b/1_Anna2.fit") && line.names("Anna"));
        assert!(!line.names("annabel/1.fit") && !line.names("1_anna.fit"));
    }

    #[test]
    fn goals_notes_signs_and_days() {
        let roster = Roster::parse(
            "name,files,date,goal,note,observed\nAnna,a/1.csv,2024-05-12,10 km in 45 min,shy,hip_drop=fatigued:left | heel_whip=always\n",
        );
        // A sign that is not known is named with its line, and so is a day that is none.
        let problems = roster.unwrap_err().join("\n");
        assert!(problems.starts_with("line 2: there is no sign \"heel_whip\""), "{problems}");
        let roster = Roster::parse(
            "name,files,date,goal,note,observed\nAnna,a/1.csv,2024-05-12,10 km,shy,hip_drop=fatigued:left\n",
        )
        .unwrap();
        let line = &roster.lines[0];
        assert_eq!(line.date.as_deref(), Some("2024-05-12"));
        assert_eq!((line.goal.as_deref(), line.note.as_deref()), (Some("10 km"), Some("shy")));
        assert_eq!(line.observed, ["hip_drop=fatigued:left"]);
        for day in ["12.5.2024", "2024-13-01", "soon"] {
            let problems = Roster::parse(&format!("name,date\nAnna,{day}\n")).unwrap_err();
            assert!(problems[0].contains("expected a date such as 2024-05-12"), "{problems:?}");
        }
    }

    #[test]
    fn patterns() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("a*c", "abbc", true),
            ("a*c", "abb", false),
            ("*ab*", "xaab", true),
            ("?", "", false),
            ("a**b?", "axbbb", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
