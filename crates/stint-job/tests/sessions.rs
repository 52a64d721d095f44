//! Races of a session as lists of events: a real server's state machine at the other end, no process, and a clock that is set.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use stint_job::clock::{Clock, Moment};
use stint_job::job::{JobIds, NewJob, Outcome, Phase, StreamKind};
use stint_job::session::{Action, Launch, Session, SessionOptions};
use stint_job::sys::Exit;
use stint_job::{Job, JobKind, JobState, reasons};
use stint_journal::Timestamp;
use stint_object::Value;
use stint_wire::clixml::Zone;
use stint_wire::psrp::{
    HostMethod, HostScope, Pipeline, PipelineState, PoolOptions, Record, RecordKind, Server,
    ServerEvent, ServerFacts,
};
use stint_wire::{Limits, Uuid};

#[derive(Default)]
struct FakeClock(Mutex<Duration>);

impl Clock for FakeClock {
    fn time(&self) -> Timestamp {
        Timestamp::EPOCH.plus(*self.0.lock())
    }

    fn moment(&self) -> Moment {
        Moment::at(*self.0.lock())
    }
}

struct Scene {
    clock: Arc<FakeClock>,
    session: Session,
    server: Server,
    parent: Job,
    child: Job,
    run: Uuid,
    /// The pipeline's id as the server knows it, once it was asked to run it.
    asked: Option<Uuid>,
    stops: usize,
}

impl Scene {
    fn new() -> Self {
        let clock = Arc::new(FakeClock::default());
        let ids = JobIds::new();
        let job = |kind| {
            let location = "localhost".into();
            Job::new(
                &ids,
                NewJob {
                    kind,
                    name: None,
                    command: "x".into(),
                    location,
                    shows_computer: false,
                },
            )
        };
        let (parent, child) = (job(JobKind::Background), job(JobKind::Child));
        parent.add_child(&child);
        parent
            .set_active(JobState::Running, clock.time())
            .expect("it is new");
        let options = SessionOptions {
            pool: PoolOptions::new(Uuid::from_u128(1)),
            launch: Launch::OwnProcess,
            computer: "localhost".into(),
            ends_with_work: true,
        };
        let mut session =
            Session::new(options, Arc::clone(&clock) as Arc<dyn Clock>).expect("it can be written");
        let run = session.run(&child, &Pipeline::script("x", Vec::new(), Vec::new()));
        let server = Server::new(Zone::UTC, Limits::default());
        Self {
            clock,
            session,
            server,
            parent,
            child,
            run,
            asked: None,
            stops: 0,
        }
    }

    /// One whose pool is open.
    fn opened() -> Self {
        let mut scene = Self::new();
        scene.serve();
        let facts = ServerFacts {
            version: "7.6.5".into(),
            os: "Linux".into(),
            opening_pipelines: 0,
        };
        scene.server.pool_opened(&facts).expect("it can be written");
        scene.deliver();
        assert_eq!(scene.states(), (JobState::Running, JobState::Running));
        scene
    }

    fn serve(&mut self) {
        let bytes = std::mem::take(self.session.output());
        self.server.space(bytes.len()).extend_from_slice(&bytes);
        while let Some(event) = self.server.next_event().expect("the client is sane") {
            match event {
                ServerEvent::Run(id, _) => self.asked = Some(id),
                ServerEvent::Stop(_) => self.stops += 1,
                _ => {}
            }
        }
    }

    fn deliver(&mut self) {
        let bytes = std::mem::take(self.server.output());
        self.session.space(bytes.len()).extend_from_slice(&bytes);
        self.session.received();
    }

    fn says(&mut self, text: &str) {
        let record = Record {
            kind: RecordKind::Output,
            value: Value::str(text),
        };
        self.server
            .record(self.asked.expect("it runs"), &record)
            .expect("it can be written");
    }

    fn ends(&mut self, state: PipelineState) {
        let error = (state == PipelineState::Stopped).then(reasons::pipeline_stopped);
        self.server
            .pipeline_state(self.asked.expect("it runs"), state, error.as_ref())
            .expect("it can be written");
    }

    fn passes(&mut self, time: Duration) {
        *self.clock.0.lock() += time;
        self.session.tick();
    }

    fn states(&self) -> (JobState, JobState) {
        (self.parent.state(), self.child.state())
    }

    fn output(&self) -> usize {
        self.child.stream(StreamKind::Output).len()
    }
}

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn it_is_over_with_its_last_word_and_the_process_may_take_its_time() {
    let mut scene = Scene::opened();
    scene.says("a");
    scene.ends(PipelineState::Completed);
    scene.deliver();
    assert_eq!(
        (scene.states(), scene.output()),
        ((JobState::Completed, JobState::Completed), 1)
    );
    assert_eq!(scene.session.take_actions(), [Action::CloseInput]);
    assert!(!scene.session.is_gone());
    scene.passes(4 * SECOND);
    assert!(scene.session.take_actions().is_empty());
    scene.passes(SECOND);
    assert_eq!(scene.session.take_actions(), [Action::KillTree]);
    scene.session.exited(Exit::Signal(9));
    assert!(
        scene.session.is_gone()
            && scene.session.deadline().is_none()
            && scene.session.broken().is_none()
    );
    assert_eq!(scene.states(), (JobState::Completed, JobState::Completed));
}

#[test]
fn a_stop_that_meets_the_end_on_its_way() {
    let mut scene = Scene::opened();
    scene.says("a");
    scene.ends(PipelineState::Completed);
    scene.session.stop(scene.run, None);
    scene.deliver();
    scene.serve();
    // It had ended; that it was asked to stop then is only why its processes are killed.
    assert_eq!(
        scene.session.take_actions(),
        [Action::CloseInput, Action::KillTree]
    );
    scene.session.exited(Exit::Signal(9));
    assert_eq!(scene.states(), (JobState::Completed, JobState::Completed));
}

#[test]
fn a_stop_is_told_when_the_processes_are_gone() {
    let mut scene = Scene::opened();
    scene.session.stop(scene.run, None);
    scene.session.stop(scene.run, None);
    scene.serve();
    assert_eq!(scene.stops, 1);
    scene.says("cleaned");
    scene.ends(PipelineState::Stopped);
    scene.deliver();
    assert_eq!((scene.states().1, scene.output()), (JobState::Running, 1));
    assert_eq!(
        scene.session.take_actions(),
        [Action::CloseInput, Action::KillTree]
    );
    scene.session.exited(Exit::Signal(9));
    assert_eq!(scene.states().1, JobState::Stopped);
    assert!(matches!(
        scene.child.phase(),
        Phase::Finished {
            outcome: Outcome::Stopped { .. },
            begun: Some(_),
            ..
        }
    ));
}

#[test]
fn one_that_dies_on_its_way_to_a_stop() {
    let mut scene = Scene::opened();
    scene.session.stop(scene.run, None);
    scene.session.exited(Exit::Code(1));
    assert_eq!(scene.states(), (JobState::Failed, JobState::Failed));
}

#[test]
fn one_that_does_not_answer_goes_down_the_ladder() {
    let mut scene = Scene::opened();
    scene.session.stop(scene.run, Some(5 * SECOND));
    scene.passes(4 * SECOND);
    assert!(scene.session.take_actions().is_empty());
    scene.passes(SECOND);
    assert_eq!(scene.session.take_actions(), [Action::EndTree]);
    scene.passes(2 * SECOND);
    assert_eq!(scene.session.take_actions(), [Action::KillTree]);
    scene.session.exited(Exit::Signal(9));
    assert_eq!(scene.states(), (JobState::Failed, JobState::Failed));
}

#[test]
fn an_answer_in_the_last_moment_counts() {
    let mut scene = Scene::opened();
    scene.session.stop(scene.run, Some(5 * SECOND));
    scene.serve();
    scene.ends(PipelineState::Stopped);
    scene.passes(5 * SECOND);
    assert_eq!(scene.session.take_actions(), [Action::EndTree]);
    scene.deliver();
    scene.session.exited(Exit::Signal(15));
    assert_eq!(scene.states().1, JobState::Stopped);
}

#[test]
fn a_stop_before_anything_was_said() {
    let mut scene = Scene::new();
    scene.session.stop(scene.run, None);
    assert_eq!(scene.states().1, JobState::Stopped);
    assert!(scene.child.begun().is_none());
    assert_eq!(
        scene.session.take_actions(),
        [Action::CloseInput, Action::KillTree]
    );
    scene.serve();
    scene.deliver();
    scene.session.exited(Exit::Signal(9));
    assert_eq!(scene.states().1, JobState::Stopped);
}

#[test]
fn what_comes_behind_the_end_is_not_heard() {
    let mut scene = Scene::opened();
    scene.ends(PipelineState::Completed);
    scene.says("late");
    scene.ends(PipelineState::Failed);
    scene.deliver();
    assert_eq!(
        (scene.states(), scene.output()),
        ((JobState::Completed, JobState::Completed), 0)
    );
}

#[test]
fn exit_stops_the_child_and_completes_the_parent() {
    let mut scene = Scene::opened();
    let scope = HostScope::Pipeline(scene.asked.expect("it runs"));
    scene
        .server
        .host_call(scope, HostMethod::SetShouldExit, vec![Value::Int32(3)])
        .expect("it can be written");
    scene.ends(PipelineState::Completed);
    scene.deliver();
    assert_eq!(scene.states(), (JobState::Completed, JobState::Stopped));
}

#[test]
fn words_that_are_no_packets_end_it() {
    let mut scene = Scene::opened();
    scene.session.space(0).extend_from_slice(b"hello\n");
    scene.session.received();
    assert_eq!(scene.states(), (JobState::Failed, JobState::Failed));
    assert_eq!(
        scene.session.take_actions(),
        [Action::CloseInput, Action::KillTree]
    );
}

#[test]
fn a_question_blocks_and_a_death_ends_it() {
    let mut scene = Scene::opened();
    let scope = HostScope::Pipeline(scene.asked.expect("it runs"));
    scene
        .server
        .host_call(scope, HostMethod::ReadLine, Vec::new())
        .expect("it can be written");
    scene.deliver();
    assert_eq!(scene.states(), (JobState::Blocked, JobState::Blocked));
    scene.session.exited(Exit::Code(0));
    assert_eq!(scene.states(), (JobState::Failed, JobState::Failed));
}
