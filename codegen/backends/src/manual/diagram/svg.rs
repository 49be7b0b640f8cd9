//! A diagram as a picture; `picture.svg.hbs` is its layout.

use super::layout::{self, Area, HEIGHT, STACK, Straight};
use super::{Picture, title};
use crate::svg::number;
use handlebars::{Handlebars, html_escape};
use privatelink_ir::{Model, Problem};
use serde_json::{Value as Json, json};
use std::fmt::Write as _;

const PICTURE: &str = include_str!("picture.svg.hbs");

/// How much room the head of an arrow takes.
const HEAD: f64 = 7.0;

/// The graph as SVG.
///
/// # Errors
///
/// The layout does not fit what is filled into it.
pub fn print(model: &Model) -> Result<String, Problem> {
    let mut template = Handlebars::new();
    template.register_escape_fn(html_escape);
    template.set_strict_mode(true);
    template.render_template(PICTURE, &content(model)).map_err(|error| {
        Problem::error(
            "manual/picture",
            "picture.svg.hbs",
            format!("cannot be filled for `{}`: {error}", model.name),
            "correct the layout",
        )
    })
}

fn content(model: &Model) -> Json {
    let picture = Picture::of(model);
    let placed = layout::of(&picture);
    let boxes = picture.boxes.iter().zip(&placed.boxes).map(|(shape, area)| {
        json!({
            "label": shape.label,
            "kind": shape.kind,
            "class": if shape.optional { "box optional" } else { "box" },
            "repeated": shape.repeated,
            "round": number(if shape.lookup { HEIGHT / 2.0 } else { 4.0 }),
            "area": rectangle(*area),
            "behind": rectangle(Area { x: area.x + STACK, y: area.y - STACK, ..*area }),
            "middle": number(area.x + area.width / 2.0),
            "first_line": number(area.y + 20.0),
            "second_line": number(area.y + 36.0),
        })
    });
    let frames = picture.slots.iter().zip(&placed.frames).map(|(slot, area)| {
        json!({
            "title": title(slot),
            "area": rectangle(*area),
            "left": number(area.x + 8.0),
            "line": number(area.y + 14.0),
        })
    });
    json!({
        "name": model.name,
        "description": description(&picture),
        "width": number(placed.width),
        "height": number(placed.height),
        "frames": frames.collect::<Vec<_>>(),
        "arrows": placed.arrows.iter().map(|parts| path(parts)).collect::<Vec<_>>(),
        "boxes": boxes.collect::<Vec<_>>(),
    })
}

/// The picture in words, for those who do not see it.
fn description(picture: &Picture) -> String {
    let label = |position: &usize| picture.boxes.get(*position).map_or("", |shape| shape.label);
    let mut sentences: Vec<String> = Vec::new();
    for (position, shape) in picture.boxes.iter().enumerate() {
        let needed: Vec<&str> = picture
            .arrows
            .iter()
            .filter(|(from, _)| *from == position)
            .map(|(_, to)| label(to))
            .collect();
        sentences.push(match needed.as_slice() {
            [] => format!("{} needs nothing.", shape.label),
            needed => format!("{} needs {}.", shape.label, needed.join(", ")),
        });
    }
    sentences.join(" ")
}

fn rectangle(area: Area) -> Json {
    json!({
        "x": number(area.x),
        "y": number(area.y),
        "width": number(area.width),
        "height": number(area.height),
    })
}

/// Straight through columns, in a curve between them.
fn path(parts: &[Straight]) -> String {
    let mut path = String::new();
    let mut pen: Option<(f64, f64)> = None;
    for (position, part) in parts.iter().enumerate() {
        let last = position + 1 == parts.len();
        let end = if last { part.to - HEAD } else { part.to };
        // A last part too short for the head begins further left, in the room between columns.
        let begin = if last { part.from.min(end) } else { part.from };
        match pen {
            None => write!(path, "M{} {}", number(begin), number(part.y)),
            Some((x, y)) => {
                let middle = number(f64::midpoint(x, begin));
                let (y, begin, to) = (number(y), number(begin), number(part.y));
                write!(path, " C{middle} {y} {middle} {to} {begin} {to}")
            }
        }
        // Writing to a string cannot fail.
        .unwrap_or_default();
        if end > begin {
            write!(path, " H{}", number(end)).unwrap_or_default();
        }
        pen = Some((end.max(begin), part.y));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::print;
    use privatelink_ir::Model;
    use roxmltree::Document;

    fn models() -> Vec<Model> {
        let own = privatelink_components::COMPONENTS.iter().map(privatelink_ir::Component::model);
        own.chain([samples::small(), samples::framed()]).collect()
    }

    #[test]
    fn a_picture_is_well_formed_and_tells_itself() {
        for model in models() {
            let text = print(&model).unwrap();
            let document = Document::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
            let root = document.root_element();
            assert_eq!(root.attribute("role"), Some("img"));
            let named = root.attribute("aria-labelledby").unwrap();
            for id in named.split(' ') {
                let found = document.descendants().find(|node| node.attribute("id") == Some(id));
                assert!(found.is_some_and(|node| node.text().is_some()), "{id}");
            }
            let shown: Vec<&str> = document
                .descendants()
                .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")))
                .filter_map(|node| node.text())
                .collect();
            for node in &model.nodes {
                assert!(shown.contains(&node.label) && shown.contains(&node.kind.0));
            }
        }
    }

    #[test]
    fn equal_input_gives_equal_bytes() {
        for model in models() {
            assert_eq!(print(&model).unwrap(), print(&model).unwrap());
        }
    }

    #[test]
    fn another_account_has_a_frame() {
        let text = print(&samples::framed()).unwrap();
        let document = Document::parse(&text).unwrap();
        let named = |class| {
            let all = document.descendants();
            let named = all.filter(move |node| node.attribute("class") == Some(class));
            named.filter_map(|node| node.text()).collect::<Vec<_>>()
        };
        assert_eq!(named("name"), ["this account and Region", "provider `provider`"]);
    }
}
