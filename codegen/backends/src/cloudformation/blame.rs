//! Finds the input that a value comes from, to name it in the user's words.
//!
//! What is fixed when a template is generated has no hole that tells its input. The node's own expressions still do:
//! `each().get("policy")` of the instance `logs` of a loop over `endpoints` is `endpoints["logs"].policy`.

use super::refusal::{Refusal, first_hole};
use privatelink_catalog::identity::name_of;
use privatelink_ir::expr::EACH;
use privatelink_ir::{
    Constant, Expr, Function, Model, Name, Node, Operation, Path, Resource, Step,
};

/// The input that is to blame for what is wrong with a property of a resource, or with a field in it.
pub(super) fn of_property(
    model: &Model,
    resource: &Resource,
    property: Name,
    refusal: &Refusal,
) -> Option<String> {
    let node = model.find_node(resource.address.label)?;
    let (_, expr) = node.properties.iter().find(|(name, _)| *name == property)?;
    let fields = refusal.fields();
    let inner = fields.iter().try_fold(expr, |expr, field| field_of(expr, field)).unwrap_or(expr);
    let trace = Trace::new(model, node, resource);
    let decisive = || trace.decisive(inner, &[]).filter(|_| refusal.is_of_presence());
    let found = decisive().or_else(|| trace.first(inner, &[])).or_else(|| trace.first(expr, &[]));
    Some(found.or_else(|| trace.existence())?.to_string())
}

/// The input that says how long to wait for an operation, else the name of the resource.
pub(super) fn of_timeout(model: &Model, resource: &Resource, operation: Operation) -> String {
    let traced = || {
        let node = model.find_node(resource.address.label)?;
        let timeout = node.timeouts.iter().find(|timeout| timeout.operation == operation)?;
        Trace::new(model, node, resource).first(&timeout.given, &[])
    };
    traced().map_or_else(|| name_of(&resource.address), |path| path.to_string())
}

/// The input that a resource is there for, if one can be told, else its name.
pub(super) fn of_resource(model: &Model, resource: &Resource) -> String {
    let values = || resource.properties.iter().map(|(_, value)| value);
    let traced = || {
        let node = model.find_node(resource.address.label)?;
        let trace = Trace::new(model, node, resource);
        trace
            .existence()
            .or_else(|| node.properties.iter().find_map(|(_, expr)| trace.first(expr, &[])))
    };
    values()
        .find_map(first_hole)
        .or_else(traced)
        .map_or_else(|| name_of(&resource.address), |path| path.to_string())
}

/// The value of a field, wherever an object is written down.
fn field_of<'a>(expr: &'a Expr, field: &str) -> Option<&'a Expr> {
    match expr {
        Expr::Object(entries) => entries.get(field),
        Expr::List(items) => items.iter().find_map(|item| field_of(item, field)),
        Expr::For(inner) => field_of(&inner.value, field),
        Expr::If(_, then, otherwise) => {
            field_of(then, field).or_else(|| field_of(otherwise, field))
        }
        _ => None,
    }
}

/// Loops around an expression, and what each walks.
type Loops<'a> = &'a [(&'static str, Path)];

struct Trace<'a> {
    model: &'a Model,
    node: &'a Node,
    key: Option<&'a str>,
}

impl<'a> Trace<'a> {
    fn new(model: &'a Model, node: &'a Node, resource: &'a Resource) -> Self {
        Self { model, node, key: resource.address.key.as_deref() }
    }

    /// The input that decides whether the resource exists.
    fn existence(&self) -> Option<Path> {
        let by_loop = || self.each().or_else(|| self.first(self.node.for_each.as_ref()?, &[]));
        by_loop().or_else(|| self.first(self.node.condition.as_ref()?, &[]))
    }

    /// The entry of the node's own loop, if that walks an input as it is.
    fn each(&self) -> Option<Path> {
        let over = self.path(self.node.for_each.as_ref()?, &[])?;
        Some(over.then(Step::Key(self.key?.into())))
    }

    /// The input that an expression is, if it is one as it was given.
    fn path(&self, expr: &Expr, loops: Loops<'_>) -> Option<Path> {
        match expr {
            Expr::Input(name) => Some(Path::fields(&[name])),
            Expr::Get(object, field) => {
                Some(self.path(object, loops)?.then(Step::Field(field.clone())))
            }
            Expr::Local(name) => self.path(self.model.find_local(name)?, &[]),
            Expr::Variable(EACH, _) => self.each(),
            Expr::Variable(name, _) => {
                loops.iter().rev().find(|(known, _)| known == name).map(|(_, path)| path.clone())
            }
            Expr::Call(Function::Lookup, arguments) => match &**arguments {
                [map, Expr::Literal(Constant::Text(key))] => {
                    Some(self.path(map, loops)?.then(Step::Key(key.clone())))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The first input that decides whether an expression comes out as anything.
    fn decisive(&self, expr: &Expr, loops: Loops<'_>) -> Option<Path> {
        match expr {
            Expr::If(condition, ..) => {
                self.decisive(condition, loops).or_else(|| self.first(condition, loops))
            }
            Expr::For(inner) => {
                let mut inside = loops.to_vec();
                inside.extend(self.first(&inner.over, loops).map(|path| (inner.name, path)));
                self.first(inner.condition.as_ref()?, &inside)
            }
            other => other.children().into_iter().find_map(|part| self.decisive(part, loops)),
        }
    }

    /// The first input in an expression; values before what decides about them.
    fn first(&self, expr: &Expr, loops: Loops<'_>) -> Option<Path> {
        if let Some(path) = self.path(expr, loops) {
            return Some(path);
        }
        match expr {
            Expr::Variable(EACH, _) => self.first(self.node.for_each.as_ref()?, &[]),
            Expr::Local(name) => self.first(self.model.find_local(name)?, &[]),
            Expr::If(condition, then, otherwise) => {
                [then, otherwise, condition].into_iter().find_map(|part| self.first(part, loops))
            }
            Expr::For(inner) => {
                let over = self.first(&inner.over, loops);
                let mut inside = loops.to_vec();
                inside.extend(over.clone().map(|path| (inner.name, path)));
                self.first(&inner.value, &inside).or(over)
            }
            other => other.children().into_iter().find_map(|part| self.first(part, loops)),
        }
    }
}
