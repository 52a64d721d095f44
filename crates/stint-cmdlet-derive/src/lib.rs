//! `#[derive(Params)]`: describe and store, no PowerShell rule inside.
//!
//! A cmdlet's fields are the parameters it implements: the field `pass_thru` stores the parameter `PassThru`. Types, sets,
//! positions and attributes are not repeated here: they are in the recorded facts about PowerShell's own cmdlets.

use proc_macro::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, parse_macro_input};

/// Implements `stint_cmdlet::Params` for a struct with named fields.
///
/// - `#[param(name = "PSSession")]` where the name is not the field's in Pascal case;
/// - `#[param(check = Self::keep_without_wait)]` for a function `fn(&Self, &Value) -> Result<()>` that may refuse a value as
///   a property's setter does (`ParameterBindingFailed`);
/// - `#[param(flatten)]` for a group of parameters shared by several cmdlets;
/// - `#[param(skip)]` for the cmdlet's own state.
#[proc_macro_derive(Params, attributes(param))]
pub fn derive_params(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let name = &input.ident;
    let Data::Struct(data) = &input.data else {
        return syn::Error::new_spanned(name, "Params needs a struct")
            .to_compile_error()
            .into();
    };
    let fields: Vec<_> = match &data.fields {
        Fields::Named(named) => named.named.iter().collect(),
        Fields::Unit => Vec::new(),
        Fields::Unnamed(_) => {
            return syn::Error::new_spanned(name, "Params needs named fields")
                .to_compile_error()
                .into();
        }
    };
    let (mut names, mut set, mut flat) = (Vec::new(), Vec::new(), Vec::new());
    for field in fields {
        let ident = field.ident.as_ref().expect("named fields have names");
        let options = match Options::of(field) {
            Ok(options) => options,
            Err(error) => return error.to_compile_error().into(),
        };
        match options {
            Options { skip: true, .. } => {}
            Options { flatten: true, .. } => flat.push(ident),
            Options { name, check, .. } => {
                let text = name.unwrap_or_else(|| pascal(&ident.to_string()));
                names.push(quote!(names.push(#text);));
                let check = check
                    .map(|check| quote!(if let Some(value) = &value { (#check)(&*self, value)?; }));
                set.push(
                    quote!(#text => { #check self.#ident = stint_cmdlet::Field::store(value)?; Ok(true) }),
                );
            }
        }
    }
    quote! {
        impl stint_cmdlet::Params for #name {
            fn names(&self, names: &mut Vec<&'static str>) {
                #(#names)*
                #(self.#flat.names(names);)*
            }
            fn set(&mut self, name: &str, value: Option<stint_object::Value>) -> stint_object::Result<bool> {
                match name {
                    #(#set)*
                    _ => {
                        #(if self.#flat.set(name, value.clone())? { return Ok(true); })*
                        Ok(false)
                    }
                }
            }
        }
    }
    .into()
}

#[derive(Default)]
struct Options {
    name: Option<String>,
    check: Option<syn::Path>,
    flatten: bool,
    skip: bool,
}

impl Options {
    fn of(field: &syn::Field) -> syn::Result<Self> {
        let mut options = Self::default();
        for attribute in field
            .attrs
            .iter()
            .filter(|attribute| attribute.path().is_ident("param"))
        {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("name") {
                    options.name = Some(meta.value()?.parse::<syn::LitStr>()?.value());
                } else if meta.path.is_ident("check") {
                    options.check = Some(meta.value()?.parse()?);
                } else if meta.path.is_ident("flatten") {
                    options.flatten = true;
                } else if meta.path.is_ident("skip") {
                    options.skip = true;
                } else {
                    return Err(meta.error("expected name, check, flatten or skip"));
                }
                Ok(())
            })?;
        }
        Ok(options)
    }
}

fn pascal(snake: &str) -> String {
    snake
        .trim_start_matches("r#")
        .split('_')
        .map(|word| word[..1].to_uppercase() + &word[1..])
        .collect()
}
