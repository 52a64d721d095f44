//! Lowering and running: scopes, pipelines, functions, modules, native commands, stop tokens.
