//! Cmdlets that PowerShell has and Stint refuses: they say so instead of being unknown.

use crate::refused::Refused;
use stint_cmdlet::Entry;

macro_rules! refusals {
    ($($name:literal, $class:literal, $what:literal;)*) => {
        /// Their entries.
        pub(crate) static ENTRIES: &[Entry] = &[$(Entry {
            name: $name,
            class: concat!("Microsoft.PowerShell.Commands.", $class),
            make: || Box::new(Refused::new($what)),
        }),*];
    };
}
refusals!(
    "Clear-ItemProperty", "ClearItemPropertyCommand", "clearing properties of items";
    "Copy-ItemProperty", "CopyItemPropertyCommand", "copying properties of items";
    "Debug-Process", "DebugProcessCommand", "debugging processes";
    "Get-Clipboard", "GetClipboardCommand", "the clipboard";
    "Invoke-Item", "InvokeItemCommand", "opening items with their programs";
    "Move-ItemProperty", "MoveItemPropertyCommand", "moving properties of items";
    "New-ItemProperty", "NewItemPropertyCommand", "making properties of items";
    "Remove-ItemProperty", "RemoveItemPropertyCommand", "removing properties of items";
    "Rename-ItemProperty", "RenameItemPropertyCommand", "renaming properties of items";
    "Restart-Computer", "RestartComputerCommand", "restarting the machine";
    "Set-Clipboard", "SetClipboardCommand", "the clipboard";
    "Stop-Computer", "StopComputerCommand", "stopping the machine";
    "Test-Connection", "TestConnectionCommand", "testing connections";
);
