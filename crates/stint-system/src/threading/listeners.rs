//! Who is told when a signal changes.

use std::any::Any;
use std::sync::Arc;
use stint_object::Lock;
use stint_object::waitable::Wake;

/// A list of listeners that grows and shrinks while it is used.
#[derive(Clone, Default)]
pub struct Listeners(Arc<Lock<List>>);

#[derive(Default)]
struct List {
    next: u64,
    wakes: Vec<(u64, Wake)>,
}

/// One listener; dropping it takes the listener away.
struct Registration {
    list: Listeners,
    id: u64,
}

impl Listeners {
    /// Adds one until what is given back is dropped.
    pub fn add(&self, wake: Wake) -> Box<dyn Any + Send + Sync> {
        let mut list = self.0.lock();
        list.next += 1;
        let id = list.next;
        list.wakes.push((id, wake));
        Box::new(Registration {
            list: self.clone(),
            id,
        })
    }

    /// Tells all.
    pub fn ring(&self) {
        let wakes: Vec<Wake> = self
            .0
            .lock()
            .wakes
            .iter()
            .map(|(_, wake)| wake.clone())
            .collect();
        for wake in wakes {
            wake();
        }
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        let mut list = self.list.0.lock();
        let at = list.wakes.iter().position(|(id, _)| *id == self.id);
        let gone = at.map(|at| list.wakes.swap_remove(at));
        drop(list);
        drop(gone);
    }
}
