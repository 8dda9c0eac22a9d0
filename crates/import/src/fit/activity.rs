//! A decoded FIT sequence → one [`Recording`] per session.

use jiff::Timestamp;
use rustyfit::profile::typedef::{GarminProduct, Manufacturer, Sport as FitSport, SubSport};

use super::channels::{self, Measured};
use super::messages::{Content, Lap};
use crate::SeriesBuilder;
use crate::reconcile::{self, Totals};
use crate::recording::{Data, Note, NoteKind, Place, Recording, Span, Sport, Start, WatchSeries};
use crate::series_builder::Clock;

/// Unix time of the FIT epoch (1989-12-31T00:00:00Z), s.
const FIT_EPOCH: f64 = 631_065_600.0;
/// FIT times below this count from the start of the device, not from the epoch.
const FIRST_DATE: f64 = 268_435_456.0;
/// Sessions of a multisport race. Ours: more are damage, and the file is one recording.
pub(super) const MAX_SESSIONS: usize = 50;
/// No run lasts a year: times further away than this come from damaged data.
const YEAR_S: f64 = 365.25 * 86_400.0;
/// Share of later records with sane steps above which a far jump is a clock
/// being set, not damage; and how many records it takes to tell. Ours.
const CLOCK_SET_SHARE: f64 = 0.9;
const CLOCK_SET_RECORDS: usize = 30;

/// The recordings in a sequence, in order of time; empty when it has no records.
pub(super) fn recordings(mut content: Content, file_notes: &[Note]) -> Vec<Recording> {
    if content.records.is_empty() || content.is_course() {
        return Vec::new();
    }
    let mut notes = file_notes.to_vec();
    notes.extend(damage_note(&content));
    notes.extend(invent_times(&mut content.records.times));
    let rows = sane_rows(&content.records.times);
    if rows < content.records.times.len() {
        notes.push(implausible_times(rows, &content.records.times));
    }
    content.records.close(rows);
    let channels = channels::build(&content.records, content.manufacturer, &content.accessories);

    let windows = windows(&content);
    let mut empty = Vec::new();
    let mut recordings = Vec::new();
    for window in &windows {
        let rows = window.rows(&content.records.times, windows.len() > 1);
        let sport = sport(window.sport);
        let mut notes = notes.clone();
        let Some((series, start)) = series(&content, window, &rows, &channels.measured, &mut notes)
        else {
            empty.push(sport.describe());
            continue;
        };
        let mut recording = Recording {
            format: "fit",
            device: device(&content),
            sport,
            title: None,
            start,
            body: content.body,
            data: Data::Watch(series),
            mappings: channels.mappings.clone(),
            notes,
        };
        reconcile::settle(&mut recording, window.totals);
        recordings.push(recording);
    }
    if !empty.is_empty() {
        for recording in &mut recordings {
            recording.notes.push(Note::of(NoteKind::SessionsSkipped { sports: empty.clone() }));
        }
    }
    recordings
}

fn damage_note(content: &Content) -> Option<Note> {
    let records = content.records.times.len();
    if let Some(damage) = &content.damage {
        let place = Place::AtByte { byte: damage.byte };
        return Some(Note::warn(NoteKind::Truncated { place, fault: damage.fault.clone() }));
    }
    content.unfinished.then(|| Note::warn(NoteKind::NeverClosed { records }))
}

/// Gives one second to each record when none has a time at all.
fn invent_times(times: &mut [f64]) -> Option<Note> {
    if times.iter().any(|t| t.is_finite()) {
        return None;
    }
    for (i, time) in times.iter_mut().enumerate() {
        *time = i as f64;
    }
    Some(Note::warn(NoteKind::NoTimestamps))
}

/// Number of records before the time stamps become impossible.
fn sane_rows(times: &[f64]) -> usize {
    let Some(first) = times.iter().copied().find(|t| t.is_finite()) else { return times.len() };
    let Some(far) = times.iter().position(|t| (t - first).abs() > YEAR_S) else {
        return times.len();
    };
    let rest = &times[far..];
    let sane = rest.windows(2).filter(|w| (0.0..=3600.0).contains(&(w[1] - w[0]))).count();
    let clock_set =
        rest.len() >= CLOCK_SET_RECORDS && sane as f64 >= CLOCK_SET_SHARE * rest.len() as f64;
    if clock_set { times.len() } else { far }
}

fn implausible_times(rows: usize, times: &[f64]) -> Note {
    let date = times.get(rows).and_then(|t| timestamp(*t));
    let date = date.map(|t| t.to_string());
    Note::warn(NoteKind::ImplausibleTimes { record: rows + 1, date })
        .with_share((times.len() - rows) as f64 / times.len().max(1) as f64)
}

/// A session's stretch of the file's time.
struct Window {
    from: f64,
    to: f64,
    sport: (u8, u8),
    totals: Totals,
}

impl Window {
    fn holds(&self, time: f64) -> bool {
        time >= self.from && time < self.to
    }

    /// Indices of the records in it. A record without a time counts only where
    /// there is nothing to tell apart.
    fn rows(&self, times: &[f64], several: bool) -> Vec<usize> {
        let inside = |t: f64| if several { self.holds(t) } else { true };
        times.iter().enumerate().filter(|(_, t)| inside(**t)).map(|(i, _)| i).collect()
    }
}

/// Sessions follow each other: each lasts until the next one starts, so that no
/// record is lost. Their summaries may come before or after the records.
fn windows(content: &Content) -> Vec<Window> {
    const UNKNOWN: (u8, u8) = (0xFF, 0xFF);
    let mut sessions: Vec<(f64, (u8, u8), Totals)> =
        content.sessions.iter().filter_map(|s| Some((s.start?, s.sport, s.totals))).collect();
    sessions.sort_by(|a, b| a.0.total_cmp(&b.0));
    if sessions.len() < 2 || sessions.len() > MAX_SESSIONS {
        let said = content.sessions.first().map(|s| s.sport).filter(|s| s.0 != UNKNOWN.0);
        let sport = said.or(content.sport).unwrap_or(UNKNOWN);
        let totals = content.sessions.first().map(|s| s.totals).unwrap_or_default();
        return vec![Window { from: f64::NEG_INFINITY, to: f64::INFINITY, sport, totals }];
    }
    let starts: Vec<f64> = sessions.iter().map(|s| s.0).collect();
    sessions
        .iter()
        .enumerate()
        .map(|(i, &(start, sport, totals))| Window {
            from: if i == 0 { f64::NEG_INFINITY } else { start },
            to: starts.get(i + 1).copied().unwrap_or(f64::INFINITY),
            sport,
            totals,
        })
        .collect()
}

fn series(
    content: &Content,
    window: &Window,
    rows: &[usize],
    measured: &[Measured],
    notes: &mut Vec<Note>,
) -> Option<(WatchSeries, Option<Start>)> {
    let mut builder = SeriesBuilder::default();
    let columns: Vec<(usize, &[f64])> = measured
        .iter()
        .map(|m| (builder.channel(m.quantity, &m.source), m.values.as_slice()))
        .collect();
    for &row in rows {
        builder.begin(content.records.times[row]);
        for (channel, values) in &columns {
            builder.set(*channel, values.get(row).copied().unwrap_or(f64::NAN));
        }
    }
    notes.extend(zeros_note(measured, rows));
    let (mut series, clock) = builder.finish(notes);
    if series.channels.is_empty() {
        return None;
    }
    let end = series.duration_s();
    series.pauses = pauses(&content.timer, window, &clock, end);
    series.timer_known = content.timer.iter().any(|(time, runs)| *runs && window.holds(*time));
    series.laps = laps(&content.laps, window, &clock, end);
    let last = rows.last().map_or(clock.origin, |row| content.records.times[*row]);
    Some((series, start(content, first_time(&clock, last))))
}

/// FIT time of the first record; by the last one where the clock was set in between.
fn first_time(clock: &Clock, last: f64) -> f64 {
    let by_last = last - clock.at(last);
    if (by_last - clock.origin).abs() > YEAR_S { by_last } else { clock.origin }
}

/// Says how often running dynamics are 0, which means "not measured".
fn zeros_note(measured: &[Measured], rows: &[usize]) -> Option<Note> {
    let mut names = Vec::new();
    let mut most = 0;
    for channel in measured.iter().filter(|m| m.quantity.zero_means_missing()) {
        let zeros = rows.iter().filter(|r| channel.values.get(**r) == Some(&0.0)).count();
        if zeros > 0 {
            names.push(channel.source.id.trim_start_matches("fit:").to_owned());
            most = most.max(zeros);
        }
    }
    (!names.is_empty()).then(|| {
        Note::of(NoteKind::ZerosAsMissing { records: most, fields: names })
            .with_share(most as f64 / rows.len().max(1) as f64)
    })
}

/// From each stop of the timer to the next start.
fn pauses(timer: &[(f64, bool)], window: &Window, clock: &Clock, end: f64) -> Vec<Span> {
    let mut events: Vec<(f64, bool)> =
        timer.iter().copied().filter(|(time, _)| window.holds(*time)).collect();
    events.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut pauses = Vec::new();
    let mut stopped: Option<f64> = None;
    for (time, runs) in events {
        match (stopped, runs) {
            (None, false) => stopped = Some(time),
            (Some(stop), true) => {
                pauses.extend(span(clock, stop, time, end));
                stopped = None;
            }
            _ => {}
        }
    }
    pauses
}

fn laps(laps: &[Lap], window: &Window, clock: &Clock, end: f64) -> Vec<Span> {
    let mut spans: Vec<Span> = laps
        .iter()
        .filter(|lap| window.holds(lap.start))
        .filter_map(|lap| span(clock, lap.start, lap.end, end))
        .collect();
    spans.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
    spans
}

/// A stretch of file time on the series' clock, cut to the series; `None` when nothing is left.
fn span(clock: &Clock, from: f64, to: f64, end: f64) -> Option<Span> {
    let start_s = clock.at(from).clamp(0.0, end);
    let end_s = clock.at(to).clamp(0.0, end);
    (end_s > start_s).then_some(Span { start_s, end_s })
}

fn start(content: &Content, first: f64) -> Option<Start> {
    let offset = content.clock.map(|(time, local)| local - time);
    if first >= FIRST_DATE {
        let at = timestamp(first)?;
        // Offsets of time zones are quarters of an hour up to 14 h.
        let utc_offset_s =
            offset.filter(|o| o % 900.0 == 0.0 && o.abs() <= 50_400.0).map(|o| o as i32);
        return Some(Start::Instant { at, utc_offset_s });
    }
    // Old watches count from switching on, but write the local time once.
    if let (Some((_, local)), Some(offset)) = (content.clock, offset)
        && local >= FIRST_DATE
    {
        let local = timestamp(first + offset)?;
        return Some(Start::Local(jiff::tz::Offset::UTC.to_datetime(local)));
    }
    let at = content.created.filter(|t| *t >= FIRST_DATE).and_then(timestamp)?;
    Some(Start::Instant { at, utc_offset_s: None })
}

fn timestamp(fit_time: f64) -> Option<Timestamp> {
    Timestamp::from_second((fit_time + FIT_EPOCH) as i64).ok()
}

fn sport((sport, sub): (u8, u8)) -> Sport {
    let name = |name: String| (!name.contains('(')).then_some(name);
    let sub_name = match SubSport(sub) {
        SubSport::GENERIC | SubSport(0xFF) => None,
        known => name(known.to_string()),
    };
    match (FitSport(sport), sub_name) {
        (FitSport::RUNNING, sub) => Sport::Running { sub },
        (FitSport::FITNESS_EQUIPMENT, Some(sub)) if sub == "treadmill" => {
            Sport::Running { sub: Some(sub) }
        }
        (FitSport(0xFF) | FitSport::GENERIC, None) => Sport::Unknown,
        (FitSport::GENERIC | FitSport::TRAINING | FitSport::FITNESS_EQUIPMENT, Some(sub)) => {
            Sport::Other(sub)
        }
        (known, _) => {
            Sport::Other(name(known.to_string()).unwrap_or_else(|| format!("sport {sport}")))
        }
    }
}

fn device(content: &Content) -> Option<String> {
    let known = |name: String| (!name.contains('(')).then_some(name);
    let maker = content.manufacturer.map(Manufacturer);
    let maker_name = maker
        .filter(|m| *m != Manufacturer::DEVELOPMENT && m.0 != 0)
        .and_then(|m| known(m.to_string()));
    let garmin = matches!(
        maker,
        Some(Manufacturer::GARMIN | Manufacturer::DYNASTREAM | Manufacturer::DYNASTREAM_OEM)
    );
    let product = content.product_name.clone().or_else(|| {
        let product = content.product.filter(|p| *p != 0)?;
        let name = garmin.then(|| known(GarminProduct(product).to_string())).flatten();
        Some(name.unwrap_or_else(|| product.to_string()))
    });
    match (maker_name, product) {
        (Some(maker), Some(product)) if product.to_lowercase().starts_with(&maker) => Some(product),
        (Some(maker), Some(product)) => Some(format!("{maker} {product}")),
        (maker, _) => content.product_name.clone().or(maker),
    }
}
