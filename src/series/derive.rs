//! Metrics that follow from recorded ones.

use ndarray::Array1;

use super::{FormSeries, MetricSeries};
use crate::metrics::{Metric, derived};
use crate::recording::{Body, SensorFamily, Site};
use crate::settings::Settings;

/// Adds what follows from the recorded metrics.
pub(super) fn derive(series: &mut FormSeries, body: Body, settings: &Settings) {
    let n = series.len();
    let mass = settings.runner.mass_kg.or(body.mass_kg);
    let height = settings.runner.height_m.or(body.height_m);
    let values = |series: &FormSeries, m| series.metric(m).map(|s| s.values.clone());
    let add = |series: &mut FormSeries,
               metric: Metric,
               unit,
               source: String,
               from: &[Metric],
               v: Array1<f64>| {
        if !v.iter().any(|x| x.is_finite()) {
            return;
        }
        let parent = from
            .iter()
            .filter_map(|m| series.metric(*m))
            .find(|s| s.site != Site::Unknown || s.family != SensorFamily::Native);
        let (family, site) =
            parent.map_or((SensorFamily::Native, Site::Unknown), |p| (p.family, p.site));
        series.metrics.push(MetricSeries {
            metric,
            unit,
            source,
            family,
            site,
            estimated: true,
            resolution: 0.0,
            values: v,
        });
    };
    let cadence = values(series, Metric::Cadence);
    if let Some(cadence) = &cadence {
        if series.metric(Metric::StepLength).is_none() {
            let v = Array1::from_iter((0..n).map(|i| {
                let sl = derived::step_length_m(series.speed[i], cadence[i]);
                let [low, high] = settings.gate.step_length_m;
                if sl >= low && sl <= high { sl } else { f64::NAN }
            }));
            add(
                series,
                Metric::StepLength,
                "m",
                "derived:speed*60/cadence".into(),
                &[Metric::Cadence],
                v,
            );
        }
        if let Some(contact) = values(series, Metric::GroundContactTime) {
            let flight =
                Array1::from_iter((0..n).map(|i| derived::flight_time_ms(cadence[i], contact[i])));
            let duty =
                Array1::from_iter((0..n).map(|i| derived::duty_factor_pct(cadence[i], contact[i])));
            let model: Vec<Option<derived::SpringMass>> =
                (0..n).map(|i| derived::spring_mass(contact[i], flight[i])).collect();
            let from = [Metric::GroundContactTime, Metric::Cadence];
            add(
                series,
                Metric::FlightTime,
                "ms",
                "derived:60000/cadence-contact".into(),
                &from,
                flight,
            );
            add(series, Metric::DutyFactor, "%", "derived:contact/stride time".into(), &from, duty);
            let (scale, unit) = mass.map_or((1.0, "1/s²"), |m| (m / 1000.0, "kN/m"));
            let kv = Array1::from_iter(
                (0..n).map(|i| model[i].map_or(f64::NAN, |m| m.vertical_stiffness_per_kg * scale)),
            );
            add(
                series,
                Metric::VerticalStiffness,
                unit,
                "derived:spring-mass (Morin 2005)".into(),
                &from,
                kv,
            );
            if let Some(height) = height {
                let leg = derived::LEG_SHARE_OF_HEIGHT * height;
                let kl = Array1::from_iter((0..n).map(|i| {
                    model[i]
                        .and_then(|m| {
                            derived::leg_stiffness_per_kg(m, contact[i], series.speed[i], leg)
                        })
                        .map_or(f64::NAN, |k| k * scale)
                }));
                add(
                    series,
                    Metric::LegStiffness,
                    unit,
                    "derived:spring-mass (Morin 2005)".into(),
                    &from,
                    kl,
                );
            }
        }
    }
    if series.metric(Metric::VerticalRatio).is_none()
        && let (Some(vo), Some(sl)) =
            (values(series, Metric::VerticalOscillation), values(series, Metric::StepLength))
    {
        let [low, high] = settings.gate.vertical_ratio_pct;
        let v = Array1::from_iter((0..n).map(|i| {
            let vr = derived::vertical_ratio_pct(vo[i], sl[i]);
            if vr >= low && vr <= high { vr } else { f64::NAN }
        }));
        add(
            series,
            Metric::VerticalRatio,
            "%",
            "derived:oscillation/step length".into(),
            &[Metric::VerticalOscillation],
            v,
        );
    }
}
