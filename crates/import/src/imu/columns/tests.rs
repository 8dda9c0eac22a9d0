//! Names of columns.

use super::*;

fn kind(cell: &str) -> Kind {
    Column::parse(cell).kind
}

#[test]
fn accelerations_by_many_names() {
    use AccUnit::*;
    for (cell, axis, unit) in [
        ("acc_x_g", Axis::X, G),
        ("acc_vert_g", Axis::Up, G),
        ("acc_ap_g", Axis::Forward, G),
        ("acc_fwd_g", Axis::Forward, G),
        ("acc_lat_g", Axis::Left, G),
        ("acc_right_g", Axis::Right, G),
        ("accel_y_list", Axis::Y, Detect),
        ("Accel_LN_Z", Axis::Z, Detect),
        ("ax", Axis::X, Detect),
        ("aY", Axis::Y, Detect),
        ("accX", Axis::X, Detect),
        ("AccelX", Axis::X, Detect),
        ("Acceleration z (m/s^2)", Axis::Z, MetresPerS2),
        ("Accelerometer X (g)", Axis::X, G),
        ("x-axis (g)", Axis::X, G),
        ("ax_m/s/s", Axis::X, MetresPerS2),
        ("acc_y_mps2", Axis::Y, MetresPerS2),
        ("acc_y_m_s2", Axis::Y, MetresPerS2),
        ("Acc Z [mg]", Axis::Z, MilliG),
        ("Accel X (mm/s²)", Axis::X, MillimetresPerS2),
        ("gFx", Axis::X, Detect),
    ] {
        assert_eq!(kind(cell), Kind::Acc(axis, unit, false), "{cell}");
    }
    assert_eq!(kind("Linear Acceleration x (m/s^2)"), Kind::Acc(Axis::X, MetresPerS2, true));
}

#[test]
fn numbers_for_letters() {
    let kinds = |names: &[&str]| -> Vec<Kind> {
        let names: Vec<String> = names.iter().map(|n| (*n).to_string()).collect();
        Column::parse_all(&names).into_iter().map(|c| c.kind).collect()
    };
    let acc = |unit| [Axis::X, Axis::Y, Axis::Z].map(|a| Kind::Acc(a, unit, false)).to_vec();
    assert_eq!(kinds(&["Acc1 (g)", "Acc2 (g)", "Acc3 (g)"]), acc(AccUnit::G));
    assert_eq!(kinds(&["acc_0", "acc_1", "acc_2"]), acc(AccUnit::Detect));
    assert_eq!(kinds(&["a1", "a2", "a3"]), acc(AccUnit::Detect));
    let gyro = [Axis::X, Axis::Y, Axis::Z].map(|a| Kind::Gyro(a, GyroUnit::DegPerS));
    assert_eq!(kinds(&["ARS1 (deg/s)", "ARS2 (deg/s)", "ARS3 (deg/s)"]), gyro);
    // Counts of an ActiGraph, sensors, units.
    for names in [
        ["Axis1", "Axis2", "Axis3"],
        ["acc1", "acc2", "acc4"],
        ["fz1", "fz2", "fz3"],
        ["acc_m_s2", "acc1_m_s2", "acc3"],
    ] {
        assert_eq!(kinds(&names), [Kind::Other, Kind::Other, Kind::Other], "{names:?}");
    }
}

#[test]
fn the_rest_by_many_names() {
    use GyroUnit::*;
    for (cell, axis, unit) in [
        ("gyr_z_dps", Axis::Z, DegPerS),
        ("gyro_x_list", Axis::X, Detect),
        ("Gyroscope Y (deg/s)", Axis::Y, DegPerS),
        ("x-axis (deg/s)", Axis::X, DegPerS),
        ("gx_deg/s", Axis::X, DegPerS),
        ("wz", Axis::Z, Detect),
        ("Angular Velocity X [rad/s]", Axis::X, RadPerS),
        ("rotationRateZ", Axis::Z, Detect),
    ] {
        assert_eq!(kind(cell), Kind::Gyro(axis, unit), "{cell}");
    }
    for (cell, unit) in [
        ("time_s", TimeUnit::Seconds),
        ("Time (s)", TimeUnit::Seconds),
        ("timestamp", TimeUnit::Detect),
        ("date_time", TimeUnit::Detect),
        ("accel_time_list", TimeUnit::Detect),
        ("epoc (ms)", TimeUnit::Millis),
        ("unix_timestamp_microsec", TimeUnit::Micros),
        ("System_Timestamp_Plot_Zeroed", TimeUnit::Detect),
    ] {
        assert_eq!(kind(cell), Kind::Time(unit), "{cell}");
    }
    assert_eq!(kind("x"), Kind::Bare(Axis::X));
    assert_eq!(kind("Sample"), Kind::Counter);
    for cell in [
        "a",
        "speed",
        "heart_rate",
        "LPSI_x",
        "fz_n",
        "mag_x",
        "Quat_X",
        "cadence",
        "acc_norm",
        "acceleration",
        "position_lat",
        "lat",
        "gct_balance_left",
        "vertical_oscillation",
        "",
        "Left Power",
        "vertical (cm)",
    ] {
        assert_eq!(kind(cell), Kind::Other, "{cell}");
    }
    assert_eq!(Column::parse("left_foot_acc_x_g").sensor, "left foot");
    assert_eq!(Column::parse("acc_x_left_foot").sensor, "left foot");
    assert_eq!(Column::parse("gyro_z_left_foot").sensor, "left foot");
}
