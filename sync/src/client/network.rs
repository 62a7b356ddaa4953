//! When to talk to the bureau, and what to do when it does not answer.

use super::keep::ReplicaJob;
use super::{Effect, Fault, Machine, Ticket, pace};
use crate::kept::Greeting;
use crate::protocol::{Hello, HelloAnswer, PROTOCOL, SCHEMA};
use domain::duty::Tag;
use domain::ids::{CommandId, Epoch, Incarnation};

/// Polls between two greetings of a device that stays connected: who works here, units and rest
/// days change seldom.
const POLLS_PER_HELLO: u32 = 30;

/// The conversation with the bureau.
pub(super) struct Network {
    /// The program runs and the stores are loaded.
    pub(super) opened: bool,
    /// The browser says there is a network.
    line: bool,
    /// The bureau answered the last time.
    reachable: bool,
    pub(super) signed_out: bool,
    pub(super) upgrade_required: bool,
    pub(super) revoked: bool,
    /// The bureau has told this program who works here.
    pub(super) greeted: bool,
    pub(super) hello_due: bool,
    pub(super) pull_due: bool,
    /// The bureau may have another past than this device thinks: nothing is pushed before a pull.
    pub(super) doubt: bool,
    /// Positions up to here are settled as far as any answer has told.
    pub(super) settled: u64,
    hello: Option<Ticket>,
    pub(super) push: Option<Pushing>,
    pub(super) pull: Option<Pulling>,
    timer: Option<Ticket>,
    /// Nothing is sent until the timer rings.
    waits: bool,
    attempts: u32,
    /// Pushes that failed in a row: a pull in between that went well says nothing about them.
    pub(super) push_failures: u32,
    polls: u32,
}

/// A push under way.
pub(super) struct Pushing {
    pub(super) ticket: Ticket,
    pub(super) epoch: Epoch,
    /// The position before its first operation.
    pub(super) after: u64,
    /// Acts on returned work it tells of.
    pub(super) told: Vec<CommandId>,
}

/// A pull under way, and where it was asked from.
pub(super) struct Pulling {
    pub(super) ticket: Ticket,
    pub(super) inc: Incarnation,
    pub(super) epoch: Option<Epoch>,
    pub(super) cursors: Vec<(Tag, u64)>,
    pub(super) stage: Stage,
}

#[derive(PartialEq, Eq)]
pub(super) enum Stage {
    /// No answer yet.
    Asked,
    /// The answer is being kept.
    Keeping,
}

impl Network {
    pub(super) fn starting_at(acked: u64) -> Network {
        Network {
            opened: false,
            line: false,
            reachable: false,
            signed_out: false,
            upgrade_required: false,
            revoked: false,
            greeted: false,
            hello_due: true,
            pull_due: true,
            doubt: false,
            settled: acked,
            hello: None,
            push: None,
            pull: None,
            timer: None,
            waits: false,
            attempts: 0,
            push_failures: 0,
            polls: 0,
        }
    }

    /// Forgets every request: their answers are for somebody who no longer exists.
    pub(super) fn hang_up(&mut self) {
        self.hello = None;
        self.push = None;
        self.pull = None;
    }

    pub(super) fn is_busy(&self) -> bool {
        self.hello.is_some() || self.push.is_some() || self.pull.is_some()
    }

    pub(super) fn is_online(&self) -> bool {
        self.line && self.reachable && !self.signed_out
    }
}

impl Machine {
    /// Says what is to be said now: the greeting first, then what waits, then the question what is new.
    pub(super) fn converse(&mut self) {
        let network = &self.network;
        let silent = !network.opened
            || !network.line
            || network.signed_out
            || network.revoked
            || network.waits
            || self.renewal.is_some();
        if silent {
            return;
        }
        self.hello();
        if self.network.greeted {
            self.push();
            self.pull();
        }
        if !self.network.is_busy() && self.network.timer.is_none() {
            let ms = self.chance.jitter(self.limits.poll_ms);
            self.ring_after(ms);
        }
    }

    fn ring_after(&mut self, ms: u32) {
        let ticket = self.chance.next();
        self.network.timer = Some(ticket);
        self.effects.push(Effect::WakeAfter { ticket, ms });
    }

    fn hello(&mut self) {
        if !self.network.hello_due || self.network.hello.is_some() {
            return;
        }
        let ticket = self.chance.next();
        self.network.hello = Some(ticket);
        self.network.hello_due = false;
        let identity = &self.vault.identity;
        let message = Hello {
            proto: PROTOCOL,
            schema: SCHEMA,
            device: identity.device,
            inc: identity.inc,
            unsent: u64::try_from(self.unsent()).unwrap_or(u64::MAX),
            returned: u64::try_from(self.vault.tray.len()).unwrap_or(u64::MAX),
            settled_at: self.replica.mark.as_ref().and_then(|mark| mark.settled_at),
            build: env!("CARGO_PKG_VERSION").to_owned(),
        };
        self.effects.push(Effect::Hello { ticket, message });
    }

    pub(super) fn greeted(&mut self, ticket: Ticket, answer: HelloAnswer) {
        if self
            .network
            .hello
            .take_if(|hello| *hello == ticket)
            .is_none()
        {
            return;
        }
        self.reached();
        if answer.officer.id != self.vault.identity.officer {
            // Somebody else's session: nothing of this vault may go out under their name.
            self.network.signed_out = true;
            self.network.greeted = false;
            return;
        }
        if answer.revoked {
            self.shut_out();
            return;
        }
        self.network.upgrade_required = answer.upgrade_required;
        self.stores
            .ask_replica(ReplicaJob::Greeting(Box::new(Greeting {
                at: answer.at,
                lease_until: answer.lease_until,
                officer: answer.officer,
                directory: answer.directory,
                calendar: answer.calendar,
                policy: answer.policy,
                outbox: answer.outbox,
                templates: answer.templates,
            })));
    }

    /// The bureau answered.
    pub(super) fn reached(&mut self) {
        self.network.reachable = true;
        self.network.attempts = 0;
    }

    pub(super) fn failed(&mut self, ticket: Ticket, fault: Fault) {
        let network = &mut self.network;
        if network.hello.take_if(|hello| *hello == ticket).is_some() {
            network.hello_due = true;
        } else if network
            .pull
            .take_if(|pull| pull.ticket == ticket && pull.stage == Stage::Asked)
            .is_some()
        {
            network.pull_due = true;
        } else if network.push.take_if(|push| push.ticket == ticket).is_some() {
            network.push_failures = network.push_failures.saturating_add(1);
        } else {
            return;
        }
        match fault {
            Fault::Unreachable => {
                network.reachable = false;
                self.back_off(0);
            }
            Fault::Busy { after_ms } => self.back_off(after_ms),
            Fault::SignedOut => network.signed_out = true,
            Fault::UpgradeRequired => {
                network.upgrade_required = true;
                self.back_off(0);
            }
            Fault::ShutOut => self.shut_out(),
        }
    }

    /// Falls silent for a while: longer each time, at least `least_ms`, never all tablets alike.
    pub(super) fn back_off(&mut self, least_ms: u32) {
        if self.network.waits {
            return;
        }
        self.network.attempts = self.network.attempts.saturating_add(1);
        let ms = pace::backoff(
            self.limits.retry_ms,
            self.limits.retry_most_ms,
            self.network.attempts.max(self.network.push_failures),
        );
        let ms = self.chance.jitter(ms).saturating_add(least_ms);
        self.network.waits = true;
        self.ring_after(ms);
    }

    pub(super) fn woke(&mut self, ticket: Ticket) {
        if self
            .network
            .timer
            .take_if(|timer| *timer == ticket)
            .is_none()
        {
            return;
        }
        self.network.waits = false;
        self.network.pull_due = true;
        self.network.polls += 1;
        self.network.hello_due |= self.network.polls.is_multiple_of(POLLS_PER_HELLO);
        self.renew_again();
    }

    pub(super) fn line(&mut self, online: bool) {
        self.network.line = online;
        if online {
            self.network.hello_due = true;
            self.hurry();
        }
    }

    /// Tries at once, whatever went wrong before.
    pub(super) fn hurry(&mut self) {
        self.network.waits = false;
        self.network.timer = None;
        self.network.attempts = 0;
        self.network.push_failures = 0;
        self.network.pull_due = true;
        self.renew_again();
    }

    pub(super) fn is_online(&self) -> bool {
        self.network.is_online()
    }
}
