//! Calls and what binding them gives, in tables.

use crate::support::{Calls, call, cmdlet, function, pipe, request, shown, state, value};
use std::sync::Arc;
use stint_cmdlet::ParameterTable;
use stint_cmdlet::binder::{ArgumentShape, Binding, Prepared, Silent};
use stint_object::members::Member;
use stint_object::shape::{Bag, Shape};
use stint_object::types::system;
use stint_object::{Data, Object, Value};

const AMBIGUOUS: &str = "AmbiguousParameterSet: Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an insufficient number of parameters were provided.";
const NOT_BOUND: &str = "InputObjectNotBound: The input object cannot be bound to any parameters for the command either because the command does not take pipeline input or the input and its properties do not match any of the parameters that take pipeline input.";
const EMPTY: &str = "The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.";

fn check(table: ParameterTable, rows: &[(&str, &str)]) {
    let table = Arc::new(table);
    for (line, expected) in rows {
        assert_eq!(call(&table, line), *expected, "for `{line}`");
    }
}

#[test]
fn simple_functions() {
    check(
        function(false, "", "a b"),
        &[
            ("1 2", "a=1 b=2"),
            ("1", "a=1"),
            ("-b 5 -a 4", "b=5 a=4"),
            ("-b 5 6", "b=5 a=6"),
            ("1 2 3 4", "a=1 b=2 + 3 4"),
            ("-a:7 -b:8", "a=7 b=8"),
            ("1 -x 5 -y", "a=1 + -x 5 -y"),
            ("$null", "a=$null"),
            (
                "-a",
                "MissingArgument: Missing an argument for parameter 'a'. Specify a parameter of type 'System.Object' and try again.",
            ),
            (
                "-a 1 -a 2",
                "ParameterAlreadyBound: Cannot bind parameter because parameter 'a' is specified more than once. To provide multiple values to parameters that can accept multiple values, use the array syntax. For example, \"-parameter value1,value2,value3\".",
            ),
        ],
    );
    check(
        function(false, "", "ComputerName Credential"),
        &[
            ("-Comp x -Cred y", "ComputerName=x Credential=y"),
            (
                "-C x",
                "AmbiguousParameter: Parameter cannot be processed because the parameter name 'C' is ambiguous. Possible matches include: -ComputerName -Credential.",
            ),
        ],
    );
    check(
        function(false, "", "n:int s:switch"),
        &[
            ("5 -s", "s=on n=5"),
            ("-s:$false 6", "s=off n=6"),
            (
                "x",
                "ParameterArgumentTransformationError: Cannot process argument transformation on parameter 'n'. Cannot convert value \"x\" to type \"System.Int32\". Error: \"The input string 'x' was not in a correct format.\"",
            ),
        ],
    );
    check(
        function(false, "", "b:bool"),
        &[
            ("$true", "b=$true"),
            (
                "x",
                "ParameterArgumentTransformationError: Cannot process argument transformation on parameter 'b'. Cannot convert value \"System.String\" to type \"System.Boolean\". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.",
            ),
            (
                "$null",
                "ParameterArgumentTransformationError: Cannot process argument transformation on parameter 'b'. Cannot convert value \"\" to type \"System.Boolean\". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.",
            ),
        ],
    );
}

#[test]
fn mandatory_parameters() {
    check(
        function(true, "", "Name::m N:int:m"),
        &[
            ("-Name a -N 1", "Name=a N=1 [__AllParameterSets]"),
            (
                "-Name a",
                "MissingMandatoryParameter: Cannot process command because of one or more missing mandatory parameters: N.",
            ),
            (
                "",
                "MissingMandatoryParameter: Cannot process command because of one or more missing mandatory parameters: Name N.",
            ),
            ("-Name '' -N 1", "Name= N=1 [__AllParameterSets]"),
            (
                "-Name $null -N 1",
                "ParameterArgumentValidationErrorNullNotAllowed: Cannot bind argument to parameter 'Name' because it is null.",
            ),
            (
                "-Nope",
                "NamedParameterNotFound: A parameter cannot be found that matches parameter name 'Nope'.",
            ),
            (
                "a 1 2",
                "PositionalParameterNotFound: A positional parameter cannot be found that accepts argument '2'.",
            ),
        ],
    );
    check(
        function(true, "", "S:string:m"),
        &[(
            "''",
            "ParameterArgumentValidationErrorEmptyStringNotAllowed: Cannot bind argument to parameter 'S' because it is an empty string.",
        )],
    );
    check(
        function(true, "", "A:string[]:m"),
        &[
            (
                "@()",
                "ParameterArgumentValidationErrorEmptyArrayNotAllowed: Cannot bind argument to parameter 'A' because it is an empty array.",
            ),
            (
                "a,''",
                "ParameterArgumentValidationErrorEmptyStringNotAllowed: Cannot bind argument to parameter 'A' because it is an empty string.",
            ),
        ],
    );
}

#[test]
fn common_parameters() {
    check(
        function(true, "", "X"),
        &[
            (
                "1 -Verbose -OutVariable o",
                "Verbose=on OutVariable=o X=1 [__AllParameterSets]",
            ),
            (
                "-OutBuffer many",
                "CannotConvertArgumentNoMessage: Cannot bind parameter 'OutBuffer'. Cannot convert value \"many\" to type \"System.Int32\". Error: \"The input string 'many' was not in a correct format.\"",
            ),
            (
                "-Verbose:many",
                "CannotConvertArgument: Cannot convert 'System.String' to the type 'System.Management.Automation.SwitchParameter' required by parameter 'Verbose'. ",
            ),
            (
                "-ov env:x",
                "ParameterArgumentValidationError: Cannot validate argument on parameter 'OutVariable'. Cannot validate argument 'env:x' because it is not a valid variable name.",
            ),
            (
                "-Out x",
                "AmbiguousParameter: Parameter cannot be processed because the parameter name 'Out' is ambiguous. Possible matches include: -OutVariable -OutBuffer.",
            ),
        ],
    );
}

#[test]
fn remaining_arguments() {
    check(
        function(true, "", "a:: rest:object[]:r"),
        &[
            ("1 2 3 -x", "a=1 rest=(2,3,-x) [__AllParameterSets]"),
            ("1", "a=1 [__AllParameterSets]"),
            ("1 2,3", "a=1 rest=(2,3) [__AllParameterSets]"),
        ],
    );
}

#[test]
fn sets_of_cmdlets() {
    let stop = cmdlet("Stop-Job");
    for (line, expected) in [
        ("1", "Id=(1) [SessionIdParameterSet]"),
        ("-Name a,b", "Name=(a,b) [NameParameterSet]"),
        (
            "-Force",
            "NamedParameterNotFound: A parameter cannot be found that matches parameter name 'Force'.",
        ),
        (
            "",
            "MissingMandatoryParameter: Cannot process command because of one or more missing mandatory parameters: Id.",
        ),
        (
            "-PassThru",
            "MissingMandatoryParameter: Cannot process command because of one or more missing mandatory parameters: Id.",
        ),
        ("-Id 1 -Name x", AMBIGUOUS),
        (
            "1 2",
            "PositionalParameterNotFound: A positional parameter cannot be found that accepts argument '2'.",
        ),
        (
            "-Id",
            "MissingArgument: Missing an argument for parameter 'Id'. Specify a parameter of type 'System.Int32[]' and try again.",
        ),
        (
            "-Id abc",
            "CannotConvertArgumentNoMessage: Cannot bind parameter 'Id'. Cannot convert value \"abc\" to type \"System.Int32\". Error: \"The input string 'abc' was not in a correct format.\"",
        ),
        (
            "-Id $null",
            "ParameterArgumentValidationError: Cannot validate argument on parameter 'Id'. The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.",
        ),
    ] {
        assert_eq!(call(&stop, line), expected, "for `{line}`");
    }
    for (line, parameter) in [
        ("-Name ''", "Name"),
        ("-Name ok,''", "Name"),
        ("-Name @()", "Name"),
        ("-Id @()", "Id"),
        ("-Filter @{}", "Filter"),
    ] {
        assert_eq!(
            call(&stop, line),
            format!(
                "ParameterArgumentValidationError: Cannot validate argument on parameter '{parameter}'. {EMPTY}"
            ),
            "for `{line}`"
        );
    }
    let start = cmdlet("Start-Job");
    for (line, expected) in [
        (
            "",
            "MissingMandatoryParameter: Cannot process command because of one or more missing mandatory parameters: ScriptBlock.",
        ),
        ("{1}", "ScriptBlock={1} [ComputerName]"),
        (
            "-ScriptBlock",
            "MissingArgument: Missing an argument for parameter 'ScriptBlock'. Specify a parameter of type 'System.Management.Automation.ScriptBlock' and try again.",
        ),
        (
            "-ScriptBlock $null",
            "ParameterArgumentValidationErrorNullNotAllowed: Cannot bind argument to parameter 'ScriptBlock' because it is null.",
        ),
        ("-ScriptBlock {1} -FilePath x.ps1", AMBIGUOUS),
        (
            "-Bogus {1}",
            "NamedParameterNotFound: A parameter cannot be found that matches parameter name 'Bogus'.",
        ),
    ] {
        assert_eq!(call(&start, line), expected, "for `{line}`");
    }
    assert_eq!(call(&cmdlet("Start-ThreadJob"), ""), AMBIGUOUS);
    assert_eq!(call(&cmdlet("Get-Job"), "-Id 1 -Name x"), AMBIGUOUS);
    assert_eq!(call(&cmdlet("Get-Job"), ""), "[SessionIdParameterSet]");
    assert_eq!(
        call(&cmdlet("ForEach-Object"), "{a} {b}"),
        "Process=({a}) RemainingScripts=({b}) [ScriptBlockSet]"
    );
    assert_eq!(
        call(&cmdlet("Where-Object"), "Name -eq x"),
        "EQ=on Property=Name Value=x [EqualSet]"
    );
    assert_eq!(
        call(&cmdlet("Where-Object"), "{a}"),
        "FilterScript={a} [ScriptBlockSet]"
    );
    assert_eq!(
        call(&cmdlet("Write-Output"), "a b"),
        "InputObject=list(a,b) [__AllParameterSets]"
    );
}

fn object(properties: &[(&str, &str)]) -> Value {
    let mut shape = Shape::empty();
    let mut members = Vec::new();
    for (name, text) in properties {
        shape = shape.with(&(*name).into());
        members.push(Member::Note(value(text)));
    }
    Value::Object(Object::with_members(
        system::PS_CUSTOM_OBJECT,
        Data::Custom,
        Bag::new(shape, members),
    ))
}

#[test]
fn pipeline_input() {
    let rows: Vec<(ParameterTable, &str, Vec<Value>, Vec<&str>)> = vec![
        (
            function(true, "", "N:int:mv"),
            "",
            vec![value("1"), value("two"), value("3")],
            vec![
                "N=1 [__AllParameterSets]",
                NOT_BOUND,
                "N=3 [__AllParameterSets]",
            ],
        ),
        (
            function(true, "", "X"),
            "",
            vec![value("1")],
            vec![NOT_BOUND],
        ),
        (
            function(true, "", "S:string:mv"),
            "",
            vec![value("a"), value("''"), Value::Null],
            vec![
                "S=a [__AllParameterSets]",
                "ParameterArgumentValidationErrorEmptyStringNotAllowed: Cannot bind argument to parameter 'S' because it is an empty string.",
                "ParameterArgumentValidationErrorEmptyStringNotAllowed: Cannot bind argument to parameter 'S' because it is an empty string.",
            ],
        ),
        (
            function(true, "", "I:int:v:A S:string:v:B"),
            "",
            vec![value("5"), value("x")],
            vec!["I=5 [A]", "S=x [B]"],
        ),
        (
            function(true, "", "Name:string:n Age:int:n"),
            "",
            vec![object(&[("Name", "n"), ("Age", "'7'")])],
            vec!["Name=n Age=7 [__AllParameterSets]"],
        ),
        (
            function(true, "", "NewName:string:n Obj::v"),
            "-NewName {new}",
            vec![value("a")],
            vec!["NewName=new Obj=a [__AllParameterSets]"],
        ),
        (
            function(true, "", "NewName:string:n Obj::v"),
            "-NewName {}",
            vec![value("a")],
            vec![
                "ScriptBlockArgumentNoOutput: Cannot evaluate parameter 'NewName' because its argument input did not produce any output.",
            ],
        ),
        (
            function(true, "", "A:string:mn B:string:mn"),
            "",
            vec![object(&[("A", "1")])],
            vec![
                "InputObjectMissingMandatory: The input object cannot be bound because it did not contain the information required to bind all mandatory parameters:  B",
            ],
        ),
    ];
    for (table, line, items, expected) in rows {
        assert_eq!(
            pipe(&Arc::new(table), line, &items),
            expected,
            "for `{line}`"
        );
    }
    let delayed = Arc::new(function(true, "", "S:string:v"));
    assert_eq!(
        call(&delayed, "-S {x}"),
        "ScriptBlockArgumentNoInput: Cannot evaluate parameter 'S' because its argument is specified as a script block and there is no input. A script block cannot be evaluated without input."
    );
    assert_eq!(
        pipe(&cmdlet("Where-Object"), "{a}", &[value("1")]),
        ["InputObject=1 FilterScript={a} [ScriptBlockSet]"]
    );
}

#[test]
fn default_parameter_values() {
    let table = Arc::new(function(true, "", "Name Size:int"));
    let bound = |entries: &[(&str, &str)], line: &str| {
        let mut dict = stint_object::dict::Dict::default();
        for (key, text) in entries {
            dict.insert(Value::str(*key), value(text));
        }
        let defaults = Value::object(system::HASHTABLE, Data::Dict(stint_object::Lock::new(dict)));
        let mut calls = Calls::default();
        let mut request = request(&table, line, false);
        request.defaults = Some(defaults);
        let state = match Binding::begin(request, &mut calls) {
            Ok(binding) => state(&binding),
            Err(flow) => crate::support::error(&flow),
        };
        calls.warnings.push(state);
        calls.warnings.join(" | ")
    };
    for (entries, line, expected) in [
        (
            &[("Test-It:Name", "preset")][..],
            "",
            "Name=preset [__AllParameterSets]",
        ),
        (
            &[("Test-It:Name", "preset")],
            "-Name x",
            "Name=x [__AllParameterSets]",
        ),
        (&[("Test-*:Size", "9")], "", "Size=9 [__AllParameterSets]"),
        (
            &[("Test-It:Size", "9"), ("Test-*:Size", "8")],
            "",
            "Multiple different default values are defined in $PSDefaultParameterValues for the parameter matching the following name or alias: Size. These defaults have been ignored. | [__AllParameterSets]",
        ),
        (
            &[("Test-It:Name", "x"), ("Disabled", "$true")],
            "",
            "[__AllParameterSets]",
        ),
        (&[("Other:Name", "x")], "", "[__AllParameterSets]"),
        (
            &[("nonsense", "x")],
            "",
            "The key 'nonsense' does not have a valid format. For information about the correct format, see about_Parameters_Default_Values at https://go.microsoft.com/fwlink/?LinkId=228266. | [__AllParameterSets]",
        ),
        (
            &[("Test-It:Size", "many")],
            "",
            "The binding of default value 'many' to parameter 'Size' failed: Cannot process argument transformation on parameter 'Size'. Cannot convert value \"many\" to type \"System.Int32\". Error: \"The input string 'many' was not in a correct format.\" | [__AllParameterSets]",
        ),
    ] {
        assert_eq!(
            bound(entries, line),
            expected,
            "for `{line}` with {entries:?}"
        );
    }
}

#[test]
fn prepared_calls() {
    use ArgumentShape::{Named, Parameter, Positional};
    let table = function(false, "", "a n:int s:switch");
    let bind = |shape: &[ArgumentShape<'_>], values: &[&str]| {
        let prepared = Prepared::new(&table, shape)?;
        let values: Vec<Value> = values.iter().map(|text| value(text)).collect();
        let (mut bound, mut left) = (Vec::new(), Vec::new());
        let done = prepared.bind(
            &table,
            &values,
            |at, value| bound.push(format!("{}={}", table.parameters[at].name, shown(&value))),
            |value| left.push(shown(&value)),
            &mut Silent,
        );
        done.then(|| format!("{} + {}", bound.join(" "), left.join(" ")))
    };
    for (shape, values, expected) in [
        (
            &[Positional, Positional, Positional][..],
            &["x", "2", "z"][..],
            Some("a=x n=2 + z"),
        ),
        (
            &[Parameter("n"), Positional, Parameter("s"), Positional],
            &["3", "x"],
            Some("n=3 a=x s=on + "),
        ),
        (
            &[Named("s"), Positional],
            &["$false", "x"],
            Some("s=off a=x + "),
        ),
        (&[Positional, Positional], &["x", "y"], None),
        (&[Parameter("unknown")], &[], None),
        (&[Parameter("n")], &[], None),
    ] {
        assert_eq!(bind(shape, values).as_deref(), expected, "for {shape:?}");
    }
}
