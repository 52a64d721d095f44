//! `System.Collections.Generic.List`1`.

use super::interfaces as i;
use super::lists as all;
use crate::types::native::{Args, Plain, Returned, array_of, method, property};
use crate::types::{Method, Property, TypeInfo, registry, settable, throw};
use crate::{Data, Lock, Result, Value, enumerate};

/// A list of the type that is being constructed.
fn made(this: &Value, mut items: Vec<Value>) -> Value {
    items.shrink_to_fit();
    Value::object(this.type_object(), Data::List(Lock::new(items)))
}

fn with_capacity(this: &Value, capacity: i32) -> Result<Value> {
    let made = made(this, Vec::new());
    if capacity < 0 {
        return Err(throw::argument_out_of_range(
            "Non-negative number required.",
            "capacity",
        ));
    }
    all::set_capacity(&made, capacity)?;
    Ok(made)
}

static CONSTRUCTORS: &[Method] = &[
    method!("System.Collections.Generic.List[T]()", |this, _| made(
        this,
        Vec::new()
    )),
    method!(
        "System.Collections.Generic.List[T](int capacity)",
        |this, args| with_capacity(this, args.int(0))
    ),
    method!(
        "System.Collections.Generic.List[T](System.Collections.Generic.IEnumerable[T] collection)",
        |this, args| enumerate::to_vec(args.at(0)).map(|items| made(this, items))
    ),
];

static METHODS: &[Method] = &[
    method!("void Add(T item)", |this, args| all::change(this, |list| {
        list.push(args.at(0).clone())
    })),
    method!("bool Remove(T item)", |this, args| all::remove(
        this,
        args.at(0)
    )),
    method!(
        "void AddRange(System.Collections.Generic.IEnumerable[T] collection)",
        |this, args| {
            let items = args.items(0);
            all::change(this, |list| list.extend(items));
        }
    ),
    method!("void Clear()", |this, _| all::clear(this)),
    method!("bool Contains(T item)", |this, args| all::index_of(
        &this.items(),
        args.at(0)
    ) >= 0),
    method!("void CopyTo(T[] array)", |this, args| all::copy_into(
        &this.items(),
        args.at(0),
        0
    )),
    method!("void CopyTo(T[] array, int arrayIndex)", |this, args| {
        all::copy_into(&this.items(), args.at(0), args.int(1))
    }),
    method!(
        "System.Collections.IEnumerator GetEnumerator()",
        |this, _| enumerate::enumerator(this.items())
    ),
    method!(
        "System.Collections.Generic.List[T] GetRange(int index, int count)",
        |this, args| all::part(this, args.int(0), args.int(1))
    ),
    method!("int IndexOf(T item)", |this, args| all::index_of(
        &this.items(),
        args.at(0)
    )),
    method!("int IndexOf(T item, int index)", |this, args| {
        all::index_from(&this.items(), args.at(0), args.int(1))
    }),
    method!("void Insert(int index, T item)", |this, args| all::insert(
        this,
        args.int(0),
        vec![args.at(1).clone()]
    )),
    method!(
        "void InsertRange(int index, System.Collections.Generic.IEnumerable[T] collection)",
        |this, args| all::insert(this, args.int(0), args.items(1))
    ),
    method!("int LastIndexOf(T item)", |this, args| all::last_index_of(
        &this.items(),
        args.at(0)
    )),
    method!("void RemoveAt(int index)", |this, args| all::remove_at(
        this,
        args.int(0)
    )),
    method!("void RemoveRange(int index, int count)", |this, args| {
        all::remove_range(this, args.int(0), args.int(1))
    }),
    method!("void Reverse()", |this, _| all::change(this, |list| list
        .reverse())),
    method!("void Reverse(int index, int count)", |this, args| {
        all::reverse(this, args.int(0), args.int(1))
    }),
    method!("void Sort()", |this, _| all::sort_list(this, None)),
    method!(
        "void Sort(System.Collections.Generic.IComparer[T] comparer)",
        |this, args| all::sort_list(this, Some(args.at(0)))
    ),
    method!(
        "void Sort(System.Comparison[T] comparison)",
        |this, args| all::sort_list(this, Some(args.at(0)))
    ),
    method!("int BinarySearch(T item)", |this, args| all::binary_search(
        &this.items(),
        args.at(0)
    )),
    method!("T[] ToArray()", |this, _| array_of(
        all::element(this),
        this.items()
    )),
    method!("bool Exists(System.Predicate[T] match)", |this, args| {
        all::find_index(&this.items(), args.at(0)).map(|at| at >= 0)
    }),
    method!("T Find(System.Predicate[T] match)", |this, args| all::find(
        this,
        args.at(0)
    )),
    method!(
        "System.Collections.Generic.List[T] FindAll(System.Predicate[T] match)",
        |this, args| all::matching(&this.items(), args.at(0))
            .map(|items| all::same_kind(this, items))
    ),
    method!("int FindIndex(System.Predicate[T] match)", |this, args| {
        all::find_index(&this.items(), args.at(0))
    }),
    method!("T FindLast(System.Predicate[T] match)", |this, args| {
        let found = all::matching(&this.items(), args.at(0))?;
        Ok::<_, crate::Flow>(
            found
                .last()
                .cloned()
                .unwrap_or_else(|| crate::access::default_of(all::element(this))),
        )
    }),
    method!("void ForEach(System.Action[T] action)", |this, args| {
        all::for_each(this, args.at(0))
    }),
    method!("int RemoveAll(System.Predicate[T] match)", |this, args| {
        all::remove_all(this, args.at(0))
    }),
    method!(
        "bool TrueForAll(System.Predicate[T] match)",
        |this, args| all::matching(&this.items(), args.at(0))
            .map(|found| found.len() == all::len(this))
    ),
    method!(
        "System.Collections.ObjectModel.ReadOnlyCollection[T] AsReadOnly()",
        |this, _| this.clone()
    ),
    method!("void TrimExcess()", |this, _| all::trim(this)),
    method!("int EnsureCapacity(int capacity)", |this, args| {
        all::ensure_capacity(this, args.int(0))
    }),
    method!(
        "System.Collections.Generic.List[TOutput] ConvertAll[TOutput](System.Converter[T,TOutput] converter)",
        |this, args| {
            let items = all::converted(&this.items(), args.at(0))?;
            let ty = registry::close(super::LIST, &[all::converted_type(args.at(0))]);
            Ok::<_, crate::Flow>(made(&Value::from(ty.unwrap_or(super::LIST)), items))
        }
    ),
    method!(
        "System.Collections.Generic.List[T] Slice(int start, int length)",
        |this, args| all::part(this, args.int(0), args.int(1))
    ),
    method!(
        "int FindIndex(int startIndex, System.Predicate[T] match)",
        |this, args| all::find_index_in(&this.items(), args.int(0), None, args.at(1))
    ),
    method!(
        "int FindIndex(int startIndex, int count, System.Predicate[T] match)",
        |this, args| all::find_index_in(&this.items(), args.int(0), Some(args.int(1)), args.at(2))
    ),
    method!(
        "int FindLastIndex(System.Predicate[T] match)",
        |this, args| all::find_last_index(&this.items(), args.at(0))
    ),
    method!(
        "int FindLastIndex(int startIndex, System.Predicate[T] match)",
        |this, args| all::find_last_index_in(&this.items(), args.int(0), None, args.at(1))
    ),
    method!(
        "int FindLastIndex(int startIndex, int count, System.Predicate[T] match)",
        |this, args| {
            all::find_last_index_in(&this.items(), args.int(0), Some(args.int(1)), args.at(2))
        }
    ),
    method!("int IndexOf(T item, int index, int count)", |this, args| {
        all::index_in(&this.items(), args.at(0), args.int(1), args.int(2))
    }),
    method!("int LastIndexOf(T item, int index)", |this, args| {
        all::last_index_in(&this.items(), args.at(0), args.int(1), None)
    }),
    method!(
        "int LastIndexOf(T item, int index, int count)",
        |this, args| {
            all::last_index_in(&this.items(), args.at(0), args.int(1), Some(args.int(2)))
        }
    ),
    method!(
        "int BinarySearch(T item, System.Collections.Generic.IComparer[T] comparer)",
        |this, args| {
            let items = this.items();
            all::binary_search_in(&items, 0, items.len() as i32, args.at(0), args.at(1))
        }
    ),
    method!(
        "int BinarySearch(int index, int count, T item, System.Collections.Generic.IComparer[T] comparer)",
        |this, args| all::binary_search_in(
            &this.items(),
            args.int(0),
            args.int(1),
            args.at(2),
            args.at(3)
        )
    ),
    method!(
        "void Sort(int index, int count, System.Collections.Generic.IComparer[T] comparer)",
        |this, args| all::sort_part(this, args.int(0), args.int(1), args.at(2))
    ),
    method!(
        "void CopyTo(int index, T[] array, int arrayIndex, int count)",
        |this, args| all::copy_part(this, args.int(0), args.at(1), args.int(2), args.int(3))
    ),
];

static PROPERTIES: &[Property] = &[
    settable(
        "int Capacity {get;set;}",
        |this| all::capacity(this).done(),
        |this, value| all::set_capacity(this, value.int()),
    ),
    property!("int Count {get;}", |this| all::len(this)),
];

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::class("System.Collections.Generic.List`1")
    .parameters(&["T"])
    .interfaces(&[i::ILIST_T, i::ILIST])
    .constructors(CONSTRUCTORS)
    .methods(METHODS)
    .properties(PROPERTIES);
