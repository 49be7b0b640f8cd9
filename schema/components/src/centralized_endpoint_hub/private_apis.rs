//! What a private API of API Gateway has to say so that it is reached through the hub and in no other way.

use crate::centralized_endpoint_hub::members::{Member, MemberFields};
use crate::shared::services::FactsFields;
use privatelink_catalog::ec2;
use privatelink_ir::handle::{Draft, Each, Handle, Map};
use privatelink_macros::json;

/// How the full name of the service of APIs ends.
const EXECUTE_API: &str = ".execute-api";

/// The resource policy, if the hub has an endpoint for APIs: everybody may call, but only through these endpoints.
pub(crate) fn part(
    draft: &mut Draft,
    members: Handle<Map<Member>>,
    endpoints: Each<ec2::VpcEndpoint>,
) {
    let of_apis = members.filter(|_, member| member.facts().suffix().is(EXECUTE_API));
    let ids = of_apis.map(|key, _| endpoints.at(key).id());
    let statement = json!({
        "Effect": "Allow",
        "Principal": "*",
        "Action": "execute-api:Invoke",
        "Resource": "execute-api:/*",
        "Condition": { "StringEquals": { "aws:SourceVpce": ids } },
    });
    let policy = json!({ "Version": "2012-10-17", "Statement": [statement] });
    draft
        .output(
            "privateApiPolicy",
            "Resource policy for private APIs of API Gateway, as JSON: calls come through the hub's endpoint for \
             `execute-api`. Only if there is one.",
            of_apis.has_any().then(policy.to_json()),
        )
        .optional();
}
