//! Walking through an expression, and replacing parts of it.

use super::{Expr, For};
use std::sync::Arc;

impl Expr {
    /// Direct parts of the expression.
    pub fn children(&self) -> Vec<&Self> {
        let mut children = Vec::new();
        self.for_each_child(&mut |child| children.push(child));
        children
    }

    /// Calls `visit` with each direct part of the expression.
    pub fn for_each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        match self {
            Self::Literal(_)
            | Self::Input(_)
            | Self::Local(_)
            | Self::Hole(_)
            | Self::Variable(..)
            | Self::Instances { .. }
            | Self::Fact(..)
            | Self::Attribute { key: None, .. } => {}
            Self::Attribute { key: Some(inner), .. } | Self::Get(inner, _) => visit(inner),
            Self::List(items) => items.iter().for_each(visit),
            Self::Call(_, arguments) => arguments.iter().for_each(visit),
            Self::Object(entries) => entries.iter().for_each(|(_, value)| visit(value)),
            Self::If(condition, then, otherwise) => {
                visit(condition);
                visit(then);
                visit(otherwise);
            }
            Self::For(inner) => {
                visit(&inner.over);
                visit(&inner.value);
                inner.condition.iter().chain(&inner.key).for_each(visit);
            }
        }
    }

    /// Calls `visit` with this expression and every part of it, outermost first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        self.for_each_child(&mut |child| child.walk(visit));
    }

    /// Whether this expression or a part of it is wanted.
    pub fn any(&self, is_wanted: &dyn Fn(&Self) -> bool) -> bool {
        if is_wanted(self) {
            return true;
        }
        let mut found = false;
        self.for_each_child(&mut |child| found = found || child.any(is_wanted));
        found
    }

    /// The expression with each part for which `replace` has another one replaced, outermost first.
    #[must_use]
    pub fn map(&self, replace: &dyn Fn(&Self) -> Option<Self>) -> Self {
        if let Some(other) = replace(self) {
            return other;
        }
        self.with_parts(&mut |part| part.map(replace))
    }

    /// The expression with other direct parts.
    #[must_use]
    pub(super) fn with_parts(&self, other: &mut dyn FnMut(&Self) -> Self) -> Self {
        let mut inner = |part: &Self| Arc::new(other(part));
        match self {
            Self::Get(object, field) => Self::Get(inner(object), Arc::clone(field)),
            Self::Attribute { node, key, name } => {
                Self::Attribute { node, key: key.as_deref().map(&mut inner), name: *name }
            }
            Self::List(items) => Self::list(items.iter().map(other).collect()),
            Self::Call(function, arguments) => {
                Self::Call(*function, arguments.iter().map(other).collect())
            }
            Self::Object(entries) => Self::object(
                entries.iter().map(|(name, value)| (Arc::clone(name), other(value))).collect(),
            ),
            Self::If(condition, then, otherwise) => {
                Self::If(inner(condition), inner(then), inner(otherwise))
            }
            Self::For(outer) => Self::For(Arc::new(For {
                name: outer.name,
                over: other(&outer.over),
                condition: outer.condition.as_ref().map(&mut *other),
                key: outer.key.as_ref().map(&mut *other),
                value: other(&outer.value),
            })),
            Self::Literal(_)
            | Self::Input(_)
            | Self::Local(_)
            | Self::Hole(_)
            | Self::Variable(..)
            | Self::Instances { .. }
            | Self::Fact(..) => self.clone(),
        }
    }
}
