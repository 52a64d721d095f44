//! What needs `unsafe`.
#![allow(unsafe_code)]

/// Sets or removes an environment variable.
pub fn set_variable(name: &str, value: Option<&str>) {
    if name.is_empty()
        || name.contains(['=', '\0'])
        || value.is_some_and(|value| value.contains('\0'))
    {
        return;
    }
    // SAFETY: the standard library guards its own readers by a lock; no C code of ours reads the environment.
    unsafe {
        match value {
            Some(value) => std::env::set_var(name, value),
            None => std::env::remove_var(name),
        }
    }
}
