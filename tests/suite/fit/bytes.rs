//! Writes FIT files by hand, byte by byte, so that the tests share nothing with
//! the decoder.

/// 2021-01-01T00:00:00Z in FIT time.
pub const T0: u32 = 978_393_600;

/// A value with its base type.
#[derive(Clone)]
pub enum V {
    U8(u8),
    U16(u16),
    U32(u32),
    S8(i8),
    S16(i16),
    S32(i32),
    F32(f32),
    Text(&'static str),
    Bytes(Vec<u8>),
    /// Any base type with any bytes.
    Raw(u8, Vec<u8>),
}

impl V {
    fn base(&self) -> u8 {
        match self {
            V::U8(_) => 0x02,
            V::U16(_) => 0x84,
            V::U32(_) => 0x86,
            V::S8(_) => 0x01,
            V::S16(_) => 0x83,
            V::S32(_) => 0x85,
            V::F32(_) => 0x88,
            V::Text(_) => 0x07,
            V::Bytes(_) => 0x0D,
            V::Raw(base, _) => *base,
        }
    }

    fn bytes(&self, big: bool) -> Vec<u8> {
        let mut bytes = match self {
            V::U8(v) => return vec![*v],
            V::S8(v) => return v.to_le_bytes().to_vec(),
            V::Text(text) => return [text.as_bytes(), &[0]].concat(),
            V::Bytes(bytes) | V::Raw(_, bytes) => return bytes.clone(),
            V::U16(v) => v.to_le_bytes().to_vec(),
            V::U32(v) => v.to_le_bytes().to_vec(),
            V::S16(v) => v.to_le_bytes().to_vec(),
            V::S32(v) => v.to_le_bytes().to_vec(),
            V::F32(v) => v.to_le_bytes().to_vec(),
        };
        if big {
            bytes.reverse();
        }
        bytes
    }
}

/// A FIT sequence in the making.
#[derive(Default)]
pub struct FitBytes {
    data: Vec<u8>,
    big: bool,
    defined: std::collections::BTreeMap<u8, Vec<u8>>,
}

impl FitBytes {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn big_endian() -> Self {
        FitBytes { big: true, ..Self::default() }
    }

    /// An activity of Garmin's fenix 3 (product 2050).
    pub fn activity() -> Self {
        Self::file(4, 1, 2050)
    }

    pub fn file(kind: u8, maker: u16, product: u16) -> Self {
        let mut fit = Self::new();
        fit.file_id(kind, maker, product);
        fit
    }

    pub fn file_id(&mut self, kind: u8, maker: u16, product: u16) {
        self.message(
            0,
            &[
                (0, V::Raw(0x00, vec![kind])),
                (1, V::U16(maker)),
                (2, V::U16(product)),
                (4, V::U32(T0)),
            ],
        );
    }

    /// A message of the profile; the definition is written when it changes.
    pub fn message(&mut self, number: u16, fields: &[(u8, V)]) {
        self.with_developer(number, fields, &[]);
    }

    /// A message with developer fields (field number, app index, value).
    pub fn with_developer(&mut self, number: u16, fields: &[(u8, V)], developer: &[(u8, u8, V)]) {
        let local = if number == 20 { 1 } else { 0 };
        self.define(local, number, fields, developer);
        self.data.push(local);
        self.values(fields, developer);
    }

    /// A record message with a compressed timestamp header.
    pub fn compressed(&mut self, offset: u8, fields: &[(u8, V)]) {
        self.define(1, 20, fields, &[]);
        self.data.push(0x80 | 1 << 5 | offset & 0x1F);
        self.values(fields, &[]);
    }

    /// Bytes that are no message.
    pub fn junk(&mut self, bytes: &[u8]) {
        self.data.extend_from_slice(bytes);
    }

    fn define(&mut self, local: u8, number: u16, fields: &[(u8, V)], developer: &[(u8, u8, V)]) {
        let mut definition = vec![0, u8::from(self.big)];
        let number = if self.big { number.to_be_bytes() } else { number.to_le_bytes() };
        definition.extend(number);
        definition.push(fields.len() as u8);
        for (num, value) in fields {
            definition.extend([*num, value.bytes(self.big).len() as u8, value.base()]);
        }
        let mut flag = 0;
        if !developer.is_empty() {
            flag = 0x20;
            definition.push(developer.len() as u8);
            for (num, app, value) in developer {
                definition.extend([*num, value.bytes(self.big).len() as u8, *app]);
            }
        }
        if self.defined.get(&local) != Some(&definition) {
            self.data.push(0x40 | flag | local);
            self.data.extend(&definition);
            self.defined.insert(local, definition);
        }
    }

    fn values(&mut self, fields: &[(u8, V)], developer: &[(u8, u8, V)]) {
        let values = fields.iter().map(|(_, v)| v).chain(developer.iter().map(|(_, _, v)| v));
        let bytes: Vec<u8> = values.flat_map(|v| v.bytes(self.big)).collect();
        self.data.extend(bytes);
    }

    // ---- the usual messages

    /// A record at `T0 + at` with the given fields.
    pub fn record(&mut self, at: u32, fields: &[(u8, V)]) {
        self.message(20, &[&[(253, V::U32(T0 + at))], fields].concat());
    }

    /// A record with developer fields.
    pub fn record_with(&mut self, at: u32, fields: &[(u8, V)], developer: &[(u8, u8, V)]) {
        self.with_developer(20, &[&[(253, V::U32(T0 + at))], fields].concat(), developer);
    }

    pub fn session(&mut self, start: u32, seconds: u32, sport: u8, sub: u8) {
        self.message(
            18,
            &[
                (253, V::U32(T0 + start + seconds)),
                (2, V::U32(T0 + start)),
                (7, V::U32(seconds * 1000)),
                (5, V::Raw(0x00, vec![sport])),
                (6, V::Raw(0x00, vec![sub])),
            ],
        );
    }

    pub fn lap(&mut self, start: u32, seconds: u32) {
        self.message(
            19,
            &[
                (253, V::U32(T0 + start + seconds)),
                (2, V::U32(T0 + start)),
                (7, V::U32(seconds * 1000)),
            ],
        );
    }

    /// A timer event: 0 start, 1 stop, 4 stop all.
    pub fn timer(&mut self, at: u32, kind: u8) {
        self.message(
            21,
            &[(253, V::U32(T0 + at)), (0, V::Raw(0x00, vec![0])), (1, V::Raw(0x00, vec![kind]))],
        );
    }

    /// Announces an app of developer fields.
    pub fn app(&mut self, index: u8, id: &[u8]) {
        self.message(207, &[(3, V::U8(index)), (1, V::Bytes(id.to_vec()))]);
    }

    /// Describes a developer field; `native` is the profile field it claims to be.
    pub fn describe(
        &mut self,
        (app, num): (u8, u8),
        base: u8,
        name: &'static str,
        unit: &'static str,
        native: u8,
    ) {
        self.message(
            206,
            &[
                (0, V::U8(app)),
                (1, V::U8(num)),
                (2, V::U8(base)),
                (3, V::Text(name)),
                (8, V::Text(unit)),
                (14, V::U16(20)),
                (15, V::U8(native)),
            ],
        );
    }

    // ---- the file

    /// The finished sequence: header, data, checksum.
    pub fn done(&self) -> Vec<u8> {
        self.with_header(14, self.data.len() as u32, true)
    }

    pub fn with_header(&self, size: u8, data_size: u32, checksum: bool) -> Vec<u8> {
        let mut file = vec![size, 0x20, 0x54, 0x08];
        file.extend(data_size.to_le_bytes());
        file.extend(b".FIT");
        if size == 14 {
            let crc = crc(&file);
            file.extend(crc.to_le_bytes());
        }
        file.extend(&self.data);
        if checksum {
            let crc = crc(&file);
            file.extend(crc.to_le_bytes());
        }
        file
    }
}

/// CRC-16/ARC, bit by bit.
fn crc(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0u16, |crc, byte| {
        (0..8).fold(crc ^ u16::from(*byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0xA001 } else { crc >> 1 }
        })
    })
}
