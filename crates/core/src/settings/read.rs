//! Settings as people write them: a TOML file with any of them.

use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

use super::Settings;

/// Windows are given whole: time, distance and laps do not mix.
const WHOLE: [&str; 2] = ["fresh", "fatigued"];

impl Settings {
    /// The settings of a file; what is not in it has its usual value.
    ///
    /// # Errors
    /// The line and what is wrong there: an unknown key, or an impossible value.
    pub fn from_toml(text: &str) -> Result<Settings, String> {
        Settings::default().with(text)
    }

    /// These settings, but for those of a file.
    ///
    /// # Errors
    /// As [`Settings::from_toml`].
    pub fn with(&self, text: &str) -> Result<Settings, String> {
        // First by itself: its errors have lines.
        let own: Settings = toml::from_str(text).map_err(|e| {
            format!("line {}: {}", line(text, e.span().map_or(0, |s| s.start)), e.message())
        })?;
        own.check_values().map_err(|wrong| at_line(text, &wrong.key, &wrong.to_string()))?;
        let both = Table::try_from(self).ok().zip(text.parse::<Table>().ok());
        let merged = both.and_then(|(mut below, above)| {
            lay_over(&mut below, above);
            below.try_into::<Settings>().ok()
        });
        let merged = merged.unwrap_or(own);
        merged.check_values().map_err(|wrong| at_line(text, &wrong.key, &wrong.to_string()))?;
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

/// What is wrong with a key, with its line where the text has it.
pub fn at_line(text: &str, key: &str, what: &str) -> String {
    let place = DeTable::parse(text).ok().and_then(|table| place(&table, key));
    match place {
        Some(at) => format!("line {}: {what}", line(text, at)),
        None => what.into(),
    }
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
        assert!(wrong("\n[gate]\nmin_sped_mps = 1\n").starts_with("line 3: unknown field"));
        let said = wrong("[runner]\n\n\nmass_kg = 6800.0\n");
        assert_eq!(said, "line 4: runner.mass_kg is 6800.0; expected a number from 20 to 300");
    }
}
