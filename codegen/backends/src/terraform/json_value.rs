//! What is read from JSON text, put together field by field.

use super::hcl::{Expression, For};
use super::idioms::{attempt, each, one_of};
use super::names::variable;
use super::values::{filled, value_of};
use privatelink_catalog::spelling::snake_case;
use privatelink_ir::{Constant, Field, Type};

/// The parsed text of an input.
pub(super) fn parsed(input: &str) -> Expression {
    Expression::Call("jsondecode", vec![Expression::word("var").get(variable(input))])
}

/// Where something in an input stands.
pub(super) struct Place<'a> {
    ty: &'a Type,
    source: Expression,
    default: Option<&'a Constant>,
    /// Conditions under which a default of something around it decides what it is, outermost first.
    around: Vec<(Expression, Constant)>,
}

impl<'a> Place<'a> {
    /// All of an input.
    pub(super) fn of_input(ty: &'a Type, input: &str) -> Self {
        Self { ty, source: parsed(input), default: None, around: Vec::new() }
    }

    /// A field of what stands here; `None` if it has none of this name.
    pub(super) fn field(self, name: &str) -> Option<Self> {
        let Self { ty, source, default, mut around } = self;
        let field = ty.find_field(name)?;
        for (_, value) in &mut around {
            *value = value.get(name);
        }
        around.extend(default.map(|it| (is_absent(&source), filled(ty, it).get(name))));
        let default = field.default.as_ref();
        Some(Self { ty: &field.ty, source: source.get(name), default, around })
    }

    /// The value.
    pub(super) fn read(self) -> Expression {
        let Self { ty, source, default, around } = self;
        let read = value(ty, &source, default);
        around.into_iter().rev().fold(read, |read, (is_absent, default)| {
            let default_of = value_of(ty, &default);
            if is_plain(ty) || default.is_null() {
                Expression::choose(is_absent, default_of, read)
            } else {
                one_of("item", is_absent, [default_of, read])
            }
        })
    }
}

fn is_absent(source: &Expression) -> Expression {
    attempt(source.clone(), Expression::null()).equals_null()
}

/// The value at `source`, which is of its type, null or the default if it is absent.
pub(super) fn value(ty: &Type, source: &Expression, default: Option<&Constant>) -> Expression {
    let read = match ty {
        Type::Object { fields, .. } => {
            let field = |field: &Field| {
                let value =
                    value(&field.ty, &source.clone().get(&*field.name), field.default.as_ref());
                (snake_case(&field.name), value)
            };
            let object = Expression::Object(fields.iter().map(field).collect());
            // The fields of nothing are null one by one, so whether there is anything is asked first.
            if default.is_none() {
                return Expression::choose(is_absent(source), Expression::null(), object);
            }
            object
        }
        Type::List { element, .. } if element.is_scalar() => {
            Expression::Call("tolist", vec![source.clone()])
        }
        Type::Map { element, .. } if element.is_scalar() => {
            Expression::Call("tomap", vec![source.clone()])
        }
        Type::List { element, .. } => {
            each("item", source.clone(), value(element, &Expression::word("item"), None))
        }
        Type::Map { element, .. } => {
            let (item, over) = (Expression::word("item"), source.clone());
            let result = value(element, &item, None);
            let (key, result_key) = (Some("name".to_owned()), Some(Expression::word("name")));
            let value = "item".to_owned();
            let all = For { key, value, over, result_key, result, condition: None, grouped: false };
            Expression::For(Box::new(all))
        }
        _ => source.clone(),
    };
    match default {
        // Null counts as absent.
        Some(default) if is_plain(ty) => {
            Expression::choose(is_absent(source), value_of(ty, default), read)
        }
        Some(default) => {
            one_of("item", is_absent(source), [value_of(ty, &filled(ty, default)), read])
        }
        None => attempt(read, Expression::null()),
    }
}

/// Whether a default has the type of what is read, for Terraform: nothing with parts has parts of its own.
fn is_plain(ty: &Type) -> bool {
    match ty {
        Type::List { element, .. } | Type::Map { element, .. } => element.is_scalar(),
        ty => ty.is_scalar(),
    }
}
