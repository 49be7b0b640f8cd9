//! Reads what is paid for (`prices.toml`) and what it costs in each Region (`prices/`), and writes both as constants.

use super::{Failure, camel_case, folder, stem};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// `prices.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Prices {
    region: String,
    currency: String,
    caveat: String,
    usages: BTreeMap<String, Usage>,
    prices: BTreeMap<String, Price>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Usage {
    word: String,
    unit: String,
    doc: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Price {
    what: String,
    only: Option<Only>,
    count: Option<String>,
    usage: Option<String>,
    #[serde(default)]
    hourly: bool,
    unit: String,
    formula: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Only {
    property: String,
    #[serde(default)]
    is: Vec<String>,
}

/// An amount in a file of a Region.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Amount {
    amount: Option<u64>,
    #[serde(default)]
    tier: Vec<Tier>,
    source: String,
    read: String,
    mark: Mark,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tier {
    up_to: Option<u64>,
    amount: u64,
}

/// Where an amount comes from.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "kebab-case")]
enum Mark {
    Listed,
    SecondHand,
}

/// Everything, as constants.
pub(super) fn tables(words: &Path, amounts: &Path) -> Result<String, Failure> {
    let Prices { region, currency, caveat, usages, prices } =
        toml::from_str(&std::fs::read_to_string(words)?)
            .map_err(|error| format!("{}: {error}", words.display()))?;
    let mut regions = String::new();
    for file in folder(amounts)? {
        let text = std::fs::read_to_string(&file)?;
        let entries =
            amounts_of(&text, &prices).map_err(|error| format!("{}: {error}", file.display()))?;
        let region = stem(&file);
        write!(regions, "RegionPrices {{ region: {region:?}, amounts: &[{entries}] }}, ")?;
    }
    let usages: String = usages
        .iter()
        .map(|(id, Usage { word, unit, doc })| {
            format!("Usage {{ id: {id:?}, word: {word:?}, unit: {unit:?}, doc: {doc:?} }}, ")
        })
        .collect();
    let mut entries = String::new();
    for (id, price) in &prices {
        write!(entries, "{}, ", entry(id, price)?)?;
    }
    Ok(format!(
        "/// What things cost.\npub static PRICES: PriceList = PriceList {{ region: {region:?}, currency: {currency:?}, \
         caveat: {caveat:?}, usages: &[{usages}], prices: &[{entries}], regions: &[{regions}] }};\n"
    ))
}

fn entry(id: &str, price: &Price) -> Result<String, Failure> {
    let Price { what, only, count, usage, hourly, unit, formula } = price;
    if count.is_some() && usage.is_some() {
        return Err(format!("`{id}`: counts elements or what the user says, not both").into());
    }
    let only = match only {
        None => "None".to_owned(),
        Some(Only { property, is }) => {
            format!("Some(Only {{ property: {property:?}, is: &{is:?} }})")
        }
    };
    let input = camel_case(id);
    Ok(format!(
        "Price {{ id: {id:?}, input: {input:?}, what: {what:?}, only: {only}, count: {count:?}, usage: {usage:?}, \
         hourly: {hourly}, unit: {unit:?}, formula: {formula:?} }}"
    ))
}

/// The amounts of a Region.
fn amounts_of(text: &str, prices: &BTreeMap<String, Price>) -> Result<String, Failure> {
    let amounts: BTreeMap<String, Amount> = toml::from_str(text)?;
    let mut entries = String::new();
    for (id, amount) in &amounts {
        if !prices.contains_key(id) {
            return Err(format!("`{id}` is no price of `prices.toml`").into());
        }
        let tiers = tiers(amount).map_err(|error| format!("`{id}`: {error}"))?;
        let Amount { source, read, mark, .. } = amount;
        if source.is_empty() || !is_date(read) {
            return Err(format!("`{id}`: an amount has a source and when it was read").into());
        }
        write!(
            entries,
            "Amount {{ id: {id:?}, tiers: &[{tiers}], source: {source:?}, read: {read:?}, mark: Mark::{mark:?} }}, "
        )?;
    }
    Ok(entries)
}

fn tiers(amount: &Amount) -> Result<String, Failure> {
    let tier = |up_to: Option<u64>, amount: u64| {
        format!("Tier {{ up_to: {up_to:?}, amount: {amount} }}, ")
    };
    match (amount.amount, amount.tier.as_slice()) {
        (Some(amount), []) => Ok(tier(None, amount)),
        (None, [rest @ .., last]) => {
            let ends: Vec<u64> = rest.iter().filter_map(|tier| tier.up_to).collect();
            let in_order = ends.len() == rest.len() && ends.is_sorted_by(|one, next| one < next);
            if !in_order || last.up_to.is_some() || rest.is_empty() {
                return Err("tiers have rising ends, and the last one none".into());
            }
            Ok(amount.tier.iter().map(|it| tier(it.up_to, it.amount)).collect())
        }
        _ => Err("either `amount` or two tiers and more".into()),
    }
}

/// A day or a month: `2026-06-12`, `2026-05`.
fn is_date(text: &str) -> bool {
    let digits =
        |part: &str, count| part.len() == count && part.bytes().all(|it| it.is_ascii_digit());
    match text.split('-').collect::<Vec<_>>().as_slice() {
        [year, rest @ ..] if matches!(rest.len(), 1 | 2) => {
            digits(year, 4) && rest.iter().all(|part| digits(part, 2))
        }
        _ => false,
    }
}
