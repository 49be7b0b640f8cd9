//! The build refuses amounts that nobody could check.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "shared with the build script; a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};

#[path = "../build/prices.rs"]
mod prices;
#[path = "../src/spelling.rs"]
mod spelling;

use spelling::camel_case;

type Failure = Box<dyn std::error::Error>;

fn folder(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut entries = fs::read_dir(path)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>, std::io::Error>>()?;
    entries.sort();
    Ok(entries)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// What the build says of a Region with this file, or nothing if it takes it.
fn refusal(name: &str, amounts: &str) -> Option<String> {
    let region = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&region).unwrap();
    fs::write(region.join("xx-test-1.toml"), amounts).unwrap();
    let words = Path::new(env!("CARGO_MANIFEST_DIR")).join("prices.toml");
    prices::tables(&words, &region).err().map(|error| error.to_string())
}

const ORIGIN: &str = "source = 'a page'\nread = '2026-01'\nmark = 'second-hand'\n";

#[test]
fn an_amount_has_a_source_a_date_and_a_mark() {
    let amount = |rest: &str| format!("[nlb_hour]\namount = 1\n{rest}");
    assert_eq!(refusal("whole", &amount(ORIGIN)), None);
    for (name, missing) in [("source", "source"), ("read", "read"), ("mark", "mark")] {
        let rest: String = ORIGIN
            .lines()
            .filter(|line| !line.starts_with(missing))
            .map(|line| format!("{line}\n"))
            .collect();
        let said = refusal(name, &amount(&rest)).unwrap();
        assert!(said.contains(&format!("missing field `{missing}`")), "{said}");
    }
    for (name, from, to) in [
        ("no-source", "'a page'", "''"),
        ("no-date", "2026-01", "January"),
        ("no-day", "2026-01", "2026"),
        ("no-mark", "second-hand", "guessed"),
    ] {
        assert!(refusal(name, &amount(&ORIGIN.replace(from, to))).is_some(), "{name}");
    }
}

#[test]
fn an_amount_is_whole_and_of_a_price() {
    let fraction = format!("[nlb_hour]\namount = 0.0225\n{ORIGIN}");
    assert!(refusal("fraction", &fraction).is_some());
    let other = refusal("other", &format!("[nlb_hours]\namount = 1\n{ORIGIN}")).unwrap();
    assert!(other.contains("`nlb_hours` is no price"), "{other}");
    assert!(refusal("nothing", &format!("[nlb_hour]\n{ORIGIN}")).is_some());
}

#[test]
fn tiers_rise_and_end_with_all_the_rest() {
    let tiers = |ends: &[&str]| {
        let tier = |end: &&str| format!("[[nlb_hour.tier]]\n{end}\namount = 1\n");
        format!("[nlb_hour]\n{ORIGIN}{}", ends.iter().map(tier).collect::<String>())
    };
    assert_eq!(refusal("tiers", &tiers(&["up_to = 5", "up_to = 9", ""])), None);
    for (name, ends) in [
        ("falling", &["up_to = 9", "up_to = 5", ""][..]),
        ("twice", &["up_to = 5", "up_to = 5", ""]),
        ("endless", &["", ""]),
        ("ended", &["up_to = 5", "up_to = 9"]),
        ("one", &[""]),
    ] {
        assert!(refusal(name, &tiers(ends)).is_some(), "{name}");
    }
    let both = tiers(&["up_to = 5", ""]).replace("[nlb_hour]\n", "[nlb_hour]\namount = 1\n");
    assert!(refusal("both", &both).is_some());
}
