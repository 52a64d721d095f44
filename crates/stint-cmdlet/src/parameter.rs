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
    /// Declared in a script: values are converted as by a cast (`ParameterArgumentTransformationError`), not as for a
    /// compiled cmdlet (`CannotConvertArgumentNoMessage`).
    pub script: bool,
    /// What the binder works out of it, on first touch.
    pub index: crate::binder::IndexCell,
}

impl ParameterTable {
    /// Gives the parameters of a script their positions: in order, switches left out, unless a position or a parameter
    /// set is declared anywhere, or `PositionalBinding` is off. Call it before the common parameters are added.
    pub fn assign_positions(&mut self) {
        let custom = self
            .parameters
            .iter()
            .flat_map(|parameter| &parameter.sets)
            .any(|set| set.position.is_some() || set.set.is_some());
        if custom || !self.positional {
            return;
        }
        let parameters = self.parameters.iter_mut().filter(|p| !p.switch);
        for (position, parameter) in (0..).zip(parameters) {
            if let Some(set) = parameter.sets.first_mut() {
                set.position = Some(position);
            }
        }
    }

    /// Where a parameter of exactly this name stands, ignoring case.
    pub fn position_of(&self, name: &str) -> Option<usize> {
        self.parameters
            .iter()
            .position(|parameter| parameter.name.eq_ignore_ascii_case(name))
    }
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
    /// `[PSTypeName('Job')]`: a type name that the argument must have.
    TypeName(Str),
    /// `[Obsolete('...')]`: the message.
    Obsolete(Str),
    /// A common parameter that names a variable.
    ValidateVariableName,
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
    /// A named validation of the built-in cmdlets (`ValidateVersion` ...).
    Validation(Str),
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
    /// A class that gives the values instead (`IValidateSetValuesGenerator`), asked each time.
    pub generator: Option<Type>,
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

impl Parameter {
    /// The type's name for error texts, also where the type is not known here.
    pub fn shown_type(&self) -> &str {
        &self.type_name
    }
}
