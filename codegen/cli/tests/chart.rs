//! The chart of the guide is the one that `privatelink cost` draws. `UPDATE_GOLDEN=1` accepts another one.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use privatelink_cli::{Streams, run};
use std::fs;
use std::path::Path;

#[test]
fn the_chart_of_the_guide_is_the_one_of_its_numbers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = tempfile::tempdir().unwrap();
    let drawn = folder.path().join("chart.svg");
    let numbers = root.join("tests/corpus/cli/inputs/decision.yaml");
    let (mut output, mut messages) = (Vec::new(), Vec::new());
    let mut streams =
        Streams { input: &mut std::io::empty(), output: &mut output, messages: &mut messages };
    let [numbers, chart] = [&numbers, &drawn].map(|path| path.to_str().unwrap());
    let code = run(["privatelink", "cost", numbers, "--chart", chart], &mut streams);
    assert_eq!((code, messages.as_slice()), (0, &[][..]));
    let found = fs::read_to_string(&drawn).unwrap();
    let shown = root.join("docs/how-to/central-or-local.svg");
    if std::env::var_os("UPDATE_GOLDEN").is_some() && std::env::var_os("CI").is_none() {
        fs::write(&shown, &found).unwrap();
    }
    assert!(
        fs::read_to_string(&shown).unwrap_or_default() == found,
        "another chart; accept it with `UPDATE_GOLDEN=1 cargo test -p privatelink-cli`"
    );
}
