//! What has to hold for subnets by the id of their zone, whatever they are for.

use crate::sources;
use privatelink_ir::Expr;
use privatelink_ir::expr::{all, for_list_if, key, not, value};
use privatelink_ir::rule::{Rule, rule};

/// Zones are those of one Region. `subnets` stand at `place`.
pub(crate) fn one_region(place: &[&str], subnets: impl Fn() -> Expr) -> Rule {
    // The id of a zone begins with a code of its Region. What is no such id is reported as that.
    let is_zone = || key("subnet").matches("^[a-z0-9]+-az[0-9]+$");
    let region = || key("subnet").before("-");
    let regions = || for_list_if("subnet", subnets(), is_zone(), region()).distinct();
    rule("zones/regions", place)
        .source(sources::VPCS)
        .must(regions().length().at_most(1))
        .otherwise(
            ["has zones of several Regions: ".into(), regions().to_json()],
            "give subnets of one VPC only",
        )
}

/// Most subnets: more than a Region has Availability Zones.
const MOST: i64 = 50;

/// There are not so many that comparing each one with all others takes long.
pub(crate) fn not_too_many(place: &[&str], subnets: impl Fn() -> Expr) -> Rule {
    let many =
        format!("has more than {MOST} entries, and no Region has so many Availability Zones");
    rule("subnets/too-many", place)
        .must(subnets().length().at_most(MOST))
        .otherwise([many.as_str().into()], "give one subnet in each Availability Zone")
}

/// What is in this field, a subnet's id or an address in it, stands in one zone only. No field: the entry itself is the id.
/// The others are asked one by one: that is what a template can ask of its parameters, too.
pub(crate) fn each_once(
    place: &[&str],
    subnets: impl Fn() -> Expr,
    field: Option<&'static str>,
) -> Rule {
    let of = |name: &'static str| match field {
        Some(field) => value(name).get(field),
        None => value(name),
    };
    let is_other = all([not(key("other").equals(key("subnet"))), of("other").is_set()]);
    let others = for_list_if("other", subnets(), is_other, of("other"));
    let each = rule("subnets/twice", place).source(sources::SUBNETS).each("subnet", subnets());
    let each = match field {
        Some(field) => each.field(field),
        None => each,
    };
    each.must(of("subnet").is_set().implies(not(others.contains(of("subnet")))))
        .otherwise(["is the same as that of another subnet".into()], "give each subnet its own")
}
