//! What is taken from a hub and its spokes by hand, or put in the way, and who misses it.

use privatelink_tests::failure::Failure;
use privatelink_tests::reachability::Stage;
use serde_json::{Value, json};

use super::sides::{CLIENTS, Call, HUB_RANGE, World, text};
use super::{ECR, SSM};

/// A loss, and what makes up for it.
pub(super) struct Loss<'a> {
    /// Calls that cause it.
    pub(super) take: Vec<Call<'a>>,
    /// Calls that undo it.
    pub(super) give: Vec<Call<'a>>,
    /// The only spoke that it concerns; none if it concerns all.
    pub(super) whose: Option<usize>,
    /// The name that is asked for.
    pub(super) name: &'static str,
    pub(super) stage: Stage,
    /// What the refusal names.
    pub(super) why: String,
}

/// Losses of a single spoke: of the first one, which resolves names by zones, and of the last one, which does so by the
/// profile.
pub(super) fn of_spokes<'a>(world: &'a World<'_>) -> Vec<Loss<'a>> {
    [of_network(world), of_routing(world), of_names(world)].into_iter().flatten().collect()
}

fn of_network<'a>(world: &'a World<'_>) -> Vec<Loss<'a>> {
    let spoke = &world.spokes[0];
    let owner = &spoke.account;
    let gateway = &world.hub.handed["transitGatewayId"];
    let route = json!({ "RouteTableId": spoke.table, "DestinationCidrBlock": HUB_RANGE });
    let mut given = route.clone();
    given["TransitGatewayId"] = gateway.clone();
    let zone = |change: &str| json!({ "TransitGatewayAttachmentId": spoke.attachment, change: [spoke.subnets[0]] });
    let hostnames = |on: bool| {
        let value = json!({ "VpcId": spoke.vpc, "EnableDnsHostnames": { "Value": on } });
        vec![Call::ec2(owner, "modify_vpc_attribute", value)]
    };
    let modify = "modify_transit_gateway_vpc_attachment";
    let first =
        |take, give, stage, why: String| Loss { take, give, whose: Some(0), name: SSM, stage, why };
    vec![
        first(
            vec![Call::ec2(owner, "delete_route", route)],
            vec![Call::ec2(owner, "create_route", given)],
            Stage::Route,
            format!("route table {} of subnet {} has no route", spoke.table, spoke.subnets[0]),
        ),
        first(
            vec![Call::ec2(owner, modify, zone("RemoveSubnetIds"))],
            vec![Call::ec2(owner, modify, zone("AddSubnetIds"))],
            Stage::Attachment,
            format!("attachment {} has no subnet in zone use1-az1", spoke.attachment),
        ),
        first(
            hostnames(false),
            hostnames(true),
            Stage::Name,
            "the VPC has `enableDnsHostnames` off".to_owned(),
        ),
    ]
}

fn of_routing<'a>(world: &'a World<'_>) -> Vec<Loss<'a>> {
    let (hub, spoke) = (&world.hub, &world.spokes[0]);
    let owner = &hub.account;
    let (own, of_domain) = (hub.table(), hub.table_of(spoke.domain));
    let entry = |table: &str| json!({ "TransitGatewayAttachmentId": spoke.attachment, "TransitGatewayRouteTableId": table });
    let associate = |from: &str, to: &str| {
        vec![
            Call::ec2(owner, "disassociate_transit_gateway_route_table", entry(from)),
            Call::ec2(owner, "associate_transit_gateway_route_table", entry(to)),
        ]
    };
    let propagate = |name| vec![Call::ec2(owner, name, entry(own))];
    let first =
        |take, give, stage, why: String| Loss { take, give, whose: Some(0), name: SSM, stage, why };
    vec![
        first(
            associate(of_domain, own),
            associate(own, of_domain),
            Stage::GatewayTable,
            format!("route table {own} of {} has no route", text(&hub.handed["transitGatewayId"])),
        ),
        first(
            propagate("disable_transit_gateway_route_table_propagation"),
            propagate("enable_transit_gateway_route_table_propagation"),
            Stage::WayBack,
            format!("on the way back, route table {own} of"),
        ),
    ]
}

fn of_names<'a>(world: &'a World<'_>) -> Vec<Loss<'a>> {
    let hub = &world.hub;
    let (first, last) = (&world.spokes[0], &world.spokes[3]);
    let zone = json!({ "HostedZoneId": hub.zone("ssm"), "VPC": { "VPCRegion": "us-east-1", "VPCId": first.vpc } });
    let of_zone = |name| {
        vec![Call { account: &first.account, service: "route53", name, arguments: zone.clone() }]
    };
    let profile = json!({ "ProfileId": hub.handed["profileId"], "ResourceId": last.vpc });
    let mut named = profile.clone();
    named["Name"] = json!("given-back");
    let of_profile = |name, arguments| {
        vec![Call { account: &last.account, service: "route53profiles", name, arguments }]
    };
    let nobody = |vpc: &str| format!("nobody answers for {SSM} in VPC {vpc}");
    vec![
        Loss {
            take: of_zone("disassociate_vpc_from_hosted_zone"),
            give: of_zone("associate_vpc_with_hosted_zone"),
            whose: Some(0),
            name: SSM,
            stage: Stage::Name,
            why: nobody(&first.vpc),
        },
        Loss {
            take: of_profile("disassociate_profile", profile),
            give: of_profile("associate_profile", named),
            whose: Some(3),
            name: SSM,
            stage: Stage::Name,
            why: nobody(&last.vpc),
        },
    ]
}

/// Losses of the hub, which every spoke misses, or all of a domain.
pub(super) fn of_hub<'a>(world: &'a World<'_>) -> Result<Vec<Loss<'a>>, Failure> {
    let hub = &world.hub;
    let owner = &hub.account;
    let table = endpoints_table(world)?;
    let route = json!({ "RouteTableId": table, "DestinationCidrBlock": CLIENTS });
    let mut given = route.clone();
    given["TransitGatewayId"] = hub.handed["transitGatewayId"].clone();
    let rule = json!({
        "GroupId": hub.group,
        "IpPermissions": [{ "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{ "CidrIp": CLIENTS }] }],
    });
    let record = record(world)?;
    let all = |take, give, stage, why: String| Loss {
        take: vec![take],
        give: vec![give],
        whose: None,
        name: SSM,
        stage,
        why,
    };
    let wildcard = |action: &str| Call {
        account: owner,
        service: "route53",
        name: "change_resource_record_sets",
        arguments: json!({
            "HostedZoneId": hub.zone("dkr.ecr"),
            "ChangeBatch": { "Changes": [{ "Action": action, "ResourceRecordSet": record }] },
        }),
    };
    Ok(vec![
        all(
            Call::ec2(owner, "delete_route", route),
            Call::ec2(owner, "create_route", given),
            Stage::WayBack,
            format!("on the way back, route table {table} of subnet"),
        ),
        all(
            Call::ec2(owner, "revoke_security_group_ingress", rule.clone()),
            Call::ec2(owner, "authorize_security_group_ingress", rule),
            Stage::EndpointGroups,
            format!("security group {} of the endpoint lets nobody in on tcp 443", hub.group),
        ),
        Loss {
            name: ECR,
            ..all(
                wildcard("DELETE"),
                wildcard("CREATE"),
                Stage::Name,
                format!("answers for {ECR}, but has no A record"),
            )
        },
    ])
}

/// A blackhole for the hub's range in the table of a domain.
pub(super) fn blackhole<'a>(world: &'a World<'_>, domain: &str) -> Loss<'a> {
    let (owner, table) = (&world.hub.account, world.hub.table_of(domain));
    let route = json!({ "TransitGatewayRouteTableId": table, "DestinationCidrBlock": HUB_RANGE });
    let mut dropping = route.clone();
    dropping["Blackhole"] = json!(true);
    Loss {
        take: vec![Call::ec2(owner, "create_transit_gateway_route", dropping)],
        give: vec![Call::ec2(owner, "delete_transit_gateway_route", route)],
        whose: None,
        name: SSM,
        stage: Stage::GatewayTable,
        why: format!("its route for {HUB_RANGE} is a blackhole"),
    }
}

/// The route table of the endpoints' subnets: the one with routes back.
fn endpoints_table(world: &World<'_>) -> Result<String, Failure> {
    let filters = json!({ "Filters": [{ "Name": "vpc-id", "Values": [world.hub.vpc] }] });
    let tables = world.call(&Call::ec2(&world.hub.account, "describe_route_tables", filters))?;
    let leads_back = |table: &&Value| {
        let mut routes = table["Routes"].as_array().into_iter().flatten();
        routes.any(|route| route["DestinationCidrBlock"] == CLIENTS)
    };
    let found = tables["RouteTables"].as_array().into_iter().flatten().find(leads_back);
    let id = found.and_then(|table| table["RouteTableId"].as_str());
    id.map(str::to_owned).ok_or_else(|| Failure::new(format!("no way back in {tables:#}")))
}

/// The record for all names below that of the registry.
fn record(world: &World<'_>) -> Result<Value, Failure> {
    let records = world.call(&Call {
        account: &world.hub.account,
        service: "route53",
        name: "list_resource_record_sets",
        arguments: json!({ "HostedZoneId": world.hub.zone("dkr.ecr") }),
    })?;
    let is_wildcard = |record: &&Value| {
        let name = text(&record["Name"]);
        name.starts_with('*') || name.starts_with(r"\052")
    };
    let found = records["ResourceRecordSets"].as_array().into_iter().flatten().find(is_wildcard);
    found.cloned().ok_or_else(|| Failure::new(format!("no wildcard in {records:#}")))
}
