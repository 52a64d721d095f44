//! Hidden classes: objects made alike share one list of member names.
//!
//! 50,000 objects of one literal own one key list, and a member is found by scanning a few names. See
//! `docs/design/values.md`.

use crate::members::Member;
use crate::{Lock, Str};
use hashbrown::HashMap;
use std::sync::{Arc, LazyLock};

/// How many names are scanned before a map is made.
const SCANNED: usize = 12;
/// How many successors a shape remembers: scripts that make keys up would fill memory otherwise.
const REMEMBERED: usize = 128;

/// A list of member names, in the order they were added.
pub struct Shape {
    names: Vec<Str>,
    index: Option<HashMap<String, usize>>,
    next: Lock<Vec<(Str, Arc<Shape>)>>,
}

static EMPTY: LazyLock<Arc<Shape>> = LazyLock::new(|| Arc::new(Shape::of(Vec::new())));

impl Shape {
    fn of(names: Vec<Str>) -> Self {
        let index = (names.len() > SCANNED).then(|| {
            names
                .iter()
                .enumerate()
                .map(|(at, name)| (name.to_lowercase(), at))
                .collect()
        });
        Self {
            names,
            index,
            next: Lock::new(Vec::new()),
        }
    }

    /// The shape of an object without members.
    pub fn empty() -> Arc<Self> {
        EMPTY.clone()
    }

    /// A shape of these names, no two of them the same, not reached from another. The names of whoever makes many objects of
    /// it, or of so many names that the way there would be long.
    pub fn list(names: Vec<Str>) -> Arc<Self> {
        Arc::new(Self::of(names))
    }

    /// The names, in order.
    pub fn names(&self) -> &[Str] {
        &self.names
    }

    /// Where a name stands, ignoring case.
    pub fn find(&self, name: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(&name.to_lowercase()).copied(),
            None => self.names.iter().position(|known| same_name(known, name)),
        }
    }

    /// This shape with one name more.
    pub fn with(self: &Arc<Self>, name: &Str) -> Arc<Self> {
        let mut next = self.next.lock();
        if let Some((_, shape)) = next.iter().find(|(known, _)| known == name) {
            return shape.clone();
        }
        let mut names = self.names.clone();
        names.push(name.clone());
        let shape = Arc::new(Self::of(names));
        if next.len() < REMEMBERED {
            next.push((name.clone(), shape.clone()));
        }
        shape
    }
}

/// Whether two member names are the same to PowerShell: ignoring case.
pub fn same_name(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.eq_ignore_ascii_case(b)
        || !(a.is_ascii() && b.is_ascii()) && a.to_lowercase() == b.to_lowercase()
}

/// Members by name, in the order they were added.
#[derive(Default, Clone)]
pub struct Bag {
    shape: Option<Arc<Shape>>,
    slots: Vec<Member>,
}

impl Bag {
    /// A bag made from a shape and as many members as it has names.
    pub fn new(shape: Arc<Shape>, slots: Vec<Member>) -> Self {
        debug_assert_eq!(shape.names.len(), slots.len());
        Self {
            shape: Some(shape),
            slots,
        }
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The shared names.
    pub fn shape(&self) -> Option<&Arc<Shape>> {
        self.shape.as_ref()
    }

    /// A member by name, ignoring case.
    pub fn get(&self, name: &str) -> Option<&Member> {
        self.slots.get(self.shape.as_ref()?.find(name)?)
    }

    /// A member by its place.
    pub fn at(&self, index: usize) -> Option<&Member> {
        self.slots.get(index)
    }

    /// Replaces or adds a member; gives the old one, so that the caller drops it outside any lock.
    pub fn set(&mut self, name: &str, member: Member) -> Option<Member> {
        if let Some(at) = self.shape.as_ref().and_then(|shape| shape.find(name)) {
            return Some(std::mem::replace(&mut self.slots[at], member));
        }
        let shape = self.shape.take().unwrap_or_else(Shape::empty);
        self.shape = Some(shape.with(&name.into()));
        self.slots.push(member);
        None
    }

    /// Takes a member out.
    pub fn remove(&mut self, name: &str) -> Option<Member> {
        let at = self.shape.as_ref()?.find(name)?;
        let mut names = self.shape.as_ref()?.names.clone();
        names.remove(at);
        self.shape = Some(Arc::new(Shape::of(names)));
        Some(self.slots.remove(at))
    }

    /// Names and members in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Str, &Member)> {
        self.shape
            .iter()
            .flat_map(|shape| shape.names.iter())
            .zip(&self.slots)
    }
}
