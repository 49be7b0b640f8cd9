//! The resource graph that every engine is served from. Knows no AWS and no engine.
//!
//! ```text
//! Component --model()--> Model { inputs, nodes, rules, outputs }
//!                          |  check_inputs(model, given)  --> Checked { inputs, problems }
//!                          |  specialise(model, inputs)   --> Specialised { resources, outputs }
//!                          '- check(model)                --> every ill-formed part of the graph
//! ```
//!
//! A component in full:
//!
//! ```
//! use privatelink_ir::{Component, Graph, Kind, Name, Type, Value, expr::input, graph::{each, node}};
//! use schemars::JsonSchema;
//!
//! /// A group and one rule per client range.
//! #[derive(JsonSchema)]
//! #[schemars(rename_all = "camelCase", deny_unknown_fields)]
//! struct Inputs {
//!     /// VPC that holds the group.
//!     vpc_id: Value<String>,
//!     /// IPv4 ranges that may connect.
//!     client_cidrs: Vec<String>,
//! }
//!
//! fn graph() -> Graph {
//!     let group = node("group", Kind("ec2/security_group")).set(Name("vpc_id"), input("vpcId"));
//!     let rule = node("rule", Kind("ec2/security_group_ingress_rule"))
//!         .for_each(input("clientCidrs"))
//!         .set(Name("security_group_id"), group.attribute(Name("id")))
//!         .set(Name("cidr_ipv4"), each());
//!     let id = group.attribute(Name("id"));
//!     Graph::new([group, rule]).output("groupId", Type::text(), "Id of the group.", id)
//! }
//!
//! const GROUP: Component = Component::new::<Inputs>("Group", graph);
//! assert!(privatelink_ir::check(&GROUP.model()).is_empty());
//! ```

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may fail"))]

pub mod assume;
pub mod check_inputs;
pub mod component;
pub mod constant;
mod constraints;
pub mod engine;
pub mod expr;
mod formerly;
pub mod function;
pub mod graph;
pub mod handle;
pub mod infer;
mod names;
mod nearest;
mod plaintexts;
pub mod problem;
mod reduce;
pub mod rule;
pub mod schema;
pub mod specialise;
pub mod types;
mod well_formed;

pub use assume::Assumptions;
pub use check_inputs::{Checked, Given, Open, check_inputs};
pub use component::{Component, Expanded, Model};
pub use constant::{Constant, Entries, Number};
pub use engine::{Capability, Engine, Lack};
pub use expr::{Expr, Path, Step};
pub use formerly::{Former, Instance, Was};
pub use function::Function;
pub use graph::{Graph, Node, Timeout, Wait};
pub use infer::{Context, Inference, Known, Shape, Ty};
pub use names::{DEFAULT_SLOT, Fact, Kind, Name, Operation, Slot};
pub use nearest::nearest;
pub use plaintexts::Plaintexts;
pub use problem::{Problem, Severity};
pub use reduce::{simplify, simplify_condition};
pub use rule::Rule;
pub use schema::{Json, Keyed, Value, type_of};
pub use specialise::{
    Address, Awaited, Limit, Missing, Resource, Specialised, deciding, missing, specialise,
    specialise_revealing,
};
pub use types::{Changed, Field, Pattern, Stage, Type, Unlike};
pub use well_formed::{check, check_with, never_deciding};
