//! Bridges: custom resources for what `CloudFormation` has no resource type for, and the functions that make them.
//!
//! ```text
//! resource of a bridged kind --> Custom::<Bridge> --> <Bridge>Function --> <Bridge>Role
//! ```
//!
//! Function and role are there once for all custom resources of a bridge in a template. The role may do what the bridge
//! says and write to the function's own log group, whose name is fixed so that nothing needs to be allowed for others.

use super::builder::Builder;
use super::intrinsics::{get_att, is_no_value, substituted};
use privatelink_catalog::Bridge;
use privatelink_catalog::identity::bridge_word;
use privatelink_catalog::spelling::pascal_case;
use privatelink_ir::Problem;
use serde_json::{Map, Value as Json, json};

/// What `CloudFormation` waits for an answer longer than the function may run. Unit: seconds.
const GRACE: u32 = 60;

impl Builder<'_> {
    /// Type and properties of a custom resource; its function is part of the template from now on.
    pub(super) fn custom(
        &mut self,
        bridge: &'static str,
        properties: Map<String, Json>,
    ) -> (String, Json) {
        let mut body = Map::new();
        if let (Some(function), Some(entry)) =
            (self.plan.bridges.function(bridge), (self.plan.catalog.bridges)(bridge))
        {
            self.bridges.insert(bridge);
            body.insert("ServiceToken".to_owned(), get_att(function, "Arn"));
            // Else a function that dies without an answer holds the stack for an hour.
            let seconds = u32::from(entry.timeout_seconds) + GRACE;
            body.insert("ServiceTimeout".to_owned(), seconds.into());
        } else {
            self.problems.push(Problem::error(
                "cloudformation/no-bridge",
                "",
                format!("there is no bridge `{bridge}`"),
                "add it to the catalog",
            ));
        }
        let told = properties.into_iter().filter(|(_, value)| !is_no_value(value));
        body.extend(told.map(|(name, value)| (name, as_text(value))));
        (format!("Custom::{}", bridge_word(bridge)), Json::Object(body))
    }

    /// Roles and functions of the bridges that the template uses.
    pub(super) fn machinery(&self) -> Vec<(String, Json)> {
        let used = self.plan.bridges.machinery().filter(|(name, _)| self.bridges.contains(name));
        used.filter_map(|(name, ids)| Some(((self.plan.catalog.bridges)(name)?, ids)))
            .flat_map(|(bridge, [role, function])| {
                [(role.clone(), role_of(bridge)), (function.clone(), function_of(bridge, role))]
            })
            .collect()
    }
}

/// Constants as `CloudFormation` hands them to a function: as text.
pub(super) fn as_text(tree: Json) -> Json {
    match tree {
        Json::Bool(_) | Json::Number(_) => tree.to_string().into(),
        Json::Array(items) => items.into_iter().map(as_text).collect(),
        Json::Object(entries) => {
            entries.into_iter().map(|(name, value)| (name, as_text(value))).collect()
        }
        other => other,
    }
}

fn role_of(bridge: &Bridge) -> Json {
    let logs = |end: &str| {
        let group = log_group(bridge);
        substituted(&format!(
            "arn:${{AWS::Partition}}:logs:${{AWS::Region}}:${{AWS::AccountId}}:log-group:{group}{end}"
        ))
    };
    let mut statements = vec![json!({
        "Effect": "Allow",
        "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": [logs(""), logs(":*")],
    })];
    statements.extend(bridge.permissions.iter().map(|(actions, resource)| {
        json!({ "Effect": "Allow", "Action": actions, "Resource": substituted(resource) })
    }));
    json!({
        "Type": "AWS::IAM::Role",
        "Properties": {
            "Description": bridge.summary,
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [{
                    "Effect": "Allow",
                    "Principal": { "Service": "lambda.amazonaws.com" },
                    "Action": "sts:AssumeRole",
                }],
            },
            "Policies": [{
                "PolicyName": pascal_case(bridge.name),
                "PolicyDocument": { "Version": "2012-10-17", "Statement": statements },
            }],
            "Tags": tags(bridge),
        },
    })
}

fn function_of(bridge: &Bridge, role: &str) -> Json {
    json!({
        "Type": "AWS::Lambda::Function",
        "Properties": {
            "Description": bridge.summary,
            "Runtime": "python3.13",
            "Handler": "index.handler",
            "Timeout": bridge.timeout_seconds,
            "Role": get_att(role, "Arn"),
            "LoggingConfig": { "LogGroup": substituted(&log_group(bridge)) },
            "Tags": tags(bridge),
            "Code": { "ZipFile": bridge.code },
        },
    })
}

/// Where the function writes to. A default name would hold the function's own, which its role cannot know.
fn log_group(bridge: &Bridge) -> String {
    format!("/privatelink/${{AWS::StackName}}/{}", bridge.name)
}

/// Tells machinery from what the component is for.
fn tags(bridge: &Bridge) -> Json {
    json!([{ "Key": "privatelink:bridge", "Value": bridge.name }])
}
