# Example 4: Stop all background jobs. "all of the background jobs in the current session": what has ended stays as it ended
$done = Start-Job { 'done' } | Wait-Job
$running = Start-Job { Start-Sleep 300 }
$thread = Start-ThreadJob { Start-Sleep 300 }
$blocked = Start-Job { Read-Host 'q' }
function Wait-Until($test) { for ($i = 0; $i -lt 600 -and -not (& $test); $i++) { Start-Sleep -Milliseconds 50 } }
Wait-Until { $blocked.State -eq 'Blocked' }
Get-Job | Stop-Job
Get-Job | Format-Table Id, Name, State -AutoSize
Receive-Job $done
Get-Job | Remove-Job
"left: $(@(Get-Job).Count)"
