//! Metrics that follow from recorded ones.

use ndarray::Array1;

use super::{FormSeries, MetricSeries};
use crate::metrics::{Accuracy, Metric, derived};
use crate::recording::{Body, Formula, Provenance, SensorFamily, Site};
use crate::settings::Settings;

/// A metric that follows from others.
struct Derived<'a> {
    metric: Metric,
    unit: &'static str,
    formula: Formula,
    /// The metrics it is computed from.
    from: &'a [Metric],
    /// Whether the speed is in it.
    of_speed: bool,
    values: Array1<f64>,
}

impl Derived<'_> {
    /// The formula with the recorded fields, so that values of different fields
    /// have different sources. Of a derived metric those that it follows from itself.
    fn source(&self, series: &FormSeries) -> Provenance {
        let metrics = self.from.iter().filter_map(|m| series.metric(*m));
        let speed = series.speed_source.iter().filter(|_| self.of_speed);
        Provenance::derived(self.formula, metrics.flat_map(|m| m.source.fields()).chain(speed))
    }

    /// Puts it beside the others, unless it is empty.
    fn add(self, series: &mut FormSeries) {
        if !self.values.iter().any(|x| x.is_finite()) {
            return;
        }
        let parent = (self.from.iter())
            .filter_map(|m| series.metric(*m))
            .find(|s| s.site != Site::Unknown || s.family != SensorFamily::Native);
        let (family, site) =
            parent.map_or((SensorFamily::Native, Site::Unknown), |p| (p.family, p.site));
        series.metrics.push(MetricSeries {
            metric: self.metric,
            unit: self.unit,
            source: self.source(series),
            family,
            site,
            estimated: true,
            accuracy: self.accuracy(series),
            resolution: 0.0,
            values: self.values,
        });
    }

    /// What follows from a contact time alone is as doubtful as that.
    fn accuracy(&self, series: &FormSeries) -> Option<Accuracy> {
        let contact = series.metric(Metric::GroundContactTime)?;
        let known = contact.accuracy?;
        let middle = |x: &Array1<f64>| crate::stats::median(x.iter().copied());
        match self.metric {
            Metric::FlightTime => Some(known),
            Metric::DutyFactor => {
                Some(known.scaled(middle(&self.values)? / middle(&contact.values)?))
            }
            _ => None,
        }
    }
}

/// Adds what follows from the recorded metrics.
pub(super) fn derive(series: &mut FormSeries, body: Body, settings: &Settings) {
    let values = |series: &FormSeries, m| series.metric(m).map(|s| s.values.clone());
    if let Some(cadence) = values(series, Metric::Cadence) {
        if series.metric(Metric::StepLength).is_none() {
            step_length(series, &cadence, settings);
        }
        if let Some(contact) = values(series, Metric::GroundContactTime) {
            of_contact(series, &cadence, &contact, body, settings);
        }
    }
    if series.metric(Metric::VerticalRatio).is_none()
        && let (Some(vo), Some(sl)) =
            (values(series, Metric::VerticalOscillation), values(series, Metric::StepLength))
    {
        let [low, high] = settings.gate.vertical_ratio_pct;
        let v = Array1::from_iter(vo.iter().zip(&sl).map(|(vo, sl)| {
            let vr = derived::vertical_ratio_pct(*vo, *sl);
            if vr >= low && vr <= high { vr } else { f64::NAN }
        }));
        Derived {
            metric: Metric::VerticalRatio,
            unit: "%",
            formula: Formula::OscillationOverStepLength,
            from: &[Metric::VerticalOscillation, Metric::StepLength],
            of_speed: false,
            values: v,
        }
        .add(series);
    }
}

fn step_length(series: &mut FormSeries, cadence: &Array1<f64>, settings: &Settings) {
    let [low, high] = settings.gate.step_length_m;
    let v = Array1::from_iter(series.speed.iter().zip(cadence).map(|(speed, cadence)| {
        let sl = derived::step_length_m(*speed, *cadence);
        if sl >= low && sl <= high { sl } else { f64::NAN }
    }));
    Derived {
        metric: Metric::StepLength,
        unit: "m",
        formula: Formula::SpeedOverCadence,
        from: &[Metric::Cadence],
        of_speed: true,
        values: v,
    }
    .add(series);
}

/// Flight, duty factor and stiffness from cadence and contact.
fn of_contact(
    series: &mut FormSeries,
    cadence: &Array1<f64>,
    contact: &Array1<f64>,
    body: Body,
    settings: &Settings,
) {
    let n = series.len();
    let mass = settings.runner.mass_kg.or(body.mass_kg);
    let height = settings.runner.height_m.or(body.height_m);
    let flight = Array1::from_iter((0..n).map(|i| derived::flight_time_ms(cadence[i], contact[i])));
    let duty = Array1::from_iter((0..n).map(|i| derived::duty_factor_pct(cadence[i], contact[i])));
    let model: Vec<Option<derived::SpringMass>> =
        (0..n).map(|i| derived::spring_mass(contact[i], flight[i])).collect();
    let (scale, per) = mass.map_or((1.0, "1/s²"), |m| (m / 1000.0, "kN/m"));
    let vertical = Array1::from_iter(
        (0..n).map(|i| model[i].map_or(f64::NAN, |m| m.vertical_stiffness_per_kg * scale)),
    );
    let leg = height.map(|height| {
        let leg = derived::LEG_SHARE_OF_HEIGHT * height;
        Array1::from_iter((0..n).map(|i| {
            model[i]
                .and_then(|m| derived::leg_stiffness_per_kg(m, contact[i], series.speed[i], leg))
                .map_or(f64::NAN, |k| k * scale)
        }))
    });
    let from = [Metric::GroundContactTime, Metric::Cadence];
    let spring_mass = Formula::SpringMass;
    for (metric, unit, formula, of_speed, values) in [
        (Metric::FlightTime, "ms", Formula::StepTimeLessContact, false, Some(flight)),
        (Metric::DutyFactor, "%", Formula::ContactOverStride, false, Some(duty)),
        (Metric::VerticalStiffness, per, spring_mass, false, Some(vertical)),
        (Metric::LegStiffness, per, spring_mass, true, leg),
    ] {
        let Some(values) = values else { continue };
        Derived { metric, unit, formula, from: &from, of_speed, values }.add(series);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::recording::Source;
    use crate::series::test_series;

    /// Sources of everything derived from these fields.
    fn sources(cadence: &str, contact: &str, speed: &str) -> Vec<(Metric, String)> {
        let mut series = test_series(20, |_| 3.0);
        series.speed_source = Some(Source::native(speed));
        series.metrics[0].source = cadence.into();
        for (metric, source, value) in [
            (Metric::GroundContactTime, contact, 250.0),
            (Metric::VerticalOscillation, "fit:vertical_oscillation", 80.0),
        ] {
            let like = series.metrics[0].clone();
            let values = Array1::from_elem(20, value);
            series.metrics.push(MetricSeries { metric, source: source.into(), values, ..like });
        }
        let recorded = series.metrics.len();
        let mut settings = Settings::default();
        settings.runner.height_m = Some(1.75);
        derive(&mut series, Body::default(), &settings);
        series.metrics.drain(recorded..).map(|m| (m.metric, m.source.to_string())).collect()
    }

    #[test]
    fn values_of_different_fields_have_different_sources() {
        let watch = sources("fit:cadence", "fit:stance_time", "fit:enhanced_speed");
        let named = |metric| watch.iter().find(|(m, _)| *m == metric).unwrap().1.as_str();
        assert_eq!(
            named(Metric::FlightTime),
            "derived:60000/cadence-contact of fit:stance_time and fit:cadence"
        );
        assert_eq!(
            named(Metric::StepLength),
            "derived:speed*60/cadence of fit:cadence and fit:enhanced_speed"
        );
        assert_eq!(
            named(Metric::VerticalRatio),
            "derived:oscillation/step length of fit:vertical_oscillation and fit:cadence and fit:enhanced_speed"
        );
        assert_eq!(watch.len(), 6);
        let pod = sources("fit:cadence", "fit:dev:Ground Time", "fit:enhanced_speed");
        for ((metric, a), (_, b)) in watch.iter().zip(&pod) {
            let of_contact = !matches!(metric, Metric::StepLength | Metric::VerticalRatio);
            assert_eq!(a != b, of_contact, "{metric:?}: {a} and {b}");
        }
        let treadmill = sources("fit:cadence", "fit:stance_time", "declared:speed");
        for ((metric, a), (_, b)) in watch.iter().zip(&treadmill) {
            let of_speed =
                matches!(metric, Metric::StepLength | Metric::VerticalRatio | Metric::LegStiffness);
            assert_eq!(a != b, of_speed, "{metric:?}: {a} and {b}");
        }
    }
}
