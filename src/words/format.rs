//! Numbers, paces and options inside texts.

use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use std::sync::Arc;

use super::Language;
use crate::metrics::Metric;
use crate::units::{Units, clock};

/// Who reads, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tongue {
    /// The language.
    pub language: Language,
    /// Units of pace and distance.
    pub units: Units,
    /// Where an option is given.
    pub surface: Surface,
}

/// Where the reader gives options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Surface {
    /// `--map` on a command line.
    #[default]
    CommandLine,
    /// The argument `map` of a function.
    Library,
    /// A column of the list of a study, or a line of its file.
    Batch,
    /// The keyword `map=` of a Python function.
    Python,
}

impl Tongue {
    /// A number with fixed decimals, a true minus and the language's decimal mark.
    pub fn number(self, value: f64, digits: usize) -> String {
        let text = format!("{:.digits$}", value.abs());
        let negative = value < 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b));
        let text = self.marks(&text);
        if negative { format!("−{text}") } else { text }
    }

    /// The same with its sign: `+8.1`, `−0.3`, `0.0`.
    pub fn signed(self, value: f64, digits: usize) -> String {
        let text = self.number(value, digits);
        let zero = !text.bytes().any(|b| (b'1'..=b'9').contains(&b));
        if text.starts_with('−') || zero { text } else { format!("+{text}") }
    }

    /// A level of a metric given in `unit`, as on screen, without its unit.
    pub fn level(self, metric: Metric, unit: &str, value: f64) -> String {
        self.number(value * metric.on_screen(unit).1, metric.row().decimals[0])
    }

    /// A change of a metric given in `unit`, as on screen, without its unit.
    pub fn change(self, metric: Metric, unit: &str, value: f64) -> String {
        self.signed(value * metric.on_screen(unit).1, metric.row().decimals[1])
    }

    /// `5:17 min/km`.
    pub fn pace(self, mps: f64) -> String {
        self.units.pace(mps)
    }

    /// `12.4 km`.
    pub fn distance(self, metres: f64) -> String {
        self.marks(&self.units.distance(metres))
    }

    /// A clock without hours under an hour, `1:05:30` or `8:20`.
    pub fn clock(self, seconds: f64) -> String {
        clock(seconds)
    }

    /// The language's decimal mark in a text of digits.
    fn marks(self, text: &str) -> String {
        match self.language {
            Language::English => text.to_owned(),
            Language::German => text.replace('.', ","),
        }
    }

    /// `--map` or `map`.
    fn option(self, name: &str) -> String {
        match self.surface {
            Surface::CommandLine => format!("--{name}"),
            Surface::Library => name.replace('-', "_"),
            Surface::Batch => match in_a_batch(name) {
                Some(place) => place.to_owned(),
                None => format!("--{name}"),
            },
            Surface::Python => format!("{}=", name.replace('-', "_")),
        }
    }
}

/// What a batch has in place of options that only the command for single files has.
fn in_a_batch(option: &str) -> Option<&'static str> {
    Some(match option {
        "imu" => "[manifest: recording, placement]",
        "placement" => "[manifest: placement]",
        "watch" => "[manifest: watch]",
        "speed" => "[manifest: speed_mps]",
        "events" => "[manifest: events]",
        "rate" => "[reading] rate_hz",
        "acc-unit" => "[reading] acc_unit",
        "gyro-unit" => "[reading] gyro_unit",
        "map" => "[reading] map",
        _ => return None,
    })
}

/// The functions that messages may call.
pub(super) fn add_functions(bundle: &mut FluentBundle<Arc<FluentResource>>, tongue: Tongue) {
    type Of = fn(Tongue, f64, usize) -> String;
    let numeric: [(&str, Of); 6] = [
        ("NUM", |t, x, d| t.number(x, d)),
        ("SIGNED", |t, x, d| t.signed(x, d)),
        ("CLOCK", |_, x, _| clock(x)),
        ("PACE", |t, x, _| t.pace(x)),
        ("DISTANCE", |t, x, _| t.distance(x)),
        ("PERCENT", |t, x, d| format!("{} %", t.number(100.0 * x, d))),
    ];
    for (name, of) in numeric {
        // A name twice would be a mistake in this table; there is no other error.
        let _ = bundle.add_function(name, move |positional, named| match positional.first() {
            Some(FluentValue::Number(x)) => of(tongue, x.value, digits(named)).into(),
            Some(other) => other.to_owned().into_static(),
            None => FluentValue::Error,
        });
    }
    type OfMetric = fn(Tongue, Metric, &str, f64) -> String;
    let of_metrics: [(&str, OfMetric); 2] = [
        ("LEVEL", |t, m, unit, x| t.level(m, unit, x)),
        ("CHANGE", |t, m, unit, x| t.change(m, unit, x)),
    ];
    for (name, of) in of_metrics {
        let _ = bundle.add_function(name, move |positional, _| match positional {
            [FluentValue::Number(x), rest @ ..] => match metric(rest) {
                Some((metric, unit)) => of(tongue, metric, unit, x.value).into(),
                None => FluentValue::Error,
            },
            [other, ..] => other.to_owned().into_static(),
            [] => FluentValue::Error,
        });
    }
    type OfUnit = fn(Metric, &str) -> String;
    let units: [(&str, OfUnit); 2] = [("LEVELUNIT", level_unit), ("CHANGEUNIT", change_unit)];
    for (name, of) in units {
        let _ = bundle.add_function(name, move |positional, _| match metric(positional) {
            Some((metric, unit)) => of(metric, unit).into(),
            None => FluentValue::Error,
        });
    }
    let _ = bundle.add_function("OPTION", move |positional, _| match positional.first() {
        Some(FluentValue::String(name)) => tongue.option(name).into(),
        _ => FluentValue::Error,
    });
}

/// A metric and the unit of its value, from the arguments of a function.
fn metric<'a>(arguments: &'a [FluentValue]) -> Option<(Metric, &'a str)> {
    match arguments {
        [FluentValue::String(id), FluentValue::String(unit)] => {
            Some((Metric::from_id(id)?, unit.as_ref()))
        }
        _ => None,
    }
}

/// Unit of a level on screen, with the blank before it; none for a plain number.
fn level_unit(metric: Metric, unit: &str) -> String {
    match (metric, metric.on_screen(unit).0) {
        (Metric::ContactBalanceLeft, unit) => format!(" {unit} L"),
        (_, "1") => String::new(),
        (_, unit) => format!(" {unit}"),
    }
}

/// Unit of a change on screen, with the blank before it: of shares their points.
fn change_unit(metric: Metric, unit: &str) -> String {
    match metric.on_screen(unit).0 {
        "1" => String::new(),
        "%" => " pp".into(),
        unit => format!(" {unit}"),
    }
}

/// The argument `digits`, 0 if not given.
fn digits(named: &FluentArgs) -> usize {
    match named.get("digits") {
        Some(FluentValue::Number(FluentNumber { value, .. })) => value.clamp(0.0, 9.0) as usize,
        _ => 0,
    }
}

/// Lets a value outlive the arguments it came with.
trait IntoStatic {
    fn into_static(self) -> FluentValue<'static>;
}

impl IntoStatic for FluentValue<'_> {
    fn into_static(self) -> FluentValue<'static> {
        match self {
            FluentValue::String(text) => FluentValue::String(text.into_owned().into()),
            FluentValue::Number(number) => FluentValue::Number(number),
            _ => FluentValue::Error,
        }
    }
}
