//! The words that users type for the variants of an enumeration, as `schemars` spells them.

use syn::{Attribute, Error, LitStr, Variant};

/// The value of `#[schemars(name = "…")]`.
fn given(attributes: &[Attribute], name: &str) -> syn::Result<Option<LitStr>> {
    let mut found = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("schemars")) {
        attribute.parse_nested_meta(|meta| {
            let value = meta.value().ok();
            match value {
                Some(value) if meta.path.is_ident(name) => found = Some(value.parse()?),
                Some(value) => {
                    value.parse::<syn::Expr>()?;
                }
                None if meta.input.peek(syn::token::Paren) => {
                    let inner;
                    syn::parenthesized!(inner in meta.input);
                    inner.parse::<proc_macro2::TokenStream>()?;
                }
                None => {}
            }
            Ok(())
        })?;
    }
    Ok(found)
}

/// How words are spelled, as `rename_all` says.
pub(crate) fn style(attributes: &[Attribute]) -> syn::Result<Option<String>> {
    let style = given(attributes, "rename_all")?;
    if let Some(style) = &style {
        spelled("", &style.value()).ok_or_else(|| Error::new(style.span(), "unknown spelling"))?;
    }
    Ok(style.map(|style| style.value()))
}

/// The word of a variant.
pub(crate) fn word(variant: &Variant, style: Option<&str>) -> syn::Result<String> {
    let name = variant.ident.to_string();
    let renamed = given(&variant.attrs, "rename")?.map(|word| word.value());
    Ok(renamed.or_else(|| spelled(&name, style?)).unwrap_or(name))
}

/// A name in `PascalCase`, spelled otherwise; `None` if there is no such spelling.
fn spelled(name: &str, style: &str) -> Option<String> {
    let apart = |separator: char| {
        let mut word = String::new();
        for letter in name.chars() {
            if letter.is_ascii_uppercase() && !word.is_empty() {
                word.push(separator);
            }
            word.push(letter.to_ascii_lowercase());
        }
        word
    };
    Some(match style {
        "lowercase" => name.to_ascii_lowercase(),
        "UPPERCASE" => name.to_ascii_uppercase(),
        "camelCase" => {
            let mut letters = name.chars();
            let first = letters.next().map(|first| first.to_ascii_lowercase());
            first.into_iter().chain(letters).collect()
        }
        "snake_case" => apart('_'),
        "SCREAMING_SNAKE_CASE" => apart('_').to_ascii_uppercase(),
        "kebab-case" => apart('-'),
        "PascalCase" => name.to_owned(),
        _ => return None,
    })
}
