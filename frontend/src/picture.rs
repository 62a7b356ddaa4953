//! Pictures made fit to be kept: turned the right way up, at most so large, and written anew, so that
//! nothing is left of what the camera put beside them.

use js_sys::{Promise, Uint8Array};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, ImageBitmapOptions,
    ImageOrientation,
};

/// The long side of a kept picture in pixels: a page of A4 at 175 dots an inch.
const LONG_SIDE: u32 = 2_048;
/// The long side of a small picture in pixels, for lists.
const SMALL_SIDE: u32 = 320;
/// How much a JPEG may lose: text on a photographed page stays sharp.
const QUALITY: f64 = 0.8;

/// A picture as it is kept.
pub struct Picture {
    /// A JPEG.
    pub whole: Vec<u8>,
    /// A small JPEG of it.
    pub small: Vec<u8>,
}

/// Makes a picture fit to be kept; `None`: it does not open as one.
pub async fn reduced(source: &Blob) -> Option<Picture> {
    let bitmap = decoded(source).await.ok()?;
    let drawn = async {
        Ok::<_, JsValue>(Picture {
            whole: encoded(&bitmap, LONG_SIDE).await?,
            small: encoded(&bitmap, SMALL_SIDE).await?,
        })
    };
    let picture = drawn.await.ok();
    // Fifty megabytes of pixels do not wait for the collector.
    bitmap.close();
    picture
}

/// The bytes of a blob.
///
/// # Errors
/// When the file is gone or cannot be read.
pub async fn bytes(blob: &Blob) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(blob.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

async fn decoded(source: &Blob) -> Result<ImageBitmap, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let options = ImageBitmapOptions::new();
    // Cameras write which way up the picture is beside it; that is lost with the rest.
    options.set_image_orientation(ImageOrientation::FromImage);
    let opening =
        window.create_image_bitmap_with_blob_and_image_bitmap_options(source, &options)?;
    Ok(JsFuture::from(opening).await?.unchecked_into())
}

async fn encoded(bitmap: &ImageBitmap, most: u32) -> Result<Vec<u8>, JsValue> {
    let (width, height) = fitted(bitmap.width(), bitmap.height(), most);
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas
        .get_context("2d")?
        .ok_or(JsValue::NULL)?
        .unchecked_into();
    let (width, height) = (f64::from(width), f64::from(height));
    // A JPEG has no transparency; what was clear is paper.
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width, height);
    context.set_image_smoothing_enabled(true);
    context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height)?;
    let mut asked = Ok(());
    let writing = Promise::new(&mut |resolve, _| {
        asked =
            canvas.to_blob_with_type_and_encoder_options(&resolve, "image/jpeg", &QUALITY.into());
    });
    asked?;
    let blob: Blob = JsFuture::from(writing).await?.dyn_into()?;
    canvas.set_width(0);
    bytes(&blob).await
}

/// The size of a picture whose long side is at most so many pixels, in the same shape.
fn fitted(width: u32, height: u32, most: u32) -> (u32, u32) {
    let long = width.max(height);
    if long <= most {
        return (width, height);
    }
    let scaled = |side: u32| {
        let side = u64::from(side) * u64::from(most) / u64::from(long);
        u32::try_from(side).unwrap_or(most).max(1)
    };
    (scaled(width), scaled(height))
}
