//! Bridges: functions that do for a template what `CloudFormation` has no resource type for.
//!
//! A bridge is a file of Python under `bridges/`, the inline code of the function behind a custom resource, and a file
//! beside it that says what it takes, gives, may do and how long that may take. It answers `CloudFormation` when it is
//! done, can be called twice, and undoes on deletion what it did, unless a property says to keep it.

/// The function behind a custom resource.
#[derive(Debug)]
pub struct Bridge {
    /// Name, in snake case: `accept_connection`.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// The code of the function: Python, handler `index.handler`.
    pub code: &'static str,
    /// Properties of the custom resource.
    pub properties: &'static [&'static str],
    /// Properties that are lists of objects, and what these objects may have.
    pub lists: &'static [(&'static str, &'static [&'static str])],
    /// What `Fn::GetAtt` of the custom resource takes; all of it is text. `Zonal.*` is any name that begins so.
    pub attributes: &'static [&'static str],
    /// Actions that the function may take, and on what. ARNs may hold `${AWS::Region}` and the like.
    pub permissions: &'static [(&'static [&'static str], &'static str)],
    /// How long it may take. Unit: seconds.
    pub timeout_seconds: u16,
}

impl Bridge {
    /// Whether the custom resource has an attribute of this name.
    pub fn has_attribute(&self, name: &str) -> bool {
        self.attributes.iter().any(|known| {
            known.strip_suffix('*').map_or(name == *known, |begin| name.starts_with(begin))
        })
    }
}

include!(concat!(env!("OUT_DIR"), "/bridges.rs"));

/// The bridge of this name.
pub fn find(name: &str) -> Option<&'static Bridge> {
    BRIDGES.iter().find(|bridge| bridge.name == name)
}

#[cfg(test)]
mod tests {
    use super::{BRIDGES, find};

    #[test]
    fn attributes_are_known_by_name_or_by_how_they_begin() {
        let bridge = find("endpoint_details").unwrap();
        assert!(bridge.has_attribute("RegionalDnsName"));
        assert!(bridge.has_attribute("Zonal.use1-az1"));
        assert!(!bridge.has_attribute("Regional"));
        assert!(!bridge.has_attribute("zonal.use1-az1"));
        assert!(find("no_such_bridge").is_none());
    }

    #[test]
    fn code_speaks_of_what_its_description_says() {
        for bridge in BRIDGES {
            for name in bridge.properties {
                let read = format!("properties.get(\"{name}\"");
                assert!(bridge.code.contains(&read), "{} does not read {name}", bridge.name);
            }
            for name in bridge.lists.iter().flat_map(|(_, names)| *names) {
                let read = format!(".get(\"{name}\"");
                assert!(bridge.code.contains(&read), "{} does not read {name}", bridge.name);
            }
            for name in bridge.attributes {
                let name = name.trim_end_matches('*');
                assert!(bridge.code.contains(&format!("\"{name}")), "{}: {name}", bridge.name);
            }
        }
    }
}
