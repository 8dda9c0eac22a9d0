//! Findings and strength add-ons: rules, catalogue, prescription, session.

use std::time::Instant;

use proptest::prelude::*;
use runform::analysis::Side;
use runform::compare::{Comparison, FatigueEvidence, MetricChange, Mode, Status, Verdict};
use runform::form::{self, Basis, Confidence, Finding, Label, Rules, RulesError};
use runform::metrics::Metric;
use runform::settings;
use runform::strength::{
    AddOnSide, Amount, Catalogue, CatalogueError, Category, Files, LinkBasis, Prescription,
    prescribe,
};

// ---- hand-made comparisons

/// A change at equal speed; the smallest worthwhile change is that of the settings.
fn change(metric: Metric, fresh: f64, delta: f64, verdict: Verdict) -> MetricChange {
    let swc = match metric {
        Metric::GroundContactTime => 0.025 * fresh,
        Metric::VerticalOscillation | Metric::VerticalStiffness => 0.04 * fresh,
        Metric::Cadence | Metric::StepLength => 0.015 * fresh,
        Metric::DutyFactor => 0.025 * fresh,
        Metric::VerticalRatio => 0.3,
        Metric::ContactBalanceLeft => 0.5,
        _ => 0.05 * fresh,
    };
    MetricChange {
        metric,
        unit: metric.unit().into(),
        source: format!("fit:{}", metric.id()),
        estimated: false,
        fresh: Some(fresh),
        fatigued: Some(fresh + delta),
        raw_change: Some(delta),
        adjusted_change: Some(delta),
        adjusted_change_pct: Some(100.0 * delta / fresh),
        ci95: Some([delta - delta.abs() / 2.0, delta + delta.abs() / 2.0]),
        matched_change: Some(delta),
        matched_s: 500.0,
        swc: Some(swc),
        mdc: Some(swc / 2.0),
        verdict,
        adverse: true,
        reason: None,
        onset_s: None,
        onset_m: None,
        onset_ci95_s: None,
        n_eff: Some(12.0),
    }
}

fn compared(fatigue_evidence: FatigueEvidence, metrics: Vec<MetricChange>) -> Comparison {
    Comparison {
        status: Status::Compared,
        reason: None,
        mode: Mode::SteadyLong,
        fatigue_evidence,
        fatigue_reasons: Vec::new(),
        decoupling_pct: Some(6.0),
        reference_speed_mps: Some(3.2),
        valid_fresh_s: 600.0,
        valid_fatigued_s: 600.0,
        metrics,
    }
}

fn tired(metrics: Vec<MetricChange>) -> Comparison {
    compared(FatigueEvidence::Moderate, metrics)
}

fn rules() -> &'static Rules {
    Rules::builtin().unwrap()
}

fn catalogue() -> &'static Catalogue {
    Catalogue::builtin().unwrap()
}

fn ids(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|f| f.id.as_str()).collect()
}

use Metric::{
    Cadence, ContactBalanceLeft, DutyFactor, GroundContactTime, StepLength, VerticalOscillation,
    VerticalRatio, VerticalStiffness,
};
use Verdict::{Clear, Likely, Possible, Stable};

// ---- findings

#[test]
fn longer_contact_is_a_breakdown_with_its_numbers() {
    let mut gct = change(GroundContactTime, 255.0, 11.0, Clear);
    gct.ci95 = Some([5.0, 17.0]);
    gct.adjusted_change_pct = Some(4.3);
    (gct.onset_s, gct.onset_m) = (Some(2460.0), Some(8200.0));
    let found = form::find(&tired(vec![gct]), rules());
    assert_eq!(ids(&found), ["gct_rise_under_fatigue"]);
    let finding = &found[0];
    assert_eq!(finding.label, Label::Breakdown);
    assert_eq!(finding.confidence, Confidence::High);
    assert_eq!(finding.side, None);
    // 11 ms of a smallest worthwhile change of 6.375 ms
    assert!((finding.severity - 11.0 / 6.375).abs() < 1e-12);
    assert_eq!(
        finding.evidence,
        [
            "Ground contact time 255 → 266 ms: +11 ms [5, 17] at equal speed (+4.3 %)",
            "Ground contact time began to change about 41 min into the run (8.2 km)",
        ]
    );
}

#[test]
fn oscillation_is_told_in_centimetres_and_steps_in_metres() {
    let found = form::find(
        &tired(vec![
            change(VerticalOscillation, 86.0, 5.0, Likely),
            change(StepLength, 1.12, -0.03, Likely),
        ]),
        rules(),
    );
    assert_eq!(ids(&found), ["oscillation_rise_under_fatigue", "step_shortening_under_fatigue"]);
    assert!(found[0].evidence[0].starts_with("Vertical oscillation 8.6 → 9.1 cm: +0.5 cm ["));
    assert!(found[1].evidence[0].starts_with("Step length 1.12 → 1.09 m: −3.0 cm ["));
}

#[test]
fn a_stable_run_has_no_findings() {
    let stable = vec![
        change(GroundContactTime, 255.0, 2.0, Stable),
        change(VerticalOscillation, 86.0, 1.0, Stable),
        change(Cadence, 172.0, -0.4, Stable),
        change(ContactBalanceLeft, 50.2, 0.1, Stable),
    ];
    assert!(form::find(&tired(stable), rules()).is_empty());
    // large, but the interval includes no change
    let possible = vec![change(GroundContactTime, 255.0, 11.0, Possible)];
    assert!(form::find(&tired(possible), rules()).is_empty());
}

#[test]
fn changes_for_the_better_are_no_findings() {
    let better = vec![
        change(GroundContactTime, 255.0, -11.0, Clear),
        change(VerticalStiffness, 22.0, 2.0, Clear),
        change(ContactBalanceLeft, 51.0, -0.8, Clear),
    ];
    assert!(form::find(&tired(better), rules()).is_empty());
}

#[test]
fn without_fatigue_a_change_is_a_drift() {
    for (evidence, word) in [
        (FatigueEvidence::None, "Nothing in this run shows"),
        (FatigueEvidence::Unknown, "Without heart rate"),
    ] {
        let run = compared(evidence, vec![change(GroundContactTime, 255.0, 11.0, Clear)]);
        let found = form::find(&run, rules());
        assert_eq!(found[0].label, Label::Drift);
        assert!(found[0].explanation.contains(word), "{}", found[0].explanation);
    }
}

#[test]
fn confidence_follows_verdict_support_basis_and_mode() {
    let gct = |v| change(GroundContactTime, 255.0, 11.0, v);
    let bounce = change(VerticalOscillation, 86.0, 5.0, Likely);
    let confidence = |c: &Comparison| form::find(c, rules())[0].confidence;
    assert_eq!(confidence(&tired(vec![gct(Likely)])), Confidence::Low);
    assert_eq!(confidence(&tired(vec![gct(Likely), bounce])), Confidence::Moderate);
    let mut short = tired(vec![gct(Clear)]);
    short.mode = Mode::SteadyShort;
    assert_eq!(confidence(&short), Confidence::Moderate);
    let proxy =
        tired(vec![change(Cadence, 172.0, -6.0, Clear), change(StepLength, 1.12, 0.04, Clear)]);
    let found = form::find(&proxy, rules());
    assert_eq!(ids(&found), ["cadence_drop_with_overreach"]);
    assert_eq!((found[0].basis, found[0].confidence), (Basis::Proxy, Confidence::Moderate));
}

#[test]
fn contact_and_stiffness_are_one_line_of_evidence() {
    let run = tired(vec![
        change(GroundContactTime, 255.0, 11.0, Likely),
        change(VerticalStiffness, 22.0, -1.5, Likely),
    ]);
    let found = form::find(&run, rules());
    assert_eq!(ids(&found), ["gct_rise_under_fatigue"]);
    assert_eq!(found[0].metrics, [GroundContactTime, VerticalStiffness]);
    // the repeated evidence does not raise confidence
    assert_eq!(found[0].confidence, Confidence::Low);

    let alone = tired(vec![change(VerticalStiffness, 22.0, -1.5, Clear)]);
    let found = form::find(&alone, rules());
    assert_eq!(ids(&found), ["stiffness_loss"]);
    assert_eq!(found[0].basis, Basis::Proxy);
}

#[test]
fn bounce_with_longer_contact_is_told_together() {
    let run = tired(vec![
        change(GroundContactTime, 255.0, 11.0, Clear),
        change(VerticalOscillation, 86.0, 5.0, Clear),
        change(VerticalRatio, 8.0, 0.5, Clear),
    ]);
    let found = form::find(&run, rules());
    assert_eq!(ids(&found), ["gct_rise_under_fatigue", "oscillation_rise_under_fatigue"]);
    assert_eq!(found[1].title, "More bounce on longer contacts late in the run");
    assert!(found[1].metrics.contains(&VerticalRatio));
}

#[test]
fn a_shuffle_is_no_breakdown_and_takes_the_place_of_its_parts() {
    let run = compared(
        FatigueEvidence::Strong,
        vec![
            change(GroundContactTime, 255.0, 11.0, Clear),
            change(DutyFactor, 36.0, 3.0, Clear),
            change(VerticalOscillation, 86.0, -8.0, Clear),
            change(Cadence, 172.0, 5.0, Clear),
            change(StepLength, 1.12, -0.03, Clear),
            change(VerticalStiffness, 22.0, -1.5, Likely),
        ],
    );
    let found = form::find(&run, rules());
    assert_eq!(ids(&found), ["shuffle_pattern"]);
    assert_eq!(found[0].label, Label::Drift);
    assert!(found[0].metrics.contains(&GroundContactTime));
    assert!(found[0].metrics.contains(&VerticalStiffness));
    assert!(found[0].explanation.contains("not a fault"));
}

#[test]
fn quicker_flatter_steps_are_a_strategy() {
    let run = tired(vec![
        change(Cadence, 172.0, 6.0, Clear),
        change(StepLength, 1.12, -0.04, Clear),
        change(VerticalOscillation, 86.0, -6.0, Clear),
        change(GroundContactTime, 255.0, -10.0, Clear),
    ]);
    assert!(form::find(&run, rules()).is_empty());
}

#[test]
fn balance_that_moves_away_is_a_shift_without_a_weak_side() {
    let run = tired(vec![change(ContactBalanceLeft, 50.2, 0.9, Likely)]);
    let found = form::find(&run, rules());
    assert_eq!(ids(&found), ["balance_shift_under_fatigue"]);
    assert_eq!(found[0].side, None);
    assert!(found[0].evidence[0].starts_with("Contact balance 50.2 → 51.1 % left: +0.9 points ["));
    assert!(found[0].explanation.contains("836 recreational runners (Malisoux 2024)"));
    assert!(found[0].explanation.contains("does not tell which leg"));
    // to the right as well, and a return to the middle is none
    let right = tired(vec![change(ContactBalanceLeft, 49.8, -0.9, Likely)]);
    assert_eq!(ids(&form::find(&right, rules())), ["balance_shift_under_fatigue"]);
    let back = tired(vec![change(ContactBalanceLeft, 51.2, -0.9, Likely)]);
    assert!(form::find(&back, rules()).is_empty());
}

#[test]
fn asymmetry_from_the_start_needs_both_windows_and_respects_the_sensor() {
    let level = |fresh: f64, fatigued: f64, source: &str| {
        let mut balance = change(ContactBalanceLeft, fresh, fatigued - fresh, Stable);
        balance.source = source.into();
        let mut run = tired(vec![balance]);
        run.status = Status::NotComparable;
        form::find(&run, rules())
    };
    let strap = "fit:stance_time_balance";
    // symmetry index = 4 × points: 2.2 points are 8.8 %
    let marked = level(52.2, 52.4, strap);
    assert_eq!(ids(&marked), ["constant_asymmetry"]);
    assert_eq!(marked[0].label, Label::ConstantAsymmetry);
    assert_eq!(marked[0].confidence, Confidence::Moderate);
    assert!(marked[0].evidence[0].contains("symmetry index 8.8 and 9.6 %"));
    assert_eq!(ids(&level(51.6, 51.7, strap)), ["slight_asymmetry"]);
    assert_eq!(ids(&level(51.6, 51.7, "runscribe:contact_time_left")), ["constant_asymmetry"]);
    assert_eq!(ids(&level(50.9, 50.8, "runscribe:contact_time_left")), ["slight_asymmetry"]);
    assert!(level(50.9, 50.8, strap).is_empty());
    assert!(level(52.4, 50.1, strap).is_empty(), "only one window");
    assert!(level(52.4, 47.6, strap).is_empty(), "opposite sides");
    assert!(ids(&level(47.8, 47.5, strap)).contains(&"constant_asymmetry"));
}

#[test]
fn without_a_comparison_there_are_no_changes() {
    for status in [Status::NotComparable, Status::TrendOnly] {
        let mut run = tired(vec![change(GroundContactTime, 255.0, 30.0, Clear)]);
        run.status = status;
        assert!(form::find(&run, rules()).is_empty());
    }
    assert!(form::find(&tired(vec![]), rules()).is_empty());
    let mut nan = change(GroundContactTime, 255.0, f64::NAN, Clear);
    nan.swc = Some(0.0);
    assert!(form::find(&tired(vec![nan]), rules()).is_empty());
}

#[test]
fn what_a_recording_cannot_show_is_said_with_what_it_takes() {
    let run = tired(vec![change(GroundContactTime, 255.0, 2.0, Stable)]);
    let unseen = form::not_measured(&run, &[Cadence, StepLength], rules());
    let id = |wanted: &str| unseen.iter().find(|n| n.id == wanted);
    for sign in [
        "hip_drop",
        "lost_upright_posture",
        "overstriding_measured",
        "arm_swing_asymmetry",
        "balance_shift_under_fatigue",
        "stride_timing_instability",
        "oscillation_rise_under_fatigue",
    ] {
        let why = &id(sign).unwrap_or_else(|| panic!("{sign} is not listed")).why;
        assert!(why.contains(" It takes "), "{sign}: {why}");
    }
    assert!(id("gct_rise_under_fatigue").is_none());
    assert!(id("step_shortening_under_fatigue").is_none());
    let with_balance = form::not_measured(&run, &[ContactBalanceLeft], rules());
    assert!(!with_balance.iter().any(|n| n.id == "balance_shift_under_fatigue"));
}

// ---- prescription

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
                    assert_eq!(add_on.r#for, [rule.id.clone()]);
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
        prop_assert!(plan.session.minutes >= 0.7 * f64::from(minutes), "{}", plan.session.minutes);
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

// ---- loading

/// The embedded file with one piece replaced (which must occur).
fn with(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "`{from}` is not in the file");
    text.replacen(from, to, 1)
}

fn load(files: &Files) -> Result<Catalogue, CatalogueError> {
    Catalogue::from_toml(files, rules())
}

fn exercises_error(from: &str, to: &str) -> CatalogueError {
    let text = with(Files::default().exercises, from, to);
    load(&Files { exercises: &text, ..Files::default() }).unwrap_err()
}

fn links_error(from: &str, to: &str) -> CatalogueError {
    let text = with(Files::default().links, from, to);
    load(&Files { links: &text, ..Files::default() }).unwrap_err()
}

fn session_error(from: &str, to: &str) -> CatalogueError {
    let text = with(Files::default().session, from, to);
    load(&Files { session: &text, ..Files::default() }).unwrap_err()
}

#[test]
fn the_embedded_catalogue_loads_and_quickly() {
    let start = Instant::now();
    let catalogue = load(&Files::default()).unwrap();
    let elapsed = start.elapsed();
    eprintln!("catalogue read in {elapsed:?} (unoptimised TOML reader)");
    assert_eq!(&catalogue, self::catalogue());
    assert!(catalogue.exercises.len() >= 60);
    let calf = &catalogue.exercises["single_leg_calf_raise"];
    assert_eq!(calf.easier, ["calf_raise"]);
    assert_eq!(calf.dose.stated, ["sets", "reps"]);
    assert_eq!(catalogue.unknown_equipment(&["band".into(), "sofa".into()]), Some("sofa"));
    assert_eq!(catalogue.unknown_equipment(&["band".into()]), None);
}

#[test]
fn a_file_that_is_no_toml_or_has_unknown_fields_is_refused_with_its_place() {
    let error = exercises_error("feel = ", "fele = ");
    assert!(matches!(error, CatalogueError::Parse { file: "exercises", .. }));
    let message = error.to_string();
    assert!(message.contains("line ") && message.contains("fele"), "{message}");
    let text = "{ not toml";
    let error = load(&Files { texts: text, ..Files::default() }).unwrap_err();
    assert!(matches!(error, CatalogueError::Parse { file: "texts", .. }));
}

#[test]
fn unknown_ids_are_refused() {
    let unknown = |error: CatalogueError, wanted: &str| match error {
        CatalogueError::Unknown { kind, unknown, .. } => {
            assert_eq!((kind, unknown.as_str()), (wanted, "nobody"));
        }
        other => panic!("{other}"),
    };
    unknown(links_error("\"heavy_calf_raise\"", "\"nobody\""), "exercise");
    unknown(links_error("breakdown = \"hip_drop\"", "breakdown = \"nobody\""), "breakdown");
    unknown(links_error("deficit = \"calf_ankle\"", "deficit = \"nobody\""), "deficit");
    unknown(links_error("\"sanno-2018\"", "\"nobody\""), "source");
    unknown(exercises_error("equipment = [\"ball\"]", "equipment = [\"nobody\"]"), "equipment");
    unknown(exercises_error("{ id = \"slow_step_down\"", "{ id = \"nobody\""), "exercise");
    unknown(session_error("\"side_plank\"", "\"nobody\""), "exercise");
    unknown(session_error("source = \"strength-add-ons\"", "source = \"nobody\""), "source");
}

#[test]
fn duplicate_ids_are_refused() {
    let error = exercises_error("id = \"clamshell\"", "id = \"bridge\"");
    assert_eq!(error, CatalogueError::DuplicateId { file: "exercises", id: "bridge".into() });
    // an exercise to leave out cannot be prescribed under the same id
    let error = exercises_error("id = \"clamshell\"", "id = \"crunch\"");
    assert_eq!(error, CatalogueError::DuplicateId { file: "exercises", id: "crunch".into() });
}

#[test]
fn missing_sources_are_refused() {
    let error = exercises_error("sources = [\"strength-add-ons\"]", "sources = []");
    assert!(matches!(error, CatalogueError::NoSource { file: "exercises", .. }));
    let error = links_error("sources = [\"staged-sequence\"]", "sources = []");
    assert!(matches!(error, CatalogueError::NoSource { file: "links", .. }));
}

#[test]
fn impossible_doses_are_refused() {
    for (from, to) in [
        ("reps = [12, 15]", "reps = [15, 12]"),
        ("reps = [12, 15]", "reps = [0, 15]"),
        ("reps = [12, 15]", "reps = [12, 1500]"),
        ("reps = [12, 15]", "reps = [12, 15], hold_s = [10, 20]"),
        ("sets = [2, 3], reps = [12, 15]", "sets = [0, 3], reps = [12, 15]"),
        ("sets = [2, 3], reps = [12, 15]", "sets = [3, 2], reps = [12, 15]"),
        ("tempo_s = 2.5", "tempo_s = 0.0"),
        ("rest_s = 15, tempo_s = 2.5", "rest_s = 15"),
        ("rest_s = 15", "rest_s = -1"),
        ("rest_s = 15", "rest_s = nan"),
        ("stated = [\"sets\", \"reps\"]", "stated = [\"tempo_s\"]"),
        (", source = \"strength-add-ons\", stated = [\"sets\", \"reps\"]", ", stated = [\"sets\"]"),
    ] {
        let error = exercises_error(from, to);
        assert!(matches!(error, CatalogueError::Dose { .. }), "{to}: {error}");
    }
}

#[test]
fn ladders_must_end_and_every_exercise_must_be_reachable() {
    let step = "harder = [{ id = \"split_squat\", gate = \"2 sets of 15 with knees in line\" }";
    let itself = "harder = [{ id = \"squat\", gate = \"2 sets of 15 with knees in line\" }";
    assert_eq!(exercises_error(step, itself), CatalogueError::Cycle { exercise: "squat".into() });
    let back = "harder = [{ id = \"squat\", gate = \"x\" }, { id = \"lunge\"";
    let error = exercises_error("harder = [{ id = \"lunge\"", back);
    assert!(matches!(error, CatalogueError::Cycle { .. }), "{error}");

    let error = links_error("exercises = [\"short_foot\", ", "exercises = [");
    assert_eq!(error, CatalogueError::Unreachable { exercise: "short_foot".into() });
}

#[test]
fn links_must_cover_every_breakdown_with_body_weight_work() {
    let text =
        Files::default().links.replace("breakdown = \"hip_drop\"", "breakdown = \"trunk_sway\"");
    let error = load(&Files { links: &text, ..Files::default() }).unwrap_err();
    assert_eq!(error, CatalogueError::NoLink { breakdown: "hip_drop".into() });
    let error = links_error(
        "exercises = [\"slow_step_down\", \"tempo_split_squat\"]",
        "exercises = [\"slow_step_down\"]",
    );
    assert!(matches!(error, CatalogueError::Invalid { file: "links", .. }), "{error}");
}

#[test]
fn session_templates_must_add_up() {
    for (from, to) in [
        ("minutes = 15\n", "minutes = 16\n"),
        ("minutes = 15\n", "minutes = 25\n"),
        ("area = \"balance\"", "area = \"hip\""),
        ("defaults = [\"plank\"]", "defaults = [\"bridge\"]"),
        ("defaults = [\"plank\"]", "defaults = []"),
    ] {
        let error = session_error(from, to);
        assert!(matches!(error, CatalogueError::Invalid { file: "session", .. }), "{to}: {error}");
    }
}

#[test]
fn broken_rules_are_refused() {
    let builtin = include_str!("../../data/breakdowns.toml");
    let error = |from: &str, to: &str| Rules::from_toml(&with(builtin, from, to)).unwrap_err();
    assert!(matches!(
        error("metric = \"ground_contact_time\"", "metric = \"ground_contact\""),
        RulesError::Parse { message } if message.contains("ground_contact")
    ));
    assert!(matches!(
        error("id = \"stiffness_loss\"", "id = \"gct_rise_under_fatigue\""),
        RulesError::DuplicateId { .. }
    ));
    assert!(matches!(
        error("same_evidence_as = \"cadence_instability\"", "same_evidence_as = \"nobody\""),
        RulesError::UnknownRule { unknown, .. } if unknown == "nobody"
    ));
    for (from, to) in [
        ("at_least = \"likely\", role = \"required\"", "at_least = \"stable\""),
        ("from_trunk = 2.0", "from_trunk = 0.0"),
        ("needs = \"an IMU on each wrist, or video from the front\"\n", ""),
        ("title = \"Hip drop\"", "title = \" \""),
        (
            "when = [{ metric = \"pelvic_drop\", direction = \"rise\", at_least = \"likely\", role = \"required\" }]",
            "when = [{ metric = \"pelvic_drop\", direction = \"rise\", at_least = \"likely\", role = \"detail\" }]",
        ),
    ] {
        let error = error(from, to);
        assert!(matches!(error, RulesError::Invalid { .. }), "{to}: {error}");
    }
}

// ---- language of the data

#[test]
fn every_source_is_used_and_every_named_source_exists() {
    let catalogue = catalogue();
    let mut used: Vec<&String> = Vec::new();
    used.extend(catalogue.links.iter().flat_map(|l| &l.sources));
    used.extend(catalogue.exercises.values().flat_map(|e| &e.sources));
    used.extend(rules().rules.iter().flat_map(|r| &r.sources));
    for id in catalogue.sources.keys() {
        let in_texts = Files::default().texts.contains(&format!("\"{id}\""));
        assert!(in_texts || used.contains(&id), "{id} is not used");
    }
    for id in used {
        assert!(catalogue.sources.contains_key(id), "{id} is unknown");
    }
}

/// Everything the data says to people, with its place.
fn product_texts() -> Vec<(String, String)> {
    fn walk(place: &str, value: &toml::Value, out: &mut Vec<(String, String)>) {
        match value {
            toml::Value::String(text) => out.push((place.to_owned(), text.clone())),
            toml::Value::Array(items) => {
                for (i, item) in items.iter().enumerate() {
                    let id = item.get("id").and_then(|id| id.as_str()).map(str::to_owned);
                    walk(&format!("{place}.{}", id.unwrap_or(i.to_string())), item, out);
                }
            }
            toml::Value::Table(table) => {
                for (key, item) in table {
                    walk(&format!("{place}.{key}"), item, out);
                }
            }
            _ => {}
        }
    }
    let files = Files::default();
    let mut out = Vec::new();
    for (name, text) in [
        ("breakdowns", include_str!("../../data/breakdowns.toml")),
        ("exercises", files.exercises),
        ("links", files.links),
        ("session", files.session),
        ("texts", files.texts),
    ] {
        walk(name, &toml::from_str(text).unwrap(), &mut out);
    }
    out
}

#[test]
fn no_diagnosis_no_promise_no_ideal_form() {
    let forbidden = [
        "diagnos",
        "prevents",
        "prevent ",
        "prevention",
        "injury-free",
        "guarantee",
        "will fix",
        "cure",
        "treatment",
        "treats",
        "heal",
        "rehab",
        "syndrome",
        "tendinopathy",
        "tendinitis",
        "fasciitis",
        "shin splints",
        "patholog",
        "correct form",
        "proper form",
        "perfect form",
        "ideal form",
        "good form ",
        "bad form",
        "wrong form",
        "you are injured",
        "weak glutes",
        "proves",
        "proven to",
        "scientifically",
        "must stop running",
    ];
    // Words that are right in one place only.
    let allowed: [(&str, &str); 0] = [];
    let texts = product_texts();
    assert!(texts.len() > 800, "{}", texts.len());
    for (place, text) in &texts {
        let lower = format!("{} ", text.to_lowercase());
        for word in forbidden {
            let fine = allowed.iter().any(|(p, w)| place.starts_with(p) && *w == word);
            assert!(fine || !lower.contains(word), "{place}: `{word}` in: {text}");
        }
        // Injury may be spoken of to say that nothing is promised, to tell when
        // to stop, or as a reason among others; nowhere else.
        let injury_places = [
            "breakdowns.asymmetry.sentence",
            "breakdowns.rule.constant_asymmetry.explanation",
            "texts.evidence",
            "texts.safety",
        ];
        if lower.contains("injur") {
            assert!(injury_places.contains(&place.as_str()), "{place}: {text}");
        }
    }
}

#[test]
fn causes_are_worded_with_care_and_instructions_are_whole_sentences() {
    for rule in &rules().rules {
        assert!(rule.explanation.ends_with('.'), "{}", rule.id);
        let fires = !rule.when.is_empty() || rule.level.is_some();
        let lower = rule.explanation.to_lowercase();
        let careful = [
            "plausible",
            "may ",
            "can ",
            "possible",
            "cannot",
            "does not say",
            "does not tell",
            "suspect",
            "deserves",
            "not known",
            "close to what the sensor",
        ];
        assert!(!fires || careful.iter().any(|w| lower.contains(w)), "{}", rule.id);
    }
    for exercise in catalogue().exercises.values() {
        assert!(exercise.how.ends_with('.') && exercise.how.len() > 60, "{}", exercise.id);
        assert!(!exercise.stop.ends_with('.') && !exercise.feel.ends_with('.'), "{}", exercise.id);
        for step in &exercise.harder {
            assert!(!step.gate.ends_with('.'), "{}", exercise.id);
        }
    }
    for link in &catalogue().links {
        assert!(link.why.ends_with('.'), "{} {}", link.breakdown, link.deficit);
    }
}
