//! The .NET types of the language itself and of the base library, one file a type.

#![allow(
    unused_braces,
    reason = "rustfmt puts them around the bodies that the table macros take"
)]

pub mod activator;
mod array;
mod array_list;
pub mod assembly;
mod base64;
mod big_integer;
pub mod bit_array;
pub mod bit_converter;
mod boolean;
pub mod buffer;
mod byte;
pub mod char;
pub mod collection;
pub mod comparer;
pub mod convert;
pub mod culture_info;
pub mod date_only;
pub mod date_time;
pub mod date_time_offset;
pub mod db_null;
pub mod decimal;
pub mod delegates;
pub mod dictionaries;
pub mod dictionary;
pub mod dictionary_entry;
mod double;
pub mod encoding;
pub mod enumerable;
mod enumeration;
pub mod enums;
pub mod error_record;
mod exception;
mod exception_kinds;
pub mod exceptions;
pub mod guid;
pub mod hash_set;
mod hashtable;
mod int16;
mod int32;
mod int64;
pub mod interfaces;
pub mod ip_address;
pub mod iso_week;
pub mod json;
pub mod lazy;
mod list;
mod lists;
pub mod mail_address;
pub mod math;
pub mod member_info;
pub mod method_group;
pub mod name_value_collection;
pub mod nullable;
mod numbers;
pub mod object;
mod ordered_dictionary;
pub mod priority_queue;
mod ps_custom_object;
pub mod ps_member_types;
pub mod ps_method;
mod ps_object;
pub mod ps_object_views;
pub mod ps_property;
pub mod ps_reference;
pub mod random;
mod reals;
pub mod regex;
pub mod rune;
mod runtime_type;
mod sbyte;
mod script_block;
pub mod semantic_version;
pub mod sequences;
mod single;
pub mod sorted_dictionaries;
pub mod string;
pub mod string_builder;
pub mod string_comparer;
mod switch_parameter;
pub mod time_only;
pub mod time_span;
pub mod time_zone_info;
pub mod tuple;
mod type_object;
mod uint16;
mod uint32;
mod uint64;
pub mod uri;
pub mod uri_builder;
pub mod utf16;
mod value_type;
pub mod version;
mod void;
pub mod web_utility;
pub mod wildcard_pattern;
pub mod xml;

pub use switch_parameter::switch;

use super::{Kind, Type, TypeInfo, registry};
use std::sync::OnceLock;

/// `System.Object`.
pub const OBJECT: Type = Type(&object::INFO);
/// `System.ValueType`.
pub const VALUE_TYPE: Type = Type(&value_type::INFO);
/// `System.Enum`.
pub const ENUM: Type = Type(&enumeration::INFO);
/// `System.Void`.
pub const VOID: Type = Type(&void::INFO);
/// `System.Boolean`.
pub const BOOLEAN: Type = Type(&boolean::INFO);
/// `System.Char`.
pub const CHAR: Type = Type(&char::INFO);
/// `System.SByte`.
pub const SBYTE: Type = Type(&sbyte::INFO);
/// `System.Byte`.
pub const BYTE: Type = Type(&byte::INFO);
/// `System.Int16`.
pub const INT16: Type = Type(&int16::INFO);
/// `System.UInt16`.
pub const UINT16: Type = Type(&uint16::INFO);
/// `System.Int32`.
pub const INT32: Type = Type(&int32::INFO);
/// `System.UInt32`.
pub const UINT32: Type = Type(&uint32::INFO);
/// `System.Int64`.
pub const INT64: Type = Type(&int64::INFO);
/// `System.UInt64`.
pub const UINT64: Type = Type(&uint64::INFO);
/// `System.Single`.
pub const SINGLE: Type = Type(&single::INFO);
/// `System.Double`.
pub const DOUBLE: Type = Type(&double::INFO);
/// `System.Decimal`.
pub const DECIMAL: Type = Type(&decimal::INFO);
/// `System.Numerics.BigInteger`.
pub const BIG_INTEGER: Type = Type(&big_integer::INFO);
/// `System.String`.
pub const STRING: Type = Type(&string::INFO);
/// `System.DateTime`.
pub const DATE_TIME: Type = Type(&date_time::INFO);
/// `System.TimeSpan`.
pub const TIME_SPAN: Type = Type(&time_span::INFO);
/// `System.Guid`.
pub const GUID: Type = Type(&guid::INFO);
/// `System.Type`.
pub const TYPE: Type = Type(&type_object::INFO);
/// `System.RuntimeType`.
pub const RUNTIME_TYPE: Type = Type(&runtime_type::INFO);
/// `System.Array`.
pub const ARRAY: Type = Type(&array::INFO);
/// `System.Collections.Hashtable`.
pub const HASHTABLE: Type = Type(&hashtable::INFO);
/// `System.Collections.Specialized.OrderedDictionary`.
pub const ORDERED_DICTIONARY: Type = Type(&ordered_dictionary::INFO);
/// `System.Collections.ArrayList`.
pub const ARRAY_LIST: Type = Type(&array_list::INFO);
/// `System.Collections.Generic.List`1`.
pub const LIST: Type = Type(&list::INFO);
/// `System.Collections.Generic.Dictionary`2`.
pub const DICTIONARY: Type = Type(&dictionary::INFO);
/// `System.Exception`.
pub const EXCEPTION: Type = Type(&exception::INFO);
/// `System.Management.Automation.ErrorRecord`.
pub const ERROR_RECORD: Type = Type(&error_record::INFO);
/// `System.Management.Automation.ScriptBlock`.
pub const SCRIPT_BLOCK: Type = Type(&script_block::INFO);
/// `System.Management.Automation.PSObject`.
pub const PS_OBJECT: Type = Type(&ps_object::INFO);
/// `System.Management.Automation.PSCustomObject`.
pub const PS_CUSTOM_OBJECT: Type = Type(&ps_custom_object::INFO);
/// `System.Management.Automation.SwitchParameter`.
pub const SWITCH_PARAMETER: Type = Type(&switch_parameter::INFO);
/// `System.Collections.ObjectModel.Collection`1`.
pub const COLLECTION: Type = Type(&collection::INFO);

/// Every type declared here, for look-up by name.
pub static ALL: &[Type] = &[
    dictionary_entry::DICTIONARY_ENTRY,
    error_record::ERROR_CATEGORY_INFO,
    error_record::ERROR_DETAILS,
    dictionary_entry::KEY_VALUE_PAIR,
    OBJECT,
    VALUE_TYPE,
    ENUM,
    VOID,
    BOOLEAN,
    CHAR,
    SBYTE,
    BYTE,
    INT16,
    UINT16,
    INT32,
    UINT32,
    INT64,
    UINT64,
    SINGLE,
    DOUBLE,
    DECIMAL,
    BIG_INTEGER,
    STRING,
    DATE_TIME,
    TIME_SPAN,
    GUID,
    TYPE,
    RUNTIME_TYPE,
    ARRAY,
    HASHTABLE,
    hashtable::LIST_DICTIONARY_INTERNAL,
    ORDERED_DICTIONARY,
    ARRAY_LIST,
    LIST,
    DICTIONARY,
    EXCEPTION,
    ERROR_RECORD,
    SCRIPT_BLOCK,
    PS_OBJECT,
    PS_CUSTOM_OBJECT,
    SWITCH_PARAMETER,
    COLLECTION,
    ps_reference::PS_REFERENCE,
    ps_member_types::PS_MEMBER_TYPES,
    ps_property::PS_MEMBER_INFO,
    ps_property::PS_PROPERTY_INFO,
    ps_property::PS_PROPERTY,
    ps_property::PS_NOTE_PROPERTY,
    ps_property::PS_VARIABLE_PROPERTY,
    ps_property::PS_ALIAS_PROPERTY,
    ps_property::PS_SCRIPT_PROPERTY,
    ps_property::PS_CODE_PROPERTY,
    ps_method::PS_METHOD_INFO,
    ps_method::PS_METHOD,
    ps_method::PS_METHOD_OF,
    ps_method::PS_SCRIPT_METHOD,
    ps_method::PS_CODE_METHOD,
    ps_method::PS_PARAMETERIZED_PROPERTY,
    ps_object_views::MEMBER_SET,
    ps_object_views::PROPERTY_SET,
    math::MATH,
    lazy::LAZY,
    priority_queue::PRIORITY_QUEUE,
    uri_builder::URI_BUILDER,
    enumerable::ENUMERABLE,
    enumerable::ITERATOR,
    enumerable::GROUPING,
    iso_week::ISO_WEEK,
    mail_address::MAIL_ADDRESS,
    string_builder::STRING_BUILDER,
    hash_set::HASH_SET,
    hash_set::SORTED_SET,
    uri::URI,
    web_utility::WEB_UTILITY,
    web_utility::HTTP_UTILITY,
    ip_address::IP_ADDRESS,
    nullable::NULLABLE,
    nullable::NULLABLE_STATICS,
    time_zone_info::TIME_ZONE_INFO,
    convert::CONVERT,
    bit_converter::BIT_CONVERTER,
    db_null::DB_NULL,
    date_time_offset::DATE_TIME_OFFSET,
    date_only::DATE_ONLY,
    time_only::TIME_ONLY,
    activator::ACTIVATOR,
    bit_array::BIT_ARRAY,
    buffer::BUFFER,
    name_value_collection::NAME_VALUE_COLLECTION,
    name_value_collection::QUERY_COLLECTION,
    rune::RUNE,
    hashtable::LIST_DICTIONARY,
    hashtable::HYBRID_DICTIONARY,
    version::VERSION,
    wildcard_pattern::WILDCARD_PATTERN,
    semantic_version::SEMANTIC_VERSION,
    random::RANDOM,
    assembly::ASSEMBLY,
    assembly::MODULE,
    assembly::ASSEMBLY_NAME,
    tuple::TUPLE,
    tuple::VALUE_TUPLE,
    string_comparer::STRING_COMPARER,
    string_comparer::ORDINAL_COMPARER,
    string_comparer::ORDINAL_IGNORE_CASE_COMPARER,
    string_comparer::CULTURE_COMPARER,
];

/// `object[]`.
pub fn object_array() -> Type {
    static OBJECT_ARRAY: OnceLock<Type> = OnceLock::new();
    *OBJECT_ARRAY.get_or_init(|| {
        let mut info = TypeInfo::new(Kind::Array, "System.Object[]").base(ARRAY);
        info.element = Some(OBJECT);
        info.rank = 1;
        registry::leak(info)
    })
}
