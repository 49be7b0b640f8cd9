//! Whether the endpoints of services belong into every VPC that uses them, or into a hub behind a transit gateway.
//!
//! For each service the hub saves the interfaces of all VPCs but one and costs its zones and the way of its data through
//! the gateway; those savings together have to pay for attachments and names. Data through endpoints costs the same on both
//! sides.

mod curve;
mod document;
mod function;
mod inputs;
mod sides;
mod teams;
#[cfg(test)]
mod tests;

pub use curve::{Curve, Point};
pub use function::{FUNCTION, answer, function};
pub use inputs::{Numbers, ServiceNumbers, model, read};
pub use sides::Bill;
pub use teams::{Share, TeamNumbers, Use};

use crate::money::{Money, Quantity};
use sides::Sides;
use std::fmt;
use std::sync::Arc;

const ENDPOINT_HOUR: &str = "interface_endpoint_hour";
const ENDPOINT_DATA: &str = "interface_endpoint_data";
const ATTACHMENT_HOUR: &str = "transit_gateway_attachment_hour";
const GATEWAY_DATA: &str = "transit_gateway_data";
const ZONE_MONTH: &str = "hosted_zone_month";
const PROFILE_HOUR: &str = "profile_hour";
const ASSOCIATION_HOUR: &str = "profile_association_hour";
const TRANSFER: &str = "inter_region_transfer";

/// Hundredths at which prices are tried, to see what hangs on them.
const TRIED: [u64; 2] = [80, 120];

/// Prices that are tried.
const TRIED_PRICES: [&str; 3] = [ENDPOINT_HOUR, ATTACHMENT_HOUR, GATEWAY_DATA];

/// What is cheapest, and what it depends on.
#[derive(Clone, Debug)]
pub struct Decision {
    /// What it was made of.
    pub numbers: Numbers,
    /// A month with endpoints in every VPC.
    pub local: Money,
    /// A month with all services in a hub.
    pub central: Money,
    /// A month of the cheapest way.
    pub best: Money,
    /// What is cheapest.
    pub answer: Answer,
    /// What is paid for, the largest part of the hub's cost marked.
    pub lines: Vec<Line>,
    /// Each service.
    pub services: Vec<ServiceAnswer>,
    /// GB a month up to which a hub with all services costs less.
    pub break_even: Limit,
    /// GB a month of one VPC above which an endpoint of its own, beside the hub's, costs less.
    pub one_vpc: Limit,
    /// What else may be, and what would be cheapest then.
    pub alternatives: Vec<Alternative>,
    /// What each team pays of the cheapest way, and what is left over.
    pub shares: Vec<Share>,
}

/// GB a month up to which something costs less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// It costs more, however little there is.
    Never,
    /// Up to so many.
    At(Quantity),
    /// It costs less, however much there is.
    Always,
}

impl Limit {
    /// The GB, if there is such a limit.
    pub const fn gb(self) -> Option<Quantity> {
        match self {
            Self::At(gb) => Some(gb),
            Self::Never | Self::Always => None,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Never => f.pad("never"),
            Self::At(gb) => gb.fmt(f),
            Self::Always => f.pad("always"),
        }
    }
}

/// What is cheapest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Endpoints in every VPC.
    Local,
    /// All services in a hub.
    Central,
    /// These services in a hub, the others in every VPC.
    Split(Vec<Arc<str>>),
}

/// Something that is paid for.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is.
    pub what: &'static str,
    /// A month with endpoints in every VPC.
    pub local: Money,
    /// A month with all services in a hub.
    pub central: Money,
    /// A month of the cheapest way.
    pub best: Money,
    /// How it is counted.
    pub how: String,
    /// What the answer hangs on, if it is this: what the line would be otherwise.
    pub decides: Option<String>,
}

/// Where the endpoint of a service belongs.
#[derive(Clone, Debug)]
pub struct ServiceAnswer {
    /// Name.
    pub name: Arc<str>,
    /// Whether the hub has it.
    pub is_central: bool,
    /// Why.
    pub why: String,
    /// GB a month, if somebody said.
    pub gb: Option<u64>,
    /// GB a month up to which a hub that is there serves it for less.
    pub threshold: Limit,
}

/// What else may be.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// What is otherwise.
    pub what: String,
    /// What is cheapest then.
    pub answer: Answer,
    /// What a month of that costs.
    pub best: Money,
    /// Whether the answer is another one.
    pub changes: bool,
}

/// Decides.
pub fn decide(numbers: &Numbers) -> Decision {
    let sides = Sides::new(numbers);
    let central: Vec<Arc<str>> =
        sides.best().into_iter().map(|service| Arc::clone(&service.name)).collect();
    let has = |service: &ServiceNumbers| central.contains(&service.name);
    let bills = [sides.bill(&|_| false), sides.bill(&|_| true), sides.bill(&has)];
    let answer = answer_of(&sides, &central);
    let services = numbers.services.iter().map(|service| {
        let is_central = has(service);
        let threshold = if service.is_free { Limit::Never } else { sides.threshold(service) };
        let why = why(service, is_central, threshold, &answer);
        let ServiceNumbers { name, gb, .. } = service;
        ServiceAnswer { name: Arc::clone(name), is_central, why, gb: *gb, threshold }
    });
    Decision {
        local: bills[0].total(),
        central: bills[1].total(),
        best: bills[2].total(),
        lines: lines(&sides, &bills),
        services: services.collect(),
        break_even: sides.break_even(),
        one_vpc: sides.one_vpc(),
        alternatives: alternatives(numbers, &answer),
        shares: teams::shares(&sides, bills[2], &central),
        answer,
        numbers: numbers.clone(),
    }
}

fn answer_of(sides: &Sides<'_>, central: &[Arc<str>]) -> Answer {
    match central.len() {
        0 => Answer::Local,
        all if all == sides.members().count() => Answer::Central,
        _ => Answer::Split(central.to_vec()),
    }
}

fn why(service: &ServiceNumbers, is_central: bool, threshold: Limit, answer: &Answer) -> String {
    match (service.is_free, is_central, threshold) {
        (true, ..) => "a gateway endpoint in each VPC costs nothing".to_owned(),
        (_, true, Limit::At(gb)) => format!("a hub serves it for less up to {gb} GB a month"),
        (_, true, _) => "a hub serves it for less, whatever goes through it".to_owned(),
        (_, false, Limit::Never) => "its interfaces cost less than its zones in a hub".to_owned(),
        (_, false, Limit::At(limit)) if service.gb.map(Quantity::whole) >= Some(limit) => {
            format!("above {limit} GB a month the way through a hub costs more than it saves")
        }
        _ if *answer == Answer::Local => {
            "a hub costs more than all services together save".to_owned()
        }
        _ => "the hub's tiers are cheapest without it".to_owned(),
    }
}

fn lines(sides: &Sides<'_>, bills: &[Bill; 3]) -> Vec<Line> {
    let numbers = sides.numbers;
    let [local, central, _] = *bills;
    let line = |what, how, part: fn(&Bill) -> Money| {
        let [local, central, best] = bills.each_ref().map(part);
        Line { what, local, central, best, how, decides: None }
    };
    let everywhere: u64 = sides.members().map(|service| sides.local_interfaces(service)).sum();
    let members = u64::try_from(sides.members().count()).unwrap_or(u64::MAX);
    let interfaces = members * numbers.availability_zones;
    let interface = sides.interface;
    let zones: u64 = sides.members().map(|service| service.hosted_zones).sum();
    let names = if numbers.has_profile {
        format!("a profile, {} VPCs", numbers.vpcs + 1)
    } else {
        counted(zones, "hosted zone")
    };
    let attachments = format!("{} × {}", whole(sides.attachments()), sides.attachment);
    let mut lines = vec![
        line(
            "endpoints",
            format!("{} / {} interfaces × {interface}", whole(everywhere), whole(interfaces)),
            |bill| bill.endpoints,
        ),
        line("gateway attachments", attachments, |bill| bill.attachments),
        line("names", names, |bill| bill.names),
        line("data", data(sides), |bill| bill.endpoint_data + bill.gateway_data),
    ];
    if central.transfer > Money::ZERO {
        lines.push(line("data between Regions", String::new(), |bill| bill.transfer));
    }
    mark(&mut lines, sides, local, central);
    lines
}

/// How data is counted, and whose is not known.
fn data(sides: &Sides<'_>) -> String {
    let gb: u64 = sides.members().filter_map(|service| service.gb).sum();
    let here = match &sides.endpoint_data {
        Some(rate) => format!("× {}", rate.first().exact()),
        None => "through endpoints without a price".to_owned(),
    };
    let unknown: Vec<&str> =
        sides.members().filter(|it| it.gb.is_none()).map(|it| &*it.name).collect();
    let more = sides.gateway_data.first().exact();
    let known = format!("{} GB {here}; through the gateway {more} more", Quantity::whole(gb));
    match unknown.as_slice() {
        [] => known,
        all if all.len() == sides.members().count() => {
            format!("GB not given; {here} each; through the gateway {more} more")
        }
        some => format!("{known}; not given for {}", some.join(", ")),
    }
}

/// Marks the largest part of what a hub costs, which the answer hangs on most, with what it would be otherwise.
fn mark(lines: &mut [Line], sides: &Sides<'_>, local: Bill, central: Bill) {
    let numbers = sides.numbers;
    let added = |line: &Line| match line.what {
        "data" => central.gateway_data,
        _ => line.central,
    };
    let Some(largest) = lines.iter_mut().max_by_key(|line| added(line)) else { return };
    let other = |numbers: &Numbers| Sides::new(numbers).bill(&|_| true);
    largest.decides = Some(match largest.what {
        "gateway attachments" if !numbers.is_attached => {
            let other = other(&Numbers { is_attached: true, ..numbers.clone() }).attachments;
            format!("{other} if the VPCs are attached anyway")
        }
        "names" => {
            let has_profile = !numbers.has_profile;
            let other = other(&Numbers { has_profile, ..numbers.clone() }).names;
            format!("{other} with {}", if has_profile { "a profile" } else { "hosted zones" })
        }
        "endpoints" => format!("{} in every VPC", local.endpoints),
        _ => "the break-even says how much it may be".to_owned(),
    });
}

/// What would be cheapest if something were otherwise.
fn alternatives(numbers: &Numbers, now: &Answer) -> Vec<Alternative> {
    let mut all = Vec::new();
    let mut add = |what: String, other: Numbers| {
        let sides = Sides::new(&other);
        let central: Vec<Arc<str>> =
            sides.best().into_iter().map(|service| Arc::clone(&service.name)).collect();
        let best = sides.bill(&|service| central.contains(&service.name)).total();
        let answer = answer_of(&sides, &central);
        all.push(Alternative { what, changes: answer != *now, answer, best });
    };
    let gateway = if numbers.is_attached { "a new gateway" } else { "a gateway that is there" };
    let attached = Numbers { is_attached: !numbers.is_attached, ..numbers.clone() };
    add(gateway.to_owned(), attached);
    let names = Numbers { has_profile: !numbers.has_profile, ..numbers.clone() };
    if inputs::needed(&names).into_iter().all(|id| numbers.prices.rate(id).is_some()) {
        let what = if numbers.has_profile { "hosted zones" } else { "a Route 53 Profile" };
        add(format!("names by {what}"), names);
    }
    for id in TRIED_PRICES {
        for percent in TRIED {
            let prices = numbers.prices.scaled(id, percent);
            let change = if percent < 100 { "less" } else { "more" };
            let what = privatelink_catalog::PRICES.find(id).map_or(id, |price| price.what);
            add(format!("20 % {change} for: {what}"), Numbers { prices, ..numbers.clone() });
        }
    }
    all
}

fn whole(count: u64) -> Quantity {
    Quantity::whole(count)
}

/// `1 zone`, `2 zones`.
fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

impl Decision {
    /// What a month of the cheapest way costs less than endpoints in every VPC.
    pub fn saves(&self) -> Money {
        self.local - self.best
    }

    /// Ids of the prices that it was made of.
    pub fn price_ids(&self) -> Vec<&'static str> {
        let mut ids = inputs::needed(&self.numbers);
        ids.push(ENDPOINT_DATA);
        ids
    }

    /// Services whose GB nobody said, and that a gateway endpoint does not serve.
    pub fn without_gb(&self) -> Vec<Arc<str>> {
        let unknown = self.numbers.services.iter().filter(|it| it.gb.is_none() && !it.is_free);
        unknown.map(|service| Arc::clone(&service.name)).collect()
    }
}
