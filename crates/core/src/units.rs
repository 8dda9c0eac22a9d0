//! Numbers for people: pace, distance and durations in the runner's own units.
//!
//! Data stays in m/s, m and s everywhere; only text for people comes through here.

/// Standard gravity, m/s² (3rd CGPM, 1901).
pub const STANDARD_GRAVITY: f64 = 9.806_65;

/// Metres in a mile.
pub const METRES_PER_MILE: f64 = 1609.344;

/// Metres in a foot.
const METRES_PER_FOOT: f64 = 0.3048;

/// Units of pace and distance on screen. Contact stays in ms and oscillation in
/// cm in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Units {
    /// Kilometres and min/km.
    #[default]
    Metric,
    /// Miles and min/mi.
    Imperial,
}

impl Units {
    fn long(self) -> (f64, &'static str) {
        match self {
            Units::Metric => (1000.0, "km"),
            Units::Imperial => (METRES_PER_MILE, "mi"),
        }
    }

    /// `12.4 km`; `17 m` where that would be `0.0 km`.
    pub fn distance(self, metres: f64) -> String {
        let (unit_m, name) = self.long();
        if metres.abs() < 0.05 * unit_m {
            return match self {
                Units::Metric => format!("{:.0} m", metres.abs()),
                Units::Imperial => format!("{:.0} ft", metres.abs() / METRES_PER_FOOT),
            };
        }
        format!("{:.1} {name}", metres / unit_m)
    }

    /// `5:17 min/km`; a dash when standing still.
    pub fn pace(self, mps: f64) -> String {
        format!("{} {}", self.pace_number(mps), self.pace_unit())
    }

    /// `min/km`.
    pub fn pace_unit(self) -> &'static str {
        match self {
            Units::Metric => "min/km",
            Units::Imperial => "min/mi",
        }
    }

    /// `5:17`.
    pub fn pace_number(self, mps: f64) -> String {
        let (unit_m, _) = self.long();
        let seconds = (unit_m / mps).round();
        if !(mps > 0.0 && seconds < 6000.0) {
            return "-".into();
        }
        format!("{}:{:02}", (seconds / 60.0).floor(), seconds % 60.0)
    }
}

/// `1:05:30`, or `8:20` under an hour.
pub fn clock(seconds: f64) -> String {
    if !seconds.is_finite() || seconds < 0.0 {
        return "-".into();
    }
    let s = seconds.round();
    let (h, m, s) = ((s / 3600.0).floor(), (s / 60.0).floor() % 60.0, s % 60.0);
    if h > 0.0 { format!("{h}:{m:02}:{s:02}") } else { format!("{m}:{s:02}") }
}

/// A number with its sign, and a true minus: `+8.1`, `−0.3`, `0.0`.
pub fn signed(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    if text.bytes().all(|b| matches!(b, b'0' | b'.')) {
        text
    } else {
        format!("{}{text}", if value < 0.0 { '−' } else { '+' })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pace_rounds_into_the_next_minute() {
        assert_eq!(Units::Metric.pace(1000.0 / 317.0), "5:17 min/km");
        assert_eq!(Units::Metric.pace(1000.0 / 299.7), "5:00 min/km");
        assert_eq!(Units::Imperial.pace(METRES_PER_MILE / 480.0), "8:00 min/mi");
        assert_eq!(Units::Metric.pace(0.0), "- min/km");
        assert_eq!(Units::Metric.pace(f64::NAN), "- min/km");
    }

    #[test]
    fn clocks_and_signs() {
        assert_eq!(clock(3930.4), "1:05:30");
        assert_eq!(clock(59.6), "1:00");
        assert_eq!(clock(3599.9), "1:00:00");
        assert_eq!(clock(f64::NAN), "-");
        assert_eq!(signed(-0.04, 1), "0.0");
        assert_eq!(signed(-0.06, 1), "−0.1");
        assert_eq!(signed(8.06, 1), "+8.1");
    }

    #[test]
    fn distances() {
        assert_eq!(Units::Metric.distance(12_412.0), "12.4 km");
        assert_eq!(Units::Imperial.distance(METRES_PER_MILE * 3.1), "3.1 mi");
        assert_eq!(Units::Metric.distance(16.6), "17 m");
        assert_eq!(Units::Imperial.distance(16.6), "54 ft");
    }
}
