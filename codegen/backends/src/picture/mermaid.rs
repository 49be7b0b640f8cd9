//! A scene as text for Mermaid.

use super::scene::{Card, Scene};
use std::fmt::Write as _;

/// The scene as a flow chart.
pub(super) fn print(scene: &Scene) -> String {
    let mut chart = String::from("flowchart LR\n");
    inside(&mut chart, scene, None, 1);
    for arrow in &scene.arrows {
        let line = if arrow.control { "-.->" } else { "-->" };
        let label = match arrow.label.as_str() {
            "" => String::new(),
            label => format!("|\"{}\"|", quoted(label)),
        };
        write(&mut chart, 1, &format!("n{} {line}{label} n{}", arrow.from, arrow.to));
    }
    class(&mut chart, scene, "outside", "stroke:#9aa4b2,color:#6b7685", &|card| card.outside);
    class(&mut chart, scene, "optional", "stroke-dasharray: 5 5", &|card| {
        card.optional && !card.outside
    });
    chart
}

fn inside(chart: &mut String, scene: &Scene, frame: Option<usize>, depth: usize) {
    for (position, card) in scene.cards.iter().enumerate().filter(|(_, it)| it.inside == frame) {
        let (open, close) = if card.repeated { ("[[", "]]") } else { ("[", "]") };
        let text: Vec<String> = [&card.name]
            .into_iter()
            .chain(&card.lines)
            .chain(&card.notes)
            .map(|line| quoted(line))
            .collect();
        let text = text.join("<br/>");
        write(chart, depth, &format!("n{position}{open}\"{text}\"{close}"));
    }
    for (position, inner) in scene.frames.iter().enumerate().filter(|(_, it)| it.inside == frame) {
        write(chart, depth, &format!("subgraph f{position}[\"{}\"]", quoted(&inner.title)));
        inside(chart, scene, Some(position), depth + 1);
        write(chart, depth, "end");
    }
}

fn class(
    chart: &mut String,
    scene: &Scene,
    name: &str,
    style: &str,
    is_one: &dyn Fn(&Card) -> bool,
) {
    let cards = scene.cards.iter().enumerate().filter(|(_, card)| is_one(card));
    let cards: Vec<String> = cards.map(|(position, _)| format!("n{position}")).collect();
    if !cards.is_empty() {
        write(chart, 1, &format!("classDef {name} {style}"));
        write(chart, 1, &format!("class {} {name}", cards.join(",")));
    }
}

/// A text within quotes.
fn quoted(text: &str) -> String {
    text.replace('&', "#amp;").replace('"', "#quot;").replace('<', "#lt;").replace('>', "#gt;")
}

fn write(chart: &mut String, depth: usize, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(chart, "{}{text}", "    ".repeat(depth));
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::quoted;

    #[test]
    fn frames_are_in_frames_and_arrows_go_with_the_traffic() {
        let wanted = "\
flowchart LR
    subgraph f0[\"Account: provider\"]
        subgraph f1[\"Region\"]
            n1[\"Endpoint service\"]
            subgraph f2[\"VPC\"]
                n0[\"Network Load Balancer\"]
            end
        end
    end
    subgraph f3[\"Account\"]
        n4[\"Hosted zone<br/>example.org\"]
        subgraph f4[\"Region\"]
            n5[\"SNS topic\"]
            subgraph f5[\"VPC vpc-1\"]
                n2[\"Interface endpoint<br/>blue\"]
                n6[[\"Clients\"]]
            end
            subgraph f6[\"VPC vpc-2\"]
                n3[\"Interface endpoint<br/>green\"]
                n7[[\"Clients\"]]
            end
        end
    end
    n1 --> n0
    n2 -->|\"PrivateLink\"| n1
    n3 -->|\"PrivateLink\"| n1
    n6 --> n2
    n7 --> n3
    classDef outside stroke:#9aa4b2,color:#6b7685
    class n6,n7 outside
";
        assert_eq!(samples::hub().mermaid(), wanted);
    }

    #[test]
    fn a_text_cannot_end_its_quotes() {
        assert_eq!(quoted("a \"b\" <c> & d"), "a #quot;b#quot; #lt;c#gt; #amp; d");
    }
}
