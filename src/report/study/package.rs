//! The codebook of the tables (Frictionless Data Package), and how to cite the program.

use serde_json::{Value as Json, json};

use super::sheets::{Kind, Sheet};
use crate::words::Words;

/// The description of all tables: every column with its type and what it holds.
pub fn datapackage(sheets: &[Sheet], created_by: &str, words: &Words) -> Json {
    let resources: Vec<Json> = sheets.iter().map(|s| resource(s, words)).collect();
    json!({
        "profile": "tabular-data-package",
        "name": "runform-study",
        "title": words.t("study-package-title"),
        "contributors": [{ "title": created_by, "role": "author" }],
        "resources": resources,
    })
}

fn resource(sheet: &Sheet, words: &Words) -> Json {
    let fields: Vec<Json> = sheet
        .columns
        .iter()
        .map(|(name, kind)| {
            let id = format!("study-column-{}", name.replace('_', "-"));
            let about = match sheet.own.contains(name) {
                true => words.t("study-column-own"),
                false => words.t(&id),
            };
            json!({ "name": name, "type": type_of(*kind), "description": about })
        })
        .collect();
    json!({
        "name": sheet.name,
        "path": format!("tables/{}.csv", sheet.name),
        "profile": "tabular-data-resource",
        "title": words.t(&format!("study-table-{}", sheet.name)),
        "format": "csv",
        "encoding": "utf-8",
        "schema": { "fields": fields, "missingValues": [""] },
    })
}

fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "string",
        Kind::Number => "number",
        Kind::Whole => "integer",
        Kind::Flag => "boolean",
    }
}

/// How to cite the program (Citation File Format 1.2).
pub fn citation(version: &str, words: &Words) -> String {
    format!(
        "cff-version: 1.2.0\nmessage: \"{}\"\ntitle: runform\ntype: software\nauthors:\n  - name: The runform contributors\nversion: \"{version}\"\nlicense:\n  - MIT\n  - Apache-2.0\nabstract: \"{}\"\n",
        words.t("study-cite"),
        words.t("study-cite-abstract"),
    )
}
