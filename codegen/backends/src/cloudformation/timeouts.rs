//! How long to wait for a resource: no template can say it. What the user says is refused, and what a component says by
//! itself is left to `CloudFormation`.

use super::blame;
use super::refusal::ABSENT;
use privatelink_catalog::engines::{CLOUDFORMATION, TIMEOUTS};
use privatelink_ir::{Lack, Model, Problem, Resource};

/// What to do instead.
pub(crate) fn help(lack: &Lack) -> String {
    format!("say nothing about it, or {}", lack.instead)
}

/// A problem for each input that says how long to wait, however many resources it is for.
pub(super) fn refused(model: &Model, resources: &[Resource]) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    let Some(lack) = CLOUDFORMATION.lack(TIMEOUTS) else { return problems };
    for resource in resources {
        for limit in resource.limits.iter().filter(|limit| limit.is_given) {
            let path = blame::of_timeout(model, resource, limit.operation);
            if !problems.iter().any(|problem| problem.path == path) {
                let message = format!("cannot be in a template: {}", lack.reason);
                problems.push(Problem::error(ABSENT, path, message, help(lack)));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use crate::cloudformation::{Format, compile, read_inputs};
    use privatelink_components::find;
    use serde_json::{Value as Json, json};

    /// Problems with a template of a bundle: two endpoints and a gateway.
    fn problems(timeouts: Json) -> Vec<String> {
        let mut inputs = json!({
            "name": "images",
            "vpcId": "vpc-0a1b2c3d4e5f67890",
            "bundle": "ecr",
            "subnets": {
                "use1-az1": { "subnetId": "subnet-0a1b2c3d4e5f67890" },
                "use1-az2": { "subnetId": "subnet-0a1b2c3d4e5f67891" },
            },
            "routeTableIds": { "main": "rtb-0a1b2c3d4e5f67890" },
            "securityGroup": { "allowedIpv4Cidrs": ["10.0.0.0/16"] },
        });
        inputs["timeouts"] = timeouts;
        let model = find("PrivateLinkConsumer").unwrap().model();
        match compile(&model, &read_inputs(&inputs), &[Format::Json]) {
            Ok(_) => Vec::new(),
            Err(problems) => problems
                .iter()
                .filter(|problem| problem.id.starts_with("cloudformation/absent"))
                .map(ToString::to_string)
                .collect(),
        }
    }

    #[test]
    fn what_the_user_says_is_refused_once_for_all_resources() {
        let refusal = |input: &str| {
            format!(
                "`timeouts.{input}` cannot be in a template: CloudFormation itself decides how long it waits for a \
                 resource; say nothing about it, or deploy this with Terraform or Pulumi"
            )
        };
        let given = json!({ "create": "20m", "delete": "1h" });
        assert_eq!(problems(given), [refusal("create"), refusal("delete")]);
    }

    #[test]
    fn what_a_component_says_by_itself_is_left_to_cloudformation() {
        assert_eq!(problems(json!({})), [""; 0]);
        assert_eq!(problems(json!({ "create": null })), [""; 0]);
    }
}
