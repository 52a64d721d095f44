//! `-WhatIf` and `-Confirm`.

use crate::cx::CmdletCx;
use crate::frame::Frame;
use crate::runspace::Runspace;
use crate::symbol::known;
use std::rc::Rc;
use stint_cmdlet::host::{Choice, Stream};
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

/// `ShouldProcess`.
pub fn should_process(
    cx: &mut CmdletCx<'_>,
    impact: Impact,
    target: &str,
    action: &str,
) -> Result<bool> {
    let (what_if, preference, _) = cx.confirm_state();
    let text = format!("Performing the operation \"{action}\" on target \"{target}\".");
    if what_if {
        show_what_if(cx.rs, &text)?;
        return Ok(false);
    }
    if preference == Impact::None || preference > impact {
        crate::report::detail(
            cx.rs,
            &cx.stage.site.frame,
            cx.state.common.verbose,
            crate::runspace::stream::VERBOSE,
            &text,
        )?;
        return Ok(true);
    }
    match cx.state.all.get() {
        (true, _) => return Ok(true),
        (_, true) => return Ok(false),
        _ => {}
    }
    let mut all = cx.state.all.get();
    let answer = ask(
        cx.rs,
        "Confirm",
        &format!("Are you sure you want to perform this action?\n{text}"),
        Some(&mut all),
        action,
        target,
    )?;
    cx.state.all.set(all);
    Ok(answer)
}

fn show_what_if(rs: &Runspace, text: &str) -> Result<()> {
    let message = HostMessage {
        message: format!("What if: {text}").into(),
        ..HostMessage::default()
    };
    rs.host.borrow_mut().write(&message);
    let _ = Stream::Information;
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
    ask(rs, caption, query, all, "ShouldContinue", "")
}

fn ask(
    rs: &Runspace,
    caption: &str,
    message: &str,
    all: Option<&mut (bool, bool)>,
    action: &str,
    target: &str,
) -> Result<bool> {
    let _ = (action, target);
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
