//! What goes in and what comes out, in tables: binding, validation, facts, metadata.

mod binder;
mod facts;
mod metadata;
mod support;
mod validation;
