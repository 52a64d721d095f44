//! `System.Linq.Enumerable`. Sequences are made at once: what scripts see of laziness is little.

use super::{comparer, interfaces as i};
use crate::object::{Object, Opaque};
use crate::types::native::{Args, Plain, array_of, decimal, method};
use crate::types::{Method, Type, TypeInfo, registry, throw};
use crate::{Data, Lock, Result, Value, access, convert, dict, enumerate};
use rust_decimal::Decimal;

/// `System.Linq.Enumerable`.
pub const ENUMERABLE: Type = Type(&INFO);

/// What the methods give.
struct Sequence(Vec<Value>);

impl Opaque for Sequence {
    fn is_enumerable(&self) -> bool {
        true
    }

    fn items(&self) -> Option<Vec<Value>> {
        Some(self.0.clone())
    }
}

/// ``System.Linq.Enumerable+Iterator`1``.
pub const ITERATOR: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Linq.Enumerable+Iterator`1")
        .parameters(&["TSource"])
        .interfaces(&[i::IENUMERABLE_T, i::IENUMERABLE, i::DISPOSABLE])
        .methods(&[method!(
            "System.Collections.Generic.IEnumerator[TSource] GetEnumerator()",
            |this, _| enumerate::enumerator(this.items())
        )]);
    Type(&INFO)
};

/// `System.Linq.IGrouping`, as `GroupBy` gives it.
pub const GROUPING: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Linq.Grouping`2")
        .parameters(&["TKey", "TElement"])
        .interfaces(&[i::IENUMERABLE])
        .properties(
            &[crate::types::native::property!("TKey Key {get;}", |this| {
                this.payload::<Group>().map(|group| group.key.clone())
            })],
        );
    Type(&INFO)
};

struct Group {
    key: Value,
    items: Lock<Vec<Value>>,
}

impl Opaque for Group {
    fn is_enumerable(&self) -> bool {
        true
    }

    fn items(&self) -> Option<Vec<Value>> {
        Some(self.items.lock().clone())
    }
}

fn sequence(element: Type, items: Vec<Value>) -> Value {
    let ty = registry::close(ITERATOR, &[element]).unwrap_or(ITERATOR);
    Value::Object(Object::opaque(ty, Sequence(items)))
}

/// The type of a sequence's elements.
fn element(source: &Value) -> Type {
    if source.as_str().is_some() {
        return super::CHAR;
    }
    let Some(ty) = source.ty() else {
        return super::OBJECT;
    };
    match (ty.element, ty.arguments) {
        (Some(element), _) => element,
        (None, [only]) => *only,
        _ => super::OBJECT,
    }
}

fn source(args: &[Value], at: usize) -> Result<Vec<Value>> {
    let value = args.at(at);
    if value.is_null() {
        return Err(throw::argument_null(if at == 0 {
            "source"
        } else {
            "second"
        }));
    }
    if let Some(text) = value.as_str() {
        return Ok(text.encode_utf16().map(Value::Char).collect());
    }
    enumerate::to_vec(value)
}

/// Calls a function of a script; its result is of the type that the delegate gives.
fn call(function: &Value, args: &[Value]) -> Result<Value> {
    let result = access::call_delegate(function, args)?;
    match function.ty().and_then(|ty| ty.arguments.last().copied()) {
        Some(ty) if ty != super::OBJECT => convert::to(&result, ty),
        _ => Ok(result),
    }
}

fn holds(function: &Value, item: &Value) -> Result<bool> {
    Ok(convert::to_bool(&call(
        function,
        std::slice::from_ref(item),
    )?))
}

fn result_type(function: &Value) -> Type {
    function
        .ty()
        .and_then(|ty| ty.arguments.last().copied())
        .unwrap_or(super::OBJECT)
}

fn mapped(items: &[Value], function: &Value) -> Result<Vec<Value>> {
    items
        .iter()
        .map(|item| call(function, std::slice::from_ref(item)))
        .collect()
}

fn filtered(items: Vec<Value>, function: &Value) -> Result<Vec<Value>> {
    let mut kept = Vec::new();
    for item in items {
        if holds(function, &item)? {
            kept.push(item);
        }
    }
    Ok(kept)
}

fn same(by: &Value, a: &Value, b: &Value) -> Result<bool> {
    if by.is_null() {
        return Ok(dict::equals(a, b));
    }
    Ok(convert::to_bool(&access::invoke_method(
        by,
        "Equals",
        &[a.clone(), b.clone()],
    )?))
}

fn has(items: &[Value], wanted: &Value, by: &Value) -> Result<bool> {
    for item in items {
        if same(by, item, wanted)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn distinct(items: Vec<Value>, by: &Value) -> Result<Vec<Value>> {
    let mut kept: Vec<Value> = Vec::new();
    for item in items {
        if !has(&kept, &item, by)? {
            kept.push(item);
        }
    }
    Ok(kept)
}

/// The first items, by keys that a function gives, of each key.
fn distinct_by(items: Vec<Value>, function: &Value) -> Result<Vec<Value>> {
    let mut keys = Vec::new();
    let mut kept = Vec::new();
    for item in items {
        let key = call(function, std::slice::from_ref(&item))?;
        if !has(&keys, &key, &Value::Null)? {
            keys.push(key);
            kept.push(item);
        }
    }
    Ok(kept)
}

fn ordered(
    items: Vec<Value>,
    function: Option<&Value>,
    by: &Value,
    descending: bool,
) -> Result<Vec<Value>> {
    let mut keyed = Vec::with_capacity(items.len());
    for item in items {
        let key = match function {
            Some(function) => call(function, std::slice::from_ref(&item))?,
            None => item.clone(),
        };
        keyed.push((key, item));
    }
    let mut failure = None;
    keyed.sort_by(|a, b| {
        let order = comparer::with(by, &a.0, &b.0).unwrap_or_else(|flow| {
            failure.get_or_insert(flow);
            0
        });
        if descending {
            0.cmp(&order)
        } else {
            order.cmp(&0)
        }
    });
    match failure {
        Some(flow) => Err(flow),
        None => Ok(keyed.into_iter().map(|(_, item)| item).collect()),
    }
}

fn empty() -> crate::Flow {
    throw::invalid_operation("Sequence contains no elements")
}

fn overflow() -> crate::Flow {
    throw::overflow("Arithmetic operation resulted in an overflow.")
}

/// What sums are counted in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    Int,
    Long,
    Float,
    Double,
    Decimal,
}

fn number(items: &[Value], ty: Type) -> Number {
    let ty = if ty == super::OBJECT {
        items.first().and_then(Value::ty).unwrap_or(super::INT32)
    } else {
        ty
    };
    match ty {
        _ if ty == super::INT64 => Number::Long,
        _ if ty == super::SINGLE => Number::Float,
        _ if ty == super::DOUBLE => Number::Double,
        _ if ty == super::DECIMAL => Number::Decimal,
        _ => Number::Int,
    }
}

fn sum(items: &[Value], ty: Type) -> Result<Value> {
    Ok(match number(items, ty) {
        Number::Int => {
            let mut total = 0i32;
            for item in items {
                total = total.checked_add(item.int()).ok_or_else(overflow)?;
            }
            Value::Int32(total)
        }
        Number::Long => {
            let mut total = 0i64;
            for item in items {
                total = total.checked_add(item.long()).ok_or_else(overflow)?;
            }
            Value::Int64(total)
        }
        Number::Float => Value::Single(items.iter().map(Value::double).sum::<f64>() as f32),
        Number::Double => Value::Double(items.iter().map(Value::double).sum()),
        Number::Decimal => {
            let mut total = Decimal::ZERO;
            for item in items {
                total = total.checked_add(item.decimal()).ok_or_else(overflow)?;
            }
            decimal(total)
        }
    })
}

fn average(items: &[Value], ty: Type) -> Result<Value> {
    if items.is_empty() {
        return Err(empty());
    }
    let count = items.len();
    Ok(match number(items, ty) {
        Number::Int | Number::Long => {
            let total: i128 = items.iter().map(|item| i128::from(item.long())).sum();
            Value::Double(total as f64 / count as f64)
        }
        Number::Float => {
            Value::Single((items.iter().map(Value::double).sum::<f64>() / count as f64) as f32)
        }
        Number::Double => {
            Value::Double(items.iter().map(Value::double).sum::<f64>() / count as f64)
        }
        Number::Decimal => {
            let total: Decimal = items.iter().map(Value::decimal).sum();
            decimal(total / Decimal::from(count as u64))
        }
    })
}

/// The least, or the greatest, by keys.
fn extreme(items: Vec<Value>, keys: &[Value], by: &Value, greatest: bool) -> Result<Value> {
    let mut best = 0;
    for at in 1..keys.len() {
        let order = comparer::with(by, &keys[at], &keys[best])?;
        if if greatest { order > 0 } else { order < 0 } {
            best = at;
        }
    }
    items.into_iter().nth(best).ok_or_else(empty)
}

fn limit(args: &[Value], len: usize) -> usize {
    usize::try_from(args.int(1)).unwrap_or(0).min(len)
}

fn first(args: &[Value], last: bool) -> Result<Option<Value>> {
    let mut items = source(args, 0)?;
    if args.len() > 1 {
        items = filtered(items, args.at(1))?;
    }
    Ok(if last {
        items.pop()
    } else {
        items.into_iter().next()
    })
}

fn found(args: &[Value], last: bool) -> Result<Value> {
    first(args, last)?.ok_or_else(|| {
        if args.len() > 1 {
            throw::invalid_operation("Sequence contains no matching element")
        } else {
            empty()
        }
    })
}

fn or_default(args: &[Value], last: bool) -> Result<Value> {
    Ok(first(args, last)?.unwrap_or_else(|| access::default_of(element(args.at(0)))))
}

fn single(args: &[Value], default: bool) -> Result<Value> {
    let mut items = source(args, 0)?;
    if args.len() > 1 {
        items = filtered(items, args.at(1))?;
    }
    let matching = if args.len() > 1 { "matching " } else { "" };
    match items.as_slice() {
        [only] => Ok(only.clone()),
        [] if default => Ok(access::default_of(element(args.at(0)))),
        [] => Err(throw::invalid_operation(format!(
            "Sequence contains no {matching}element{}",
            if args.len() > 1 { "" } else { "s" }
        ))),
        _ => Err(throw::invalid_operation(format!(
            "Sequence contains more than one {matching}element"
        ))),
    }
}

fn while_holds(args: &[Value]) -> Result<(Vec<Value>, usize)> {
    let items = source(args, 0)?;
    let mut count = 0;
    for item in &items {
        if !holds(args.at(1), item)? {
            break;
        }
        count += 1;
    }
    Ok((items, count))
}

fn kept(args: &[Value], items: Vec<Value>) -> Value {
    sequence(element(args.at(0)), items)
}

fn groups(args: &[Value]) -> Result<Value> {
    let mut found: Vec<(Value, Vec<Value>)> = Vec::new();
    for item in source(args, 0)? {
        let key = call(args.at(1), std::slice::from_ref(&item))?;
        let item = if args.len() > 2 {
            call(args.at(2), std::slice::from_ref(&item))?
        } else {
            item
        };
        match found
            .iter_mut()
            .find(|(known, _)| dict::equals(known, &key))
        {
            Some((_, items)) => items.push(item),
            None => found.push((key, vec![item])),
        }
    }
    let types = [result_type(args.at(1)), element(args.at(0))];
    let ty = registry::close(GROUPING, &types).unwrap_or(GROUPING);
    let all = found
        .into_iter()
        .map(|(key, items)| {
            Value::Object(Object::opaque(
                ty,
                Group {
                    key,
                    items: Lock::new(items),
                },
            ))
        })
        .collect();
    Ok(sequence(super::OBJECT, all))
}

fn to_dictionary(args: &[Value]) -> Result<Value> {
    let value_type = if args.len() > 2 {
        result_type(args.at(2))
    } else {
        element(args.at(0))
    };
    let ty = registry::close(super::DICTIONARY, &[result_type(args.at(1)), value_type])
        .unwrap_or(super::DICTIONARY);
    let made = access::construct(ty, &[])?;
    for item in source(args, 0)? {
        let key = call(args.at(1), std::slice::from_ref(&item))?;
        let value = if args.len() > 2 {
            call(args.at(2), std::slice::from_ref(&item))?
        } else {
            item
        };
        access::invoke_method(&made, "Add", &[key, value]).map_err(comparer::bare)?;
    }
    Ok(made)
}

fn zip(args: &[Value]) -> Result<Value> {
    let (a, b) = (source(args, 0)?, source(args, 1)?);
    let mut all = Vec::new();
    for (a, b) in a.into_iter().zip(b) {
        all.push(match args.get(2) {
            Some(function) => call(function, &[a, b])?,
            None => super::tuple::value_tuple(vec![a, b]),
        });
    }
    Ok(sequence(
        args.get(2).map_or(super::OBJECT, result_type),
        all,
    ))
}

fn aggregate(args: &[Value]) -> Result<Value> {
    let items = source(args, 0)?;
    if args.len() > 2 {
        let mut total = args.at(1).clone();
        for item in items {
            total = call(args.at(2), &[total, item])?;
        }
        return if args.len() > 3 {
            call(args.at(3), &[total])
        } else {
            Ok(total)
        };
    }
    let mut items = items.into_iter();
    let mut total = items.next().ok_or_else(empty)?;
    for item in items {
        total = call(args.at(1), &[total, item])?;
    }
    Ok(total)
}

fn sets(args: &[Value], keep: bool) -> Result<Value> {
    let other = source(args, 1)?;
    let mut result = Vec::new();
    for item in source(args, 0)? {
        if has(&other, &item, args.at(2))? == keep {
            result.push(item);
        }
    }
    Ok(kept(args, distinct(result, args.at(2))?))
}

/// Several signatures for one body.
macro_rules! all {
    ($($($signature:literal),+ => |$args:ident| $body:expr;)*) => {
        &[$($(method!(concat!("static ", $signature), |_, $args| $body)),+),*]
    };
}

static METHODS: &[Method] = all! {
    "TSource Aggregate[TSource](System.Collections.IEnumerable source, System.Func[TSource,TSource,TSource] func)",
    "TAccumulate Aggregate[TSource, TAccumulate](System.Collections.IEnumerable source, TAccumulate seed, System.Func[TAccumulate,TSource,TAccumulate] func)",
    "TResult Aggregate[TSource, TAccumulate, TResult](System.Collections.IEnumerable source, TAccumulate seed, System.Func[TAccumulate,TSource,TAccumulate] func, System.Func[TAccumulate,TResult] resultSelector)"
        => |args| aggregate(args);
    "bool Any[TSource](System.Collections.IEnumerable source)",
    "bool Any[TSource](System.Collections.IEnumerable source, System.Func[TSource,bool] predicate)"
        => |args| first(args, false).map(|found| found.is_some());
    "bool All[TSource](System.Collections.IEnumerable source, System.Func[TSource,bool] predicate)"
        => |args| while_holds(args).map(|(items, count)| items.len() == count);
    "System.Collections.Generic.IEnumerable[TSource] Append[TSource](System.Collections.IEnumerable source, TSource element)"
        => |args| source(args, 0).map(|mut items| { items.push(args.at(1).clone()); kept(args, items) });
    "System.Collections.Generic.IEnumerable[TSource] Prepend[TSource](System.Collections.IEnumerable source, TSource element)"
        => |args| source(args, 0).map(|mut items| { items.insert(0, args.at(1).clone()); kept(args, items) });
    "System.Collections.Generic.IEnumerable[TSource] AsEnumerable[TSource](System.Collections.IEnumerable source)"
        => |args| args.at(0).clone();
    "double Average(System.Collections.IEnumerable source)"
        => |args| average(&source(args, 0)?, element(args.at(0)));
    "double Average[TSource](System.Collections.IEnumerable source, System.Func[TSource,double] selector)"
        => |args| average(&mapped(&source(args, 0)?, args.at(1))?, result_type(args.at(1)));
    "System.Collections.Generic.IEnumerable[TResult] Cast[TResult](System.Collections.IEnumerable source)"
        => |args| source(args, 0).map(|items| sequence(super::OBJECT, items));
    "System.Collections.Generic.IEnumerable[TResult] OfType[TResult](System.Collections.IEnumerable source)"
        => |args| source(args, 0).map(|items| sequence(super::OBJECT, items));
    "System.Collections.Generic.IEnumerable[TSource[]] Chunk[TSource](System.Collections.IEnumerable source, int size)"
        => |args| {
            let Some(size) = usize::try_from(args.int(1)).ok().filter(|size| *size > 0) else {
                return Err(throw::argument_out_of_range("Specified argument was out of the range of valid values.", "size"));
            };
            let ty = element(args.at(0));
            let parts = source(args, 0)?.chunks(size).map(|part| array_of(ty, part.to_vec())).collect();
            Ok(sequence(super::OBJECT, parts)) as Result<Value>
        };
    "System.Collections.Generic.IEnumerable[TSource] Concat[TSource](System.Collections.IEnumerable first, System.Collections.IEnumerable second)"
        => |args| {
            let mut items = source(args, 0)?;
            items.extend(source(args, 1)?);
            Ok(kept(args, items)) as Result<Value>
        };
    "bool Contains[TSource](System.Collections.IEnumerable source, TSource value)",
    "bool Contains[TSource](System.Collections.IEnumerable source, TSource value, System.Collections.Generic.IEqualityComparer[TSource] comparer)"
        => |args| has(&source(args, 0)?, args.at(1), args.at(2));
    "int Count[TSource](System.Collections.IEnumerable source)"
        => |args| source(args, 0).map(|items| items.len());
    "int Count[TSource](System.Collections.IEnumerable source, System.Func[TSource,bool] predicate)"
        => |args| filtered(source(args, 0)?, args.at(1)).map(|items| items.len());
    "long LongCount[TSource](System.Collections.IEnumerable source)"
        => |args| source(args, 0).map(|items| items.len() as i64);
    "System.Collections.Generic.IEnumerable[TSource] DefaultIfEmpty[TSource](System.Collections.IEnumerable source)"
        => |args| source(args, 0).map(|items| if items.is_empty() { kept(args, vec![access::default_of(element(args.at(0)))]) } else { kept(args, items) });
    "System.Collections.Generic.IEnumerable[TSource] DefaultIfEmpty[TSource](System.Collections.IEnumerable source, TSource defaultValue)"
        => |args| source(args, 0).map(|items| if items.is_empty() { kept(args, vec![args.at(1).clone()]) } else { kept(args, items) });
    "System.Collections.Generic.IEnumerable[TSource] Distinct[TSource](System.Collections.IEnumerable source)",
    "System.Collections.Generic.IEnumerable[TSource] Distinct[TSource](System.Collections.IEnumerable source, System.Collections.Generic.IEqualityComparer[TSource] comparer)"
        => |args| distinct(source(args, 0)?, args.at(1)).map(|items| kept(args, items));
    "System.Collections.Generic.IEnumerable[TSource] DistinctBy[TSource, TKey](System.Collections.IEnumerable source, System.Func[TSource,TKey] keySelector)"
        => |args| distinct_by(source(args, 0)?, args.at(1)).map(|items| kept(args, items));
    "TSource ElementAt[TSource](System.Collections.IEnumerable source, int index)"
        => |args| {
            let items = source(args, 0)?;
            usize::try_from(args.int(1)).ok().and_then(|at| items.get(at).cloned()).ok_or_else(|| throw::index_out_of_range("index"))
        };
    "TSource ElementAtOrDefault[TSource](System.Collections.IEnumerable source, int index)"
        => |args| source(args, 0).map(|items| usize::try_from(args.int(1)).ok().and_then(|at| items.get(at).cloned()).unwrap_or_else(|| access::default_of(element(args.at(0)))));
    "System.Collections.Generic.IEnumerable[TResult] Empty[TResult]()"
        => |_args| array_of(super::OBJECT, Vec::new());
    "System.Collections.Generic.IEnumerable[TSource] Except[TSource](System.Collections.IEnumerable first, System.Collections.IEnumerable second)",
    "System.Collections.Generic.IEnumerable[TSource] Except[TSource](System.Collections.IEnumerable first, System.Collections.IEnumerable second, System.Collections.Generic.IEqualityComparer[TSource] comparer)"
        => |args| sets(args, false);
    "System.Collections.Generic.IEnumerable[TSource] Intersect[TSource](System.Collections.IEnumerable first, System.Collections.IEnumerable second)",
    "System.Collections.Generic.IEnumerable[TSource] Intersect[TSource](System.Collections.IEnumerable first, System.Collections.IEnumerable second, System.Collections.Generic.IEqualityComparer[TSource] comparer)"
        => |args| sets(args, true);
    "System.Collections.Generic.IEnumerable[TSource] Union[TSource](System.Collections.IEnumerable first, System.Collections.IEnumerable second)",
    "System.Collections.Generic.IEnumerable[TSource] Union[TSource](System.Collections.IEnumerable first, System.Collections.IEnumerable second, System.Collections.Generic.IEqualityComparer[TSource] comparer)"
        => |args| {
            let mut items = source(args, 0)?;
            items.extend(source(args, 1)?);
            distinct(items, args.at(2)).map(|items| kept(args, items))
        };
    "TSource First[TSource](System.Collections.IEnumerable source)",
    "TSource First[TSource](System.Collections.IEnumerable source, System.Func[TSource,bool] predicate)"
        => |args| found(args, false);
    "TSource Last[TSource](System.Collections.IEnumerable source)",
    "TSource Last[TSource](System.Collections.IEnumerable source, System.Func[TSource,bool] predicate)"
        => |args| found(args, true);
    "TSource FirstOrDefault[TSource](System.Collections.IEnumerable source)",
    "TSource FirstOrDefault[TSource](System.Collections.IEnumerable source, System.Func[TSource,bool] predicate)"
        => |args| or_default(args, false);
    "TSource LastOrDefault[TSource](System.Collections.IEnumerable source)",
    "TSource LastOrDefault[TSource](System.Collections.IEnumerable source, System.Func[TSource,bool] predicate)"
        => |args| or_default(args, true);
    "TSource Single[TSource](System.Collections.IEnumerable source)",
    "TSource Single[TSource](System.Collections.IEnumerable source, System.Func[TSource,bool] predicate)"
        => |args| single(args, false);
    "TSource SingleOrDefault[TSource](System.Collections.IEnumerable source)",
    "TSource SingleOrDefault[TSource](System.Collections.IEnumerable source, System.Func[TSource,bool] predicate)"
        => |args| single(args, true);
    "System.Collections.Generic.IEnumerable[System.Linq.IGrouping[TKey,TSource]] GroupBy[TSource, TKey](System.Collections.IEnumerable source, System.Func[TSource,TKey] keySelector)",
    "System.Collections.Generic.IEnumerable[System.Linq.IGrouping[TKey,TElement]] GroupBy[TSource, TKey, TElement](System.Collections.IEnumerable source, System.Func[TSource,TKey] keySelector, System.Func[TSource,TElement] elementSelector)"
        => |args| groups(args);
    "TSource Max[TSource](System.Collections.IEnumerable source)",
    "TSource Max[TSource](System.Collections.IEnumerable source, System.Collections.Generic.IComparer[TSource] comparer)"
        => |args| source(args, 0).and_then(|items| extreme(items.clone(), &items, args.at(1), true));
    "TResult Max[TSource, TResult](System.Collections.IEnumerable source, System.Func[TSource,TResult] selector)"
        => |args| mapped(&source(args, 0)?, args.at(1)).and_then(|items| extreme(items.clone(), &items, &Value::Null, true));
    "TSource Min[TSource](System.Collections.IEnumerable source)",
    "TSource Min[TSource](System.Collections.IEnumerable source, System.Collections.Generic.IComparer[TSource] comparer)"
        => |args| source(args, 0).and_then(|items| extreme(items.clone(), &items, args.at(1), false));
    "TResult Min[TSource, TResult](System.Collections.IEnumerable source, System.Func[TSource,TResult] selector)"
        => |args| mapped(&source(args, 0)?, args.at(1)).and_then(|items| extreme(items.clone(), &items, &Value::Null, false));
    "TSource MaxBy[TSource, TKey](System.Collections.IEnumerable source, System.Func[TSource,TKey] keySelector)"
        => |args| source(args, 0).and_then(|items| { let keys = mapped(&items, args.at(1))?; extreme(items, &keys, &Value::Null, true) });
    "TSource MinBy[TSource, TKey](System.Collections.IEnumerable source, System.Func[TSource,TKey] keySelector)"
        => |args| source(args, 0).and_then(|items| { let keys = mapped(&items, args.at(1))?; extreme(items, &keys, &Value::Null, false) });
    "System.Linq.IOrderedEnumerable[T] Order[T](System.Collections.IEnumerable source)"
        => |args| ordered(source(args, 0)?, None, &Value::Null, false).map(|items| kept(args, items));
    "System.Linq.IOrderedEnumerable[T] OrderDescending[T](System.Collections.IEnumerable source)"
        => |args| ordered(source(args, 0)?, None, &Value::Null, true).map(|items| kept(args, items));
    "System.Linq.IOrderedEnumerable[TSource] OrderBy[TSource, TKey](System.Collections.IEnumerable source, System.Func[TSource,TKey] keySelector)",
    "System.Linq.IOrderedEnumerable[TSource] OrderBy[TSource, TKey](System.Collections.IEnumerable source, System.Func[TSource,TKey] keySelector, System.Collections.Generic.IComparer[TKey] comparer)"
        => |args| ordered(source(args, 0)?, args.get(1), args.at(2), false).map(|items| kept(args, items));
    "System.Linq.IOrderedEnumerable[TSource] OrderByDescending[TSource, TKey](System.Collections.IEnumerable source, System.Func[TSource,TKey] keySelector)",
    "System.Linq.IOrderedEnumerable[TSource] OrderByDescending[TSource, TKey](System.Collections.IEnumerable source, System.Func[TSource,TKey] keySelector, System.Collections.Generic.IComparer[TKey] comparer)"
        => |args| ordered(source(args, 0)?, args.get(1), args.at(2), true).map(|items| kept(args, items));
    "System.Collections.Generic.IEnumerable[int] Range(int start, int count)"
        => |args| {
            let (start, count) = (args.long(0), args.long(1));
            if count < 0 || start + count - 1 > i64::from(i32::MAX) {
                return Err(throw::argument_out_of_range("Specified argument was out of the range of valid values.", "count")) as Result<Value>;
            }
            Ok(sequence(super::INT32, (start..start + count).map(|number| Value::Int32(number as i32)).collect()))
        };
    "System.Collections.Generic.IEnumerable[TResult] Repeat[TResult](TResult element, int count)"
        => |args| {
            let Ok(count) = usize::try_from(args.int(1)) else {
                return Err(throw::argument_out_of_range("Specified argument was out of the range of valid values.", "count")) as Result<Value>;
            };
            Ok(sequence(args.at(0).ty().unwrap_or(super::OBJECT), vec![args.at(0).clone(); count]))
        };
    "System.Collections.Generic.IEnumerable[TSource] Reverse[TSource](System.Collections.IEnumerable source)"
        => |args| source(args, 0).map(|items| kept(args, items.into_iter().rev().collect()));
    "System.Collections.Generic.IEnumerable[TResult] Select[TSource, TResult](System.Collections.IEnumerable source, System.Func[TSource,TResult] selector)"
        => |args| mapped(&source(args, 0)?, args.at(1)).map(|items| sequence(result_type(args.at(1)), items));
    "System.Collections.Generic.IEnumerable[TResult] SelectMany[TSource, TResult](System.Collections.IEnumerable source, System.Func[TSource,System.Collections.Generic.IEnumerable[TResult]] selector)"
        => |args| {
            let mut all = Vec::new();
            for item in source(args, 0)? {
                all.extend(enumerate::to_vec(&access::call_delegate(args.at(1), &[item])?)?);
            }
            Ok(sequence(super::OBJECT, all)) as Result<Value>
        };
    "bool SequenceEqual[TSource](System.Collections.IEnumerable first, System.Collections.IEnumerable second)",
    "bool SequenceEqual[TSource](System.Collections.IEnumerable first, System.Collections.IEnumerable second, System.Collections.Generic.IEqualityComparer[TSource] comparer)"
        => |args| {
            let (a, b) = (source(args, 0)?, source(args, 1)?);
            let mut equal = a.len() == b.len();
            for (a, b) in a.iter().zip(&b) {
                equal = equal && same(args.at(2), a, b)?;
            }
            Ok(Value::Bool(equal)) as Result<Value>
        };
    "System.Collections.Generic.IEnumerable[TSource] Skip[TSource](System.Collections.IEnumerable source, int count)"
        => |args| source(args, 0).map(|items| { let count = limit(args, items.len()); kept(args, items[count..].to_vec()) });
    "System.Collections.Generic.IEnumerable[TSource] SkipLast[TSource](System.Collections.IEnumerable source, int count)"
        => |args| source(args, 0).map(|items| { let count = limit(args, items.len()); kept(args, items[..items.len() - count].to_vec()) });
    "System.Collections.Generic.IEnumerable[TSource] SkipWhile[TSource](System.Collections.IEnumerable source, System.Func[TSource,bool] predicate)"
        => |args| while_holds(args).map(|(items, count)| kept(args, items[count..].to_vec()));
    "System.Collections.Generic.IEnumerable[TSource] Take[TSource](System.Collections.IEnumerable source, int count)"
        => |args| source(args, 0).map(|items| { let count = limit(args, items.len()); kept(args, items[..count].to_vec()) });
    "System.Collections.Generic.IEnumerable[TSource] TakeLast[TSource](System.Collections.IEnumerable source, int count)"
        => |args| source(args, 0).map(|items| { let count = limit(args, items.len()); kept(args, items[items.len() - count..].to_vec()) });
    "System.Collections.Generic.IEnumerable[TSource] TakeWhile[TSource](System.Collections.IEnumerable source, System.Func[TSource,bool] predicate)"
        => |args| while_holds(args).map(|(items, count)| kept(args, items[..count].to_vec()));
    "int Sum(System.Collections.IEnumerable source)"
        => |args| sum(&source(args, 0)?, element(args.at(0)));
    "int Sum[TSource](System.Collections.IEnumerable source, System.Func[TSource,int] selector)"
        => |args| sum(&mapped(&source(args, 0)?, args.at(1))?, result_type(args.at(1)));
    "TSource[] ToArray[TSource](System.Collections.IEnumerable source)"
        => |args| source(args, 0).map(|items| array_of(element(args.at(0)), items));
    "System.Collections.Generic.List[TSource] ToList[TSource](System.Collections.IEnumerable source)"
        => |args| source(args, 0).map(|items| {
            let ty = registry::close(super::LIST, &[element(args.at(0))]).unwrap_or(super::LIST);
            Value::object(ty, Data::List(Lock::new(items)))
        });
    "System.Collections.Generic.HashSet[TSource] ToHashSet[TSource](System.Collections.IEnumerable source)"
        => |args| distinct(source(args, 0)?, &Value::Null).map(|items| super::hash_set::of(element(args.at(0)), items));
    "System.Collections.Generic.Dictionary[TKey,TSource] ToDictionary[TSource, TKey](System.Collections.IEnumerable source, System.Func[TSource,TKey] keySelector)",
    "System.Collections.Generic.Dictionary[TKey,TElement] ToDictionary[TSource, TKey, TElement](System.Collections.IEnumerable source, System.Func[TSource,TKey] keySelector, System.Func[TSource,TElement] elementSelector)"
        => |args| to_dictionary(args);
    "System.Collections.Generic.IEnumerable[TSource] Where[TSource](System.Collections.IEnumerable source, System.Func[TSource,bool] predicate)"
        => |args| filtered(source(args, 0)?, args.at(1)).map(|items| kept(args, items));
    "System.Collections.Generic.IEnumerable[TResult] Zip[TFirst, TSecond, TResult](System.Collections.IEnumerable first, System.Collections.IEnumerable second, System.Func[TFirst,TSecond,TResult] resultSelector)",
    "System.Collections.Generic.IEnumerable[System.ValueTuple[TFirst,TSecond]] Zip[TFirst, TSecond](System.Collections.IEnumerable first, System.Collections.IEnumerable second)"
        => |args| zip(args);
};

static INFO: TypeInfo = TypeInfo::class("System.Linq.Enumerable").methods(METHODS);

/// The methods whose result depends on the type arguments that a script wrote: `OfType[int]`, `Cast[object]`, `Empty[int]`.
/// `None` for every other.
pub fn with_types(name: &str, types: &[Type], args: &[Value]) -> Option<Result<Value>> {
    let [ty] = types else { return None };
    let items = || source(args, 0);
    Some(match name.to_ascii_lowercase().as_str() {
        "oftype" => items().map(|mut items| {
            items.retain(|item| convert::is_instance(item, *ty));
            sequence(*ty, items)
        }),
        "cast" => items().map(|items| sequence(*ty, items)),
        "empty" => Ok(array_of(*ty, Vec::new())),
        _ => return None,
    })
}
