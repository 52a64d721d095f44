use crate::reader::Reader;
use stint_object::text::wildcard::{Case, Wildcard};

#[test]
fn wildcards() {
    crate::check("wildcards.jsonl", 100.0, |expression| {
        let mut reader = Reader(expression);
        let text = reader.string()?;
        let case = match reader.word() {
            "-like" => Case::Ignored,
            "-clike" => Case::Sensitive,
            _ => return None,
        };
        let pattern = reader.string()?;
        Some(match Wildcard::new(&pattern, case) {
            Ok(pattern) if pattern.is_match(&text) => "[Boolean] True".into(),
            Ok(_) => "[Boolean] False".into(),
            Err(_) => "!".into(),
        })
    });
}
