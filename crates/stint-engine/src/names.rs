//! What the type names of a file mean: its `using namespace` statements and the classes it defines.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use stint_object::{Lock, Str, Type};
use stint_syntax::TypeDefinitionAst;

/// Set once any script defined a class: until then nobody looks for one.
static ANY: AtomicBool = AtomicBool::new(false);

/// The names of a file.
#[derive(Default)]
pub struct Names {
    /// `using namespace`.
    namespaces: Vec<Str>,
    /// The file's own types and those of `using module`, by their names in lower case.
    types: Lock<Vec<(String, Type)>>,
    /// What was made of which definition, so that a block that runs twice has one class.
    made: Lock<Vec<(Arc<TypeDefinitionAst>, Type)>>,
}

impl Deref for Names {
    type Target = [Str];
    fn deref(&self) -> &[Str] {
        &self.namespaces
    }
}

impl Names {
    /// Names with `using namespace` statements.
    pub fn new(namespaces: Vec<Str>) -> Self {
        Self {
            namespaces,
            ..Self::default()
        }
    }

    /// Whether any script defined a class yet.
    pub fn any() -> bool {
        ANY.load(Ordering::Relaxed)
    }

    /// A type of the file.
    pub fn find(&self, name: &str) -> Option<Type> {
        if !Self::any() {
            return None;
        }
        let types = self.types.lock();
        let found = types
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, ty)| *ty)
    }

    /// Adds a type; the newest of a name wins.
    pub fn add(&self, ty: Type) {
        ANY.store(true, Ordering::Relaxed);
        let name = ty.name().to_lowercase();
        let mut types = self.types.lock();
        types.retain(|(known, _)| *known != name);
        types.push((name, ty));
    }

    /// The type that was made of a definition.
    pub fn made(&self, definition: &Arc<TypeDefinitionAst>) -> Option<Type> {
        let made = self.made.lock();
        let found = made
            .iter()
            .find(|(known, _)| Arc::ptr_eq(known, definition));
        found.map(|(_, ty)| *ty)
    }

    /// Notes what a definition became.
    pub fn note(&self, definition: &Arc<TypeDefinitionAst>, ty: Type) {
        self.made.lock().push((definition.clone(), ty));
        self.add(ty);
    }
}
