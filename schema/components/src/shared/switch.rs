//! Switches in the words of the API of transit gateways.

use privatelink_ir::handle::{Handle, Text};

/// `enable` or `disable`.
pub(crate) fn switch(is_on: Handle<bool>) -> Handle<Text> {
    is_on.choose("enable", "disable")
}
