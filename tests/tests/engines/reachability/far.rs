//! Two Regions and two accounts, made by hand: whatever joins them, taken away, is missed by those who need it and nobody else.

use libtest_mimic::Trial;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::{Context, Failure};
use privatelink_tests::reachability::{Client, Hop, Opening, Stage, State};
use privatelink_tests::scratch::checkout;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

const FAR: &str = "ap-southeast-1";
const SSM: &str = "ssm.us-east-1.amazonaws.com";
const HUB_RANGE: &str = "10.0.0.0/20";
const ATTACHED: &str = "10.80.0.0/24";
const PEERED: &str = "10.81.0.0/24";

const ASSOCIATE: &str = "associate_transit_gateway_route_table";
const DISASSOCIATE: &str = "disassociate_transit_gateway_route_table";
const CREATE: &str = "create_transit_gateway_route";
const DELETE: &str = "delete_transit_gateway_route";

pub(super) fn trials() -> Vec<Trial> {
    vec![trial::with_emulator("another_region_reaches_a_hub_over_peerings", peerings)]
}

/// Somebody who calls AWS in a Region.
#[derive(Clone, Copy)]
struct Caller<'a> {
    aws: &'a Emulator,
    account: &'a Account,
    region: &'static str,
}

/// A call of EC2, in words: who, which, with what.
type Call<'a> = (Caller<'a>, &'static str, Value);

impl Caller<'_> {
    fn call(&self, service: &str, name: &str, arguments: &Value) -> Result<Value, Failure> {
        self.aws.call_in(self.account, self.region, service, name, arguments)
    }

    fn ec2(&self, name: &str, arguments: &Value) -> Result<Value, Failure> {
        self.call("ec2", name, arguments)
    }
}

/// What joins the Regions.
struct World<'a> {
    near: Caller<'a>,
    far: Caller<'a>,
    /// Outputs of the stacks.
    hub: Value,
    clients: Value,
    attachment: String,
    connection: String,
}

/// Something that is taken away, who misses it, and where.
struct Loss<'a> {
    take: Vec<Call<'a>>,
    give: Vec<Call<'a>>,
    whose: &'static str,
    stage: Stage,
    why: String,
}

fn peerings(_: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let accounts = [aws.account(), aws.account()];
    let near = Caller { aws, account: &accounts[0], region: REGION };
    let far = Caller { aws, account: &accounts[1], region: FAR };
    let stacks = [(near, "near"), (far, "far")].map(|(caller, name)| {
        CloudFormation::new(aws, caller.account, name).in_region(caller.region)
    });
    let folder = checkout().join("tests/tests/engines/reachability/far");
    stacks[0].deploy(&folder.join("near.yaml"), &[])?;
    stacks[1].deploy(&folder.join("far.yaml"), &[])?;
    let [hub, clients] = [stacks[0].outputs()?, stacks[1].outputs()?];
    let world = World::join(near, far, hub, clients)?;
    world.name()?;
    world.assert_open(&world.read()?)?;
    for loss in world.of_gateways().into_iter().chain(world.of_vpcs()) {
        world.assert_missed(&loss)?;
    }
    world.assert_wide_table_is_noticed()?;
    world.assert_open(&world.read()?)?;
    world.part()?;
    let [first, second] = &stacks;
    second.delete()?;
    first.delete()?;
    aws.assert_empty(&accounts[0], REGION)?;
    aws.assert_empty(&accounts[1], FAR)
}

impl<'a> World<'a> {
    /// Peers gateways and VPCs, and gives them routes.
    fn join(
        near: Caller<'a>,
        far: Caller<'a>,
        hub: Value,
        clients: Value,
    ) -> Result<Self, Failure> {
        let owner = near.account.id();
        let asked = json!({ "TransitGatewayId": clients["GatewayId"], "PeerTransitGatewayId": hub["GatewayId"], "PeerAccountId": owner, "PeerRegion": REGION });
        let asked = far.ec2("create_transit_gateway_peering_attachment", &asked)?;
        let id = &asked["TransitGatewayPeeringAttachment"]["TransitGatewayAttachmentId"];
        let accept = json!({ "TransitGatewayAttachmentId": id });
        near.ec2("accept_transit_gateway_peering_attachment", &accept)?;
        let attachment = text(id).to_owned();

        let asked = json!({ "VpcId": clients["PeeredVpcId"], "PeerVpcId": hub["VpcId"], "PeerOwnerId": owner, "PeerRegion": REGION });
        let asked = far.ec2("create_vpc_peering_connection", &asked)?;
        let id = &asked["VpcPeeringConnection"]["VpcPeeringConnectionId"];
        near.ec2("accept_vpc_peering_connection", &json!({ "VpcPeeringConnectionId": id }))?;
        let connection = text(id).to_owned();

        let world = Self { near, far, hub, clients, attachment, connection };
        let given = world.of_gateways().into_iter().chain(world.of_vpcs());
        let given: Vec<Call<'_>> = given.flat_map(|loss| loss.give).collect();
        given
            .iter()
            .try_for_each(|(caller, name, arguments)| caller.ec2(name, arguments).map(drop))?;
        Ok(world)
    }

    /// Lets the hub's zone answer in the other account and Region.
    fn name(&self) -> Result<(), Failure> {
        for vpc in ["VpcId", "PeeredVpcId"] {
            let vpc = json!({ "VPCId": self.clients[vpc], "VPCRegion": FAR });
            let named = json!({ "HostedZoneId": self.hub["ZoneId"], "VPC": vpc });
            self.near.call("route53", "create_vpc_association_authorization", &named)?;
            self.far.call("route53", "associate_vpc_with_hosted_zone", &named)?;
        }
        Ok(())
    }

    fn read(&self) -> Result<State, Failure> {
        State::read(self.near.aws, &[self.near.account, self.far.account], &[REGION, FAR])
    }

    fn clients(&self) -> Result<[(&'static str, Client); 2], Failure> {
        let client = |vpc: &str, range| Client::new(text(&self.clients[vpc]), range);
        Ok([(ATTACHED, client("VpcId", ATTACHED)?), (PEERED, client("PeeredVpcId", PEERED)?)])
    }

    /// Everybody reaches the hub over a peering and is answered over it, and routes lead nowhere else.
    fn assert_open(&self, state: &State) -> Result<(), Failure> {
        for (range, client) in self.clients()? {
            let hops = state.path(&client, SSM, Opening::tcp(443)).context(|| range.to_owned())?;
            let is_over = |hop: &Hop| matches!(hop, Hop::Peering { .. });
            let is_back = |hop: &Hop| matches!(hop, Hop::WayBack(hop) if is_over(hop));
            if !(hops.iter().any(is_over) && hops.iter().any(is_back)) {
                return Err(Failure::new(format!("{range} is not over a peering: {hops:?}")));
            }
            state.leads_only(&[client], &[HUB_RANGE.parse()?])?;
        }
        Ok(())
    }

    fn assert_missed(&self, loss: &Loss<'_>) -> Result<(), Failure> {
        let all = |calls: &[Call<'_>]| {
            calls
                .iter()
                .try_for_each(|(caller, name, arguments)| caller.ec2(name, arguments).map(drop))
        };
        all(&loss.take)?;
        let state = self.read()?;
        for (range, client) in self.clients()? {
            let found = state.path(&client, SSM, Opening::tcp(443));
            let expected = match &found {
                Ok(_) => range != loss.whose,
                Err(refusal) => {
                    range == loss.whose
                        && refusal.stage == loss.stage
                        && refusal.why.contains(&loss.why)
                }
            };
            if !expected {
                return Err(Failure::new(format!("{range}, `{}`: {found:?}", loss.why)));
            }
        }
        all(&loss.give)
    }

    /// With the hub's own table, which knows the spoke, the peering would open it.
    fn assert_wide_table_is_noticed(&self) -> Result<(), Failure> {
        let wide = json!({ "DestinationCidrBlock": "10.64.0.0/12", "TransitGatewayRouteTableId": self.clients["GatewayTableId"], "TransitGatewayAttachmentId": self.attachment });
        self.far.ec2(CREATE, &wide)?;
        let (_, client) = &self.clients()?[0];
        let allowed = [HUB_RANGE.parse()?];
        self.read()?.leads_only(std::slice::from_ref(client), &allowed)?;
        let [right, wrong] =
            ["ClientTableId", "HubTableId"].map(|table| self.entry(&self.hub[table]));
        let learned = json!({ "TransitGatewayRouteTableId": self.hub["HubTableId"], "TransitGatewayAttachmentId": self.attachment });
        self.near.ec2(DISASSOCIATE, &right)?;
        self.near.ec2(ASSOCIATE, &wrong)?;
        let found = self.read()?.leads_only(std::slice::from_ref(client), &allowed);
        let expected = format!("to 10.64.0.0/16 of VPC {}", text(&self.hub["SpokeVpcId"]));
        match found.map_err(|failure| failure.to_string()) {
            Err(why) if why.ends_with(&expected) && why.lines().count() == 1 => (),
            found => return Err(Failure::new(format!("not `{expected}`, but {found:?}"))),
        }
        self.near.ec2(DISASSOCIATE, &learned)?;
        self.near.ec2(ASSOCIATE, &right)?;
        let narrow = json!({ "DestinationCidrBlock": "10.64.0.0/12", "TransitGatewayRouteTableId": self.clients["GatewayTableId"] });
        self.far.ec2(DELETE, &narrow).map(drop)
    }

    /// Ends both peerings: routes over them lead nowhere.
    fn part(&self) -> Result<(), Failure> {
        let one = json!({ "TransitGatewayAttachmentId": self.attachment });
        self.near.ec2("delete_transit_gateway_peering_attachment", &one)?;
        let other = json!({ "VpcPeeringConnectionId": self.connection });
        self.far.ec2("delete_vpc_peering_connection", &other)?;
        let state = self.read()?;
        let expected = [
            (Stage::GatewayTable, "is a blackhole".to_owned()),
            (Stage::Peering, format!("peering {} is not there", self.connection)),
        ];
        for ((range, client), (stage, why)) in self.clients()?.into_iter().zip(expected) {
            match state.path(&client, SSM, Opening::tcp(443)) {
                Err(refusal) if refusal.stage == stage && refusal.why.contains(&why) => (),
                found => return Err(Failure::new(format!("{range}, `{why}`: {found:?}"))),
            }
        }
        for (caller, name, arguments) in [
            (self.near, DELETE, route(&self.hub["HubTableId"], ATTACHED)),
            (self.far, DELETE, route(&self.clients["GatewayTableId"], HUB_RANGE)),
            (self.near, "delete_route", over(&self.hub["TableId"], PEERED)),
            (self.far, "delete_route", over(&self.clients["PeeredTableId"], HUB_RANGE)),
        ] {
            caller.ec2(name, &arguments)?;
        }
        for vpc in ["VpcId", "PeeredVpcId"] {
            let vpc = json!({ "VPCId": self.clients[vpc], "VPCRegion": FAR });
            let named = json!({ "HostedZoneId": self.hub["ZoneId"], "VPC": vpc });
            self.far.call("route53", "disassociate_vpc_from_hosted_zone", &named)?;
            self.near.call("route53", "delete_vpc_association_authorization", &named)?;
        }
        Ok(())
    }

    /// What the peering of the gateways needs.
    fn of_gateways(&self) -> Vec<Loss<'a>> {
        let (near, far) = (self.near, self.far);
        let table = |ids: &Value, name: &str| ids[name].clone();
        let (here, back) = (table(&self.hub, "ClientTableId"), table(&self.hub, "HubTableId"));
        let (there, entry) =
            (table(&self.clients, "GatewayTableId"), table(&self.clients, "EntryTableId"));
        let loss = |caller, calls: [&'static str; 2], arguments: [Value; 2], stage, why: String| {
            let [take, give] = arguments;
            let [taking, giving] = calls;
            let (take, give) = (vec![(caller, taking, take)], vec![(caller, giving, give)]);
            Loss { take, give, whose: ATTACHED, stage, why }
        };
        let used = |table: &Value| [self.entry(table), self.entry(table)];
        let routed = |table: &Value, range| {
            let mut given = route(table, range);
            given["TransitGatewayAttachmentId"] = json!(self.attachment);
            [route(table, range), given]
        };
        let none = |table: &Value| format!("route table {} of ", text(table));
        let unused = |ids: &Value| {
            let (attachment, gateway) = (&self.attachment, text(&ids["GatewayId"]));
            format!("attachment {attachment} has no route table of transit gateway {gateway}")
        };
        let (entering, leading) = ([DISASSOCIATE, ASSOCIATE], [DELETE, CREATE]);
        vec![
            loss(far, leading, routed(&there, HUB_RANGE), Stage::GatewayTable, none(&there)),
            loss(near, entering, used(&here), Stage::GatewayTable, unused(&self.hub)),
            loss(near, leading, routed(&back, ATTACHED), Stage::WayBack, none(&back)),
            loss(far, entering, used(&entry), Stage::WayBack, unused(&self.clients)),
        ]
    }

    /// What the peering of the VPCs needs.
    fn of_vpcs(&self) -> Vec<Loss<'a>> {
        let loss = |caller, table: &Value, range, stage, why| {
            let mut given = over(table, range);
            given["VpcPeeringConnectionId"] = json!(self.connection);
            let take = vec![(caller, "delete_route", over(table, range))];
            let give = vec![(caller, "create_route", given)];
            Loss { take, give, whose: PEERED, stage, why }
        };
        let (there, here) = (&self.clients["PeeredTableId"], &self.hub["TableId"]);
        // Without its own, the hub's wider route leads into the transit gateway, which knows no way on.
        let gateway = text(&self.hub["HubTableId"]);
        let (no_way, no_way_on) = (
            format!("route table {} of subnet", text(there)),
            format!("route table {gateway} of "),
        );
        vec![
            loss(self.far, there, HUB_RANGE, Stage::Route, no_way),
            loss(self.near, here, PEERED, Stage::WayBack, no_way_on),
        ]
    }

    fn entry(&self, table: &Value) -> Value {
        json!({ "TransitGatewayRouteTableId": table, "TransitGatewayAttachmentId": self.attachment })
    }
}

/// A route of a transit gateway.
fn route(table: &Value, range: &str) -> Value {
    json!({ "TransitGatewayRouteTableId": table, "DestinationCidrBlock": range })
}

/// A route of a VPC.
fn over(table: &Value, range: &str) -> Value {
    json!({ "RouteTableId": table, "DestinationCidrBlock": range })
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
