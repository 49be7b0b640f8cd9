//! Whatever a file has in it, every problem gets a place in the file, and nothing of the file reaches a terminal as more
//! than a picture.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use privatelink_cli::{Look, Streams, run_with};
use proptest::prelude::*;
use serde_json::Value as Json;
use std::fs;

const GOOD: &str = include_str!("../../../tests/corpus/cli/inputs/minimal.json");

/// Messages on a terminal of few columns.
const TERMINAL: Look = Look { colour: true, unicode: true, width: Some(40) };

/// Exit code, output and messages of `privatelink check` with this text on standard input.
fn check(arguments: &[&str], text: &str, look: Look) -> (u8, String, String) {
    let (mut output, mut messages) = (Vec::new(), Vec::new());
    let mut streams =
        Streams { input: &mut text.as_bytes(), output: &mut output, messages: &mut messages };
    let all = ["privatelink", "check", "PrivateLinkService"].iter().chain(arguments);
    let code = run_with(all, &mut streams, look);
    (code, String::from_utf8(output).unwrap(), String::from_utf8(messages).unwrap())
}

/// Checks everything about what is said of a text.
fn examine(text: &str) {
    let (code, _, plain) = check(&["-"], text, Look::default());
    assert!(code <= 1);
    assert!(plain.chars().all(|letter| letter == '\n' || !letter.is_control()), "{plain}");
    let (again, _, coloured) = check(&["-"], text, TERMINAL);
    assert_eq!(again, code);
    assert!(
        without_colours(&coloured).chars().all(|letter| letter == '\n' || !letter.is_control())
    );

    let (again, document, messages) = check(&["-", "--output", "json"], text, TERMINAL);
    assert_eq!((again, messages.as_str()), (code, ""));
    let document: Json = serde_json::from_str(&document).unwrap();
    assert_eq!(document["version"], 1);
    assert_eq!(document["file"], "-");
    let problems = document["problems"].as_array().unwrap();
    assert_eq!(code, u8::from(problems.iter().any(|problem| problem["severity"] == "error")));
    assert_eq!(document["resources"].is_u64(), code == 0);
    let mut last = 0;
    for problem in problems {
        let place = &problem["place"];
        let number = |name: &str| usize::try_from(place[name].as_u64().unwrap()).unwrap();
        let (start, end) = (number("offset"), number("offset") + number("length"));
        assert!(text.get(start..end).is_some(), "{problem}");
        assert!(last <= start, "{problem}");
        last = start;
        if !text.contains('\r') {
            assert_eq!(position(text, start), (number("line"), number("column")), "{problem}");
            assert_eq!(position(text, end), (number("endLine"), number("endColumn")), "{problem}");
        }
    }
}

fn position(text: &str, offset: usize) -> (usize, usize) {
    let (before, line) = text[..offset].rsplit_once('\n').unwrap_or(("", &text[..offset]));
    let lines = before.matches('\n').count() + usize::from(text[..offset].contains('\n'));
    (lines + 1, line.chars().count() + 1)
}

fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').map_or(part, |(_, rest)| rest))
}

/// What YAML and JSON are made of, and what they are not.
fn anything() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z0-9]{1,4}",
        prop::sample::select(vec![
            "name",
            "vpcId",
            "listeners",
            "http",
            "port",
            "tags",
            ": ",
            ":\n  ",
            ":\n- ",
            "- ",
            "\n",
            "\n  ",
            "\n    ",
            "{",
            "}",
            "[",
            "]",
            ",",
            "\"",
            "'",
            "|\n",
            ">\n",
            "# ",
            "&a ",
            "*a",
            "!!str ",
            "!x ",
            "? ",
            "---\n",
            "...\n",
            "%YAML 1.2\n",
            "\t",
            "\r\n",
            "\r",
            "\\u00",
            "\\ud83d",
            "\u{feff}",
            "\u{1b}[2J",
            "\u{202e}",
            "\u{85}",
            "\u{4e2d}",
            "\u{1f600}",
            "~",
            "null",
            "true",
            "1e999",
            "0x",
            ".inf",
            "443",
            "$schema",
        ])
        .prop_map(str::to_owned),
        "\\PC{1,3}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_its_problems_in_it(text in anything()) {
        examine(&text);
    }

    #[test]
    fn a_damaged_file_has_its_problems_in_it(
        at in any::<[prop::sample::Index; 2]>(),
        piece in anything(),
        in_yaml in any::<bool>(),
    ) {
        let good = if in_yaml {
            serde_yaml_ng::to_string(&serde_json::from_str::<Json>(GOOD).unwrap()).unwrap()
        } else {
            GOOD.to_owned()
        };
        let mut ends = at.map(|at| at.index(good.len()));
        ends.sort_unstable();
        examine(&format!("{}{piece}{}", &good[..ends[0]], &good[ends[1]..]));
    }

    #[test]
    fn a_file_of_json_is_json(text in anything()) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("inputs.json");
        fs::write(&file, &text).unwrap();
        let (code, output, _) = check(&[file.to_str().unwrap(), "--output", "json"], "", TERMINAL);
        let document: Json = serde_json::from_str(&output).unwrap();
        let refused = document["problems"].as_array().unwrap().iter().any(|it| it["id"] == "input/syntax");
        // Whatever else is wrong with it, all that cannot be read is refused.
        prop_assert!(code == 1 && refused != serde_json::from_str::<Json>(&text).is_ok());
    }
}

#[test]
fn what_is_damaged_is_good() {
    examine(GOOD);
    assert_eq!(check(&["-"], GOOD, TERMINAL).0, 0);
}
