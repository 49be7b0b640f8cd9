//! `json!`: JSON documents with values in them.

use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Expr, LitStr, Token, braced, bracketed, token};

/// Part of a document.
pub(crate) enum Node {
    /// An object.
    Object(Vec<(LitStr, Node)>),
    /// A list.
    List(Vec<Node>),
    /// A value.
    Value(Expr),
}

struct Entry(LitStr, Node);

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key = input.parse()?;
        input.parse::<Token![:]>()?;
        Ok(Self(key, input.parse()?))
    }
}

impl Parse for Node {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let inner;
        if input.peek(token::Brace) {
            braced!(inner in input);
            let entries = Punctuated::<Entry, Token![,]>::parse_terminated(&inner)?;
            Ok(Self::Object(entries.into_iter().map(|Entry(key, value)| (key, value)).collect()))
        } else if input.peek(token::Bracket) {
            bracketed!(inner in input);
            let items = Punctuated::<Self, Token![,]>::parse_terminated(&inner)?;
            Ok(Self::List(items.into_iter().collect()))
        } else {
            Ok(Self::Value(input.parse()?))
        }
    }
}

impl Node {
    /// The handle that it stands for.
    pub(crate) fn written(&self) -> Tokens {
        match self {
            Self::Object(entries) => {
                let keys = entries.iter().map(|(key, _)| key);
                let values = entries.iter().map(|(_, value)| value.expression());
                quote! { ::privatelink_ir::handle::json_object([#((#keys, #values)),*]) }
            }
            Self::List(items) => {
                let items = items.iter().map(Self::expression);
                quote! { ::privatelink_ir::handle::json_list([#(#items),*]) }
            }
            Self::Value(value) => quote! { #value },
        }
    }

    fn expression(&self) -> Tokens {
        let written = self.written();
        quote! { ::privatelink_ir::handle::Term::expr(#written) }
    }
}
