//! Tables, which other programs take as Arrow without copying.

use std::path::PathBuf;

use polars::prelude::{CompatLevel, DataFrame, PlSmallStr};
use polars_arrow::array::{Array, StructArray};
use polars_arrow::datatypes::{ArrowDataType, Field};
use polars_arrow::ffi::export_iterator;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use runform::study::row::Who;

use crate::Answer;
use crate::analysis::Handle as Analysis;
use crate::error::{defect, raise};
use crate::frames;
use crate::handle::{Held, give, take};

/// A table.
pub(crate) struct Handle(DataFrame);

impl Held for Handle {
    const NAME: &'static std::ffi::CStr = c"runform.table";
}

/// Who ran, of each analysis: participant, group, condition.
type Ran = (Option<String>, Option<String>, Option<String>);

/// `table([(analysis, (participant, group, condition))], name)`: a table of analyses,
/// one after the other.
pub(crate) fn of_analyses(args: &Bound<'_, PyTuple>) -> Answer {
    let py = args.py();
    let given: Vec<(Bound<'_, PyAny>, Ran)> = args.get_item(0)?.extract()?;
    let name: String = args.get_item(1)?.extract()?;
    let mut runs = Vec::new();
    for (handle, (participant, group, condition)) in &given {
        let Analysis(analyzed) = take(handle)?;
        let [participant, group, condition] = [participant, group, condition].map(Clone::clone);
        runs.push((analyzed.clone(), Who { participant, group, condition }));
    }
    if !frames::TABLES.contains(&name.as_str()) {
        let what = format!("no table is called {name:?}; choose {}", frames::TABLES.join(", "));
        return Err(PyKeyError::new_err(what));
    }
    let frame = py.detach(|| frames::table(&runs, &name)).map_err(defect)?;
    give(py, Handle(frame))
}

/// `parquet(path)`: a table that a batch wrote.
pub(crate) fn parquet(args: &Bound<'_, PyTuple>) -> Answer {
    let py = args.py();
    let path: PathBuf = args.get_item(0)?.extract()?;
    let frame = py.detach(|| frames::parquet(&path)).map_err(|error| {
        let problem = runform::runs::Problem::from_io(&error);
        raise(py, &crate::error::failure(&path.display().to_string(), &problem))
    })?;
    give(py, Handle(frame))
}

/// `shape(table)`: names of the columns, and the number of rows.
pub(crate) fn shape(args: &Bound<'_, PyTuple>) -> Answer {
    let handle = args.get_item(0)?;
    let Handle(frame) = take(&handle)?;
    let names: Vec<&str> = frame.columns().iter().map(|c| c.name().as_str()).collect();
    Ok((names, frame.height()).into_pyobject(args.py())?.into_any().unbind())
}

/// `column(table, name)`: the values of a column, None where there is none.
pub(crate) fn column(args: &Bound<'_, PyTuple>) -> Answer {
    let py = args.py();
    let (handle, name) = (args.get_item(0)?, args.get_item(1)?.extract::<String>()?);
    let Handle(frame) = take(&handle)?;
    let column = frame.column(&name).map_err(|_| PyKeyError::new_err(name.clone()))?;
    let list = if let Ok(texts) = column.str() {
        texts.iter().collect::<Vec<Option<&str>>>().into_pyobject(py)?
    } else if let Ok(numbers) = column.f64() {
        numbers.iter().collect::<Vec<Option<f64>>>().into_pyobject(py)?
    } else if let Ok(whole) = column.i64() {
        whole.iter().collect::<Vec<Option<i64>>>().into_pyobject(py)?
    } else {
        let flags = column.bool().map_err(defect)?;
        flags.iter().collect::<Vec<Option<bool>>>().into_pyobject(py)?
    };
    Ok(list.into_any().unbind())
}

/// `stream(table)`: the capsule of the Arrow C stream interface.
pub(crate) fn stream(args: &Bound<'_, PyTuple>) -> Answer {
    let handle = args.get_item(0)?;
    let Handle(frame) = take(&handle)?;
    let mut fields = Vec::new();
    let mut arrays: Vec<Box<dyn Array>> = Vec::new();
    for column in frame.columns() {
        // Strings as every reader of Arrow knows them.
        let series = column.as_materialized_series().rechunk();
        let array = series.to_arrow(0, CompatLevel::oldest());
        fields.push(Field::new(column.name().clone(), array.dtype().clone(), true));
        arrays.push(array);
    }
    let data = ArrowDataType::Struct(fields);
    let array = StructArray::try_new(data.clone(), frame.height(), arrays, None).map_err(defect)?;
    let field = Field::new(PlSmallStr::EMPTY, data, false);
    let one = std::iter::once(Ok(Box::new(array) as Box<dyn Array>));
    let stream = export_iterator(Box::new(one), field);
    let capsule = PyCapsule::new_with_value(args.py(), stream, c"arrow_array_stream")?;
    Ok(capsule.into_any().unbind())
}
