//! The user's numbers: what there is to say, and what is wrong with what is said.

use super::teams::{self, TeamNumbers, Use};
use crate::given::{Checked, whole};
use crate::prices::{self, Prices};
use privatelink_catalog::services;
use privatelink_ir::{
    Component, Constant, Engine, Given, Graph, Keyed, Model, Problem, Severity, check_inputs,
};
use schemars::JsonSchema;
use std::sync::Arc;

/// VPCs, services and traffic of which it is to be decided whether their endpoints belong into every VPC or into a hub.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read for its schema, never filled")]
struct Inputs {
    /// Region of the endpoints. It decides what things cost.
    region: RegionCode,
    /// VPCs that need endpoints. Behind a hub, each is a spoke.
    #[schemars(range(min = 1, max = 100_000))]
    vpcs: u32,
    /// Availability Zones in which an endpoint has an interface, here and there.
    #[schemars(range(min = 1, max = 6))]
    availability_zones: u32,
    /// AWS services, or others with an endpoint service, that the VPCs use. Key: the short name, such as `sqs` or `ecr.dkr`, or a
    /// name of your own.
    #[schemars(extend("minProperties" = 1, "maxProperties" = 1000))]
    services: Keyed<ServiceName, Service>,
    /// Whether the transit gateway would be made for this.
    #[schemars(extend("default" = "new"))]
    gateway: Gateway,
    /// How names lead to the hub's endpoints.
    #[schemars(extend("default" = "zones"))]
    dns: Dns,
    /// Teams that share the cost, for a bill to each. Key: a name. What no team claims is left over.
    #[schemars(extend("default" = {}, "maxProperties" = 1000))]
    teams: Keyed<TeamName, Team>,
}

/// Name of a team.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "what" = "a name of letters, digits, spaces, dots, hyphens and underscores, such as orders",
    "pattern" = r"^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$"
))]
#[expect(dead_code, reason = "read for its schema, never filled")]
struct TeamName(String);

/// A team that shares the cost.
#[derive(JsonSchema)]
#[schemars(rename = "CostTeam", rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read for its schema, never filled")]
struct Team {
    /// Its VPCs.
    #[schemars(range(min = 1, max = 100_000))]
    vpcs: u32,
    /// The services that it uses. Key: as in `services`.
    #[schemars(extend("default" = {}, "maxProperties" = 1000))]
    services: Keyed<ServiceName, TeamService>,
}

/// What a team uses of a service.
#[derive(JsonSchema)]
#[schemars(rename = "CostTeamService", rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read for its schema, never filled")]
struct TeamService {
    /// GB a month between its VPCs and the service: a part of the service's `gb`.
    #[schemars(range(min = 0, max = 1_000_000_000_000_u64), extend("default" = 0))]
    gb: u64,
    /// VPCs of the team that use it. Left out: all.
    #[schemars(range(min = 1, max = 100_000))]
    vpcs: Option<u32>,
}

/// Code of a Region.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "what" = "the code of a Region, such as eu-west-1",
    "pattern" = r"^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$"
))]
#[expect(dead_code, reason = "read for its schema, never filled")]
struct RegionCode(String);

/// Name of a service.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "what" = "a name of letters, digits, dots and hyphens, such as ecr.dkr",
    "pattern" = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
))]
#[expect(dead_code, reason = "read for its schema, never filled")]
struct ServiceName(String);

/// A service that VPCs use.
#[derive(JsonSchema)]
#[schemars(rename = "CostService", rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read for its schema, never filled")]
struct Service {
    /// GB a month between all VPCs and the service, both directions together. Left out, the answer says up to how many a hub pays.
    #[schemars(range(min = 0, max = 1_000_000_000_000_u64))]
    gb: Option<u64>,
    /// VPCs that use it. Left out: all.
    #[schemars(range(min = 1, max = 100_000))]
    vpcs: Option<u32>,
    /// How many of the GB come from VPCs in other Regions, by a peering of transit gateways, if it is central.
    #[schemars(range(min = 0, max = 1_000_000_000_000_u64), extend("default" = 0))]
    other_regions_gb: u64,
    /// Private hosted zones that its names take in a hub. Left out: as many as its private names need, or 1.
    #[schemars(range(min = 0, max = 100))]
    hosted_zones: Option<u32>,
    /// Whether an interface endpoint is needed although a gateway endpoint, which is free, reaches the service: for clients outside of
    /// the VPC, such as those on premises.
    #[schemars(extend("default" = false))]
    interface: bool,
}

/// Whether a transit gateway would be made for the hub.
#[derive(JsonSchema)]
#[schemars(rename = "CostGateway", rename_all = "camelCase")]
#[expect(dead_code, reason = "read for its schema, never filled")]
enum Gateway {
    /// Nothing is attached yet: the hub causes an attachment for each VPC.
    New,
    /// The VPCs are attached anyway: the hub causes its own attachment only.
    Existing,
}

/// How names lead to a hub's endpoints.
#[derive(JsonSchema)]
#[schemars(rename = "CostDns", rename_all = "camelCase")]
#[expect(dead_code, reason = "read for its schema, never filled")]
enum Dns {
    /// By private hosted zones.
    Zones,
    /// By a Route 53 Profile.
    Profile,
}

/// Numbers that a decision can be made of.
#[derive(Clone, Debug)]
pub struct Numbers {
    /// VPCs that need endpoints.
    pub vpcs: u64,
    /// Availability Zones of an endpoint.
    pub availability_zones: u64,
    /// Services, in the order in which they are given.
    pub services: Vec<ServiceNumbers>,
    /// Whether the VPCs are attached to a transit gateway anyway.
    pub is_attached: bool,
    /// Whether names go by a profile.
    pub has_profile: bool,
    /// Teams that share the cost, in the order in which they are given.
    pub teams: Vec<TeamNumbers>,
    /// What things cost.
    pub prices: Prices,
}

/// Numbers of one service.
#[derive(Clone, Debug)]
pub struct ServiceNumbers {
    /// Its name.
    pub name: Arc<str>,
    /// GB a month; none if nobody said.
    pub gb: Option<u64>,
    /// VPCs that use it.
    pub vpcs: u64,
    /// GB a month from other Regions, if it is central.
    pub other_regions_gb: u64,
    /// Hosted zones that it needs in a hub.
    pub hosted_zones: u64,
    /// Whether a gateway endpoint does, which costs nothing.
    pub is_free: bool,
}

/// What can be said, as inputs of a component without resources: the same checks, in the same words.
pub fn model() -> Model {
    const COMPONENT: Component = Component::new::<Inputs>("Decision", Graph::default);
    let mut read = COMPONENT.model();
    read.inputs.push(prices::input());
    Model::new(read.name, read.doc, read.inputs, Graph::default())
}

/// The numbers of inputs. None if some of them are not known yet.
///
/// # Errors
///
/// Everything that is wrong with them.
pub fn read(given: &[(Arc<str>, Given)]) -> Result<Option<Numbers>, Vec<Problem>> {
    let checked = check_inputs(&model(), given, &Engine::COMPLETE);
    let is_wrong = |problem: &Problem| problem.severity == Severity::Error;
    if checked.problems.iter().any(is_wrong) {
        return Err(checked.problems);
    }
    if !checked.undecided.is_empty() {
        return Ok(None);
    }
    let inputs = Checked::new(checked.inputs);
    let region = inputs.get("region").as_text().unwrap_or_default().to_owned();
    let prices = Prices::read(&region, &inputs)?;
    let vpcs = whole(&inputs.get("vpcs")).unwrap_or_default();
    let services = inputs.get("services");
    let entries = services.as_object().into_iter().flat_map(|entries| entries.iter());
    let numbers = Numbers {
        vpcs,
        availability_zones: whole(&inputs.get("availabilityZones")).unwrap_or_default(),
        services: entries.map(|(name, service)| service_of(name, service, vpcs)).collect(),
        is_attached: inputs.get("gateway").as_text() == Some("existing"),
        has_profile: inputs.get("dns").as_text() == Some("profile"),
        teams: teams(&inputs.get("teams")),
        prices,
    };
    let mut problems = wrong(&numbers);
    problems.extend(teams::wrong(&numbers));
    if problems.is_empty() { Ok(Some(numbers)) } else { Err(problems) }
}

fn service_of(name: &Arc<str>, given: &Constant, vpcs: u64) -> ServiceNumbers {
    let known = services::find(name);
    let zones = || known.map_or(1, |known| u64::try_from(known.zones().len()).unwrap_or(1)).max(1);
    ServiceNumbers {
        name: Arc::clone(name),
        gb: whole(&given.get("gb")),
        vpcs: whole(&given.get("vpcs")).unwrap_or(vpcs),
        other_regions_gb: whole(&given.get("otherRegionsGb")).unwrap_or_default(),
        hosted_zones: whole(&given.get("hostedZones")).unwrap_or_else(zones),
        is_free: known.is_some_and(|known| known.gateway) && !given.get("interface").is_true(),
    }
}

fn teams(given: &Constant) -> Vec<TeamNumbers> {
    let entries = given.as_object().into_iter().flat_map(|entries| entries.iter());
    let team = |(name, team): &(Arc<str>, Constant)| {
        let vpcs = whole(&team.get("vpcs")).unwrap_or_default();
        let services = team.get("services");
        let uses = services.as_object().into_iter().flat_map(|entries| entries.iter());
        let uses = uses.map(|(service, used)| {
            let vpcs = whole(&used.get("vpcs")).unwrap_or(vpcs);
            (Arc::clone(service), Use { vpcs, gb: whole(&used.get("gb")).unwrap_or_default() })
        });
        TeamNumbers { name: Arc::clone(name), vpcs, uses: uses.collect() }
    };
    entries.map(team).collect()
}

/// What does not fit together, and amounts that nobody knows.
fn wrong(numbers: &Numbers) -> Vec<Problem> {
    let mut problems = Vec::new();
    for service in &numbers.services {
        let path = |field: &str| format!("services[\"{}\"].{field}", service.name);
        if service.vpcs > numbers.vpcs {
            problems.push(Problem::error(
                "cost/more-vpcs",
                path("vpcs"),
                format!("is {}, but there are {} VPCs", service.vpcs, numbers.vpcs),
                "make it smaller, or `vpcs` larger",
            ));
        }
        if service.other_regions_gb > service.gb.unwrap_or_default() {
            problems.push(Problem::error(
                "cost/more-gb",
                path("otherRegionsGb"),
                "is more than `gb`, which it is a part of",
                "count it in `gb` too",
            ));
        }
    }
    let unknown = needed(numbers).into_iter().filter(|id| numbers.prices.rate(id).is_none());
    let unknown: Vec<_> = unknown.filter_map(|id| privatelink_catalog::PRICES.find(id)).collect();
    if !unknown.is_empty() {
        problems.push(prices::missing(&numbers.prices.region, &unknown));
    }
    problems
}

/// The prices without which there is no decision.
pub(super) fn needed(numbers: &Numbers) -> Vec<&'static str> {
    let mut needed = vec![super::ENDPOINT_HOUR, super::ATTACHMENT_HOUR, super::GATEWAY_DATA];
    if numbers.has_profile {
        needed.extend([super::PROFILE_HOUR, super::ASSOCIATION_HOUR]);
    } else {
        needed.push(super::ZONE_MONTH);
    }
    if numbers.services.iter().any(|service| service.other_regions_gb > 0) {
        needed.push(super::TRANSFER);
    }
    needed
}
