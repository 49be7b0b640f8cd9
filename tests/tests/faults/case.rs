//! Components to construct: cases of the corpus, with secrets among their inputs.

use privatelink_corpus_reader::Corpus;
use privatelink_provider::Package;
use privatelink_wire::value::{Output, Properties, Value};
use serde_json::Value as Json;

/// What must not be seen.
pub(crate) const SECRET: &str = "hunter2";

/// The package under test.
pub(crate) const PACKAGE: Package = Package {
    name: "privatelink",
    version: "1.2.3",
    schema: "{}",
    components: privatelink_components::COMPONENTS,
    functions: &[],
    kinds: privatelink_catalog::find,
};

/// Name of the component in the program.
pub(crate) const NAME: &str = "it";

/// A component with inputs.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// Which case of which component it is.
    pub(crate) name: String,
    /// Token of the component.
    pub(crate) token: String,
    pub(crate) inputs: Properties,
}

/// Which cases are broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// One that has a bit of everything, and little of it.
    Smallest,
    /// Those of a default run.
    Usual,
    /// Whatever is in the corpus.
    All,
}

/// Two resources, of which one waits for the other, and a fact.
const SMALLEST: &str = "PrivateLinkConsumer subnet_list";

/// A few resources, a look-up, facts, names that wait for each other.
const USUAL: [&str; 4] = [
    "PrivateLinkConsumer gateway",
    "PrivateLinkConsumer subnet_list",
    "PrivateLinkService existing",
    "PrivateLinkService subnet_list",
];

/// Cases, with secrets in them.
pub(crate) fn cases(which: Which) -> Vec<Case> {
    let mut cases = Vec::new();
    for corpus in Corpus::all().unwrap() {
        for name in corpus.cases.keys() {
            let inputs = corpus.filled_case(name).unwrap();
            let name = format!("{} {name}", corpus.component.name);
            let is_wanted = match which {
                Which::Smallest => name == SMALLEST,
                Which::Usual => USUAL.contains(&name.as_str()),
                Which::All => true,
            };
            if is_wanted {
                let token = format!("privatelink:index:{}", corpus.component.name);
                cases.push(Case { name, token, inputs: with_secrets(inputs) });
            }
        }
    }
    cases
}

/// Inputs with a tag that is secret, where there are tags, and all conditions.
fn with_secrets(inputs: Json) -> Properties {
    let mut inputs = members(inputs);
    let tags = inputs.entry("tags".to_owned()).or_insert_with(|| Output::known(Properties::new()));
    if let Some(Value::Object(tags)) = &mut tags.value {
        tags.insert("Hidden".to_owned(), Output::known(SECRET).into_secret());
    }
    inputs
}

fn members(json: Json) -> Properties {
    let Json::Object(members) = json else { return Properties::new() };
    members.into_iter().map(|(name, value)| (name, output(value))).collect()
}

fn output(json: Json) -> Output {
    match json {
        Json::Null => Output::known(Value::Null),
        // Those that decide do so all the same.
        Json::Bool(value) => Output::known(value).into_secret(),
        Json::Number(value) => Output::known(value.as_f64().unwrap_or_default()),
        Json::String(text) => Output::known(text),
        Json::Array(elements) => {
            Output::known(elements.into_iter().map(output).collect::<Vec<_>>())
        }
        object @ Json::Object(_) => Output::known(members(object)),
    }
}
