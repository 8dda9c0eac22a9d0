//! Steps of feet and shanks against force plates.

use std::path::Path;

use runform::gait::running::stretches;
use runform::gait::{Stretch, foot, shank};
use runform::recording::{ImuStream, Placement, Region};
use runform::signal::Spectra;

use super::load::*;
use crate::support::real_data;

const TRIALS: [&str; 3] = ["rajagopal2016_run", "hamner_subj04_run200", "hamner_subj04_run400"];

fn measured(stream: &ImuStream) -> Stretch {
    let mut spectra = Spectra::new();
    let found = stretches(stream, &mut spectra);
    assert_eq!(found.runs.len(), 1, "{:?}", found.refusal);
    match stream.placement.region() {
        Region::Foot => foot::measure(&found.runs[0], &mut spectra).unwrap(),
        _ => shank::measure(&found.runs[0], &mut spectra).unwrap(),
    }
}

fn trial(dir: &Path, trial: &str, placement: Placement) -> ImuStream {
    let file = format!("virtual_imu_{placement}_100hz.csv");
    imu(&dir.join("imu").join(trial).join(file), placement, 100.0)
}

/// Errors of one sensor, ms: of initial contacts, toe-offs, contact times.
#[derive(Debug, Default)]
struct Errors {
    ic: Vec<f64>,
    to: Vec<f64>,
    contact: Vec<f64>,
    missed: usize,
    extra: usize,
}

fn mean(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len() as f64
}

fn sd(x: &[f64]) -> f64 {
    let m = mean(x);
    (x.iter().map(|v| (v - m).powi(2)).sum::<f64>() / x.len() as f64).sqrt()
}

/// Interior steps: not the first and not the last of the trial.
fn errors(stretch: &Stretch, truth: &[Truth], left: bool) -> Errors {
    let mut e = Errors::default();
    for (k, t) in truth.iter().enumerate().filter(|(_, t)| t.left == left) {
        let near = stretch.steps.iter().find(|s| (s.initial_contact_s - t.ic).abs() < 0.06);
        match near {
            Some(s) => {
                e.ic.push(1000.0 * (s.initial_contact_s - t.ic));
                e.to.push(1000.0 * (s.toe_off_s - t.to));
                e.contact.push(s.contact_ms - 1000.0 * (t.to - t.ic));
            }
            None if k > 0 && k + 1 < truth.len() => e.missed += 1,
            None => {}
        }
    }
    e.extra = stretch
        .steps
        .iter()
        .filter(|s| {
            !truth.iter().any(|t| t.left == left && (s.initial_contact_s - t.ic).abs() < 0.06)
        })
        .count();
    e
}

#[test]
fn legs_dev() {
    let Some(dir) = real_data("legs") else { return };
    for (left, right) in
        [(Placement::LeftFoot, Placement::RightFoot), (Placement::LeftShank, Placement::RightShank)]
    {
        for gyro in [true, false] {
            eprintln!("{left} gyro {gyro}");
            let (mut biases, mut steps) = (Vec::new(), Vec::new());
            let (mut ics, mut tos) = (Vec::new(), Vec::new());
            for name in TRIALS {
                let truth = truth(&dir.join("imu").join(name).join("truth_steps.csv"));
                for p in [left, right] {
                    let mut s = trial(&dir, name, p);
                    if !gyro {
                        s.pieces[0].gyro = None;
                    }
                    let found = measured(&s);
                    let e = errors(&found, &truth, p == left);
                    eprintln!(
                        "{name:22} {p:12} n {} missed {} extra {} ic {:6.1} to {:6.1} gct {:6.1} sd {:4.1} {:?} faults {:?}",
                        e.ic.len(),
                        e.missed,
                        e.extra,
                        mean(&e.ic),
                        mean(&e.to),
                        mean(&e.contact),
                        sd(&e.contact),
                        found.trust,
                        found.steps.iter().filter_map(|s| s.fault).collect::<Vec<_>>()
                    );
                    biases.push(mean(&e.contact));
                    ics.push(mean(&e.ic));
                    tos.push(mean(&e.to));
                    steps.push(sd(&e.contact).powi(2));
                }
            }
            let abs: Vec<f64> = biases.iter().map(|b| b.abs()).collect();
            eprintln!(
                "  gct bias {:.1} sd {:.1} MAE {:.1} step sd {:.1} | ic {:.1} ({:.1}) to {:.1} ({:.1})",
                mean(&biases),
                sd(&biases),
                mean(&abs),
                mean(&steps).sqrt(),
                mean(&ics),
                sd(&ics),
                mean(&tos),
                sd(&tos)
            );
        }
    }
    // without truth: a shoe for 25 minutes
    let mut spectra = Spectra::new();
    let s = adept(&dir.join("imu"));
    for run in stretches(&s, &mut spectra).runs {
        let f = shank::measure(&run, &mut spectra).unwrap();
        let ok: Vec<_> = f.steps.iter().filter(|s| s.fault.is_none()).collect();
        let c: Vec<f64> = ok.iter().map(|s| s.contact_ms).collect();
        let st: Vec<f64> = ok.iter().map(|s| s.stride_ms).filter(|v| v.is_finite()).collect();
        eprintln!(
            "{:6.0} s: {} steps, {} faulty, contact {:.0} ± {:.0} stride {:.0} ± {:.0}, expected {:.0} strides",
            run.start_s,
            f.steps.len(),
            f.steps.len() - ok.len(),
            mean(&c),
            sd(&c),
            mean(&st),
            sd(&st),
            1000.0 * run.span().duration_s() / mean(&st)
        );
    }
}
