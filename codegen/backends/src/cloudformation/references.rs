//! Finds what a tree refers to.

use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Logical ids of the parameters and resources that a tree reads.
pub(super) fn references(tree: &Json) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    visit(tree, &mut found);
    found
}

fn visit(tree: &Json, found: &mut BTreeSet<String>) {
    match tree {
        Json::Object(entries) => {
            for (name, argument) in entries {
                match (name.as_str(), argument) {
                    ("Ref", Json::String(id)) => {
                        found.insert(id.clone());
                    }
                    ("Fn::GetAtt", Json::Array(parts)) => {
                        found.extend(parts.first().and_then(Json::as_str).map(str::to_owned));
                    }
                    ("Fn::Sub", Json::String(text)) => found.extend(in_text(text)),
                    ("Fn::Sub", Json::Array(parts)) => {
                        found.extend(
                            parts.first().and_then(Json::as_str).into_iter().flat_map(in_text),
                        );
                        visit(argument, found);
                    }
                    _ => visit(argument, found),
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| visit(item, found)),
        _ => {}
    }
}

/// `Group` in `${Group.GroupId}`. `${!Name}` is no reference.
fn in_text(text: &str) -> Vec<String> {
    text.split("${")
        .skip(1)
        .filter_map(|piece| piece.split_once('}'))
        .map(|(name, _)| name.split('.').next().unwrap_or(name).to_owned())
        .filter(|name| !name.starts_with('!'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::references;
    use serde_json::json;

    #[test]
    fn every_way_to_refer_is_found() {
        let tree = json!({
            "A": { "Ref": "One" },
            "B": [{ "Fn::GetAtt": ["Two", "Arn"] }],
            "C": { "Fn::Sub": "${Three}-${Four.Id}-${!Literal}" },
            "D": { "Fn::Sub": ["${Five}${Part1}", { "Part1": { "Ref": "Six" } }] },
        });
        let found: Vec<String> = references(&tree).into_iter().collect();
        assert_eq!(found, ["Five", "Four", "One", "Part1", "Six", "Three", "Two"]);
    }
}
