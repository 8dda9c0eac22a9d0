//! Temporary.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used)]
use runform::{analysis::*, settings::Settings};
fn main() {
    for p in std::env::args().skip(1) {
        let b = std::fs::read(&p).unwrap();
        let name = p.rsplit('/').next().unwrap();
        match runform::import::import(&b, &Default::default()) {
            Err(e) => println!("{name}: IMPORT {e}"),
            Ok(rs) => {
                for r in rs {
                    match analyze(
                        &r,
                        &Origin { path: p.clone(), sha256: String::new(), index: 0 },
                        &Settings::default(),
                        Knowledge::builtin().unwrap(),
                    ) {
                        Err(e) => println!("{name}: REFUSED {e}"),
                        Ok(a) => {
                            let a = a.analysis;
                            let c = &a.comparison;
                            println!(
                                "{name}: {} {:?} {:?} run {:.0} s, {:?} {:?} {:?} dec {:?} ; {}",
                                a.recording.format,
                                a.recording.device,
                                a.recording.quality,
                                a.recording.running_s,
                                c.status,
                                c.mode,
                                c.fatigue_evidence,
                                c.decoupling_pct.map(|d| (d * 10.).round() / 10.),
                                c.reason.clone().unwrap_or_default()
                            );
                            for m in &c.metrics {
                                if m.adjusted_change.is_some() {
                                    println!(
                                        "    {:22} {:8.2} -> {:8.2} raw {:+7.2} adj {:+7.2} [{:+.2}, {:+.2}] matched {:+.2} swc {:.2} mdc {:.2} {:?} adv {}",
                                        m.metric.id(),
                                        m.fresh.unwrap(),
                                        m.fatigued.unwrap(),
                                        m.raw_change.unwrap(),
                                        m.adjusted_change.unwrap(),
                                        m.ci95.unwrap()[0],
                                        m.ci95.unwrap()[1],
                                        m.matched_change.unwrap_or(f64::NAN),
                                        m.swc.unwrap_or(f64::NAN),
                                        m.mdc.unwrap(),
                                        m.verdict,
                                        m.adverse
                                    );
                                }
                            }
                            for n in &a.recording.notes {
                                println!("    note {} {}", n.code, n.message);
                            }
                        }
                    }
                }
            }
        }
    }
}
