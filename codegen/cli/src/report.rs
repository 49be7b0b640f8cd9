//! Problems as people read them: one line for what is wrong, one for the change that fixes it.

use privatelink_ir::{Problem, Severity};
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
            write!(to, "`{}` ", problem.path)?;
        }
        writeln!(to, "{}\nhelp: {}", problem.message, problem.help)?;
    }
    Ok(())
}

/// Writes an error that is not about inputs.
pub(crate) fn error(message: &str, help: &str, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "error: {message}\nhelp: {help}")
}
