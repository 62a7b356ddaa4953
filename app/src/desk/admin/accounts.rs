//! 账号: every account with its posts and locks beside the one that is open.

use super::account::account;
use super::asked::Asked;
use super::{button, says, search, toggle};
use crate::api::{self, Account};
use crate::desk::held::in_order;
use crate::desk::place::Place;
use crate::desk::scene::Scene;
use crate::parts::notice::blank;
use crate::text::{Lang, admin as words, duty, list, moment};
use domain::ids::{Moment, OfficerId};
use leptos::prelude::*;
use std::sync::Arc;

/// Rows drawn at once; a large county has thousands of accounts.
const STRETCH: usize = 100;

/// The accounts as they were fetched last; a handle, copied freely.
#[derive(Clone, Copy)]
pub struct Book {
    /// By sign-in name, as the bureau answers.
    pub accounts: RwSignal<Arc<Vec<Account>>>,
    /// How fetching them stands.
    pub asked: Asked,
}

impl Book {
    fn load(self, scene: Scene) {
        self.asked.ask(scene, api::accounts(), move |accounts| {
            self.accounts.set(Arc::new(accounts))
        });
    }

    /// The account of this officer, if it was fetched.
    pub fn account(self, officer: OfficerId) -> Option<Account> {
        self.accounts.with(|accounts| {
            accounts
                .iter()
                .find(|account| account.officer == officer)
                .cloned()
        })
    }

    /// Notes what was just done to an account, so that the list says so without fetching all of it again.
    pub fn note(self, officer: OfficerId, change: impl FnOnce(&mut Account)) {
        self.accounts.update(|accounts| {
            if let Some(account) = Arc::make_mut(accounts)
                .iter_mut()
                .find(|account| account.officer == officer)
            {
                change(account);
            }
        });
    }
}

/// Until when the account is locked now.
pub fn locked_until(account: &Account, now: Moment) -> Option<Moment> {
    account.locked_until.filter(|until| *until > now)
}

/// The posts of an account in words.
pub fn posts(lang: Lang, account: &Account) -> String {
    let posts: Vec<&str> = account
        .roles
        .iter()
        .map(|role| duty::role(lang, *role))
        .collect();
    posts.join(lang.comma())
}

/// The screen; the list stays where it was while the account in sight changes.
pub fn accounts(scene: Scene, place: Memo<Place>) -> AnyView {
    let lang = scene.lang();
    let book = Book {
        accounts: RwSignal::default(),
        asked: Asked::new(),
    };
    book.load(scene);
    let open = move || matches!(place.get(), Place::Account(_));
    let detail = move || match place.get() {
        Place::Account(officer) => account(scene, book, officer),
        _ => blank(words::choose_account(lang), None),
    };
    view! {
        <div class="petitions accounts" class:open=open>
            <section class="list" aria-label=list::list(lang)>{listed(scene, book, place)}</section>
            <section class="detail" aria-label=list::detail(lang)>{detail}</section>
        </div>
    }
    .into_any()
}

fn listed(scene: Scene, book: Book, place: Memo<Place>) -> AnyView {
    let lang = scene.lang();
    let (asked_for, only_locked) = (RwSignal::new(String::new()), RwSignal::new(false));
    let again = Callback::new(move |()| book.load(scene));
    let refresh = Box::new(move || book.load(scene));
    let drawn = move || {
        if !book.asked.answered.get() {
            return ().into_any();
        }
        let now = scene.now();
        let text = asked_for.get();
        let accounts = book.accounts.get();
        let found: Vec<Account> = accounts
            .iter()
            .filter(|account| !only_locked.get() || locked_until(account, now).is_some())
            .filter(|account| text.is_empty() || says(&spoken(scene, account), &text))
            .cloned()
            .collect();
        let locked = found
            .iter()
            .filter(|account| locked_until(account, now).is_some())
            .count();
        let mut total = words::accounts_found(lang, found.len());
        if locked > 0 {
            total = format!(
                "{total}{}{}",
                lang.comma(),
                words::locked_count(lang, locked)
            );
        }
        // Whoever cannot sign in is who somebody is telephoning about.
        let found = in_order(found, |account| {
            i64::from(locked_until(account, now).is_none())
        });
        let rows = match (found.is_empty(), accounts.is_empty()) {
            (true, true) => blank(words::no_accounts(lang), None),
            (true, false) => blank(words::none_match(lang), None),
            _ => stretch(scene, found, place),
        };
        view! { <p class="soft" role="status">{total}</p>{rows} }.into_any()
    };
    view! {
        <h1 class="aloud">{words::accounts(lang)}</h1>
        <div class="finder">
            {search(words::find_account(lang), words::find_hint(lang), asked_for)}
            <div class="chips">
                {toggle(words::only_locked(lang), only_locked)}
                {button("chip", words::refresh(lang), book.asked.busy, refresh)}
            </div>
        </div>
        <div class="stack" aria-busy=move || book.asked.busy.get().to_string()>
            {book.asked.told(scene, again)}
            {drawn}
        </div>
    }
    .into_any()
}

/// All that is read of an account in the list, to search in.
fn spoken(scene: Scene, account: &Account) -> String {
    let unit = scene.unit_name(account.unit);
    format!(
        "{} {} {unit} {}",
        account.name,
        account.sign_in_name,
        posts(scene.lang(), account)
    )
}

fn stretch(scene: Scene, found: Vec<Account>, place: Memo<Place>) -> AnyView {
    let lang = scene.lang();
    let count = found.len();
    let shown = RwSignal::new(STRETCH);
    let rows = move || {
        found
            .iter()
            .take(shown.get())
            .map(|account| row(scene, account, place))
            .collect_view()
    };
    let more = move || {
        let left = count.saturating_sub(shown.get());
        (left > 0).then(|| {
            let more = move |_| shown.update(|shown| *shown += STRETCH);
            view! { <button type="button" class="button" on:click=more>{words::more_accounts(lang, left)}</button> }
        })
    };
    view! { <ul class="rows">{rows}</ul>{more} }.into_any()
}

fn row(scene: Scene, account: &Account, place: Memo<Place>) -> AnyView {
    let lang = scene.lang();
    let officer = account.officer;
    let locked = locked_until(account, scene.now()).is_some();
    let locked = locked.then(|| view! { <span class="badge late">{words::locked(lang)}</span> });
    let fresh = account
        .must_change_password
        .then(|| view! { <span class="badge soon">{words::must_change(lang)}</span> });
    view! {
        <li>
            <a class="item" href=Place::Account(officer).path()
                aria-current=move || (place.get() == Place::Account(officer)).then_some("true")>
                <span class="title">{account.name.clone()}" "{locked}" "{fresh}</span>
                <span class="under">
                    <span>{scene.unit_name(account.unit)}</span>
                    <span>{posts(lang, account)}</span>
                    <span>{account.sign_in_name.clone()}</span>
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// The lock of an account in words.
pub fn lock_words(scene: Scene, account: &Account) -> String {
    let (lang, now) = (scene.lang(), scene.now());
    match locked_until(account, now) {
        Some(until) => words::locked_till(lang, &moment::moment(lang, until, now)),
        None => words::not_locked(lang).to_owned(),
    }
}
