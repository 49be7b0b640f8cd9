//! Which stacks there are, what is in them, and what they hand over.

use super::evaluate;
use super::made_up::{
    compiled, element, hand_over, ids, many, model, named, order, reads, template, templates, told,
};
use crate::cloudformation::{Compiled, Format, Origin, compile, read_inputs};
use privatelink_catalog::ec2::{security_group as group, vpc_endpoint as endpoint};
use privatelink_catalog::ec2::{
    security_group_ingress_rule as ingress, vpc_endpoint_details as details,
};
use privatelink_catalog::facts::{ACCOUNT_ID, REGION};
use privatelink_catalog::sns::topic;
use privatelink_ir::expr::{at, here, input, not, object};
use privatelink_ir::graph::{Node, each_key, node};
use privatelink_ir::rule::rule;
use privatelink_ir::{Expr, Graph, Type};
use serde_json::{Value as Json, json};

#[path = "../../../../../tests/src/there_and_back.rs"]
#[expect(unreachable_pub, reason = "the harness that deploys it has it too")]
mod there_and_back;

fn there_and_back(same_account: bool) -> Compiled {
    let inputs = json!({
        "vpcId": "vpc-0a1b2c3d4e5f67890",
        "subnetIds": ["subnet-0a1b2c3d4e5f67890"],
        "service": { "name": { "parameter": true }, "id": "vpce-svc-0a1b2c3d4e5f67890" },
        "domain": "api.example.com",
        "purpose": "orders",
        "sameAccount": same_account,
    });
    let model = there_and_back::COMPONENT.model();
    assert_eq!(privatelink_ir::check(&model), []);
    assert_eq!(privatelink_catalog::check(&model), []);
    let compiled = compile(&model, &read_inputs(&inputs), &[Format::Json, Format::Yaml]).unwrap();
    hand_over(&compiled);
    compiled
}

#[test]
fn what_goes_there_and_back_equals_what_is_committed() {
    let compiled = there_and_back(false);
    assert_eq!(compiled.warnings, []);
    super::compare("there_and_back", compiled.files.0);
}

#[test]
fn an_order_goes_there_and_back() {
    let compiled = there_and_back(false);
    let names: Vec<(&str, &str)> =
        compiled.stacks.iter().map(|stack| (stack.name.as_str(), stack.slot)).collect();
    let expected = [("template", "default"), ("template-peer", "peer"), ("template-2", "default")];
    assert_eq!(names, expected);
    let outputs = |name: &str| -> Vec<String> {
        let template = template(&compiled, name);
        let all = template["Outputs"].as_object().unwrap().keys();
        all.filter(|name| !name.starts_with("From")).cloned().collect()
    };
    assert_eq!(outputs("template"), ["EndpointId", "AccountIdOfDefault"]);
    // A fact of a slot is told over there.
    assert_eq!(outputs("template-peer"), ["State", "TopicsNotice", "Provider", "RegionOfPeer"]);
    assert_eq!(outputs("template-2"), ["TopicsHeard"]);
}

#[test]
fn one_input_makes_two_slots_one() {
    let compiled = there_and_back(true);
    let [(name, template)] = &named(&compiled)[..] else { panic!("{:?}", compiled.stacks) };
    assert_eq!(name, "template");
    assert!(!compiled.files.0.contains_key("stacks.md"));
    assert!(ids(template).contains("Accept"));
    assert_eq!(template["Resources"]["Notice"]["DependsOn"], json!(["Accept"]));
}

#[test]
fn facts_of_another_slot_are_handed_over_or_known() {
    let compiled = there_and_back(false);
    let imports = |name: &str| -> Vec<(String, Origin)> {
        let stack = compiled.stacks.iter().find(|stack| stack.name == name).unwrap();
        let imports = stack.imports.iter();
        imports.map(|import| (import.parameter.clone(), import.origin.clone())).collect()
    };
    // Nothing is over there yet that could tell it.
    let known = Origin::Place { slot: "peer", fact: REGION };
    assert_eq!(imports("template"), [("RegionOfPeer".to_owned(), known)]);
    let output = |stack: &str, output: &str| Origin::Output {
        stack: stack.to_owned(),
        output: output.to_owned(),
    };
    let account = ("AccountIdOfDefault".to_owned(), output("template", "AccountIdOfDefault"));
    assert!(imports("template-peer").contains(&account));
    let told = ("RegionOfPeer".to_owned(), output("template-peer", "RegionOfPeer"));
    assert!(imports("template-2").contains(&told));
    let peer = template(&compiled, "template-peer");
    assert_eq!(peer["Outputs"]["RegionOfPeer"]["Value"], json!({ "Ref": "AWS::Region" }));
    let tags = &peer["Resources"]["Notice"]["Properties"]["Tags"];
    assert_eq!(tags[0], json!({ "Key": "Account", "Value": { "Ref": "AWS::AccountId" } }));
    assert_eq!(tags[1], json!({ "Key": "Consumer", "Value": { "Ref": "AccountIdOfDefault" } }));
}

#[test]
fn a_fact_decides_in_another_slot() {
    let far = at("peer", REGION).equals("eu-west-1").then("near");
    let own = here(ACCOUNT_ID).equals("111111111111").then("own");
    let one = node("one", topic::KIND).set(topic::TAGS, object([("Far", far), ("Own", own)]));
    let all = templates(Graph::new([one, reads("two", &[]).in_slot("peer")]));
    let conditions = &all[0].1["Conditions"];
    assert_eq!(
        *conditions,
        json!({
            "AWSRegionIsEuWest1": { "Fn::Equals": [{ "Ref": "RegionOfPeer" }, "eu-west-1"] },
            "AWSAccountIdIs111111111111": { "Fn::Equals": [{ "Ref": "AWS::AccountId" }, "111111111111"] },
        })
    );
}

#[test]
fn there_are_as_few_stacks_as_the_order_allows() {
    let [a, b, c, d] = ["a", "b", "c", "d"];
    let chain = |slots: [&'static str; 4]| {
        let one = reads(a, &[]).in_slot(slots[0]);
        let two = reads(b, &[&one]).in_slot(slots[1]);
        let three = reads(c, &[&two]).in_slot(slots[2]);
        let four = reads(d, &[&three]).in_slot(slots[3]);
        order(Graph::new([four, three, two, one]))
    };
    let here = "default";
    assert_eq!(chain([here, here, here, here]), ["template"]);
    assert_eq!(chain([here, "east", "east", here]), ["template", "template-east", "template-2"]);
    assert_eq!(chain(["east", here, here, here]), ["template-east", "template"]);
    assert_eq!(
        chain([here, "east", "west", here]),
        ["template", "template-east", "template-west", "template-2"]
    );
    assert_eq!(
        chain(["west", here, "west", here]),
        ["template-west", "template", "template-west-2", "template-2"]
    );
    // Nothing needs the first: it waits for the turn that is needed anyway.
    let free = reads("free", &[]);
    let one = reads(a, &[]).in_slot("east");
    let two = reads(b, &[&one]);
    let all = templates(Graph::new([free, one, two]));
    assert_eq!(all[1].0, "template");
    assert_eq!(ids(&all[1].1).len(), 2);
    // Where both may come first, the default slot does.
    let apart = [reads(a, &[]).in_slot("east"), reads(b, &[])];
    assert_eq!(order(Graph::new(apart)), ["template", "template-east"]);
}

#[test]
fn which_instances_there_are_moves_nothing() {
    let graph = || {
        let first = reads("first", &[]);
        let between =
            many("between").in_slot("peer").set(topic::NAME_PREFIX, "b").after(&["first"]);
        let last = reads("last", &[]).after(&["between"]);
        let sometimes = reads("sometimes", &[&first]).only_if(input("on"));
        Graph::new([first, between, last, sometimes])
    };
    let homes = |inputs: Json| {
        let compiled = compiled(&model(graph()), &inputs, 1).unwrap();
        let of = |id: &str| {
            let mut all = named(&compiled).into_iter();
            all.find(|(_, template)| ids(template).contains(id)).map(|(name, _)| name)
        };
        ["First", "Last", "BetweenA", "Sometimes"].map(of)
    };
    let home = |name: &str| Some(name.to_owned());
    // Nothing is between them for these inputs, and they stay apart all the same.
    let [first, last] = [home("template"), home("template-2")];
    assert_eq!(homes(json!({})), [first.clone(), last.clone(), None, None]);
    assert_eq!(
        homes(json!({ "many": { "a": "x" }, "on": true })),
        [first, last, home("template-peer"), home("template")]
    );
}

#[test]
fn an_element_is_where_its_owner_is() {
    let far = reads("far", &[]).in_slot("peer");
    let owner = node("owner", group::KIND);
    let element = element(&owner, far.attribute(topic::ARN));
    let early = reads("early", &[]);
    let all = templates(Graph::new([early, owner, element, far]));
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["template-peer", "template"]);
    let group = &all[1].1["Resources"]["Owner"]["Properties"];
    let description = &group["SecurityGroupEgress"][0]["Description"];
    assert_eq!(*description, json!({ "Ref": "FromPeerFarArn" }));
}

#[test]
fn an_element_of_another_slot_is_refused() {
    let owner = node("owner", group::KIND);
    let element = element(&owner, "x".into()).in_slot("peer");
    let said = told(compiled(&model(Graph::new([owner, element])), &json!({}), 1));
    assert_eq!(
        said,
        "[cloudformation/no-owner]: `element` belongs to a resource of the kind `ec2/security_group` that is not made by \
         the same template; make both in one template, or deploy this with Terraform or Pulumi\n"
    );
}

/// A group with an element that needs the other slot, which needs the group.
fn circle(condition: Option<Expr>) -> Graph {
    let owner = node("owner", group::KIND);
    let far = reads("far", &[&owner]).in_slot("peer");
    let element = element(&owner, far.attribute(topic::ARN));
    let element = match condition {
        Some(condition) => element.only_if(condition),
        None => element,
    };
    Graph::new([owner, far, element])
}

#[test]
fn slots_that_need_each_other_in_a_circle_are_refused() {
    let said = told(compiled(&model(circle(None)), &json!({}), 1));
    assert_eq!(
        said,
        "[cloudformation/no-order]: `element` has to be in one stack with what it is a part of, but `owner`, `far`, \
         `element` are in several slots and need each other: no order of stacks makes them; deploy this with Terraform \
         or Pulumi\n"
    );
    // Only where there is such an element.
    let graph = model(circle(Some(input("on"))));
    let names = |inputs: Json| {
        let compiled = compiled(&graph, &inputs, 1).unwrap();
        compiled.stacks.iter().map(|stack| stack.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(json!({})), ["template", "template-peer"]);
    let said = told(compiled(&graph, &json!({ "on": true }), 1));
    assert!(said.starts_with("[cloudformation/no-order]: `on` has to be"), "{said}");
}

/// An endpoint of one slot, and what reads it in another.
fn interfaces() -> Graph {
    let endpoint = node("endpoint", endpoint::KIND).set(endpoint::SERVICE_NAME, "s");
    let ids = endpoint.attribute(endpoint::NETWORK_INTERFACE_IDS);
    let user = node("user", endpoint::KIND)
        .in_slot("peer")
        .set(endpoint::SECURITY_GROUP_IDS, ids.clone())
        .set(endpoint::TAGS, object([("Ids", ids.to_json())]));
    Graph::new([endpoint, user]).output("ids", Type::list_of(Type::text()), "Ids.", ids)
}

#[test]
fn a_list_is_handed_over_with_commas() {
    let all = templates(interfaces());
    let output = &all[0].1["Outputs"]["FromDefaultEndpointNetworkInterfaceIds"]["Value"];
    let list = json!({ "Fn::GetAtt": ["Endpoint", "NetworkInterfaceIds"] });
    assert_eq!(*output, json!({ "Fn::Join": [",", list] }));
    let user = &all[1].1;
    let parameter = &user["Parameters"]["FromDefaultEndpointNetworkInterfaceIds"];
    assert_eq!(parameter["Type"], "CommaDelimitedList");
    let properties = &user["Resources"]["User"]["Properties"];
    for (given, list, text) in [
        (json!(["a", "b"]), json!(["a", "b"]), "[\"a\",\"b\"]"),
        // What CloudFormation makes of an empty text.
        (json!([""]), json!({ "Ref": "AWS::NoValue" }), "[]"),
    ] {
        let deployed = |name: &str| match name {
            "FromDefaultEndpointNetworkInterfaceIds" => Some(given.clone()),
            "AWS::NoValue" => Some(json!({ "Ref": "AWS::NoValue" })),
            _ => None,
        };
        assert_eq!(evaluate(&properties["SecurityGroupIds"], user, &deployed), list);
        assert_eq!(evaluate(&properties["Tags"][0]["Value"], user, &deployed), json!(text));
    }
}

#[test]
fn an_entry_of_a_map_is_handed_over() {
    let details = node("details", details::KIND).set(details::ID, "vpce-1");
    let names = details.attribute(details::ZONAL_DNS_NAMES);
    let name = names.lookup("use1-az1");
    let user = node("user", topic::KIND).in_slot("peer").set(topic::TAGS, object([("Name", name)]));
    let names = details.attribute(details::DNS_NAMES);
    let user = user.set(topic::KMS_MASTER_KEY_ID, names.to_json());
    let all = templates(Graph::new([details, user]));
    let outputs = all[0].1["Outputs"].as_object().unwrap();
    let values: Vec<&Json> = outputs.values().map(|output| &output["Value"]).collect();
    // A custom resource gives a list as a text with commas.
    let expected = [
        json!({ "Fn::GetAtt": ["Details", "DnsNames"] }),
        json!({ "Fn::GetAtt": ["Details", "Zonal.use1-az1"] }),
    ];
    assert_eq!(values, expected.iter().collect::<Vec<_>>());
}

#[test]
fn rules_stand_in_the_first_stack() {
    let first = reads("first", &[]).in_slot("peer");
    let tags = object([("Late", input("late")), ("First", first.attribute(topic::ARN))]);
    let second = node("second", topic::KIND).set(topic::TAGS, tags);
    let apart = rule("late/same", &["late"])
        .must(not(input("late").equals(input("later"))))
        .otherwise(["is the same".into()], "change one");
    let graph = Graph::new([first, second]).rule(apart);
    let late = json!({ "late": { "parameter": true }, "later": { "parameter": true } });
    let compiled = compiled(&model(graph), &late, 1).unwrap();
    let all = named(&compiled);
    assert_eq!(all[0].0, "template-peer");
    assert!(all[0].1["Rules"]["LateSame"].is_object());
    assert_eq!(all[1].1.get("Rules"), None);
    // A parameter stands where something reads it.
    let parameters = |at: usize| -> Vec<&str> {
        compiled.stacks[at].parameters.iter().map(|(id, _)| id.as_str()).collect()
    };
    assert_eq!([parameters(0), parameters(1)], [vec!["Late", "Later"], vec!["Late"]]);
}

#[test]
fn an_output_is_where_the_last_is_that_it_waits_for() {
    let first = reads("first", &[]);
    let then = reads("then", &[&first]).in_slot("peer");
    let last = reads("last", &[&then]);
    let arn = |of: &Node| of.attribute(topic::ARN);
    let [one, two] = [arn(&first), arn(&first)];
    let nothing = privatelink_ir::graph::output("nothing", Type::text(), "Nothing.", "x".into());
    let graph = Graph::new([first, then, last])
        .output("one", Type::text(), "One.", one)
        .with_output(
            privatelink_ir::graph::output("two", Type::text(), "Two.", two).after(&["then"]),
        )
        .with_output(nothing);
    let all = templates(graph);
    let told = |at: usize| -> Vec<&String> {
        let outputs = all[at].1["Outputs"].as_object().into_iter().flatten();
        outputs.map(|(name, _)| name).filter(|name| !name.starts_with("From")).collect()
    };
    assert_eq!(told(0), ["One", "Nothing"]);
    assert_eq!(told(1), ["Two"]);
    assert_eq!(told(2), [""; 0]);
}

#[test]
fn an_attribute_that_no_template_has_is_missed_from_another_stack_too() {
    let endpoint = node("endpoint", endpoint::KIND).set(endpoint::SERVICE_NAME, "s");
    let state = || endpoint.attribute(endpoint::STATE);
    let far = reads("far", &[]).in_slot("peer").set(topic::KMS_MASTER_KEY_ID, state());
    let said = told(compiled(&model(Graph::new([endpoint.clone(), far])), &json!({}), 1));
    assert!(said.starts_with("[cloudformation/absent]: `far` cannot be in a template"), "{said}");
    let arn = endpoint.attribute(endpoint::ARN);
    let far = node("far", topic::KIND).in_slot("peer").set(topic::KMS_MASTER_KEY_ID, arn);
    let both = object([("state", state()), ("far", far.attribute(topic::ARN))]);
    let graph =
        Graph::new([endpoint, far]).optional_output("json", Type::text(), "J.", both.to_json());
    let compiled = compiled(&model(graph), &json!({}), 1).unwrap();
    // What was only tried is not handed over.
    assert_eq!(compiled.warnings.len(), 1, "{:?}", compiled.warnings);
    assert_eq!(template(&compiled, "template-peer").get("Outputs"), None);
}

#[test]
fn each_waits_for_its_own_and_all_for_many_by_a_gate() {
    let graph = |count: usize| {
        let before = many("before");
        let after = many("after")
            .set(topic::NAME_PREFIX, "a")
            .after_instance("before", each_key())
            .after(&["others"]);
        let rule = node("others", ingress::KIND)
            .for_each(input("many"))
            .set(ingress::SECURITY_GROUP_ID, "sg-1")
            .set(ingress::IP_PROTOCOL, "-1");
        let keys = (0..count).map(|at| (format!("k{at}"), json!("x")));
        let inputs = json!({ "many": keys.collect::<serde_json::Map<_, _>>() });
        let compiled = compiled(&model(Graph::new([before, after, rule])), &inputs, 1).unwrap();
        template(&compiled, "template")["Resources"].clone()
    };
    let few = graph(3);
    assert_eq!(few.get("AllOthers"), None);
    let listed = json!(["BeforeK1", "OthersK0", "OthersK1", "OthersK2"]);
    assert_eq!(few["AfterK1"]["DependsOn"], listed);
    let more = graph(30);
    assert_eq!(more["AfterK1"]["DependsOn"], json!(["AllOthers", "BeforeK1"]));
    assert_eq!(more["AllOthers"]["Type"], "AWS::CloudFormation::WaitConditionHandle");
    assert_eq!(more["AllOthers"]["DependsOn"].as_array().unwrap().len(), 30);
}
