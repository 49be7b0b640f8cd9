//! Mermaid diagram of a resource graph.

use privatelink_ir::{Expr, Model, Node};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The graph as a flow chart; an arrow points to what a resource needs.
pub(super) fn print(model: &Model) -> String {
    let mut chart = String::from("flowchart LR\n");
    let mut optional = Vec::new();
    for (position, node) in model.nodes.iter().enumerate() {
        let (open, close) = if node.for_each.is_some() { ("[[", "]]") } else { ("[", "]") };
        line(
            &mut chart,
            format_args!("{}{open}\"{}<br/>{}\"{close}", id(position), node.label, node.kind.0),
        );
        if node.condition.is_some() {
            optional.push(id(position));
        }
    }
    for (position, node) in model.nodes.iter().enumerate() {
        for needed in needs(node) {
            if let Some(other) = model.nodes.iter().position(|node| node.label == needed) {
                line(&mut chart, format_args!("{} --> {}", id(position), id(other)));
            }
        }
    }
    if !optional.is_empty() {
        line(&mut chart, format_args!("classDef optional stroke-dasharray: 5 5"));
        line(&mut chart, format_args!("class {} optional", optional.join(",")));
    }
    chart
}

/// Labels could be words of Mermaid, such as `end`, so nodes are numbered.
fn id(position: usize) -> String {
    format!("n{position}")
}

/// Labels of the nodes that a node reads or waits for.
fn needs(node: &Node) -> BTreeSet<&'static str> {
    let mut labels: BTreeSet<&'static str> = node.depends_on.iter().copied().collect();
    for expr in node.expressions() {
        expr.walk(&mut |part| {
            if let Expr::Attribute { node, .. } | Expr::Instances { node, .. } = part {
                labels.insert(*node);
            }
        });
    }
    labels
}

fn line(chart: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(chart, "    {text}");
}

#[cfg(test)]
mod tests {
    use super::print;
    use privatelink_ir::expr::input;
    use privatelink_ir::graph::{Graph, node};
    use privatelink_ir::{Component, Kind, Name};

    /// Nothing.
    #[derive(schemars::JsonSchema)]
    struct Inputs {}

    fn graph() -> Graph {
        let end = node("end", Kind("a/end")).only_if(input("wanted"));
        let rule = node("rule", Kind("a/rule"))
            .for_each(input("rules"))
            .set(Name("of"), end.attribute(Name("id")));
        Graph::new([end, rule])
    }

    #[test]
    fn arrows_point_to_what_is_needed() {
        assert_eq!(
            print(&Component::new::<Inputs>("C", graph).model()),
            "flowchart LR\n    n0[\"end<br/>a/end\"]\n    n1[[\"rule<br/>a/rule\"]]\n    n1 --> n0\n    \
             classDef optional stroke-dasharray: 5 5\n    class n0 optional\n"
        );
    }
}
