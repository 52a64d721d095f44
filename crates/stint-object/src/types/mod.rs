//! .NET types as scripts see them. There is no .NET here: a type is a table of names, bases and members.
//!
//! Each system type has one file under [`system`], named as the type. A script's own class becomes the same kind of
//! table at run time. Overload choice, `Get-Member`, `OverloadDefinitions` and error texts all come from the signatures.

pub mod accelerators;
pub mod class_builder;
pub mod display_name;
pub mod native;
pub mod registry;
pub mod resolve;
pub mod signature;
pub mod system;
pub mod throw;

use crate::script_block::MethodBody;
use crate::{Result, Str, Value};
use std::any::Any;
use std::ops::Deref;
use std::sync::OnceLock;

/// A type: a pointer to its table. Types live as long as the process; two are equal if they are the same table.
#[derive(Clone, Copy)]
pub struct Type(pub &'static TypeInfo);

impl Deref for Type {
    type Target = TypeInfo;
    fn deref(&self) -> &TypeInfo {
        self.0
    }
}

impl PartialEq for Type {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Type {}

impl std::hash::Hash for Type {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (std::ptr::from_ref(self.0) as usize).hash(state);
    }
}

impl std::fmt::Debug for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "[{}]", self.name)
    }
}

/// What kind of type it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A class.
    Class,
    /// A value type.
    Struct,
    /// An enum: see [`TypeInfo::constants`].
    Enum,
    /// An interface.
    Interface,
    /// An array.
    Array,
    /// A delegate: a script block converts to it.
    Delegate,
    /// A generic parameter in a signature (`T`).
    Parameter,
}

/// Finds the types that the names in a class's signatures mean.
pub type Resolver = &'static (dyn Fn(&str) -> Option<Type> + Send + Sync);

/// The table of one type.
pub struct TypeInfo {
    name: &'static str,
    /// Class, struct, enum ...
    pub kind: Kind,
    /// `BaseType`.
    pub base: Option<Type>,
    /// The interfaces it names itself (those of its base come from the base).
    pub interfaces: &'static [Type],
    /// Names of generic parameters, for an open definition and for what is made from it (`["TKey", "TValue"]`).
    pub parameters: &'static [&'static str],
    /// Generic arguments, for a constructed type.
    pub arguments: &'static [Type],
    /// The open definition of a constructed type.
    pub definition: Option<Type>,
    /// An array's element type.
    pub element: Option<Type>,
    /// An array's rank; 0 for what is none.
    pub rank: u32,
    /// Constructors.
    pub constructors: &'static [Method],
    /// Methods, static ones too (their signature says so).
    pub methods: &'static [Method],
    /// Properties and fields.
    pub properties: &'static [Property],
    /// Names and numbers of an enum.
    pub constants: &'static [(&'static str, i64)],
    /// `[Flags]`.
    pub flags: bool,
    /// An enum's underlying type.
    pub underlying: Option<Type>,
    /// Finds the types that signatures of a script's class name; asked before anything else.
    pub resolver: Option<Resolver>,
    /// The engine's class behind a type that a script defined.
    pub class: Option<&'static (dyn Any + Send + Sync)>,
    /// Members that PowerShell's built-in type data adds (`Process.CPU`), each a [`Member::Code`].
    ///
    /// [`Member::Code`]: crate::members::Member::Code
    pub extended: &'static [(&'static str, crate::members::Member)],
    /// Events, each by its name and what `Get-Member` shows behind it.
    pub events: &'static [(&'static str, &'static str)],
    /// Members by name, of this type and its bases; made on first touch.
    pub(crate) index: OnceLock<Box<signature::Index>>,
}

/// Several tables of methods as one.
pub const fn join_methods<const N: usize>(tables: &[&[Method]]) -> [Method; N] {
    let mut all = [Method {
        signature: "",
        call: MethodCall::Native(|_, _| Ok(Value::Null)),
    }; N];
    let (mut table, mut at) = (0, 0);
    while table < tables.len() {
        let mut row = 0;
        while row < tables[table].len() {
            all[at] = tables[table][row];
            row += 1;
            at += 1;
        }
        table += 1;
    }
    all
}

/// Joins tables of methods: `join![INSTANCE, STATIC]`.
#[macro_export]
macro_rules! join {
    ($($table:expr),* $(,)?) => {{
        const COUNT: usize = 0 $(+ $table.len())*;
        const ALL: [$crate::types::Method; COUNT] = $crate::types::join_methods(&[$(&$table),*]);
        &ALL
    }};
}
pub use crate::join;

/// Declares types, a line each, and `ALL` of them with those in brackets: the name, its base or its generic parameters,
/// interfaces, constructors, methods, properties.
macro_rules! declare {
    ($([$($declared:ident),*])? $($constant:ident = $name:literal $with:ident($argument:expr), $interfaces:expr, $constructors:expr, $methods:expr, $properties:expr;)*) => {
        $(
            #[doc = concat!("``", $name, "``.")]
            pub const $constant: Type = {
                static INFO: TypeInfo = TypeInfo::class($name)
                    .$with($argument)
                    .interfaces($interfaces)
                    .constructors($constructors)
                    .methods($methods)
                    .properties($properties);
                Type(&INFO)
            };
        )*
        /// The types declared here.
        pub static ALL: &[Type] = &[$($constant,)* $($($declared),*)?];
    };
}
pub(crate) use declare;

/// A method or constructor: its signature as PowerShell's `OverloadDefinitions` shows it, and what it does.
#[derive(Clone, Copy)]
pub struct Method {
    /// `string Substring(int startIndex, int length)`, `static string Join(string separator, Params string[] value)`,
    /// for a constructor `string(char c, int count)`.
    pub signature: &'static str,
    /// What it does.
    pub call: MethodCall,
}

/// The code behind a method.
#[derive(Clone, Copy)]
pub enum MethodCall {
    /// Rust; arguments are already converted to the signature's types, a `Params` array is one argument, and
    /// arguments left out have their defaults. A `[ref]` argument is the reference itself, see
    /// [`system::ps_reference`]. For a constructor, and for a static method of a closed generic type, `this` is the
    /// type that was named.
    Native(fn(this: &Value, args: &[Value]) -> Result<Value>),
    /// A class's method.
    Body(&'static dyn MethodBody),
}

/// A property or field.
pub struct Property {
    /// `int Length {get;}`, `static datetime Now {get;}`; a field has no braces: `static string Empty`.
    pub signature: &'static str,
    /// Reads it; `this` is null for a static one.
    pub get: fn(this: &Value) -> Result<Value>,
    /// Sets it; the value is already converted.
    pub set: Option<fn(this: &Value, value: Value) -> Result<()>>,
    /// The property of a class that a script defined: takes the place of `get` and `set`.
    pub body: Option<&'static dyn PropertyBody>,
}

/// A property of a class that a script defined.
pub trait PropertyBody: Send + Sync {
    /// Reads it; `this` is null for a static one.
    fn get(&self, this: &Value) -> Result<Value>;
    /// Sets it; the value is already converted.
    fn set(&self, this: &Value, value: Value) -> Result<()>;
    /// Declared `hidden`: left out of lists.
    fn is_hidden(&self) -> bool {
        false
    }
}

impl Property {
    /// Reads it; `this` is null for a static one.
    pub fn read(&self, this: &Value) -> Result<Value> {
        match self.body {
            Some(body) => body.get(this),
            None => (self.get)(this),
        }
    }

    /// Whether it can be set.
    pub fn is_settable(&self) -> bool {
        self.set.is_some() || self.body.is_some()
    }

    /// Sets it to an already converted value; `None` if it is read-only.
    pub fn write(&self, this: &Value, value: Value) -> Option<Result<()>> {
        match (self.body, self.set) {
            (Some(body), _) => Some(body.set(this, value)),
            (None, Some(set)) => Some(set(this, value)),
            (None, None) => None,
        }
    }
}

/// Declares a method.
pub const fn method(
    signature: &'static str,
    call: fn(&Value, &[Value]) -> Result<Value>,
) -> Method {
    Method {
        signature,
        call: MethodCall::Native(call),
    }
}

/// Declares a read-only property.
pub const fn property(signature: &'static str, get: fn(&Value) -> Result<Value>) -> Property {
    Property {
        signature,
        get,
        set: None,
        body: None,
    }
}

/// Declares a property that can be set.
pub const fn settable(
    signature: &'static str,
    get: fn(&Value) -> Result<Value>,
    set: fn(&Value, Value) -> Result<()>,
) -> Property {
    Property {
        signature,
        get,
        set: Some(set),
        body: None,
    }
}

macro_rules! build {
    ($($(#[$doc:meta])* $field:ident: $ty:ty),* $(,)?) => {
        $($(#[$doc])* #[must_use] pub const fn $field(mut self, $field: $ty) -> Self { self.$field = $field; self })*
    };
}

impl TypeInfo {
    /// A type of a kind and full name, with nothing else yet.
    pub const fn new(kind: Kind, name: &'static str) -> Self {
        Self {
            name,
            kind,
            base: None,
            interfaces: &[],
            parameters: &[],
            arguments: &[],
            definition: None,
            element: None,
            rank: 0,
            constructors: &[],
            methods: &[],
            properties: &[],
            constants: &[],
            flags: false,
            underlying: None,
            resolver: None,
            class: None,
            extended: &[],
            events: &[],
            index: OnceLock::new(),
        }
    }

    /// A class that derives from `System.Object`.
    pub const fn class(name: &'static str) -> Self {
        Self::new(Kind::Class, name).base(system::OBJECT)
    }

    /// A value type.
    pub const fn structure(name: &'static str) -> Self {
        Self::new(Kind::Struct, name).base(system::VALUE_TYPE)
    }

    /// An enum over `int`.
    pub const fn enumeration(
        name: &'static str,
        constants: &'static [(&'static str, i64)],
    ) -> Self {
        let mut info = Self::new(Kind::Enum, name).base(system::ENUM);
        info.constants = constants;
        info.underlying = Some(system::INT32);
        info
    }

    /// An enum with `[Flags]`.
    pub const fn flag_enumeration(
        name: &'static str,
        constants: &'static [(&'static str, i64)],
    ) -> Self {
        let mut info = Self::enumeration(name, constants);
        info.flags = true;
        info
    }

    /// An interface.
    pub const fn interface(name: &'static str) -> Self {
        Self::new(Kind::Interface, name)
    }

    /// An exception type.
    pub const fn exception(name: &'static str, base: Type) -> Self {
        Self::new(Kind::Class, name).base(base)
    }

    /// Sets the base.
    #[must_use]
    pub const fn base(mut self, base: Type) -> Self {
        self.base = Some(base);
        self
    }

    /// Sets an enum's underlying type.
    #[must_use]
    pub const fn underlying(mut self, ty: Type) -> Self {
        self.underlying = Some(ty);
        self
    }

    build! {
        /// Sets the interfaces.
        interfaces: &'static [Type],
        /// Sets the generic parameters' names.
        parameters: &'static [&'static str],
        /// Sets the constructors.
        constructors: &'static [Method],
        /// Sets the methods.
        methods: &'static [Method],
        /// Sets the properties.
        properties: &'static [Property],
        /// Sets the events.
        events: &'static [(&'static str, &'static str)],
        /// Sets what built-in type data adds.
        extended: &'static [(&'static str, crate::members::Member)],
    }

    /// The full name as `ToString()` gives it: ``System.Collections.Generic.List`1[System.Int32]``.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// `Name`: without the namespace and generic arguments.
    pub fn short_name(&self) -> &'static str {
        let open = match self.name.find('[') {
            Some(at) if !self.arguments.is_empty() => &self.name[..at],
            _ => self.name,
        };
        let end = open.find('[').unwrap_or(open.len());
        match open[..end].rfind(['.', '+']) {
            Some(at) => &open[at + 1..],
            None => open,
        }
    }

    /// `Namespace`, empty if there is none.
    pub fn namespace(&self) -> &'static str {
        let end = self.name.find(['[', '+']).unwrap_or(self.name.len());
        self.name[..end]
            .rfind('.')
            .map_or("", |at| &self.name[..at])
    }

    /// Whether it is an enum.
    pub fn is_enum(&self) -> bool {
        self.kind == Kind::Enum
    }

    /// Whether it is a value type.
    pub fn is_value_type(&self) -> bool {
        matches!(self.kind, Kind::Struct | Kind::Enum)
    }

    /// Whether it is an array.
    pub fn is_array(&self) -> bool {
        self.element.is_some()
    }
}

impl Type {
    /// The type and its bases, from itself up to `System.Object`.
    pub fn chain(self) -> impl Iterator<Item = Type> {
        std::iter::successors(Some(self), |ty| ty.base)
    }

    /// Whether a value of this type is also one of `other` (`-is`): itself, a base, or an interface.
    pub fn is(self, other: Type) -> bool {
        if self == other || other == system::OBJECT {
            return true;
        }
        self.chain()
            .any(|ty| ty == other || ty.interfaces.iter().any(|i| i.is(other)))
            || self.compares_strings(other)
            || self.is_sequence_of(other)
            || self.definition.is_some_and(|open| {
                other.definition.is_some()
                    && self.arguments == other.arguments
                    && other.definition.is_some_and(|o| open.is(o))
            })
            || self
                .element
                .zip(other.element)
                .is_some_and(|(a, b)| self.rank == other.rank && !a.is_value_type() && a.is(b))
    }

    /// Whether it is an array or a generic sequence of elements that `other`, an interface of sequences, takes. What only
    /// gives elements takes derived ones too, and so does every interface of an array.
    fn is_sequence_of(self, other: Type) -> bool {
        let (Some(open), [wanted]) = (other.definition, other.arguments) else {
            return false;
        };
        let only_gives = [
            system::interfaces::IENUMERABLE_T,
            system::interfaces::IREADONLY_LIST,
            system::interfaces::IREADONLY_COLLECTION,
        ]
        .contains(&open);
        let fits = |element: Type, derived: bool| {
            element == *wanted || derived && !element.is_value_type() && element.is(*wanted)
        };
        match (self.element, self.arguments) {
            (Some(element), _) => {
                let of_arrays = only_gives
                    || open == system::interfaces::ILIST_T
                    || open == system::interfaces::ICOLLECTION_T;
                self.rank == 1 && of_arrays && fits(element, true)
            }
            (None, [element]) => {
                only_gives
                    && fits(*element, true)
                    && self
                        .definition
                        .is_some_and(|definition| definition.is(open))
            }
            _ => false,
        }
    }

    /// Whether it is a `StringComparer` and `other` one of its generic interfaces, which are those of strings.
    fn compares_strings(self, other: Type) -> bool {
        other.arguments == [system::STRING]
            && other.definition.is_some_and(|open| {
                system::string_comparer::STRING_COMPARER
                    .interfaces
                    .contains(&open)
            })
            && self
                .chain()
                .any(|ty| ty == system::string_comparer::STRING_COMPARER)
    }

    /// The name for error texts and `Name`: `Int32`, ``List`1``.
    pub fn text(self) -> Str {
        self.name.into()
    }
}

impl TypeInfo {
    /// Whether it has nothing but static members, as `Math` has.
    pub fn is_static_class(&self) -> bool {
        self.kind == Kind::Class
            && self.class.is_none()
            && self.constructors.is_empty()
            && !self.methods.is_empty()
            && self
                .methods
                .iter()
                .all(|method| method.signature.starts_with("static "))
    }
}
