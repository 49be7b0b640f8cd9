//! The command line that the engine starts a plugin with: `[--logtostderr] [-v=N] [--tracing ADDRESS] ENGINE`.

/// What the command line says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arguments {
    /// `host:port` of the engine. `None`: the plugin was started by hand, and engines attach to it.
    pub engine: Option<String>,
}

impl Arguments {
    /// Reads the arguments, without the name of the program.
    ///
    /// Never fails: unknown flags are for newer engines, and the address is not looked at before it is
    /// needed, so that the schema can be read without an engine.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Self {
        let mut engine = None;
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            if matches!(argument.as_str(), "--tracing" | "-tracing") {
                // The only flag whose value is an argument of its own.
                arguments.next();
            } else if !argument.starts_with('-') {
                engine = Some(argument);
            }
        }
        Self { engine }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_is_the_last_argument_that_is_no_flag() {
        for (line, engine) in [
            ("", None),
            ("127.0.0.1:1", Some("127.0.0.1:1")),
            ("--logtostderr -v=9 127.0.0.1:1", Some("127.0.0.1:1")),
            ("--tracing tcp://127.0.0.1:9 127.0.0.1:1", Some("127.0.0.1:1")),
            ("--tracing=x --some-day 127.0.0.1:1", Some("127.0.0.1:1")),
            ("--tracing 127.0.0.1:9", None),
            ("ignored", Some("ignored")),
        ] {
            let arguments = line.split_whitespace().map(str::to_owned);
            assert_eq!(Arguments::parse(arguments).engine.as_deref(), engine, "{line}");
        }
    }
}
