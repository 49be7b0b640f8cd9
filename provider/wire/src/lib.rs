//! The Pulumi protocol, without any knowledge of what is provided.
//!
//! - [`pulumi`]: messages, clients and servers, generated from the files in `proto/`;
//! - [`value`]: property values with their secrets, unknowns and dependencies;
//! - [`transport`]: connections and servers with the settings that the protocol needs;
//! - [`status`]: errors with details that the command line shows in a structured way.
//!
//! ```
//! use privatelink_wire::value::{self, Output, Value};
//!
//! let password = Output::known(Value::from("hunter2")).into_secret();
//! let inputs = [("password".to_owned(), password)].into();
//!
//! let sent = value::encode_registration(&inputs);
//! assert_eq!(value::decode(sent)?, inputs);
//! # Ok::<(), value::DecodeError>(())
//! ```

mod codec;
mod nesting;
pub mod status;
pub mod transport;
pub mod value;

/// Messages, clients and servers of the package `pulumirpc`.
///
/// Every RPC of a server trait that is not implemented answers `UNIMPLEMENTED`. Servers and clients are
/// best made by [`transport`], which lifts their size limits.
#[allow(
    missing_docs,
    clippy::all,
    clippy::pedantic,
    clippy::allow_attributes_without_reason,
    reason = "generated code"
)]
#[rustfmt::skip]
#[path = "generated/pulumirpc.rs"]
pub mod pulumi;

/// Messages of the package `google.rpc`: the envelope of error details.
#[allow(missing_docs, reason = "generated code")]
#[rustfmt::skip]
#[path = "generated/google.rpc.rs"]
pub mod rpc;

pub use prost_types;
