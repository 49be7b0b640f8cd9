//! What must not be null for Terraform to compute an expression, but may be, and the checks that see to it.

use super::functions::is_tried;
use super::hcl::Expression;
use super::idioms;
use super::scope::Scope;
use super::spelling::literal;
use privatelink_ir::function::OnNull;
use privatelink_ir::infer::Ty;
use privatelink_ir::{Constant, Expr, Function};
use std::rc::Rc;

/// Hazards, each with how many branches of conditionals it is read in.
#[derive(Default)]
struct Found {
    hazards: Vec<(Expr, usize)>,
    /// How many branches are around what is looked through.
    branches: usize,
}

impl Found {
    fn has(&self, expr: &Expr) -> bool {
        self.hazards.iter().any(|(hazard, _)| hazard == expr)
    }

    /// Adds what was found in a part.
    fn add(&mut self, part: Self) {
        for (hazard, branches) in part.hazards {
            if !self.has(&hazard) {
                self.hazards.push((hazard, branches));
            }
        }
    }
}

impl Scope<'_> {
    /// The expression behind a check for the first thing that may be null and then decides the value.
    pub(super) fn guard(&self, expr: &Expr, wanted: &Ty) -> Option<Expression> {
        if !matches!(expr, Expr::Get(..) | Expr::If(..) | Expr::For(_) | Expr::Call(..)) {
            return None;
        }
        let (hazard, value) = self.hazards(expr).into_iter().find_map(|hazard| {
            match self.without(expr, &hazard) {
                Expr::Literal(value) => Some((hazard, value)),
                _ => None,
            }
        })?;
        if hazard.is_null() {
            return Some(literal(&value, wanted));
        }
        let inner = self.knowing(&hazard).lower_as(expr, wanted);
        let is_scalar = !matches!(value, Constant::List(_) | Constant::Object(_));
        let otherwise = literal(&value, wanted);
        // Only what is read from the hazard fails where that is null.
        let is_read = || inner.is_read_from(&self.lower(&hazard));
        if is_scalar && wanted.is_scalar() && inner.is_reference() && is_read() {
            return Some(idioms::attempt(inner, otherwise));
        }
        Some(self.choose(self.is_null(&hazard), [otherwise, inner], expr))
    }

    /// Everything in an expression that must not be null for Terraform to compute it, but may be; what is read first
    /// comes first. What only inner loops know is left out.
    pub(super) fn hazards(&self, expr: &Expr) -> Vec<Expr> {
        let mut found = Found::default();
        self.collect(expr, &mut found);
        found.hazards.into_iter().map(|(hazard, _)| hazard).collect()
    }

    /// Collects from an expression, which is looked through once where it stands.
    fn collect(&self, expr: &Expr, found: &mut Found) {
        let is_worth_it =
            matches!(expr, Expr::Get(..) | Expr::If(..) | Expr::For(_) | Expr::Call(..));
        let Some((memo, context)) = self.hazard_memo().filter(|_| is_worth_it) else {
            return self.look_through(expr, found);
        };
        let alone = memo.find(context, expr).unwrap_or_else(|| {
            let mut alone = Found::default();
            self.look_through(expr, &mut alone);
            let hazards = Rc::from(alone.hazards);
            memo.keep(context, expr, &hazards);
            hazards
        });
        if found.hazards.is_empty() {
            let inside =
                alone.iter().map(|(hazard, depth)| (hazard.clone(), found.branches + depth));
            found.hazards.extend(inside);
        } else if !alone.is_empty() {
            // What has been found before may be why some of these are null.
            self.look_through(expr, found);
        }
    }

    fn look_through(&self, expr: &Expr, found: &mut Found) {
        if self.stand_in(expr).is_some() {
            return;
        }
        match expr {
            Expr::If(condition, then, otherwise) => {
                self.demand(condition, true, found);
                let outcome = self.outcome(condition);
                found.branches += 1;
                if outcome != Some(false) {
                    self.assuming(condition, true).collect(then, found);
                }
                if outcome != Some(true) {
                    self.assuming(condition, false).collect(otherwise, found);
                }
                found.branches -= 1;
            }
            Expr::For(inner) => {
                self.demand(&inner.over, true, found);
                let variables = self.variables(inner.name, &inner.over);
                let mut scope = self.inside(inner.name, &inner.over, variables);
                let mut within = Found { branches: found.branches, ..Found::default() };
                if let Some(condition) = &inner.condition {
                    scope.collect(condition, &mut within);
                    scope = scope.assuming(condition, true);
                }
                let results = inner.key.iter().chain([&inner.value]);
                results.for_each(|part| scope.collect(part, &mut within));
                let of_outside = |(hazard, _): &(Expr, usize)| !mentions(hazard, inner.name);
                found.hazards.extend(within.hazards.into_iter().filter(of_outside));
            }
            Expr::Get(object, _) => self.demand(object, false, found),
            Expr::Call(function, arguments) => {
                let signature = function.signature();
                for (at, argument) in arguments.iter().enumerate() {
                    let on_null = signature.parameter(at).map(|parameter| parameter.on_null);
                    match (function, argument) {
                        // Each of the lists or maps that are joined is one.
                        (Function::Concat | Function::Merge, Expr::List(parts)) => {
                            parts.iter().for_each(|part| self.demand(part, true, found));
                        }
                        _ if on_null == Some(OnNull::IsFine) || is_tried(*function, at) => {
                            self.collect(argument, found);
                        }
                        // Reading from something of any type is tried, whatever that is.
                        (Function::Lookup, _) if self.is_foreign(argument) => {
                            self.collect(argument, found);
                        }
                        _ => self.demand(argument, on_null.is_some_and(is_replaced), found),
                    }
                }
            }
            other => other.for_each_child(&mut |child| self.collect(child, found)),
        }
    }

    /// Collects from an expression that must not be null itself. `is_replaced`: there, null is replaced by what it counts as.
    fn demand(&self, expr: &Expr, is_replaced: bool, found: &mut Found) {
        let mut within = Found { branches: found.branches, ..Found::default() };
        self.collect(expr, &mut within);
        let is_needed = self.is_needed(expr, is_replaced, &within);
        found.add(within);
        if is_needed && !found.has(expr) {
            found.hazards.push((expr.clone(), found.branches));
        }
    }

    /// Whether an expression that must not be null needs a check of its own, beside those for what is found within it.
    fn is_needed(&self, expr: &Expr, is_replaced: bool, within: &Found) -> bool {
        if self.stand_in(expr).is_some() || within.has(expr) || !self.may_be_null(expr) {
            return false;
        }
        // It may be null only because of what has been found in it, which then has a check of its own: around all that
        // null decides. What is read in one of two branches, or in a part that is not asked for, decides nothing; where
        // null counts as something, no check is needed.
        let decides = |hazard: &Expr| matches!(self.without(expr, hazard), Expr::Literal(_));
        let is_known = |(hazard, branches): &&(Expr, usize)| {
            is_replaced || *branches <= within.branches && decides(hazard)
        };
        let here = within.hazards.iter().filter(is_known);
        self.may_be_null_knowing(expr, here.map(|(hazard, _)| hazard))
    }

    /// Whether nobody knows the type of an expression, as of what was read from JSON text.
    pub(super) fn is_foreign(&self, expr: &Expr) -> bool {
        self.shape(expr).ty == Ty::Anything
    }
}

/// Whether null is replaced by what it counts as where a function takes it.
fn is_replaced(on_null: OnNull) -> bool {
    match on_null {
        OnNull::CountsAsFalse | OnNull::CountsAsNoElements | OnNull::CountsAsNoEntries => true,
        OnNull::IsFine | OnNull::GivesNull | OnNull::GivesFalse | OnNull::GivesNoElements => false,
    }
}

fn mentions(expr: &Expr, name: &str) -> bool {
    expr.any(&|part| matches!(part, Expr::Variable(candidate, _) if *candidate == name))
}
