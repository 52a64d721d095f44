//! .NET arrays: a fixed number of elements, shared and mutable, so the lock lives inside.

use crate::{Lock, Value};

/// The payload of any array object; the element type is the object's type's business.
pub struct Array {
    items: Lock<Box<[Value]>>,
    /// Lengths of each dimension; `None` for the usual one-dimensional array.
    dimensions: Option<Box<[usize]>>,
    len: usize,
}

impl Array {
    /// A one-dimensional array.
    pub fn new(items: Vec<Value>) -> Self {
        Self {
            len: items.len(),
            items: Lock::new(items.into_boxed_slice()),
            dimensions: None,
        }
    }

    /// An array of several dimensions, its items in row order; `items.len()` is the product of `dimensions`.
    pub fn with_dimensions(items: Vec<Value>, dimensions: Vec<usize>) -> Self {
        Self {
            len: items.len(),
            items: Lock::new(items.into_boxed_slice()),
            dimensions: Some(dimensions.into()),
        }
    }

    /// The number of elements in all dimensions.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no element.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The lengths of the dimensions; one entry for a plain array.
    pub fn dimensions(&self) -> Vec<usize> {
        self.dimensions
            .as_deref()
            .map_or_else(|| vec![self.len], <[usize]>::to_vec)
    }

    /// Whether it has more than one dimension.
    pub fn is_multidimensional(&self) -> bool {
        self.dimensions.is_some()
    }

    /// The element at a row-order index.
    pub fn get(&self, index: usize) -> Option<Value> {
        self.items.lock().get(index).cloned()
    }

    /// Replaces an element; `false` if the index is outside.
    pub fn set(&self, index: usize, value: Value) -> bool {
        match self.items.lock().get_mut(index) {
            Some(slot) => {
                let old = std::mem::replace(slot, value);
                drop(old);
                true
            }
            None => false,
        }
    }

    /// All elements as they are now.
    pub fn to_vec(&self) -> Vec<Value> {
        self.items.lock().to_vec()
    }

    /// Reads the elements in place. The closure must not run script code (the lock is held).
    pub fn with<R>(&self, read: impl FnOnce(&[Value]) -> R) -> R {
        read(&self.items.lock())
    }

    /// Changes the elements in place. The closure must not run script code (the lock is held).
    pub fn with_mut<R>(&self, change: impl FnOnce(&mut [Value]) -> R) -> R {
        change(&mut self.items.lock())
    }
}
