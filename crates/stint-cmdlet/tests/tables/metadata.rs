//! `(Get-Command X).Parameters` and `.ParameterSets` as scripts see them.

use crate::support::{cmdlet, function, shown};
use stint_cmdlet::metadata;
use stint_object::{Value, access};

/// A property of a property ..., each name looked up in turn; a dictionary by key.
fn path(value: &Value, path: &str) -> String {
    let mut value = value.clone();
    for name in path.split('.') {
        value = match name.parse::<i32>() {
            Ok(at) => access::get_index(&value, &[Value::Int32(at)]).expect("an index can be read"),
            Err(_) => access::get_property(&value, name)
                .expect("a property can be read")
                .unwrap_or_default(),
        };
    }
    shown(&value)
}

#[test]
fn properties() {
    metadata::register();
    let stop = metadata::parameters(&cmdlet("Stop-Job"));
    let wait = metadata::parameters(&cmdlet("Wait-Job"));
    let sets = metadata::parameter_sets(&cmdlet("Stop-Job"));
    let own = metadata::parameters(&function(
        true,
        "A",
        "Name:string:m0:A Mode::-:B Quick:switch",
    ));
    for (object, name, expected) in [
        (&stop, "Id.Name", "Id"),
        (
            &stop,
            "Id.ParameterSets.SessionIdParameterSet.IsMandatory",
            "$true",
        ),
        (
            &stop,
            "Id.ParameterSets.SessionIdParameterSet.Position",
            "0",
        ),
        (&stop, "PassThru.SwitchParameter", "$true"),
        (
            &stop,
            "PassThru.ParameterSets.__AllParameterSets.Position",
            "-2147483648",
        ),
        (&stop, "Id.Attributes.1.GetType.Name", "GetType"),
        (&wait, "Timeout.Attributes.2.MinRange", "-1"),
        (&wait, "Timeout.Attributes.2.MaxRange", "2147483647"),
        (&sets, "0.Name", "SessionIdParameterSet"),
        (&sets, "0.IsDefault", "$true"),
        (&sets, "1.IsDefault", "$false"),
        (&own, "Name.ParameterSets.A.Position", "0"),
        (&own, "Quick.SwitchParameter", "$true"),
    ] {
        assert_eq!(path(object, name), expected, "for {name}");
    }
    let text = access::invoke_method(
        &access::get_index(&sets, &[Value::Int32(0)]).expect("there is a set"),
        "ToString",
        &[],
    );
    assert_eq!(
        shown(&text.expect("a set has a text")),
        "[-Id] <int[]> [-PassThru] [-WhatIf] [-Confirm] [<CommonParameters>]"
    );
}

#[test]
fn attributes_both_ways() {
    metadata::register();
    for (name, arguments, expected) in [
        ("ValidateSetAttribute", vec!["p", "q"], "ValidateSet"),
        ("ValidateRangeAttribute", vec!["1", "5"], "ValidateRange"),
        (
            "ValidateNotNullOrEmptyAttribute",
            vec![],
            "ValidateNotNullOrEmpty",
        ),
        ("ParameterAttribute", vec![], ""),
    ] {
        let ty =
            stint_object::types::registry::lookup(&format!("System.Management.Automation.{name}"))
                .expect("the type is registered");
        let arguments: Vec<Value> = arguments.into_iter().map(crate::support::value).collect();
        let object = access::construct(ty, &arguments).expect("the attribute can be made");
        let mut parameter = stint_cmdlet::Parameter {
            sets: Vec::new(),
            ..stint_cmdlet::Parameter::new("P", ty)
        };
        metadata::read_attribute(&object, &mut parameter).expect("the attribute can be read");
        let made = parameter
            .attributes
            .first()
            .map(metadata::attribute::object);
        let made = made
            .and_then(|object| object.ty())
            .map_or("", |ty| ty.0.short_name());
        assert_eq!(made.trim_end_matches("Attribute"), expected);
        assert_eq!(
            parameter.sets.len(),
            usize::from(name == "ParameterAttribute")
        );
    }
}
