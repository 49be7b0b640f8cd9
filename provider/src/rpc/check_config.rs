//! `CheckConfig`: is the configuration of the provider resource in order?

use privatelink_wire::pulumi::{CheckFailure, CheckRequest, CheckResponse};
use privatelink_wire::value::{self, Value};
use tonic::Status;

use crate::{configuration, status};

/// Hands the configuration back unchanged, `version` included: anything else would replace it.
pub(super) fn check_config(request: CheckRequest) -> Result<CheckResponse, Status> {
    let news = request.news.unwrap_or_default();
    let given = value::decode(news.clone()).map_err(|error| status::of_decode(&error))?;
    let mut failures = match given.get(configuration::CLOUD_VERSION).map(|given| &given.value) {
        None | Some(None | Some(Value::Null)) => Vec::new(),
        Some(Some(Value::String(version))) if configuration::is_version(version) => Vec::new(),
        Some(Some(_)) => vec![CheckFailure {
            property: configuration::CLOUD_VERSION.to_owned(),
            reason: "is not a version; give one such as 6.83.0".to_owned(),
        }],
    };
    failures.extend(given.keys().filter_map(|name| {
        let meant = configuration::meant(name)?;
        let reason = format!("is no setting; rename it to `{meant}`");
        Some(CheckFailure { property: name.clone(), reason })
    }));
    Ok(CheckResponse { inputs: Some(news), failures })
}
