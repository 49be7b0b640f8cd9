//! `text!`: text with values in it.

use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, Expr, Ident, LitStr, Token};

/// Text with places for values, and values.
pub(crate) struct Template {
    text: LitStr,
    values: Vec<Expr>,
}

impl Parse for Template {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let text = input.parse()?;
        let values = if input.is_empty() {
            Vec::new()
        } else {
            input.parse::<Token![,]>()?;
            Punctuated::<Expr, Token![,]>::parse_terminated(input)?.into_iter().collect()
        };
        Ok(Self { text, values })
    }
}

impl Template {
    /// The handle that it stands for.
    pub(crate) fn written(&self) -> syn::Result<Tokens> {
        let mut written = quote! { ::privatelink_ir::handle::Words::new() };
        let mut values = self.values.iter();
        let text = self.text.value();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, behind)) = after.split_once('}') else {
                return Err(Error::new(self.text.span(), "a `{` without its `}`"));
            };
            if !before.is_empty() {
                written = quote! { #written.constant(#before) };
            }
            written = if name.is_empty() {
                let missing = || Error::new(self.text.span(), "more places than values");
                let value = values.next().ok_or_else(missing)?;
                quote! { #written.value(#value) }
            } else {
                let name = Ident::new(name, self.text.span());
                quote! { #written.value(#name) }
            };
            rest = behind;
        }
        if let Some(left) = values.next() {
            return Err(Error::new_spanned(left, "more values than places"));
        }
        if !rest.is_empty() {
            written = quote! { #written.constant(#rest) };
        }
        Ok(quote! { #written.done() })
    }
}
