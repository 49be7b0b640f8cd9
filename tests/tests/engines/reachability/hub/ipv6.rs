//! A client with an IPv6 address reaches the hub by `AAAA` records, once both sides say so.

use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::emulator::{Emulator, REGION};
use privatelink_tests::failure::{Context, Failure};
use privatelink_tests::reachability::{Client, Hop, Opening, Stage, State};
use privatelink_tests::scratch::checkout;
use privatelink_tests::toolchain::Toolchain;
use serde_json::{Value, json};

use super::sides::{output, prepare, text};
use super::{HTTPS, SSM};

/// Ranges that the emulator takes Amazon's from.
const OF_AMAZON: &str = "2400:6500::/32";

/// A hub and a spoke in one account: without IPv6, and then each with it.
pub(super) fn both_ways(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let network = CloudFormation::new(aws, &account, "network");
    network.deploy(&checkout().join("tests/tests/engines/reachability/hub/ipv6.yaml"), &[])?;
    let ids = network.outputs()?;
    let range = text(&ids["Ipv6Range"]);
    let client = Client::new(text(&ids["VpcId"]), &format!("{}7", range.replace("/56", "")))?;
    let path = || {
        let state = State::read(aws, &[&account], &[REGION])?;
        Ok::<_, Failure>(state.path(&client, SSM, Opening::tcp(HTTPS)))
    };

    let mut hub = prepare("CentralizedEndpointHub", &account, tools, aws)?;
    hub.deploy(&hub_inputs())?;
    let handed = output(&hub.outputs()?, "hubJson")?;
    let mut spoke = prepare("EndpointHubSpoke", &account, tools, aws)?;
    let mut inputs = spoke_inputs(&ids, &handed);
    spoke.deploy(&inputs)?;
    match path()? {
        Err(refusal) if refusal.stage == Stage::Route => (),
        other => return Err(Failure::new(format!("not without a route: {other:?}"))),
    }

    // AWS changes no IPv6 options of an attachment.
    spoke.destroy()?;
    inputs["ipv6"] = json!(true);
    spoke.deploy(&inputs)?;
    let hops = path()?.context(|| format!("{SSM} from {range}"))?;
    let is_back = |hop: &Hop| matches!(hop, Hop::WayBack(_));
    if !hops.iter().any(is_back) {
        return Err(Failure::new(format!("nothing leads back: {hops:?}")));
    }
    spoke.destroy()?;
    hub.destroy()?;
    network.delete()?;
    aws.assert_empty(&account, REGION)
}

fn hub_inputs() -> Value {
    json!({
        "name": "shared",
        "cidrBlock": "10.0.0.0/20",
        "ipv6": true,
        "availabilityZoneIds": ["use1-az1", "use1-az2"],
        "clientCidrs": ["10.64.0.0/10"],
        "clientIpv6Cidrs": [OF_AMAZON],
        "services": { "ssm": {} },
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
