//! The views of a runspace: the built-in ones, and what `Update-FormatData` put before and behind them.

use super::load_xml::{Defaults, Loaded};
use super::{Shape, View, built_in, rank};
use crate::subject::original_type_names;
use std::collections::HashMap;
use std::sync::Arc;
use stint_object::{Lock, Str};

/// All views, in the order in which they are tried.
#[derive(Default)]
pub struct Database {
    known: Lock<Known>,
    /// What was found for a list of type names, by the whole question.
    found: Lock<HashMap<Question, Option<Arc<View>>>>,
}

#[derive(Default, Clone)]
struct Known {
    before: Vec<Arc<View>>,
    behind: Vec<Arc<View>>,
    defaults: Defaults,
}

#[derive(PartialEq, Eq, Hash, Clone)]
struct Question {
    types: Vec<Str>,
    kind: Kind,
    name: Option<String>,
}

#[derive(PartialEq, Eq, Hash, Clone, Copy)]
enum Kind {
    OutOfBand,
    Any,
    Table,
    List,
    Wide,
    Complex,
}

impl From<Option<Shape>> for Kind {
    fn from(shape: Option<Shape>) -> Self {
        match shape {
            None => Self::Any,
            Some(Shape::Table) => Self::Table,
            Some(Shape::List) => Self::List,
            Some(Shape::Wide) => Self::Wide,
            Some(Shape::Complex) => Self::Complex,
        }
    }
}

impl Database {
    /// Adds what a file says before all others (`Update-FormatData -PrependPath`).
    pub fn prepend(&self, file: Loaded) {
        let views = file.views.into_iter().map(Arc::new);
        self.change(|known| {
            known.before.splice(0..0, views);
            known.defaults = file.defaults.or(known.defaults);
        });
    }

    /// Adds what a file says behind all others (`Update-FormatData -AppendPath`).
    pub fn append(&self, file: Loaded) {
        let views = file.views.into_iter().map(Arc::new);
        self.change(|known| {
            known.behind.extend(views);
            known.defaults = known.defaults.or(file.defaults);
        });
    }

    /// The settings of loaded files.
    pub fn defaults(&self) -> Defaults {
        self.known.lock().defaults
    }

    fn change(&self, change: impl FnOnce(&mut Known)) {
        change(&mut self.known.lock());
        self.found.lock().clear();
    }

    /// The view of a shape (any shape: the default view), perhaps of a name.
    pub fn find(
        &self,
        shape: Option<Shape>,
        type_names: &[Str],
        name: Option<&str>,
    ) -> Option<Arc<View>> {
        self.ask(Question {
            types: type_names.to_vec(),
            kind: shape.into(),
            name: name.map(str::to_ascii_lowercase),
        })
    }

    /// The view for an object that is shown apart from any document.
    pub fn find_out_of_band(&self, type_names: &[Str]) -> Option<Arc<View>> {
        self.ask(Question {
            types: type_names.to_vec(),
            kind: Kind::OutOfBand,
            name: None,
        })
    }

    /// The names of all views of a shape for a type, and the shapes of all views of a name.
    pub fn views_of(&self, type_name: &str) -> Vec<Arc<View>> {
        self.candidates(&[type_name.into()])
    }

    fn ask(&self, question: Question) -> Option<Arc<View>> {
        if let Some(known) = self.found.lock().get(&question) {
            return known.clone();
        }
        let found = self
            .search(&question, &question.types)
            .or_else(|| self.search(&question, &original_type_names(&question.types)?));
        self.found.lock().insert(question, found.clone());
        found
    }

    fn search(&self, question: &Question, type_names: &[Str]) -> Option<Arc<View>> {
        let mut best: Option<(usize, Arc<View>)> = None;
        for view in self.candidates(type_names) {
            if !is_asked_for(&view, question) {
                continue;
            }
            let Some(rank) = rank(&view.types, type_names) else {
                continue;
            };
            if best.as_ref().is_none_or(|(known, _)| rank < *known) {
                best = Some((rank, view));
            }
        }
        best.map(|(_, view)| view)
    }

    fn candidates(&self, type_names: &[Str]) -> Vec<Arc<View>> {
        let loaded = self.known.lock().clone();
        let built_in = type_names.iter().flat_map(|name| built_in::views_of(name));
        loaded
            .before
            .into_iter()
            .chain(built_in)
            .chain(loaded.behind)
            .collect()
    }
}

fn is_asked_for(view: &View, question: &Question) -> bool {
    let shape = Kind::from(Some(view.body.shape()));
    let kind = match question.kind {
        Kind::OutOfBand => view.out_of_band,
        Kind::Any => !view.out_of_band,
        kind => !view.out_of_band && shape == kind,
    };
    kind && question
        .name
        .as_ref()
        .is_none_or(|name| view.name.eq_ignore_ascii_case(name))
}
