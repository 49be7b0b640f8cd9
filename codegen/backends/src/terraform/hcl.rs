//! The tree of a Terraform file: what [`super::print`] writes down.
//!
//! Covers what modules need and keeps what a reader of the module needs: comments and blank lines. Constructors make the
//! form a person would write; none of them knows a component.

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    /// `null`, `true`, `443`, or the root of a reference: `var`, `each`, the variable of a loop.
    Word(String),
    /// A text in quotes.
    Template(Vec<Part>),
    /// `subject.name`.
    Get(Box<Expression>, String),
    /// `subject[key]`.
    Index(Box<Expression>, Box<Expression>),
    /// `subject[*]`.
    Splat(Box<Expression>),
    /// `[a, b]`.
    List(Vec<Expression>),
    /// `{ a = b }`.
    Object(Vec<(String, Expression)>),
    /// `name(a, b)`.
    Call(&'static str, Vec<Expression>),
    /// `name(a, list...)`.
    Spread(&'static str, Vec<Expression>, Box<Expression>),
    /// `!condition`.
    Not(Box<Expression>),
    /// `a == b`.
    Binary(Operator, Box<Expression>, Box<Expression>),
    /// `condition ? a : b`.
    If(Box<Expression>, Box<Expression>, Box<Expression>),
    /// `[for ... : ...]` or `{ for ... : ... => ... }`.
    For(Box<For>),
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// As it stands.
    Text(String),
    /// `${...}`.
    Value(Expression),
}

/// An operator between two expressions, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Operator {
    /// `||`
    Or,
    /// `&&`
    And,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// A comprehension.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct For {
    /// Variable for keys or positions, if it is needed.
    pub(super) key: Option<String>,
    /// Variable for elements.
    pub(super) value: String,
    /// What is walked.
    pub(super) over: Expression,
    /// Key of each result: the result is a map.
    pub(super) result_key: Option<Expression>,
    /// Each result.
    pub(super) result: Expression,
    /// Filter.
    pub(super) condition: Option<Expression>,
    /// Whether results with one key become a list under it.
    pub(super) grouped: bool,
}

impl Expression {
    /// A bare word.
    pub(super) fn word(word: impl Into<String>) -> Self {
        Self::Word(word.into())
    }

    /// `null`.
    pub(super) fn null() -> Self {
        Self::word("null")
    }

    /// `true` or `false`.
    pub(super) fn bool(value: bool) -> Self {
        Self::word(value.to_string())
    }

    /// A text without references.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Template(vec![Part::Text(text.into())])
    }

    /// `subject.name`.
    pub(super) fn get(self, name: impl Into<String>) -> Self {
        Self::Get(Box::new(self), name.into())
    }

    /// `subject[key]`.
    pub(super) fn index(self, key: Self) -> Self {
        Self::Index(Box::new(self), Box::new(key))
    }

    /// `subject[*]`.
    pub(super) fn splat(self) -> Self {
        Self::Splat(Box::new(self))
    }

    /// `a <operator> b`.
    pub(super) fn binary(operator: Operator, first: Self, second: Self) -> Self {
        Self::Binary(operator, Box::new(first), Box::new(second))
    }

    /// `subject == null`.
    pub(super) fn equals_null(self) -> Self {
        Self::binary(Operator::Equal, self, Self::null())
    }

    /// `condition ? then : otherwise`, or less where that says the same.
    pub(super) fn choose(condition: Self, then: Self, otherwise: Self) -> Self {
        if then == Self::bool(true) && otherwise == Self::bool(false) {
            return condition;
        }
        if then == Self::bool(false) && otherwise == Self::bool(true) {
            return condition.negate();
        }
        match condition {
            Self::Not(inner) => Self::If(inner, Box::new(otherwise), Box::new(then)),
            condition => Self::If(Box::new(condition), Box::new(then), Box::new(otherwise)),
        }
    }

    /// The opposite of a condition.
    pub(super) fn negate(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            Self::Word(word) if word == "true" => Self::bool(false),
            Self::Word(word) if word == "false" => Self::bool(true),
            Self::Binary(Operator::Equal, first, second) if is_empty_check(&first, &second) => {
                Self::Binary(Operator::More, first, second)
            }
            Self::Binary(operator, first, second) if operator > Operator::And => {
                Self::Binary(operator.opposite(), first, second)
            }
            other => Self::Not(Box::new(other)),
        }
    }

    /// All of these; `true` if there are none.
    pub(super) fn junction(operator: Operator, parts: Vec<Self>) -> Self {
        parts
            .into_iter()
            .reduce(|first, second| Self::binary(operator, first, second))
            .unwrap_or_else(|| Self::bool(operator == Operator::And))
    }

    /// The first of two that is not null; `otherwise` may be such a choice itself.
    pub(super) fn coalesce(first: Self, otherwise: Self) -> Self {
        let mut arguments = vec![first];
        match otherwise {
            Self::Call("coalesce", more) => arguments.extend(more),
            other => arguments.push(other),
        }
        Self::Call("coalesce", arguments)
    }

    /// The word that this is, or that is read from.
    pub(super) fn root(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            Self::Get(inner, _) | Self::Index(inner, _) | Self::Splat(inner) => inner.root(),
            _ => None,
        }
    }

    /// The expressions that this one is made of.
    pub(super) fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Word(_) => Vec::new(),
            Self::Template(parts) => parts
                .iter()
                .filter_map(|part| match part {
                    Part::Text(_) => None,
                    Part::Value(value) => Some(value),
                })
                .collect(),
            Self::Get(inner, _) | Self::Splat(inner) | Self::Not(inner) => vec![inner],
            Self::Spread(_, before, list) => before.iter().chain([&**list]).collect(),
            Self::Index(first, second) | Self::Binary(_, first, second) => vec![first, second],
            Self::List(items) | Self::Call(_, items) => items.iter().collect(),
            Self::Object(entries) => entries.iter().map(|(_, value)| value).collect(),
            Self::If(condition, then, otherwise) => vec![condition, then, otherwise],
            Self::For(inner) => {
                let For { over, result_key, result, condition, .. } = &**inner;
                let optional = [result_key, condition].into_iter().flatten();
                [over, result].into_iter().chain(optional).collect()
            }
        }
    }

    /// Whether this is a plain reference: `var.a.b["c"]`.
    pub(super) fn is_reference(&self) -> bool {
        match self {
            Self::Get(inner, _) | Self::Index(inner, _) => {
                inner.is_reference() || matches!(**inner, Self::Word(_))
            }
            _ => false,
        }
    }

    /// Whether this is a part of another value: `var.a.b` is one of `var.a`.
    pub(super) fn is_read_from(&self, whole: &Self) -> bool {
        match self {
            Self::Get(inner, _) | Self::Index(inner, _) => {
                **inner == *whole || inner.is_read_from(whole)
            }
            _ => false,
        }
    }
}

/// `length(x)` against `0`.
fn is_empty_check(first: &Expression, second: &Expression) -> bool {
    matches!(first, Expression::Call("length", _)) && *second == Expression::word("0")
}

impl Operator {
    fn opposite(self) -> Self {
        match self {
            Self::Or => Self::And,
            Self::And => Self::Or,
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::AtLeast,
            Self::AtMost => Self::More,
            Self::More => Self::AtMost,
            Self::AtLeast => Self::Less,
            // Nobody negates a number.
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide => self,
        }
    }

    /// The operator as it is written.
    pub(super) fn symbol(self) -> &'static str {
        match self {
            Self::Or => "||",
            Self::And => "&&",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
        }
    }

    /// How strongly it binds.
    pub(super) fn strength(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal | Self::NotEqual => 3,
            Self::Less | Self::AtMost | Self::More | Self::AtLeast => 4,
            Self::Add | Self::Subtract => 5,
            Self::Multiply | Self::Divide => 6,
        }
    }
}

/// What stands in a file or a block.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    /// `name = value`.
    Attribute(String, Expression),
    /// A nested block.
    Block(Block),
    /// `# text`.
    Comment(String),
    /// An empty line.
    Blank,
}

/// A block.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    /// Word before the labels: `resource`.
    pub(super) word: &'static str,
    /// Labels, printed in quotes.
    pub(super) labels: Vec<String>,
    /// What is inside.
    pub(super) body: Vec<Item>,
}

impl Block {
    /// A block.
    pub(super) fn new<const N: usize>(
        word: &'static str,
        labels: [&str; N],
        body: Vec<Item>,
    ) -> Self {
        Self { word, labels: labels.map(str::to_owned).to_vec(), body }
    }
}

/// `name = value`.
pub(super) fn attribute(name: &str, value: Expression) -> Item {
    Item::Attribute(name.to_owned(), value)
}

/// A blank line between two items, if there is none yet.
pub(super) fn separate(items: &mut Vec<Item>) {
    if items.last().is_some_and(|last| *last != Item::Blank) {
        items.push(Item::Blank);
    }
}
