//! The operators of `Where-Object`, each a switch of its own.

use crate::values;
use stint_cmdlet::{Cx, Params, Result};
use stint_object::Value;

macro_rules! operators {
    ($($variant:ident = $parameter:literal),* $(,)?) => {
        /// A comparison that `Where-Object` knows.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(crate) enum Operator { $($variant),* }

        impl Operator {
            /// The name of its token, as error texts show it.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant)),* }
            }
        }

        /// The switches, of which one is chosen.
        #[derive(Default)]
        pub(crate) struct Operators(Option<Operator>);

        impl Params for Operators {
            fn names(&self, names: &mut Vec<&'static str>) {
                names.extend_from_slice(&[$($parameter),*]);
            }
            fn set(&mut self, name: &str, value: Option<Value>) -> Result<bool> {
                let operator = match name {
                    $($parameter => Operator::$variant,)*
                    _ => return Ok(false),
                };
                if <bool as stint_cmdlet::Field>::store(value)? {
                    self.0 = Some(operator);
                }
                Ok(true)
            }
        }
    };
}
operators!(
    Ieq = "EQ",
    Ceq = "CEQ",
    Ine = "NE",
    Cne = "CNE",
    Igt = "GT",
    Cgt = "CGT",
    Ilt = "LT",
    Clt = "CLT",
    Ige = "GE",
    Cge = "CGE",
    Ile = "LE",
    Cle = "CLE",
    Ilike = "Like",
    Clike = "CLike",
    Inotlike = "NotLike",
    Cnotlike = "CNotLike",
    Imatch = "Match",
    Cmatch = "CMatch",
    Inotmatch = "NotMatch",
    Cnotmatch = "CNotMatch",
    Icontains = "Contains",
    Ccontains = "CContains",
    Inotcontains = "NotContains",
    Cnotcontains = "CNotContains",
    In = "In",
    Cin = "CIn",
    Inotin = "NotIn",
    Cnotin = "CNotIn",
    Is = "Is",
    IsNot = "IsNot",
    Not = "Not",
);

impl Operators {
    /// The one that was given.
    pub(crate) fn chosen(&self) -> Option<Operator> {
        self.0
    }
}

impl Operator {
    /// What the operator makes of `-Value` once for all objects: `-Is` takes the name of a type, in brackets or not.
    pub(crate) fn prepare(self, value: Value) -> Result<Value> {
        if !matches!(self, Self::Is | Self::IsNot) {
            return Ok(value);
        }
        let name = value.as_str().map(|name| {
            match name
                .strip_prefix('[')
                .and_then(|name| name.strip_suffix(']'))
            {
                Some(inner) if !inner.is_empty() => Value::from(inner),
                _ => Value::Str(name.clone()),
            }
        });
        values::convert(&name.unwrap_or(value), stint_object::types::system::TYPE)
    }

    /// Compares. `-Match` leaves `$Matches` behind, as the operator does.
    pub(crate) fn apply(self, cx: &mut dyn Cx, left: &Value, right: &Value) -> Result<Value> {
        match self {
            Self::Imatch | Self::Cmatch | Self::Inotmatch | Self::Cnotmatch => {
                values::match_operator(cx, self.name(), left, right)
            }
            _ => values::binary(self.name(), left, right),
        }
    }
}
