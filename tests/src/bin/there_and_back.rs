//! The Pulumi plugin of a component that only tests have: [`there_and_back`](privatelink_tests::there_and_back). The engine
//! finds it in a folder that a program names.

use std::process::ExitCode;

use privatelink_tests::test_plugin;
use privatelink_tests::there_and_back::COMPONENT;

fn main() -> ExitCode {
    test_plugin::run(COMPONENT, privatelink_catalog::find)
}
