//! What each way costs, and which services belong into a hub.

use super::inputs::{Numbers, ServiceNumbers};
use super::{
    ASSOCIATION_HOUR, ATTACHMENT_HOUR, ENDPOINT_DATA, ENDPOINT_HOUR, GATEWAY_DATA, Limit,
    PROFILE_HOUR, TRANSFER, ZONE_MONTH,
};
use crate::HOURS;
use crate::money::{Money, Quantity};
use crate::rate::{Piece, Rate};

/// What a month costs, by what is paid for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bill {
    /// Interfaces of endpoints.
    pub endpoints: Money,
    /// Attachments to the transit gateway that only the hub causes.
    pub attachments: Money,
    /// Hosted zones, or the profile.
    pub names: Money,
    /// Data through endpoints, the same on both sides.
    pub endpoint_data: Money,
    /// Data through the transit gateway.
    pub gateway_data: Money,
    /// Data from other Regions.
    pub transfer: Money,
}

impl Bill {
    /// All of it.
    pub fn total(&self) -> Money {
        self.fixed() + self.data()
    }

    /// What data costs, wherever it goes through.
    pub fn data(&self) -> Money {
        self.endpoint_data + self.gateway_data + self.transfer
    }

    /// What does not depend on data.
    pub fn fixed(&self) -> Money {
        self.endpoints + self.attachments + self.names
    }
}

/// Numbers with what they cost.
pub(super) struct Sides<'a> {
    pub(super) numbers: &'a Numbers,
    /// An interface of an endpoint, for a month.
    pub(super) interface: Money,
    /// An attachment, for a month.
    pub(super) attachment: Money,
    pub(super) gateway_data: Rate,
    transfer: Rate,
    zone: Rate,
    /// The profile and its associations.
    profile: Money,
    /// None if nobody knows what it costs.
    pub(super) endpoint_data: Option<Rate>,
}

impl<'a> Sides<'a> {
    pub(super) fn new(numbers: &'a Numbers) -> Self {
        let rate = |id| numbers.prices.rate(id).unwrap_or_else(|| Rate::flat(0));
        let month = |id| rate(id).first() * HOURS;
        let associations = rate(ASSOCIATION_HOUR).of(Quantity::whole(numbers.vpcs + 1)) * HOURS;
        Self {
            numbers,
            interface: month(ENDPOINT_HOUR),
            attachment: month(ATTACHMENT_HOUR),
            gateway_data: rate(GATEWAY_DATA),
            transfer: rate(TRANSFER),
            zone: rate(ZONE_MONTH),
            profile: month(PROFILE_HOUR) + associations,
            endpoint_data: numbers.prices.rate(ENDPOINT_DATA),
        }
    }

    /// Services that are worth a thought: no gateway endpoint does.
    pub(super) fn members(&self) -> impl Iterator<Item = &'a ServiceNumbers> + use<'a> {
        self.numbers.services.iter().filter(|service| !service.is_free)
    }

    /// Attachments that only the hub causes.
    pub(super) fn attachments(&self) -> u64 {
        if self.numbers.is_attached { 1 } else { self.numbers.vpcs + 1 }
    }

    /// Interfaces of a service whose endpoints are in the VPCs.
    pub(super) fn local_interfaces(&self, service: &ServiceNumbers) -> u64 {
        service.vpcs * self.numbers.availability_zones
    }

    /// Interfaces of a service, in a hub or in the VPCs.
    pub(super) fn interfaces(&self, service: &ServiceNumbers, is_central: bool) -> u64 {
        if is_central { self.numbers.availability_zones } else { self.local_interfaces(service) }
    }

    /// What a month costs with these services in a hub.
    pub(super) fn bill(&self, is_central: &dyn Fn(&ServiceNumbers) -> bool) -> Bill {
        let (mut interfaces, mut zones, mut gb, mut far, mut all_gb) = (0, 0, 0, 0, 0);
        let mut has_hub = false;
        for service in self.members() {
            let service_gb = service.gb.unwrap_or_default();
            all_gb += service_gb;
            let is_central = is_central(service);
            interfaces += self.interfaces(service, is_central);
            if is_central {
                has_hub = true;
                zones += service.hosted_zones;
                gb += service_gb;
                far += service.other_regions_gb;
            }
        }
        let data = self.endpoint_data.as_ref();
        let of_hub = |cost: Money| if has_hub { cost } else { Money::ZERO };
        let zones = self.zone.of(Quantity::whole(zones));
        let names = if self.numbers.has_profile { self.profile } else { zones };
        Bill {
            endpoints: self.interface * interfaces,
            attachments: of_hub(self.attachment * self.attachments()),
            names: of_hub(names),
            endpoint_data: data.map_or(Money::ZERO, |rate| rate.of(Quantity::whole(all_gb))),
            gateway_data: self.gateway_data.of(Quantity::whole(gb)),
            transfer: self.transfer.of(Quantity::whole(far)),
        }
    }

    /// Names of the services that belong into a hub: none if a hub does not pay.
    ///
    /// Given the tiers that zones and data end in, each service saves or costs by itself, so those that save make the best hub
    /// for these tiers; and since more of a thing makes it cheaper, the best hub of all is the best one for some tiers.
    pub(super) fn best(&self) -> Vec<&'a ServiceNumbers> {
        let zones = if self.numbers.has_profile { vec![Piece::FREE] } else { self.zone.pieces() };
        let (mut best, mut least) = (Vec::new(), self.bill(&|_| false).total());
        for zone in &zones {
            for data in self.gateway_data.pieces() {
                for transfer in self.transfer.pieces() {
                    let saves = |service: &ServiceNumbers| {
                        let gone = self.local_interfaces(service) - self.numbers.availability_zones;
                        let comes = zone.each * service.hosted_zones
                            + data.each * service.gb.unwrap_or_default()
                            + transfer.each * service.other_regions_gb;
                        self.interface * gone > comes
                    };
                    let total = self.bill(&saves).total();
                    if total < least {
                        least = total;
                        best = self.members().filter(|service| saves(service)).collect();
                    }
                }
            }
        }
        best
    }

    /// GB a month of a service up to which a hub that is there serves it for less
    pub(super) fn threshold(&self, service: &ServiceNumbers) -> Limit {
        let gone = self.local_interfaces(service).saturating_sub(self.numbers.availability_zones);
        let zone = if self.numbers.has_profile { Money::ZERO } else { self.zone.first() };
        let gained = self.interface * gone - zone * service.hosted_zones;
        let (near, far) = (self.gateway_data.first(), self.transfer.first());
        let (gb, far_gb) = (service.gb.unwrap_or_default(), service.other_regions_gb);
        gb_for(gained, near, far, gb, far_gb)
    }

    /// GB a month up to which a hub with all services costs less
    pub(super) fn break_even(&self) -> Limit {
        let (local, central) = (self.bill(&|_| false), self.bill(&|_| true));
        let (near, far) = (self.gateway_data.first(), self.transfer.first());
        let gb = self.members().filter_map(|service| service.gb).sum();
        let far_gb = self.members().map(|service| service.other_regions_gb).sum();
        gb_for(local.fixed() - central.fixed(), near, far, gb, far_gb)
    }

    /// GB a month of one VPC above which an endpoint of its own, beside the hub's, costs less.
    pub(super) fn one_vpc(&self) -> Limit {
        let interfaces = self.interface * self.numbers.availability_zones;
        gb_for(interfaces, self.gateway_data.first(), Money::ZERO, 0, 0)
    }
}

impl Piece {
    /// What costs nothing, whatever there is of it.
    const FREE: Self = Self { fixed: Money::ZERO, each: Money::ZERO };
}

/// GB whose way through the hub costs as much as is gained, rounded down, if traffic from other Regions keeps its share.
fn gb_for(gained: Money, near: Money, far: Money, gb: u64, far_gb: u64) -> Limit {
    // Without a stated traffic none of it is from afar.
    let (gb, far_gb) = if gb == 0 { (1, 0) } else { (gb, far_gb) };
    let costs = near * gb + far * far_gb;
    let (Ok(gained), Ok(costs)) =
        (u128::try_from(gained.as_millionths()), u128::try_from(costs.as_millionths()))
    else {
        return Limit::Never;
    };
    let exact = gained.checked_mul(u128::from(gb) * 1_000);
    // So much is gained that nobody counts the last digits.
    let exact = exact.map_or_else(
        || gained.checked_div(costs).map(|times| times.saturating_mul(u128::from(gb) * 1_000)),
        |all| all.checked_div(costs),
    );
    match exact {
        _ if gained == 0 => Limit::Never,
        None => Limit::Always,
        Some(gb) => Limit::At(Quantity::thousandths(gb)),
    }
}

/// What a curve is drawn from: sums at some GB of all services together.
pub(super) fn at(sides: &Sides<'_>, gb: u64) -> (Money, Money) {
    let (local, central) = (sides.bill(&|_| false), sides.bill(&|_| true));
    let data = sides.endpoint_data.as_ref();
    let shared = data.map_or(Money::ZERO, |rate| rate.of(Quantity::whole(gb)));
    let stated: u64 = sides.members().filter_map(|service| service.gb).sum();
    let far: u64 = sides.members().map(|service| service.other_regions_gb).sum();
    let far = u128::from(gb) * u128::from(far) * 1_000;
    let far = Quantity::thousandths(far.checked_div(u128::from(stated)).unwrap_or_default());
    let hub = sides.gateway_data.of(Quantity::whole(gb)) + sides.transfer.of(far);
    (local.fixed() + shared, central.fixed() + shared + hub)
}
