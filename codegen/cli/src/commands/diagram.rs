//! `privatelink diagram`

use crate::failure::Failure;
use crate::inputs::Inputs;
use crate::report::{self, Look, Report};
use crate::{Streams, component, inputs};
use camino::Utf8PathBuf;
use clap::ValueEnum;
use privatelink_backends::cloudformation::read_inputs;
use privatelink_backends::manual::diagram;
use privatelink_backends::picture::{Picture, Theme};
use privatelink_ir::{Model, Problem};
use serde_json::Value as Json;
use std::fs;

/// Draw what a component makes, as architects draw it
///
/// Accounts, Regions, VPCs and zones are boxes, and traffic goes from left to right. Without inputs the picture shows
/// all that the component can make; with inputs, what it makes of them.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  privatelink diagram PrivateLinkService > service.svg
  privatelink diagram PrivateLinkConsumer inputs.yaml --output consumer.svg
  privatelink diagram PrivateLinkConsumer inputs.yaml --theme dark --output slide.svg
  privatelink diagram PrivateLinkService inputs.yaml --format mermaid >> README.md
  privatelink diagram PrivateLinkService --form dependencies --output graph.svg

What is grey is there already or made elsewhere. A dashed box is only there if an input asks for it, a double one stands
for one or more. Full arrows are traffic, with protocol and port; dashed ones are logs, messages and names.

Inputs are taken as for a template: values that are not known yet can be left out, or be `parameter: true`. Zones are
named by the keys of the subnets.

Exit codes:
  0  the picture is drawn
  1  the inputs have problems
  2  the command line is wrong, or names a file that cannot be read or written")]
pub(crate) struct Diagram {
    /// Component, such as `PrivateLinkService`
    component: String,
    /// File with the inputs by name, `.json`, `.yaml` or `.yml`; `-` is standard input
    inputs: Option<Utf8PathBuf>,
    /// What to draw
    #[arg(long, value_enum, default_value_t)]
    form: Form,
    /// How to write it down
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Colours of an SVG picture of the architecture
    #[arg(long, value_enum, value_name = "THEME", default_value_t)]
    theme: Colours,
    /// File that receives the picture, instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<Utf8PathBuf>,
}

/// What a picture shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Where things are, and where traffic goes
    #[default]
    Architecture,
    /// Which resource needs which
    Dependencies,
}

/// How a picture is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Picture, for slides and pages
    #[default]
    Svg,
    /// Text for Mermaid, which GitHub and many wikis draw
    Mermaid,
}

/// The colours of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Colours {
    /// On white
    Light,
    /// On black
    Dark,
    /// As the reader's screen is set up
    #[default]
    Auto,
}

impl From<Colours> for Theme {
    fn from(colours: Colours) -> Self {
        match colours {
            Colours::Light => Self::Light,
            Colours::Dark => Self::Dark,
            Colours::Auto => Self::Auto,
        }
    }
}

impl Diagram {
    pub(crate) fn report(&self) -> Report {
        Report { file: self.inputs.clone(), ..Report::default() }
    }

    pub(crate) fn run(self, streams: &mut Streams<'_>, look: Look) -> Result<(), Failure> {
        let component = component::find(&self.component)?;
        let model = component.model();
        let text = match self.form {
            Form::Architecture => self.architecture(&model, streams, look)?,
            Form::Dependencies => self.dependencies(&model)?,
        };
        match &self.output {
            None => write!(streams.output, "{text}")?,
            Some(path) => fs::write(path, text).map_err(|error| {
                Failure::usage(
                    "file/unwritable",
                    format!("cannot write `{path}`: {error}"),
                    "name a file with `--output` that can be written",
                )
            })?,
        }
        Ok(())
    }

    fn architecture(
        &self,
        model: &Model,
        streams: &mut Streams<'_>,
        look: Look,
    ) -> Result<String, Failure> {
        let picture = match &self.inputs {
            None => Picture::of_component(model),
            Some(path) => {
                let inputs = inputs::read(path, streams.input)?;
                let (picture, warnings) = drawn(model, &inputs)?;
                report::text(&inputs.locate(warnings, model), look, streams.messages)?;
                picture
            }
        };
        match self.format {
            Format::Svg => picture.svg(self.theme.into()).map_err(failed),
            Format::Mermaid => Ok(picture.mermaid()),
        }
    }

    fn dependencies(&self, model: &Model) -> Result<String, Failure> {
        if self.inputs.is_some() {
            return Err(Failure::usage(
                "inputs/not-taken",
                "inputs are only for `--form architecture`: dependencies are those of all that can be made",
                "leave out the file with the inputs",
            ));
        }
        if self.theme != Colours::Auto {
            return Err(Failure::usage(
                "theme/not-taken",
                "`--theme` is only for `--form architecture`: dependencies have the colours of the reader's screen",
                "remove `--theme`",
            ));
        }
        match self.format {
            Format::Svg => diagram::svg(model).map_err(failed),
            Format::Mermaid => Ok(diagram::mermaid(model)),
        }
    }
}

fn drawn(model: &Model, inputs: &Inputs) -> Result<(Picture, Vec<Problem>), Failure> {
    Picture::of_inputs(model, &read_inputs(&Json::Object(inputs.values())).given)
        .map_err(|problems| Failure::Problems(inputs.locate(problems, model)))
}

fn failed(problem: Problem) -> Failure {
    Failure::Problems(vec![problem].into())
}
