//! `Select-String`.

use crate::files::encoding::Encoding;
use crate::files::{failure, path};
use crate::regular::Regular;
use crate::utility::match_info::{Context, MatchInfo, Shared};
use crate::values;
use std::collections::VecDeque;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord, exception_with};
use stint_object::text::collation::{self, CompareOptions};
use stint_object::text::culture::Culture;
use stint_object::types::system;
use stint_object::{Str, Value};

/// Finds lines that match patterns.
#[derive(Params, Default)]
struct SelectString {
    culture: Str,
    input_object: Value,
    pattern: Vec<Str>,
    path: Vec<Value>,
    literal_path: Vec<Value>,
    raw: bool,
    simple_match: bool,
    case_sensitive: bool,
    quiet: bool,
    list: bool,
    no_emphasis: bool,
    include: Vec<Str>,
    exclude: Vec<Str>,
    not_match: bool,
    all_matches: bool,
    encoding: Value,
    context: Vec<i32>,
    #[param(skip)]
    expressions: Vec<Regular>,
    #[param(skip)]
    tracker: Tracker,
    #[param(skip)]
    around: (usize, usize),
    #[param(skip)]
    records: u64,
    #[param(skip)]
    done: bool,
    #[param(skip)]
    stress: bool,
}

entry!("Select-String", "SelectStringCommand", SelectString);

/// Holds found lines back until the lines behind them are known.
#[derive(Default)]
struct Tracker {
    pre: usize,
    post: usize,
    /// The last lines, found or not.
    lines: VecDeque<(Str, bool)>,
    /// Lines since the last found one.
    fresh: VecDeque<Str>,
    /// Found lines that still wait: each with how many lines it wants, and whether its display context is closed.
    waiting: VecDeque<(MatchInfo, usize, bool)>,
}

impl Tracker {
    fn new(pre: usize, post: usize) -> Self {
        Self {
            pre,
            post,
            ..Self::default()
        }
    }

    /// Takes a line; gives the found lines that are complete now.
    fn push(&mut self, line: Str, found: Option<MatchInfo>) -> Vec<MatchInfo> {
        for (waiting, left, closed) in &mut self.waiting {
            let Some(context) = &mut waiting.context else {
                continue;
            };
            context.post.push(line.clone());
            *left -= 1;
            *closed |= found.is_some();
            if !*closed {
                context.display_post.push(line.clone());
            }
        }
        if let Some(mut info) = found {
            if self.pre + self.post > 0 {
                info.context = Some(Context {
                    pre: self.lines.iter().map(|(line, _)| line.clone()).collect(),
                    display_pre: self.fresh.iter().cloned().collect(),
                    ..Context::default()
                });
            }
            self.waiting.push_back((info, self.post, false));
            self.fresh.clear();
            self.remember(line, true);
        } else {
            self.remember(line, false);
        }
        let mut complete = Vec::new();
        while self.waiting.front().is_some_and(|(_, left, _)| *left == 0) {
            complete.extend(self.waiting.pop_front().map(|(info, ..)| info));
        }
        complete
    }

    /// Lines that stand behind a found one are shown with it and not again before the next.
    fn remember(&mut self, line: Str, found: bool) {
        let shown_behind = self.waiting.back().is_some_and(|(.., closed)| !closed);
        self.lines.push_back((line.clone(), found));
        while self.lines.len() > self.pre {
            self.lines.pop_front();
        }
        if !found && !shown_behind {
            self.fresh.push_back(line);
            while self.fresh.len() > self.pre {
                self.fresh.pop_front();
            }
        }
    }

    fn finish(&mut self) -> Vec<MatchInfo> {
        std::mem::take(&mut self.waiting)
            .into_iter()
            .map(|(info, ..)| info)
            .collect()
    }
}

impl Cmdlet for SelectString {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if cx.is_bound("Culture") && !self.simple_match {
            let text = "You must specify -Culture parameter only with -SimpleMatch parameter.";
            let id = "CannotSpecifyCultureWithoutSimpleMatch";
            return Err(ErrorRecord::new(
                id,
                Category::InvalidData,
                system::exceptions::INVALID_OPERATION,
                text,
            )
            .into());
        }
        let count = |at: usize| {
            self.context
                .get(at)
                .or(self.context.first())
                .and_then(|count| usize::try_from(*count).ok())
                .unwrap_or(0)
        };
        self.around = (count(0), count(1));
        self.stress = !self.no_emphasis && cx.host().supports_colour();
        if !self.simple_match {
            for pattern in &self.pattern {
                self.expressions.push(
                    Regular::new(pattern, !self.case_sensitive)
                        .map_err(|flow| bad_pattern(pattern, flow))?,
                );
            }
        }
        self.tracker = self.new_tracker();
        Ok(())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.done {
            return Ok(());
        }
        let object = std::mem::take(&mut self.input_object);
        let Some(files) = self.files(cx, &object)? else {
            return self.record(cx, &object);
        };
        for (file, named) in files {
            if named && file.is_dir() {
                continue;
            }
            if self.file(cx, &file)? && self.quiet {
                return Ok(());
            }
        }
        if self.quiet {
            cx.write(if self.list {
                Value::Null
            } else {
                Value::Bool(false)
            })
        } else {
            Ok(())
        }
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let rest = self.tracker.finish();
        if !self.done {
            self.emit(cx, rest)?;
        }
        Ok(())
    }
}

fn bad_pattern(pattern: &str, flow: stint_object::Flow) -> stint_object::Flow {
    let Some(error) = flow.error() else {
        return flow;
    };
    let inner = match error.exception.data() {
        Some(stint_object::Data::Exception(data)) if !data.inner.is_null() => data.inner.clone(),
        _ => error.exception.clone(),
    };
    let reason = stint_object::raise::message_of(&inner);
    let text = format!("The string {pattern} is not a valid regular expression: {reason}");
    let exception = exception_with(system::exceptions::ARGUMENT, text, inner);
    ErrorRecord::of(
        exception,
        "InvalidRegex",
        Category::InvalidArgument,
        Value::Null,
    )
    .into()
}

impl SelectString {
    fn new_tracker(&self) -> Tracker {
        if self.raw {
            Tracker::default()
        } else {
            Tracker::new(self.around.0, self.around.1)
        }
    }

    /// The files to read, and whether they were named; `None` where the input itself is text.
    fn files(
        &self,
        cx: &mut dyn Cx,
        object: &Value,
    ) -> Result<Option<Vec<(std::path::PathBuf, bool)>>> {
        if !self.path.is_empty() || !self.literal_path.is_empty() {
            let mut files = Vec::new();
            for name in &self.literal_path {
                files.push((path::full(cx, &file_name(name))?, true));
            }
            for name in &self.path {
                let name = file_name(name);
                let found = path::matching(cx, &name)?;
                if !values::is_pattern(&name)
                    && found
                        .first()
                        .is_some_and(|file| file.symlink_metadata().is_err())
                {
                    let text = format!(
                        "Cannot find path '{}' because it does not exist.",
                        found[0].display()
                    );
                    let record = ErrorRecord::new(
                        "PathNotFound",
                        Category::ObjectNotFound,
                        system::exceptions::ITEM_NOT_FOUND,
                        text,
                    );
                    cx.error(record.with_target(found[0].display().to_string()))?;
                    continue;
                }
                files.extend(found.into_iter().map(|file| (file, true)));
            }
            return Ok(Some(files));
        }
        if object
            .ty()
            .is_some_and(|ty| ty.0.name() == "System.IO.FileInfo")
        {
            let name = values::get(object, "FullName")?.unwrap_or_default();
            return Ok(Some(vec![(values::text(&name).as_str().into(), false)]));
        }
        Ok(None)
    }

    fn record(&mut self, cx: &mut dyn Cx, object: &Value) -> Result<()> {
        self.records += 1;
        let known = object.payload::<Shared>().map(|info| info.0.lock().clone());
        if known.is_some() && self.around != (0, 0) {
            self.around = (0, 0);
            self.tracker = Tracker::default();
            cx.warning("The option \"Context\" is not valid when searching results that are piped from Select-String output.")?;
        }
        let line = known
            .as_ref()
            .map_or_else(|| values::cast_text(object), |info| info.line.clone());
        let found = self.find(&line)?.map(|mut info| match known {
            Some(known) => known,
            None => {
                info.line_number = self.records;
                info
            }
        });
        let complete = self.tracker.push(line, found);
        if self.emit(cx, complete)? && self.quiet {
            self.done = true;
        }
        Ok(())
    }

    fn file(&mut self, cx: &mut dyn Cx, file: &std::path::Path) -> Result<bool> {
        let name: Str = file.display().to_string().into();
        let wanted = |patterns: &[Str]| {
            patterns
                .iter()
                .any(|pattern| values::matches_pattern(pattern, &name))
        };
        if !self.include.is_empty() && !wanted(&self.include) || wanted(&self.exclude) {
            return Ok(false);
        }
        let text = match std::fs::read(file) {
            Ok(bytes) => Encoding::of(&self.encoding).decode(&bytes),
            Err(error) => {
                let inner = failure::exception_for(&error, file);
                let text = format!(
                    "The file {name} cannot be read: {}",
                    stint_object::raise::message_of(&inner)
                );
                let exception = exception_with(system::exceptions::ARGUMENT, text, inner);
                cx.error(ErrorRecord::of(
                    exception,
                    "ProcessingFile",
                    Category::InvalidArgument,
                    Value::Null,
                ))?;
                return Ok(false);
            }
        };
        let mut tracker = self.new_tracker();
        let mut any = false;
        for (number, line) in lines(&text).enumerate() {
            let line = Str::from(line);
            let found = self.find(&line)?.map(|mut info| {
                info.path = Some(name.clone());
                info.line_number = number as u64 + 1;
                info
            });
            let complete = tracker.push(line, found);
            any |= !complete.is_empty();
            self.emit(cx, complete)?;
            if any && (self.quiet || self.list) {
                return Ok(true);
            }
        }
        let rest = tracker.finish();
        let more = self.emit(cx, rest)?;
        Ok(any || more)
    }

    /// Writes found lines as asked; gives whether there was one.
    fn emit(&self, cx: &mut dyn Cx, found: Vec<MatchInfo>) -> Result<bool> {
        if found.is_empty() {
            return Ok(false);
        }
        if self.raw {
            found
                .into_iter()
                .try_for_each(|info| cx.write(info.line.into()))?;
        } else if self.quiet && !self.list {
            cx.write(Value::Bool(true))?;
        } else if self.list {
            found
                .into_iter()
                .take(1)
                .try_for_each(|info| cx.write(info.object()))?;
        } else {
            found
                .into_iter()
                .try_for_each(|info| cx.write(info.object()))?;
        }
        Ok(true)
    }

    fn find(&self, line: &str) -> Result<Option<MatchInfo>> {
        let (mut matches, mut stressed, mut hit) = (Vec::new(), Vec::new(), None);
        for at in 0..self.pattern.len() {
            if self.simple_match {
                if let Some(place) = self.index_of(line, &self.pattern[at]) {
                    let units = |text: &str| text.encode_utf16().count();
                    stressed.push((units(&line[..place.start]), units(&line[place])));
                    hit = Some(at);
                }
            } else if self.expressions[at].matches(line) {
                let expression = &self.expressions[at];
                matches = if self.all_matches && !self.not_match {
                    expression.all(line)?
                } else {
                    expression.first(line)?.into_iter().collect()
                };
                hit = Some(at);
            }
            if hit.is_some() {
                break;
            }
        }
        if hit.is_some() == self.not_match {
            return Ok(None);
        }
        if self.stress {
            for found in &matches {
                let number = |name: &str| match values::get(found, name) {
                    Ok(Some(Value::Int32(number))) => usize::try_from(number).unwrap_or(0),
                    _ => 0,
                };
                stressed.push((number("Index"), number("Length")));
            }
        } else {
            stressed.clear();
        }
        Ok(Some(MatchInfo {
            ignore_case: !self.case_sensitive,
            line: line.into(),
            pattern: self.pattern[hit.unwrap_or(0)].clone(),
            matches,
            stressed,
            ..MatchInfo::default()
        }))
    }

    fn index_of(&self, line: &str, pattern: &str) -> Option<std::ops::Range<usize>> {
        let options = match (
            self.culture.to_ascii_lowercase().as_str(),
            self.case_sensitive,
        ) {
            ("ordinal", true) => CompareOptions::ORDINAL,
            ("ordinal", false) => CompareOptions::ORDINAL_IGNORE_CASE,
            (_, true) => CompareOptions::NONE,
            (_, false) => CompareOptions::IGNORE_CASE,
        };
        let culture = match self.culture.as_str() {
            "" | "Current" | "Ordinal" => Culture::current(),
            "Invariant" => Culture::invariant(),
            name => Culture::by_name(name).unwrap_or_else(Culture::current),
        };
        collation::index_of(line, pattern, options, culture)
    }
}

/// A file object stands for its path.
fn file_name(value: &Value) -> Str {
    match values::get(value, "FullName") {
        Ok(Some(name)) if value.as_str().is_none() => values::text(&name),
        _ => values::text(value),
    }
}

/// Lines as .NET's reader takes them: all three line ends count.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let line = &rest[..end];
        let skip = if rest[end..].starts_with("\r\n") {
            2
        } else {
            usize::from(end < rest.len())
        };
        rest = &rest[end + skip..];
        Some(line)
    })
}
