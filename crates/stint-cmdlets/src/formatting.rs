//! What formatting needs to know of the session: preferences, styles, the window, and the views that were loaded.

use crate::values;
use std::sync::{Arc, OnceLock};
use stint_cmdlet::Cx;
use stint_format::generate::Context;

use stint_format::surroundings::{ErrorView, Settings, Styles, Surroundings};
use stint_format::view::database::Database;
use stint_object::error_record::ErrorObject;
use stint_object::script_block::ScriptBlock;
use stint_object::{Lock, Str, Value};

/// The views of a runspace, the loaded ones before the built-in ones; kept in a slot.
#[derive(Default)]
pub struct Views(pub Arc<Database>);

/// Makes a script block of a view's text, in the runspace of the calling thread.
pub type Compile = fn(&str) -> Option<Arc<dyn ScriptBlock>>;

static COMPILE: OnceLock<Compile> = OnceLock::new();

/// Installs what compiles the scripts of loaded views; later calls change nothing.
pub fn install_compiler(compile: Compile) {
    let _ = COMPILE.set(compile);
}

/// The session as it was when it was last looked at.
#[derive(Default)]
pub struct Snapshot {
    settings: Lock<Arc<Settings>>,
    location: Lock<Str>,
    last_error: Lock<Option<Value>>,
    /// The command of the error that is shown, if it cannot be found any more.
    lost_command: Lock<Option<Str>>,
}

impl Surroundings for Snapshot {
    fn settings(&self) -> Arc<Settings> {
        self.settings.lock().clone()
    }

    fn script(&self, text: &str) -> Option<Arc<dyn ScriptBlock>> {
        COMPILE.get().and_then(|compile| compile(text))
    }

    fn location(&self) -> Str {
        self.location.lock().clone()
    }

    fn command_exists(&self, name: &str) -> bool {
        self.lost_command.lock().as_deref() != Some(name)
    }

    fn last_error(&self) -> Option<Value> {
        self.last_error.lock().clone()
    }
}

/// A formatting context for a running cmdlet, and the snapshot that it looks at.
pub(crate) fn context(cx: &mut dyn Cx) -> (Context, Arc<Snapshot>) {
    let snapshot = Arc::new(Snapshot::default());
    snapshot.refresh(cx);
    let database = cx.slots().get_or_insert(Views::default).0.clone();
    (
        Context {
            around: snapshot.clone(),
            database,
        },
        snapshot,
    )
}

impl Snapshot {
    /// Looks at the session again before an object is shown; a plain text or number needs nothing of it.
    pub(crate) fn refresh_for(&self, cx: &mut dyn Cx, value: &Value) {
        if matches!(value, Value::Object(_)) {
            self.refresh(cx);
        }
        if let Some(error) = ErrorObject::from_value(value) {
            let invocation = error.state.lock().invocation.clone();
            let name = invocation.map(|invocation| invocation.command_name.clone());
            *self.lost_command.lock() =
                name.filter(|name| !name.is_empty() && cx.session().command(name).is_none());
        }
    }

    fn refresh(&self, cx: &mut dyn Cx) {
        let settings = settings(cx);
        if settings.error_view == ErrorView::Detailed {
            let errors = cx.session().variable_value("Error");
            let first = errors
                .as_ref()
                .and_then(values::items)
                .and_then(|errors| errors.into_iter().next());
            *self.last_error.lock() = first;
        }
        *self.settings.lock() = Arc::new(settings);
        *self.location.lock() = cx.session().location().path;
    }
}

fn settings(cx: &mut dyn Cx) -> Settings {
    let (width, height, colour) = {
        let host = cx.host();
        (host.width(), host.height(), host.supports_colour())
    };
    let limit = cx.session().variable_value("FormatEnumerationLimit");
    let view = cx.session().variable_value("ErrorView");
    Settings {
        enumeration_limit: match limit.as_ref().map(Value::base) {
            Some(Value::Int32(limit)) => *limit,
            _ => 4,
        },
        error_view: view.map_or(ErrorView::Concise, |view| {
            ErrorView::from_name(&values::text(&view))
        }),
        window_width: width,
        window_height: height,
        styles: Styles::current(colour),
    }
}
