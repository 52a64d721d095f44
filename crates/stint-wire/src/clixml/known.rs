//! What PowerShell's type data says about how a type is serialized (`types.ps1xml`, `PSStandardMembers`).

/// A type's own rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rules {
    /// Levels of properties, instead of what is left of the caller's.
    pub depth: Option<u32>,
    /// Which properties, instead of all.
    pub properties: Option<&'static [&'static str]>,
    /// Only its text, by this property.
    pub as_text: Option<&'static str>,
}

const NONE: Rules = Rules {
    depth: None,
    properties: None,
    as_text: None,
};

const fn depth(depth: u32) -> Rules {
    Rules {
        depth: Some(depth),
        ..NONE
    }
}

const fn some(depth: Option<u32>, properties: &'static [&'static str]) -> Rules {
    Rules {
        depth,
        properties: Some(properties),
        ..NONE
    }
}

static RULES: &[(&str, Rules)] = &[
    (
        "Deserialized.Microsoft.PowerShell.Commands.Internal.Format.FormatInfoData",
        depth(1),
    ),
    ("HelpInfo", depth(1)),
    (
        "Microsoft.PowerShell.Commands.Internal.Format.FormatInfoData",
        depth(1),
    ),
    (
        "Microsoft.PowerShell.Commands.ModuleSpecification",
        depth(1),
    ),
    ("System.Exception", depth(1)),
    (
        "System.Globalization.CultureInfo",
        some(
            Some(1),
            &[
                "LCID",
                "Name",
                "DisplayName",
                "IetfLanguageTag",
                "ThreeLetterISOLanguageName",
                "ThreeLetterWindowsLanguageName",
                "TwoLetterISOLanguageName",
            ],
        ),
    ),
    ("System.Management.Automation.Breakpoint", depth(1)),
    ("System.Management.Automation.CommandCompletion", depth(1)),
    ("System.Management.Automation.CompletionResult", depth(1)),
    (
        "System.Management.Automation.Job",
        some(
            Some(2),
            &[
                "HasMoreData",
                "StatusMessage",
                "Location",
                "Command",
                "JobStateInfo",
                "InstanceId",
                "Id",
                "Name",
                "State",
                "ChildJobs",
                "PSJobTypeName",
                "PSBeginTime",
                "PSEndTime",
            ],
        ),
    ),
    ("System.Management.Automation.JobStateEventArgs", depth(2)),
    ("System.Management.Automation.JobStateInfo", depth(1)),
    (
        "System.Management.Automation.ParameterMetadata",
        some(
            None,
            &[
                "Name",
                "ParameterType",
                "Aliases",
                "IsDynamic",
                "SwitchParameter",
            ],
        ),
    ),
    (
        "System.Management.Automation.ParameterSetMetadata",
        some(None, &["Position", "Flags", "HelpMessage"]),
    ),
    ("System.Management.Automation.PSControl", depth(1)),
    ("System.Management.Automation.PSCredential", depth(1)),
    (
        "System.Management.Automation.PSPrimitiveDictionary",
        depth(1),
    ),
    (
        "System.Management.Automation.PSTypeName",
        Rules {
            as_text: Some("Name"),
            ..NONE
        },
    ),
    (
        "System.Management.Automation.Remoting.PSSenderInfo",
        depth(4),
    ),
    (
        "System.Management.Automation.Remoting.PSSessionOption",
        depth(1),
    ),
    ("System.Management.Automation.SwitchParameter", depth(1)),
    ("System.Net.IPAddress", depth(1)),
    ("System.Net.Mail.MailAddress", depth(1)),
];

/// The rules of an object with these type names: for each rule the first name that has it.
pub(crate) fn rules<'a>(names: impl Iterator<Item = &'a str>) -> Rules {
    let mut found = NONE;
    for name in names {
        let Ok(at) = RULES.binary_search_by(|(known, _)| compare(known, name)) else {
            continue;
        };
        let rules = RULES[at].1;
        found.depth = found.depth.or(rules.depth);
        found.properties = found.properties.or(rules.properties);
        found.as_text = found.as_text.or(rules.as_text);
    }
    found
}

/// Ignoring case, as type names are compared.
fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    let fold = |byte: u8| byte.to_ascii_lowercase();
    a.bytes().map(fold).cmp(b.bytes().map(fold))
}

#[cfg(test)]
mod tests {
    use super::{RULES, compare, rules};

    #[test]
    fn the_table_is_sorted() {
        assert!(RULES.is_sorted_by(|a, b| compare(a.0, b.0).is_lt()));
    }

    #[test]
    fn a_base_s_rules_are_inherited() {
        let names = [
            "Some.JobType",
            "system.management.automation.job",
            "System.Object",
        ];
        assert_eq!(rules(names.into_iter()).depth, Some(2));
        assert_eq!(rules(["System.String"].into_iter()).depth, None);
    }
}
