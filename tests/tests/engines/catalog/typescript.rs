//! Reads declarations that Pulumi's generator wrote. Line by line: it knows how they are laid out, not TypeScript.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use libtest_mimic::{Failed, Trial};
use privatelink_catalog::PropertyType;

/// A member of an interface or a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    /// Whether it may be left out.
    pub(crate) optional: bool,
    /// Its type as written.
    pub(crate) spelled: String,
    /// Its type.
    pub(crate) shape: Shape,
}

/// A type, without the wrappers `Input` and `Output` and without `undefined`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    String,
    Number,
    Bool,
    List(Box<Shape>),
    Map(Box<Shape>),
    /// An object type below `inputs` or `outputs`: `lb.ListenerDefaultAction`.
    Object(String),
    Other,
}

impl Shape {
    /// The catalog's word for it.
    pub(crate) fn property_type(&self) -> Option<PropertyType> {
        match self {
            Self::String => Some(PropertyType::String),
            Self::Number => Some(PropertyType::Number),
            Self::Bool => Some(PropertyType::Bool),
            Self::Object(_) => Some(PropertyType::Block),
            Self::List(item) => match **item {
                Self::String => Some(PropertyType::StringList),
                Self::Object(_) => Some(PropertyType::Blocks),
                _ => None,
            },
            Self::Map(item) if **item == Self::String => Some(PropertyType::StringMap),
            Self::Map(_) | Self::Other => None,
        }
    }

    /// Name of the object type that this is, or that this is a list of.
    pub(crate) fn object(&self) -> Option<&str> {
        match self {
            Self::Object(name) => Some(name),
            Self::List(item) => item.object(),
            _ => None,
        }
    }
}

impl Display for Shape {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => formatter.write_str("string"),
            Self::Number => formatter.write_str("number"),
            Self::Bool => formatter.write_str("boolean"),
            Self::List(item) => write!(formatter, "{item}[]"),
            Self::Map(item) => write!(formatter, "{{ [key: string]: {item} }}"),
            Self::Object(name) => formatter.write_str(name),
            Self::Other => formatter.write_str("any"),
        }
    }
}

/// Members of the declaration that begins with `head`, like `export interface ListenerArgs`.
pub(crate) fn members(text: &str, head: &str) -> Option<BTreeMap<String, Member>> {
    let mut found = BTreeMap::new();
    let mut statement = String::new();
    let mut in_comment = false;
    for line in body(text, head)?.into_iter().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if in_comment {
            in_comment = !line.contains("*/");
            continue;
        }
        statement.push_str(line);
        statement.push(' ');
        let depth: i32 = statement.chars().map(step).sum();
        if depth == 0 && line.ends_with(';') {
            found.extend(member(statement.trim_end().trim_end_matches(';')));
            statement.clear();
        }
    }
    Some(found)
}

/// Lines of the namespace of a file of object types, as one text.
pub(crate) fn namespace(text: &str, name: &str) -> Option<String> {
    Some(body(text, &format!("export declare namespace {name}"))?.join("\n"))
}

/// Lines between the one that begins with `head` and the one that closes it, which is indented alike.
fn body<'a>(text: &'a str, head: &str) -> Option<Vec<&'a str>> {
    let begins = |line: &str| {
        let rest = line.trim_start().strip_prefix(head);
        rest.is_some_and(|rest| rest.starts_with([' ', '{'])) && line.ends_with('{')
    };
    let mut lines = text.lines().skip_while(|line| !begins(line));
    let first = lines.next()?;
    let indent: String = first.chars().take_while(|letter| *letter == ' ').collect();
    let end = format!("{indent}}}");
    Some(lines.take_while(|line| *line != end).collect())
}

/// `readonly arn: pulumi.Output<string>`. Methods, static members and the constructor are none.
fn member(statement: &str) -> Option<(String, Member)> {
    let statement = statement.strip_prefix("readonly ").unwrap_or(statement);
    let (name, spelled) = statement.split_once(": ")?;
    let (name, optional) = name.strip_suffix('?').map_or((name, false), |name| (name, true));
    let is_name = name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    let (spelled, shape) = (spelled.to_owned(), shape(spelled));
    is_name.then(|| (name.to_owned(), Member { optional, spelled, shape }))
}

fn shape(text: &str) -> Shape {
    let mut parts = alternatives(text);
    parts.retain(|part| *part != "undefined");
    if parts.contains(&"string") {
        parts.retain(|part| !becomes_text(part));
    }
    let mut shapes: Vec<Shape> = parts.into_iter().map(single).collect();
    shapes.dedup();
    match (shapes.pop(), shapes.is_empty()) {
        (Some(only), true) => only,
        _ => Shape::Other,
    }
}

/// Whether the package makes text of a type that it takes beside text: of a policy its JSON, of a resource its ARN.
fn becomes_text(part: &str) -> bool {
    let is_name = part.chars().all(char::is_alphanumeric);
    part.ends_with("PolicyDocument") || (is_name && part.starts_with(char::is_uppercase))
}

/// A type that is no union.
fn single(text: &str) -> Shape {
    if let Some(item) = text.strip_suffix("[]") {
        return Shape::List(Box::new(shape(item)));
    }
    for wrapper in ["pulumi.Input<", "pulumi.Output<"] {
        let inner = text.strip_prefix(wrapper).and_then(|rest| rest.strip_suffix('>'));
        if let Some(inner) = inner {
            return shape(inner);
        }
    }
    let map = text.strip_prefix("{ [key: string]: ").and_then(|rest| rest.strip_suffix("; }"));
    if let Some(item) = map {
        return Shape::Map(Box::new(shape(item)));
    }
    match text {
        "string" | "ARN" => Shape::String,
        "number" => Shape::Number,
        "boolean" => Shape::Bool,
        // Enumerations are text beside which other text is allowed.
        _ if text.starts_with("enums.") => Shape::String,
        _ => match text.split_once('.') {
            Some(("inputs" | "outputs", name)) => Shape::Object(name.to_owned()),
            _ => Shape::Other,
        },
    }
}

/// The parts of a union.
fn alternatives(text: &str) -> Vec<&str> {
    let mut depth = 0;
    let parts = text.split(|letter| {
        depth += step(letter);
        letter == '|' && depth == 0
    });
    parts.map(str::trim).collect()
}

/// How a letter changes the depth of nesting.
fn step(letter: char) -> i32 {
    match letter {
        '<' | '{' | '[' | '(' => 1,
        '>' | '}' | ']' | ')' => -1,
        _ => 0,
    }
}

/// Tests of the reader itself.
pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("declarations_are_read", declarations_are_read),
        Trial::test("types_are_read", types_are_read),
    ]
}

const DECLARATIONS: &str = "\
export declare class Thing extends pulumi.CustomResource {
    /**
     * Comments may say `wrong: string;`
     */
    static get(name: string): Thing;
    /** One line. */
    readonly tags: pulumi.Output<{
        [key: string]: string;
    } | undefined>;
    constructor(name: string, args: ThingArgs);
}
export interface ThingArgsOfAnother {
    other: pulumi.Input<string>;
}
export interface ThingArgs {
    name: pulumi.Input<string>;
    size?: pulumi.Input<number | undefined>;
}
export declare namespace lb {
    interface Part {
        id?: pulumi.Input<string>;
    }
    namespace inner {
        interface Part {
        }
    }
}
";

fn declarations_are_read() -> Result<(), Failed> {
    let names = |text: &str, head: &str| -> Option<Vec<String>> {
        let named = |(name, member): (String, Member)| {
            format!("{name}{} {:?}", if member.optional { "?" } else { "" }, member.shape)
        };
        Some(members(text, head)?.into_iter().map(named).collect())
    };
    let class = names(DECLARATIONS, "export declare class Thing");
    same(class, Some(vec!["tags Map(String)".to_owned()]))?;
    let arguments = names(DECLARATIONS, "export interface ThingArgs");
    same(arguments, Some(vec!["name String".to_owned(), "size? Number".to_owned()]))?;
    let service = namespace(DECLARATIONS, "lb").unwrap_or_default();
    same(names(&service, "interface Part"), Some(vec!["id? String".to_owned()]))?;
    same(names(DECLARATIONS, "interface Missing"), None)
}

fn types_are_read() -> Result<(), Failed> {
    let list = |item| Shape::List(Box::new(item));
    let object = || Shape::Object("lb.Part".to_owned());
    for (text, expected) in [
        ("pulumi.Input<string | enums.lb.Kind>", Shape::String),
        ("pulumi.Output<boolean>", Shape::Bool),
        ("pulumi.Input<pulumi.Input<string>[] | undefined>", list(Shape::String)),
        ("pulumi.Output<string[] | undefined>", list(Shape::String)),
        (
            "pulumi.Input<{ [key: string]: pulumi.Input<string>; }>",
            Shape::Map(Shape::String.into()),
        ),
        ("pulumi.Input<inputs.lb.Part>", object()),
        ("pulumi.Input<pulumi.Input<inputs.lb.Part>[]>", list(object())),
        ("pulumi.Input<string | inputs.s3.PolicyDocument>", Shape::String),
        ("pulumi.Input<pulumi.Input<string | Topic>[]>", list(Shape::String)),
        ("pulumi.Output<ARN>", Shape::String),
        ("pulumi.Input<Topic>", Shape::Other),
        ("pulumi.Input<string | number>", Shape::Other),
        ("any", Shape::Other),
    ] {
        same((text, shape(text)), (text, expected))?;
    }
    Ok(())
}

fn same<T: PartialEq + std::fmt::Debug>(found: T, expected: T) -> Result<(), Failed> {
    let equal = found == expected;
    equal.then_some(()).ok_or_else(|| format!("{found:?} instead of {expected:?}").into())
}
