use super::*;
use crate::text::culture::Culture;

fn regex(pattern: &str, options: RegexOptions) -> Regex {
    Regex::new(pattern, options, Culture::invariant())
        .unwrap_or_else(|error| panic!("{pattern}: {error}"))
}

/// The first match and its groups, `-` for those that took nothing.
fn found(pattern: &str, text: &str) -> String {
    let regex = regex(pattern, RegexOptions::NONE);
    let search = regex.search(text);
    let Some(found) = search.first() else {
        return "none".to_owned();
    };
    (0..found.slots())
        .map(|slot| {
            found
                .group_text(slot)
                .map_or("-".into(), |text| format!("<{text}>"))
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn matches() {
    for (pattern, text, wanted) in [
        ("a+b", "xaab", "<aab>"),
        ("(a)|(b)", "b", "<b> - <b>"),
        (
            "(?<y>\\d{4})-(\\d\\d)",
            "on 2024-05",
            "<2024-05> <05> <2024>",
        ),
        ("(a*)*", "aab", "<aa> <>"),
        ("(a*)+", "b", "<> <>"),
        ("(?:a|ab)(?:c|bcd)(d*)", "abcd", "<abcd> <>"),
        ("^.*?(\\d+)$", "ab12", "<ab12> <12>"),
        ("(?<=\\d{2})x", "1x22x", "<x>"),
        ("(?<!\\d)x", "1xx", "<x>"),
        ("(?=(a+))a*b\\1", "baaabac", "<aba> <a>"),
        ("(?>a+)ab", "aaab", "none"),
        ("x{2,3}?", "xxxx", "<xx>"),
        ("(ab){2}", "ababab", "<abab> <ab>"),
        ("(?:ab){2,}?c", "abababc", "<abababc>"),
        ("a{,2}", "a{,2}", "<a{,2}>"),
        ("\\bfoo\\b", "afoo foo", "<foo>"),
        ("[a-z-[aeiou]]+", "aebcd", "<bcd>"),
        ("(?(1)a|b)", "b", "none-error"),
        ("(a)?(?(1)b|c)", "ab", "<ab> <a>"),
        ("(a)?(?(1)b|c)", "c", "<c> -"),
        ("(?(?=\\d)\\d{3}|[a-z]{2})", "ab123", "<ab>"),
        ("(?<n>a)(?<-n>b)?", "ab", "<ab> -"),
        (
            "^(?:(?<o>\\()|(?<-o>\\))|[^()])*(?(o)(?!))$",
            "(a(b)c)",
            "<(a(b)c)> -",
        ),
        (
            "^(?:(?<o>\\()|(?<-o>\\))|[^()])*(?(o)(?!))$",
            "(a(b)c",
            "none",
        ),
        ("\\x41\\u0042\\103", "ABC", "<ABC>"),
        ("\\p{Lu}\\P{Lu}", "aBc", "<Bc>"),
        ("\\p{IsGreek}+", "abγδ", "<γδ>"),
        ("^..$", "🙂", "<🙂>"),
        ("a$", "a\n", "<a>"),
        ("a\\z", "a\n", "none"),
        ("(?i)straSSE", "STRAsse", "<STRAsse>"),
        ("(?i:K)", "\u{212A}", "<\u{212A}>"),
        ("(?x) a b # c", "ab", "<ab>"),
        ("(?n)(a)(?<x>b)", "ab", "<ab> <b>"),
        ("(\\w)\\1", "abccd", "<cc> <c>"),
        ("(?i)(a)\\1", "aA", "<aA> <a>"),
        ("(?:(a)|b)*", "ab", "<ab> <a>"),
        ("((a)|b)*?c", "abc", "<abc> <b> <a>"),
        ("(?:a?){3}b", "aab", "<aab>"),
        ("(a|b)*?$", "ab", "<ab> <b>"),
        ("\\w+(?=\\s)", "ab cd", "<ab>"),
        ("a(?!b)", "abac", "<a>"),
        ("(?<a>.)(?<a>.)", "xy", "<xy> <y>"),
    ] {
        if wanted == "none-error" {
            assert!(Regex::new(pattern, RegexOptions::NONE, Culture::invariant()).is_err());
            continue;
        }
        assert_eq!(found(pattern, text), wanted, "{pattern} on {text}");
    }
}

#[test]
fn errors() {
    for (pattern, message) in [
        ("[", "Invalid pattern '[' at offset 1. Unterminated [] set."),
        ("(", "Invalid pattern '(' at offset 1. Not enough )'s."),
        (")", "Invalid pattern ')' at offset 1. Too many )'s."),
        (
            "*",
            "Invalid pattern '*' at offset 1. Quantifier '*' following nothing.",
        ),
        (
            "a**",
            "Invalid pattern 'a**' at offset 3. Nested quantifier '*'.",
        ),
        (
            "\\k<q>",
            "Invalid pattern '\\k<q>' at offset 5. Reference to undefined group name 'q'.",
        ),
        (
            "a\\",
            "Invalid pattern 'a\\' at offset 2. Illegal \\ at end of pattern.",
        ),
        (
            "[z-a]",
            "Invalid pattern '[z-a]' at offset 4. [x-y] range in reverse order.",
        ),
        (
            "\\1",
            "Invalid pattern '\\1' at offset 2. Reference to undefined group number 1.",
        ),
        (
            "(?<",
            "Invalid pattern '(?<' at offset 3. Unrecognized grouping construct.",
        ),
        (
            "\\p{Foo}",
            "Invalid pattern '\\p{Foo}' at offset 7. Unknown property 'Foo'.",
        ),
        (
            "\\q",
            "Invalid pattern '\\q' at offset 2. Unrecognized escape sequence \\q.",
        ),
        (
            "a{2,1}",
            "Invalid pattern 'a{2,1}' at offset 6. Illegal {x,y} with x > y.",
        ),
    ] {
        let error = Regex::new(pattern, RegexOptions::NONE, Culture::invariant())
            .expect_err(pattern)
            .to_string();
        assert_eq!(error, message);
    }
}

#[test]
fn replaces() {
    let replace = |pattern: &str, text: &str, replacement: &str| {
        regex(pattern, RegexOptions::NONE)
            .replace(text, replacement, None)
            .into_owned()
    };
    assert_eq!(replace("b", "abc", "$$"), "a$c");
    assert_eq!(replace("b", "abc", "$&$&"), "abbc");
    assert_eq!(replace("b", "abc", "$`"), "aac");
    assert_eq!(replace("b", "abc", "$'"), "acc");
    assert_eq!(replace("b", "abc", "$_"), "aabcc");
    assert_eq!(replace("b", "abc", "$9${x}"), "a$9${x}c");
    assert_eq!(replace("(?<n>a)(b)", "ab", "${n}$1$+"), "aba");
    assert_eq!(replace("", "ab", "-"), "-a-b-");
    assert_eq!(replace("x*", "axb", "-"), "-a--b-");
    let right = regex("b", RegexOptions::RIGHT_TO_LEFT);
    assert_eq!(right.replace("abab", "x", Some(1)), "abax");
}

#[test]
fn splits() {
    let split =
        |pattern: &str, options, text: &str, count| regex(pattern, options).split(text, count);
    assert_eq!(split("(b)", RegexOptions::NONE, "abc", 0), ["a", "b", "c"]);
    assert_eq!(
        split(" ", RegexOptions::NONE, "a b c d", 3),
        ["a", "b", "c d"]
    );
    assert_eq!(
        split(" ", RegexOptions::RIGHT_TO_LEFT, "a b c d", 2),
        ["a b c", "d"]
    );
    assert_eq!(split("", RegexOptions::NONE, "ab", 0), ["", "a", "b", ""]);
    assert_eq!(split("x", RegexOptions::NONE, "ab", 0), ["ab"]);
}

#[test]
fn captures_are_all_there() {
    let regex = regex("(?:(\\w)(\\d)?)+", RegexOptions::NONE);
    let search = regex.search("a1é2");
    let found = search.first().expect("a match");
    let values: Vec<(usize, String)> = found
        .captures(1)
        .into_iter()
        .map(|capture| (capture.index, capture.value))
        .collect();
    assert_eq!(values, [(0, "a".to_owned()), (2, "é".to_owned())]);
    assert_eq!(search.all().len(), 1);
}

#[test]
fn escapes() {
    assert_eq!(escape("a.b*c[d] (e)"), "a\\.b\\*c\\[d]\\ \\(e\\)");
    assert_eq!(unescape("a\\.b\\x41\\n").as_deref(), Ok("a.bA\n"));
}
