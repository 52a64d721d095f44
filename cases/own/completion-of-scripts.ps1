# What a script's own parameters and a registered completer offer
function Show-It { param([ValidateSet('one', 'two three')]$Mode, [DayOfWeek]$Day, [ArgumentCompleter({ 'x1', 'x2' })]$Own, $Other) }
Register-ArgumentCompleter -CommandName Show-It -ParameterName Other -ScriptBlock { param($command, $parameter, $word) [System.Management.Automation.CompletionResult]::new("$command-$word", 'shown', 'Text', 'tip') }
foreach ($text in 'Show-It -', 'Show-It -Mode ', 'Show-It -Day T', 'Show-It -Own ', 'Show-It -Other q', 'Show-I', '$Shell', "'a'.Sub", '1 | Show-It -M') {
    "$text => " + ((TabExpansion2 $text $text.Length).CompletionMatches.CompletionText -join ',')
}
$done = TabExpansion2 'Show-It -Mo' 11; "$($done.ReplacementIndex) $($done.ReplacementLength) $($done.CompletionMatches[0].ListItemText)"
