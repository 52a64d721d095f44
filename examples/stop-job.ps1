# The examples of Stop-Job's own page, on real jobs of this machine.
$ErrorActionPreference = 'Stop'
function Wait-Until($test) { while (-not (& $test)) { Start-Sleep -Milliseconds 10 } }

# Jobs that do real work: hash the files of a folder tree, count words in logs, run a native command, wait for input, and one that
# finishes its work although it is asked to stop.
$root = if (Test-Path /usr/share/doc) { '/usr/share/doc' } else { '/etc' }
$hash = Start-Job -Name Job1 { param($root)
    foreach ($file in Get-ChildItem $root -Recurse -File -ErrorAction SilentlyContinue) {
        try { (Get-FileHash -LiteralPath $file.FullName -Algorithm SHA256).Hash } catch { "unreadable: $($file.Name)" }
    }
} -ArgumentList $root
$words = Start-Job -Name Words {
    foreach ($log in Get-ChildItem /var/log -Filter *.log -ErrorAction SilentlyContinue) {
        '{0}: {1} words' -f $log.Name, (Get-Content -LiteralPath $log.FullName -ErrorAction SilentlyContinue | Measure-Object -Word).Words
    }
    Start-Sleep -Seconds 60
}
$native = Start-Job -Name Native { sh -c 'echo pid $$; exec sleep 60' }
$asks = Start-Job -Name Asks { Read-Host 'Go on' }
$cleans = Start-Job -Name Cleans { try { 'working'; Start-Sleep -Seconds 60 } finally { 'cleaned up' } }
$thread = Start-ThreadJob -Name Thread { $n = 0; while ($true) { $n++; if ($n % 100000 -eq 0) { "counted to $n" } } }

Wait-Until { $asks.State -eq 'Blocked' }
foreach ($job in $hash, $native, $cleans) { Wait-Until { $job.ChildJobs[0].Output.Count -gt 0 } }
Get-Job | Format-Table Id, Name, State, PSJobTypeName -AutoSize

'--- Example 2: by name'
Stop-Job -Name "Job1"
"Job1 is $($hash.State), with $(@(Receive-Job $hash).Count) hashes received"

'--- Example 3: by ids'
Stop-Job -Id $words.Id, $native.Id
'{0}, {1}' -f $words.State, $native.State
Receive-Job $native

'--- Example 5: all that wait for somebody'
Stop-Job -State Blocked
"Asks is $($asks.State)"

'--- Example 6: by instance id'
Get-Job | Format-Table ID, Name, @{Label="State";Expression={$_.JobStateInfo.State}} -Auto
Stop-Job -InstanceId $cleans.InstanceId
Receive-Job $cleans

'--- Example 4: all that is left'
Get-Job | Stop-Job
Get-Job | Format-Table Id, Name, State -AutoSize
Get-Job | Remove-Job
"jobs left: $(@(Get-Job).Count)"
