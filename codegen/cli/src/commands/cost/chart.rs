//! Both ways over GB a month, as letters in a terminal and as a picture.

use privatelink_backends::picture::chart::{Chart, Curve};
use privatelink_catalog::PRICES;
use privatelink_cost::decision::{Decision, Point};
use privatelink_cost::{Money, Quantity};

/// Columns and rows of the chart in a terminal.
const COLUMNS: usize = 64;
const ROWS: usize = 14;

/// Names of the lines.
const LOCAL: &str = "endpoints in every VPC";
const CENTRAL: &str = "all services in a hub";

/// The chart as letters.
pub(super) fn text(decision: &Decision) -> String {
    let curve = decision.curve();
    let (Some(first), Some(last)) = (curve.points.first(), curve.points.last()) else {
        return String::new();
    };
    let most = curve.points.iter().map(|point| point.local.max(point.central)).max();
    let most = most.unwrap_or_default().dollars().max(0.01);
    let [from, to] = [first.gb, last.gb].map(|gb| log(gb_of(gb)));
    let column = |gb: f64| place((log(gb) - from) / (to - from).max(0.01), COLUMNS);
    let row = |dollars: f64| ROWS - 1 - place(dollars / most, ROWS);
    let mut canvas = vec![vec![' '; COLUMNS]; ROWS];
    let mut draw = |column: usize, dollars: f64, letter: char| {
        let cell = canvas.get_mut(row(dollars)).and_then(|cells| cells.get_mut(column));
        if let Some(cell) = cell {
            *cell = letter;
        }
    };
    for at in 0..COLUMNS {
        let gb = 10_f64.powf(from + share(at, COLUMNS) * (to - from));
        draw(at, between(&curve.points, gb, |point| point.local), 'l');
        draw(at, between(&curve.points, gb, |point| point.central), 'c');
    }
    if let Some((gb, money)) = curve.crossing {
        draw(column(gb.as_f64()), money.dollars(), 'X');
    }
    let mut lines = vec!["USD a month".to_owned()];
    for (at, cells) in canvas.iter().enumerate() {
        let label = match at {
            0 => Some(most),
            _ if at == ROWS / 2 => Some(most * share(ROWS - 1 - at, ROWS)),
            _ if at == ROWS - 1 => Some(0.0),
            _ => None,
        };
        let label = label.map(whole).unwrap_or_default();
        let cells: String = cells.iter().collect();
        lines.push(format!("{label:>12} |{}", cells.trim_end()));
    }
    lines.push(format!("{:>12} +{}", "", "-".repeat(COLUMNS)));
    let [left, right] = [first.gb, last.gb].map(|gb| Quantity::whole(gb).to_string());
    let room = COLUMNS.saturating_sub(left.len());
    lines.push(format!("{:>14}{left}{right:>room$} GB a month", ""));
    let crossing = match curve.crossing {
        Some((gb, money)) => format!(", X both at {gb} GB: {money}"),
        None => String::new(),
    };
    lines.push(format!("{:>14}l {LOCAL}, c {CENTRAL}{crossing}", ""));
    lines.join("\n")
}

/// A value at some GB, on the straight way between the points beside it.
fn between(points: &[Point], gb: f64, value: fn(&Point) -> Money) -> f64 {
    let dollars = |point: &Point| value(point).dollars();
    let beside = points.windows(2).find_map(|pair| match pair {
        [one, next] if gb_of(next.gb) >= gb => Some((one, next)),
        _ => None,
    });
    match (beside, points.last()) {
        (Some((one, next)), _) => {
            let part = (gb - gb_of(one.gb)) / (gb_of(next.gb) - gb_of(one.gb));
            dollars(one) + (dollars(next) - dollars(one)) * part.clamp(0.0, 1.0)
        }
        (None, Some(last)) => dollars(last),
        (None, None) => 0.0,
    }
}

/// The chart as a picture.
pub(super) fn of(decision: &Decision) -> Chart {
    let curve = decision.curve();
    let line = |name: &str, value: fn(&Point) -> Money, band: fn(&Point) -> [Money; 2]| {
        let points = curve.points.iter().map(|it| (gb_of(it.gb), value(it).dollars()));
        let bands = curve.points.iter().map(|it| {
            let [low, high] = band(it).map(Money::dollars);
            (gb_of(it.gb), low, high)
        });
        let is_wide = curve.points.iter().any(|it| band(it)[0] != band(it)[1]);
        let band = if is_wide { bands.collect() } else { Vec::new() };
        Curve { name: name.to_owned(), points: points.collect(), band }
    };
    let varied = PRICES.find(curve.varied).map_or(curve.varied, |price| price.what);
    let numbers = &decision.numbers;
    let title = format!(
        "{} VPCs, {} in {}, {}",
        numbers.vpcs,
        counted(decision.services.len(), "service"),
        counted(usize::try_from(numbers.availability_zones).unwrap_or_default(), "zone"),
        numbers.prices.region
    );
    let mark = curve
        .crossing
        .map(|(gb, money)| (gb.as_f64(), money.dollars(), format!("the same at {gb} GB: {money}")));
    let here = curve.here.map(|gb| (gb_of(gb), format!("yours: {} GB", Quantity::whole(gb))));
    Chart {
        description: format!(
            "{LOCAL} and {CENTRAL} by GB a month. {}.",
            super::decision::answer(decision).replace('\n', "; ")
        ),
        title,
        curves: vec![
            line(LOCAL, |it| it.local, |it| it.local_band),
            line(CENTRAL, |it| it.central, |it| it.central_band),
        ],
        mark,
        here,
        under: "GB a month through all services together; on the left US dollars a month"
            .to_owned(),
        notes: vec![
            format!("shaded: 20 % on the price that moves the crossing most ({varied})"),
            format!("prices: {}", numbers.prices.caption(&decision.price_ids())),
        ],
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

#[expect(clippy::cast_precision_loss, reason = "a place in a picture")]
fn gb_of(gb: u64) -> f64 {
    gb as f64
}

fn log(value: f64) -> f64 {
    value.max(1.0).log10()
}

/// The cell of a share.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cell of a few"
)]
fn place(share: f64, cells: usize) -> usize {
    (share.clamp(0.0, 1.0) * (cells - 1) as f64).round() as usize
}

/// The share of a cell.
#[expect(clippy::cast_precision_loss, reason = "a cell of a few")]
fn share(cell: usize, cells: usize) -> f64 {
    cell as f64 / (cells - 1) as f64
}

/// Dollars without cents.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what a month costs is below 2^53"
)]
fn whole(dollars: f64) -> String {
    Quantity::whole(dollars.round() as u64).to_string()
}
