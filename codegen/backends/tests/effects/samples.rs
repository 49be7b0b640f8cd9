//! Values to try: those that cases have at the place, and what the types say.

use std::collections::BTreeMap;

use privatelink_corpus_reader::Corpus;
use privatelink_ir::{Field, Pattern, Type};
use serde_json::{Map, Value, json};

/// Most values of one place that cases have.
const MOST: usize = 4;

/// Values of cases, by the path of their place.
pub(crate) struct Samples(BTreeMap<String, Vec<Value>>);

impl Samples {
    pub(crate) fn of(corpus: &Corpus) -> Self {
        let mut samples = Self(BTreeMap::new());
        let model = corpus.component.model();
        for name in corpus.cases.keys() {
            samples.fields(&model.inputs, &corpus.filled_case(name).unwrap(), "");
        }
        samples
    }

    fn fields(&mut self, fields: &[Field], object: &Value, before: &str) {
        for field in fields {
            let name = &field.name;
            let path =
                if before.is_empty() { name.to_string() } else { format!("{before}.{name}") };
            if let Some(value) = object.get(&**name) {
                self.value(&field.ty, value, &path);
            }
        }
    }

    fn value(&mut self, ty: &Type, value: &Value, path: &str) {
        let known = self.0.entry(path.to_owned()).or_default();
        if !known.contains(value) && known.len() < MOST {
            known.push(value.clone());
        }
        match (ty, value) {
            (Type::Object { fields, .. }, value) => self.fields(fields, value, path),
            (Type::Map { element, .. }, Value::Object(entries)) => {
                for entry in entries.values() {
                    self.value(element, entry, &format!("{path}.*"));
                }
            }
            (Type::List { element, .. }, Value::Array(items)) => {
                for item in items {
                    self.value(element, item, &format!("{path}.*"));
                }
            }
            _ => {}
        }
    }

    /// Values for a place, where this one is now.
    pub(crate) fn values(&self, ty: &Type, path: &str, current: Option<&Value>) -> Vec<Value> {
        let of_cases = self.0.get(path).cloned().unwrap_or_default();
        let own = match ty {
            Type::Bool => vec![json!(true), json!(false)],
            Type::Choice { values, .. } => values.iter().map(|word| json!(word)).collect(),
            Type::Integer { minimum, maximum } => {
                let near = current.and_then(Value::as_i64).unwrap_or(minimum.unwrap_or(1));
                let limits = [*minimum, *maximum].into_iter().flatten();
                limits.chain([near + 1, near - 1]).map(|number| json!(number)).collect()
            }
            Type::Number { .. } => {
                let near = current.and_then(Value::as_f64).unwrap_or(1.0);
                vec![json!(near + 1.0), json!(near / 2.0)]
            }
            Type::String { pattern, .. } => examples(pattern.as_ref()).map(Value::from).to_vec(),
            Type::Json { .. } => Vec::new(),
            Type::List { element, .. } => {
                let now = current.and_then(Value::as_array).cloned().unwrap_or_default();
                let others = self.values(element, &format!("{path}.*"), None);
                let more = others
                    .into_iter()
                    .map(|other| Value::from([now.as_slice(), &[other]].concat()));
                let fewer = now.split_last().map(|(_, fewer)| Value::from(fewer));
                more.chain(fewer).collect()
            }
            Type::Map { element, key, .. } => {
                let now = current.and_then(Value::as_object).cloned().unwrap_or_default();
                let others = self.values(element, &format!("{path}.*"), None);
                let [first, second, third] = examples(key.as_ref());
                let keys = [first.clone(), if second == first { third } else { second }];
                // One entry more, or two of which each has the value of the other.
                let more = others.iter().filter_map(|other| {
                    let free = keys.iter().find(|key| !now.contains_key(*key))?;
                    let mut entries = now.clone();
                    entries.insert(free.clone(), other.clone());
                    Some(Value::Object(entries))
                });
                let both = keys.iter().cloned().zip(others.iter().rev().cloned());
                let both = Value::Object(both.collect());
                more.chain([both]).collect()
            }
            Type::Object { fields, .. } => vec![self.smallest(fields, path)],
        };
        // An object is gone through by its fields: the smallest one will do.
        match ty {
            Type::Object { .. } => [own, of_cases].concat(),
            _ => [of_cases, own].concat(),
        }
    }

    /// An object with the fields that have to be given.
    fn smallest(&self, fields: &[Field], path: &str) -> Value {
        let required = fields.iter().filter(|field| field.required);
        let entries = required.filter_map(|field| {
            let path = format!("{path}.{}", field.name);
            Some((field.name.to_string(), self.values(&field.ty, &path, None).first()?.clone()))
        });
        Value::Object(entries.collect::<Map<_, _>>())
    }
}

/// Texts of a form: the example of its noun phrase, and two that differ in the last digit or the last letter.
fn examples(pattern: Option<&Pattern>) -> [String; 3] {
    let what = pattern.map_or("text, such as one", |pattern| pattern.what.as_str());
    let example = what.split_once(", such as ").map_or("one", |(_, example)| example);
    let end = [" or ", ", "].iter().filter_map(|end| example.find(end)).min();
    let first = &example[..end.unwrap_or(example.len())];
    let by_digit = another(first, |letter| letter.is_ascii_digit());
    [first.to_owned(), by_digit, another(first, |letter| letter.is_ascii_alphabetic())]
}

/// The text with another letter in the last place that is of a kind.
fn another(text: &str, is_meant: fn(char) -> bool) -> String {
    let Some(at) = text.rfind(is_meant) else { return text.to_owned() };
    let other = match &text[at..=at] {
        "1" => "2",
        digit if digit.parse::<u8>().is_ok() => "1",
        "A" => "B",
        letter if letter.chars().all(char::is_uppercase) => "A",
        "a" => "b",
        _ => "a",
    };
    [&text[..at], other, &text[at + 1..]].concat()
}
