//! Signatures: parsed on first touch from the text that `OverloadDefinitions` shows, and a type's members by name.

use super::{Kind, Method, Property, Type, TypeInfo, registry, system};
use crate::Lock;
use crate::members::Member;
use hashbrown::HashMap;
use std::sync::{LazyLock, OnceLock};

/// A parsed method or property signature.
pub struct Signature {
    /// Whether it is static.
    pub is_static: bool,
    /// The return type or the property's type.
    pub result: TypeName,
    /// The member's name; empty for a constructor.
    pub name: &'static str,
    /// The parameters, empty for a property.
    pub parameters: Vec<Parameter>,
    /// A property's `get`, `set` in its braces; a field has both.
    pub can_set: bool,
    /// The braces of a property with parameters: ` {get;set;}`.
    pub accessors: Option<&'static str>,
    /// A field: no braces at all.
    pub is_field: bool,
    /// Generic method parameters (`Cast[TResult]`).
    pub generic: Vec<&'static str>,
}

/// One parameter of a method.
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub ty: TypeName,
    /// `Params`: takes the remaining arguments as an array.
    pub params: bool,
    /// `[ref]` or `[out]`.
    pub by_ref: bool,
    /// It has a default value; the text of it.
    pub default: Option<&'static str>,
    resolved: OnceLock<Type>,
}

impl Parameter {
    /// The parameter's type within the type that declares the method.
    pub fn resolve(&self, owner: Type) -> Type {
        *self.resolved.get_or_init(|| self.ty.resolve(owner))
    }
}

/// A type as a signature names it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TypeName(pub &'static str);

impl TypeName {
    /// The type it means within `owner` (whose generic arguments replace `T`). What is not known here becomes a type
    /// of that name that nothing converts to.
    pub fn resolve(self, owner: Type) -> Type {
        owner
            .resolver
            .and_then(|resolver| resolver(self.0))
            .or_else(|| resolve(self.0, owner))
            .unwrap_or_else(|| unknown(self.0))
    }
}

/// A type that only signatures name. A generic parameter of a method (`T`, `TSource`) takes anything.
fn unknown(name: &'static str) -> Type {
    if name.len() == 1
        || name.starts_with('T')
            && name[1..].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && !name.contains(['.', '['])
    {
        return system::OBJECT;
    }
    static UNKNOWN: LazyLock<Lock<HashMap<&'static str, Type>>> = LazyLock::new(Lock::default);
    *UNKNOWN
        .lock()
        .entry(name)
        .or_insert_with(|| registry::leak(TypeInfo::new(Kind::Interface, name)))
}

fn resolve(name: &'static str, owner: Type) -> Option<Type> {
    let name = name.trim();
    if let Some(inner) = name.strip_suffix("[]") {
        return Some(registry::array_of(TypeName(inner).resolve(owner), 1));
    }
    if let Some(inner) = name.strip_suffix("[,]") {
        return Some(registry::array_of(TypeName(inner).resolve(owner), 2));
    }
    if let Some(at) = owner
        .parameters
        .iter()
        .position(|parameter| *parameter == name)
    {
        return owner.arguments.get(at).copied();
    }
    if let Some(open) = name.find('[') {
        let arguments = split_top(&name[open + 1..name.len() - 1]);
        let arguments: Option<Vec<Type>> = arguments
            .into_iter()
            .map(|argument| Some(TypeName(argument).resolve(owner)))
            .collect();
        let arguments = arguments?;
        let definition = registry::lookup(&format!("{}`{}", &name[..open], arguments.len()))
            .or_else(|| registry::lookup(&name[..open]))?;
        return registry::close(definition, &arguments);
    }
    keyword(name)
        .or_else(|| registry::lookup(name))
        .or_else(|| registry::lookup(&format!("System.{name}")))
}

/// The C# names that PowerShell writes in signatures.
fn keyword(name: &str) -> Option<Type> {
    Some(match name {
        "string" => system::STRING,
        "int" => system::INT32,
        "bool" => system::BOOLEAN,
        "char" => system::CHAR,
        "byte" => system::BYTE,
        "sbyte" => system::SBYTE,
        "short" | "int16" => system::INT16,
        "ushort" | "uint16" => system::UINT16,
        "uint" => system::UINT32,
        "long" => system::INT64,
        "ulong" => system::UINT64,
        "float" | "single" => system::SINGLE,
        "double" => system::DOUBLE,
        "decimal" => system::DECIMAL,
        "object" => system::OBJECT,
        "psobject" => system::PS_OBJECT,
        "datetime" => system::DATE_TIME,
        "timespan" => system::TIME_SPAN,
        "guid" => system::GUID,
        "bigint" => system::BIG_INTEGER,
        "type" => system::TYPE,
        "array" => system::ARRAY,
        "scriptblock" => system::SCRIPT_BLOCK,
        "hashtable" => system::HASHTABLE,
        "regex" => registry::lookup("System.Text.RegularExpressions.Regex")?,
        "cultureinfo" => registry::lookup("System.Globalization.CultureInfo")?,
        "version" => registry::lookup("System.Version")?,
        "uri" => registry::lookup("System.Uri")?,
        "void" => system::VOID,
        // An accelerator's name: `securestring`, `psvariable`.
        other => registry::lookup(super::accelerators::full_name(other)?)?,
    })
}

impl Signature {
    /// Parses what a table declares.
    pub fn parse(text: &'static str) -> Self {
        let mut rest = text.trim();
        let is_static = take(&mut rest, "static ");
        match rest.find('(') {
            Some(open) if !rest[..open].contains('{') => {
                let mut parsed = Self::method(rest, open, is_static);
                if let (Some(at), true) = (rest.rfind(" {"), rest.ends_with('}')) {
                    parsed.accessors = Some(&rest[at..]);
                    parsed.can_set = rest[at..].contains("set;");
                }
                parsed
            }
            _ => Self::property(rest, is_static),
        }
    }

    fn method(rest: &'static str, open: usize, is_static: bool) -> Self {
        let close = rest.rfind(')').unwrap_or(rest.len());
        let head = rest[..open].trim();
        let (result, name) = split_name(head);
        let (name, generic) = match name.find('[') {
            Some(at) => (&name[..at], split_top(&name[at + 1..name.len() - 1])),
            None => (name, Vec::new()),
        };
        let parameters = split_top(&rest[open + 1..close])
            .into_iter()
            .filter(|p| !p.is_empty())
            .map(parameter)
            .collect();
        Self {
            is_static,
            result: TypeName(result),
            name,
            parameters,
            can_set: false,
            accessors: None,
            is_field: false,
            generic,
        }
    }

    fn property(rest: &'static str, is_static: bool) -> Self {
        let (head, braces) = rest.split_once('{').unwrap_or((rest, "get;set;"));
        let (result, name) = split_name(head.trim());
        Self {
            is_static,
            result: TypeName(result),
            name,
            parameters: Vec::new(),
            can_set: braces.contains("set;"),
            accessors: None,
            is_field: !rest.contains('{'),
            generic: Vec::new(),
        }
    }
}

fn take(rest: &mut &'static str, word: &str) -> bool {
    match rest.strip_prefix(word) {
        Some(after) => {
            *rest = after;
            true
        }
        None => false,
    }
}

/// `System.Collections.Generic.List[int] Name` at the last space outside brackets; a constructor has no name.
fn split_name(text: &'static str) -> (&'static str, &'static str) {
    let mut depth = 0;
    for (at, c) in text.char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' => depth -= 1,
            ' ' if depth == 0 => return (&text[..at], &text[at + 1..]),
            _ => {}
        }
    }
    (text, "")
}

fn split_top(text: &'static str) -> Vec<&'static str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}

fn parameter(text: &'static str) -> Parameter {
    let mut rest = text;
    let params = take(&mut rest, "Params ") || take(&mut rest, "params ");
    let by_ref = take(&mut rest, "[ref] ")
        || take(&mut rest, "[out] ")
        || take(&mut rest, "ref ")
        || take(&mut rest, "out ");
    let (rest, default) = rest
        .split_once(" = ")
        .map_or((rest, None), |(head, default)| (head, Some(default)));
    let (ty, name) = split_name(rest);
    Parameter {
        name,
        ty: TypeName(ty),
        params,
        by_ref,
        default,
        resolved: OnceLock::new(),
    }
}

/// All members of a type by lower-case name, its bases' too.
#[derive(Default)]
pub struct Index {
    /// Instance members.
    pub instance: Members,
    /// Static members.
    pub fixed: Members,
    /// Constructors.
    pub constructors: Vec<MethodEntry>,
    /// Members that built-in type data adds, the most derived type's first.
    pub extended: Vec<(&'static str, Member)>,
}

/// Instance or static members.
#[derive(Default)]
pub struct Members {
    /// Method groups.
    pub methods: HashMap<String, Vec<MethodEntry>>,
    /// Properties; the most derived wins.
    pub properties: HashMap<String, PropertyEntry>,
    /// Names of properties in declaration order: own first, then the base's.
    pub property_order: Vec<String>,
    /// Names of methods in declaration order.
    pub method_order: Vec<String>,
}

/// A method and its parsed signature.
pub struct MethodEntry {
    /// The type that declares it.
    pub owner: Type,
    /// The table's entry.
    pub method: &'static Method,
    /// Parsed.
    pub signature: Signature,
}

/// A property and its parsed signature.
pub struct PropertyEntry {
    /// The type that declares it.
    pub owner: Type,
    /// The table's entry.
    pub property: &'static Property,
    /// Parsed.
    pub signature: Signature,
    resolved: OnceLock<Type>,
}

impl PropertyEntry {
    /// The property's type.
    pub fn ty(&self) -> Type {
        *self
            .resolved
            .get_or_init(|| self.signature.result.resolve(self.owner))
    }
}

impl MethodEntry {
    /// The type it returns.
    pub fn result(&self) -> Type {
        self.signature.result.resolve(self.owner)
    }
}

/// Calls `use_it` with the name in lower case, without an allocation for usual names.
pub fn lower<R>(name: &str, use_it: impl FnOnce(&str) -> R) -> R {
    let mut buffer = [0u8; 64];
    if name.len() > buffer.len() || !name.is_ascii() {
        return use_it(&name.to_lowercase());
    }
    let folded = &mut buffer[..name.len()];
    folded.copy_from_slice(name.as_bytes());
    folded.make_ascii_lowercase();
    use_it(std::str::from_utf8(folded).unwrap_or_default())
}

impl Members {
    /// The overloads of a method, ignoring case.
    pub fn methods_named(&self, name: &str) -> &[MethodEntry] {
        lower(name, |name| self.methods.get(name)).map_or(&[], Vec::as_slice)
    }

    /// A property or field, ignoring case.
    pub fn property_named(&self, name: &str) -> Option<&PropertyEntry> {
        lower(name, |name| self.properties.get(name))
    }

    fn add_method(&mut self, entry: MethodEntry) {
        let name = entry.signature.name.to_lowercase();
        if !self.methods.contains_key(&name) {
            self.method_order.push(name.clone());
        }
        let group = self.methods.entry(name).or_default();
        if !group.iter().any(|known| hides(known, &entry)) {
            group.push(entry);
        }
    }

    fn add_property(&mut self, entry: PropertyEntry) {
        let name = entry.signature.name.to_lowercase();
        if !self.properties.contains_key(&name) {
            self.property_order.push(name.clone());
            self.properties.insert(name, entry);
        }
    }
}

/// Whether a derived type's method replaces a base's.
fn hides(known: &MethodEntry, entry: &MethodEntry) -> bool {
    let (a, b) = (&known.signature.parameters, &entry.signature.parameters);
    known.owner != entry.owner && a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.ty == b.ty)
}

impl Type {
    /// The type's members by name, made on first touch.
    pub fn index(self) -> &'static Index {
        self.0.index.get_or_init(|| Box::new(build(self)))
    }

    /// The overloads of an instance method, ignoring case.
    pub fn methods_named(self, name: &str) -> &'static [MethodEntry] {
        self.index().instance.methods_named(name)
    }

    /// The overloads of a static method, ignoring case.
    pub fn static_methods_named(self, name: &str) -> &'static [MethodEntry] {
        self.index().fixed.methods_named(name)
    }

    /// An instance property or field, ignoring case.
    pub fn property_named(self, name: &str) -> Option<&'static PropertyEntry> {
        self.index().instance.property_named(name)
    }

    /// A static property or field, ignoring case.
    pub fn static_property_named(self, name: &str) -> Option<&'static PropertyEntry> {
        self.index().fixed.property_named(name)
    }
}

fn build(ty: Type) -> Index {
    let mut index = Index::default();
    for constructor in ty.constructors {
        index.constructors.push(entry(ty, constructor));
    }
    let interfaces: Vec<Type> = if ty.kind == Kind::Interface {
        ty.interfaces.to_vec()
    } else {
        Vec::new()
    };
    for owner in ty.chain().chain(interfaces) {
        for method in owner.methods {
            let entry = entry(owner, method);
            members(&mut index, entry.signature.is_static).add_method(entry);
        }
        for property in owner.properties {
            let signature = Signature::parse(property.signature);
            let entry = PropertyEntry {
                owner,
                property,
                signature,
                resolved: OnceLock::new(),
            };
            members(&mut index, entry.signature.is_static).add_property(entry);
        }
        // Those of base types stand first, those of derived types win.
        let known = std::mem::take(&mut index.extended);
        let is_new = |name: &str| {
            !known
                .iter()
                .any(|(other, _)| other.eq_ignore_ascii_case(name))
        };
        let inherited = owner.extended.iter().filter(|(name, _)| is_new(name));
        index.extended = inherited.cloned().collect();
        index.extended.extend(known);
    }
    index
}

fn entry(owner: Type, method: &'static Method) -> MethodEntry {
    MethodEntry {
        owner,
        method,
        signature: Signature::parse(method.signature),
    }
}

fn members(index: &mut Index, is_static: bool) -> &mut Members {
    if is_static {
        &mut index.fixed
    } else {
        &mut index.instance
    }
}

impl Type {
    /// All interfaces, those of its bases first named, without repetition.
    pub fn all_interfaces(self) -> Vec<Type> {
        let mut all = Vec::new();
        for ty in self.chain() {
            for interface in ty.interfaces {
                add_interface(*interface, self, &mut all);
            }
        }
        all
    }

    /// Whether it has an interface of a name (or is it); generic ones without arguments (``IList`1``).
    pub fn has_interface(self, name: &str) -> bool {
        self.name() == name
            || self.chain().any(|ty| {
                ty.interfaces
                    .iter()
                    .any(|interface| interface.name() == name || interface.has_interface(name))
            })
    }

    /// The methods that an interface itself declares, parsed.
    pub fn own_methods(self) -> Vec<&'static MethodEntry> {
        let index = self.index();
        index
            .instance
            .method_order
            .iter()
            .flat_map(|name| &index.instance.methods[name])
            .filter(|entry| entry.owner == self)
            .collect()
    }
}

fn add_interface(interface: Type, of: Type, all: &mut Vec<Type>) {
    let closed = if interface.parameters.is_empty() || !interface.arguments.is_empty() {
        interface
    } else {
        // An open generic interface in a table is closed with the type's own arguments, or with the type itself.
        let arguments: Vec<Type> = match of.arguments.len() == interface.parameters.len() {
            true => of.arguments.to_vec(),
            false => vec![of; interface.parameters.len()],
        };
        registry::close(interface, &arguments).unwrap_or(interface)
    };
    if !all.contains(&closed) {
        all.push(closed);
        for inner in interface.interfaces {
            add_interface(*inner, of, all);
        }
    }
}
