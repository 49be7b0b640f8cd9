//! Problems with their places, for people and for programs.

mod excerpt;
pub(crate) mod harmless;
mod json;
mod look;
mod source;
mod text;

pub(crate) use json::Outcome;
pub use look::Look;
pub(crate) use source::{Source, Span};

use crate::Streams;
use camino::Utf8PathBuf;
use clap::ValueEnum;
use privatelink_ir::{Problem, Severity};
use std::io::{self, Write};
use std::rc::Rc;

/// Problems in one file, or in none.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    source: Option<Rc<Source>>,
    /// In the order of the file; what has no place comes first.
    list: Vec<Finding>,
}

/// A problem and its place.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) problem: Problem,
    pub(crate) span: Option<Span>,
    /// Another place that matters, and what it is.
    first: Option<(Span, &'static str)>,
}

impl Finding {
    /// A problem at a place.
    pub(crate) fn at(span: Span, problem: Problem) -> Self {
        Self { problem, span: Some(span), first: None }
    }

    /// A problem that is not in the file.
    pub(crate) fn nowhere(problem: Problem) -> Self {
        Self { problem, span: None, first: None }
    }

    /// The problem, which comes from an earlier place too.
    pub(crate) fn after(self, first: Span, what: &'static str) -> Self {
        Self { first: Some((first, what)), ..self }
    }
}

impl Findings {
    /// Findings in a file. They are sorted by place.
    pub(crate) fn new(source: Option<Rc<Source>>, mut list: Vec<Finding>) -> Self {
        list.sort_by_key(|finding| finding.span.as_ref().map(|span| (span.start, span.end)));
        Self { source, list }
    }

    /// The findings.
    #[cfg(test)]
    pub(crate) fn list(&self) -> &[Finding] {
        &self.list
    }

    fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|finding| finding.problem.severity == severity).count()
    }
}

impl From<Vec<Problem>> for Findings {
    /// Problems that come from no file.
    fn from(problems: Vec<Problem>) -> Self {
        Self::new(None, problems.into_iter().map(Finding::nowhere).collect())
    }
}

/// How a command reports what it finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Output {
    /// For people, problems on standard error; the default
    #[default]
    Text,
    /// For programs: one document on standard output
    Json,
}

/// How a command reports, and what about.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) output: Output,
    /// File with the inputs, as the command line names it.
    pub(crate) file: Option<Utf8PathBuf>,
}

impl Report {
    /// Writes the findings that end a run.
    pub(crate) fn findings(
        &self,
        findings: &Findings,
        look: Look,
        to: &mut Streams<'_>,
    ) -> io::Result<()> {
        match self.output {
            Output::Text => text(findings, look, to.messages),
            Output::Json => self.document(findings, &Outcome::default(), to.output),
        }
    }

    /// Writes an error that is not about inputs.
    pub(crate) fn error(
        &self,
        problem: &Problem,
        look: Look,
        to: &mut Streams<'_>,
    ) -> io::Result<()> {
        match self.output {
            Output::Text => text::write_error(problem, look, to.messages),
            Output::Json => {
                let findings = Findings::from(vec![problem.clone()]);
                self.document(&findings, &Outcome::default(), to.output)
            }
        }
    }

    /// Writes findings and the rest of the result for programs.
    pub(crate) fn document(
        &self,
        findings: &Findings,
        outcome: &Outcome,
        to: &mut dyn Write,
    ) -> io::Result<()> {
        json::write(self.file.as_deref(), findings, outcome, to)
    }
}

/// Writes findings, and how many there are, for people.
pub(crate) fn text(findings: &Findings, look: Look, to: &mut dyn Write) -> io::Result<()> {
    text::write(findings, look, to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs;
    use std::time::{Duration, Instant};

    /// Ten thousand keys, of a megabyte in all.
    fn keys() -> impl Iterator<Item = String> {
        (0..10_000).map(|number| format!("{number}-{}", "x".repeat(84)))
    }

    /// The time that a megabyte with a problem at each of its keys takes to be read and reported in every way. Were a line
    /// or a file read for each of them, it would be hours.
    #[test]
    fn ten_thousand_problems_in_a_megabyte_take_a_moment() {
        let entries = |between: &str| {
            keys().map(|key| format!("\"{key}\": 5")).collect::<Vec<_>>().join(between)
        };
        let yaml = format!("tags:\n  {}\n", entries("\n  "));
        let json = format!("{{\"tags\":{{{}}}}}", entries(", "));
        let model = privatelink_components::find("PrivateLinkService").unwrap().model();
        let start = Instant::now();
        let terminal = Look { colour: true, unicode: true, width: Some(80) };
        for (text, look) in [(yaml, Look::default()), (json, terminal)] {
            let inputs = inputs::read("-".into(), &mut text.as_bytes()).unwrap();
            assert_eq!(inputs.values()["tags"].as_object().unwrap().len(), 10_000);
            let path =
                |key: String| Problem::error("input/type", format!("tags[\"{key}\"]"), "is", "do");
            let findings = inputs.locate(keys().map(path).collect(), &model);
            let spans = findings.list().iter().filter_map(|finding| finding.span.clone());
            assert_eq!(spans.filter(|span| &text[span.clone()] == "5").count(), 10_000);
            let mut written = Vec::new();
            super::text(&findings, look, &mut written).unwrap();
            Report::default().document(&findings, &Outcome::default(), &mut written).unwrap();
            assert!(written.len() > 2_000_000);
        }
        assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
    }
}
