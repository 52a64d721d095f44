# A compound assignment sees only its own scope; a plain read looks further up.
$x = 1
& { $x += 1; "own $x" }
& { $x = $x + 1; "read $x" }
& { $x++; "step $x" }
& { $x ??= 7; "if null $x" }
& { $x = 5; $x += 1; "set $x" }
. { $x += 1; "dotted $x" }
$x = 1
function f { $x -= 1; $x }
"function $(f)"
& { . { }; $x += 1; "dots $x" }
& { if ($false) { Set-Variable y 1 }; $x += 1; "by name $x" }
1..2 | ForEach-Object { $x += $_ }
"for each $x"
& { 1..2 | ForEach-Object { $x += $_ }; "in a block $x" }
& { [int]$x += 2; "typed $x" }
# Blocks of methods and of -replace run in the scope they are called in.
$list = @()
(0..2).ForEach{ $list += $_ }
"$list"
$null = (0..2).Where{ $list += $_; $true }
"$list"
$count = 0
'aaa' -replace 'a', { $count++; $count }
$count
(1..3).ForEach({ begin { 'begin' } process { $_ * 2 } end { "end $_" } })
(1..3).ForEach({ "$_ $args" }, 'x', 'y')
