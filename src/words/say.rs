//! From a fact to its text.

use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use serde_json::{Map, Value};

use super::format::{Tongue, add_functions};
use crate::facts::Fact;
use crate::knowledge::Knowledge;
use crate::recording::{Note, NoteKind};

/// Arguments of a message: names and numbers or words.
pub type Args<'a> = &'a [(&'a str, FluentValue<'a>)];

/// Tells facts and messages to one reader.
pub struct Words {
    tongue: Tongue,
    /// The user's own; that of the program where there is none.
    own: Option<Knowledge>,
    bundle: FluentBundle<Arc<FluentResource>>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("tongue", &self.tongue).finish_non_exhaustive()
    }
}

impl Words {
    /// For a reader.
    pub fn new(tongue: Tongue) -> Self {
        let mut bundle = FluentBundle::new(vec![tongue.language.id()]);
        bundle.set_use_isolating(false);
        add_functions(&mut bundle, tongue);
        for resource in tongue.language.resources() {
            bundle.add_resource_overriding(Arc::clone(resource));
        }
        Words { tongue, own: None, bundle }
    }

    /// The same with the rules and exercises of the user.
    #[must_use]
    pub fn knowing(mut self, own: Option<Knowledge>) -> Self {
        self.own = own;
        self
    }

    /// The rules and exercises that are spoken of; none only if those of the program
    /// are broken, which the tests make sure of.
    pub fn knowledge(&self) -> Option<Knowledge> {
        self.own.clone().or_else(|| Knowledge::builtin().ok())
    }

    /// A message in place of an English text of a file of knowledge: of this language
    /// where it has one, and where the file is that of the program.
    pub fn translation(&self, file: &str, id: &str) -> Option<String> {
        let replaced = self.own.as_ref().is_some_and(|own| own.replaces(file));
        if replaced { None } else { self.known(id) }
    }

    /// Language, units and surface.
    pub fn tongue(&self) -> Tongue {
        self.tongue
    }

    /// The text of a fact.
    pub fn say(&self, fact: &impl Fact) -> String {
        self.value(&serde_json::to_value(fact).unwrap_or(Value::Null))
    }

    /// The text of a note.
    pub fn note(&self, note: &Note) -> String {
        let text = match &note.kind {
            NoteKind::Told { message, .. } => message.clone(),
            kind => self.say(kind),
        };
        match &note.sensor {
            Some(sensor) => format!("{sensor}: {text}"),
            None => text,
        }
    }

    /// A message by its id.
    pub fn text(&self, id: &str, args: Args) -> String {
        let args: FluentArgs = args.iter().map(|(k, v)| (*k, v.clone())).collect();
        self.message(id, &args).unwrap_or_else(|| id.to_owned())
    }

    /// A message without arguments.
    pub fn t(&self, id: &str) -> String {
        self.text(id, &[])
    }

    /// A message with one argument.
    pub fn with(&self, id: &str, name: &str, value: impl std::fmt::Display) -> String {
        self.text(id, &[(name, value.to_string().into())])
    }

    /// A message by its id, where this language has one: what the data files say in
    /// English (`rule-ID-title`, `exercise-ID`) has a message in other languages only.
    pub fn known(&self, id: &str) -> Option<String> {
        self.message(&id.replace('_', "-"), &FluentArgs::new())
    }

    /// Whether there is a message of this id.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// The short name of a metric, for tables.
    pub fn short(&self, id: &str) -> String {
        self.known(&format!("short-{id}")).unwrap_or_else(|| self.name(id))
    }

    /// The name of an id of a closed list: `name-ID`; the id itself if it has none.
    pub fn name(&self, id: &str) -> String {
        self.known_name(id).unwrap_or_else(|| id.to_owned())
    }

    fn known_name(&self, id: &str) -> Option<String> {
        self.known(&format!("name-{id}"))
    }

    fn message(&self, id: &str, args: &FluentArgs) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        // What is missing in the arguments shows as its name in braces; a test
        // tells every fact.
        Some(self.bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
    }

    /// A document with a `message` beside every `code` that has none.
    pub fn beside(&self, document: &mut Value) {
        match document {
            Value::Array(items) => items.iter_mut().for_each(|v| self.beside(v)),
            Value::Object(map) => {
                map.values_mut().for_each(|v| self.beside(v));
                if map.contains_key("code") && !map.contains_key("message") {
                    let text = self.value(&Value::Object(map.clone()));
                    map.insert("message".into(), Value::String(text));
                }
            }
            _ => {}
        }
    }

    /// The text of a serialised fact.
    pub(crate) fn value(&self, value: &Value) -> String {
        let Value::Object(map) = value else { return plain(value) };
        let Some(Value::String(code)) = map.get("code") else {
            // A thing with a name of its own, such as a field of a file.
            return map.get("id").map_or_else(String::new, plain);
        };
        if let Some(text) = self.message(&code.replace('_', "-"), &self.args(map)) {
            return text;
        }
        // A document of another version may hold a code that is unknown here.
        map.get("message").map_or_else(|| code.clone(), plain)
    }

    fn args(&self, map: &Map<String, Value>) -> FluentArgs<'static> {
        let mut args = FluentArgs::new();
        for (key, value) in map.iter().filter(|(key, _)| *key != "code") {
            match value {
                Value::Number(n) => args.set(key.clone(), n.as_f64().unwrap_or(f64::NAN)),
                Value::String(text) => {
                    args.set(format!("{key}-name"), self.name(text));
                    args.set(key.clone(), text.clone());
                }
                Value::Array(items) => {
                    let texts: Vec<String> = items.iter().map(|v| self.item(v)).collect();
                    let names: Vec<String> = texts.iter().map(|t| self.name(t)).collect();
                    args.set(format!("{key}-list"), texts.join(", "));
                    args.set(format!("{key}-names"), names.join(", "));
                    args.set(format!("{key}-count"), items.len() as f64);
                }
                Value::Object(_) => args.set(key.clone(), self.value(value)),
                Value::Null | Value::Bool(_) => args.set(key.clone(), plain(value)),
            }
        }
        args
    }

    fn item(&self, value: &Value) -> String {
        match value {
            Value::Object(_) => self.value(value),
            other => plain(other),
        }
    }
}

/// A value as a word.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => "none".into(),
        Value::Bool(true) => "yes".into(),
        Value::Bool(false) => "no".into(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
