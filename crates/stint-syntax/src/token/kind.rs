//! PowerShell's `TokenKind`, with the text and traits of each.

use super::TokenFlags;

macro_rules! kinds {
    ($($name:ident = $value:literal, $text:literal, [$($flag:ident)*];)+) => {
        /// What a token is; names and numbers are PowerShell's.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        #[repr(u8)]
        pub enum TokenKind { $($name = $value),+ }

        impl TokenKind {
            /// Every kind, by value.
            pub const ALL: &[TokenKind] = &[$(TokenKind::$name),+];

            /// PowerShell's name of the kind.
            pub const fn name(self) -> &'static str {
                match self { $(TokenKind::$name => stringify!($name)),+ }
            }

            /// How PowerShell writes the kind in messages.
            pub const fn text(self) -> &'static str {
                match self { $(TokenKind::$name => $text),+ }
            }

            /// The traits that every token of the kind has.
            pub const fn flags(self) -> TokenFlags {
                match self {
                    $(TokenKind::$name => TokenFlags(0 $(| TokenFlags::$flag.0)*)),+
                }
            }
        }
    };
}

impl TokenKind {
    /// True when the kind has any of these traits.
    pub const fn has(self, flag: TokenFlags) -> bool {
        self.flags().has(flag)
    }

    /// How tightly a binary operator binds; 0 for anything else.
    pub const fn binary_precedence(self) -> u32 {
        self.flags().0 & TokenFlags::BINARY_PRECEDENCE_MASK.0
    }
}

kinds! {
    Unknown = 0, "unknown", [NONE];
    Variable = 1, "var", [NONE];
    SplattedVariable = 2, "@var", [NONE];
    Parameter = 3, "param", [NONE];
    Number = 4, "number", [NONE];
    Label = 5, "label", [NONE];
    Identifier = 6, "ident", [NONE];
    Generic = 7, "generic", [NONE];
    NewLine = 8, "newline", [PARSE_MODE_INVARIANT];
    LineContinuation = 9, "line continuation", [PARSE_MODE_INVARIANT];
    Comment = 10, "comment", [PARSE_MODE_INVARIANT];
    EndOfInput = 11, "eof", [PARSE_MODE_INVARIANT];
    StringLiteral = 12, "sqstr", [PARSE_MODE_INVARIANT];
    StringExpandable = 13, "dqstr", [PARSE_MODE_INVARIANT];
    HereStringLiteral = 14, "sq here string", [PARSE_MODE_INVARIANT];
    HereStringExpandable = 15, "dq here string", [PARSE_MODE_INVARIANT];
    LParen = 16, "(", [PARSE_MODE_INVARIANT];
    RParen = 17, ")", [PARSE_MODE_INVARIANT];
    LCurly = 18, "{", [PARSE_MODE_INVARIANT];
    RCurly = 19, "}", [PARSE_MODE_INVARIANT];
    LBracket = 20, "[", [NONE];
    RBracket = 21, "]", [PARSE_MODE_INVARIANT];
    AtParen = 22, "@(", [PARSE_MODE_INVARIANT];
    AtCurly = 23, "@{", [PARSE_MODE_INVARIANT];
    DollarParen = 24, "$(", [PARSE_MODE_INVARIANT];
    Semi = 25, ";", [PARSE_MODE_INVARIANT];
    AndAnd = 26, "&&", [PARSE_MODE_INVARIANT];
    OrOr = 27, "||", [PARSE_MODE_INVARIANT];
    Ampersand = 28, "&", [SPECIAL_OPERATOR PARSE_MODE_INVARIANT];
    Pipe = 29, "|", [SPECIAL_OPERATOR PARSE_MODE_INVARIANT];
    Comma = 30, ",", [UNARY_OPERATOR PARSE_MODE_INVARIANT];
    MinusMinus = 31, "--", [UNARY_OPERATOR PREFIX_OR_POSTFIX_OPERATOR DISALLOWED_IN_RESTRICTED_MODE];
    PlusPlus = 32, "++", [UNARY_OPERATOR PREFIX_OR_POSTFIX_OPERATOR DISALLOWED_IN_RESTRICTED_MODE];
    DotDot = 33, "..", [BINARY_OPERATOR BINARY_PRECEDENCE_RANGE DISALLOWED_IN_RESTRICTED_MODE];
    ColonColon = 34, "::", [SPECIAL_OPERATOR DISALLOWED_IN_RESTRICTED_MODE];
    Dot = 35, ".", [SPECIAL_OPERATOR DISALLOWED_IN_RESTRICTED_MODE];
    Exclaim = 36, "!", [UNARY_OPERATOR CAN_CONSTANT_FOLD];
    Multiply = 37, "*", [BINARY_OPERATOR BINARY_PRECEDENCE_MULTIPLY CAN_CONSTANT_FOLD];
    Divide = 38, "/", [BINARY_OPERATOR BINARY_PRECEDENCE_MULTIPLY CAN_CONSTANT_FOLD];
    Rem = 39, "%", [BINARY_OPERATOR BINARY_PRECEDENCE_MULTIPLY CAN_CONSTANT_FOLD];
    Plus = 40, "+", [BINARY_OPERATOR BINARY_PRECEDENCE_ADD UNARY_OPERATOR CAN_CONSTANT_FOLD];
    Minus = 41, "-", [BINARY_OPERATOR BINARY_PRECEDENCE_ADD UNARY_OPERATOR CAN_CONSTANT_FOLD];
    Equals = 42, "=", [ASSIGNMENT_OPERATOR];
    PlusEquals = 43, "+=", [ASSIGNMENT_OPERATOR];
    MinusEquals = 44, "-=", [ASSIGNMENT_OPERATOR];
    MultiplyEquals = 45, "*=", [ASSIGNMENT_OPERATOR];
    DivideEquals = 46, "/=", [ASSIGNMENT_OPERATOR];
    RemainderEquals = 47, "%=", [ASSIGNMENT_OPERATOR];
    Redirection = 48, "redirection", [DISALLOWED_IN_RESTRICTED_MODE];
    RedirectInStd = 49, "<", [PARSE_MODE_INVARIANT DISALLOWED_IN_RESTRICTED_MODE];
    Format = 50, "-f", [BINARY_OPERATOR BINARY_PRECEDENCE_FORMAT DISALLOWED_IN_RESTRICTED_MODE];
    Not = 51, "-not", [UNARY_OPERATOR CAN_CONSTANT_FOLD];
    Bnot = 52, "-bnot", [UNARY_OPERATOR CAN_CONSTANT_FOLD];
    And = 53, "-and", [BINARY_OPERATOR BINARY_PRECEDENCE_LOGICAL CAN_CONSTANT_FOLD];
    Or = 54, "-or", [BINARY_OPERATOR BINARY_PRECEDENCE_LOGICAL CAN_CONSTANT_FOLD];
    Xor = 55, "-xor", [BINARY_OPERATOR BINARY_PRECEDENCE_LOGICAL CAN_CONSTANT_FOLD];
    Band = 56, "-band", [BINARY_OPERATOR BINARY_PRECEDENCE_BITWISE CAN_CONSTANT_FOLD];
    Bor = 57, "-bor", [BINARY_OPERATOR BINARY_PRECEDENCE_BITWISE CAN_CONSTANT_FOLD];
    Bxor = 58, "-bxor", [BINARY_OPERATOR BINARY_PRECEDENCE_BITWISE CAN_CONSTANT_FOLD];
    Join = 59, "-join", [BINARY_OPERATOR UNARY_OPERATOR BINARY_PRECEDENCE_COMPARISON DISALLOWED_IN_RESTRICTED_MODE];
    Ieq = 60, "-eq", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON];
    Ine = 61, "-ne", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON];
    Ige = 62, "-ge", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON];
    Igt = 63, "-gt", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON];
    Ilt = 64, "-lt", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON];
    Ile = 65, "-le", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON];
    Ilike = 66, "-ilike", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON];
    Inotlike = 67, "-inotlike", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON];
    Imatch = 68, "-imatch", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON DISALLOWED_IN_RESTRICTED_MODE];
    Inotmatch = 69, "-inotmatch", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON DISALLOWED_IN_RESTRICTED_MODE];
    Ireplace = 70, "-ireplace", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON DISALLOWED_IN_RESTRICTED_MODE];
    Icontains = 71, "-icontains", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON];
    Inotcontains = 72, "-inotcontains", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON];
    Iin = 73, "-iin", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON];
    Inotin = 74, "-inotin", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON];
    Isplit = 75, "-isplit", [BINARY_OPERATOR UNARY_OPERATOR BINARY_PRECEDENCE_COMPARISON DISALLOWED_IN_RESTRICTED_MODE];
    Ceq = 76, "-ceq", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CASE_SENSITIVE_OPERATOR];
    Cne = 77, "-cne", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CASE_SENSITIVE_OPERATOR];
    Cge = 78, "-cge", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CASE_SENSITIVE_OPERATOR];
    Cgt = 79, "-cgt", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CASE_SENSITIVE_OPERATOR];
    Clt = 80, "-clt", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CASE_SENSITIVE_OPERATOR];
    Cle = 81, "-cle", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CASE_SENSITIVE_OPERATOR];
    Clike = 82, "-clike", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CASE_SENSITIVE_OPERATOR];
    Cnotlike = 83, "-cnotlike", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CASE_SENSITIVE_OPERATOR];
    Cmatch = 84, "-cmatch", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CASE_SENSITIVE_OPERATOR DISALLOWED_IN_RESTRICTED_MODE];
    Cnotmatch = 85, "-cnotmatch", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CASE_SENSITIVE_OPERATOR DISALLOWED_IN_RESTRICTED_MODE];
    Creplace = 86, "-creplace", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CASE_SENSITIVE_OPERATOR DISALLOWED_IN_RESTRICTED_MODE];
    Ccontains = 87, "-ccontains", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CASE_SENSITIVE_OPERATOR];
    Cnotcontains = 88, "-cnotcontains", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CASE_SENSITIVE_OPERATOR];
    Cin = 89, "-cin", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CASE_SENSITIVE_OPERATOR];
    Cnotin = 90, "-cnotin", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CASE_SENSITIVE_OPERATOR];
    Csplit = 91, "-csplit", [BINARY_OPERATOR UNARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CASE_SENSITIVE_OPERATOR DISALLOWED_IN_RESTRICTED_MODE];
    Is = 92, "-is", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON];
    IsNot = 93, "-isnot", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON];
    As = 94, "-as", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON DISALLOWED_IN_RESTRICTED_MODE];
    PostfixPlusPlus = 95, "++", [UNARY_OPERATOR PREFIX_OR_POSTFIX_OPERATOR DISALLOWED_IN_RESTRICTED_MODE];
    PostfixMinusMinus = 96, "--", [UNARY_OPERATOR PREFIX_OR_POSTFIX_OPERATOR DISALLOWED_IN_RESTRICTED_MODE];
    Shl = 97, "-shl", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CAN_CONSTANT_FOLD];
    Shr = 98, "-shr", [BINARY_OPERATOR BINARY_PRECEDENCE_COMPARISON CAN_CONSTANT_FOLD];
    Colon = 99, ":", [SPECIAL_OPERATOR DISALLOWED_IN_RESTRICTED_MODE];
    QuestionMark = 100, "?", [TERNARY_OPERATOR DISALLOWED_IN_RESTRICTED_MODE];
    QuestionQuestionEquals = 101, "??=", [ASSIGNMENT_OPERATOR];
    QuestionQuestion = 102, "??", [BINARY_OPERATOR BINARY_PRECEDENCE_COALESCE];
    QuestionDot = 103, "?.", [SPECIAL_OPERATOR DISALLOWED_IN_RESTRICTED_MODE];
    QuestionLBracket = 104, "?[", [NONE];
    Begin = 119, "begin", [KEYWORD SCRIPT_BLOCK_BLOCK_NAME];
    Break = 120, "break", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Catch = 121, "catch", [KEYWORD];
    Class = 122, "class", [KEYWORD];
    Continue = 123, "continue", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Data = 124, "data", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Define = 125, "define", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Do = 126, "do", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Dynamicparam = 127, "dynamicparam", [KEYWORD SCRIPT_BLOCK_BLOCK_NAME];
    Else = 128, "else", [KEYWORD];
    ElseIf = 129, "elseif", [KEYWORD];
    End = 130, "end", [KEYWORD SCRIPT_BLOCK_BLOCK_NAME];
    Exit = 131, "exit", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Filter = 132, "filter", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Finally = 133, "finally", [KEYWORD];
    For = 134, "for", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Foreach = 135, "foreach", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    From = 136, "from", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Function = 137, "function", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    If = 138, "if", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    In = 139, "in", [KEYWORD];
    Param = 140, "param", [KEYWORD];
    Process = 141, "process", [KEYWORD SCRIPT_BLOCK_BLOCK_NAME];
    Return = 142, "return", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Switch = 143, "switch", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Throw = 144, "throw", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Trap = 145, "trap", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Try = 146, "try", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Until = 147, "until", [KEYWORD];
    Using = 148, "using", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Var = 149, "var", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    While = 150, "while", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Workflow = 151, "workflow", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Parallel = 152, "parallel", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Sequence = 153, "sequence", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    InlineScript = 154, "inlinescript", [KEYWORD STATEMENT_DOESNT_SUPPORT_ATTRIBUTES];
    Configuration = 155, "configuration", [KEYWORD];
    DynamicKeyword = 156, "<dynamic keyword>", [KEYWORD];
    Public = 157, "public", [KEYWORD];
    Private = 158, "private", [KEYWORD];
    Static = 159, "static", [KEYWORD];
    Interface = 160, "interface", [KEYWORD];
    Enum = 161, "enum", [KEYWORD];
    Namespace = 162, "namespace", [KEYWORD];
    Module = 163, "module", [KEYWORD];
    Type = 164, "type", [KEYWORD];
    Assembly = 165, "assembly", [KEYWORD];
    Command = 166, "command", [KEYWORD];
    Hidden = 167, "hidden", [KEYWORD];
    Base = 168, "base", [KEYWORD];
    Default = 169, "default", [KEYWORD];
    Clean = 170, "clean", [KEYWORD SCRIPT_BLOCK_BLOCK_NAME];
}
