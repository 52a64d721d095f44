# Hashes the files of a folder, each in a thread of a small pool.
param([string] $Path = '.', [int] $AtOnce = 4)
Get-ChildItem $Path -File | ForEach-Object -ThrottleLimit $AtOnce -Parallel {
    [pscustomobject]@{ Name = $_.Name; Length = $_.Length; Hash = (Get-FileHash -LiteralPath $_.FullName).Hash.Substring(0, 12) }
} | Sort-Object Name | Format-Table
