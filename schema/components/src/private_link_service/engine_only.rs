//! Settings that not every engine has so far.

use crate::shared::engine_only::only;
use crate::sources;
use privatelink_catalog::engines::SERVICE_SETTINGS;
use privatelink_ir::handle::{Condition, Handle};
use privatelink_ir::rule::Rule;
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Who pays for the endpoints of a service.
#[derive(Input, JsonSchema)]
pub(crate) enum PayerResponsibility {
    /// The provider of the service pays.
    ServiceOwner,
}

/// What has to hold for them. `is_confirmed`: whether the user knows that the payer stays.
pub(crate) fn rules(
    insights: Condition,
    payer: Handle<PayerResponsibility>,
    is_confirmed: Condition,
) -> [Rule; 4] {
    [
        only(insights, !insights, SERVICE_SETTINGS),
        only(payer, payer.is_absent(), SERVICE_SETTINGS),
        payer
            .rule("payer/permanent")
            .source(sources::PAYER)
            .must(payer.is_absent() | is_confirmed)
            .otherwise(
                "is `ServiceOwner`, and AWS lets nobody set it back to the owners of endpoints",
                "remove it, or confirm with `allowPermanentPayer`",
            )
            .on_engines_with(SERVICE_SETTINGS),
        is_confirmed
            .rule("payer/unused-consent")
            .must(is_confirmed.implies(payer.is_set()))
            .otherwise("is set, but there is no `payerResponsibility`", "remove it")
            .warning(),
    ]
}
