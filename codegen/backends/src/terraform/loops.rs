//! Loops as Terraform's `for` expressions.

use super::hcl::{Expression, For, Operator};
use super::scope::Scope;
use super::spelling::element_in;
use privatelink_ir::expr::{For as Loop, Half};
use privatelink_ir::function::OnNull;
use privatelink_ir::infer::Ty;
use privatelink_ir::{Expr, Function, Type};

/// Keys of the results of a loop.
enum Keys {
    /// No two are the same.
    Distinct,
    /// They are the elements of the list, which may be in it twice.
    OfElements,
    /// Two may be the same.
    Repeated,
}

impl Scope<'_> {
    pub(super) fn comprehension(&self, inner: &Loop, wanted: &Ty) -> Expression {
        let walked = self.walked_type(&inner.over);
        let own_key = Expr::Variable(inner.name, Half::Key);
        let own_value = Expr::Variable(inner.name, Half::Value);
        let is_list = matches!(walked, Ty::List(_));
        let nothing = if is_list { OnNull::CountsAsNoElements } else { OnNull::CountsAsNoEntries };
        let over = || self.argument(&inner.over, nothing, &walked);
        if !is_list && inner.condition.is_none() && inner.key.is_none() {
            if inner.value == own_key {
                return Expression::Call("keys", vec![over()]);
            }
            if inner.value == own_value && element_in(&walked) == element_in(wanted) {
                return Expression::Call("values", vec![over()]);
            }
        }
        let parts = || inner.condition.iter().chain(&inner.key).chain([&inner.value]);
        let uses_key = parts().any(|part| part.any(&|part| *part == own_key));
        let variables = self.variables(inner.name, &inner.over);
        let [key, value] = variables.each_ref().map(super::line::line);
        let scope = self.inside(inner.name, &inner.over, variables);
        let known =
            inner.condition.as_ref().map_or_else(|| scope.clone(), |it| scope.assuming(it, true));
        let keys = inner.key.as_ref().map(|key| match key {
            key if self.is_distinct(inner, key, is_list) => Keys::Distinct,
            // Elements that are keys of their own: the same one again changes nothing.
            key if is_list && *key == own_value && !uses_key => Keys::OfElements,
            _ => Keys::Repeated,
        });
        let made = For {
            key: uses_key.then_some(key),
            value,
            over: match keys {
                Some(Keys::OfElements) => Expression::Call("distinct", vec![over()]),
                _ => over(),
            },
            result_key: inner.key.as_ref().map(|key| known.lower_as(key, &Ty::TEXT)),
            result: known.lower_as(&inner.value, element_in(wanted)),
            condition: inner.condition.as_ref().map(|condition| scope.condition(condition)),
            grouped: matches!(keys, Some(Keys::Repeated)),
        };
        if made.grouped { self.last_of_each(made) } else { Expression::For(Box::new(made)) }
    }

    /// The type that something is walked as: an object as the map that it is.
    pub(super) fn walked_type(&self, over: &Expr) -> Ty {
        let ty = self.shape(over).ty;
        match &ty {
            Ty::Object(_) => ty.as_map().map_or(ty, |element| Ty::Map(element.into())),
            _ => ty,
        }
    }

    /// Of several results with one key the last one. Terraform would refuse the second.
    pub(super) fn last_of_each(&self, grouped: For) -> Expression {
        let [key, results] = ["key", "results"].map(|name| self.free(name));
        let all = Expression::word(&*results);
        let count = Expression::Call("length", vec![all.clone()]);
        let last = Expression::binary(Operator::Subtract, count, Expression::word("1"));
        Expression::For(Box::new(For {
            key: Some(key.clone()),
            value: results,
            over: Expression::For(Box::new(grouped)),
            result_key: Some(Expression::word(key)),
            result: all.index(last),
            condition: None,
            grouped: false,
        }))
    }

    /// Whether no two results of a loop have the same key.
    fn is_distinct(&self, inner: &Loop, key: &Expr, is_list: bool) -> bool {
        let own = |part| Expr::Variable(inner.name, part);
        let is_own = |key: &Expr| {
            !is_list && *key == own(Half::Key)
                || is_list && *key == own(Half::Value) && self.has_each_once(&inner.over)
        };
        match key {
            // One part is another one each time, and all others are always the same.
            Expr::Call(Function::Text, parts) => {
                let is_of_loop = |part: &&Expr| {
                    part.any(&|part| matches!(part, Expr::Variable(name, _) if *name == inner.name))
                };
                let mut of_loop = parts.iter().filter(is_of_loop);
                of_loop.next().is_some_and(is_own) && of_loop.next().is_none()
            }
            key => is_own(key),
        }
    }

    /// Whether no element of a list stands in it twice.
    fn has_each_once(&self, list: &Expr) -> bool {
        match list {
            Expr::Call(
                Function::Distinct | Function::Repeated | Function::Keys | Function::Overlapping,
                _,
            ) => true,
            Expr::Local(name) => {
                self.model().find_local(name).is_some_and(|list| self.has_each_once(list))
            }
            Expr::Input(name) => {
                let ty = self.model().find_input(name).map(|field| &field.ty);
                matches!(ty, Some(Type::List { unique: true, .. }))
            }
            _ => false,
        }
    }
}
