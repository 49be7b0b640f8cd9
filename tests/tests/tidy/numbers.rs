//! Numbers that pages say about the blueprints with endpoints: how many interfaces there are, and what they cost.

use privatelink_backends::cloudformation::{Format, compile, read_inputs};
use privatelink_catalog::PRICES;
use privatelink_components::COMPONENTS;
use serde_json::{Value as Json, json};

use crate::read;

const LOCAL: &str = "examples/cloudformation/local-endpoints";
const CENTRAL: &str = "examples/cloudformation/central-endpoints";
/// Hours of a month, as AWS counts them.
pub(crate) const HOURS: f64 = 730.0;
/// VPCs of the example that everybody calculates with.
const VPCS: usize = 100;

/// Endpoints that inputs make, and their interfaces: one in each subnet.
fn endpoints(component: &str, inputs: &Json) -> (usize, usize) {
    let component = COMPONENTS.iter().find(|known| known.name == component).unwrap();
    let compiled = compile(&component.model(), &read_inputs(inputs), &[Format::Json]).unwrap();
    let mut found = (0, 0);
    for text in compiled.files.0.values() {
        let Ok(template) = serde_json::from_str::<Json>(text) else { continue };
        let resources = template["Resources"].as_object().unwrap().values();
        for endpoint in resources.filter(|it| it["Type"] == "AWS::EC2::VPCEndpoint") {
            found.0 += 1;
            found.1 += endpoint["Properties"]["SubnetIds"].as_array().unwrap().len();
        }
    }
    found
}

fn inputs(path: &str) -> Json {
    serde_yaml_ng::from_str(&read(path)).unwrap()
}

/// Endpoints and interfaces of several deployments together.
fn together(all: &[(usize, usize)]) -> (usize, usize) {
    all.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}

/// A VPC that uses two services of AWS.
fn local() -> (usize, usize) {
    let of =
        |service| endpoints("PrivateLinkConsumer", &inputs(&format!("{LOCAL}/{service}.yaml")));
    together(&[of("execute-api"), of("appconfigdata")])
}

/// Four accounts with a VPC each: three use two services of AWS, the fourth the microservice of the third.
fn of_four_accounts() -> (usize, usize) {
    let mut inputs = inputs(&format!("{LOCAL}/execute-api.yaml"));
    let fields = inputs.as_object_mut().unwrap();
    fields.remove("service");
    fields.insert("serviceName".to_owned(), json!({ "parameter": true }));
    together(&[local(), local(), local(), endpoints("PrivateLinkConsumer", &inputs)])
}

fn hub(file: &str) -> (usize, usize) {
    endpoints("CentralizedEndpointHub", &inputs(&format!("{CENTRAL}/{file}")))
}

#[test]
fn endpoints_have_an_interface_in_each_zone() {
    assert_eq!(local(), (2, 6), "a VPC with two services in three zones");
    assert_eq!((local().0 * VPCS, local().1 * VPCS), (200, 600), "a hundred of them");
    assert_eq!(of_four_accounts(), (7, 21), "four accounts");
    assert_eq!(hub("hub.yaml"), (2, 6), "the same two services in a hub");
    assert_eq!(hub("hub-with-spokes.yaml"), (3, 9), "and the microservice");
}

/// The hub that admits spokes is the hub before it, and more.
#[test]
fn admitting_spokes_changes_nothing_else() {
    let (mut before, mut after) = (
        inputs(&format!("{CENTRAL}/hub.yaml")),
        inputs(&format!("{CENTRAL}/hub-with-spokes.yaml")),
    );
    for more in ["spokes", "endpointServices"] {
        assert!(!after[more].is_null() && before[more].is_null(), "{more}");
        before.as_object_mut().unwrap().remove(more);
        after.as_object_mut().unwrap().remove(more);
    }
    assert_eq!(before, after);
}

/// The page says how many spokes a template of the hub takes.
#[test]
fn a_template_admits_so_many_spokes() {
    let hub = COMPONENTS.iter().find(|known| known.name == "CentralizedEndpointHub").unwrap();
    let with = |spokes: usize| {
        let mut inputs = inputs(&format!("{CENTRAL}/hub-with-spokes.yaml"));
        let spoke = inputs["spokes"]["team"].clone();
        let entry = |number| (format!("account-{number}"), spoke.clone());
        inputs["spokes"] = (0..spokes).map(entry).collect::<serde_json::Map<_, _>>().into();
        compile(&hub.model(), &read_inputs(&inputs), &[Format::Yaml])
    };
    let bytes = |spokes| with(spokes).unwrap().files.0.values().next().unwrap().len();
    assert!(bytes(30) < 51_200 && bytes(40) > 51_200, "{} and {}", bytes(30), bytes(40));
    assert!(with(199).is_ok(), "199 spokes do not fit");
    let problems = with(200).unwrap_err();
    assert!(problems.iter().any(|problem| problem.to_string().contains("parameters")));
    assert!(read(&format!("{CENTRAL}/README.md")).contains("takes 199 spokes"));
}

pub(crate) fn price(id: &str) -> f64 {
    let millionths = PRICES.amount(PRICES.region, id).unwrap().tiers[0].amount;
    u32::try_from(millionths).map(f64::from).unwrap() / 1_000_000.0
}

/// A number as pages write it: with commas, and so many decimals.
pub(crate) fn written(number: f64, decimals: usize) -> String {
    let plain = format!("{number:.decimals$}");
    let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let digits: Vec<char> = whole.chars().collect();
    let groups: Vec<String> = digits.rchunks(3).rev().map(|group| group.iter().collect()).collect();
    groups.join(",") + rest
}

/// What so many cost in a month, and both as a cell of a table.
struct Row {
    cost: f64,
    cell: String,
}

impl Row {
    fn new(number: usize, each: f64) -> Self {
        let cost = f64::from(u32::try_from(number).unwrap()) * each;
        Self { cost, cell: format!("{number}: {}", written(cost, 2)) }
    }
}

/// The rows of a comparison: interfaces of the local form, interfaces and zones of the central one, and attachments of a hub whose
/// spokes are attached for it.
fn comparison(local: usize, central: usize, zones: usize, attachments: usize) -> [String; 5] {
    let interface = price("interface_endpoint_hour") * HOURS;
    let attachment = price("transit_gateway_attachment_hour") * HOURS;
    let (local, central) = (Row::new(local, interface), Row::new(central, interface));
    let zones = Row::new(zones, price("hosted_zone_month"));
    let [all, one] = [attachments, 1].map(|number| Row::new(number, attachment));
    let totals = [&all, &one].map(|made| central.cost + made.cost + zones.cost);
    let per_gb = price("transit_gateway_data");
    let [first, second] = totals.map(|total| match (local.cost - total) / per_gb {
        gb if gb > 0.0 => format!("{} GB", written(gb, 0)),
        _ => "no data at all: local costs less".to_owned(),
    });
    let totals = totals.map(|total| written(total, 2));
    [
        format!(
            "| Interfaces of endpoints | {} | {} | {} |",
            local.cell, central.cell, central.cell
        ),
        format!("| Attachments | | {} | {} |", all.cell, one.cell),
        format!("| Private zones | | {} | {} |", zones.cell, zones.cell),
        format!("| Together | {} | {} | {} |", written(local.cost, 2), totals[0], totals[1]),
        format!("| As much as local at | | {first} | {second} |"),
    ]
}

#[test]
fn pages_say_what_endpoints_cost() {
    let page = read("docs/central-or-local.md");
    let hundred = comparison(local().1 * VPCS, hub("hub.yaml").1, 2, VPCS + 1);
    let four = comparison(of_four_accounts().1, hub("hub-with-spokes.yaml").1, 3, 4 + 1);
    for rows in [hundred, four] {
        assert!(page.contains(&rows.join("\n")), "not on the page:\n{}", rows.join("\n"));
    }
    let interface = price("interface_endpoint_hour");
    let attachment = price("transit_gateway_attachment_hour");
    let sentences = [
        format!("costs as much as {:.0} interfaces", attachment / interface),
        format!(
            "{} GB a month",
            written(3.0 * interface * HOURS / price("transit_gateway_data"), 0)
        ),
        format!("{} USD a month for up to 100 VPCs", written(price("profile_hour") * HOURS, 2)),
        format!("{} USD for a GB in both forms", price("interface_endpoint_data")),
        format!("{interface} USD an hour for an interface"),
        format!("{attachment} for an attachment"),
    ];
    for sentence in sentences {
        assert!(page.contains(&sentence), "not on the page: {sentence}");
    }
}

#[test]
fn blueprints_say_what_they_cost() {
    let interface = price("interface_endpoint_hour") * HOURS;
    let attachment = price("transit_gateway_attachment_hour") * HOURS;
    let page = read("examples/blueprints/local-endpoints/README.md");
    let one_zone = of_four_accounts().0;
    for number in [local().1, one_zone, of_four_accounts().1, local().1 * VPCS] {
        let cost = written(Row::new(number, interface).cost, 2);
        assert!(page.contains(&format!("| {number} | {cost} |")), "{number}: {cost}");
    }

    let page = read("examples/blueprints/central-endpoints/README.md");
    let rows = [
        (hub("hub-with-spokes.yaml").1, interface),
        (3, attachment),
        (3, price("hosted_zone_month")),
    ];
    let costs = rows.map(|(number, each)| Row::new(number, each).cost);
    for ((number, _), cost) in rows.iter().zip(costs) {
        let row = format!("| {number} | {} |", written(cost, 2));
        assert!(page.contains(&row), "not on the page: {row}");
    }
    let sum = format!("| Together | | {} |", written(costs.iter().sum(), 2));
    assert!(page.contains(&sum), "not on the page: {sum}");
}

/// The systems with a service of their own: a load balancer of each kind, the zones of their endpoints, the number of endpoints by
/// row of the page, and private zones.
#[test]
fn blueprints_with_a_service_say_what_they_cost() {
    let rows: [(&str, usize, usize, &[&str], usize); 4] = [
        ("shared-service", 0, 2, &["consumer", "session"], 0),
        ("overlapping-networks", 0, 2, &["consumer", "session"], 0),
        ("custom-endpoint", 1, 2, &["consumer", "session"], 1),
        ("tls-service", 0, 3, &["consumer/orders", "consumer/ec2", "consumer/session"], 0),
    ];
    for (name, albs, zones, consumers, hosted) in rows {
        let page = read(&format!("examples/blueprints/{name}/README.md"));
        let mut priced = vec![
            ("Network Load Balancer", Row::new(1, price("nlb_hour") * HOURS)),
            ("Application Load Balancer", Row::new(albs, price("alb_hour") * HOURS)),
            ("Private zones", Row::new(hosted, price("hosted_zone_month"))),
        ];
        for consumer in consumers {
            let file = format!("examples/cloudformation/{name}/{consumer}/inputs.yaml");
            let mut inputs = inputs(&file);
            if inputs["bundle"].is_null() && inputs["service"].is_null() {
                inputs["serviceName"] = json!({ "parameter": true });
            }
            // Names of your own do not cost by the interface, and would ask who accepted.
            inputs.as_object_mut().unwrap().remove("customDns");
            // A list of subnets is known later: one for each zone.
            let made = count("PrivateLinkConsumer", &inputs) * zones;
            priced
                .push(("Interfaces of", Row::new(made, price("interface_endpoint_hour") * HOURS)));
        }
        let mut sum = 0.0;
        for (what, row) in priced.iter().filter(|(_, row)| row.cost > 0.0) {
            sum += row.cost;
            let (number, cost) = row.cell.split_once(": ").unwrap();
            let ends = format!(" | {number} | {cost} |");
            let is_there =
                |line: &str| line.starts_with(&format!("| {what}")) && line.ends_with(&ends);
            assert!(page.lines().any(is_there), "not on the page of {name}: {what}{ends}");
        }
        let together = format!("| Together | | {} |", written(sum, 2));
        assert!(page.contains(&together), "not on the page of {name}: {together}");
        for section in ["Why", "When not", "Cost", "Limits", "Deploy it", "Try it", "Take it away"]
        {
            assert!(
                page.contains(&format!("\n## {section}\n")),
                "{name} has no section `{section}`"
            );
        }
        assert!(
            page.contains("aws ssm start-session --target"),
            "{name}: how is its client entered?"
        );
    }
}

/// Endpoints that inputs make, whose subnets may be a parameter.
fn count(component: &str, inputs: &Json) -> usize {
    let component = COMPONENTS.iter().find(|known| known.name == component).unwrap();
    let compiled = compile(&component.model(), &read_inputs(inputs), &[Format::Json]).unwrap();
    let templates = compiled.files.0.values();
    let parsed = templates.filter_map(|text| serde_json::from_str::<Json>(text).ok());
    let is_endpoint = |it: &&Json| it["Type"] == "AWS::EC2::VPCEndpoint";
    let of = |template: Json| {
        template["Resources"].as_object().unwrap().values().filter(is_endpoint).count()
    };
    parsed.map(of).sum()
}
