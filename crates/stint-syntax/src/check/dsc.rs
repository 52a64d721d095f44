//! What a class with `[DscResource()]` must have.

use super::class::is_void_method;
use super::{Checker, is_type};
use crate::ast::*;
use crate::message::Message;
use crate::source::Extent;

/// What was found of a resource's members, its own and inherited.
#[derive(Debug, Default)]
struct Found {
    set: bool,
    get: bool,
    test: bool,
    key: bool,
}

impl Found {
    fn all(&self) -> bool {
        self.set && self.get && self.test && self.key
    }
}

const INTEGERS: [&str; 14] = [
    "byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "int16", "uint16", "int32",
    "uint32", "int64", "uint64",
];

impl Checker<'_, '_> {
    pub(super) fn check_type_definition(&mut self, node: &TypeDefinitionAst) {
        let attribute = node.attributes.iter().find(|attribute| {
            let names = ["DscResource", "DscResourceAttribute"];
            is_attribute(attribute, &names)
        });
        if let Some(attribute) = attribute {
            self.check_dsc_resource(node, attribute.extent);
        }
    }

    fn check_dsc_resource(&mut self, node: &TypeDefinitionAst, attribute: Extent) {
        let mut found = Found::default();
        self.find_members(node, &mut found);
        self.find_inherited(node, &mut found);
        let constructors = node.members.iter().filter_map(|member| match member {
            Member::Function(method) if method.is_constructor && !method.flags.is_static => {
                Some(method.parameters().is_empty())
            }
            _ => None,
        });
        let constructors: Vec<bool> = constructors.collect();
        let lacks_default = !constructors.is_empty() && !constructors.contains(&true);
        for (is_missing, message) in [
            (!found.set, Message::DscResourceMissingSetMethod),
            (!found.get, Message::DscResourceMissingGetMethod),
            (!found.test, Message::DscResourceMissingTestMethod),
            (lacks_default, Message::DscResourceMissingDefaultConstructor),
            (!found.key, Message::DscResourceMissingKeyProperty),
        ] {
            if is_missing {
                self.error(attribute, message, &[&node.name]);
            }
        }
    }

    fn find_members(&mut self, node: &TypeDefinitionAst, found: &mut Found) {
        for member in &node.members {
            match member {
                Member::Function(method) => self.find_method(node, method, found),
                Member::Property(property) => self.find_key(property, found),
            }
        }
    }

    /// Members of base classes in the same script.
    fn find_inherited(&mut self, node: &TypeDefinitionAst, found: &mut Found) {
        let mut pending = vec![node];
        let mut seen = Vec::new();
        while let Some(derived) = pending.pop() {
            for base in &derived.base_types {
                if found.all() {
                    return;
                }
                let name = base.type_name.name().to_lowercase();
                let Some(&base) = self.own_types.get(&name) else {
                    continue;
                };
                if base.kind == TypeKind::Class && !seen.contains(&name) {
                    self.find_members(base, found);
                    pending.push(base);
                    seen.push(name);
                }
            }
        }
    }

    fn find_method(
        &mut self,
        owner: &TypeDefinitionAst,
        method: &FunctionMemberAst,
        found: &mut Found,
    ) {
        if !method.parameters().is_empty() {
            return;
        }
        let returned = method
            .return_type
            .as_ref()
            .map(|constraint| &constraint.type_name);
        let name = method.name();
        if name.eq_ignore_ascii_case("Set") {
            found.set |= is_void_method(method);
        } else if name.eq_ignore_ascii_case("Test") {
            found.test |= returned.is_some_and(|name| is_type(name, &["bool", "boolean"]));
        } else if name.eq_ignore_ascii_case("Get") && !found.get {
            found.get = true;
            let returned = match returned {
                Some(TypeName::Array { element, .. }) => Some(&**element),
                other => other,
            };
            let is_own = returned.is_some_and(|returned| {
                matches!(returned, TypeName::Simple { name, .. } if name.eq_ignore_ascii_case(&owner.name))
            });
            if !is_own {
                self.error(
                    method.extent,
                    Message::DscResourceInvalidGetMethod,
                    &[&owner.name],
                );
            }
        }
    }

    fn find_key(&mut self, property: &PropertyMemberAst, found: &mut Found) {
        let is_key = property.attributes.iter().any(|attribute| {
            is_attribute(attribute, &["DscProperty", "DscPropertyAttribute"])
                && attribute.named.iter().any(is_key_argument)
        });
        if !is_key {
            return;
        }
        found.key = true;
        let is_allowed = property.property_type.as_ref().is_some_and(|constraint| {
            let name = &constraint.type_name;
            let own = self.own_types.get(&name.name().to_lowercase());
            is_type(name, &["string"])
                || is_type(name, &INTEGERS)
                || own.is_some_and(|own| own.kind == TypeKind::Enum)
        });
        if !is_allowed {
            self.error(property.extent, Message::DscResourceInvalidKeyProperty, &[]);
        }
    }
}

fn is_attribute(attribute: &AttributeAst, names: &[&str]) -> bool {
    let name = attribute.type_name.name();
    let bare = name
        .rsplit_once('.')
        .filter(|(namespace, _)| namespace.eq_ignore_ascii_case("System.Management.Automation"))
        .map_or(name.as_str(), |(_, bare)| bare);
    names.iter().any(|known| bare.eq_ignore_ascii_case(known))
}

/// `Key`, or `Key = $true`.
fn is_key_argument(argument: &NamedAttributeArgumentAst) -> bool {
    let is_false = match &argument.argument {
        Expression::Variable(variable) => !variable.path.is("true"),
        Expression::Constant(constant) => match &constant.value {
            Constant::Number(number) => number.to_string() == "0",
            Constant::True => false,
        },
        Expression::StringConstant(string) => string.value.is_empty(),
        _ => true,
    };
    argument.name.eq_ignore_ascii_case("Key") && !is_false
}
