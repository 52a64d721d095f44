# Example 5: Stop all blocked background jobs. "This command stops all the jobs that are blocked", and no other
$running = Start-Job { Start-Sleep 300 }
$first = Start-Job { Read-Host 'first' }
$second = Start-Job { 'before'; Read-Host 'second'; 'after' }
function Wait-Until($test) { for ($i = 0; $i -lt 600 -and -not (& $test); $i++) { Start-Sleep -Milliseconds 50 } }
Wait-Until { $first.State -eq 'Blocked' -and $second.State -eq 'Blocked' }
Get-Job | Format-Table Id, State -AutoSize
Stop-Job -State Blocked
Get-Job | Format-Table Id, State -AutoSize
Receive-Job $second
Get-Job | Remove-Job -Force
