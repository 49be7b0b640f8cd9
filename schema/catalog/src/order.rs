//! Finds what Terraform would replace in the wrong order.
//!
//! It makes the new one first of whatever a resource with `create_before_destroy` depends on, too:
//! <https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#create_before_destroy>.

use privatelink_ir::{Model, Node, Problem};
use std::collections::BTreeSet;

/// Nodes that have to be there before their old ones go, and need one whose old one has to go first.
pub(crate) fn problems(model: &Model) -> Vec<Problem> {
    let is = |node: &&Node, order: fn(&crate::KindEntry) -> bool| {
        crate::find(node.kind).is_some_and(order)
    };
    let first = model.nodes.iter().filter(|node| is(node, |kind| kind.replaced_before.is_some()));
    let of = |node: &Node| {
        let needed = all_needed(model, node);
        let others = needed.into_iter().filter_map(|label| model.find_node(label));
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

/// Labels of what a node needs, and of what that needs.
fn all_needed(model: &Model, node: &Node) -> BTreeSet<&'static str> {
    let mut all = BTreeSet::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        for label in node.needs() {
            if all.insert(label) {
                open.extend(model.find_node(label));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::problems;
    use crate::lb::{listener, load_balancer as balancer, target_group as group};
    use privatelink_ir::graph::node;
    use privatelink_ir::{Model, Node};

    fn told(nodes: Vec<Node>) -> Vec<String> {
        let model = Model {
            name: "Example",
            formerly: &[],
            doc: String::new(),
            inputs: Vec::new(),
            locals: Vec::new(),
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
        assert_eq!(told(vec![door_of(&balancer()), balancer()]), [""; 0]);
        let message = "comes before its old one goes, and needs `door`, which comes after";
        assert_eq!(told(vec![balancer().after(&["door"]), door()]), [message]);
    }

    #[test]
    fn nor_through_others() {
        let message = "comes before its old one goes, and needs `door`, which comes after";
        let arn = door().attribute(listener::ARN);
        let through = node("through", group::KIND).set(group::VPC_ID, arn);
        let balancer = node("balancer", balancer::KIND).after(&["through"]);
        assert_eq!(told(vec![balancer, through, door()]), [message; 2]);
    }
}
