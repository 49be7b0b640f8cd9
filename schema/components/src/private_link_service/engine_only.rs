//! Settings that not every engine has so far.

use crate::shared::engine_only::only;
use privatelink_catalog::engines::SERVICE_SETTINGS;
use privatelink_ir::handle::{Condition, Handle};
use privatelink_ir::rule::Rule;
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Who pays for the endpoints of a service.
#[derive(Input, JsonSchema)]
pub(crate) enum PayerResponsibility {
    ServiceOwner,
}

/// What has to hold for them.
pub(crate) fn rules(insights: Condition, payer: Handle<PayerResponsibility>) -> [Rule; 2] {
    [only(insights, !insights, SERVICE_SETTINGS), only(payer, payer.is_absent(), SERVICE_SETTINGS)]
}
