//! The type accelerators: short names of types, in the order of their names.

/// Name and full name.
pub const ACCELERATORS: &[(&str, &str)] = &[
    ("Alias", "System.Management.Automation.AliasAttribute"),
    (
        "AllowEmptyCollection",
        "System.Management.Automation.AllowEmptyCollectionAttribute",
    ),
    (
        "AllowEmptyString",
        "System.Management.Automation.AllowEmptyStringAttribute",
    ),
    (
        "AllowNull",
        "System.Management.Automation.AllowNullAttribute",
    ),
    (
        "ArgumentCompleter",
        "System.Management.Automation.ArgumentCompleterAttribute",
    ),
    (
        "ArgumentCompletions",
        "System.Management.Automation.ArgumentCompletionsAttribute",
    ),
    ("array", "System.Array"),
    ("bigint", "System.Numerics.BigInteger"),
    ("bool", "System.Boolean"),
    ("byte", "System.Byte"),
    ("char", "System.Char"),
    ("cimclass", "Microsoft.Management.Infrastructure.CimClass"),
    (
        "cimconverter",
        "Microsoft.Management.Infrastructure.CimConverter",
    ),
    (
        "ciminstance",
        "Microsoft.Management.Infrastructure.CimInstance",
    ),
    (
        "CimSession",
        "Microsoft.Management.Infrastructure.CimSession",
    ),
    ("cimtype", "Microsoft.Management.Infrastructure.CimType"),
    (
        "CmdletBinding",
        "System.Management.Automation.CmdletBindingAttribute",
    ),
    ("cultureinfo", "System.Globalization.CultureInfo"),
    ("datetime", "System.DateTime"),
    ("decimal", "System.Decimal"),
    ("double", "System.Double"),
    (
        "DscLocalConfigurationManager",
        "System.Management.Automation.DscLocalConfigurationManagerAttribute",
    ),
    (
        "DscProperty",
        "System.Management.Automation.DscPropertyAttribute",
    ),
    (
        "DscResource",
        "System.Management.Automation.DscResourceAttribute",
    ),
    (
        "ExperimentAction",
        "System.Management.Automation.ExperimentAction",
    ),
    (
        "Experimental",
        "System.Management.Automation.ExperimentalAttribute",
    ),
    (
        "ExperimentalFeature",
        "System.Management.Automation.ExperimentalFeature",
    ),
    ("float", "System.Single"),
    ("guid", "System.Guid"),
    ("hashtable", "System.Collections.Hashtable"),
    (
        "initialsessionstate",
        "System.Management.Automation.Runspaces.InitialSessionState",
    ),
    ("int", "System.Int32"),
    ("int16", "System.Int16"),
    ("int32", "System.Int32"),
    ("int64", "System.Int64"),
    ("ipaddress", "System.Net.IPAddress"),
    ("IPEndpoint", "System.Net.IPEndPoint"),
    ("long", "System.Int64"),
    ("mailaddress", "System.Net.Mail.MailAddress"),
    (
        "NoRunspaceAffinity",
        "System.Management.Automation.Language.NoRunspaceAffinityAttribute",
    ),
    (
        "NullString",
        "System.Management.Automation.Language.NullString",
    ),
    (
        "ObjectSecurity",
        "System.Security.AccessControl.ObjectSecurity",
    ),
    (
        "ordered",
        "System.Collections.Specialized.OrderedDictionary",
    ),
    (
        "OutputType",
        "System.Management.Automation.OutputTypeAttribute",
    ),
    (
        "Parameter",
        "System.Management.Automation.ParameterAttribute",
    ),
    (
        "PhysicalAddress",
        "System.Net.NetworkInformation.PhysicalAddress",
    ),
    ("powershell", "System.Management.Automation.PowerShell"),
    (
        "psaliasproperty",
        "System.Management.Automation.PSAliasProperty",
    ),
    ("pscredential", "System.Management.Automation.PSCredential"),
    ("pscustomobject", "System.Management.Automation.PSObject"),
    (
        "PSDefaultValue",
        "System.Management.Automation.PSDefaultValueAttribute",
    ),
    (
        "pslistmodifier",
        "System.Management.Automation.PSListModifier",
    ),
    ("psmoduleinfo", "System.Management.Automation.PSModuleInfo"),
    (
        "psnoteproperty",
        "System.Management.Automation.PSNoteProperty",
    ),
    ("psobject", "System.Management.Automation.PSObject"),
    (
        "psprimitivedictionary",
        "System.Management.Automation.PSPrimitiveDictionary",
    ),
    (
        "pspropertyexpression",
        "Microsoft.PowerShell.Commands.PSPropertyExpression",
    ),
    (
        "psscriptmethod",
        "System.Management.Automation.PSScriptMethod",
    ),
    (
        "psscriptproperty",
        "System.Management.Automation.PSScriptProperty",
    ),
    (
        "PSTypeNameAttribute",
        "System.Management.Automation.PSTypeNameAttribute",
    ),
    ("psvariable", "System.Management.Automation.PSVariable"),
    (
        "psvariableproperty",
        "System.Management.Automation.PSVariableProperty",
    ),
    ("ref", "System.Management.Automation.PSReference"),
    ("regex", "System.Text.RegularExpressions.Regex"),
    (
        "runspace",
        "System.Management.Automation.Runspaces.Runspace",
    ),
    (
        "runspacefactory",
        "System.Management.Automation.Runspaces.RunspaceFactory",
    ),
    ("sbyte", "System.SByte"),
    ("scriptblock", "System.Management.Automation.ScriptBlock"),
    ("securestring", "System.Security.SecureString"),
    ("semver", "System.Management.Automation.SemanticVersion"),
    ("short", "System.Int16"),
    ("single", "System.Single"),
    ("string", "System.String"),
    (
        "SupportsWildcards",
        "System.Management.Automation.SupportsWildcardsAttribute",
    ),
    ("switch", "System.Management.Automation.SwitchParameter"),
    ("timespan", "System.TimeSpan"),
    ("type", "System.Type"),
    ("uint", "System.UInt32"),
    ("uint16", "System.UInt16"),
    ("uint32", "System.UInt32"),
    ("uint64", "System.UInt64"),
    ("ulong", "System.UInt64"),
    ("uri", "System.Uri"),
    ("ushort", "System.UInt16"),
    (
        "ValidateCount",
        "System.Management.Automation.ValidateCountAttribute",
    ),
    (
        "ValidateDrive",
        "System.Management.Automation.ValidateDriveAttribute",
    ),
    (
        "ValidateLength",
        "System.Management.Automation.ValidateLengthAttribute",
    ),
    (
        "ValidateNotNull",
        "System.Management.Automation.ValidateNotNullAttribute",
    ),
    (
        "ValidateNotNullOrEmpty",
        "System.Management.Automation.ValidateNotNullOrEmptyAttribute",
    ),
    (
        "ValidateNotNullOrWhiteSpace",
        "System.Management.Automation.ValidateNotNullOrWhiteSpaceAttribute",
    ),
    (
        "ValidatePattern",
        "System.Management.Automation.ValidatePatternAttribute",
    ),
    (
        "ValidateRange",
        "System.Management.Automation.ValidateRangeAttribute",
    ),
    (
        "ValidateScript",
        "System.Management.Automation.ValidateScriptAttribute",
    ),
    (
        "ValidateSet",
        "System.Management.Automation.ValidateSetAttribute",
    ),
    (
        "ValidateTrustedData",
        "System.Management.Automation.ValidateTrustedDataAttribute",
    ),
    (
        "ValidateUserDrive",
        "System.Management.Automation.ValidateUserDriveAttribute",
    ),
    ("version", "System.Version"),
    ("void", "System.Void"),
    (
        "WildcardPattern",
        "System.Management.Automation.WildcardPattern",
    ),
    (
        "X500DistinguishedName",
        "System.Security.Cryptography.X509Certificates.X500DistinguishedName",
    ),
    (
        "X509Certificate",
        "System.Security.Cryptography.X509Certificates.X509Certificate",
    ),
    ("xml", "System.Xml.XmlDocument"),
];

/// The full name behind an accelerator, ignoring case.
pub fn full_name(name: &str) -> Option<&'static str> {
    ACCELERATORS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, full)| *full)
}

/// The accelerator that PowerShell writes for a type: of several, the one of C#.
pub fn short_name(full: &str) -> Option<&'static str> {
    if full == "System.Management.Automation.PSObject" {
        return Some("psobject");
    }
    let mut names = ACCELERATORS
        .iter()
        .filter(|(_, known)| *known == full)
        .map(|(name, _)| *name);
    let first = names.next()?;
    Some(
        names
            .find(|name| {
                !name.ends_with(|c: char| c.is_ascii_digit())
                    && first.ends_with(|c: char| c.is_ascii_digit())
            })
            .unwrap_or(first),
    )
}
