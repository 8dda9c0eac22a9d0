//! Settings as people write them: a TOML file with any of them.

use schemars::JsonSchema;
use serde::Serialize;
use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

use super::{Impossible, Settings};
use crate::facts::fact;

/// Why a file of settings cannot be used.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum SettingsError {
    /// Not TOML, or a key that is none.
    SettingsNotRead {
        /// The line.
        line: usize,
        /// What is wrong there, as the TOML reader says it.
        message: String,
    },
    /// A value that cannot be.
    SettingsImpossible {
        /// The line, where the file has the key.
        line: Option<usize>,
        /// Which, and what it can be.
        why: Impossible,
    },
}

fact!(error SettingsError);

/// Windows are given whole: time, distance and laps do not mix.
const WHOLE: [&str; 2] = ["fresh", "fatigued"];

impl Settings {
    /// The settings of a file; what is not in it has its usual value.
    ///
    /// # Errors
    /// The line and what is wrong there: an unknown key, or an impossible value.
    pub fn from_toml(text: &str) -> Result<Settings, SettingsError> {
        Settings::default().with(text)
    }

    /// These settings, but for those of a file.
    ///
    /// # Errors
    /// As [`Settings::from_toml`].
    pub fn with(&self, text: &str) -> Result<Settings, SettingsError> {
        // First by itself: its errors have lines.
        let own: Settings = toml::from_str(text).map_err(|e| {
            let line = line(text, e.span().map_or(0, |s| s.start));
            SettingsError::SettingsNotRead { line, message: e.message().to_owned() }
        })?;
        let impossible = |why: Impossible| {
            let line = line_of(text, why.key());
            SettingsError::SettingsImpossible { line, why }
        };
        own.check_values().map_err(impossible)?;
        let both = Table::try_from(self).ok().zip(text.parse::<Table>().ok());
        let merged = both.and_then(|(mut below, above)| {
            lay_over(&mut below, above);
            below.try_into::<Settings>().ok()
        });
        let merged = merged.unwrap_or(own);
        merged.check_values().map_err(impossible)?;
        Ok(merged)
    }
}

fn lay_over(below: &mut Table, above: Table) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(Value::Table(inner)), Value::Table(more)) if !WHOLE.contains(&key.as_str()) => {
                lay_over(inner, more);
            }
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
}

fn line(text: &str, at: usize) -> usize {
    1 + text.get(..at).unwrap_or("").matches('\n').count()
}

/// The line of a key, where the text has it.
pub fn line_of(text: &str, key: &str) -> Option<usize> {
    let table = DeTable::parse(text).ok()?;
    Some(line(text, place(&table, key)?))
}

fn place(table: &Spanned<DeTable<'_>>, key: &str) -> Option<usize> {
    let mut parts = key.split('.').peekable();
    let mut table = table.get_ref();
    loop {
        let part = parts.next()?;
        let (_, value) = table.iter().find(|(name, _)| name.get_ref() == part)?;
        match (parts.peek(), value.get_ref()) {
            (None, _) => return Some(value.span().start),
            (Some(_), DeValue::Table(inner)) => table = inner,
            _ => return None,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::settings::UserWindow;

    #[test]
    fn a_file_goes_over_other_settings_key_by_key() {
        let below = Settings::from_toml(
            "[runner]\nmass_kg = 60.0\nheight_m = 1.7\n[windows]\nfresh = { time = [0.0, 60.0] }\n",
        )
        .unwrap();
        let both = below
            .with("[runner]\nmass_kg = 70.0\n[windows]\nfresh = { distance = [0.0, 900.0] }\n")
            .unwrap();
        assert_eq!((both.runner.mass_kg, both.runner.height_m), (Some(70.0), Some(1.7)));
        assert_eq!(both.windows.fresh, Some(UserWindow::Distance([0.0, 900.0])));
        assert_eq!(below.with("").unwrap(), below);
        assert_eq!(Settings::from_toml("").unwrap(), Settings::default());
    }

    #[test]
    fn mistakes_have_lines() {
        let wrong = |text: &str| Settings::from_toml(text).unwrap_err();
        let unknown = wrong("\n[gate]\nmin_sped_mps = 1\n");
        assert!(
            matches!(&unknown, SettingsError::SettingsNotRead { line: 3, message } if message.starts_with("unknown field")),
            "{unknown}"
        );
        let said = wrong("[runner]\n\n\nmass_kg = 6800.0\n");
        let why = Impossible::SettingOutOfRange {
            key: "runner.mass_kg".into(),
            found: "6800.0".into(),
            several: false,
            low: 20.0,
            high: 300.0,
        };
        assert_eq!(said, SettingsError::SettingsImpossible { line: Some(4), why });
    }
}
