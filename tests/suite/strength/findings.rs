//! Findings on hand-made comparisons.

use Metric::{
    Cadence, ContactBalanceLeft, DutyFactor, GroundContactTime, StepLength, VerticalOscillation,
    VerticalRatio, VerticalStiffness,
};
use Verdict::{Clear, Likely, Possible, Stable};
use runform::compare::{Comparison, FatigueEvidence, MetricChange, Mode, Status, Verdict};
use runform::form::{self, Basis, Confidence, Finding, Label};
use runform::metrics::{Accuracy, Metric};
use runform::recording::{Provenance, SensorFamily, Site, Source};

use super::rules;

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
        n_eff: Some(12.0),
        ..MetricChange::new(metric, metric.unit(), &format!("fit:{}", metric.id()).into())
    }
}

/// The first piece of evidence as it is told.
fn told(finding: &Finding) -> String {
    runform::words::english_of(&finding.evidence[0])
}

fn compared(fatigue_evidence: FatigueEvidence, metrics: Vec<MetricChange>) -> Comparison {
    Comparison {
        status: Status::Compared,
        reason: None,
        mode: Mode::SteadyLong,
        fatigue_evidence,
        fatigue_signs: Vec::new(),
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

fn ids(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|f| f.id.as_str()).collect()
}

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
        finding.evidence.iter().map(runform::words::english_of).collect::<Vec<_>>(),
        [
            "Ground contact time 255 → 266 ms: +11.0 ms [+5.0, +17.0] at equal speed (+4.3 %)",
            "Ground contact time began to change 41:00 into the run (8.2 km)",
        ]
    );
}

#[test]
fn oscillation_and_steps_are_told_in_centimetres() {
    let found = form::find(
        &tired(vec![
            change(VerticalOscillation, 86.0, 5.0, Likely),
            change(StepLength, 1.12, -0.03, Likely),
        ]),
        rules(),
    );
    assert_eq!(ids(&found), ["oscillation_rise_under_fatigue", "step_shortening_under_fatigue"]);
    assert!(told(&found[0]).starts_with("Vertical oscillation 8.6 → 9.1 cm: +0.50 cm ["));
    assert!(told(&found[1]).starts_with("Step length 112 → 109 cm: −3.0 cm ["));
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
        let text = runform::words::explanation(&found[0]);
        assert!(text.contains(word), "{text}");
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
fn stiffness_repeats_cadence_as_well() {
    // fewer, longer steps lower the stiffness by themselves
    let run = tired(vec![
        change(Cadence, 172.0, -6.0, Clear),
        change(StepLength, 1.12, 0.04, Clear),
        change(VerticalStiffness, 22.0, -1.5, Clear),
    ]);
    let found = form::find(&run, rules());
    assert_eq!(ids(&found), ["cadence_drop_with_overreach"]);
    assert_eq!(found[0].metrics, [Cadence, StepLength, VerticalStiffness]);
    assert_eq!(found[0].confidence, Confidence::Moderate);
}

#[test]
fn loss_of_push_off_is_one_finding() {
    let push_off = |cadence: MetricChange| {
        tired(vec![
            change(GroundContactTime, 255.0, 11.0, Clear),
            change(StepLength, 1.12, -0.03, Likely),
            cadence,
        ])
    };
    for steady in [change(Cadence, 172.0, 1.0, Stable), change(Cadence, 172.0, 2.6, Possible)] {
        let found = form::find(&push_off(steady), rules());
        assert_eq!(ids(&found), ["gct_rise_under_fatigue"]);
        assert_eq!(found[0].title, "Longer ground contact and shorter steps late in the run");
        assert_eq!(found[0].metrics, [GroundContactTime, StepLength]);
        assert!(found[0].explanation.contains("cannot show which muscle"));
    }
    // a quicker step rate: two separate signs
    let found = form::find(&push_off(change(Cadence, 172.0, 5.0, Clear)), rules());
    assert_eq!(ids(&found), ["gct_rise_under_fatigue", "step_shortening_under_fatigue"]);
    assert_eq!(found[0].title, "Longer ground contact late in the run");
    // longer steps: no loss of push-off
    let found = form::find(
        &tired(vec![
            change(GroundContactTime, 255.0, 11.0, Clear),
            change(StepLength, 1.12, 0.03, Likely),
        ]),
        rules(),
    );
    assert_eq!(found[0].title, "Longer ground contact late in the run");
}

#[test]
fn bouncy_collapse_needs_bounce_contact_and_a_softer_spring() {
    let parts = || {
        vec![
            change(GroundContactTime, 255.0, 11.0, Clear),
            change(VerticalOscillation, 86.0, 5.0, Clear),
            change(VerticalRatio, 8.0, 0.5, Clear),
        ]
    };
    let collapse = "More bounce on a softer leg late in the run";
    let mut all = parts();
    all.push(change(VerticalStiffness, 22.0, -1.5, Likely));
    let found = form::find(&tired(all), rules());
    assert_eq!(ids(&found), ["gct_rise_under_fatigue", "oscillation_rise_under_fatigue"]);
    assert_eq!(found[1].title, collapse);
    assert!(found[1].metrics.contains(&VerticalRatio));
    assert!(found[0].metrics.contains(&VerticalStiffness));
    assert!(found[1].explanation.contains("two changes, not three"));

    // on slopes stiffness is not compared, and the pattern is not claimed
    let found = form::find(&tired(parts()), rules());
    assert_eq!(ids(&found), ["gct_rise_under_fatigue", "oscillation_rise_under_fatigue"]);
    assert_eq!(found[1].title, "More bounce late in the run");
    // more bounce on a stiffer leg is no collapse
    let mut stiffer = parts();
    stiffer.push(change(VerticalStiffness, 22.0, 1.5, Clear));
    assert_eq!(form::find(&tired(stiffer), rules())[1].title, "More bounce late in the run");
}

#[test]
fn over_reaching_needs_both_fewer_and_longer_steps() {
    let ids_of = |cadence: f64, step: f64| {
        let run = tired(vec![
            change(Cadence, 172.0, cadence, Clear),
            change(StepLength, 1.12, step, Clear),
        ]);
        form::find(&run, rules()).into_iter().map(|f| f.id).collect::<Vec<_>>()
    };
    assert_eq!(ids_of(-6.0, 0.04), ["cadence_drop_with_overreach"]);
    assert!(ids_of(6.0, 0.04).is_empty());
    assert_eq!(ids_of(-6.0, -0.04), ["step_shortening_under_fatigue"]);
}

#[test]
fn a_shuffle_needs_all_of_its_parts() {
    let parts = [
        change(VerticalOscillation, 86.0, -8.0, Clear),
        change(DutyFactor, 36.0, 3.0, Clear),
        change(Cadence, 172.0, 5.0, Clear),
    ];
    let shuffles = |parts: &[MetricChange]| {
        let found = form::find(&tired(parts.to_vec()), rules());
        ids(&found).contains(&"shuffle_pattern")
    };
    assert!(shuffles(&parts));
    for k in 0..parts.len() {
        let mut other = parts.to_vec();
        other[k].adjusted_change = other[k].adjusted_change.map(|d| -d);
        assert!(!shuffles(&other), "{}", parts[k].metric);
    }
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
    assert!(told(&found[0]).starts_with("Contact balance 50.2 → 51.1 % L: +0.9 pp ["));
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
    let level = |fresh: f64, fatigued: f64, source: Provenance| {
        let mut balance = change(ContactBalanceLeft, fresh, fatigued - fresh, Stable);
        balance.source = source;
        let mut run = tired(vec![balance]);
        run.status = Status::NotComparable;
        form::find(&run, rules())
    };
    let strap = || Provenance::native("fit:stance_time_balance");
    // symmetry index = 4 × points: 2.2 points are 8.8 %
    let marked = level(52.2, 52.4, strap());
    assert_eq!(ids(&marked), ["constant_asymmetry"]);
    assert_eq!(marked[0].label, Label::ConstantAsymmetry);
    assert_eq!(marked[0].confidence, Confidence::Moderate);
    assert!(told(&marked[0]).contains("symmetry index 8.8 and 9.6 %"));
    assert_eq!(ids(&level(51.6, 51.7, strap())), ["slight_asymmetry"]);
    let foot = |id: &str| Source::of(id, SensorFamily::Runscribe, Site::Foot);
    let pod = || Provenance::measured(foot("runscribe:contact_time_left"));
    // Two fields, one of each foot, whoever made the sensor and whatever their names.
    let own = ["a", "b"].map(Source::native).to_vec();
    for feet in [pod(), Provenance::Measured { from: own }] {
        assert_eq!(ids(&level(51.6, 51.7, feet)), ["constant_asymmetry"]);
    }
    assert_eq!(ids(&level(50.9, 50.8, pod())), ["slight_asymmetry"]);
    assert!(level(50.9, 50.8, strap()).is_empty());
    assert!(level(52.4, 50.1, strap()).is_empty(), "only one window");
    assert!(level(52.4, 47.6, strap()).is_empty(), "opposite sides");
    assert!(ids(&level(47.8, 47.5, strap())).contains(&"constant_asymmetry"));
}

#[test]
fn no_sensor_gives_an_asymmetry_of_high_confidence() {
    let own = |family| {
        let foot = |id: &str| Source::of(id, family, Site::Foot);
        Provenance::Measured { from: vec![foot("left"), foot("right")] }
    };
    let families =
        [SensorFamily::Imu, SensorFamily::Runscribe, SensorFamily::Stryd, SensorFamily::Native];
    let sides = [None, Some(None), Some(Some(1.6)), Some(Some(2.6))];
    for family in families {
        for sides in sides {
            let at = |points: f64| {
                let mut balance = change(ContactBalanceLeft, 50.0 + points, 0.1, Stable);
                balance.source = own(family);
                balance.accuracy = sides.map(|sides| Accuracy { level: 9.0, change: 9.0, sides });
                form::find(&tired(vec![balance]), rules())
            };
            for points in [0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 20.0] {
                let found = at(points);
                assert!(found.iter().all(|f| f.confidence <= Confidence::Moderate), "{found:?}");
                if family == SensorFamily::Imu {
                    assert!(found.iter().all(|f| f.confidence == Confidence::Low), "{found:?}");
                }
            }
            // Less than the sensor's own doubt of its sides is never told: two foot sensors
            // once gave an index of 11 % with high confidence where plates said 2.7 %.
            let doubt = match (sides, family) {
                (Some(Some(known)), _) => known,
                (None, SensorFamily::Imu) => 2.5,
                _ => 0.0,
            };
            assert!(at(doubt + 0.7).is_empty(), "{family:?} {sides:?}");
            let told = at(doubt + 1.7);
            assert_eq!(told.is_empty(), sides == Some(None), "{family:?} {sides:?}");
        }
    }
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
        let unseen = id(sign).unwrap_or_else(|| panic!("{sign} is not listed"));
        let why = runform::words::unseen(unseen);
        assert!(why.contains(" It takes "), "{sign}: {why}");
    }
    assert!(id("gct_rise_under_fatigue").is_none());
    assert!(id("step_shortening_under_fatigue").is_none());
    let with_balance = form::not_measured(&run, &[ContactBalanceLeft], rules());
    assert!(!with_balance.iter().any(|n| n.id == "balance_shift_under_fatigue"));
}
