//! The attribute types: what `[Parameter()]`, `[ValidateSet()]` and their kin are as objects.

use super::fields::{Fields, properties};
use stint_object::types::{Method, TypeInfo, method, system};
use stint_object::{Type, Value};

macro_rules! attributes {
    ($($(#[$doc:meta])* $constant:ident = $name:literal : $base:expr, [$($constructor:expr),* $(,)?], $properties:expr;)*) => {
        $(
            $(#[$doc])*
            pub const $constant: Type = {
                static CONSTRUCTORS: &[Method] = &[$($constructor),*];
                static INFO: TypeInfo = TypeInfo::class($name).base($base).constructors(CONSTRUCTORS).properties($properties);
                Type(&INFO)
            };
        )*
        /// Every type declared here, for look-up by name.
        pub static ALL: &[Type] = &[$($constant,)* VALUES_GENERATOR, RANGE_KIND];
    };
}

/// A constructor whose arguments become fields in order.
macro_rules! new {
    ($ty:ident, $signature:literal $(, $field:literal)* $(; $($name:literal = $value:expr),*)?) => {
        method($signature, |_, args| {
            #[allow(unused_mut, unused_variables, reason = "most constructors take nothing")]
            let mut args = args.iter();
            Ok(Fields::object($ty, vec![
                $(($field, args.next().cloned().unwrap_or_default()),)*
                $($(($name, $value),)*)?
            ]))
        })
    };
}

attributes!(
    /// `System.Attribute`.
    ATTRIBUTE = "System.Attribute": system::OBJECT, [], properties!(get "System.Object TypeId {get;}" "TypeId");
    /// The base of what stands on parameters.
    CMDLET_METADATA = "System.Management.Automation.Internal.CmdletMetadataAttribute": ATTRIBUTE, [], &[];
    /// The base of `[Parameter()]` and `[Alias()]`.
    PARSING_BASE = "System.Management.Automation.Internal.ParsingBaseAttribute": CMDLET_METADATA, [], &[];
    /// `[Parameter()]`.
    PARAMETER = "System.Management.Automation.ParameterAttribute": PARSING_BASE,
        [new!(PARAMETER, "Parameter()"; "Position" = Value::Int32(i32::MIN), "ParameterSetName" = Value::str("__AllParameterSets"),
            "Mandatory" = Value::Bool(false), "ValueFromPipeline" = Value::Bool(false), "ValueFromPipelineByPropertyName" = Value::Bool(false),
            "ValueFromRemainingArguments" = Value::Bool(false), "DontShow" = Value::Bool(false))],
        properties!(
            get "string ExperimentName {get;}" "ExperimentName",
            set "int Position {get;set;}" "Position",
            set "string ParameterSetName {get;set;}" "ParameterSetName",
            set "bool Mandatory {get;set;}" "Mandatory",
            set "bool ValueFromPipeline {get;set;}" "ValueFromPipeline",
            set "bool ValueFromPipelineByPropertyName {get;set;}" "ValueFromPipelineByPropertyName",
            set "bool ValueFromRemainingArguments {get;set;}" "ValueFromRemainingArguments",
            set "string HelpMessage {get;set;}" "HelpMessage",
            set "string HelpMessageBaseName {get;set;}" "HelpMessageBaseName",
            set "string HelpMessageResourceId {get;set;}" "HelpMessageResourceId",
            set "bool DontShow {get;set;}" "DontShow",
        );
    /// `[Alias()]`.
    ALIAS = "System.Management.Automation.AliasAttribute": PARSING_BASE,
        [new!(ALIAS, "Alias(Params string[] aliasNames)", "AliasNames")],
        properties!(get "System.Collections.Generic.IList[string] AliasNames {get;}" "AliasNames");
    /// `[AllowNull()]`.
    ALLOW_NULL = "System.Management.Automation.AllowNullAttribute": CMDLET_METADATA, [new!(ALLOW_NULL, "AllowNull()")], &[];
    /// `[AllowEmptyString()]`.
    ALLOW_EMPTY_STRING = "System.Management.Automation.AllowEmptyStringAttribute": CMDLET_METADATA, [new!(ALLOW_EMPTY_STRING, "AllowEmptyString()")], &[];
    /// `[AllowEmptyCollection()]`.
    ALLOW_EMPTY_COLLECTION = "System.Management.Automation.AllowEmptyCollectionAttribute": CMDLET_METADATA, [new!(ALLOW_EMPTY_COLLECTION, "AllowEmptyCollection()")], &[];
    /// The base of everything that validates.
    VALIDATE_ARGUMENTS = "System.Management.Automation.ValidateArgumentsAttribute": CMDLET_METADATA, [new!(VALIDATE_ARGUMENTS, "ValidateArgumentsAttribute()")], &[];
    /// The base of what validates each element.
    VALIDATE_ENUMERATED = "System.Management.Automation.ValidateEnumeratedArgumentsAttribute": VALIDATE_ARGUMENTS, [new!(VALIDATE_ENUMERATED, "ValidateEnumeratedArgumentsAttribute()")], &[];
    /// The base of the null checks.
    NULL_VALIDATION = "System.Management.Automation.NullValidationAttributeBase": VALIDATE_ARGUMENTS, [], &[];
    /// The base of the checks for emptiness.
    VALIDATE_NOT_NULL_OR = "System.Management.Automation.ValidateNotNullOrAttributeBase": NULL_VALIDATION, [], &[];
    /// `[ValidateNotNull()]`.
    VALIDATE_NOT_NULL = "System.Management.Automation.ValidateNotNullAttribute": NULL_VALIDATION, [new!(VALIDATE_NOT_NULL, "ValidateNotNull()")], &[];
    /// `[ValidateNotNullOrEmpty()]`.
    VALIDATE_NOT_NULL_OR_EMPTY = "System.Management.Automation.ValidateNotNullOrEmptyAttribute": VALIDATE_NOT_NULL_OR, [new!(VALIDATE_NOT_NULL_OR_EMPTY, "ValidateNotNullOrEmpty()")], &[];
    /// `[ValidateNotNullOrWhiteSpace()]`.
    VALIDATE_NOT_NULL_OR_WHITE_SPACE = "System.Management.Automation.ValidateNotNullOrWhiteSpaceAttribute": VALIDATE_NOT_NULL_OR, [new!(VALIDATE_NOT_NULL_OR_WHITE_SPACE, "ValidateNotNullOrWhiteSpace()")], &[];
    /// `[ValidateRange()]`.
    VALIDATE_RANGE = "System.Management.Automation.ValidateRangeAttribute": VALIDATE_ENUMERATED,
        [
            new!(VALIDATE_RANGE, "ValidateRange(System.Object minRange, System.Object maxRange)", "MinRange", "MaxRange"),
            new!(VALIDATE_RANGE, "ValidateRange(System.Management.Automation.ValidateRangeKind kind)", "RangeKind"),
        ],
        properties!(get "System.Object MinRange {get;}" "MinRange", get "System.Object MaxRange {get;}" "MaxRange");
    /// `[ValidateLength()]`.
    VALIDATE_LENGTH = "System.Management.Automation.ValidateLengthAttribute": VALIDATE_ENUMERATED,
        [new!(VALIDATE_LENGTH, "ValidateLength(int minLength, int maxLength)", "MinLength", "MaxLength")],
        properties!(get "int MinLength {get;}" "MinLength", get "int MaxLength {get;}" "MaxLength");
    /// `[ValidateCount()]`.
    VALIDATE_COUNT = "System.Management.Automation.ValidateCountAttribute": VALIDATE_ARGUMENTS,
        [new!(VALIDATE_COUNT, "ValidateCount(int minLength, int maxLength)", "MinLength", "MaxLength")],
        properties!(get "int MinLength {get;}" "MinLength", get "int MaxLength {get;}" "MaxLength");
    /// `[ValidatePattern()]`.
    VALIDATE_PATTERN = "System.Management.Automation.ValidatePatternAttribute": VALIDATE_ENUMERATED,
        [new!(VALIDATE_PATTERN, "ValidatePattern(string regexPattern)", "RegexPattern"; "Options" = Value::Int32(1))],
        properties!(
            get "string RegexPattern {get;}" "RegexPattern",
            set "System.Text.RegularExpressions.RegexOptions Options {get;set;}" "Options",
            set "string ErrorMessage {get;set;}" "ErrorMessage",
        );
    /// `[ValidateScript()]`.
    VALIDATE_SCRIPT = "System.Management.Automation.ValidateScriptAttribute": VALIDATE_ENUMERATED,
        [new!(VALIDATE_SCRIPT, "ValidateScript(scriptblock scriptBlock)", "ScriptBlock")],
        properties!(set "string ErrorMessage {get;set;}" "ErrorMessage", get "scriptblock ScriptBlock {get;}" "ScriptBlock");
    /// `[ValidateSet()]`.
    VALIDATE_SET = "System.Management.Automation.ValidateSetAttribute": VALIDATE_ENUMERATED,
        [
            new!(VALIDATE_SET, "ValidateSet(Params string[] validValues)", "ValidValues"; "IgnoreCase" = Value::Bool(true)),
            new!(VALIDATE_SET, "ValidateSet(type valuesGeneratorType)", "Generator"; "IgnoreCase" = Value::Bool(true)),
        ],
        properties!(
            set "string ErrorMessage {get;set;}" "ErrorMessage",
            set "bool IgnoreCase {get;set;}" "IgnoreCase",
            get "System.Collections.Generic.IList[string] ValidValues {get;}" "ValidValues",
        );
    /// `[ValidateDrive()]`.
    VALIDATE_DRIVE = "System.Management.Automation.ValidateDriveAttribute": VALIDATE_ARGUMENTS,
        [new!(VALIDATE_DRIVE, "ValidateDrive(Params string[] validRootDrives)", "ValidRootDrives")],
        properties!(get "System.Collections.Generic.IList[string] ValidRootDrives {get;}" "ValidRootDrives");
    /// `[ValidateUserDrive()]`.
    VALIDATE_USER_DRIVE = "System.Management.Automation.ValidateUserDriveAttribute": VALIDATE_DRIVE, [new!(VALIDATE_USER_DRIVE, "ValidateUserDrive()")], &[];
    /// `[ValidateTrustedData()]`.
    VALIDATE_TRUSTED_DATA = "System.Management.Automation.ValidateTrustedDataAttribute": VALIDATE_ARGUMENTS, [new!(VALIDATE_TRUSTED_DATA, "ValidateTrustedData()")], &[];
    /// A common parameter that names a variable.
    VALIDATE_VARIABLE_NAME = "System.Management.Automation.Internal.CommonParameters+ValidateVariableName": VALIDATE_ARGUMENTS, [], &[];
    /// The base of what changes an argument before it is converted.
    TRANSFORMATION = "System.Management.Automation.ArgumentTransformationAttribute": CMDLET_METADATA,
        [new!(TRANSFORMATION, "ArgumentTransformationAttribute()")],
        properties!(get "bool TransformNullOptionalParameters {get;}" "TransformNullOptionalParameters");
    /// What `[type]` on a script's parameter is.
    TYPE_CONVERTER = "System.Management.Automation.ArgumentTypeConverterAttribute": TRANSFORMATION, [], &[];
    /// `[Credential()]`.
    CREDENTIAL = "System.Management.Automation.CredentialAttribute": TRANSFORMATION, [new!(CREDENTIAL, "Credential()")], &[];
    /// `[ArgumentCompleter()]`.
    ARGUMENT_COMPLETER = "System.Management.Automation.ArgumentCompleterAttribute": ATTRIBUTE,
        [
            new!(ARGUMENT_COMPLETER, "ArgumentCompleter(scriptblock scriptBlock)", "ScriptBlock"),
            new!(ARGUMENT_COMPLETER, "ArgumentCompleter(type type)", "Type"),
        ],
        properties!(get "type Type {get;}" "Type", get "scriptblock ScriptBlock {get;}" "ScriptBlock");
    /// `[ArgumentCompletions()]`.
    ARGUMENT_COMPLETIONS = "System.Management.Automation.ArgumentCompletionsAttribute": ATTRIBUTE,
        [new!(ARGUMENT_COMPLETIONS, "ArgumentCompletions(Params string[] completions)", "Completions")], &[];
    /// `[PSTypeName()]`.
    PS_TYPE_NAME = "System.Management.Automation.PSTypeNameAttribute": ATTRIBUTE,
        [new!(PS_TYPE_NAME, "PSTypeNameAttribute(string psTypeName)", "PSTypeName")], properties!(get "string PSTypeName {get;}" "PSTypeName");
    /// `[PSDefaultValue()]`.
    PS_DEFAULT_VALUE = "System.Management.Automation.PSDefaultValueAttribute": PARSING_BASE, [new!(PS_DEFAULT_VALUE, "PSDefaultValue()")],
        properties!(set "System.Object Value {get;set;}" "Value", set "string Help {get;set;}" "Help");
    /// `[SupportsWildcards()]`.
    SUPPORTS_WILDCARDS = "System.Management.Automation.SupportsWildcardsAttribute": PARSING_BASE, [new!(SUPPORTS_WILDCARDS, "SupportsWildcards()")], &[];
    /// `[Obsolete()]`.
    OBSOLETE = "System.ObsoleteAttribute": ATTRIBUTE,
        [new!(OBSOLETE, "ObsoleteAttribute()"), new!(OBSOLETE, "ObsoleteAttribute(string message)", "Message"), new!(OBSOLETE, "ObsoleteAttribute(string message, bool error)", "Message", "IsError")],
        properties!(get "string Message {get;}" "Message", get "bool IsError {get;}" "IsError");
    /// The base of `[CmdletBinding()]` and `[Cmdlet()]`.
    CMDLET_COMMON_METADATA = "System.Management.Automation.CmdletCommonMetadataAttribute": CMDLET_METADATA, [],
        properties!(
            set "string DefaultParameterSetName {get;set;}" "DefaultParameterSetName",
            set "bool SupportsShouldProcess {get;set;}" "SupportsShouldProcess",
            set "bool SupportsPaging {get;set;}" "SupportsPaging",
            set "bool SupportsTransactions {get;set;}" "SupportsTransactions",
            set "System.Management.Automation.ConfirmImpact ConfirmImpact {get;set;}" "ConfirmImpact",
            set "string HelpUri {get;set;}" "HelpUri",
        );
    /// `[CmdletBinding()]`.
    CMDLET_BINDING = "System.Management.Automation.CmdletBindingAttribute": CMDLET_COMMON_METADATA,
        [new!(CMDLET_BINDING, "CmdletBinding()"; "SupportsShouldProcess" = Value::Bool(false), "SupportsPaging" = Value::Bool(false), "PositionalBinding" = Value::Bool(true), "HelpUri" = Value::str(""))],
        properties!(set "bool PositionalBinding {get;set;}" "PositionalBinding");
    /// `[OutputType()]`.
    OUTPUT_TYPE = "System.Management.Automation.OutputTypeAttribute": CMDLET_METADATA,
        [new!(OUTPUT_TYPE, "OutputType(Params type[] type)", "Type"), new!(OUTPUT_TYPE, "OutputType(Params string[] type)", "Type")],
        properties!(get "System.Management.Automation.PSTypeName[] Type {get;}" "Type", set "string ProviderCmdlet {get;set;}" "ProviderCmdlet", set "string[] ParameterSetName {get;set;}" "ParameterSetName");
);

/// What gives a `[ValidateSet()]` its values.
pub const VALUES_GENERATOR: Type = {
    static INFO: TypeInfo =
        TypeInfo::interface("System.Management.Automation.IValidateSetValuesGenerator");
    Type(&INFO)
};

/// `[ValidateRange('Positive')]`.
pub const RANGE_KIND: Type = {
    static INFO: TypeInfo = TypeInfo::enumeration(
        "System.Management.Automation.ValidateRangeKind",
        &[
            ("Positive", 0),
            ("NonNegative", 1),
            ("Negative", 2),
            ("NonPositive", 3),
        ],
    );
    Type(&INFO)
};
