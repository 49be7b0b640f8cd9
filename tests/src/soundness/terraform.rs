//! What the real Terraform makes of a case: its module, without resources, applied with the inputs of the case.
//!
//! A start of Terraform without providers takes a tenth of a second, so a module has many outputs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use privatelink_backends::terraform::compile;
use privatelink_catalog::spelling::snake_case;
use privatelink_ir::expr::{key, text};
use privatelink_ir::rule::Place;
use privatelink_ir::{Constant, Expr, Rule, Type};
use serde_json::Value as Json;

use super::case::Case;
use super::meaning::{Stop, World};
use super::values;
use crate::failure::Failure;
use crate::inputs::for_terraform;
use crate::process;
use crate::scratch::Scratch;

/// Time for one command.
const LIMIT: Duration = Duration::from_mins(2);

/// Files of a module that a run without resources needs.
const FILES: [&str; 4] = ["variables.tf", "locals.tf", "outputs.tf", "checks.tf"];

/// Compiles a case, applies it with the real Terraform and compares outputs and warnings with what they mean.
///
/// # Errors
///
/// What Terraform refuses, computes or says otherwise.
pub fn like_terraform(case: &Case) -> Result<(), String> {
    let world = match World::new(case) {
        Ok(world) => world,
        Err(Stop::Missing) => return Ok(()),
        Err(Stop::Wrong(why)) => return Err(why),
    };
    let files =
        compile(&case.model).map_err(|problems| format!("does not compile: {problems:?}"))?;
    let applied = apply(case, &files.0).map_err(|failure| failure.to_string())?;
    if let Some(error) = applied.errors.first() {
        return Err(error.clone());
    }
    let said = match said(case, &world) {
        Ok(said) => Some(said),
        Err(Stop::Missing) => None,
        Err(Stop::Wrong(why)) => return Err(why),
    };
    if let Some(said) = said
        && applied.warnings != said
    {
        let checks = files.0.get("checks.tf").map(String::as_str).unwrap_or_default();
        return Err(format!("Terraform warns {:?}, and not {said:?}: {checks}", applied.warnings));
    }
    for output in &case.model.outputs {
        let meant = match world.output(&output.value) {
            Ok(meant) => meant,
            Err(Stop::Missing) => continue,
            Err(Stop::Wrong(why)) => return Err(why),
        };
        let name = snake_case(output.name);
        let found = applied.outputs.get(&name).cloned().unwrap_or(Json::Null);
        let found = read(&output.ty, &found);
        if found.as_ref() != Ok(&meant) {
            let line = line_of(&files.0, &name);
            return Err(format!(
                "`{name}` comes to {found:?} in Terraform, and means {meant}: {line}"
            ));
        }
    }
    Ok(())
}

/// What the broken rules of a case say, without what is spelled otherwise in Terraform.
fn said(case: &Case, world: &World<'_>) -> Result<BTreeSet<String>, Stop> {
    let mut all = BTreeSet::new();
    for rule in &case.model.rules {
        let mut sentence: Vec<Expr> = vec!["`".into()];
        for step in &rule.place {
            match step {
                Place::Field(name) => sentence.push(Expr::from(&**name)),
                Place::Element(name) => sentence.extend(["[".into(), key(name), "]".into()]),
                Place::Entry(name) => sentence.extend(["[\"".into(), key(name), "\"]".into()]),
            }
        }
        sentence.extend(["` ".into(), rule.message.clone(), "; ".into(), rule.help.clone()]);
        let rule = Rule { message: text(sentence), ..rule.clone() };
        let mut lines = Vec::new();
        world.verdicts(&rule, &mut |holds, message| {
            if let (false, Constant::Text(message)) = (holds, message) {
                lines.push(message.to_string());
            }
        })?;
        if !lines.is_empty() {
            all.insert(unspelled(&lines.join("\n")));
        }
    }
    Ok(all)
}

/// A message without what differs where names in it are those of inputs.
fn unspelled(message: &str) -> String {
    message.trim().replace('_', "").to_lowercase()
}

/// What a run of Terraform left.
struct Applied {
    outputs: BTreeMap<String, Json>,
    warnings: BTreeSet<String>,
    errors: Vec<String>,
}

fn apply(case: &Case, files: &BTreeMap<String, String>) -> Result<Applied, Failure> {
    let folder = Scratch::new("soundness")?;
    let is_json = |name: &str| Path::new(name).extension().is_some_and(|end| end == "json");
    let is_needed = |name: &str| FILES.contains(&name) || is_json(name);
    for (name, text) in files.iter().filter(|(name, _)| is_needed(name)) {
        fs::write(folder.path().join(name), text)?;
    }
    fs::write(
        folder.path().join("versions.tf"),
        "terraform {\n  required_version = \">= 1.9\"\n}\n",
    )?;
    let values = values::written(&case.model.inputs, &case.values);
    let values = for_terraform(&case.model.inputs, &values.to_json());
    fs::write(folder.path().join("terraform.tfvars.json"), values.to_string())?;
    let finished =
        terraform(folder.path(), &["apply", "-auto-approve", "-json", "-refresh=false"])?;
    let (outputs, warnings) = (BTreeMap::new(), BTreeSet::new());
    let mut applied = Applied { outputs, warnings, errors: Vec::new() };
    for line in finished.stdout.lines() {
        let said: Json = serde_json::from_str(line)?;
        let Some(diagnostic) = said.get("diagnostic") else { continue };
        // A check that cannot be computed is a warning as well.
        if text_of(diagnostic, "summary") == "Check block assertion failed" {
            applied.warnings.insert(unspelled(text_of(diagnostic, "detail")));
        } else {
            applied.errors.push(message(diagnostic));
        }
    }
    if applied.errors.is_empty() {
        finished.expect(0)?;
        let state = fs::read_to_string(folder.path().join("terraform.tfstate"))?;
        let state: Json = serde_json::from_str(&state)?;
        let outputs = state.get("outputs").and_then(Json::as_object).into_iter().flatten();
        applied.outputs = outputs
            .map(|(name, output)| {
                (name.clone(), output.get("value").cloned().unwrap_or(Json::Null))
            })
            .collect();
    }
    Ok(applied)
}

fn terraform(folder: &Path, arguments: &[&str]) -> Result<process::Finished, Failure> {
    let mut command = Command::new("terraform");
    command.args(arguments).current_dir(folder);
    command.env("TF_CLI_CONFIG_FILE", "/dev/null").env("CHECKPOINT_DISABLE", "1");
    command.env("TF_CLI_ARGS", "-no-color").env("TF_IN_AUTOMATION", "1").env("TF_INPUT", "0");
    process::run(&mut command, LIMIT)
}

fn message(diagnostic: &Json) -> String {
    let text = |name: &str| text_of(diagnostic, name);
    let snippet = |name: &str| {
        let found = diagnostic.get("snippet").and_then(|snippet| snippet.get(name));
        found.cloned().unwrap_or_default()
    };
    format!("{}: {}\n{}\n{}", text("summary"), text("detail"), snippet("code"), snippet("values"))
}

fn text_of<'a>(diagnostic: &'a Json, name: &str) -> &'a str {
    diagnostic.get(name).and_then(Json::as_str).unwrap_or_default()
}

/// The line of an output's value.
fn line_of(files: &BTreeMap<String, String>, name: &str) -> String {
    let text = files.get("outputs.tf").map(String::as_str).unwrap_or_default();
    let block = text.split("output \"").find(|block| block.starts_with(&format!("{name}\"")));
    let body = block.and_then(|block| block.split_once("value"));
    body.map(|(_, value)| value.to_owned()).unwrap_or_default()
}

/// A value of a type as Terraform spells it.
fn read(ty: &Type, value: &Json) -> Result<Constant, String> {
    Ok(match (ty, value) {
        (Type::Object { fields, .. }, Json::Object(entries)) => {
            if entries.len() != fields.len() {
                return Err(format!("{value} has other fields"));
            }
            let field = |field: &privatelink_ir::Field| {
                let value = entries.get(&snake_case(&field.name));
                let value = value.ok_or_else(|| format!("`{}` is not there", field.name))?;
                Ok((Arc::clone(&field.name), read(&field.ty, value)?))
            };
            Constant::object(fields.iter().map(field).collect::<Result<_, String>>()?)
        }
        (Type::Map { element, .. }, Json::Object(entries)) => {
            let entry =
                |(key, value): (&String, &Json)| Ok((key.as_str().into(), read(element, value)?));
            Constant::object(entries.iter().map(entry).collect::<Result<_, String>>()?)
        }
        (Type::List { element, .. }, Json::Array(items)) => {
            let items = items.iter().map(|item| read(element, item));
            items.collect::<Result<Vec<_>, _>>()?.into_iter().collect()
        }
        (_, other) => other.into(),
    })
}
