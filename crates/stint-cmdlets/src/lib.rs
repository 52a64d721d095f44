//! The cmdlets, one small file each.
