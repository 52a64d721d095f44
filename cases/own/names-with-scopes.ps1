# A name may say its scope wherever a command, a function's path or a variable's path is named.
function Set-Things {
    Set-Item function:global:Get-Made { 'made' }
    ${function:global:Get-Drawn} = { 'drawn' }
    Set-Item variable:global:made 5
    Set-Variable -Name global:set -Value 6
    $ExecutionContext.SessionState.PSVariable.Set('global:given', 7)
    function Get-Made { 'local' }
    Get-Made
    global:Get-Made
    & 'global:Get-Made'
}
Set-Things
Get-Made
Get-Drawn
"$made $set $given"
$ExecutionContext.SessionState.PSVariable.GetValue('global:given')
(Get-Item variable:global:made).Name
(Get-Command global:Get-Made).Name
Test-Path function:global:Get-Made
Get-Content function:global:Get-Made
${function:Get-Drawn} = $null
Test-Path function:Get-Drawn
Remove-Item function:global:Get-Made
Test-Path function:Get-Made
try { Get-Variable global:made -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
