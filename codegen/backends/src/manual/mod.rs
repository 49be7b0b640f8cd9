//! Manual: one component in, one Markdown page out.
//!
//! Everything on the page is read from the component and the catalog; `page.md.hbs` is its layout.

pub mod costs;
pub mod diagram;
pub mod permissions;

use crate::cloudformation::timeouts;
use crate::wording;
use handlebars::{Handlebars, no_escape};
use privatelink_catalog::engines::{CLOUDFORMATION, ENGINES, TIMEOUTS};
use privatelink_catalog::{KindEntry, KindForm};
use privatelink_ir::expr::{Expr, list};
use privatelink_ir::rule::{Place, Rule};
use privatelink_ir::{Constant, Field, Model, Node, Problem, Severity, Type};
use serde_json::{Value as Json, json};

const PAGE: &str = include_str!("page.md.hbs");
const NOTES: &str = include_str!("notes.txt.hbs");

/// The page of a component.
///
/// # Errors
///
/// The layout does not fit what is filled into it.
pub fn compile(model: &Model) -> Result<String, Problem> {
    fill("page.md.hbs", PAGE, model)
}

/// What the page says beyond inputs and outputs, as text.
///
/// # Errors
///
/// The layout does not fit what is filled into it.
pub fn notes(model: &Model) -> Result<String, Problem> {
    fill("notes.txt.hbs", NOTES, model)
}

fn fill(name: &str, template: &str, model: &Model) -> Result<String, Problem> {
    let mut layout = Handlebars::new();
    layout.register_escape_fn(no_escape);
    layout.set_strict_mode(true);
    layout.render_template(template, &content(model)).map_err(|error| {
        Problem::error(
            "manual/layout",
            name,
            format!("cannot be filled for `{}`: {error}", model.name),
            "correct the layout",
        )
    })
}

/// Path of the committed page below the root of the repository.
pub fn path(component: &str) -> String {
    format!("docs/manual/{component}.md")
}

/// Path of the committed picture, beside the page.
pub fn picture_path(component: &str) -> String {
    format!("docs/manual/{component}.svg")
}

/// Path of the committed picture of which resource needs which.
pub fn dependencies_path(component: &str) -> String {
    format!("docs/manual/{component}.dependencies.svg")
}

fn content(model: &Model) -> Json {
    let mut objects = Vec::new();
    collect_objects(&model.inputs, &rows, &mut objects);
    let mut told = objects.clone();
    for output in &model.outputs {
        collect_type(&output.ty, &told_rows, &mut told);
    }
    told.drain(..objects.len());
    let outputs = model.outputs.iter().map(|output| {
        json!({
            "name": output.name,
            "type": type_cell(&output.ty),
            "doc": cell(output.doc),
            "nullable": output.nullable,
        })
    });
    json!({
        "name": model.name,
        "doc": model.doc,
        "costs": costs::content(model),
        "permissions": permissions::content(model),
        "inputs": rows(&model.inputs),
        "objects": objects,
        "outputs": outputs.collect::<Vec<_>>(),
        "told": told,
        "resources": model.nodes.iter().map(|node| resource(model, node)).collect::<Vec<_>>(),
        "errors": rules(model, Severity::Error),
        "warnings": rules(model, Severity::Warning),
        "refusals": refusals(model),
        "waits": waits(model),
    })
}

fn rows(fields: &[Field]) -> Vec<Json> {
    fields
        .iter()
        .map(|field| {
            let mut doc = vec![field.doc.clone()];
            doc.extend(wording::of_constraints(&field.ty));
            let default = match (&field.default, field.required) {
                (_, true) => "**required**".to_owned(),
                (_, false) => wording::of_default(field).unwrap_or_default(),
            };
            json!({
                "name": &*field.name,
                "type": type_cell(&field.ty),
                "stage": wording::of_stage(field),
                "default": cell(&default),
                "doc": cell(&doc.join(" ")),
            })
        })
        .collect()
}

/// Fields of an object that is told.
fn told_rows(fields: &[Field]) -> Vec<Json> {
    let row = |field: &Field| {
        json!({
            "name": &*field.name,
            "type": type_cell(&field.ty),
            "doc": cell(&field.doc),
            "nullable": field.nullable(),
        })
    };
    fields.iter().map(row).collect()
}

/// What the table of an object has, given its fields.
type Rows<'a> = &'a dyn Fn(&[Field]) -> Vec<Json>;

/// Every nested object, in the order in which a reader meets them, each once.
fn collect_objects(fields: &[Field], rows: Rows<'_>, objects: &mut Vec<Json>) {
    for field in fields {
        collect_type(&field.ty, rows, objects);
    }
}

/// The object that a type is or holds, and those in it.
fn collect_type(ty: &Type, rows: Rows<'_>, objects: &mut Vec<Json>) {
    let Some((name, doc, fields)) = wording::object_in(ty) else { return };
    if objects.iter().any(|known| known.get("name").and_then(Json::as_str) == Some(name)) {
        return;
    }
    objects.push(json!({ "name": name, "doc": doc, "fields": rows(fields) }));
    collect_objects(fields, rows, objects);
}

fn resource(model: &Model, node: &Node) -> Json {
    let (terraform, pulumi, cloudformation) = privatelink_catalog::find(node.kind).map_or_else(
        || (String::new(), String::new(), String::new()),
        |kind| (code(kind.terraform), code(kind.pulumi), cell(&in_cloudformation(kind))),
    );
    let mut when = Vec::new();
    when.extend(
        node.condition
            .as_ref()
            .map(|condition| format!("depending on {}", inputs_of(model, condition))),
    );
    when.extend(node.for_each.as_ref().map(|over| match input_path(over) {
        Some(path) => format!("one per entry of {}", code(&path)),
        None => format!("several, by {}", inputs_of(model, over)),
    }));
    json!({
        "label": node.label,
        "when": if when.is_empty() { "always".to_owned() } else { when.join(", ") },
        "terraform": terraform,
        "pulumi": pulumi,
        "cloudformation": cloudformation,
    })
}

fn in_cloudformation(kind: &KindEntry) -> String {
    match &kind.cloudformation {
        KindForm::Resource(name) => code(name),
        KindForm::Collect { type_name, .. } => format!("{}, one for all", code(type_name)),
        KindForm::Fold { into, list, .. } => {
            let owner = privatelink_catalog::KINDS.iter().find(|entry| entry.id == *into);
            let owner = owner.map_or_else(|| code(into), |owner| in_cloudformation(owner));
            format!("entry of {} in {owner}", code(list))
        }
        KindForm::Merge { into, property, .. } => {
            let owner = privatelink_catalog::KINDS.iter().find(|entry| entry.id == *into);
            let owner = owner.map_or_else(|| code(into), |owner| in_cloudformation(owner));
            format!("{} of {owner}", code(property))
        }
        KindForm::Implied(how) => format!("none: {how}"),
        KindForm::Bridge(name) => format!("custom resource, made by {}", code(name)),
        KindForm::Together { bridge, list } => {
            format!("{} of one custom resource for all, made by {}", code(list), code(bridge))
        }
        KindForm::Absent { .. } => "none".to_owned(),
    }
}

/// How many inputs are named where an expression reads many.
const FEW: usize = 4;

/// The inputs that an expression reads, by way of named values too: `` `listeners` and `loadBalancer.subnets` ``.
fn inputs_of(model: &Model, expr: &Expr) -> String {
    let mut paths: Vec<String> = Vec::new();
    collect_inputs(model, expr, &mut paths);
    // Who reads a field of an input reads the input too; the field says more.
    let all = paths.clone();
    paths.retain(|path| !all.iter().any(|other| other.starts_with(&format!("{path}."))));
    let mut paths: Vec<String> = paths.iter().map(|path| code(path)).collect();
    if paths.len() > FEW {
        paths.truncate(FEW);
        paths.push("others".to_owned());
    }
    match paths.as_slice() {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        few => few.concat(),
    }
}

fn collect_inputs(model: &Model, expr: &Expr, paths: &mut Vec<String>) {
    match (input_path(expr), expr) {
        (Some(path), _) if paths.contains(&path) => {}
        (Some(path), _) => paths.push(path),
        // Named values are made of those before them, so this ends.
        (None, Expr::Local(name)) => {
            if let Some(value) = model.find_local(name) {
                collect_inputs(model, value, paths);
            }
        }
        (None, _) => {
            expr.children().into_iter().for_each(|part| collect_inputs(model, part, paths));
        }
    }
}

/// `loadBalancer.subnets`, if the expression is no more than a field of an input.
fn input_path(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Input(name) => Some((**name).to_owned()),
        Expr::Get(object, field) => Some(format!("{}.{field}", input_path(object)?)),
        _ => None,
    }
}

/// Rules of one weight that say more than a type.
pub fn rules(model: &Model, severity: Severity) -> Vec<Json> {
    let wanted = model.rules.iter().filter(|rule| !rule.from_type && rule.severity == severity);
    let rules = wanted.filter_map(|rule| ENGINES.iter().find_map(|engine| rule.on(engine)));
    rules.map(|rule| rule_row(&rule)).collect()
}

fn rule_row(rule: &Rule) -> Json {
    let source = rule.source.map(|source| json!({ "title": source.title, "url": source.url }));
    json!({
        "id": rule.id,
        "place": place(rule),
        "message": spoken(&rule.message),
        "help": spoken(&rule.help),
        "source": source,
    })
}

/// Where a rule looks: `listeners[*].port`.
fn place(rule: &Rule) -> String {
    let mut path = String::new();
    for step in &rule.place {
        match step {
            Place::Field(name) => {
                path.push_str(if path.is_empty() { "" } else { "." });
                path.push_str(name);
            }
            Place::Entry(_) | Place::Element(_) => path.push_str("[*]"),
        }
    }
    path
}

/// A message with a gap for each part that depends on the inputs.
fn spoken(expr: &Expr) -> String {
    match expr {
        Expr::Literal(Constant::Text(text)) => (**text).to_owned(),
        Expr::Call(privatelink_ir::Function::Text, parts) => parts.iter().map(spoken).collect(),
        // One of two texts: the first stands for both.
        Expr::If(_, then, _) => spoken(then),
        _ => "…".to_owned(),
    }
}

/// Nodes that have no counterpart in `CloudFormation`.
fn refusals(model: &Model) -> Vec<Json> {
    model
        .nodes
        .iter()
        .filter_map(|node| match &privatelink_catalog::find(node.kind)?.cloudformation {
            KindForm::Absent { message, help } => {
                Some(json!({ "label": node.label, "message": message, "help": help }))
            }
            _ => None,
        })
        .collect()
}

/// The inputs that say how long to wait, and why a template cannot.
fn waits(model: &Model) -> Option<Json> {
    let given = model.nodes.iter().flat_map(|node| &node.timeouts);
    let given = list(given.map(|timeout| timeout.given.clone()));
    let inputs = inputs_of(model, &given);
    let lack = CLOUDFORMATION.lack(TIMEOUTS)?;
    Some(json!({ "inputs": inputs, "message": lack.reason, "help": timeouts::help(lack) }))
}

/// A type, with a link to the table of a nested object.
fn type_cell(ty: &Type) -> String {
    match ty {
        Type::List { element, .. } => format!("list of {}", type_cell(element)),
        Type::Map { element, .. } => format!("map of {}", type_cell(element)),
        Type::Object { name, .. } => format!("[`{name}`](#{})", name.to_lowercase()),
        scalar => wording::of_type(scalar),
    }
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// Text that stays in one cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::compile;

    #[test]
    fn the_page_tells_everything_about_a_component() {
        for component in privatelink_components::COMPONENTS {
            let model = component.model();
            let page = compile(&model).unwrap();
            let names = model.inputs.iter().map(|input| &*input.name);
            for name in names.chain(model.outputs.iter().map(|output| output.name)) {
                assert!(page.contains(&format!("| `{name}` |")), "`{name}` is not on the page");
            }
            for rule in model.rules.iter().filter(|rule| !rule.from_type) {
                assert!(page.contains(&rule.id), "rule `{}` is not on the page", rule.id);
            }
        }
    }
}
