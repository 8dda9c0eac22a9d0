//! Steps from inertial sensors against force plates.

mod limbs;
mod people;
mod simulated;
mod trunk;
mod validate;

use std::path::Path;

/// Columns of a CSV file by name; cells that are no number are NaN.
#[allow(dead_code)] // until every region has its tests
pub(super) fn columns<const N: usize>(path: &Path, names: [&str; N]) -> [Vec<f64>; N] {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let at = names.map(|name| {
        headers.iter().position(|h| h == name).unwrap_or_else(|| panic!("{name} in {path:?}"))
    });
    let mut found: [Vec<f64>; N] = std::array::from_fn(|_| Vec::new());
    for record in reader.records() {
        let record = record.unwrap();
        for (column, &i) in found.iter_mut().zip(&at) {
            column.push(record.get(i).and_then(|v| v.trim().parse().ok()).unwrap_or(f64::NAN));
        }
    }
    found
}
