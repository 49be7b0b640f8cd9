//! From problems to what the command line shows: always everything that is wrong, never a secret.

use std::collections::BTreeMap;
use std::error::Error;

use privatelink_ir::{Problem, Severity};
use privatelink_wire::pulumi::InputPropertiesError;
use privatelink_wire::pulumi::input_properties_error::PropertyError;
use privatelink_wire::status::with_detail;
use privatelink_wire::value::{DecodeError, Output, Properties, Value};
use tonic::{Code, Status};

use crate::monitor::MonitorError;

/// Problems that an error lists. Nobody reads more, and the engine takes no answer of any length.
const MOST: usize = 2_000;

/// The error for inputs that the user has to change; `None` if nothing is worse than a warning.
///
/// The command line prints the value that a path leads to, even a secret one, and from 3.276 on ends with a panic at what
/// is not known or is a resource. A path to an input that holds any of these therefore gets an ending that leads nowhere.
pub(crate) fn of_problems(problems: &[Problem], inputs: &Properties) -> Option<Status> {
    let errors: Vec<_> =
        problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    if errors.is_empty() {
        return None;
    }
    let (placed, general): (Vec<&Problem>, Vec<&Problem>) =
        errors.iter().copied().partition(|problem| !problem.path.is_empty());
    let count = match placed.len() {
        0 => None,
        1 => Some("an input has to change".to_owned()),
        count if count > MOST => {
            Some(format!("{count} inputs have to change; these are the first {MOST}"))
        }
        count => Some(format!("{count} inputs have to change")),
    };
    // An empty path would lead to all inputs at once, so these go into the message.
    let message: Vec<_> = general.iter().map(ToString::to_string).chain(count).collect();
    // Found once: there may be as many problems as there are values.
    let closed = inputs.iter().filter_map(|(name, input)| Some((name.as_str(), ending(input)?)));
    let closed: BTreeMap<&str, &str> = closed.collect();
    let entry = |problem: &Problem| PropertyError {
        property_path: shown_path(&problem.path, &closed),
        reason: format!("{}; {}", problem.message, problem.help),
    };
    let detail =
        InputPropertiesError { errors: placed.into_iter().take(MOST).map(entry).collect() };
    Some(with_detail(Code::InvalidArgument, message.join("; "), &detail))
}

/// What an input holds that must not be printed.
fn ending(input: &Output) -> Option<&'static str> {
    if input.contains_secret() {
        return Some("secret");
    }
    let is_resource = matches!(input.value, Some(Value::Resource(_) | Value::Bytes(_)));
    let here = input.value.is_none().then_some("unknown").or(is_resource.then_some("resource"));
    here.or_else(|| input.children().find_map(ending))
}

fn shown_path(path: &str, closed: &BTreeMap<&str, &str>) -> String {
    let input = path.split(['.', '[']).next().unwrap_or(path);
    let path = escaped(path);
    closed.get(input).map_or_else(|| path.clone(), |ending| format!("{path} ({ending})"))
}

/// A path such as `tags["a"].b`, with quotes in keys as the engine reads them.
/// <https://github.com/pulumi/pulumi/blob/v3.255.0/sdk/go/common/resource/properties_path.go>
fn escaped(path: &str) -> String {
    let mut parts = path.split("[\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |path, part| match part.rsplit_once("\"]") {
        Some((key, rest)) => {
            format!("{path}[\"{}\"]{rest}", key.replace('"', "\\\""))
        }
        None => format!("{path}[\"{part}"),
    })
}

/// The error for inputs that do not follow the protocol.
pub(crate) fn of_decode(error: &DecodeError) -> Status {
    Status::invalid_argument(error.to_string())
}

/// The error for a monitor that cannot be used.
pub(crate) fn of_monitor(error: MonitorError) -> Status {
    match error {
        MonitorError::Status(status) => of_call(&status, "reach the engine"),
        other => Status::failed_precondition(other.to_string()),
    }
}

/// The error for a call to the engine that failed while it was to `purpose`.
///
/// A deployment that is being shut down says so in a few words: the command line shows them once for each
/// component that was alive. So does an engine that is gone: a status with a source is none that it sent.
pub(crate) fn of_call(status: &Status, purpose: &str) -> Status {
    let shutdown = |code| Status::new(code, "deployment is shutting down");
    match status.code() {
        code @ (Code::Unavailable | Code::Cancelled) => shutdown(code),
        _ if status.source().is_some() => shutdown(Code::Unavailable),
        _ => Status::unknown(format!("cannot {purpose}: {}", status.message())),
    }
}

/// Whether the deployment ends, so that nothing is worth waiting for.
pub(crate) fn is_shutdown(status: &Status) -> bool {
    matches!(status.code(), Code::Unavailable | Code::Cancelled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use privatelink_wire::status::detail;

    fn problem(path: &str) -> Problem {
        Problem::error("id", path, "is wrong", "change it")
    }

    #[test]
    fn all_problems_are_reported_and_no_secret_is_shown() {
        let inputs = [
            ("open".to_owned(), Output::known("o")),
            ("rules".to_owned(), Output::known(vec![Output::known("s").into_secret()])),
            ("tags".to_owned(), Output::known(vec![Output::unknown()])),
        ];
        let problems = [problem("open"), problem("rules[0]"), problem("tags"), problem("")];
        let status = of_problems(&problems, &inputs.into()).unwrap();
        assert_eq!(status.code(), Code::InvalidArgument);
        assert_eq!(status.message(), "is wrong; change it; 3 inputs have to change");
        let paths: Vec<_> = detail::<InputPropertiesError>(&status)
            .unwrap()
            .errors
            .into_iter()
            .map(|error| error.property_path)
            .collect();
        assert_eq!(paths, ["open", "rules[0] (secret)", "tags (unknown)"]);
    }

    #[test]
    fn quotes_in_keys_are_escaped() {
        for (path, expected) in [
            ("tags", "tags"),
            ("listeners[\"a\"].port[0]", "listeners[\"a\"].port[0]"),
            ("tags[\"say \"hi\"\"]", "tags[\"say \\\"hi\\\"\"]"),
            ("tags[\"a\\b\"][\"c\"]", "tags[\"a\\b\"][\"c\"]"),
        ] {
            assert_eq!(escaped(path), expected);
        }
    }

    #[test]
    fn more_problems_than_anybody_reads_are_counted() {
        let problems: Vec<Problem> =
            (0..2_200).map(|at| problem(&format!("rules[{at}]"))).collect();
        let status = of_problems(&problems, &Properties::new()).unwrap();
        assert_eq!(status.message(), "2200 inputs have to change; these are the first 2000");
        assert_eq!(detail::<InputPropertiesError>(&status).unwrap().errors.len(), 2_000);
    }

    #[test]
    fn warnings_are_no_errors() {
        let warning = Problem { severity: Severity::Warning, ..problem("open") };
        assert!(of_problems(&[warning], &Properties::new()).is_none());
    }

    #[test]
    fn a_shutdown_keeps_its_code() {
        let status = of_call(&Status::unavailable("resource monitor shut down"), "register `a`");
        assert_eq!(
            (status.code(), status.message()),
            (Code::Unavailable, "deployment is shutting down")
        );
    }
}
