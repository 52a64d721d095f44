# Watches a log in a job of its own until a pattern shows up or the time is over.
param([string] $Path = '/var/log/syslog', [string] $Pattern = 'error', [int] $Seconds = 5)
$job = Start-Job -Name watch { param($path, $pattern)
    tail -n 0 -F $path 2>$null | Where-Object { $_ -match $pattern } | Select-Object -First 1
} -ArgumentList $Path, $Pattern
if (Wait-Job $job -Timeout $Seconds) { "found: $(Receive-Job $job)" } else { "nothing in $Seconds s" }
Stop-Job $job
Remove-Job $job
