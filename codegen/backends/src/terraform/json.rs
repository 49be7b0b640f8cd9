//! Inputs that are JSON text of a declared type: `local.<input>` is the value in the text, and validations check its types.
//!
//! Terraform knows no type of what it reads from JSON. So the value is put together field by field; after that it is an
//! object like any other. Validations cannot read named values, which wait for them, so there each field is read where
//! it is needed, and a rule holds as long as something that it reads is of another type: that is reported once.

use super::hcl::{Block, Expression, For, Item, Operator, Part, attribute};
use super::idioms::{attempt, each};
use super::json_value::{parsed, value};
use super::names::variable;
use privatelink_catalog::spelling::snake_case;
use privatelink_ir::{Field, Model, Type};
use std::collections::BTreeSet;

/// The type in the text, if an input is JSON.
pub(super) fn declared<'a>(model: &'a Model, input: &str) -> Option<&'a Type> {
    match &model.find_input(input)?.ty {
        Type::Json { value } => Some(value),
        _ => None,
    }
}

/// Items of `locals.tf`: the value of each input that is JSON.
pub(super) fn locals(model: &Model) -> Vec<(String, Expression)> {
    let inputs = model.inputs.iter();
    let json = inputs.filter_map(|field| Some((field, declared(model, &field.name)?)));
    json.map(|(field, ty)| {
        let text = Expression::word("var").get(variable(&field.name));
        let value = value(ty, &parsed(&field.name), None);
        let is_null = text.equals_null();
        let value = if field.nullable() {
            Expression::choose(is_null, Expression::null(), value)
        } else {
            value
        };
        (variable(&field.name), value)
    })
    .collect()
}

/// Whether everything that an expression reads from inputs that are JSON is of its type; nothing if it reads none.
pub(super) fn guard(model: &Model, expression: &Expression) -> Option<Expression> {
    let mut reads = BTreeSet::new();
    collect(expression, &mut reads);
    let json = model.inputs.iter().filter_map(|field| match &field.ty {
        Type::Json { value } => Some((field, value)),
        _ => None,
    });
    let guards = json.filter_map(|(input, ty)| {
        let source = parsed(&input.name);
        let name = variable(&input.name);
        let own: Vec<&Vec<String>> =
            reads.iter().filter(|path| path.first() == Some(&name)).collect();
        if own.is_empty() {
            return None;
        }
        let mut conditions = vec![is_object(&source)];
        for path in own {
            of_path(ty, &source, path.get(1..).unwrap_or_default(), true, &mut conditions);
        }
        let right = Expression::junction(Operator::And, conditions);
        let is_null = Expression::word("var").get(name).equals_null();
        Some(Expression::choose(is_null, Expression::bool(true), right))
    });
    guards.reduce(|first, second| Expression::binary(Operator::And, first, second))
}

/// Conditions that what is read at a path, and everything in it, is of its type.
fn of_path(
    ty: &Type,
    source: &Expression,
    path: &[String],
    is_required: bool,
    conditions: &mut Vec<Expression>,
) {
    let Type::Object { fields, .. } = ty else {
        let value = attempt(source.clone(), Expression::null());
        let right = is_right(ty, source);
        conditions.push(if is_required {
            right
        } else {
            Expression::choose(value.equals_null(), Expression::bool(true), right)
        });
        return;
    };
    for field in fields {
        let is_read = path.first().is_none_or(|name| *name == *field.name);
        if is_read {
            let source = source.clone().get(&*field.name);
            let rest = path.get(1..).unwrap_or_default();
            of_path(&field.ty, &source, rest, is_required && field.required, conditions);
        }
    }
}

fn is_object(source: &Expression) -> Expression {
    Expression::Call("can", vec![Expression::Call("keys", vec![source.clone()])])
}

/// Whether the value at `source`, which has to be there, and everything in it is of a type.
fn is_right(ty: &Type, source: &Expression) -> Expression {
    match ty {
        Type::List { element, .. } | Type::Map { element, .. } => {
            let all = each("item", source.clone(), is_right(element, &Expression::word("item")));
            let all = Expression::Call("alltrue", vec![all]);
            Expression::choose(is_of(ty, source), all, Expression::bool(false))
        }
        Type::Object { .. } => {
            let mut conditions = vec![is_object(source)];
            of_path(ty, source, &[], true, &mut conditions);
            Expression::junction(Operator::And, conditions)
        }
        _ => is_of(ty, source),
    }
}

/// Paths that are read from inputs that are JSON, each with the variable at its beginning; those that are longest.
fn collect(expression: &Expression, reads: &mut BTreeSet<Vec<String>>) {
    match path_of(expression) {
        Some(path) => {
            reads.insert(path);
        }
        None => expression.parts().into_iter().for_each(|part| collect(part, reads)),
    }
}

fn path_of(expression: &Expression) -> Option<Vec<String>> {
    match expression {
        Expression::Call("jsondecode", arguments) => match arguments.as_slice() {
            [Expression::Get(root, name)] if **root == Expression::word("var") => {
                Some(vec![name.clone()])
            }
            _ => None,
        },
        Expression::Get(object, name) => {
            let mut path = path_of(object)?;
            path.push(name.clone());
            Some(path)
        }
        _ => None,
    }
}

/// `jsonencode(source)`: how a value begins says of which type it is.
fn encoded(source: &Expression) -> Expression {
    Expression::Call("jsonencode", vec![source.clone()])
}

fn begins(source: &Expression, with: &str) -> Expression {
    Expression::Call("startswith", vec![encoded(source), Expression::text(with)])
}

/// Whether the value at `source` is of a type, as its JSON shows; false if it is not there.
fn is_of(ty: &Type, source: &Expression) -> Expression {
    let form = match ty {
        Type::Bool => "^(true|false)$",
        Type::Integer { .. } => "^-?[0-9]+$",
        Type::Number { .. } => "^-?[0-9]",
        Type::String { .. } | Type::Choice { .. } | Type::Json { .. } => "^\"",
        Type::List { .. } => "^\\[",
        Type::Map { .. } | Type::Object { .. } => "^{",
    };
    let found = Expression::Call("regex", vec![Expression::text(form), encoded(source)]);
    Expression::Call("can", vec![found])
}

/// What a value is, in the words that every engine uses.
fn found(source: &Expression) -> Expression {
    let text = |parts: Vec<Part>| Expression::Template(parts);
    let say = |words: &str| Part::Text(words.to_owned());
    let quoted = text(vec![say("the text `"), Part::Value(source.clone()), say("`")]);
    let is_bool = Expression::Call(
        "contains",
        vec![Expression::List(["true", "false"].map(Expression::text).to_vec()), encoded(source)],
    );
    let number = text(vec![say("the number "), Part::Value(encoded(source))]);
    let rest = Expression::choose(is_bool, encoded(source), number);
    let rest = Expression::choose(begins(source, "\""), quoted, rest);
    let rest = Expression::choose(begins(source, "["), Expression::text("a list"), rest);
    Expression::choose(begins(source, "{"), Expression::text("an object"), rest)
}

/// A place in the value that a check looks at: how messages write it, and where it is read.
struct Checked<'a> {
    /// Parts of the path, some of which are variables of loops.
    path: Vec<Part>,
    source: Expression,
    ty: &'a Type,
}

/// A loop around a place: variables and what is walked.
struct Walk {
    key: String,
    value: String,
    over: Expression,
    /// Whether what is walked is of the right type.
    condition: Expression,
}

/// Validations of an input that is JSON: that it is, and that everything in it is of its type.
pub(super) fn validations(input: &str, ty: &Type) -> Vec<Block> {
    let name = variable(input);
    let text = Expression::word("var").get(name.clone());
    let is_null = text.clone().equals_null();
    let can = Expression::Call("can", vec![parsed(input)]);
    let help = format!("give it JSON text of {}", ty.noun());
    let is_json = vec![
        attribute("condition", Expression::choose(is_null, Expression::bool(true), can)),
        attribute("error_message", Expression::text(format!("`{name}` is not JSON; {help}"))),
    ];
    let mut blocks = vec![Block::new("validation", [], is_json)];
    let root = Checked { path: vec![Part::Text(name)], source: parsed(input), ty };
    checks(&root, &[], &mut blocks);
    blocks
}

fn checks(place: &Checked<'_>, walks: &[&Walk], blocks: &mut Vec<Block>) {
    let Checked { path, source, ty } = place;
    let said = privatelink_ir::check_inputs::describe(ty);
    let value = attempt(source.clone(), Expression::null());
    let is_right = Expression::choose(
        value.clone().equals_null(),
        Expression::bool(true),
        attempt(is_of(ty, source), Expression::bool(true)),
    );
    let mut message = vec![Part::Text("`".to_owned())];
    message.extend(path.iter().cloned());
    message.push(Part::Text("` is ".to_owned()));
    message.push(Part::Value(attempt(found(source), Expression::text("null"))));
    message.push(Part::Text(format!(", but has to be {}; give it {said}", ty.noun())));
    blocks.push(validation(walks, is_right, Expression::Template(message)));
    match ty {
        Type::Object { fields, .. } => {
            for field in fields {
                let mut path = path.clone();
                path.push(Part::Text(format!(".{}", snake_case(&field.name))));
                let source = source.clone().get(&*field.name);
                if field.required {
                    blocks.push(missing(&place.source, &path, &source, field, walks));
                }
                checks(&Checked { path, source, ty: &field.ty }, walks, blocks);
            }
        }
        Type::List { element, .. } | Type::Map { element, .. } => {
            let is_list = matches!(ty, Type::List { .. });
            let depth = walks.len();
            let (key, value) = if is_list { ("index", "item") } else { ("key", "entry") };
            let number = if depth == 0 { String::new() } else { (depth + 1).to_string() };
            let (key, value) = (format!("{key}{number}"), format!("{value}{number}"));
            let (open, close) = if is_list { ("[", "]") } else { ("[\"", "\"]") };
            let mut path = path.clone();
            path.push(Part::Text(open.to_owned()));
            path.push(Part::Value(Expression::word(key.clone())));
            path.push(Part::Text(close.to_owned()));
            let walk = Walk {
                over: source.clone(),
                condition: is_of(ty, source),
                key,
                value: value.clone(),
            };
            let inner: Vec<&Walk> = walks.iter().copied().chain([&walk]).collect();
            let place = Checked { path, source: Expression::word(value), ty: element };
            checks(&place, &inner, blocks);
        }
        _ => {}
    }
}

/// A field that has to be there is, if the object is.
fn missing(
    object: &Expression,
    path: &[Part],
    source: &Expression,
    field: &Field,
    walks: &[&Walk],
) -> Block {
    let said = privatelink_ir::check_inputs::describe(&field.ty);
    let is_object = attempt(begins(object, "{"), Expression::bool(false));
    let is_there = attempt(
        Expression::binary(Operator::NotEqual, source.clone(), Expression::null()),
        Expression::bool(false),
    );
    let condition = Expression::choose(is_object, is_there, Expression::bool(true));
    let mut message = vec![Part::Text("`".to_owned())];
    message.extend(path.iter().cloned());
    message.push(Part::Text(format!("` is missing; give it {said}")));
    validation(walks, condition, Expression::Template(message))
}

/// One condition per element of the innermost loop, and a line for each that does not hold.
fn validation(walks: &[&Walk], condition: Expression, message: Expression) -> Block {
    let Some(innermost) = walks.last() else {
        let body = vec![attribute("condition", condition), attribute("error_message", message)];
        return Block::new("validation", [], body);
    };
    let walked = |walk: &Walk, result: Expression, filter: Option<Expression>, has_key: bool| {
        let walked = For {
            key: has_key.then(|| walk.key.clone()),
            value: walk.value.clone(),
            over: walk.over.clone(),
            result_key: None,
            result,
            condition: filter,
            grouped: false,
        };
        let list = Expression::For(Box::new(walked));
        let is_walked =
            Expression::choose(walk.condition.clone(), list, Expression::List(Vec::new()));
        attempt(is_walked, Expression::List(Vec::new()))
    };
    let all = |result: Expression, filter: Option<Expression>, has_key: bool| {
        let inner = walked(innermost, result, filter, has_key);
        walks.iter().rev().skip(1).fold(inner, |inner, outer| {
            let nested = walked(outer, inner, None, has_key);
            Expression::Call("flatten", vec![nested])
        })
    };
    let holds = all(condition.clone(), None, false);
    let lines = all(message, Some(condition.negate()), true);
    let body = vec![
        attribute("condition", Expression::Call("alltrue", vec![holds])),
        attribute("error_message", Expression::Call("join", vec![Expression::text("\n"), lines])),
    ];
    Block::new("validation", [], body)
}

/// Items of a block of named values.
pub(super) fn items(model: &Model) -> Vec<Item> {
    locals(model).into_iter().map(|(name, value)| attribute(&name, value)).collect()
}
