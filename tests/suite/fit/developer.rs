//! Developer fields: Stryd of all generations, RunScribe, and others.

use runform::recording::{Quantity, SensorFamily, Site};

use super::bytes::{FitBytes, V};
use super::*;

const NAN: f64 = f64::NAN;
const STRYD: [u8; 16] = [24, 251, 44, 240, 26, 75, 67, 13, 173, 102, 152, 140, 132, 116, 33, 244];
const STRYD_2017: [u8; 16] = [102, 10, 88, 30, 83, 1, 70, 12, 143, 47, 3, 76, 139, 109, 201, 15];
const RUNSCRIBE: [u8; 16] =
    [193, 245, 200, 10, 90, 5, 78, 138, 151, 179, 253, 163, 78, 149, 112, 53];
const RUNSCRIBE_LIGHT: [u8; 16] =
    [80, 32, 146, 179, 176, 221, 69, 173, 137, 179, 71, 42, 178, 6, 10, 182];
const GARMIN_POWER: [u8; 16] =
    [162, 110, 83, 88, 117, 38, 69, 130, 175, 126, 134, 6, 136, 77, 150, 188];
const ZEROS: [u8; 16] = [0; 16];
const UNKNOWN: [u8; 16] = [7; 16];

const U8: u8 = 0x02;
const U16: u8 = 0x84;
const S16: u8 = 0x83;
const S8: u8 = 0x01;
const F32: u8 = 0x88;

/// A watch file with Stryd's fields: power, cadence, ground time, oscillation,
/// form power, stiffness, elevation.
fn stryd(id: &[u8], cadence_unit: &'static str) -> FitBytes {
    let mut fit = FitBytes::activity();
    fit.app(0, id);
    fit.describe((0, 0), U16, "Power", "Watts", 7);
    fit.describe((0, 2), U8, "Cadence", cadence_unit, 4);
    // The first app gave the number of the stance percentage.
    fit.describe((0, 3), U16, "Ground Time", "Milliseconds", 40);
    fit.describe((0, 4), F32, "Vertical Oscillation", "Centimeters", 39);
    fit.describe((0, 8), U16, "Form Power", "Watts", 255);
    fit.describe((0, 9), F32, "Leg Spring Stiffness", "kN/m", 255);
    fit.describe((0, 7), U16, "Elevation", "Meters", 255);
    fit
}

/// One record: cadence, ground time (ms), oscillation (cm), stiffness.
fn step(
    fit: &mut FitBytes,
    at: u32,
    (cadence, ground, oscillation, stiffness): (u8, u16, f32, f32),
) {
    fit.record_with(
        at,
        &[(6, V::U16(3000)), (3, V::U8(150))],
        &[
            (0, 0, V::U16(230)),
            (2, 0, V::U8(cadence)),
            (3, 0, V::U16(ground)),
            (4, 0, V::F32(oscillation)),
            (8, 0, V::U16(74)),
            (9, 0, V::F32(stiffness)),
            (7, 0, V::U16(65_519)),
        ],
    );
}

#[test]
fn stryd_comes_in_our_units_and_names_its_source() {
    for id in [STRYD, STRYD_2017, ZEROS, UNKNOWN] {
        let mut fit = stryd(&id, "RPM");
        step(&mut fit, 0, (86, 272, 6.25, 9.875));
        let run = one(&fit.done());
        for (quantity, name, value) in [
            (Quantity::Power, "Power", 230.0),
            (Quantity::Cadence, "Cadence", 172.0),
            (Quantity::GroundContactTime, "Ground Time", 272.0),
            (Quantity::VerticalOscillation, "Vertical Oscillation", 62.5),
            (Quantity::FormPower, "Form Power", 74.0),
            (Quantity::LegSpringStiffness, "Leg Spring Stiffness", 9.875),
        ] {
            assert_values(&values(&run, quantity), &[value]);
            let source = &channel(&run, quantity).source;
            assert_eq!(source.id, format!("fit:dev:{name}"));
            assert_eq!((source.family, source.site), (SensorFamily::Stryd, Site::Foot));
        }
        // Elevation shows 65519 m for "none".
        assert!(series(&run).first(Quantity::Altitude).is_none());
        assert!(mapping(&run, "Elevation").remark.as_ref().unwrap().contains("65500"));
        // The claim to be the stance percentage is not believed.
        assert!(series(&run).first(Quantity::StancePercent).is_none());
        assert_eq!(mapping(&run, "Vertical Oscillation").unit, "Centimeters");
    }
}

#[test]
fn stryds_first_app_already_counts_steps() {
    let mut fit = stryd(&ZEROS, "SPM");
    step(&mut fit, 0, (157, 208, 11.0, 9.0));
    assert_values(&values(&one(&fit.done()), Quantity::Cadence), &[157.0]);
}

#[test]
fn stryds_contact_while_walking_is_dropped() {
    let mut fit = stryd(&STRYD, "RPM");
    step(&mut fit, 0, (86, 272, 6.25, 9.875));
    step(&mut fit, 1, (55, 918, 0.0, 0.0)); // walking: no oscillation
    step(&mut fit, 2, (34, 1200, 3.0, 5.0)); // 68 steps/min
    step(&mut fit, 3, (0, 0, 0.0, 0.0)); // standing
    step(&mut fit, 4, (85, 270, 6.0, 9.5));
    let run = one(&fit.done());
    assert_values(&values(&run, Quantity::GroundContactTime), &[272.0, NAN, NAN, NAN, 270.0]);
    assert_values(&values(&run, Quantity::VerticalOscillation), &[62.5, NAN, 30.0, NAN, 60.0]);
    assert_values(&values(&run, Quantity::LegSpringStiffness), &[9.875, NAN, 5.0, NAN, 9.5]);
    assert_values(&values(&run, Quantity::Cadence), &[172.0, 110.0, 68.0, 0.0, 170.0]);
    assert!(mapping(&run, "Ground Time").remark.as_ref().unwrap().contains("walking"));
}

#[test]
fn strap_and_stryd_stay_two_channels() {
    let mut fit = stryd(&STRYD, "RPM");
    fit.record_with(
        0,
        &[(41, V::U16(2560)), (39, V::U16(945))],
        &[(3, 0, V::U16(272)), (4, 0, V::F32(6.25)), (2, 0, V::U8(86))],
    );
    let run = one(&fit.done());
    let contact: Vec<(f64, SensorFamily)> = series(&run)
        .of(Quantity::GroundContactTime)
        .map(|c| (c.values[0], c.source.family))
        .collect();
    assert_eq!(contact, [(256.0, SensorFamily::Native), (272.0, SensorFamily::Stryd)]);
}

#[test]
fn stryds_own_file_has_native_fields_in_the_profiles_units() {
    let mut fit = FitBytes::file(4, 95, 0);
    fit.app(0, &ZEROS);
    fit.describe((0, 8), U16, "Form Power", "Watts", 255);
    fit.describe((0, 9), F32, "Leg Spring Stiffness", "KN/m", 255);
    fit.describe((0, 5), F32, "Speed", "M/S", 255);
    for (at, oscillation) in [(0, 632u16), (1, 0)] {
        fit.record_with(
            at,
            &[(41, V::U16(3530)), (39, V::U16(oscillation)), (4, V::U8(76)), (6, V::U16(1990))],
            &[(8, 0, V::U16(87)), (9, 0, V::F32(13.5)), (5, 0, V::F32(2.0))],
        );
    }
    let run = one(&fit.done());
    assert_eq!(run.device.as_deref(), Some("stryd"));
    assert_values(&values(&run, Quantity::VerticalOscillation), &[63.2, NAN]);
    assert_values(&values(&run, Quantity::GroundContactTime), &[353.0, NAN]);
    assert_values(&values(&run, Quantity::LegSpringStiffness), &[13.5, 13.5]);
    let contact = &channel(&run, Quantity::GroundContactTime).source;
    assert_eq!((contact.family, contact.site), (SensorFamily::Stryd, Site::Foot));
    // Speed of the watch or phone first, of the pod second.
    let speeds: Vec<f64> = series(&run).of(Quantity::Speed).map(|c| c.values[0]).collect();
    assert_eq!(speeds, [1.99, 2.0]);
}

#[test]
fn runscribe_gives_both_feet() {
    let mut fit = FitBytes::activity();
    fit.app(0, &RUNSCRIBE);
    let fields = [
        (5, U16, "RS_ContactTime_L", "ms", V::U16(314)),
        (11, U16, "RS_ContactTime_R", "ms", V::U16(299)),
        (2, U8, "RS_FootStrike_L", "", V::U8(3)),
        (8, U8, "RS_FootStrike_R", "", V::U8(4)),
        (3, F32, "RS_Pronation_L", "°", V::F32(-13.0)),
        (9, F32, "RS_Pronation_R", "°", V::F32(-10.5)),
        (1, F32, "RS_Braking_GS_L", "G", V::F32(7.25)),
        (7, F32, "RS_Braking_GS_R", "G", V::F32(8.0)),
        (12, U16, "RS_Power_AVG", "W", V::U16(328)),
        (0, F32, "RS_Impact_GS_L", "G", V::F32(13.5)),
    ];
    for (num, base, name, unit, _) in &fields {
        fit.describe((0, *num), *base, name, unit, 255);
    }
    let values_of = fields.iter().map(|(num, _, _, _, v)| (*num, 0, v.clone())).collect::<Vec<_>>();
    fit.record_with(0, &[(3, V::U8(150))], &values_of);
    let run = one(&fit.done());
    for (quantity, value) in [
        (Quantity::ContactTimeLeft, 314.0),
        (Quantity::ContactTimeRight, 299.0),
        (Quantity::FootStrikeLeft, 3.0),
        (Quantity::FootStrikeRight, 4.0),
        (Quantity::PronationLeft, -13.0),
        (Quantity::PronationRight, -10.5),
        (Quantity::BrakingLeft, 7.25),
        (Quantity::BrakingRight, 8.0),
        (Quantity::Power, 328.0),
    ] {
        assert_values(&values(&run, quantity), &[value]);
        let source = &channel(&run, quantity).source;
        assert_eq!((source.family, source.site), (SensorFamily::Runscribe, Site::Foot));
    }
    assert_eq!(mapping(&run, "RS_Impact_GS_L").quantity, None);
}

#[test]
fn runscribes_older_app_has_one_contact_time() {
    let mut fit = FitBytes::activity();
    fit.app(0, &RUNSCRIBE);
    fit.describe((0, 17), S16, "ContactTime", "", 255);
    fit.describe((0, 16), S8, "FlightRatio", "", 255);
    fit.describe((0, 15), S16, "Pronation", "", 255);
    for (at, contact, flight, pronation) in [(0, 0, 0, 0), (1, 241, 36, -9), (2, 240, -12, 0)] {
        fit.record_with(
            at,
            &[(3, V::U8(150))],
            &[(17, 0, V::S16(contact)), (16, 0, V::S8(flight)), (15, 0, V::S16(pronation))],
        );
    }
    let run = one(&fit.done());
    assert_values(&values(&run, Quantity::GroundContactTime), &[NAN, 241.0, 240.0]);
    assert_values(&values(&run, Quantity::FlightRatio), &[NAN, 36.0, -12.0]);
    // Which foot the pod sits on is not said.
    assert_eq!(mapping(&run, "Pronation").quantity, None);
}

#[test]
fn runscribe_light_has_numbers_for_names() {
    let mut fit = FitBytes::activity();
    fit.app(0, &RUNSCRIBE_LIGHT);
    let numbers = [0u8, 1, 2, 3, 6, 7, 8, 9];
    for num in numbers {
        // No name and no unit at all.
        fit.message(206, &[(0, V::U8(0)), (1, V::U8(num)), (2, V::U8(F32))]);
    }
    let record = |value: &dyn Fn(u8) -> f32| -> Vec<(u8, u8, V)> {
        numbers.iter().map(|num| (*num, 0, V::F32(value(*num)))).collect()
    };
    fit.record_with(0, &[(3, V::U8(150))], &record(&|_| 0.0)); // not yet connected
    fit.record_with(1, &[(3, V::U8(150))], &record(&|num| f32::from(num) + 0.5));
    fit.record_with(2, &[(3, V::U8(150))], &record(&|num| if num == 3 { 0.0 } else { 1.0 }));
    let run = one(&fit.done());
    assert_values(&values(&run, Quantity::BrakingLeft), &[NAN, 1.5, 1.0]);
    assert_values(&values(&run, Quantity::FootStrikeLeft), &[NAN, 2.5, 1.0]);
    // A pronation of 0 is a measurement while the pod is at work.
    assert_values(&values(&run, Quantity::PronationLeft), &[NAN, 3.5, 0.0]);
    assert_values(&values(&run, Quantity::BrakingRight), &[NAN, 7.5, 1.0]);
    assert_values(&values(&run, Quantity::FootStrikeRight), &[NAN, 8.5, 1.0]);
    assert_values(&values(&run, Quantity::PronationRight), &[NAN, 9.5, 1.0]);
    assert_eq!(channel(&run, Quantity::PronationRight).source.id, "fit:dev:#9");
}

#[test]
fn a_sensor_that_only_says_zero_is_no_sensor() {
    let mut fit = FitBytes::activity();
    fit.app(0, &RUNSCRIBE_LIGHT);
    fit.message(206, &[(0, V::U8(0)), (1, V::U8(3)), (2, V::U8(F32))]);
    for at in 0..5 {
        fit.record_with(at, &[(3, V::U8(150))], &[(3, 0, V::F32(0.0))]);
    }
    let run = one(&fit.done());
    assert_eq!(series(&run).channels.len(), 1);
    assert!(mapping(&run, "#3").remark.as_ref().unwrap().contains("always 0"));
}

#[test]
fn garmin_power_coros_and_strangers() {
    let mut fit = FitBytes::activity();
    fit.app(0, &GARMIN_POWER);
    fit.describe((0, 1), U16, "RP_Power", "W", 255);
    fit.message(207, &[(3, V::U8(1)), (2, V::U16(294)), (1, V::Bytes(ZEROS.to_vec()))]);
    fit.describe((1, 16), F32, "Effort Pace", "m/s", 255);
    fit.app(2, &UNKNOWN);
    fit.describe((2, 8), F32, "Instantaneous Speed", "m/s", 6);
    fit.record_with(
        0,
        &[(6, V::U16(3000))],
        &[(1, 0, V::U16(360)), (16, 1, V::F32(3.3)), (8, 2, V::F32(3.4))],
    );
    let run = one(&fit.done());
    assert_values(&values(&run, Quantity::Power), &[360.0]);
    assert_eq!(channel(&run, Quantity::Power).source.family, SensorFamily::GarminRunningPower);
    assert_eq!(series(&run).of(Quantity::Speed).count(), 1);
    assert_values(&values(&run, Quantity::Speed), &[3.0]);
    assert!(mapping(&run, "Effort Pace").remark.as_ref().unwrap().contains("slope"));
    assert_eq!(mapping(&run, "Instantaneous Speed").quantity, None);
}

#[test]
fn a_bad_developer_field_costs_only_itself() {
    let mut fit = FitBytes::activity();
    fit.app(0, &STRYD);
    fit.describe((0, 3), U16, "Ground Time", "Milliseconds", 255);
    fit.describe((0, 8), 0x86, "Form Power", "Watts", 255); // uint32 …
    fit.describe((0, 9), F32, "Leg Spring Stiffness", "kN/m", 255);
    fit.record_with(
        0,
        &[(3, V::U8(150))],
        &[
            (77, 0, V::U16(9999)), // nobody described it
            (3, 0, V::U16(250)),
            (8, 0, V::U8(74)), // … in one byte
            (9, 0, V::F32(9.5)),
        ],
    );
    let run = one(&fit.done());
    assert_values(&values(&run, Quantity::HeartRate), &[150.0]);
    assert_values(&values(&run, Quantity::GroundContactTime), &[250.0]);
    assert_values(&values(&run, Quantity::LegSpringStiffness), &[9.5]);
    assert!(series(&run).first(Quantity::FormPower).is_none());
    assert!(mapping(&run, "Form Power").remark.as_ref().unwrap().contains("size"));
    assert!(mapping(&run, "field 77 of app 0").remark.as_ref().unwrap().contains("describe"));
}

#[test]
fn invalid_developer_values_are_missing() {
    let mut fit = stryd(&STRYD, "RPM");
    step(&mut fit, 0, (86, 272, 6.25, 9.875));
    step(&mut fit, 1, (0xFF, 0xFFFF, f32::from_bits(u32::MAX), f32::NAN));
    let run = one(&fit.done());
    assert_values(&values(&run, Quantity::Cadence), &[172.0, NAN]);
    assert_values(&values(&run, Quantity::GroundContactTime), &[272.0, NAN]);
    assert_values(&values(&run, Quantity::VerticalOscillation), &[62.5, NAN]);
    assert_values(&values(&run, Quantity::LegSpringStiffness), &[9.875, NAN]);
}

#[test]
fn descriptions_may_be_repeated_or_come_late() {
    let mut fit = FitBytes::activity();
    fit.app(0, &STRYD);
    fit.record_with(0, &[(3, V::U8(150))], &[(3, 0, V::U16(250))]);
    for _ in 0..2 {
        fit.describe((0, 3), U16, "Ground Time", "Milliseconds", 255);
    }
    fit.record_with(1, &[(3, V::U8(150))], &[(3, 0, V::U16(251))]);
    let run = one(&fit.done());
    // The value before the description is kept.
    assert_values(&values(&run, Quantity::GroundContactTime), &[250.0, 251.0]);
    assert_eq!(run.mappings.iter().filter(|m| m.column == "Ground Time").count(), 1);
    assert!(!run.mappings.iter().any(|m| m.column.contains("of app")));
}
