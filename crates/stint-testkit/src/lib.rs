//! The case runner, a fake clock and a scripted runner. Dev-dependency only.
