//! Nothing a text does may crash the parser or keep it busy for long.

use std::time::{Duration, Instant};

use stint_syntax::{NodeRef, Parsed, node::Search, parse};

fn is_too_complex(parsed: &Parsed) -> bool {
    parsed
        .errors
        .iter()
        .any(|error| error.id == "ScriptTooComplicated")
}

/// Parses on a small stack, as the main thread's caller may leave it.
fn parse_quickly(text: &str) -> Parsed {
    let start = Instant::now();
    let parsed = std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(1 << 20)
            .spawn_scoped(scope, || {
                let parsed = parse(text, None);
                let count = Search::new(&*parsed.root, true).count();
                assert!(count > 0);
                parsed
            })
            .expect("a thread can be started")
            .join()
            .expect("the parser does not panic")
    });
    let start_of_text: String = text.chars().take(40).collect();
    if std::env::var_os("STINT_TIMES").is_some() {
        eprintln!("{:?} {start_of_text}", start.elapsed());
    }
    assert!(
        start.elapsed() < Duration::from_secs(30),
        "{start_of_text} took {:?}",
        start.elapsed()
    );
    parsed
}

#[test]
fn deep_nesting_is_a_diagnostic() {
    for (open, close) in [
        ("(", ")"),
        ("@(", ")"),
        ("$(", ")"),
        ("{", "}"),
        ("@{a=", "}"),
        ("if(1){", "}"),
        ("\"$(", ")\""),
        ("$x[", "]"),
        ("$x.y(", ")"),
        ("[A[", "]]"),
        ("[a({", "})]$x"),
        ("-", ""),
        ("!", ""),
        ("$a=", ""),
        ("1 ? 2 : ", ""),
        ("[int]", ""),
        ("function f{", "}"),
        ("class A{m(){", "}}"),
        ("try{", "}finally{}"),
        ("switch(1){a{", "}}"),
        ("&{param($x=", ")}"),
        ("[int[", "]]"),
        (",", ""),
        ("foo -a:(", ")"),
        ("while(", "){}"),
        ("data{", "}"),
        ("trap{", "}"),
        ("x >$(", ")"),
    ] {
        // What begins like an attribute is read up to three times at each level, as PowerShell does.
        let well = if open == "[a({" { [5, 9] } else { [10, 100] };
        for depth in well {
            let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            assert!(!is_too_complex(&parse_quickly(&text)), "{open} {depth}");
        }
        for depth in [3_000, 20_000] {
            let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            parse_quickly(&text);
            parse_quickly(&open.repeat(depth));
        }
    }
}

#[test]
fn long_chains_are_fine() {
    for (first, link) in [
        ("1", "+1"),
        ("$a", ".b"),
        ("$a", "[0]"),
        ("$a", ".b(1)"),
        ("$a", ".b[0].c()"),
        ("a", "|b"),
        ("a", "&&b"),
        ("1", ",1"),
        ("a", ";a"),
        ("a", "\na"),
        ("a", " b"),
        ("if(1){}", "elseif(1){}"),
        ("else", " else"),
        ("$a", " -and $b"),
    ] {
        let text = format!("{first}{}", link.repeat(20_000));
        let parsed = parse_quickly(&text);
        assert!(!is_too_complex(&parsed), "{link}");
        let method = format!("class A {{ [void] M() {{ {text} }} }}");
        parse_quickly(&method);
    }
}

/// The end of a nested text is not before it, however much was left out of it.
#[test]
fn broken_nested_strings_end() {
    for text in [
        "\"$(if($a){\"\"in \"\"\"",
        "\"$(if(1){\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"",
        "\"$(1 | % { \"\"\"\"\"\"\"\"; if (1) { } \"",
        "\"$([a]\"\"\"\"\"\"\"\"\"\" $x",
    ] {
        assert!(!is_too_complex(&parse_quickly(text)), "{text}");
    }
}

#[test]
fn reading_again_and_again_ends() {
    for text in [
        "[a({".repeat(60),
        "[a({[b({ ".repeat(40),
        "$a.b[c[".repeat(500),
        ":a ".repeat(5_000),
        "\"$(\"\"$(".repeat(400),
        "else ".repeat(20_000),
        "a &&".repeat(10_000),
        "a\n#x\n".repeat(10_000),
        "@'\n".repeat(10_000),
        "${".repeat(10_000),
        "`".repeat(10_000),
        "\u{2028}".repeat(10_000),
    ] {
        parse_quickly(&text);
    }
}

const SAMPLE: &str = r#"#requires -version 7
using namespace System.Text
<# .SYNOPSIS x #>
[CmdletBinding()] param([Parameter(Mandatory)][string]$Name = "a$($b.c[1]) ${d e}", [switch]$Force)
class A : B { static [int]$x = 1; A($y) : base($y) { $this.z = "é$y" } [int] M() { return $this.x } }
enum E { P = 1; Q }
:outer foreach ($i in 1..3 + @(4,5)) { if ($i -eq 2) { continue outer } elseif (!$i) { break } else { } }
$h = @{ a = 1; 'b' = { $_ -match 'x' }; $c = if (1) { 2 } }
Get-Item -Path:'a', "b" *>&1 2>err | ? { $_.Name -like "*$x*" } && echo --% raw & 
switch -regex ($x) { 'a' { 1 } default { [int]::Parse("1").ToString('x')?.Length } }
try { throw 'x' } catch [System.Exception], [X] { "$_" } finally { $a++ }
$s = @"
here $x $(1 + 2)
"@; $t = @'
'quoted' ‘smart’
'@
data D { 'a' = 1kb }; $x = $y ? 0x1F : -1.5e3d ?? [A[int,string[]]]::new(); do { } until ($x -band 3)
"#;

#[test]
fn every_part_of_a_script_parses() {
    let places: Vec<usize> = SAMPLE.char_indices().map(|(at, _)| at).collect();
    for (index, &at) in places.iter().enumerate() {
        check(&SAMPLE[..at]);
        check(&SAMPLE[at..]);
        let mut without = SAMPLE.to_owned();
        without.remove(at);
        check(&without);
        let inserted = [
            '"',
            '\'',
            '(',
            '{',
            '[',
            '$',
            '`',
            '@',
            '}',
            ')',
            '\u{1f600}',
        ];
        let mut with = SAMPLE.to_owned();
        with.insert(at, inserted[index % inserted.len()]);
        check(&with);
    }
}

/// Extents are ordered, inside the text, and on the borders of characters.
fn check(text: &str) {
    let parsed = parse(text, None);
    for token in &parsed.tokens {
        let extent = token.extent;
        assert!(extent.start <= extent.end, "{extent:?} in {text}");
        assert!(
            extent.end as usize <= text.len() + 2,
            "{extent:?} in {text}"
        );
        let end = (extent.end as usize).min(text.len());
        let start = (extent.start as usize).min(text.len());
        assert!(text.get(start..end).is_some(), "{extent:?} in {text}");
    }
    for node in Search::new(&*parsed.root, true) {
        let extent = node.extent();
        if !extent.is_nowhere() && !matches!(node, NodeRef::ErrorStatement(_)) {
            parsed.root.source.slice(extent);
        }
    }
    for error in &parsed.errors {
        parsed.root.source.position(error.extent.start);
        parsed.root.source.position(error.extent.end);
    }
}
