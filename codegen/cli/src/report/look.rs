//! How messages look where they are written to.

use anstream::{AutoStream, ColorChoice};
use std::io::{IsTerminal, stderr};
use supports_unicode::Stream;
use terminal_size::{Width, terminal_size_of};

/// How messages look. By default as in a file: ASCII beside the texts of users, without colours, in lines of any length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether escape sequences colour them.
    pub colour: bool,
    /// Whether frames are drawn with more than ASCII.
    pub unicode: bool,
    /// Columns that lines may take.
    pub width: Option<usize>,
}

impl Look {
    /// What fits where standard error goes. `NO_COLOR` and `CLICOLOR_FORCE` decide about colours as everywhere.
    pub fn of_stderr() -> Self {
        let is_terminal = stderr().is_terminal();
        Self {
            colour: AutoStream::choice(&stderr()) != ColorChoice::Never,
            unicode: is_terminal && supports_unicode::on(Stream::Stderr),
            width: terminal_size_of(stderr()).map(|(Width(columns), _)| usize::from(columns)),
        }
    }
}
