//! Types by name, and types made from others: arrays and closed generics, each made once.

use super::{Kind, Type, TypeInfo, system};
use crate::Lock;
use hashbrown::HashMap;
use std::sync::LazyLock;

/// The tables that crates declare, each sorted by nothing: they are indexed on first touch.
static TABLES: Lock<Vec<&'static [Type]>> = Lock::new(Vec::new());
static BY_NAME: LazyLock<Lock<Index>> = LazyLock::new(Lock::default);
/// By the parts (two classes of one name are two types) and the name.
type Made = HashMap<(Vec<Type>, String), Type>;
static MADE: LazyLock<Lock<Made>> = LazyLock::new(Lock::default);

#[derive(Default)]
struct Index {
    tables: usize,
    types: HashMap<String, Type>,
}

/// Adds a crate's types. Called once a crate, before anything runs.
pub fn register(types: &'static [Type]) {
    TABLES.lock().push(types);
}

/// Finds a type by its full name, ignoring case (`system.string`, ``System.Collections.Generic.List`1``).
pub fn lookup(full_name: &str) -> Option<Type> {
    let mut index = BY_NAME.lock();
    if index.tables == 0 {
        add(&mut index, system::ALL);
        add(&mut index, system::exceptions::ALL);
        add(&mut index, system::interfaces::ALL);
        add(&mut index, system::enums::ALL);
        add(&mut index, system::xml::ALL);
        add(&mut index, system::regex::ALL);
        add(&mut index, system::sequences::ALL);
        add(&mut index, system::sorted_dictionaries::ALL);
        add(&mut index, system::delegates::ALL);
        add(&mut index, system::encoding::ALL);
        add(&mut index, system::member_info::ALL);
        add(&mut index, system::tuple::TUPLES);
        add(&mut index, system::tuple::VALUE_TUPLES);
        add(&mut index, system::culture_info::ALL);
        add(&mut index, system::json::ALL);
        add(&mut index, system::method_group::ALL);
        index.tables = 1;
    }
    let tables = TABLES.lock();
    while index.tables <= tables.len() {
        let table = tables[index.tables - 1];
        add(&mut index, table);
        index.tables += 1;
    }
    index.types.get(&full_name.to_ascii_lowercase()).copied()
}

/// Adds a type that came up at run time (a class that a script defined); the newest of a name wins.
pub fn define(ty: Type) {
    lookup("");
    BY_NAME
        .lock()
        .types
        .insert(ty.name().to_ascii_lowercase(), ty);
}

/// Every named type, in no order.
pub fn all() -> Vec<Type> {
    lookup("");
    BY_NAME.lock().types.values().copied().collect()
}

fn add(index: &mut Index, types: &[Type]) {
    for ty in types {
        index.types.insert(ty.name().to_ascii_lowercase(), *ty);
    }
}

/// Makes a type live for ever: types are few, and everything points at them.
pub fn leak(info: TypeInfo) -> Type {
    Type(Box::leak(Box::new(info)))
}

/// The array type of an element type and rank.
pub fn array_of(element: Type, rank: u32) -> Type {
    if element == system::OBJECT && rank == 1 {
        return system::object_array();
    }
    let name = format!("{}[{}]", element.name(), ",".repeat(rank as usize - 1));
    made(&[element], name, |name| {
        let mut info = TypeInfo::new(Kind::Array, name).base(system::ARRAY);
        info.element = Some(element);
        info.rank = rank;
        info
    })
}

/// A closed generic type: ``List`1`` with `[int]`. `None` if the number of arguments is wrong.
pub fn close(open: Type, arguments: &[Type]) -> Option<Type> {
    if open.parameters.len() != arguments.len() || arguments.is_empty() {
        return None;
    }
    let list = arguments
        .iter()
        .map(|ty| ty.name())
        .collect::<Vec<_>>()
        .join(",");
    let name = format!("{}[{list}]", open.name());
    Some(made(arguments, name, |name| {
        let mut info = TypeInfo::new(open.kind, name)
            .interfaces(open.interfaces)
            .parameters(open.parameters)
            .constructors(open.constructors)
            .methods(open.methods)
            .properties(open.properties)
            .extended(open.extended);
        info.base = open.base;
        info.arguments = Box::leak(arguments.to_vec().into_boxed_slice());
        info.definition = Some(open);
        info
    }))
}

fn made(parts: &[Type], name: String, make: impl FnOnce(&'static str) -> TypeInfo) -> Type {
    let mut made = MADE.lock();
    let key = (parts.to_vec(), name);
    if let Some(ty) = made.get(&key) {
        return *ty;
    }
    let ty = leak(make(Box::leak(key.1.clone().into_boxed_str())));
    made.insert(key, ty);
    ty
}
