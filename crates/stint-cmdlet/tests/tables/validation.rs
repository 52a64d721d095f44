//! Validation attributes and their texts, in one table.

use crate::support::{Calls, value};
use std::sync::Arc;
use stint_cmdlet::binder::validate;
use stint_cmdlet::parameter::{Attribute, ValidatePattern, ValidateSet};
use stint_object::Value;

fn set(values: &[&str], ignore_case: bool, message: Option<&str>) -> Attribute {
    Attribute::ValidateSet(Arc::new(ValidateSet {
        values: values.iter().map(|value| (*value).into()).collect(),
        generator: None,
        ignore_case,
        message: message.map(Into::into),
    }))
}

fn pattern(pattern: &str, message: Option<&str>) -> Attribute {
    Attribute::ValidatePattern(Arc::new(ValidatePattern {
        pattern: pattern.into(),
        message: message.map(Into::into),
        options: 1,
    }))
}

fn range(min: &str, max: &str) -> Attribute {
    Attribute::ValidateRange(value(min), value(max))
}

#[test]
fn texts() {
    let long = |n: i64| Value::Int64(n);
    let rows: Vec<(Attribute, Value, &str)> = vec![
        (Attribute::ValidateNotNull, value("x"), ""),
        (Attribute::ValidateNotNull, value("''"), ""),
        (
            Attribute::ValidateNotNull,
            Value::Null,
            "The argument is null. Provide a valid value for the argument, and then try running the command again.",
        ),
        (
            Attribute::ValidateNotNull,
            value("a,$null"),
            "The argument has a null value, or an element of the argument collection contains a null value. Provide a collection that does not contain any null values, and then try the command again.",
        ),
        (
            Attribute::ValidateNotNullOrEmpty,
            value("''"),
            "The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.",
        ),
        (
            Attribute::ValidateNotNullOrEmpty,
            value("@()"),
            "The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.",
        ),
        (
            Attribute::ValidateNotNullOrEmpty,
            value("@{}"),
            "The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.",
        ),
        (
            Attribute::ValidateNotNullOrWhiteSpace,
            Value::str(" \t"),
            "The argument is null, empty, or consists of only white-space characters. Provide an argument that contains non white-space characters, and then try the command again.",
        ),
        (
            Attribute::ValidateNotNullOrWhiteSpace,
            Value::array(vec![value("a"), Value::str(" ")]),
            "An element of the argument collection is null, empty, or consists of only white-space characters. Supply a collection that does not contain any those values and then try the command again.",
        ),
        (range("1", "10"), value("10"), ""),
        (
            range("1", "10"),
            value("11"),
            "The 11 argument is greater than the maximum allowed range of 10. Supply an argument that is less than or equal to 10 and then try the command again.",
        ),
        (
            range("1", "10"),
            value("5,0"),
            "The 0 argument is less than the minimum allowed range of 1. Supply an argument that is greater than or equal to 1 and then try the command again.",
        ),
        (
            range("1", "10"),
            value("x"),
            "The argument cannot be validated because its type \"String\" is not the same type (Int32) as the maximum and minimum limits of the parameter. Make sure the argument is of type Int32 and then try the command again.",
        ),
        (
            Attribute::ValidateRange(value("0"), long(1 << 40)),
            value("5"),
            "",
        ),
        (range("a", "m"), value("k"), ""),
        (
            range("a", "m"),
            value("z"),
            "The z argument is greater than the maximum allowed range of m. Supply an argument that is less than or equal to m and then try the command again.",
        ),
        (
            Attribute::ValidateRangeKind("Positive".into()),
            value("0"),
            "The argument \"0\" cannot be validated because its value is not greater than zero.",
        ),
        (
            Attribute::ValidateRangeKind("NonNegative".into()),
            value("-1"),
            "The argument \"-1\" cannot be validated because its value is not greater than or equal to zero.",
        ),
        (
            Attribute::ValidateRangeKind("Negative".into()),
            value("1"),
            "The argument \"1\" cannot be validated because its value is not less than zero.",
        ),
        (
            Attribute::ValidateRangeKind("NonPositive".into()),
            value("1"),
            "The argument \"1\" cannot be validated because its value is not less than or equal to zero.",
        ),
        (Attribute::ValidateLength(2, 3), value("abc"), ""),
        (
            Attribute::ValidateLength(2, 3),
            value("a"),
            "The character length (1) of the argument is too short. Specify an argument with a length that is greater than or equal to \"2\", and then try the command again.",
        ),
        (
            Attribute::ValidateLength(2, 3),
            value("abcd"),
            "The character length (4) of the argument is too long. Specify an argument with a length that is shorter than or equal to \"3\", and then try the command again.",
        ),
        (
            Attribute::ValidateLength(2, 3),
            value("5"),
            "The ValidateLength attribute cannot be applied to a parameter that is not a string or string[] parameter. Make the parameter a string or string[] parameter.",
        ),
        (
            Attribute::ValidateCount(2, 2),
            value("a"),
            "The parameter requires exactly 2 value(s) - 1 value(s) were provided.",
        ),
        (
            Attribute::ValidateCount(1, 2),
            value("1,2,3"),
            "The parameter requires at least 1 value(s) and no more than 2 value(s) - 3 value(s) were provided.",
        ),
        (
            Attribute::ValidateCount(1, 2),
            value("7"),
            "The ValidateCount attribute cannot be applied to a non-array parameter. Either remove the attribute from the parameter or make the parameter an array parameter.",
        ),
        (pattern("^a", None), value("Abc"), ""),
        (
            pattern("^a", None),
            value("bc"),
            "The argument \"bc\" does not match the \"^a\" pattern. Supply an argument that matches \"^a\" and try the command again.",
        ),
        (
            pattern("^a", Some("{0} is no {1}")),
            value("bc"),
            "bc is no ^a",
        ),
        (set(&["red", "green"], true, None), value("RED"), ""),
        (
            set(&["red", "green"], false, None),
            value("RED"),
            "The argument \"RED\" does not belong to the set \"red,green\" specified by the ValidateSet attribute. Supply an argument that is in the set and then try the command again.",
        ),
        (
            set(&["red"], true, Some("{0} not in {1}")),
            value("x"),
            "x not in red",
        ),
        (
            set(&["red"], true, None),
            Value::Null,
            "The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.",
        ),
        (
            Attribute::ValidateScript(value("{true}"), None),
            value("x"),
            "",
        ),
        (
            Attribute::ValidateScript(value("{}"), None),
            value("x"),
            "The \"\" validation script for the argument with value \"x\" did not return a result of True. Determine why the validation script failed, and then try the command again.",
        ),
        (
            Attribute::ValidateScript(value("{}"), Some("no {0}".into())),
            value("x"),
            "no x",
        ),
        (Attribute::ValidateVariableName, value("+ev"), ""),
        (
            Attribute::ValidateVariableName,
            value("env:x"),
            "Cannot validate argument 'env:x' because it is not a valid variable name.",
        ),
        (
            Attribute::Validation("ValidateVersion".into()),
            value("3.0"),
            "",
        ),
    ];
    for (attribute, argument, expected) in rows {
        let text = match validate(&attribute, &argument, &mut Calls::default()) {
            Ok(()) => String::new(),
            Err(flow) => flow
                .error()
                .map(|error| error.message().to_string())
                .unwrap_or_default(),
        };
        assert_eq!(text, expected, "for {argument:?}");
    }
}
