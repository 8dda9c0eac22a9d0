//! Units of stamps, accelerations and angular velocities.

/// Standard gravity, m/s² (3rd CGPM, 1901).
pub(crate) const G: f64 = 9.80665;

/// Unit of time stamps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum TimeUnit {
    /// Told from the distance between stamps.
    #[default]
    Detect,
    Seconds,
    Millis,
    Micros,
    Nanos,
}

impl TimeUnit {
    /// Every unit but `Detect`.
    pub(crate) const ALL: [TimeUnit; 4] =
        [TimeUnit::Seconds, TimeUnit::Millis, TimeUnit::Micros, TimeUnit::Nanos];

    /// Seconds per unit.
    pub(crate) fn seconds(self) -> f64 {
        match self {
            TimeUnit::Detect | TimeUnit::Seconds => 1.0,
            TimeUnit::Millis => 1e-3,
            TimeUnit::Micros => 1e-6,
            TimeUnit::Nanos => 1e-9,
        }
    }

    /// Short name.
    pub(crate) fn id(self) -> &'static str {
        match self {
            TimeUnit::Detect => "detect",
            TimeUnit::Seconds => "s",
            TimeUnit::Millis => "ms",
            TimeUnit::Micros => "us",
            TimeUnit::Nanos => "ns",
        }
    }
}

/// Unit of accelerations in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum AccUnit {
    /// Told from the values: 1 g at rest.
    #[default]
    Detect,
    G,
    MilliG,
    MetresPerS2,
    MillimetresPerS2,
}

impl AccUnit {
    /// Every unit but `Detect`.
    pub const ALL: [AccUnit; 4] =
        [AccUnit::G, AccUnit::MetresPerS2, AccUnit::MilliG, AccUnit::MillimetresPerS2];

    /// Name on the command line and in messages.
    pub fn id(self) -> &'static str {
        match self {
            AccUnit::Detect => "detect",
            AccUnit::G => "g",
            AccUnit::MilliG => "mg",
            AccUnit::MetresPerS2 => "m/s2",
            AccUnit::MillimetresPerS2 => "mm/s2",
        }
    }

    /// The unit of this name.
    pub fn from_id(id: &str) -> Option<AccUnit> {
        AccUnit::ALL.into_iter().find(|u| u.id() == id)
    }

    /// m/s² per unit.
    pub(crate) fn factor(self) -> f64 {
        match self {
            AccUnit::G => G,
            AccUnit::MilliG => G / 1000.0,
            AccUnit::Detect | AccUnit::MetresPerS2 => 1.0,
            AccUnit::MillimetresPerS2 => 1e-3,
        }
    }
}

/// Unit of angular velocities in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum GyroUnit {
    /// Told from how fast the body part turns.
    #[default]
    Detect,
    DegPerS,
    RadPerS,
    MilliDegPerS,
}

impl GyroUnit {
    /// Every unit but `Detect`.
    pub const ALL: [GyroUnit; 3] = [GyroUnit::DegPerS, GyroUnit::RadPerS, GyroUnit::MilliDegPerS];

    /// Name on the command line and in messages.
    pub fn id(self) -> &'static str {
        match self {
            GyroUnit::Detect => "detect",
            GyroUnit::DegPerS => "deg/s",
            GyroUnit::RadPerS => "rad/s",
            GyroUnit::MilliDegPerS => "mdeg/s",
        }
    }

    /// The unit of this name.
    pub fn from_id(id: &str) -> Option<GyroUnit> {
        GyroUnit::ALL.into_iter().find(|u| u.id() == id)
    }

    /// rad/s per unit.
    pub(crate) fn factor(self) -> f64 {
        match self {
            GyroUnit::DegPerS => std::f64::consts::PI / 180.0,
            GyroUnit::MilliDegPerS => std::f64::consts::PI / 180_000.0,
            GyroUnit::Detect | GyroUnit::RadPerS => 1.0,
        }
    }
}
