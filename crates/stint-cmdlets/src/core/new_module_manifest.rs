//! `New-ModuleManifest`.

use crate::files::encoding::Encoding;
use crate::files::open::{Mode, Writer};
use crate::files::path;
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Str, Value};

/// Writes a module's data file, with every entry explained.
#[derive(Params, Default)]
struct NewModuleManifest {
    path: Str,
    nested_modules: Option<Vec<Value>>,
    guid: Value,
    author: Str,
    company_name: Str,
    copyright: Str,
    root_module: Str,
    module_version: Value,
    description: Str,
    processor_architecture: Value,
    power_shell_version: Value,
    clr_version: Value,
    dot_net_framework_version: Value,
    power_shell_host_name: Str,
    power_shell_host_version: Value,
    required_modules: Option<Vec<Value>>,
    types_to_process: Option<Vec<Str>>,
    formats_to_process: Option<Vec<Str>>,
    scripts_to_process: Option<Vec<Str>>,
    required_assemblies: Option<Vec<Str>>,
    file_list: Option<Vec<Str>>,
    module_list: Option<Vec<Value>>,
    functions_to_export: Option<Vec<Str>>,
    aliases_to_export: Option<Vec<Str>>,
    variables_to_export: Option<Vec<Str>>,
    cmdlets_to_export: Option<Vec<Str>>,
    dsc_resources_to_export: Option<Vec<Str>>,
    #[param(name = "CompatiblePSEditions")]
    compatible_ps_editions: Option<Vec<Str>>,
    private_data: Value,
    tags: Option<Vec<Str>>,
    project_uri: Value,
    license_uri: Value,
    icon_uri: Value,
    release_notes: Str,
    prerelease: Str,
    require_license_acceptance: bool,
    external_module_dependencies: Option<Vec<Str>>,
    help_info_uri: Str,
    pass_thru: bool,
    default_command_prefix: Str,
}

entry!(
    "New-ModuleManifest",
    "NewModuleManifestCommand",
    NewModuleManifest
);

impl Cmdlet for NewModuleManifest {
    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let file = path::full(cx, &self.path)?;
        let shown = file.display().to_string();
        if !shown.to_lowercase().ends_with(".psd1") {
            let text = format!(
                "The path '{}' that was specified for the module manifest is not valid. The path must be that of a .psd1 file.",
                self.path
            );
            let id = "Modules_InvalidModuleManifestPath";
            let record = ErrorRecord::new(
                id,
                Category::InvalidArgument,
                system::exceptions::INVALID_OPERATION,
                text,
            );
            return Err(record.with_target(self.path.clone()).into());
        }
        if !self.root_module.is_empty()
            || self.nested_modules.is_some()
            || self.required_modules.is_some()
        {
            for list in [
                &mut self.aliases_to_export,
                &mut self.cmdlets_to_export,
                &mut self.functions_to_export,
            ] {
                list.get_or_insert_with(|| vec!["*".into()]);
            }
        }
        if !cx.should_process(
            &shown,
            &format!("Creating the '{shown}' module manifest file."),
        )? {
            return Ok(());
        }
        let text = self.text(&file)?;
        let mut writer = Writer::open(
            cx,
            &shown,
            Encoding::Utf8,
            Mode {
                literal: true,
                ..Mode::default()
            },
        )?;
        writer.write(&text)?;
        writer.finish()?;
        if self.pass_thru {
            cx.write(text.into())
        } else {
            Ok(())
        }
    }
}

/// The file's text as it grows.
struct Sheet {
    text: String,
    indent: &'static str,
}

impl Sheet {
    fn comment(&mut self, text: &str) {
        self.text.push_str(if text.is_empty() { "#" } else { "# " });
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// An entry; one that nothing was said for is only there as a comment.
    fn entry(&mut self, key: &str, about: &str, given: bool, value: &str) {
        let mark = if given { "" } else { "# " };
        let indent = self.indent;
        self.text.push_str(&format!(
            "{indent}# {about}\n{indent}{mark}{key} = {value}\n\n"
        ));
    }

    fn text(&mut self, key: &str, about: &str, value: &str) {
        self.entry(key, about, !value.is_empty(), &quoted(value));
    }

    fn list(&mut self, key: &str, about: &str, value: Option<&[Str]>) {
        self.entry(
            key,
            about,
            value.is_some_and(|list| !list.is_empty()),
            &names(value),
        );
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Names side by side, on a new line where they would be too long.
fn names(list: Option<&[Str]>) -> String {
    const START: usize = 15;
    let (mut out, mut column) = (String::new(), START);
    for name in list
        .unwrap_or_default()
        .iter()
        .filter(|name| !name.is_empty())
    {
        if !out.is_empty() {
            out.push_str(", ");
        }
        let name = quoted(name);
        column += name.encode_utf16().count();
        if column > 80 {
            out.push_str("\n               ");
            column = START + name.encode_utf16().count();
        }
        out.push_str(&name);
    }
    if out.is_empty() { "@()".into() } else { out }
}

fn modules(list: Option<&[Value]>) -> Result<String> {
    let mut parts = Vec::new();
    for module in list
        .unwrap_or_default()
        .iter()
        .filter(|module| !module.is_null())
    {
        if module.as_dict().is_none() {
            parts.push(quoted(&values::text(module)));
            continue;
        }
        let mut part = String::from("@{");
        for (key, shown) in [
            ("ModuleName", "ModuleName"),
            ("GUID", "GUID"),
            ("ModuleVersion", "ModuleVersion"),
            ("MaximumVersion", "MaximumVersion"),
            ("RequiredVersion", "RequiredVersion"),
        ] {
            if let Some(value) = values::get(module, key)?.filter(|value| !value.is_null()) {
                part.push_str(&format!("{shown} = {}; ", quoted(&values::text(&value))));
            }
        }
        parts.push(part + "}");
    }
    Ok(format!("@({})", parts.join(", \n               ")))
}

const DESKTOP: &str = "This prerequisite is valid for the PowerShell Desktop edition only.";

impl NewModuleManifest {
    fn text(&self, file: &std::path::Path) -> Result<String> {
        let shown = |value: &Value| {
            if value.is_null() {
                Str::default()
            } else {
                values::text(value)
            }
        };
        let author = if self.author.is_empty() {
            values::user_name().into()
        } else {
            self.author.clone()
        };
        let company = if self.company_name.is_empty() {
            "Unknown".into()
        } else {
            self.company_name.clone()
        };
        let copyright = if self.copyright.is_empty() {
            format!("(c) {author}. All rights reserved.").into()
        } else {
            self.copyright.clone()
        };
        let version = if self.module_version.is_null() {
            "0.0.1".into()
        } else {
            shown(&self.module_version)
        };
        let guid = if self.guid.is_null() {
            uuid::Uuid::new_v4().to_string().into()
        } else {
            shown(&self.guid)
        };
        let today = values::text(&values::call_method(
            &values::now()?,
            "ToString",
            &["d".into()],
        )?);
        let mut sheet = Sheet {
            text: String::new(),
            indent: "",
        };
        let name = file
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        for line in [
            "",
            &format!("Module manifest for module '{name}'"),
            "",
            &format!("Generated by: {author}"),
            "",
            &format!("Generated on: {today}"),
            "",
        ] {
            sheet.comment(line);
        }
        sheet.text.push_str("\n@{\n\n");
        sheet.text(
            "RootModule",
            "Script module or binary module file associated with this manifest.",
            &self.root_module,
        );
        sheet.text("ModuleVersion", "Version number of this module.", &version);
        sheet.list(
            "CompatiblePSEditions",
            "Supported PSEditions",
            self.compatible_ps_editions.as_deref(),
        );
        sheet.text("GUID", "ID used to uniquely identify this module", &guid);
        sheet.text("Author", "Author of this module", &author);
        sheet.text("CompanyName", "Company or vendor of this module", &company);
        sheet.text(
            "Copyright",
            "Copyright statement for this module",
            &copyright,
        );
        sheet.text(
            "Description",
            "Description of the functionality provided by this module",
            &self.description,
        );
        sheet.text(
            "PowerShellVersion",
            "Minimum version of the PowerShell engine required by this module",
            &shown(&self.power_shell_version),
        );
        sheet.text(
            "PowerShellHostName",
            "Name of the PowerShell host required by this module",
            &self.power_shell_host_name,
        );
        sheet.text(
            "PowerShellHostVersion",
            "Minimum version of the PowerShell host required by this module",
            &shown(&self.power_shell_host_version),
        );
        sheet.text(
            "DotNetFrameworkVersion",
            &format!(
                "Minimum version of Microsoft .NET Framework required by this module. {DESKTOP}"
            ),
            &shown(&self.dot_net_framework_version),
        );
        sheet.text("ClrVersion", &format!("Minimum version of the common language runtime (CLR) required by this module. {DESKTOP}"), &shown(&self.clr_version));
        sheet.text(
            "ProcessorArchitecture",
            "Processor architecture (None, X86, Amd64) required by this module",
            &shown(&self.processor_architecture),
        );
        let about = "Modules that must be imported into the global environment prior to importing this module";
        sheet.entry(
            "RequiredModules",
            about,
            self.required_modules
                .as_ref()
                .is_some_and(|list| !list.is_empty()),
            &modules(self.required_modules.as_deref())?,
        );
        for (key, about, list) in [
            (
                "RequiredAssemblies",
                "Assemblies that must be loaded prior to importing this module",
                &self.required_assemblies,
            ),
            (
                "ScriptsToProcess",
                "Script files (.ps1) that are run in the caller's environment prior to importing this module.",
                &self.scripts_to_process,
            ),
            (
                "TypesToProcess",
                "Type files (.ps1xml) to be loaded when importing this module",
                &self.types_to_process,
            ),
            (
                "FormatsToProcess",
                "Format files (.ps1xml) to be loaded when importing this module",
                &self.formats_to_process,
            ),
        ] {
            sheet.entry(key, about, list.is_some(), &names(list.as_deref()));
        }
        let about = "Modules to import as nested modules of the module specified in RootModule/ModuleToProcess";
        sheet.entry(
            "NestedModules",
            about,
            self.nested_modules.is_some(),
            &modules(self.nested_modules.as_deref())?,
        );
        self.exports(&mut sheet);
        let about = "List of all modules packaged with this module";
        sheet.entry(
            "ModuleList",
            about,
            self.module_list.is_some(),
            &modules(self.module_list.as_deref())?,
        );
        sheet.entry(
            "FileList",
            "List of all files packaged with this module",
            self.file_list.is_some(),
            &names(self.file_list.as_deref()),
        );
        self.private(&mut sheet);
        sheet.text(
            "HelpInfoURI",
            "HelpInfo URI of this module",
            &self.help_info_uri,
        );
        let about = "Default prefix for commands exported from this module. Override the default prefix using Import-Module -Prefix.";
        sheet.text("DefaultCommandPrefix", about, &self.default_command_prefix);
        sheet.text.push_str("}\n\n");
        Ok(sheet.text)
    }

    fn exports(&self, sheet: &mut Sheet) {
        let about = |what: &str| {
            format!(
                "{}s to export from this module, for best performance, do not use wildcards and do not delete the entry, use an empty array if there are no {} to export.",
                what,
                match what {
                    "Function" => "functions",
                    "Cmdlet" => "cmdlets",
                    _ => "aliases",
                }
            )
        };
        sheet.entry(
            "FunctionsToExport",
            &about("Function"),
            true,
            &names(self.functions_to_export.as_deref()),
        );
        sheet.entry(
            "CmdletsToExport",
            &about("Cmdlet"),
            true,
            &names(self.cmdlets_to_export.as_deref()),
        );
        sheet.list(
            "VariablesToExport",
            "Variables to export from this module",
            self.variables_to_export.as_deref(),
        );
        let aliases = about("Alias").replacen("Aliass", "Aliases", 1);
        sheet.entry(
            "AliasesToExport",
            &aliases,
            true,
            &names(self.aliases_to_export.as_deref()),
        );
        sheet.list(
            "DscResourcesToExport",
            "DSC resources to export from this module",
            self.dsc_resources_to_export.as_deref(),
        );
    }

    fn private(&self, sheet: &mut Sheet) {
        let shown = |value: &Value| {
            if value.is_null() {
                Str::default()
            } else {
                values::text(value)
            }
        };
        sheet.comment("Private data to pass to the module specified in RootModule/ModuleToProcess. This may also contain a PSData hashtable with additional module metadata used by PowerShell.");
        sheet
            .text
            .push_str("PrivateData = @{\n\n    PSData = @{\n\n");
        sheet.indent = "        ";
        sheet.list(
            "Tags",
            "Tags applied to this module. These help with module discovery in online galleries.",
            self.tags.as_deref(),
        );
        sheet.text(
            "LicenseUri",
            "A URL to the license for this module.",
            &shown(&self.license_uri),
        );
        sheet.text(
            "ProjectUri",
            "A URL to the main website for this project.",
            &shown(&self.project_uri),
        );
        sheet.text(
            "IconUri",
            "A URL to an icon representing this module.",
            &shown(&self.icon_uri),
        );
        sheet.text(
            "ReleaseNotes",
            "ReleaseNotes of this module",
            &self.release_notes,
        );
        sheet.text(
            "Prerelease",
            "Prerelease string of this module",
            &self.prerelease,
        );
        let accept = self.require_license_acceptance;
        let about = "Flag to indicate whether the module requires explicit user acceptance for install/update/save";
        sheet.entry(
            "RequireLicenseAcceptance",
            about,
            accept,
            if accept { "$true" } else { "$false" },
        );
        sheet.list(
            "ExternalModuleDependencies",
            "External dependent modules of this module",
            self.external_module_dependencies.as_deref(),
        );
        sheet.text.push_str("    } ");
        sheet.comment("End of PSData hashtable");
        sheet.text.push('\n');
        sheet.indent = "    ";
        if let Some(dict) = self.private_data.as_dict() {
            sheet.text.push('\n');
            let entries: Vec<(Str, Str)> = dict
                .lock()
                .iter()
                .map(|(key, value)| (values::text(key), values::cast_text(value)))
                .collect();
            for (key, value) in entries {
                sheet.entry(&key, &key, true, &quoted(&value));
            }
        }
        sheet.text.push_str("} ");
        sheet.comment("End of PrivateData hashtable");
        sheet.indent = "";
        sheet.text.push('\n');
    }
}
