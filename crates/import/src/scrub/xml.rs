//! TCX and GPX: elements about people and places are left out, positions put on a line.

use jiff::{SignedDuration, Timestamp};
use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer, XmlVersion};

use super::{Line, Scrubbed};

/// Elements that go with all that is in them, by their names without prefix.
const DROPPED: [&str; 22] = [
    "name",
    "desc",
    "cmt",
    "src",
    "link",
    "url",
    "urlname",
    "author",
    "copyright",
    "keywords",
    "bounds",
    "email",
    "wpt",
    "rte",
    "Notes",
    "Author",
    "UnitId",
    "Training",
    "Plan",
    "PlannedFrom",
    "CoursePoint",
    "Folders",
];
/// Elements whose text is a time.
const TIMES: [&str; 3] = ["time", "Time", "Id"];
/// Attributes that are a time.
const TIME_ATTRIBUTES: [&str; 1] = ["StartTime"];
/// Deeper than this no recording is.
const DEEPEST: usize = 128;

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// 2000-01-01T00:00:00Z.
const NEW_DAY_S: i64 = 946_684_800;

struct Walk {
    line: Line,
    shift: Option<SignedDuration>,
    positions: usize,
    identities: usize,
    /// Latitudes in the order of the file, of the elements of TCX.
    latitudes: std::vec::IntoIter<f64>,
}

pub(super) fn scrub(text: &str) -> Option<Scrubbed> {
    let mut walk = Walk {
        line: Line::new(),
        shift: None,
        positions: 0,
        identities: 0,
        latitudes: latitudes(text).into_iter(),
    };
    let mut reader = Reader::from_str(text);
    let mut writer = Writer::new(Vec::new());
    let mut path: Vec<String> = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Eof => break,
            Event::Start(start) => {
                let name = local(start.name().as_ref()).to_owned();
                if DROPPED.contains(&name.as_str()) && !is_device(&path) {
                    walk.identities += 1;
                    reader.read_to_end(start.to_end().name()).ok()?;
                    continue;
                }
                writer.write_event(Event::Start(walk.element(&start)?)).ok()?;
                path.push(name);
                if path.len() > DEEPEST {
                    return None;
                }
            }
            Event::Empty(start) => {
                if DROPPED.contains(&local(start.name().as_ref())) {
                    walk.identities += 1;
                    continue;
                }
                writer.write_event(Event::Empty(walk.element(&start)?)).ok()?;
            }
            Event::End(end) => {
                path.pop()?;
                writer.write_event(Event::End(end)).ok()?;
            }
            Event::Text(inner) => {
                let said = inner.xml10_content().into_owned();
                let new = walk.text(path.last().map_or("", String::as_str), &said);
                writer.write_event(Event::Text(BytesText::from_escaped(new))).ok()?;
            }
            Event::Decl(declaration) => writer.write_event(Event::Decl(declaration)).ok()?,
            // Entities stand in names and notes only, which are gone; comments, processing
            // instructions and the like say who made the file.
            _ => {}
        }
    }
    Some(Scrubbed {
        bytes: writer.into_inner(),
        kind: "TCX or GPX",
        positions: walk.positions,
        identities: walk.identities,
        moved_in_time: walk.shift.is_some(),
    })
}

/// The name of a device is none of a person.
fn is_device(path: &[String]) -> bool {
    path.last().is_some_and(|p| p == "Creator")
}

impl Walk {
    fn element(&mut self, start: &BytesStart<'_>) -> Option<BytesStart<'static>> {
        let mut new = BytesStart::new(start.name().as_ref().to_owned());
        let mut place = (None, None);
        let mut held: Vec<(String, String)> = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.ok()?;
            let key = attribute.key.as_ref().to_owned();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned();
            match local(attribute.key.as_ref()) {
                "lat" => place.0 = value.parse().ok(),
                "lon" => place.1 = value.parse().ok(),
                name if TIME_ATTRIBUTES.contains(&name) => held.push((key, self.moved(&value))),
                _ => held.push((key, value)),
            }
        }
        for (key, value) in &held {
            new.push_attribute((key.as_str(), value.as_str()));
        }
        if let (Some(lat), Some(lon)) = place {
            self.positions += 1;
            let lat: f64 = self.line.next(lat, lon);
            new.push_attribute(("lat", format!("{lat:.9}").as_str()));
            new.push_attribute(("lon", "0.0"));
        }
        Some(new)
    }

    fn text(&mut self, element: &str, said: &str) -> String {
        if said.trim().is_empty() {
            return said.to_owned();
        }
        match element {
            "LatitudeDegrees" => {
                self.positions += 1;
                format!("{:.9}", self.latitudes.next().unwrap_or(0.0))
            }
            "LongitudeDegrees" => "0.0".into(),
            time if TIMES.contains(&time) => self.moved(said),
            _ => said.to_owned(),
        }
    }

    /// The time, moved; nothing of what is none.
    fn moved(&mut self, said: &str) -> String {
        let Ok(time) = said.trim().parse::<Timestamp>() else { return String::new() };
        let day = time.as_second() - NEW_DAY_S;
        let shift = *self.shift.get_or_insert(SignedDuration::from_secs(day));
        time.checked_sub(shift).map_or_else(|_| String::new(), |t| t.to_string())
    }
}

/// In place of each latitude that is an element of its own, one on the line.
fn latitudes(text: &str) -> Vec<f64> {
    let mut reader = Reader::from_str(text);
    let (mut line, mut out) = (Line::new(), Vec::new());
    let (mut element, mut lat) = (String::new(), f64::NAN);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(start) => element = local(start.name().as_ref()).to_owned(),
            Event::End(_) => element.clear(),
            Event::Text(inner) => {
                let value = || inner.xml10_content().trim().parse::<f64>().ok();
                match element.as_str() {
                    "LatitudeDegrees" => {
                        lat = value().unwrap_or(f64::NAN);
                        out.push(0.0);
                    }
                    "LongitudeDegrees" => {
                        if let (Some(lon), Some(last)) = (value(), out.last_mut())
                            && lat.is_finite()
                        {
                            *last = line.next(lat, lon);
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    out
}
