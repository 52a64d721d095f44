//! Typed slots: what other crates keep for a runspace or the process, found by type. The job table lives in one.

use parking_lot::RwLock;
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

/// A place for each type, filled once.
#[derive(Default)]
pub struct Slots(RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Slots {
    /// What is kept for a type, made on first touch.
    pub fn get_or_insert<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Arc<T> {
        if let Some(found) = self.get::<T>() {
            return found;
        }
        let made: Arc<dyn Any + Send + Sync> = Arc::new(make());
        let kept = self
            .0
            .write()
            .entry(TypeId::of::<T>())
            .or_insert(made)
            .clone();
        kept.downcast()
            .expect("a slot holds the type it is named by")
    }

    /// What is kept for a type, if anything.
    pub fn get<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        let found = self.0.read().get(&TypeId::of::<T>()).cloned()?;
        found.downcast().ok()
    }

    /// Keeps something, instead of what was there.
    pub fn set<T: Any + Send + Sync>(&self, value: Arc<T>) {
        self.0.write().insert(TypeId::of::<T>(), value);
    }
}
