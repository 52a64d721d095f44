//! The enums that parameters of commands and commands themselves have: names and numbers.

use stint_object::Type;
use stint_object::types::TypeInfo;

macro_rules! enumerations {
    ($($kind:ident $constant:ident = $name:literal { $($member:ident = $number:literal),* $(,)? })*) => {
        $(
            #[doc = concat!("`", $name, "`.")]
            pub const $constant: Type = {
                static INFO: TypeInfo = TypeInfo::$kind($name, &[$((stringify!($member), $number)),*]);
                Type(&INFO)
            };
        )*
        /// Every enum declared here, for look-up by name.
        pub static ALL: &[Type] = &[$($constant),*];
    };
}

enumerations!(
    enumeration ACTION_PREFERENCE = "System.Management.Automation.ActionPreference" {
        SilentlyContinue = 0, Stop = 1, Continue = 2, Inquire = 3, Ignore = 4, Suspend = 5, Break = 6,
    }
    enumeration CONFIRM_IMPACT = "System.Management.Automation.ConfirmImpact" { None = 0, Low = 1, Medium = 2, High = 3 }
    flag_enumeration COMMAND_TYPES = "System.Management.Automation.CommandTypes" {
        Alias = 1, Function = 2, Filter = 4, Cmdlet = 8, ExternalScript = 16, Application = 32, Script = 64,
        Configuration = 256, All = 383,
    }
    flag_enumeration SCOPED_ITEM_OPTIONS = "System.Management.Automation.ScopedItemOptions" {
        None = 0, ReadOnly = 1, Constant = 2, Private = 4, AllScope = 8, Unspecified = 16,
    }
    enumeration ERROR_CATEGORY = "System.Management.Automation.ErrorCategory" {
        NotSpecified = 0, OpenError = 1, CloseError = 2, DeviceError = 3, DeadlockDetected = 4, InvalidArgument = 5,
        InvalidData = 6, InvalidOperation = 7, InvalidResult = 8, InvalidType = 9, MetadataError = 10,
        NotImplemented = 11, NotInstalled = 12, ObjectNotFound = 13, OperationStopped = 14, OperationTimeout = 15,
        SyntaxError = 16, ParserError = 17, PermissionDenied = 18, ResourceBusy = 19, ResourceExists = 20,
        ResourceUnavailable = 21, ReadError = 22, WriteError = 23, FromStdErr = 24, SecurityError = 25,
        ProtocolError = 26, ConnectionError = 27, AuthenticationError = 28, LimitsExceeded = 29, QuotaExceeded = 30,
        NotEnabled = 31,
    }
    enumeration VISIBILITY = "System.Management.Automation.SessionStateEntryVisibility" { Public = 0, Private = 1 }
    enumeration LANGUAGE_MODE = "System.Management.Automation.PSLanguageMode" {
        FullLanguage = 0, RestrictedLanguage = 1, NoLanguage = 2, ConstrainedLanguage = 3,
    }
    enumeration REMOTING_CAPABILITY = "System.Management.Automation.RemotingCapability" {
        None = 0, PowerShell = 1, SupportedByCommand = 2, OwnedByCommand = 3,
    }
    enumeration COMMAND_ORIGIN = "System.Management.Automation.CommandOrigin" { Runspace = 0, Internal = 1 }
    enumeration MODULE_TYPE = "System.Management.Automation.ModuleType" { Script = 0, Binary = 1, Manifest = 2, Cim = 3 }
    flag_enumeration MEMBER_VIEW_TYPES = "System.Management.Automation.PSMemberViewTypes" { Extended = 1, Adapted = 2, Base = 4, All = 7 }
    flag_enumeration SPLIT_OPTIONS = "System.Management.Automation.SplitOptions" {
        SimpleMatch = 1, RegexMatch = 2, CultureInvariant = 4, IgnorePatternWhitespace = 8, Multiline = 16,
        Singleline = 32, IgnoreCase = 64, ExplicitCapture = 128,
    }
    enumeration VARIABLE_ACCESS_MODE = "System.Management.Automation.VariableAccessMode" { Read = 0, Write = 1, ReadWrite = 2 }
    enumeration CONFIG_SCOPE = "System.Management.Automation.Configuration.ConfigScope" { AllUsers = 0, CurrentUser = 1 }
    enumeration AUTHENTICATION_MECHANISM = "System.Management.Automation.Runspaces.AuthenticationMechanism" {
        Default = 0, Basic = 1, Negotiate = 2, NegotiateWithImplicitCredential = 3, Credssp = 4, Digest = 5, Kerberos = 6,
    }
    enumeration OUTPUT_BUFFERING_MODE = "System.Management.Automation.Runspaces.OutputBufferingMode" { None = 0, Drop = 1, Block = 2 }
    enumeration SESSION_TYPE = "System.Management.Automation.Remoting.SessionType" { Empty = 0, RestrictedRemoteServer = 1, Default = 2 }
    enumeration SUBSYSTEM_KIND = "System.Management.Automation.Subsystem.SubsystemKind" {
        CommandPredictor = 1, CrossPlatformDsc = 2, FeedbackProvider = 4,
    }
    enumeration TEST_PATH_TYPE = "Microsoft.PowerShell.Commands.TestPathType" { Any = 0, Container = 1, Leaf = 2 }
    enumeration EXPORT_ALIAS_FORMAT = "Microsoft.PowerShell.Commands.ExportAliasFormat" { Csv = 0, Script = 1 }
    enumeration JSON_DATE_KIND = "Microsoft.PowerShell.Commands.JsonDateKind" { Default = 0, Local = 1, Utc = 2, Offset = 3, String = 4 }
    enumeration STRING_ESCAPE_HANDLING = "Newtonsoft.Json.StringEscapeHandling" { Default = 0, EscapeNonAscii = 1, EscapeHtml = 2 }
    enumeration QUOTE_KIND = "Microsoft.PowerShell.Commands.BaseCsvWritingCommand+QuoteKind" { Never = 0, Always = 1, AsNeeded = 2 }
    enumeration BREAKPOINT_TYPE = "Microsoft.PowerShell.Commands.BreakpointType" { Line = 0, Variable = 1, Command = 2 }
    enumeration OUTPUT_ASSEMBLY_TYPE = "Microsoft.PowerShell.Commands.OutputAssemblyType" {
        Library = 0, ConsoleApplication = 1, WindowsApplication = 2,
    }
    enumeration LANGUAGE = "Microsoft.PowerShell.Commands.Language" { CSharp = 0 }
    enumeration SESSION_FILTER_STATE = "Microsoft.PowerShell.Commands.SessionFilterState" {
        All = 0, Opened = 1, Disconnected = 2, Closed = 3, Broken = 4,
    }
    enumeration UPDATE_HELP_SCOPE = "Microsoft.PowerShell.Commands.UpdateHelpScope" { CurrentUser = 0, AllUsers = 1 }
    enumeration WEB_REQUEST_METHOD = "Microsoft.PowerShell.Commands.WebRequestMethod" {
        Default = 0, Get = 1, Head = 2, Post = 3, Put = 4, Delete = 5, Trace = 6, Options = 7, Merge = 8, Patch = 9,
    }
    enumeration WEB_AUTHENTICATION_TYPE = "Microsoft.PowerShell.Commands.WebAuthenticationType" { None = 0, Basic = 1, Bearer = 2, OAuth = 3 }
    flag_enumeration WEB_SSL_PROTOCOL = "Microsoft.PowerShell.Commands.WebSslProtocol" {
        Default = 0, Tls = 3072, Tls11 = 3072, Tls12 = 3072, Tls13 = 12288,
    }
    enumeration EXECUTION_POLICY = "Microsoft.PowerShell.ExecutionPolicy" {
        Unrestricted = 0, RemoteSigned = 1, AllSigned = 2, Restricted = 3, Bypass = 4, Undefined = 5, Default = 3,
    }
    enumeration EXECUTION_POLICY_SCOPE = "Microsoft.PowerShell.ExecutionPolicyScope" {
        Process = 0, CurrentUser = 1, LocalMachine = 2, UserPolicy = 3, MachinePolicy = 4,
    }
    enumeration PROCESS_WINDOW_STYLE = "System.Diagnostics.ProcessWindowStyle" { Normal = 0, Hidden = 1, Minimized = 2, Maximized = 3 }
);
