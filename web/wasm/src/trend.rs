//! Documents → their trend.

use runform::report::{html, json};
use runform::words::{Surface, Tongue};
use runform::{Knowledge, Language, Settings};

use crate::analyses::analysis;
use crate::ask::{Reader, TrendForm};

/// The trend, as `runform trend` makes it of the same documents.
pub(crate) fn trend(
    documents: &[usize],
    form: &TrendForm,
    reader: &Reader,
) -> Result<String, String> {
    let runs = documents.iter().map(|d| analysis(*d)).collect::<Result<Vec<_>, _>>()?;
    let knowledge = Knowledge::builtin().map_err(|e| e.to_string())?;
    let catalogue = knowledge.catalogue(Language::English);
    let mut trend = runform::trend::trend(&runs, catalogue, &Settings::default().trend);
    // Without a training log there is no word on whether strength work paid off.
    trend.focus.clear();
    match form {
        TrendForm::Json => json::told(&trend, false),
        TrendForm::Page => {
            let tongue = Tongue { surface: Surface::CommandLine, ..reader.tongue() };
            html::trend(&trend, None, tongue)
        }
    }
    .map_err(|e| e.to_string())
}
