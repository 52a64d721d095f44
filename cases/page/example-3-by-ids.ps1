# Example 3: Stop several background jobs. A job of a process takes two ids, one of a thread takes one
$process = Start-Job { Start-Sleep 300 }
$threads = Start-ThreadJob { Start-Sleep 300 } && Start-ThreadJob { Start-Sleep 300 } && Start-ThreadJob { Start-Sleep 300 }
(Get-Job).Id -join ' '
Stop-Job -Id 1, 3, 4
Get-Job | ForEach-Object { "$($_.Id) $(if ($_.State -eq 'Stopped') { 'is stopped' } else { 'goes on' })" }
Get-Job | Remove-Job -Force
