//! The same between accounts: spokes reach their hub by every name in every zone, and each other only where they are to.

mod inspection;
mod ipv6;
mod losses;
mod sides;

use std::collections::BTreeSet;

use libtest_mimic::Trial;
use privatelink_tests::emulator::Emulator;
use privatelink_tests::failure::{Context, Failure};
use privatelink_tests::reachability::{Client, Hop, Opening, State};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

use losses::Loss;
use sides::{CLIENTS, Call, Spoke, World, ZONES, text};

const HTTPS: u16 = 443;
const SSM: &str = "ssm.us-east-1.amazonaws.com";
const ECR: &str = "123456789012.dkr.ecr.us-east-1.amazonaws.com";

pub(super) fn trials() -> Vec<Trial> {
    vec![
        trial::with_emulator("spokes_reach_their_hub_and_nobody_else", hub),
        trial::with_emulator("a_spoke_reaches_its_hub_by_ipv6", ipv6::both_ways),
        trial::with_emulator(
            "traffic_of_a_spoke_passes_the_firewall_both_ways",
            inspection::both_ways,
        ),
    ]
}

fn hub(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let world = World::deploy(tools, aws)?;
    let names = names(&world)?;
    let state = world.read()?;
    assert_all_names(&world, &state, &names)?;
    assert_apart(&world, &state)?;
    for loss in losses::of_spokes(&world).into_iter().chain(losses::of_hub(&world)?) {
        assert_missed(&world, &loss, |number| loss.whose.is_none_or(|whose| whose == number))?;
    }
    let loss = losses::blackhole(&world, "spokes");
    assert_missed(&world, &loss, |number| world.spokes[number].domain == "spokes")?;
    assert_opening_is_noticed(&world)?;
    let state = world.read()?;
    assert_all_names(&world, &state, &names)?;
    assert_apart(&world, &state)
}

/// The names of all services of the hub, as AWS says them: of those that mean all names below, also that one itself.
fn names(world: &World<'_>) -> Result<BTreeSet<String>, Failure> {
    let call = |name, arguments| world.call(&Call::ec2(&world.hub.account, name, arguments));
    let endpoints = call("describe_vpc_endpoints", json!({}))?;
    let services: Vec<&Value> =
        rows(&endpoints, "VpcEndpoints").map(|row| &row["ServiceName"]).collect();
    let details = call("describe_vpc_endpoint_services", json!({ "ServiceNames": services }))?;
    let mut names = BTreeSet::new();
    for service in rows(&details, "ServiceDetails") {
        // Some services have an endpoint of the type Gateway with the same name.
        if !rows(service, "ServiceType").any(|kind| kind["ServiceType"] == "Interface") {
            continue;
        }
        let before = names.len();
        for row in rows(service, "PrivateDnsNames") {
            let name = text(&row["PrivateDnsName"]);
            names.insert(name.trim_start_matches("*.").to_owned());
            names.insert(name.replace('*', "123456789012"));
        }
        if names.len() == before {
            return Err(Failure::new(format!("{} has no name", service["ServiceName"])));
        }
    }
    let has = |name: &str| names.contains(name);
    let is_complete = has(SSM) && has(ECR) && has("kms.us-east-1.amazonaws.com");
    if is_complete { Ok(names) } else { Err(Failure::new(format!("names are missing: {names:?}"))) }
}

/// Every name leads every spoke to the hub's endpoints, to one of them in the zone of the client.
fn assert_all_names(
    world: &World<'_>,
    state: &State,
    names: &BTreeSet<String>,
) -> Result<(), Failure> {
    for spoke in &world.spokes {
        for (place, own) in ZONES.into_iter().enumerate() {
            for name in names {
                let hops = reach(state, &spoke.client(place)?, name)?;
                let is_near = |hop: &Hop| matches!(hop, Hop::Interface { zone, .. } if zone == own);
                let to_hub = |hop: &Hop| matches!(hop, Hop::GatewayTable { attachment, .. } if *attachment == world.hub.attachment);
                if !(hops.iter().any(is_near) && hops.iter().any(to_hub)) {
                    return Err(Failure::new(format!("{name} is not near in {own}: {hops:?}")));
                }
            }
        }
    }
    Ok(())
}

/// Spokes that are to reach the hub only do not reach each other, the others do, and the endpoints let in clients only.
fn assert_apart(world: &World<'_>, state: &State) -> Result<(), Failure> {
    let alone = world.networks("spokes")?;
    let together = world.networks("platform")?;
    state.apart(&alone)?;
    for one in &alone {
        for other in &together {
            state.apart(&[one.clone(), other.clone()])?;
        }
    }
    if state.apart(&together).is_ok() {
        return Err(Failure::new("spokes of one domain do not reach each other"));
    }
    state.lets_in_only(&world.hub.vpc, &[CLIENTS.parse()?])?;
    state.only(&[alone, together].concat(), SSM, &[Opening::tcp(HTTPS)])
}

/// Takes something away: the spokes that it concerns are refused where it is missing, and the others are not. Then gives it
/// back.
fn assert_missed(
    world: &World<'_>,
    loss: &Loss<'_>,
    concerns: impl Fn(usize) -> bool,
) -> Result<(), Failure> {
    loss.take.iter().try_for_each(|call| world.call(call).map(drop))?;
    let state = world.read()?;
    for (number, spoke) in world.spokes.iter().enumerate() {
        let found = state.path(&spoke.client(0)?, loss.name, Opening::tcp(HTTPS));
        match (found, concerns(number)) {
            (Ok(_), false) => (),
            (Err(refusal), true)
                if refusal.stage == loss.stage && refusal.why.contains(&loss.why) => {}
            (Ok(_), true) => {
                return Err(Failure::new(format!("spoke {number} does not miss `{}`", loss.why)));
            }
            (Err(refusal), _) => {
                let why = format!("spoke {number}, `{}`: {refusal}", loss.why);
                return Err(Failure::new(why));
            }
        }
    }
    loss.give.iter().try_for_each(|call| world.call(call).map(drop))
}

/// One propagation too many opens a pair that is to reach the hub only, and disturbs nobody.
fn assert_opening_is_noticed(world: &World<'_>) -> Result<(), Failure> {
    let Spoke { attachment, domain, vpc, .. } = &world.spokes[1];
    let entry = json!({
        "TransitGatewayAttachmentId": attachment,
        "TransitGatewayRouteTableId": world.hub.table_of(domain),
    });
    let call = |name| world.call(&Call::ec2(&world.hub.account, name, entry.clone()));
    call("enable_transit_gateway_route_table_propagation")?;
    let state = world.read()?;
    for spoke in &world.spokes {
        reach(&state, &spoke.client(0)?, SSM)?;
    }
    let ways = state.apart(&world.networks("spokes")?).err().map(|failure| failure.to_string());
    let first = &world.spokes[0].vpc;
    let expected = format!("routes lead from VPC {first} to VPC {vpc} by gateway's route table");
    match ways {
        Some(ways) if ways.starts_with(&expected) && ways.lines().count() == 1 => (),
        ways => return Err(Failure::new(format!("not `{expected}`, but {ways:?}"))),
    }
    call("disable_transit_gateway_route_table_propagation").map(drop)
}

fn reach(state: &State, client: &Client, name: &str) -> Result<Vec<Hop>, Failure> {
    let hops = state.path(client, name, Opening::tcp(HTTPS));
    hops.context(|| format!("{name} from VPC {}", client.vpc))
}

fn rows<'v>(answer: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    answer[name].as_array().into_iter().flatten()
}
