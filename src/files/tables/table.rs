//! One table on its way to a file: rows are collected, written in batches and
//! published at the end. The only file that knows polars.

use std::fs::File;
use std::io;
use std::path::Path;

use polars::prelude::{
    BooleanChunked, Column, DataFrame, DataType, Field, NamedFrom, PlSmallStr, PolarsError, Schema,
    Series,
};
use polars_io::csv::write::{BatchedWriter as CsvBatches, CsvWriter};
use polars_io::parquet::read::ParquetReader;
use polars_io::parquet::write::{BatchedWriter as ParquetBatches, ParquetWriter};
use polars_io::prelude::{SerReader, SerWriter};

use crate::files::folder::TableFormat;
use crate::files::write::Draft;
use crate::report::tables::Cells;
use crate::report::text::cell;

/// Rows written at once; keeps memory flat in large batches. A row group of a
/// Parquet file, however the rows came.
const BATCH_ROWS: usize = 50_000;

/// Frames that are kept as they came before they are put together.
const PIECES: usize = 256;

fn stacked(before: Option<DataFrame>, frame: DataFrame) -> io::Result<DataFrame> {
    let Some(mut before) = before else { return Ok(frame) };
    before.vstack_mut_owned(frame).map_err(plain)?;
    Ok(before)
}

fn read(path: &Path) -> io::Result<DataFrame> {
    ParquetReader::new(File::open(path)?).finish().map_err(plain)
}

/// Cells that are read of a table that comes as Parquet. Ours: a day of six axes and
/// their time at 100 Hz.
const MOST_CELLS: usize = 70_000_000;

/// The rows of a Parquet file as a text that is read like any other table; columns of
/// lists are left out.
///
/// # Errors
/// Where the file is damaged or holds more than [`MOST_CELLS`].
pub(crate) fn text_of_parquet(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut reader = ParquetReader::new(io::Cursor::new(bytes));
    let columns = reader.schema().map_err(plain)?.len();
    let rows = reader.num_rows().map_err(plain)?;
    if rows.saturating_mul(columns) > MOST_CELLS {
        return Err(io::Error::other(format!("{rows} rows of {columns} columns are too many")));
    }
    let mut frame = reader.finish().map_err(plain)?;
    let nested: Vec<PlSmallStr> = (frame.columns().iter())
        .filter(|c| c.dtype().is_nested())
        .map(|c| c.name().clone())
        .collect();
    for name in nested {
        frame = frame.drop(&name).map_err(plain)?;
    }
    let mut text = Vec::new();
    CsvWriter::new(&mut text).n_threads(1).finish(&mut frame).map_err(plain)?;
    Ok(text)
}

/// Texts as a spreadsheet may open them.
fn without_formulas(mut frame: DataFrame) -> Result<DataFrame, PolarsError> {
    let safe = |text: &str| cell(text).into_owned();
    for at in 0..frame.width() {
        let Some(column) = frame.columns().get(at) else { break };
        if column.dtype() == &DataType::String {
            let texts: Vec<Option<String>> =
                column.str()?.iter().map(|text| text.map(safe)).collect();
            let column = Series::new(column.name().clone(), texts);
            frame.replace_column(at, column.into())?;
        }
    }
    Ok(frame)
}

/// An error of polars as the system's where it is one: a full disk is to be said as such.
fn plain(error: PolarsError) -> io::Error {
    let words = error.to_string();
    match words.contains(FULL) {
        true => io::Error::new(io::ErrorKind::StorageFull, FULL),
        false => io::Error::other(words),
    }
}

/// What systems say when there is no room left.
const FULL: &str = "No space left on device";

fn data_type(cells: &Cells) -> DataType {
    match cells {
        Cells::Text(_) => DataType::String,
        Cells::Number(_) => DataType::Float64,
        Cells::Whole(_) => DataType::Int64,
        Cells::Flag(_) => DataType::Boolean,
    }
}

fn column(cells: Cells, name: &str) -> Column {
    let name = PlSmallStr::from_str(name);
    match cells {
        Cells::Text(v) => Series::new(name, v),
        Cells::Number(v) => Series::new(name, v),
        Cells::Whole(v) => Series::new(name, v),
        Cells::Flag(v) => Series::new(name, v),
    }
    .into()
}

enum Writer {
    Parquet(Box<ParquetBatches<File>>),
    Csv(CsvBatches<File>),
}

/// A table being written.
pub(super) struct Table {
    names: Vec<String>,
    empty: Vec<Cells>,
    cells: Vec<Cells>,
    /// Small frames that wait to be put together.
    pieces: Option<DataFrame>,
    /// Rows that wait for a batch to be full.
    waiting: Option<DataFrame>,
    rows: usize,
    writer: Writer,
    draft: Draft,
    /// In the program's own folder, where everything may be replaced.
    own: bool,
}

impl Table {
    pub(super) fn begin(
        folder: &Path,
        name: &str,
        shape: impl IntoIterator<Item = (String, Cells)>,
        format: TableFormat,
    ) -> io::Result<Self> {
        let (names, empty): (Vec<String>, Vec<Cells>) = shape.into_iter().unzip();
        let schema: Schema = names
            .iter()
            .zip(&empty)
            .map(|(n, c)| Field::new(PlSmallStr::from_str(n), data_type(c)))
            .collect();
        let ending = if format == TableFormat::Csv { "csv" } else { "parquet" };
        let draft = Draft::begin(folder.join(format!("{name}.{ending}")))?;
        // One thread: the bytes must not depend on how many there are.
        let writer = if format == TableFormat::Csv {
            let writer = CsvWriter::new(draft.handle()?).n_threads(1);
            Writer::Csv(writer.batched(&schema).map_err(plain)?)
        } else {
            let writer = ParquetWriter::new(draft.handle()?).set_parallel(false);
            Writer::Parquet(Box::new(writer.batched(&schema).map_err(plain)?))
        };
        Ok(Table {
            names,
            cells: empty.clone(),
            empty,
            pieces: None,
            waiting: None,
            rows: 0,
            writer,
            draft,
            own: false,
        })
    }

    /// The same in a folder of the program's own, whatever is in the way there.
    pub(super) fn own(&mut self) {
        self.own = true;
    }

    /// Appends rows given column by column, in the order of the shape.
    pub(super) fn append(&mut self, rows: Vec<Cells>) -> io::Result<()> {
        let height = rows.first().map_or(0, Cells::len);
        let fits = rows.len() == self.cells.len() && rows.iter().all(|c| c.len() == height);
        if !fits || !self.cells.iter_mut().zip(rows).all(|(cells, more)| cells.append(more)) {
            return Err(io::Error::other("a row does not fit its table"));
        }
        if self.cells.first().map_or(0, Cells::len) >= BATCH_ROWS { self.gather() } else { Ok(()) }
    }

    /// Appends the rows of a table of the same shape, but for those of some
    /// recordings (hash and index).
    pub(super) fn append_file(
        &mut self,
        path: &Path,
        without: &[(String, usize)],
    ) -> io::Result<()> {
        let frame = read(path)?;
        if without.is_empty() {
            return self.write(frame);
        }
        let ids = frame.column("recording_id").and_then(|c| c.str()).map_err(plain)?;
        let indices = frame.column("recording_index").and_then(|c| c.i64()).map_err(plain)?;
        let stays = |(id, index): (Option<&str>, Option<i64>)| {
            let is = |key: &(String, usize)| {
                id == Some(key.0.as_str())
                    && index.and_then(|i| usize::try_from(i).ok()) == Some(key.1)
            };
            !without.iter().any(is)
        };
        let stay: BooleanChunked = ids.iter().zip(indices.iter()).map(stays).collect();
        let rest = frame.filter(&stay).map_err(plain)?;
        self.write(rest)
    }

    /// Appends the rows of a table of the same shape, with others in place of some:
    /// `instead` gives their numbers, in order, and their cells.
    pub(super) fn append_file_with(
        &mut self,
        path: &Path,
        instead: Vec<(usize, Vec<Cells>)>,
    ) -> io::Result<()> {
        let frame = read(path)?;
        let mut from = 0;
        for (row, cells) in instead {
            self.write(frame.slice(from as i64, row.saturating_sub(from)))?;
            self.append(cells)?;
            self.gather()?;
            from = row + 1;
        }
        self.write(frame.slice(from as i64, usize::MAX))
    }

    /// Makes a frame of the cells collected.
    fn gather(&mut self) -> io::Result<()> {
        let cells = std::mem::replace(&mut self.cells, self.empty.clone());
        let columns = cells.into_iter().zip(&self.names).map(|(c, name)| column(c, name)).collect();
        self.write(DataFrame::new_infer_height(columns).map_err(plain)?)
    }

    /// Appends a frame.
    fn write(&mut self, frame: DataFrame) -> io::Result<()> {
        if frame.height() == 0 {
            return Ok(());
        }
        self.rows += frame.height();
        let mut pieces = stacked(self.pieces.take(), frame)?;
        // A piece costs far more than its rows, where it has few of them.
        if pieces.first_col_n_chunks() < PIECES && pieces.height() < BATCH_ROWS {
            self.pieces = Some(pieces);
            return Ok(());
        }
        pieces.rechunk_mut();
        self.collect(pieces)
    }

    /// Adds to the rows that wait, and writes all full batches there are.
    fn collect(&mut self, frame: DataFrame) -> io::Result<()> {
        let mut waiting = stacked(self.waiting.take(), frame)?;
        while waiting.height() >= BATCH_ROWS {
            self.write_batch(waiting.slice(0, BATCH_ROWS))?;
            waiting = waiting.slice(BATCH_ROWS as i64, usize::MAX);
        }
        self.waiting = Some(waiting);
        Ok(())
    }

    fn write_batch(&mut self, mut frame: DataFrame) -> io::Result<()> {
        frame.rechunk_mut();
        match &mut self.writer {
            Writer::Parquet(w) => w.write_batch(&frame),
            Writer::Csv(w) => w.write_batch(&without_formulas(frame)?),
        }
        .map_err(plain)
    }

    /// Writes what is left and puts the file in its place; returns the number of rows.
    pub(super) fn finish(mut self) -> io::Result<usize> {
        self.gather()?;
        if let Some(mut pieces) = self.pieces.take() {
            pieces.rechunk_mut();
            self.collect(pieces)?;
        }
        if let Some(rest) = self.waiting.take().filter(|f| f.height() > 0) {
            self.write_batch(rest)?;
        }
        match &mut self.writer {
            Writer::Parquet(w) => w.finish().map(|_| ()),
            Writer::Csv(w) => w.finish(),
        }
        .map_err(plain)?;
        if self.own {
            self.draft.update()?
        } else {
            self.draft.publish()?
        }
        Ok(self.rows)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::import::{ImportOptions, import};
    use crate::recording::Data;

    #[test]
    fn a_parquet_table_of_a_sensor_is_read_as_its_text() {
        let names =
            ["time_s", "acc_x_g", "acc_y_g", "acc_z_g", "gyr_x_dps", "gyr_y_dps", "gyr_z_dps"];
        let value = |c: usize, i: usize| match c {
            0 => i as f64 / 100.0,
            3 => 1.0 + (0.17 * i as f64).sin(),
            1 | 2 => 0.1 * c as f64 * (0.08 * i as f64).cos(),
            _ => 40.0 * c as f64 * (0.08 * i as f64).cos(),
        };
        let columns = names.iter().enumerate().map(|(c, name)| {
            column(Cells::Number((0..3000).map(|i| Some(value(c, i))).collect()), name)
        });
        let mut frame = DataFrame::new_infer_height(columns.collect()).unwrap();
        let mut bytes = Vec::new();
        ParquetWriter::new(&mut bytes).finish(&mut frame).unwrap();
        for k in 0..20 {
            let _ = crate::runs::guarded(|| {
                Ok(text_of_parquet(bytes[..bytes.len() * k / 20].to_vec()))
            });
        }
        let text = text_of_parquet(bytes).unwrap();
        let found = import(&text, &ImportOptions::default()).unwrap();
        let Data::Imu(imu) = &found[0].data else { unreachable!("no sensors") };
        let piece = &imu.sensors[0].pieces[0];
        assert_eq!((imu.sensors[0].rate_hz, piece.len()), (100.0, 3000));
        assert_eq!(piece.acc[2][1234], value(3, 1234) * 9.80665);
    }
}
