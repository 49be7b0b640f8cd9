//! Names as Terraform spells them, in code and in sentences.

use super::hcl::Item;
use privatelink_catalog::spelling::snake_case;
use privatelink_ir::{Field, Model, Problem, Type};
use std::collections::{BTreeMap, BTreeSet};

/// Names that Terraform keeps for itself. Source: "Input variables", Terraform language documentation.
const RESERVED: [&str; 8] =
    ["count", "depends_on", "for_each", "lifecycle", "locals", "providers", "source", "version"];

/// An input as a variable: in snake case, with an underscore at the end if Terraform keeps the word for itself.
pub fn variable(input: &str) -> String {
    let name = snake_case(input);
    if RESERVED.contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// What a file declares more than once: names that differ in the component may be the same in snake case.
pub(super) fn twice(items: &[Item]) -> Vec<Problem> {
    let mut declared = BTreeSet::new();
    let mut problems = Vec::new();
    let mut declare = |word: &'static str, labels: Vec<String>| {
        let name = labels.last().cloned().unwrap_or_default();
        if !declared.insert((word, labels)) {
            let message = format!("is the name of more than one `{word}` of the module");
            let help = "rename one: Terraform spells names in snake case";
            problems.push(Problem::error("terraform/name-twice", &name, message, help));
        }
    };
    for item in items {
        match item {
            Item::Block(block) if block.word == "locals" => {
                for item in &block.body {
                    if let Item::Attribute(name, _) = item {
                        declare(block.word, vec![name.clone()]);
                    }
                }
            }
            // The others name nothing; a provider's label says which one it is, and several differ by their aliases.
            Item::Block(block) if !block.labels.is_empty() && block.word != "provider" => {
                declare(block.word, block.labels.clone());
            }
            _ => {}
        }
    }
    problems
}

/// Fields of one object, in a type of an input or an output, that are the same in snake case.
pub(super) fn fields_twice(model: &Model) -> Vec<Problem> {
    let mut problems = Vec::new();
    for field in &model.inputs {
        fields_twice_in(&field.ty, &variable(&field.name), &mut problems);
    }
    for output in &model.outputs {
        fields_twice_in(&output.ty, &snake_case(output.name), &mut problems);
    }
    problems
}

fn fields_twice_in(ty: &Type, path: &str, problems: &mut Vec<Problem>) {
    match ty {
        Type::Json { value } => fields_twice_in(value, path, problems),
        Type::List { element, .. } | Type::Map { element, .. } => {
            fields_twice_in(element, &format!("{path}[*]"), problems);
        }
        Type::Object { fields, .. } => {
            let mut seen = BTreeSet::new();
            for field in fields {
                let name = snake_case(&field.name);
                let path = format!("{path}.{name}");
                fields_twice_in(&field.ty, &path, problems);
                if !seen.insert(name) {
                    let message = "is the name of more than one field of the object";
                    let help = "rename one: Terraform spells names in snake case";
                    problems.push(Problem::error("terraform/name-twice", &path, message, help));
                }
            }
        }
        _ => {}
    }
}

/// A key of an object, in quotes unless it is a plain identifier.
pub(super) fn object_key(key: &str) -> String {
    let plain =
        key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-');
    if plain && key.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_') {
        key.to_owned()
    } else {
        super::line::quoted(key)
    }
}

/// Spells names in sentences.
pub(super) struct Words {
    inputs: BTreeSet<String>,
    fields: BTreeSet<String>,
}

impl Words {
    /// The names of a component.
    pub(super) fn of(model: &Model) -> Self {
        let mut fields = BTreeSet::new();
        for input in &model.inputs {
            collect(&input.ty, &mut fields);
        }
        Self { inputs: model.inputs.iter().map(|input| (*input.name).to_owned()).collect(), fields }
    }

    /// A sentence with every path in backticks in Terraform's spelling.
    ///
    /// Parts of a sentence may begin or end inside of backticks, so what stands between two of them counts only
    /// if it is a path that starts with a known name.
    pub(super) fn respell(&self, sentence: &str) -> String {
        let pieces: Vec<&str> = sentence.split('`').collect();
        let last = pieces.len().saturating_sub(1);
        let spelled: Vec<String> = pieces
            .iter()
            .enumerate()
            .map(|(at, piece)| {
                if at > 0 && at < last {
                    self.path(piece).unwrap_or_else(|| (*piece).to_owned())
                } else {
                    (*piece).to_owned()
                }
            })
            .collect();
        spelled.join("`")
    }

    fn path(&self, path: &str) -> Option<String> {
        let steps: Vec<&str> = path.split('.').collect();
        let first = steps.first()?;
        let is_name = |step: &&str| self.inputs.contains(*step) || self.fields.contains(*step);
        if !steps.iter().all(is_name) {
            return None;
        }
        let head = if self.inputs.contains(*first) { variable(first) } else { snake_case(first) };
        let tail = steps.iter().skip(1).map(|step| format!(".{}", snake_case(step)));
        Some(std::iter::once(head).chain(tail).collect())
    }
}

fn collect(ty: &Type, names: &mut BTreeSet<String>) {
    match ty {
        Type::List { element, .. } | Type::Map { element, .. } => collect(element, names),
        Type::Object { fields, .. } => {
            for Field { name, ty, .. } in fields {
                names.insert((**name).to_owned());
                collect(ty, names);
            }
        }
        _ => {}
    }
}

/// A component whose expressions that stand again and again have names.
pub(super) struct Named {
    /// The component.
    pub(super) model: Model,
    /// What named values are called that are known by another name in the component.
    pub(super) spoken: BTreeMap<&'static str, String>,
}

#[cfg(test)]
mod tests {
    use super::super::hcl::{Block, Expression, attribute};
    use super::{Item, Words, fields_twice, object_key, twice, variable};
    use privatelink_ir::{Field, Graph, Model, Stage, Type};

    #[test]
    fn names_that_terraform_keeps_get_an_underscore() {
        assert_eq!(variable("forEach"), "for_each_");
        assert_eq!(variable("version"), "version_");
        assert_eq!(variable("vpcId"), "vpc_id");
    }

    #[test]
    fn names_that_are_the_same_in_snake_case_are_refused() {
        let null = |name| attribute(name, Expression::null());
        let block = |word, label| Item::Block(Block::new(word, [label], Vec::new()));
        let own = vec![null("zone"), null("zones"), null("zone")];
        let items = vec![
            block("variable", "zone"),
            Item::Block(Block::new("locals", [], own)),
            block("output", "zone"),
            block("variable", "zone"),
        ];
        let said: Vec<String> = twice(&items).iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            ["locals", "variable"].map(|word| format!(
                "`zone` is the name of more than one `{word}` of the module; \
                 rename one: Terraform spells names in snake case"
            ))
        );
    }

    #[test]
    fn fields_that_are_the_same_in_snake_case_are_refused() {
        let field = |name: &str, ty| Field {
            name: name.into(),
            doc: String::new(),
            ty,
            stage: Stage::Structural,
            required: true,
            default: None,
            needs: None,
            changed: None,
        };
        let fields = ["vpcId", "port", "vpc_id"].map(|name| field(name, Type::text()));
        let (name, doc) = ("Place".to_owned(), String::new());
        let places = Type::list_of(Type::Object { name, doc, fields: fields.into() });
        let inputs = vec![field("places", places)];
        let model = Model::new("Made", String::new(), inputs, Graph::default());
        let said: Vec<String> = fields_twice(&model).iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            ["`places[*].vpc_id` is the name of more than one field of the object; \
              rename one: Terraform spells names in snake case"]
        );
    }

    #[test]
    fn keys_that_are_no_identifiers_stand_in_quotes() {
        assert_eq!(object_key("Name"), "Name");
        assert_eq!(object_key("a b"), "\"a b\"");
        assert_eq!(object_key("1"), "\"1\"");
    }

    #[test]
    fn sentences_are_respelled_where_they_name_inputs() {
        let words = Words {
            inputs: ["acceptanceRequired".to_owned(), "loadBalancer".to_owned()].into(),
            fields: ["ipAddressType".to_owned()].into(),
        };
        let spelled = words
            .respell("set `loadBalancer.ipAddressType` to `dualStack`, or `acceptanceRequired`");
        assert_eq!(
            spelled,
            "set `load_balancer.ip_address_type` to `dualStack`, or `acceptance_required`"
        );
        assert_eq!(
            words.respell("`, which is not `acceptanceRequired`"),
            "`, which is not `acceptance_required`"
        );
    }
}
