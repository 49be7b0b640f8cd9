//! What may be done through an endpoint. The policy is always written: removing one would not bring full access back.

use crate::forms::OrganizationId;
use crate::private_link_consumer::aws_buckets;
use crate::private_link_consumer::service_choice::{Choice, Facts, FactsFields};
use crate::sources;
use privatelink_ir::Value;
use privatelink_ir::handle::{
    Document, Draft, Handle, Late, List, Map, Text, When, at_most_one, list,
};
use privatelink_ir::rule::Rule;
use privatelink_macros::{Input, json, text};
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
}

/// Policies of the endpoints.
#[derive(Clone, Copy)]
pub(crate) struct Policies {
    given: Handle<Text, Late>,
    usual: Handle<Text, Late>,
    of_s3: Handle<Text, Late>,
    /// The policy of the endpoint as JSON; null where the service takes none.
    pub(crate) of_endpoint: Handle<Text, Late>,
}

impl Policies {
    /// The policy of an endpoint for a service of the catalogue as JSON; null where it takes none.
    pub(crate) fn of_member(self, service: Handle<Facts>) -> Handle<Text, Late> {
        service.policy().then(self.of(service))
    }

    fn of(self, service: Handle<Facts>) -> Handle<Text, Late> {
        self.given.or(service.suffix().is(".s3").choose(self.of_s3, self.usual))
    }
}

/// The policies, and those that are written where the user gives none.
pub(crate) fn part(
    draft: &mut Draft,
    given: Handle<Text, Late>,
    perimeter: Handle<OrganizationPerimeter>,
    choice: Choice,
) -> Policies {
    let written = |statements: Handle<List<Document, Late>, Late>| {
        perimeter.is_set().choose(document(statements).to_json(), full_access().to_json())
    };
    let objects = list([objects_of_aws(perimeter, choice.home)]);
    let mut policies = Policies {
        given,
        usual: draft.named("default_policy", written(of_organization(perimeter))),
        of_s3: draft.named("default_s3_policy", written(of_organization(perimeter) + objects)),
        of_endpoint: given,
    };
    // AWS's own services take one by the catalogue, others only if one is given.
    let is_asked = given.is_set() | perimeter.is_set();
    let takes_one = choice.is_aws_service.choose(choice.facts.policy(), is_asked);
    policies.of_endpoint = takes_one.then(policies.of(choice.facts));
    draft.rules(unsupported(given, choice));
    draft.rules(unsupported(perimeter, choice));
    draft.rules(rules(given, perimeter, choice));
    policies
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

/// A service that takes no policy is given none.
fn unsupported<T, W: When>(input: Handle<T, W>, choice: Choice) -> [Rule; 1] {
    let Choice { service, facts, is_aws_service, .. } = choice;
    [input
        .rule("policy/unsupported")
        .source(sources::SERVICES)
        .must(input.is_set().implies(!(is_aws_service & !facts.policy())))
        .otherwise(
            text!("is given, but `{service}` takes no policy"),
            "remove it, or set `serviceOverride.supportsPolicy` if AWS offers it by now",
        )]
}

/// What has to hold for policies.
fn rules(
    given: Handle<Text, Late>,
    perimeter: Handle<OrganizationPerimeter>,
    choice: Choice,
) -> Vec<Rule> {
    let statements = given.from_json::<Map<Text>>().lookup("Statement");
    vec![
        given
            .rule("policy/both")
            .must(at_most_one([given.is_set(), perimeter.is_set().late()]))
            .otherwise(
                "is given beside `organizationPerimeter`",
                "leave one, or write the perimeter into the policy",
            ),
        given.rule("policy/json").must(given.is_set().implies(statements.is_set())).otherwise(
            "is not a policy document as JSON",
            "give JSON text with `Version` and `Statement`",
        ),
        given.rule("policy/bundle").must(!(given.is_set() & choice.is_bundle)).otherwise(
            "is given, but the services of a bundle have actions of their own",
            "make an endpoint for each service, or use `organizationPerimeter`",
        ),
    ]
}
