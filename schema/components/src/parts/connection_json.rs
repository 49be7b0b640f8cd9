//! What has to hold for a connection that comes as JSON: the same as for one that comes as a value.
//!
//! The text is one input, so nothing checks the types in it before rules do. A field is looked at as JSON text again, which
//! every engine can make of anything: a form of that text says both type and form of the field. What has the right type is
//! then walked like any other list.

use crate::parts::connection::Connection;
use privatelink_ir::expr::{all, any, input, list, not, value};
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Expr, Field, Type, type_of};

/// The input.
const TEXT: &str = "connectionJson";
/// What fixes a field of another type.
const HELP: &str = "give the output `connectionJson` of a `PrivateLinkService`";

/// What the text says about a field; null if it says nothing.
fn field(name: &str) -> Expr {
    input(TEXT).from_json().lookup(name)
}

/// What has to hold for the text: it is an object with the fields of a connection. Fields of other names are not read, so
/// that a newer provider can tell more.
pub(crate) fn rules() -> Vec<Rule> {
    let whole = rule("connection-json/service", &[TEXT])
        .must(any([not(input(TEXT).is_set()), field("serviceName").is_set()]))
        .otherwise(["is not the connection of a service as JSON".into()], HELP);
    let fields = match type_of::<Connection>() {
        Type::Object { fields, .. } => fields,
        _ => Vec::new(),
    };
    let of_fields = fields.iter().flat_map(|field| match &field.ty {
        Type::List { element, .. } => of_list(field, element),
        scalar => of_scalar(field, scalar).into_iter().collect(),
    });
    // Types are what they repeat, so no other rule is decided by a text that breaks one.
    std::iter::once(whole).chain(of_fields).map(|rule| Rule { from_type: true, ..rule }).collect()
}

/// A field that is not there is not wrong.
fn at(id: &str, field: &Field) -> Rule {
    rule(id, &[TEXT, &field.name])
}

fn of_scalar(of: &Field, ty: &Type) -> Option<Rule> {
    let (form, noun, help) = match ty {
        Type::Bool => ("true|false".to_owned(), ty.noun(), HELP.to_owned()),
        Type::String { pattern: Some(pattern), .. } => {
            let form = pattern.regex.strip_prefix('^')?.strip_suffix('$')?;
            (format!("\"{form}\""), pattern.noun(), format!("use {}", pattern.what))
        }
        _ => return None,
    };
    let is_right = field(&of.name).to_json().matches(format!("^({form})$").as_str());
    let rule = at("connection-json/field", of)
        .must(any([not(field(&of.name).is_set()), is_right]))
        .otherwise([format!("is not {noun}").as_str().into()], &help);
    Some(rule)
}

fn of_list(of: &Field, element: &Type) -> Vec<Rule> {
    let (json, elements) = match element {
        Type::Integer { .. } => ("-?[0-9]+", "whole numbers"),
        _ => (r#""([^"\\]|\\.)*""#, "texts"),
    };
    let form = format!(r"^\[({json}(,{json})*)?\]$");
    let is_list = || field(&of.name).to_json().matches(form.as_str());
    let items = || is_list().choose(field(&of.name), list([]));
    let item = || value("item");
    let shape = at("connection-json/list", of)
        .must(any([not(field(&of.name).is_set()), is_list()]))
        .otherwise([format!("is not a list of {elements}").as_str().into()], HELP);
    let repeated = at("connection-json/repeated", of)
        .must(items().length().equals(items().distinct().length()))
        .otherwise(
            ["names ".into(), items().repeated().to_json(), " more than once".into()],
            "list each entry once",
        );
    let (is_right, wrong, help) = match element {
        Type::Integer { minimum: Some(minimum), maximum: Some(maximum) } => (
            all([Expr::from(*minimum).at_most(item()), item().at_most(*maximum)]),
            format!(", which is outside {minimum} to {maximum}"),
            format!("use a whole number from {minimum} to {maximum}"),
        ),
        Type::String { pattern: Some(pattern), .. } => (
            item().matches(pattern.regex.as_str()),
            format!(", which is not {}", pattern.noun()),
            format!("use {}", pattern.what),
        ),
        Type::Choice { values, .. } => (
            list(values.iter().map(|word| word.as_str().into())).contains(item()),
            ", which is not offered".to_owned(),
            format!("use one of `{}`", values.join("`, `")),
        ),
        _ => return vec![shape, repeated],
    };
    let entry = at("connection-json/entry", of)
        .each_element("item", items())
        .must(is_right)
        .otherwise(["is ".into(), item().to_json(), wrong.as_str().into()], &help);
    vec![shape, repeated, entry]
}
