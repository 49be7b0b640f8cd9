//! Derives the typed handles of `privatelink-ir` for the structs and enumerations that are inputs of components.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Fields, Ident, Type, parse_macro_input};

/// For a struct of inputs: a method of its handle for each field, in a trait called `<Name>Fields`. For an enumeration: its
/// variants as the words that users type. For a form, a struct of one field without a name: what it is a form of.
#[proc_macro_derive(Input)]
pub fn input(tokens: TokenStream) -> TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    let made = match &input.data {
        Data::Struct(data) => of_struct(&input, &data.fields),
        Data::Enum(_) => Ok(of_enum(&input.ident)),
        Data::Union(_) => Err(syn::Error::new_spanned(&input.ident, "a union cannot be an input")),
    };
    made.unwrap_or_else(|error| error.to_compile_error()).into()
}

fn of_struct(input: &DeriveInput, fields: &Fields) -> syn::Result<Tokens> {
    let (name, visibility) = (&input.ident, &input.vis);
    let fields = match fields {
        Fields::Named(fields) => fields,
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            return Ok(fields.unnamed.iter().map(|inner| of_form(name, &inner.ty)).collect());
        }
        _ => return Err(syn::Error::new_spanned(name, "the fields of an input need names")),
    };
    let methods = format_ident!("{name}Fields");
    let doc = format!("Fields of [`{name}`].");
    let mut declared = Vec::new();
    let mut written = Vec::new();
    for field in &fields.named {
        let (Some(method), ty) = (&field.ident, &field.ty) else { continue };
        let word = camel_case(method);
        let docs = field.attrs.iter().filter(|attribute| attribute.path().is_ident("doc"));
        let head = quote! { fn #method(self) -> ::privatelink_ir::handle::Part<#ty, When> };
        declared.push(quote! { #(#docs)* #head; });
        written.push(quote! { #head { self.part::<#ty>(#word) } });
    }
    Ok(quote! {
        #[doc = #doc]
        #[allow(dead_code, reason = "not every field is read by itself")]
        #visibility trait #methods<When: ::privatelink_ir::handle::When> {
            #(#declared)*
        }

        impl<When: ::privatelink_ir::handle::When> #methods<When>
            for ::privatelink_ir::handle::Handle<#name, When>
        {
            #(#written)*
        }

        impl ::privatelink_ir::handle::Input for #name {
            type Is = Self;
            type When = ::privatelink_ir::handle::Early;
        }
    })
}

/// A form is what it is a form of.
fn of_form(name: &Ident, of: &Type) -> Tokens {
    quote! {
        impl ::privatelink_ir::handle::Input for #name {
            type Is = <#of as ::privatelink_ir::handle::Input>::Is;
            type When = <#of as ::privatelink_ir::handle::Input>::When;
        }
    }
}

fn of_enum(name: &Ident) -> Tokens {
    quote! {
        impl ::privatelink_ir::handle::Input for #name {
            type Is = Self;
            type When = ::privatelink_ir::handle::Early;
        }

        impl ::privatelink_ir::handle::Literal<#name> for #name {
            fn constant(self) -> ::privatelink_ir::Constant {
                ::privatelink_ir::handle::word::<Self>(self as usize)
            }
        }
    }
}

/// The name of a field as users type it.
fn camel_case(name: &Ident) -> String {
    let mut word = String::new();
    let mut is_start = false;
    for letter in name.to_string().trim_start_matches("r#").chars() {
        match letter {
            '_' => is_start = true,
            letter if is_start => {
                word.extend(letter.to_uppercase());
                is_start = false;
            }
            letter => word.push(letter),
        }
    }
    word
}
