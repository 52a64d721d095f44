//! `System.Array`.

use super::interfaces as i;
use super::lists as all;
use crate::array::Array;
use crate::types::native::{Args, Plain, array_of, method, property};
use crate::types::{Kind, Method, Property, Type, TypeInfo, registry, throw};
use crate::{Data, Result, Value, access, convert, enumerate};

fn dimensions(this: &Value) -> Vec<usize> {
    this.as_array().map(Array::dimensions).unwrap_or_default()
}

fn dimension(this: &Value, at: i32) -> Result<usize> {
    let all = dimensions(this);
    let found = usize::try_from(at).ok().and_then(|at| all.get(at).copied());
    found.ok_or_else(|| {
        throw::of(
            super::exceptions::INDEX_OUT_OF_RANGE,
            "Index was outside the bounds of the array.",
        )
    })
}

fn create(element: Type, lengths: &[i32]) -> Result<Value> {
    if lengths.iter().any(|length| *length < 0) {
        return Err(throw::argument_out_of_range(
            "Non-negative number required.",
            "length",
        ));
    }
    let lengths: Vec<usize> = lengths.iter().map(|length| *length as usize).collect();
    let items = vec![access::default_of(element); lengths.iter().product()];
    let ty = registry::array_of(element, lengths.len() as u32);
    if lengths.len() == 1 {
        return Ok(Value::typed_array(ty, items));
    }
    Ok(Value::object(
        ty,
        Data::Array(Array::with_dimensions(items, lengths)),
    ))
}

fn place(this: &Value, indexes: &[i32]) -> Result<usize> {
    let sizes = dimensions(this);
    let outside = || {
        throw::of(
            super::exceptions::INDEX_OUT_OF_RANGE,
            "Index was outside the bounds of the array.",
        )
    };
    if indexes.len() != sizes.len() {
        return Err(throw::argument(
            "Array was not a one-dimensional array.",
            "",
        ));
    }
    let mut at = 0;
    for (index, size) in indexes.iter().zip(&sizes) {
        let index = usize::try_from(*index)
            .ok()
            .filter(|index| index < size)
            .ok_or_else(outside)?;
        at = at * size + index;
    }
    Ok(at)
}

fn get(this: &Value, indexes: &[i32]) -> Result<Value> {
    let at = place(this, indexes)?;
    Ok(this
        .as_array()
        .and_then(|array| array.get(at))
        .unwrap_or_default())
}

fn set(this: &Value, indexes: &[i32], value: &Value) -> Result<()> {
    let at = place(this, indexes)?;
    let value = convert::to(value, all::element(this))?;
    if let Some(array) = this.as_array() {
        array.set(at, value);
    }
    Ok(())
}

fn ints(value: &Value) -> Vec<i32> {
    value.items().iter().map(Plain::int).collect()
}

fn replace(this: &Value, items: Vec<Value>) {
    if let Some(array) = this.as_array() {
        array.with_mut(|slots| {
            slots
                .iter_mut()
                .zip(items)
                .for_each(|(slot, item)| *slot = item)
        });
    }
}

fn reverse(this: &Value, at: i32, count: i32) -> Result<()> {
    let range = all::range(at, count, all::len(this))?;
    if let Some(array) = this.as_array() {
        array.with_mut(|slots| slots[range].reverse());
    }
    Ok(())
}

fn sort(this: &Value, by: Option<&Value>) -> Result<()> {
    let mut items = this.items();
    all::sort(&mut items, by)?;
    replace(this, items);
    Ok(())
}

/// `Sort(keys, items)`: both in the keys' order.
fn sort_both(keys: &Value, items: &Value) -> Result<()> {
    let (mut first, second) = (keys.items(), items.items());
    let mut order: Vec<usize> = (0..first.len()).collect();
    order.sort_by(|a, b| all::compare(&first[*a], &first[*b]).unwrap_or(std::cmp::Ordering::Equal));
    all::sort(&mut first, None)?;
    replace(keys, first);
    replace(
        items,
        order
            .iter()
            .filter_map(|at| second.get(*at).cloned())
            .collect(),
    );
    Ok(())
}

fn copy(from: &Value, start: i32, to: &Value, at: i32, count: i32) -> Result<()> {
    let range = all::range(start, count, all::len(from))?;
    all::copy_into(&from.items()[range], to, at)
}

fn resize(place: &Value, size: i32) -> Result<()> {
    let old = access::get_property(place, "Value")?.unwrap_or_default();
    let mut items = old.items();
    items.resize(size.max(0) as usize, access::default_of(all::element(&old)));
    access::set_property(place, "Value", array_of(all::element(&old), items))
}

fn fill(this: &Value, value: &Value, at: i32, count: i32) -> Result<()> {
    let range = all::range(at, count, all::len(this))?;
    let value = convert::to(value, all::element(this))?;
    if let Some(array) = this.as_array() {
        array.with_mut(|slots| {
            slots[range]
                .iter_mut()
                .for_each(|slot| *slot = value.clone())
        });
    }
    Ok(())
}

fn clear(this: &Value, at: i32, count: i32) -> Result<()> {
    fill(this, &access::default_of(all::element(this)), at, count)
}

/// What `IList` asks of an array and it cannot do.
fn fixed_size() -> Result<Value> {
    Err(throw::of(
        super::exceptions::NOT_SUPPORTED,
        "Collection was of a fixed size.",
    ))
}

static METHODS: &[Method] = &[
    method!("int Add(System.Object value)", |_, _| fixed_size()),
    method!("void Insert(int index, System.Object value)", |_, _| {
        fixed_size()
    }),
    method!("void Remove(System.Object value)", |_, _| fixed_size()),
    method!("void RemoveAt(int index)", |_, _| fixed_size()),
    method!("void Clear()", |this, _| clear(
        this,
        0,
        all::len(this) as i32
    )),
    method!(
        "bool Contains(System.Object value)",
        |this, args| all::index_of(&this.items(), args.at(0)) >= 0
    ),
    method!("int IndexOf(System.Object value)", |this, args| {
        all::index_of(&this.items(), args.at(0))
    }),
    method!("System.Object Clone()", |this, _| all::same_kind(
        this,
        this.items()
    )),
    method!("void CopyTo(array array, int index)", |this, args| {
        all::copy_into(&this.items(), args.at(0), args.int(1))
    }),
    method!(
        "System.Collections.IEnumerator GetEnumerator()",
        |this, _| enumerate::enumerator(this.items())
    ),
    method!("int GetLength(int dimension)", |this, args| dimension(
        this,
        args.int(0)
    )),
    method!("long GetLongLength(int dimension)", |this, args| dimension(
        this,
        args.int(0)
    )
    .map(|length| length as i64)),
    method!("int GetLowerBound(int dimension)", |this, args| dimension(
        this,
        args.int(0)
    )
    .map(|_| 0)),
    method!("int GetUpperBound(int dimension)", |this, args| dimension(
        this,
        args.int(0)
    )
    .map(|length| length as i32 - 1)),
    method!("System.Object GetValue(int index)", |this, args| get(
        this,
        &[args.int(0)]
    )),
    method!(
        "System.Object GetValue(int index1, int index2)",
        |this, args| get(this, &[args.int(0), args.int(1)])
    ),
    method!(
        "System.Object GetValue(int index1, int index2, int index3)",
        |this, args| get(this, &[args.int(0), args.int(1), args.int(2)])
    ),
    method!(
        "System.Object GetValue(Params int[] indices)",
        |this, args| get(this, &ints(args.at(0)))
    ),
    method!(
        "void SetValue(System.Object value, int index)",
        |this, args| set(this, &[args.int(1)], args.at(0))
    ),
    method!(
        "void SetValue(System.Object value, int index1, int index2)",
        |this, args| set(this, &[args.int(1), args.int(2)], args.at(0))
    ),
    method!(
        "void SetValue(System.Object value, Params int[] indices)",
        |this, args| set(this, &ints(args.at(1)), args.at(0))
    ),
    // An array's own accessors, by as many places as it has dimensions.
    method!("System.Object Get(Params int[] indices)", |this, args| get(
        this,
        &ints(args.at(0))
    )),
    method!(
        "void Set(int index, System.Object value)",
        |this, args| set(this, &[args.int(0)], args.at(1))
    ),
    method!(
        "void Set(int index1, int index2, System.Object value)",
        |this, args| set(this, &[args.int(0), args.int(1)], args.at(2))
    ),
    method!("void Initialize()", |_, _| ()),
    method!(
        "static int BinarySearch(array array, System.Object value)",
        |_, args| all::binary_search(&args.items(0), args.at(1))
    ),
    method!("static void Clear(array array)", |_, args| clear(
        args.at(0),
        0,
        all::len(args.at(0)) as i32
    )),
    method!(
        "static void Clear(array array, int index, int length)",
        |_, args| clear(args.at(0), args.int(1), args.int(2))
    ),
    method!(
        "static void Copy(array sourceArray, array destinationArray, int length)",
        |_, args| copy(args.at(0), 0, args.at(1), 0, args.int(2))
    ),
    method!(
        "static void Copy(array sourceArray, int sourceIndex, array destinationArray, int destinationIndex, int length)",
        |_, args| {
            copy(
                args.at(0),
                args.int(1),
                args.at(2),
                args.int(3),
                args.int(4),
            )
        }
    ),
    method!(
        "static array CreateInstance(type elementType, int length)",
        |_, args| create(args.at(0).type_object(), &[args.int(1)])
    ),
    method!(
        "static array CreateInstance(type elementType, int length1, int length2)",
        |_, args| create(args.at(0).type_object(), &[args.int(1), args.int(2)])
    ),
    method!(
        "static array CreateInstance(type elementType, Params int[] lengths)",
        |_, args| create(args.at(0).type_object(), &ints(args.at(1)))
    ),
    method!("static System.Object[] Empty()", |_, _| Value::array(
        Vec::new()
    )),
    method!(
        "static bool Exists[T](T[] array, System.Predicate[T] match)",
        |_, args| all::find_index(&args.items(0), args.at(1)).map(|at| at >= 0)
    ),
    method!("static void Fill[T](T[] array, T value)", |_, args| fill(
        args.at(0),
        args.at(1),
        0,
        all::len(args.at(0)) as i32
    )),
    method!(
        "static void Fill[T](T[] array, T value, int startIndex, int count)",
        |_, args| fill(args.at(0), args.at(1), args.int(2), args.int(3))
    ),
    method!(
        "static T Find[T](T[] array, System.Predicate[T] match)",
        |_, args| all::find(args.at(0), args.at(1))
    ),
    method!(
        "static T[] FindAll[T](T[] array, System.Predicate[T] match)",
        |_, args| {
            all::matching(&args.items(0), args.at(1)).map(|items| all::same_kind(args.at(0), items))
        }
    ),
    method!(
        "static int FindIndex[T](T[] array, System.Predicate[T] match)",
        |_, args| all::find_index(&args.items(0), args.at(1))
    ),
    method!(
        "static T FindLast[T](T[] array, System.Predicate[T] match)",
        |_, args| {
            all::matching(&args.items(0), args.at(1))
                .map(|items| items.last().cloned().unwrap_or_default())
        }
    ),
    method!(
        "static bool TrueForAll[T](T[] array, System.Predicate[T] match)",
        |_, args| {
            all::matching(&args.items(0), args.at(1))
                .map(|found| found.len() == all::len(args.at(0)))
        }
    ),
    method!(
        "static void ForEach[T](T[] array, System.Action[T] action)",
        |_, args| all::for_each(args.at(0), args.at(1))
    ),
    method!(
        "static TOutput[] ConvertAll[TInput, TOutput](TInput[] array, System.Converter[TInput,TOutput] converter)",
        |_, args| {
            all::converted(&args.items(0), args.at(1))
                .map(|items| array_of(all::converted_type(args.at(1)), items))
        }
    ),
    method!(
        "static int IndexOf(array array, System.Object value)",
        |_, args| all::index_of(&args.items(0), args.at(1))
    ),
    method!(
        "static int IndexOf(array array, System.Object value, int startIndex)",
        |_, args| all::index_from(&args.items(0), args.at(1), args.int(2))
    ),
    method!(
        "static int LastIndexOf(array array, System.Object value)",
        |_, args| all::last_index_of(&args.items(0), args.at(1))
    ),
    method!(
        "static void Resize([ref] System.Object[] array, int newSize)",
        |_, args| resize(args.at(0), args.int(1))
    ),
    method!("static void Reverse(array array)", |_, args| reverse(
        args.at(0),
        0,
        all::len(args.at(0)) as i32
    )),
    method!(
        "static void Reverse(array array, int index, int length)",
        |_, args| reverse(args.at(0), args.int(1), args.int(2))
    ),
    method!("static void Sort(array array)", |_, args| sort(
        args.at(0),
        None
    )),
    method!(
        "static void Sort(array array, System.Collections.IComparer comparer)",
        |_, args| sort(args.at(0), Some(args.at(1)))
    ),
    method!(
        "static void Sort[T](T[] array, System.Comparison[T] comparison)",
        |_, args| sort(args.at(0), Some(args.at(1)))
    ),
    method!(
        "static int BinarySearch(array array, System.Object value, System.Collections.IComparer comparer)",
        |_, args| {
            let items = args.items(0);
            all::binary_search_in(&items, 0, items.len() as i32, args.at(1), args.at(2))
        }
    ),
    method!(
        "static int BinarySearch(array array, int index, int length, System.Object value)",
        |_, args| all::binary_search_in(
            &args.items(0),
            args.int(1),
            args.int(2),
            args.at(3),
            &Value::Null
        )
    ),
    method!(
        "static int BinarySearch(array array, int index, int length, System.Object value, System.Collections.IComparer comparer)",
        |_, args| all::binary_search_in(
            &args.items(0),
            args.int(1),
            args.int(2),
            args.at(3),
            args.at(4)
        )
    ),
    method!(
        "static int IndexOf(array array, System.Object value, int startIndex, int count)",
        |_, args| all::index_in(&args.items(0), args.at(1), args.int(2), args.int(3))
    ),
    method!(
        "static int LastIndexOf(array array, System.Object value, int startIndex)",
        |_, args| all::last_index_in(&args.items(0), args.at(1), args.int(2), None)
    ),
    method!(
        "static int LastIndexOf(array array, System.Object value, int startIndex, int count)",
        |_, args| all::last_index_in(&args.items(0), args.at(1), args.int(2), Some(args.int(3)))
    ),
    method!(
        "static int FindIndex[T](T[] array, int startIndex, System.Predicate[T] match)",
        |_, args| all::find_index_in(&args.items(0), args.int(1), None, args.at(2))
    ),
    method!(
        "static int FindIndex[T](T[] array, int startIndex, int count, System.Predicate[T] match)",
        |_, args| all::find_index_in(&args.items(0), args.int(1), Some(args.int(2)), args.at(3))
    ),
    method!(
        "static int FindLastIndex[T](T[] array, System.Predicate[T] match)",
        |_, args| all::find_last_index(&args.items(0), args.at(1))
    ),
    method!(
        "static int FindLastIndex[T](T[] array, int startIndex, System.Predicate[T] match)",
        |_, args| all::find_last_index_in(&args.items(0), args.int(1), None, args.at(2))
    ),
    method!(
        "static int FindLastIndex[T](T[] array, int startIndex, int count, System.Predicate[T] match)",
        |_, args| all::find_last_index_in(
            &args.items(0),
            args.int(1),
            Some(args.int(2)),
            args.at(3)
        )
    ),
    method!(
        "static void ConstrainedCopy(array sourceArray, int sourceIndex, array destinationArray, int destinationIndex, int length)",
        |_, args| copy(
            args.at(0),
            args.int(1),
            args.at(2),
            args.int(3),
            args.int(4),
        )
    ),
    method!(
        "static void Sort(array array, int index, int length)",
        |_, args| all::sort_part(args.at(0), args.int(1), args.int(2), &Value::Null)
    ),
    method!(
        "static void Sort(array array, int index, int length, System.Collections.IComparer comparer)",
        |_, args| all::sort_part(args.at(0), args.int(1), args.int(2), args.at(3))
    ),
    method!("static void Sort(array keys, array items)", |_, args| {
        sort_both(args.at(0), args.at(1))
    }),
];

static PROPERTIES: &[Property] = &[
    property!("static int MaxLength {get;}", |_| 0x7FFF_FFC7_i32),
    property!("int Length {get;}", |this| all::len(this)),
    property!("long LongLength {get;}", |this| all::len(this) as i64),
    property!("int Rank {get;}", |this| dimensions(this).len()),
    property!("System.Object SyncRoot {get;}", |this| this.clone()),
    property!("bool IsReadOnly {get;}", |_| false),
    property!("bool IsFixedSize {get;}", |_| true),
    property!("bool IsSynchronized {get;}", |_| false),
    // Of its interface.
    property!("int Count {get;}", |this| all::len(this)),
];

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::new(Kind::Class, "System.Array")
    .base(super::OBJECT)
    .interfaces(&[i::ILIST])
    .methods(METHODS)
    .properties(PROPERTIES);
