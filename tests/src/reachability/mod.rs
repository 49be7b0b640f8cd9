//! Reachability: whether a client reaches a service by its name, hop by hop, and nobody reaches more than that.
//!
//! ```text
//! name -> zone, profile or endpoint's own name -> endpoint
//!      -> (route table -> transit gateway's attachment -> its route table (-> peering -> the other one's route table) ->)
//!         interfaces -> security groups (-> way back)
//!      -> endpoint service -> load balancer -> listener -> target group (-> routes, as above) -> targets -> security groups
//! ```
//!
//! What stands in parentheses is for an endpoint in another VPC, such as one of a hub, be it in another Region. A VPC of a firewall
//! may be on that way: it has to lead on, and to be on the way back, too. Over a peering of VPCs a route leads there at once.
//!
//! Nothing is sent anywhere: the emulator passes no traffic. What the AWS API says about the accounts is walked as AWS
//! would, and a refusal names the first thing that is in the way. Where a way branches (interfaces, load balancers,
//! targets), every branch has to be open, since AWS may take any.
//!
//! ```no_run
//! # use privatelink_tests::{emulator::{Account, Emulator}, failure::Failure, reachability::{self, Client, Opening}};
//! # fn test(aws: &Emulator, consumer: &Account, provider: &Account, vpc: &str) -> Result<(), Failure> {
//! let client = Client::new(vpc, "10.1.0.0/16")?;
//! let accounts = [consumer, provider];
//! reachability::check(aws, &accounts, &client, "api.example.com", 443)?;
//! reachability::assert_only(aws, &accounts, &[client], "api.example.com", &[Opening::tcp(443)])?;
//! # Ok(())
//! # }
//! ```
//!
//! Not looked at: network ACLs, endpoint policies, DNS options of peerings, what an Application Load Balancer's rules ask for; in
//! the VPC of a firewall anything but the route tables of its attachment's subnets, and firewalls that are attached without a VPC.
//! Permissions of a service and shares of a transit gateway or a profile count although AWS keeps connections and attachments that
//! were made before one was taken away: the deployment could not be made again.

mod across;
mod apart;
mod balancer;
mod cidr;
mod endpoint;
mod groups;
mod hop;
mod longest_prefix;
mod names;
mod networks;
mod only;
mod peerings;
mod routes;
mod state;
mod target;
mod through;
mod walk;

#[cfg(test)]
mod tests;

pub use cidr::Range;
pub use hop::{Direction, Hop, Opening, Protocol, Refusal, Stage};
pub use state::State;

use crate::emulator::{Account, Emulator, REGION};
use crate::failure::Failure;
use walk::Walk;

/// Who connects.
#[derive(Clone, Debug)]
pub struct Client {
    /// Id of the VPC.
    pub vpc: String,
    /// Addresses that it may have, each of which has to get through. None: only its security groups are known.
    pub source: Option<Range>,
    /// Its security groups. None: they are not known, and let everything out.
    pub security_groups: Vec<String>,
}

impl Client {
    /// A client with an address, or any of a range, whose security groups are not known.
    pub fn new(vpc: &str, source: &str) -> Result<Self, Failure> {
        let source = Some(source.parse()?);
        Ok(Self { vpc: vpc.to_owned(), source, security_groups: Vec::new() })
    }
}

impl State {
    /// What a connection passes by every branch of its way.
    pub fn path(&self, client: &Client, name: &str, opening: Opening) -> Result<Vec<Hop>, Refusal> {
        let mut walk = Walk::new(self, client, opening);
        walk.go(name)?;
        Ok(walk.hops)
    }

    /// Succeeds if every client reaches the name on every opening, and no security group on these ways lets anything
    /// else through; otherwise a failure with all that is too much.
    pub fn only(
        &self,
        clients: &[Client],
        name: &str,
        openings: &[Opening],
    ) -> Result<(), Failure> {
        nothing_of(&only::superfluous(self, clients, name, openings)?)
    }

    /// Succeeds if no transit gateway and no peering leads from the network of any of the clients to that of another, in
    /// whichever direction, be it through a firewall's VPC; otherwise a failure with all ways. Each has to be attached to one.
    pub fn apart(&self, clients: &[Client]) -> Result<(), Failure> {
        nothing_of(&apart::ways_between(self, clients)?)
    }

    /// Succeeds if routes lead from the networks of the clients to these ranges only, as far as VPCs were read; otherwise a
    /// failure with all that is too much. Each has to be attached to a transit gateway or peered.
    pub fn leads_only(&self, clients: &[Client], ranges: &[Range]) -> Result<(), Failure> {
        nothing_of(&apart::ways_beyond(self, clients, ranges)?)
    }

    /// Succeeds if the security groups of all endpoints in a VPC let nobody in but these ranges; otherwise a failure with
    /// all rules that do.
    pub fn lets_in_only(&self, vpc: &str, ranges: &[Range]) -> Result<(), Failure> {
        nothing_of(&apart::strangers(self, vpc, ranges)?)
    }
}

/// Succeeds if there is nothing to complain about.
fn nothing_of(found: &[String]) -> Result<(), Failure> {
    if found.is_empty() { Ok(()) } else { Err(Failure::new(found.join("\n"))) }
}

/// Reads the accounts in the tests' Region and walks a TCP connection.
pub fn check(
    emulator: &Emulator,
    accounts: &[&Account],
    client: &Client,
    name: &str,
    port: u16,
) -> Result<Vec<Hop>, Failure> {
    let state = State::read(emulator, accounts, &[REGION])?;
    Ok(state.path(client, name, Opening::tcp(port))?)
}

/// Reads the accounts in the tests' Region and succeeds if the clients reach the name, and nobody more than that.
pub fn assert_only(
    emulator: &Emulator,
    accounts: &[&Account],
    clients: &[Client],
    name: &str,
    openings: &[Opening],
) -> Result<(), Failure> {
    State::read(emulator, accounts, &[REGION])?.only(clients, name, openings)
}
