//! A sheet to sign on with the finger, a pen or the mouse; what was drawn becomes a PNG, ink on nothing.

use crate::text::{Lang, attachment as words, shell};
use js_sys::Function;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, PointerEvent};

/// The sheet in its own dots, three to one as the space beside “签名” on paper.
const WIDTH: u32 = 1_200;
const HEIGHT: u32 = 400;
/// As thick as a signing pen on such a sheet.
const PEN: f64 = 6.0;
/// The colour of ink; the sheet is white in the dark, too.
const INK: &str = "#1c232b";

/// A stroke: the places the pen was at, in the sheet's dots.
type Stroke = Vec<(f64, f64)>;

/// The sheet with its buttons; `done` gets what was drawn, or nothing when it was left.
pub fn signature(lang: Lang, done: impl Fn(Option<Blob>) + Copy + 'static) -> AnyView {
    let strokes = RwSignal::new(Vec::<Stroke>::new());
    let drawing = StoredValue::new(false);
    let sheet = NodeRef::<leptos::html::Canvas>::new();
    Effect::new(move |_| {
        if let Some(canvas) = sheet.get() {
            strokes.with(|strokes| draw(&canvas, strokes));
        }
    });
    let begin = move |event: PointerEvent| {
        let Some(canvas) = sheet.get_untracked() else {
            return;
        };
        event.prevent_default();
        // Without it a stroke ends at the sheet's edge.
        let _ = canvas.set_pointer_capture(event.pointer_id());
        drawing.set_value(true);
        strokes.update(|strokes| strokes.push(vec![place(&canvas, &event)]));
    };
    let go_on = move |event: PointerEvent| {
        let Some(canvas) = sheet.get_untracked().filter(|_| drawing.get_value()) else {
            return;
        };
        let here = place(&canvas, &event);
        strokes.update(|strokes| {
            if let Some(stroke) = strokes.last_mut() {
                stroke.push(here);
            }
        });
    };
    let end = move |_| drawing.set_value(false);
    let undo = move |_| {
        strokes.update(|strokes| {
            strokes.pop();
        });
    };
    let clear = move |_| strokes.set(Vec::new());
    let empty = move || strokes.with(Vec::is_empty);
    let take = move |_| {
        if let Some(canvas) = sheet.get_untracked() {
            picture(&canvas, done);
        }
    };
    view! {
        <div class="signing" role="group" aria-label=words::signature_sheet(lang)>
            <p class="hint">{words::signature_hint(lang)}</p>
            <canvas node_ref=sheet width=WIDTH height=HEIGHT role="img" aria-label=words::signature_sheet(lang)
                on:pointerdown=begin on:pointermove=go_on on:pointerup=end on:pointercancel=end></canvas>
            <div class="buttons">
                <button type="button" class="button" disabled=empty on:click=take>{words::signature_take(lang)}</button>
                <button type="button" class="button" disabled=empty on:click=undo>{words::signature_undo(lang)}</button>
                <button type="button" class="button" disabled=empty on:click=clear>{words::signature_clear(lang)}</button>
                <button type="button" class="button quiet" on:click=move |_| done(None)>{shell::close(lang)}</button>
            </div>
        </div>
    }
    .into_any()
}

/// Where the pen is, in the sheet's dots.
fn place(canvas: &HtmlCanvasElement, event: &PointerEvent) -> (f64, f64) {
    let seen = canvas.get_bounding_client_rect();
    let scale = f64::from(WIDTH) / seen.width().max(1.0);
    let x = f64::from(event.client_x()) - seen.left();
    let y = f64::from(event.client_y()) - seen.top();
    (x * scale, y * scale)
}

fn draw(canvas: &HtmlCanvasElement, strokes: &[Stroke]) {
    let context = canvas.get_context("2d").ok().flatten();
    let Some(context) = context.and_then(|context| context.dyn_into().ok()) else {
        return;
    };
    let context: CanvasRenderingContext2d = context;
    context.clear_rect(0.0, 0.0, f64::from(WIDTH), f64::from(HEIGHT));
    context.set_line_width(PEN);
    context.set_line_cap("round");
    context.set_line_join("round");
    context.set_stroke_style_str(INK);
    for stroke in strokes {
        context.begin_path();
        trace(&context, stroke);
        context.stroke();
    }
}

/// Curves from middle to middle: the hand draws no corners where the screen was late to ask.
fn trace(context: &CanvasRenderingContext2d, stroke: &Stroke) {
    let Some(&(x, y)) = stroke.first() else {
        return;
    };
    context.move_to(x, y);
    for pair in stroke.windows(2) {
        if let [(x, y), (to_x, to_y)] = *pair {
            context.quadratic_curve_to(x, y, (x + to_x) / 2.0, (y + to_y) / 2.0);
        }
    }
    // A touch without a way is a dot.
    let &(x, y) = stroke.last().unwrap_or(&(x, y));
    context.line_to(x, y);
}

fn picture(canvas: &HtmlCanvasElement, done: impl Fn(Option<Blob>) + 'static) {
    let written = Closure::once_into_js(move |blob: Option<Blob>| done(blob));
    let written: Function = written.unchecked_into();
    // A sheet without ink from elsewhere can always be read.
    let _ = canvas.to_blob_with_type(&written, "image/png");
}
