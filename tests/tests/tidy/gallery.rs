//! The gallery of blueprints: each is there, with its picture, its engines and what it costs.

use std::fs;

use crate::numbers::{HOURS, price, written};
use crate::{none_of, read, root};

/// The folders of engines that blueprints are in, and what the gallery calls them.
const ENGINES: [(&str, &str); 4] = [
    ("terraform", "Terraform"),
    ("cloudformation", "CloudFormation"),
    ("typescript", "TypeScript"),
    ("python", "Python"),
];

/// How the row with a sum begins.
const TOGETHER: &str = "| Together | | ";

/// Blueprints whose pages add it up, with the row that has the sum; `numbers` holds the pages to the price list.
const ADDED_UP: [(&str, &str, &str); 7] = [
    ("central-endpoints", TOGETHER, "176.70"),
    ("custom-endpoint", TOGETHER, "91.75"),
    ("overlapping-networks", TOGETHER, "74.82"),
    ("shared-service", TOGETHER, "74.82"),
    ("tls-service", TOGETHER, "125.93"),
    ("local-endpoints", "| One VPC, two services, three zones | 6 | ", "43.80"),
    ("second-region", "| 3. Between Regions | 1 | 2 | ", "67.53"),
];

fn blueprints() -> Vec<String> {
    let entries = fs::read_dir(root().join("examples/blueprints")).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// What the gallery says of a blueprint: from the link to its page to the next one.
fn shown<'page>(gallery: &'page str, blueprint: &str) -> &'page str {
    let link = format!("(blueprints/{blueprint}/README.md)");
    let (_, rest) = gallery.split_once(&link).unwrap_or_else(|| panic!("no link to {blueprint}"));
    rest.split("\n### ").next().unwrap()
}

#[test]
fn the_gallery_shows_every_blueprint() {
    let gallery = read("examples/README.md");
    let mut missing = Vec::new();
    for blueprint in blueprints() {
        let shown = shown(&gallery, &blueprint);
        if !shown.contains(&format!("](pictures/{blueprint}.svg)")) {
            missing.push(format!("the picture of {blueprint}"));
        }
        for (folder, name) in ENGINES {
            let is_there = root().join(format!("examples/{folder}/{blueprint}")).exists();
            let is_shown = shown.contains(&format!("[{name}]({folder}/{blueprint})"));
            if is_there != is_shown {
                missing.push(format!("{name} of {blueprint}"));
            }
        }
    }
    none_of(&missing, "not in examples/README.md as it is in the folders");
}

#[test]
fn the_gallery_says_what_blueprints_cost() {
    let gallery = read("examples/README.md");
    let row = |amount: &str| format!("\n| {amount} | [Terraform]");
    let mut wrong = Vec::new();
    for (blueprint, before, amount) in ADDED_UP {
        let page = read(&format!("examples/blueprints/{blueprint}/README.md"));
        if !page.contains(&format!("{before}{amount} |")) {
            wrong.push(format!("the page of {blueprint} does not say {amount}"));
        }
        if !shown(&gallery, blueprint).contains(&row(amount)) {
            wrong.push(format!("{blueprint} costs {amount}"));
        }
    }
    let profile = written(price("profile_hour") * HOURS, 2);
    let hundred = written(price("interface_endpoint_hour") * HOURS * 600.0, 2);
    for (blueprint, said) in [
        ("central-endpoints", format!("costs {profile} more")),
        ("local-endpoints", format!("a hundred of them cost {hundred}.")),
    ] {
        if !shown(&gallery, blueprint).contains(&said) {
            wrong.push(format!("{blueprint} {said}"));
        }
    }
    none_of(&wrong, "amounts of examples/README.md");
    assert_eq!(ADDED_UP.len(), blueprints().len(), "blueprints without an amount");
}
