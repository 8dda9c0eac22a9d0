//! What the readers of rules and catalogue refuse, and why.

use std::time::Instant;

use runform::form::{Rules, RulesError};
use runform::strength::{Catalogue, CatalogueError, Files};

use super::rules;

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
    assert_eq!(&catalogue, Catalogue::builtin().unwrap());
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
    let error =
        |from: &str, to: &str| Rules::from_toml(&with(Rules::BUILTIN, from, to)).unwrap_err();
    assert!(matches!(
        error("metric = \"ground_contact_time\"", "metric = \"ground_contact\""),
        RulesError::RulesNotRead { message } if message.contains("ground_contact")
    ));
    assert!(matches!(
        error("id = \"stiffness_loss\"", "id = \"gct_rise_under_fatigue\""),
        RulesError::RuleTwice { .. }
    ));
    assert!(matches!(
        error("same_evidence_as = [\"cadence_instability\"]", "same_evidence_as = [\"nobody\"]"),
        RulesError::RuleUnknown { unknown, .. } if unknown == "nobody"
    ));
    for (from, to) in [
        ("at_least = \"likely\", role = \"required\"", "at_least = \"stable\""),
        ("from_trunk = 2.0", "from_trunk = 0.0"),
        ("role = \"against\" },\n]\nreplaces", "role = \"detail\" },\n]\nreplaces"),
        ("needs = \"an IMU on each wrist, or video from the front\"\n", ""),
        ("title = \"Hip drop\"", "title = \" \""),
        (
            "when = [{ metric = \"forward_lean_change\", direction = \"rise\", at_least = \"likely\", role = \"required\" }]",
            "when = [{ metric = \"forward_lean_change\", direction = \"rise\", at_least = \"likely\", role = \"detail\" }]",
        ),
    ] {
        let error = error(from, to);
        assert!(matches!(error, RulesError::RuleInvalid { .. }), "{to}: {error}");
    }
}
