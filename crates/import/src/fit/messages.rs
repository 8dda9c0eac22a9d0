//! Messages of a FIT sequence → plain values: who, when, which sport, laps,
//! timer events. Records go to [`Records`].

use rustyfit::profile::mesgdef;
use rustyfit::profile::typedef::{
    Event, EventType, File, FitBaseType, GarminProduct, Manufacturer, MesgNum,
};
use rustyfit::proto::{Message, MessageDefinition, Value};

use super::activity::MAX_SESSIONS;
use super::container::Damage;
use super::records::{App, Description, Records};
use crate::Inside;
use crate::reconcile::Totals;
use crate::recording::Body;

/// What one FIT sequence holds.
#[derive(Default)]
pub(super) struct Content {
    pub(super) kind: Option<u8>,
    pub(super) manufacturer: Option<u16>,
    pub(super) product: Option<u16>,
    pub(super) product_name: Option<String>,
    /// FIT time, s.
    pub(super) created: Option<f64>,
    pub(super) sessions: Vec<Session>,
    pub(super) laps: Vec<Lap>,
    /// Timer starts (`true`) and stops (`false`) with their FIT time, in file order.
    pub(super) timer: Vec<(f64, bool)>,
    /// FIT time and local time of the activity message.
    pub(super) clock: Option<(f64, f64)>,
    /// Sport and sub-sport of the first `sport` message.
    pub(super) sport: Option<(u8, u8)>,
    pub(super) body: Body,
    /// Garmin products named in device messages.
    pub(super) accessories: Vec<GarminProduct>,
    pub(super) records: Records,
    pub(super) damage: Option<Damage>,
    /// The recording was never closed (its header gives no size).
    pub(super) unfinished: bool,
}

/// Summary of one session. Times are FIT times in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Session {
    pub(super) start: Option<f64>,
    pub(super) sport: (u8, u8),
    pub(super) totals: Totals,
}

/// One lap, FIT times in seconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lap {
    pub(super) start: f64,
    pub(super) end: f64,
}

const NO_SPORT: u8 = 0xFF;

impl Content {
    /// Takes a definition.
    pub(super) fn define(&mut self, definition: &MessageDefinition) {
        self.records.define(definition);
    }

    /// Takes a data message and says how many bytes it took in the file.
    pub(super) fn take(&mut self, message: &Message) -> usize {
        let size = self.records.message_size(message);
        match message.num {
            MesgNum::RECORD => self.records.push(message),
            MesgNum::FILE_ID => self.file_id(message),
            MesgNum::SESSION => self.session(message),
            MesgNum::LAP => self.lap(message),
            MesgNum::EVENT => self.event(message),
            MesgNum::ACTIVITY => self.activity(message),
            MesgNum::SPORT => {
                let part = |num| whole(message, num).unwrap_or(NO_SPORT);
                self.sport
                    .get_or_insert((part(mesgdef::Sport::SPORT), part(mesgdef::Sport::SUB_SPORT)));
            }
            MesgNum::USER_PROFILE => self.user_profile(message),
            MesgNum::DEVICE_INFO => self.device(message),
            MesgNum::DEVELOPER_DATA_ID => self.app(message),
            MesgNum::FIELD_DESCRIPTION => self.description(message),
            _ => {}
        }
        size
    }

    /// What kind of file this is.
    pub(super) fn describe(&self) -> Inside {
        match self.kind.map(File) {
            Some(File::ACTIVITY) => Inside::ActivityWithoutRecords,
            Some(File::COURSE) => Inside::PlannedCourse,
            Some(File::WORKOUT) => Inside::PlannedWorkout,
            Some(File::SETTINGS) => Inside::WatchSettings,
            Some(kind) if kind.0 < File::MFG_RANGE_MIN.0 => {
                Inside::OtherFitKind { kind: kind.to_string() }
            }
            _ => Inside::MakersData,
        }
    }

    /// True for a route: its records are places to go to, not a run.
    pub(super) fn is_course(&self) -> bool {
        self.kind == Some(File::COURSE.0)
    }

    fn file_id(&mut self, message: &Message) {
        self.kind = whole(message, mesgdef::FileId::TYPE);
        self.manufacturer = whole(message, mesgdef::FileId::MANUFACTURER);
        self.product = whole(message, mesgdef::FileId::PRODUCT);
        self.created = number(message, mesgdef::FileId::TIME_CREATED);
        self.product_name = text(message, mesgdef::FileId::PRODUCT_NAME);
    }

    fn session(&mut self, message: &Message) {
        let part = |num| whole(message, num).unwrap_or(NO_SPORT);
        let session = Session {
            start: number(message, mesgdef::Session::START_TIME),
            sport: (part(mesgdef::Session::SPORT), part(mesgdef::Session::SUB_SPORT)),
            totals: Totals {
                distance_m: number(message, mesgdef::Session::TOTAL_DISTANCE).map(|cm| cm / 100.0),
                timer_s: number(message, mesgdef::Session::TOTAL_TIMER_TIME).map(|ms| ms / 1000.0),
            },
        };
        // Some writers repeat the summary.
        if self.sessions.len() <= MAX_SESSIONS && !self.sessions.contains(&session) {
            self.sessions.push(session);
        }
    }

    fn lap(&mut self, message: &Message) {
        let Some(start) = number(message, mesgdef::Lap::START_TIME) else { return };
        let elapsed = number(message, mesgdef::Lap::TOTAL_ELAPSED_TIME).map(|ms| ms / 1000.0);
        // The time stamp is when the lap was written, which may be much later.
        let end = elapsed
            .map(|s| start + s)
            .or_else(|| number(message, mesgdef::Lap::TIMESTAMP))
            .unwrap_or(start);
        if end > start {
            self.laps.push(Lap { start, end });
        }
    }

    fn event(&mut self, message: &Message) {
        if whole::<u8>(message, mesgdef::Event::EVENT) != Some(Event::TIMER.0) {
            return;
        }
        let runs = match whole::<u8>(message, mesgdef::Event::EVENT_TYPE).map(EventType) {
            Some(EventType::START) => true,
            Some(
                EventType::STOP
                | EventType::STOP_ALL
                | EventType::STOP_DISABLE
                | EventType::STOP_DISABLE_ALL,
            ) => false,
            _ => return,
        };
        if let Some(time) = number(message, mesgdef::Event::TIMESTAMP) {
            self.timer.push((time, runs));
        }
    }

    fn activity(&mut self, message: &Message) {
        let time = number(message, mesgdef::Activity::TIMESTAMP);
        let local = number(message, mesgdef::Activity::LOCAL_TIMESTAMP);
        if let (Some(time), Some(local)) = (time, local) {
            self.clock = Some((time, local));
        }
    }

    fn user_profile(&mut self, message: &Message) {
        let scaled = |num, scale| number(message, num).map(|v| v / scale);
        // Outside these limits the watch was never told, or in another unit.
        self.body.mass_kg =
            scaled(mesgdef::UserProfile::WEIGHT, 10.0).filter(|kg| (25.0..=250.0).contains(kg));
        self.body.height_m =
            scaled(mesgdef::UserProfile::HEIGHT, 100.0).filter(|m| (1.0..=2.5).contains(m));
    }

    fn device(&mut self, message: &Message) {
        let product = whole(message, mesgdef::DeviceInfo::PRODUCT).map(GarminProduct);
        let maker = whole::<u16>(message, mesgdef::DeviceInfo::MANUFACTURER).map(Manufacturer);
        if let (Some(product), Some(Manufacturer::GARMIN)) = (product, maker)
            && !self.accessories.contains(&product)
        {
            self.accessories.push(product);
        }
    }

    fn app(&mut self, message: &Message) {
        let Some(index) = whole(message, mesgdef::DeveloperDataId::DEVELOPER_DATA_INDEX) else {
            return;
        };
        let field =
            message.fields.iter().find(|f| f.num == mesgdef::DeveloperDataId::APPLICATION_ID);
        let id = match field.map(|f| &f.value) {
            Some(Value::ArrayUint8(id)) => id.to_vec(),
            _ => Vec::new(),
        };
        let maker = whole(message, mesgdef::DeveloperDataId::MANUFACTURER_ID);
        self.records.add_app(App { index, id, maker });
    }

    fn description(&mut self, message: &Message) {
        use mesgdef::FieldDescription as D;
        let (Some(app), Some(num), Some(base)) = (
            whole(message, D::DEVELOPER_DATA_INDEX),
            whole(message, D::FIELD_DEFINITION_NUMBER),
            whole(message, D::FIT_BASE_TYPE_ID),
        ) else {
            return;
        };
        self.records.add_description(Description {
            app,
            num,
            base: FitBaseType(base),
            name: text(message, D::FIELD_NAME).unwrap_or_default(),
            unit: text(message, D::UNITS).unwrap_or_default(),
            scale: number(message, D::SCALE).filter(|s| *s > 0.0).unwrap_or(1.0),
            offset: number(message, D::OFFSET).unwrap_or(0.0),
        });
    }
}

/// App and number of the developer field that a message describes.
pub(super) fn described(message: &Message) -> Option<(u8, u8)> {
    use mesgdef::FieldDescription as D;
    if message.num != MesgNum::FIELD_DESCRIPTION {
        return None;
    }
    Some((whole(message, D::DEVELOPER_DATA_INDEX)?, whole(message, D::FIELD_DEFINITION_NUMBER)?))
}

/// A field's raw value; `None` when it is absent or marked invalid.
pub(super) fn number(message: &Message, num: u8) -> Option<f64> {
    let field = message.fields.iter().find(|f| f.num == num)?;
    numeric(&field.value, field.base_type)
}

fn whole<T: TryFrom<u64>>(message: &Message, num: u8) -> Option<T> {
    // Fields read this way are unsigned integers; anything else does not fit `T`.
    T::try_from(number(message, num)? as u64).ok()
}

fn text(message: &Message, num: u8) -> Option<String> {
    let field = message.fields.iter().find(|f| f.num == num)?;
    let text = match &field.value {
        Value::String(text) => text.trim(),
        Value::ArrayString(parts) => parts.first()?.trim(),
        _ => return None,
    };
    (!text.is_empty()).then(|| text.to_string())
}

/// A scalar as a number, `None` when all its bits are set (or none, for the `z`
/// types): the protocol's "invalid", to be dropped before any scaling.
pub(super) fn numeric(value: &Value, base: FitBaseType) -> Option<f64> {
    let zero_is_invalid =
        matches!(base, FitBaseType::UINT8Z | FitBaseType::UINT16Z | FitBaseType::UINT32Z);
    let unsigned =
        |v: u64, max: u64| (v != if zero_is_invalid { 0 } else { max }).then_some(v as f64);
    match *value {
        Value::Uint8(v) => unsigned(v.into(), u8::MAX.into()),
        Value::Uint16(v) => unsigned(v.into(), u16::MAX.into()),
        Value::Uint32(v) => unsigned(v.into(), u32::MAX.into()),
        Value::Int8(v) => (v != i8::MAX).then_some(v.into()),
        Value::Int16(v) => (v != i16::MAX).then_some(v.into()),
        Value::Int32(v) => (v != i32::MAX).then_some(v.into()),
        Value::Float32(v) => v.is_finite().then_some(v.into()),
        Value::Float64(v) => v.is_finite().then_some(v),
        _ => None,
    }
}
