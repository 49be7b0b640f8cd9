//! Ranges of addresses: of the hub's VPC and its subnets, and of clients.
//!
//! A range is divided by a fixed plan, which no change of zones moves: the number of a zone, which is the same in every account,
//! says which subnets it gets.
//!
//! ```text
//!            first half: endpoints       second half: transit gateway
//! IPv4       4 bits longer than the VPC  6 bits longer
//! IPv6       8 bits longer: /64 of /56   8 bits longer
//! ```

use privatelink_ir::Value;
use privatelink_ir::handle::{Handle, Late, List, Term, Text};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// A pool of the Amazon VPC IP Address Manager.
#[derive(Input, JsonSchema)]
#[schemars(rename = "HubIpam", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Ipam {
    /// Id of the pool, of IPv4 ranges in the hub's Region.
    pool_id: Value<crate::forms::IpamPoolId>,
    /// Length of the range: 16 to 22. Cannot be changed later.
    #[schemars(range(min = 16, max = 22))]
    netmask_length: u8,
}

/// Ranges of clients.
#[derive(Clone, Copy)]
pub(crate) struct Clients {
    pub(crate) ipv4: Handle<List<Text>>,
    pub(crate) ipv6: Handle<List<Text>>,
}

/// What a subnet is for.
#[derive(Clone, Copy)]
pub(crate) enum Half {
    Endpoints,
    Attachment,
}

/// By how much an IPv4 subnet's prefix is longer than the one of the VPC.
const ENDPOINT_BITS: i64 = 4;
const ATTACHMENT_BITS: i64 = 6;

/// Length of a range that Amazon gives to a VPC, and by how much that of a subnet is longer.
/// Source: Amazon VPC User Guide, "IP addressing for your VPCs and subnets".
const IPV6_LENGTH: i64 = 56;
const IPV6_BITS: i64 = 8;

/// What the plan needs to know about the range of a VPC.
#[derive(Clone, Copy)]
pub(crate) struct Planned {
    range: Handle<Text, Late>,
    /// How many bits an address has.
    width: i64,
    /// How long its prefix is going to be.
    length: Handle<i64>,
}

impl Planned {
    /// An IPv4 range, of this length if it comes from a pool.
    pub(crate) fn ipv4(range: Handle<Text, Late>, length: Handle<i64>) -> Self {
        Self { range, width: 32, length }
    }

    /// An IPv6 range of Amazon's.
    pub(crate) fn ipv6(range: Handle<Text, Late>) -> Self {
        Self { range, width: 128, length: IPV6_LENGTH.handle() }
    }

    /// The range of the subnet for a purpose in the zone of a number.
    pub(crate) fn subnet(self, half: Half, number: Handle<i64>) -> Handle<Text, Late> {
        let bits = match half {
            _ if self.width > 32 => IPV6_BITS,
            Half::Endpoints => ENDPOINT_BITS,
            Half::Attachment => ATTACHMENT_BITS,
        };
        match half {
            Half::Endpoints => self.range.planned_subnet(bits, number, self.own(bits)),
            // One bit for the half, the others within it.
            Half::Attachment => {
                let second = self.range.planned_subnet(1, 1_i64, self.own(1));
                second.planned_subnet(bits - 1, number, self.own(bits))
            }
        }
    }

    /// How many bits of an address are left to a subnet whose prefix is longer by so many.
    fn own(self, bits: i64) -> Handle<i64> {
        self.length.taken_from(self.width - bits)
    }
}
