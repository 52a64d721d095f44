//! Scripts that mean no good, through the whole program: each works or ends by an error that says what is wrong. None may panic,
//! abort or go on for ever.

use std::path::Path;
use std::process::Command;
use stint_testkit::cases::{Ran, environment, output};

/// How deep things are put into one another.
const DEEP: usize = 100_000;

fn run(script: &[u8], input: &[u8]) -> Ran {
    let folder = tempfile::tempdir().expect("a folder can be made");
    std::fs::create_dir(folder.path().join("home")).expect("a folder can be made");
    std::fs::write(folder.path().join("x.ps1"), script).expect("a file can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_stint"));
    command
        .args(["-NoProfile", "-NonInteractive", "-File", "x.ps1"])
        .current_dir(folder.path());
    environment(&mut command, Path::new(folder.path()));
    output(command, input.to_vec()).expect("the program can be started")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Runs a script that must end by itself and not by a signal; gives what it printed.
fn ends(script: impl AsRef<[u8]>) -> (String, String) {
    let ran = run(script.as_ref(), b"");
    let (out, err) = (text(&ran.out), text(&ran.err));
    let code = ran.status.and_then(|status| status.code());
    assert!(ran.ended, "does not end");
    assert!(matches!(code, Some(0 | 1)), "code {code:?}: {err:.2000}");
    assert!(!err.contains("panicked"), "{err:.2000}");
    (out, err)
}

fn nested(open: &str, close: &str) -> String {
    format!("$x = {}1{}\n'end'", open.repeat(DEEP), close.repeat(DEEP))
}

#[test]
fn what_is_nested_too_deep_is_too_complex() {
    for (open, close) in [
        ("(", ")"),
        ("{", "}"),
        ("@(", ")"),
        ("@{a=", "}"),
        ("$(", ")"),
        ("-not ", ""),
        ("[int]", ""),
        (",", ""),
    ] {
        let (out, err) = ends(nested(open, close));
        let complex = err.contains("Processing was stopped because the script is too complex.");
        assert!(complex && out.is_empty(), "{open}: {out} {err:.500}");
    }
}

#[test]
fn what_is_only_long_runs() {
    for (first, again, last, expected) in [
        ("1", " + 1", "", "100001\n"),
        ("$x = 'a'; $x", ".ToString()", "", "a\n"),
        ("$null = 1", " && 1", "; 'end'", ""),
        ("if (0) { 1 }", " elseif (0) { 2 }", " else { 3 }", "3\n"),
    ] {
        let (out, err) = ends(format!("{first}{}{last}", again.repeat(DEEP)));
        assert!(out.ends_with(expected), "{again}: {out:.100} {err:.500}");
    }
}

#[test]
fn a_script_of_a_million_lines_runs() {
    let (out, _) = ends(format!("$x = 0\n{}$x\n", "$x++\n".repeat(1_000_000)));
    assert_eq!(out, "1000000\n");
}

#[test]
fn huge_literals_are_values_or_errors() {
    let (out, _) = ends(format!("'{}'.Length", "a".repeat(10_000_000)));
    assert_eq!(out, "10000000\n");
    let (out, _) = ends(format!("({}n).GetType().Name", "9".repeat(1_000_000)));
    assert_eq!(out, "BigInteger\n");
    for digits in [
        "9".repeat(1_000_000),
        format!("0x{}", "f".repeat(1_000_000)),
    ] {
        let (_, err) = ends(format!("$x = {digits}"));
        assert!(err.contains("The numeric constant"), "{err:.500}");
    }
}

#[test]
fn an_object_that_holds_itself_can_be_shown_and_written() {
    let (out, err) = ends(
        "$o = [pscustomobject]@{ Name = 'o' }; $o | Add-Member Self $o
$h = @{}; $h.self = $h
$a = [System.Collections.ArrayList]::new(); $null = $a.Add($a)
foreach ($way in 'Format-Table', 'Format-List', 'Format-Wide', 'Format-Custom', 'ConvertTo-Csv', 'Out-String') {
    $o | & $way | Out-Null; $h | & $way | Out-Null; , $a | & $way | Out-Null
}
\"$o $h $a\" | Out-Null
$a -join ',' | Out-Null
foreach ($it in $o, $h, $a) {
    $null = ConvertTo-Json $it -Depth 50 -WarningAction SilentlyContinue
    Export-Clixml -InputObject $it ./it.xml
    $null = Import-Clixml ./it.xml
    $null = [System.Management.Automation.PSSerializer]::Serialize($it)
}
Start-Job { param($o) $o.Self.Self.Name; $using:h.Count; $o } -ArgumentList $o | Receive-Job -Wait -AutoRemoveJob | Select-Object -First 2
'end'",
    );
    assert_eq!((out.as_str(), err.as_str()), ("o\n1\nend\n", ""));
}

#[test]
fn a_collection_is_its_own_key() {
    let (out, err) = ends(
        "$h = @{}; $h[$h] = 1; $h.Count; $h[$h]
$a = [System.Collections.ArrayList]::new(); $null = $a.Add($a); $d = @{ $a = 2 }; $d[$a]
$h | Out-Null; $d | Out-String | Out-Null; Export-Clixml -InputObject $h ./h.xml
'end'",
    );
    assert_eq!((out.as_str(), err.as_str()), ("1\n1\n2\nend\n", ""));
}

#[test]
fn what_calls_itself_for_ever_overflows() {
    for script in [
        "function f { f }; f",
        "function f($n) { 1 + (f ($n + 1)) }; f 0",
        "$b = { & $b }; & $b",
        "function f { 1 | ForEach-Object { f } }; f",
        "function f { Invoke-Expression f }; f",
        "function f { try { f } finally { } }; f",
        "class C { [int] F() { return $this.F() } }; [C]::new().F()",
        "class C { [string] ToString() { return \"$this\" } }; \"$([C]::new())\"",
        "class C { [object] $x = [C]::new() }; [C]::new()",
        ". $PSCommandPath",
    ] {
        let (_, err) = ends(script);
        assert!(
            err.contains("The script failed due to call depth overflow."),
            "{script}: {err:.500}"
        );
    }
}

#[test]
fn an_endless_source_ends_with_its_reader() {
    let (out, err) = ends(
        "& { $i = 0; while ($true) { $i++; $i } } | Select-Object -First 2
1..[int]::MaxValue | Select-Object -First 1
function f { while ($true) { 'x' } }; f | Select-Object -First 1
yes | Select-Object -First 1
yes | cat | Select-Object -First 1
foreach ($i in 1..[int]::MaxValue) { if ($i -gt 1) { break } }
'end'",
    );
    assert_eq!(
        (out.as_str(), err.as_str()),
        ("1\n2\n1\nx\ny\ny\nend\n", "")
    );
}

#[test]
fn bytes_that_are_no_text_become_replacement_characters() {
    let (out, _) = ends(b"'a\xff\xfeb'.Length # \xe9\n'ok'".as_slice());
    assert_eq!(out, "4\nok\n");
    let (out, _) = ends("(printf 'a\\377b').Length");
    assert_eq!(out, "3\n");
    let (out, _) = ends("printf '\\200\\201' | od -An -tx1");
    assert_eq!(out, " 80 81\n");
    let ran = run(b"$input | ForEach-Object Length", b"a\xff\nbcd\n");
    assert_eq!(text(&ran.out), "2\n3\n");
    let (out, _) = ends(b"'a\0b'.Length".as_slice());
    assert_eq!(out, "3\n");
}

#[test]
fn what_is_held_a_hundred_thousand_deep_is_shown_and_let_go() {
    let shown = "\"$x\" | Out-Null; $x | Out-String | Out-Null
$null = ConvertTo-Json $x -Depth 20 -WarningAction SilentlyContinue
Export-Clixml -InputObject $x ./x.xml";
    for (first, step, then) in [
        ("@(1)", "$x = , $x", shown),
        ("@{}", "$x = @{ a = $x }", shown),
        ("1", "$x = [pscustomobject]@{ a = $x }", shown),
        ("$null", "$x = [exception]::new('m', $x)", shown),
        ("$null", "$n = [N]::new(); $n.Next = $x; $x = $n", shown),
        (
            "$null",
            "$y = $x; $x = { $y }.GetNewClosure()",
            "\"$x\" | Out-Null",
        ),
    ] {
        let (out, err) = ends(format!(
            "class N {{ $Next }}; $x = {first}
for ($i = 0; $i -lt {DEEP}; $i++) {{ {step} }}
{then}
$x = $n = $y = $null; 'end'"
        ));
        assert_eq!((out.as_str(), err.as_str()), ("end\n", ""), "{step}");
    }
}

#[test]
fn a_job_says_why_it_cannot_take_what_is_nested_too_deeply() {
    let (out, _) = ends(
        "$x = 1; foreach ($i in 1..60) { $x = @{ v = $x } }
         $job = Start-Job { 'never' } -ArgumentList $x
         $job | Wait-Job | Out-Null
         $job.State; $job.ChildJobs[0].JobStateInfo.Reason.Message",
    );
    let why = "The background process reported an error with the following message: Serialized XML is nested too deeply..";
    assert_eq!(out, format!("Failed\n{why}\n"));
}
