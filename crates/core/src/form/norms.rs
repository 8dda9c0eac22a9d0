//! Published tables of watch makers as context: `data/norms.toml` → checked
//! [`Norms`], and the bands a value falls into. Context only: nothing is
//! concluded from them.

use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::facts::fact;
use crate::metrics::{Metric, Side};
use crate::recording::{SensorFamily, Site};

/// Where a published table puts a value of this run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Context {
    /// Which metric.
    pub metric: Metric,
    /// The value that was looked up, in the metric's own unit.
    pub value: f64,
    /// Id of the table, e.g. `garmin_2019_cadence`.
    pub table: String,
    /// Whose values the table is about.
    pub title: String,
    /// Generation and source of the table.
    pub version: String,
    /// Name of the band, as the maker gives it.
    pub band: String,
    /// Share of runners in the band, where the maker tells.
    pub share: Option<String>,
    /// Limits of the band in `unit`, both included; null where it is open.
    pub limits: [Option<f64>; 2],
    /// Unit of `limits`.
    pub unit: String,
    /// The side with the larger share, for a balance outside the middle band.
    pub side: Option<Side>,
    /// What keeps this from being a verdict.
    pub caveat: String,
}

/// A value to look up, with what decides which tables are about it.
#[derive(Debug, Clone, Copy)]
pub struct Measured<'a> {
    /// Which metric.
    pub metric: Metric,
    /// Value in the metric's own unit.
    pub value: f64,
    /// Maker of the sensor.
    pub family: SensorFamily,
    /// Body site of the sensor.
    pub site: Site,
    /// The recording device as its file names it.
    pub device: Option<&'a str>,
}

/// All tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Norms {
    caveat: String,
    tables: Vec<Table>,
}

/// Why a file of tables was not accepted.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum NormsError {
    /// Not TOML, or not of the expected shape.
    NormsNotRead {
        /// Place and expectation, as the TOML reader says it.
        message: String,
    },
    /// A table contradicts itself.
    NormInvalid {
        /// The table.
        id: String,
        /// What is wrong and what to do.
        problem: TableProblem,
    },
}

fact!(error NormsError);

/// How a table contradicts itself.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum TableProblem {
    /// Another has its id.
    TableTwice,
    /// Its unit is not one of the metric.
    TableUnit {
        /// Its unit.
        unit: String,
        /// The metric.
        metric: Metric,
        /// A unit that fits.
        fits: String,
    },
    /// It has no bands.
    TableEmpty,
    /// Two bands leave a gap or overlap.
    BandsApart {
        /// The lower.
        below: String,
        /// The upper.
        above: String,
    },
}

fact!(TableProblem);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireFile {
    caveat: String,
    table: Vec<Table>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    id: String,
    title: String,
    version: String,
    metric: Metric,
    unit: String,
    decimals: i32,
    #[serde(default)]
    families: Vec<SensorFamily>,
    #[serde(default)]
    sites: Vec<Site>,
    device: Option<String>,
    #[serde(default)]
    two_sided: bool,
    bands: Vec<Band>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Band {
    name: String,
    share: Option<String>,
    from: Option<f64>,
    to: Option<f64>,
}

impl Norms {
    /// The tables that come with the program, read once.
    ///
    /// # Errors
    /// [`NormsError`]; the tests make sure that the embedded file has none.
    pub fn builtin() -> Result<&'static Norms, NormsError> {
        static NORMS: OnceLock<Result<Norms, NormsError>> = OnceLock::new();
        NORMS
            .get_or_init(|| Norms::from_toml(include_str!("../../../../data/norms.toml")))
            .as_ref()
            .map_err(Clone::clone)
    }

    /// Reads and checks tables.
    ///
    /// # Errors
    /// [`NormsError`] names the table and what to change.
    pub fn from_toml(text: &str) -> Result<Norms, NormsError> {
        let file: WireFile = toml::from_str(text)
            .map_err(|e| NormsError::NormsNotRead { message: e.to_string() })?;
        for (k, table) in file.table.iter().enumerate() {
            let problem = table.problem().or_else(|| {
                let twice = file.table[..k].iter().any(|t| t.id == table.id);
                twice.then_some(TableProblem::TableTwice)
            });
            if let Some(problem) = problem {
                return Err(NormsError::NormInvalid { id: table.id.clone(), problem });
            }
        }
        Ok(Norms { caveat: file.caveat, tables: file.table })
    }

    /// The band of every table that is about this value, in the order of the file.
    pub fn context(&self, measured: Measured) -> Vec<Context> {
        let applicable = self.tables.iter().filter(|t| t.is_about(measured));
        applicable.filter_map(|t| t.look_up(measured, &self.caveat)).collect()
    }
}

/// Factor from the metric's own unit to the table's.
fn factor(metric: Metric, unit: &str) -> Option<f64> {
    match (metric.unit(), unit) {
        (own, unit) if own == unit => Some(1.0),
        ("mm", "cm") => Some(0.1),
        _ => None,
    }
}

impl Table {
    fn problem(&self) -> Option<TableProblem> {
        let step = 10f64.powi(-self.decimals);
        if factor(self.metric, &self.unit).is_none() {
            return Some(TableProblem::TableUnit {
                unit: self.unit.clone(),
                metric: self.metric,
                fits: self.metric.unit().to_owned(),
            });
        }
        if self.bands.is_empty() {
            return Some(TableProblem::TableEmpty);
        }
        // In order of the limits, each band begins one step after the one before.
        let mut bands: Vec<&Band> = self.bands.iter().collect();
        let start = |b: &Band| b.from.unwrap_or(f64::NEG_INFINITY);
        bands.sort_by(|a, b| start(a).total_cmp(&start(b)));
        bands.windows(2).find_map(|w| match (w[0].to, w[1].from) {
            (Some(to), Some(from)) if (from - to - step).abs() < 1e-6 => None,
            _ => Some(TableProblem::BandsApart {
                below: w[0].name.clone(),
                above: w[1].name.clone(),
            }),
        })
    }

    fn is_about(&self, m: Measured) -> bool {
        let device = |word: &String| m.device.is_some_and(|d| d.to_lowercase().contains(word));
        self.metric == m.metric
            && (self.families.is_empty() || self.families.contains(&m.family))
            && (self.sites.is_empty() || self.sites.contains(&m.site))
            && self.device.as_ref().is_none_or(device)
    }

    fn look_up(&self, m: Measured, caveat: &str) -> Option<Context> {
        let neutral = m.metric.neutral();
        let value = if self.two_sided { neutral + (m.value - neutral).abs() } else { m.value };
        let scale = 10f64.powi(self.decimals);
        let value = (value * factor(m.metric, &self.unit)? * scale).round() / scale;
        let holds = |b: &&Band| {
            b.from.is_none_or(|from| value >= from - 1e-9)
                && b.to.is_none_or(|to| value <= to + 1e-9)
        };
        let band = self.bands.iter().find(holds)?;
        let outside = self.two_sided && band.from.is_some();
        let side = if m.value > neutral { Side::Left } else { Side::Right };
        Some(Context {
            metric: m.metric,
            value: m.value,
            table: self.id.clone(),
            title: self.title.clone(),
            version: self.version.clone(),
            band: band.name.clone(),
            share: band.share.clone(),
            limits: [band.from, band.to],
            unit: self.unit.clone(),
            side: outside.then_some(side),
            caveat: caveat.to_owned(),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn bands(metric: Metric, value: f64, site: Site, device: &str) -> Vec<(String, String)> {
        let family = SensorFamily::Native;
        let measured = Measured { metric, value, family, site, device: Some(device) };
        let found = Norms::builtin().unwrap().context(measured);
        found.into_iter().map(|c| (c.table, c.band)).collect()
    }

    fn band(metric: Metric, value: f64, site: Site, table: &str) -> Option<String> {
        let found = bands(metric, value, site, "garmin fr945");
        found.into_iter().find(|(t, _)| t == table).map(|(_, b)| b)
    }

    #[test]
    fn limits_belong_to_the_bands_of_the_manual() {
        let is = |metric, value, site, table, expected: &str| {
            assert_eq!(band(metric, value, site, table).as_deref(), Some(expected), "{value}");
        };
        let (cadence, table) = (Metric::Cadence, "garmin_2019_cadence");
        for (value, expected) in [
            (184.0, "purple"),
            (183.4, "blue"),
            (174.0, "blue"),
            (173.0, "green"),
            (163.6, "green"),
            (163.0, "orange"),
            (152.4, "red"),
        ] {
            is(cadence, value, Site::Unknown, table, expected);
        }
        let contact = Metric::GroundContactTime;
        is(contact, 217.4, Site::Unknown, "garmin_2019_contact", "purple");
        is(contact, 248.0, Site::Unknown, "garmin_2019_contact", "blue");
        is(contact, 248.0, Site::Unknown, "garmin_2013_contact", "green");
        is(contact, 309.0, Site::Unknown, "garmin_2019_contact", "red");
        let oscillation = Metric::VerticalOscillation;
        is(oscillation, 97.4, Site::Chest, "garmin_2019_oscillation_chest", "green");
        is(oscillation, 97.6, Site::Chest, "garmin_2019_oscillation_chest", "orange");
        is(oscillation, 97.6, Site::Waist, "garmin_2019_oscillation_waist", "green");
    }

    #[test]
    fn tables_speak_only_of_their_own_sensors() {
        // no table for the wrist or an unknown site
        assert_eq!(bands(Metric::VerticalOscillation, 90.0, Site::Wrist, "garmin fr945"), []);
        assert_eq!(bands(Metric::VerticalOscillation, 90.0, Site::Unknown, "garmin fr945"), []);
        let coros = bands(Metric::GroundContactTime, 240.0, Site::Unknown, "COROS PACE 2");
        assert_eq!(coros, [("coros_contact".to_owned(), "better".to_owned())]);
        let stryd = Measured {
            metric: Metric::GroundContactTime,
            value: 240.0,
            family: SensorFamily::Stryd,
            site: Site::Foot,
            device: Some("garmin fr945"),
        };
        assert_eq!(Norms::builtin().unwrap().context(stryd), []);
        assert_eq!(bands(Metric::Cadence, f64::NAN, Site::Unknown, "garmin"), []);
    }

    #[test]
    fn balance_counts_on_both_sides() {
        let found = |value| {
            let measured = Measured {
                metric: Metric::ContactBalanceLeft,
                value,
                family: SensorFamily::Native,
                site: Site::Chest,
                device: Some("garmin"),
            };
            let c = Norms::builtin().unwrap().context(measured);
            (c[0].band.clone(), c[0].side)
        };
        assert_eq!(found(50.7), ("green".into(), None));
        assert_eq!(found(49.3), ("green".into(), None));
        assert_eq!(found(48.9), ("orange".into(), Some(Side::Right)));
        assert_eq!(found(52.4), ("red".into(), Some(Side::Left)));
    }

    #[test]
    fn broken_tables_are_refused() {
        let with = |bands: &str, unit: &str| {
            let text = format!(
                "caveat = \"c\"\n[[table]]\nid = \"a\"\ntitle = \"t\"\nversion = \"v\"\nmetric = \"cadence\"\nunit = \"{unit}\"\ndecimals = 0\nbands = [{bands}]"
            );
            Norms::from_toml(&text)
        };
        let joined = "{ name = \"x\", to = 160 }, { name = \"y\", from = 161 }";
        assert!(with(joined, "spm").is_ok());
        let gap = "{ name = \"x\", to = 160 }, { name = \"y\", from = 163 }";
        for result in [with(gap, "spm"), with(joined, "ms"), with("", "spm")] {
            assert!(matches!(result, Err(NormsError::NormInvalid { .. })), "{result:?}");
        }
        assert!(matches!(with("{ nome = 1 }", "spm"), Err(NormsError::NormsNotRead { .. })));
    }
}
