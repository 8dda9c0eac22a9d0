//! Times and numbers as XML exporters write them.

use jiff::{Timestamp, civil};

use crate::recording::Start;

/// A time as written in the file, in microseconds, with what is known of its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    micros: i64,
    zone: Zone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Zone {
    Utc,
    Offset(i32),
    Unknown,
}

impl Moment {
    /// Parses ISO 8601 with `Z`, an offset, or neither (then local time).
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(at) = text.parse::<Timestamp>() {
            let zone = match jiff::fmt::temporal::Pieces::parse(text).ok()?.to_numeric_offset() {
                Some(offset) if offset.seconds() != 0 => Zone::Offset(offset.seconds()),
                _ => Zone::Utc,
            };
            return Some(Moment { micros: at.as_microsecond(), zone });
        }
        let local = text.parse::<civil::DateTime>().ok()?;
        let at = local.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
        Some(Moment { micros: at.as_microsecond(), zone: Zone::Unknown })
    }

    /// Seconds since 1970, on its own clock where the zone is not known.
    pub(crate) fn seconds(self) -> f64 {
        self.micros as f64 / 1e6
    }

    /// Seconds from `origin` to this moment.
    pub(crate) fn since(self, origin: Moment) -> f64 {
        (self.micros - origin.micros) as f64 / 1e6
    }

    /// The moment some seconds later.
    pub(crate) fn later(self, seconds: f64) -> Moment {
        Moment { micros: self.micros.saturating_add((seconds * 1e6) as i64), ..self }
    }

    /// The moment as the start of a recording.
    pub(crate) fn start(self) -> Option<Start> {
        let at = Timestamp::from_microsecond(self.micros).ok()?;
        Some(match self.zone {
            Zone::Utc => Start::Instant { at, utc_offset_s: None },
            Zone::Offset(seconds) => Start::Instant { at, utc_offset_s: Some(seconds) },
            Zone::Unknown => Start::Local(at.to_zoned(jiff::tz::TimeZone::UTC).datetime()),
        })
    }
}

/// A number as exporters write it, also with a decimal comma.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let value = text.parse::<f64>().or_else(|_| text.replacen(',', ".", 1).parse()).ok()?;
    value.is_finite().then_some(value)
}
