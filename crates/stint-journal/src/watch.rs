//! Who is to be woken by the next append.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::Waker;

/// The wakers of one journal. Empty in nearly every append, which then costs one look at a length.
#[derive(Debug, Default)]
pub(crate) struct Watchers {
    list: Mutex<Vec<(u64, Waker)>>,
}

impl Watchers {
    pub(crate) fn wake(&self) {
        for (_, waker) in self
            .list
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
        {
            waker.wake_by_ref();
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_empty()
    }
}

/// A registration with a journal; dropping it ends it.
///
/// The waker is called at every append and at the close, with no lock of the journal held; it may be called once more
/// while the registration is being dropped.
#[derive(Debug)]
#[must_use = "dropping a watch ends it"]
pub struct Watch {
    watchers: Weak<Watchers>,
    id: u64,
}

impl Watch {
    pub(crate) fn new(watchers: &Arc<Watchers>, waker: &Waker) -> Self {
        let mut list = watchers.list.lock().unwrap_or_else(PoisonError::into_inner);
        let id = list.last().map_or(0, |(last, _)| last + 1);
        list.push((id, waker.clone()));
        Self {
            watchers: Arc::downgrade(watchers),
            id,
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let Some(watchers) = self.watchers.upgrade() else {
            return;
        };
        let mut list = watchers.list.lock().unwrap_or_else(PoisonError::into_inner);
        list.retain(|(id, _)| *id != self.id);
    }
}
