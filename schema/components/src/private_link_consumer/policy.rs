//! What may be done through an endpoint. The policy is always written: removing one would not bring full access back.

use crate::forms::OrganizationId;
use crate::private_link_consumer::aws_buckets;
use crate::private_link_consumer::service_choice;
use crate::sources;
use privatelink_ir::expr::{all, any, at_most_one, concat, input, list, local, not, object};
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Expr, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Lets only the own organization through: its principals, to its own resources.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
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

/// Name in the graph of the policy that is written where the user gives none.
const POLICY: &str = "default_policy";
/// The same for endpoints of S3.
const S3_POLICY: &str = "default_s3_policy";

/// Named values: the policies that are written where the user gives none.
pub(crate) fn locals() -> [(&'static str, Expr); 2] {
    let perimeter = || input("organizationPerimeter").is_set();
    let written = |statements: Expr| {
        perimeter().choose(document_of(statements).to_json(), full_access().to_json())
    };
    let for_s3 = concat([of_organization(), list([objects_of_aws()])]);
    [(POLICY, written(of_organization())), (S3_POLICY, written(for_s3))]
}

/// The policy document as JSON; null where the service takes none.
pub(crate) fn document() -> Expr {
    takes_one().then(of(&service_choice::about))
}

/// The policy of an endpoint that is made for a service of the catalogue, which `about` reads fields of.
pub(crate) fn of_member(about: &dyn Fn(&str) -> Expr) -> Expr {
    about("policy").then(of(about))
}

fn of(about: &dyn Fn(&str) -> Expr) -> Expr {
    let is_s3 = about("suffix").equals(".s3");
    input("policy").or_else(is_s3.choose(local(S3_POLICY), local(POLICY)))
}

/// Whether the service takes a policy: AWS's own services by the catalogue, others only if one is given.
fn takes_one() -> Expr {
    let asked = any([input("policy").is_set(), input("organizationPerimeter").is_set()]);
    service_choice::is_aws_service().choose(service_choice::about("policy"), asked)
}

fn statement<const N: usize>(more: [(&str, Expr); N]) -> Expr {
    let common = [("Effect", "Allow"), ("Principal", "*"), ("Action", "*")]
        .map(|(name, value)| (name, Expr::from(value)));
    let all = common.into_iter().chain(more);
    Expr::object(all.map(|(name, value)| (name.into(), value)).collect())
}

fn full_access() -> Expr {
    document_of(list([statement([("Resource", "*".into())])]))
}

fn perimeter(field: &str) -> Expr {
    input("organizationPerimeter").get(field)
}

/// Statement for what AWS gives to everybody.
fn objects_of_aws() -> Expr {
    object([
        ("Sid", "ObjectsOfAws".into()),
        ("Effect", "Allow".into()),
        ("Principal", "*".into()),
        ("Action", "s3:GetObject".into()),
        ("Resource", concat([aws_buckets::objects(), perimeter("awsOwnedObjects")])),
    ])
}

/// Statements of the perimeter.
fn of_organization() -> Expr {
    let own = |key: &str| (key.into(), perimeter("organizationId"));
    let extra = perimeter("extraAllowedResources");
    let equals = |keys: &[&str]| {
        object([("StringEquals", Expr::object(keys.iter().map(|key| own(key)).collect()))])
    };
    let inside = statement([
        ("Sid", "OwnPrincipalsAndResources".into()),
        ("Resource", "*".into()),
        ("Condition", equals(&["aws:PrincipalOrgID", "aws:ResourceOrgID"])),
    ]);
    let services = statement([
        ("Sid", "ServicesOnOurBehalf".into()),
        ("Resource", "*".into()),
        ("Condition", object([("Bool", object([("aws:PrincipalIsAWSService", "true".into())]))])),
    ]);
    let exceptions = statement([
        ("Sid", "ResourcesOfOthers".into()),
        ("Resource", extra.clone()),
        ("Condition", equals(&["aws:PrincipalOrgID"])),
    ]);
    concat([list([inside, services]), extra.is_empty().choose(list([]), list([exceptions]))])
}

fn document_of(statements: Expr) -> Expr {
    object([("Version", "2012-10-17".into()), ("Statement", statements)])
}

/// What has to hold for policies.
pub(crate) fn rules() -> Vec<Rule> {
    let unsupported =
        || all([service_choice::is_aws_service(), not(service_choice::about("policy"))]);
    let refused = |name: &str| {
        rule("policy/unsupported", &[name])
            .source(sources::SERVICES)
            .must(input(name).is_set().implies(not(unsupported())))
            .otherwise(
                ["is given, but `".into(), input("service"), "` takes no policy".into()],
                "remove it, or set `serviceOverride.supportsPolicy` if AWS offers it by now",
            )
    };
    vec![
        refused("policy"),
        refused("organizationPerimeter"),
        rule("policy/both", &["policy"])
            .must(at_most_one([input("policy").is_set(), input("organizationPerimeter").is_set()]))
            .otherwise(
                ["is given beside `organizationPerimeter`".into()],
                "leave one, or write the perimeter into the policy",
            ),
        rule("policy/json", &["policy"])
            .must(
                input("policy")
                    .is_set()
                    .implies(input("policy").from_json().lookup("Statement").is_set()),
            )
            .otherwise(
                ["is not a policy document as JSON".into()],
                "give JSON text with `Version` and `Statement`",
            ),
        rule("policy/bundle", &["policy"])
            .must(not(all([input("policy").is_set(), service_choice::is_bundle()])))
            .otherwise(
                ["is given, but the services of a bundle have actions of their own".into()],
                "make an endpoint for each service, or use `organizationPerimeter`",
            ),
    ]
}
