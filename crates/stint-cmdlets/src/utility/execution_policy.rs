//! `Get-ExecutionPolicy` and `Set-ExecutionPolicy`: there is none on Linux.

use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::{Type, TypeInfo, system};
use stint_object::{Data, Value};

/// `Microsoft.PowerShell.ExecutionPolicy`.
pub(crate) const EXECUTION_POLICY: Type = {
    static INFO: TypeInfo = TypeInfo::enumeration(
        "Microsoft.PowerShell.ExecutionPolicy",
        &[
            ("Unrestricted", 0),
            ("RemoteSigned", 1),
            ("AllSigned", 2),
            ("Restricted", 3),
            ("Default", 3),
            ("Bypass", 4),
            ("Undefined", 5),
        ],
    );
    Type(&INFO)
};

/// `Microsoft.PowerShell.ExecutionPolicyScope`.
pub(crate) const EXECUTION_POLICY_SCOPE: Type = {
    static INFO: TypeInfo = TypeInfo::enumeration(
        "Microsoft.PowerShell.ExecutionPolicyScope",
        &[
            ("Process", 0),
            ("CurrentUser", 1),
            ("LocalMachine", 2),
            ("UserPolicy", 3),
            ("MachinePolicy", 4),
        ],
    );
    Type(&INFO)
};

const UNDEFINED: i64 = 5;

fn policy(number: i64) -> Value {
    Value::object(EXECUTION_POLICY, Data::Enum(number))
}

pub(crate) mod get {
    use super::*;

    /// `Get-ExecutionPolicy`.
    #[derive(Params, Default)]
    struct GetExecutionPolicy {
        scope: Value,
        list: bool,
    }

    entry!(
        "Get-ExecutionPolicy",
        "GetExecutionPolicyCommand",
        GetExecutionPolicy
    );

    impl Cmdlet for GetExecutionPolicy {
        fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
            if !self.list {
                return cx.write(policy(if self.scope.is_null() { 0 } else { UNDEFINED }));
            }
            for (scope, found) in [
                (4, UNDEFINED),
                (3, UNDEFINED),
                (0, UNDEFINED),
                (1, UNDEFINED),
                (2, 0),
            ] {
                let scope = Value::object(EXECUTION_POLICY_SCOPE, Data::Enum(scope));
                cx.write(values::custom(&[
                    ("Scope".into(), scope),
                    ("ExecutionPolicy".into(), policy(found)),
                ]))?;
            }
            Ok(())
        }
    }
}

pub(crate) mod set {
    use super::*;

    /// `Set-ExecutionPolicy`.
    #[derive(Params, Default)]
    struct SetExecutionPolicy {
        execution_policy: Value,
        scope: Value,
        force: bool,
    }

    entry!(
        "Set-ExecutionPolicy",
        "SetExecutionPolicyCommand",
        SetExecutionPolicy
    );

    impl Cmdlet for SetExecutionPolicy {
        fn begin(&mut self, _: &mut dyn Cx) -> Result<()> {
            let text = "Operation is not supported on this platform.";
            let id = "System.PlatformNotSupportedException";
            Err(ErrorRecord::new(
                id,
                Category::NotSpecified,
                system::exceptions::PLATFORM_NOT_SUPPORTED,
                text,
            )
            .into())
        }
    }
}
