//! What fuzzing found, as small inputs of our own making: see `fuzz/`.

use runform::import::{ImportOptions, import};
use runform::runs::{Outcome, Problem, Task, analyze_input};

use super::bases::laps;
use super::cpu_s;

/// Analyses an input; it may be refused, but neither panic nor hang.
fn survives(bytes: &[u8]) {
    let begin = cpu_s();
    let mut any = false;
    analyze_input("found", Ok(bytes.to_vec()), &Task::default(), &mut |outcome| {
        any = true;
        if let Outcome::Failed { problem: problem @ Problem::ProgramError { .. }, .. } = outcome {
            panic!("{problem:?}");
        }
        true
    });
    assert!(any);
    assert!(begin.zip(cpu_s()).is_none_or(|(a, b)| b - a < 5.0));
}

/// Laps with one and the same value leave no noise, so that a change has as good as endless
/// degrees of freedom: the search for the quantile of Student's t did not end.
#[test]
fn laps_that_are_all_alike() {
    for same in [6, 7] {
        let text: String = laps()
            .lines()
            .map(|line| {
                let mut cells: Vec<&str> = line.split(',').collect();
                if cells[0] != "Laps" {
                    cells[same] = "172";
                    cells[3] = "1.00";
                    cells[4] = "5:30";
                }
                cells.join(",") + "\n"
            })
            .collect();
        survives(text.as_bytes());
    }
    let all_alike: String = std::iter::once("Laps,Time,Cumulative Time,Distance,Avg Pace,Avg HR,Avg Run Cadence,Avg Ground Contact Time,Avg Vertical Oscillation,Avg Vertical Ratio\n".to_string())
        .chain((1..=17).map(|lap| {
            let odd = if lap == 15 { "8.7" } else { "8.6" };
            format!("{lap},5:30,{}:{:02}:{:02},1.00,5:30,150,172,248,{odd},8.2\n", lap * 330 / 3600, lap * 330 / 60 % 60, lap * 330 % 60)
        }))
        .collect();
    survives(all_alike.as_bytes());
    assert!(import(all_alike.as_bytes(), &ImportOptions::default()).is_ok());
}
