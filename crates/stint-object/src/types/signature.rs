//! Signatures: parsed on first touch from the text that `OverloadDefinitions` shows, and a type's members by name.

use super::{Method, Property, Type, registry, system};
use hashbrown::HashMap;

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
}

/// A type as a signature names it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TypeName(pub &'static str);

impl TypeName {
    /// The type it means within `owner` (whose generic arguments replace `T`). `object` for what is not known here.
    pub fn resolve(self, owner: Type) -> Type {
        resolve(self.0, owner).unwrap_or(system::OBJECT)
    }
}

fn resolve(name: &'static str, owner: Type) -> Option<Type> {
    let name = name.trim();
    if let Some(inner) = name.strip_suffix("[]") {
        return Some(registry::array_of(resolve(inner, owner)?, 1));
    }
    if let Some(inner) = name.strip_suffix("[,]") {
        return Some(registry::array_of(resolve(inner, owner)?, 2));
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
            .map(|argument| resolve(argument, owner))
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
        "object" | "psobject" => system::OBJECT,
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
        _ => return None,
    })
}

impl Signature {
    /// Parses what a table declares.
    pub fn parse(text: &'static str) -> Self {
        let mut rest = text.trim();
        let is_static = take(&mut rest, "static ");
        match rest.find('(') {
            Some(open) if !rest[..open].contains('{') => Self::method(rest, open, is_static),
            _ => Self::property(rest, is_static),
        }
    }

    fn method(rest: &'static str, open: usize, is_static: bool) -> Self {
        let close = rest.rfind(')').unwrap_or(rest.len());
        let (result, name) = split_name(rest[..open].trim());
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
    }
}

/// All members of a type by lower-case name, its bases' too.
#[derive(Default)]
pub struct Index {
    /// Method groups in declaration order: the type's own first.
    pub methods: HashMap<String, Vec<MethodEntry>>,
    /// Properties; the most derived wins.
    pub properties: HashMap<String, PropertyEntry>,
    /// Names of properties in declaration order: own first, then the base's.
    pub property_order: Vec<String>,
    /// Names of methods in declaration order.
    pub method_order: Vec<String>,
    /// Constructors.
    pub constructors: Vec<MethodEntry>,
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
}

impl Type {
    /// The type's members by name, made on first touch.
    pub fn index(self) -> &'static Index {
        self.0.index.get_or_init(|| Box::new(build(self)))
    }

    /// The overloads of a method (static ones too), ignoring case.
    pub fn methods_named(self, name: &str) -> &'static [MethodEntry] {
        self.index()
            .methods
            .get(&name.to_ascii_lowercase())
            .map_or(&[], Vec::as_slice)
    }

    /// A property or field, ignoring case.
    pub fn property_named(self, name: &str) -> Option<&'static PropertyEntry> {
        self.index().properties.get(&name.to_ascii_lowercase())
    }
}

fn build(ty: Type) -> Index {
    let mut index = Index::default();
    for constructor in ty.constructors {
        index.constructors.push(MethodEntry {
            owner: ty,
            method: constructor,
            signature: Signature::parse(constructor.signature),
        });
    }
    let interfaces: Vec<Type> = if ty.kind == super::Kind::Interface {
        ty.interfaces.to_vec()
    } else {
        Vec::new()
    };
    for owner in ty.chain().chain(interfaces) {
        // A constructed type's members name its own arguments; a base's entries name the base's.
        for method in owner.methods {
            add_method(
                &mut index,
                MethodEntry {
                    owner,
                    method,
                    signature: Signature::parse(method.signature),
                },
            );
        }
        for property in owner.properties {
            let entry = PropertyEntry {
                owner,
                property,
                signature: Signature::parse(property.signature),
            };
            let name = entry.signature.name.to_ascii_lowercase();
            if !index.properties.contains_key(&name) {
                index.property_order.push(name.clone());
                index.properties.insert(name, entry);
            }
        }
    }
    index
}

fn add_method(index: &mut Index, entry: MethodEntry) {
    let name = entry.signature.name.to_ascii_lowercase();
    if !index.methods.contains_key(&name) {
        index.method_order.push(name.clone());
    }
    let group = index.methods.entry(name).or_default();
    let hidden = group.iter().any(|known| {
        known.owner != entry.owner
            && known.signature.parameters.len() == entry.signature.parameters.len()
            && known
                .signature
                .parameters
                .iter()
                .zip(&entry.signature.parameters)
                .all(|(a, b)| a.ty == b.ty)
    });
    if !hidden {
        group.push(entry);
    }
}
