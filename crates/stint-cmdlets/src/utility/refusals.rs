//! Cmdlets that PowerShell has and Stint refuses: they say so instead of being unknown.

use crate::refused::Refused;
use stint_cmdlet::Entry;

macro_rules! refusals {
    ($($constant:ident = $name:literal, $class:literal, $what:literal;)*) => {
        $(pub(crate) const $constant: Entry = Entry {
            name: $name,
            class: concat!("Microsoft.PowerShell.Commands.", $class),
            make: || Box::new(Refused::new($what)),
        };)*
    };
}
refusals!(
    DEBUG_RUNSPACE = "Debug-Runspace", "DebugRunspaceCommand", "debugging a runspace";
    DISABLE_PS_BREAKPOINT = "Disable-PSBreakpoint", "DisablePSBreakpointCommand", "breakpoints";
    DISABLE_RUNSPACE_DEBUG = "Disable-RunspaceDebug", "DisableRunspaceDebugCommand", "debugging a runspace";
    ENABLE_PS_BREAKPOINT = "Enable-PSBreakpoint", "EnablePSBreakpointCommand", "breakpoints";
    ENABLE_RUNSPACE_DEBUG = "Enable-RunspaceDebug", "EnableRunspaceDebugCommand", "debugging a runspace";
    GET_RUNSPACE_DEBUG = "Get-RunspaceDebug", "GetRunspaceDebugCommand", "debugging a runspace";
    GET_TRACE_SOURCE = "Get-TraceSource", "GetTraceSourceCommand", "tracing";
    SET_PS_BREAKPOINT = "Set-PSBreakpoint", "SetPSBreakpointCommand", "breakpoints";
    SET_TRACE_SOURCE = "Set-TraceSource", "SetTraceSourceCommand", "tracing";
    REMOVE_PS_BREAKPOINT = "Remove-PSBreakpoint", "RemovePSBreakpointCommand", "breakpoints";
    TRACE_COMMAND = "Trace-Command", "TraceCommandCommand", "tracing";
    WAIT_DEBUGGER = "Wait-Debugger", "WaitDebuggerCommand", "the script debugger";
    EXPORT_FORMAT_DATA = "Export-FormatData", "ExportFormatDataCommand", "exporting views";
    SEND_MAIL_MESSAGE = "Send-MailMessage", "SendMailMessage", "sending mail";
    SET_DATE = "Set-Date", "SetDateCommand", "setting the clock";
);
