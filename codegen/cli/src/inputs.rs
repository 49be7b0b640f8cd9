//! Reads a file of inputs: JSON or YAML, told by its extension; `-` is standard input and takes both.

use crate::failure::Failure;
use camino::Utf8Path;
use privatelink_ir::Problem;
use serde_json::{Map, Value as Json};
use std::io::Read;

/// Editors find the JSON Schema of a file by this key; it is not an input.
const SCHEMA_KEY: &str = "$schema";

/// The inputs in a file, by name.
pub(crate) fn read(path: &Utf8Path, stdin: &mut dyn Read) -> Result<Map<String, Json>, Failure> {
    let parsed = match path.extension() {
        _ if path == "-" => from_yaml(&text_of_stdin(stdin)?),
        Some("json") => serde_json::from_str(&text_of(path)?).map_err(|error| error.to_string()),
        Some("yaml" | "yml") => from_yaml(&text_of(path)?),
        _ => {
            return Err(Failure::usage(
                format!("the form of `{path}` cannot be told by its name"),
                "name it `.json`, `.yaml` or `.yml`, or pass `-` and the file on standard input",
            ));
        }
    };
    match parsed {
        Ok(Json::Object(mut inputs)) => {
            inputs.shift_remove(SCHEMA_KEY);
            Ok(inputs)
        }
        Ok(Json::Null) => Ok(Map::new()),
        Ok(_) => Err(refuse("input/type", "does not hold inputs by name".to_owned(), path)),
        Err(error) => Err(refuse("input/syntax", format!("cannot be read: {error}"), path)),
    }
}

/// JSON is YAML too, so one reader serves both.
fn from_yaml(text: &str) -> Result<Json, String> {
    serde_yaml_ng::from_str(text).map_err(|error| error.to_string())
}

fn text_of(path: &Utf8Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| {
        Failure::usage(format!("cannot read `{path}`: {error}"), "name a file that can be read")
    })
}

fn text_of_stdin(stdin: &mut dyn Read) -> Result<String, Failure> {
    let mut text = String::new();
    stdin.read_to_string(&mut text).map_err(|error| {
        Failure::usage(format!("cannot read standard input: {error}"), "pass text in UTF-8")
    })?;
    Ok(text)
}

fn refuse(id: &str, message: String, path: &Utf8Path) -> Failure {
    let help = "write one entry per input, such as `name: payments`";
    let place = if path == "-" { "standard input" } else { path.as_str() };
    Failure::Problems(vec![Problem::error(id, place, message, help)])
}
