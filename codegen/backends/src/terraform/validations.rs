//! Rules of a component as `validation` blocks of variables, and its warnings as `check` blocks.
//!
//! Every violation of a rule is named, one per line. Terraform computes the message of a check that holds, too, so a
//! message must not fail either.

use super::hcl::{Block, Expression, Item, Operator, attribute, separate};
use super::idioms::attempt;
use super::json;
use super::names::{Words, variable};
use super::scope::{Module, Scope};
use privatelink_catalog::engines::TERRAFORM;
use privatelink_catalog::spelling::snake_case;
use privatelink_ir::expr::{For, Half, flatten, not, text};
use privatelink_ir::rule::Place;
use privatelink_ir::{Constant, Expr, Function, Rule, Severity};
use std::sync::Arc;

/// Checks of one input, in the order of the component's rules.
pub(super) fn of_input(
    module: &Module<'_>,
    rules: &[(String, Rule)],
    input: &str,
    words: &Words,
) -> Vec<Block> {
    let of_input = rules.iter().filter(|(place, _)| place == input);
    of_input
        .map(|(_, rule)| {
            let [condition, message] = body(&Scope::of_validation(module), rule, words);
            let condition = reading(input, condition);
            let said = [attribute("condition", condition), attribute("error_message", message)];
            Block::new("validation", [], said.into())
        })
        .collect()
}

/// A condition that reads an input: Terraform refuses a validation of a variable that does not, as that of a rule which
/// speaks of one input and asks for another one.
fn reading(input: &str, condition: Expression) -> Expression {
    let own = Expression::word("var").get(variable(input));
    if reads(&condition, &own) {
        return condition;
    }
    let is_somewhere = Expression::Call("can", vec![own]);
    Expression::junction(Operator::And, vec![is_somewhere, condition])
}

fn reads(expression: &Expression, part: &Expression) -> bool {
    expression == part || expression.parts().into_iter().any(|inner| reads(inner, part))
}

/// Items of `checks.tf`: what lets a deployment go on but should be known. Empty if there is nothing.
pub(super) fn warnings(module: &Module<'_>, words: &Words) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    let rules = module.model.rules.iter().filter(|rule| rule.severity == Severity::Warning);
    let warnings: Vec<_> =
        rules.filter_map(|rule| Some(module.decided(&*rule.on(&TERRAFORM)?))).collect();
    for rule in &warnings {
        if seen.contains(&rule.id.as_str()) {
            continue;
        }
        seen.push(&rule.id);
        let mut asserts = Vec::new();
        for same in warnings.iter().filter(|same| same.id == rule.id) {
            separate(&mut asserts);
            let [condition, message] = body(&Scope::new(module), same, words);
            let said =
                [attribute("condition", referring(condition)), attribute("error_message", message)];
            asserts.push(Item::Block(Block::new("assert", [], said.into())));
        }
        separate(&mut items);
        items.push(Item::Block(Block::new("check", [&rule.id.replace(['/', '-'], "_")], asserts)));
    }
    items
}

/// A condition that refers to something: Terraform refuses an assertion that does not, as one that a component has whose
/// parts are all known, or certain.
fn referring(condition: Expression) -> Expression {
    if refers(&condition) {
        return condition;
    }
    let is_somewhere = Expression::binary(
        Operator::NotEqual,
        Expression::word("path").get("module"),
        Expression::null(),
    );
    Expression::binary(Operator::And, is_somewhere, condition)
}

/// Whether an expression certainly refers to something outside of it.
fn refers(expression: &Expression) -> bool {
    match expression {
        Expression::Word(word) => ["var", "local", "data"].contains(&word.as_str()),
        other => other.parts().into_iter().any(refers),
    }
}

/// Condition and message of a rule.
fn body(scope: &Scope<'_>, rule: &Rule, words: &Words) -> [Expression; 2] {
    let sentence = sentence(rule, words);
    let (condition, message) = if rule.loops.is_empty() {
        let broken = scope.assuming(&rule.must, false);
        (scope.condition(&rule.must), message(scope, &broken, sentence))
    } else {
        let all = nest(rule, None, rule.must.clone());
        let broken = nest(rule, Some(&rule.must), sentence);
        let lines = Expression::Call("join", vec![Expression::text("\n"), scope.lower(&broken)]);
        (Expression::Call("alltrue", vec![scope.lower(&all)]), lines)
    };
    // What is of another type is reported by itself.
    match json::guard(scope.model(), &condition) {
        Some(guard) => {
            [Expression::choose(guard, condition, Expression::bool(true)), tried(message)]
        }
        None => [condition, message],
    }
}

/// The message of a rule without loops. While the rule holds the message is computed as well, although not shown, so
/// what the broken rule lets it rely on may be absent.
fn message(scope: &Scope<'_>, broken: &Scope<'_>, sentence: Expr) -> Expression {
    let text = broken.lower(&sentence);
    // Where it would be another one without what the broken rule says, it relies on that.
    if scope.hazards(&sentence).is_empty() && scope.lower(&sentence) == text {
        return text;
    }
    tried(text)
}

/// A message that may fail while the rule holds.
fn tried(message: Expression) -> Expression {
    match message {
        Expression::Call("try", _) => message,
        message => attempt(message, Expression::text("holds")),
    }
}

/// One result per element of the innermost loop, as one list.
fn nest(rule: &Rule, unless: Option<&Expr>, result: Expr) -> Expr {
    let mut innermost = true;
    rule.loops.iter().rev().fold(result, |inner, outer| {
        let condition = unless.filter(|_| innermost).map(|must| not(must.clone()));
        let walk = Expr::For(Arc::new(For {
            name: outer.name,
            over: outer.over.clone(),
            condition,
            key: None,
            value: inner,
        }));
        let walk = if innermost { walk } else { flatten(walk) };
        innermost = false;
        walk
    })
}

/// Place, what is wrong, and the change that fixes it, in one line.
fn sentence(rule: &Rule, words: &Words) -> Expr {
    let mut parts: Vec<Expr> = vec!["`".into()];
    for (position, step) in rule.place.iter().enumerate() {
        match step {
            Place::Field(name) if position == 0 => parts.push(variable(name).as_str().into()),
            Place::Field(name) => parts.push(format!(".{}", snake_case(name)).as_str().into()),
            Place::Entry(name) => {
                parts.extend(["[\"".into(), Expr::Variable(name, Half::Key), "\"]".into()]);
            }
            Place::Element(name) => {
                parts.extend(["[".into(), Expr::Variable(name, Half::Key), "]".into()]);
            }
        }
    }
    parts.push("` ".into());
    parts.push(respelled(&rule.message, words));
    parts.push("; ".into());
    parts.push(respelled(&rule.help, words));
    text(parts)
}

/// A text with the paths in its constant parts in Terraform's spelling.
fn respelled(expr: &Expr, words: &Words) -> Expr {
    match expr {
        Expr::Literal(Constant::Text(text)) => words.respell(text).as_str().into(),
        Expr::Call(Function::Text, parts) => text(parts.iter().map(|part| respelled(part, words))),
        Expr::If(condition, then, otherwise) => {
            condition.choose(respelled(then, words), respelled(otherwise, words))
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::hcl::Expression;
    use super::super::line::line;
    use super::{reading, referring};

    #[test]
    fn validations_read_their_variable() {
        let own = Expression::word("var").get("a").equals_null();
        assert_eq!(line(&reading("a", own.clone())), "var.a == null");
        assert_eq!(line(&reading("b", own)), "can(var.b) && var.a == null");
    }

    #[test]
    fn assertions_refer_to_something() {
        let of_input = Expression::word("var").get("a").equals_null();
        assert_eq!(line(&referring(of_input)), "var.a == null");
        let certain = Expression::word("item").equals_null();
        assert_eq!(line(&referring(certain)), "path.module != null && item == null");
    }
}
