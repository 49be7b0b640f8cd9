//! Stacks that are spread over parts, and limits of what is in one.

use super::made_up::{compiled, ids, many, model, named, reads, told};
use crate::cloudformation::Compiled;
use privatelink_catalog::ec2::{security_group as group, security_group_egress_rule as egress};
use privatelink_catalog::sns::topic;
use privatelink_ir::expr::{input, not, object, text, value};
use privatelink_ir::graph::{each, each_key, node, output};
use privatelink_ir::rule::rule;
use privatelink_ir::{Graph, Model, Type};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;

#[path = "../../../benches/hub/mod.rs"]
mod hub;

fn of_hub(inputs: &Json, parts: u32) -> Compiled {
    compiled(&hub::COMPONENT.model(), inputs, parts)
        .unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// The stack of each resource.
fn homes(compiled: &Compiled) -> BTreeMap<String, String> {
    let all = named(compiled).into_iter();
    all.flat_map(|(name, template)| ids(&template).into_iter().map(move |id| (id, name.clone())))
        .collect()
}

#[test]
fn the_hub_is_well_formed() {
    let model = hub::COMPONENT.model();
    assert_eq!(privatelink_ir::check(&model), []);
    assert_eq!(privatelink_catalog::check(&model), []);
}

#[test]
fn what_belongs_together_is_in_one_part() {
    let compiled = of_hub(&hub::inputs(1_000), 4);
    let homes = homes(&compiled);
    let of = |prefix: &str, name: &str| -> Vec<&String> {
        let all = homes.iter();
        all.filter(|(id, _)| id.starts_with(prefix) && id.contains(name))
            .map(|(_, home)| home)
            .collect()
    };
    // The base has what has no loop.
    assert_eq!(homes["Group"], "template");
    for service in ["S7", "S12"] {
        let endpoint = &homes[&format!("Endpoint{service}")];
        assert!(endpoint.starts_with("template-part-"), "{endpoint}");
        for (kind, count) in [("Zone", 3), ("Record", 12)] {
            let found = of(kind, &format!("{service}Z"));
            assert_eq!(found.len(), count);
            assert!(found.iter().all(|home| *home == endpoint), "{found:?}");
        }
    }
    // Spokes use zones of any service, so they come after all of them, each in one part.
    let notice = &homes["NoticeSpoke3"];
    assert!(notice.starts_with("template-2-part-"), "{notice}");
    for kind in ["UseSpoke3S", "AllowSpoke3T"] {
        let found = of(kind, "");
        assert!(found.len() > 3 && found.iter().all(|home| *home == notice), "{found:?}");
    }
}

#[test]
fn nothing_moves_when_others_come_or_go() {
    let few = homes(&of_hub(&hub::inputs(600), 4));
    let more = homes(&of_hub(&hub::inputs(700), 4));
    let spoke =
        |id: &str| id.starts_with("Notice") || id.starts_with("Allow") || id.starts_with("Zone");
    let kept: Vec<_> = few.iter().filter(|(id, _)| spoke(id) && more.contains_key(*id)).collect();
    assert!(kept.len() > 200);
    for (id, home) in kept {
        assert_eq!(more[id], *home, "{id}");
    }
}

#[test]
fn one_more_part_takes_its_share_and_moves_nothing_else() {
    let inputs = hub::inputs(1_000);
    let (four, five) = (homes(&of_hub(&inputs, 4)), homes(&of_hub(&inputs, 5)));
    let moved: Vec<_> = four.iter().filter(|(id, home)| five[*id] != **home).collect();
    assert!(moved.iter().all(|(id, _)| five[*id].ends_with("-part-5")), "{moved:?}");
    assert!(moved.len() * 3 < four.len() && moved.len() * 8 > four.len(), "{}", moved.len());
}

#[test]
fn outputs_are_with_their_instances() {
    let compiled = of_hub(&hub::inputs(1_000), 4);
    let homes = homes(&compiled);
    for (name, template) in named(&compiled) {
        for (id, _) in template["Outputs"].as_object().into_iter().flatten() {
            if let Some(service) = id.strip_prefix("EndpointIds") {
                assert_eq!(homes[&format!("Endpoint{service}")], name);
            }
        }
    }
}

#[test]
fn parts_of_ten_thousand_resources_are_within_all_limits() {
    let compiled = of_hub(&hub::inputs(10_000), 26);
    let count: usize = named(&compiled).iter().map(|(_, template)| ids(template).len()).sum();
    assert!(count > 9_900, "{count}");
    assert!(compiled.files.0["stacks.md"].contains("--parts 26"));
}

/// Topics, and what reads all of them in lists.
fn crowd(readers: bool) -> Model {
    let topics = many("topic");
    let apart = reads("apart", &[]).after(&["topic"]);
    let far = many("far")
        .in_slot("peer")
        .set(topic::KMS_MASTER_KEY_ID, topics.instance(each_key(), topic::ARN));
    let graph = if readers { Graph::new([topics, far]) } else { Graph::new([topics, apart]) };
    model(graph)
}

fn keys(count: usize) -> Json {
    let keys: Map<String, Json> = (0..count).map(|at| (format!("k{at}"), json!("x"))).collect();
    json!({ "many": keys })
}

#[test]
fn more_attributes_than_parameters_are_handed_over_in_lists() {
    // Few are handed over one by one.
    let few = compiled(&crowd(true), &keys(200), 1).unwrap();
    assert_eq!(few.stacks[1].imports.len(), 200);
    let many = compiled(&crowd(true), &keys(220), 1).unwrap();
    assert_eq!(many.stacks[1].imports.len(), 15);
    let all = named(&many);
    let (one, other) = (&all[0].1, &all[1].1);
    let key = &other["Resources"]["FarK17"]["Properties"]["KmsMasterKeyId"]["Fn::Select"];
    let list = key[1]["Ref"].as_str().unwrap();
    assert_eq!(other["Parameters"][list]["Type"], "CommaDelimitedList");
    let members = &one["Outputs"][list]["Value"]["Fn::Join"][1];
    let place = usize::try_from(key[0].as_u64().unwrap()).unwrap();
    assert_eq!(members[place], json!({ "Ref": "TopicK17" }));
    // Lists of other things have other names.
    let more = compiled(&crowd(true), &keys(221), 1).unwrap();
    assert!(!more.stacks[1].imports.iter().any(|import| {
        let members = &named(&more)[0].1["Outputs"][&import.parameter]["Value"]["Fn::Join"][1];
        import.parameter == list && members != &one["Outputs"][list]["Value"]["Fn::Join"][1]
    }));
}

#[test]
fn too_many_resources_are_refused_with_the_number_of_parts() {
    let model = crowd(false);
    let said = told(compiled(&model, &keys(1_400), 1));
    assert_eq!(
        said.split_inclusive('\n').next().unwrap(),
        "[cloudformation/too-large]: the template `template.json` would have 1401 resources, and CloudFormation takes 500; \
         spread it over 3 parts or more, with room to grow: `--parts 3`; another number later moves resources to other \
         stacks, which deletes them and makes them again\n"
    );
    let names: Vec<String> = compiled(&model, &keys(1_400), 3)
        .unwrap()
        .stacks
        .into_iter()
        .map(|stack| stack.name)
        .collect();
    // What waits for all of them comes after all of them.
    let expected = ["template-part-1", "template-part-2", "template-part-3", "template"];
    assert_eq!(names, expected);
    let said = told(compiled(&model, &keys(1_400), 2));
    assert!(said.contains("the template `template-part-1.json` would have"), "{said}");
    assert!(said.contains("spread it over 3 parts or more"), "{said}");
}

#[test]
fn what_has_no_key_cannot_be_spread() {
    let owner = node("owner", group::KIND);
    let element = node("element", egress::KIND)
        .for_each(input("many"))
        .set(egress::SECURITY_GROUP_ID, owner.attribute(group::ID))
        .set(egress::IP_PROTOCOL, "-1")
        .set(egress::DESCRIPTION, text([each_key(), "x".repeat(400).as_str().into()]));
    let model = model(Graph::new([owner, element]));
    for parts in [1, 3] {
        let said = told(compiled(&model, &keys(2_500), parts));
        assert!(said.contains("the template `template.json` would have 1"), "{said}");
        assert!(
            said.contains("bytes, and CloudFormation takes 1000000; no number of parts helps"),
            "{said}"
        );
    }
}

#[test]
fn elements_are_in_the_part_of_their_owner() {
    let owner =
        node("owner", group::KIND).for_each(input("many")).set(group::DESCRIPTION, each_key());
    let element = node("element", egress::KIND)
        .for_each(input("many"))
        .set(egress::SECURITY_GROUP_ID, owner.instance(each_key(), group::ID))
        .set(egress::IP_PROTOCOL, "-1");
    let compiled = compiled(&model(Graph::new([owner, element])), &keys(600), 3).unwrap();
    for (_, template) in named(&compiled) {
        for (_, resource) in template["Resources"].as_object().unwrap() {
            assert_eq!(resource["Properties"]["SecurityGroupEgress"].as_array().unwrap().len(), 1);
        }
    }
}

#[test]
fn too_many_parameters_are_refused_unless_they_are_spread() {
    let topics = many("topic").set(topic::KMS_MASTER_KEY_ID, each());
    let rule = rule("many/one", &["many"])
        .each("one", input("many"))
        .must(not(value("one").equals(input("late"))))
        .otherwise(["is the same".into()], "change one");
    let model = model(Graph::new([topics]).rule(rule));
    let said = told(compiled(&model, &keys(300), 1));
    assert!(
        said.contains(
            "would have 301 parameters, and CloudFormation takes 200; spread it over 2 parts"
        ),
        "{said}"
    );
    // Each rule is where its parameters are; none is lost.
    let compiled = compiled(&model, &keys(300), 2).unwrap();
    let all = named(&compiled);
    let asserted = all
        .iter()
        .map(|(_, template)| template["Rules"]["ManyOne"]["Assertions"].as_array().unwrap().len());
    assert_eq!(asserted.sum::<usize>(), 300);
}

#[test]
fn too_many_outputs_are_refused_unless_they_are_spread() {
    let topics = many("topic");
    let arns = topics.instances(topic::ARN);
    let all = output("arns", Type::map_of(Type::text()), "ARNs.", arns);
    let model = model(Graph::new([topics]).with_output(all));
    let said = told(compiled(&model, &keys(250), 1));
    assert!(
        said.contains(
            "would have 250 outputs, and CloudFormation takes 200; spread it over 2 parts"
        ),
        "{said}"
    );
    assert!(compiled(&model, &keys(250), 2).is_ok());
}

#[test]
fn a_value_that_is_too_long_is_refused() {
    let one = node("one", topic::KIND).set(topic::TAGS, object([("Late", input("late"))]));
    let model = model(Graph::new([one]));
    let said = told(compiled(&model, &json!({ "late": "x".repeat(4_097) }), 1));
    assert_eq!(
        said,
        "[cloudformation/too-long]: `late` is 4097 bytes long as the value of a parameter, and CloudFormation takes 4096; \
         shorten it, or deploy this with Terraform or Pulumi\n"
    );
    assert!(compiled(&model, &json!({ "late": "x".repeat(4_096) }), 1).is_ok());
}

#[test]
fn a_description_of_an_output_is_not_longer_than_it_may_be() {
    let long: &'static str = Box::leak("é".repeat(600).into_boxed_str());
    let one = output("one", Type::text(), long, "x".into());
    let model = model(Graph::new([reads("only", &[])]).with_output(one));
    let compiled = compiled(&model, &json!({}), 1).unwrap();
    let told = named(&compiled)[0].1["Outputs"]["One"]["Description"].as_str().unwrap().len();
    assert_eq!(told, 1_024);
}
