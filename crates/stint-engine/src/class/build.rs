//! From a class's definition to its type.

use super::Class;
use super::construct::Constructor;
use super::member::{Checks, Function, Initial, Property, StaticProperty};
use crate::block::Code;
use crate::context::Env;
use crate::frame::Layout;
use crate::lower;
use crate::names::Names;
use crate::run::types;
use crate::runspace::Runspace;
use std::sync::Arc;
use stint_object::types::class_builder::{ClassBuilder, Field};
use stint_object::types::{Kind, MethodCall, system};
use stint_object::{Lock, Result, Str, Type, Value};
use stint_syntax::{
    FunctionMemberAst, Member, PropertyMemberAst, TypeConstraintAst, TypeDefinitionAst, TypeName,
};

/// Whether a class names another one as its base.
pub(super) fn derives(definition: &TypeDefinitionAst, name: &str) -> bool {
    definition
        .base_types
        .iter()
        .any(|base| base.type_name.name().eq_ignore_ascii_case(name))
}

struct Builder<'a> {
    env: &'a Env<'a>,
    group: Arc<Vec<Str>>,
    layout: Arc<Layout>,
    class: ClassBuilder,
    fields: Vec<Initial>,
    statics: Vec<(Arc<Lock<Value>>, Initial)>,
    first: usize,
}

/// What a class's static members start with: run once the whole script's types are there.
pub(super) struct Statics {
    list: Vec<(Arc<Lock<Value>>, Initial)>,
}

static STATICS: Lock<Vec<(Type, Statics)>> = Lock::new(Vec::new());

/// Makes the type of a class. `group` are the names of the types defined with it, which may not be there yet.
pub(super) fn class(
    env: &Env<'_>,
    definition: &TypeDefinitionAst,
    group: &Arc<Vec<Str>>,
) -> Result<Type> {
    let layout = Arc::new(Layout::default());
    let mut bases = Vec::new();
    for base in &definition.base_types {
        let node = lower::type_name(env.code, &layout, &base.type_name);
        bases.push(types::resolve(env, &node)?);
    }
    let base = match bases.first() {
        Some(first) if first.kind != Kind::Interface => bases.remove(0),
        _ => system::OBJECT,
    };
    let mut builder = Builder {
        env,
        group: group.clone(),
        layout: layout.clone(),
        class: ClassBuilder::new(&*definition.name, base),
        fields: Vec::new(),
        statics: Vec::new(),
        first: Class::of(base).map_or(0, Class::size),
    };
    for interface in bases {
        builder.class.interface(interface);
    }
    let names = env.code.usings.clone();
    builder.class.resolver(move |name| resolve(&names, name));
    for member in &definition.members {
        match member {
            Member::Property(property) => builder.property(property),
            Member::Function(function) => builder.function(definition, function),
        }
    }
    let is_constructor = |member: &Member| matches!(member, Member::Function(function) if function.is_constructor && !function.flags.is_static);
    if !definition.members.iter().any(is_constructor) {
        builder.class.constructor(
            format!("{}()", definition.name),
            Constructor { function: None },
        );
    }
    let class = Class {
        code: env.code.clone(),
        start: Code::new(
            Code::empty().ast.clone(),
            None,
            layout,
            env.code.usings.clone(),
        ),
        module: env.frame.module,
        base,
        fields: builder.fields,
        first: builder.first,
    };
    let mut made = builder.class;
    made.class(class);
    let ty = made.build();
    STATICS.lock().push((
        ty,
        Statics {
            list: builder.statics,
        },
    ));
    Ok(ty)
}

/// A simple name in a signature: a type of the file, or one that a scope has.
fn resolve(names: &Names, name: &str) -> Option<Type> {
    names
        .find(name)
        .or_else(|| Runspace::current().ok()?.class_in_scope(name))
}

/// Gives static members their first values and runs the static constructor.
pub(super) fn start(env: &Env<'_>, ty: Type) -> Result<()> {
    let statics = {
        let mut all = STATICS.lock();
        match all.iter().position(|(known, _)| *known == ty) {
            Some(at) => all.remove(at).1,
            None => return Ok(()),
        }
    };
    let Some(class) = Class::of(ty) else {
        return Ok(());
    };
    if !statics.list.is_empty() {
        let frame = class.scope(env.rs, None)?;
        let inner = Env {
            rs: env.rs,
            frame: &frame,
            out: env.out,
            code: &class.code,
        };
        let outer = env.rs.enter_scope(&frame);
        let result: Result<()> = statics.list.iter().try_for_each(|(cell, initial)| {
            let value = initial.eval(&inner)?;
            *cell.lock() = value;
            Ok(())
        });
        env.rs.leave_scope(outer);
        result?;
    }
    let constructors = ty.index().fixed.methods_named(".cctor");
    for entry in constructors.iter().filter(|entry| entry.owner == ty) {
        if let MethodCall::Body(body) = entry.method.call {
            body.invoke(&Value::Null, &[])?;
        }
    }
    Ok(())
}

impl Builder<'_> {
    fn property(&mut self, property: &PropertyMemberAst) {
        let text = self.type_text(property.property_type.as_ref());
        let initial = Initial {
            ty: property
                .property_type
                .as_ref()
                .map(|ty| lower::type_name(self.env.code, &self.layout, &ty.type_name)),
            value: property
                .initial_value
                .as_ref()
                .map(|value| lower::expression(self.env.code, &self.layout, value)),
        };
        let nodes = property
            .attributes
            .iter()
            .map(|attribute| lower::attribute_node(self.env.code, &self.layout, attribute))
            .collect();
        let checks = Checks::new(nodes, self.env.code.clone());
        let hidden = property.flags.is_hidden;
        if property.flags.is_static {
            let cell = Arc::new(Lock::new(Value::Null));
            self.statics.push((cell.clone(), initial));
            self.class.property(
                format!("static {text} {} {{get;set;}}", property.name),
                StaticProperty {
                    cell,
                    hidden,
                    checks,
                },
            );
            return;
        }
        let field = Field {
            index: self.first + self.fields.len(),
            hidden,
        };
        self.fields.push(initial);
        self.class.property(
            format!("{text} {} {{get;set;}}", property.name),
            Property { field, checks },
        );
    }

    fn function(&mut self, definition: &TypeDefinitionAst, member: &FunctionMemberAst) {
        let is_static = member.flags.is_static;
        let shown = if member.is_constructor && is_static {
            ".cctor"
        } else {
            member.name()
        };
        let function = Function {
            code: Code::method(member.function.clone(), self.env.code.usings.clone()),
            module: self.env.frame.module,
            name: Arc::from(&**member.name()),
            result: member
                .return_type
                .as_ref()
                .map(|ty| lower::type_name(self.env.code, &self.layout, &ty.type_name)),
            is_static,
            hidden: member.flags.is_hidden,
        };
        let parameters: Vec<String> = member
            .parameters()
            .iter()
            .map(|parameter| {
                let ty = parameter
                    .attributes
                    .iter()
                    .rev()
                    .find_map(|attribute| match attribute {
                        stint_syntax::AttributeBase::TypeConstraint(ty) => Some(ty),
                        stint_syntax::AttributeBase::Attribute(_) => None,
                    });
                let name = parameter.name.path.unqualified();
                format!("{} {name}", self.type_text(ty))
            })
            .collect();
        let parameters = parameters.join(", ");
        if member.is_constructor && !is_static {
            self.class.constructor(
                format!("{}({parameters})", definition.name),
                Constructor {
                    function: Some(function),
                },
            );
            return;
        }
        let result = match &member.return_type {
            Some(ty) => self.type_text(Some(ty)),
            None => "void".to_owned(),
        };
        let modifier = if is_static { "static " } else { "" };
        self.class.method(
            format!("{modifier}{result} {shown}({parameters})"),
            function,
        );
    }

    fn type_text(&self, ty: Option<&TypeConstraintAst>) -> String {
        match ty {
            Some(ty) => self.name_text(&ty.type_name),
            None => "System.Object".to_owned(),
        }
    }

    /// A type as signatures show it; those of this group are not there yet, but are shown by their names.
    fn name_text(&self, name: &TypeName) -> String {
        match name {
            TypeName::Array { element, rank, .. } => {
                let commas = ",".repeat(*rank as usize - 1);
                format!("{}[{commas}]", self.name_text(element))
            }
            TypeName::Generic {
                definition,
                arguments,
                ..
            } => {
                let open = format!("{}`{}", definition.name(), arguments.len());
                let found = self.env.rs.find_type(&open, &self.env.code.usings);
                let shown = match found.or_else(|| {
                    self.env
                        .rs
                        .find_type(&definition.name(), &self.env.code.usings)
                }) {
                    Some(ty) => ty.name().split('`').next().unwrap_or_default().to_owned(),
                    None => definition.name(),
                };
                let arguments: Vec<String> = arguments
                    .iter()
                    .map(|argument| self.name_text(argument))
                    .collect();
                format!("{shown}[{}]", arguments.join(","))
            }
            TypeName::Simple { name, .. } => {
                let own = self
                    .group
                    .iter()
                    .find(|known| known.eq_ignore_ascii_case(name));
                if let Some(own) = own {
                    return own.to_string();
                }
                match self.env.rs.find_type(name, &self.env.code.usings) {
                    Some(ty) if ty == system::OBJECT => "System.Object".to_owned(),
                    Some(ty) => ty.display_name(),
                    None => name.to_string(),
                }
            }
        }
    }
}
