//! The decision as a function of a package: what programs give and get.

use super::{decide, inputs, read};
use privatelink_ir::graph::{Output, output};
use privatelink_ir::{Constant, Expr, Given, Graph, Model, Problem, Type, type_of};
use schemars::JsonSchema;
use std::sync::Arc;

/// Name of the function.
pub const FUNCTION: &str = "estimateCost";

/// Something that is paid for, in US dollars a month.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
#[expect(dead_code, reason = "read for its schema, never filled")]
struct CostLine {
    /// What it is.
    what: String,
    /// With endpoints in every VPC.
    local_monthly: f64,
    /// With all services in a hub.
    central_monthly: f64,
    /// The cheapest way.
    best_monthly: f64,
    /// How it is counted.
    how: String,
}

/// Where the endpoint of a service belongs.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
#[expect(dead_code, reason = "read for its schema, never filled")]
struct CostPlace {
    /// The service.
    name: String,
    /// `central` or `local`.
    place: String,
    /// Why.
    why: String,
    /// GB a month, if they are given.
    gb: Option<f64>,
    /// GB a month up to which a hub that is there serves it for less.
    break_even_gb: Option<f64>,
}

/// What would be cheapest if something were otherwise.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
#[expect(dead_code, reason = "read for its schema, never filled")]
struct CostAlternative {
    /// What is otherwise.
    what: String,
    /// `local`, `central` or `split`.
    answer: String,
    /// What that costs, in US dollars a month.
    best_monthly: f64,
    /// Whether the answer is another one.
    changes: bool,
}

/// What a team pays of the cheapest way, in US dollars a month.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
#[expect(dead_code, reason = "read for its schema, never filled")]
struct CostShare {
    /// The team; absent for what no team claims.
    team: Option<String>,
    /// All of it.
    monthly: f64,
    /// Endpoints, shared by the VPCs that use their services.
    endpoints_monthly: f64,
    /// Attachments to the transit gateway: those of its VPCs, and a part of the hub's.
    attachments_monthly: f64,
    /// Hosted zones or the profile.
    names_monthly: f64,
    /// Data, by GB.
    data_monthly: f64,
}

/// The largest part of what a hub costs.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
#[expect(dead_code, reason = "read for its schema, never filled")]
struct CostDeciding {
    /// What it is.
    line: String,
    /// What it would be otherwise.
    otherwise: String,
}

/// What something costs, and who says so.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
#[expect(dead_code, reason = "read for its schema, never filled")]
struct CostAmount {
    /// Name, as `prices` takes it.
    price: String,
    /// Amounts by number of units a month.
    tiers: Option<Vec<CostTier>>,
    /// `listed`, `second-hand` or `own`.
    mark: Option<String>,
    /// When the source read it.
    read: Option<String>,
    /// Who says so.
    source: Option<String>,
}

/// What units cost up to some number of them.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
#[expect(dead_code, reason = "read for its schema, never filled")]
struct CostTier {
    /// Units a month that cost this, counted from the first of all; all the rest if it is absent.
    up_to: Option<f64>,
    /// Millionths of a dollar for a unit.
    millionths: f64,
}

/// The function as a model without resources: its arguments are inputs, its results outputs.
pub fn function() -> Model {
    let Model { inputs, .. } = inputs::model();
    let doc = "Says whether endpoints for services belong into every VPC or into a hub, for each service and in total, and what both \
               cost a month. Nothing is asked of AWS: prices are those of the catalogue, with source and date, or your own."
        .to_owned();
    let mut function = Model::new(FUNCTION, doc, inputs, Graph::default());
    function.outputs = outputs();
    function
}

fn outputs() -> Vec<Output> {
    let number = || Type::Number { minimum: None, maximum: None };
    let always = |name, ty, doc| output(name, ty, doc, Expr::NULL);
    let names = || Type::list_of(Type::text());
    vec![
        always("region", Type::text(), "Region whose prices count."),
        always("answer", Type::text(), "What is cheapest: `local`, `central` or `split`."),
        always("central", names(), "Services that belong into a hub."),
        always("local", names(), "Services whose endpoints belong into every VPC."),
        always("localMonthly", number(), "US dollars a month with endpoints in every VPC."),
        always("centralMonthly", number(), "US dollars a month with all services in a hub."),
        always("bestMonthly", number(), "US dollars a month of the cheapest way."),
        always("savesMonthly", number(), "What that is less than endpoints in every VPC."),
        always("breakEvenGb", number(), "GB a month up to which a hub with all services costs less; absent if it never or always does.")
            .optional(),
        always("oneVpcGb", number(), "GB a month of one VPC to one service above which an endpoint of its own, beside the hub's, costs less.")
            .optional(),
        always("deciding", type_of::<CostDeciding>(), "The largest part of what a hub costs.").optional(),
        always("lines", Type::list_of(type_of::<CostLine>()), "What is paid for."),
        always("services", Type::list_of(type_of::<CostPlace>()), "Each service."),
        always("alternatives", Type::list_of(type_of::<CostAlternative>()), "What else may be, and what would be cheapest then."),
        always("teams", Type::list_of(type_of::<CostShare>()), "What each team pays of the cheapest way, if teams are given."),
        always("notGiven", names(), "Services whose GB are not given."),
        always("prices", Type::list_of(type_of::<CostAmount>()), "What things cost, and who says so."),
    ]
}

/// The result of the function. None if an argument is not known yet.
///
/// # Errors
///
/// Everything that is wrong with the arguments.
pub fn answer(given: &[(Arc<str>, Given)]) -> Result<Option<Constant>, Vec<Problem>> {
    let numbers = read(given)?;
    Ok(numbers.map(|numbers| (&decide(&numbers).document()).into()))
}
