//! What a backend writes: texts by path. The command line puts them on disk.

use std::collections::BTreeMap;

/// Files by their path below the output folder, sorted; equal input gives equal bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(pub BTreeMap<String, String>);
