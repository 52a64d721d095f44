//! The enums of the base library and of PowerShell.

use crate::Value;
use crate::types::{Type, TypeInfo, registry};

macro_rules! enums {
    ($($constant:ident = $kind:ident $name:literal { $($member:ident = $number:expr),* $(,)? })*) => {
        $(
            #[doc = concat!("`", $name, "`.")]
            pub const $constant: Type = {
                static INFO: TypeInfo = TypeInfo::$kind($name, &[$((stringify!($member), $number)),*]);
                Type(&INFO)
            };
        )*
        /// Every enum declared here, for look-up by name.
        pub static ALL: &[Type] = &[$($constant),*, ERROR_CATEGORY];
    };
}

/// The value of an enum type by the type's full name; null if there is no such type.
pub fn value(name: &str, number: i64) -> Value {
    registry::lookup(name)
        .map(|ty| crate::access::enums::value(ty, number))
        .unwrap_or_default()
}

/// `System.Management.Automation.ErrorCategory`.
pub const ERROR_CATEGORY: Type = {
    static INFO: TypeInfo = TypeInfo::enumeration(
        "System.Management.Automation.ErrorCategory",
        &[
            ("NotSpecified", 0),
            ("OpenError", 1),
            ("CloseError", 2),
            ("DeviceError", 3),
            ("DeadlockDetected", 4),
            ("InvalidArgument", 5),
            ("InvalidData", 6),
            ("InvalidOperation", 7),
            ("InvalidResult", 8),
            ("InvalidType", 9),
            ("MetadataError", 10),
            ("NotImplemented", 11),
            ("NotInstalled", 12),
            ("ObjectNotFound", 13),
            ("OperationStopped", 14),
            ("OperationTimeout", 15),
            ("SyntaxError", 16),
            ("ParserError", 17),
            ("PermissionDenied", 18),
            ("ResourceBusy", 19),
            ("ResourceExists", 20),
            ("ResourceUnavailable", 21),
            ("ReadError", 22),
            ("WriteError", 23),
            ("FromStdErr", 24),
            ("SecurityError", 25),
            ("ProtocolError", 26),
            ("ConnectionError", 27),
            ("AuthenticationError", 28),
            ("LimitsExceeded", 29),
            ("QuotaExceeded", 30),
            ("NotEnabled", 31),
        ],
    );
    Type(&INFO)
};

enums! {
    DAY_OF_WEEK = enumeration "System.DayOfWeek" { Sunday = 0, Monday = 1, Tuesday = 2, Wednesday = 3, Thursday = 4, Friday = 5, Saturday = 6 }
    CONSOLE_COLOR = enumeration "System.ConsoleColor" {
        Black = 0, DarkBlue = 1, DarkGreen = 2, DarkCyan = 3, DarkRed = 4, DarkMagenta = 5, DarkYellow = 6, Gray = 7, DarkGray = 8,
        Blue = 9, Green = 10, Cyan = 11, Red = 12, Magenta = 13, Yellow = 14, White = 15,
    }
    CONSOLE_KEY = enumeration "System.ConsoleKey" { Backspace = 8, Tab = 9, Enter = 13, Escape = 27, Spacebar = 32, PageUp = 33, PageDown = 34, End = 35, Home = 36, LeftArrow = 37, UpArrow = 38, RightArrow = 39, DownArrow = 40, Delete = 46 }
    CONSOLE_MODIFIERS = flag_enumeration "System.ConsoleModifiers" { None = 0, Alt = 1, Shift = 2, Control = 4 }
    STRING_COMPARISON = enumeration "System.StringComparison" {
        CurrentCulture = 0, CurrentCultureIgnoreCase = 1, InvariantCulture = 2, InvariantCultureIgnoreCase = 3, Ordinal = 4, OrdinalIgnoreCase = 5,
    }
    STRING_SPLIT_OPTIONS = flag_enumeration "System.StringSplitOptions" { None = 0, RemoveEmptyEntries = 1, TrimEntries = 2 }
    NORMALIZATION_FORM = enumeration "System.Text.NormalizationForm" { FormC = 1, FormD = 2, FormKC = 5, FormKD = 6 }
    TYPE_CODE = enumeration "System.TypeCode" {
        Empty = 0, Object = 1, DBNull = 2, Boolean = 3, Char = 4, SByte = 5, Byte = 6, Int16 = 7, UInt16 = 8, Int32 = 9, UInt32 = 10,
        Int64 = 11, UInt64 = 12, Single = 13, Double = 14, Decimal = 15, DateTime = 16, String = 18,
    }
    MIDPOINT_ROUNDING = enumeration "System.MidpointRounding" { ToEven = 0, AwayFromZero = 1, ToZero = 2, ToNegativeInfinity = 3, ToPositiveInfinity = 4 }
    DATE_TIME_KIND = enumeration "System.DateTimeKind" { Unspecified = 0, Utc = 1, Local = 2 }
    BASE64_FORMATTING_OPTIONS = flag_enumeration "System.Base64FormattingOptions" { None = 0, InsertLineBreaks = 1 }
    PLATFORM_ID = enumeration "System.PlatformID" { Win32S = 0, Win32Windows = 1, Win32NT = 2, WinCE = 3, Unix = 4, Xbox = 5, MacOSX = 6, Other = 7 }
    URI_KIND = enumeration "System.UriKind" { RelativeOrAbsolute = 0, Absolute = 1, Relative = 2 }
    URI_FORMAT = enumeration "System.UriFormat" { UriEscaped = 1, Unescaped = 2, SafeUnescaped = 3 }
    URI_HOST_NAME_TYPE = enumeration "System.UriHostNameType" { Unknown = 0, Basic = 1, Dns = 2, IPv4 = 3, IPv6 = 4 }
    URI_PARTIAL = enumeration "System.UriPartial" { Scheme = 0, Authority = 1, Path = 2, Query = 3 }
    URI_COMPONENTS = flag_enumeration "System.UriComponents" {
        Scheme = 1, UserInfo = 2, Host = 4, Port = 8, SchemeAndServer = 13, Path = 16, Query = 32, PathAndQuery = 48, HttpRequestUrl = 61,
        Fragment = 64, AbsoluteUri = 127, StrongPort = 128, HostAndPort = 132, StrongAuthority = 134, NormalizedHost = 256, KeepDelimiter = 1_073_741_824,
    }
    COMPARE_OPTIONS = flag_enumeration "System.Globalization.CompareOptions" {
        None = 0, IgnoreCase = 1, IgnoreNonSpace = 2, IgnoreSymbols = 4, IgnoreKanaType = 8, IgnoreWidth = 16, NumericOrdering = 32,
        OrdinalIgnoreCase = 0x1000_0000, StringSort = 0x2000_0000, Ordinal = 0x4000_0000,
    }
    NUMBER_STYLES = flag_enumeration "System.Globalization.NumberStyles" {
        None = 0, AllowLeadingWhite = 1, AllowTrailingWhite = 2, AllowLeadingSign = 4, Integer = 7, AllowTrailingSign = 8, AllowParentheses = 16,
        AllowDecimalPoint = 32, AllowThousands = 64, Number = 111, AllowExponent = 128, Float = 167, AllowCurrencySymbol = 256, Currency = 383,
        Any = 511, AllowHexSpecifier = 512, HexNumber = 515, AllowBinarySpecifier = 1024, BinaryNumber = 1027,
    }
    DATE_TIME_STYLES = flag_enumeration "System.Globalization.DateTimeStyles" {
        None = 0, AllowLeadingWhite = 1, AllowTrailingWhite = 2, AllowInnerWhite = 4, AllowWhiteSpaces = 7, NoCurrentDateDefault = 8,
        AdjustToUniversal = 16, AssumeLocal = 32, AssumeUniversal = 64, RoundtripKind = 128,
    }
    TIME_SPAN_STYLES = flag_enumeration "System.Globalization.TimeSpanStyles" { None = 0, AssumeNegative = 1 }
    CULTURE_TYPES = flag_enumeration "System.Globalization.CultureTypes" { NeutralCultures = 1, SpecificCultures = 2, InstalledWin32Cultures = 4, AllCultures = 7, UserCustomCulture = 8, ReplacementCultures = 16 }
    DIGIT_SHAPES = enumeration "System.Globalization.DigitShapes" { Context = 0, None = 1, NativeNational = 2 }
    CALENDAR_WEEK_RULE = enumeration "System.Globalization.CalendarWeekRule" { FirstDay = 0, FirstFullWeek = 1, FirstFourDayWeek = 2 }
    UNICODE_CATEGORY = enumeration "System.Globalization.UnicodeCategory" {
        UppercaseLetter = 0, LowercaseLetter = 1, TitlecaseLetter = 2, ModifierLetter = 3, OtherLetter = 4, NonSpacingMark = 5,
        SpacingCombiningMark = 6, EnclosingMark = 7, DecimalDigitNumber = 8, LetterNumber = 9, OtherNumber = 10, SpaceSeparator = 11,
        LineSeparator = 12, ParagraphSeparator = 13, Control = 14, Format = 15, Surrogate = 16, PrivateUse = 17, ConnectorPunctuation = 18,
        DashPunctuation = 19, OpenPunctuation = 20, ClosePunctuation = 21, InitialQuotePunctuation = 22, FinalQuotePunctuation = 23,
        OtherPunctuation = 24, MathSymbol = 25, CurrencySymbol = 26, ModifierSymbol = 27, OtherSymbol = 28, OtherNotAssigned = 29,
    }
    REGEX_OPTIONS = flag_enumeration "System.Text.RegularExpressions.RegexOptions" {
        None = 0, IgnoreCase = 1, Multiline = 2, ExplicitCapture = 4, Compiled = 8, Singleline = 16, IgnorePatternWhitespace = 32,
        RightToLeft = 64, ECMAScript = 256, CultureInvariant = 512, NonBacktracking = 1024,
    }
    FILE_ATTRIBUTES = flag_enumeration "System.IO.FileAttributes" {
        None = 0, ReadOnly = 1, Hidden = 2, System = 4, Directory = 16, Archive = 32, Device = 64, Normal = 128, Temporary = 256, SparseFile = 512,
        ReparsePoint = 1024, Compressed = 2048, Offline = 4096, NotContentIndexed = 8192, Encrypted = 16384, IntegrityStream = 32768, NoScrubData = 131_072,
    }
    FILE_MODE = enumeration "System.IO.FileMode" { CreateNew = 1, Create = 2, Open = 3, OpenOrCreate = 4, Truncate = 5, Append = 6 }
    FILE_ACCESS = flag_enumeration "System.IO.FileAccess" { Read = 1, Write = 2, ReadWrite = 3 }
    FILE_SHARE = flag_enumeration "System.IO.FileShare" { None = 0, Read = 1, Write = 2, ReadWrite = 3, Delete = 4, Inheritable = 16 }
    SEARCH_OPTION = enumeration "System.IO.SearchOption" { TopDirectoryOnly = 0, AllDirectories = 1 }
    SEEK_ORIGIN = enumeration "System.IO.SeekOrigin" { Begin = 0, Current = 1, End = 2 }
    UNIX_FILE_MODE = flag_enumeration "System.IO.UnixFileMode" {
        None = 0, OtherExecute = 1, OtherWrite = 2, OtherRead = 4, GroupExecute = 8, GroupWrite = 16, GroupRead = 32, UserExecute = 64,
        UserWrite = 128, UserRead = 256, StickyBit = 512, SetGroup = 1024, SetUser = 2048,
    }
    SPECIAL_FOLDER = enumeration "System.Environment+SpecialFolder" {
        Desktop = 0, Programs = 2, MyDocuments = 5, Favorites = 6, Startup = 7, Recent = 8, SendTo = 9, StartMenu = 11, MyMusic = 13,
        MyVideos = 14, DesktopDirectory = 16, MyComputer = 17, NetworkShortcuts = 19, Fonts = 20, Templates = 21, CommonStartMenu = 22,
        CommonPrograms = 23, CommonStartup = 24, CommonDesktopDirectory = 25, ApplicationData = 26, PrinterShortcuts = 27,
        LocalApplicationData = 28, InternetCache = 32, Cookies = 33, History = 34, CommonApplicationData = 35, Windows = 36, System = 37,
        ProgramFiles = 38, MyPictures = 39, UserProfile = 40, SystemX86 = 41, ProgramFilesX86 = 42, CommonProgramFiles = 43,
    }
    ENVIRONMENT_VARIABLE_TARGET = enumeration "System.EnvironmentVariableTarget" { Process = 0, User = 1, Machine = 2 }
    ARCHITECTURE = enumeration "System.Runtime.InteropServices.Architecture" { X86 = 0, X64 = 1, Arm = 2, Arm64 = 3, Wasm = 4, S390x = 5, LoongArch64 = 6, Armv6 = 7, Ppc64le = 8, RiscV64 = 9 }
    THREAD_STATE = flag_enumeration "System.Threading.ThreadState" { Running = 0, StopRequested = 1, SuspendRequested = 2, Background = 4, Unstarted = 8, Stopped = 16, WaitSleepJoin = 32, Suspended = 64, AbortRequested = 128, Aborted = 256 }
    APARTMENT_STATE = enumeration "System.Threading.ApartmentState" { STA = 0, MTA = 1, Unknown = 2 }
    EVENT_RESET_MODE = enumeration "System.Threading.EventResetMode" { AutoReset = 0, ManualReset = 1 }
    TASK_STATUS = enumeration "System.Threading.Tasks.TaskStatus" { Created = 0, WaitingForActivation = 1, WaitingToRun = 2, Running = 3, WaitingForChildrenToComplete = 4, RanToCompletion = 5, Canceled = 6, Faulted = 7 }
    ADDRESS_FAMILY = enumeration "System.Net.Sockets.AddressFamily" { Unspecified = 0, Unix = 1, InterNetwork = 2, InterNetworkV6 = 23 }
    HTTP_STATUS_CODE = enumeration "System.Net.HttpStatusCode" { OK = 200, Created = 201, Accepted = 202, NoContent = 204, MovedPermanently = 301, Found = 302, NotModified = 304, BadRequest = 400, Unauthorized = 401, Forbidden = 403, NotFound = 404, MethodNotAllowed = 405, Conflict = 409, InternalServerError = 500, NotImplemented = 501, BadGateway = 502, ServiceUnavailable = 503 }
    SECURITY_PROTOCOL_TYPE = flag_enumeration "System.Net.SecurityProtocolType" { SystemDefault = 0, Tls = 192, Tls11 = 768, Tls12 = 3072, Tls13 = 12288 }
    LIST_SORT_DIRECTION = enumeration "System.ComponentModel.ListSortDirection" { Ascending = 0, Descending = 1 }
    BINDING_FLAGS = flag_enumeration "System.Reflection.BindingFlags" {
        Default = 0, IgnoreCase = 1, DeclaredOnly = 2, Instance = 4, Static = 8, Public = 16, NonPublic = 32, FlattenHierarchy = 64,
        InvokeMethod = 256, CreateInstance = 512, GetField = 1024, SetField = 2048, GetProperty = 4096, SetProperty = 8192,
    }
    SESSION_STATE_CATEGORY = enumeration "System.Management.Automation.SessionStateCategory" { Variable = 0, Alias = 1, Function = 2, Filter = 3, Drive = 4, CmdletProvider = 5, Scope = 6, Command = 7, Resource = 8, Cmdlet = 9 }
    PS_INVOCATION_STATE = enumeration "System.Management.Automation.PSInvocationState" { NotStarted = 0, Running = 1, Stopping = 2, Stopped = 3, Completed = 4, Failed = 5, Disconnected = 6 }
    RUNSPACE_STATE = enumeration "System.Management.Automation.Runspaces.RunspaceState" { BeforeOpen = 0, Opening = 1, Opened = 2, Closed = 3, Closing = 4, Broken = 5, Disconnecting = 6, Disconnected = 7, Connecting = 8 }
    RUNSPACE_POOL_STATE = enumeration "System.Management.Automation.Runspaces.RunspacePoolState" { BeforeOpen = 0, Opening = 1, Opened = 2, Closed = 3, Closing = 4, Broken = 5, Disconnecting = 6, Disconnected = 7, Connecting = 8 }
    MEMBER_TYPES = flag_enumeration "System.Reflection.MemberTypes" { Constructor = 1, Event = 2, Field = 4, Method = 8, Property = 16, TypeInfo = 32, Custom = 64, NestedType = 128, All = 191 }
    TYPE_ATTRIBUTES = flag_enumeration "System.Reflection.TypeAttributes" { NotPublic = 0, Public = 1, SequentialLayout = 8, Interface = 32, Abstract = 128, Sealed = 256, Serializable = 8192, BeforeFieldInit = 1_048_576 }
    XML_NODE_TYPE = enumeration "System.Xml.XmlNodeType" {
        None = 0, Element = 1, Attribute = 2, Text = 3, CDATA = 4, EntityReference = 5, Entity = 6, ProcessingInstruction = 7, Comment = 8,
        Document = 9, DocumentType = 10, DocumentFragment = 11, Notation = 12, Whitespace = 13, SignificantWhitespace = 14, EndElement = 15,
        EndEntity = 16, XmlDeclaration = 17,
    }
    CIPHER_MODE = enumeration "System.Security.Cryptography.CipherMode" { CBC = 1, ECB = 2, OFB = 3, CFB = 4, CTS = 5 }
    ACTION_PREFERENCE = enumeration "System.Management.Automation.ActionPreference" { SilentlyContinue = 0, Stop = 1, Continue = 2, Inquire = 3, Ignore = 4, Suspend = 5, Break = 6 }
    CONFIRM_IMPACT = enumeration "System.Management.Automation.ConfirmImpact" { None = 0, Low = 1, Medium = 2, High = 3 }
    COMMAND_TYPES = flag_enumeration "System.Management.Automation.CommandTypes" { Alias = 1, Function = 2, Filter = 4, Cmdlet = 8, ExternalScript = 16, Application = 32, Script = 64, Configuration = 256, All = 383 }
    COMMAND_ORIGIN = enumeration "System.Management.Automation.CommandOrigin" { Runspace = 0, Internal = 1 }
    SCOPED_ITEM_OPTIONS = flag_enumeration "System.Management.Automation.ScopedItemOptions" { None = 0, ReadOnly = 1, Constant = 2, Private = 4, AllScope = 8, Unspecified = 16 }
    SESSION_STATE_ENTRY_VISIBILITY = enumeration "System.Management.Automation.SessionStateEntryVisibility" { Public = 0, Private = 1 }
    SHOULD_PROCESS_REASON = enumeration "System.Management.Automation.ShouldProcessReason" { None = 0, WhatIf = 1 }
    WHERE_MODE = enumeration "System.Management.Automation.WhereOperatorSelectionMode" { Default = 0, First = 1, Last = 2, SkipUntil = 3, Until = 4, Split = 5 }
    PS_MEMBER_VIEW_TYPES = flag_enumeration "System.Management.Automation.PSMemberViewTypes" { Extended = 1, Adapted = 2, Base = 4, All = 7 }
    PROGRESS_RECORD_TYPE = enumeration "System.Management.Automation.ProgressRecordType" { Processing = 0, Completed = 1 }
    PROGRESS_VIEW = enumeration "System.Management.Automation.ProgressView" { Minimal = 0, Classic = 1 }
    OUTPUT_RENDERING = enumeration "System.Management.Automation.OutputRendering" { Host = 0, PlainText = 1, Ansi = 2 }
    ERROR_VIEW = enumeration "System.Management.Automation.ErrorView" { NormalView = 0, CategoryView = 1, ConciseView = 2, DetailedView = 3 }
    PS_LANGUAGE_MODE = enumeration "System.Management.Automation.PSLanguageMode" { FullLanguage = 0, RestrictedLanguage = 1, NoLanguage = 2, ConstrainedLanguage = 3 }
    MODULE_TYPE = enumeration "System.Management.Automation.ModuleType" { Script = 0, Binary = 1, Manifest = 2, Cim = 3 }
    MODULE_ACCESS_MODE = enumeration "System.Management.Automation.ModuleAccessMode" { ReadWrite = 0, ReadOnly = 1, Constant = 2 }
    WILDCARD_OPTIONS = flag_enumeration "System.Management.Automation.WildcardOptions" { None = 0, Compiled = 1, IgnoreCase = 2, CultureInvariant = 4 }
    VARIABLE_ACCESS_MODE = enumeration "System.Management.Automation.VariableAccessMode" { Read = 0, Write = 1, ReadWrite = 2 }
}
