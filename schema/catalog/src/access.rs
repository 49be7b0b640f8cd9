//! Which IAM actions a kind needs.

/// IAM actions that an engine takes with a kind.
#[derive(Clone, Debug)]
pub struct Actions {
    /// To make it.
    pub create: &'static [&'static str],
    /// To see what it is.
    pub read: &'static [&'static str],
    /// To change it.
    pub update: &'static [&'static str],
    /// To delete it.
    pub delete: &'static [&'static str],
    /// Those needed sometimes only.
    pub sometimes: &'static [Sometimes],
}

impl Actions {
    /// Every action that changes something, needed always.
    pub fn writes(&self) -> impl Iterator<Item = &'static str> {
        [self.create, self.update, self.delete].into_iter().flatten().copied()
    }

    /// Every action, with those needed sometimes only.
    pub fn all(&self) -> impl Iterator<Item = &'static str> {
        let sometimes = self.sometimes.iter().flat_map(|group| group.actions.iter().copied());
        self.writes().chain(self.read.iter().copied()).chain(sometimes)
    }
}

/// Actions that are needed sometimes only.
#[derive(Debug)]
pub struct Sometimes {
    /// The actions.
    pub actions: &'static [&'static str],
    /// When, to be read after the actions: `for the first load balancer of an account`.
    pub when: &'static str,
    /// The property that makes them needed, if it is one.
    pub property: Option<&'static str>,
    /// Operator, key and value of a condition that a policy should grant them under.
    pub condition: Option<(&'static str, &'static str, &'static str)>,
}

/// A service of AWS and where its actions are documented.
#[derive(Debug)]
pub struct Service {
    /// What its actions begin with.
    pub prefix: &'static str,
    /// What AWS calls it.
    pub name: &'static str,
    /// Address of the page.
    pub url: &'static str,
}

/// Makes entries of the Service Authorization Reference.
macro_rules! services {
    ($($prefix:literal $name:literal $page:literal;)*) => {
        &[$(Service {
            prefix: $prefix,
            name: $name,
            url: concat!("https://docs.aws.amazon.com/", $page, ".html"),
        }),*]
    };
}

/// Every service whose actions kinds may name.
pub static SERVICES: &[Service] = services! {
    "acm" "AWS Certificate Manager" "service-authorization/latest/reference/list_awscertificatemanager";
    "autoscaling" "Amazon EC2 Auto Scaling" "service-authorization/latest/reference/list_amazonec2autoscaling";
    "cloudformation" "AWS CloudFormation" "service-authorization/latest/reference/list_awscloudformation";
    "cloudwatch" "Amazon CloudWatch" "service-authorization/latest/reference/list_amazoncloudwatch";
    "ec2" "Amazon EC2" "service-authorization/latest/reference/list_amazonec2";
    "elasticloadbalancing" "Elastic Load Balancing V2" "service-authorization/latest/reference/list_awselasticloadbalancingv2";
    "iam" "AWS Identity and Access Management" "service-authorization/latest/reference/list_awsidentityandaccessmanagementiam";
    "lambda" "AWS Lambda" "service-authorization/latest/reference/list_awslambda";
    "logs" "Amazon CloudWatch Logs" "service-authorization/latest/reference/list_amazoncloudwatchlogs";
    "ram" "AWS Resource Access Manager" "service-authorization/latest/reference/list_awsresourceaccessmanagerram";
    "route53" "Amazon Route 53" "service-authorization/latest/reference/list_amazonroute53";
    "route53profiles" "Amazon Route 53 Profiles" "service-authorization/latest/reference/list_amazonroute53profiles";
    "route53resolver" "Amazon Route 53 Resolver" "service-authorization/latest/reference/list_amazonroute53resolver";
    "s3" "Amazon S3" "service-authorization/latest/reference/list_amazons3";
    "sns" "Amazon SNS" "service-authorization/latest/reference/list_amazonsns";
    "vpc-lattice" "Amazon VPC Lattice" "service-authorization/latest/reference/list_amazonvpclattice";
    "vpce" "AWS PrivateLink" "vpc/latest/privatelink/privatelink-share-your-services";
};

/// The service that an action belongs to.
pub fn service_of(action: &str) -> Option<&'static Service> {
    let (prefix, _) = action.split_once(':')?;
    SERVICES.iter().find(|service| service.prefix == prefix)
}

/// What whoever deploys a template needs to make and call the functions of bridges.
pub static BRIDGE_ACTIONS: Actions = Actions {
    create: &[
        "iam:CreateRole",
        "iam:PutRolePolicy",
        "lambda:CreateFunction",
        "lambda:InvokeFunction",
    ],
    read: &["iam:GetRole", "iam:GetRolePolicy", "lambda:GetFunction"],
    update: &[
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "lambda:TagResource",
        "lambda:UntagResource",
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
    ],
    delete: &["iam:DeleteRole", "iam:DeleteRolePolicy", "lambda:DeleteFunction"],
    sometimes: &[Sometimes {
        actions: &["iam:PassRole"],
        when: "for the roles of custom resources",
        property: None,
        condition: Some(("StringEquals", "iam:PassedToService", "lambda.amazonaws.com")),
    }],
};

/// What whoever deploys a template needs for the stack itself.
pub static STACK_ACTIONS: Actions = Actions {
    create: &["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"],
    read: &[
        "cloudformation:DescribeChangeSet",
        "cloudformation:DescribeStackEvents",
        "cloudformation:DescribeStacks",
        "cloudformation:GetTemplateSummary",
    ],
    update: &[],
    delete: &["cloudformation:DeleteStack"],
    sometimes: &[],
};

#[cfg(test)]
mod tests {
    use super::{Actions, BRIDGE_ACTIONS, STACK_ACTIONS, service_of};
    use crate::KINDS;

    /// `service:Action`, the action in Pascal case.
    fn is_action(text: &str) -> bool {
        text.split_once(':').is_some_and(|(_, action)| {
            action.starts_with(|letter: char| letter.is_ascii_uppercase())
                && action.chars().all(|letter| letter.is_ascii_alphanumeric())
        })
    }

    #[test]
    fn every_kind_says_what_it_has_to_be_allowed() {
        for kind in KINDS {
            let Actions { create, read, .. } = &kind.actions;
            // What only waits or looks makes nothing, but reads.
            assert!(!read.is_empty(), "{}: `[actions]` has no `read`", kind.id);
            let waits = kind.attributes.is_empty() && create.is_empty();
            assert!(kind.lookup || waits || !create.is_empty(), "{}: no `create`", kind.id);
        }
    }

    #[test]
    fn actions_are_sorted_and_each_once() {
        for kind in KINDS {
            let Actions { create, read, update, delete, sometimes } = &kind.actions;
            let groups = sometimes.iter().map(|group| &group.actions);
            for list in [create, read, update, delete].into_iter().chain(groups) {
                assert!(list.is_sorted_by(|one, next| one < next), "{}: {list:?}", kind.id);
            }
        }
    }

    #[test]
    fn every_action_is_one_of_a_known_service() {
        let all = KINDS.iter().map(|kind| (kind.id, &kind.actions));
        let stack = [("bridges", &BRIDGE_ACTIONS), ("stack", &STACK_ACTIONS)];
        for (of, actions) in all.chain(stack) {
            for action in actions.all() {
                assert!(is_action(action), "{of}: `{action}`");
                assert!(service_of(action).is_some(), "{of}: `{action}` is of no known service");
            }
        }
    }
}
