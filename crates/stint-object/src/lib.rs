//! Values, members, types, operators, conversions, text forms and format strings. Pure.
