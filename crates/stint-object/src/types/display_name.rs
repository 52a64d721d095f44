//! How PowerShell writes a type in signatures and conversions of a type to text: `int`, `System.Collections.Generic.List[int]`.

use super::{Type, accelerators, system};

impl Type {
    /// The name with accelerators: `string`, `int[]`, `System.Collections.Generic.List[int]`.
    pub fn display_name(self) -> String {
        written(self, false)
    }

    /// The same without namespaces, as before the name of an interface's method (`IList[int].IndexOf`).
    pub fn bare_display_name(self) -> String {
        written(self, true)
    }

    /// `FullName`: generic arguments with their assemblies, as .NET writes them.
    pub fn full_name(self) -> String {
        if let Some(element) = self.element {
            return format!(
                "{}[{}]",
                element.full_name(),
                ",".repeat(self.rank.saturating_sub(1) as usize)
            );
        }
        match self.definition {
            Some(open) => {
                let arguments: Vec<String> = self
                    .arguments
                    .iter()
                    .map(|argument| format!("[{}]", argument.assembly_qualified_name()))
                    .collect();
                format!("{}[{}]", open.name(), arguments.join(","))
            }
            None => self.name().to_owned(),
        }
    }

    /// `AssemblyQualifiedName`.
    pub fn assembly_qualified_name(self) -> String {
        format!("{}, {}", self.full_name(), self.assembly())
    }

    /// The full name of the assembly that .NET has the type in.
    pub fn assembly(self) -> &'static str {
        const CORE: &str = "System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e";
        if self.class.is_some() {
            return "PowerShell Class Assembly, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null";
        }
        if let Some(inner) = self.element.or(self.definition) {
            return inner.assembly();
        }
        let name = self.name();
        let starts = |prefix: &str| name.starts_with(prefix);
        if starts("System.Management.Automation.") {
            "System.Management.Automation, Version=7.6.0.500, Culture=neutral, PublicKeyToken=31bf3856ad364e35"
        } else if starts("Microsoft.PowerShell.Commands.") {
            "Microsoft.PowerShell.Commands.Utility, Version=7.6.0.500, Culture=neutral, PublicKeyToken=31bf3856ad364e35"
        } else if matches!(
            name,
            "System.Collections.Generic.HashSet`1_"
                | "System.Collections.Generic.Stack`1"
                | "System.Collections.Generic.SortedDictionary`2"
                | "System.Collections.Generic.SortedList`2"
                | "System.Collections.Generic.SortedSet`1"
                | "System.Collections.Generic.LinkedList`1"
                | "System.Collections.BitArray"
        ) {
            "System.Collections, Version=10.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a"
        } else if starts("System.Uri") {
            "System.Private.Uri, Version=10.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a"
        } else if starts("System.Text.RegularExpressions.") {
            "System.Text.RegularExpressions, Version=10.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a"
        } else if starts("System.Numerics.BigInteger") {
            "System.Runtime.Numerics, Version=10.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a"
        } else if starts("System.Xml.") {
            "System.Private.Xml, Version=10.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51"
        } else if starts("System.Linq.") {
            "System.Linq, Version=10.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a"
        } else if starts("System.Diagnostics.Process") {
            "System.Diagnostics.Process, Version=10.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a"
        } else if starts("System.Console") {
            "System.Console, Version=10.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a"
        } else if starts("System.Collections.Specialized.") {
            "System.Collections.Specialized, Version=10.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a"
        } else if starts("System.Net.") {
            "System.Net.Primitives, Version=10.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a"
        } else {
            CORE
        }
    }
}

fn written(ty: Type, bare: bool) -> String {
    if let Some(element) = ty.element {
        return format!(
            "{}[{}]",
            written(element, bare),
            ",".repeat(ty.rank.saturating_sub(1) as usize)
        );
    }
    if let Some(open) = ty.definition {
        let arguments: Vec<String> = ty
            .arguments
            .iter()
            .map(|argument| written(*argument, bare))
            .collect();
        let name = open.name();
        let name = &name[..name.find('`').unwrap_or(name.len())];
        return format!("{}[{}]", plain(name, bare), arguments.join(","));
    }
    if ty == system::PS_CUSTOM_OBJECT {
        return plain(ty.name(), bare).to_owned();
    }
    match accelerators::short_name(ty.name()) {
        Some(short) => short.to_owned(),
        None => plain(ty.name(), bare).to_owned(),
    }
}

fn plain(name: &str, bare: bool) -> &str {
    match name.rfind(['.', '+']) {
        Some(at) if bare => &name[at + 1..],
        _ => name,
    }
}

impl Type {
    /// `ToString()` of the type itself and of objects without a text of their own.
    pub fn to_string_text(self) -> crate::Str {
        self.name().into()
    }
}
