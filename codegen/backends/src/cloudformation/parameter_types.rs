//! Types of parameters.
//!
//! A text whose form the engine knows by itself has that type: the console then offers what is there, and `CloudFormation`
//! checks it before anything is made. Everything else is a text, a list of texts or a number. What is read from the
//! Parameter Store has the type of that around its own.

use super::inputs::Stored;
use privatelink_catalog::parameters;
use privatelink_ir::{Constant, Open, Path, Pattern, Problem, Severity, Type};

/// Most characters of a name in the Parameter Store: those of an ARN. Source: AWS Systems Manager API Reference,
/// "`GetParameter`".
const LONGEST_NAME: usize = 2048;

/// What the value of a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The value itself, which keeps to the constraints of the entry.
    Plain,
    /// The value itself, which `CloudFormation` looks up among what is there.
    Existing,
    /// The name of the value in the Parameter Store; of the value, nothing is checked.
    Stored,
    /// The name of the value in the Parameter Store, which has to be of a type that `CloudFormation` knows.
    StoredExisting,
}

impl Kind {
    /// Whether the value is read from the Parameter Store.
    pub(super) fn is_stored(self) -> bool {
        matches!(self, Self::Stored | Self::StoredExisting)
    }

    /// Whether `CloudFormation` knows by itself what the value may be.
    pub(super) fn is_existing(self) -> bool {
        matches!(self, Self::Existing | Self::StoredExisting)
    }
}

/// The type of a parameter for an input, and what its value is.
#[derive(Debug)]
pub(super) struct ParameterType<'a> {
    /// The word of the template.
    pub(super) name: String,
    /// What the value is.
    pub(super) kind: Kind,
    /// Whether it is a list.
    pub(super) is_list: bool,
    /// Type of the value, or of each element.
    pub(super) scalar: &'a Type,
}

impl<'a> ParameterType<'a> {
    /// The type for an input; none if templates have none for it.
    ///
    /// What is there is looked up in the account and the Region of the stack, so a component that spans several has no such
    /// parameters: an id may be of the other one.
    pub(super) fn of(input: &'a Open, is_stored: bool, has_one_slot: bool) -> Option<Self> {
        let (is_list, scalar) = match &input.ty {
            // No template reads the inside of a text.
            Type::Json { .. } => return None,
            Type::List { element, .. } if element.is_scalar() => (true, &**element),
            ty if ty.is_scalar() => (false, ty),
            _ => return None,
        };
        if is_stored && !matches!(scalar, Type::String { .. }) {
            return None;
        }
        let existing = parameter_of(scalar).filter(|_| has_one_slot && !may_be_empty(input));
        let name = match (existing, scalar) {
            (Some(ty), _) if is_list => parameters::list_of(ty),
            (Some(ty), _) => ty.to_owned(),
            _ if is_list => "CommaDelimitedList".to_owned(),
            (None, Type::Integer { .. } | Type::Number { .. }) => "Number".to_owned(),
            _ => "String".to_owned(),
        };
        let (name, kind) = match (is_stored, existing.is_some()) {
            (false, false) => (name, Kind::Plain),
            (false, true) => (name, Kind::Existing),
            (true, false) => (parameters::stored(&name), Kind::Stored),
            (true, true) => (parameters::stored(&name), Kind::StoredExisting),
        };
        Some(Self { name, kind, is_list, scalar })
    }
}

/// The form of a text, or of each text of a list.
pub(super) fn pattern_of(ty: &Type) -> Option<&Pattern> {
    match ty {
        Type::String { pattern, .. } => pattern.as_ref(),
        Type::List { element, .. } => pattern_of(element),
        _ => None,
    }
}

fn parameter_of(scalar: &Type) -> Option<&str> {
    pattern_of(scalar)?.parameter.as_deref()
}

/// Whether a list has no element unless it is given one.
fn may_be_empty(input: &Open) -> bool {
    let has_elements =
        input.default.as_ref().and_then(Constant::as_list).is_some_and(|list| !list.is_empty());
    matches!(input.ty, Type::List { .. }) && !input.required && !has_elements
}

/// Why an input is no parameter.
pub(super) fn without_type(input: &Open, is_stored: bool) -> Problem {
    let path = input.path.to_string();
    let what = match &input.ty {
        Type::Choice { .. } => "one of a few words".to_owned(),
        Type::List { element, .. } if is_stored && element.is_scalar() => {
            format!("a list of which each element is {}", element.noun())
        }
        ty => ty.noun().to_owned(),
    };
    let has_type = ParameterType::of(input, false, false).is_some();
    if is_stored && has_type {
        return Problem::error(
            "cloudformation/not-stored",
            path,
            format!(
                "is {what}, and CloudFormation cannot check that of what it reads from the Parameter Store"
            ),
            "write `parameter: true`",
        );
    }
    Problem::error(
        "cloudformation/no-parameter-type",
        path,
        format!("is {what}, and templates have no parameters for that"),
        "give what is inside one by one",
    )
}

/// A warning that nothing checks the form of something stored: `words` say what fits.
pub(super) fn unchecked(path: &Path, words: &str) -> Problem {
    Problem {
        id: "cloudformation/unchecked".to_owned(),
        severity: Severity::Warning,
        path: path.to_string(),
        message: "depends on parameters, and CloudFormation does not check the form of what is in the Parameter Store: no \
                  stack will say if it is wrong"
            .to_owned(),
        help: format!("for each stack: {words}"),
    }
}

/// A problem if nothing in the Parameter Store can have the name that is the default.
pub(super) fn wrong_name(stored: &Stored, path: &Path) -> Option<Problem> {
    let name = stored.default.as_ref()?;
    let fits = |letter: char| letter.is_ascii_alphanumeric() || "._-/:".contains(letter);
    let is_right = !name.is_empty() && name.len() <= LONGEST_NAME && name.chars().all(fits);
    (!is_right).then(|| {
        Problem::error(
            "cloudformation/stored-name",
            path.to_string(),
            format!("is read from the Parameter Store, where nothing can have the name `{name}`"),
            "give a name of letters, digits and `._-/`, such as /network/vpc-id, or an ARN",
        )
    })
}
