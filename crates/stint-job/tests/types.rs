//! Jobs as scripts see them, through stint-object's member access.

use stint_job::job::{JobIds, NewJob, Outcome, StreamKind};
use stint_job::types::{change_value, info_value, job_of, job_value, register, state_value};
use stint_job::{Job, JobKind, JobState};
use stint_journal::Timestamp;
use stint_object::access::{self, PropertyKind};
use stint_object::{Value, string_form};

fn job(kind: JobKind) -> Job {
    register();
    let new = NewJob {
        kind,
        name: None,
        command: " 1 ".into(),
        location: "localhost".into(),
        shows_computer: false,
    };
    Job::new(&JobIds::new(), new)
}

fn get(value: &Value, path: &str) -> String {
    let found = path.split('.').fold(value.clone(), |value, name| {
        access::get_property(&value, name)
            .expect("it is readable")
            .unwrap_or_else(|| panic!("no {name}"))
    });
    string_form::net_text(&found).to_string()
}

#[test]
fn properties_have_powershell_s_names_and_order() {
    let parent = job(JobKind::Background);
    parent.add_child(&job(JobKind::Child));
    let value = job_value(&parent);
    let names: Vec<String> = access::properties(&value)
        .iter()
        .map(|view| view.name.to_string())
        .collect();
    let expected = "State,HasMoreData,StatusMessage,Location,Command,JobStateInfo,Finished,InstanceId,Id,Name,ChildJobs,\
                    PSBeginTime,PSEndTime,PSJobTypeName,Output,Error,Progress,Verbose,Debug,Warning,Information";
    assert_eq!(names.join(","), expected);
    let kinds = access::members(&value);
    let events: Vec<_> = kinds
        .iter()
        .filter(|member| member.kind == "Event")
        .map(|member| &*member.name)
        .collect();
    assert_eq!(events, ["StateChanged"]);
    assert!(access::properties(&value).iter().all(|view| {
        view.kind
            == if view.name == "State" {
                PropertyKind::ScriptProperty
            } else {
                PropertyKind::Property
            }
    }));
    let types = access::type_names(&value).join(",");
    assert_eq!(
        types,
        "System.Management.Automation.PSRemotingJob,System.Management.Automation.Job,System.Object"
    );
}

#[test]
fn properties_say_what_the_job_is() {
    let parent = job(JobKind::Background);
    let child = job(JobKind::Child);
    parent.add_child(&child);
    let value = job_value(&parent);
    assert!(
        value.same(&job_value(&parent)) && job_of(&value).is_some_and(|found| found.is(&parent))
    );
    assert_eq!(
        (get(&value, "State"), get(&value, "PSBeginTime")),
        ("NotStarted".into(), String::new())
    );
    parent
        .set_active(JobState::Running, Timestamp::from_nanos(1))
        .expect("it is new");
    child
        .set_active(JobState::Running, Timestamp::from_nanos(1))
        .expect("it is new");
    child.say(
        StreamKind::Output,
        Value::str("a"),
        Timestamp::from_nanos(2),
    );
    child
        .finish(Outcome::Completed, Timestamp::from_nanos(3))
        .expect("it runs");
    assert_eq!(get(&value, "JobStateInfo.State"), "Completed");
    assert_eq!(
        (get(&value, "JobStateInfo"), get(&value, "Location")),
        ("Completed".into(), "localhost".into())
    );
    assert_eq!(
        (get(&value, "Output.Count"), get(&value, "PSJobTypeName")),
        ("0".into(), "BackgroundJob".into())
    );
    let children = access::get_property(&value, "ChildJobs")
        .expect("it is readable")
        .expect("it is there");
    let first = stint_object::enumerate::to_vec(&children)
        .expect("it is a list")
        .remove(0);
    assert_eq!(
        (get(&first, "Output.Count"), get(&first, "HasMoreData")),
        ("1".into(), "True".into())
    );
    let output = access::get_property(&first, "Output")
        .expect("it is readable")
        .expect("it is there");
    let item = access::get_index(&output, &[Value::Int32(0)]).expect("it is there");
    assert_eq!(string_form::net_text(&item), "a");
    let waited = access::get_property(&value, "Finished")
        .expect("it is readable")
        .expect("it is there");
    let waited =
        access::invoke_method(&waited, "WaitOne", &[Value::Int32(0)]).expect("it can be called");
    assert!(matches!(waited, Value::Bool(true)));
    access::set_property(&value, "Name", Value::str("new")).expect("it can be set");
    assert_eq!(parent.name(), "new");
    parent.dispose();
    assert!(access::set_property(&value, "Name", Value::str("x")).is_err());
}

#[test]
fn states_and_their_changes() {
    register();
    assert_eq!(
        string_form::net_text(&state_value(JobState::AtBreakpoint)),
        "AtBreakpoint"
    );
    let thread = job(JobKind::Thread);
    let before = thread.state_info();
    thread.begin_stop(None, Timestamp::EPOCH);
    let change = change_value(stint_job::job::StateChange {
        now: thread.state_info(),
        before: before.clone(),
    });
    assert_eq!(get(&change, "JobStateInfo.State"), "Stopped");
    assert_eq!(get(&change, "PreviousJobStateInfo"), "NotStarted");
    assert_eq!(get(&info_value(before), "Reason"), "");
    let value = job_value(&thread);
    assert!(access::invoke_method(&value, "SuspendJob", &[]).is_err());
    assert_eq!(get(&value, "Location"), "localhost");
}
