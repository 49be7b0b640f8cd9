//! What resources cost a month, and whether endpoints belong into every VPC or into a hub.
//!
//! ```text
//! component + inputs + what only the user knows --bill-->      a line for each thing that is paid for
//! VPCs, services, GB                            --decision-->  what goes into a hub, from how many GB on it does not pay
//! ```
//!
//! All of it is whole numbers: millionths of a dollar, thousandths of what is counted. Amounts are those of the catalogue,
//! with their sources, or the user's own; what has no amount is said, never taken for nothing.
//!
//! ```
//! use privatelink_cost::decision;
//! use privatelink_ir::Given;
//!
//! let numbers = serde_json::json!({
//!     "region": "us-east-1", "vpcs": 100, "availabilityZones": 3,
//!     "services": { "sqs": { "hostedZones": 1 }, "kms": {} },
//! });
//! let numbers = decision::read(&Given::inputs(&numbers)).unwrap().unwrap();
//! let decision = decision::decide(&numbers);
//! assert_eq!(decision.local.to_string(), "4,380.00");
//! ```

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may fail"))]

pub mod bill;
pub mod decision;
mod given;
mod money;
mod prices;
mod rate;

pub use money::{Money, Quantity};
pub use prices::{Prices, Source};
pub use rate::Rate;

/// Hours of a month, as AWS counts them in examples.
pub const HOURS: u64 = 730;
