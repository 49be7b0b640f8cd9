//! Intrinsic functions of templates, and what they refer to.

use privatelink_catalog::facts;
use privatelink_ir::Fact;
use serde_json::{Map, Value as Json, json};

/// Most arguments of `Fn::And` and `Fn::Or`. Source: AWS `CloudFormation` Template Reference, "Condition functions".
const MOST_ARGUMENTS: usize = 10;

/// An intrinsic function.
pub(super) fn call(name: &str, argument: Json) -> Json {
    Json::Object(Map::from_iter([(name.to_owned(), argument)]))
}

/// `Ref`.
pub(super) fn reference(id: &str) -> Json {
    call("Ref", id.into())
}

/// `Fn::GetAtt`.
pub(super) fn get_att(id: &str, attribute: &str) -> Json {
    call("Fn::GetAtt", Json::Array(vec![id.into(), attribute.into()]))
}

/// `Fn::If`.
pub(super) fn choice(condition: &str, then: Json, otherwise: Json) -> Json {
    call("Fn::If", Json::Array(vec![condition.into(), then, otherwise]))
}

/// `Fn::Join`.
pub(super) fn join(between: &str, list: Json) -> Json {
    call("Fn::Join", Json::Array(vec![between.into(), list]))
}

/// `Fn::Select`.
pub(super) fn select(index: usize, list: Json) -> Json {
    call("Fn::Select", json!([index, list]))
}

/// Nothing: a property that is left out.
pub(super) fn no_value() -> Json {
    reference("AWS::NoValue")
}

/// Whether a tree is [`no_value`].
pub(super) fn is_no_value(tree: &Json) -> bool {
    tree.get("Ref").is_some_and(|id| id == "AWS::NoValue")
}

/// What `CloudFormation` calls a fact about the deployment.
pub(super) fn pseudo_parameter(fact: Fact) -> &'static str {
    facts::find(fact).map_or("AWS::NoValue", |fact| fact.cloudformation)
}

/// `Fn::Equals`.
pub(super) fn equals(first: Json, second: Json) -> Json {
    call("Fn::Equals", Json::Array(vec![first, second]))
}

/// `Fn::Not`.
pub(super) fn not(condition: Json) -> Json {
    call("Fn::Not", Json::Array(vec![condition]))
}

/// `Fn::And` or `Fn::Or` of any number of conditions: a single one needs none, more than ten are nested.
pub(super) fn junction(name: &str, mut parts: Vec<Json>) -> Json {
    while parts.len() > MOST_ARGUMENTS {
        parts = parts.chunks(MOST_ARGUMENTS).map(|chunk| junction(name, chunk.to_vec())).collect();
    }
    match parts.as_slice() {
        [only] => only.clone(),
        // Nothing is asked: all of nothing holds, any of nothing does not.
        [] => equals("true".into(), (name == "Fn::And").to_string().into()),
        _ => call(name, Json::Array(parts)),
    }
}

/// `Fn::Sub` of a text in which `${Name}` is an attribute of the resource.
pub(super) fn attributes_in(text: &str, id: &str) -> Json {
    let mut pieces = text.split("${");
    let mut full = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        full.push_str("${");
        if !piece.starts_with("AWS::") {
            full.push_str(id);
            full.push('.');
        }
        full.push_str(piece);
    }
    call("Fn::Sub", full.into())
}

/// Text in which `${AWS::Region}` and the like may stand.
pub(super) fn substituted(text: &str) -> Json {
    if text.contains("${") { call("Fn::Sub", text.into()) } else { text.into() }
}
