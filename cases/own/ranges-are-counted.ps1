# A range that a pipeline or a loop takes one by one is never made
1..[int]::MaxValue | Select-Object -First 2
foreach ($i in [int]::MaxValue..1) { $i; break }
'a'..'c' | ForEach-Object { $_.GetType().Name }
foreach ($i in 1..4) { $null = $foreach.MoveNext(); $foreach.Current }
(1..3).GetType().Name
