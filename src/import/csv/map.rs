//! `--map column=metric:unit`.

use super::units;
use crate::import::{ColumnMap, ImportError, MapTarget};
use crate::recording::Quantity;

/// Units of `time` in a mapping.
const TIME_UNITS: [&str; 6] = ["s", "ms", "us", "min", "iso", "hms"];

/// Reads one `column=metric:unit` (the unit may be left out).
///
/// The metric is the id of a [`Quantity`], `time` or `ignore`. The last `=`
/// separates, so that column names may contain one.
///
/// # Errors
/// [`ImportError::BadMapping`] with the choices.
pub fn parse_map(text: &str) -> Result<ColumnMap, ImportError> {
    let bad = |problem: String| ImportError::BadMapping { given: text.to_string(), problem };
    let Some((column, rest)) = text.rsplit_once('=') else {
        return Err(bad(
            "expected COLUMN=METRIC or COLUMN=METRIC:UNIT, for example \"gct=ground_contact_time:ms\"".into(),
        ));
    };
    let column = column.trim();
    if column.is_empty() {
        return Err(bad("the column name before \"=\" is missing".into()));
    }
    let (metric, unit) = match rest.split_once(':') {
        Some((metric, unit)) => (metric.trim(), Some(unit.trim()).filter(|u| !u.is_empty())),
        None => (rest.trim(), None),
    };
    let target = match metric {
        "time" => MapTarget::Time,
        "ignore" => MapTarget::Ignore,
        id => match Quantity::ALL.into_iter().find(|q| q.id() == id) {
            Some(quantity) => MapTarget::Quantity(quantity),
            None => {
                let ids: Vec<String> = Quantity::ALL.iter().map(|q| q.id()).collect();
                return Err(bad(format!(
                    "{id:?} is no metric; choose time, ignore, {}",
                    ids.join(", ")
                )));
            }
        },
    };
    if let Some(unit) = unit {
        let problem = match target {
            MapTarget::Ignore => Some("an ignored column has no unit".to_string()),
            MapTarget::Time if !TIME_UNITS.contains(&unit) => {
                Some(format!("{unit:?} is no unit of time here; choose {}", TIME_UNITS.join(", ")))
            }
            MapTarget::Quantity(q) if units::find(q, unit).is_none() => {
                Some(format!("{unit:?} is no unit of {}; choose {}", q.id(), units::names(q)))
            }
            _ => None,
        };
        if let Some(problem) = problem {
            return Err(bad(problem));
        }
    }
    Ok(ColumnMap { column: column.to_string(), target, unit: unit.map(str::to_string) })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn good_mappings() {
        let m = parse_map("ma_gct=ground_contact_time:s").unwrap();
        assert_eq!(m.column, "ma_gct");
        assert_eq!(m.target, MapTarget::Quantity(Quantity::GroundContactTime));
        assert_eq!(m.unit.as_deref(), Some("s"));
        assert_eq!(parse_map("a=b=time:ms").unwrap().column, "a=b");
        assert_eq!(parse_map("x=ignore").unwrap().target, MapTarget::Ignore);
        assert_eq!(parse_map("3=cadence").unwrap().unit, None);
    }

    #[test]
    fn bad_mappings_name_the_choices() {
        let text = |given: &str| parse_map(given).unwrap_err().to_string();
        assert!(text("gct").contains("COLUMN=METRIC"));
        assert!(text("=cadence").contains("missing"));
        assert!(text("gct=contact").contains("ground_contact_time"));
        assert!(text("gct=ground_contact_time:cm").contains("choose ms, s"));
        assert!(text("t=time:h").contains("iso"));
        assert!(text("t=ignore:s").contains("no unit"));
    }
}
