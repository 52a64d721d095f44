//! Records of PowerShell's own streams, which are written in forms of their own.

use stint_object::error_record::{ErrorRecord, ExceptionData, Invocation, Position};
use stint_object::records::ProgressRecord;
use stint_object::types::{registry, system};
use stint_object::{Obj, Str, Value};

use super::ClixmlError;
use super::members;
use super::serialize::Serializer;

type Result<T = ()> = std::result::Result<T, ClixmlError>;

/// Properties of `System.Exception` behind an exception type's own.
const HRESULT_SYSTEM: i32 = -2_146_233_087;
const HRESULT_PLAIN: i32 = -2_146_233_088;

impl Serializer {
    /// The members of an error record: `Exception` to `ErrorDetails_ScriptStackTrace`, and what its type data adds.
    pub(super) fn error_record_members(
        &mut self,
        object: &Obj,
        record: &ErrorRecord,
        depth: u32,
    ) -> Result {
        let value = Value::Object(std::sync::Arc::clone(object));
        let state = record.state.lock().clone();
        let set = self.writer().start("MS", None);
        for property in members::added(&value) {
            self.one(&property.value, Some(&property.name), depth)?;
        }
        self.one(&record.exception, Some("Exception"), depth)?;
        self.one(&record.target, Some("TargetObject"), depth)?;
        self.writer().text(
            "S",
            Some("FullyQualifiedErrorId"),
            &record.fully_qualified_id(),
        );
        match &state.invocation {
            Some(invocation) => self.invocation(invocation)?,
            None => self.writer().nil(Some("InvocationInfo")),
        }
        let category = Category::of(record);
        let writer = self.writer();
        writer.integer(
            "I32",
            Some("ErrorCategory_Category"),
            record.category as i32,
        );
        writer.text("S", Some("ErrorCategory_Activity"), &category.activity);
        writer.text("S", Some("ErrorCategory_Reason"), &category.reason);
        writer.text("S", Some("ErrorCategory_TargetName"), &category.target_name);
        writer.text("S", Some("ErrorCategory_TargetType"), &category.target_type);
        writer.text(
            "S",
            Some("ErrorCategory_Message"),
            &category.message(record.category.name()),
        );
        if let Some((message, action)) = &state.details {
            writer.text("S", Some("ErrorDetails_Message"), message);
            writer.text("S", Some("ErrorDetails_RecommendedAction"), action);
        }
        writer.boolean(Some("SerializeExtendedInfo"), false);
        if let Some(stack) = state.stack.filter(|stack| !stack.is_empty()) {
            writer.text("S", Some("ErrorDetails_ScriptStackTrace"), &stack);
        }
        if self.with_type_data {
            self.writer().nil(Some("PSMessageDetails"));
        }
        self.writer().end(set);
        Ok(())
    }

    /// The properties of an exception, its own type's first.
    pub(super) fn exception_properties(
        &mut self,
        value: &Value,
        exception: &ExceptionData,
        depth: u32,
    ) -> Result {
        let declared = members::adapted(value);
        if !declared.is_empty() {
            return self.properties("Props", declared, depth);
        }
        let is = |name: &str| {
            value
                .ty()
                .is_some_and(|ty| ty.chain().any(|ty| ty.name() == name))
        };
        let set = self.writer().start("Props", None);
        let own = exception.properties.lock().clone();
        if is("System.Management.Automation.RuntimeException") {
            let message = Value::Str(exception.message.clone());
            let record = own
                .iter()
                .find(|(name, _)| name == "ErrorRecord")
                .map_or(message, |(_, record)| record.clone());
            self.one(&record, Some("ErrorRecord"), depth)?;
            let thrown = own
                .iter()
                .find(|(name, _)| name == "WasThrownFromThrowStatement");
            let thrown = thrown.is_some_and(|(_, thrown)| matches!(thrown, Value::Bool(true)));
            self.writer()
                .boolean(Some("WasThrownFromThrowStatement"), thrown);
        }
        for (name, value) in &own {
            if name != "ErrorRecord" && name != "WasThrownFromThrowStatement" {
                self.one(value, Some(name), depth)?;
            }
        }
        self.writer().nil(Some("TargetSite"));
        self.writer().text("S", Some("Message"), &exception.message);
        self.data_property(exception, depth)?;
        self.one(&exception.inner, Some("InnerException"), depth)?;
        self.writer().nil(Some("HelpLink"));
        self.writer().nil(Some("Source"));
        let code = if is("System.SystemException") {
            HRESULT_SYSTEM
        } else {
            HRESULT_PLAIN
        };
        self.writer().integer("I32", Some("HResult"), code);
        match exception.stack_trace.lock().as_ref() {
            Some(trace) => self.writer().text("S", Some("StackTrace"), trace),
            None => self.writer().nil(Some("StackTrace")),
        }
        self.writer().end(set);
        Ok(())
    }

    fn data_property(&mut self, exception: &ExceptionData, depth: u32) -> Result {
        let data = exception.extra.lock().clone();
        if let Some(data) = data.filter(|data| data.as_dict().is_some()) {
            return self.one(&data, Some("Data"), depth);
        }
        let writer = self.writer();
        let (open, _) = writer.start_object(Some("Data"));
        writer
            .type_names(["System.Collections.ListDictionaryInternal", "System.Object"].into_iter());
        let empty = writer.start("DCT", None);
        writer.end(empty);
        writer.end(open);
        Ok(())
    }

    fn invocation(&mut self, invocation: &Invocation) -> Result {
        const NAME: &str = "System.Management.Automation.InvocationInfo";
        let (open, _) = self.writer().start_object(Some("InvocationInfo"));
        self.writer()
            .type_names([NAME, "System.Object"].into_iter());
        self.writer().text("ToString", None, NAME);
        let set = self.writer().start("Props", None);
        self.one(&invocation.command, Some("MyCommand"), 0)?;
        self.bound_parameters(invocation)?;
        self.unbound_arguments(invocation)?;
        let (position, at) = (invocation.position.as_ref(), |of: fn(&Position) -> u32| {
            invocation.position.as_ref().map_or(0, of)
        });
        let file = position
            .and_then(|position| position.file.clone())
            .unwrap_or_default();
        let line = position
            .map(|position| position.line.clone())
            .unwrap_or_default();
        let statement = position
            .map(|position| position.text.clone())
            .unwrap_or_default();
        let message = position.map(position_message).unwrap_or_default();
        let folder = file
            .rfind('/')
            .map_or("", |end| if end == 0 { "/" } else { &file[..end] });
        let writer = self.writer();
        writer.integer(
            "I32",
            Some("ScriptLineNumber"),
            at(|position| position.start.0),
        );
        writer.integer("I32", Some("OffsetInLine"), at(|position| position.start.1));
        writer.integer("I64", Some("HistoryId"), 1);
        writer.text("S", Some("ScriptName"), &file);
        writer.text("S", Some("Line"), &line);
        writer.text("S", Some("Statement"), &statement);
        writer.text("S", Some("PositionMessage"), &message);
        writer.text("S", Some("PSScriptRoot"), folder);
        if file.is_empty() {
            writer.nil(Some("PSCommandPath"));
        } else {
            writer.text("S", Some("PSCommandPath"), &file);
        }
        writer.text("S", Some("InvocationName"), &invocation.invocation_name);
        writer.integer("I32", Some("PipelineLength"), invocation.pipeline.1);
        writer.integer("I32", Some("PipelinePosition"), invocation.pipeline.0);
        writer.boolean(Some("ExpectingInput"), invocation.expecting_input);
        let origin = if invocation.from_runspace {
            "Runspace"
        } else {
            "Internal"
        };
        writer.text("S", Some("CommandOrigin"), origin);
        writer.nil(Some("DisplayScriptPosition"));
        writer.end(set);
        writer.end(open);
        Ok(())
    }

    fn bound_parameters(&mut self, invocation: &Invocation) -> Result {
        let ty = registry::close(system::DICTIONARY, &[system::STRING, system::OBJECT])
            .unwrap_or(system::DICTIONARY);
        let (open, _) = self.writer().start_object(Some("BoundParameters"));
        self.writer()
            .type_names([ty.full_name().as_str(), "System.Object"].into_iter());
        let entries = self.writer().start("DCT", None);
        for (name, value) in &invocation.bound {
            let entry = self.writer().start("En", None);
            self.writer().text("S", Some("Key"), name);
            self.one(value, Some("Value"), 0)?;
            self.writer().end(entry);
        }
        self.writer().end(entries);
        self.writer().end(open);
        Ok(())
    }

    fn unbound_arguments(&mut self, invocation: &Invocation) -> Result {
        let ty = registry::close(system::LIST, &[system::OBJECT]).unwrap_or(system::LIST);
        let (open, _) = self.writer().start_object(Some("UnboundArguments"));
        self.writer()
            .type_names([ty.full_name().as_str(), "System.Object"].into_iter());
        let items = self.writer().start("LST", None);
        invocation
            .unbound
            .iter()
            .try_for_each(|value| self.one(value, None, 0))?;
        self.writer().end(items);
        self.writer().end(open);
        Ok(())
    }

    /// A progress record as a primitive, which is how one is written that a script puts in its output.
    pub(super) fn progress(&mut self, value: &Value, name: Option<&str>) -> Result {
        let Some(record) = value.payload::<ProgressRecord>() else {
            self.writer().text("S", name, &members::text(value));
            return Ok(());
        };
        let operation = record.operation.clone().map_or(Value::Null, Value::Str);
        let open = self.writer().start("PR", name);
        self.writer().text("AV", None, &record.activity);
        self.writer().integer("AI", None, record.activity_id);
        self.one(&operation, None, 1)?;
        let writer = self.writer();
        writer.integer("PI", None, record.parent_id);
        writer.integer("PC", None, record.percent);
        writer.text(
            "T",
            None,
            if record.completed {
                "Completed"
            } else {
                "Processing"
            },
        );
        writer.integer("SR", None, record.seconds);
        writer.text("SD", None, &record.status);
        writer.end(open);
        Ok(())
    }
}

/// The parts of `CategoryInfo`, as they are or derived from exception and target.
struct Category {
    activity: Str,
    reason: Str,
    target_name: Str,
    target_type: Str,
    reason_is_a_type: bool,
}

impl Category {
    fn of(record: &ErrorRecord) -> Self {
        let state = record.state.lock();
        let given = |text: &Option<Str>| text.clone().filter(|text| !text.is_empty());
        let reason = given(&state.reason);
        let target = &record.target;
        let target_type = || {
            target
                .ty()
                .map(|ty| Str::from(ty.short_name()))
                .unwrap_or_default()
        };
        Self {
            activity: state.activity.clone().unwrap_or_default(),
            reason_is_a_type: reason.is_none(),
            reason: reason
                .or_else(|| record.exception.ty().map(|ty| Str::from(ty.short_name())))
                .unwrap_or_default(),
            target_name: given(&state.target_name).unwrap_or_else(|| members::text(target)),
            target_type: given(&state.target_type).unwrap_or_else(target_type),
        }
    }

    fn message(&self, category: &str) -> String {
        let reason = if self.reason_is_a_type {
            self.reason.to_string()
        } else {
            ellipsized(&self.reason)
        };
        let (name, ty) = (ellipsized(&self.target_name), ellipsized(&self.target_type));
        format!(
            "{category}: ({name}:{ty}) [{}], {reason}",
            ellipsized(&self.activity)
        )
    }
}

/// A text of more than 40 characters keeps its first and last 19.
fn ellipsized(text: &str) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    if units.len() <= 40 {
        return text.to_owned();
    }
    let (first, last) = (&units[..19], &units[units.len() - 19..]);
    format!(
        "{}…{}",
        String::from_utf16_lossy(first),
        String::from_utf16_lossy(last)
    )
}

/// `At line:1 char:12`, the line, and tildes beneath the stretch.
fn position_message(position: &Position) -> String {
    let place = match &position.file {
        Some(file) => format!("At {file}:{} char:{}", position.start.0, position.start.1),
        None => format!("At line:{} char:{}", position.start.0, position.start.1),
    };
    let line = position.line.trim_end();
    let start = (position.start.1.max(1) - 1) as usize;
    let length = line.chars().count();
    let end = if position.end.0 == position.start.0 {
        (position.end.1.max(1) - 1) as usize
    } else {
        length
    };
    let marks = "~".repeat(end.min(length).saturating_sub(start).max(1));
    format!("{place}\n+ {line}\n+ {}{marks}", " ".repeat(start))
}
