# Runs one command for each entry of a matrix, some at a time, and fails if one fails.
param([string[]] $Versions = ('1.0', '1.1', '2.0'), [string[]] $Targets = ('debug', 'release'), [int] $AtOnce = 4)
$jobs = foreach ($version in $Versions) {
    foreach ($target in $Targets) {
        Start-ThreadJob -Name "$version-$target" -ThrottleLimit $AtOnce {
            $said = sh -c "echo building $using:version for $using:target"
            [pscustomobject]@{ Version = $using:version; Target = $using:target; Said = $said; Code = $LASTEXITCODE }
        }
    }
}
$results = $jobs | Receive-Job -Wait -AutoRemoveJob
$results | Sort-Object Version, Target | Format-Table Version, Target, Code, Said
if ($results.Code -ne 0) { exit 1 }
