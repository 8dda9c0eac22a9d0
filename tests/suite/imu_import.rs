//! Recordings of motion sensors: from rows of numbers to streams.

use runform::import::{ImportOptions, import};
use runform::recording::Data;

#[test]
#[ignore]
fn probe() {
    let dir = crate::support::real_data("probe").unwrap().join("imu");
    for name in [
        "adept_outdoor_run25min",
        "alcantara_sacral_grf",
        "rajagopal2016_run",
        "hamner_subj04_run200",
        "dryft_rbds_s001_t25",
        "sisfall_waist_jog",
        "strikewatch_wrist",
        "weda_fitbit_wrist_jog",
        "vendor_formats",
        "impactr_actigraph",
    ] {
        for file in crate::support::files_in(&dir.join(name)) {
            let bytes = std::fs::read(&file).unwrap();
            let n = file.file_name().unwrap().to_string_lossy().to_string();
            let rate_hz = (name == "strikewatch_wrist").then_some(100.0);
            let options =
                ImportOptions { file_name: Some(n.clone()), rate_hz, ..Default::default() };
            match import(&bytes, &options) {
                Ok(all) => {
                    for r in all {
                        print!("{n}: {} start {:?} ", r.format, r.start.map(|s| s.to_string()));
                        if let Data::Imu(imu) = &r.data {
                            for s in &imu.sensors {
                                let count: usize = s.pieces.iter().map(|p| p.len()).sum();
                                let mut mean = 0.0;
                                for p in &s.pieces {
                                    for i in 0..p.len() {
                                        mean += p
                                            .acc
                                            .iter()
                                            .map(|a| if a[i].is_nan() { 0.0 } else { a[i] * a[i] })
                                            .sum::<f64>()
                                            .sqrt();
                                    }
                                }
                                print!(
                                    "| {:?} {} {} Hz {:?} {:?} {:?} pieces {} n {count} dur {:?} mean {:.2} clip {:.4} {:?} gyro {} quiet {}",
                                    s.name,
                                    s.placement,
                                    s.rate_hz,
                                    s.time_source,
                                    s.gravity,
                                    s.axes,
                                    s.pieces.len(),
                                    s.end_s(),
                                    mean / count as f64,
                                    s.clipped,
                                    s.acc_range,
                                    s.pieces[0].gyro.is_some(),
                                    s.quiet.len()
                                );
                            }
                        }
                        println!();
                        for note in r.notes {
                            println!("     {}: {} {:?}", note.code, note.message, note.share);
                        }
                    }
                }
                Err(e) => println!("{n}: ERROR {e}"),
            }
        }
    }
}
