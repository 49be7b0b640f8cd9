//! Problems as people read them: what is wrong, the line it is in, and the change that fixes it.

use super::excerpt::Excerpt;
use super::harmless::Harmless;
use super::{Finding, Findings, Look};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity as Weight,
    SourceCode, ThemeCharacters, ThemeStyles,
};
use privatelink_ir::{Problem, Severity};
use std::fmt::{self, Display};
use std::io::{self, BufWriter, Write};

/// Columns of a line in a file where nobody knows how many there are.
const ROOM: usize = 120;

/// Columns that the number of a line and the frame take.
const FRAME: usize = 12;

/// Fewest columns of a terminal that messages are fitted to.
const LEAST: usize = 40;

/// Most findings that are shown: nobody reads more.
const MOST: usize = 1_000;

/// Writes findings, and how many there are.
pub(super) fn write(findings: &Findings, look: Look, to: &mut dyn Write) -> io::Result<()> {
    let mut to = BufWriter::new(to);
    let handler = handler(look);
    for finding in findings.list.iter().take(MOST) {
        show(&Shown::new(findings, finding, look), &handler, &mut to)?;
        writeln!(to)?;
    }
    let summary = summary(findings);
    if !summary.is_empty() {
        writeln!(to, "{summary}")?;
    }
    to.flush()
}

/// Writes an error that is not about inputs.
pub(super) fn write_error(problem: &Problem, look: Look, to: &mut dyn Write) -> io::Result<()> {
    let shown = Shown { problem, excerpt: None, first: None };
    show(&shown, &handler(look), to)
}

fn show(shown: &Shown<'_>, handler: &GraphicalReportHandler, to: &mut dyn Write) -> io::Result<()> {
    let mut text = String::new();
    handler.render_report(&mut text, shown).map_err(io::Error::other)?;
    to.write_all(text.as_bytes())
}

fn handler(look: Look) -> GraphicalReportHandler {
    let mut characters =
        if look.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    if !look.unicode {
        "error:".clone_into(&mut characters.error);
        "warning:".clone_into(&mut characters.warning);
    }
    let styles = if look.colour { ThemeStyles::ansi() } else { ThemeStyles::none() };
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_links(false)
        .with_wrap_lines(look.width.is_some())
        .with_width(look.width.map_or(ROOM, |width| width.max(LEAST)))
}

/// How many problems and warnings there are.
fn summary(findings: &Findings) -> String {
    let count = |severity, one: &str| {
        let count = findings.count(severity);
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {one}{plural}"))
    };
    let parts = [count(Severity::Error, "problem"), count(Severity::Warning, "warning")];
    let mut summary = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if findings.list.len() > MOST {
        summary.push_str(&format!("; these are the first {MOST}"));
    }
    summary
}

/// A problem as miette wants it.
#[derive(Debug)]
struct Shown<'a> {
    problem: &'a Problem,
    excerpt: Option<Excerpt>,
    /// What the second mark is.
    first: Option<&'static str>,
}

impl<'a> Shown<'a> {
    fn new(findings: &Findings, finding: &'a Finding, look: Look) -> Self {
        let room = look.width.map_or(ROOM, |width| width.max(LEAST) - FRAME);
        let excerpt = findings.source.as_ref().zip(finding.span.as_ref()).map(|(source, span)| {
            let first = finding.first.as_ref().map(|(span, _)| span);
            let spans: Vec<_> = [Some(span), first].into_iter().flatten().collect();
            Excerpt::new(source, &spans, room)
        });
        Self {
            problem: &finding.problem,
            excerpt,
            first: finding.first.as_ref().map(|(_, what)| *what),
        }
    }
}

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { path, message, .. } = self.problem;
        if !path.is_empty() {
            write!(f, "`{}` ", Harmless(path))?;
        }
        write!(f, "{}", Harmless(message))
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        Some(Box::new(&self.problem.id))
    }

    fn severity(&self) -> Option<Weight> {
        Some(match self.problem.severity {
            Severity::Error => Weight::Error,
            Severity::Warning => Weight::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        Some(Box::new(Harmless(&self.problem.help)))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let marks = &self.excerpt.as_ref()?.marks;
        Some(Box::new(marks.iter().enumerate().map(|(position, mark)| {
            let span = (mark.span.start, mark.span.len());
            if position == 0 {
                LabeledSpan::new_primary_with_span(None, span)
            } else {
                LabeledSpan::new_with_span(self.first.map(str::to_owned), span)
            }
        })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Source;
    use std::rc::Rc;

    const YAML: &str = "name: a\u{1b}[2Kb\ntags:\n\t\u{4e2d}\u{6587}: 5\n";

    fn findings() -> Findings {
        let source = Rc::new(Source::new("in\u{7}.yaml", YAML.to_owned()));
        let error =
            Problem::error("a/b", "tags[\"\r\"]", "is `a\u{1b}[2Kb\u{9b}1m`", "x\ny\u{202e}z\t");
        let warning =
            Problem { severity: Severity::Warning, ..Problem::error("c/d", "", "is so", "do") };
        let at = YAML.find('5').unwrap();
        let list = vec![Finding::at(at..at + 1, error), Finding::nowhere(warning)];
        Findings::new(Some(source), list)
    }

    fn written(findings: &Findings, look: Look) -> String {
        let mut text = Vec::new();
        write(findings, look, &mut text).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn more_than_anybody_reads_is_counted() {
        let problem = |at: usize| Problem::error("a/b", format!("tags[{at}]"), "is so", "do");
        let list = (0..1_200).map(|at| Finding::nowhere(problem(at))).collect();
        let text = written(&Findings::new(None, list), Look::default());
        assert!(text.contains("`tags[999]`") && !text.contains("`tags[1000]`"), "{text}");
        assert!(text.ends_with("\n1200 problems; these are the first 1000\n"), "{text}");
    }

    #[test]
    fn what_terminals_obey_is_shown_as_escapes() {
        let wanted = "c/d\n\n  warning: is so\n  help: do\n\n\
            a/b\n\n  error: `tags[\"\\u{d}\"]` is `a\\u{1b}[2Kb\\u{9b}1m`\n   \
            ,-[in\\u{7}.yaml:3:6]\n \
            2 | tags:\n \
            3 |     \u{4e2d}\u{6587}: 5\n   \
            :           ^\n   \
            `----\n  \
            help: x\\u{a}y\\u{202e}z\\u{9}\n\n\
            1 problem, 1 warning\n";
        assert_eq!(written(&findings(), Look::default()), wanted);
    }

    #[test]
    fn terminals_get_colours_and_frames() {
        let look = Look { colour: true, unicode: true, width: Some(40) };
        let text = written(&findings(), look);
        let (mut plain, mut colours) = (String::new(), 0);
        for (position, part) in text.split("\u{1b}[").enumerate() {
            let (colour, rest) =
                if position == 0 { ("", part) } else { part.split_once('m').unwrap() };
            assert!(colour.chars().all(|letter| letter.is_ascii_digit() || letter == ';'));
            colours += usize::from(position > 0);
            plain += rest;
        }
        assert!(colours > 10);
        assert!(plain.contains("\u{26a0} is so"), "{plain}");
        assert!(
            plain.contains("3 \u{2502}     \u{4e2d}\u{6587}: 5\n   \u{b7}           \u{2500}\n"),
            "{plain}"
        );
        let look = Look { colour: false, ..look };
        assert_eq!(written(&findings(), look), plain);
    }

    #[test]
    fn lines_are_as_long_as_the_terminal_is_wide() {
        let help = "use one of ".to_owned() + &"`names`, ".repeat(40);
        let source = Source::new("in.json", "x".repeat(1000));
        let finding = Finding::at(500..510, Problem::error("a/b", "path", "is ".repeat(100), help));
        let findings = Findings::new(Some(Rc::new(source)), vec![finding]);
        for width in [1, 10, 40, 80, 200] {
            let text = written(&findings, Look { width: Some(width), ..Look::default() });
            let longest = text.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(longest <= width.max(40), "{text}");
            assert!(text.contains("^^^^^^^^^^"), "{text}");
        }
    }

    #[test]
    fn an_error_without_a_place_is_short() {
        let mut text = Vec::new();
        let problem = Problem::error("a/b", "", "caf\u{e9} \u{7}", "\u{1f600}");
        write_error(&problem, Look::default(), &mut text).unwrap();
        let wanted = "a/b\n\n  error: caf\u{e9} \\u{7}\n  help: \u{1f600}\n";
        assert_eq!(String::from_utf8(text).unwrap(), wanted);
    }
}
