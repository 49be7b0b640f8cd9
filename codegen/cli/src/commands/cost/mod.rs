//! `privatelink cost`

mod bill;
mod chart;
mod decision;
mod pair;
mod table;

use super::diagram::Colours;
use crate::failure::Failure;
use crate::inputs::{self, Inputs};
use crate::report::{self, Findings, Look, Outcome, Output, Report};
use crate::{Streams, component};
use camino::{Utf8Path, Utf8PathBuf};
use privatelink_cost::bill::Bill;
use privatelink_cost::decision::{self as deciding, Decision};
use serde_json::{Map, Value as Json, json};

/// Say what a component costs a month, and whether endpoints belong into every VPC or into a hub
///
/// With a component and its inputs: a bill, a line for each thing that is paid for. With a file of your numbers (VPCs, services,
/// GB): the decision between endpoints in every VPC and a hub, for each service and in total. Nothing is asked of AWS: prices are
/// those of the catalogue, with source and date, or your own.
#[derive(clap::Args)]
#[command(after_long_help = include_str!("help.txt"))]
pub(crate) struct Cost {
    /// Component, such as `PrivateLinkConsumer`, or a file with the numbers of a decision
    what: Option<String>,
    /// File with the inputs of the component, `.json`, `.yaml` or `.yml`; `-` is standard input
    inputs: Option<Utf8PathBuf>,
    /// Two files side by side: inputs of the component, or numbers of decisions if none is named
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    compare: Vec<Utf8PathBuf>,
    /// GB a month that go through it, both directions together: short for `--quantity gb=GB`
    #[arg(long, value_name = "GB")]
    gb: Option<f64>,
    /// What only you know, such as `nlcu=1.5`; can be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = quantity)]
    quantity: Vec<(String, f64)>,
    /// File with quantities, `region` and `prices` of your own
    #[arg(long, value_name = "FILE")]
    quantities: Option<Utf8PathBuf>,
    /// Region whose prices count for a bill, instead of the one that ids of Availability Zones in the inputs say
    #[arg(long)]
    region: Option<String>,
    /// File that receives a chart of the decision as SVG
    #[arg(long, value_name = "FILE")]
    chart: Option<Utf8PathBuf>,
    /// Colours of the chart
    #[arg(long, value_enum, value_name = "THEME", default_value_t)]
    theme: Colours,
    /// How to print the result
    #[arg(long, value_enum, value_name = "FORM", default_value_t, hide_default_value = true)]
    output: Output,
}

/// `name=1.5`
fn quantity(text: &str) -> Result<(String, f64), String> {
    let wrong = || "write a name, `=` and a number, such as `nlcu=1.5`".to_owned();
    let (name, value) = text.split_once('=').ok_or_else(wrong)?;
    let value: f64 = value.parse().map_err(|_| wrong())?;
    if value.is_finite() { Ok((name.to_owned(), value)) } else { Err(wrong()) }
}

/// What the command line asks for.
enum Asked<'a> {
    Bill(&'a str, &'a Utf8Path),
    Decision(&'a Utf8Path),
    Bills(&'a str, &'a Utf8Path, &'a Utf8Path),
    Decisions(&'a Utf8Path, &'a Utf8Path),
}

impl Cost {
    pub(crate) fn report(&self) -> Report {
        let file = match (&self.inputs, &self.what, self.compare.as_slice()) {
            (_, _, [_, ..]) => None,
            (Some(inputs), ..) => Some(inputs.clone()),
            (None, what, _) => what.as_deref().map(Utf8PathBuf::from),
        };
        Report { output: self.output, file }
    }

    pub(crate) fn run(self, streams: &mut Streams<'_>, look: Look) -> Result<(), Failure> {
        match self.asked()? {
            Asked::Bill(name, path) => {
                let (bill, findings) = self.bill(name, path, streams)?;
                if self.output == Output::Json {
                    return self.document("bill", bill.document(), &findings, streams);
                }
                report::text(&findings, look, streams.messages)?;
                bill::write(&bill, streams.output)?;
            }
            Asked::Decision(path) => {
                let decision = decide(path, streams)?;
                self.draw(&decision)?;
                if self.output == Output::Json {
                    let findings = Findings::default();
                    return self.document("decision", decision.document(), &findings, streams);
                }
                decision::write(&decision, streams.output)?;
            }
            Asked::Bills(name, one, other) => {
                let ((one_bill, _), (other_bill, _)) =
                    (self.bill(name, one, streams)?, self.bill(name, other, streams)?);
                if self.output == Output::Json {
                    let of = |path: &Utf8Path, bill: &Bill| json!({ "file": path.as_str(), "bill": bill.document() });
                    let both = json!([of(one, &one_bill), of(other, &other_bill)]);
                    return self.document("compared", both, &Findings::default(), streams);
                }
                pair::bills([(one, &one_bill), (other, &other_bill)], streams.output)?;
            }
            Asked::Decisions(one, other) => {
                let (one_made, other_made) = (decide(one, streams)?, decide(other, streams)?);
                if self.output == Output::Json {
                    let of = |path: &Utf8Path, made: &Decision| json!({ "file": path.as_str(), "decision": made.document() });
                    let both = json!([of(one, &one_made), of(other, &other_made)]);
                    return self.document("compared", both, &Findings::default(), streams);
                }
                pair::decisions([(one, &one_made), (other, &other_made)], streams.output)?;
            }
        }
        Ok(())
    }

    fn asked(&self) -> Result<Asked<'_>, Failure> {
        let asked = match (&self.what, &self.inputs, self.compare.as_slice()) {
            (Some(name), Some(inputs), []) => Asked::Bill(name, inputs),
            (Some(name), None, []) if privatelink_components::find(name).is_some() => {
                return Err(Failure::usage(
                    "cost/no-inputs",
                    format!("what `{name}` costs depends on its inputs, and none are named"),
                    format!(
                        "name a file, as in `privatelink cost {name} inputs.yaml`; `privatelink describe {name}` has the prices"
                    ),
                ));
            }
            (Some(file), None, []) => Asked::Decision(Utf8Path::new(file)),
            (Some(name), None, [one, other]) => Asked::Bills(name, one, other),
            (None, None, [one, other]) => Asked::Decisions(one, other),
            (_, Some(_), _) => {
                return Err(Failure::usage(
                    "cost/three-files",
                    "`--compare` names both files, and there is one more",
                    "leave out the file before `--compare`",
                ));
            }
            _ => {
                return Err(Failure::usage(
                    "cost/nothing",
                    "nothing is named that could cost something",
                    "name a component and its inputs, or a file with numbers, as `privatelink cost --help` shows",
                ));
            }
        };
        self.fits(&asked)?;
        Ok(asked)
    }

    /// Options that say nothing about what is asked are mistakes.
    fn fits(&self, asked: &Asked<'_>) -> Result<(), Failure> {
        let is_bill = matches!(asked, Asked::Bill(..) | Asked::Bills(..));
        let has_quantities = self.gb.is_some()
            || !self.quantity.is_empty()
            || self.quantities.is_some()
            || self.region.is_some();
        if has_quantities && !is_bill {
            return Err(Failure::usage(
                "cost/quantities-not-taken",
                "`--gb`, `--quantity`, `--quantities` and `--region` are for the bill of a component",
                "write GB, Region and prices into the file with the numbers",
            ));
        }
        if self.chart.is_some() && !matches!(asked, Asked::Decision(_)) {
            return Err(Failure::usage(
                "cost/chart-not-taken",
                "`--chart` is for one decision: a bill has no lines to draw",
                "leave out `--chart`, or name a file with the numbers of a decision",
            ));
        }
        Ok(())
    }

    /// The bill of a component, and warnings about its inputs.
    fn bill(
        &self,
        name: &str,
        path: &Utf8Path,
        streams: &mut Streams<'_>,
    ) -> Result<(Bill, Findings), Failure> {
        let model = component::find(name)?.model();
        let inputs = inputs::read(path, streams.input)?;
        let file = match &self.quantities {
            Some(path) => Some(inputs::read(path, streams.input)?),
            None => None,
        };
        let stated = self.gb.map(|gb| ("gb".to_owned(), gb));
        let stated = stated.into_iter().chain(self.quantity.iter().cloned()).collect();
        let bill = bill::of(&model, &inputs, file.as_ref(), stated, self.region.as_deref())?;
        let findings = inputs.locate(bill.warnings.clone(), &model);
        Ok((bill, findings))
    }

    fn document(
        &self,
        name: &str,
        made: Json,
        findings: &Findings,
        streams: &mut Streams<'_>,
    ) -> Result<(), Failure> {
        let more = Map::from_iter([(name.to_owned(), made)]);
        let outcome = Outcome { more, ..Outcome::default() };
        self.report().document(findings, &outcome, streams.output)?;
        Ok(())
    }

    fn draw(&self, decision: &Decision) -> Result<(), Failure> {
        let Some(path) = &self.chart else { return Ok(()) };
        let svg = chart::of(decision).svg(self.theme.into());
        let svg = svg.map_err(|problem| Failure::Problems(vec![problem].into()))?;
        std::fs::write(path, svg).map_err(|error| {
            Failure::usage(
                "file/unwritable",
                format!("cannot write `{path}`: {error}"),
                "name a file with `--chart` that can be written",
            )
        })
    }
}

/// The decision that the numbers in a file lead to.
fn decide(path: &Utf8Path, streams: &mut Streams<'_>) -> Result<Decision, Failure> {
    let inputs: Inputs = inputs::read(path, streams.input)?;
    let read = deciding::read(&inputs.given());
    let numbers =
        read.map_err(|problems| Failure::Problems(inputs.locate(problems, &deciding::model())))?;
    // Whatever a file has is known.
    numbers.map(|numbers| deciding::decide(&numbers)).ok_or(Failure::Shown(1))
}
