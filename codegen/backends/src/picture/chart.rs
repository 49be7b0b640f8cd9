//! Lines over a logarithmic scale as SVG; `chart.svg.hbs` is the layout.

use super::look::{self, Theme};
use super::measure::{self, SMALL};
use crate::svg::number;
use handlebars::{Handlebars, html_escape};
use privatelink_ir::Problem;
use serde_json::{Value as Json, json};

const CHART: &str = include_str!("chart.svg.hbs");

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 460.0;
const LEFT: f64 = 78.0;
const RIGHT: f64 = WIDTH - 40.0;
const TOP: f64 = 78.0;
const BOTTOM: f64 = HEIGHT - 88.0;

/// A chart of lines that rise with what is below them.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// The same for those who cannot see it.
    pub description: String,
    /// Lines, two at most: the second is dashed.
    pub curves: Vec<Curve>,
    /// Where lines cross, and what to say of it.
    pub mark: Option<(f64, f64, String)>,
    /// A place on the lower scale, and what to say of it.
    pub here: Option<(f64, String)>,
    /// What the lower scale counts.
    pub under: String,
    /// What to know about it.
    pub notes: Vec<String>,
}

/// A line.
#[derive(Clone, Debug)]
pub struct Curve {
    /// What it is.
    pub name: String,
    /// Places below and on the left, from left to right.
    pub points: Vec<(f64, f64)>,
    /// The same places with the least and the most that it may be.
    pub band: Vec<(f64, f64, f64)>,
}

impl Chart {
    /// The chart as SVG.
    ///
    /// # Errors
    ///
    /// The layout does not fit what is filled into it.
    pub fn svg(&self, theme: Theme) -> Result<String, Problem> {
        let mut template = Handlebars::new();
        template.register_escape_fn(html_escape);
        template.render_template(CHART, &self.content(theme)).map_err(|error| {
            let message = format!("cannot be filled: {error}");
            Problem::error("picture/layout", "chart.svg.hbs", message, "correct the layout")
        })
    }

    fn content(&self, theme: Theme) -> Json {
        let scale = Scale::of(self);
        let (rules, dark) = look::chart_rules(theme);
        let class = |at: usize| if at == 0 { "first" } else { "second" };
        let mut left = 20.0;
        let legend = self.curves.iter().enumerate().map(|(at, curve)| {
            let from = left;
            left += 34.0 + 24.0 + measure::width(&curve.name, SMALL);
            json!({
                "class": class(at), "name": curve.name, "x": number(from + 34.0), "y": "56",
                "path": format!("M{} 52 H{}", number(from), number(from + 28.0)),
            })
        });
        let legend: Vec<Json> = legend.collect();
        let bands = self.curves.iter().enumerate().filter(|(_, curve)| !curve.band.is_empty());
        let bands =
            bands.map(|(at, curve)| json!({ "class": class(at), "path": scale.band(&curve.band) }));
        let curves = self.curves.iter().enumerate();
        let curves = curves
            .map(|(at, curve)| json!({ "class": class(at), "path": scale.line(&curve.points) }));
        let notes = self.notes.iter().zip(0_u32..);
        let notes = notes.map(
            |(text, at)| json!({ "text": text, "y": number(HEIGHT - 28.0 + 15.0 * f64::from(at)) }),
        );
        json!({
            "title": self.title,
            "description": self.description,
            "width": number(WIDTH),
            "height": number(HEIGHT),
            "rules": rules,
            "dark": dark,
            "legend": legend,
            "rows": scale.rows(),
            "columns": scale.columns(),
            "axes": format!("M{} {} V{} H{}", number(LEFT), number(TOP), number(BOTTOM), number(RIGHT)),
            "bands": bands.collect::<Vec<_>>(),
            "curves": curves.collect::<Vec<_>>(),
            "here": self.here.as_ref().map(|(at, text)| scale.here(*at, text)),
            "mark": self.mark.as_ref().map(|(x, y, text)| scale.mark(*x, *y, text)),
            "under": { "x": number(f64::midpoint(LEFT, RIGHT)), "y": number(BOTTOM + 36.0), "text": self.under },
            "notes": notes.collect::<Vec<_>>(),
        })
    }
}

/// Where numbers stand.
struct Scale {
    /// Powers of ten at the ends of the lower scale.
    first: f64,
    last: f64,
    /// What is at the top, and the distance of two rows.
    most: f64,
    step: f64,
}

impl Scale {
    fn of(chart: &Chart) -> Self {
        let points = || chart.curves.iter().flat_map(|curve| curve.points.iter());
        let places = || points().map(|(x, _)| x.max(1.0).log10());
        let first = places().fold(f64::INFINITY, f64::min);
        let last = places().fold(0.0, f64::max);
        let first = if first.is_finite() { first.min(last - 1.0) } else { last - 1.0 };
        let highest = points().map(|(_, y)| *y).fold(1.0, f64::max);
        let step = nice(highest / 5.0);
        Self { first, last, most: (highest / step).ceil() * step, step }
    }

    fn x(&self, value: f64) -> f64 {
        let share = (value.max(1.0).log10() - self.first) / (self.last - self.first);
        LEFT + share.clamp(0.0, 1.0) * (RIGHT - LEFT)
    }

    fn y(&self, value: f64) -> f64 {
        BOTTOM - (value / self.most).clamp(0.0, 1.0) * (BOTTOM - TOP)
    }

    fn place(&self, x: f64, y: f64) -> String {
        format!("{} {}", number(self.x(x)), number(self.y(y)))
    }

    fn line(&self, points: &[(f64, f64)]) -> String {
        let places: Vec<String> = points.iter().map(|(x, y)| self.place(*x, *y)).collect();
        format!("M{}", places.join(" L"))
    }

    /// Along the least, and back along the most.
    fn band(&self, band: &[(f64, f64, f64)]) -> String {
        let there = band.iter().map(|(x, least, _)| self.place(*x, *least));
        let back = band.iter().rev().map(|(x, _, most)| self.place(*x, *most));
        format!("M{} z", there.chain(back).collect::<Vec<_>>().join(" L"))
    }

    fn rows(&self) -> Vec<Json> {
        let mut rows = Vec::new();
        let mut value = 0.0;
        while value <= self.most + self.step / 2.0 {
            let y = self.y(value);
            rows.push(json!({
                "path": format!("M{} {} H{}", number(LEFT), number(y), number(RIGHT)),
                "x": number(LEFT - 8.0), "y": number(y + 4.0), "text": grouped(value),
            }));
            value += self.step;
        }
        rows
    }

    fn columns(&self) -> Vec<Json> {
        let mut columns = Vec::new();
        let mut power = self.first.ceil();
        while power <= self.last + 1e-9 {
            let value = 10_f64.powf(power).round();
            let x = number(self.x(value));
            columns.push(json!({
                "path": format!("M{x} {} V{}", number(TOP), number(BOTTOM)),
                "x": x, "y": number(BOTTOM + 18.0), "text": grouped(value),
            }));
            power += 1.0;
        }
        columns
    }

    fn here(&self, at: f64, text: &str) -> Json {
        let x = self.x(at);
        let (side, left) = beside(x);
        json!({
            "path": format!("M{} {} V{}", number(x), number(TOP), number(BOTTOM)),
            "x": number(left), "y": number(TOP + 14.0), "text": text, "side": side,
        })
    }

    fn mark(&self, x: f64, y: f64, text: &str) -> Json {
        let (x, y) = (self.x(x), self.y(y));
        let (side, left) = beside(x);
        json!({
            "x": number(x), "y": number(y), "left": number(left), "above": number(y - 12.0), "text": text,
            "side": side,
        })
    }
}

/// On which side of a place a text stands, and where it begins or ends.
fn beside(x: f64) -> (&'static str, f64) {
    if x > f64::midpoint(LEFT, RIGHT) { ("right", x - 9.0) } else { ("", x + 9.0) }
}

/// The next of 1, 2, 5, 10, … times a power of ten.
fn nice(value: f64) -> f64 {
    let power = 10_f64.powf(value.max(1e-6).log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0];
    steps.into_iter().map(|step| step * power).find(|step| *step >= value).unwrap_or(value)
}

/// A number with commas, with two decimals if it is small.
fn grouped(value: f64) -> String {
    if value.fract().abs() > 1e-9 && value < 10.0 {
        return format!("{value:.2}");
    }
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Chart, Curve, Theme, grouped, nice};
    use roxmltree::Document;

    fn chart() -> Chart {
        let line = |name: &str, fixed: f64, each: f64| Curve {
            name: name.to_owned(),
            points: [10.0, 100.0, 1_000.0].map(|x| (x, fixed + each * x)).into(),
            band: vec![(10.0, fixed, fixed + 2.0), (1_000.0, fixed, fixed + each * 1_000.0)],
        };
        Chart {
            title: "Here & there".to_owned(),
            description: "Two lines".to_owned(),
            curves: vec![line("here", 100.0, 0.1), line("there", 10.0, 1.0)],
            mark: Some((100.0, 110.0, "100 GB".to_owned())),
            here: Some((500.0, "you".to_owned())),
            under: "GB".to_owned(),
            notes: vec!["a".to_owned()],
        }
    }

    #[test]
    fn a_chart_is_well_formed_and_the_same_each_time() {
        let text = chart().svg(Theme::Auto).unwrap();
        assert_eq!(text, chart().svg(Theme::Auto).unwrap());
        let document = Document::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let shown: Vec<&str> = document.descendants().filter_map(|node| node.text()).collect();
        for word in ["Here & there", "here", "there", "100 GB", "you", "GB", "1,000", "a"] {
            assert!(shown.contains(&word), "{word}");
        }
        assert!(text.contains("prefers-color-scheme"));
        assert!(!chart().svg(Theme::Dark).unwrap().contains("prefers-color-scheme"));
    }

    #[test]
    fn a_chart_of_nothing_is_one_too() {
        let text = Chart::default().svg(Theme::Light).unwrap();
        assert!(Document::parse(&text).is_ok() && !text.contains("NaN") && !text.contains("inf"));
    }

    #[test]
    fn rows_are_round_numbers_apart() {
        let steps = [1.0, 1.2, 3.0, 7.0, 140.0].map(|value| grouped(nice(value)));
        assert_eq!(steps, ["1", "2", "5", "10", "200"]);
        let text = [0.0, 0.5, 999.0, 1_000.0, 1_234_567.0].map(grouped);
        assert_eq!(text, ["0", "0.50", "999", "1,000", "1,234,567"]);
    }
}
