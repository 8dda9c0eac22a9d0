//! Keyword arguments → what to do with a recording. They have the names of the command
//! line's options, and the same limits.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use runform::cli::window;
use runform::import::{self, AccUnit, GyroUnit};
use runform::pipeline;
use runform::recording::{Placement, Sport};
use runform::runs::{Task, watch_of};
use runform::settings::{Prefer, RunKind, Settings, UserWindow, check_windows};
use runform::strength::Catalogue;

use crate::error::{defect, told, wrong};
use crate::recording::beside;

/// Where a sensor sat.
pub(crate) fn placement(py: Python<'_>, text: &str) -> PyResult<Placement> {
    import::placement_of(text).map_err(|_| {
        let ids: Vec<&str> = Placement::ALL.iter().map(|p| p.id()).collect();
        wrong(py, "placement", format!("{text:?} is none; choose one of {}", ids.join(", ")))
    })
}

/// The arguments that were given.
struct Given<'a, 'py>(&'a Bound<'py, PyDict>);

impl<'py> Given<'_, 'py> {
    fn get(&self, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        Ok(self.0.get_item(name)?.filter(|value| !value.is_none()))
    }

    fn text(&self, name: &str) -> PyResult<Option<String>> {
        self.get(name)?.map(|value| value.extract()).transpose()
    }

    fn texts(&self, name: &str) -> PyResult<Vec<String>> {
        self.get(name)?.map_or(Ok(Vec::new()), |value| match value.extract::<String>() {
            Ok(one) => Ok(vec![one]),
            Err(_) => value.extract(),
        })
    }

    fn flag(&self, name: &str) -> PyResult<bool> {
        self.get(name)?.map_or(Ok(false), |value| value.extract())
    }

    /// A number within limits.
    fn number(&self, name: &str, low: f64, high: f64, of: &str) -> PyResult<Option<f64>> {
        let Some(value) = self.get(name)? else { return Ok(None) };
        let number: f64 = value.extract()?;
        if (low..=high).contains(&number) {
            return Ok(Some(number));
        }
        let what = format!("{number} is not possible; expected {of} between {low} and {high}");
        Err(wrong(value.py(), name, what))
    }

    /// One of several words.
    fn choice<T: Copy>(&self, name: &str, choices: &[(&str, T)]) -> PyResult<Option<T>> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let found = choices.iter().find(|(word, _)| *word == text);
        found.map(|(_, value)| Some(*value)).ok_or_else(|| {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            wrong(self.0.py(), name, format!("{text:?} is unknown; choose {}", words.join(", ")))
        })
    }

    fn window(&self, name: &str) -> PyResult<Option<UserWindow>> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        window::parse(&text).map(Some).map_err(|why| wrong(self.0.py(), name, why))
    }

    fn wrong(&self, name: &str, what: impl Into<String>) -> PyErr {
        wrong(self.0.py(), name, what)
    }
}

/// What the arguments ask for.
pub(crate) fn task(options: &Bound<'_, PyAny>) -> PyResult<Task> {
    let given = Given(options.cast::<PyDict>()?);
    let mut task = Task { settings: settings(&given)?, ..Task::default() };
    reading(&given, &mut task)?;
    together(&given, &mut task)?;
    let from: Vec<PathBuf> =
        given.get("effects_from")?.map_or(Ok(Vec::new()), |value| value.extract())?;
    if !from.is_empty() {
        let found =
            options.py().detach(|| pipeline::effects_from(pipeline::discover(&from), None, &task));
        let (runs, problems) = found.map_err(defect)?;
        if runs.is_empty() {
            let why: Vec<String> =
                problems.into_iter().map(|(n, why)| format!("{n}: {why}")).collect();
            let what = format!("no run to learn from. {}", why.join(" "));
            return Err(given.wrong("effects_from", what.trim_end()));
        }
        task.settings.compare.effects.runs.extend(runs);
    }
    Ok(task)
}

fn reading(given: &Given<'_, '_>, task: &mut Task) -> PyResult<()> {
    let py = given.0.py();
    if let Some(value) = given.get("placement")? {
        match value.extract::<String>() {
            Ok(one) => task.import.placement = Some(placement(py, &one)?),
            Err(_) => {
                for (sensor, place) in value.extract::<Vec<(String, String)>>()? {
                    task.import.sensor_placements.push((sensor, placement(py, &place)?));
                }
            }
        }
    }
    task.import.rate_hz = given.number("rate", 10.0, 4000.0, "samples per second")?;
    let acc = AccUnit::ALL.map(|u| (u.id(), u));
    task.import.acc_unit = given.choice("acc_unit", &acc)?;
    let gyro = GyroUnit::ALL.map(|u| (u.id(), u));
    task.import.gyro_unit = given.choice("gyro_unit", &gyro)?;
    if let Some(treadmill) = given.choice("sport", &[("run", false), ("treadmill", true)])? {
        let sub = treadmill.then(|| "treadmill".into());
        task.import.sport = Some(Sport::Running { sub });
    }
    for text in given.texts("map")? {
        let map = import::parse_map(&text).map_err(|e| given.wrong("map", told(&e)))?;
        task.import.map.push(map);
    }
    Ok(())
}

fn together(given: &Given<'_, '_>, task: &mut Task) -> PyResult<()> {
    if let Some(value) = given.get("watch")? {
        let (name, bytes) = beside(&value, "watch")?;
        let watch = watch_of(&name, Ok(bytes))
            .map_err(|problem| given.wrong("watch", format!("{name}: {}", told(&problem))))?;
        task.extras.watch = Some(Arc::new(watch));
    }
    if let Some(value) = given.get("events")? {
        let (name, bytes) = beside(&value, "events")?;
        let events = import::read_events(&bytes)
            .map_err(|error| given.wrong("events", format!("{name}: {}", told(&error))))?;
        task.extras.events = Some(Arc::new(events));
    }
    task.extras.watch_offset_s = given.number("watch_offset", -86_400.0, 86_400.0, "seconds")?;
    task.extras.speed_mps = given.number("speed", 1.0, 12.0, "metres per second")?;
    task.extras.grade_pct = given.number("grade", -30.0, 30.0, "per cent")?;
    let (watch, speed) = (task.extras.watch.is_some(), task.extras.speed_mps.is_some());
    match (watch, speed) {
        (true, true) => {
            Err(given.wrong("speed", "a watch gives the speed; leave one of the two out"))
        }
        (false, _) if task.extras.watch_offset_s.is_some() => {
            Err(given.wrong("watch_offset", "give watch as well, or leave it out"))
        }
        (_, false) if task.extras.grade_pct.is_some() => {
            Err(given.wrong("grade", "give speed as well, or leave it out"))
        }
        _ => Ok(()),
    }
}

fn settings(given: &Given<'_, '_>) -> PyResult<Settings> {
    let py = given.0.py();
    let mut settings = Settings::default();
    if let Some(text) = given.text("settings")? {
        settings = settings.with(&text).map_err(|why| given.wrong("settings", told(&why)))?;
    }
    let prefer =
        [("native", Prefer::Native), ("stryd", Prefer::Stryd), ("runscribe", Prefer::Runscribe)];
    settings.prefer = given.choice("prefer", &prefer)?.unwrap_or(settings.prefer);
    let modes = [
        ("auto", RunKind::Auto),
        ("windows", RunKind::Windows),
        ("steady", RunKind::Steady),
        ("race", RunKind::Race),
    ];
    settings.windows.kind = given.choice("mode", &modes)?.unwrap_or(settings.windows.kind);
    let runner = &mut settings.runner;
    runner.mass_kg = given.number("mass", 20.0, 300.0, "kilograms")?.or(runner.mass_kg);
    runner.height_m = given.number("height", 1.0, 2.5, "metres")?.or(runner.height_m);
    settings.compare.rpe = given.number("rpe", 0.0, 10.0, "a number")?.or(settings.compare.rpe);
    let windows = &mut settings.windows;
    windows.fresh = given.window("fresh")?.or(windows.fresh);
    windows.fatigued = given.window("fatigued")?.or(windows.fatigued);
    match (windows.fresh, windows.fatigued) {
        (Some(fresh), Some(fatigued)) => {
            check_windows(fresh, fatigued).map_err(|why| given.wrong("fresh", told(&why)))?;
        }
        (None, None) => {}
        _ => {
            let what = "fresh and fatigued belong together: give both, or neither";
            return Err(given.wrong("fresh", what));
        }
    }
    if let Some(minutes) = given.number("session_minutes", 15.0, 20.0, "minutes")? {
        settings.strength.session_minutes = minutes as u32;
    }
    let equipment = given.texts("equipment")?;
    if !equipment.is_empty() {
        let catalogue = Catalogue::builtin().map_err(|e| defect(format!("{e:?}")))?;
        if let Some(unknown) = catalogue.unknown_equipment(&equipment) {
            let known: Vec<&str> = catalogue.equipment.iter().map(|e| e.id.as_str()).collect();
            let what = format!("{unknown:?} is unknown; choose {}", known.join(", "));
            return Err(wrong(py, "equipment", what));
        }
        settings.strength.equipment = equipment;
    }
    if let Some(ms) = given.number("contact_offset", -100.0, 100.0, "milliseconds")? {
        settings.imu.contact_offset_ms = ms;
    }
    settings.imu.flip_sides |= given.flag("flip_sides")?;
    settings.imu.shared_clock |= given.flag("shared_clock")?;
    settings.check().map_err(|why| given.wrong("settings", told(&why)))?;
    Ok(settings)
}
