//! What reading a table of a motion sensor costs, and nothing else:
//! `valgrind --tool=callgrind target/release/examples/read FILE`, beside the example
//! `floor` on the same file.
#![allow(clippy::print_stdout)]

use runform_core::recording::Data;
use runform_import::{ImportOptions, import_stream};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("read FILE")?;
    let mut input = std::io::BufReader::with_capacity(1 << 16, std::fs::File::open(path)?);
    let recordings = import_stream(&mut input, &ImportOptions::default())
        .map_err(|e| serde_json::to_string(&e).unwrap_or_default())?;
    for recording in recordings {
        let Data::Imu(imu) = recording.data else { continue };
        for sensor in imu.sensors {
            let samples: usize = sensor.pieces.iter().map(|p| p.len()).sum();
            let sum: f64 = sensor.pieces.iter().flat_map(|p| &p.acc).map(|a| a.sum()).sum();
            println!("{samples} samples at {} Hz, sum {sum}", sensor.rate_hz);
        }
    }
    Ok(())
}
