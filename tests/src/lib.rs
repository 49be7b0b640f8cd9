//! Harness of the project's tests: real engines, a local AWS, and what compares the states they leave behind.
//!
//! A test takes the tools from a [`Toolchain`](toolchain::Toolchain), AWS from an [`Emulator`](emulator::Emulator),
//! and drives [`Terraform`](terraform::Terraform), [`Pulumi`](pulumi::Pulumi) or
//! [`CloudFormation`](cloudformation::CloudFormation) against an account of its own. [`trial`] turns it into a test
//! that is reported as ignored where the tools are missing.

pub mod bridges;
pub mod certificate;
pub mod cloudformation;
mod commands;
pub mod conformance;
pub mod deployment;
pub mod emulator;
mod events;
pub mod failure;
pub mod fake_engine;
pub mod inputs;
pub mod minimal;
pub mod obstacles;
pub mod on_aws;
pub mod placed;
pub mod preview;
pub mod problems;
pub mod process;
pub mod program;
pub mod pulumi;
pub mod reachability;
pub mod refusal;
pub mod releases;
pub mod scratch;
pub mod selection;
mod slowest;
pub mod soundness;
pub mod terraform;
pub mod terraform_plugin;
pub mod test_plugin;
pub mod there_and_back;
pub mod toolchain;
pub mod trial;
pub mod world;
