//! Components made up at random: what the check of a component accepts has to hold for whatever is made of it.
//!
//! ```text
//! seed --case--> Case { model, given }     input types, named values, nodes, rules, outputs; values; what is late, secret
//!                  |
//!                  +- meaning     every expression, computed by definition; shapes checked against values on the way
//!                  +- keeps       no combination of late inputs loses a resource, a condition, a key or a wait
//!                  +- alike       specialising, the provider's evaluator and the meaning agree; previews turn out true
//!                  +- traces      what a value was made of shows in it: dependencies, secrets
//!                  +- relaxed     the same of structural inputs that decide nothing
//!                  +- secrets     a secret decides as its value does, and shows in nothing else
//!                  +- terraform   the real Terraform computes what the outputs mean, and warns of the rules that are broken
//!                  '- shrink      the smallest case that still fails
//! ```
//!
//! What is left out is what `ARCHITECTURE.md` puts outside of the language; [`values`] and [`left_out`] have lists.

mod alike;
mod case;
mod chance;
mod conforms;
mod expressions;
mod graph;
mod keeps;
mod left_out;
mod marks;
mod meaning;
mod outside;
mod relaxed;
mod secrets;
mod show;
mod shrink;
mod sorts;
mod terraform;
mod texts;
mod traces;
mod types;
mod values;

pub use case::Case;
pub use chance::{Chance, cases, first_seed};
pub use expressions::Settings;
pub use shrink::smallest;
pub use terraform::like_terraform;

/// The first thing that a case does not hold; `None` if it holds everything.
pub fn broken(case: &Case) -> Option<String> {
    let properties = [
        meaning::sound,
        keeps::keeps,
        alike::alike,
        traces::traced,
        relaxed::relaxed,
        secrets::secrets,
    ];
    properties.iter().find_map(|property| property(case).err())
}
