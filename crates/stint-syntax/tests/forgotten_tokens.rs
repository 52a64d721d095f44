//! A script reads the same whether its tokens are kept or not.

use std::path::Path;
use std::sync::Arc;

use stint_syntax::{Everything, Parsed, TokenKind, Tokens, parse_with};

fn read(text: &str, tokens: Tokens) -> Parsed {
    parse_with(text, None, Arc::new(Everything), tokens)
}

fn check(text: &str) {
    let (kept, forgotten) = (read(text, Tokens::Kept), read(text, Tokens::Forgotten));
    assert_eq!(
        format!("{:?}", kept.root),
        format!("{:?}", forgotten.root),
        "the tree of {text}"
    );
    let errors = |parsed: &Parsed| format!("{:?}", parsed.errors);
    assert_eq!(errors(&kept), errors(&forgotten), "the errors of {text}");
    let comments = |parsed: &Parsed| {
        let comments = parsed
            .tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Comment);
        comments.map(|token| token.extent).collect::<Vec<_>>()
    };
    assert_eq!(comments(&kept), comments(&forgotten));
}

#[test]
fn recorded_scripts() {
    for folder in ["language", "job"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../cases")
            .join(folder);
        let scripts = std::fs::read_dir(folder).expect("the cases are there");
        let mut count = 0;
        for script in scripts {
            let path = script.expect("a case has a name").path();
            if path.extension().is_some_and(|extension| extension == "ps1") {
                let text = std::fs::read_to_string(&path).expect("a case is text");
                check(&text);
                // Cut anywhere, it has errors.
                let mut half = text.len() / 2;
                while !text.is_char_boundary(half) {
                    half += 1;
                }
                check(&text[..half]);
                count += 1;
            }
        }
        assert!(count > 100, "{count} cases");
    }
}

#[test]
fn what_looks_back() {
    for text in [
        "#requires -Version 7\n1\n2 #requires -Version 6\n[A()] class B { }\nenum C { D }\n[E]::F",
        "begin { 1; 2 } process { \"$a $($b; $c)\" } end { if (1) { } }",
        "[Parameter()] param($a) 1; [int] 2; [int] if (1) {}\nparallel { 1 }; sequence { 2 }",
        "1; # SIG # Begin signature block\n# x\n# SIG # End signature block\n2",
        "a; } b; ) c; @{ x = if (1) { 2 }\n y = 3 }; :l while (1) { } ; :m foo",
    ] {
        check(text);
    }
}
