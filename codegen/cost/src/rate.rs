//! What units cost by tiers.

use crate::money::{Money, Quantity};
use privatelink_catalog::Tier;

/// What so many units cost, from the first tier to the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate(Vec<Tier>);

/// A part of the month's sum that grows evenly: `fixed + each × units`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) fixed: Money,
    pub(crate) each: Money,
}

impl Rate {
    /// The same for each unit, in millionths of a dollar.
    pub fn flat(amount: u64) -> Self {
        Self(vec![Tier { up_to: None, amount }])
    }

    /// These tiers, whose ends rise.
    pub fn of_tiers(tiers: &[Tier]) -> Self {
        Self(tiers.to_vec())
    }

    /// The tiers.
    pub fn tiers(&self) -> &[Tier] {
        &self.0
    }

    /// What the first unit costs.
    pub fn first(&self) -> Money {
        self.0.first().map_or(Money::ZERO, |tier| Money::millionths(tier.amount.into()))
    }

    /// What so many units cost, to the nearest millionth.
    pub fn of(&self, quantity: Quantity) -> Money {
        let (mut begin, mut sum) = (0_u128, 0_u128);
        for tier in &self.0 {
            let end = tier.up_to.map_or(u128::MAX, |end| Quantity::whole(end).as_thousandths());
            let inside = quantity.as_thousandths().min(end).saturating_sub(begin);
            sum += inside * u128::from(tier.amount);
            begin = end;
        }
        Money::millionths(i128::try_from((sum + 500) / 1_000).unwrap_or(i128::MAX))
    }

    /// Straight lines, the lowest of which is the sum at each number of units. Only for tiers that become cheaper.
    pub(crate) fn pieces(&self) -> Vec<Piece> {
        let (mut begin, mut paid) = (0, Money::ZERO);
        let piece = |tier: &Tier| {
            let each = Money::millionths(tier.amount.into());
            let piece = Piece { fixed: paid - each * begin, each };
            let end = tier.up_to.unwrap_or(begin);
            paid += each * (end - begin);
            begin = end;
            piece
        };
        self.0.iter().map(piece).collect()
    }

    /// The same with each amount at so many hundredths.
    #[must_use]
    pub(crate) fn scaled(&self, percent: u64) -> Self {
        let scale = |tier: &Tier| Tier { amount: tier.amount * percent / 100, ..*tier };
        Self(self.0.iter().map(scale).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Quantity, Rate};
    use privatelink_catalog::{PRICES, Tier};
    use proptest::prelude::*;

    fn shipped(id: &str) -> Rate {
        Rate::of_tiers(PRICES.amount("us-east-1", id).unwrap().tiers)
    }

    fn cost(rate: &Rate, units: u64) -> String {
        rate.of(Quantity::whole(units)).to_string()
    }

    #[test]
    fn a_tier_ends_where_it_says() {
        let zones = shipped("hosted_zone_month");
        let units = [0, 1, 24, 25, 26, 35];
        let wanted = ["0.00", "0.50", "12.00", "12.50", "12.60", "13.50"];
        assert_eq!(units.map(|units| cost(&zones, units)), wanted);

        let data = shipped("interface_endpoint_data");
        let units = [999_999, 1_000_000, 1_000_001, 5_000_000, 5_000_001, 6_000_000];
        let wanted = ["9,999.99", "10,000.00", "10,000.01", "34,000.00", "34,000.00", "38,000.00"];
        assert_eq!(units.map(|units| cost(&data, units)), wanted);
        assert_eq!(data.of(Quantity::whole(5_000_001)).as_millionths(), 34_000_004_000);

        let associations = shipped("profile_association_hour");
        assert_eq!(
            [99, 100, 101].map(|units| associations.of(Quantity::whole(units)).as_millionths()),
            [0, 0, 1_400]
        );
    }

    #[test]
    fn thousandths_of_units_are_rounded_to_the_nearest_millionth() {
        let cost = |amount, thousandths| Rate::flat(amount).of(Quantity::thousandths(thousandths));
        assert_eq!(cost(6_000, 500).as_millionths(), 3_000);
        assert_eq!([cost(1, 499).as_millionths(), cost(1, 500).as_millionths()], [0, 1]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_sum_is_the_lowest_of_its_pieces(
            mut ends in prop::collection::btree_set(1_u64..50, 0..4),
            mut amounts in prop::collection::vec(0_u64..100, 5),
            units in 0_u64..60,
        ) {
            amounts.sort_unstable_by(|one, other| other.cmp(one));
            let mut tiers: Vec<Tier> = Vec::new();
            while let Some(end) = ends.pop_first() {
                tiers.push(Tier { up_to: Some(end), amount: amounts.remove(0) });
            }
            tiers.push(Tier { up_to: None, amount: amounts.remove(0) });
            let rate = Rate::of_tiers(&tiers);
            let lowest = rate.pieces().iter().map(|piece| piece.fixed + piece.each * units).min();
            prop_assert_eq!(lowest, Some(rate.of(Quantity::whole(units))));
            // Each unit by itself.
            let each = |unit| tiers.iter().find(|tier| tier.up_to.is_none_or(|end| unit <= end)).unwrap().amount;
            let sum: u64 = (1..=units).map(each).sum();
            prop_assert_eq!(rate.of(Quantity::whole(units)).as_millionths(), i128::from(sum));
        }
    }
}
