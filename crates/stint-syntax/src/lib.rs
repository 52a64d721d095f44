//! PowerShell source text to tokens, tree and diagnostics. Pure: never fails, never resolves names.
