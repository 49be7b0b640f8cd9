//! What is taken to be so where an expression stands: outcomes of the conditions around it.

use crate::constant::Constant;
use crate::expr::Expr;
use crate::function::Function;
use std::rc::Rc;

/// Values of expressions that are not known otherwise.
#[derive(Clone, Debug, Default)]
pub struct Assumptions(Option<Rc<Assumed>>);

#[derive(Debug)]
struct Assumed {
    expr: Expr,
    value: Constant,
    before: Assumptions,
}

impl Assumptions {
    /// Whether nothing is assumed.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// What an expression is taken to be.
    pub fn find(&self, expr: &Expr) -> Option<Constant> {
        self.find_by(|assumed| assumed == expr)
    }

    fn find_by(&self, is_wanted: impl Fn(&Expr) -> bool) -> Option<Constant> {
        let mut next = self.0.as_deref();
        while let Some(assumed) = next {
            if is_wanted(&assumed.expr) {
                return Some(assumed.value.clone());
            }
            next = assumed.before.0.as_deref();
        }
        None
    }

    /// Where an expression has this value.
    #[must_use]
    pub fn with(&self, expr: &Expr, value: impl Into<Constant>) -> Self {
        let (expr, value, before) = (expr.clone(), value.into(), self.clone());
        Self(Some(Rc::new(Assumed { expr, value, before })))
    }

    /// Where an expression is absent.
    #[must_use]
    pub fn absent(&self, expr: &Expr) -> Self {
        self.with(expr, Constant::Null)
    }

    /// Where an expression is there, and so is everything it was read from. Nothing is assumed of constants: one null
    /// taken to be there would make every other one so.
    #[must_use]
    pub fn set(&self, expr: &Expr) -> Self {
        if matches!(expr, Expr::Literal(_)) {
            return self.clone();
        }
        let this = self.with(&expr.is_set(), true);
        match expr {
            Expr::Get(object, _) => this.set(object),
            _ => this,
        }
    }

    /// What has been assumed since, newest first.
    pub(crate) fn since(&self, earlier: &Self) -> Vec<(Expr, Constant)> {
        let mut found = Vec::new();
        let mut next = self;
        while let Some(assumed) = next.0.as_ref() {
            if earlier.0.as_ref().is_some_and(|earlier| Rc::ptr_eq(earlier, assumed)) {
                break;
            }
            found.push((assumed.expr.clone(), assumed.value.clone()));
            next = &assumed.before;
        }
        found
    }

    /// Whether an expression is known to be there.
    pub fn is_set(&self, expr: &Expr) -> bool {
        let is_question = |other: &Expr| match other {
            Expr::Call(Function::IsSet, parts) => matches!(&**parts, [part] if part == expr),
            _ => false,
        };
        self.find(expr).is_some_and(|value| !value.is_null())
            || self.find_by(is_question).is_some_and(|value| value.is_true())
    }

    /// Where a condition has come out as `outcome`; null is not true.
    #[must_use]
    pub fn given(&self, condition: &Expr, outcome: bool) -> Self {
        // What is not true is false there, rather than null.
        let this = if outcome || condition.is_condition() {
            self.with(condition, outcome)
        } else {
            self.clone()
        };
        match (condition, outcome) {
            (Expr::Call(Function::IsSet, parts), true) => {
                parts.iter().fold(this, |known, part| known.set(part))
            }
            (Expr::Call(Function::All, parts), true)
            | (Expr::Call(Function::Any, parts), false) => {
                parts.iter().fold(this, |known, part| known.given(part, outcome))
            }
            (Expr::Call(Function::Not, parts), _) => {
                parts.iter().fold(this, |known, part| known.given(part, !outcome))
            }
            (Expr::Call(Function::Equal, parts), true) => match &**parts {
                [subject, Expr::Literal(value)] | [Expr::Literal(value), subject]
                    if !value.is_null() =>
                {
                    this.set(subject)
                }
                _ => this,
            },
            // Neither may be null for these to hold.
            (
                Expr::Call(Function::AtMost | Function::Matches | Function::Contains, parts),
                true,
            ) => parts.iter().fold(this, |known, part| known.set(part)),
            (Expr::Get(..) | Expr::Input(_) | Expr::Variable(..), true) => this.set(condition),
            _ => this,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Assumptions;
    use crate::expr::{Expr, all, any, input, not};

    #[test]
    fn conditions_that_hold_tell_about_their_parts() {
        let (a, b) = (input("a"), input("b").get("c"));
        let known =
            Assumptions::default().given(&all([a.is_set(), not(any([not(b.is_set())]))]), true);
        for known_to_be_set in [&a, &b, &input("b")] {
            assert!(known.is_set(known_to_be_set));
        }
        assert!(!known.is_set(&input("c")));
        assert_eq!(known.find(&any([not(b.is_set())])), Some(false.into()));
    }

    #[test]
    fn what_does_not_hold_may_be_null() {
        let known = Assumptions::default().given(&input("a"), false);
        assert_eq!(known.find(&input("a")), None);
        let known = Assumptions::default().given(&input("a").equals("x"), false);
        assert_eq!(known.find(&input("a").equals("x")), Some(false.into()));
        assert!(!known.is_set(&input("a")));
        assert_eq!(known.find(&Expr::NULL), None);
        assert!(!Assumptions::default().set(&Expr::NULL).is_set(&Expr::NULL));
    }
}
