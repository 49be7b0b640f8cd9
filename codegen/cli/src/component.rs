//! Finds the component that an argument names.

use crate::failure::Failure;
use privatelink_ir::Component;

/// The component of this name; a failure says which one may be meant.
pub(crate) fn find(name: &str) -> Result<&'static Component, Failure> {
    privatelink_components::find(name).ok_or_else(|| {
        let help = match privatelink_components::nearest_name(name) {
            Some(near) => format!("use `{near}`"),
            None => "run `privatelink list` to see all components".to_owned(),
        };
        Failure::usage("component/unknown", format!("there is no component `{name}`"), help)
    })
}
