//! Sending files: carries out what [`sync::upload::Uploads`] says, one request at a time.

use app::api::ApiError;
use domain::ids::AttachmentId;
use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use js_sys::Uint8Array;
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use sync::upload::{Effect, Fault, Input, Progress, Standing, Upload, UploadState, Uploads};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit, Response};

/// The largest chunk over the slowest link that still delivers; milliseconds.
const PATIENCE: u32 = 120_000;

/// The machine and what it has under way.
pub struct Uploading {
    machine: RefCell<Uploads>,
    under_way: RefCell<Option<AbortController>>,
    timer: Cell<Option<Timeout>>,
}

impl Uploading {
    /// Nothing to send; `seed` is random.
    pub fn new(seed: u64) -> Uploading {
        Uploading {
            machine: RefCell::new(Uploads::new(seed)),
            under_way: RefCell::default(),
            timer: Cell::default(),
        }
    }

    /// Hands an input to the machine; gives what is left to do for the engine.
    pub fn feed(&self, input: Input) -> Vec<Effect> {
        let mut effects = self.machine.borrow_mut().handle(input);
        effects.retain(|effect| {
            let aborts = *effect == Effect::Abort;
            if aborts {
                self.abort();
            }
            !aborts
        });
        effects
    }

    /// Rings once, in place of an earlier bell.
    pub fn ring(&self, ms: u32, rung: impl FnOnce() + 'static) {
        self.timer.set(Some(Timeout::new(ms, rung)));
    }

    /// Ends for good.
    pub fn stop(&self) {
        self.timer.take();
        self.abort();
    }

    /// Ends what is under way.
    pub fn abort(&self) {
        if let Some(controller) = self.under_way.take() {
            controller.abort();
        }
    }

    /// How a file stands.
    pub fn standing(&self, id: AttachmentId) -> Option<Standing> {
        self.machine.borrow().standing(id)
    }

    /// How all of them stand.
    pub fn progress(&self) -> Progress {
        self.machine.borrow().progress()
    }

    /// Asks how far an upload has come.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn ask(&self, upload: Upload) -> Result<UploadState, Fault> {
        self.call(&format!("{}/state", address(upload)), &RequestInit::new())
            .await
    }

    /// Sends one chunk.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn send(
        &self,
        upload: Upload,
        offset: u32,
        chunk: &[u8],
    ) -> Result<UploadState, Fault> {
        let init = RequestInit::new();
        init.set_method("PUT");
        init.set_body(&Uint8Array::from(chunk));
        self.call(&format!("{}/{offset}", address(upload)), &init)
            .await
    }

    async fn call(&self, address: &str, init: &RequestInit) -> Result<UploadState, Fault> {
        let controller = AbortController::new().map_err(|_| Fault::Unreachable)?;
        init.set_signal(Some(&controller.signal()));
        self.under_way.replace(Some(controller.clone()));
        let answer = in_time(asked(address, init)).await;
        let answer = answer.unwrap_or_else(|| {
            controller.abort();
            Err(Fault::Unreachable)
        });
        // A later request may have taken its place.
        self.under_way
            .replace_with(|now| now.take().filter(|now| *now != controller));
        answer
    }
}

fn address(upload: Upload) -> String {
    format!("/api/v1/attachments/{}/{}", upload.record, upload.id)
}

async fn asked(address: &str, init: &RequestInit) -> Result<UploadState, Fault> {
    let unreachable = |_: JsValue| Fault::Unreachable;
    let window = web_sys::window().ok_or(Fault::Unreachable)?;
    let fetching = window.fetch_with_str_and_init(address, init);
    let response = JsFuture::from(fetching).await.map_err(unreachable)?;
    let response: Response = response.unchecked_into();
    let body = response.array_buffer().map_err(unreachable)?;
    let body = JsFuture::from(body).await.map_err(unreachable)?;
    let body = Uint8Array::new(&body).to_vec();
    if let Ok(state) = ciborium::from_reader::<UploadState, _>(body.as_slice()) {
        return Ok(state);
    }
    Err(
        match ciborium::from_reader::<ApiError, _>(body.as_slice()) {
            Ok(ApiError::NotFound) => Fault::Unseen,
            Ok(ApiError::Busy(seconds)) => Fault::Busy {
                after_ms: seconds.saturating_mul(1_000),
            },
            _ => Fault::Unreachable,
        },
    )
}

/// What the future comes to, unless it takes too long.
async fn in_time<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut bell = pin!(TimeoutFuture::new(PATIENCE));
    poll_fn(move |context| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        bell.as_mut().poll(context).map(|()| None)
    })
    .await
}
