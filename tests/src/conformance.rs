//! Components of Pulumi's conformance tests, as this project writes components.
//!
//! Pulumi ships programs with assertions that every implementation of components has to pass, and a reference for each
//! component in Go. Those that a [`Graph`] can say are here; `tests/engine/lifecycle` plays the programs in the engine and
//! calls Pulumi's assertions. <https://github.com/pulumi/pulumi/tree/v3.255.0/pkg/testing/pulumi-test-language>
//!
//! | package | component | child |
//! |---|---|---|
//! | `conformance-component` | `Simple` | `simple:index:Resource` with the opposite of the input |
//! | `plaincomponent` | `Component` | one of its own package, with a text made of plain inputs |
//! | `output-value-input-deps` | `Component` | one of its own package, with a property of each field of an input |
//! | `component` | `ComponentCallable`, here without its methods | one of its own package, with the input |
//! | `failingcomponent` | `Component` | one of its own package, which cannot be made |

use privatelink_catalog::sns::topic;
use privatelink_catalog::{
    Attribute, AttributeForm, KindEntry, Property, PropertyForm, PropertyType, Segment,
};
use privatelink_ir::expr::{input, not, text};
use privatelink_ir::graph::node;
use privatelink_ir::{Component, Graph, Kind, Name, Type, Value};
use schemars::JsonSchema;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A package of Pulumi's tests that has a component.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    /// Its name.
    pub package: &'static str,
    /// Its version, which programs ask for.
    pub version: &'static str,
    /// Its component.
    pub component: Component,
}

/// All of them.
pub const REFERENCES: [Reference; 5] = [
    Reference {
        package: "conformance-component",
        version: "22.0.0",
        component: Component::new::<Simple>("Simple", simple),
    },
    Reference {
        package: "plaincomponent",
        version: "36.0.0",
        component: Component::new::<Plain>("Component", plain),
    },
    Reference {
        package: "component",
        version: "13.3.7",
        component: Component::new::<Callable>("ComponentCallable", callable),
    },
    Reference {
        package: "output-value-input-deps",
        version: "61.0.0",
        component: Component::new::<Dependent>("Component", dependent),
    },
    Reference {
        package: "failingcomponent",
        version: "59.0.0",
        component: Component::new::<Failing>("Component", failing),
    },
];

const SIMPLE: Kind = Kind("simple/resource");
const CUSTOM: Kind = Kind("plaincomponent/custom");
const REPEATED: Kind = Kind("component/custom");
const CHILD: Kind = Kind("output-value-input-deps/child");
const DOOMED: Kind = Kind("failingcomponent/custom");

const VALUE: Name = Name("value");
const FOO: Name = Name("foo");
const BAR: Name = Name("bar");

/// Makes the opposite.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Simple {
    /// What is said.
    value: Value<bool>,
}

fn simple() -> Graph {
    let child = node("child", SIMPLE).set(VALUE, not(input("value")));
    Graph::new([child]).output("value", Type::Bool, "What is said.", input("value"))
}

/// Takes what has to be known.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Plain {
    /// A name.
    name: String,
    /// How it is to be.
    settings: Settings,
}

/// How it is to be.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Settings {
    /// Whether it is enabled.
    enabled: bool,
    /// Tags, which nothing is made of.
    tags: BTreeMap<String, String>,
}

fn plain() -> Graph {
    let disabled = text([input("name"), " (disabled)".into()]);
    let label = input("settings").get("enabled").choose(input("name"), disabled);
    let child = node("child", CUSTOM).set(VALUE, label.clone());
    Graph::new([child]).output("label", Type::text(), "Its label.", label)
}

/// Repeats a text.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Callable {
    /// The text.
    value: Value<String>,
}

fn callable() -> Graph {
    let child = node("child", REPEATED).set(VALUE, input("value"));
    let value = child.attribute(VALUE);
    Graph::new([child]).output("value", Type::text(), "Value of the child.", value)
}

/// Takes values of other resources.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Dependent {
    /// The values.
    refs: Refs,
}

/// Values of other resources.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Refs {
    /// A value of one.
    x: Value<String>,
    /// A value of another.
    y: Value<String>,
}

fn dependent() -> Graph {
    let refs = input("refs");
    Graph::new([node("child", CHILD).set(FOO, refs.get("x")).set(BAR, refs.get("y"))])
}

/// Cannot be made.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
struct Failing {}

fn failing() -> Graph {
    let child = node("child", DOOMED).set(VALUE, "hello");
    let value = child.attribute(VALUE);
    Graph::new([child]).output("value", Type::text(), "Value of the child.", value)
}

/// What is known about the kinds of the children.
pub fn kinds(kind: Kind) -> Option<&'static KindEntry> {
    static ENTRIES: LazyLock<[KindEntry; 5]> = LazyLock::new(|| {
        const BOOL: &[Property] = &[property("value", PropertyType::Bool)];
        const TEXT: &[Property] = &[property("value", PropertyType::String)];
        const TEXTS: &[Property] =
            &[property("foo", PropertyType::String), property("bar", PropertyType::String)];
        const READ_BOOL: &[Attribute] = &[attribute(PropertyType::Bool)];
        const READ_TEXT: &[Attribute] = &[attribute(PropertyType::String)];
        [
            entry(SIMPLE, "simple:index:Resource", BOOL, READ_BOOL),
            entry(CUSTOM, "plaincomponent:index:Custom", TEXT, READ_TEXT),
            entry(REPEATED, "component:index:Custom", TEXT, READ_TEXT),
            entry(CHILD, "output-value-input-deps:index:Child", TEXTS, &[]),
            entry(DOOMED, "failingcomponent:index:Custom", TEXT, READ_TEXT),
        ]
    });
    ENTRIES.iter().find(|entry| entry.id == kind.0)
}

/// What only Pulumi has. The rest is of a kind that asks for nothing special, and no other engine reads it.
fn entry(
    kind: Kind,
    token: &'static str,
    properties: &'static [Property],
    attributes: &'static [Attribute],
) -> KindEntry {
    KindEntry {
        id: kind.0,
        summary: "A resource of Pulumi's tests.",
        pulumi: token,
        pulumi_formerly: &[],
        properties,
        attributes,
        ..topic::ENTRY.clone()
    }
}

const fn property(name: &'static str, ty: PropertyType) -> Property {
    Property {
        name,
        pulumi: name,
        cloudformation: PropertyForm::Implied,
        ty,
        terraform_type: ty,
        required: true,
        fields: &[],
        needs: None,
        echo: None,
        set_once: None,
        reason: "",
    }
}

/// The attribute `value`.
const fn attribute(ty: PropertyType) -> Attribute {
    const PATH: &[Segment] = &[Segment::Field("value")];
    Attribute {
        name: "value",
        terraform: PATH,
        pulumi: PATH,
        cloudformation: AttributeForm::Absent,
        ty,
        needs: None,
        reason: "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use privatelink_ir::{Ty, check_with};

    #[test]
    fn they_are_well_formed() {
        for Reference { package, component, .. } in REFERENCES {
            let attribute = |node: &privatelink_ir::Node, name: Name| {
                Some(match kinds(node.kind)?.find_attribute(name.0)?.ty {
                    PropertyType::Bool => Ty::Bool,
                    _ => Ty::TEXT,
                })
            };
            assert_eq!(check_with(&component.model(), &attribute), [], "{package}");
        }
    }
}
