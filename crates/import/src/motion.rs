//! Pauses, distance and speed of a series of track points, worked out where the
//! file does not carry them.

use ndarray::Array1;

use super::series_builder::median_step;
use crate::recording::{Channel, Mapping, Note, NoteKind, Quantity, Source, Span, WatchSeries};

/// A gap between records is a pause when longer than this, s. The same as
/// `mask.gap_min_s` of the settings.
const GAP_PAUSE_S: f64 = 10.0;
/// ... and longer than this many usual steps (`mask.gap_dt_factor`).
const GAP_PAUSE_STEPS: f64 = 3.0;
/// Where the file itself breaks the track, this many usual steps are enough. Ours.
const BREAK_PAUSE_STEPS: f64 = 2.0;
/// Half window of speed from distance, s. Ours: a watch's distance is as uneven
/// as the positions it comes from. Against the watch's own speed in six files
/// 5 s scatter by 0.37-0.74 m/s, 10 s by 0.33-0.49, 20 s by 0.30-0.40 (of which
/// much is the watch's own lag of some 6 s); more than 10 s blurs changes of pace.
const SPEED_WINDOW_S: f64 = 10.0;
/// A distance counter that falls below this share of its value has been restarted. Ours.
const RESTART_SHARE: f64 = 0.5;

/// Mean radius of the Earth, m (IUGG).
const EARTH_RADIUS_M: f64 = 6_371_008.8;
/// A step between two positions faster than this is a GPS jump and not counted,
/// m/s. Ours: no runner reaches it.
const MAX_STEP_MPS: f64 = 13.0;

/// Great-circle distance between two positions in degrees, m (haversine).
pub(crate) fn haversine_m(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let half = |x: f64, y: f64| ((y - x) / 2.0).sin().powi(2);
    let h =
        half(lat_a, lat_b) + lat_a.cos() * lat_b.cos() * half(a.1.to_radians(), b.1.to_radians());
    2.0 * EARTH_RADIUS_M * h.sqrt().min(1.0).asin()
}

/// Distance covered since the first position, m; NaN where the position is missing.
///
/// Steps across a pause do not count, nor do jumps (see the number returned
/// with it). Empty where there are fewer than two positions.
fn distance_from_position(
    time_s: &Array1<f64>,
    latitude: &Array1<f64>,
    longitude: &Array1<f64>,
    pauses: &[Span],
) -> Option<(Array1<f64>, usize)> {
    let mut distance = Array1::from_elem(time_s.len(), f64::NAN);
    let (mut total, mut jumps, mut seen) = (0.0, 0, 0);
    let mut last: Option<(f64, (f64, f64))> = None;
    let mut pauses = pauses.iter().peekable();
    for (((&t, &lat), &lon), out) in
        time_s.iter().zip(latitude).zip(longitude).zip(distance.iter_mut())
    {
        while pauses.next_if(|p| p.end_s <= t).is_some() {
            last = None;
        }
        if !(lat.is_finite() && lon.is_finite()) {
            continue;
        }
        if let Some((t0, from)) = last {
            let step = haversine_m(from, (lat, lon));
            if step <= MAX_STEP_MPS * (t - t0) {
                total += step;
            } else {
                jumps += 1;
            }
        }
        last = Some((t, (lat, lon)));
        seen += 1;
        *out = total;
    }
    (seen >= 2).then_some((distance, jumps))
}

/// Speed as the distance covered within `half_window_s` to both sides of each
/// record over the time it took, m/s.
///
/// The window always holds the neighbouring records (some watches write one
/// every few seconds), never reaches across a pause and is one-sided at its
/// ends. NaN where the distance is missing or stands alone.
fn speed_from_distance(
    time_s: &Array1<f64>,
    distance: &Array1<f64>,
    pauses: &[Span],
    half_window_s: f64,
) -> Array1<f64> {
    let known: Vec<(usize, f64, f64)> = time_s
        .iter()
        .zip(distance)
        .enumerate()
        .filter(|(_, (_, d))| d.is_finite())
        .map(|(i, (t, d))| (i, *t, *d))
        .collect();
    let mut speed = Array1::from_elem(time_s.len(), f64::NAN);
    let mut rest = known.as_slice();
    let mut ends = pauses.iter().map(|p| p.end_s).peekable();
    while let Some(&(_, first, _)) = rest.first() {
        // One stretch without a pause at a time.
        while ends.next_if(|end| *end <= first).is_some() {}
        let cut = ends.peek().map_or(rest.len(), |end| rest.partition_point(|k| k.1 < *end));
        let (stretch, after) = rest.split_at(cut.max(1));
        let (mut from, mut to) = (0, 0);
        for (k, &(i, t, _)) in stretch.iter().enumerate() {
            while stretch.get(from).is_some_and(|s| s.1 < t - half_window_s) {
                from += 1;
            }
            while stretch.get(to + 1).is_some_and(|s| s.1 <= t + half_window_s) {
                to += 1;
            }
            let a = stretch.get(from.min(k.saturating_sub(1)));
            let b = stretch.get(to.max(k + 1)).or(stretch.last());
            if let (Some(a), Some(b), Some(out)) = (a, b, speed.get_mut(i))
                && b.1 > a.1
            {
                *out = (b.2 - a.2) / (b.1 - a.1);
            }
        }
        rest = after;
    }
    speed
}

/// Gaps that are long, or shorter but where the file breaks the track (`breaks`, ascending).
pub(crate) fn pauses(series: &WatchSeries, breaks: &[f64]) -> Vec<Span> {
    let step = median_step(&series.time_s.to_vec());
    let mut breaks = breaks.iter().peekable();
    let mut found = Vec::new();
    for (&a, &b) in series.time_s.iter().zip(series.time_s.iter().skip(1)) {
        while breaks.next_if(|t| **t <= a).is_some() {}
        let broken = breaks.peek().is_some_and(|t| **t <= b);
        let long = GAP_PAUSE_S.max(GAP_PAUSE_STEPS * step);
        if b - a > if broken { BREAK_PAUSE_STEPS * step } else { long } {
            found.push(Span { start_s: a, end_s: b });
        }
    }
    found
}

/// Makes distance go on where its counter was restarted (each lap on some
/// watches) and hold where it was corrected backwards.
pub(crate) fn restart_distance(series: &mut WatchSeries, notes: &mut Vec<Note>) {
    let Some(channel) = series.channels.iter_mut().find(|c| c.quantity == Quantity::Distance)
    else {
        return;
    };
    let (mut offset, mut last_raw, mut last, mut restarts) = (0.0, 0.0, 0.0, 0);
    for value in channel.values.iter_mut().filter(|v| v.is_finite()) {
        if *value < RESTART_SHARE * last_raw {
            offset = last;
            restarts += 1;
        }
        last_raw = *value;
        last = f64::max(last, *value + offset);
        *value = last;
    }
    if restarts > 0 {
        notes.push(Note::of(NoteKind::DistanceRestarted { restarts }));
    }
}

/// Adds distance and speed where the file does not carry them.
pub(crate) fn derive(series: &mut WatchSeries, mappings: &mut Vec<Mapping>, notes: &mut Vec<Note>) {
    let mut add =
        |series: &mut WatchSeries, quantity: Quantity, values, id: &str, remark: String| {
            series.channels.push(Channel { quantity, source: Source::native(id), values });
            mappings.push(Mapping {
                column: id.to_string(),
                quantity: Some(quantity),
                unit: quantity.unit().to_string(),
                remark: Some(remark),
            });
        };
    let mut from = "derived:distance";
    if series.first(Quantity::Distance).is_none()
        && let (Some(lat), Some(lon)) =
            (series.first(Quantity::Latitude), series.first(Quantity::Longitude))
        && let Some((distance, jumps)) =
            distance_from_position(&series.time_s, &lat.values, &lon.values, &series.pauses)
    {
        from = "derived:position";
        let remark = "great-circle steps between positions, summed; none across pauses";
        add(series, Quantity::Distance, distance, from, remark.to_string());
        if jumps > 0 {
            notes.push(
                Note::of(NoteKind::GpsJumps { jumps })
                    .with_share(jumps as f64 / series.len().max(1) as f64),
            );
        }
    }
    if series.first(Quantity::Speed).is_none()
        && let Some(distance) = series.first(Quantity::Distance)
    {
        let speed =
            speed_from_distance(&series.time_s, &distance.values, &series.pauses, SPEED_WINDOW_S);
        let remark = format!(
            "change of distance over {:.0} s around each record, not across pauses",
            2.0 * SPEED_WINDOW_S
        );
        add(series, Quantity::Speed, speed, from, remark);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn one_degree_of_latitude_and_of_longitude() {
        // pi/180 * 6371008.8 m = 111195.08 m; at 60 degrees north half of that.
        assert!((haversine_m((0.0, 10.0), (1.0, 10.0)) - 111_195.08).abs() < 0.01);
        let east = haversine_m((60.0, 10.0), (60.0, 10.001));
        assert!((east - 55.5975).abs() < 1e-3, "{east}");
        assert_eq!(haversine_m((47.0, 8.0), (47.0, 8.0)), 0.0);
    }

    #[test]
    fn distance_leaves_out_pauses_and_jumps() {
        // 3 m north per second, one glitch of 1 km, then a pause walked through.
        let metre = 1.0 / 111_195.08;
        let time = Array1::from_vec(vec![0.0, 1.0, 2.0, 3.0, 4.0, 100.0, 101.0]);
        let north = [0.0, 3.0, 1003.0, 9.0, 12.0, 60.0, 63.0];
        let latitude = north.iter().map(|m| m * metre).collect();
        let longitude = Array1::zeros(7);
        let pauses = [Span { start_s: 4.0, end_s: 100.0 }];
        let (d, jumps) = distance_from_position(&time, &latitude, &longitude, &pauses).unwrap();
        assert_eq!(jumps, 2);
        for (got, want) in d.iter().zip([0.0, 3.0, 3.0, 3.0, 6.0, 6.0, 9.0]) {
            assert!((got - want).abs() < 1e-3, "{d}");
        }
    }

    #[test]
    fn speed_is_the_slope_within_the_window_and_stops_at_pauses() {
        let time = Array1::from_vec(vec![0.0, 1.0, 2.0, 3.0, 60.0, 61.0, 62.0]);
        let distance = Array1::from_vec(vec![0.0, 3.0, 6.0, f64::NAN, 9.0, 13.0, 17.0]);
        let pauses = [Span { start_s: 3.0, end_s: 60.0 }];
        let v = speed_from_distance(&time, &distance, &pauses, 5.0);
        assert_eq!(v.to_vec()[..3], [3.0, 3.0, 3.0]);
        assert!(v[3].is_nan());
        assert_eq!(v.to_vec()[4..], [4.0, 4.0, 4.0]);
    }

    #[test]
    fn a_lone_record_has_no_speed_but_sparse_records_have() {
        let speed = |t: &[f64], d: &[f64]| {
            speed_from_distance(&Array1::from_vec(t.into()), &Array1::from_vec(d.into()), &[], 5.0)
        };
        assert!(speed(&[0.0], &[0.0])[0].is_nan());
        assert_eq!(speed(&[0.0, 8.0, 16.0], &[0.0, 24.0, 40.0]).to_vec(), vec![3.0, 2.5, 2.0]);
    }
}
