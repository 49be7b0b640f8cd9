//! Text out of parts, as `Fn::Sub`.

use super::intrinsics::{call, choice, is_no_value, join};
use super::refusal::Refusal;
use privatelink_ir::Expr;
use serde_json::{Map, Value as Json};

/// A text under construction: constants and references stand in it, all else becomes a variable of `Fn::Sub`.
#[derive(Debug, Default)]
pub(super) struct Text {
    constant: String,
    template: String,
    variables: Map<String, Json>,
    is_open: bool,
}

impl Text {
    /// Adds a part. `whole` is the expression to blame if the part may be absent: no function leaves text out.
    pub(super) fn push(&mut self, part: Json, whole: &Expr) -> Result<(), Refusal> {
        if may_be_absent(&part) {
            return Err(Refusal::of(whole, "may be absent from a text"));
        }
        self.insert(part);
        Ok(())
    }

    /// Adds a part that is there in any case.
    pub(super) fn insert(&mut self, part: Json) {
        if let Json::String(text) = part {
            return self.constant(&text);
        }
        self.is_open = true;
        if let Some(text) = inline(&part) {
            self.template.push_str(&text);
        } else {
            let name = format!("Part{}", self.variables.len() + 1);
            self.template.push_str(&format!("${{{name}}}"));
            self.variables.insert(name, part);
        }
    }

    /// Adds constant text.
    pub(super) fn constant(&mut self, text: &str) {
        self.constant.push_str(text);
        self.template.push_str(&text.replace("${", "${!"));
    }

    /// The text: a constant if it has no open part.
    pub(super) fn finish(self) -> Json {
        if !self.is_open {
            return self.constant.into();
        }
        if self.variables.is_empty() {
            return call("Fn::Sub", self.template.into());
        }
        call("Fn::Sub", Json::Array(vec![self.template.into(), Json::Object(self.variables)]))
    }
}

/// A reference as it stands in a text.
fn inline(part: &Json) -> Option<String> {
    let (name, argument) = part.as_object()?.iter().next()?;
    match (name.as_str(), argument) {
        ("Ref", Json::String(id)) => Some(format!("${{{id}}}")),
        ("Fn::Sub", Json::String(text)) => Some(text.clone()),
        ("Fn::GetAtt", Json::Array(parts)) => {
            let path: Vec<&str> = parts.iter().filter_map(Json::as_str).collect();
            Some(format!("${{{}}}", path.join(".")))
        }
        _ => None,
    }
}

fn may_be_absent(part: &Json) -> bool {
    match part {
        Json::Object(entries) => {
            entries.get("Ref").is_some_and(|id| id == "AWS::NoValue")
                || entries.values().any(may_be_absent)
        }
        Json::Array(items) => items.iter().any(may_be_absent),
        _ => false,
    }
}

/// A list as text, its elements with a comma between them.
pub(super) fn joined(list: Json) -> Json {
    if is_no_value(&list) {
        return "".into();
    }
    if let Some([Json::String(condition), then, otherwise]) =
        list.get("Fn::If").and_then(Json::as_array).map(Vec::as_slice)
    {
        return choice(condition, joined(then.clone()), joined(otherwise.clone()));
    }
    let Json::Array(items) = list else { return join(",", list) };
    let constants: Option<Vec<&str>> = items.iter().map(Json::as_str).collect();
    match (constants, items.as_slice()) {
        (Some(texts), _) => texts.join(",").into(),
        (None, [only]) => only.clone(),
        (None, _) => join(",", Json::Array(items)),
    }
}
