//! Policies of endpoints that components write themselves: full access, or a perimeter around an organization.

use crate::forms::{AccountId, OrganizationId, OrganizationPath};
use crate::shared::aws_buckets;
use crate::shared::services::{Facts, FactsFields};
use crate::sources;
use privatelink_ir::Value;
use privatelink_ir::handle::{
    Document, Draft, Handle, Late, List, Map, Text, When, at_most_one, list,
};
use privatelink_ir::rule::Rule;
use privatelink_macros::{Input, json};
use schemars::JsonSchema;

/// Lets only the own organization through: its principals, to its own resources.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct OrganizationPerimeter {
    /// Id of the organization.
    organization_id: Value<OrganizationId>,
    /// ARNs of resources outside of the organization that its principals may use too, such as a partner's bucket.
    #[schemars(extend("default" = []))]
    extra_allowed_resources: Vec<Value<String>>,
    /// ARNs of objects in AWS's own buckets that anybody may read through an endpoint of `s3`, beside those of ECR, Systems
    /// Manager, Amazon Linux and the CloudWatch agent, which always are allowed. AWS signs such requests itself or not at all,
    /// so `extraAllowedResources` does not let them through.
    #[schemars(extend("default" = []))]
    aws_owned_objects: Vec<Value<String>>,
    /// Paths of organizational units whose endpoints the output `resourcePolicyStatement` lets through, with `*` at the end for
    /// all units below. Default: endpoints of the whole organization, unless `endpointAccountIds` names accounts.
    #[schemars(extend("default" = []))]
    endpoint_organization_paths: Vec<Value<OrganizationPath>>,
    /// Accounts whose endpoints the output `resourcePolicyStatement` lets through.
    #[schemars(extend("default" = []))]
    endpoint_account_ids: Vec<Value<AccountId>>,
}

/// A policy that is given is a policy document.
fn is_document(given: Handle<Text, Late>) -> Rule {
    let statements = given.from_json::<Map<Text>>().lookup("Statement");
    given.rule("policy/json").must(given.is_set().implies(statements.is_set())).otherwise(
        "is not a policy document as JSON",
        "give JSON text with `Version` and `Statement`",
    )
}

/// What has to hold for the text of every policy.
pub(crate) fn of_text(given: Handle<Text, Late>) -> [Rule; 4] {
    [is_document(given), has_conditions(given), has_principals(given), allows_something(given)]
}

/// A policy that allows nothing shuts the endpoint for everybody. It is read as text: a statement may stand alone or in a list.
fn allows_something(given: Handle<Text, Late>) -> Rule {
    given
        .rule("policy/allows-nothing")
        .source(sources::ENDPOINT_POLICIES)
        .must(given.is_absent() | given.matches(ALLOWS))
        .otherwise(
            "has no statement that allows anything, so nobody gets through the endpoint",
            "add a statement with `Effect` `Allow`: a policy that only denies does not allow the rest",
        )
        .warning()
}

/// A policy says who.
fn has_principals(given: Handle<Text, Late>) -> Rule {
    given
        .rule("policy/principal")
        .source(sources::ENDPOINT_POLICIES)
        .must(given.is_absent() | given.matches(HAS_PRINCIPAL))
        .otherwise("says nowhere who may do what", "add `\"Principal\": \"*\"` to each statement")
}

/// Conditions are objects: what is a list has Terraform's words, and the provider cannot even plan their removal later
/// (hashicorp/terraform-provider-aws#42291).
fn has_conditions(given: Handle<Text, Late>) -> Rule {
    given
        .rule("policy/condition")
        .must(given.is_absent() | !given.matches(LIST_OF_CONDITIONS))
        .otherwise(
            "has a `Condition` that is a list",
            "write it as AWS does, by operator and key, such as `{\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-a1b2c3d4e5\"}}`; \
             in Terraform, take the attribute `json` of a policy document",
        )
}

/// A gateway endpoint takes everybody as principal, and conditions for the rest.
pub(crate) fn of_gateway<W: When>(given: Handle<Text, Late>, is_gateway: Handle<bool, W>) -> Rule {
    given
        .rule("policy/gateway-principal")
        .source(sources::ENDPOINT_POLICIES)
        .must(given.is_absent() | !is_gateway | !given.matches(OTHER_PRINCIPAL))
        .otherwise(
            "names a principal, but a gateway endpoint lets nobody through by it but the root user of an account",
            "make each `Principal` `\"*\"`, and say who in a condition on `aws:PrincipalArn`",
        )
        .warning()
}

/// Text of a policy with a list as condition.
const LIST_OF_CONDITIONS: &str = r#""Condition"\s*:\s*\["#;

/// Text of a policy with a principal that is not everybody.
const OTHER_PRINCIPAL: &str =
    r#""Principal"\s*:\s*("[^*"]|\{\s*"AWS"\s*:\s*\[?\s*"[^*"])|"NotPrincipal"\s*:"#;

/// Text of a policy with a statement that allows something.
const ALLOWS: &str = r#""Effect"\s*:\s*"Allow""#;

/// Text of a policy that says who.
const HAS_PRINCIPAL: &str = r#""(Not)?Principal"\s*:"#;

/// Objects of AWS's own buckets are for endpoints of S3.
pub(crate) fn owned_objects<W: When>(
    perimeter: Handle<OrganizationPerimeter>,
    has_s3: Handle<bool, W>,
) -> Rule {
    let objects = perimeter.aws_owned_objects();
    objects
        .rule("policy/objects-unused")
        .must(objects.is_empty() | has_s3)
        .otherwise("is given, but there is no endpoint of `s3` whose policy has it", "remove it")
}

/// A policy is given, or written for a perimeter.
pub(crate) fn one_of_both(
    given: Handle<Text, Late>,
    perimeter: Handle<OrganizationPerimeter>,
) -> Rule {
    given
        .rule("policy/both")
        .must(at_most_one([given.is_set(), perimeter.is_set().late()]))
        .otherwise(
            "is given beside `organizationPerimeter`",
            "leave one, or write the perimeter into the policy",
        )
}

/// Policies of endpoints for which the user gives none.
#[derive(Clone, Copy)]
pub(crate) struct Written {
    usual: Handle<Text, Late>,
    of_s3: Handle<Text, Late>,
}

impl Written {
    /// The policy for a service by its short name.
    pub(crate) fn of_short_name(self, name: Handle<Text>) -> Handle<Text, Late> {
        name.is("s3").choose(self.of_s3, self.usual)
    }

    /// The policy for a service of the catalogue.
    pub(crate) fn of(self, service: Handle<Facts>) -> Handle<Text, Late> {
        service.suffix().is(".s3").choose(self.of_s3, self.usual)
    }
}

/// The policies that are written for services in a Region.
pub(crate) fn part(
    draft: &mut Draft,
    perimeter: Handle<OrganizationPerimeter>,
    region: Handle<Text, Late>,
) -> Written {
    draft
        .output(
            "resourcePolicyStatement",
            "Statement as JSON for the other side, if there is an `organizationPerimeter`: it refuses whoever comes by another way than \
             endpoints of the organization. For a resource control policy, or the policy of a resource, with its ARN as \
             `Resource`; only for services that know the condition keys `aws:VpceOrgID`, `aws:VpceOrgPaths` and `aws:VpceAccount`.",
            perimeter.is_set().then(of_resources(perimeter)),
        )
        .optional();
    let written = |statements: Handle<List<Document, Late>, Late>| {
        perimeter.is_set().choose(document(statements).to_json(), full_access().to_json())
    };
    let objects = list([objects_of_aws(perimeter, region)]);
    Written {
        usual: draft.named("default_policy", written(of_organization(perimeter))),
        of_s3: draft.named("default_s3_policy", written(of_organization(perimeter) + objects)),
    }
}

fn document(statements: Handle<List<Document, Late>, Late>) -> Handle<Document, Late> {
    json!({ "Version": "2012-10-17", "Statement": statements })
}

fn full_access() -> Handle<Document, Late> {
    let everything = json!({ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" });
    document(list([everything]).late())
}

/// Statement for what AWS gives to everybody.
fn objects_of_aws(
    perimeter: Handle<OrganizationPerimeter>,
    region: Handle<Text, Late>,
) -> Handle<Document, Late> {
    json!({
        "Sid": "ObjectsOfAws",
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": aws_buckets::objects(region) + perimeter.aws_owned_objects(),
    })
}

/// Statements of the perimeter.
fn of_organization(perimeter: Handle<OrganizationPerimeter>) -> Handle<List<Document, Late>, Late> {
    let organization = perimeter.organization_id();
    let extra = perimeter.extra_allowed_resources();
    let inside = json!({
        "Effect": "Allow",
        "Principal": "*",
        "Action": "*",
        "Sid": "OwnPrincipalsAndResources",
        "Resource": "*",
        "Condition": {
            "StringEquals": { "aws:PrincipalOrgID": organization, "aws:ResourceOrgID": organization },
        },
    });
    let services = json!({
        "Effect": "Allow",
        "Principal": "*",
        "Action": "*",
        "Sid": "ServicesOnOurBehalf",
        "Resource": "*",
        "Condition": { "Bool": { "aws:PrincipalIsAWSService": "true" } },
    });
    let exceptions = json!({
        "Effect": "Allow",
        "Principal": "*",
        "Action": "*",
        "Sid": "ResourcesOfOthers",
        "Resource": extra,
        "Condition": { "StringEquals": { "aws:PrincipalOrgID": organization } },
    });
    list([inside, services]).late() + extra.has_any().then_one(exceptions)
}

/// Statement for policies of resources: only by endpoints of the organization, of these units, or of these accounts.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceorgid>
fn of_resources(perimeter: Handle<OrganizationPerimeter>) -> Handle<Text, Late> {
    let (paths, accounts) =
        (perimeter.endpoint_organization_paths(), perimeter.endpoint_account_ids());
    let refuse = |condition: Handle<Document, Late>| {
        json!({
            "Sid": "OnlyByOwnEndpoints",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "*",
            "Resource": "*",
            "Condition": condition,
        })
        .to_json()
    };
    let services = json!({ "aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false" });
    let of_organization = json!({
        "BoolIfExists": services,
        "StringNotEqualsIfExists": { "aws:VpceOrgID": perimeter.organization_id() },
    });
    let of_units = json!({
        "BoolIfExists": services,
        "ForAllValues:StringNotLikeIfExists": { "aws:VpceOrgPaths": paths },
    });
    let of_accounts = json!({
        "BoolIfExists": services,
        "StringNotEqualsIfExists": { "aws:VpceAccount": accounts },
    });
    let of_both = json!({
        "BoolIfExists": services,
        "StringNotEqualsIfExists": { "aws:VpceAccount": accounts },
        "ForAllValues:StringNotLikeIfExists": { "aws:VpceOrgPaths": paths },
    });
    let with_units = accounts.has_any().choose(refuse(of_both), refuse(of_units));
    let without = accounts.has_any().choose(refuse(of_accounts), refuse(of_organization));
    paths.has_any().choose(with_units, without)
}
