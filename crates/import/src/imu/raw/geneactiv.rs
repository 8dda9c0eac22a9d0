//! GENEActiv (`.bin`): text of a header with its calibration, then pages of 300 samples
//! written in hexadecimal. After the maker's description (GENEActiv instructions, "Data
//! file formats").

use super::super::builder::{AccUnit, SensorBuilder, SensorSpec, TimeUnit};
use super::super::makers::{Begin, parse_moment};
use super::super::{ImportError, ImportOptions};
use super::{about, damaged, signed};
use crate::recording::{Fault, Gravity, Note, NoteKind, Placement, Recording};

const FORMAT: &str = "GENEActiv BIN";
/// Hexadecimal digits of a sample.
const SAMPLE: usize = 12;
/// Pages closer to where the one before ends than this follow it, s.
const FOLLOWS_S: f64 = 1.0;

pub(super) fn is(head: &[u8]) -> bool {
    let start = head.get(..200).unwrap_or(head);
    let has = |word: &[u8]| start.windows(word.len()).any(|w| w == word);
    start.trim_ascii_start().starts_with(b"Device Identity") && has(b"Device Unique Serial Code")
}

/// One page: when its first sample was taken, its rate and its digits.
struct Page<'t> {
    at_s: f64,
    rate_hz: f64,
    digits: &'t str,
}

pub(super) fn read(bytes: &[u8], options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let text = String::from_utf8_lossy(bytes);
    let said = |name: &str| {
        let line = text.lines().take(80).find_map(|l| l.trim().strip_prefix(name))?;
        Some(line.trim_start_matches(':').trim())
    };
    let number = |name: &str| said(name).and_then(|v| v.parse::<f64>().ok());
    let axis =
        |axis: &str| Some((number(&format!("{axis} gain"))?, number(&format!("{axis} offset"))?));
    let (Some(x), Some(y), Some(z)) = (axis("x"), axis("y"), axis("z")) else {
        return Err(damaged(FORMAT, 0, Fault::StructureUnknown));
    };
    let mut spec = SensorSpec::new("", Placement::Unknown);
    spec.time = TimeUnit::Seconds;
    spec.acc_unit = AccUnit::G;
    spec.gravity = Some(Gravity::Included);
    let mut builder = SensorBuilder::new(spec);
    let (pages, broken) = pages(&text);
    let Some(first) = pages.first() else {
        return Err(damaged(FORMAT, 0, Fault::MessageCutOff));
    };
    for (i, page) in pages.iter().enumerate() {
        let n = page.digits.len() / SAMPLE;
        let own_s = n as f64 / page.rate_hz;
        let lasted = pages.get(i + 1).map(|next| next.at_s - page.at_s);
        let lasted = lasted.filter(|s| (s - own_s).abs() < FOLLOWS_S && *s > 0.0).unwrap_or(own_s);
        for k in 0..n {
            let part = |from: usize| {
                let at = k * SAMPLE + from;
                u32::from_str_radix(page.digits.get(at..at + 3)?, 16).ok().map(|w| signed(w, 12))
            };
            let g = |from: usize, (gain, offset): (f64, f64)| {
                part(from).map_or(f64::NAN, |raw| (raw * 100.0 - offset) / gain)
            };
            let t = page.at_s + lasted * k as f64 / n as f64;
            builder.push(t, [g(0, x), g(3, y), g(6, z)], [f64::NAN; 3]);
        }
    }
    let mut about =
        about("imu:geneactiv_bin", FORMAT, &[("time", "s"), ("acceleration x, y, z", "g")]);
    let start = crate::csv::instant(first.at_s, None).and_then(crate::recording::Start::on_wall);
    about.begin = Begin::Told(start);
    about.device = said("Device Unique Serial Code").map(|s| format!("GENEActiv {s}"));
    if broken > 0 {
        let of = pages.len() + broken;
        about.notes.push(Note::warn(NoteKind::BlocksUnreadable { blocks: broken, of }));
    }
    about.finish(vec![(String::new(), builder)], options)
}

/// The pages that can be read, and the number of those that cannot.
fn pages(text: &str) -> (Vec<Page<'_>>, usize) {
    let (mut pages, mut broken) = (Vec::new(), 0);
    let (mut at_s, mut rate_hz) = (None, None);
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        if line == "Recorded Data" {
            broken += usize::from(inside);
            (inside, at_s, rate_hz) = (true, None, None);
        } else if !inside {
        } else if let Some(time) = line.strip_prefix("Page Time:") {
            at_s = parse_moment(time, None).map(|m| m.seconds());
        } else if let Some(rate) = line.strip_prefix("Measurement Frequency:") {
            rate_hz = rate.trim().replace(',', ".").parse().ok().filter(|r: &f64| *r >= 1.0);
        } else if line.len() >= SAMPLE && line.bytes().all(|b| b.is_ascii_hexdigit()) {
            match (at_s, rate_hz) {
                (Some(at_s), Some(rate_hz)) => pages.push(Page { at_s, rate_hz, digits: line }),
                _ => broken += 1,
            }
            inside = false;
        }
    }
    (pages, broken + usize::from(inside))
}
