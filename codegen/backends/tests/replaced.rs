//! `CloudFormation` makes the new listener before the old one goes, and AWS lets one load balancer use a target group: so no
//! input may replace a load balancer of a template.

use privatelink_catalog::lb::load_balancer as balancer;
use privatelink_catalog::{KindEntry, PropertyForm};
use privatelink_ir::{Component, Name, Node};

/// Properties of a load balancer whose change replaces it, as the schema of the type says (`createOnlyProperties`):
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html>.
const FIXED: [&str; 3] = ["Name", "Scheme", "Type"];

#[test]
fn no_input_replaces_a_load_balancer_of_a_template() {
    let fixed: Vec<Name> = fixed(&balancer::ENTRY).collect();
    assert_eq!(fixed, [balancer::INTERNAL, balancer::LOAD_BALANCER_TYPE]);
    let models = privatelink_components::COMPONENTS.iter().map(Component::model);
    let nodes: Vec<Node> = models.flat_map(|model| model.nodes).collect();
    let balancers = nodes.iter().filter(|node| node.kind == balancer::KIND);
    let mut found = 0;
    for node in balancers {
        found += 1;
        for name in &fixed {
            let value = node.properties.iter().find(|(known, _)| known == name);
            let is_constant = value.is_some_and(|(_, value)| value.as_constant().is_some());
            assert!(is_constant, "`{}` of `{}` is no constant", name.0, node.label);
        }
    }
    assert_eq!(found, 2);
}

/// Properties of a kind that are one of these in a template.
fn fixed(kind: &KindEntry) -> impl Iterator<Item = Name> {
    let is_fixed = |form: &PropertyForm| matches!(form, PropertyForm::Named { name, .. } if FIXED.contains(name));
    let properties = kind.properties.iter();
    properties.filter(move |it| is_fixed(&it.cloudformation)).map(|property| Name(property.name))
}
