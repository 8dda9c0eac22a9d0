//! Record messages → columns of numbers, one per native or developer field.
//!
//! What to do with each field is decided once per definition (a [`Plan`]), so
//! that taking a record is a walk over its values.

use rustyfit::profile::lookup::field_reference;
use rustyfit::profile::mesgdef::Record;
use rustyfit::profile::typedef::{FitBaseType, MesgNum};
use rustyfit::proto::{FieldDefinition, Message, MessageDefinition, Value};

use super::fields;
use super::messages::numeric;

/// Developer fields kept at most, so that a forged file cannot fill the memory;
/// real files have up to 15. Ours.
const MAX_DEVELOPER_FIELDS: usize = 64;

const COMPRESSED_TIME: u8 = 0x80;

/// Columns of a sequence's records. `times` are FIT seconds, NaN where missing.
#[derive(Default)]
pub(super) struct Records {
    pub(super) times: Vec<f64>,
    pub(super) columns: Vec<Column>,
    pub(super) apps: Vec<App>,
    pub(super) descriptions: Vec<Description>,
    /// Developer fields (app index, number) that came without a description.
    pub(super) undescribed: Vec<(u8, u8)>,
    plans: [Plan; 16],
    packed_distance: PackedDistance,
}

/// One field of the records, in the unit of the profile (or of the app).
pub(super) struct Column {
    pub(super) key: Key,
    /// As long as the rows that were there at its last value; see [`Records::column`].
    pub(super) values: Vec<f64>,
    /// Why values could not be read, if so.
    pub(super) problem: Option<&'static str>,
    base: FitBaseType,
    scale: f64,
    offset: f64,
}

/// Which field a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// Field of the profile's record message.
    Native(u8),
    /// Index into [`Records::descriptions`].
    Developer(usize),
}

/// An app that writes developer fields.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct App {
    pub(super) index: u8,
    /// Application id; empty when missing.
    pub(super) id: Vec<u8>,
    pub(super) maker: Option<u16>,
}

/// What an app says about one of its fields.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Description {
    pub(super) app: u8,
    pub(super) num: u8,
    pub(super) base: FitBaseType,
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) scale: f64,
    pub(super) offset: f64,
}

/// How messages of one local type are read.
#[derive(Default)]
struct Plan {
    /// Bytes of a data message without its header byte.
    size: usize,
    slots: Vec<Slot>,
    developer: Vec<DeveloperSlot>,
    /// Descriptions have come since `developer` was worked out.
    stale: bool,
}

#[derive(Clone, Copy)]
enum Slot {
    Skip,
    Time,
    PackedSpeedDistance,
    Column(usize),
}

struct DeveloperSlot {
    num: u8,
    app: u8,
    size: u8,
    column: Option<usize>,
}

impl Records {
    /// True when no record held a value.
    pub(super) fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// Bytes that a data message takes in the file.
    pub(super) fn message_size(&self, message: &Message) -> usize {
        1 + self.plans[local_type(message)].size
    }

    /// Plans how to read the messages that follow this definition.
    pub(super) fn define(&mut self, definition: &MessageDefinition) {
        let sizes = definition.field_definitions.iter().map(|f| usize::from(f.size));
        let developer = definition.developer_field_definitions.iter();
        let mut plan = Plan {
            size: sizes.sum::<usize>()
                + developer.clone().map(|f| usize::from(f.size)).sum::<usize>(),
            ..Plan::default()
        };
        if definition.mesg_num == MesgNum::RECORD {
            plan.stale = true;
            plan.slots = definition.field_definitions.iter().map(|f| self.slot(f)).collect();
            plan.developer = developer
                .map(|f| DeveloperSlot {
                    num: f.num,
                    app: f.developer_data_index,
                    size: f.size,
                    column: None,
                })
                .collect();
        }
        self.plans[usize::from(definition.header & 0x0F)] = plan;
    }

    pub(super) fn add_app(&mut self, app: App) {
        self.apps.retain(|a| a.index != app.index);
        self.apps.push(app);
    }

    pub(super) fn add_description(&mut self, description: Description) {
        // Files repeat descriptions; only a changed one makes a new column.
        let known = self.description_of(description.app, description.num);
        let new = known.is_none_or(|i| self.descriptions.get(i) != Some(&description));
        if new && self.descriptions.len() < MAX_DEVELOPER_FIELDS {
            self.descriptions.push(description);
            self.plans.iter_mut().for_each(|plan| plan.stale = true);
        }
    }

    /// The latest description of a developer field.
    fn description_of(&self, app: u8, num: u8) -> Option<usize> {
        self.descriptions.iter().rposition(|d| d.app == app && d.num == num)
    }

    fn slot(&mut self, field: &FieldDefinition) -> Slot {
        if field.num == Record::TIMESTAMP {
            return if field.size == 4 { Slot::Time } else { Slot::Skip };
        }
        let reference = field_reference(MesgNum::RECORD, field.num);
        let packed = field.num == Record::COMPRESSED_SPEED_DISTANCE && field.size == 3;
        let wanted = fields::is_wanted(field.num);
        let base = reference.as_ref().map_or(field.base_type, |r| r.base_type());
        let problem = (wanted && !same_number(base, field))
            .then_some("left out: declared with another type or size than the profile gives it");
        let column = self.column_for(Column {
            key: Key::Native(field.num),
            values: Vec::new(),
            problem,
            base,
            scale: reference.as_ref().map_or(1.0, |r| r.scale()),
            offset: reference.as_ref().map_or(0.0, |r| r.offset()),
        });
        match () {
            () if packed => Slot::PackedSpeedDistance,
            () if wanted && problem.is_none() => Slot::Column(column),
            () => Slot::Skip,
        }
    }

    fn column_for(&mut self, column: Column) -> usize {
        match self.columns.iter().position(|c| c.key == column.key) {
            Some(i) => i,
            None => {
                self.columns.push(column);
                self.columns.len() - 1
            }
        }
    }

    /// Works out the developer columns of a plan anew.
    fn refresh(&mut self, local: usize) {
        let mut slots = std::mem::take(&mut self.plans[local].developer);
        for slot in &mut slots {
            slot.column = match self.description_of(slot.app, slot.num) {
                Some(i) => self.developer_column(i, slot.size),
                None => {
                    let key = (slot.app, slot.num);
                    if self.undescribed.len() < MAX_DEVELOPER_FIELDS
                        && !self.undescribed.contains(&key)
                    {
                        self.undescribed.push(key);
                    }
                    None
                }
            };
        }
        self.plans[local].developer = slots;
        self.plans[local].stale = false;
    }

    fn developer_column(&mut self, description: usize, size: u8) -> Option<usize> {
        let d = self.descriptions.get(description)?;
        let (base, scale, offset) = (d.base, d.scale, d.offset);
        let key = Key::Developer(description);
        let problem = if base == FitBaseType::STRING {
            Some("text")
        } else if size != base.size() {
            Some("left out: its size does not fit its declared type")
        } else {
            None
        };
        let column =
            self.column_for(Column { key, values: Vec::new(), problem, base, scale, offset });
        problem.is_none().then_some(column)
    }

    /// Takes a record. One that holds no value at all is left out.
    pub(super) fn push(&mut self, message: &Message) {
        let local = local_type(message);
        if self.plans[local].stale {
            self.refresh(local);
        }
        let Records { times, columns, plans, packed_distance, .. } = self;
        let plan = &plans[local];
        let row = times.len();
        let (mut time, mut any) = (None, false);
        let mut values = message.fields.iter();
        if message.header & COMPRESSED_TIME != 0 {
            // The decoder puts the time of the header before the fields of the definition.
            time = values.next().and_then(|f| numeric(&f.value, f.base_type));
        }
        for (slot, field) in plan.slots.iter().zip(values) {
            match *slot {
                Slot::Skip => {}
                Slot::Time => time = numeric(&field.value, field.base_type).or(time),
                Slot::Column(i) => any |= columns[i].put(row, &field.value),
                Slot::PackedSpeedDistance => {
                    if let Value::ArrayUint8(bytes) = &field.value {
                        any |= packed_distance.unpack(bytes, row, columns);
                    }
                }
            }
        }
        // The decoder leaves out fields without a description.
        let mut slots = plan.developer.iter();
        for field in &message.developer_fields {
            let slot = slots.find(|s| s.num == field.num && s.app == field.developer_data_index);
            if let Some(i) = slot.and_then(|s| s.column) {
                any |= columns[i].put(row, &field.value);
            }
        }
        if any {
            times.push(time.unwrap_or(f64::NAN));
        }
    }

    /// The values of a native field, one per record, if any was valid.
    pub(super) fn native(&self, num: u8) -> Option<&[f64]> {
        let column = self.columns.iter().find(|c| c.key == Key::Native(num))?;
        (!column.values.is_empty()).then_some(column.values.as_slice())
    }

    /// Fills every column up to the number of records, after the last record;
    /// keeps the first `rows`.
    pub(super) fn close(&mut self, rows: usize) {
        let count = self.times.len();
        self.times.truncate(rows);
        for column in &mut self.columns {
            if !column.values.is_empty() {
                column.values.resize(count, f64::NAN);
                column.values.truncate(rows);
            }
        }
    }
}

impl Column {
    /// Sets the value of a row; false when the value is missing.
    fn put(&mut self, row: usize, value: &Value) -> bool {
        let Some(raw) = numeric(value, self.base) else { return false };
        self.set(row, raw / self.scale - self.offset);
        true
    }

    fn set(&mut self, row: usize, value: f64) {
        self.values.resize(row, f64::NAN);
        self.values.push(value);
    }
}

fn local_type(message: &Message) -> usize {
    let header = message.header;
    usize::from(if header & COMPRESSED_TIME != 0 { (header >> 5) & 0x03 } else { header & 0x0F })
}

/// Whether a definition's type reads as the profile's type: the decoder always
/// reads the profile's.
fn same_number(profile: FitBaseType, field: &FieldDefinition) -> bool {
    const ENDIAN_FLAG: u8 = 0x80;
    let unsigned = |t: FitBaseType| {
        matches!(
            FitBaseType(t.0 & !ENDIAN_FLAG).0,
            0x00 | 0x02 | 0x04 | 0x06 | 0x0A | 0x0B | 0x0C | 0x0D
        )
    };
    let same = profile.0 & !ENDIAN_FLAG == field.base_type.0 & !ENDIAN_FLAG
        || (unsigned(profile) && unsigned(field.base_type));
    same && field.size == profile.size()
}

/// Speed and distance packed into three bytes by early foot pods: 12 bits of
/// 1/100 m/s, 12 bits of 1/16 m that roll over.
#[derive(Default)]
struct PackedDistance {
    last: Option<u16>,
    total: f64,
}

impl PackedDistance {
    fn unpack(&mut self, bytes: &[u8], row: usize, columns: &mut Vec<Column>) -> bool {
        let &[a, b, c] = bytes else { return false };
        if bytes == [0xFF; 3] {
            return false;
        }
        let speed = u16::from(a) | u16::from(b & 0x0F) << 8;
        let distance = u16::from(b >> 4) | u16::from(c) << 4;
        let step = distance.wrapping_sub(self.last.unwrap_or(0)) & 0x0FFF;
        self.last = Some(distance);
        self.total += f64::from(step) / 16.0;
        for (num, value) in
            [(Record::SPEED, f64::from(speed) / 100.0), (Record::DISTANCE, self.total)]
        {
            let key = Key::Native(num);
            let column = match columns.iter_mut().position(|c| c.key == key) {
                Some(i) => &mut columns[i],
                None => {
                    columns.push(Column::derived(key));
                    let last = columns.len() - 1;
                    &mut columns[last]
                }
            };
            column.set(row, value);
        }
        true
    }
}

impl Column {
    fn derived(key: Key) -> Self {
        Column {
            key,
            values: Vec::new(),
            problem: None,
            base: FitBaseType::UINT32,
            scale: 1.0,
            offset: 0.0,
        }
    }
}
