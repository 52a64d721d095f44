//! Any text has a tree, tokens in order, and extents that can be shown.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::Arc;
use stint_syntax::{Everything, HelpSubject, ParseError, Tokens, node::Search, parse, parse_with};

fuzz_target!(|text: &str| {
    let parsed = parse(text, None);
    let tree = parse_with(text, None, Arc::new(Everything), Tokens::Forgotten);
    assert_eq!(format!("{:?}", tree.root), format!("{:?}", parsed.root));
    assert_eq!(tree.errors.len(), parsed.errors.len());
    let source = &parsed.root.source;
    for pair in parsed.tokens.windows(2) {
        assert!(pair[0].extent.start <= pair[1].extent.start);
    }
    for token in &parsed.tokens {
        let end = (token.extent.end as usize).min(text.len());
        let start = (token.extent.start as usize).min(text.len());
        assert!(text.get(start..end).is_some());
    }
    for node in Search::new(&*parsed.root, true) {
        source.slice(node.extent());
        source.position(node.extent().start);
    }
    for error in &parsed.errors {
        source.position(error.extent.end);
        assert!(!error.message.is_empty());
    }
    let brackets = text.matches(['(', '[', '{', '"', ',', '-', '!', '=', '?']).count();
    let gave_up = |errors: &[ParseError]| errors.iter().any(|error| error.id == "ScriptTooComplicated");
    assert!(brackets > 20 || !gave_up(&parsed.errors), "an endless loop");
    HelpSubject::Script(&parsed.root).help();
    stint_syntax::parse_number(text);
    stint_syntax::parse_type_name(text);
    let string = stint_syntax::parse_expandable_string(text);
    assert!(brackets > 20 || !gave_up(&string.errors), "an endless loop");
});
