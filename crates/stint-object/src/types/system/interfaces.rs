//! Interfaces of the base library: for `-is`, for what `Get-Member` lists, and for choosing conversions.

use crate::types::{Kind, Method, Type, TypeInfo, method};
use crate::{Result, Value};

/// An interface's method is listed but not called: a class's own method of that name is.
fn listed(_: &Value, _: &[Value]) -> Result<Value> {
    Ok(Value::Null)
}

const fn slot(signature: &'static str) -> Method {
    method(signature, listed)
}

macro_rules! interfaces {
    ($($constant:ident = $name:literal [$($parameter:literal),*] : [$($base:expr),*] { $($signature:literal;)* })*) => {
        $(
            #[doc = concat!("`", $name, "`.")]
            pub const $constant: Type = {
                static METHODS: &[Method] = &[$(slot($signature)),*];
                static INFO: TypeInfo = TypeInfo::new(Kind::Interface, $name)
                    .parameters(&[$($parameter),*])
                    .interfaces(&[$($base),*])
                    .methods(METHODS);
                Type(&INFO)
            };
        )*
        /// Every interface declared here, for look-up by name.
        pub static ALL: &[Type] = &[$($constant),*];
    };
}

interfaces! {
    COMPARABLE = "System.IComparable" []: [] { "int CompareTo(System.Object obj)"; }
    COMPARABLE_T = "System.IComparable`1" ["T"]: [] { "int CompareTo(T other)"; }
    EQUATABLE = "System.IEquatable`1" ["T"]: [] { "bool Equals(T other)"; }
    CONVERTIBLE = "System.IConvertible" []: [] {
        "System.TypeCode GetTypeCode()"; "bool ToBoolean(System.IFormatProvider provider)"; "char ToChar(System.IFormatProvider provider)";
        "sbyte ToSByte(System.IFormatProvider provider)"; "byte ToByte(System.IFormatProvider provider)"; "short ToInt16(System.IFormatProvider provider)";
        "ushort ToUInt16(System.IFormatProvider provider)"; "int ToInt32(System.IFormatProvider provider)"; "uint ToUInt32(System.IFormatProvider provider)";
        "long ToInt64(System.IFormatProvider provider)"; "ulong ToUInt64(System.IFormatProvider provider)"; "float ToSingle(System.IFormatProvider provider)";
        "double ToDouble(System.IFormatProvider provider)"; "decimal ToDecimal(System.IFormatProvider provider)"; "datetime ToDateTime(System.IFormatProvider provider)";
        "string ToString(System.IFormatProvider provider)"; "System.Object ToType(type conversionType, System.IFormatProvider provider)";
    }
    FORMATTABLE = "System.IFormattable" []: [] { "string ToString(string format, System.IFormatProvider formatProvider)"; }
    SPAN_FORMATTABLE = "System.ISpanFormattable" []: [FORMATTABLE] {
        "bool TryFormat(System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format, System.IFormatProvider provider)";
    }
    UTF8_SPAN_FORMATTABLE = "System.IUtf8SpanFormattable" []: [] {
        "bool TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten, System.ReadOnlySpan[char] format, System.IFormatProvider provider)";
    }
    PARSABLE = "System.IParsable`1" ["TSelf"]: [] { }
    SPAN_PARSABLE = "System.ISpanParsable`1" ["TSelf"]: [PARSABLE] { }
    BINARY_INTEGER = "System.Numerics.IBinaryInteger`1" ["TSelf"]: [] {
        "int GetByteCount()"; "int GetShortestBitLength()"; "bool TryWriteBigEndian(System.Span[byte] destination, [ref] int bytesWritten)";
        "bool TryWriteLittleEndian(System.Span[byte] destination, [ref] int bytesWritten)"; "int WriteBigEndian(byte[] destination)";
        "int WriteBigEndian(byte[] destination, int startIndex)"; "int WriteBigEndian(System.Span[byte] destination)";
        "int WriteLittleEndian(byte[] destination)"; "int WriteLittleEndian(byte[] destination, int startIndex)"; "int WriteLittleEndian(System.Span[byte] destination)";
    }
    FLOATING_POINT = "System.Numerics.IFloatingPoint`1" ["TSelf"]: [] {
        "int GetExponentByteCount()"; "int GetExponentShortestBitLength()"; "int GetSignificandBitLength()"; "int GetSignificandByteCount()";
        "bool TryWriteExponentBigEndian(System.Span[byte] destination, [ref] int bytesWritten)"; "bool TryWriteExponentLittleEndian(System.Span[byte] destination, [ref] int bytesWritten)";
        "bool TryWriteSignificandBigEndian(System.Span[byte] destination, [ref] int bytesWritten)"; "bool TryWriteSignificandLittleEndian(System.Span[byte] destination, [ref] int bytesWritten)";
        "int WriteExponentBigEndian(byte[] destination)"; "int WriteExponentBigEndian(byte[] destination, int startIndex)"; "int WriteExponentBigEndian(System.Span[byte] destination)";
        "int WriteExponentLittleEndian(byte[] destination)"; "int WriteExponentLittleEndian(byte[] destination, int startIndex)"; "int WriteExponentLittleEndian(System.Span[byte] destination)";
        "int WriteSignificandBigEndian(byte[] destination)"; "int WriteSignificandBigEndian(byte[] destination, int startIndex)"; "int WriteSignificandBigEndian(System.Span[byte] destination)";
        "int WriteSignificandLittleEndian(byte[] destination)"; "int WriteSignificandLittleEndian(byte[] destination, int startIndex)"; "int WriteSignificandLittleEndian(System.Span[byte] destination)";
    }
    CLONEABLE = "System.ICloneable" []: [] { "System.Object Clone()"; }
    DISPOSABLE = "System.IDisposable" []: [] { "void Dispose()"; }
    ASYNC_DISPOSABLE = "System.IAsyncDisposable" []: [] { "System.Threading.Tasks.ValueTask DisposeAsync()"; }
    FORMAT_PROVIDER = "System.IFormatProvider" []: [] { "System.Object GetFormat(type formatType)"; }
    CUSTOM_FORMATTER = "System.ICustomFormatter" []: [] { }
    ASYNC_RESULT = "System.IAsyncResult" []: [] { }
    SERVICE_PROVIDER = "System.IServiceProvider" []: [] { }
    SERIALIZABLE = "System.Runtime.Serialization.ISerializable" []: [] {
        "void GetObjectData(System.Runtime.Serialization.SerializationInfo info, System.Runtime.Serialization.StreamingContext context)";
    }
    DESERIALIZATION_CALLBACK = "System.Runtime.Serialization.IDeserializationCallback" []: [] { "void OnDeserialization(System.Object sender)"; }
    IENUMERABLE = "System.Collections.IEnumerable" []: [] { "System.Collections.IEnumerator GetEnumerator()"; }
    IENUMERATOR = "System.Collections.IEnumerator" []: [] { "bool MoveNext()"; "void Reset()"; }
    ICOLLECTION = "System.Collections.ICollection" []: [IENUMERABLE] { "void CopyTo(array array, int index)"; }
    ILIST = "System.Collections.IList" []: [ICOLLECTION, IENUMERABLE] {
        "int Add(System.Object value)"; "bool Contains(System.Object value)"; "void Clear()"; "int IndexOf(System.Object value)";
        "void Insert(int index, System.Object value)"; "void Remove(System.Object value)"; "void RemoveAt(int index)"; "System.Object Item(int index) {get;set;}";
    }
    IDICTIONARY = "System.Collections.IDictionary" []: [ICOLLECTION, IENUMERABLE] {
        "bool Contains(System.Object key)"; "void Add(System.Object key, System.Object value)"; "void Clear()";
        "System.Collections.IDictionaryEnumerator GetEnumerator()"; "void Remove(System.Object key)"; "System.Object Item(System.Object key) {get;set;}";
    }
    IDICTIONARY_ENUMERATOR = "System.Collections.IDictionaryEnumerator" []: [IENUMERATOR] { }
    ICOMPARER = "System.Collections.IComparer" []: [] { "int Compare(System.Object x, System.Object y)"; }
    IEQUALITY_COMPARER = "System.Collections.IEqualityComparer" []: [] { "bool Equals(System.Object x, System.Object y)"; "int GetHashCode(System.Object obj)"; }
    ISTRUCTURAL_COMPARABLE = "System.Collections.IStructuralComparable" []: [] { "int CompareTo(System.Object other, System.Collections.IComparer comparer)"; }
    ISTRUCTURAL_EQUATABLE = "System.Collections.IStructuralEquatable" []: [] {
        "bool Equals(System.Object other, System.Collections.IEqualityComparer comparer)"; "int GetHashCode(System.Collections.IEqualityComparer comparer)";
    }
    IORDERED_DICTIONARY = "System.Collections.Specialized.IOrderedDictionary" []: [IDICTIONARY] {
        "System.Collections.IDictionaryEnumerator GetEnumerator()"; "void Insert(int index, System.Object key, System.Object value)"; "void RemoveAt(int index)";
    }
    IENUMERABLE_T = "System.Collections.Generic.IEnumerable`1" ["T"]: [IENUMERABLE] { "System.Collections.Generic.IEnumerator[T] GetEnumerator()"; }
    IENUMERATOR_T = "System.Collections.Generic.IEnumerator`1" ["T"]: [IENUMERATOR, DISPOSABLE] { }
    ICOLLECTION_T = "System.Collections.Generic.ICollection`1" ["T"]: [IENUMERABLE_T, IENUMERABLE] {
        "void Add(T item)"; "void Clear()"; "bool Contains(T item)"; "void CopyTo(T[] array, int arrayIndex)"; "bool Remove(T item)";
    }
    ILIST_T = "System.Collections.Generic.IList`1" ["T"]: [ICOLLECTION_T, IENUMERABLE_T, IENUMERABLE] {
        "int IndexOf(T item)"; "void Insert(int index, T item)"; "void RemoveAt(int index)"; "T Item(int index) {get;set;}";
    }
    IREADONLY_COLLECTION = "System.Collections.Generic.IReadOnlyCollection`1" ["T"]: [IENUMERABLE_T, IENUMERABLE] { }
    IREADONLY_LIST = "System.Collections.Generic.IReadOnlyList`1" ["T"]: [IENUMERABLE_T, IENUMERABLE, IREADONLY_COLLECTION] { "T Item(int index) {get;}"; }
    ISET = "System.Collections.Generic.ISet`1" ["T"]: [ICOLLECTION_T, IENUMERABLE_T, IENUMERABLE] {
        "bool Add(T item)"; "void UnionWith(System.Collections.Generic.IEnumerable[T] other)"; "void IntersectWith(System.Collections.Generic.IEnumerable[T] other)";
        "void ExceptWith(System.Collections.Generic.IEnumerable[T] other)"; "void SymmetricExceptWith(System.Collections.Generic.IEnumerable[T] other)";
        "bool IsSubsetOf(System.Collections.Generic.IEnumerable[T] other)"; "bool IsSupersetOf(System.Collections.Generic.IEnumerable[T] other)";
        "bool IsProperSupersetOf(System.Collections.Generic.IEnumerable[T] other)"; "bool IsProperSubsetOf(System.Collections.Generic.IEnumerable[T] other)";
        "bool Overlaps(System.Collections.Generic.IEnumerable[T] other)"; "bool SetEquals(System.Collections.Generic.IEnumerable[T] other)";
    }
    IREADONLY_SET = "System.Collections.Generic.IReadOnlySet`1" ["T"]: [IREADONLY_COLLECTION, IENUMERABLE_T, IENUMERABLE] {
        "bool Contains(T item)"; "bool IsProperSubsetOf(System.Collections.Generic.IEnumerable[T] other)";
        "bool IsProperSupersetOf(System.Collections.Generic.IEnumerable[T] other)"; "bool IsSubsetOf(System.Collections.Generic.IEnumerable[T] other)";
        "bool IsSupersetOf(System.Collections.Generic.IEnumerable[T] other)"; "bool Overlaps(System.Collections.Generic.IEnumerable[T] other)";
        "bool SetEquals(System.Collections.Generic.IEnumerable[T] other)";
    }
    IDICTIONARY_T = "System.Collections.Generic.IDictionary`2" ["TKey", "TValue"]: [IENUMERABLE] {
        "bool ContainsKey(TKey key)"; "void Add(TKey key, TValue value)"; "bool Remove(TKey key)"; "bool TryGetValue(TKey key, [ref] TValue value)";
        "TValue Item(TKey key) {get;set;}";
    }
    IREADONLY_DICTIONARY = "System.Collections.Generic.IReadOnlyDictionary`2" ["TKey", "TValue"]: [IENUMERABLE] {
        "bool ContainsKey(TKey key)"; "bool TryGetValue(TKey key, [ref] TValue value)"; "TValue Item(TKey key) {get;}";
    }
    ICOMPARER_T = "System.Collections.Generic.IComparer`1" ["T"]: [] { "int Compare(T x, T y)"; }
    IEQUALITY_COMPARER_T = "System.Collections.Generic.IEqualityComparer`1" ["T"]: [] { "bool Equals(T x, T y)"; "int GetHashCode(T obj)"; }
    IPRODUCER_CONSUMER = "System.Collections.Concurrent.IProducerConsumerCollection`1" ["T"]: [IENUMERABLE_T, IENUMERABLE, ICOLLECTION] {
        "void CopyTo(T[] array, int index)"; "bool TryAdd(T item)"; "bool TryTake([ref] T item)"; "T[] ToArray()";
    }
    REFLECT = "System.Reflection.IReflect" []: [] { }
    TUPLE = "System.Runtime.CompilerServices.ITuple" []: [] { }
    XPATH_NAVIGABLE = "System.Xml.XPath.IXPathNavigable" []: [] { "System.Xml.XPath.XPathNavigator CreateNavigator()"; }
    COMPONENT = "System.ComponentModel.IComponent" []: [DISPOSABLE] { }
    SCRIPT_EXTENT = "System.Management.Automation.Language.IScriptExtent" []: [] { }
    SCRIPT_POSITION = "System.Management.Automation.Language.IScriptPosition" []: [] { }
    DYNAMIC_PARAMETERS = "System.Management.Automation.IDynamicParameters" []: [] { }
    CONTAINS_ERROR_RECORD = "System.Management.Automation.IContainsErrorRecord" []: [] { }
}
