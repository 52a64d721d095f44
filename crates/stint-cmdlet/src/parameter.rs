//! Parameter tables: what can be bound, in which sets, from where. Cmdlets' come from the recorded facts, functions' from
//! their `param` blocks; the binder sees no difference.

use std::sync::Arc;
use stint_object::{Str, Type, Value};

/// `System.Management.Automation.ConfirmImpact`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Impact {
    /// `None`.
    None,
    /// `Low`.
    Low,
    /// `Medium`.
    #[default]
    Medium,
    /// `High`.
    High,
}

/// The parameters of one command.
#[derive(Default, Clone)]
pub struct ParameterTable {
    /// All parameters, the common ones too, in the order `Get-Command` shows them.
    pub parameters: Vec<Parameter>,
    /// The names of the sets; empty if everything is in `__AllParameterSets`.
    pub sets: Vec<Str>,
    /// `DefaultParameterSetName`.
    pub default_set: Option<Str>,
    /// Whether it has the common parameters and refuses unknown arguments: cmdlets, and functions with
    /// `[CmdletBinding()]` or a `[Parameter()]`. Other functions put what is left in `$args`.
    pub advanced: bool,
    /// `SupportsShouldProcess`.
    pub should_process: bool,
    /// `ConfirmImpact`.
    pub impact: Impact,
    /// `SupportsPaging`.
    pub paging: bool,
    /// `PositionalBinding`.
    pub positional: bool,
    /// `OutputType` names.
    pub outputs: Vec<Str>,
}

/// One parameter.
#[derive(Clone)]
pub struct Parameter {
    /// Its name.
    pub name: Str,
    /// Its type.
    pub ty: Type,
    /// The type's name where the type itself is not known here (`Microsoft.Management.Infrastructure.CimSession`).
    pub type_name: Str,
    /// Its aliases.
    pub aliases: Vec<Str>,
    /// Where it belongs; for all sets one entry with no name.
    pub sets: Vec<InSet>,
    /// Validation, transformation and what else stands on it, in order.
    pub attributes: Vec<Attribute>,
    /// A `[switch]`.
    pub switch: bool,
    /// One of the common parameters (`Verbose`, `ErrorAction`, `WhatIf` ...).
    pub common: bool,
    /// Declared by PowerShell and not done here: binding it is refused with a clear error.
    pub refused: bool,
    /// A function's `[type]` was given (then `$null` and conversions follow it), not just defaulted to object.
    pub typed: bool,
    /// Whether it came from `dynamicparam`.
    pub dynamic: bool,
}

/// What a parameter is within one set.
#[derive(Clone, Default, Debug)]
pub struct InSet {
    /// The set; `None` for all.
    pub set: Option<Str>,
    /// `Mandatory`.
    pub mandatory: bool,
    /// `Position`.
    pub position: Option<i32>,
    /// `ValueFromPipeline`.
    pub from_pipeline: bool,
    /// `ValueFromPipelineByPropertyName`.
    pub by_property_name: bool,
    /// `ValueFromRemainingArguments`.
    pub remaining: bool,
    /// `HelpMessage`.
    pub help: Option<Str>,
    /// `DontShow`.
    pub hidden: bool,
}

/// An attribute of a parameter or a variable.
#[derive(Clone)]
pub enum Attribute {
    /// `[AllowNull()]`.
    AllowNull,
    /// `[AllowEmptyString()]`.
    AllowEmptyString,
    /// `[AllowEmptyCollection()]`.
    AllowEmptyCollection,
    /// `[ValidateNotNull()]`.
    ValidateNotNull,
    /// `[ValidateNotNullOrEmpty()]`.
    ValidateNotNullOrEmpty,
    /// `[ValidateNotNullOrWhiteSpace()]`.
    ValidateNotNullOrWhiteSpace,
    /// `[ValidateRange(1, 5)]`.
    ValidateRange(Value, Value),
    /// `[ValidateRange('Positive')]`: the kind's name.
    ValidateRangeKind(Str),
    /// `[ValidateLength(1, 5)]`.
    ValidateLength(i32, i32),
    /// `[ValidateCount(1, 5)]`.
    ValidateCount(i32, i32),
    /// `[ValidatePattern('...')]`.
    ValidatePattern(Arc<ValidatePattern>),
    /// `[ValidateSet('a', 'b')]`.
    ValidateSet(Arc<ValidateSet>),
    /// `[ValidateScript({ ... })]`: the block, and its error message.
    ValidateScript(Value, Option<Str>),
    /// `[ValidateDrive('C')]`.
    ValidateDrive(Vec<Str>),
    /// `[Credential()]`.
    Credential,
    /// `[ArgumentCompleter({ ... })]`.
    ArgumentCompleter(Value),
    /// `[Alias()]`, `[SupportsWildcards()]`, `[PSDefaultValue()]` and others that bind nothing: the attribute object.
    Other(Value),
    /// A named transformation of the built-in cmdlets (`ArgumentToEncodingTransformation` ...).
    Transformation(Str),
    /// A transformation or validation class that a script defined: the object.
    Scripted(Value),
}

/// The payload of `ValidatePatternAttribute`.
pub struct ValidatePattern {
    /// The regular expression.
    pub pattern: Str,
    /// `ErrorMessage`.
    pub message: Option<Str>,
    /// `Options`, as `RegexOptions` bits; `IgnoreCase` by default.
    pub options: u32,
}

/// The payload of `ValidateSetAttribute`.
pub struct ValidateSet {
    /// `ValidValues`.
    pub values: Vec<Str>,
    /// `IgnoreCase`.
    pub ignore_case: bool,
    /// `ErrorMessage`.
    pub message: Option<Str>,
}

impl Parameter {
    /// A parameter of a name and type that is in all sets, with nothing special.
    pub fn new(name: impl Into<Str>, ty: Type) -> Self {
        Self {
            name: name.into(),
            ty,
            type_name: ty.name().into(),
            aliases: Vec::new(),
            sets: vec![InSet::default()],
            attributes: Vec::new(),
            switch: ty == stint_object::types::system::SWITCH_PARAMETER,
            common: false,
            refused: false,
            typed: true,
            dynamic: false,
        }
    }

    /// What it is within a set, `None` if it does not belong to it.
    pub fn in_set(&self, set: &str) -> Option<&InSet> {
        self.sets.iter().find(|known| {
            known
                .set
                .as_ref()
                .is_none_or(|name| name.eq_ignore_ascii_case(set))
        })
    }
}
