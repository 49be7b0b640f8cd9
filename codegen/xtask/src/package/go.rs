//! The Go module, in the form in which a module proxy keeps it: a folder that `GOPROXY` can name.
//!
//! A release needs none of it, as Go reads the tag `sdks/go/v<version>` of the repository; it proves that what is tagged is a
//! module. Source: Go Modules Reference, "GOPROXY protocol" and "Module zip files".

use std::fs;

use miette::{IntoDiagnostic, Result, miette};
use privatelink_backends::package::{GO_IMPORT, VERSION};
use serde_json::json;

use super::Sources;
use super::archive;

/// Time of the version, as there is no commit yet.
const TIME: &str = "1980-01-01T00:00:00Z";

/// Writes `go/<module>/@v`.
pub(super) fn write(sources: &Sources<'_>) -> Result<()> {
    let (module, _) =
        GO_IMPORT.rsplit_once('/').ok_or_else(|| miette!("`{GO_IMPORT}` names no module"))?;
    let folder = sources.folder(&format!("go/{module}/@v"))?;
    let version = format!("v{VERSION}");
    let info = json!({ "Version": version, "Time": TIME });
    fs::write(folder.join("list"), format!("{version}\n")).into_diagnostic()?;
    fs::write(folder.join(format!("{version}.info")), info.to_string()).into_diagnostic()?;
    fs::copy(sources.sdk("go").join("go.mod"), folder.join(format!("{version}.mod")))
        .into_diagnostic()?;
    let prefix = format!("{module}@{version}");
    let entries = sources.sdk_entries("go", &prefix)?;
    archive::zip(&folder.join(format!("{version}.zip")), entries)
}
