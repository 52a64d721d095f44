//! Words with a meaning: keywords and operators.

use crate::token::TokenKind;

const LONGEST: usize = 13;

/// Lower-cases a short ASCII word in place on the stack and looks it up.
fn look_up(word: &str, find: fn(&[u8]) -> Option<TokenKind>) -> Option<TokenKind> {
    let mut buffer = [0; LONGEST];
    let buffer = buffer.get_mut(..word.len())?;
    buffer.copy_from_slice(word.as_bytes());
    buffer.make_ascii_lowercase();
    find(buffer)
}

/// The keyword that a word is, in any case.
pub(crate) fn keyword(word: &str) -> Option<TokenKind> {
    if word.len() < 2 {
        return None;
    }
    look_up(word, find_keyword)
}

/// The operator that the word after a dash is, in any case.
pub(crate) fn operator(word: &str) -> Option<TokenKind> {
    look_up(word, find_operator)
}

fn find_keyword(word: &[u8]) -> Option<TokenKind> {
    use TokenKind::*;
    Some(match word {
        b"elseif" => ElseIf,
        b"if" => If,
        b"else" => Else,
        b"switch" => Switch,
        b"foreach" => Foreach,
        b"from" => From,
        b"in" => In,
        b"for" => For,
        b"while" => While,
        b"until" => Until,
        b"do" => Do,
        b"try" => Try,
        b"catch" => Catch,
        b"finally" => Finally,
        b"trap" => Trap,
        b"data" => Data,
        b"return" => Return,
        b"continue" => Continue,
        b"break" => Break,
        b"exit" => Exit,
        b"throw" => Throw,
        b"begin" => Begin,
        b"process" => Process,
        b"end" => End,
        b"dynamicparam" => Dynamicparam,
        b"function" => Function,
        b"filter" => Filter,
        b"param" => Param,
        b"class" => Class,
        b"define" => Define,
        b"var" => Var,
        b"using" => Using,
        b"workflow" => Workflow,
        b"parallel" => Parallel,
        b"sequence" => Sequence,
        b"inlinescript" => InlineScript,
        b"configuration" => Configuration,
        b"public" => Public,
        b"private" => Private,
        b"static" => Static,
        b"interface" => Interface,
        b"enum" => Enum,
        b"namespace" => Namespace,
        b"module" => Module,
        b"type" => Type,
        b"assembly" => Assembly,
        b"command" => Command,
        b"hidden" => Hidden,
        b"base" => Base,
        b"default" => Default,
        b"clean" => Clean,
        _ => return None,
    })
}

fn find_operator(word: &[u8]) -> Option<TokenKind> {
    use TokenKind::*;
    Some(match word {
        b"bnot" => Bnot,
        b"not" => Not,
        b"eq" | b"ieq" => Ieq,
        b"ceq" => Ceq,
        b"ne" | b"ine" => Ine,
        b"cne" => Cne,
        b"ge" | b"ige" => Ige,
        b"cge" => Cge,
        b"gt" | b"igt" => Igt,
        b"cgt" => Cgt,
        b"lt" | b"ilt" => Ilt,
        b"clt" => Clt,
        b"le" | b"ile" => Ile,
        b"cle" => Cle,
        b"like" | b"ilike" => Ilike,
        b"clike" => Clike,
        b"notlike" | b"inotlike" => Inotlike,
        b"cnotlike" => Cnotlike,
        b"match" | b"imatch" => Imatch,
        b"cmatch" => Cmatch,
        b"notmatch" | b"inotmatch" => Inotmatch,
        b"cnotmatch" => Cnotmatch,
        b"replace" | b"ireplace" => Ireplace,
        b"creplace" => Creplace,
        b"contains" | b"icontains" => Icontains,
        b"ccontains" => Ccontains,
        b"notcontains" | b"inotcontains" => Inotcontains,
        b"cnotcontains" => Cnotcontains,
        b"in" | b"iin" => Iin,
        b"cin" => Cin,
        b"notin" | b"inotin" => Inotin,
        b"cnotin" => Cnotin,
        b"split" | b"isplit" => Isplit,
        b"csplit" => Csplit,
        b"isnot" => IsNot,
        b"is" => Is,
        b"as" => As,
        b"f" => Format,
        b"and" => And,
        b"band" => Band,
        b"or" => Or,
        b"bor" => Bor,
        b"xor" => Xor,
        b"bxor" => Bxor,
        b"join" => Join,
        b"shl" => Shl,
        b"shr" => Shr,
        _ => return None,
    })
}
