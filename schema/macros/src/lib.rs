//! Derives the typed handles of `privatelink-ir` for the structs and enumerations that are inputs of components.

mod json;
mod text;
mod words;

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::{format_ident, quote};
use syn::{
    Attribute, Data, DeriveInput, Field, Fields, FieldsNamed, Ident, Type, Visibility,
    parse_macro_input,
};

/// For a struct of inputs: a method of its handle for each field, in a trait called `<Name>Fields`. For an enumeration: its
/// variants as the words that users type. For a form, a struct of one field without a name: what it is a form of.
#[proc_macro_derive(Input)]
pub fn input(tokens: TokenStream) -> TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    let made = match &input.data {
        Data::Struct(data) => of_struct(&input, &data.fields),
        Data::Enum(data) => of_enum(&input, data),
        Data::Union(_) => Err(syn::Error::new_spanned(&input.ident, "a union cannot be an input")),
    };
    made.unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Text with values in it: `text!("Endpoint of {name}")`, `text!("port {}", listener.port())`.
#[proc_macro]
pub fn text(tokens: TokenStream) -> TokenStream {
    let text = parse_macro_input!(tokens as text::Template);
    text.written().unwrap_or_else(|error| error.to_compile_error()).into()
}

/// A JSON document, such as a policy: `json!({ "Effect": "Allow", "Resource": [arn] })`.
#[proc_macro]
pub fn json(tokens: TokenStream) -> TokenStream {
    parse_macro_input!(tokens as json::Node).written().into()
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
    let readers = readers(name, visibility, fields);
    let object = object(name, visibility, fields);
    let names: Vec<_> = fields.named.iter().map(|field| &field.ident).collect();
    Ok(quote! {
        #readers

        impl ::privatelink_ir::handle::Input for #name {
            type Is = Self;
            type When = ::privatelink_ir::handle::Early;

            fn touch(&self) {
                let Self { #(#names),* } = self;
                let _ = (#(#names,)*);
            }
        }

        impl ::privatelink_ir::handle::Fits<Self> for #name {}

        impl ::privatelink_ir::handle::Typed for #name {
            fn ty() -> ::privatelink_ir::Type {
                ::privatelink_ir::type_of::<Self>()
            }
        }

        #object
    })
}

/// A trait with a method for each field, which handles implement.
fn readers(name: &Ident, visibility: &Visibility, fields: &FieldsNamed) -> Tokens {
    let methods = format_ident!("{name}Fields");
    let doc = format!("Fields of [`{name}`].");
    let mut declared = Vec::new();
    let mut written = Vec::new();
    for Named { method, word, ty, docs } in fields.named.iter().filter_map(Named::of) {
        let head = quote! { fn #method(self) -> ::privatelink_ir::handle::FieldOf<#ty, When> };
        declared.push(quote! { #(#docs)* #head; });
        written.push(quote! { #head { self.part::<#ty>(#word) } });
    }
    quote! {
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
    }
}

/// A type with a method for each field, which sets it, for objects that are made in a graph.
fn object(name: &Ident, visibility: &Visibility, fields: &FieldsNamed) -> Tokens {
    let object = format_ident!("{name}Object");
    let doc = format!("A [`{name}`] that is being made.");
    let fields = fields.named.iter().filter_map(Named::of);
    let setters = fields.map(|Named { method, word, ty, docs }| {
        quote! {
            #(#docs)*
            #[allow(dead_code, reason = "few objects are made")]
            #visibility fn #method<T: ::privatelink_ir::handle::Term>(self, value: T) -> Self
            where
                T::Is: ::privatelink_ir::handle::Fits<<#ty as ::privatelink_ir::handle::Input>::Is>,
            {
                Self(self.0.set(#word, value))
            }
        }
    });
    quote! {
        impl #name {
            /// One that is made here, field by field.
            #[allow(dead_code, reason = "few objects are made")]
            #visibility fn object() -> #object {
                #object(::privatelink_ir::handle::Object::default())
            }
        }

        #[doc = #doc]
        #[allow(dead_code, reason = "few objects are made")]
        #visibility struct #object(::privatelink_ir::handle::Object<#name>);

        impl #object {
            #(#setters)*
        }

        impl ::privatelink_ir::handle::Term for #object {
            type Is = #name;
            type When = ::privatelink_ir::handle::Early;

            fn expr(self) -> ::privatelink_ir::Expr {
                ::privatelink_ir::handle::Term::expr(self.0)
            }
        }
    }
}

/// A field with its name in Rust and in inputs.
struct Named<'a> {
    method: &'a Ident,
    word: String,
    ty: &'a Type,
    docs: Vec<&'a Attribute>,
}

impl<'a> Named<'a> {
    fn of(field: &'a Field) -> Option<Self> {
        let method = field.ident.as_ref()?;
        let docs = field.attrs.iter().filter(|attribute| attribute.path().is_ident("doc"));
        Some(Self { method, word: camel_case(method), ty: &field.ty, docs: docs.collect() })
    }
}

/// A form is what it is a form of.
fn of_form(name: &Ident, of: &Type) -> Tokens {
    quote! {
        impl ::privatelink_ir::handle::Input for #name {
            type Is = <#of as ::privatelink_ir::handle::Input>::Is;
            type When = <#of as ::privatelink_ir::handle::Input>::When;

            fn touch(&self) {
                let _ = &self.0;
            }
        }
    }
}

fn of_enum(input: &DeriveInput, data: &syn::DataEnum) -> syn::Result<Tokens> {
    let name = &input.ident;
    let style = words::style(&input.attrs)?;
    let mut variants = Vec::new();
    let idents = data.variants.iter().map(|variant| &variant.ident).collect::<Vec<_>>();
    for variant in &data.variants {
        let (ident, word) = (&variant.ident, words::word(variant, style.as_deref())?);
        variants.push(quote! { Self::#ident => #word });
    }
    Ok(quote! {
        impl ::privatelink_ir::handle::Input for #name {
            type Is = Self;
            type When = ::privatelink_ir::handle::Early;

            fn touch(&self) {
                let _ = [#(Self::#idents),*];
            }
        }

        impl ::privatelink_ir::handle::Fits<Self> for #name {}
        impl ::privatelink_ir::handle::Fits<::privatelink_ir::handle::Text> for #name {}
        impl ::privatelink_ir::handle::Spelled for #name {}

        impl ::privatelink_ir::handle::Typed for #name {
            fn ty() -> ::privatelink_ir::Type {
                ::privatelink_ir::Type::text()
            }
        }

        impl ::privatelink_ir::handle::Term for #name {
            type Is = Self;
            type When = ::privatelink_ir::handle::Early;

            fn expr(self) -> ::privatelink_ir::Expr {
                let word = match self {
                    #(#variants,)*
                };
                word.into()
            }
        }
    })
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
