# A script block as a program's argument: another PowerShell runs it, and gives objects to whoever takes its output
$shell = [Environment]::ProcessPath
$all = & $shell -NoProfile { 1 + 1; 'a'; [pscustomobject]@{ A = 1 }; Write-Error 'said' } 2>&1
$all | ForEach-Object { $_.GetType().Name }
"$($all[3])"
& $shell -NoProfile { 5 } | ForEach-Object { $_ + 1 }
& $shell -NoProfile { 'to the host' }
$null = & $shell -NoProfile { exit 3 }; $LASTEXITCODE
