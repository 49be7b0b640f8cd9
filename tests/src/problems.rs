//! Problems of inputs as each tool prints them, brought into one form: "`path` what is wrong; what to do".

use std::collections::BTreeSet;

use privatelink_catalog::spelling::snake_case;
use privatelink_ir::{Field, Problem, Severity, Type};
use serde_json::Value;

use crate::failure::{Context, Failure};

/// What separates a path from what is wrong with it in Pulumi's own words.
const PULUMI_PROBLEM: &str = " has a problem: ";

/// What separates the message of a module from Terraform's own words.
const TERRAFORM_RULE: &str = "\n\nThis was checked by the validation rule at ";

/// What `privatelink check --output json` printed.
///
/// # Errors
///
/// A failure if it is no such document.
pub fn of_check(document: &str, severity: Severity) -> Result<BTreeSet<String>, Failure> {
    let no_document = || format!("`check` printed no document: {document}");
    let read: Value = serde_json::from_str(document).context(no_document)?;
    let problems = read.get("problems").and_then(Value::as_array);
    let text = |problem: &Value, name| {
        problem.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let wanted = problems
        .ok_or_else(|| Failure::new(no_document()))?
        .iter()
        .filter(|problem| text(problem, "severity") == word(severity));
    let line = |problem: &Value| {
        let [path, message, help] = ["path", "message", "help"].map(|name| text(problem, name));
        Problem::error("", path, message, help).to_string()
    };
    Ok(wanted.map(line).collect())
}

/// Errors of inputs that `pulumi` printed: one line per property.
pub fn of_pulumi(messages: &str) -> BTreeSet<String> {
    let properties =
        messages.lines().filter_map(|line| line.trim_start().strip_prefix("- property "));
    properties
        .filter_map(|line| {
            let (place, what) = line.split_once(PULUMI_PROBLEM)?;
            let path = place.split_once(" with value '").map_or(place, |(path, _)| path);
            Some(format!("`{path}` {what}"))
        })
        .collect()
}

/// Warnings about inputs that `pulumi` printed. Those of the engine itself name no input.
pub fn warnings_of_pulumi(messages: &str) -> BTreeSet<String> {
    let warnings = messages.lines().filter_map(|line| line.trim_start().strip_prefix("warning: "));
    warnings.filter(|line| line.starts_with('`')).map(str::to_owned).collect()
}

/// Messages of the failed validations that `terraform plan -json` printed, in Terraform's spelling.
///
/// # Errors
///
/// A failure if there is an error that no validation is the reason for.
pub fn of_terraform(messages: &str) -> Result<BTreeSet<String>, Failure> {
    let mut problems = BTreeSet::new();
    for detail in said_by_terraform(messages, Severity::Error)? {
        let (lines, _) = detail
            .split_once(TERRAFORM_RULE)
            .ok_or_else(|| Failure::new(format!("Terraform itself refuses: {detail}")))?;
        problems.extend(lines.lines().map(str::to_owned));
    }
    Ok(problems)
}

/// What each error or warning that `terraform -json` printed says in detail.
///
/// # Errors
///
/// A failure if a line is no JSON.
pub fn said_by_terraform(messages: &str, severity: Severity) -> Result<Vec<String>, Failure> {
    let mut details = Vec::new();
    for line in messages.lines() {
        let line: Value = serde_json::from_str(line).context(|| format!("`{line}` is no JSON"))?;
        let text = |name| line.pointer(name).and_then(Value::as_str);
        if text("/diagnostic/severity") == Some(word(severity)) {
            details.push(text("/diagnostic/detail").unwrap_or_default().to_owned());
        }
    }
    Ok(details)
}

/// What the tools call it.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// A problem with the names of these inputs, and of what is inside them, as Terraform spells them.
pub fn for_terraform(fields: &[Field], problem: &str) -> String {
    let mut names = BTreeSet::new();
    collect(fields, &mut names);
    let is_letter = |letter: char| letter.is_ascii_alphanumeric();
    let mut spelled = String::new();
    let mut rest = problem;
    while let Some(start) = rest.find(is_letter) {
        let (before, after) = rest.split_at(start);
        let (word, after) =
            after.split_at(after.find(|letter| !is_letter(letter)).unwrap_or(after.len()));
        spelled.push_str(before);
        spelled.push_str(&if names.contains(word) { snake_case(word) } else { word.to_owned() });
        rest = after;
    }
    spelled + rest
}

fn collect<'a>(fields: &'a [Field], names: &mut BTreeSet<&'a str>) {
    for field in fields {
        names.insert(&field.name);
        let mut ty = &field.ty;
        while let Type::List { element, .. } | Type::Map { element, .. } = ty {
            ty = element;
        }
        if let Type::Object { fields, .. } = ty {
            collect(fields, names);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_problem_is_the_same_from_every_tool() {
        let one =
            BTreeSet::from(["`ports[0]` is 0, which is too low; use a higher one".to_owned()]);
        let check = r#"{"problems":[
            {"severity":"error","path":"ports[0]","message":"is 0, which is too low","help":"use a higher one"},
            {"severity":"warning","path":"name","message":"is short","help":"use a longer one"}]}"#;
        assert_eq!(of_check(check, Severity::Error).unwrap(), one);
        assert!(of_check("{}", Severity::Error).is_err());
        let short = "`name` is short; use a longer one".to_owned();
        assert_eq!(of_check(check, Severity::Warning).unwrap(), BTreeSet::from([short.clone()]));
        let pulumi = "warning: using a plugin\n  warning: `name` is short; use a longer one\n";
        assert_eq!(warnings_of_pulumi(pulumi), BTreeSet::from([short]));
        let pulumi = "  error: resource 'service' has a problem: an input has to change\n\
            \t\t- property ports[0] with value '{0}' has a problem: is 0, which is too low; use a higher one";
        assert_eq!(of_pulumi(pulumi), one);
        let terraform = r#"{"type":"version"}
{"diagnostic":{"severity":"error","detail":"`ports[0]` is 0, which is too low; use a higher one\n\nThis was checked by the validation rule at a.tf:1"}}"#;
        assert_eq!(of_terraform(terraform).unwrap(), one);
        let other = r#"{"diagnostic":{"severity":"error","detail":"No such argument."}}"#;
        assert!(of_terraform(other).is_err());
    }

    #[test]
    fn only_names_of_inputs_are_respelled() {
        let model = privatelink_components::find("PrivateLinkService").unwrap().model();
        assert_eq!(
            for_terraform(&model.inputs, "`listeners[\"myKey\"].targetPort` or `vpcId`"),
            "`listeners[\"myKey\"].target_port` or `vpc_id`"
        );
    }
}
