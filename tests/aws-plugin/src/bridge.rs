//! The bridge behind this plugin: one that an earlier plugin of the same stack left running, or a new one.
//!
//! The engine starts a plugin for each preview and each update, and a bridge takes longer to load its provider than most
//! tests need for all the rest. `AWS_PLUGIN_KEPT` names a folder in which bridges are found again:
//!
//! | file | what it is |
//! | --- | --- |
//! | `N` | the port of a bridge; locked for as long as a plugin uses it |
//! | `N.log` | what the bridge writes on standard error |
//! | `tether` | a named pipe; all bridges end when nobody has it open for writing any more |

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use privatelink_wire::pulumi::PluginAttach;
use privatelink_wire::pulumi::resource_provider_client::ResourceProviderClient;
use privatelink_wire::transport;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tonic::transport::Channel;

type Problem = Box<dyn std::error::Error + Send + Sync>;

/// Runs a bridge (`$2`, with its arguments) until the tether (`$0`) has no writer, with its log in `$1`, and prints the first
/// line that the bridge prints. Nothing holds the plugin's own streams after that.
const KEEPER: &str = r#"
    tether=$0 log=$1
    shift
    { "$@" 2>"$log" </dev/null | { read -r port && echo "$port"; exec >/dev/null; cat; }; } 2>/dev/null &
    exec <"$tether" >/dev/null 2>&1
    cat
    kill -KILL 0
"#;

/// A bridge in use. Another plugin may have it when this is dropped.
pub(crate) struct Bridge {
    /// Speaks to it.
    pub(crate) client: ResourceProviderClient<Channel>,
    /// Whether it has loaded its provider for an earlier plugin.
    pub(crate) loaded: bool,
    /// Keeps others from it.
    _lock: File,
}

impl Bridge {
    /// Finds or starts a bridge for the engine at this address, without which it does not start.
    pub(crate) async fn of(engine: Option<&str>) -> Result<Self, Problem> {
        let folder = PathBuf::from(std::env::var("AWS_PLUGIN_KEPT")?);
        let (mut file, name) = free(&folder)?;
        let mut port = String::new();
        file.read_to_string(&mut port)?;
        let loaded = !port.is_empty();
        if !loaded {
            let mut command = Command::new("sh");
            command.args(["-c", KEEPER]).arg(folder.join("tether"));
            command
                .arg(folder.join(format!("{name}.log")))
                .arg(std::env::var("AWS_PLUGIN_BRIDGE")?);
            // The engine ends a plugin with all processes of its group.
            command.args(engine).process_group(0).stdin(Stdio::null()).stdout(Stdio::piped());
            port = first_line(&mut command.spawn()?).await?;
            file.rewind()?;
            file.write_all(port.as_bytes())?;
        }
        let mut client = client(&port)?;
        if let (true, Some(address)) = (loaded, engine) {
            client.attach(PluginAttach { address: address.to_owned() }).await?;
        }
        Ok(Self { client, loaded, _lock: file })
    }
}

/// Locks the first file of a bridge that nobody uses, or a new one.
fn free(folder: &Path) -> Result<(File, usize), Problem> {
    let mut name = 0;
    loop {
        let path = folder.join(name.to_string());
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => return Ok((file, name)),
            Err(TryLockError::WouldBlock) => name += 1,
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
}

/// The port that the bridge names first.
async fn first_line(bridge: &mut Child) -> Result<String, Problem> {
    let output = bridge.stdout.take().ok_or("the bridge has no output")?;
    let mut lines = BufReader::new(output).lines();
    let port = lines.next_line().await?.ok_or("the bridge ended before it named its port")?;
    // The bridge goes on writing; nobody reads it, but its pipe must not fill up.
    tokio::spawn(async move { while matches!(lines.next_line().await, Ok(Some(_))) {} });
    Ok(port.trim().to_owned())
}

fn client(port: &str) -> Result<ResourceProviderClient<Channel>, Problem> {
    Ok(transport::provider_client(transport::connect(&format!("127.0.0.1:{port}"))?))
}
