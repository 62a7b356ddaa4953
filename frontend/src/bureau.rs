//! Calls to the bureau: each ends with an answer or, after a time, with a fault.

use app::api::{self, ApiError};
use domain::ids::DeviceId;
use gloo_timers::future::TimeoutFuture;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use sync::client::Fault;
use sync::protocol::{Hello, HelloAnswer, Pull, PullAnswer, Push, PushAnswer};

/// A dead network answers nothing for minutes; a slow one delivers a megabyte within this. Milliseconds.
const PATIENCE: u32 = 60_000;
/// How long to leave a person alone who must choose a password first; milliseconds.
const UNTIL_PASSWORD: u32 = 10_000;

/// Greets.
pub async fn hello(message: Hello) -> Result<HelloAnswer, Fault> {
    call(api::hello(message)).await
}

/// Sends operations.
pub async fn push(message: Push) -> Result<PushAnswer, Fault> {
    call(api::push(message)).await
}

/// Asks what is new.
pub async fn pull(message: Pull) -> Result<PullAnswer, Fault> {
    call(api::pull(message)).await
}

/// Gives the bureau a vault's spare key to keep.
pub async fn keep_spare_key(device: DeviceId, key: Vec<u8>) -> Result<(), Fault> {
    call(api::keep_spare_key(device, key)).await
}

/// Asks for it back; `None`: the bureau has none, or not for this person.
pub async fn spare_key(device: DeviceId) -> Result<Option<Vec<u8>>, Fault> {
    match api::spare_key(device).await {
        Ok(key) => Ok(Some(key)),
        Err(ApiError::NotFound) => Ok(None),
        Err(error) => Err(fault(error)),
    }
}

async fn call<T>(ask: impl Future<Output = Result<T, ApiError>>) -> Result<T, Fault> {
    let mut ask = pin!(ask);
    let mut bell = pin!(TimeoutFuture::new(PATIENCE));
    poll_fn(move |context| {
        if let Poll::Ready(answer) = ask.as_mut().poll(context) {
            return Poll::Ready(answer.map_err(fault));
        }
        bell.as_mut()
            .poll(context)
            .map(|()| Err(Fault::Unreachable))
    })
    .await
}

fn fault(error: ApiError) -> Fault {
    match error {
        ApiError::SignedOut => Fault::SignedOut,
        ApiError::ChangePassword => Fault::Busy {
            after_ms: UNTIL_PASSWORD,
        },
        ApiError::Busy(seconds) | ApiError::Overloaded(seconds) => Fault::Busy {
            after_ms: seconds.saturating_mul(1_000),
        },
        ApiError::UpgradeRequired => Fault::UpgradeRequired,
        ApiError::ShutOut => Fault::ShutOut,
        // The rest are not meant for these three calls; like a failing server they may pass.
        ApiError::WrongPassword
        | ApiError::LockedUntil(_)
        | ApiError::WeakPassword
        | ApiError::NotFound
        | ApiError::Refused(_)
        | ApiError::BadRequest
        | ApiError::Flaw(_)
        | ApiError::Table(_)
        | ApiError::Wording(_)
        | ApiError::Internal
        | ApiError::Unreachable => Fault::Unreachable,
    }
}
