//! Writes components down for engines that take files.
//!
//! Pure functions: a component and its inputs in, [`Files`] out. Equal input gives equal bytes, and nothing is read or
//! written on the way.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may fail"))]

pub mod cloudformation;
pub mod files;
pub mod json_schema;
pub mod manual;
pub mod package;
pub mod picture;
pub mod pulumi_schema;
mod svg;
pub mod terraform;
pub mod wording;

pub use files::Files;
