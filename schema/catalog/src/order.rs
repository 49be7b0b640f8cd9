//! Finds what Terraform would replace in the wrong order.
//!
//! It makes the new one first of whatever a resource with `create_before_destroy` depends on, too:
//! <https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#create_before_destroy>.

use privatelink_ir::{Expr, Model, Node, Problem};
use std::collections::BTreeSet;

/// Nodes that have to be there before their old ones go, and need one whose old one has to go first.
pub(crate) fn problems(model: &Model) -> Vec<Problem> {
    let is = |node: &&Node, order: fn(&crate::KindEntry) -> bool| {
        crate::find(node.kind).is_some_and(order)
    };
    let first = model.nodes.iter().filter(|node| is(node, |kind| kind.replaced_before.is_some()));
    let of = |node: &Node| {
        let mut needed = Needed { model, labels: BTreeSet::new(), locals: BTreeSet::new() };
        needed.by_node(node);
        let others = needed.labels.into_iter().filter_map(|label| model.find_node(label));
        let other = others.into_iter().find(|it| is(it, |kind| kind.replaced_after.is_some()))?;
        Some(Problem::error(
            "catalog/order",
            node.label,
            format!(
                "comes before its old one goes, and needs `{}`, which comes after",
                other.label
            ),
            "let neither wait for the other",
        ))
    };
    first.filter_map(of).collect()
}

/// What a node needs, and what that needs.
struct Needed<'a> {
    model: &'a Model,
    labels: BTreeSet<&'static str>,
    locals: BTreeSet<&'static str>,
}

impl Needed<'_> {
    fn by_node(&mut self, node: &Node) {
        for wait in &node.waits {
            self.label(wait.label);
        }
        for expr in node.expressions() {
            self.by_expression(expr);
        }
    }

    fn by_expression(&mut self, expr: &Expr) {
        let model = self.model;
        expr.walk(&mut |part| match part {
            Expr::Attribute { node, .. } | Expr::Instances { node, .. } => self.label(node),
            Expr::Local(name) if self.locals.insert(name) => {
                if let Some(value) = model.find_local(name) {
                    self.by_expression(value);
                }
            }
            _ => {}
        });
    }

    fn label(&mut self, label: &'static str) {
        if self.labels.insert(label)
            && let Some(node) = self.model.find_node(label)
        {
            self.by_node(node);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::problems;
    use crate::lb::{listener, load_balancer as balancer, target_group as group};
    use privatelink_ir::graph::node;
    use privatelink_ir::{Expr, Model, Node};

    fn told(nodes: Vec<Node>, locals: Vec<(&'static str, Expr)>) -> Vec<String> {
        let model = Model {
            name: "Example",
            formerly: &[],
            doc: String::new(),
            inputs: Vec::new(),
            locals,
            nodes,
            rules: Vec::new(),
            outputs: Vec::new(),
        };
        let line = |problem: privatelink_ir::Problem| problem.message;
        problems(&model).into_iter().map(line).collect()
    }

    fn door() -> Node {
        node("door", listener::KIND)
    }

    #[test]
    fn nothing_that_comes_first_needs_what_comes_after() {
        let balancer = || node("balancer", balancer::KIND);
        let door_of =
            |other: &Node| door().set(listener::LOAD_BALANCER_ARN, other.attribute(balancer::ARN));
        assert_eq!(told(vec![door_of(&balancer()), balancer()], vec![]), [""; 0]);
        let message = "comes before its old one goes, and needs `door`, which comes after";
        assert_eq!(told(vec![balancer().after(&["door"]), door()], vec![]), [message]);
    }

    #[test]
    fn nor_through_others() {
        let message = "comes before its old one goes, and needs `door`, which comes after";
        let through = node("through", group::KIND).set(group::VPC_ID, Expr::Local("arn"));
        let locals = vec![("arn", door().attribute(listener::ARN))];
        let balancer = node("balancer", balancer::KIND).after(&["through"]);
        assert_eq!(told(vec![balancer, through, door()], locals), [message; 2]);
    }
}
