//! Facts: what the core says, without a word of any language.
//!
//! A reason, a note, a piece of evidence is an enum whose variants carry data.
//! In documents each is an object with a `code` and its data; the room
//! `words` turns it into a sentence, and no other room does.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// Something the core says.
///
/// An enum that serialises as an object with the key `code` (`#[serde(tag = "code",
/// rename_all = "snake_case")]`). Codes are unique in the whole program: the text
/// of a fact is the message of that name (`too_few_rows` is `too-few-rows`) in
/// `data/words/LANGUAGE/*.ftl`. Fields are numbers in SI-like units, ids, or words
/// from the file; a field may be another fact.
pub trait Fact: Serialize + JsonSchema {}

/// The stable code of a fact.
pub fn code(fact: &impl Fact) -> String {
    match serde_json::to_value(fact) {
        Ok(Value::Object(map)) => match map.get("code") {
            Some(Value::String(code)) => code.clone(),
            _ => String::new(),
        },
        _ => String::new(),
    }
}

/// Changes every text inside a fact, ids and codes left as they are where they
/// would no longer be read back.
pub fn change_texts<F>(fact: &mut F, change: &impl Fn(&mut String))
where
    F: Fact + serde::de::DeserializeOwned,
{
    let Ok(mut value) = serde_json::to_value(&*fact) else { return };
    change_value(&mut value, change);
    if let Ok(changed) = serde_json::from_value(value) {
        *fact = changed;
    }
}

fn change_value(value: &mut Value, change: &impl Fn(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Array(items) => items.iter_mut().for_each(|v| change_value(v, change)),
        Value::Object(map) => {
            map.iter_mut().filter(|(k, _)| *k != "code").for_each(|(_, v)| change_value(v, change));
        }
        _ => {}
    }
}

/// A fact for logs and for [`std::error::Error`]: `too_few_rows (have 3, need 5)`.
/// Sentences for people come from the room `words`.
///
/// # Errors
/// As the formatter does.
pub fn plain(fact: &impl Fact, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write_plain(&serde_json::to_value(fact).unwrap_or(Value::Null), f)
}

fn write_plain(value: &Value, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Value::Object(map) = value else {
        return match value {
            Value::String(text) => f.write_str(text),
            other => write!(f, "{other}"),
        };
    };
    if let Some(Value::String(code)) = map.get("code") {
        f.write_str(code)?;
    }
    let data: Vec<_> = map.iter().filter(|(key, v)| *key != "code" && !v.is_null()).collect();
    for (i, (key, value)) in data.iter().enumerate() {
        f.write_str(if i == 0 { " (" } else { ", " })?;
        write!(f, "{key} ")?;
        write_plain(value, f)?;
    }
    if data.is_empty() { Ok(()) } else { f.write_str(")") }
}

/// Makes an enum a [`Fact`]; with `error` also a [`std::error::Error`] whose
/// `Display` is the code and the data.
#[macro_export]
macro_rules! fact {
    ($name:ty) => {
        impl $crate::facts::Fact for $name {}
    };
    (error $name:ty) => {
        impl $crate::facts::Fact for $name {}
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::facts::plain(self, f)
            }
        }
        impl std::error::Error for $name {}
    };
}
pub use fact;
