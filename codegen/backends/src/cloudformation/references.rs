//! Finds what a tree refers to.

use serde_json::Value as Json;

/// Calls `found` with the logical id of each parameter and resource that a tree reads, as often as it does.
pub(super) fn references<'t>(tree: &'t Json, found: &mut dyn FnMut(&'t str)) {
    match tree {
        Json::Object(entries) => {
            for (name, argument) in entries {
                match (name.as_str(), argument) {
                    ("Ref", Json::String(id)) => found(id),
                    ("Fn::GetAtt", Json::Array(parts)) => {
                        parts.first().and_then(Json::as_str).into_iter().for_each(&mut *found);
                    }
                    ("Fn::Sub", Json::String(text)) => in_text(text, found),
                    ("Fn::Sub", Json::Array(parts)) => {
                        if let Some(text) = parts.first().and_then(Json::as_str) {
                            in_text(text, found);
                        }
                        references(argument, found);
                    }
                    _ => references(argument, found),
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// `Group` in `${Group.GroupId}`. `${!Name}` is no reference.
fn in_text<'t>(text: &'t str, found: &mut dyn FnMut(&'t str)) {
    text.split("${")
        .skip(1)
        .filter_map(|piece| piece.split_once('}'))
        .map(|(name, _)| name.split('.').next().unwrap_or(name))
        .filter(|name| !name.starts_with('!'))
        .for_each(found);
}

#[cfg(test)]
mod tests {
    use super::references;
    use serde_json::json;
    use std::collections::BTreeSet;

    #[test]
    fn every_way_to_refer_is_found() {
        let tree = json!({
            "A": { "Ref": "One" },
            "B": [{ "Fn::GetAtt": ["Two", "Arn"] }],
            "C": { "Fn::Sub": "${Three}-${Four.Id}-${!Literal}" },
            "D": { "Fn::Sub": ["${Five}${Part1}", { "Part1": { "Ref": "Six" } }] },
        });
        let mut found = BTreeSet::new();
        references(&tree, &mut |id| {
            found.insert(id);
        });
        let found: Vec<&str> = found.into_iter().collect();
        assert_eq!(found, ["Five", "Four", "One", "Part1", "Six", "Three", "Two"]);
    }
}
