//! What things cost.

/// Prices of one Region.
#[derive(Debug)]
pub struct PriceList {
    /// Region.
    pub region: &'static str,
    /// Currency.
    pub currency: &'static str,
    /// How far the prices can be trusted.
    pub caveat: &'static str,
    /// Every price, in the order of their ids.
    pub prices: &'static [Price],
}

impl PriceList {
    /// The price of this id.
    pub fn find(&self, id: &str) -> Option<&'static Price> {
        self.prices.iter().find(|price| price.id == id)
    }
}

/// What one thing costs.
#[derive(Debug)]
pub struct Price {
    /// Name, for the `costs` of kinds.
    pub id: &'static str,
    /// What is paid for.
    pub what: &'static str,
    /// Property of the kind and the value of it that costs this. `None`: all of the kind.
    pub only: Option<(&'static str, &'static str)>,
    /// How much. `None`: nobody wrote it down with a source.
    pub amount: Option<&'static str>,
    /// For how much of it.
    pub unit: &'static str,
    /// How to multiply.
    pub formula: &'static str,
    /// Who says so, and when.
    pub source: &'static str,
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
                let property = price.and_then(|price| price.only).map(|(property, _)| property);
                let known = property.is_none_or(|name| kind.find_property(name).is_some());
                assert!(known, "{}: `{id}` is about a property that is not there", kind.id);
            }
        }
    }

    #[test]
    fn a_price_is_of_a_kind_and_says_what_for() {
        for price in PRICES.prices {
            let used = KINDS.iter().any(|kind| kind.costs.contains(&price.id));
            assert!(used, "no kind costs `{}`", price.id);
            let texts = [price.what, price.unit, price.formula, price.source];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", price.id);
        }
    }
}
