//! Laps, climbs and descents one by one, as points at equal pace and slope.

use runform::analysis::{Analysis, Knowledge, Origin, analyze};
use runform::compare::{Stretch, StretchKind};
use runform::metrics::Metric;
use runform::settings::Settings;
use runform::simulate::watch::{FatigueCurve, Terrain, WatchProfile, named, simulate};

/// Repeats of a hill of 12 %, with contact up by this from the middle of the run on, %.
fn repeats(seed: u64, contact_pct: f64) -> WatchProfile {
    let mut p = named("fresh").unwrap().varied(seed);
    p.duration_s = 4800.0;
    p.course.terrain = Terrain::Rolling { grade_pct: 12.0, wavelength_m: 1600.0 };
    p.pacing.slope_slowing_pct = 2.5;
    p.fatigue.curve = FatigueCurve::Step { at: 0.5 };
    p.fatigue.contact_pct = contact_pct;
    p
}

fn analysed(profile: &WatchProfile) -> Analysis {
    let origin = Origin { path: "run".into(), sha256: String::new(), index: 0 };
    let (settings, known) = (Settings::default(), Knowledge::builtin().unwrap());
    analyze(&simulate(profile).recording, &origin, &settings, known).unwrap().analysis
}

fn stretches(analysis: &Analysis, kind: StretchKind) -> (f64, Vec<Stretch>) {
    let metrics = &analysis.comparison.metrics;
    let contact = metrics.iter().find(|m| m.metric == Metric::GroundContactTime).unwrap();
    let all = contact.stretches.iter().filter(|s| s.kind == kind).copied().collect();
    (contact.fresh_at_pace.unwrap(), all)
}

#[test]
fn repeats_of_a_hill_are_points_that_hold_the_truth() {
    let (mut held, mut all) = (0, 0);
    for seed in 0..6 {
        let unchanged = analysed(&repeats(seed, 0.0));
        for kind in [StretchKind::Climb, StretchKind::Descent] {
            let (_, found) = stretches(&unchanged, kind);
            assert!(found.len() >= 4, "seed {seed}: {found:?}");
            all += found.len();
            held += found.iter().filter(|s| s.ci95[0] <= 0.0 && 0.0 <= s.ci95[1]).count();
        }
        // 5 % at half-time: what comes before is near 0, what comes after near 5 %.
        let changed = analysed(&repeats(seed, 5.0));
        let (level, climbs) = stretches(&changed, StretchKind::Climb);
        let mean = |of: &[&Stretch]| of.iter().map(|s| s.change).sum::<f64>() / of.len() as f64;
        let before: Vec<&Stretch> = climbs.iter().filter(|s| s.end_s < 2400.0).collect();
        let after: Vec<&Stretch> = climbs.iter().filter(|s| s.start_s > 2400.0).collect();
        let rise = (mean(&after) - mean(&before)) / level;
        assert!((rise - 0.05).abs() < 0.02, "seed {seed}: {rise}");
    }
    eprintln!("{held} of {all} points hold the truth");
    assert!(held * 100 >= 90 * all, "{held} of {all}");
}

#[test]
fn a_flat_run_has_neither_climbs_nor_descents() {
    let flat = analysed(&named("fresh").unwrap());
    for kind in [StretchKind::Climb, StretchKind::Descent] {
        assert!(stretches(&flat, kind).1.is_empty());
    }
}
