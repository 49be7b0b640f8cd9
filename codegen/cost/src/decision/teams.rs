//! What each team pays of the cheapest way, to the millionth: the parts are exactly the whole.
//!
//! An endpoint and the zones of its service are shared by the VPCs that use the service, the hub's attachment and a profile by
//! all VPCs, data by GB. What no team claims is left over.

use super::inputs::{Numbers, ServiceNumbers};
use super::sides::{Bill, Sides};
use crate::money::Money;
use privatelink_ir::Problem;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Numbers of one team.
#[derive(Clone, Debug)]
pub struct TeamNumbers {
    /// Its name.
    pub name: Arc<str>,
    /// Its VPCs.
    pub vpcs: u64,
    /// What it uses of each service.
    pub uses: BTreeMap<Arc<str>, Use>,
}

/// What a team uses of a service.
#[derive(Clone, Copy, Debug, Default)]
pub struct Use {
    /// Its VPCs that use it.
    pub vpcs: u64,
    /// GB a month.
    pub gb: u64,
}

/// What somebody pays a month.
#[derive(Clone, Debug, Default)]
pub struct Share {
    /// The team. None for what no team claims.
    pub team: Option<Arc<str>>,
    /// By what is paid for.
    pub bill: Bill,
}

/// What is more than there is, or is not there.
pub(super) fn wrong(numbers: &Numbers) -> Vec<Problem> {
    let mut problems = Vec::new();
    let claimed: u64 = numbers.teams.iter().map(|team| team.vpcs).sum();
    if claimed > numbers.vpcs {
        let message = format!("have {claimed} VPCs together, but there are {}", numbers.vpcs);
        let help = "make `vpcs` larger, or those of a team smaller";
        problems.push(Problem::error("cost/teams-vpcs", "teams", message, help));
    }
    for team in &numbers.teams {
        for (name, used) in &team.uses {
            let path = format!("teams[\"{}\"].services[\"{name}\"]", team.name);
            if numbers.services.iter().all(|service| service.name != *name) {
                let message = "is not in `services`";
                let help = "name it there too, with the GB of all teams";
                problems.push(Problem::error("cost/team-service", path, message, help));
            } else if used.vpcs > team.vpcs {
                let message = format!("is {}, but the team has {} VPCs", used.vpcs, team.vpcs);
                let help = "make it smaller, or `vpcs` of the team larger";
                problems.push(Problem::error("cost/team-vpcs", path + ".vpcs", message, help));
            }
        }
    }
    problems.extend(numbers.services.iter().flat_map(|service| over(numbers, service)));
    problems
}

/// What teams together use of a service, if it is more than all VPCs together.
fn over(numbers: &Numbers, service: &ServiceNumbers) -> Vec<Problem> {
    let sum = |part: fn(Use) -> u64| {
        numbers.teams.iter().map(|team| part(used(team, service))).fold(0, u64::saturating_add)
    };
    let (vpcs, gb, all) = (sum(|used| used.vpcs), sum(|used| used.gb), service.gb);
    let path = |field: &str| format!("services[\"{}\"].{field}", service.name);
    let more_vpcs = (vpcs > service.vpcs).then(|| {
        let message = format!("is {}, but {vpcs} VPCs of teams use it", service.vpcs);
        Problem::error("cost/service-vpcs", path("vpcs"), message, "make it larger")
    });
    let more_gb = (gb > all.unwrap_or_default()).then(|| {
        let message = match all {
            Some(all) => format!("is {all}, but teams have {gb} GB of it"),
            None => format!("is not given, but teams have {gb} GB of it"),
        };
        Problem::error("cost/service-gb", path("gb"), message, "make it the GB of all VPCs")
    });
    more_vpcs.into_iter().chain(more_gb).collect()
}

/// What each team pays, and at the end what is left over, if there is any. Nothing without teams.
pub(super) fn shares(sides: &Sides<'_>, bill: Bill, central: &[Arc<str>]) -> Vec<Share> {
    let numbers = sides.numbers;
    if numbers.teams.is_empty() {
        return Vec::new();
    }
    let teams = numbers.teams.iter().map(|team| Some(Arc::clone(&team.name)));
    let shares = teams.chain([None]).map(|team| Share { team, bill: Bill::default() });
    let mut split = Split { numbers, shares: shares.collect() };
    let by_vpcs = split.vpcs();
    split.add(bill.attachments, &by_vpcs, |bill| &mut bill.attachments);
    if numbers.has_profile {
        split.add(bill.names, &by_vpcs, |bill| &mut bill.names);
    }
    let is_central = |service: &ServiceNumbers| central.contains(&service.name);
    let of_hub = |service: &ServiceNumbers| u64::from(is_central(service));
    for service in sides.members() {
        let interfaces = sides.interfaces(service, is_central(service));
        let users = split.users(service);
        split.add(sides.interface * interfaces, &users, |bill| &mut bill.endpoints);
    }
    let members: Vec<&ServiceNumbers> = sides.members().collect();
    let gb = |service: &ServiceNumbers| service.gb.unwrap_or_default();
    split.services(bill.endpoint_data, &members, gb, |bill| &mut bill.endpoint_data);
    let hub_gb = |service: &ServiceNumbers| gb(service) * of_hub(service);
    split.services(bill.gateway_data, &members, hub_gb, |bill| &mut bill.gateway_data);
    let far = |service: &ServiceNumbers| service.other_regions_gb * of_hub(service);
    split.services(bill.transfer, &members, far, |bill| &mut bill.transfer);
    if !numbers.has_profile {
        let zones = members.iter().map(|service| service.hosted_zones * of_hub(service));
        let parts = parts(bill.names, &zones.collect::<Vec<_>>());
        for (service, part) in members.iter().zip(parts) {
            let users = split.users(service);
            split.add(part, &users, |bill| &mut bill.names);
        }
    }
    split.shares.retain(|share| share.team.is_some() || share.bill.total() > Money::ZERO);
    split.shares
}

/// Costs while they are split: a share for each team, and a last one for the rest.
struct Split<'a> {
    numbers: &'a Numbers,
    shares: Vec<Share>,
}

impl Split<'_> {
    /// Splits a cost among services, and what falls to each among the GB of the teams.
    fn services(
        &mut self,
        cost: Money,
        services: &[&ServiceNumbers],
        weight: impl Fn(&ServiceNumbers) -> u64,
        part: fn(&mut Bill) -> &mut Money,
    ) {
        let weights: Vec<u64> = services.iter().map(|service| weight(service)).collect();
        for (service, cost) in services.iter().zip(parts(cost, &weights)) {
            let all = service.gb.unwrap_or_default();
            let by_gb = self.weights(all, |team| used(team, service).gb);
            self.add(cost, &by_gb, part);
        }
    }

    fn add(&mut self, cost: Money, weights: &[u64], part: fn(&mut Bill) -> &mut Money) {
        for (share, own) in self.shares.iter_mut().zip(parts(cost, weights)) {
            *part(&mut share.bill) += own;
        }
    }

    /// VPCs of each team, and the others.
    fn vpcs(&self) -> Vec<u64> {
        self.weights(self.numbers.vpcs, |team| team.vpcs)
    }

    /// VPCs of each team that use a service, and the others.
    fn users(&self, service: &ServiceNumbers) -> Vec<u64> {
        self.weights(service.vpcs, |team| used(team, service).vpcs)
    }

    /// What each team has of all there is, and the rest.
    fn weights(&self, all: u64, own: impl Fn(&TeamNumbers) -> u64) -> Vec<u64> {
        let mut weights: Vec<u64> = self.numbers.teams.iter().map(own).collect();
        weights.push(all.saturating_sub(weights.iter().sum()));
        weights
    }
}

fn used(team: &TeamNumbers, service: &ServiceNumbers) -> Use {
    team.uses.get(&service.name).copied().unwrap_or_default()
}

/// A cost in proportion to weights. What rounding leaves of one part is in a later one, so together they are the whole; if nothing
/// has a weight, it is all in the last.
fn parts(cost: Money, weights: &[u64]) -> Vec<Money> {
    let all: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    let whole = cost.as_millionths();
    let up_to = |sum: u128| {
        let (Ok(sum), Ok(all)) = (i128::try_from(sum), i128::try_from(all)) else { return whole };
        whole.saturating_mul(sum).checked_div(all).unwrap_or_default()
    };
    let (mut sum, mut given) = (0_u128, 0);
    let mut parts: Vec<Money> = Vec::with_capacity(weights.len());
    for weight in weights {
        sum += u128::from(*weight);
        parts.push(Money::millionths(up_to(sum) - given));
        given = up_to(sum);
    }
    if let Some(last) = parts.last_mut() {
        *last += Money::millionths(whole - given);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::parts;
    use crate::money::Money;

    #[test]
    fn parts_are_the_whole() {
        let split = |cost, weights: &[u64]| {
            let parts = parts(Money::millionths(cost), weights);
            parts.into_iter().map(Money::as_millionths).collect::<Vec<_>>()
        };
        assert_eq!(split(100, &[1, 1, 1]), [33, 33, 34]);
        assert_eq!(split(7, &[0, 1, 0]), [0, 7, 0]);
        assert_eq!(split(7, &[0, 0]), [0, 7]);
        assert_eq!(split(0, &[3]), [0]);
        assert_eq!(split(10, &[]), [0; 0]);
    }
}
