//! Parameters: the value inputs of a component, which a template leaves open.
//!
//! An open input in, one entry of `Parameters` out, with the constraints of its type or the form that a rule asks for, in
//! the words that every engine uses for them. Booleans are text (`true`, `false`): `CloudFormation` has no parameter type for them.

use super::inputs;
use super::names::{Names, of_input};
use privatelink_ir::Open;
use privatelink_ir::rule::Place;
use privatelink_ir::{
    Checked, Constant, Expr, Field, Function, Given, Model, Path, Problem, Severity, Step, Type,
};
use serde_json::{Map, Value as Json, json};
use std::sync::Arc;

/// Most characters of a description. Source: AWS `CloudFormation` User Guide, "Understand `CloudFormation` quotas".
const LONGEST_DESCRIPTION: usize = 4000;

/// A parameter of a template.
#[derive(Debug)]
pub(super) struct Parameter {
    /// Logical id.
    pub(super) id: String,
    /// Input it stands for.
    pub(super) path: Arc<Path>,
    /// Type of the input.
    pub(super) ty: Type,
    /// Whether the value may be empty text, or the list have no element.
    pub(super) may_be_empty: bool,
    /// The entry of `Parameters`.
    pub(super) definition: Json,
}

/// Parameters for all inputs that are open: those that the IR lists, and those in `holes` that were given as open.
pub(super) fn of_component(
    model: &Model,
    given: &[(Arc<str>, Given)],
    checked: &Checked,
    holes: &[&Path],
    names: &mut Names,
    problems: &mut Vec<Problem>,
) -> Vec<Parameter> {
    let mut open = checked.open.clone();
    for path in holes {
        if open.iter().any(|known| *known.path == **path) {
            continue;
        }
        let Some((ty, doc)) = find(model, path) else { continue };
        open.push(Open {
            path: Arc::new((*path).clone()),
            ty: ty.clone(),
            doc: doc.to_owned(),
            required: true,
            default: None,
        });
    }
    let mut parameters = Vec::new();
    for input in open {
        let secret =
            matches!(inputs::find(given, &input.path), Some(Given::Open { secret: true, .. }));
        match definition(model, &input, secret) {
            Some(mut definition) => {
                if input.required {
                    add_form(&mut definition, &input.path, &checked.open_rules);
                }
                parameters.push(Parameter {
                    id: names.take(of_input(&input.path), &input.path.to_string()),
                    path: input.path,
                    ty: input.ty,
                    may_be_empty: !input.required,
                    definition,
                });
            }
            None => problems.push(Problem::error(
                "cloudformation/no-parameter-type",
                input.path.to_string(),
                format!("is {}, and templates have no parameters for that", input.ty.noun()),
                "give what is inside one by one",
            )),
        }
    }
    parameters
}

/// The entry of `Parameters`; none if `CloudFormation` has no type for it.
fn definition(model: &Model, input: &Open, secret: bool) -> Option<Json> {
    let (is_list, scalar) = match &input.ty {
        // No template reads the inside of a text.
        Type::Json { .. } => return None,
        Type::List { element, .. } if element.is_scalar() => (true, &**element),
        ty if ty.is_scalar() => (false, ty),
        _ => return None,
    };
    let kind = match scalar {
        _ if is_list => "CommaDelimitedList",
        Type::Integer { .. } | Type::Number { .. } => "Number",
        _ => "String",
    };
    let mut entry = Map::new();
    entry.insert("Type".to_owned(), kind.into());
    let doc = if input.doc.is_empty() {
        find(model, &input.path).map_or("", |(_, doc)| doc)
    } else {
        &input.doc
    };
    if !doc.is_empty() {
        let line = doc.split_whitespace().collect::<Vec<_>>().join(" ");
        let line: String = line.chars().take(LONGEST_DESCRIPTION).collect();
        entry.insert("Description".to_owned(), line.into());
    }
    if let Some(default) = &input.default {
        entry.insert("Default".to_owned(), default_of(default));
    } else if is_list && !input.required {
        entry.insert("Default".to_owned(), "".into());
    }
    constraints(scalar, is_list, &mut entry);
    if let Some(words) = constraint_words(model, &input.path, is_list) {
        entry.insert("ConstraintDescription".to_owned(), words.into());
    }
    if secret {
        entry.insert("NoEcho".to_owned(), true.into());
    }
    Some(Json::Object(entry))
}

/// Adds the form that a rule asks for, unless the type has one.
fn add_form(definition: &mut Json, path: &Path, rules: &[(Expr, Problem)]) {
    let Some(entry) = definition.as_object_mut() else { return };
    let asked = rules.iter().find_map(|(must, problem)| {
        let (subject, regex) = form(must)?;
        (subject == path && problem.severity == Severity::Error).then_some((regex, &problem.help))
    });
    if let Some((regex, help)) = asked
        && !entry.contains_key("AllowedPattern")
    {
        entry.insert("AllowedPattern".to_owned(), regex.into());
        entry.insert("ConstraintDescription".to_owned(), help.as_str().into());
    }
}

/// The parameter that has to have a form, and the regular expression for it, if that is all that must hold.
fn form(must: &Expr) -> Option<(&Path, &str)> {
    match must {
        Expr::Call(Function::Matches, parts) => match &**parts {
            [Expr::Hole(path), Expr::Literal(Constant::Text(regex))] => Some((path, regex)),
            _ => None,
        },
        _ => None,
    }
}

impl Parameter {
    /// Whether the entry itself has the parameter keep to a rule.
    pub(super) fn keeps(&self, must: &Expr) -> bool {
        let pattern = self.definition.get("AllowedPattern").and_then(Json::as_str);
        form(must).is_some_and(|(path, regex)| *path == *self.path && pattern == Some(regex))
    }
}

fn default_of(value: &Constant) -> Json {
    match value {
        Constant::Bool(value) => value.to_string().into(),
        Constant::List(items) => {
            let texts: Vec<String> = items
                .iter()
                .map(|item| item.as_text().map_or_else(|| item.to_string(), str::to_owned))
                .collect();
            texts.join(",").into()
        }
        other => other.to_json(),
    }
}

fn constraints(ty: &Type, is_list: bool, entry: &mut Map<String, Json>) {
    match ty {
        Type::Bool => {
            entry.insert("AllowedValues".to_owned(), json!(["true", "false"]));
        }
        Type::Choice { values, .. } => {
            entry.insert("AllowedValues".to_owned(), json!(values));
        }
        Type::Integer { minimum, maximum } if !is_list => {
            for (name, limit) in [("MinValue", minimum), ("MaxValue", maximum)] {
                if let Some(limit) = limit {
                    entry.insert(name.to_owned(), (*limit).into());
                }
            }
        }
        Type::Number { minimum, maximum } if !is_list => {
            for (name, limit) in [("MinValue", minimum), ("MaxValue", maximum)] {
                if let Some(limit) = limit {
                    entry.insert(name.to_owned(), Json::Number(limit.to_json()));
                }
            }
        }
        Type::String { pattern, max_length } => {
            if let Some(pattern) = pattern {
                entry.insert("AllowedPattern".to_owned(), pattern.regex.as_str().into());
            }
            if let Some(limit) = max_length.filter(|_| !is_list) {
                entry.insert("MaxLength".to_owned(), limit.into());
            }
        }
        Type::Json { .. }
        | Type::Integer { .. }
        | Type::Number { .. }
        | Type::List { .. }
        | Type::Map { .. }
        | Type::Object { .. } => {}
    }
}

/// What the rules about the type say to do, for the input itself or, in a list, for each element.
fn constraint_words(model: &Model, path: &Path, is_list: bool) -> Option<String> {
    let mut helps: Vec<&str> = Vec::new();
    for rule in model.rules.iter().filter(|rule| rule.from_type) {
        let place = match rule.place.split_last() {
            Some((Place::Element(_), list)) if is_list => list,
            _ if is_list => continue,
            _ => rule.place.as_slice(),
        };
        if let Expr::Literal(Constant::Text(help)) = &rule.help
            && is_at(place, path)
        {
            helps.push(help);
        }
    }
    (!helps.is_empty()).then(|| helps.join("; "))
}

fn is_at(place: &[Place], path: &Path) -> bool {
    place.len() == path.0.len()
        && place.iter().zip(&path.0).all(|(place, step)| match (place, step) {
            (Place::Field(field), Step::Field(name)) => field == name,
            (Place::Entry(_), Step::Key(_)) | (Place::Element(_), Step::Index(_)) => true,
            _ => false,
        })
}

/// Type of the input at a path, and the documentation of the field nearest to it.
fn find<'a>(model: &'a Model, path: &Path) -> Option<(&'a Type, &'a str)> {
    let (first, rest) = path.0.split_first()?;
    let Step::Field(name) = first else { return None };
    let Field { ty, doc, .. } = model.find_input(name)?;
    rest.iter().try_fold((ty, doc.as_str()), |(ty, doc), step| match (ty, step) {
        (Type::Object { .. }, Step::Field(name)) => {
            ty.find_field(name).map(|field| (&field.ty, field.doc.as_str()))
        }
        (Type::Map { element, .. }, Step::Key(_) | Step::Field(_))
        | (Type::List { element, .. }, Step::Index(_)) => Some((&**element, doc)),
        _ => None,
    })
}
