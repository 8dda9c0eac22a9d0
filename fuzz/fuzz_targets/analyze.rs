//! From bytes to every report. A FIT file gets its checksums right.
#![no_main]

use libfuzzer_sys::fuzz_target;
use runform::{Analyzer, Format, Language, Layout, ReadOptions, Style, render, tables};

/// Length and checksums of the first file in a FIT.
fn mended(bytes: &[u8]) -> Option<Vec<u8>> {
    let header = usize::from(*bytes.first()?);
    (bytes.get(8..12)? == b".FIT" && (12..=14).contains(&header)).then_some(())?;
    let end = bytes.len().checked_sub(2).filter(|end| *end > header)?;
    Some(runform_fuzz::fit_around(bytes.get(header..end)?))
}

fuzz_target!(|bytes: &[u8]| {
    let bytes = mended(bytes).unwrap_or_else(|| bytes.to_vec());
    let analyzer = Analyzer::new();
    let Ok(found) = analyzer.read(bytes, &ReadOptions::new().name("run")) else { return };
    for recording in found.recordings.iter().take(4) {
        let run = match analyzer.analyze(recording) {
            Ok(run) => run,
            Err(problem) => {
                assert!(!problem.text(Language::German).is_empty());
                continue;
            }
        };
        let style = Style::new();
        let layout = Layout { series: true, ..Layout::default() };
        for format in [Format::Json(layout), Format::Html, Format::Details, Format::GoldenCheetah] {
            let out = render(&run, format, &style).expect("every analysis can be shown");
            let text = String::from_utf8(out).expect("UTF-8");
            assert!(!text.contains("NaN"), "a number that is none in {format:?}");
        }
        let _ = tables(&run);
    }
});
