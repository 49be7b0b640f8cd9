//! What things cost: what is paid for, how it is counted, and amounts for each Region that has one with a source.

use crate::partition::Partition;
use privatelink_ir::Expr;

/// The file of amounts that are the same in every Region of the partition `aws`.
const EVERYWHERE: &str = "aws";

/// Everything that is known about prices.
#[derive(Debug)]
pub struct PriceList {
    /// Region whose amounts pages show.
    pub region: &'static str,
    /// Currency.
    pub currency: &'static str,
    /// How far the amounts can be trusted.
    pub caveat: &'static str,
    /// What only the user knows, in the order of their ids.
    pub usages: &'static [Usage],
    /// What is paid for, in the order of their ids.
    pub prices: &'static [Price],
    /// Amounts, by Region.
    pub regions: &'static [RegionPrices],
}

impl PriceList {
    /// The price of this id.
    pub fn find(&self, id: &str) -> Option<&'static Price> {
        self.prices.iter().find(|price| price.id == id)
    }

    /// What the user has to say, by its id.
    pub fn find_usage(&self, id: &str) -> Option<&'static Usage> {
        self.usages.iter().find(|usage| usage.id == id)
    }

    /// What something costs in a Region; none if nobody wrote it down with a source.
    pub fn amount(&self, region: &str, id: &str) -> Option<&'static Amount> {
        let of = |name: &str| {
            let file = self.regions.iter().find(|file| file.region == name)?;
            file.amounts.iter().find(|amount| amount.id == id)
        };
        let everywhere = || match Partition::of(region) {
            Some(Partition::Aws) => of(EVERYWHERE),
            _ => None,
        };
        of(region).or_else(everywhere)
    }

    /// Regions with amounts of their own.
    pub fn region_names(&self) -> impl Iterator<Item = &'static str> + use<> {
        let all = self.regions.iter().map(|file| file.region);
        all.filter(|name| *name != EVERYWHERE)
    }
}

/// Amounts of one Region.
#[derive(Debug)]
pub struct RegionPrices {
    /// Region, or `aws` for all of that partition.
    pub region: &'static str,
    /// Amounts, in the order of their ids.
    pub amounts: &'static [Amount],
}

/// How much something costs.
#[derive(Debug)]
pub struct Amount {
    /// Price that it is for.
    pub id: &'static str,
    /// The one tier, or several with rising ends.
    pub tiers: &'static [Tier],
    /// Who says so.
    pub source: &'static str,
    /// When the source read it: a day or a month.
    pub read: &'static str,
    /// Where it comes from.
    pub mark: Mark,
}

/// What units cost up to some number of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// Units a month that cost this, counted from the first of all. `None`: all the rest.
    pub up_to: Option<u64>,
    /// Millionths of a dollar for a unit.
    pub amount: u64,
}

/// Where an amount comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// AWS's price list or page.
    Listed,
    /// Somebody who read it there.
    SecondHand,
}

impl Mark {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::SecondHand => "second-hand",
        }
    }
}

/// What only the user knows about the use of resources.
#[derive(Debug)]
pub struct Usage {
    /// Name under which it is given.
    pub id: &'static str,
    /// What a line calls it: `data`.
    pub word: &'static str,
    /// What is counted.
    pub unit: &'static str,
    /// What it is, to be read after "how many" or as it is.
    pub doc: &'static str,
}

/// What is paid for, and how it is counted.
#[derive(Debug)]
pub struct Price {
    /// Name, for the `costs` of kinds.
    pub id: &'static str,
    /// Name under which users give an amount of their own.
    pub input: &'static str,
    /// What is paid for.
    pub what: &'static str,
    /// Which resources of the kind cost this. `None`: all.
    pub only: Option<Only>,
    /// Property whose elements are counted. `None`: each resource is one.
    pub count: Option<&'static str>,
    /// What the user says is counted instead, once for all resources.
    pub usage: Option<&'static str>,
    /// Whether it is paid by the hour.
    pub hourly: bool,
    /// For how much of it.
    pub unit: &'static str,
    /// How to multiply, for people.
    pub formula: &'static str,
}

impl Price {
    /// Whether a resource with these properties costs this, or may.
    pub fn is_paid<'a>(&self, mut property: impl FnMut(&str) -> Option<&'a Expr>) -> bool {
        self.only.as_ref().is_none_or(|only| only.holds(property(only.property)))
    }
}

/// Which resources of a kind cost something.
#[derive(Debug)]
pub struct Only {
    /// Property that says so.
    pub property: &'static str,
    /// The words of it that do. None: anything that is there.
    pub is: &'static [&'static str],
}

impl Only {
    /// Whether a value of the property does, or may.
    fn holds(&self, value: Option<&Expr>) -> bool {
        match value {
            None => false,
            Some(Expr::Literal(value)) => match self.is {
                [] => !value.is_null(),
                words => value.as_text().is_some_and(|word| words.contains(&word)),
            },
            // Depends on what is not known.
            Some(_) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{KINDS, PRICES};

    #[test]
    fn kinds_cost_what_has_a_price() {
        for kind in KINDS {
            for id in kind.costs {
                let price = PRICES.find(id);
                assert!(price.is_some(), "{}: `{id}` is no price", kind.id);
                let only = price.and_then(|price| price.only.as_ref()).map(|only| only.property);
                let read = only.into_iter().chain(price.and_then(|price| price.count));
                for name in read {
                    let known = kind.find_property(name).is_some();
                    assert!(known, "{}: `{id}` reads `{name}`, which is not there", kind.id);
                }
            }
        }
    }

    #[test]
    fn a_price_is_of_a_kind_and_says_what_for() {
        for price in PRICES.prices {
            let used = KINDS.iter().any(|kind| kind.costs.contains(&price.id));
            assert!(used, "no kind costs `{}`", price.id);
            let texts = [price.what, price.unit, price.formula];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", price.id);
            let usage = price.usage.is_none_or(|usage| PRICES.find_usage(usage).is_some());
            assert!(usage, "{}: nobody can say {:?}", price.id, price.usage);
        }
        for usage in PRICES.usages {
            let used = PRICES.prices.iter().any(|price| price.usage == Some(usage.id));
            assert!(used, "`{}` is asked for nothing", usage.id);
        }
    }

    #[test]
    fn a_region_has_its_own_amounts_and_those_of_its_partition() {
        let amount = |region, id| PRICES.amount(region, id).map(|it| it.tiers[0].amount);
        assert_eq!(amount("us-east-1", "interface_endpoint_hour"), Some(10_000));
        assert_eq!(amount("ap-northeast-1", "interface_endpoint_hour"), Some(14_000));
        assert_eq!(amount("eu-west-1", "interface_endpoint_hour"), None);
        assert_eq!(amount("eu-west-1", "hosted_zone_month"), Some(500_000));
        // Other partitions have other prices, in China in another currency.
        assert_eq!(amount("cn-north-1", "hosted_zone_month"), None);
        assert_eq!(amount("us-gov-west-1", "hosted_zone_month"), None);
        assert!(PRICES.region_names().any(|name| name == PRICES.region));
    }
}
