use runform_core::recording::Data;
fn main() {
    for dir in std::env::args().skip(1) {
        let mut files: Vec<_> = std::fs::read_dir(&dir).unwrap().map(|e| e.unwrap().path()).collect();
        files.sort();
        for f in files {
            let n = f.file_name().unwrap().to_string_lossy().to_string();
            if n.contains("truth") || !n.ends_with(".csv") || n.contains("markers") || n.contains("raw_force") { continue; }
            let mut o = runform_import::ImportOptions::default();
            o.file_name = Some(n.clone());
            let Ok(bytes) = std::fs::read(&f) else { continue };
            let r = match runform_import::import(&bytes, &o) { Ok(r) => r, Err(e) => { eprintln!("{}: {e}", f.display()); continue } };
            for rec in &r {
                let Data::Imu(imu) = &rec.data else { continue };
                for (p, steps) in runform_core::gait::cues::cues(imu) {
                    for s in steps {
                        println!("C,{},{},{},{},{},{}", f.display(), p.id(), s.found_s[0] + imu.origin_s, s.found_s[1] + imu.origin_s,
                            s.landing.iter().map(|c| format!("{},{}", c.at + imu.origin_s, c.by)).collect::<Vec<_>>().join(","),
                            s.lifting.iter().map(|c| format!("{},{}", c.at + imu.origin_s, c.by)).collect::<Vec<_>>().join(","));
                    }
                }
                let mut notes = vec![];
                let t = std::time::Instant::now();
                let g = runform_core::gait::measure(imu, &runform_core::settings::Settings::default().imu, &mut notes);
                eprintln!("{} {:?}", f.display(), t.elapsed());
                for t in &g.tracks { for st in &t.stretches { for w in &st.contact { println!("W,{},{:?},{}", f.display(), st.trust, w.value); }
                   for s in &st.steps { println!("S,{},{:?},{},{},{},{},{:?},{}", f.display(), st.trust, s.initial_contact_s + imu.origin_s, s.toe_off_s+imu.origin_s, s.contact_ms, s.strike_deg, s.fault, s.side.map_or("-", |x| if x == runform_core::recording::Side::Left {"l"} else {"r"})); } } }
            }
        }
    }
}
