# about_Functions: parameters given by name are bound before those given by position, in simple functions too.
function f($a, $b, [switch]$s) {
    $PSBoundParameters.Keys -join ','
    $MyInvocation.BoundParameters.Keys -join ','
}
f -b 1 2
f 1 -s
f 5 6
try { f -a 1 -a 2 } catch { $_.FullyQualifiedErrorId }
