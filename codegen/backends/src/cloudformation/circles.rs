//! Resources of one template that need each other, as elements that went into their owners may make them.

use super::references::references;
use privatelink_ir::Problem;
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

/// A problem if some resources of a section cannot be made in any order.
pub(super) fn circle(section: &Map<String, Json>) -> Option<Problem> {
    let places: HashMap<&str, usize> =
        section.keys().enumerate().map(|(at, id)| (id.as_str(), at)).collect();
    // Who needs each resource, and how many each still needs.
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); section.len()];
    let mut open: Vec<usize> = vec![0; section.len()];
    for (at, entry) in section.values().enumerate() {
        let mut need = |id: &str| {
            let place = places.get(id).and_then(|place| needed_by.get_mut(*place));
            if let (Some(by), Some(open)) = (place, open.get_mut(at)) {
                by.push(at);
                *open += 1;
            }
        };
        references(entry, &mut need);
        let depends_on = entry.get("DependsOn").and_then(Json::as_array);
        depends_on.into_iter().flatten().filter_map(Json::as_str).for_each(need);
    }
    let mut ready: Vec<usize> =
        open.iter().enumerate().filter(|(_, open)| **open == 0).map(|(at, _)| at).collect();
    while let Some(at) = ready.pop() {
        for by in needed_by.get(at).into_iter().flatten() {
            if let Some(open) = open.get_mut(*by) {
                *open -= 1;
                if *open == 0 {
                    ready.push(*by);
                }
            }
        }
    }
    // What is left stands in a circle or behind one.
    let left = section.keys().zip(open).filter(|(_, open)| *open > 0);
    let mut ids: Vec<&str> = left.map(|(id, _)| id.as_str()).collect();
    ids.sort_unstable();
    (!ids.is_empty()).then(|| {
        Problem::error(
            "cloudformation/circular",
            "",
            format!("the resources `{}` need each other in a template", ids.join("`, `")),
            "deploy this with Terraform or Pulumi",
        )
    })
}
