//! Archives: .gz and .zip, one in another; exports of health apps.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    runform_fuzz::unpack(bytes.to_vec());
    if runform_import::is_health_export(bytes) {
        let mut reader = bytes;
        if let Ok(mut table) = runform_import::condense_health(&mut reader) {
            runform_import::add_route(bytes, &mut table);
            runform_fuzz::swallow(&table, &runform_import::ImportOptions::default());
        }
    }
});
