//! `runform schema`.

use clap::ValueEnum;
use schemars::schema_for;
use serde_json::Value;

use super::log::Progress;
use super::output::{Color, Output, is_closed};
use super::{Done, Trouble};
use crate::report::inspect::Inspection;
use crate::report::json;
use crate::strength::Plan;
use crate::team::Team;
use crate::trend::Trend;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Which document.
    #[arg(value_enum, default_value_t = Document::Analysis)]
    document: Document,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Document {
    /// Of `runform analyze --format json`.
    Analysis,
    /// Of `runform inspect --format json`.
    Inspection,
    /// Of `runform plan --format json`.
    Plan,
    /// Of `runform log progress --format json`.
    Progress,
    /// Of `runform team --format json`.
    Team,
    /// Of `runform trend --format json`.
    Trend,
    /// Of the pipeline files of `runform batch`.
    #[cfg(feature = "tables")]
    Pipeline,
}

/// The schema with the `message` that stands beside every `code`.
fn told(mut schema: schemars::Schema) -> schemars::Schema {
    fn walk(value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(walk),
            Value::Object(map) => {
                map.values_mut().for_each(walk);
                if let Some(Value::Object(fields)) = map.get_mut("properties")
                    && fields.get("code").is_some_and(|code| code.get("const").is_some())
                {
                    let text = serde_json::json!({
                        "type": "string",
                        "description": "The same in words.",
                    });
                    fields.insert("message".into(), text);
                }
            }
            _ => {}
        }
    }
    schema.ensure_object().values_mut().for_each(walk);
    schema
}

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    let schema = match args.document {
        Document::Analysis => json::schema(),
        Document::Inspection => schema_for!(Inspection),
        Document::Plan => schema_for!(Plan),
        Document::Progress => schema_for!(Progress),
        Document::Team => schema_for!(Team),
        Document::Trend => schema_for!(Trend),
        #[cfg(feature = "tables")]
        Document::Pipeline => schema_for!(crate::pipeline::batch::Spec),
    };
    let schema = told(schema);
    let written =
        json::to_text(&schema, true).and_then(|text| Output::new(Color::Never).write(&text));
    match written {
        Err(error) if !is_closed(&error) => {
            Err(Trouble::Output { place: "the schema".into(), error })
        }
        _ => Ok(Done::All),
    }
}
