//! Quality notes: what was noticed, how much of the recording it touches.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Placement;
use super::Quantity;
use super::damage::{CadenceReason, Fault, Place};
use crate::facts::{self, fact};

mod sensors;

pub use sensors::SensorNote;

/// How much a note matters.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Lowers what can be said.
    Warning,
    /// Part of the recording could not be used.
    Error,
}

/// Something noticed about a recording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// What was noticed: a stable code and its data.
    #[serde(flatten)]
    pub kind: NoteKind,
    /// How much it matters.
    pub severity: Severity,
    /// Share of the records (or of the time) concerned, 0..1.
    pub share: Option<f64>,
    /// The sensor concerned, where the file holds several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensor: Option<String>,
}

/// What was noticed. The texts are those of the same codes in `data/words/`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum NoteKind {
    /// Running dynamics that repeat the same values are a frozen sensor.
    SensorFrozen {
        /// Seconds left out.
        frozen_s: f64,
    },
    /// No other run says how form follows speed and slope with these sensors.
    OtherRunsUnused {
        /// Runs given.
        given: usize,
    },
    /// Other runs were used to learn how form follows speed and slope.
    OtherRuns {
        /// Runs that could be used.
        used: usize,
        /// Runs given.
        given: usize,
    },
    /// Pause marks inside which the recording goes on at running speed.
    PauseContradicted {
        /// How many.
        marks: usize,
    },
    /// Several sensors measured the same.
    SeveralSources {
        /// What.
        quantity: Quantity,
        /// The field that is used.
        used: String,
        /// The others.
        others: Vec<String>,
    },
    /// Contact time of a trunk sensor lies apart from that of a reference.
    ContactOffsetFound {
        /// Reference less trunk sensor, ms.
        offset_ms: f64,
        /// Spread of the differences, ms.
        spread_ms: f64,
        /// Source of the reference.
        reference: String,
        /// Source of the trunk sensor.
        trunk: String,
    },
    /// The watch's clock was laid over the sensor's by the rhythm of the steps.
    ClocksAligned {
        /// What was added to the sensor's time, s.
        offset_s: f64,
        /// How far off that may be, s.
        doubt_s: f64,
        /// Correlation of the two cadences.
        correlation: f64,
    },
    /// The rhythm could not; the times of day of both did.
    ClocksByTimeOfDay {
        /// Why the rhythm could not.
        why: NotAligned,
    },
    /// The watch's file was left aside.
    ClocksNotAligned {
        /// Why.
        why: NotAligned,
        /// Whether both files hold the time of day.
        time_of_day: bool,
    },
    /// The balance reads exactly 50: a start-up default.
    BalanceDefault {
        /// Seconds left out.
        default_s: f64,
    },
    /// Speed was computed from the distance.
    SpeedFromDistance,
    /// Only averages of laps.
    LapTable {
        /// How many.
        laps: usize,
    },
    /// Two sensors show different changes of one metric.
    SensorsDisagree {
        /// Id of the metric.
        metric: String,
        /// Unit of the changes.
        unit: String,
        /// The field that is used.
        first: String,
        /// Its change.
        change: f64,
        /// Lower end of its 95 % interval.
        low: f64,
        /// Upper end of its 95 % interval.
        high: f64,
        /// The other field.
        second: String,
        /// Its change.
        other_change: f64,
        /// Lower end of its 95 % interval.
        other_low: f64,
        /// Upper end of its 95 % interval.
        other_high: f64,
    },
    /// Too little running to judge form.
    TooShortToJudge {
        /// Seconds of running.
        running_s: f64,
        /// Seconds that a judgement takes.
        needed_s: f64,
    },
    /// A gzip file ended early; what could be unpacked was read.
    ArchiveTruncated {
        /// Bytes that could be unpacked.
        unpacked_bytes: u64,
    },
    /// The file is damaged; what comes before was read.
    Truncated {
        /// Where.
        place: Place,
        /// What was found there.
        fault: Fault,
    },
    /// The recording was never closed by the device.
    NeverClosed {
        /// Records read all the same.
        records: usize,
    },
    /// Records that share a time stamp were merged.
    DuplicateTimestamps {
        /// Records merged with another.
        records: usize,
    },
    /// Records that go back in time, or have no time, were left out.
    TimeBackwards {
        /// Records left out.
        records: usize,
    },
    /// The clock jumps by hours or more; the jump was closed.
    ClockJump {
        /// Number of jumps.
        jumps: usize,
    },
    /// Points without a readable time were left out.
    PointsWithoutTime {
        /// Points left out.
        points: usize,
    },
    /// No record has a time: one second was assumed between records.
    NoTimestamps,
    /// The time stamps make no sense from a record on; the rest was left out.
    ImplausibleTimes {
        /// The first record left out, counted from 1.
        record: usize,
        /// Where the time stamps jump to, if that is a date.
        date: Option<String>,
    },
    /// Speeds faster than anything on land by human power were left out.
    SpeedOutOfRange {
        /// Values left out.
        values: usize,
        /// The limit, m/s.
        limit_mps: f64,
    },
    /// Altitudes beyond every place on land were left out.
    AltitudeOutOfRange {
        /// Values left out.
        values: usize,
        /// Lowest that is believed, m.
        low_m: f64,
        /// Highest that is believed, m.
        high_m: f64,
    },
    /// Values beyond what any sensor on a person measures were left out.
    ValuesOutOfRange {
        /// Id of the quantity.
        quantity: String,
        /// Values left out.
        values: usize,
        /// Lowest that is believed.
        low: f64,
        /// Highest that is believed.
        high: f64,
        /// Unit of both.
        unit: String,
    },
    /// The distance counter goes on from another level; it was joined up.
    DistanceLevel,
    /// Distances that jump were left out.
    DistanceJumps {
        /// Values left out.
        values: usize,
    },
    /// The distance counter starts again; it was joined up.
    DistanceRestarted {
        /// How often.
        restarts: usize,
    },
    /// Positions far from those before and after were left out.
    PositionJumps {
        /// Positions left out.
        positions: usize,
    },
    /// Jumps of the position were not counted as distance.
    GpsJumps {
        /// Number of jumps.
        jumps: usize,
    },
    /// Cadence was doubled on the evidence of the other data.
    CadenceDoubled {
        /// The channel.
        source: String,
        /// Median before, steps/min.
        from_spm: f64,
        /// Median after, steps/min.
        to_spm: f64,
        /// What it rests on.
        reason: CadenceReason,
    },
    /// Cadence was halved on the evidence of the other data.
    CadenceHalved {
        /// The channel.
        source: String,
        /// Median before, steps/min.
        from_spm: f64,
        /// Median after, steps/min.
        to_spm: f64,
        /// What it rests on.
        reason: CadenceReason,
    },
    /// The format holds no running dynamics, whatever the watch measured.
    NoDynamicsInFormat {
        /// The format as people call it.
        format: String,
    },
    /// The parts of the track were sorted by time.
    PartsReordered,
    /// Parts of the track are in the file twice; one copy was used.
    RepeatedParts {
        /// Copies left out.
        parts: usize,
    },
    /// Sessions of the file without records.
    SessionsSkipped {
        /// Their sports.
        sports: Vec<String>,
    },
    /// The device writes 0 for "not measured".
    ZerosAsMissing {
        /// Most records concerned in one field.
        records: usize,
        /// The fields.
        fields: Vec<String>,
    },
    /// Bytes that are no FIT data were skipped.
    TrailingBytes {
        /// How many.
        bytes: usize,
        /// The first of them.
        at_byte: usize,
    },
    /// The checksum of the file does not match its content.
    CrcMismatch,
    /// NUL characters in a text were left out.
    NulCharacters {
        /// How many.
        characters: usize,
        /// Line of the first.
        line: usize,
    },
    /// The speed that the user gave took the place of the file's.
    SpeedDeclared {
        /// As given, m/s.
        speed_mps: f64,
        /// What the file says, m/s.
        said_mps: Option<f64>,
    },
    /// Options that this kind of recording has no use for.
    OptionsUnused {
        /// As they are written.
        options: Vec<String>,
    },
    /// Blocks of a raw file that could not be read were left out.
    BlocksUnreadable {
        /// How many.
        blocks: usize,
        /// Of how many.
        of: usize,
    },
    /// Tables of one metric each were joined by time.
    TablesJoined {
        /// Number of tables.
        files: usize,
    },
    /// The encoding of the text was not stated.
    EncodingGuessed {
        /// The encoding taken.
        encoding: String,
    },
    /// Lines of a table that could not be read were left out.
    BrokenLines {
        /// Lines left out.
        lines: usize,
        /// The first of them.
        line: u64,
        /// What is wrong there.
        fault: Fault,
    },
    /// Rows whose time could not be read were left out.
    UnreadableTimes {
        /// Rows left out.
        rows: usize,
        /// Line of the first.
        line: u64,
        /// What is wrong there.
        fault: Fault,
    },
    /// Columns that are 0 throughout were taken as not recorded.
    AllZeroColumn {
        /// Their names.
        columns: Vec<String>,
    },
    /// The values of a column contradict the unit in its header.
    UnitContradictsHeader {
        /// The column.
        column: String,
        /// Unit in the header.
        stated: String,
        /// Typical value as in the file.
        typical: f64,
        /// Unit taken.
        unit: String,
    },
    /// No unit fits the values of a column; it was left out.
    UnitUnknown {
        /// The column.
        column: String,
        /// What it should hold: id of a quantity.
        quantity: String,
        /// Typical value as in the file.
        typical: f64,
        /// Units that were tried.
        units: Vec<String>,
    },
    /// The typical speed is that of a ride.
    TooFastForRunning {
        /// Typical speed, m/s.
        speed_mps: f64,
    },
    /// Rows that sum up laps were left out.
    LapGroupsLeftOut {
        /// Rows left out.
        rows: usize,
    },
    /// Rows without a lap number were left out.
    LapRowsLeftOut {
        /// Rows left out.
        rows: usize,
    },
    /// GoldenCheetah leaves the cadence of runs out.
    GoldencheetahNoCadence,
    /// Ground times of walking were left out.
    StrydWalkingContact {
        /// Values left out.
        values: usize,
    },
    /// The first altitudes jump and were left out.
    ElevationStart {
        /// Values left out.
        values: usize,
        /// The channel.
        source: String,
    },
    /// The signals of the file are of different length.
    SignalsOfDifferentLength {
        /// Values of the shortest.
        least: usize,
        /// Values of the longest.
        most: usize,
    },
    /// Values that are scaled marks of "invalid" were left out.
    InvalidValues {
        /// Values left out.
        values: usize,
    },
    /// Channels that speak less often than the records; their values stand until the next.
    OwnClock {
        /// The channels.
        columns: Vec<String>,
        /// Usual time between the values of the slowest, s.
        spacing_s: f64,
    },
    /// Speed, distance and what rests on them were scaled to the total of the file.
    ScaledToTotal {
        /// What the file says of the whole, m.
        total_m: f64,
        /// What the records add up to, m.
        records_m: f64,
        /// The factor.
        factor: f64,
    },
    /// The total of the file and the records contradict each other.
    TotalContradicted {
        /// What the file says of the whole, m.
        total_m: f64,
        /// What the records add up to, m.
        records_m: f64,
    },
    /// Speed and distance of the records contradict each other.
    SpeedContradictsDistance {
        /// Metres by the speed.
        by_speed_m: f64,
        /// Metres by the distance, over the same time.
        by_distance_m: f64,
        /// Which was followed: `by_speed`, `by_distance` or `unsettled`.
        settled: String,
    },
    /// Records are missing while the timer ran.
    RecordsMissing {
        /// Number of gaps.
        gaps: usize,
        /// Seconds in them.
        missing_s: f64,
    },
    /// Records whose time stamps stand alone were left out.
    StrayTimes {
        /// Records left out.
        records: usize,
    },
    /// Cadence was computed from speed and step length.
    CadenceFromSteps,
    /// Stray quotation marks in a table were taken out.
    StrayQuotes {
        /// Lines mended.
        lines: usize,
        /// The first of them.
        line: u64,
    },
    /// Rows of a table without a time were left out.
    RowsWithoutTime {
        /// Rows left out.
        rows: usize,
    },
    /// More laps than any run has: they were ignored.
    LapsIgnored {
        /// Number of laps.
        laps: usize,
        /// The limit.
        limit: usize,
    },
    /// Laps that could not be read were left out.
    LapsUnreadable {
        /// Laps left out.
        laps: usize,
        /// Line of the first.
        line: u64,
    },
    /// Laps that are in the table twice; one copy was used.
    LapsRepeated {
        /// Copies left out.
        laps: usize,
    },
    /// Lap numbers that the table skips.
    LapsMissing {
        /// Laps missing.
        laps: usize,
    },
    /// Laps were not in order of their numbers and were sorted.
    LapsReordered,
    /// The times of laps do not add up to the cumulative time beside them.
    LapTimesContradicted {
        /// Laps concerned.
        laps: usize,
        /// The first of them, its number.
        first: String,
    },
    /// Lap averages that no runner has were left out.
    LapValuesLeftOut {
        /// Values left out.
        values: usize,
        /// Their columns.
        columns: Vec<String>,
    },
    /// The user said which sport it is.
    SportDeclared {
        /// What the file says: the name of a sport.
        said: String,
    },
    /// The list of the archive names another sport than the file.
    SportListed {
        /// What the file says: the name of a sport.
        said: String,
    },
    /// The sport was told by the title.
    SportByTitle {
        /// The title.
        title: String,
    },
    /// Speed changes while the cadence stays: that of a ride.
    CadenceOfARide,
    /// No sensor shows running.
    NoRunning {
        /// What each shows instead.
        refusals: Vec<RefusalAt>,
    },
    /// The recording of motion holds no sensor.
    NoSensor,
    /// The steps of an events file do not fit the recording.
    EventsUnused {
        /// Steps in the file.
        given: usize,
        /// Those that lie within the recording and follow each other.
        sound: usize,
    },
    /// The steps of the events file are used although the signal shows no running.
    EventsAgainstSignal {
        /// What each sensor shows instead.
        refusals: Vec<RefusalAt>,
    },
    /// Sensors recorded apart: no times from foot to foot.
    ClocksSeparate,
    /// The clocks of two sensors drift apart.
    ClocksDrift {
        /// By so much.
        ms_per_minute: f64,
    },
    /// The clocks of two sensors are apart.
    ClocksApart,
    /// Arm swing without gyroscopes.
    SwingByAcceleration,
    /// The level of contact time is an estimate.
    ContactEstimated {
        /// Of this sensor.
        placement: Placement,
        /// Half width of the 95 % interval for a runner never measured, ms.
        level_ms: f64,
        /// The same of a change between paces, ms.
        change_ms: f64,
    },
    /// Contact times follow changes alone.
    ContactChangeOnly {
        /// Of this sensor.
        placement: Placement,
    },
    /// Left and right differ by no more than the sensors' own doubt allows to tell.
    SidesAccuracy {
        /// Of these sensors.
        placement: Placement,
        /// Half width of the 95 % interval of left against right, ms.
        sides_ms: f64,
    },
    /// Nobody said where a sensor sat.
    PlacementUnknown,
    /// A sensor lacks axes.
    AxisMissing {
        /// The sensor.
        placement: Placement,
        /// How many axes have no values.
        axes: usize,
    },
    /// Left and right by the sway of a trunk sensor.
    SidesByVote {
        /// The sensor.
        placement: Placement,
        /// Share of such votes that are right.
        confidence: f64,
    },
    /// The sway contradicts the sides of the sensors on the legs.
    SidesContradict {
        /// The sensor that sways.
        placement: Placement,
    },
    /// The sensor rises more with the steps of one foot.
    SensorOffMiddle {
        /// The sensor.
        placement: Placement,
        /// By so much, %.
        difference_pct: f64,
    },
    /// Too few samples a second for the spread of stride times.
    RateLow {
        /// The sensor.
        placement: Placement,
        /// Its rate, Hz.
        rate_hz: f64,
    },
    /// A sensor turned on the body.
    SensorSlipped {
        /// The sensor.
        placement: Placement,
    },
    /// Two ways to the oscillation differ.
    OscillationDoubtful {
        /// Of this sensor.
        placement: Placement,
    },
    /// Oscillation is that of the place of the sensor.
    OscillationOfSensor {
        /// The sensor.
        placement: Placement,
    },
    /// A run without hills, whose speed the watch estimates.
    Treadmill,
    /// Hills cannot be told from flat ground.
    NoAltitude,
    /// The altitude is that of a receiver, or may be.
    GpsAltitude {
        /// Whether the file names the device that measured it.
        device_known: bool,
    },
    /// A column beside the signals cannot be used.
    ColumnLeftOut {
        /// Its name.
        column: String,
        /// Why.
        why: String,
    },
    /// Sessions of other sports in the file of the run.
    OtherSessionsSkipped {
        /// The sports as the file states them.
        sports: Vec<String>,
    },
    /// Of a recording of motion sensors.
    #[serde(untagged)]
    Sensor(SensorNote),
    /// As an earlier version of the program worded it: read back from a document.
    #[serde(untagged)]
    Told {
        /// Its code then.
        code: Cow<'static, str>,
        /// Its text then.
        message: String,
    },
}

fact!(NoteKind);

impl From<SensorNote> for NoteKind {
    fn from(note: SensorNote) -> Self {
        NoteKind::Sensor(note)
    }
}

/// What a sensor shows instead of running.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum RefusalAt {
    /// What one sensor shows.
    SensorShows {
        /// The sensor.
        placement: Placement,
        /// What it shows.
        why: Refusal,
    },
}

fact!(RefusalAt);

/// What was seen instead of running, in the window that came nearest to it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refusal {
    /// Every piece without gaps is too short.
    PiecesTooShort {
        /// The longest, s.
        longest_s: f64,
    },
    /// The whole recording is too short.
    ClipTooShort {
        /// It lasts, s.
        lasts_s: f64,
        /// It should last, s.
        needed_s: f64,
    },
    /// Angular velocities without accelerations.
    OnlyAngularVelocity,
    /// Nothing moves.
    HardlyMoves {
        /// Strongest movement, g.
        strength_g: f64,
    },
    /// Movement without a steady rhythm.
    NoSteadyRhythm {
        /// Its strength, g.
        strength_g: f64,
    },
    /// A rhythm too slow or too weak for running.
    LooksLikeWalking {
        /// Steps per second.
        steps_hz: f64,
        /// Strength, g.
        strength_g: f64,
    },
    /// A rhythm, but one with long rests in it.
    LiesStill {
        /// Share of time at rest.
        share: f64,
    },
    /// A rhythm without the jolts of steps.
    RoundRhythm {
        /// Turns per minute.
        turns_per_minute: f64,
    },
    /// Running too briefly to measure.
    RunningTooBrief {
        /// It should last, s.
        needed_s: f64,
    },
}

fact!(Refusal);

impl std::fmt::Display for NoteKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        facts::plain(self, f)
    }
}

/// Why the clock of a watch could not be laid over that of a sensor.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum NotAligned {
    /// The watch's file holds no cadence.
    NoCadenceToMatch,
    /// They have too little in common.
    TooLittleInCommon {
        /// Seconds it takes.
        needed_s: f64,
    },
    /// Their cadences do not match.
    CadencesDoNotMatch {
        /// The best correlation.
        correlation: f64,
    },
    /// They match at several places.
    SeveralPlacesMatch,
}

fact!(NotAligned);

impl Note {
    /// Good to know.
    pub fn of(kind: impl Into<NoteKind>) -> Self {
        Note { kind: kind.into(), severity: Severity::Info, share: None, sensor: None }
    }

    /// Lowers what can be said.
    pub fn warn(kind: impl Into<NoteKind>) -> Self {
        Note { kind: kind.into(), severity: Severity::Warning, share: None, sensor: None }
    }

    /// Part of the recording could not be used.
    pub fn error(kind: impl Into<NoteKind>) -> Self {
        Note { kind: kind.into(), severity: Severity::Error, share: None, sensor: None }
    }

    /// Adds the share concerned.
    #[must_use]
    pub fn with_share(mut self, share: f64) -> Self {
        self.share = share.is_finite().then_some(share);
        self
    }

    /// The text of a note that is still one, or its code and data.
    pub fn told(&self) -> String {
        match &self.kind {
            NoteKind::Told { message, .. } => message.clone(),
            kind => kind.to_string(),
        }
    }

    /// Changes every text from the file that the note quotes.
    pub fn change_texts(&mut self, change: &impl Fn(&mut String)) {
        if let Some(sensor) = &mut self.sensor {
            change(sensor);
        }
        facts::change_texts(&mut self.kind, change);
    }

    /// The stable code.
    pub fn code(&self) -> String {
        facts::code(&self.kind)
    }
}
