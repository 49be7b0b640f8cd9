//! `privatelink services`

mod document;
mod entry;
mod page;
mod table;

use crate::Streams;
use crate::failure::Failure;
use crate::report::{Output, Report};
use document::Document;
use entry::{BundleEntry, Place, ServiceEntry};
use privatelink_catalog::partition::Partition;
use privatelink_catalog::services::{self, BUNDLES, SERVICES};
use privatelink_ir::nearest;

/// List the AWS services that endpoints reach, and bundles of them
///
/// Shows the catalogue that components take short names from: `service` of a `PrivateLinkConsumer`, keys of `services` of
/// a `CentralizedEndpointHub`, names in `bundles`. Nothing is asked of AWS. Without a name there is one line for each
/// service; with one, everything that is known about it, and where that comes from.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  privatelink services
  privatelink services ecr.dkr
  privatelink services ssm --region eu-central-1
  privatelink services --region cn-north-1 | grep kms
  privatelink services --output json | jq -r '.services[] | select(.crossRegion) | .name'
  privatelink services s3 --region us-east-1 --output json | jq '.services[0].zones'

A private name that begins with `*.` leads to the endpoint whatever stands before it. `unknown` means that no source says
it: a hub needs `dnsNames` for a service whose private names are unknown, and components assume that an endpoint takes a
policy where AWS's answer is unknown. A Region does not have every service, and the catalogue does not say which it has:
`aws ec2 describe-vpc-endpoint-services` does.

Fields of the document that `--output json` prints:
  version    1; goes up when programs that read it have to change
  region     the Region that names are written for, or null: names have `{region}` in its place
  partition  its partition: `aws`, `aws-cn` or `aws-us-gov`; `aws` if there is no Region
  services   in the order of their names, each with
    name             short name, such as `ecr.dkr`
    serviceName      name of the endpoint service; null if unknown
    endpointTypes    `Interface`, `Gateway` or both
    privateDnsNames  names that lead to an interface endpoint with private DNS; null if unknown
    zones            private hosted zones that a hub makes for these names, null if unknown, each with
      key              what the output `zoneKeys` of a hub calls it
      name             the zone
      records          `@` for the zone's own name, `*` for all names below it
    ports            TCP ports, each with `from` and `to`
    policy           whether an endpoint takes a policy; null if unknown
    crossRegion      whether an endpoint of another Region reaches it
    bundles          bundles that it is in
    evidence         of private names: `observed` (AWS answered them), `stated` (a guide or an SDK has them), `unknown`
    checked          on which day
    sources          where it comes from, but for what follows the rule that most services follow
  bundles    in the order of their names, each with
    name             such as `ecr`
    summary          what it is for
    interface        services that get an interface endpoint
    gateway          services that get a gateway endpoint
    source           where AWS says so

For a name or a Region that the catalogue does not have, the document has `version`, `file` and `problems` as
`privatelink check --help` describes.

Exit codes:
  0  it is shown
  2  the command line is wrong, or names what the catalogue does not have")]
pub(crate) struct Services {
    /// Short name of a service, such as `ecr.dkr`, or name of a bundle, such as `ecr`
    name: Option<String>,
    /// Region to write names for, such as `eu-central-1`, instead of `{region}`
    #[arg(long)]
    region: Option<String>,
    /// How to print the result
    #[arg(long, value_enum, value_name = "FORM", default_value_t, hide_default_value = true)]
    output: Output,
}

impl Services {
    pub(crate) fn report(&self) -> Report {
        Report { output: self.output, file: None }
    }

    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<(), Failure> {
        let place = place(self.region.as_deref())?;
        let is_meant = |name: &str| self.name.as_deref().is_none_or(|meant| meant == name);
        let known = SERVICES.iter().filter(|service| is_meant(service.name));
        let services: Vec<_> = known.map(|service| ServiceEntry::new(service, place)).collect();
        let known = BUNDLES.iter().filter(|bundle| is_meant(bundle.name));
        let bundles: Vec<_> = known.map(BundleEntry::new).collect();
        match &self.name {
            Some(name) if services.is_empty() && bundles.is_empty() => return Err(unknown(name)),
            _ if self.output == Output::Json => {
                Document::new(place, &services, &bundles).write(streams.output)?;
            }
            Some(_) => page::write(&services, &bundles, streams.output)?,
            None => table::write(&services, &bundles, streams.output)?,
        }
        Ok(())
    }
}

/// Where names are written for.
fn place(region: Option<&str>) -> Result<Place<'_>, Failure> {
    let Some(region) = region else { return Ok(Place::ANY) };
    let partition = Partition::of(region).ok_or_else(|| {
        let known = Partition::ALL.map(Partition::name).join("`, `");
        Failure::usage(
            "region/unknown",
            format!("`{region}` is no Region of a partition that the catalogue has: `{known}`"),
            "use the code of such a Region, such as `us-east-1`, or leave out `--region`",
        )
    })?;
    Ok(Place { region: Some(region), partition })
}

/// There is neither a service nor a bundle of this name; says which one may be meant.
fn unknown(name: &str) -> Failure {
    let meant = meant(name);
    let help = if meant.is_empty() {
        "run `privatelink services` to see all of them".to_owned()
    } else {
        format!("use `{}`", meant.join("` or `"))
    };
    let message = format!("the catalogue has no service and no bundle `{name}`");
    Failure::usage("catalogue/unknown", message, help)
}

/// The names that may be meant: the short one of a full name, what else is called so, else the nearest.
fn meant(name: &str) -> Vec<&'static str> {
    let is_called = |service: &&services::Service| {
        service.endpoint.is_of(name) || service.china_endpoint.is_of(name)
    };
    let called = SERVICES.iter().find(is_called).map(|service| service.name);
    if let Some(called) = called {
        return vec![called];
    }
    let meant = services::meant(&name.to_lowercase());
    if !meant.is_empty() {
        return meant.to_vec();
    }
    let names = SERVICES.iter().map(|service| service.name);
    let names: Vec<_> = names.chain(BUNDLES.iter().map(|bundle| bundle.name)).collect();
    nearest(name, &names).into_iter().collect()
}
