# What a command writes as it begins reaches the next one, which then begins before it is given anything
Get-Host | ForEach-Object { $_.Name }
& { begin { 'b' } process { 'p' } end { 'e' } } | ForEach-Object -Begin { 'first' } -Process { "<$_>" } -End { 'last' }
function Show { begin { 'begun' } process { "item $_" } end { 'ended' } }
& { begin { 1; 2 } } | Show
