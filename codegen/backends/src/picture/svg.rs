//! A scene as SVG; `picture.svg.hbs` is its layout.

use super::layout::{Layout, SIGN};
use super::look::{self, Theme};
use super::measure::{Area, FIRST, LINE, STACK, TEXT};
use super::routes::Straight;
use super::scene::{Card, Level, Scene};
use crate::svg::number;
use handlebars::{Handlebars, html_escape};
use privatelink_ir::Problem;
use serde_json::{Value as Json, json};
use std::fmt::Write as _;

const PICTURE: &str = include_str!("picture.svg.hbs");

/// The scene as SVG.
pub(super) fn print(scene: &Scene, theme: Theme) -> Result<String, Problem> {
    let mut template = Handlebars::new();
    template.register_escape_fn(html_escape);
    template.render_template(PICTURE, &content(scene, theme)).map_err(|error| {
        Problem::error(
            "picture/layout",
            "picture.svg.hbs",
            format!("cannot be filled for `{}`: {error}", scene.title),
            "correct the layout",
        )
    })
}

fn content(scene: &Scene, theme: Theme) -> Json {
    let layout = Layout::new(scene);
    let (rules, dark) = look::rules(theme);
    let frames = scene.frames.iter().zip(&layout.frames).map(|(frame, area)| {
        json!({
            "level": level(frame.level),
            "title": frame.title,
            "area": rectangle(*area),
            "behind": frame.repeated.then(|| rectangle(behind(*area))),
            "left": number(area.x + 10.0),
            "line": number(area.y + 17.0),
        })
    });
    let arrows =
        scene.arrows.iter().zip(&layout.arrows).map(
            |(arrow, parts)| json!({ "class": arrow_class(arrow.control), "path": path(parts) }),
        );
    let labels = layout.labels.iter().map(|label| {
        json!({ "text": label.text, "x": number(label.area.x), "y": number(label.area.y + 11.0) })
    });
    let cards = scene.cards.iter().zip(&layout.cards).map(|(shape, area)| card(shape, *area));
    let legend = scene.legend().into_iter().zip(&layout.legend);
    let legend = legend.map(|((sign, word), area)| legend_entry(sign, word, *area));
    json!({
        "title": scene.title,
        "description": scene.description(),
        "width": number(layout.width),
        "height": number(layout.height),
        "rules": rules,
        "dark": dark,
        "heading": { "x": number(layout.title.x), "y": number(layout.title.y + 15.0) },
        "frames": frames.collect::<Vec<_>>(),
        "arrows": arrows.collect::<Vec<_>>(),
        "labels": labels.collect::<Vec<_>>(),
        "cards": cards.collect::<Vec<_>>(),
        "legend": legend.collect::<Vec<_>>(),
    })
}

fn card(card: &Card, area: Area) -> Json {
    let (tile, sign) = look::glyph(card.glyph);
    let texts = FIRST + super::measure::count(card.lines.len() + card.notes.len()) * LINE;
    let first = area.y + FIRST + (area.height - texts - 13.0) / 2.0;
    let left = number(area.x + TEXT);
    let lines = card.lines.iter().map(|line| ("line", line));
    let lines = lines.chain(card.notes.iter().map(|note| ("line note", note)));
    let lines = lines.zip(1_u32..).map(|((class, text), line)| {
        let y = number(first + f64::from(line) * LINE);
        json!({ "class": class, "text": text, "x": left, "y": y })
    });
    json!({
        "name": card.name,
        "class": class(card),
        "area": rectangle(area),
        "behind": card.repeated.then(|| rectangle(behind(area))),
        "left": left,
        "first": number(first),
        "lines": lines.collect::<Vec<_>>(),
        "glyph": {
            "class": tile,
            "path": sign,
            "x": number(area.x + 10.0),
            "y": number(area.middle() - 14.0),
        },
    })
}

fn class(card: &Card) -> &'static str {
    match (card.outside, card.optional) {
        (true, _) => "card outside",
        (false, true) => "card optional",
        (false, false) => "card",
    }
}

fn arrow_class(control: bool) -> &'static str {
    if control { "arrow control" } else { "arrow" }
}

fn legend_entry(sign: &str, word: &str, area: Area) -> Json {
    let is_arrow = matches!(sign, "traffic" | "control");
    let (left, middle) = (number(area.x), area.middle());
    let line = || format!("M{left} {} H{}", number(middle), number(area.x + 24.0));
    let mark = Area { x: area.x, y: middle - 6.0, width: 22.0, height: 12.0 };
    json!({
        "sign": if is_arrow { arrow_class(sign == "control") } else { sign },
        "word": word,
        "line": is_arrow.then(line),
        "area": (!is_arrow).then(|| rectangle(mark)),
        "behind": (sign == "repeated").then(|| rectangle(behind(mark))),
        "x": number(area.x + SIGN),
        "y": number(middle + 4.0),
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Account => "account",
        Level::Region => "region",
        Level::Vpc => "vpc",
        Level::Zone => "zone",
    }
}

/// The second of a stack.
fn behind(area: Area) -> Area {
    Area { x: area.x + STACK, y: area.y - STACK, ..area }
}

fn rectangle(area: Area) -> Json {
    json!({
        "x": number(area.x),
        "y": number(area.y),
        "width": number(area.width),
        "height": number(area.height),
    })
}

/// How far the handles of a curve that turns back stand out.
const TURN: f64 = 26.0;

/// Straight parts, in a curve between them.
fn path(parts: &[Straight]) -> String {
    let mut path = String::new();
    let mut pen: Option<(f64, f64)> = None;
    for part in parts {
        let (begin, to) = (number(part.from), number(part.y));
        match pen {
            None => write!(path, "M{begin} {to}"),
            Some((x, y)) => {
                let middle = f64::midpoint(x, part.from);
                let is_back = part.from < x || part.to < part.from;
                let sign = if part.to < part.from || x > part.from { 1.0 } else { -1.0 };
                let (out, into) = if is_back {
                    (x + sign * TURN, part.from + sign * TURN)
                } else {
                    (middle, middle)
                };
                let (out, into, y) = (number(out), number(into), number(y));
                write!(path, " C{out} {y} {into} {to} {begin} {to}")
            }
        }
        // Writing to a string cannot fail.
        .unwrap_or_default();
        write!(path, " H{}", number(part.to)).unwrap_or_default();
        pen = Some((part.to, part.y));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::super::{Theme, samples};
    use super::{Straight, path};
    use roxmltree::Document;

    const SVG: &str = "http://www.w3.org/2000/svg";

    #[test]
    fn a_picture_is_well_formed_and_says_what_it_shows() {
        for picture in samples::all() {
            let text = picture.svg(Theme::Auto).unwrap();
            assert_eq!(text, picture.svg(Theme::Auto).unwrap());
            let document = Document::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
            let root = document.root_element();
            assert_eq!(root.attribute("role"), Some("img"));
            for id in root.attribute("aria-labelledby").unwrap().split(' ') {
                let found = document.descendants().find(|node| node.attribute("id") == Some(id));
                assert!(found.is_some_and(|node| node.text().is_some()), "{id}");
            }
            let shown = document.descendants().filter(|node| node.has_tag_name((SVG, "text")));
            let shown: Vec<&str> = shown.filter_map(|node| node.text()).collect();
            for card in &picture.0.cards {
                let texts = [&card.name].into_iter().chain(&card.lines).chain(&card.notes);
                texts.for_each(|text| assert!(shown.contains(&text.as_str()), "{text}"));
            }
            for arrow in picture.0.arrows.iter().filter(|arrow| !arrow.label.is_empty()) {
                assert!(shown.contains(&arrow.label.as_str()), "{}", arrow.label);
            }
        }
    }

    #[test]
    fn only_a_theme_of_its_own_leaves_the_screen_aside() {
        let picture = samples::hub();
        let by_screen = |theme| picture.svg(theme).unwrap().contains("prefers-color-scheme");
        assert_eq!([Theme::Light, Theme::Dark, Theme::Auto].map(by_screen), [false, false, true]);
        let white = "fill: #ffffff";
        assert!(picture.svg(Theme::Light).unwrap().contains(white));
        assert!(!picture.svg(Theme::Dark).unwrap().contains(white));
    }

    #[test]
    fn an_arrow_changes_its_height_in_a_curve() {
        let parts = [(0.0, 10.0, 5.0), (20.0, 30.0, 8.5)];
        let parts = parts.map(|(from, to, y)| Straight { from, to, y });
        assert_eq!(path(&parts), "M0 5 H10 C15 5 15 8.5 20 8.5 H30");
    }
}
