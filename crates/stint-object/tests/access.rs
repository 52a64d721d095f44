//! Members of values: what the language sees behind a dot.

use stint_object::Value;
use stint_object::access::{get_property, invoke_method, properties, set_property, type_names};
use stint_object::object::{Data, Object};
use stint_object::shape::Bag;
use stint_object::types::{resolve, system};

fn custom(pairs: &[(&str, Value)]) -> Value {
    let object = Object::with_members(system::PS_CUSTOM_OBJECT, Data::Custom, Bag::default());
    for (name, value) in pairs {
        object.set_note(name, value.clone());
    }
    Value::Object(object)
}

#[test]
fn notes_and_collections() {
    let a = custom(&[("Name", "x".into()), ("N", 1.into())]);
    let b = custom(&[("name", "y".into())]);
    let list = Value::array(vec![a.clone(), b]);
    let names = get_property(&list, "NAME")
        .expect("reads")
        .expect("is there");
    assert_eq!(names.as_array().map(|array| array.len()), Some(2));
    set_property(&a, "n", 5.into()).expect("sets");
    assert_eq!(
        format!("{:?}", get_property(&a, "N").expect("reads")),
        "Some(5)"
    );
    assert!(set_property(&a, "other", 5.into()).is_err());
    assert_eq!(properties(&a).len(), 2);
    assert_eq!(
        type_names(&a)[0],
        "System.Management.Automation.PSCustomObject"
    );
    assert_eq!(
        format!(
            "{:?}",
            get_property(&Value::Int32(1), "Count").expect("reads")
        ),
        "Some(1)"
    );
    assert_eq!(
        format!(
            "{:?}",
            invoke_method(&Value::Int32(1), "Equals", &[Value::Int32(1)]).expect("calls")
        ),
        "true"
    );
    let missing = invoke_method(&Value::Int32(1), "Nope", &[]).expect_err("is missing");
    assert_eq!(
        missing
            .error()
            .map(|error| error.message().to_string())
            .as_deref(),
        Some(
            "Method invocation failed because [System.Int32] does not contain a method named 'Nope'."
        )
    );
}

#[test]
fn type_names_resolve() {
    for (written, name) in [
        ("int", "System.Int32"),
        ("Int32[]", "System.Int32[]"),
        ("string[,]", "System.String[,]"),
        (
            "Collections.Generic.List[int]",
            "System.Collections.Generic.List`1[System.Int32]",
        ),
        (
            "System.Collections.Generic.Dictionary[string, int[]]",
            "System.Collections.Generic.Dictionary`2[System.String,System.Int32[]]",
        ),
        // The accelerator names the other type everywhere but in a cast.
        ("pscustomobject", "System.Management.Automation.PSObject"),
    ] {
        assert_eq!(
            resolve::find(written).map(|ty| ty.name()),
            Some(name),
            "{written}"
        );
    }
    assert_eq!(
        resolve::find("Collections.Generic.List[int]")
            .map(|ty| ty.display_name())
            .as_deref(),
        Some("System.Collections.Generic.List[int]")
    );
    assert!(resolve::find("nope").is_none());
}
