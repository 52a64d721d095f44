# Example 6: Stop a job by using an instance ID. The page's own id belongs to no job here: the command says so; a job's own id stops it
$one = Start-Job { Start-Sleep 300 }
$two = Start-Job { Start-Sleep 300 }
$blocked = Start-Job { Read-Host 'q' }
function Wait-Until($test) { for ($i = 0; $i -lt 600 -and -not (& $test); $i++) { Start-Sleep -Milliseconds 50 } }
Wait-Until { $one.State -eq 'Running' -and $two.State -eq 'Running' -and $blocked.State -eq 'Blocked' }
$table = & {
Get-Job | Format-Table ID, Name, Command, @{Label="State";Expression={$_.JobStateInfo.State}},
InstanceID -Auto
} | Out-String
$table -replace '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'GUID'
Stop-Job -InstanceId e3bbfed1-9c53-401a-a2c3-a8db34336adf
"stopped: $(@(Get-Job -State Stopped).Count)"
Stop-Job -InstanceId $blocked.InstanceId
Get-Job | ForEach-Object { "$($_.Name) $($_.State)" }
Get-Job | Remove-Job -Force
