//! `--map column=metric:unit` → [`ColumnMap`].

use crate::import::{ColumnMap, MapTarget};
use crate::recording::Quantity;

/// Reads one mapping. The column is what stands before the last `=`.
///
/// # Errors
/// One sentence with what is wrong and what is possible.
pub fn parse(text: &str) -> Result<ColumnMap, String> {
    let (column, target) = text
        .rsplit_once('=')
        .filter(|(column, target)| !column.trim().is_empty() && !target.trim().is_empty())
        .ok_or("write it like \"Ground Time\"=ground_contact_time:ms (or =ignore)")?;
    let (name, unit) = match target.split_once(':') {
        Some((name, unit)) if !unit.trim().is_empty() => (name, Some(unit.trim().to_string())),
        Some((name, _)) => (name, None),
        None => (target, None),
    };
    let name = name.trim().to_lowercase();
    let target = match name.as_str() {
        "time" => MapTarget::Time,
        "ignore" => MapTarget::Ignore,
        id => MapTarget::Quantity(
            Quantity::ALL
                .into_iter()
                .find(|q| q.id() == id)
                .ok_or_else(|| format!("{id:?} is nothing runform knows; choose {}", choices()))?,
        ),
    };
    Ok(ColumnMap { column: column.trim().to_string(), target, unit })
}

fn choices() -> String {
    let ids: Vec<String> = Quantity::ALL.iter().map(|q| q.id()).collect();
    format!("time, ignore, {}", ids.join(", "))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn mappings_as_people_write_them() {
        let map = |column: &str, target, unit: Option<&str>| ColumnMap {
            column: column.into(),
            target,
            unit: unit.map(String::from),
        };
        let contact = MapTarget::Quantity(Quantity::GroundContactTime);
        for (text, expected) in [
            ("gct=ground_contact_time:s", map("gct", contact, Some("s"))),
            ("a=b (x:y)=ground_contact_time", map("a=b (x:y)", contact, None)),
            ("3=Time:ms", map("3", MapTarget::Time, Some("ms"))),
            ("Notes = ignore", map("Notes", MapTarget::Ignore, None)),
            (
                "cad=cadence:strides/min",
                map("cad", MapTarget::Quantity(Quantity::Cadence), Some("strides/min")),
            ),
        ] {
            assert_eq!(parse(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn mistakes_name_the_choices() {
        assert!(parse("gct=contact").unwrap_err().contains("ground_contact_time"));
        assert!(parse("gct").unwrap_err().contains("write it like"));
        assert!(parse("=time").unwrap_err().contains("write it like"));
    }
}
