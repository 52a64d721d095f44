# Scripts beside the script: named arguments, statements, what is piped in, a runspace that keeps its variables, a stop
[powershell]::Create().AddScript('param($a, $b) "$a-$b"').AddParameter('b', 2).AddParameter('a', 1).Invoke()
[powershell]::Create().AddScript('"a"').AddStatement().AddScript('"b"').Invoke() -join ','
[powershell]::Create().AddScript('$input | ForEach-Object { $_ * 2 }').Invoke(@(1, 2, 3)) -join ','
$space = [runspacefactory]::CreateRunspace(); $space.RunspaceStateInfo.State; $space.Open()
$one = [powershell]::Create(); $one.Runspace = $space; $null = $one.AddScript('$kept = 5').Invoke()
$one.Commands.Clear(); $one.AddScript('$kept').Invoke(); $space.Close(); $space.RunspaceStateInfo.State
$two = [powershell]::Create().AddScript('while ($true) { Start-Sleep -Milliseconds 20 }')
$begun = $two.BeginInvoke(); $begun.IsCompleted; $two.Stop(); $two.InvocationStateInfo.State
$three = [powershell]::Create().AddScript('throw "x"')
try { $three.Invoke() } catch { $_.Exception.InnerException.Message }; $three.InvocationStateInfo.State; $three.HadErrors
