//! A large network: a `CentralizedEndpointHub` with 50 services, 300 VPCs that it admits, and one of these VPCs.
//!
//! Included by its path, so that benchmarks and tests measure the same network.

use privatelink_catalog::services::{self, Service};
use serde_json::{Map, Value as Json, json};

/// What a VPC without a way out to the internet needs, as the quota for endpoints in a VPC allows: 50.
pub(crate) const SERVICES: [&str; 50] = [
    "access-analyzer",
    "acm-pca",
    "application-autoscaling",
    "athena",
    "autoscaling",
    "backup",
    "bedrock-runtime",
    "cloudformation",
    "cloudtrail",
    "codebuild",
    "config",
    "ebs",
    "ec2",
    "ec2messages",
    "ecr.api",
    "ecr.dkr",
    "ecs",
    "ecs-agent",
    "ecs-telemetry",
    "eks",
    "eks-auth",
    "elasticache",
    "elasticfilesystem",
    "elasticloadbalancing",
    "elasticmapreduce",
    "events",
    "execute-api",
    "glue",
    "guardduty-data",
    "kinesis-firehose",
    "kinesis-streams",
    "kms",
    "lambda",
    "logs",
    "monitoring",
    "rds",
    "rds-data",
    "redshift-data",
    "s3",
    "sagemaker.api",
    "sagemaker.runtime",
    "secretsmanager",
    "servicediscovery",
    "sns",
    "sqs",
    "ssm",
    "ssmmessages",
    "states",
    "sts",
    "xray",
];

/// VPCs in accounts of their own.
pub(crate) const SPOKES: usize = 300;

/// Route tables of a VPC, and ranges that each leads to the hub.
const TABLES: usize = 10;
const DESTINATIONS: [&str; 2] = ["10.0.0.0/20", "10.16.0.0/20"];

/// The hub, with names resolved in this way, and so many VPCs that are attached.
pub(crate) fn hub(dns: &str, spokes: usize) -> Json {
    let services = SERVICES.map(|name| (name.to_owned(), json!({})));
    let spoke = |number: usize| {
        let domain = if number.is_multiple_of(10) { "platform" } else { "apps" };
        let entry = json!({
            "vpcId": vpc(number),
            "attachment": { "id": format!("tgw-attach-{number:017x}") },
            "domain": domain,
            "cidrBlocks": [format!("10.{}.{}.0/24", 64 + number / 256, number % 256)],
        });
        (format!("team-{number}"), entry)
    };
    json!({
        "name": "shared",
        "cidrBlock": "10.0.0.0/20",
        "availabilityZoneIds": ["use1-az1", "use1-az2", "use1-az4"],
        "clientCidrs": ["10.64.0.0/10"],
        "services": services.into_iter().collect::<Map<_, _>>(),
        "dns": dns,
        "routeDomains": { "apps": {}, "platform": { "reach": "domain" } },
        "spokes": (0..spokes).map(spoke).collect::<Map<_, _>>(),
        "shareWith": ["arn:aws:organizations::111111111111:organization/o-a1b2c3d4e5"],
        "tags": { "team": "network", "cost": "shared" },
    })
}

/// The peering of two hubs' transit gateways in this mesh of Regions: the VPCs of each reach the hub of the other. Each Region has a
/// range for its hub and one for its VPCs.
#[allow(dead_code, reason = "the test of memory measures one Region")]
#[allow(clippy::indexing_slicing, reason = "a benchmark stops by panicking")]
pub(crate) fn peering(from: usize, to: usize) -> Json {
    let side = |at: usize| {
        let id = |prefix: &str, table: usize| format!("{prefix}-{at:08x}{table:09x}");
        json!({
            "region": REGIONS[at],
            "transitGatewayId": id("tgw", 0),
            "cidrBlocks": [format!("10.{}.0.0/16", at * 12), format!("10.{}.0.0/14", at * 12 + 4)],
            "associateWith": id("tgw-rtb", 1),
            "gatewayTables": { "hub": id("tgw-rtb", 2), "spokes": id("tgw-rtb", 3) },
            "amazonSideAsn": 64_512 + at,
        })
    };
    json!({
        "name": format!("{}-{}", REGIONS[from], REGIONS[to]),
        "mode": "transitGateway",
        "requester": side(from),
        "accepter": side(to),
        "tags": { "team": "network" },
    })
}

/// Regions of a mesh.
#[allow(dead_code, reason = "the test of memory measures one Region")]
pub(crate) const REGIONS: [&str; 20] = [
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ca-central-1",
    "sa-east-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-east-1",
];

/// A VPC that uses all of the hub's zones and does the hub's half itself, in another account.
pub(crate) fn spoke(number: usize) -> Json {
    let known = SERVICES.iter().filter_map(|name| services::find(name));
    let zones = known.flat_map(Service::zones).enumerate();
    let zones = zones.map(|(at, zone)| (zone.key, format!("Z{at:019}").into()));
    let tables = (0..TABLES).map(|at| (format!("t{at}"), format!("rtb-{at:017x}").into()));
    json!({
        "name": format!("team-{number}"),
        "hub": {
            "region": "us-east-1",
            "accountId": "111111111111",
            "transitGatewayId": "tgw-0a1b2c3d4e5f67890",
            "cidrBlock": "10.0.0.0/20",
            "clientCidrs": ["10.64.0.0/10"],
            "entryRouteTableId": "tgw-rtb-0a1b2c3d4e5f67890",
            "domains": { "apps": { "routeTableId": "tgw-rtb-0a1b2c3d4e5f67891" } },
            "dns": "zones",
            "zoneIds": zones.collect::<Map<_, Json>>(),
            "services": SERVICES.as_slice(),
        },
        "admission": "here",
        "domain": "apps",
        "vpcId": vpc(number),
        "subnets": {
            "use1-az1": { "subnetId": "subnet-0a1b2c3d4e5f67890" },
            "use1-az2": { "subnetId": "subnet-0a1b2c3d4e5f67891" },
        },
        "routeTableIds": tables.collect::<Map<_, Json>>(),
        "destinationCidrs": DESTINATIONS,
        "services": SERVICES.as_slice(),
        "gatewayEndpoints": ["dynamodb", "s3"],
        "tags": { "team": format!("team-{number}") },
    })
}

fn vpc(number: usize) -> String {
    format!("vpc-{number:017x}")
}
