//! A recording → an analysis, and what can be made of one.

use std::sync::Arc;

use anstream::adapter::strip_str;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use runform::analysis::{self as core, Origin};
use runform::recording::{Note, NoteKind};
use runform::report::html;
use runform::report::terminal::{self, View};
use runform::runs::Problem;
use runform::units::Units;
use runform::words::{Language, Surface, Tongue, Words};
use runform::{Analyzed, Format, Layout, Style, render};

use crate::error::{defect, failure, raise, wrong};
use crate::handle::{Held, give, take};
use crate::recording::Handle as Recording;
use crate::{Answer, options};

/// An analysis.
pub(crate) struct Handle(pub Arc<Analyzed>);

impl Held for Handle {
    const NAME: &'static std::ffi::CStr = c"runform.analysis";
}

/// `analyze(recording, options)`.
pub(crate) fn analyze(args: &Bound<'_, PyTuple>) -> Answer {
    let py = args.py();
    let (handle, options) = (args.get_item(0)?, args.get_item(1)?);
    let recording: &Recording = take(&handle)?;
    let task = options::task(&options)?;
    let done = py.detach(|| {
        let knowledge = task.knowledge()?;
        let path = recording.name.clone();
        let sha256 = recording.sha256.clone().unwrap_or_default();
        let origin = Origin { path, sha256, index: recording.index };
        let mut analyzed =
            core::analyze(&recording.recording, &origin, &task.settings, knowledge.view())?;
        if !recording.others.is_empty() {
            let sports = recording.others.clone();
            let note = Note::of(NoteKind::OtherSessionsSkipped { sports });
            analyzed.analysis.recording.notes.push(note);
        }
        Ok::<_, Problem>(analyzed)
    });
    match done {
        Ok(analyzed) => give(py, Handle(Arc::new(analyzed))),
        Err(problem) => Err(raise(py, &failure(&recording.name, &problem))),
    }
}

/// `json(analysis, pretty, include)`: the document.
pub(crate) fn json(args: &Bound<'_, PyTuple>) -> Answer {
    let include: Vec<String> = args.get_item(2)?.extract()?;
    let known = ["series", "steps", "waveforms"];
    if let Some(unknown) = include.iter().find(|i| !known.contains(&i.as_str())) {
        let what = format!("{unknown:?} cannot be put in; choose {}", known.join(", "));
        return Err(wrong(args.py(), "include", what));
    }
    let with = |name: &str| include.iter().any(|i| i == name);
    let layout = Layout {
        pretty: args.get_item(1)?.extract()?,
        series: with("series"),
        steps: with("steps"),
        waveforms: with("waveforms"),
    };
    rendered(args, Format::Json(layout), &Style::new())
}

/// `html(analysis, language, units)`: the page.
pub(crate) fn html(args: &Bound<'_, PyTuple>) -> Answer {
    let (language, units) = reader(args)?;
    rendered(args, Format::Html, &Style::new().language(language).units(units))
}

/// `text(analysis, language, units, details, width)`: the summary.
pub(crate) fn text(args: &Bound<'_, PyTuple>) -> Answer {
    let py = args.py();
    let (language, units) = reader(args)?;
    let (details, columns) = (args.get_item(3)?.extract()?, args.get_item(4)?.extract()?);
    let handle = args.get_item(0)?;
    let Handle(analyzed) = take(&handle)?;
    let words = &Words::new(Tongue { language, units, surface: Surface::Python });
    let view = View { words, columns, details };
    let told = terminal::summary(&analyzed.analysis, view) + &terminal::closing(view);
    Ok(strip_str(&told).to_string().into_pyobject(py)?.into_any().unbind())
}

/// `head(analysis, language, units)`: the head of the report, for a notebook.
pub(crate) fn head(args: &Bound<'_, PyTuple>) -> Answer {
    let py = args.py();
    let (language, units) = reader(args)?;
    let handle = args.get_item(0)?;
    let Handle(analyzed) = take(&handle)?;
    let words = Words::new(Tongue { language, units, surface: Surface::Python });
    let text = html::head(&analyzed.analysis, &words).map_err(defect)?;
    Ok(text.into_pyobject(py)?.into_any().unbind())
}

fn reader(args: &Bound<'_, PyTuple>) -> PyResult<(Language, Units)> {
    let py = args.py();
    let language: String = args.get_item(1)?.extract()?;
    let units: String = args.get_item(2)?.extract()?;
    let language = match language.as_str() {
        "en" => Language::English,
        "de" => Language::German,
        other => return Err(wrong(py, "language", format!("{other:?}; choose en or de"))),
    };
    let units = match units.as_str() {
        "metric" => Units::Metric,
        "imperial" => Units::Imperial,
        other => return Err(wrong(py, "units", format!("{other:?}; choose metric or imperial"))),
    };
    Ok((language, units))
}

fn rendered(args: &Bound<'_, PyTuple>, format: Format, style: &Style) -> Answer {
    let py = args.py();
    let handle = args.get_item(0)?;
    let Handle(analyzed) = take(&handle)?;
    match py.detach(|| render(analyzed, format, style)) {
        Ok(bytes) => {
            let text = String::from_utf8(bytes).map_err(defect)?;
            Ok(text.into_pyobject(py)?.into_any().unbind())
        }
        Err(problem) => Err(raise(py, &failure(&analyzed.analysis.recording.path, &problem))),
    }
}
