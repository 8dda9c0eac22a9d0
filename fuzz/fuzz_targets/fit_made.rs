//! FIT messages that make sense: definitions of known messages with fields of any size and
//! type, values that are often at an edge, compressed time stamps, developer fields.
#![no_main]

use libfuzzer_sys::arbitrary::{self, Arbitrary, Unstructured};
use libfuzzer_sys::fuzz_target;
use runform_import::ImportOptions;

/// Messages that the reader looks at: file id, session, lap, record, event, device, length,
/// activity, developer data and field descriptions, heart rate variability, and unknown ones.
const MESSAGES: [u16; 14] = [0, 18, 19, 20, 21, 23, 34, 49, 78, 101, 132, 206, 207, 0xff00];
/// Fields that it looks at, and some that it does not.
const FIELDS: [u8; 28] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 23, 24, 29, 39, 40, 41, 53, 73, 78, 83, 84, 85, 107, 140, 253,
    254, 255,
];
/// Types of FIT, with one that does not exist.
const TYPES: [u8; 18] = [
    0x00, 0x01, 0x02, 0x83, 0x84, 0x85, 0x86, 0x07, 0x88, 0x89, 0x0a, 0x8b, 0x8c, 0x0d, 0x8e, 0x8f,
    0x90, 0x55,
];
const BEGIN: u32 = 1_000_000_000;

#[derive(Debug, Arbitrary)]
enum Value {
    Zero,
    Ones,
    Small(u8),
    Word(u16),
    Any(u64),
    /// A time near the begin of the run.
    At(u16),
}

#[derive(Debug, Arbitrary)]
struct Field {
    number: u8,
    size: u8,
    of_type: u8,
}

#[derive(Debug, Arbitrary)]
enum Step {
    Define { slot: u8, message: u8, big_endian: bool, fields: Vec<Field>, developer: Vec<(u8, u8, u8)> },
    /// One message, or many of them a second apart.
    Send { slot: u8, values: Vec<Value>, times: u8 },
    Compressed { slot: u8, offset: u8, values: Vec<Value> },
    Raw(Vec<u8>),
}

#[derive(Default, Clone)]
struct Slot {
    fields: Vec<(u8, u8)>,
    big_endian: bool,
}

#[derive(Default)]
struct Maker {
    out: Vec<u8>,
    slots: [Slot; 16],
    clock: u32,
}

fn of<T: Copy>(all: &[T], index: u8) -> T {
    all[usize::from(index) % all.len()]
}

impl Maker {
    fn take(&mut self, step: &Step) {
        match step {
            Step::Define { slot, message, big_endian, fields, developer } => {
                let slot = slot % 16;
                let developed = !developer.is_empty();
                self.out.push(0x40 | (u8::from(developed) << 5) | slot);
                self.out.extend([0, u8::from(*big_endian)]);
                let message = of(&MESSAGES, *message);
                self.out.extend(if *big_endian { message.to_be_bytes() } else { message.to_le_bytes() });
                let fields: Vec<(u8, u8, u8)> = fields
                    .iter()
                    .take(30)
                    .map(|f| (of(&FIELDS, f.number), [1, 2, 4, 8, f.size][usize::from(f.size) % 5], of(&TYPES, f.of_type)))
                    .collect();
                self.out.push(fields.len() as u8);
                self.out.extend(fields.iter().flat_map(|(n, s, t)| [*n, *s, *t]));
                let mut all: Vec<(u8, u8)> = fields.iter().map(|(n, s, _)| (*n, *s)).collect();
                if developed {
                    let developer: Vec<_> = developer.iter().take(6).collect();
                    self.out.push(developer.len() as u8);
                    for (number, size, index) in developer {
                        self.out.extend([number % 4, size % 9, index % 3]);
                        all.push((252, size % 9));
                    }
                }
                self.slots[usize::from(slot)] = Slot { fields: all, big_endian: *big_endian };
            }
            Step::Send { slot, values, times } => {
                for _ in 0..(*times).clamp(1, 200) {
                    self.clock = self.clock.wrapping_add(1);
                    self.out.push(slot % 16);
                    self.content(slot % 16, values);
                }
            }
            Step::Compressed { slot, offset, values } => {
                self.out.push(0x80 | ((slot % 4) << 5) | (offset & 31));
                self.content(slot % 4, values);
            }
            Step::Raw(bytes) => self.out.extend(bytes),
        }
    }

    fn content(&mut self, slot: u8, values: &[Value]) {
        let slot = self.slots[usize::from(slot)].clone();
        for (i, (number, size)) in slot.fields.iter().enumerate() {
            let value = match values.get(i % values.len().max(1)) {
                Some(Value::Any(any)) => *any,
                Some(Value::At(offset)) => u64::from(BEGIN) + u64::from(*offset),
                _ if *number == 253 => u64::from(BEGIN.wrapping_add(self.clock)),
                None | Some(Value::Zero) => 0,
                Some(Value::Ones) => u64::MAX,
                Some(Value::Small(v)) => u64::from(*v),
                Some(Value::Word(v)) => u64::from(*v),
            };
            let size = usize::from(*size);
            let mut bytes: Vec<u8> = value.to_le_bytes().iter().copied().cycle().take(size).collect();
            if slot.big_endian {
                bytes.reverse();
            }
            self.out.extend(bytes);
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(steps) = Vec::<Step>::arbitrary(&mut Unstructured::new(bytes)) else { return };
    let mut maker = Maker::default();
    // A file of an activity, as its first message says.
    maker.out.extend([0x4f, 0, 0, 0, 0, 1, 0, 1, 0, 15, 4]);
    for step in steps.iter().take(500) {
        if maker.out.len() > 1 << 18 {
            break;
        }
        maker.take(step);
    }
    runform_fuzz::swallow(&runform_fuzz::fit_around(&maker.out), &ImportOptions::default());
});
