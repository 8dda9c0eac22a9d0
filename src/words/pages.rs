//! The pages of the manual that are made from tables and texts: every metric, every
//! finding, every code. `RUNFORM_WRITE_DOCS=1 cargo test --lib words::pages` writes
//! them anew.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fmt::Write as _;
use std::path::Path;

use super::tests::{codes_with_meaning, facts};
use super::{Language, Tongue, Words};
use crate::form::{Basis, Condition, Direction, Role, Rules};
use crate::metrics::{Adverse, METRICS, Row, Sensors, Size, SlopeEffect, SpeedEffect};
use crate::settings::Settings;

/// A page as it should be, against the file, or into it.
fn current(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("RUNFORM_WRITE_DOCS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == text, "docs/{name} is not current: RUNFORM_WRITE_DOCS=1 writes it anew");
}

/// One cell of a table.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

fn worse(row: &Row) -> String {
    match row.adverse {
        Adverse::Rise => "a rise".into(),
        Adverse::Fall => "a fall".into(),
        Adverse::Away => format!("away from {}", row.neutral),
        Adverse::None => "-".into(),
    }
}

fn worthwhile(row: &Row, settings: &Settings) -> String {
    let swc = &settings.compare.swc;
    let one = |size: Option<Size>, each_foot: bool| {
        let value = swc.of(row.metric, each_foot, 100.0)?;
        Some(match size? {
            Size::Percent(key) => format!("{value} % (`{key}`)"),
            Size::Units(key) if row.unit == "%" => format!("{value} points (`{key}`)"),
            Size::Units(key) => format!("{value} {} (`{key}`)", row.unit),
        })
    };
    match (one(row.worthwhile, false), one(row.worthwhile_each_foot, true)) {
        (Some(usual), Some(feet)) => format!("{usual}; of each foot {feet}"),
        (Some(usual), None) => usual,
        _ => "-".into(),
    }
}

fn sensors(row: &Row) -> String {
    let field = row.field.map(|q| format!("field `{}`", q.id()));
    let imu = row.sensors.map(|s| match s {
        Sensors::Any => "any inertial sensor",
        Sensors::LegOrTrunk => "inertial sensor on foot, shank or trunk",
        Sensors::BothLegs => "inertial sensors on both feet or shanks",
        Sensors::BothLegsOrTrunk => "inertial sensors on both feet or shanks, or one on the trunk",
        Sensors::Trunk => "inertial sensor on the trunk",
        Sensors::SacrumGyro => "gyroscope on the sacrum",
        Sensors::ShankGyro => "gyroscope on a shank",
        Sensors::FootGyro => "gyroscope on a foot",
        Sensors::BothWrists => "inertial sensors on both wrists",
    });
    let all: Vec<String> = field.into_iter().chain(imu.map(str::to_owned)).collect();
    if all.is_empty() { "calculated".into() } else { all.join("; ") }
}

fn speed(effect: SpeedEffect) -> String {
    match effect {
        SpeedEffect::Unknown => "-".into(),
        SpeedEffect::Elastic([v, se]) => format!("power {v} ± {se}"),
        SpeedEffect::PerMps([v, se]) => format!("{v} ± {se} per m/s"),
        SpeedEffect::OfLevel([v, se]) => format!("{v} ± {se} of its level, by power"),
        SpeedEffect::OfFlight | SpeedEffect::OfDutyFactor | SpeedEffect::OfVerticalRatio => {
            "from its parts".into()
        }
    }
}

fn slope(effect: SlopeEffect) -> String {
    match effect {
        SlopeEffect::Unknown => "-".into(),
        SlopeEffect::Percent([v, se]) => format!("{v} ± {se} %"),
        SlopeEffect::Points([v, se]) => format!("{v} ± {se}"),
        SlopeEffect::OfLevel([v, se]) => format!("{v} ± {se} of its level"),
    }
}

#[test]
fn metrics() {
    let (words, settings) = (Words::new(Tongue::default()), Settings::default());
    let mut page = "# Metrics\n\nMade from the table of metrics (`crates/core/src/metrics/table.rs`). \"Worse\" is the direction that fatigue usually takes at the same speed. The smallest worthwhile change is a setting under `[compare.swc]`; without one a metric has numbers and no verdict. Effects of speed and of one per cent of slope are those of runners in general, with their standard error: a run that says more about its runner overrules them.\n\n| id | name | unit | worse | smallest worthwhile change | given by | another way of counting | effect of speed | effect of slope |\n|---|---|---|---|---|---|---|---|---|\n".to_owned();
    for row in &METRICS {
        let variant = row.variant_of.map_or("-".into(), |m| format!("`{}`", m.id()));
        writeln!(
            page,
            "| `{}` | {} | {} | {} | {} | {} | {variant} | {} | {} |",
            row.id,
            cell(&words.name(row.id)),
            row.unit,
            worse(row),
            worthwhile(row, &settings),
            sensors(row),
            speed(row.speed),
            slope(row.slope),
        )
        .unwrap();
    }
    current("metrics.md", &page);
}

fn condition(c: &Condition, words: &Words) -> String {
    let direction = match c.direction {
        Direction::Rise => "rises",
        Direction::Fall => "falls",
        Direction::Away => "moves away from even",
        Direction::Steady => "holds steady",
    };
    let role = match c.role {
        Role::Required => "needed",
        Role::Either => "one of these is needed",
        Role::Supporting => "supports",
        Role::Detail => "shown, not counted",
        Role::Against => "speaks against",
    };
    let least = serde_json::to_value(c.at_least).unwrap();
    let least = least.as_str().unwrap_or_default();
    match c.direction {
        Direction::Steady => format!("- {} {direction} ({role})", words.name(c.metric.id())),
        _ => format!("- {} {direction}, {least} or surer ({role})", words.name(c.metric.id())),
    }
}

#[test]
fn findings() {
    let (words, rules) = (Words::new(Tongue::default()), Rules::builtin().unwrap());
    let mut page = "# Findings\n\nMade from the rules (`data/breakdowns.toml`), in order of priority. A change counts only at equal speed and slope, with the verdict that the rule asks for.\n".to_owned();
    for rule in &rules.rules {
        let basis = match rule.basis {
            Basis::Measured => "measured",
            Basis::Proxy => "by a stand-in",
            Basis::Observed => "seen by a person",
        };
        writeln!(page, "\n## {}\n\n`{}`, {basis}. {}\n", rule.title, rule.id, rule.sign).unwrap();
        for c in &rule.when {
            writeln!(page, "{}", condition(c, &words)).unwrap();
        }
        if let Some(level) = rule.level {
            writeln!(
                page,
                "- {} further than {} from even in both parts, with a sensor on each foot; {} with one on the trunk",
                words.name(level.metric.id()),
                level.from,
                level.from_trunk
            )
            .unwrap();
        }
        let conditions = !rule.when.is_empty() || rule.level.is_some();
        writeln!(page, "{}{}", if conditions { "\n" } else { "" }, rule.explanation).unwrap();
        if let Some(combined) = &rule.combined {
            writeln!(page, "\n**{}**\n", combined.title).unwrap();
            for c in &combined.when {
                writeln!(page, "{}", condition(c, &words)).unwrap();
            }
            writeln!(page, "\n{}", combined.explanation).unwrap();
        }
        if let Some((why, needs)) = &rule.not_measured {
            writeln!(page, "\nWhere it cannot be seen: {why} It takes {needs}.").unwrap();
        }
    }
    current("findings.md", &page);
}

#[test]
fn notes() {
    let texts = Language::English.texts();
    let mut page = "# Notes, reasons and errors\n\nMade from the facts of the program and their texts (`data/words/en`). In documents each stands as an object with its `code`, its data and the `message` of the reader's language; where something is to be done, the message says what. Names in `{ }` are the data.\n".to_owned();
    for (kind, schema) in facts() {
        writeln!(page, "\n## {kind}\n\n| code | when | message |\n|---|---|---|").unwrap();
        for (code, meaning) in codes_with_meaning(&schema) {
            let text = texts.get(&code.replace('_', "-")).map_or("", String::as_str);
            writeln!(page, "| `{code}` | {} | {} |", cell(&meaning), cell(text)).unwrap();
        }
    }
    current("notes.md", &page);
}
