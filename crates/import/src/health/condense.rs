//! `export.xml` of Apple Health and the routes beside it → the long table of what
//! runs need, in passing.

use std::io::{self, BufRead, Write};

use memchr::{memchr, memchr_iter, memrchr};

use super::{HEADER, ROUTE, TYPE, WORKOUT, is_wanted};
use crate::recording::{Data, Quantity, Start};
use crate::{Format, ImportOptions, gpx};

/// The longest tag that is kept, bytes.
const MAX_TAG: usize = 64 * 1024;
/// Of a route that has a point every second so many seconds are enough for the slope.
const ROUTE_STEP_S: f64 = 2.0;

/// Reads the export from front to back and writes the long table of what runs need.
///
/// # Errors
/// As reader and writer do.
pub(crate) fn condense(from: &mut dyn BufRead, into: &mut dyn Write) -> io::Result<()> {
    writeln!(into, "{HEADER}")?;
    let mut tag = Vec::new();
    loop {
        tag.clear();
        if !next_tag(from, &mut tag)? {
            return Ok(());
        }
        let Ok(text) = std::str::from_utf8(&tag) else { continue };
        let Some(at) = text.rfind('<') else { continue };
        let text = &text[at..];
        let attribute = |name: &str| attribute(text, name);
        let cell = |name: &str| attribute(name).unwrap_or("").replace([',', '"', '\n', '\r'], " ");
        if text.starts_with("<Record ") {
            let wanted = attribute("type").and_then(|t| t.strip_prefix(TYPE));
            let Some(kind) = wanted.filter(|k| is_wanted(k)) else { continue };
            let (unit, source) = (cell("unit"), cell("sourceName"));
            let (start, end, value) = (cell("startDate"), cell("endDate"), cell("value"));
            writeln!(into, "{kind},{unit},{source},{start},{end},{value}")?;
        } else if text.starts_with("<Workout ") {
            let kind = cell("workoutActivityType");
            writeln!(into, "{WORKOUT},{kind},,{},{},1", cell("startDate"), cell("endDate"))?;
        }
    }
}

/// The bytes up to the end of the next tag, no more than [`MAX_TAG`] of them; false
/// at the end.
fn next_tag(from: &mut dyn BufRead, tag: &mut Vec<u8>) -> io::Result<bool> {
    let mut quotes = 0usize;
    loop {
        let buffer = from.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        let end = memchr(b'>', buffer).map(|i| i + 1);
        let part = &buffer[..end.unwrap_or(buffer.len())];
        // A mark in text between tags is none of a tag's.
        if let Some(open) = memrchr(b'<', part).filter(|_| quotes.is_multiple_of(2)) {
            tag.clear();
            quotes = memchr_iter(b'"', &part[open..]).count();
            tag.extend_from_slice(&part[open..]);
        } else {
            quotes += memchr_iter(b'"', part).count();
            if tag.len() + part.len() <= MAX_TAG {
                tag.extend_from_slice(part);
            } else {
                tag.clear();
                quotes = 0;
            }
        }
        let used = part.len();
        from.consume(used);
        if end.is_some() && quotes.is_multiple_of(2) {
            return Ok(true);
        }
    }
}

/// The raw value of an attribute.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let before = tag[..at].chars().next_back()?;
        let rest = tag[at + name.len()..].strip_prefix("=\"")?;
        (before.is_whitespace()).then(|| rest.split('"').next())?
    })
}

/// Appends the points of a route: latitude, longitude, altitude and speed. False where
/// the file is none.
pub(crate) fn add_route(gpx: &[u8], into: &mut Vec<u8>) -> bool {
    let Ok(tracks) = gpx::Gpx.read(gpx, &ImportOptions::default()) else { return false };
    let mut any = false;
    for track in &tracks {
        let (Data::Watch(series), Some(Start::Instant { at, .. })) = (&track.data, track.start)
        else {
            continue;
        };
        let begin = at.as_microsecond() as f64 / 1e6;
        let channel = |q| series.first(q);
        let (Some(lat), Some(lon)) = (channel(Quantity::Latitude), channel(Quantity::Longitude))
        else {
            continue;
        };
        let others = [channel(Quantity::Altitude), channel(Quantity::Speed)];
        let mut last = f64::NEG_INFINITY;
        for i in 0..series.len() {
            let t = series.time_s[i];
            if t - last < ROUTE_STEP_S - 0.01 || !lat.values[i].is_finite() {
                continue;
            }
            last = t;
            let [alt, speed] = others.map(|c| c.map_or(f64::NAN, |c| c.values[i]));
            let (lat, lon) = (lat.values[i], lon.values[i]);
            // Writing to memory does not fail.
            let _ =
                writeln!(into, "{ROUTE},,,{:.3},,{lat:.7} {lon:.7} {alt:.2} {speed:.3}", begin + t);
            any = true;
        }
    }
    any
}
