//! `moved.tf`: where resources stood in earlier releases, so that Terraform keeps what it has made.
//!
//! Terraform follows labels and keys within a module. It follows a type only if the provider says how one becomes the
//! other, which that of AWS hardly ever does (hashicorp/terraform-provider-aws#36913) and `OpenTofu` refuses to; the README
//! says what to do then.

use super::hcl::{Block, Expression, Item, attribute, separate};
use privatelink_catalog::KindEntry;
use privatelink_catalog::identity::formerly::terraform_address;
use privatelink_catalog::identity::terraform_steps;
use privatelink_ir::{Instance, Model, Node, Was};
use std::collections::BTreeMap;

/// The address of a node, or of one of its instances.
#[derive(Clone)]
struct Address<'a> {
    kind: &'static KindEntry,
    label: &'a str,
    instance: Option<Instance>,
}

impl Address<'_> {
    fn text(&self) -> String {
        terraform_address(self.kind, self.label, self.instance)
    }

    fn expression(&self) -> Expression {
        let mut steps = terraform_steps(self.kind, self.label);
        let first = Expression::word(steps.next().unwrap_or_default());
        let whole = steps.fold(first, Expression::get);
        match self.instance {
            None | Some(Instance::Only) => whole,
            Some(Instance::Conditional) => whole.index(Expression::word("0")),
            Some(Instance::Key(key)) => whole.index(Expression::text(key)),
        }
    }
}

/// What something was and what it is.
fn pair<'a>(node: &'a Node, was: &'a Was) -> Option<[Address<'a>; 2]> {
    let then = privatelink_catalog::find(was.kind.unwrap_or(node.kind))?;
    let now = privatelink_catalog::find(node.kind)?;
    let [before, after] = [was.instance.map(|(then, _)| then), was.instance.map(|(_, now)| now)];
    let label = was.label.unwrap_or(node.label);
    Some([
        Address { kind: then, label, instance: before },
        Address { kind: now, label: node.label, instance: after },
    ])
}

fn pairs(model: &Model) -> impl Iterator<Item = [Address<'_>; 2]> {
    model.nodes.iter().flat_map(|node| node.formerly.iter().filter_map(|was| pair(node, was)))
}

/// Items of `moved.tf`. Empty if there is nothing.
pub(super) fn lower(model: &Model) -> Vec<Item> {
    // Terraform takes one origin for each address, so what was somewhere twice goes one step at a time.
    let mut next: BTreeMap<String, Address<'_>> = BTreeMap::new();
    let mut items = Vec::new();
    for [then, now] in pairs(model).filter(|[then, now]| then.kind.terraform == now.kind.terraform)
    {
        if then.text() == now.text() {
            continue;
        }
        let to = next.insert(now.text(), then.clone()).unwrap_or(now);
        separate(&mut items);
        let ends = [("from", then), ("to", to)];
        let body = ends.map(|(name, address)| attribute(name, address.expression())).into();
        items.push(Item::Block(Block::new("moved", [], body)));
    }
    if !items.is_empty() {
        let why =
            "Where resources stood in earlier releases: Terraform keeps what it has made there.";
        items.insert(0, Item::Comment(why.to_owned()));
    }
    items
}

/// What has another type than in an earlier release: its address then and now.
pub(super) fn retyped(model: &Model) -> Vec<[String; 2]> {
    let differ = pairs(model).filter(|[then, now]| then.kind.terraform != now.kind.terraform);
    differ.map(|pair| pair.map(|address| address.text())).collect()
}

#[cfg(test)]
mod tests {
    use super::{lower, retyped};
    use crate::terraform::print::print;
    use privatelink_catalog::lb::{listener, target_group as group};
    use privatelink_catalog::sns::topic;
    use privatelink_ir::graph::node;
    use privatelink_ir::{Component, Graph, Instance, Model, Node, Was};
    use schemars::JsonSchema;

    /// Nothing.
    #[derive(JsonSchema)]
    #[schemars(deny_unknown_fields)]
    struct Nothing {}

    fn model(made: Node) -> Model {
        Model { nodes: vec![made], ..Component::new::<Nothing>("Made", Graph::default).model() }
    }

    fn moved(made: Node) -> String {
        print(&lower(&model(made)))
    }

    const HEAD: &str =
        "# Where resources stood in earlier releases: Terraform keeps what it has made there.\n";

    #[test]
    fn what_was_nothing_else_has_no_file() {
        assert_eq!(moved(node("topic", topic::KIND)), "");
    }

    #[test]
    fn labels_and_keys_move_one_step_at_a_time() {
        let was = |label| Was::default().label(label);
        let topic = node("topic", topic::KIND).formerly(was("b")).formerly(was("a"));
        let expected = "moved {
  from = aws_sns_topic.b
  to   = aws_sns_topic.topic
}

moved {
  from = aws_sns_topic.a
  to   = aws_sns_topic.b
}
";
        assert_eq!(moved(topic), format!("{HEAD}{expected}"));
        let single = Was::default().instance(Instance::Conditional, Instance::Key("ma\"in"));
        let expected = "moved {
  from = aws_sns_topic.topic[0]
  to   = aws_sns_topic.topic[\"ma\\\"in\"]
}
";
        assert_eq!(moved(node("topic", topic::KIND).formerly(single)), format!("{HEAD}{expected}"));
    }

    #[test]
    fn another_type_is_said_and_not_moved() {
        let made = || {
            let was = Was::default().label("b").kind(group::KIND);
            node("listener", listener::KIND).formerly(Was::default().label("a")).formerly(was)
        };
        assert!(!moved(made()).contains("aws_lb_target_group"));
        let expected = ["aws_lb_target_group.b", "aws_lb_listener.listener"];
        assert_eq!(retyped(&model(made())), [expected.map(str::to_owned)]);
    }
}
