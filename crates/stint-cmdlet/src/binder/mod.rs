//! The binder: arguments to parameters. It knows no cmdlet and no script: a [`ParameterTable`](crate::ParameterTable)
//! goes in, values by parameter index come out.
//!
//! One [`Binding`] lives as long as one invocation of a command: [`Binding::begin`] binds the command line,
//! [`Binding::bind_item`] each pipeline item. What runs script or asks somebody goes through [`Callbacks`].
//! [`Prepared`] is the short way for call sites whose shape is known and needs none of that.
//!
//! The order of the passes is PowerShell's: named, positional (default set before others, without conversion before
//! with), defaults from `$PSDefaultParameterValues`, dynamic parameters, remaining arguments; then the parameter set is
//! chosen and mandatory parameters are asked for.

mod argument;
mod callbacks;
mod cast;
mod coerce;
mod collection;
mod command_line;
mod convert;
mod defaults;
mod error;
mod index;
mod mandatory;
mod named;
mod pipeline;
mod positional;
mod prepared;
mod remaining;
mod sets;
mod state;
mod transform;
mod validate;
mod value;

pub use argument::{Argument, PARAMETER_NAME_NOTE, Part, Site};
pub use callbacks::{Callbacks, PromptField, Silent};
pub use cast::{cast, check_boolean};
pub use error::{locate, not_supported};
pub use index::IndexCell;
pub(crate) use index::Place;
pub use named::given_twice;
pub use pipeline::Item;
pub use prepared::{ArgumentShape, Prepared};
pub use state::{Binding, Request};
pub use validate::validate;
pub use value::{cast_plain, default_of, default_value};
