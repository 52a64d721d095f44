//! Parameter tables, the binder, streams, error records and Cx, all that a cmdlet may do.
