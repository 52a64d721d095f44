//! `#[derive(Params)]`: describe and store, no PowerShell rule inside.
