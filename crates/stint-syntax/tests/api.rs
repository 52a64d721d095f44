//! What the rest of Stint and scripts themselves ask of a parsed script.

use stint_syntax::{
    Extent, HelpSubject, NodeRef, Number, Source, Statement, TokenFlags, TokenKind, TokenValue,
    VariablePath, node::Search, parse, variable_path::VariableQualifier,
};

const FOO: &str = "function Foo { param($A, [int]$B = 3) if ($A) { Get-Item $A } }
$x = 1 + 2
Get-ChildItem -Path /tmp | Where-Object { $_.Length -gt 5 }
";

/// The first part of `cases/language/sb-08-ast-and-tokens`.
#[test]
fn a_script_reads_its_own_tree() {
    let parsed = parse(FOO, None);
    let end = parsed
        .root
        .end_block
        .as_ref()
        .expect("statements are the end block");
    let types: Vec<&str> = end
        .statements
        .iter()
        .map(|statement| NodeRef::from(statement).type_name())
        .collect();
    assert_eq!(
        types,
        [
            "FunctionDefinitionAst",
            "AssignmentStatementAst",
            "PipelineAst"
        ]
    );
    let commands: Vec<&str> = Search::new(&*parsed.root, true)
        .filter_map(|node| match node {
            NodeRef::Command(command) => command.name().map(|name| &**name),
            _ => None,
        })
        .collect();
    assert_eq!(commands, ["Get-Item", "Get-ChildItem", "Where-Object"]);
    let shallow = Search::new(&*parsed.root, false).filter(|node| node.is_a("commandast"));
    assert_eq!(shallow.count(), 2);
    let loops = Search::new(&*parsed.root, true).filter(|node| node.is_a("LoopStatementAst"));
    assert_eq!(loops.count(), 0);
    let tokens: Vec<&str> = parsed.tokens[..5]
        .iter()
        .map(|token| token.kind.name())
        .collect();
    assert_eq!(
        tokens,
        ["Function", "Identifier", "LCurly", "Param", "LParen"]
    );
    let source = &parsed.root.source;
    assert_eq!(source.start(parsed.root.extent).line, 1);
    assert_eq!(source.end(parsed.root.extent).line, 4);
}

#[test]
fn positions_are_utf16() {
    let source = Source::new("a\r\né😀x\rb\n", None);
    let at = |byte| {
        let place = source.position(byte);
        (place.line, place.column, place.offset)
    };
    assert_eq!(at(0), (1, 1, 0));
    assert_eq!(at(3), (2, 1, 3));
    assert_eq!(at(5), (2, 2, 4));
    assert_eq!(at(9), (2, 4, 6));
    assert_eq!(at(11), (3, 1, 8));
    assert_eq!(at(13), (4, 1, 10));
    assert_eq!(at(15), (4, 3, 12));
    assert_eq!(at(Extent::EMPTY.start), (0, 0, 0));
    assert_eq!(source.line_text(2), "é😀x");
    assert_eq!(source.byte_of_utf16(6), 9);
    assert_eq!(source.line_count(), 4);
}

#[test]
fn variable_paths() {
    use VariableQualifier::*;
    for (path, qualifier, name, is_variable) in [
        ("x", Unqualified, "x", true),
        ("Global:x", Global, "x", true),
        ("local:x", Local, "x", true),
        ("SCRIPT:x", Script, "x", true),
        ("private:x", Private, "x", true),
        ("variable:x", Variable, "x", true),
        ("variable:global:x", Variable, "global:x", true),
        ("env:PATH", Drive, "PATH", false),
        ("globally:x", Drive, "x", false),
        (":x", Unqualified, "x", true),
        ("a:b:c", Drive, "b:c", false),
    ] {
        let parsed = VariablePath::new(path);
        assert_eq!(parsed.qualifier, qualifier, "{path}");
        assert_eq!(parsed.unqualified(), name, "{path}");
        assert_eq!(parsed.is_variable, is_variable, "{path}");
    }
}

#[test]
fn token_flags_are_powershells() {
    let parsed = parse("Get-Item if -x; $a.if = 1", None);
    let flags = |index: usize| parsed.tokens[index].flags.text();
    assert_eq!(flags(0), "CommandName");
    assert_eq!(parsed.tokens[1].kind, TokenKind::Generic);
    assert_eq!(flags(1), "StatementDoesntSupportAttributes");
    assert_eq!(flags(6), "MemberName");
    assert_eq!(
        TokenFlags::BINARY_PRECEDENCE_ADD
            .with(TokenFlags::BINARY_OPERATOR)
            .text(),
        "BinaryPrecedenceAdd, BinaryOperator"
    );
    assert_eq!(TokenKind::ALL.len(), 157);
    assert_eq!(TokenKind::Clean as u8, 170);
}

#[test]
fn numbers_have_types() {
    let number = |text: &str| {
        let parsed = parse(text, None);
        match parsed.tokens.first().map(|token| token.value.clone()) {
            Some(TokenValue::Number(number)) => number,
            other => panic!("{text} is {other:?}"),
        }
    };
    assert_eq!(number("-0x80000000"), Number::Long(2_147_483_648));
    assert_eq!(number("2147483648"), Number::Long(2_147_483_648));
    assert_eq!(number("1.5"), Number::Double(1.5));
    assert_eq!(number("0b1000000000000000s"), Number::Short(-32768));
    assert_eq!(number("0xFFFFFFFFFFFFFFFF"), Number::Long(-1));
    assert_eq!(number("1kb"), Number::Int(1024));
    assert_eq!(number("2.5u"), Number::UInt(2));
}

#[test]
fn requires_are_data() {
    let text = "#Requires -Version 7.2 -PSEdition Core\n#requires -Modules A, @{ ModuleName = 'B'; \
                ModuleVersion = '1.0' }\n#requires -RunAsAdministrator\n$x";
    let parsed = parse(text, None);
    assert_eq!(parsed.errors, []);
    let requirements = parsed.root.requirements.as_ref().expect("there are some");
    assert_eq!(requirements.version.as_deref(), Some("7.2"));
    assert_eq!(requirements.editions.len(), 1);
    let modules: Vec<&str> = requirements
        .modules
        .iter()
        .map(|module| &*module.name)
        .collect();
    assert_eq!(modules, ["A", "B"]);
    assert_eq!(requirements.modules[1].version.as_deref(), Some("1.0"));
    assert!(requirements.elevation);
}

#[test]
fn help_comments() {
    let text = "<#
.SYNOPSIS
    Does it.
.PARAMETER Name
    Which
      one.
.EXAMPLE
    PS> Foo
.LINK
    Bar
#>
function Foo {
    param(
        # beside
        $Name
    )
}

function Bar {
    # .SYNOPSIS
    # Inside.
    param()
}
function Baz { }
";
    let parsed = parse(text, None);
    let functions: Vec<_> = Search::new(&*parsed.root, true)
        .filter_map(|node| match node {
            NodeRef::FunctionDefinition(function) => Some(function),
            _ => None,
        })
        .collect();
    let help = HelpSubject::Function(functions[0])
        .help()
        .expect("Foo has help");
    assert_eq!(help.synopsis.as_deref(), Some("Does it.\n"));
    assert_eq!(help.parameters, [("NAME".into(), "Which\n  one.\n".into())]);
    assert_eq!(help.examples, ["PS> Foo\n"]);
    assert_eq!(help.links, ["Bar"]);
    assert_eq!(help.parameter_comments, ["beside\n"]);
    let help = HelpSubject::Function(functions[1])
        .help()
        .expect("Bar has help");
    assert_eq!(help.synopsis.as_deref(), Some("Inside.\n"));
    assert_eq!(HelpSubject::Function(functions[2]).help(), None);
    assert_eq!(HelpSubject::Script(&parsed.root).help(), None);
}

#[test]
fn script_help_stands_first() {
    let parsed = parse("<#\n.SYNOPSIS\nScript.\n#>\n\nparam($x)\n$x", None);
    let help = HelpSubject::Script(&parsed.root)
        .help()
        .expect("the script has help");
    assert_eq!(help.synopsis.as_deref(), Some("Script.\n\n"));
}

#[test]
fn an_assignment_holds_the_bare_expression() {
    let parsed = parse("$x = 1; $y = Get-Item", None);
    let end = parsed
        .root
        .end_block
        .as_ref()
        .expect("statements are the end block");
    let rights: Vec<&str> = end
        .statements
        .iter()
        .filter_map(|statement| match statement {
            Statement::Assignment(node) => Some(NodeRef::from(&node.right).type_name()),
            _ => None,
        })
        .collect();
    assert_eq!(rights, ["CommandExpressionAst", "PipelineAst"]);
}

#[test]
fn parts_of_the_language() {
    use stint_syntax::{Expression, parse_expandable_string, parse_number, parse_type_name};
    assert_eq!(parse_number(" -5 "), Some(Number::Int(-5)));
    assert_eq!(parse_number("1kb"), Some(Number::Int(1024)));
    assert_eq!(parse_number("0x10"), Some(Number::Int(16)));
    for text in ["", "1 2", "x", "1,5", "--1", "1-"] {
        assert_eq!(parse_number(text), None, "{text}");
    }
    let name = parse_type_name("System.Collections.Generic.Dictionary[string,int[]]");
    let name = name.expect("it is a type name");
    assert_eq!(
        name.full_name(),
        "System.Collections.Generic.Dictionary[string,int[]]"
    );
    assert!(parse_type_name("int]").is_none());
    assert!(parse_type_name("int[").is_none());
    let string = parse_expandable_string("a $b \"c\" $(1)");
    assert_eq!(string.errors, []);
    match string.expression {
        Expression::ExpandableString(string) => {
            assert_eq!(&*string.format, "a {0} \"c\" {1}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn parents_are_found() {
    let parsed = parse("foo (1 + $x)", None);
    let root = NodeRef::from(&*parsed.root);
    let variable = Search::new(root, true)
        .find(|node| node.is_a("VariableExpressionAst"))
        .expect("there is a variable");
    let path: Vec<&str> = root
        .path_to(variable)
        .expect("the variable is below the root")
        .into_iter()
        .map(NodeRef::type_name)
        .collect();
    assert_eq!(
        path,
        [
            "ScriptBlockAst",
            "NamedBlockAst",
            "PipelineAst",
            "CommandAst",
            "ParenExpressionAst",
            "PipelineAst",
            "CommandExpressionAst",
            "BinaryExpressionAst",
            "VariableExpressionAst"
        ]
    );
}

/// The text of a `$( )` is parsed by itself, with doubled quotes made single; places stay those of the source.
#[test]
fn nested_strings_keep_their_places() {
    let text = r#"  "a $("b $(""c $x"" + `"d`") e" + ""f"") $(1 2) é $("ü $y")""#;
    let parsed = parse(text, None);
    let source = &parsed.root.source;
    let texts: Vec<&str> = Search::new(&*parsed.root, true)
        .filter(|node| node.is_a("ExpressionAst"))
        .map(|node| source.slice(node.extent()))
        .collect();
    assert_eq!(
        texts,
        [
            r#""a $("b $(""c $x"" + `"d`") e" + ""f"") $(1 2) é $("ü $y")""#,
            r#"$("b $(""c $x"" + `"d`") e" + ""f"")"#,
            r#""b $(""c $x"" + `"d`") e" + ""f"""#,
            r#""b $(""c $x"" + `"d`") e""#,
            r#"$(""c $x"" + `"d`")"#,
            r#"""c $x"" + `"d`""#,
            r#"""c $x"""#,
            "$x",
            r#"`"d`""#,
            r#"""f"""#,
            "$(1 2)",
            "1",
            "2",
            r#"$("ü $y")"#,
            r#""ü $y""#,
            "$y",
        ]
    );
}

#[test]
fn restricted_language() {
    use stint_syntax::{RestrictedLanguage, RestrictedVariables};
    let language = RestrictedLanguage {
        commands: Some(&["Import-LocalizedData"]),
        variables: RestrictedVariables::And(&["PSScriptRoot"]),
        environment: true,
    };
    let errors = |text: &str| -> Vec<String> {
        let parsed = parse(text, None);
        let errors = language.check(&parsed.root);
        errors
            .iter()
            .map(|error| error.message.to_string())
            .collect()
    };
    assert!(errors("@{ a = $PSScriptRoot, $env:x, \"b$true\"; b = 1kb }").is_empty());
    assert_eq!(
        errors("@{ a = $x }"),
        [
            "A variable that cannot be referenced in restricted language mode or a Data section is being referenced. \
             Variables that can be referenced include the following: $PSCulture, $PSUICulture, $true, $false, $null, \
             $PSScriptRoot."
        ]
    );
    assert_eq!(
        errors("Get-Item"),
        ["The command 'Get-Item' is not allowed in restricted language mode or a Data section."]
    );
    assert_eq!(errors("begin { }").len(), 1);
}
