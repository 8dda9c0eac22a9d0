//! What is wrong with a file, and where; and what a doubled or halved cadence
//! rests on. Parts of notes and of errors of the import.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::facts::fact;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Place {
    /// A byte of the file, counted from 0.
    AtByte {
        /// The byte.
        byte: usize,
    },
    /// A line, counted from 1.
    AtLine {
        /// The line.
        line: u64,
    },
    /// A line and a byte of a text.
    AtLineAndByte {
        /// The line, counted from 1.
        line: usize,
        /// The byte, counted from 0.
        byte: usize,
        /// Bytes in all.
        of: usize,
    },
    /// A byte of what was unpacked.
    AtUnpackedByte {
        /// The byte, counted from 0.
        byte: usize,
    },
    /// The contents of an archive.
    AtContents,
    /// The list of files of an archive.
    AtFileList,
    /// One entry of an archive.
    AtEntry,
}

fact!(Place);

/// What was found at a damaged place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Fault {
    /// The header of a FIT file is not one.
    FitHeaderWrong {
        /// Its first byte, which should be 12 or 14.
        length_byte: u8,
    },
    /// The data end in the middle of a message.
    MessageCutOff,
    /// A message of a local type comes without its definition.
    MessageUndefined {
        /// The local type.
        local_type: u8,
    },
    /// The data are no FIT message.
    NotAMessage,
    /// The file ends before the end its header gives.
    CutShort {
        /// Bytes missing.
        missing_bytes: usize,
    },
    /// The XML is broken.
    BrokenXml {
        /// What the parser says.
        detail: String,
    },
    /// The file ends inside an element.
    EndsInside {
        /// The element.
        element: String,
    },
    /// Elements are nested too deep.
    NestedTooDeep {
        /// The limit.
        levels: usize,
    },
    /// Archives inside archives, too many deep.
    ArchivesTooDeep,
    /// The list of files at the end of an archive is missing.
    FileListMissing,
    /// The list of files at the end of an archive cannot be read.
    FileListUnreadable,
    /// The contents do not match their check sum.
    ChecksumWrong,
    /// The compressed data break off.
    CompressedCutOff,
    /// Compressed or packed in a way that is not read here.
    PackingUnknown,
    /// The bytes at the beginning are not those of such a file.
    WrongBeginning,
    /// The compressed data are broken.
    CompressedBroken,
    /// A MATLAB file of version 7.3, which is HDF5.
    MatIsHdf5,
    /// A MATLAB file without numeric columns of one length.
    NoTableInMat,
    /// A file of a motion laboratory without analog channels.
    NoSignalsInC3d,
    /// The structure cannot be understood.
    StructureUnknown,
    /// A row of a table cannot be read.
    RowUnreadable {
        /// What the parser says.
        detail: String,
    },
    /// A row has another number of cells than the table.
    RowWidth {
        /// Cells of the row.
        cells: usize,
        /// Cells of the table.
        expected: usize,
    },
    /// The time of a row cannot be read.
    TimeUnreadable {
        /// The cell.
        cell: String,
    },
    /// The time column does not increase.
    TimeStandsStill {
        /// The column.
        column: String,
        /// Its first cells.
        begins: Vec<String>,
    },
    /// A time column holds no times.
    TimeUnclear {
        /// The column.
        column: String,
        /// Its first cell.
        cell: String,
    },
    /// The steps from row to row are beyond belief.
    StepsImplausible {
        /// Typical step, s.
        step_s: f64,
    },
}

fact!(Fault);

/// What a doubled or halved cadence rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum CadenceReason {
    /// Only this times the measured step length gives the speed.
    FitsStepLength,
    /// More records can be running or walking like that.
    FitsMoreRecords {
        /// What was looked at: `speed_and_contact`, `speed_alone`,
        /// `contact_alone` or `cadence_alone`.
        basis: String,
        /// Share of the records that fit after the change, 0..1.
        share: f64,
        /// Share that fits as read, 0..1.
        as_read: f64,
    },
}

fact!(CadenceReason);
