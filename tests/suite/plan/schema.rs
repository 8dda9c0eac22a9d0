//! Every published document fits the schema that is published for it.

use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;

fn runform(dir: &Path, args: &[&str]) -> Value {
    let output = cargo_bin_cmd!("runform").current_dir(dir).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
}

/// Why the value does not fit the schema: the parts of JSON Schema that are used.
fn misfit(schema: &Value, root: &Value, value: &Value, place: &str) -> Option<String> {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let target = root.pointer(reference.trim_start_matches('#'));
        return match target {
            Some(target) => misfit(target, root, value, place),
            None => Some(format!("{reference} leads nowhere")),
        };
    }
    for any in ["anyOf", "oneOf"] {
        if let Some(choices) = schema.get(any).and_then(Value::as_array) {
            let fits = choices.iter().any(|c| misfit(c, root, value, place).is_none());
            return (!fits).then(|| format!("{place}: {value} fits none of the choices"));
        }
    }
    let types: Vec<&str> = match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => vec![],
    };
    let is = |t: &&str| match *t {
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => value.is_null(),
    };
    if !types.is_empty() && !types.iter().any(is) {
        return Some(format!("{place}: {value} is not {types:?}"));
    }
    let allowed = schema.get("enum").and_then(Value::as_array);
    if allowed.is_some_and(|a| !a.contains(value))
        || schema.get("const").is_some_and(|c| c != value)
    {
        return Some(format!("{place}: {value} is not allowed"));
    }
    match value {
        Value::Object(fields) => {
            let known = schema.get("properties");
            let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
            let missing = required.filter_map(Value::as_str).find(|r| !fields.contains_key(*r));
            if let Some(missing) = missing {
                return Some(format!("{place}: {missing} is missing"));
            }
            fields.iter().find_map(|(key, value)| {
                match known.and_then(|k| k.get(key)).or(schema.get("additionalProperties")) {
                    Some(schema) => misfit(schema, root, value, &format!("{place}.{key}")),
                    None => Some(format!("{place}: {key} is not in the schema")),
                }
            })
        }
        Value::Array(items) => {
            let schema = schema.get("items")?;
            items.iter().find_map(|v| misfit(schema, root, v, &format!("{place}[]")))
        }
        _ => None,
    }
}

#[test]
fn documents_fit_their_schemas() {
    let dir = tempfile::tempdir().unwrap();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples/tired_long_run.fit");
    let add = |args: &[&str]| {
        let mut all = vec!["log"];
        all.extend(args);
        all.extend(["--log", "log.csv", "--date", "2026-11-02"]);
        runform(dir.path(), &all);
    };
    add(&["add", "single_leg_calf_raise", "--sets", "2", "--reps", "20", "--pain", "4"]);
    add(&["add", "plank", "--sets", "2", "--hold-s", "45"]);
    add(&["run", "--km", "12"]);
    add(&["benchmark", "single_leg_balance", "--left", "40", "--right", "30"]);
    for (document, args) in [
        ("analysis", &["analyze", sample, "--format", "json"][..]),
        ("inspection", &["inspect", sample, "--format", "json"]),
        ("plan", &["plan", sample, "--format", "json", "--start", "2026-12-01"]),
        (
            "plan",
            &["plan", "--format", "json", "--week-days", "hard,hard,hard,hard,long,hard,hard"],
        ),
        ("progress", &["log", "progress", "--log", "log.csv", "--format", "json"]),
        ("trend", &["trend", sample, sample, "--log", "log.csv", "--format", "json"]),
    ] {
        let schema = runform(dir.path(), &["schema", document]);
        let value = runform(dir.path(), args);
        let name = value["schema"].as_str().unwrap();
        let version = match document {
            "trend" => 3,
            "analysis" | "plan" | "progress" => 2,
            _ => 1,
        };
        assert_eq!(name, format!("runform/{document}/{version}"));
        assert_eq!(misfit(&schema, &schema, &value, document), None);
        // A document of another kind does not fit.
        let other = serde_json::json!({ "schema": name });
        assert!(misfit(&schema, &schema, &other, document).is_some());
    }
}
