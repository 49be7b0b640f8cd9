//! A picture of what stands in an account, drawn from what the AWS API says: a path from the consumers to the targets.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use privatelink_tests::deployment::Engine;
use privatelink_tests::emulator::{Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::scratch::checkout;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::{minimal, process};
use serde_json::Value;

use crate::screen::paragraph;
use crate::standing::Standing;

/// Time for drawing.
const LIMIT: Duration = Duration::from_mins(1);

/// Prints the path through the account, and writes a picture of the example to a file.
pub(crate) fn draw(aws: &Emulator, standing: &Standing, tools: &Toolchain) -> Result<(), Failure> {
    let state = State(aws.raw_inventory(&[&standing.account], &[REGION])?);
    let account = standing.account.id();
    paragraph(&format!("account {account}, Region {REGION}\n\n{}", state.picture()));
    let file = written(tools)?;
    paragraph(&format!("\nThe same as architects draw it: {}", file.display()));
    Ok(())
}

/// A picture of what the example makes, where people can open it after the demonstration.
fn written(tools: &Toolchain) -> Result<PathBuf, Failure> {
    let plugins = tools.plugins()?;
    let folder = plugins.parent().unwrap_or(plugins).join("xtask");
    fs::create_dir_all(&folder)?;
    let file = folder.join("demo.svg");
    let inputs = checkout().join(minimal::folder(Engine::CloudFormation)).join("inputs.yaml");
    let mut draw = Command::new(plugins.join("privatelink"));
    draw.args(["diagram", minimal::COMPONENT]).arg(inputs).arg("--output").arg(&file);
    process::run(&mut draw, LIMIT)?.expect(0)?;
    Ok(file)
}

/// What is in one account, with its real ids.
struct State(Value);

impl State {
    fn picture(&self) -> String {
        let mut lines = Vec::new();
        for service in self.all("ec2/endpoint_service") {
            let accepted = service.get("AcceptanceRequired") == Some(&Value::Bool(true));
            lines.extend(texts(service, "/AllowedPrincipals").map(str::to_owned));
            lines.extend(arrow(if accepted { "connects, once it is accepted" } else { "connect" }));
            lines.push(format!("endpoint service {}", identifier(service, "name")));
            for balancer in texts(service, "/NetworkLoadBalancerArns") {
                lines.extend(arrow(""));
                self.balancer(balancer, &mut lines);
            }
        }
        lines.join("\n")
    }

    /// A load balancer, and where each of its listeners leads.
    fn balancer(&self, arn: &str, lines: &mut Vec<String>) {
        lines.push(self.title(arn));
        let listeners = self.all("elbv2/listener");
        for listener in listeners.filter(|listener| text(listener, "/LoadBalancerArn") == arn) {
            let port = listener.get("Port").map(Value::to_string).unwrap_or_default();
            lines.extend(arrow(&format!("{} {port}", text(listener, "/Protocol"))));
            let group = text(listener, "/DefaultActions/0/TargetGroupArn");
            let groups = self.all("elbv2/target_group");
            let found = groups.filter(|other| identifier(other, "arn") == group);
            for target in found.flat_map(|group| rows(group, "/Targets")) {
                lines.push(self.title(text(target, "/Id")));
            }
        }
    }

    /// A load balancer with its place, or anything else by its id.
    fn title(&self, id: &str) -> String {
        let mut balancers = self.all("elbv2/load_balancer");
        let Some(found) = balancers.find(|one| identifier(one, "arn") == id) else {
            return id.to_owned();
        };
        let subnets = rows(found, "/AvailabilityZones").map(|zone| text(zone, "/SubnetId"));
        let places = subnets.filter_map(|id| {
            let subnet = self.all("ec2/subnet").find(|one| identifier(one, "id") == id)?;
            Some(format!("{} {}", text(subnet, "/AvailabilityZoneId"), text(subnet, "/CidrBlock")))
        });
        let mut places: Vec<_> = places.collect();
        places.sort();
        let places = places.join(" and ");
        let name = [text(found, "/Tags/Name"), text(found, "/LoadBalancerName")];
        let name = name.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        format!("{} load balancer {name}, in {places}", text(found, "/Type"))
    }

    fn all(&self, kind: &str) -> impl Iterator<Item = &Value> {
        self.0.get(kind).and_then(Value::as_array).into_iter().flatten()
    }
}

fn arrow(label: &str) -> [String; 2] {
    [format!("  |  {label}").trim_end().to_owned(), "  v".to_owned()]
}

fn rows<'a>(of: &'a Value, path: &str) -> impl Iterator<Item = &'a Value> {
    of.pointer(path).and_then(Value::as_array).into_iter().flatten()
}

fn texts<'a>(of: &'a Value, path: &str) -> impl Iterator<Item = &'a str> {
    rows(of, path).filter_map(Value::as_str)
}

fn text<'a>(of: &'a Value, path: &str) -> &'a str {
    of.pointer(path).and_then(Value::as_str).unwrap_or_default()
}

/// The identifier of a resource that is a name, an ARN or an id.
fn identifier<'a>(of: &'a Value, what: &str) -> &'a str {
    let ids = of.get("ids").and_then(Value::as_object).into_iter().flatten();
    ids.filter(|(_, is)| *is == what).map(|(id, _)| id.as_str()).next().unwrap_or_default()
}
