//! The recorded sessions at a terminal, played: what is typed, and what must come back in the same words, order and colours. How the
//! cursor moves, and who echoes what is typed, is not compared.

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// The folder that was recorded.
const HOME: &str = "/tmp/termhome";

/// What says another thing each time: it is played, and only its prompt is awaited.
const VARIES: &[&str] = &[
    // Dates and sizes.
    "Get-Item /'",
    "Get-ChildItem /usr",
    // Ids and dates.
    "Get-Job | Format-List",
    // The recording was cut off before its end.
    "$j = Start-Job",
];

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program at a terminal of its own.
struct Terminal {
    keys: File,
    shown: Receiver<Vec<u8>>,
    program: Child,
    folder: tempfile::TempDir,
}

impl Terminal {
    fn open() -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&master).expect("a terminal");
        unlockpt(&master).expect("a terminal");
        let name = ptsname(&master, Vec::new()).expect("its name");
        let name = name.to_str().expect("a name of ASCII").to_owned();
        let open = || {
            let file = File::options().read(true).write(true).open(&name);
            file.expect("the terminal can be opened")
        };
        let terminal = open();
        let size = Winsize {
            ws_row: 30,
            ws_col: 100,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        tcsetwinsize(&terminal, size).expect("a terminal has a size");
        let folder = tempfile::tempdir().expect("a folder can be made");
        let program = Command::new(env!("CARGO_BIN_EXE_stint"))
            .args(["-NoProfile", "-NoLogo"])
            .current_dir(folder.path())
            .env_remove("NO_COLOR")
            .env_remove("COLUMNS")
            .env("HOME", folder.path())
            .env("TERM", "xterm-256color")
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "UTC")
            .stdin(Stdio::from(open()))
            .stdout(Stdio::from(open()))
            .stderr(Stdio::from(terminal))
            .spawn()
            .expect("the program can be started");
        let keys = File::from(master);
        let mut screen = keys.try_clone().expect("a handle can be copied");
        let (sender, shown) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = screen.read(&mut bytes)
                && sender.send(bytes[..count].to_vec()).is_ok()
            {}
        });
        Self {
            keys,
            shown,
            program,
            folder,
        }
    }

    /// What comes until it is complete, or nothing more does.
    fn until(&self, is_complete: impl Fn(&str) -> bool) -> String {
        let folder = self.folder.path().canonicalize().expect("it is there");
        let (end, mut bytes) = (Instant::now() + PATIENCE, Vec::new());
        loop {
            let text = String::from_utf8_lossy(&bytes).replace(&*folder.to_string_lossy(), HOME);
            let text = seen(&text);
            if is_complete(&text) {
                return text;
            }
            match self
                .shown
                .recv_timeout(end.saturating_duration_since(Instant::now()))
            {
                Ok(more) => bytes.extend(more),
                Err(_) => return text,
            }
        }
    }

    fn type_line(&mut self, text: &str) {
        writeln!(self.keys, "{text}").expect("the terminal takes keys");
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// A text as a person sees it: colours stand as `‹numbers›` before the first letter that has them.
fn seen(text: &str) -> String {
    let (mut out, mut style, mut shown) = (String::new(), Vec::new(), Vec::new());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(sequence) = rest.strip_prefix('\u{1b}') {
            let end = sequence
                .find(|c: char| c.is_ascii_alphabetic() || c == '=')
                .unwrap_or(sequence.len() - 1);
            if let Some(codes) = sequence[..end].strip_prefix('[')
                && sequence[end..].starts_with('m')
            {
                codes.split(';').for_each(|code| apply(&mut style, code));
            }
            rest = &sequence[end + 1..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if !c.is_whitespace() && style != shown {
            out.push_str(&format!("‹{}›", style.join(" ")));
            shown.clone_from(&style);
        }
        if c != '\r' {
            out.push(c);
        }
    }
    out
}

fn apply(style: &mut Vec<String>, code: &str) {
    let is_of = |code: &str, kinds: [char; 2]| {
        let kind = if code.len() > 2 {
            '*'
        } else {
            code.chars().next().unwrap_or('0')
        };
        code.len() > 1 && kinds.contains(&kind)
    };
    match code {
        "" | "0" => style.clear(),
        "39" => style.retain(|code| !is_of(code, ['3', '9'])),
        "49" => style.retain(|code| !is_of(code, ['4', '*'])),
        "27" => style.retain(|code| code != "7"),
        code => {
            if is_of(code, ['3', '9']) {
                style.retain(|code| !is_of(code, ['3', '9']));
            }
            if !style.iter().any(|known| known == code) {
                style.push(code.to_owned());
            }
        }
    }
}

/// An answer without the echo of what was typed.
fn answer<'a>(text: &'a str, typed: &str) -> &'a str {
    let text = text.strip_prefix(typed).unwrap_or(text);
    text.strip_prefix('\n').unwrap_or(text)
}

/// A text as it was written down: quoted, with escapes.
fn unquoted(line: &str) -> String {
    let mut out = String::new();
    let mut chars = line[1..line.len() - 1].chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('x') => {
                let code: String = chars.by_ref().take(2).collect();
                let code = u8::from_str_radix(&code, 16).expect("two hexadecimal digits");
                out.push(char::from(code));
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

fn play(name: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/fixtures/terminal");
    let text = std::fs::read_to_string(file.join(name)).expect("the recording is there");
    let mut terminal = Terminal::open();
    let mut lines = text.lines();
    while let (Some(typed), Some(expected)) = (lines.next(), lines.next()) {
        let quoted = typed.strip_prefix(">>> ").expect("what was typed");
        let (typed, expected) = (unquoted(quoted), seen(&unquoted(expected)));
        if typed != "<start>" {
            terminal.type_line(&typed);
        }
        if VARIES.iter().any(|known| quoted[1..].starts_with(known)) {
            let prompt = format!("PS {HOME}> ");
            assert!(
                terminal
                    .until(|text| text.ends_with(&prompt))
                    .ends_with(&prompt)
            );
            continue;
        }
        let expected = answer(&expected, &typed);
        let got = terminal.until(|text| answer(text, &typed) == expected);
        assert_eq!(answer(&got, &typed), expected, "{name}: {typed}");
    }
}

#[test]
fn prompts_and_unfinished_lines() {
    play("prompts.txt");
}

#[test]
fn confirmations() {
    play("confirm.txt");
}

#[test]
fn results_and_messages() {
    play("display.txt");
}
