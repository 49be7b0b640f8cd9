//! Every kind of place, by hand and in generated files.

use super::super::{json, yaml};
use super::*;
use privatelink_components::find as component;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Map, Value as Json};
use std::collections::HashMap;
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(|| component("PrivateLinkService").unwrap().model());

/// What a problem of this kind about this path marks in each text; `@` and a number for an empty place.
fn marked(node: &Node, text: &str, id: &str, path: &str) -> Option<String> {
    let span = find(node, &Problem::error(id, path, "", ""), &MODEL)?;
    Some(if span.is_empty() { format!("@{}", span.start) } else { text[span].to_owned() })
}

const YAML: &str = "\
name: payments api
loadBalancer: &lb
  subnets:
    use1-az1:
    use1-az2: { subnetId: 'x' }
    use1-az3: null
ports:
- 1
- [2, 3]
- from: 4
  to:
listeners:
  https: { port: \"443\" }
  a.b[\"c\"]: { port: 1 }
  'd\"].port': { port: 2 }
copy: *lb
colour.of[the]: red
\"\": 5
connectionJson: |
  { \"a\":
    1 }

";

#[test]
fn each_kind_of_problem_in_yaml() {
    let tree = yaml::read(YAML).unwrap().root;
    let marked = |id, path| marked(&tree, YAML, id, path);
    for (id, path, wanted) in [
        // A wrong value.
        ("input/form", "name", "payments api"),
        ("input/type", "listeners[\"https\"].port", "\"443\""),
        ("input/type", "ports[0]", "1"),
        ("input/type", "ports[1]", "[2, 3]"),
        ("input/type", "ports[2]", "from: 4\n  to:"),
        ("input/type", "loadBalancer.subnets[\"use1-az2\"]", "{ subnetId: 'x' }"),
        ("input/empty", "loadBalancer.subnets[\"use1-az3\"]", "null"),
        ("input/form", "connectionJson", "{ \"a\":\n    1 }"),
        // A value that is not there.
        ("input/empty", "loadBalancer.subnets[\"use1-az1\"]", "use1-az1"),
        ("input/type", "ports[2].to", "to"),
        // An unknown name.
        ("input/unknown", "colour.of[the]", "colour.of[the]"),
        ("input/unknown", "", "\"\""),
        ("input/unknown", "loadBalancer.subnets", "subnets"),
        ("input/unknown", "copy.subnets", "subnets"),
        // A rule about an entry.
        ("subnets/one-zone", "loadBalancer.subnets", "subnets"),
        ("any/rule", "listeners[\"a.b[\"c\"]\"]", "a.b[\"c\"]"),
        ("any/rule", "listeners[\"a.b[\"c\"]\"].port", "1"),
        ("any/rule", "listeners[\"d\"].port\"]", "'d\"].port'"),
        ("any/rule", "listeners[\"d\"].port\"].port", "2"),
        ("any/rule", "ports", "ports"),
        ("any/rule", "copy", "copy"),
        ("input/type", "copy", "*lb"),
        // An entry without a key.
        ("any/rule", "ports[1]", "["),
        ("any/rule", "ports[2]", "@135"),
        // Something missing: in an object with a key, in one without, in one in place of which there is a value.
        ("input/missing", "loadBalancer.name", "loadBalancer"),
        ("input/missing", "loadBalancer.securityGroup.ingress", "loadBalancer"),
        ("input/missing", "listeners[\"none\"].port", "listeners"),
        ("input/missing", "ports[2].name", "@135"),
        ("input/missing", "ports[7]", "ports"),
        ("input/missing", "listeners[\"https\"].port.x", "\"443\""),
        ("input/missing", "vpcId", "@0"),
        ("input/missing", "tags[\"x\"]", "@0"),
    ] {
        assert_eq!(marked(id, path).as_deref(), Some(wanted), "{id} {path}");
    }
    assert_eq!(&YAML[135..139], "from");
    // What is about no input: the component itself, or a resource that a template cannot have.
    assert_eq!(marked("any/rule", ""), None);
    assert_eq!(marked("template/absent", "rule[\"a\"]"), None);
}

#[test]
fn each_kind_of_problem_in_json() {
    let text = r#" { "name": "a\u0062", "tags": { "é": 5, "x\"y": [] }, "ports": [ 1.5, {} ],
        "listeners": {}, "vpcId": null }"#;
    let tree = json::read(text).unwrap().root;
    for (id, path, wanted) in [
        ("input/form", "name", r#""a\u0062""#),
        ("input/type", "tags[\"é\"]", "5"),
        ("input/type", "tags[\"x\"y\"]", "[]"),
        ("any/rule", "tags[\"x\"y\"]", r#""x\"y""#),
        ("input/type", "ports[0]", "1.5"),
        ("input/missing", "ports[1].from", "{"),
        ("any/rule", "listeners", r#""listeners""#),
        ("input/empty", "vpcId", "null"),
        ("input/unknown", "vpcId", r#""vpcId""#),
        ("input/missing", "loadBalancer", "{"),
    ] {
        assert_eq!(marked(&tree, text, id, path).as_deref(), Some(wanted), "{id} {path}");
    }
}

#[test]
fn what_is_missing_from_nothing_is_missing_at_the_start() {
    for text in ["", "# nothing\n", "~"] {
        let tree = yaml::read(text).unwrap().root;
        let span = find(&tree, &Problem::error("input/missing", "name", "", ""), &MODEL).unwrap();
        assert!(span.end <= text.len());
    }
}

/// A tree, and how each part of it is written.
#[derive(Clone, Debug)]
enum Part {
    Scalar(Json),
    /// On one line in brackets, or on lines of their own.
    List(bool, Vec<Part>),
    Map(bool, Vec<(String, Part)>),
}

fn part() -> impl Strategy<Value = Part> {
    let scalar = prop_oneof![
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<i32>().prop_map(|eighths| Json::from(f64::from(eighths) / 8.0)),
        "[ -~äé中\u{1f600}\n\t]{0,12}".prop_map(Json::from),
        Just(Json::Null),
    ];
    scalar.prop_map(Part::Scalar).prop_recursive(5, 60, 6, |part| {
        prop_oneof![
            (any::<bool>(), vec(part.clone(), 0..5))
                .prop_map(|(flow, items)| Part::List(flow, items)),
            map(part),
        ]
    })
}

fn map(part: impl Strategy<Value = Part>) -> impl Strategy<Value = Part> {
    let key = prop_oneof!["[a-z]{1,6}", "[ -~ö字\"\\]\\[.]{0,8}"];
    (any::<bool>(), btree_map(key, part, 0..5))
        .prop_map(|(flow, entries)| Part::Map(flow, entries.into_iter().collect()))
}

fn to_json(part: &Part) -> Json {
    match part {
        Part::Scalar(value) => value.clone(),
        Part::List(_, items) => items.iter().map(to_json).collect(),
        Part::Map(_, entries) => {
            Json::Object(entries.iter().map(|(key, part)| (key.clone(), to_json(part))).collect())
        }
    }
}

/// YAML of a scalar: without quotes where that means the same.
fn word(value: &Json) -> String {
    match value {
        Json::String(text) => {
            let is_plain = text.starts_with(|first: char| first.is_ascii_alphabetic())
                && text.chars().all(|letter| letter.is_ascii_alphanumeric());
            let is_text =
                serde_yaml_ng::from_str::<Json>(text).is_ok_and(|value| value.is_string());
            if is_plain && is_text { text.clone() } else { value.to_string() }
        }
        other => other.to_string(),
    }
}

/// Writes YAML behind a key, a dash or a bracket.
fn write(part: &Part, is_flow: bool, indent: usize, to: &mut String) {
    let line = |indent: usize| format!("\n{:indent$}", "");
    match part {
        Part::Scalar(value) => *to += &format!(" {}", word(value)),
        Part::List(flow, items) if *flow || is_flow || items.is_empty() => {
            *to += " [";
            for item in items {
                write(item, true, indent, to);
                *to += " , ";
            }
            *to += "]";
        }
        Part::Map(flow, entries) if *flow || is_flow || entries.is_empty() => {
            *to += " {";
            for (key, part) in entries {
                *to += &format!(" {}:", word(&Json::from(key.as_str())));
                write(part, true, indent, to);
                *to += " ,";
            }
            *to += "}";
        }
        Part::List(_, items) => {
            for item in items {
                *to += &format!("{}-", line(indent));
                write(item, false, indent + 2, to);
            }
        }
        Part::Map(_, entries) => {
            for (key, part) in entries {
                *to += &format!("{}{}:", line(indent), word(&Json::from(key.as_str())));
                write(part, false, indent + 1, to);
            }
        }
    }
}

/// Every path in a tree, with the key that leads there and what is there.
fn paths<'a>(value: &'a Json, path: &str, all: &mut Vec<(String, Option<&'a str>, &'a Json)>) {
    match value {
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let path = format!("{path}[{index}]");
                all.push((path.clone(), None, item));
                paths(item, &path, all);
            }
        }
        Json::Object(entries) => {
            for (key, item) in entries {
                let path = format!("{path}[\"{key}\"]");
                all.push((path.clone(), Some(key), item));
                paths(item, &path, all);
            }
        }
        _ => {}
    }
}

/// Looks up every path and reads what is marked.
fn check(text: &str, root: &Node, tree: &Json, read: fn(&str) -> Option<Json>) {
    let mut all = Vec::new();
    paths(tree, "tags", &mut all);
    // Keys are in paths as they are, so two paths may be written alike.
    let mut times = HashMap::new();
    for (path, ..) in &all {
        *times.entry(path.as_str()).or_insert(0) += 1;
    }
    for (path, key, value) in all.iter().filter(|(path, ..)| times[path.as_str()] == 1) {
        let marked = |id, path: &str| {
            let span = find(root, &Problem::error(id, path, "", ""), &MODEL).unwrap();
            // The first of several lines is indented as the others are.
            let before = text[..span.start].rsplit('\n').next().unwrap_or_default().len();
            format!("{:before$}{}", "", &text[span])
        };
        let read = |text: String| read(&text);
        assert_eq!(read(marked("input/type", path)).as_ref(), Some(*value), "{path} in {text}");
        if let Some(key) = key {
            let key = Some(Json::from(*key));
            assert_eq!(read(marked("input/unknown", path)), key, "{path} in {text}");
            if value.is_array() || value.is_object() {
                assert_eq!(read(marked("any/rule", path)), key, "{path} in {text}");
                assert_eq!(
                    read(marked("input/missing", &format!("{path}.neverThere"))),
                    key,
                    "{path}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn places_in_generated_files_are_those_of_the_values(part in map(part()), pretty in any::<bool>()) {
        let tree = to_json(&part);
        let json = Json::Object(Map::from_iter([("tags".to_owned(), tree.clone())]));
        let json = if pretty { format!("{json:#}") } else { json.to_string() };
        let root = json::read(&json).unwrap().root;
        prop_assert_eq!(&root.to_json()["tags"], &tree);
        check(&json, &root, &tree, |text| serde_json::from_str(text).ok());

        let mut yaml = "# first\ntags:".to_owned();
        write(&part, false, 2, &mut yaml);
        yaml += "\nend: x";
        let root = yaml::read(&yaml).map_err(|error| format!("{error:?}\n{yaml}")).unwrap().root;
        prop_assert_eq!(&root.to_json()["tags"], &tree, "{}", yaml);
        check(&yaml, &root, &tree, |text| serde_yaml_ng::from_str(text).ok());
    }

    #[test]
    fn any_path_has_a_place_or_none(part in map(part()), path in "(tags)?([\\[\\]\".a-z0-9]{0,3}|\\[\"|\"\\]){0,8}") {
        let mut yaml = "tags:".to_owned();
        write(&part, false, 2, &mut yaml);
        let root = yaml::read(&yaml).unwrap().root;
        for id in ["input/type", "input/unknown", "any/rule"] {
            if let Some(span) = find(&root, &Problem::error(id, path.as_str(), "", ""), &MODEL) {
                prop_assert!(yaml.get(span).is_some());
            }
        }
    }
}
