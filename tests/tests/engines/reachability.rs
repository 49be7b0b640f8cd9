//! The check of reachability on what engines really leave behind: the way is open, and without any part of it, taken
//! away by hand through the AWS API, the check says which part is missing.

#![allow(clippy::indexing_slicing, reason = "a test fails by panicking")]

mod far;
mod hub;

use libtest_mimic::Trial;
use privatelink_tests::deployment::Engine;
use privatelink_tests::emulator::{Account, Emulator};
use privatelink_tests::failure::Failure;
use privatelink_tests::reachability::{Opening, Stage, State};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

use crate::pairs::{PORT, Side, accounts, client, handed_over};

const NAME: &str = "api.corp.example";

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    let of_services = [
        trial::with_emulator("every_part_that_is_taken_away_is_missed", every_part_is_missed),
        trial::with_emulator("whatever_is_added_is_noticed", additions_are_noticed),
    ];
    of_services.into_iter().chain(far::trials()).chain(hub::trials()).collect()
}

/// Both sides, deployed.
struct World<'a> {
    provider: Side<'a>,
    consumer: Side<'a>,
}

impl<'a> World<'a> {
    fn deploy(tools: &'a Toolchain, aws: &'a Emulator) -> Result<Self, Failure> {
        let mut provider = Side::provider(tools, aws, aws.account(), Engine::CloudFormation)?;
        let mut consumer = Side::consumer(tools, aws, aws.account(), Engine::CloudFormation)?;
        let mut service = provider.service("walked", &[&consumer.account]);
        service["loadBalancer"]["enforceInboundRulesOnPrivateLinkTraffic"] = json!(true);
        service["loadBalancer"]["securityGroup"] =
            json!({ "ingress": { "consumer": { "fromPort": PORT, "cidrIpv4": "10.1.0.0/16" } } });
        provider.deploy(&service)?;
        let mut endpoint = consumer.endpoint(handed_over(&provider, consumer.engine)?);
        endpoint["customDns"] = json!({ "zoneName": "corp.example", "records": { "api": {} } });
        consumer.deploy(&endpoint)?;
        Ok(Self { provider, consumer })
    }

    fn read(&self) -> Result<State, Failure> {
        accounts(self.provider.aws, &self.provider.account, &self.consumer.account)
    }

    /// Succeeds if the client is refused at that stage, in words that name `what`.
    fn assert_refused(&self, stage: Stage, what: &str) -> Result<(), Failure> {
        match self.read()?.path(&client(&self.consumer)?, NAME, Opening::tcp(PORT)) {
            Err(refusal) if refusal.stage == stage && refusal.why.contains(what) => Ok(()),
            Err(refusal) => Err(Failure::new(format!("not {stage:?} and `{what}`: {refusal}"))),
            Ok(_) => Err(Failure::new(format!("nobody misses `{what}`"))),
        }
    }

    /// Why anything but the service is let through; empty if nothing is.
    fn superfluous(&self) -> Result<String, Failure> {
        let state = self.read()?;
        let only = state.only(&[client(&self.consumer)?], NAME, &[Opening::tcp(PORT)]);
        Ok(only.err().map(|failure| failure.to_string()).unwrap_or_default())
    }

    fn call(
        &self,
        account: &Account,
        service: &str,
        call: &str,
        arguments: Value,
    ) -> Result<Value, Failure> {
        self.provider.aws.call(account, service, call, &arguments)
    }

    fn in_provider(&self, service: &str, call: &str, arguments: Value) -> Result<Value, Failure> {
        self.call(&self.provider.account, service, call, arguments)
    }

    fn in_consumer(&self, service: &str, call: &str, arguments: Value) -> Result<Value, Failure> {
        self.call(&self.consumer.account, service, call, arguments)
    }

    /// Takes away all rules of a group in one direction, and returns them.
    fn revoke(&self, account: &Account, group: &str, egress: bool) -> Result<Value, Failure> {
        let filter = json!({ "Filters": [{ "Name": "group-id", "Values": [group] }] });
        let rules = self.call(account, "ec2", "describe_security_group_rules", filter)?;
        let rules = rules["SecurityGroupRules"].as_array().into_iter().flatten();
        let ids: Vec<Value> = rules
            .filter(|rule| rule["IsEgress"] == egress)
            .map(|rule| rule["SecurityGroupRuleId"].clone())
            .collect();
        let call =
            if egress { "revoke_security_group_egress" } else { "revoke_security_group_ingress" };
        let arguments = json!({ "GroupId": group, "SecurityGroupRuleIds": ids });
        self.call(account, "ec2", call, arguments)
    }

    /// Deletes the records of the name that leads to the endpoint, and leaves the zone.
    fn delete_records(&self, zone: &str) -> Result<(), Failure> {
        let arguments = json!({ "HostedZoneId": zone });
        let records = self.in_consumer("route53", "list_resource_record_sets", arguments)?;
        let records = records["ResourceRecordSets"].as_array().into_iter().flatten();
        let changes: Vec<Value> = records
            .filter(|record| text(&record["Name"]).starts_with(NAME))
            .map(|record| json!({ "Action": "DELETE", "ResourceRecordSet": record }))
            .collect();
        let batch = json!({ "HostedZoneId": zone, "ChangeBatch": { "Changes": changes } });
        self.in_consumer("route53", "change_resource_record_sets", batch).map(drop)
    }

    /// Lets a range in on some ports.
    fn authorize(&self, account: &Account, group: &str, rule: Value) -> Result<(), Failure> {
        let arguments = json!({ "GroupId": group, "IpPermissions": [rule] });
        self.call(account, "ec2", "authorize_security_group_ingress", arguments).map(drop)
    }
}

fn rule(protocol: &str, ports: (u16, u16), range: &str) -> Value {
    json!({
        "IpProtocol": protocol,
        "FromPort": ports.0,
        "ToPort": ports.1,
        "IpRanges": [{ "CidrIp": range }],
    })
}

/// Takes the way apart from its end to its beginning, so that each loss is met before those that came earlier.
fn every_part_is_missed(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let world = World::deploy(tools, aws)?;
    let World { provider, consumer } = &world;
    let found = world.superfluous()?;
    if !found.is_empty() {
        return Err(Failure::new(found));
    }

    let target = text(provider.id("ApplicationId"));
    world.revoke(&provider.account, target, false)?;
    world.assert_refused(Stage::TargetGroups, target)?;

    let balancer_group = provider.text("securityGroupId")?;
    world.revoke(&provider.account, &balancer_group, true)?;
    world.assert_refused(Stage::LoadBalancerGroups, "lets nothing out on tcp 8443")?;

    let target_group = &provider.text("targetGroupArnsHttps")?;
    let deregister = |address: &str| {
        let targets = json!([{ "Id": provider.id(address), "Port": 8443 }]);
        let arguments = json!({ "TargetGroupArn": target_group, "Targets": targets });
        world.in_provider("elbv2", "deregister_targets", arguments)
    };
    deregister("AddressA")?;
    world.assert_refused(Stage::TargetGroup, "has no target in zone use1-az1")?;
    deregister("AddressB")?;
    world.assert_refused(Stage::TargetGroup, target_group)?;

    let listener = provider.text("listenerArnsHttps")?;
    world.in_provider("elbv2", "delete_listener", json!({ "ListenerArn": listener }))?;
    world.assert_refused(Stage::Listener, &provider.text("loadBalancerArn")?)?;

    world.revoke(&provider.account, &balancer_group, false)?;
    world.assert_refused(Stage::LoadBalancerGroups, "lets nobody in on tcp 443")?;

    let service = provider.text("serviceId")?;
    let principal = format!("arn:aws:iam::{}:root", consumer.account.id());
    world.in_provider(
        "ec2",
        "modify_vpc_endpoint_service_permissions",
        json!({ "ServiceId": service, "RemoveAllowedPrincipals": [principal] }),
    )?;
    world.assert_refused(Stage::Service, &service)?;

    let group = consumer.text("securityGroupId")?;
    world.revoke(&consumer.account, &group, false)?;
    let words = format!(
        "security group {group} of the endpoint lets nobody in on tcp 443 from 10.1.0.0/16"
    );
    world.assert_refused(Stage::EndpointGroups, &words)?;

    let endpoint = consumer.text("endpointId")?;
    let reject = json!({ "ServiceId": service, "VpcEndpointIds": [endpoint] });
    world.in_provider("ec2", "reject_vpc_endpoint_connections", reject)?;
    world.assert_refused(Stage::Endpoint, &format!("endpoint {endpoint} is rejected"))?;

    let zone = consumer.text("customZoneId")?;
    world.delete_records(&zone)?;
    world.assert_refused(Stage::Name, &format!("zone corp.example ({zone}) answers for {NAME}"))?;

    world.in_consumer("route53", "delete_hosted_zone", json!({ "Id": zone }))?;
    world.assert_refused(Stage::Name, "nobody answers")
}

/// Adds what nobody needs to each security group on the way.
fn additions_are_noticed(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let world = World::deploy(tools, aws)?;
    let World { provider, consumer } = &world;
    let additions = [
        (
            &consumer.account,
            consumer.text("securityGroupId")?,
            rule("tcp", (22, 22), "10.1.0.0/16"),
            "lets 10.1.0.0/16 in on tcp 22, which no client needs",
        ),
        (
            &consumer.account,
            consumer.text("securityGroupId")?,
            rule("tcp", (443, 443), "10.9.0.0/16"),
            "lets 10.9.0.0/16 in on tcp 443, which no client needs",
        ),
        (
            &provider.account,
            provider.text("securityGroupId")?,
            rule("tcp", (443, 443), "0.0.0.0/0"),
            "lets 0.0.0.0/0 in on tcp 443: everybody",
        ),
        (
            &provider.account,
            text(provider.id("ApplicationId")).to_owned(),
            rule("tcp", (8000, 8999), "10.1.0.0/16"),
            "lets 10.1.0.0/16 in on tcp 8000-8999, but only tcp 8443 is needed",
        ),
    ];
    for (account, group, rule, complaint) in additions {
        world.authorize(account, &group, rule)?;
        let found = world.superfluous()?;
        if !found.contains(&group) || !found.contains(complaint) {
            return Err(Failure::new(format!("`{complaint}` is not noticed, but: {found}")));
        }
    }
    Ok(())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
