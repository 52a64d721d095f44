# Example 2: Stop a background job. "This command stops the Job1 background job": that one, and it gives nothing back
$one = Start-Job { 'started'; Start-Sleep 300; 'not reached' }
$other = Start-Job { Start-Sleep 300 }
function Wait-Until($test) { for ($i = 0; $i -lt 600 -and -not (& $test); $i++) { Start-Sleep -Milliseconds 50 } }
Wait-Until { $one.ChildJobs[0].Output.Count }
Stop-Job -Name "Job1"
Get-Job | Format-Table Id, Name, State -AutoSize
Receive-Job $one
Get-Job | Remove-Job -Force
