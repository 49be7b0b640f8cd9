//! `privatelink completions`

use crate::failure::Failure;
use crate::{Arguments, Streams};
use clap::CommandFactory;
use clap_complete::Shell;

/// Print the completion script of a shell
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  privatelink completions bash > ~/.local/share/bash-completion/completions/privatelink
  privatelink completions fish > ~/.config/fish/completions/privatelink.fish")]
pub(crate) struct Completions {
    /// Shell that will read the script
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<(), Failure> {
        // The generator cannot report a failed write, so it writes to memory first.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "privatelink", &mut script);
        streams.output.write_all(&script)?;
        Ok(())
    }
}
