//! JSON text out of values that are not known yet, as `Fn::Sub` and `Fn::Join`.
//!
//! The text is what [`Function::Json`] makes of the values once they are known: keys sorted, no spaces, what is absent is
//! `null`. What a parameter holds is escaped; what AWS makes up, such as ids, ARNs and names, needs no escapes.

use super::intrinsics::{call, choice, join, reference};
use super::lower::{Lower, elements};
use super::parameters::Parameter;
use super::refusal::{Lowered, Refusal};
use super::text::Text;
use privatelink_catalog::PropertyType;
use privatelink_ir::constant::quoted;
use privatelink_ir::specialise::address_of;
use privatelink_ir::{Constant, Expr, Function, Name, Path, Type};
use serde_json::{Value as Json, json};

/// What may not stand in a JSON string as it is, and what stands for it.
const ESCAPES: [(&str, &str); 5] =
    [("\\", "\\\\"), ("\"", "\\\""), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")];

impl Lower<'_> {
    /// The value as JSON text.
    pub(super) fn json(&mut self, expr: &Expr) -> Lowered {
        let mut text = Text::default();
        self.write(expr, &mut text)?;
        Ok(text.finish())
    }

    fn write(&mut self, expr: &Expr, out: &mut Text) -> Result<(), Refusal> {
        match expr {
            Expr::Literal(value) => out.constant(&value.to_canonical_json()),
            Expr::Object(entries) => {
                for (position, (key, value)) in entries.sorted().enumerate() {
                    out.constant(if position == 0 { "{" } else { "," });
                    out.constant(&format!("{}:", quoted(key)));
                    self.write(value, out)?;
                }
                out.constant("}");
            }
            Expr::List(items) => {
                out.constant("[");
                for (position, item) in items.iter().enumerate() {
                    out.constant(if position == 0 { "" } else { "," });
                    self.write(item, out)?;
                }
                out.constant("]");
            }
            Expr::Call(Function::Concat, _) => {
                let items = elements(expr)?;
                if items.iter().any(|item| matches!(item, Expr::If(..))) {
                    self.write_present(&items, out)?;
                } else {
                    self.write(&Expr::list(items), out)?;
                }
            }
            Expr::If(condition, then, otherwise) => {
                let name = self.conditions.name_of(condition)?;
                let (then, otherwise) = (self.json(then)?, self.json(otherwise)?);
                out.insert(choice(&name, then, otherwise));
            }
            Expr::Hole(path) => self.write_parameter(path, out)?,
            Expr::Fact(fact, slot) => quote(self.conditions.sources.fact(*fact, *slot), out),
            Expr::Attribute { name, .. } => self.write_attribute(expr, *name, out)?,
            Expr::Call(Function::Text, parts) => self.write_text(expr, parts, out)?,
            Expr::Call(Function::Json, arguments) => {
                match self.json(arguments.first().unwrap_or(&Expr::NULL))? {
                    Json::String(text) => out.constant(&quoted(&text)),
                    open => quote(escaped(open), out),
                }
            }
            // Conditions come out as `true` and `false`; everything else is refused there.
            other => out.push(self.value(other, PropertyType::String)?, expr)?,
        }
        Ok(())
    }

    fn write_attribute(&mut self, expr: &Expr, name: Name, out: &mut Text) -> Result<(), Refusal> {
        let Some(address) = address_of(expr) else {
            return Err(Refusal::of(expr, "reads a resource"));
        };
        let tree = self.plain_attribute(&address, name)?;
        let attribute = self.plan.find(&address)?.kind.find_attribute(name.0);
        match attribute.map_or(PropertyType::String, |attribute| attribute.ty) {
            PropertyType::StringList => {
                write_list(tree, Elements { quoted: true, may_be_none: true }, out);
            }
            PropertyType::Bool | PropertyType::Number => out.insert(tree),
            _ => quote(tree, out),
        }
        Ok(())
    }

    /// A text of several parts, as one JSON string.
    fn write_text(&mut self, whole: &Expr, parts: &[Expr], out: &mut Text) -> Result<(), Refusal> {
        out.constant("\"");
        for part in parts {
            match self.value(part, PropertyType::String)? {
                Json::String(text) => out.constant(&inside(&text)),
                open if self.needs_escapes(part) => out.push(escaped(open), whole)?,
                open => out.push(open, whole)?,
            }
        }
        out.constant("\"");
        Ok(())
    }

    /// A list of which some elements are there only under a condition.
    fn write_present(&mut self, items: &[Expr], out: &mut Text) -> Result<(), Refusal> {
        let present = items
            .iter()
            .map(|item| self.branches(item, &|lower, branch| lower.json(branch)))
            .collect::<Result<Vec<_>, _>>()?;
        out.constant("[");
        out.insert(join(",", Json::Array(present)));
        out.constant("]");
        Ok(())
    }

    fn write_parameter(&mut self, path: &Path, out: &mut Text) -> Result<(), Refusal> {
        let parameter = self.plan.parameter(path)?;
        let value = reference(&parameter.id);
        let plain = is_plain_value(parameter);
        match &parameter.ty {
            Type::Bool | Type::Integer { .. } => out.insert(value),
            Type::List { element, .. } => {
                let quoted = !matches!(**element, Type::Bool | Type::Integer { .. });
                // No element has a comma in it, and no escape brings one.
                let value = if quoted && !plain {
                    call("Fn::Split", json!([",", escaped(join(",", value))]))
                } else {
                    value
                };
                write_list(value, Elements { quoted, may_be_none: parameter.may_be_empty }, out);
            }
            _ if plain => quote(value, out),
            _ => quote(escaped(value), out),
        }
        Ok(())
    }

    /// Whether anything in an expression could be text with quotes in it.
    fn needs_escapes(&self, expr: &Expr) -> bool {
        let mut needed = false;
        expr.walk(&mut |part| {
            needed |= match part {
                Expr::Hole(path) => {
                    self.plan.parameter(path).is_ok_and(|parameter| !is_plain_value(parameter))
                }
                Expr::Literal(Constant::Text(text)) => inside(text) != **text,
                _ => false,
            };
        });
        needed
    }
}

/// How the elements of a list stand in JSON.
struct Elements {
    quoted: bool,
    may_be_none: bool,
}

fn write_list(list: Json, elements: Elements, out: &mut Text) {
    let (begin, between, end) =
        if elements.quoted { ("[\"", "\",\"", "\"]") } else { ("[", ",", "]") };
    if let Json::Array(items) = list {
        for (position, item) in items.into_iter().enumerate() {
            out.constant(if position == 0 { begin } else { between });
            out.insert(item);
        }
        return out.constant(end);
    }
    let joined = join(between, list);
    if !(elements.quoted && elements.may_be_none) {
        out.constant(begin);
        out.insert(joined);
        return out.constant(end);
    }
    // No element at all looks like one empty text when it is joined.
    let whole = join("", json!([begin, joined, end]));
    let none = format!("{begin}{end}");
    out.insert(join("[]", call("Fn::Split", json!([none, whole]))));
}

fn quote(tree: Json, out: &mut Text) {
    out.constant("\"");
    out.insert(tree);
    out.constant("\"");
}

/// Text with its quotes and the like escaped: split where they are, and joined with what stands for them.
fn escaped(tree: Json) -> Json {
    ESCAPES.iter().fold(tree, |tree, (from, to)| join(to, call("Fn::Split", json!([from, tree]))))
}

/// Constant text as it stands between the quotes of a JSON string.
fn inside(text: &str) -> String {
    let quoted = quoted(text);
    quoted.trim_start_matches('"').strip_suffix('"').unwrap_or_default().to_owned()
}

/// Whether nothing that a parameter can hold needs an escape.
fn is_plain_value(parameter: &Parameter) -> bool {
    !parameter.kind.is_stored() && is_plain(&parameter.ty)
}

/// Whether no value of the type has anything in it that needs an escape.
fn is_plain(ty: &Type) -> bool {
    match ty {
        Type::Bool | Type::Integer { .. } | Type::Number { .. } | Type::Choice { .. } => true,
        Type::String { pattern: Some(pattern), .. } => matches_plain_text_only(&pattern.regex),
        Type::List { element, .. } => is_plain(element),
        Type::String { .. } | Type::Json { .. } | Type::Map { .. } | Type::Object { .. } => false,
    }
}

/// Whether a regular expression is anchored and of letters, digits and harmless marks only. May be wrong in one
/// direction: a text that needs escapes never passes.
fn matches_plain_text_only(regex: &str) -> bool {
    let Some(inner) = regex.strip_prefix('^').and_then(|rest| rest.strip_suffix('$')) else {
        return false;
    };
    let letters: Vec<char> = inner.chars().collect();
    let mut in_class = false;
    letters.iter().enumerate().all(|(position, letter)| {
        let before = position.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let after = letters.get(position + 1).copied();
        match letter {
            '[' => {
                in_class = true;
                after != Some('^')
            }
            ']' => {
                in_class = false;
                true
            }
            '\\' => matches!(after, Some('d' | 'w' | '.' | '-' | '*' | '+' | '/')),
            '.' => in_class || before == Some('\\'),
            // A range from letter to letter or from digit to digit, or a hyphen at an edge.
            '-' if in_class => match (before, after) {
                (Some('['), _) | (_, Some(']')) => true,
                (Some(first), Some(last)) => {
                    before == Some('\\')
                        || (first.is_ascii_lowercase() && last.is_ascii_lowercase())
                        || (first.is_ascii_uppercase() && last.is_ascii_uppercase())
                        || (first.is_ascii_digit() && last.is_ascii_digit())
                }
                _ => false,
            },
            '(' | ')' => !in_class,
            // Outside of a group, anchors would hold for one alternative only.
            '|' => !in_class && depth(&letters, position) > 0,
            other => other.is_ascii_alphanumeric() || "{}?*+,:/_@= -".contains(*other),
        }
    })
}

/// How many groups are open at a position.
fn depth(letters: &[char], position: usize) -> usize {
    let before = letters.iter().take(position);
    let count = |wanted: char| before.clone().filter(|letter| **letter == wanted).count();
    count('(').saturating_sub(count(')'))
}

#[cfg(test)]
mod tests {
    use super::matches_plain_text_only;

    #[test]
    fn forms_that_leave_no_room_for_quotes_are_told_from_others() {
        for plain in [
            "^vpc-[0-9a-f]+$",
            r"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$",
            r"^((25[0-5]|2[0-4][0-9])\.){3}[0-9]$",
            "^arn:aws[a-z-]*:(acm|iam):[0-9]{12}$",
            "^[a-z0-9._/-]+$",
        ] {
            assert!(matches_plain_text_only(plain), "{plain}");
        }
        for other in [
            "vpc-[0-9]+",
            "^.+$",
            "^a|b$",
            "^(a)|(b)$",
            "^[^a]$",
            "^[A-z]$",
            "^[ -~]$",
            "^[+-_]$",
            r"^\S+$",
            "^\"$",
            r"^\\$",
            "^[(]|a$",
            r"^\[|a$",
        ] {
            assert!(!matches_plain_text_only(other), "{other}");
        }
    }
}
