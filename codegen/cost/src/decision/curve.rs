//! What both ways cost by the GB of a month, for a chart.

use super::sides::{Sides, at};
use super::{Decision, Numbers, TRIED, TRIED_PRICES};
use crate::money::{Money, Quantity};

/// Points of a curve for each power of ten.
const DENSITY: u32 = 32;

/// Two lines over GB a month.
#[derive(Clone, Debug)]
pub struct Curve {
    /// Points with rising GB.
    pub points: Vec<Point>,
    /// Where both ways cost the same.
    pub crossing: Option<(Quantity, Money)>,
    /// Where the user is, if all GB are known.
    pub here: Option<u64>,
    /// The price that moves the crossing most, which the bands vary.
    pub varied: &'static str,
}

/// What both ways cost at some GB.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// GB a month of all services together.
    pub gb: u64,
    /// With endpoints in every VPC.
    pub local: Money,
    /// With all services in a hub.
    pub central: Money,
    /// The first with the varied price at 80 and at 120 %.
    pub local_band: [Money; 2],
    /// The second.
    pub central_band: [Money; 2],
}

impl Decision {
    /// What both ways cost by the GB of a month, around where they cost the same.
    pub fn curve(&self) -> Curve {
        let numbers = &self.numbers;
        let varied = most_moving(numbers);
        let bands = TRIED.map(|percent| with(numbers, varied, percent));
        let [low, high] = bands.each_ref().map(Sides::new);
        let sides = Sides::new(numbers);
        let points = gb_of(self).into_iter().map(|gb| {
            let (local, central) = at(&sides, gb);
            let ((local_low, central_low), (local_high, central_high)) =
                (at(&low, gb), at(&high, gb));
            Point {
                gb,
                local,
                central,
                local_band: [local_low, local_high],
                central_band: [central_low, central_high],
            }
        });
        let crossing = self.break_even.gb().map(|gb| {
            let near = u64::try_from(gb.as_thousandths() / 1_000).unwrap_or(u64::MAX);
            (gb, at(&sides, near).0)
        });
        let here = self.without_gb().is_empty().then(|| stated(numbers)).filter(|gb| *gb > 0);
        Curve { points: points.collect(), crossing, here, varied }
    }
}

fn with(numbers: &Numbers, id: &'static str, percent: u64) -> Numbers {
    Numbers { prices: numbers.prices.scaled(id, percent), ..numbers.clone() }
}

fn stated(numbers: &Numbers) -> u64 {
    Sides::new(numbers).members().filter_map(|service| service.gb).sum()
}

/// The price whose change moves the crossing most.
fn most_moving(numbers: &Numbers) -> &'static str {
    let moved = |id: &&'static str| {
        let [low, high] = TRIED.map(|percent| {
            let other = with(numbers, id, percent);
            Sides::new(&other).break_even().gb().unwrap_or_default()
        });
        low.max(high).as_thousandths() - low.min(high).as_thousandths()
    };
    TRIED_PRICES.into_iter().max_by_key(moved).unwrap_or(TRIED_PRICES[0])
}

/// GB from a hundredth of what matters to ten times it, evenly by their logarithm.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "places of points, between 1 and 10^15"
)]
fn gb_of(decision: &Decision) -> Vec<u64> {
    let even = decision.break_even.gb().map_or(0, |gb| gb.as_thousandths() / 1_000);
    let even = u64::try_from(even).unwrap_or(u64::MAX);
    let stated = stated(&decision.numbers);
    let middle = if even == 0 { stated.max(1_000) } else { even };
    let smallest = if stated == 0 { middle } else { middle.min(stated) };
    let largest = middle.max(stated).min(100_000_000_000_000);
    let first = (smallest as f64 / 20.0).max(1.0).log10().floor() as u32;
    let last = (largest as f64 * 3.0).log10().ceil();
    let steps = (last as u32).saturating_sub(first) * DENSITY;
    let place = |step: u32| f64::from(first) + f64::from(step) / f64::from(DENSITY);
    let mut all: Vec<u64> =
        (0..=steps).map(|step| 10_f64.powf(place(step)).round() as u64).collect();
    all.dedup();
    all
}
