//! A diagram as text for Mermaid.

use super::{Figure, Picture, title};
use privatelink_ir::Model;
use std::fmt::Arguments;
use std::fmt::Write as _;

/// The graph as a flow chart.
pub fn print(model: &Model) -> String {
    let picture = Picture::of(model);
    let mut chart = String::from("flowchart LR\n");
    for (slot, name) in picture.slots.iter().enumerate() {
        let mut inside = picture.boxes.iter().enumerate().filter(|(_, shape)| shape.slot == slot);
        if picture.framed() {
            line(&mut chart, 1, format_args!("subgraph s{slot}[\"{}\"]", title(name)));
            inside.for_each(|(position, shape)| node(&mut chart, 2, position, shape));
            line(&mut chart, 1, format_args!("end"));
        } else {
            inside.by_ref().for_each(|(position, shape)| node(&mut chart, 1, position, shape));
        }
    }
    for (from, to) in &picture.arrows {
        line(&mut chart, 1, format_args!("n{from} --> n{to}"));
    }
    let optional: Vec<String> = picture
        .boxes
        .iter()
        .enumerate()
        .filter(|(_, shape)| shape.optional)
        .map(|(position, _)| format!("n{position}"))
        .collect();
    if !optional.is_empty() {
        line(&mut chart, 1, format_args!("classDef optional stroke-dasharray: 5 5"));
        line(&mut chart, 1, format_args!("class {} optional", optional.join(",")));
    }
    chart
}

/// Labels could be words of Mermaid, such as `end`, so nodes are numbered.
fn node(chart: &mut String, depth: usize, position: usize, shape: &Figure) {
    let (open, close) = match (shape.lookup, shape.repeated) {
        (true, _) => ("([", "])"),
        (false, true) => ("[[", "]]"),
        (false, false) => ("[", "]"),
    };
    let Figure { label, kind, .. } = shape;
    line(chart, depth, format_args!("n{position}{open}\"{label}<br/>{kind}\"{close}"));
}

fn line(chart: &mut String, depth: usize, text: Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(chart, "{}{text}", "    ".repeat(depth));
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::print;

    #[test]
    fn arrows_point_to_what_is_needed() {
        assert_eq!(
            print(&samples::small()),
            "flowchart LR\n    n0[\"end<br/>a/end\"]\n    n1[[\"rule<br/>a/rule\"]]\n    n1 --> n0\n    \
             classDef optional stroke-dasharray: 5 5\n    class n0 optional\n"
        );
    }

    #[test]
    fn another_account_has_a_frame() {
        let chart = print(&samples::framed());
        let frame =
            "    subgraph s1[\"provider `provider`\"]\n        n2[\"far<br/>a/far\"]\n    end\n";
        assert!(chart.contains(frame), "{chart}");
    }
}
