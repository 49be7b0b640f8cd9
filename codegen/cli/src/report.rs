//! Problems as people read them: one line for what is wrong, one for the change that fixes it.

use privatelink_ir::{Problem, Severity};
use std::fmt::{self, Write as _};
use std::io::{self, Write};

/// Writes all problems, in the order in which they were found.
pub(crate) fn problems(problems: &[Problem], to: &mut dyn Write) -> io::Result<()> {
    for problem in problems {
        let weight = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(to, "{weight}[{}]: ", problem.id)?;
        if !problem.path.is_empty() {
            write!(to, "`{}` ", Harmless(&problem.path))?;
        }
        writeln!(to, "{}\nhelp: {}", Harmless(&problem.message), Harmless(&problem.help))?;
    }
    Ok(())
}

/// Writes an error that is not about inputs.
pub(crate) fn error(message: &str, help: &str, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "error: {}\nhelp: {}", Harmless(message), Harmless(help))
}

/// A text with what a terminal would obey, or show in another order, as escapes: `\u{1b}`.
struct Harmless<'a>(&'a str);

impl fmt::Display for Harmless<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            if letter.is_control() || is_invisible(letter) {
                write!(f, "{}", letter.escape_unicode())?;
            } else {
                f.write_char(letter)?;
            }
        }
        Ok(())
    }
}

/// Marks that change the direction of what comes after them, end lines, or have no width.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_terminals_obey_is_shown_as_escapes() {
        let problem =
            Problem::error("a/b", "tags[\"\r\"]", "is `a\u{1b}[2Kb\u{9b}1m`", "x\ny\u{202e}z\t");
        let mut told = Vec::new();
        problems(&[problem], &mut told).unwrap();
        error("caf\u{e9} \u{7}", "\u{1f600}", &mut told).unwrap();
        let wanted = "error[a/b]: `tags[\"\\u{d}\"]` is `a\\u{1b}[2Kb\\u{9b}1m`\n\
            help: x\\u{a}y\\u{202e}z\\u{9}\n\
            error: caf\u{e9} \\u{7}\nhelp: \u{1f600}\n";
        assert_eq!(String::from_utf8(told).unwrap(), wanted);
    }
}
