//! `Obstacles`: a component for tests, named to trip every backend up.
//!
//! Labels and inputs are keywords in HCL, TypeScript, Python, Go or C#, or names that Terraform keeps for itself; it
//! has a condition, a keyed loop, a nested object and a second provider slot. If it compiles to every target and
//! constructs, the next component will.
//!
//! ```text
//! class (the group) <-- for (one rule per entry)      peer slot: interface (a group, on condition)
//! ```

use privatelink_catalog::ec2::{security_group as group, security_group_ingress_rule as ingress};
use privatelink_ir::expr::{all, input, list, merge, object, text};
use privatelink_ir::graph::{each, each_key, node};
use privatelink_ir::rule::rule;
use privatelink_ir::{Component, Graph, Type, Value};
use schemars::JsonSchema;
use std::collections::BTreeMap;

/// The component.
pub const COMPONENT: Component = Component::new::<Inputs>("Obstacles", graph);

/// Names that are in the way everywhere.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// A keyword of Python, TypeScript and C#.
    class: Value<String>,
    /// Kept by Terraform, and here a condition.
    #[schemars(extend("default" = false))]
    count: bool,
    /// A keyword everywhere, and here a loop.
    #[schemars(extend("default" = {}))]
    r#for: BTreeMap<String, Package>,
    /// Kept by Terraform.
    source: Option<Value<String>>,
    /// A keyword of Python, and here a nested object.
    lambda: Option<Lambda>,
}

/// A keyword of Go, Java and TypeScript.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Package {
    /// A keyword of Go and TypeScript.
    r#default: u16,
    /// A keyword of C#.
    namespace: Option<Value<String>>,
}

/// A nested object.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Lambda {
    /// A keyword of Python.
    from: Value<String>,
    /// Tags.
    #[schemars(extend("default" = {}))]
    import: Value<BTreeMap<String, String>>,
}

fn graph() -> Graph {
    let lambda = || input("lambda");
    let class = node("class", group::KIND)
        .set(group::VPC_ID, input("class"))
        .set(group::DESCRIPTION, input("source").or_else("none"))
        .set(
            group::TAGS,
            merge(list([lambda().get("import"), object([("From", lambda().get("from"))])])),
        );
    let each_for = node("for", ingress::KIND)
        .for_each(input("for"))
        .set(ingress::SECURITY_GROUP_ID, class.attribute(group::ID))
        .set(ingress::IP_PROTOCOL, "tcp")
        .set(ingress::FROM_PORT, each().get("default"))
        .set(ingress::TO_PORT, each().get("default"))
        .set(ingress::CIDR_IPV4, each().get("namespace"))
        .set(ingress::DESCRIPTION, text(["for ".into(), each_key()]));
    let interface = node("interface", group::KIND)
        .in_slot("peer")
        .only_if(all([input("count"), lambda().is_set()]))
        .set(group::DESCRIPTION, class.attribute(group::ID))
        .after(&["for"]);
    let outputs = [
        class.attribute(group::ID),
        interface.attribute(group::ID),
        each_for.instances(ingress::ID),
    ];
    let [id, peer, rules] = outputs;
    Graph::new([class, each_for, interface])
        .rule(
            rule("obstacles/lambda", &["lambda"])
                .must(privatelink_ir::expr::any([
                    privatelink_ir::expr::not(input("count")),
                    lambda().is_set(),
                ]))
                .otherwise(["is missing, but `count` needs it".into()], "give it"),
        )
        .output("def", Type::text(), "Id of the group.", id)
        .optional_output("async", Type::text(), "Id of the group on the other side.", peer)
        .output("func", Type::map_of(Type::text()), "Ids of the rules.", rules)
}
