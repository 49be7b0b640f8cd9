//! From a name to an endpoint, as the resolver of the client's VPC answers.
//!
//! The resolver asks the most specific of: private zones that know the VPC, private DNS names of endpoints in the VPC,
//! and both of a Route 53 profile of the VPC; of two that are equally specific, the VPC's own. Whichever it asks decides:
//! without a record there is no answer, and nobody else is asked. If there is none, public names count: those that AWS
//! gives to endpoints, and public zones.
//!
//! Two of the VPC's own with the same name are refused. AWS does not let it come to that, so nobody knows which would answer.
//! <https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html>

use std::fmt::{self, Display, Formatter};
use std::net::IpAddr;

use super::cidr::Range;
use super::hop::{Hop, Stage};
use super::state::{Endpoint, Item, Profile, Record, Service, Zone, by_arn, by_id};
use super::walk::{Stop, Walk, stop};

/// Most names that lead to each other.
const MOST_STEPS: usize = 8;

/// What a name leads to.
pub(super) struct Destination<'a> {
    pub(super) endpoint: &'a Item<Endpoint>,
    /// The Availability Zone by its name in the endpoint's account, if the name is for one alone.
    pub(super) zone: Option<&'a str>,
    /// The address, if the name leads to one rather than to the endpoint.
    pub(super) address: Option<Range>,
}

/// Who may answer for a name.
#[derive(Clone, Copy)]
enum Answerer<'a> {
    Zone(&'a Item<Zone>),
    Endpoint(&'a Item<Endpoint>),
}

impl Answerer<'_> {
    fn id(&self) -> &str {
        match self {
            Self::Zone(zone) => zone.id(),
            Self::Endpoint(endpoint) => endpoint.id(),
        }
    }
}

impl Display for Answerer<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Zone(zone) => write!(formatter, "zone {}", zone.id()),
            Self::Endpoint(endpoint) => write!(formatter, "endpoint {}", endpoint.id()),
        }
    }
}

/// Somebody who may answer for a name.
struct Candidate<'a> {
    /// The part of the name that it answers for.
    suffix: String,
    who: Answerer<'a>,
    /// Whether it is the VPC's own, not of a profile.
    is_own: bool,
}

impl Candidate<'_> {
    fn labels(&self) -> usize {
        self.suffix.split('.').count()
    }
}

impl<'a> Walk<'a> {
    /// Everything that the name leads to from the client's VPC.
    pub(super) fn resolve(&mut self, name: &str) -> Result<Vec<Destination<'a>>, Stop> {
        let id = &self.client.vpc;
        let Some(vpc) = by_id(&self.state.vpcs, id) else {
            return stop(Stage::Name, format!("VPC {id} is not there"));
        };
        if !vpc.facts.enable_dns_support {
            return stop(
                Stage::Name,
                format!("VPC {id} has `enableDnsSupport` off: no name works"),
            );
        }
        self.step(&plain(name), vpc.facts.enable_dns_hostnames, 0)
    }

    fn step(
        &mut self,
        name: &str,
        private: bool,
        steps: usize,
    ) -> Result<Vec<Destination<'a>>, Stop> {
        if steps > MOST_STEPS {
            return stop(Stage::Name, format!("{name} leads to itself"));
        }
        let answerers = if private { self.answerers(name) } else { Vec::new() };
        // The longest name is the most specific; the VPC's own come first and win.
        let best = answerers.iter().rev().max_by_key(|found| found.labels());
        self.check_rivals(name, best, &answerers)?;
        match best.map(|found| &found.who) {
            Some(Answerer::Zone(zone)) => self.ask(zone, name, private, steps),
            Some(Answerer::Endpoint(endpoint)) => {
                self.pass(Hop::PrivateName {
                    endpoint: endpoint.id().to_owned(),
                    name: name.to_owned(),
                });
                Ok(vec![Destination { endpoint, zone: None, address: None }])
            }
            None => self.public(name, private, steps),
        }
    }

    /// Refuses two of the VPC's own that are equally specific.
    fn check_rivals(
        &self,
        name: &str,
        best: Option<&Candidate<'a>>,
        all: &[Candidate<'a>],
    ) -> Result<(), Stop> {
        let Some(best) = best.filter(|best| best.is_own) else { return Ok(()) };
        let is_rival = |other: &&Candidate<'a>| {
            other.is_own && other.suffix == best.suffix && other.who.id() != best.who.id()
        };
        let Some(rival) = all.iter().find(is_rival) else { return Ok(()) };
        let (one, other, vpc) = (best.who, rival.who, &self.client.vpc);
        let why = format!("both {one} and {other} answer for {name} in VPC {vpc}");
        stop(Stage::Name, why)
    }

    /// Zones and endpoints that may answer; the VPC's own first.
    fn answerers(&self, name: &str) -> Vec<Candidate<'a>> {
        let (state, vpc) = (self.state, &self.client.vpc);
        let own_zones = state.zones.iter().filter(|zone| {
            zone.facts.config.private_zone && zone.facts.vpcs.iter().any(|row| row.vpc_id == *vpc)
        });
        let own_endpoints = state.endpoints.iter().filter(|endpoint| endpoint.facts.vpc_id == *vpc);
        let seen = self.profiles().filter(|profile| self.is_seen(profile));
        let shared: Vec<&str> = seen
            .flat_map(|profile| profile.facts.resources.iter().map(|row| row.resource_arn.as_str()))
            .collect();
        let shared_zones = shared.iter().filter_map(|arn| by_arn(&state.zones, arn));
        let shared_endpoints = shared.iter().filter_map(|arn| {
            arn.rsplit_once(":vpc-endpoint/").and_then(|(_, id)| by_id(&state.endpoints, id))
        });
        let of_zone = |zone: &'a Item<Zone>, is_own| {
            let suffix = plain(&zone.facts.name);
            let who = Answerer::Zone(zone);
            is_below(name, &suffix).then_some(Candidate { suffix, who, is_own })
        };
        let of_endpoint = |endpoint: &'a Item<Endpoint>, is_own| {
            let found = private_names(endpoint).into_iter().find(|own| matches(name, own));
            found.map(|own| {
                let suffix = own.trim_start_matches("*.").to_owned();
                Candidate { suffix, who: Answerer::Endpoint(endpoint), is_own }
            })
        };
        own_zones
            .filter_map(|zone| of_zone(zone, true))
            .chain(own_endpoints.filter_map(|endpoint| of_endpoint(endpoint, true)))
            .chain(shared_zones.filter_map(|zone| of_zone(zone, false)))
            .chain(shared_endpoints.filter_map(|endpoint| of_endpoint(endpoint, false)))
            .collect()
    }

    /// The profiles that the VPC is associated with.
    fn profiles(&self) -> impl Iterator<Item = &'a Item<Profile>> {
        let (state, vpc) = (self.state, &self.client.vpc);
        let associated = state.profile_associations.iter();
        let associated = associated.filter(move |row| row.facts.resource_id == *vpc);
        associated.filter_map(|row| by_id(&state.profiles, &row.facts.profile_id))
    }

    /// Whether the owner of the VPC sees a profile: it is its own, or shared with it.
    fn is_seen(&self, profile: &Item<Profile>) -> bool {
        let owner = by_id(&self.state.vpcs, &self.client.vpc).map_or("", Item::account);
        self.state.is_seen(profile.arn(), profile.account(), owner)
    }

    /// What nobody in the VPC answers for.
    fn public(
        &mut self,
        name: &str,
        private: bool,
        steps: usize,
    ) -> Result<Vec<Destination<'a>>, Stop> {
        for endpoint in &self.state.endpoints {
            let Some(sort) = endpoint.ids.get(name).filter(|sort| sort.starts_with("dns")) else {
                continue;
            };
            let id = endpoint.id().to_owned();
            self.pass(Hop::EndpointName { endpoint: id, name: name.to_owned() });
            let zone = sort.strip_prefix("dns-");
            return Ok(vec![Destination { endpoint, zone, address: None }]);
        }
        let public = self.state.zones.iter().filter(|zone| {
            !zone.facts.config.private_zone && is_below(name, &plain(&zone.facts.name))
        });
        match public.max_by_key(|zone| zone.facts.name.len()) {
            Some(zone) => self.ask(zone, name, private, steps),
            None => stop(Stage::Name, self.nobody(name)),
        }
    }

    fn nobody(&self, name: &str) -> String {
        let vpc = &self.client.vpc;
        let off = self.state.endpoints.iter().find(|endpoint| {
            let of_service = |service: &&Item<Service>| {
                service.called("name") == endpoint.facts.service_name
                    && matches(name, &plain(&service.facts.private_dns_name))
            };
            let mut own = endpoint.facts.private_names.iter();
            endpoint.facts.vpc_id == *vpc
                && (own.any(|own| matches(name, &plain(own)))
                    || self.state.services.iter().any(|service| of_service(&service)))
        });
        let hostnames = by_id(&self.state.vpcs, vpc).map(|vpc| vpc.facts.enable_dns_hostnames);
        let unseen = self.profiles().find(|profile| !self.is_seen(profile));
        let why = match (hostnames, off) {
            (Some(false), _) => {
                ": the VPC has `enableDnsHostnames` off, so it asks for no private name".to_owned()
            }
            (_, Some(endpoint)) if endpoint.facts.private_dns_enabled => {
                format!(": the name of endpoint {} is for inbound resolvers only", endpoint.id())
            }
            (_, Some(endpoint)) => {
                format!(": endpoint {} has its private names off", endpoint.id())
            }
            _ => unseen
                .map(|profile| format!(": profile {} is not shared with it", profile.id()))
                .unwrap_or_default(),
        };
        format!("nobody answers for {name} in VPC {vpc}{why}")
    }

    /// Follows the records of a zone.
    fn ask(
        &mut self,
        zone: &'a Item<Zone>,
        name: &str,
        private: bool,
        steps: usize,
    ) -> Result<Vec<Destination<'a>>, Stop> {
        let of_address = if self.is_ipv6() { "AAAA" } else { "A" };
        let found = records(&zone.facts, name, of_address);
        if found.is_empty() {
            let (own, id) = (plain(&zone.facts.name), zone.id());
            return stop(
                Stage::Name,
                format!(
                    "zone {own} ({id}) answers for {name}, but has no {of_address} record for it"
                ),
            );
        }
        let mut destinations = Vec::new();
        for record in found {
            let (id, name) = (zone.id().to_owned(), plain(&record.name));
            self.pass(Hop::Zone { id, record: format!("{name} {}", record.r#type) });
            if let Some(alias) = &record.alias_target {
                let next = plain(&alias.dns_name);
                let next = next.strip_prefix("dualstack.").unwrap_or(&next);
                destinations.extend(self.step(next, private, steps + 1)?);
            }
            for row in &record.resource_records {
                if record.r#type == "CNAME" {
                    destinations.extend(self.step(&plain(&row.value), private, steps + 1)?);
                } else {
                    destinations.push(self.by_address(&name, &row.value)?);
                }
            }
        }
        Ok(destinations)
    }

    /// The endpoint with an interface that has this address: one in the VPC, else one that routes may lead to.
    fn by_address(&self, name: &str, address: &str) -> Result<Destination<'a>, Stop> {
        let wanted = address.parse::<IpAddr>().map(Range::from).ok();
        let has_address = |endpoint: &&Item<Endpoint>| {
            let mut interfaces = endpoint.facts.network_interface_ids.iter();
            interfaces.any(|id| {
                let interface = by_id(&self.state.interfaces, id);
                wanted.is_some_and(|wanted| {
                    interface.is_some_and(|found| found.facts.addresses.contains(&wanted))
                })
            })
        };
        let found = || self.state.endpoints.iter().filter(has_address);
        let is_own = |endpoint: &&Item<Endpoint>| endpoint.facts.vpc_id == self.client.vpc;
        match found().find(is_own).or_else(|| found().next()) {
            Some(endpoint) => Ok(Destination { endpoint, zone: None, address: wanted }),
            None => stop(
                Stage::Name,
                format!(
                    "{name} leads to {address}, which is no endpoint in VPC {} or another one",
                    self.client.vpc
                ),
            ),
        }
    }
}

/// The private DNS names of an endpoint that its VPC sees.
fn private_names(endpoint: &Item<Endpoint>) -> Vec<String> {
    let facts = &endpoint.facts;
    let seen = facts.private_dns_enabled
        && !facts.dns_options.private_dns_only_for_inbound_resolver_endpoint;
    let names = facts.private_names.iter().filter(|_| seen);
    names.map(|name| plain(name)).collect()
}

/// Records of a name: its own, else those of the closest wildcard.
fn records<'a>(zone: &'a Zone, name: &str, of_address: &str) -> Vec<&'a Record> {
    let own = plain(&zone.name);
    let mut wanted = name.to_owned();
    let mut rest = name;
    loop {
        let is_wanted = |record: &&Record| plain(&record.name) == wanted;
        if zone.records.iter().any(|record| is_wanted(&record)) {
            let fits = |record: &&Record| record.r#type == of_address || record.r#type == "CNAME";
            return zone.records.iter().filter(is_wanted).filter(fits).collect();
        }
        let Some((_, parent)) = rest.split_once('.') else { return Vec::new() };
        if !is_below(parent, &own) {
            return Vec::new();
        }
        wanted = format!("*.{parent}");
        rest = parent;
    }
}

/// A name without the dot at its end, as records spell it, in small letters.
fn plain(name: &str) -> String {
    name.trim_end_matches('.').replace("\\052", "*").to_lowercase()
}

/// Whether a name is another one or below it.
fn is_below(name: &str, suffix: &str) -> bool {
    name == suffix || name.strip_suffix(suffix).is_some_and(|rest| rest.ends_with('.'))
}

/// Whether a name is one that may begin with `*.`.
fn matches(name: &str, pattern: &str) -> bool {
    match pattern.strip_prefix("*.") {
        Some(suffix) => name != suffix && is_below(name, suffix),
        None => name == pattern,
    }
}
