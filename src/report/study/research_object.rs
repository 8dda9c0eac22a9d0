//! The results of a study as a Research Object Crate (RO-Crate 1.1): what each file is,
//! and what made it, as JSON-LD for archives.

use serde_json::{Value as Json, json};

use super::sheets::Sheet;
use crate::words::Words;

/// Name of the description among the results.
pub const RESEARCH_OBJECT: &str = "ro-crate-metadata.json";

/// What is described.
#[derive(Debug)]
pub struct Described<'a> {
    /// Title of the study.
    pub title: &'a str,
    /// Version of the program.
    pub version: &'a str,
    /// Commit it was built from, where that is known.
    pub commit: Option<&'a str>,
    /// Day of the description, `2026-01-31`.
    pub date: &'a str,
    /// The files by name, with their bytes.
    pub files: &'a [(String, u64)],
    /// The tables.
    pub sheets: &'a [Sheet],
}

/// The description.
pub fn research_object(d: &Described, words: &Words) -> Json {
    let id = |name: &str| json!({ "@id": name });
    let parts: Vec<Json> = d.files.iter().map(|(name, _)| id(name)).collect();
    let mut graph = vec![
        json!({
            "@id": RESEARCH_OBJECT,
            "@type": "CreativeWork",
            "conformsTo": id("https://w3id.org/ro/crate/1.1"),
            "about": id("./"),
        }),
        json!({
            "@id": "./",
            "@type": "Dataset",
            "name": d.title,
            "description": words.t("study-crate-about"),
            "datePublished": d.date,
            "license": words.t("study-crate-license"),
            "hasPart": parts,
            "mentions": id("#analysis"),
        }),
        program(d, words),
        json!({
            "@id": "#analysis",
            "@type": "CreateAction",
            "name": words.t("study-crate-analysis"),
            "instrument": id("#runform"),
            "object": [id("settings.toml"), id("run.json")],
            "result": parts,
        }),
    ];
    graph.extend(d.files.iter().map(|(name, bytes)| file(name, *bytes, d.sheets, words)));
    json!({ "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph })
}

fn program(d: &Described, words: &Words) -> Json {
    let mut program = json!({
        "@id": "#runform",
        "@type": "SoftwareApplication",
        "name": "runform",
        "description": words.t("study-cite-abstract"),
        "softwareVersion": d.version,
    });
    if let (Some(commit), Some(fields)) = (d.commit, program.as_object_mut()) {
        fields.insert("identifier".into(), format!("git:{commit}").into());
    }
    program
}

fn file(name: &str, bytes: u64, sheets: &[Sheet], words: &Words) -> Json {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let table = stem.strip_prefix("tables/");
    let table = table.and_then(|t| sheets.iter().find(|s| s.name == t));
    let about = match (table, stem.starts_with("figures/")) {
        (Some(sheet), _) => words.t(&format!("study-table-{}", sheet.name)),
        (None, true) if ending == "csv" => words.t("study-crate-figure-data"),
        (None, true) => words.t("study-crate-figure"),
        _ => words.t(&format!("study-crate-{}", stem.to_lowercase())),
    };
    json!({
        "@id": name,
        "@type": "File",
        "name": name,
        "description": about,
        "encodingFormat": format_of(name, ending),
        "contentSize": bytes.to_string(),
    })
}

fn format_of(name: &str, ending: &str) -> &'static str {
    match ending {
        "html" => "text/html",
        "md" => "text/markdown",
        "toml" => "application/toml",
        "csv" => "text/csv",
        "parquet" => "application/vnd.apache.parquet",
        "svg" => "image/svg+xml",
        "cff" => "application/yaml",
        _ if name.ends_with(".json") => "application/json",
        _ => "application/octet-stream",
    }
}
