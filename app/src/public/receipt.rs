//! 登记回执: the slip a petitioner takes home.

use super::frame::{Frame, fact};
use crate::text::{moment, petition, public as text};
use chrono::NaiveDate;
use domain::petition::Channel;
use leptos::prelude::*;

/// What stands on a receipt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// 登记编号
    pub number: Option<String>,
    /// What came in; `None`: a report against an official, of which the paper tells nothing.
    pub matter: Option<Matter>,
    /// The query code in groups of four.
    pub code: String,
    /// The address of the query page, as people type it.
    pub address: String,
    /// The address as a QR code, an `<svg>` element made by the server.
    pub qr: String,
}

/// What came in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Matter {
    /// The day of registration.
    pub registered_on: NaiveDate,
    /// How it came.
    pub channel: Channel,
    /// Title.
    pub title: String,
}

/// The receipt, to be printed.
pub fn receipt(frame: Frame<'_>, receipt: &Receipt) -> String {
    let lang = frame.lang;
    let number = receipt
        .number
        .clone()
        .unwrap_or_else(|| text::receipt_number_open(lang).to_owned());
    let matter = receipt.matter.as_ref().map(|matter| {
        view! {
            {fact(text::receipt_day(lang), moment::full_day(lang, matter.registered_on))}
            {fact(text::receipt_channel(lang), petition::channel(lang, matter.channel).to_owned())}
            {fact(text::receipt_matter(lang), matter.title.clone())}
        }
    });
    let sealed = receipt
        .matter
        .is_none()
        .then(|| view! { <p class="notice sealed buttons">{text::receipt_sealed(lang)}</p> });
    let bureau = frame.bureau().to_owned();
    frame.on_slip(text::receipt_title(lang), || {
        view! {
            {sealed}
            <div class="receipt">
                <p>{bureau}</p>
                <h1>{text::receipt_title(lang)}</h1>
                <dl class="facts">{fact(text::receipt_number(lang), number)} {matter}</dl>
                <p>{text::receipt_code(lang)}</p>
                <p class="code">{receipt.code.clone()}</p>
                <div class="qr" role="img" aria-label=text::receipt_qr(lang) inner_html=receipt.qr.clone()></div>
                <p>{text::receipt_use(lang, &receipt.address)}</p>
                <p><strong>{text::receipt_secret(lang)}</strong></p>
            </div>
            <p class="buttons">{text::receipt_print(lang)}</p>
            <p class="buttons"><a href="/desk/">{text::back_to_desk(lang)}</a></p>
        }
        .into_any()
    })
}
