//! Garmin Connect's lap tables, in their languages and layouts.

use super::{has_note, one, refused};
use runform::import::ImportError;
use runform::recording::{Data, LapTable, Quantity::*, Recording, Sport};

fn table(r: &Recording) -> &LapTable {
    assert_eq!(r.format, "csv:garmin_laps");
    match &r.data {
        Data::Laps(table) => table,
        _ => panic!("not a lap table"),
    }
}

fn values(r: &Recording, q: runform::recording::Quantity) -> Vec<f64> {
    let c = table(r).channels.iter().find(|c| c.quantity == q);
    let c = c.unwrap_or_else(|| panic!("no {q:?} among {:?}", r.mappings));
    c.values.iter().map(|v| if v.is_nan() { -1.0 } else { (v * 1e9).round() / 1e9 }).collect()
}

#[test]
fn units_after_a_newline_within_quoted_header_cells() {
    let r = one(
        "\"Lap\",\"Tempo\",\"Tempo cumulato\",\"Distanza\nkm\",\"Passo medio\nmin/km\",\"PRP medio\nmin/km\",\"FC Media\nbpm\",\"FC max\nbpm\",\"Potenza media\nW\",\"W/kg medio\",\"Cadenza di corsa media\npam\",\"Tempo medio di contatto con il suolo\nms\",\"Media bilanciamento TCS\n%\",\"Lunghezza media passo\nm\",\"Oscillazione verticale media\ncm\",\"Calorie\nC\",\"Temperatura med\",\"Perdita velocità di passo media\ncm/s\"\n\
         \"1\",\"5:41.6\",\"5:41.6\",\"1.00\",\"5:42\",\"5:43\",\"135\",\"150\",\"293\",\"Nessun peso\",\"177\",\"243\",\"51.0% S / 49.0% D\",\"0.99\",\"9.4\",\"64\",\"25.0\",\"--\"\n\
         \"2\",\"1:00:16\",\"1:05:58\",\"10.00\",\"6:00\",\"5:33\",\"151\",\"155\",\"288\",\"Nessun peso\",\"180\",\"--\",\"--\",\"1.00\",\"9.1\",\"68\",\"23.0\",\"--\"\n\
         \"Riepilogo\",\"1:05:58\",\"1:05:58\",\"11.00\",\"5:59\",\"5:33\",\"151\",\"155\",\"288\",\"Nessun peso\",\"180\",\"243\",\"51.0% S / 49.0% D\",\"1.00\",\"9.1\",\"2,089\",\"23.0\",\"--\"",
    );
    assert_eq!(r.sport, Sport::Running { sub: None });
    assert_eq!(table(&r).labels, ["1", "2"]);
    assert_eq!(table(&r).start_s.to_vec(), [0.0, 341.6]);
    assert_eq!(table(&r).duration_s.to_vec(), [341.6, 3616.0]);
    assert_eq!(values(&r, GroundContactTime), [243.0, -1.0]);
    assert_eq!(values(&r, ContactBalanceLeft), [51.0, -1.0]);
    assert_eq!(values(&r, VerticalOscillation), [94.0, 91.0]);
    assert_eq!(values(&r, Distance), [1000.0, 10_000.0]);
    assert_eq!(values(&r, Speed)[1], 2.777_777_778);
    assert_eq!(values(&r, Cadence), [177.0, 180.0]);
    assert_eq!(values(&r, Temperature), [25.0, 23.0]); // the C stands in the cell before
    assert_eq!(values(&r, HeartRate), [135.0, 151.0]); // the mean, not the maximum
}

#[test]
fn structured_workout_with_groups_rests_and_summary() {
    let r = one(
        "\"\",\"Intervallo\",\"Tipo di fase\",\"Lap\",\"Tempo\",\"Tempo cumulato\",\"Distanza\",\"Passo medio\",\"Cadenza di corsa media\",\"Tempo medio di contatto con il suolo\",\"Media bilanciamento TCS\",\"Lunghezza media passo\"\n\
         \"\",\"\",\"Riscaldamento\",\"1 - 2\",\"12:47\",\"12:47\",\"2.00\",\"6:23\",\"165\",\"283\",\"50.5% S / 49.5% D\",\"0.95\"\n\
         \"\",\"\",\"Riscaldamento\",\"1\",\"6:17.8\",\"6:17.8\",\"1.00\",\"6:18\",\"166\",\"279\",\"50.5% S / 49.5% D\",\"0.95\"\n\
         \"\",\"\",\"Riscaldamento\",\"2\",\"6:29.2\",\"12:47\",\"1.00\",\"6:29\",\"165\",\"285\",\"50.6% S / 49.4% D\",\"0.94\"\n\
         \"\",\"\",\"Riposo\",\"3\",\"1:30\",\"14:17\",\"0.12\",\"12:53\",\"111\",\"478\",\"50.0% S / 50.0% D\",\"0.75\"\n\
         \"\",\"1\",\"Corsa\",\"4\",\"1:39.1\",\"15:56\",\"0.40\",\"4:08\",\"180\",\"240\",\"50.0% S / 50.0% D\",\"1.30\"\n\
         \"\",\"Riepilogo\",\"--\",\"--\",\"15:56\",\"15:56\",\"2.52\",\"6:11\",\"154\",\"279\",\"50.6% S / 49.4% D\",\"1.03\"",
    );
    assert_eq!(table(&r).labels, ["1 Riscaldamento", "2 Riscaldamento", "3 Riposo", "4 Corsa"]);
    let total: f64 = table(&r).duration_s.iter().sum();
    assert!((total - 956.1).abs() < 1e-9, "no time is counted twice: {total}");
    assert_eq!(values(&r, GroundContactTime), [279.0, 285.0, 478.0, 240.0]);
    assert!(has_note(&r, "lap_groups_left_out"));
}

#[test]
fn step_length_in_centimetres_is_seen_and_cadence_called_ritmo() {
    let r = one(
        "Tempo intermedio,Tempo,Tempo in movimento,Distanza,Passo medio,Ritmo di corsa media,Ritmo di corsa max,Lunghezza media passo,Frequenza cardiaca media\n\
         1,00:06:25.786,00:06:25.786,1,0:06:25  ,174.40625,178.0,89.04000244140626,133.0\n\
         2,00:06:20.312,00:06:20.000,1,0:06:20  ,175.59375,178.0,89.74000244140626,142.0\n\
         Summary,00:12:46.098,00:12:45.786,2,0:06:23  ,175,178.0,89.4,140.0\n",
    );
    assert_eq!(table(&r).duration_s.to_vec(), [385.786, 380.312]);
    assert_eq!(values(&r, StepLength)[0], 0.890_400_024);
    assert_eq!(values(&r, Cadence), [174.40625, 175.59375]);
    let m = r.mappings.iter().find(|m| m.column == "Lunghezza media passo").unwrap();
    assert!(m.remark.as_deref().unwrap().contains("cm"));
}

#[test]
fn english_swedish_and_decimal_comma() {
    let r = one(
        "\"Laps\",\"Time\",\"Cumulative Time\",\"Distance km\",\"Avg Pace min/km\",\"Avg HR bpm\",\"Max HR bpm\",\"Avg Run Cadence spm\",\"Avg Ground Contact Time ms\",\"Avg GCT Balance %\",\"Avg Stride Length m\",\"Avg Vertical Oscillation cm\",\"Avg Vertical Ratio %\"\n\
         \"1\",\"5:00\",\"5:00\",\"1.00\",\"5:00\",\"140\",\"150\",\"170\",\"250\",\"49.4% L / 50.6% R\",\"1.17\",\"8.5\",\"7.3\"\n\
         \"Summary\",\"5:00\",\"5:00\",\"1.00\",\"5:00\",\"140\",\"150\",\"170\",\"250\",\"49.4% L / 50.6% R\",\"1.17\",\"8.5\",\"7.3\"\n",
    );
    assert_eq!(values(&r, ContactBalanceLeft), [49.4]);
    assert_eq!(values(&r, VerticalOscillation), [85.0]);
    assert_eq!(values(&r, VerticalRatio), [7.3]);
    let r = one(
        "\"Varv\",\"Tid\",\"Ackumulerad tid\",\"Distans km\",\"Medeltempo min/km\",\"Medelpuls\",\"Medellöpkadens\",\"Medeltid för markkontakt\",\"Medelkontakttidsbalans\",\"Medelvärde för vertikal rörelse\"\n\
         \"1\",\"5:00\",\"5:00\",\"1,00\",\"5:00\",\"140\",\"170\",\"250\",\"52,3% vänster/47,7% höger\",\"8,5\"\n\
         \"2\",\"5:00\",\"10:00\",\"1,05\",\"5:00\",\"140\",\"170\",\"251\",\"50,6% L / 49,4% R\",\"8,6\"\n",
    );
    assert_eq!(values(&r, ContactBalanceLeft), [52.3, 50.6]);
    assert_eq!(values(&r, VerticalOscillation), [85.0, 86.0]);
    assert_eq!(values(&r, Distance), [1000.0, 1050.0]);
}

#[test]
fn miles_without_a_unit_are_told_by_steps() {
    // 170 steps/min of 1.05 m are 2.975 m/s: 9 minutes for a mile, not for a kilometre.
    let r = one("Laps,Time,Cumulative Time,Distance,Avg Pace,Avg Run Cadence,Avg Stride Length\n\
         1,9:01,9:01,1.00,9:01,170,1.05\n2,9:01,18:02,1.00,9:01,170,1.05\nSummary,18:02,18:02,2.00,9:01,170,1.05\n");
    assert_eq!(values(&r, Distance), [1609.344, 1609.344]);
    assert!((values(&r, Speed)[0] - 1609.344 / 541.0).abs() < 1e-6);
}

#[test]
fn swims_and_rides_are_no_runs() {
    let swim = one(
        "\"\",\"Ripetute\",\"Stile\",\"Vasche\",\"Distanza\",\"Tempo\",\"Tempo cumulato\",\"Passo medio\",\"Swolf medio\",\"Totale bracciate\"\n\
         \"\",\"1\",\"Rana\",\"1\",\"25\",\"0:49.7\",\"0:49.7\",\"3:19\",\"69\",\"19\"\n\
         \"\",\"1.1\",\"Rana\",\"1\",\"25\",\"0:49.7\",\"0:49.7\",\"3:19\",\"69\",\"19\"\n\
         \"\",\"\",\"Riposo\",\"0\",\"0\",\"0:27.6\",\"1:17.4\",\"0\",\"0\",\"0\"\n\
         \"\",\"2\",\"Misto\",\"3\",\"75\",\"2:28.1\",\"3:45.4\",\"3:17\",\"64\",\"43\"\n\
         \"\",\"Riepilogo\",\"--\",\"4\",\"100\",\"3:45\",\"3:45\",\"2:22\",\"46\",\"62\"",
    );
    assert_eq!(swim.sport, Sport::Other("swimming".into()));
    assert_eq!(values(&swim, Distance), [25.0, 75.0]);
    assert!((table(&swim).start_s[1] - 77.3).abs() < 1e-9);
    let ride = one(
        "Laps,Time,Cumulative Time,Distance,Avg Speed km/h,Avg HR bpm,Avg Bike Cadence rpm\n1,30:00,30:00,15.0,30.0,140,85\n2,30:00,1:00:00,15.0,30.0,140,85\n",
    );
    assert_eq!(ride.sport, Sport::Other("cycling".into()));
}

#[test]
fn lists_of_activities_are_refused_with_the_way_to_the_original() {
    for (text, list) in [
        (
            "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR\nRunning,2025-07-10 15:40:46,false,\"x\",\"4.83\",\"332\",\"00:30:15\",\"137\"\n",
            "garmin_list",
        ),
        (
            "Aktivitetstyp,Datum,              Favorit,Namn,   Distans,Kalorier,Tid,Medelpuls\nLöpning,   2026-01-19 18:05:42,true,   \"  x  \",\"7.34\", \"490\",   \"00:46:46\",\"133\"\n",
            "garmin_list",
        ),
        (
            "Typ aktywności,Data,Ulubiony,Tytuł,Dystans,Kalorie,Czas,Średnie tętno\nBieganie,2021-10-29 17:04:38,false,\"x\",\"6,08\",\"455\",\"00:31:26\",\"--\"\n",
            "garmin_list",
        ),
        (
            "Aktivitäten von x\n \n Favorit,Aktivitätsname,Aktivitätstyp,Course,Start,Zeit,Distanz,\n false,Lauf,Laufen,--,\"Fr, 25 Mai 2012 20:31\",1:05:11,\"10,20\",\n",
            "garmin_list",
        ),
        (
            "Activity ID,Activity Date,Activity Name,Activity Type,Distance,Distance\n79,\"Oct 6, 2022, 11:19:20 PM\",Run,Run,2.43,2432\n",
            "strava_list",
        ),
    ] {
        let error = refused(text);
        assert_eq!(error, ImportError::SummaryOnly { list }, "{text}");
    }
}

#[test]
fn an_empty_lap_table_is_refused() {
    let header = "Laps,Time,Cumulative Time,Distance,Avg Pace\n";
    let error = refused(&format!("{header}Summary,5:00,5:00,1.00,5:00\n")).to_string();
    assert!(error.contains("no_lap"), "{error}");
}
