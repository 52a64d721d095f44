# Types in the blocks of statements exist before the script runs
[Later]::new().Name
if ($false) { class Later { [string] $Name = 'defined in a block that never runs' } }
try { throw 'x' } catch { class Caught { [int] $N = 3 }; [Caught]::new().N }
foreach ($i in 1..2) { enum Size { Small; Large }; [Size]($i - 1) }
