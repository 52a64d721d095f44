//! Classes and enums that a script defines.

mod build;
mod construct;
mod enumeration;
mod member;
pub mod symbols;

use crate::block::{Code, Lowered};
use crate::context::Env;
use crate::frame::Frame;
use crate::runspace::Runspace;
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::session::ImportModule;
use stint_object::{Result, Str, Type, Value, access};
use stint_syntax::{TypeDefinitionAst, TypeKind};

/// A class as the engine runs it.
pub(crate) struct Class {
    /// The file it stands in: its source, names and module.
    code: Arc<Code>,
    /// Code with nothing in it, for the scopes in which properties get their first values.
    start: Arc<Code>,
    /// The module whose session state its methods run in.
    module: u32,
    /// What it derives from.
    base: Type,
    /// Its own fields, after those of its base.
    fields: Vec<member::Initial>,
    /// How many fields its bases have.
    first: usize,
}

impl Class {
    /// The class behind a type.
    fn of(ty: Type) -> Option<&'static Class> {
        ty.class?.downcast_ref::<Class>()
    }

    /// How many fields an instance has.
    fn size(&self) -> usize {
        self.first + self.fields.len()
    }
}

/// Defines the types of a script and those of the modules it uses, before anything of it runs.
///
/// # Errors
/// PowerShell's errors for a type that cannot be made, or a module that cannot be loaded.
pub fn define_all(env: &Env<'_>, lowered: &Lowered) -> Result<()> {
    for module in &lowered.modules {
        use_module(env, module)?;
    }
    let names = &env.code.usings;
    let mut waiting: Vec<&Arc<TypeDefinitionAst>> = Vec::new();
    let mut fresh = Vec::new();
    for definition in &lowered.types {
        match names.made(definition) {
            Some(ty) => env.rs.define_type(env.frame, ty),
            None => waiting.push(definition),
        }
    }
    // Enums first, and every class after those it derives from.
    waiting.sort_by_key(|definition| definition.kind != TypeKind::Enum);
    let group: Vec<Str> = waiting
        .iter()
        .map(|definition| Str::from(&*definition.name))
        .collect();
    let group = Arc::new(group);
    while !waiting.is_empty() {
        let at = waiting
            .iter()
            .position(|definition| {
                !waiting.iter().any(|other| {
                    !Arc::ptr_eq(other, definition) && build::derives(definition, &other.name)
                })
            })
            .unwrap_or(0);
        let definition = waiting.remove(at);
        let ty = match definition.kind {
            TypeKind::Enum => enumeration::build(env, definition)?,
            _ => build::class(env, definition, &group)?,
        };
        names.note(definition, ty);
        env.rs.define_type(env.frame, ty);
        fresh.push(ty);
    }
    for ty in fresh {
        build::start(env, ty)?;
    }
    Ok(())
}

/// `using module`: imports it and brings its classes in.
fn use_module(env: &Env<'_>, name: &str) -> Result<()> {
    let path = symbols::module_path(name, env.code.file().as_deref());
    let request = ImportModule {
        name: path.as_str().into(),
        ..ImportModule::default()
    };
    env.rs.import_module(env.frame, &request)?;
    let types = env.rs.types_of_module(&path);
    for ty in types {
        env.code.usings.add(ty);
        env.rs.define_type(env.frame, ty);
    }
    Ok(())
}

/// The classes defined in a scope.
pub fn types_in(frame: &Rc<Frame>) -> Vec<Type> {
    let locals = frame.locals.borrow();
    locals
        .as_ref()
        .map(|locals| locals.types.iter().map(|(_, ty)| *ty).collect())
        .unwrap_or_default()
}

/// Whether an object's class has a method.
pub fn has_method(value: &Value, name: &str) -> bool {
    value
        .ty()
        .is_some_and(|ty| !ty.methods_named(name).is_empty())
}

/// Calls a method as a base class defines it: `([Base]$this).Method()`.
///
/// # Errors
/// Whatever leaves the method.
pub fn invoke_base(ty: Type, this: &Value, name: &str, args: &[Value]) -> Result<Value> {
    access::invoke_method_of(ty, this, name, args)
}

/// The running session, as what is called from .NET members finds it.
fn session() -> Result<Rc<Runspace>> {
    Runspace::current()
}
