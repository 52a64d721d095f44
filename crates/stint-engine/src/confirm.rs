//! `-WhatIf` and `-Confirm`.

use crate::frame::Frame;
use crate::runspace::Runspace;
use crate::stage::common::Common;
use crate::symbol::known;
use std::cell::Cell;
use std::rc::Rc;
use stint_cmdlet::host::Choice;
use stint_cmdlet::parameter::Impact;
use stint_object::records::HostMessage;
use stint_object::{Flow, Result, Value, convert};

/// `$ConfirmPreference`.
pub fn preference(frame: &Rc<Frame>) -> Impact {
    let value = crate::run::variable::by_name(frame, *known::CONFIRM);
    let text = value
        .and_then(|value: Value| convert::to_str(&value).ok())
        .unwrap_or_default();
    match text.to_ascii_lowercase().as_str() {
        "none" => Impact::None,
        "low" => Impact::Low,
        "medium" => Impact::Medium,
        _ => Impact::High,
    }
}

/// Who asks, and what the preferences say.
pub struct Asking<'a> {
    /// The session.
    pub rs: &'a Runspace,
    /// The scope whose preferences hold.
    pub frame: &'a Rc<Frame>,
    /// The common parameters of the call.
    pub common: &'a Common,
    /// The command's impact.
    pub impact: Impact,
    /// `Yes to All` and `No to All`.
    pub all: &'a Cell<(bool, bool)>,
}

impl Asking<'_> {
    fn what_if(&self) -> bool {
        let variable = || {
            crate::run::variable::by_name(self.frame, *known::WHAT_IF)
                .is_some_and(|value| convert::to_bool(&value))
        };
        self.common.what_if.unwrap_or_else(variable)
    }

    fn preference(&self) -> Impact {
        match self.common.confirm {
            Some(true) => Impact::Low,
            Some(false) => Impact::None,
            None => preference(self.frame),
        }
    }
}

/// `ShouldProcess(target, action)`.
pub fn should_process(asking: &Asking<'_>, target: &str, action: &str) -> Result<bool> {
    let text = format!("Performing the operation \"{action}\" on target \"{target}\".");
    should_process_texts(
        asking,
        &text,
        &format!("Are you sure you want to perform this action?\n{text}"),
        "Confirm",
    )
}

/// `ShouldProcess(description, warning, caption)`.
pub fn should_process_texts(
    asking: &Asking<'_>,
    description: &str,
    warning: &str,
    caption: &str,
) -> Result<bool> {
    if asking.what_if() {
        show_what_if(asking.rs, description)?;
        return Ok(false);
    }
    let preference = asking.preference();
    if preference == Impact::None || preference > asking.impact {
        crate::report::detail(
            asking.rs,
            asking.frame,
            asking.common.verbose,
            crate::runspace::stream::VERBOSE,
            description,
        )?;
        return Ok(true);
    }
    match asking.all.get() {
        (true, _) => return Ok(true),
        (_, true) => return Ok(false),
        _ => {}
    }
    let mut all = asking.all.get();
    let answer = ask(asking.rs, caption, warning, Some(&mut all))?;
    asking.all.set(all);
    Ok(answer)
}

fn show_what_if(rs: &Runspace, text: &str) -> Result<()> {
    let message = HostMessage {
        message: format!("What if: {text}").into(),
        ..HostMessage::default()
    };
    rs.host.borrow_mut().write(&message);
    Ok(())
}

/// `ShouldContinue`.
pub fn should_continue(
    rs: &Runspace,
    query: &str,
    caption: &str,
    all: Option<&mut (bool, bool)>,
) -> Result<bool> {
    match all.as_deref() {
        Some((true, _)) => return Ok(true),
        Some((_, true)) => return Ok(false),
        _ => {}
    }
    ask(rs, caption, query, all)
}

fn ask(
    rs: &Runspace,
    caption: &str,
    message: &str,
    all: Option<&mut (bool, bool)>,
) -> Result<bool> {
    let choice = |label: &str, help: &str| Choice {
        label: label.into(),
        help: help.into(),
    };
    let mut choices = vec![choice(
        "&Yes",
        "Continue with only the next step of the operation.",
    )];
    if all.is_some() {
        choices.push(choice(
            "Yes to &All",
            "Continue with all the steps of the operation.",
        ));
    }
    choices.push(choice(
        "&No",
        "Skip this operation and proceed with the next operation.",
    ));
    if all.is_some() {
        choices.push(choice(
            "No to A&ll",
            "Skip this operation and all subsequent operations.",
        ));
    }
    choices.push(choice("&Suspend", "Pause the current pipeline and return to the command prompt. Type \"exit\" to resume the pipeline."));
    let answer = rs.host.borrow_mut().choose(caption, message, &choices, 0)?;
    match (all, answer) {
        (_, 0) => Ok(true),
        (Some(all), 1) => {
            all.0 = true;
            Ok(true)
        }
        (Some(_), 2) | (None, 1) => Ok(false),
        (Some(all), 3) => {
            all.1 = true;
            Ok(false)
        }
        _ => Err(Flow::Stopped),
    }
}
