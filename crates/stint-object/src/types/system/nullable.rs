//! `System.Nullable`1`: a value type or null. Values of it are the value itself.

use crate::types::native::{Args, Plain, method, property};
use crate::types::{Kind, Type, TypeInfo};

/// ``System.Nullable`1``.
pub const NULLABLE: Type = {
    static INFO: TypeInfo = TypeInfo::new(Kind::Struct, "System.Nullable`1")
        .base(super::VALUE_TYPE)
        .parameters(&["T"])
        .constructors(&[method!("System.Nullable[T](T value)", |_, args| args
            .at(0)
            .clone())])
        .methods(&[method!("T GetValueOrDefault()", |this, _| this.clone())])
        .properties(&[
            property!("bool HasValue {get;}", |this| !this.is_null()),
            property!("T Value {get;}", |this| this.clone()),
        ]);
    Type(&INFO)
};

/// `System.Nullable`.
pub const NULLABLE_STATICS: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Nullable").methods(&[
        method!(
            "static type GetUnderlyingType(type nullableType)",
            |_, args| crate::access::rank::nullable(args.at(0).type_object())
        ),
        method!(
            "static int Compare[T](System.Nullable[T] n1, System.Nullable[T] n2)",
            |_, args| super::comparer::compare(args.at(0), args.at(1))
        ),
        method!(
            "static bool Equals[T](System.Nullable[T] n1, System.Nullable[T] n2)",
            |_, args| crate::dict::equals(args.at(0), args.at(1))
        ),
    ]);
    Type(&INFO)
};
