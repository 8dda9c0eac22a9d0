//! A list of activities as a history: of each activity the sport, title, time and
//! averages that the watch's site gives it.

use csv::StringRecord;

use super::garmin_laps::{Columns, Part};
use super::lap_rows::Lap;
use super::lap_values::measured;
use super::lists;
use super::names::Header;
use super::number::parse_duration;
use super::sheet::{Sheet, reader};
use super::time::Moment;
use super::{sport, text};
use crate::listing::Activity;
use crate::recording::{Quantity, Sport};

/// Rows of a list are no more than this. Ours: five a day for a lifetime.
const MAX_ROWS: usize = 100_000;
/// An activity lasts this long at least, s.
const SHORTEST_S: f64 = 60.0;

/// What a list of activities says of each, newest or oldest first as the list has it;
/// `None` for a text that is no list.
pub(crate) fn read(bytes: &[u8]) -> Option<Vec<Activity>> {
    let (text, _) = text::decode(bytes)?;
    let is_list =
        |r: &StringRecord| lists::list(&r.iter().map(Header::parse).collect::<Vec<_>>()).is_some();
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .find(|d| super::sheet::records(&text, *d, 4).iter().any(is_list))?;
    let sheet = Sheet::under(&text, delimiter, is_list)?;
    let mut headers = sheet.headers();
    let mut columns = Columns::of(&mut headers, &sheet, &[]).ok()?;
    // Distance and pace are those of the whole; the climb is a matter of its own.
    let climb_at = columns.at(Part::Ascent);
    columns.forget_climb();
    let rows: Vec<StringRecord> = reader(&sheet.body, delimiter)
        .into_records()
        .map_while(Result::ok)
        .map(|row| row.iter().map(bare).collect())
        .take(MAX_ROWS)
        .collect();
    let at = Places::of(&headers, &columns, &rows)?;
    let mut found: Vec<(Activity, Option<Lap>)> = rows
        .into_iter()
        .filter_map(|row| {
            let start = Moment::parse(row.get(at.date)?).filter(|m| m.has_time)?.start()?;
            let sport = match sport::named(row.get(at.kind)?) {
                Sport::Other(name) => {
                    crate::sport::by_title(row.get(at.kind)?).unwrap_or(Sport::Other(name))
                }
                named => named,
            };
            let title = at.title.and_then(|i| row.get(i)).and_then(crate::trackpoints::line);
            let seconds = at.time.and_then(|i| parse_duration(row.get(i)?));
            let climb_m = climb_at.and_then(|i| sheet.style.parse(row.get(i)?));
            let run = matches!(sport, Sport::Running { .. });
            let lap = seconds.filter(|s| run && *s >= SHORTEST_S).map(|s| Lap::alone(row, s));
            let values = Vec::new();
            Some((Activity { start, sport, title, seconds, climb_m, values }, lap))
        })
        .collect();
    let (mut activities, mut laps): (Vec<&mut Activity>, Vec<Lap>) = (Vec::new(), Vec::new());
    for (activity, lap) in &mut found {
        if let Some(lap) = lap.take() {
            activities.push(activity);
            laps.push(lap);
        }
    }
    let (channels, _) = measured(&sheet, &headers, &columns, &laps, false, &mut Vec::new());
    for channel in &channels {
        for (activity, value) in activities.iter_mut().zip(&channel.values) {
            if value.is_finite() {
                activity.values.push((channel.quantity, channel.source.id.clone(), *value));
            }
        }
    }
    // Speed over the whole, where no pace is given.
    for activity in activities {
        let of = |q| activity.values.iter().find(|v| v.0 == q).map(|v| v.2);
        if of(Quantity::Speed).is_none()
            && let (Some(metres), Some(seconds)) = (of(Quantity::Distance), activity.seconds)
        {
            let id = "csv:distance / time".to_owned();
            activity.values.push((Quantity::Speed, id, metres / seconds));
        }
    }
    Some(found.into_iter().map(|f| f.0).collect())
}

/// A cell without the spaces and quotation marks around it: spaces before a mark make it
/// a part of the text.
fn bare(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|c| c.strip_suffix('"')).unwrap_or(cell)
}

/// Where the parts of a row stand.
struct Places {
    kind: usize,
    date: usize,
    title: Option<usize>,
    time: Option<usize>,
}

impl Places {
    /// By names where they are known, else by what the cells hold: the order of the
    /// columns is the same in every language.
    fn of(headers: &[Header], columns: &Columns, rows: &[StringRecord]) -> Option<Places> {
        let sample = &rows[..rows.len().min(50)];
        let most = |i: usize, is: &dyn Fn(&str) -> bool| {
            let filled = sample.iter().filter_map(|r| r.get(i)).filter(|c| !c.is_empty());
            let cells: Vec<&str> = filled.collect();
            !cells.is_empty() && cells.iter().filter(|c| is(c)).count() * 2 > cells.len()
        };
        let is_date = |c: &str| Moment::parse(c).is_some_and(|m| m.has_time);
        let date = (0..headers.len()).find(|i| most(*i, &is_date))?;
        let kind = headers.iter().position(|h| lists::is_type(&h.text)).or_else(|| {
            let word = |c: &str| c.chars().any(char::is_alphabetic);
            (0..date).find(|i| most(*i, &word))
        })?;
        let says = |c: &str| {
            let number = c.chars().next().is_some_and(|f| f.is_ascii_digit() || f == '-');
            !number && !matches!(c.to_lowercase().as_str(), "true" | "false")
        };
        let title = (date + 1..headers.len()).find(|i| most(*i, &says)).filter(|i| *i <= date + 3);
        let lasting = |c: &str| parse_duration(c).is_some_and(|s| s >= SHORTEST_S);
        let time = columns.at(Part::Time).filter(|i| most(*i, &lasting)).or_else(|| {
            let written = |c: &str| c.matches(':').count() == 2 && lasting(c);
            (date + 1..headers.len()).find(|i| most(*i, &written))
        });
        Some(Places { kind, date, title, time })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const EN: &str = "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR,Avg Run Cadence,Max Run Cadence,Avg Pace,Total Ascent,Avg Stride Length,Avg Vertical Oscillation,Avg Ground Contact Time,Avg GCT Balance\n\
        Running,2025-07-10 15:40:46,false,\"Long, slow\",\"10.62\",\"332\",\"01:00:00\",\"137\",\"172\",\"172\",\"239\",\"5:39\",\"45\",\"1.03\",\"8.2\",\"250\",\"49.4% L / 50.6% R\"\n\
        Cycling,2025-07-09 18:19:40,true,Ride,\"30.0\",\"283\",\"01:10:00\",\"135\",\"148\",\"--\",\"--\",\"25.7\",\"--\",\"--\",\"--\",\"--\",\"--\"\n";

    fn value(activity: &Activity, quantity: Quantity) -> f64 {
        activity.values.iter().find(|v| v.0 == quantity).unwrap().2
    }

    #[test]
    fn averages_of_runs() {
        let found = read(EN.as_bytes()).unwrap();
        let [run, ride] = found.as_slice() else { unreachable!() };
        assert_eq!(run.start.to_string(), "2025-07-10T15:40:46");
        assert_eq!(run.title.as_deref(), Some("Long, slow"));
        assert_eq!((run.seconds, run.climb_m), (Some(3600.0), Some(45.0)));
        for (quantity, right) in [
            (Quantity::Cadence, 172.0),
            (Quantity::GroundContactTime, 250.0),
            (Quantity::VerticalOscillation, 82.0),
            (Quantity::StepLength, 1.03),
            (Quantity::ContactBalanceLeft, 49.4),
            (Quantity::HeartRate, 137.0),
            (Quantity::Distance, 10_620.0),
        ] {
            assert!((value(run, quantity) - right).abs() < 1e-9, "{quantity:?}");
        }
        assert!((value(run, Quantity::Speed) - 1000.0 / 339.0).abs() < 1e-3);
        assert_eq!((&ride.sport, ride.values.len()), (&Sport::Other("cycling".into()), 0));
    }

    #[test]
    fn languages_and_miles() {
        let ja = "アクティビティタイプ,日付,お気に入り,タイトル,距離,カロリー,タイム,平均心拍数,最大心拍数,平均ピッチ,平均ペース,平均歩幅,平均上下動比,平均上下動,平均接地時間,平均GCTバランス\n\
            ラン,2025-03-11 18:31:09,false,\"朝ラン\",\"10.40\",\"668\",\"01:01:34\",\"145\",\"167\",\"172\",\"5:56\",\"1.02\",\"8.2\",\"8.6\",\"250\",\"左50.2%/右49.8%\"\n";
        let [run] = <[Activity; 1]>::try_from(read(ja.as_bytes()).unwrap()).unwrap();
        assert_eq!(run.sport, Sport::Running { sub: None });
        assert_eq!(run.title.as_deref(), Some("朝ラン"));
        assert_eq!(value(&run, Quantity::GroundContactTime), 250.0);
        assert_eq!(value(&run, Quantity::ContactBalanceLeft), 50.2);
        // Miles are told by step length times cadence.
        let miles = EN.replace("\"10.62\"", "\"6.60\"").replace("\"5:39\"", "\"9:05\"");
        let run = &read(miles.as_bytes()).unwrap()[0];
        assert!((value(run, Quantity::Speed) - 2.953).abs() < 0.01);
    }

    #[test]
    fn other_tables_are_no_lists() {
        assert!(read(b"time,cadence\n0,170\n1,171\n").is_none());
        assert!(read(b"").is_none());
    }
}
