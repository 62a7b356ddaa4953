//! Commands of earlier programs, read as today's: one step a version, the oldest first.
//!
//! A change of a command's shape that `#[serde(default)]` does not cover raises
//! [`COMMAND_VERSION`](crate::protocol::COMMAND_VERSION) and adds a step here. What no step leads to,
//! and what a newer program wrote, is not understood: the bureau holds it as it was sent.

use crate::protocol::COMMAND_VERSION;
use ciborium::Value;
use domain::Command;

/// Turns a body of one version of a register's commands into the next version's.
struct Step {
    kind: &'static str,
    from: u16,
    turn: fn(Value) -> Value,
}

/// In order of `from` within a register. Version 1 is still today's.
const STEPS: &[Step] = &[];

/// Reads a command of the register `kind`, sent as version `v`; `None` when it is not understood.
pub(crate) fn command(kind: &str, v: u16, value: &Value) -> Option<Command> {
    if v == 0 || v > COMMAND_VERSION {
        return None;
    }
    let value = lifted(STEPS, kind, v, COMMAND_VERSION, value.clone())?;
    let command: Command = value.deserialized().ok()?;
    (command.kind() == kind).then_some(command)
}

/// A body lifted step by step to version `to`; `None` where a step is missing.
fn lifted(steps: &[Step], kind: &str, v: u16, to: u16, value: Value) -> Option<Value> {
    (v..to).try_fold(value, |value, from| {
        let step = steps
            .iter()
            .find(|step| step.kind == kind && step.from == from)?;
        Some((step.turn)(value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: &Value) -> i128 {
        value.as_integer().unwrap().into()
    }

    const COUNTING: &[Step] = &[
        Step {
            kind: "petition",
            from: 1,
            turn: |value| Value::from(number(&value) as i64 * 10 + 2),
        },
        Step {
            kind: "petition",
            from: 2,
            turn: |value| Value::from(number(&value) as i64 * 10 + 3),
        },
    ];

    #[test]
    fn steps_are_taken_one_after_the_other() {
        let from = |v, value: i64| lifted(COUNTING, "petition", v, 3, Value::from(value));
        assert_eq!(from(1, 1), Some(Value::from(123)));
        assert_eq!(from(2, 1), Some(Value::from(13)));
        assert_eq!(from(3, 1), Some(Value::from(1)));
    }

    #[test]
    fn nothing_is_guessed_where_a_step_is_missing() {
        assert_eq!(lifted(COUNTING, "visit", 1, 3, Value::from(1)), None);
        assert_eq!(lifted(COUNTING, "petition", 1, 4, Value::from(1)), None);
    }

    #[test]
    fn a_newer_programs_command_is_not_understood() {
        let command = Command::Petition(domain::petition::Command::Object("x".to_owned()));
        let value = Value::serialized(&command).unwrap();
        assert_eq!(
            super::command("petition", COMMAND_VERSION, &value),
            Some(command)
        );
        assert_eq!(
            super::command("petition", COMMAND_VERSION + 1, &value),
            None
        );
        assert_eq!(super::command("petition", 0, &value), None);
        assert_eq!(super::command("visit", COMMAND_VERSION, &value), None);
    }
}
