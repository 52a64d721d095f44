//! How a command is called, as text: `Get-Command -Syntax` and `ToString()` of a parameter set.

use crate::ParameterTable;
use crate::binder::Place;
use crate::facts::{COUNT_OF_COMMON, is_common};
use crate::parameter::{Attribute, Parameter};
use stint_object::types::system;

/// A parameter as one set shows it.
#[derive(Clone, Copy)]
pub struct InUsage<'a> {
    /// The parameter.
    pub parameter: &'a Parameter,
    /// Whether the set requires it.
    pub mandatory: bool,
    /// Its position in the set.
    pub position: Option<i32>,
}

/// What stands in a syntax text, in order.
pub enum Element<'a> {
    /// One parameter.
    Parameter(InUsage<'a>),
    /// `[<CommonParameters>]`.
    Common,
}

/// The parameters of a set in the table's order. A set without a name of its own (`__AllParameterSets`) has what is in all.
pub fn parameters<'a>(table: &'a ParameterTable, set: &str) -> Vec<InUsage<'a>> {
    let bit = table.set_bit(set);
    let facts = &table.facts().parameters;
    let within = table
        .parameters
        .iter()
        .zip(facts)
        .filter(|(_, facts)| facts.within(bit));
    within
        .map(|(parameter, facts)| {
            let place: Option<Place> = facts.place(bit);
            InUsage {
                parameter,
                mandatory: place.is_some_and(|place| place.mandatory),
                position: place.and_then(|place| place.position),
            }
        })
        .collect()
}

/// The order in which syntax and help show the parameters of a set: by position, then the mandatory, then the others, and
/// at the end the common ones as one.
pub fn display_order<'a>(table: &'a ParameterTable, set: &str) -> Vec<Element<'a>> {
    let all = parameters(table, set);
    let mut positional: Vec<InUsage<'a>> = Vec::new();
    for entry in all.iter().filter(|entry| entry.position.is_some()) {
        // Of several at one position the last is shown.
        positional.retain(|known| known.position != entry.position);
        positional.push(*entry);
    }
    positional.sort_by_key(|entry| entry.position);
    let named = || all.iter().filter(|entry| entry.position.is_none());
    let required = named().filter(|entry| entry.mandatory);
    let optional = || named().filter(|entry| !entry.mandatory);
    let (common, other): (Vec<_>, Vec<_>) =
        optional().partition(|entry| is_common(&entry.parameter.name));
    let mut elements: Vec<Element<'a>> = positional
        .iter()
        .chain(required)
        .chain(other)
        .map(|entry| Element::Parameter(*entry))
        .collect();
    match common.len() {
        COUNT_OF_COMMON => elements.push(Element::Common),
        _ => elements.extend(common.into_iter().map(|entry| Element::Parameter(*entry))),
    }
    elements
}

/// The syntax of a set without the command's name: `[-Name] <string[]> [-Force] [<CommonParameters>]`.
pub fn syntax(table: &ParameterTable, set: &str) -> String {
    let elements = display_order(table, set)
        .into_iter()
        .map(|element| match element {
            Element::Common => "[<CommonParameters>]".to_string(),
            Element::Parameter(entry) => one(entry),
        });
    elements.collect::<Vec<_>>().join(" ")
}

fn one(entry: InUsage<'_>) -> String {
    let name = &entry.parameter.name;
    if entry.parameter.ty == system::SWITCH_PARAMETER {
        return if entry.mandatory {
            format!("-{name}")
        } else {
            format!("[-{name}]")
        };
    }
    let ty = type_text(entry.parameter);
    match (entry.mandatory, entry.position.is_some()) {
        (true, true) => format!("[-{name}] <{ty}>"),
        (true, false) => format!("-{name} <{ty}>"),
        (false, true) => format!("[[-{name}] <{ty}>]"),
        (false, false) => format!("[-{name} <{ty}>]"),
    }
}

/// A parameter's type as syntax and help show it: short, without namespaces.
pub fn type_text(parameter: &Parameter) -> String {
    let wanted = parameter
        .attributes
        .iter()
        .find_map(|attribute| match attribute {
            Attribute::TypeName(name) => Some(name),
            _ => None,
        });
    match wanted {
        Some(name) => ps_type_name(name, parameter.shown_type()),
        None => {
            let name = parameter.shown_type();
            short(
                name.strip_prefix("System.Nullable`1[")
                    .and_then(|inner| inner.strip_suffix(']'))
                    .unwrap_or(name),
            )
        }
    }
}

/// `[PSTypeName('Name.Space.Type#root/Class')]` shows `Type#Class`.
fn ps_type_name(name: &str, ty: &str) -> String {
    let last = |text: &str, at: &[char]| text.rsplit(at).next().unwrap_or_default().to_string();
    let shown = match name.rsplit_once('#') {
        Some((net, class)) => format!("{}#{}", last(net, &['.']), last(class, &['/', '\\'])),
        None => last(name, &['.']),
    };
    let arrays = if shown.contains("[]") {
        0
    } else {
        ty.matches("[]").count()
    };
    shown + &"[]".repeat(arrays)
}

/// A full type name with accelerators and without namespaces.
fn short(name: &str) -> String {
    if let Some(element) = name.strip_suffix("[]") {
        return short(element) + "[]";
    }
    if let Some((open, arguments)) = name.split_once('[') {
        let arguments = arguments.strip_suffix(']').unwrap_or(arguments);
        let open = open.split('`').next().unwrap_or(open);
        let arguments: Vec<String> = crate::facts::split_arguments(arguments)
            .into_iter()
            .map(short)
            .collect();
        return format!("{}[{}]", plain(open), arguments.join(","));
    }
    accelerators::short_name(name).map_or_else(|| plain(name).to_string(), str::to_string)
}

fn plain(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

mod accelerators {
    pub fn short_name(name: &str) -> Option<&'static str> {
        const NAMES: &[(&str, &str)] = &[
            ("Microsoft.Management.Infrastructure.CimClass", "cimclass"),
            (
                "Microsoft.Management.Infrastructure.CimConverter",
                "cimconverter",
            ),
            (
                "Microsoft.Management.Infrastructure.CimInstance",
                "ciminstance",
            ),
            (
                "Microsoft.Management.Infrastructure.CimSession",
                "CimSession",
            ),
            ("Microsoft.Management.Infrastructure.CimType", "cimtype"),
            (
                "Microsoft.PowerShell.Commands.PSPropertyExpression",
                "pspropertyexpression",
            ),
            ("System.Array", "array"),
            ("System.Boolean", "bool"),
            ("System.Byte", "byte"),
            ("System.Char", "char"),
            ("System.Collections.Hashtable", "hashtable"),
            (
                "System.Collections.Specialized.OrderedDictionary",
                "ordered",
            ),
            ("System.DateTime", "datetime"),
            ("System.Decimal", "decimal"),
            ("System.Double", "double"),
            ("System.Globalization.CultureInfo", "cultureinfo"),
            ("System.Guid", "guid"),
            ("System.Int16", "short"),
            ("System.Int32", "int"),
            ("System.Int64", "long"),
            ("System.Management.Automation.AliasAttribute", "Alias"),
            (
                "System.Management.Automation.AllowEmptyCollectionAttribute",
                "AllowEmptyCollection",
            ),
            (
                "System.Management.Automation.AllowEmptyStringAttribute",
                "AllowEmptyString",
            ),
            (
                "System.Management.Automation.AllowNullAttribute",
                "AllowNull",
            ),
            (
                "System.Management.Automation.ArgumentCompleterAttribute",
                "ArgumentCompleter",
            ),
            (
                "System.Management.Automation.ArgumentCompletionsAttribute",
                "ArgumentCompletions",
            ),
            (
                "System.Management.Automation.CmdletBindingAttribute",
                "CmdletBinding",
            ),
            (
                "System.Management.Automation.DscLocalConfigurationManagerAttribute",
                "DscLocalConfigurationManager",
            ),
            (
                "System.Management.Automation.DscPropertyAttribute",
                "DscProperty",
            ),
            (
                "System.Management.Automation.DscResourceAttribute",
                "DscResource",
            ),
            (
                "System.Management.Automation.ExperimentAction",
                "ExperimentAction",
            ),
            (
                "System.Management.Automation.ExperimentalAttribute",
                "Experimental",
            ),
            (
                "System.Management.Automation.ExperimentalFeature",
                "ExperimentalFeature",
            ),
            (
                "System.Management.Automation.Language.NoRunspaceAffinityAttribute",
                "NoRunspaceAffinity",
            ),
            (
                "System.Management.Automation.Language.NullString",
                "NullString",
            ),
            (
                "System.Management.Automation.OutputTypeAttribute",
                "OutputType",
            ),
            (
                "System.Management.Automation.PSAliasProperty",
                "psaliasproperty",
            ),
            ("System.Management.Automation.PSCredential", "pscredential"),
            (
                "System.Management.Automation.PSDefaultValueAttribute",
                "PSDefaultValue",
            ),
            (
                "System.Management.Automation.PSListModifier",
                "pslistmodifier",
            ),
            ("System.Management.Automation.PSModuleInfo", "psmoduleinfo"),
            (
                "System.Management.Automation.PSNoteProperty",
                "psnoteproperty",
            ),
            ("System.Management.Automation.PSObject", "psobject"),
            (
                "System.Management.Automation.PSPrimitiveDictionary",
                "psprimitivedictionary",
            ),
            ("System.Management.Automation.PSReference", "ref"),
            (
                "System.Management.Automation.PSScriptMethod",
                "psscriptmethod",
            ),
            (
                "System.Management.Automation.PSScriptProperty",
                "psscriptproperty",
            ),
            (
                "System.Management.Automation.PSTypeNameAttribute",
                "PSTypeNameAttribute",
            ),
            ("System.Management.Automation.PSVariable", "psvariable"),
            (
                "System.Management.Automation.PSVariableProperty",
                "psvariableproperty",
            ),
            (
                "System.Management.Automation.ParameterAttribute",
                "Parameter",
            ),
            ("System.Management.Automation.PowerShell", "powershell"),
            (
                "System.Management.Automation.Runspaces.InitialSessionState",
                "initialsessionstate",
            ),
            (
                "System.Management.Automation.Runspaces.Runspace",
                "runspace",
            ),
            (
                "System.Management.Automation.Runspaces.RunspaceFactory",
                "runspacefactory",
            ),
            ("System.Management.Automation.ScriptBlock", "scriptblock"),
            ("System.Management.Automation.SemanticVersion", "semver"),
            (
                "System.Management.Automation.SupportsWildcardsAttribute",
                "SupportsWildcards",
            ),
            ("System.Management.Automation.SwitchParameter", "switch"),
            (
                "System.Management.Automation.ValidateCountAttribute",
                "ValidateCount",
            ),
            (
                "System.Management.Automation.ValidateDriveAttribute",
                "ValidateDrive",
            ),
            (
                "System.Management.Automation.ValidateLengthAttribute",
                "ValidateLength",
            ),
            (
                "System.Management.Automation.ValidateNotNullAttribute",
                "ValidateNotNull",
            ),
            (
                "System.Management.Automation.ValidateNotNullOrEmptyAttribute",
                "ValidateNotNullOrEmpty",
            ),
            (
                "System.Management.Automation.ValidateNotNullOrWhiteSpaceAttribute",
                "ValidateNotNullOrWhiteSpace",
            ),
            (
                "System.Management.Automation.ValidatePatternAttribute",
                "ValidatePattern",
            ),
            (
                "System.Management.Automation.ValidateRangeAttribute",
                "ValidateRange",
            ),
            (
                "System.Management.Automation.ValidateScriptAttribute",
                "ValidateScript",
            ),
            (
                "System.Management.Automation.ValidateSetAttribute",
                "ValidateSet",
            ),
            (
                "System.Management.Automation.ValidateTrustedDataAttribute",
                "ValidateTrustedData",
            ),
            (
                "System.Management.Automation.ValidateUserDriveAttribute",
                "ValidateUserDrive",
            ),
            (
                "System.Management.Automation.WildcardPattern",
                "WildcardPattern",
            ),
            ("System.Net.IPAddress", "ipaddress"),
            ("System.Net.IPEndPoint", "IPEndpoint"),
            ("System.Net.Mail.MailAddress", "mailaddress"),
            (
                "System.Net.NetworkInformation.PhysicalAddress",
                "PhysicalAddress",
            ),
            ("System.Numerics.BigInteger", "bigint"),
            ("System.SByte", "sbyte"),
            (
                "System.Security.AccessControl.ObjectSecurity",
                "ObjectSecurity",
            ),
            (
                "System.Security.Cryptography.X509Certificates.X500DistinguishedName",
                "X500DistinguishedName",
            ),
            (
                "System.Security.Cryptography.X509Certificates.X509Certificate",
                "X509Certificate",
            ),
            ("System.Security.SecureString", "securestring"),
            ("System.Single", "float"),
            ("System.String", "string"),
            ("System.Text.RegularExpressions.Regex", "regex"),
            ("System.TimeSpan", "timespan"),
            ("System.Type", "type"),
            ("System.UInt16", "ushort"),
            ("System.UInt32", "uint"),
            ("System.UInt64", "ulong"),
            ("System.Uri", "uri"),
            ("System.Version", "version"),
            ("System.Void", "void"),
            ("System.Xml.XmlDocument", "xml"),
        ];
        NAMES
            .iter()
            .find(|(full, _)| *full == name)
            .map(|(_, short)| *short)
    }
}
