//! Names of types, not resolved.

use super::Text;
use crate::source::Extent;

/// PowerShell's `ITypeName`.
#[derive(Debug, Clone)]
pub enum TypeName {
    /// `int`, `System.Text.StringBuilder`, `Namespace.Type, Assembly`
    Simple {
        /// Without brackets.
        extent: Extent,
        /// Without its assembly; for an attribute as written.
        name: Text,
        /// After the comma of an assembly qualified name.
        assembly: Option<Text>,
    },
    /// `List[int]`
    Generic {
        /// Without outer brackets.
        extent: Extent,
        /// Always simple.
        definition: Box<TypeName>,
        /// At least one.
        arguments: Vec<TypeName>,
    },
    /// `int[]`, `int[,]`
    Array {
        /// Without outer brackets.
        extent: Extent,
        /// Of what.
        element: Box<TypeName>,
        /// 1 for `[]`.
        rank: u32,
    },
}

impl TypeName {
    /// Where it is.
    pub fn extent(&self) -> Extent {
        match self {
            TypeName::Simple { extent, .. }
            | TypeName::Generic { extent, .. }
            | TypeName::Array { extent, .. } => *extent,
        }
    }

    /// PowerShell's class of the node.
    pub fn type_name(&self) -> &'static str {
        match self {
            TypeName::Simple { .. } => "TypeName",
            TypeName::Generic { .. } => "GenericTypeName",
            TypeName::Array { .. } => "ArrayTypeName",
        }
    }

    /// The assembly, when one was written.
    pub fn assembly(&self) -> Option<&Text> {
        match self {
            TypeName::Simple { assembly, .. } => assembly.as_ref(),
            TypeName::Generic { definition, .. } => definition.assembly(),
            TypeName::Array { element, .. } => element.assembly(),
        }
    }

    /// PowerShell's `Name`: without the assembly.
    pub fn name(&self) -> String {
        self.write(false)
    }

    /// PowerShell's `FullName`: with the assembly, generic arguments in brackets.
    pub fn full_name(&self) -> String {
        self.write(true)
    }

    fn write(&self, with_assembly: bool) -> String {
        let mut name = match self {
            TypeName::Simple { name, .. } => name.to_string(),
            TypeName::Generic {
                definition,
                arguments,
                ..
            } => {
                let arguments: Vec<String> = arguments.iter().map(TypeName::full_name).collect();
                format!("{}[{}]", definition.name(), arguments.join(","))
            }
            TypeName::Array { element, rank, .. } => {
                let commas = ",".repeat(*rank as usize - 1);
                format!("{}[{commas}]", element.write(false))
            }
        };
        if with_assembly && let Some(assembly) = self.assembly() {
            name.push(',');
            name.push_str(assembly);
        }
        name
    }
}
