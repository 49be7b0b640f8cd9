//! Finds what Terraform would replace in the wrong order.
//!
//! It makes the new one first of whatever a resource with `create_before_destroy` depends on, too:
//! <https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#create_before_destroy>.

use privatelink_ir::{Model, Node, Problem};
use std::collections::BTreeSet;

/// Nodes that have to be there before their old ones go, and say the opposite, or need one whose old one has to go first.
pub(crate) fn problems(model: &Model) -> Vec<Problem> {
    let is_first =
        |node: &&Node| crate::find(node.kind).is_some_and(|kind| kind.replaced_before.is_some());
    let of = |node: &Node| {
        let (message, help) = if comes_after(node) {
            ("comes before its old one goes, and after that".to_owned(), "leave one of them out")
        } else {
            let needed = all_needed(model, node);
            let others = needed.into_iter().filter_map(|label| model.find_node(label));
            let other = others.into_iter().find(|other| comes_after(other))?.label;
            let message =
                format!("comes before its old one goes, and needs `{other}`, which comes after");
            (message, "let neither wait for the other")
        };
        Some(Problem::error("catalog/order", node.label, message, help))
    };
    model.nodes.iter().filter(is_first).filter_map(of).collect()
}

/// Whether the old one of a node has to go first: always, or under a condition.
fn comes_after(node: &Node) -> bool {
    node.replaced_after.is_some()
        || crate::find(node.kind).is_some_and(|kind| kind.replaced_after.is_some())
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
    use crate::sns::topic;
    use privatelink_ir::expr::input;
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

    #[test]
    fn a_node_may_say_that_it_comes_after() {
        let names = || node("names", topic::KIND).replaced_after(input("named"));
        let balancer = || node("balancer", balancer::KIND);
        assert_eq!(told(vec![names(), balancer()]), [""; 0]);
        let message = "comes before its old one goes, and needs `names`, which comes after";
        assert_eq!(told(vec![balancer().after(&["names"]), names()]), [message]);
        let message = "comes before its old one goes, and after that";
        assert_eq!(told(vec![balancer().replaced_after(input("named"))]), [message]);
    }
}
