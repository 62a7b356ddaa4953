//! Sending this officer's files: does what the uploads say, when the line is free.

use super::Engine;
use super::files::says_stored;
use std::future::Future;
use std::rc::Rc;
use sync::client::Ticket;
use sync::upload::{Effect, Fault, Input, Upload, UploadState};
use wasm_bindgen_futures::spawn_local;

impl Engine {
    /// Somebody wants the files to be tried now.
    pub fn hurry_files(self: &Rc<Self>) {
        self.feed_upload(Input::Hurry);
    }

    /// Whether files may go out: connected, signed in, and every word is at the bureau.
    pub(super) fn open_line(self: &Rc<Self>) {
        let standing = self.machine.borrow().standing();
        let free = standing.online
            && standing.unsent == 0
            && !standing.signed_out
            && !standing.revoked
            && !self.left.get();
        self.feed_upload(Input::Line(free));
    }

    /// Hands an input to the uploads and does what they say.
    pub(super) fn feed_upload(self: &Rc<Self>, input: Input) {
        for effect in self.files.uploading.feed(input) {
            match effect {
                Effect::Ask { ticket, upload } => {
                    let engine = self.clone();
                    self.upload(
                        ticket,
                        async move { engine.files.uploading.ask(upload).await },
                    );
                }
                Effect::Send {
                    ticket,
                    upload,
                    offset,
                    length,
                } => {
                    let engine = self.clone();
                    self.upload(ticket, async move {
                        let reading = engine.vault.file_bytes(upload.id, offset..offset + length);
                        // What cannot be read now is read at the next try.
                        let chunk = reading.await.ok().flatten().ok_or(Fault::Unreachable)?;
                        engine.files.uploading.send(upload, offset, &chunk).await
                    });
                }
                Effect::WakeAfter { ticket, ms } => {
                    let engine = Rc::downgrade(self);
                    self.files.uploading.ring(ms, move || {
                        if let Some(engine) = engine.upgrade() {
                            engine.feed_upload(Input::Woke { ticket });
                        }
                    });
                }
                Effect::Arrived(upload) => self.arrived(upload),
                Effect::Changed => self.show_files(),
                // Done by the uploads themselves.
                Effect::Abort => {}
            }
        }
    }

    /// Feeds what a request comes to.
    fn upload(
        self: &Rc<Self>,
        ticket: Ticket,
        request: impl Future<Output = Result<UploadState, Fault>> + 'static,
    ) {
        let engine = self.clone();
        spawn_local(async move {
            let begun = js_sys::Date::now();
            let input = match request.await {
                Ok(state) => Input::Answered {
                    ticket,
                    state,
                    took_ms: (js_sys::Date::now() - begun).max(0.0) as u32,
                },
                Err(fault) => Input::Failed { ticket, fault },
            };
            if !engine.left.get() {
                engine.feed_upload(input);
            }
        });
    }

    /// The bureau has the file: a pull tells so where the record is held here, else the record is asked for.
    fn arrived(self: &Rc<Self>, upload: Upload) {
        self.feed(sync::client::Input::Poked);
        if self.machine.borrow().view(upload.record).is_some() {
            return;
        }
        let engine = self.clone();
        spawn_local(async move {
            if let Ok(record) = app::api::record(upload.record).await
                && says_stored(&record, upload.id)
            {
                engine.drop_file(upload.id).await;
            }
        });
    }
}
