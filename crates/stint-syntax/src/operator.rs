//! Operators by what they do, one to one with the token kinds that write them.

use crate::token::TokenKind;

/// Whether a comparison distinguishes upper and lower case (`-ceq`) or not (`-eq`, `-ieq`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// The default, and the `-i` forms.
    Insensitive,
    /// The `-c` forms.
    Sensitive,
}

/// An operator between two expressions; names are those of PowerShell's token kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum BinaryOperator {
    And,
    Or,
    Xor,
    Band,
    Bor,
    Bxor,
    Shl,
    Shr,
    Plus,
    Minus,
    Multiply,
    Divide,
    Rem,
    Format,
    DotDot,
    QuestionQuestion,
    Join,
    Is,
    IsNot,
    As,
    Eq(Case),
    Ne(Case),
    Ge(Case),
    Gt(Case),
    Lt(Case),
    Le(Case),
    Like(Case),
    NotLike(Case),
    Match(Case),
    NotMatch(Case),
    Replace(Case),
    Contains(Case),
    NotContains(Case),
    In(Case),
    NotIn(Case),
    Split(Case),
}

/// An operator before or after one expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum UnaryOperator {
    Not,
    Exclaim,
    Bnot,
    Plus,
    Minus,
    PlusPlus,
    MinusMinus,
    PostfixPlusPlus,
    PostfixMinusMinus,
    Join,
    Split(Case),
}

/// `=` and its kin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum AssignmentOperator {
    Equals,
    PlusEquals,
    MinusEquals,
    MultiplyEquals,
    DivideEquals,
    RemainderEquals,
    QuestionQuestionEquals,
}

macro_rules! operators {
    ($type:ident { $($variant:ident $(($case:ident))? => $kind:ident),+ $(,)? }) => {
        impl $type {
            /// The operator that a token kind writes, if it writes one.
            pub fn from_kind(kind: TokenKind) -> Option<Self> {
                Some(match kind {
                    $(TokenKind::$kind => $type::$variant $((Case::$case))?,)+
                    _ => return None,
                })
            }

            /// The token kind that writes this operator.
            pub fn kind(self) -> TokenKind {
                match self {
                    $($type::$variant $((Case::$case))? => TokenKind::$kind,)+
                }
            }
        }
    };
}

operators!(BinaryOperator {
    And => And, Or => Or, Xor => Xor, Band => Band, Bor => Bor, Bxor => Bxor, Shl => Shl, Shr => Shr,
    Plus => Plus, Minus => Minus, Multiply => Multiply, Divide => Divide, Rem => Rem, Format => Format,
    DotDot => DotDot, QuestionQuestion => QuestionQuestion, Join => Join, Is => Is, IsNot => IsNot, As => As,
    Eq(Insensitive) => Ieq, Eq(Sensitive) => Ceq, Ne(Insensitive) => Ine, Ne(Sensitive) => Cne,
    Ge(Insensitive) => Ige, Ge(Sensitive) => Cge, Gt(Insensitive) => Igt, Gt(Sensitive) => Cgt,
    Lt(Insensitive) => Ilt, Lt(Sensitive) => Clt, Le(Insensitive) => Ile, Le(Sensitive) => Cle,
    Like(Insensitive) => Ilike, Like(Sensitive) => Clike,
    NotLike(Insensitive) => Inotlike, NotLike(Sensitive) => Cnotlike,
    Match(Insensitive) => Imatch, Match(Sensitive) => Cmatch,
    NotMatch(Insensitive) => Inotmatch, NotMatch(Sensitive) => Cnotmatch,
    Replace(Insensitive) => Ireplace, Replace(Sensitive) => Creplace,
    Contains(Insensitive) => Icontains, Contains(Sensitive) => Ccontains,
    NotContains(Insensitive) => Inotcontains, NotContains(Sensitive) => Cnotcontains,
    In(Insensitive) => Iin, In(Sensitive) => Cin, NotIn(Insensitive) => Inotin, NotIn(Sensitive) => Cnotin,
    Split(Insensitive) => Isplit, Split(Sensitive) => Csplit,
});

operators!(UnaryOperator {
    Not => Not, Exclaim => Exclaim, Bnot => Bnot, Plus => Plus, Minus => Minus,
    PlusPlus => PlusPlus, MinusMinus => MinusMinus,
    PostfixPlusPlus => PostfixPlusPlus, PostfixMinusMinus => PostfixMinusMinus,
    Join => Join, Split(Insensitive) => Isplit, Split(Sensitive) => Csplit,
});

operators!(AssignmentOperator {
    Equals => Equals, PlusEquals => PlusEquals, MinusEquals => MinusEquals,
    MultiplyEquals => MultiplyEquals, DivideEquals => DivideEquals, RemainderEquals => RemainderEquals,
    QuestionQuestionEquals => QuestionQuestionEquals,
});
