//! `System.Console`.

use crate::hooks;
use crate::io::stream::standard::{Standard, stream};
use crate::io::text::reader::{self, SYNC_TEXT_READER, Source};
use crate::io::text::writer::{
    self, SYNC_TEXT_WRITER, Target, chars, formatted, overloads, value_text,
};
use std::io::IsTerminal;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};
use stint_object::access::enums::value as enumeration;
use stint_object::text::encoding::Encoding;
use stint_object::types::native::{Args, Plain, method, property};
use stint_object::types::system::{encoding, enums};
use stint_object::types::{Method, Property, Type, TypeInfo, join, settable, throw};
use stint_object::{Lock, Result, Value};

/// The types of this module.
pub static TYPES: &[Type] = &[CONSOLE];

/// What the process's console is made of, as a script may have set it.
struct State {
    input: Value,
    output: Value,
    error: Value,
    input_encoding: Value,
    output_encoding: Value,
    title: Value,
}

static STATE: LazyLock<Lock<State>> = LazyLock::new(|| {
    Lock::new(State {
        input: reader::value(SYNC_TEXT_READER, Source::Console, Encoding::UTF8, false),
        output: console_writer(Standard::Output),
        error: console_writer(Standard::Error),
        input_encoding: encoding::value(Encoding::UTF8),
        output_encoding: encoding::value(Encoding::UTF8),
        title: "".into(),
    })
});

/// The colours as .NET numbers them, the foreground's first; -1 for the terminal's own.
static COLOURS: [AtomicI64; 2] = [AtomicI64::new(-1), AtomicI64::new(-1)];

fn console_writer(which: Standard) -> Value {
    writer::value(SYNC_TEXT_WRITER, Target::Console(which), Encoding::UTF8)
}

/// One part of the state.
fn part(part: fn(&mut State) -> &mut Value) -> Value {
    part(&mut STATE.lock()).clone()
}

fn set_part(part: fn(&mut State) -> &mut Value, value: Value, name: &str) -> Result<()> {
    if value.is_null() {
        return Err(throw::argument_null(name));
    }
    let old = std::mem::replace(part(&mut STATE.lock()), value);
    drop(old);
    Ok(())
}

fn put(_: &Value, text: String) -> Result<()> {
    writer::write(&part(|state| &mut state.output), &text, false)
}

fn put_line(_: &Value, text: String) -> Result<()> {
    writer::write(&part(|state| &mut state.output), &text, true)
}

/// Writes a control sequence, if a terminal reads it.
fn control(text: &str) {
    if std::io::stdout().is_terminal() {
        Standard::Output.put(text.as_bytes());
    }
}

fn colour(at: usize) -> Value {
    enumeration(enums::CONSOLE_COLOR, COLOURS[at].load(Ordering::Relaxed))
}

fn set_colour(at: usize, number: i64) -> Result<()> {
    const ANSI: [u8; 8] = [0, 4, 2, 6, 1, 5, 3, 7];
    let Some(plain) = usize::try_from(number).ok().filter(|number| *number < 16) else {
        return Err(throw::argument(
            "The ConsoleColor enum value was not defined on that enum. Please use a defined color from the enum.",
            "",
        ));
    };
    COLOURS[at].store(number, Ordering::Relaxed);
    let base = [[30, 90], [40, 100]][at][usize::from(plain >= 8)];
    control(&format!("\u{1b}[{}m", base + i32::from(ANSI[plain % 8])));
    Ok(())
}

/// Columns and lines.
fn size() -> (i32, i32) {
    rustix::termios::tcgetwinsize(std::io::stdout())
        .ok()
        .filter(|size| size.ws_col > 0)
        .map_or((80, 24), |size| {
            (i32::from(size.ws_col), i32::from(size.ws_row))
        })
}

fn no_keys() -> stint_object::Flow {
    throw::invalid_operation(
        "Cannot read keys when either application does not have a console or when console input has been redirected. Try Console.Read.",
    )
}

const WRITE: &[Method] = overloads!("static void Write", put);
const WRITE_LINE: &[Method] = overloads!("static void WriteLine", put_line);

const OTHERS: &[Method] = &[
    method!("static void Beep()", |_, _| control("\u{7}")),
    method!("static void Clear()", |_, _| control(
        "\u{1b}[H\u{1b}[2J\u{1b}[3J"
    )),
    method!("static System.IO.Stream OpenStandardError()", |_, _| {
        stream(Standard::Error)
    }),
    method!(
        "static System.IO.Stream OpenStandardInput()",
        |_, _| stream(Standard::Input)
    ),
    method!("static System.IO.Stream OpenStandardOutput()", |_, _| {
        stream(Standard::Output)
    }),
    method!("static int Read()", |_, _| {
        hooks::flush_host();
        reader::next(&part(|state| &mut state.input), true)
    }),
    method!("static System.ConsoleKeyInfo ReadKey()", |_, _| Err::<
        Value,
        _,
    >(
        no_keys()
    )),
    method!(
        "static System.ConsoleKeyInfo ReadKey(bool intercept)",
        |_, _| Err::<Value, _>(no_keys())
    ),
    method!("static string ReadLine()", |_, _| {
        hooks::flush_host();
        reader::line(&part(|state| &mut state.input))
    }),
    method!("static void ResetColor()", |_, _| {
        for colour in &COLOURS {
            colour.store(-1, Ordering::Relaxed);
        }
        control("\u{1b}[39;49m");
    }),
    method!(
        "static void SetCursorPosition(int left, int top)",
        |_, args| {
            control(&format!("\u{1b}[{};{}H", args.int(1) + 1, args.int(0) + 1));
        }
    ),
    method!(
        "static void SetError(System.IO.TextWriter newError)",
        |_, args| { set_part(|state| &mut state.error, args.at(0).clone(), "newError") }
    ),
    method!(
        "static void SetIn(System.IO.TextReader newIn)",
        |_, args| { set_part(|state| &mut state.input, args.at(0).clone(), "newIn") }
    ),
    method!(
        "static void SetOut(System.IO.TextWriter newOut)",
        |_, args| { set_part(|state| &mut state.output, args.at(0).clone(), "newOut") }
    ),
    method!("static void WriteLine()", |it, _| put_line(
        it,
        String::new()
    )),
];

const PROPERTIES: &[Property] = &[
    settable(
        "static System.ConsoleColor BackgroundColor {get;set;}",
        |_| Ok(colour(1)),
        |_, value| set_colour(1, value.number()),
    ),
    property!("static int BufferHeight {get;}", |_| size().1),
    property!("static int BufferWidth {get;}", |_| size().0),
    property!("static int CursorLeft {get;}", |_| 0_i32),
    property!("static int CursorSize {get;}", |_| 100_i32),
    property!("static int CursorTop {get;}", |_| 0_i32),
    settable(
        "static bool CursorVisible {get;set;}",
        |_| {
            Err(throw::of(
                stint_object::types::system::exceptions::PLATFORM_NOT_SUPPORTED,
                "Operation is not supported on this platform.",
            ))
        },
        |_, value| {
            control(if value.boolean() {
                "\u{1b}[?25h"
            } else {
                "\u{1b}[?25l"
            });
            Ok(())
        },
    ),
    property!("static System.IO.TextWriter Error {get;}", |_| part(
        |state| &mut state.error
    )),
    settable(
        "static System.ConsoleColor ForegroundColor {get;set;}",
        |_| Ok(colour(0)),
        |_, value| set_colour(0, value.number()),
    ),
    property!("static System.IO.TextReader In {get;}", |_| part(|state| {
        &mut state.input
    })),
    settable(
        "static System.Text.Encoding InputEncoding {get;set;}",
        |_| Ok(part(|state| &mut state.input_encoding)),
        |_, value| set_part(|state| &mut state.input_encoding, value, "value"),
    ),
    property!("static bool IsErrorRedirected {get;}", |_| {
        !std::io::stderr().is_terminal()
    }),
    property!("static bool IsInputRedirected {get;}", |_| !std::io::stdin(
    )
    .is_terminal()),
    property!("static bool IsOutputRedirected {get;}", |_| {
        !std::io::stdout().is_terminal()
    }),
    property!("static bool KeyAvailable {get;}", |_| Err::<Value, _>(
        throw::invalid_operation(
            "Cannot see if a key has been pressed when either application does not have a console or when console input has been redirected from a file. Try Console.In.Peek."
        )
    )),
    property!("static int LargestWindowHeight {get;}", |_| size().1),
    property!("static int LargestWindowWidth {get;}", |_| size().0),
    property!("static System.IO.TextWriter Out {get;}", |_| part(
        |state| &mut state.output
    )),
    settable(
        "static System.Text.Encoding OutputEncoding {get;set;}",
        |_| Ok(part(|state| &mut state.output_encoding)),
        |_, value| set_part(|state| &mut state.output_encoding, value, "value"),
    ),
    settable(
        "static string Title {get;set;}",
        |_| Ok(part(|state| &mut state.title)),
        |_, value| {
            control(&format!("\u{1b}]0;{}\u{7}", value.text()));
            set_part(|state| &mut state.title, value, "value")
        },
    ),
    settable(
        "static bool TreatControlCAsInput {get;set;}",
        |_| Ok(Value::Bool(false)),
        |_, _| Ok(()),
    ),
    property!("static int WindowHeight {get;}", |_| size().1),
    property!("static int WindowLeft {get;}", |_| 0_i32),
    property!("static int WindowTop {get;}", |_| 0_i32),
    property!("static int WindowWidth {get;}", |_| size().0),
];

/// `System.Console`.
pub const CONSOLE: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Console")
        .properties(PROPERTIES)
        .methods(join![OTHERS, WRITE, WRITE_LINE]);
    Type(&INFO)
};
