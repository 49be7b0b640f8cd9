//! `GetPluginInfo`: the version of the plugin.

use privatelink_wire::pulumi::PluginInfo;
use tonic::Status;

use super::Parts;

/// The version of the package: that of the schema and of the archive the plugin came in.
#[expect(clippy::unnecessary_wraps, reason = "every RPC may fail")]
pub(super) fn get_plugin_info(parts: &Parts) -> Result<PluginInfo, Status> {
    Ok(PluginInfo { version: parts.package.version.to_owned() })
}
