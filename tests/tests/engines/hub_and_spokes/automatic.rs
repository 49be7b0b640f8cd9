//! Spokes that touch nothing of the hub's account: their attachments join a domain by themselves.

use std::slice;

use libtest_mimic::Trial;
use privatelink_tests::deployment::Engine;
use privatelink_tests::emulator::{Account, Emulator, assert_same_state};
use privatelink_tests::failure::Failure;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

use super::side::Side;
use super::{next, word};

pub(super) fn trials() -> Vec<Trial> {
    let of = |hub: Engine| {
        let name = format!("a_spoke_of_{}_joins_a_hub_of_{}_by_itself", word(next(hub)), word(hub));
        trial::with_emulator(&name, move |tools, aws| joins(hub, tools, aws))
    };
    Engine::ALL.into_iter().map(of).collect()
}

/// The hub is deployed once. The spoke comes and goes in its own account, and the hub is as it was.
fn joins(engine: Engine, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let mut hub = Side::hub(tools, aws, engine, slice::from_ref(&account))?;
    hub.inputs["dns"] = json!("profile");
    hub.inputs["routeDomains"]["platform"] = json!({ "reach": "hubOnly" });
    hub.inputs["automaticDomain"] = json!("spokes");
    hub.deploy()?;
    hub.assert_unchanged()?;
    let mut before = hub.state()?;
    let mut spoke = Side::spoke(tools, &hub, next(engine), 0, account)?;
    spoke.inputs["admission"] = json!("automatic");
    spoke.inputs["dns"] = json!("profile");
    spoke.inputs["services"] = json!([]);
    spoke.deploy()?;
    spoke.assert_unchanged()?;
    hub.assert_unchanged()?;

    let attachment = spoke.output("attachmentId")?;
    let tables = Tables::of(aws, &hub.account)?;
    tables.assert_alone("shared spokes", "associations", &attachment)?;
    tables.assert_alone("shared hub", "propagations", &attachment)?;

    spoke.destroy()?;
    super::leave_share(&mut before, &spoke.account);
    assert_same_state(("the hub before the spoke", &before), ("after it", &hub.state()?))?;
    hub.destroy()?;
    spoke.leave()?;
    hub.leave()
}

/// Route tables of a transit gateway, by their names, with the attachments that are in them.
struct Tables(Vec<(String, Value)>);

impl Tables {
    fn of(aws: &Emulator, account: &Account) -> Result<Self, Failure> {
        let shown =
            aws.call(account, "ec2", "describe_transit_gateway_route_tables", &json!({}))?;
        let rows = shown["TransitGatewayRouteTables"].as_array().cloned().unwrap_or_default();
        let there = rows.into_iter().filter(|table| table["State"] == "available");
        let tables = there.map(|table| {
            let which =
                json!({ "TransitGatewayRouteTableId": table["TransitGatewayRouteTableId"] });
            let get = |what: &str| aws.call(account, "ec2", what, &which);
            let associations = get("get_transit_gateway_route_table_associations")?;
            let propagations = get("get_transit_gateway_route_table_propagations")?;
            let propagations = &propagations["TransitGatewayRouteTablePropagations"];
            let inside = json!({
                "associations": attachments(&associations["Associations"]),
                "propagations": attachments(propagations),
            });
            let tags = table["Tags"].as_array().into_iter().flatten();
            let name =
                tags.filter(|tag| tag["Key"] == "Name").find_map(|tag| tag["Value"].as_str());
            Ok((name.unwrap_or_default().to_owned(), inside))
        });
        tables.collect::<Result<_, Failure>>().map(Self)
    }

    /// The attachment is in this table in this way, and in no other table.
    fn assert_alone(&self, name: &str, how: &str, attachment: &str) -> Result<(), Failure> {
        let with = self.0.iter().filter(|(_, inside)| {
            inside[how].as_array().is_some_and(|all| all.iter().any(|one| one == attachment))
        });
        let with: Vec<&str> = with.map(|(name, _)| name.as_str()).collect();
        if with == [name] {
            return Ok(());
        }
        Err(Failure::new(format!("{how} of the spoke are in {with:?}, not in `{name}`")))
    }
}

fn attachments(rows: &Value) -> Vec<&str> {
    let rows = rows.as_array().into_iter().flatten();
    rows.filter_map(|row| row["TransitGatewayAttachmentId"].as_str()).collect()
}
