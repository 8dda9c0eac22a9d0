//! Findings and strength add-ons: here the prescription and its session.

mod findings;
pub mod language;
mod loading;

use proptest::prelude::*;
use runform::analysis::Side;
use runform::form::{Basis, Confidence, Finding, Label, Rules};
use runform::settings;
use runform::strength::{
    AddOnSide, Amount, Catalogue, Category, Coaching, LinkBasis, Origin, PlanRules, Prescription,
    prescribe,
};

fn rules() -> &'static Rules {
    Rules::builtin().unwrap()
}

fn catalogue() -> &'static Catalogue {
    Catalogue::builtin().unwrap()
}

fn finding(id: &str) -> Finding {
    Finding {
        id: id.into(),
        title: id.into(),
        label: Label::Breakdown,
        confidence: Confidence::High,
        basis: Basis::Measured,
        evidence: vec![],
        metrics: vec![],
        side: None,
        severity: 2.0,
        explanation: String::new(),
        chance_pct: None,
        combined: false,
        no_breakdown: None,
    }
}

fn strength(minutes: u32, equipment: &[&str]) -> settings::Strength {
    settings::Strength {
        session_minutes: minutes,
        equipment: equipment.iter().map(|e| (*e).to_owned()).collect(),
    }
}

fn plan(breakdowns: &[&str]) -> Prescription {
    let findings: Vec<Finding> = breakdowns.iter().map(|id| finding(id)).collect();
    prescribe(&findings, catalogue(), &strength(20, &[]))
}

fn all_equipment() -> Vec<&'static str> {
    catalogue().equipment.iter().map(|e| e.id.as_str()).collect()
}

/// Safe, within the limit, and nothing in it that cannot be done.
fn check_plan(plan: &Prescription, settings: &settings::Strength) {
    let exercises = &catalogue().exercises;
    assert!(plan.safety.contains("not medical advice"));
    assert!(plan.evidence_note.contains("direct correction"));
    assert!(plan.focus.len() <= 2);
    assert!(plan.session.minutes <= f64::from(settings.session_minutes) + 1e-9);
    let mut seconds = 0.0;
    let mut lines = Vec::new();
    for block in &plan.session.blocks {
        for line in &block.exercises {
            let exercise = &exercises[&line.exercise];
            assert_eq!(exercise.block.id(), block.area);
            assert!(exercise.possible_with(&settings.equipment), "{}", line.exercise);
            assert!(!lines.contains(&line.exercise), "{} twice", line.exercise);
            lines.push(line.exercise.clone());
            let sets: u32 = line.dose.split(' ').next().unwrap().parse().unwrap();
            let range = exercise.dose.sets;
            assert!((range[0]..=range[1]).contains(&sets), "{}: {}", line.exercise, line.dose);
            // computed anew: upper end of the dose, both sides, rests, changeover
            let once = match exercise.dose.amount {
                Amount::Reps { range, tempo_s } => f64::from(range[1]) * tempo_s,
                Amount::Hold(range) => f64::from(range[1]),
            };
            let sides = if line.dose.contains("each side") { 2.0 } else { 1.0 };
            seconds +=
                f64::from(sets) * once * sides + f64::from(sets - 1) * exercise.dose.rest_s + 15.0;
        }
    }
    assert!((plan.session.minutes - seconds / 60.0).abs() < 0.006, "{seconds}");
    let blocks: f64 = plan.session.blocks.iter().map(|b| b.minutes).sum();
    assert!((plan.session.minutes - blocks).abs() < 0.03);
    for add_on in &plan.add_ons {
        assert!(!add_on.r#for.is_empty() && !add_on.sources.is_empty() && !add_on.why.is_empty());
        assert!(["A", "B", "C"].contains(&add_on.evidence_grade.as_str()));
        assert!(add_on.reps.is_some() != add_on.hold_s.is_some());
        let activation = exercises[&add_on.exercise].category == Category::Activation;
        assert_eq!(lines.contains(&add_on.exercise), !activation, "{}", add_on.exercise);
    }
}

#[test]
fn every_breakdown_leads_to_add_ons_with_basis_grade_and_source() {
    for rule in &rules().rules {
        for minutes in [15, 20] {
            for equipment in [vec![], all_equipment()] {
                let settings = strength(minutes, &equipment);
                let plan = prescribe(&[finding(&rule.id)], catalogue(), &settings);
                check_plan(&plan, &settings);
                assert!(!plan.add_ons.is_empty(), "{}", rule.id);
                for add_on in &plan.add_ons {
                    assert_eq!(add_on.r#for, std::slice::from_ref(&rule.id));
                    for source in &add_on.sources {
                        assert!(catalogue().sources.contains_key(source));
                    }
                }
            }
        }
    }
}

#[test]
fn hip_drop_puts_hip_abductors_first() {
    let plan = plan(&["hip_drop"]);
    let first = &plan.add_ons[0];
    assert_eq!(first.exercise, "side_lying_hip_abduction");
    assert!(catalogue().exercises[&first.exercise].muscles.contains(&"gluteus medius".into()));
    assert_eq!(first.basis, LinkBasis::Stated);
    assert_eq!(plan.focus[0], "hip_stability");
}

#[test]
fn lost_posture_puts_the_core_first() {
    let plan = plan(&["lost_upright_posture"]);
    assert_eq!(plan.focus[0], "core_control");
    assert_eq!(catalogue().exercises[&plan.add_ons[0].exercise].category, Category::Core);
    assert_eq!(plan.add_ons[0].basis, LinkBasis::Stated);
}

#[test]
fn a_leg_difference_gets_single_leg_work_on_both_sides() {
    for id in ["balance_shift_under_fatigue", "constant_asymmetry", "step_time_asymmetry"] {
        let plan = plan(&[id]);
        for add_on in &plan.add_ons {
            assert!(catalogue().exercises[&add_on.exercise].each_side);
            assert_eq!(add_on.side, AddOnSide::Each);
        }
    }
    let mut known = finding("constant_asymmetry");
    known.side = Some(Side::Right);
    let plan = prescribe(&[known], catalogue(), &strength(20, &[]));
    assert!(plan.add_ons.iter().all(|a| a.side == AddOnSide::RightFirst));
    let doses = plan.session.blocks.iter().flat_map(|b| &b.exercises);
    assert!(doses.into_iter().any(|l| l.dose.ends_with("each side, right first")));
}

#[test]
fn longer_contact_leads_to_calves_then_whole_leg() {
    let body_weight = plan(&["gct_rise_under_fatigue"]);
    assert_eq!(body_weight.focus, ["calf_ankle", "leg_strength"]);
    let first = &body_weight.add_ons[0];
    assert_eq!(first.exercise, "single_leg_calf_raise");
    assert_eq!((first.reps, first.evidence_grade.as_str()), (Some([15, 20]), "B"));
    assert_eq!(first.basis, LinkBasis::Inferred);
    assert!(first.how.contains("until then do this instead: Calf raise."), "{}", first.how);
    let settings = strength(20, &["weight"]);
    let loaded = prescribe(&[finding("gct_rise_under_fatigue")], catalogue(), &settings);
    assert_eq!(loaded.add_ons[0].exercise, "heavy_calf_raise");
}

#[test]
fn findings_of_one_cause_share_a_place() {
    let plan = plan(&[
        "gct_rise_under_fatigue",
        "oscillation_rise_under_fatigue",
        "balance_shift_under_fatigue",
    ]);
    assert_eq!(plan.focus, ["calf_ankle", "leg_symmetry"]);
    assert_eq!(plan.add_ons[0].r#for, ["gct_rise_under_fatigue", "oscillation_rise_under_fatigue"]);
}

#[test]
fn the_stronger_finding_goes_first() {
    let mut weak = finding("gct_rise_under_fatigue");
    weak.severity = 1.0;
    weak.confidence = Confidence::Low;
    let strong = finding("step_shortening_under_fatigue");
    let plan = prescribe(&[weak, strong], catalogue(), &strength(20, &[]));
    assert_eq!(plan.focus, ["hip_extension", "calf_ankle"]);
}

#[test]
fn nothing_found_gives_the_balanced_session() {
    let settings = strength(20, &[]);
    let plan = prescribe(&[], catalogue(), &settings);
    check_plan(&plan, &settings);
    assert!(plan.focus.is_empty() && plan.add_ons.is_empty());
    assert!(plan.evidence_note.starts_with(&catalogue().nothing_found));
    let areas: Vec<&str> = plan.session.blocks.iter().map(|b| b.area.as_str()).collect();
    assert_eq!(areas, ["balance", "hip", "core", "calf"]);
    for (block, minutes) in plan.session.blocks.iter().zip([4.0, 6.0, 6.0, 4.0]) {
        assert!((block.minutes - minutes).abs() <= 1.0, "{}: {}", block.area, block.minutes);
    }
}

#[test]
fn no_jumps_and_no_left_out_exercises_are_prescribed() {
    for rule in &rules().rules {
        let plan = prescribe(&[finding(&rule.id)], catalogue(), &strength(20, &all_equipment()));
        for add_on in &plan.add_ons {
            let exercise = &catalogue().exercises[&add_on.exercise];
            assert_ne!(exercise.category, Category::Plyometric, "{}", rule.id);
            assert!(!catalogue().leave_out.iter().any(|l| l.id == add_on.exercise));
        }
    }
}

/// Harder jumps and sprints are in the catalogue as our additions, behind gates.
#[test]
fn bounds_drop_jumps_and_hill_sprints_are_ours_and_gated() {
    let coaching = Coaching::builtin().unwrap();
    for id in ["drop_jumps", "bounding", "hill_sprints"] {
        let exercise = &catalogue().exercises[id];
        assert_eq!((exercise.origin, exercise.category), (Origin::Ours, Category::Plyometric));
        assert!(!exercise.sources.is_empty() && !exercise.avoid_if.is_empty());
        assert_eq!(exercise.dose.source, None, "no source states its dose");
        for from in &exercise.easier {
            let step = catalogue().exercises[from].harder.iter().find(|s| s.id == id).unwrap();
            assert!(step.gate.contains("weeks"), "{from} → {id}");
            let gates = &coaching.progression.ladder.gates;
            assert!(gates.iter().any(|g| g.from == *from && g.to == id && g.weeks >= 3));
        }
        assert!(!exercise.easier.is_empty());
        let closed = coaching.stages.closed_by(id, &vec![false; coaching.stages.stages.len()]);
        assert_eq!(closed, ["Controlled resistance", "Single-leg strength", "Slow lowering"]);
        assert!(!catalogue().links.iter().any(|l| l.exercises.iter().any(|e| e == id)));
        for level in &PlanRules::builtin().unwrap().selection.levels {
            let barred = level.without_categories.contains(&Category::Plyometric);
            assert_eq!(barred, level.id != "strong", "{}", level.id);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn sessions_fit_and_keep_all_parts(
        minutes in 15u32..=30,
        equipment in proptest::sample::subsequence(all_equipment(), 0..=8),
        picked in proptest::sample::subsequence(
            rules().rules.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), 0..=5),
        severity in 0.1f64..3.0,
    ) {
        let findings: Vec<Finding> = picked
            .iter()
            .map(|id| Finding { severity, ..finding(id) })
            .collect();
        let settings = strength(minutes, &equipment);
        let plan = prescribe(&findings, catalogue(), &settings);
        check_plan(&plan, &settings);
        prop_assert_eq!(plan.session.blocks.len(), 4);
        // up to the longest template, the time asked for is used but for one last set
        let least = 0.85 * f64::from(minutes.min(20));
        prop_assert!(plan.session.minutes >= least, "{}", plan.session.minutes);
        prop_assert_eq!(plan.add_ons.is_empty(), findings.is_empty());
        prop_assert_eq!(&plan, &prescribe(&findings, catalogue(), &settings));
    }

    #[test]
    fn tiny_sessions_never_exceed_the_limit(minutes in 0u32..15) {
        let settings = strength(minutes, &[]);
        let plan = prescribe(&[finding("hip_drop")], catalogue(), &settings);
        prop_assert!(plan.session.minutes <= f64::from(minutes));
    }
}
