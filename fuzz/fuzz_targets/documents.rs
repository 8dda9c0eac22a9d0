//! Documents of JSON that are read back: analyses (by a trend), kept runs.
#![no_main]

use libfuzzer_sys::fuzz_target;
use runform::files::history::Folder;
use runform::pipeline::trend;
use runform::pipeline::Input;

fuzz_target!(|bytes: &[u8]| {
    let folder = std::path::Path::new("/dev/shm").join(format!("runform-fuzz-{}", std::process::id()));
    let _ = std::fs::create_dir_all(&folder);
    let document = folder.join("run.analysis.json");
    if std::fs::write(&document, bytes).is_ok() {
        let mut runs = Vec::new();
        trend::read(Ok(Input::File(document)), &Default::default(), &mut |piece| {
            if let trend::Piece::Run(run) = piece {
                runs.push(*run);
            }
            runs.len() < 8
        });
        for run in runs {
            let text = runform::report::json::to_text(&run, true);
            assert!(text.is_ok());
        }
    }
    let kept = folder.join("2026-11-30_0.history.json");
    if std::fs::write(&kept, bytes).is_ok() {
        let _ = Folder::at(&folder).runs();
    }
});
