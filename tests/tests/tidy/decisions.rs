//! Pages that help to decide: amounts, services and names of rules on them are those of the catalogue and the components.

use std::collections::BTreeSet;

use privatelink_catalog::services::{find, find_bundle};

use crate::numbers::{HOURS, price, written};
use crate::{none_of, pages, prose, read};

#[test]
fn pages_to_decide_say_what_things_cost() {
    let balancer = written(price("nlb_hour") * HOURS, 2);
    let interface = price("interface_endpoint_hour");
    let data = price("interface_endpoint_data");
    let between = price("inter_region_transfer");
    let attachment = price("transit_gateway_attachment_hour");
    let through = price("transit_gateway_data");
    let region = written(price("remote_region_hour") * HOURS, 2);
    let zone = written(interface * HOURS, 2);
    let said = [
        ("own-load-balancer", format!("costs {balancer} USD a month")),
        ("privatelink-or-network", format!("| {interface} USD for each endpoint and zone")),
        ("privatelink-or-network", format!("| {attachment} USD for each attachment |")),
        ("privatelink-or-network", format!("| Paid by the GB | {data} USD |")),
        ("privatelink-or-network", format!("| {through} USD |")),
        (
            "second-region",
            format!(
                "| By the hour | {balancer} for a load balancer, and the service | {balancer} for a load balancer | {region} for the Region |"
            ),
        ),
        (
            "second-region",
            format!("| none | {between}, paid by the provider | {between}, paid by the consumer |"),
        ),
        ("second-region", format!("{zone} in each zone, and {data} for a GB")),
    ];
    let missing =
        said.iter().filter(|(page, text)| !read(&format!("docs/{page}.md")).contains(text));
    let missing: Vec<String> = missing.map(|(page, text)| format!("{page}: {text}")).collect();
    none_of(&missing, "not on the pages");
}

#[test]
fn endpoints_of_workloads_are_in_the_catalogue() {
    let page = read("docs/which-endpoints.md");
    let table = page.split("## By kind of workload").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| ")).skip(2);
    let (mut count, mut unknown) = (0, Vec::new());
    for row in rows {
        let cells: Vec<&str> = row.split(" | ").collect();
        for name in cells[1..3].iter().flat_map(|cell| cell.split('`').skip(1).step_by(2)) {
            count += 1;
            if find(name).is_none() && find_bundle(name).is_none() {
                unknown.push(name.to_owned());
            }
        }
    }
    none_of(&unknown, "neither services nor bundles");
    assert!(count > 30, "{count} names were read");
}

/// Rules that pages name are those of the manual.
#[test]
fn rules_on_pages_exist() {
    let all = pages();
    let manual: String =
        all.iter().filter(|page| page.starts_with("docs/manual/")).map(|page| read(page)).collect();
    let mut unknown = Vec::new();
    for page in ["evidence", "second-region", "which-endpoints"] {
        let text = read(&format!("docs/{page}.md"));
        let named = text.split('`').skip(1).step_by(2).filter(|code| is_rule(code));
        let missing = named.filter(|rule| !manual.contains(&format!("(`{rule}`")));
        unknown.extend(missing.map(|rule| format!("{page}: {rule}")));
    }
    none_of(&unknown, "rules that no component has");
}

/// Whether code is the id of a rule: two words in small letters with a slash.
fn is_rule(code: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-')
    };
    code.split_once('/').is_some_and(|(area, rest)| is_word(area) && is_word(rest))
}

/// Links by a name below the text, `[text][name]`, have their address on the page, and every address is used.
#[test]
fn named_links_have_an_address() {
    let mut wrong = Vec::new();
    for page in
        pages().iter().filter(|page| page.starts_with("docs/") || page.ends_with("README.md"))
    {
        let text = read(page);
        let (mut used, mut given) = (BTreeSet::new(), BTreeSet::new());
        for line in prose(&text) {
            let line: String = line.split('`').step_by(2).collect();
            if let Some((name, _)) =
                line.strip_prefix('[').and_then(|rest| rest.split_once("]: http"))
            {
                given.insert(name.to_owned());
            }
            let names = line.split("][").skip(1).filter_map(|rest| rest.split(']').next());
            used.extend(names.map(str::to_owned));
        }
        wrong.extend(used.symmetric_difference(&given).map(|name| format!("{page}: {name}")));
    }
    none_of(&wrong, "names of links without an address, or addresses without a link");
}

#[test]
fn rules_are_told_from_other_code() {
    assert!(is_rule("regions/zones") && is_rule("listeners/idle-timeout-regions"));
    assert!(
        !is_rule("aws:SourceVpc")
            && !is_rule("10.0.0.0/8")
            && !is_rule("docs/")
            && !is_rule("a/b/c")
    );
}

/// The forms of a second Region: load balancers and interfaces of each, and the price of the Region.
#[test]
fn the_blueprint_of_a_second_region_says_what_its_forms_cost() {
    let page = read("examples/blueprints/second-region/README.md");
    let forms = [
        ("1. Deploy again, consumers in both Regions", 2, 4, 0),
        ("2. Load balancer near", 1, 2, 0),
        ("3. Between Regions", 1, 2, 1),
    ];
    for (form, balancers, interfaces, regions) in forms {
        let hour = f64::from(balancers) * price("nlb_hour")
            + f64::from(interfaces) * price("interface_endpoint_hour")
            + f64::from(regions) * price("remote_region_hour");
        // A little more, since half a cent is not exact in binary, and is rounded up.
        let cost = written(hour * HOURS + 0.0001, 2);
        let row = format!("| {form} | {balancers} | {interfaces} | {cost} |");
        assert!(page.contains(&row), "not on the page: {row}");
    }
    let more = format!("{} for the other Region", written(price("remote_region_hour") * HOURS, 2));
    assert!(page.contains(&more), "not on the page: {more}");
}
