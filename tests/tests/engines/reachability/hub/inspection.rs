//! A firewall between a hub and its spoke: both ways pass it, and whatever leads past it, or into another zone of it, is missed.

use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::{Context, Failure};
use privatelink_tests::reachability::{Client, Hop, Opening, Refusal, Stage, State};
use privatelink_tests::scratch::checkout;
use privatelink_tests::toolchain::Toolchain;
use serde_json::{Value, json};

use super::sides::{CLIENTS, Call, HUB_RANGE, ZONES, output, prepare, text};
use super::{HTTPS, SSM};

/// Calls, with others that undo them, where the walk stops in between, and what it says.
type Loss<'a> = (Vec<Call<'a>>, Vec<Call<'a>>, Stage, &'static str);

/// A hub and a spoke in one account, with a firewall that has been there before.
pub(super) fn both_ways(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let network = CloudFormation::new(aws, &account, "network");
    network
        .deploy(&checkout().join("tests/tests/engines/reachability/hub/inspection.yaml"), &[])?;
    let ids = network.outputs()?;
    let mut hub = prepare("CentralizedEndpointHub", &account, tools, aws)?;
    hub.deploy(&hub_inputs(&ids))?;
    let outputs = hub.outputs()?;
    // What it hands over is the table that spokes are propagated to: the firewall's.
    let (handed, table) = (output(&outputs, "hubJson")?, output(&outputs, "hubRouteTableId")?);
    let mut spoke = prepare("EndpointHubSpoke", &account, tools, aws)?;
    spoke.deploy(&spoke_inputs(&ids, &handed))?;

    let client = Client::new(text(&ids["VpcId"]), "10.64.0.0/20")?;
    assert_passed(&walk(aws, &account, &client)?, &ids)?;
    let attachment = output(&spoke.outputs()?, "attachmentId")?;
    let call = |call: &Call<'_>| {
        aws.call(call.account, call.service, call.name, &call.arguments).map(drop)
    };
    for (take, give, stage, why) in losses(&account, &ids, &table, &attachment) {
        take.iter().try_for_each(call)?;
        match walk(aws, &account, &client)? {
            Err(refusal) if refusal.stage == stage && refusal.why.contains(why) => (),
            other => return Err(Failure::new(format!("not `{why}`: {other:?}"))),
        }
        give.iter().try_for_each(call)?;
    }
    assert_passed(&walk(aws, &account, &client)?, &ids)?;
    spoke.destroy()?;
    hub.destroy()?;
    network.delete()?;
    aws.assert_empty(&account, REGION)
}

fn hub_inputs(ids: &Value) -> Value {
    json!({
        "name": "shared",
        "cidrBlock": HUB_RANGE,
        "availabilityZoneIds": ZONES,
        "clientCidrs": [CLIENTS],
        "services": { "ssm": {} },
        "existingTransitGateway": { "id": ids["GatewayId"] },
        "inspection": {
            "attachmentId": ids["FirewallAttachmentId"],
            "routeTableId": ids["FirewallTableId"],
        },
    })
}

fn spoke_inputs(ids: &Value, handed: &str) -> Value {
    json!({
        "name": "team",
        "hubJson": handed,
        "sameAccount": true,
        "vpcId": ids["VpcId"],
        "subnets": { "use1-az1": { "subnetId": ids["SubnetId"] } },
        "routeTableIds": { "clients": ids["TableId"] },
        "services": ["ssm"],
    })
}

fn walk(
    aws: &Emulator,
    account: &Account,
    client: &Client,
) -> Result<Result<Vec<Hop>, Refusal>, Failure> {
    let state = State::read(aws, &[account], &[REGION])?;
    Ok(state.path(client, SSM, Opening::tcp(HTTPS)))
}

/// Whether the firewall is on both ways.
fn assert_passed(walked: &Result<Vec<Hop>, Refusal>, ids: &Value) -> Result<(), Failure> {
    let hops = walked.clone().context(|| format!("{SSM} through the firewall"))?;
    let is_firewall = |hop: &Hop| matches!(hop, Hop::Inspection { attachment, .. } if *attachment == text(&ids["FirewallAttachmentId"]));
    let is_there = hops.iter().any(is_firewall);
    let is_back = hops.iter().any(|hop| matches!(hop, Hop::WayBack(hop) if is_firewall(hop)));
    let is_passed = is_there && is_back;
    if is_passed { Ok(()) } else { Err(Failure::new(format!("past the firewall: {hops:?}"))) }
}

fn losses<'a>(account: &'a Account, ids: &Value, table: &str, attachment: &str) -> Vec<Loss<'a>> {
    let call = |name, arguments: &Value| Call::ec2(account, name, arguments.clone());
    let onward =
        json!({ "RouteTableId": ids["FirewallRoutesId"], "DestinationCidrBlock": "0.0.0.0/0" });
    let mut given = onward.clone();
    given["TransitGatewayId"] = ids["GatewayId"].clone();

    let back = json!({ "TransitGatewayRouteTableId": table, "DestinationCidrBlock": CLIENTS });
    let mut inspected = back.clone();
    inspected["TransitGatewayAttachmentId"] = ids["FirewallAttachmentId"].clone();
    let learned =
        json!({ "TransitGatewayRouteTableId": table, "TransitGatewayAttachmentId": attachment });

    let mode = |support: &str| json!({ "TransitGatewayAttachmentId": ids["FirewallAttachmentId"], "Options": { "ApplianceModeSupport": support } });
    let modify = "modify_transit_gateway_vpc_attachment";
    vec![
        (
            vec![call("delete_route", &onward)],
            vec![call("create_route", &given)],
            Stage::Inspection,
            "which does not lead it on: route table",
        ),
        (
            vec![call("delete_transit_gateway_route", &back)],
            vec![call("create_transit_gateway_route", &inspected)],
            Stage::WayBack,
            "has no route to 10.64.0.0/20",
        ),
        (
            vec![
                call("delete_transit_gateway_route", &back),
                call("enable_transit_gateway_route_table_propagation", &learned),
            ],
            vec![
                call("disable_transit_gateway_route_table_propagation", &learned),
                call("create_transit_gateway_route", &inspected),
            ],
            Stage::WayBack,
            "is led past attachment",
        ),
        (
            vec![call(modify, &mode("disable"))],
            vec![call(modify, &mode("enable"))],
            Stage::Inspection,
            "has appliance mode off",
        ),
    ]
}
