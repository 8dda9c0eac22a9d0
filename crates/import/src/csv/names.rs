//! Column names → what they hold, in the languages of the watch makers' sites.
//!
//! Two tables: short names matched whole, and rules of words that must all
//! occur. Rules are tried from top to bottom, so the particular stands before
//! the general.

use super::languages::{self, Meaning};
use super::units;
use crate::recording::Quantity::{self, *};

/// What a column seems to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A measurement.
    Value(Quantity),
    /// Minutes per kilometre or mile; a speed told the other way round.
    Pace,
    /// Time stamps or elapsed time.
    Time,
    /// A lap or interval number.
    Lap,
    /// The sport.
    Sport,
    /// Cadence of a bicycle: the file is no run.
    BikeCadence,
    /// Swimming: the file is no run.
    Swim,
    /// Known and of no use here.
    Skip,
}

/// A header cell taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header {
    /// As in the file, white space folded.
    pub(super) raw: String,
    /// Lower-case words without unit and accents.
    pub(super) text: String,
    /// Unit named in the cell.
    pub(super) unit: Option<String>,
}

impl Header {
    /// `"Distanza\nkm"`, `Ground Time (ms)`, `speed_mps`, `record.speed[m/s]`, …
    pub(super) fn parse(cell: &str) -> Header {
        let raw = cell
            .trim_start_matches(['\u{feff}', '#'])
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let (name, unit) = split_unit(&raw);
        Header { text: fold(&name), unit, raw }
    }

    /// What the column seems to hold.
    pub(super) fn target(&self) -> Option<Target> {
        let found = self.named()?;
        Some(match (found, self.unit.as_deref()) {
            // A share of the stride, not a time and never the balance.
            (Target::Value(GroundContactTime), Some("%" | "percent")) => {
                Target::Value(StancePercent)
            }
            (Target::Pace, Some(u)) if u.contains("m/s") || u.contains("m/h") => {
                Target::Value(Speed)
            }
            (Target::Value(Speed), Some(u)) if units::is_pace(u) => Target::Pace,
            _ => found,
        })
    }

    /// The same by the name alone.
    fn named(&self) -> Option<Target> {
        // The tables below know names in ASCII best.
        if !self.raw.is_ascii()
            && let Some(meaning) = languages::meaning(&self.text)
        {
            return target_of(meaning);
        }
        SHORT
            .iter()
            .find(|(names, _)| names.split('|').any(|n| n == self.text))
            .map(|(_, t)| *t)
            .or_else(|| {
                RULES.iter().find(|(words, _)| all_occur(words, &self.text)).map(|(_, t)| *t)
            })
            .or_else(|| languages::meaning(&self.text).and_then(target_of))
    }
}

/// What a meaning of the data file is for a table of measurements.
fn target_of(meaning: Meaning) -> Option<Target> {
    match meaning {
        Meaning::Value(quantity) => Some(Target::Value(quantity)),
        Meaning::Pace => Some(Target::Pace),
        Meaning::Swim => Some(Target::Swim),
        Meaning::BikeCadence => Some(Target::BikeCadence),
        Meaning::Lap | Meaning::Interval => Some(Target::Lap),
        Meaning::LapTime => Some(Target::Time),
        Meaning::Skip
        | Meaning::StepType
        | Meaning::CumulativeTime
        | Meaning::Ascent
        | Meaning::Descent => Some(Target::Skip),
        Meaning::Average | Meaning::ActivityType | Meaning::ListOnly => None,
    }
}

/// Takes a unit off: in brackets, or as the last word(s).
fn split_unit(raw: &str) -> (String, Option<String>) {
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(a) = raw.rfind(open)
            && let Some(len) = raw[a..].find(close)
        {
            let inside = raw[a + open.len_utf8()..a + len].trim();
            // A stroke is in units alone: one that is unknown must not become a name.
            let unit = units::is_unit(inside) || inside.contains(['/', '／', '·']);
            if unit || inside.is_empty() {
                let name = format!("{} {}", &raw[..a], &raw[a + len + close.len_utf8()..]);
                return (name, (!inside.is_empty()).then(|| inside.to_lowercase()));
            }
        }
    }
    if let Some(glued) = split_glued(raw) {
        return glued;
    }
    let is_gap = |c: char| c == ' ' || c == '_' || c == ',';
    // From the longest tail to the shortest: "minutes per mile", "m s", "spm".
    let mut cuts: Vec<usize> = raw.match_indices(is_gap).map(|(i, _)| i).collect();
    if cuts.len() > 3 {
        cuts.drain(..cuts.len() - 3);
    }
    for at in cuts {
        let tail = raw[at + 1..].trim().to_lowercase();
        let spaced = tail.replace('_', " ");
        for candidate in [tail.clone(), spaced.replace(' ', "/"), spaced] {
            // "stance_time_percent" is a name, "HR min" is the lowest heart rate.
            let name_like = matches!(candidate.as_str(), "percent" | "percentage" | "min" | "pct");
            if units::is_unit(&candidate) && !name_like && at > 0 {
                return (raw[..at].to_string(), Some(candidate));
            }
        }
    }
    (raw.to_string(), None)
}

/// Takes a unit off that is glued to a name in a script without letter case:
/// `距離km`, `平均步长米`, `平均ペース分／km`.
fn split_glued(raw: &str) -> Option<(String, Option<String>)> {
    let wide = |c: char| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    if !raw.chars().next().is_some_and(wide) {
        return None;
    }
    // From the longest tail on; the name keeps two characters at least.
    raw.char_indices().skip(2).map(|(i, _)| i).find_map(|at| {
        let (name, tail) = raw.split_at(at);
        let tail = tail.trim();
        let plain = !matches!(tail, "%" | "％") && units::is_unit(tail);
        (plain || matches!(tail, "%" | "％"))
            .then(|| (name.trim().to_owned(), Some(tail.replace('％', "%").to_lowercase())))
    })
}

/// Lower case, no accents, camel case and punctuation to single spaces.
pub(super) fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 8);
    let mut previous_lower = false;
    for c in name.chars() {
        if c.is_uppercase() && previous_lower {
            out.push(' ');
        }
        previous_lower = c.is_lowercase() || c.is_ascii_digit();
        for l in c.to_lowercase() {
            match l {
                '\u{300}'..='\u{36f}' => {}
                'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' | 'ă' | 'ā' => out.push('a'),
                'ạ' | 'ả' | 'ấ' | 'ầ' | 'ẩ' | 'ẫ' | 'ậ' | 'ắ' | 'ằ' | 'ẳ' | 'ẵ' | 'ặ' => {
                    out.push('a')
                }
                'ẹ' | 'ẻ' | 'ẽ' | 'ế' | 'ề' | 'ể' | 'ễ' | 'ệ' | 'ě' | 'ē' => {
                    out.push('e')
                }
                'ỉ' | 'ĩ' | 'ị' | 'ı' | 'ī' => out.push('i'),
                'ọ' | 'ỏ' | 'ố' | 'ồ' | 'ổ' | 'ỗ' | 'ộ' | 'ớ' | 'ờ' | 'ở' | 'ỡ' | 'ợ' | 'ơ'
                | 'ő' => out.push('o'),
                'ụ' | 'ủ' | 'ứ' | 'ừ' | 'ử' | 'ữ' | 'ự' | 'ũ' | 'ư' | 'ů' | 'ű' => {
                    out.push('u')
                }
                'ỳ' | 'ỷ' | 'ỹ' | 'ỵ' => out.push('y'),
                'đ' | 'ď' => out.push('d'),
                'ř' | 'ŕ' => out.push('r'),
                'ť' | 'ţ' | 'ț' => out.push('t'),
                'ģ' | 'ğ' => out.push('g'),
                'ķ' => out.push('k'),
                'ά' => out.push('α'),
                'έ' => out.push('ε'),
                'ή' => out.push('η'),
                'ί' | 'ϊ' | 'ΐ' => out.push('ι'),
                'ό' => out.push('ο'),
                'ύ' | 'ϋ' => out.push('υ'),
                'ώ' => out.push('ω'),
                'ё' => out.push('е'),
                'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ė' => out.push('e'),
                'ì' | 'í' | 'î' | 'ï' | 'į' => out.push('i'),
                'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => out.push('o'),
                'ù' | 'ú' | 'û' | 'ü' | 'ų' | 'ū' => out.push('u'),
                'ç' | 'ć' | 'č' => out.push('c'),
                'ñ' | 'ń' | 'ň' | 'ņ' => out.push('n'),
                'ł' | 'ľ' | 'ĺ' | 'ļ' => out.push('l'),
                'ś' | 'š' | 'ş' | 'ș' => out.push('s'),
                'ź' | 'ż' | 'ž' => out.push('z'),
                'ý' => out.push('y'),
                'æ' => out.push_str("ae"),
                'ß' => out.push_str("ss"),
                _ if l.is_alphanumeric() || l == '%' || l == '#' => out.push(l),
                _ => out.push(' '),
            }
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each word is a set of alternatives `a|b`; `=a` must be a whole word.
fn all_occur(words: &[&str], text: &str) -> bool {
    words.iter().all(|alternatives| {
        alternatives.split('|').any(|w| match w.strip_prefix('=') {
            Some(whole) => text.split(' ').any(|t| t == whole),
            None => text.contains(w),
        })
    })
}

/// Names matched whole.
static SHORT: &[(&str, Target)] = &[
    (
        "time|timestamp|secs|seconds|elapsed|elapsed time|elapsed seconds|t|datetime|date time|date|\
         datum|data|dato|fecha|zeit|tiempo|temps|tid|tijd|czas|tempo|uhrzeit|start date|startdate|\
         unix time|epoch|utc|local time|duration|sekunden|secondes|segundos|secondi|start time",
        Target::Time,
    ),
    ("lap|laps|interval|runde|giro|vuelta|tour|split|lap number|lap index", Target::Lap),
    (
        "sport|activity type|sport type|activity|sportart|tipo di attivita|tipo de atividade|\
         aktivitetstyp|aktivitetstype|typ aktywnosci|aktivitatstyp|type d activite|art",
        Target::Sport,
    ),
    ("hr|hf|fc|heartrate|heart rate|bpm|pulse|puls|hr heartrate", Target::Value(HeartRate)),
    ("lat|latitude|position lat|gps lat", Target::Value(Latitude)),
    (
        "lon|lng|long|longitude|position long|position lon|position lng|gps lon",
        Target::Value(Longitude),
    ),
    (
        "alt|altitude|elevation|ele|elev|enhanced altitude|hohe|hoehe|altitud|altitudine|hojd|hojde|hoogte|wysokosc",
        Target::Value(Altitude),
    ),
    (
        "spd|speed|velocity|velocity smooth|enhanced speed|geschwindigkeit|vitesse|velocidad|velocita|velocidade|hastighet|hastighed|snelheid|predkosc",
        Target::Value(Speed),
    ),
    (
        "dst|dist|distance|distances|distanz|strecke|distanza|distancia|distans|afstand|dystans",
        Target::Value(Distance),
    ),
    (
        "cad|cadence|kadenz|schrittfrequenz|cadenza|cadencia|kadens|cadans|kadencja|step rate|steps per minute|stride rate",
        Target::Value(Cadence),
    ),
    ("gct|ground contact|contact|tc|tcs", Target::Value(GroundContactTime)),
    ("vo|vosc|vert osc|bounce", Target::Value(VerticalOscillation)),
    ("vr|vratio|vert ratio", Target::Value(VerticalRatio)),
    ("sl|stride|step len|stride len", Target::Value(StepLength)),
    ("gctb|gct bal|contact balance", Target::Value(ContactBalanceLeft)),
    ("lss", Target::Value(LegSpringStiffness)),
    (
        "pwr|watts|power|run power|running power|leistung|potenza|puissance|potencia",
        Target::Value(Power),
    ),
    ("temp|temperature|temperatures|temperatur|temperatura", Target::Value(Temperature)),
    ("grade|slope|gradient|incline|grade smooth|inclination", Target::Value(Grade)),
    ("gap|gaspd|gaspeed|effort pace", Target::Skip),
    ("pace|allure|ritmo|passo", Target::Pace),
];

const AVERAGE: &str = "=avg|average|=gem|medel|gennemsnit|sredni|durchschnitt|=o|moyen|medio|media";

/// Words that must all occur, tried in order.
static RULES: &[(&[&str], Target)] = &[
    (
        &[
            "=max|maxim|=maks|maksi|massim|maxpuls|=min|=best|bester|beste|bedste|basta|najlep|migliore|melhor|mejor|meilleur",
        ],
        Target::Skip,
    ),
    (&["accuracy"], Target::Skip),
    // Before the loading rate itself, which no measure uses.
    (&["impact|loading", "balanc"], Target::Value(ImpactLoadingBalanceLeft)),
    (
        &[
            "speed loss|perdita velocita|loading rate|grade adjust|=gap|=prp|=gapr|effort|vertical speed|normalized|accumulated|=np|kg|phase|smoothness|target|variab|zone",
        ],
        Target::Skip,
    ),
    (
        &[
            "ascent|descent|=gain|=loss|ascesa|discesa|aumento di|perdita|stigning|nedfor|hojdefor|hojdered|wznios|spadek|subida|descida|anstieg|abstieg|denivel",
        ],
        Target::Skip,
    ),
    (&["swolf|strokes|stroke style|bracciate|=stile|zuge|armtag"], Target::Swim),
    (&["left right balance|power balance|=lr|pedal|torque"], Target::Skip),
    (&["oscill|=vo", "balanc"], Target::Value(VerticalOscillationBalanceLeft)),
    (&["stiffness|=lss", "balanc"], Target::Value(LegSpringStiffnessBalanceLeft)),
    (&["step speed loss|speed loss", "percent|%"], Target::Value(StepSpeedLossPercent)),
    (
        &[
            "balanc|bilanc|equilib|balans|rownowag|tasapain|vyvaz|rovnovah|egyens|denge|ravnotez|echilib",
            "contact|kosket|talaj|temas|stik|tlom|contatt|kontakt|gct|tcs|stance|ground|contato|contacto",
        ],
        Target::Value(ContactBalanceLeft),
    ),
    (
        &[
            "balanc|bilanc|equilib|balans|rownowag|tasapain|vyvaz|rovnovah|egyens|denge|ravnotez|echilib|asymmetr|symmetr",
        ],
        Target::Skip,
    ),
    (&["flight", "ratio|%"], Target::Value(FlightRatio)),
    (&["flight"], Target::Skip),
    (&["stance|contact|duty", "percent|ratio|factor|%"], Target::Value(StancePercent)),
    (&["contact|ground time|gct|stance time", "=left|=l"], Target::Value(ContactTimeLeft)),
    (&["contact|ground time|gct|stance time", "=right|=r"], Target::Value(ContactTimeRight)),
    (
        &[
            "ground contact|ground time|gct|contact time|stance time|bodenkontakt|kontaktzeit|markkontakt|grondcontact|jordkontakt|contatto con il suolo|contact avec le sol|contact au sol|contacto con el suelo|contato com o solo|kontaktu z podlozem",
        ],
        Target::Value(GroundContactTime),
    ),
    (
        &[
            "vertical|vertikal|verticaal",
            "ratio|rapport|verhaltnis|relacion|proporc|kvot|forhold|verhouding",
        ],
        Target::Value(VerticalRatio),
    ),
    (&["odchylenie do dlugosci"], Target::Value(VerticalRatio)),
    (
        &[
            "vertical|vertikal|verticaal|pionow|=vert",
            "osc|oszil|ampl|beweg|udsving|rorelse|odchyl",
        ],
        Target::Value(VerticalOscillation),
    ),
    (
        &[
            "step length|stride length|schrittlang|steglangd|skridtlaengd|skridtlangd|staplengte|paslengte|longitud de zancada|longitud media de zancada",
        ],
        Target::Value(StepLength),
    ),
    (
        &["lunghezza|longueur|longitud|comprimento|dlugosc", "passo|foulee|zancada|passada|krok"],
        Target::Value(StepLength),
    ),
    (
        &[
            "bike|cycling|bici|radfahr|trittfrequenz|cykel|fiets|cyclis|rower|ciclis",
            "caden|kaden|cadans|frequenz",
        ],
        Target::BikeCadence,
    ),
    (&["fractional"], Target::Skip),
    (&["caden|kaden|cadans|schrittfrequenz|ritmo di corsa|rytm biegu"], Target::Value(Cadence)),
    (
        &[
            "heart rate|heartrate|herzfreq|=puls|medelpuls|frequenza cardiaca|frequence cardiaque|frecuencia cardiaca|frequencia cardiaca|tetno|hartslag|=hr|=fc|=hf|=hs",
        ],
        Target::Value(HeartRate),
    ),
    (&["leg spring|leg stiffness"], Target::Value(LegSpringStiffness)),
    (&["form power"], Target::Value(FormPower)),
    (&["air power|humidity"], Target::Skip),
    (
        &["power|potenz|leistung|puissance|potencia|=moc|=kraft|=watt|=watts|vermogen"],
        Target::Value(Power),
    ),
    (&["temperat|=temp"], Target::Value(Temperature)),
    (&["latitude"], Target::Value(Latitude)),
    (&["longitude"], Target::Value(Longitude)),
    (&["altitude|elevation"], Target::Value(Altitude)),
    (&["moviment|moving|beweg|beweging|rorelse|mouvement|ruchu|i bevaeg"], Target::Skip),
    (&["pace|allure|passo medio|ritmo|medeltempo|gennemsnitstempo"], Target::Pace),
    (&["=tempo", AVERAGE], Target::Pace),
    (
        &["speed|velocit|velocid|vitesse|geschwind|hastigh|snelheid|predkosc|velocity"],
        Target::Value(Speed),
    ),
    (&["distan|distanz|afstand|dystans|strecke|stracka"], Target::Value(Distance)),
    (&["grade|slope|gradient|incline"], Target::Value(Grade)),
    (&["timestamp|date time|datetime|zeit hh|elapsed|time utc|utc time"], Target::Time),
];

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn target(name: &str) -> Option<Target> {
        Header::parse(name).target()
    }

    #[test]
    fn units_are_taken_off_the_name() {
        let of = |cell: &str| {
            let h = Header::parse(cell);
            (h.text, h.unit)
        };
        let some = |t: &str, u: &str| (t.to_string(), Some(u.to_string()));
        assert_eq!(of("Distanza\nkm"), some("distanza", "km"));
        assert_eq!(of("Ground Time (ms)"), some("ground time", "ms"));
        assert_eq!(of("gct [s]"), some("gct", "s"));
        assert_eq!(of("gct_ms"), some("gct", "ms"));
        assert_eq!(of("speed, m/s"), some("speed", "m/s"));
        assert_eq!(of("speed_m_s"), some("speed", "m/s"));
        assert_eq!(of("pace_minutes_per_mile"), some("pace", "minutes per mile"));
        assert_eq!(of("Passo medio min/km"), some("passo medio", "min/km"));
        assert_eq!(of("Oscillation (pelvis)"), ("oscillation pelvis".into(), None));
        assert_eq!(of("stance_time_percent"), ("stance time percent".into(), None));
        assert_eq!(of("VerticalOscillation"), ("vertical oscillation".into(), None));
        assert_eq!(of("#time"), ("time".into(), None));
        assert_eq!(of(""), (String::new(), None));
        assert_eq!(of("ms"), ("ms".into(), None));
    }

    #[test]
    fn contact_percent_is_never_the_balance() {
        assert_eq!(target("stance_time_percent"), Some(Target::Value(StancePercent)));
        assert_eq!(target("Stance time (%)"), Some(Target::Value(StancePercent)));
        assert_eq!(target("stance_time_balance"), Some(Target::Value(ContactBalanceLeft)));
        assert_eq!(target("left_right_balance"), Some(Target::Skip));
        assert_eq!(target("Ground Time Balance"), Some(Target::Value(ContactBalanceLeft)));
        assert_eq!(
            target("Vertical Oscillation Balance"),
            Some(Target::Value(VerticalOscillationBalanceLeft))
        );
        assert_eq!(
            target("Impact Loading Rate Balance"),
            Some(Target::Value(ImpactLoadingBalanceLeft))
        );
        assert_eq!(target("Impact Loading Rate"), Some(Target::Skip));
    }

    #[test]
    fn names_in_the_languages_seen() {
        for (name, quantity) in [
            ("Tempo medio di contatto con il suolo\nms", GroundContactTime),
            ("Medeltid för markkontakt", GroundContactTime),
            ("Tempo médio de contato com o solo", GroundContactTime),
            ("Średni czas kontaktu z podłożem", GroundContactTime),
            ("Avg Ground Contact Time ms", GroundContactTime),
            ("Ø Bodenkontaktzeit", GroundContactTime),
            ("Temps de contact avec le sol moyen", GroundContactTime),
            ("Media bilanciamento TCS", ContactBalanceLeft),
            ("Medelkontakttidsbalans", ContactBalanceLeft),
            ("Equilíbrio de GCT médio", ContactBalanceLeft),
            ("Avg GCT Balance", ContactBalanceLeft),
            ("Oscillazione verticale media\ncm", VerticalOscillation),
            ("Gennemsnitligt vertikalt udsving", VerticalOscillation),
            ("Średnie odchylenie pionowe", VerticalOscillation),
            ("Medelvärde för vertikal rörelse", VerticalOscillation),
            ("Oscilação vertical média", VerticalOscillation),
            ("Rapporto verticale medio", VerticalRatio),
            ("Gennemsnitligt vertikalt forhold", VerticalRatio),
            ("Medelvärde för vertikal kvot", VerticalRatio),
            ("Proporção de média vertical", VerticalRatio),
            ("Średnie odchylenie do długości", VerticalRatio),
            ("Lunghezza media passo", StepLength),
            ("Medelsteglängd", StepLength),
            ("Gennemsnitlig skridtlængde", StepLength),
            ("Comprimento médio da passada", StepLength),
            ("Średnia długość kroku", StepLength),
            ("Avg Stride Length", StepLength),
            ("Cadenza di corsa media\npam", Cadence),
            ("Ritmo di corsa media", Cadence),
            ("Średni rytm biegu", Cadence),
            ("Gennemsnit kadence løb", Cadence),
            ("Medellöpkadens", Cadence),
            ("FC Media", HeartRate),
            ("Frequenza cardiaca media", HeartRate),
            ("Medelpuls", HeartRate),
            ("Średnie tętno", HeartRate),
            ("Potenza media", Power),
            ("HKQuantityTypeIdentifierRunningGroundContactTime", GroundContactTime),
        ] {
            assert_eq!(target(name), Some(Target::Value(quantity)), "{name}");
        }
        for pace in
            ["Passo medio", "Medeltempo", "Średnie tempo", "Ritmo médio", "Avg Pace", "Gem. tempo"]
        {
            assert_eq!(target(pace), Some(Target::Pace), "{pace}");
        }
        for skip in [
            "Passo migliore",
            "FC max",
            "Cadenza di corsa max",
            "Passo medio in movimento",
            "Perdita velocità di passo media",
            "W/kg medio",
            "Normalized Power® (NP®)",
            "PRP medio",
            "Discesa totale",
            "Max Run Cadence",
            "Bästa tempo",
            "Melhor ritmo",
        ] {
            assert_eq!(target(skip), Some(Target::Skip), "{skip}");
        }
    }
}
