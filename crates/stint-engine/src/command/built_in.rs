//! The functions that every session starts with. Each is compiled when it is first looked for; after that it is a function
//! like any other, which a script may change or remove.

use crate::block::Block;
use crate::runspace::Runspace;
use crate::symbol::Symbol;
use std::sync::Arc;
use stint_cmdlet::{Command, CommandKind};

/// Names and bodies.
const FUNCTIONS: &[(&str, &str)] = &[
    ("cd..", "Set-Location .."),
    ("cd\\", "Set-Location /"),
    ("cd~", "Set-Location ~"),
    (
        "Clear-Host",
        "[Console]::Write((& (Get-Command -CommandType Application clear | Select-Object -First 1).Definition))",
    ),
    ("help", HELP),
    ("oss", OSS),
    ("Pause", "$null = Read-Host 'Press Enter to continue...'"),
    ("prompt", PROMPT),
    ("TabExpansion2", TAB_EXPANSION),
];

const HELP: &str = r"
[CmdletBinding(DefaultParameterSetName = 'AllUsersView')]
param(
    [Parameter(Position = 0, ValueFromPipelineByPropertyName)] [string] $Name,
    [string] $Path,
    [string[]] $Category,
    [Parameter(ParameterSetName = 'DetailedView', Mandatory)] [switch] $Detailed,
    [Parameter(ParameterSetName = 'AllUsersView')] [switch] $Full,
    [Parameter(ParameterSetName = 'Examples', Mandatory)] [switch] $Examples,
    [Parameter(ParameterSetName = 'Parameters', Mandatory)] [string[]] $Parameter,
    [string[]] $Component,
    [string[]] $Functionality,
    [string[]] $Role,
    [Parameter(ParameterSetName = 'Online', Mandatory)] [switch] $Online
)
process { Get-Help @PSBoundParameters }
";

const OSS: &str = r"
[CmdletBinding()]
param(
    [ValidateRange(2, 2147483647)] [int] $Width,
    [Parameter(ValueFromPipeline)] [psobject] $InputObject
)
begin { $all = [System.Collections.Generic.List[object]]::new() }
process { $all.Add($InputObject) }
end {
    $null = $PSBoundParameters.Remove('InputObject')
    $all | Out-String -Stream @PSBoundParameters
}
";

const PROMPT: &str = r#"
"PS $($ExecutionContext.SessionState.Path.CurrentLocation)$('>' * ($NestedPromptLevel + 1)) "
"#;

const TAB_EXPANSION: &str = r"
[CmdletBinding(DefaultParameterSetName = 'ScriptInputSet')]
[OutputType([System.Management.Automation.CommandCompletion])]
param(
    [Parameter(ParameterSetName = 'ScriptInputSet', Mandatory, Position = 0)]
    [AllowEmptyString()] [string] $inputScript,
    [Parameter(ParameterSetName = 'ScriptInputSet', Position = 1)]
    [int] $cursorColumn = $inputScript.Length,
    [Parameter(ParameterSetName = 'ScriptInputSet', Position = 2)]
    [hashtable] $options = $null
)
end {
    [System.Management.Automation.CommandCompletion]::CompleteInput($inputScript, $cursorColumn, $options)
}
";

/// One of these functions by name, if nobody looked for it yet.
pub fn find(rs: &Runspace, name: &str) -> Option<Arc<Command>> {
    let (name, body) = FUNCTIONS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    let symbol = Symbol::of(name);
    if !rs.built_in_functions.borrow_mut().insert(symbol) {
        return None;
    }
    let code = rs.compile(body, None).ok()?;
    let mut command = Command::new(CommandKind::Function, *name);
    command.block = Block::value(code, 0);
    rs.define_function(&rs.global, command).ok()?;
    let locals = rs.global.locals.borrow();
    locals.as_deref()?.functions.get(&symbol).cloned()
}

/// Makes all of them, for a list.
pub fn make_all(rs: &Runspace) {
    for (name, _) in FUNCTIONS {
        find(rs, name);
    }
}
