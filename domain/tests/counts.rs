//! What a tally counts over several items, which days a period holds, and that the warnings lists are asked for are
//! those of the clocks. Each check is held against a false way to do it, which must fail.

use chrono::{Days, NaiveDate};
use domain::deadline::{Calendar, Clock, Level, Onsets, Term, Warning};
use domain::ids::{Moment, OfficerId, RecordId};
use domain::petition::{Channel, Period, Purpose, State, Summary, Tally};
use domain::policy::{Change, Norm, Policy};
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn row(channel: Channel, headcount: u32, on: &str) -> Summary {
    Summary {
        id: RecordId(Uuid::from_u128(1)),
        number: None,
        title: "路灯不亮".to_owned(),
        petitioner: String::new(),
        state: State::Registered,
        channel,
        purpose: Purpose::Plea,
        class: String::new(),
        village: None,
        unit: None,
        handler: None,
        received_on: day(on),
        registered_on: day(on),
        headcount,
        due: None,
        onsets: None,
        awaits: None,
        sealed: false,
    }
}

fn tally(rows: &[Summary], policy: &Policy) -> Tally {
    let mut tally = Tally::default();
    for row in rows {
        tally.add(row, policy);
    }
    tally
}

/// 11 月: the same five come twice about one matter, two come alone, twelve sign a letter, one calls.
fn november() -> Vec<Summary> {
    vec![
        row(Channel::Visit, 5, "2026-11-02"),
        row(Channel::Visit, 5, "2026-11-19"),
        row(Channel::Visit, 1, "2026-11-03"),
        row(Channel::Visit, 1, "2026-11-04"),
        row(Channel::Letter, 12, "2026-11-05"),
        row(Channel::Letter, 1, "2026-11-06"),
        row(Channel::Call, 1, "2026-11-07"),
    ]
}

#[test]
fn items_visits_and_people_are_counted_apart() {
    let shipped = Policy::shipped();
    let counted = tally(&november(), shipped);
    let wanted = Tally {
        items: 7,
        visits: 4,
        people: 12,
        group_visits: 2,
        group_people: 10,
        joint_letters: 1,
        signatures: 12,
    };
    assert_eq!(counted, wanted);
    // The sabotage: whoever counts a matter once, however often it is brought, comes to less.
    let mut once = november();
    once.remove(1);
    assert_ne!(tally(&once, shipped), wanted);
}

#[test]
fn who_is_a_group_is_ruled_by_the_day_they_came() {
    let change = Change {
        norm: Norm::GroupVisit,
        value: 6,
        since: day("2026-11-10"),
        by: OfficerId(Uuid::from_u128(9)),
        at: "2026-11-01T02:00:00Z".parse::<Moment>().expect("a moment"),
        reason: "县委办〔2026〕3号".to_owned(),
    };
    let policy = Policy::shipped().with(change).expect("a rule");
    let counted = tally(&november(), &policy);
    assert_eq!((counted.group_visits, counted.group_people), (1, 5));
    assert_eq!((counted.visits, counted.people), (4, 12), "all are visits");
}

#[test]
fn periods_are_those_of_the_calendar_with_both_ends() {
    let ends = |period: Period| {
        let told = |day: Option<NaiveDate>| day.expect("an end").to_string();
        (told(period.from), told(period.to))
    };
    let both = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    let november = day("2026-11-28");
    assert_eq!(
        ends(Period::month_of(november)),
        both("2026-11-01", "2026-11-30")
    );
    assert_eq!(
        ends(Period::month_before(day("2026-01-31"))),
        both("2025-12-01", "2025-12-31")
    );
    assert_eq!(
        ends(Period::month_of(day("2028-02-29"))),
        both("2028-02-01", "2028-02-29")
    );
    assert_eq!(
        ends(Period::quarter_of(november)),
        both("2026-10-01", "2026-12-31")
    );
    assert_eq!(
        ends(Period::quarter_of(day("2026-03-31"))),
        both("2026-01-01", "2026-03-31")
    );
    assert_eq!(
        ends(Period::year_of(november)),
        both("2026-01-01", "2026-12-31")
    );
    let month = Period::month_of(november);
    assert!(month.contains(day("2026-11-01")) && month.contains(day("2026-11-30")));
    assert!(!month.contains(day("2026-10-31")) && !month.contains(day("2026-12-01")));
    let open = Period {
        from: None,
        to: Some(november),
    };
    assert!(open.contains(day("1999-01-01")) && !open.contains(day("2026-11-29")));
    assert!(Period::default().is_open() && !open.is_open() && !open.is_backwards());
    let backwards = Period {
        from: Some(november),
        to: Some(day("2026-11-27")),
    };
    assert!(backwards.is_backwards() && !backwards.contains(november));
}

/// A way to tell the warning of a clock on a day.
type Teller = fn(Onsets, NaiveDate) -> Option<Warning>;

/// Whether the told days say of every limit, begun on any day of four months, what the clock itself says.
fn agrees(tell: Teller) -> bool {
    let terms = [
        Term::Send,
        Term::Notice,
        Term::Handling,
        Term::SimpleOpinion,
        Term::Review,
    ];
    let shipped = Policy::shipped();
    let mut clocks = Vec::new();
    for back in 0..120 {
        let on = day("2026-09-01") + Days::new(back);
        clocks.extend(terms.map(|term| Clock::start(Calendar::shipped(), shipped, term, on)));
        for length in [0, 1, 2, 3, 7] {
            clocks.push(Clock::until(
                Term::Feedback,
                shipped,
                on,
                on + Days::new(length),
            ));
        }
        // A paper can name a day that has passed when it is written.
        clocks.push(Clock::until(Term::Feedback, shipped, on, on - Days::new(3)));
    }
    clocks.iter().all(|clock| {
        let days = clock.started_on.iter_days().take(110);
        days.into_iter().all(|today| {
            let wanted = match clock.level(today) {
                Level::Half => Some(Warning::First),
                Level::ThreeQuarters => Some(Warning::Second),
                Level::Urgent => Some(Warning::Urging),
                Level::Last => Some(Warning::Last),
                Level::Overdue => Some(Warning::Overdue),
                Level::Calm | Level::Met | Level::MetLate => None,
            };
            tell(clock.onsets(), today) == wanted
        })
    })
}

#[test]
fn warnings_told_beforehand_are_those_of_the_clock() {
    assert!(agrees(|onsets, today| onsets.on(today)));
    let a_day_late: Teller = |onsets, today| onsets.on(today - Days::new(1));
    let overdue_on_the_last_day: Teller = |onsets, today| onsets.on(today + Days::new(1));
    let mildest_first: Teller = |onsets, today| {
        Warning::ALL
            .into_iter()
            .find(|warning| onsets.of(*warning) <= today)
    };
    for wrong in [a_day_late, overdue_on_the_last_day, mildest_first] {
        assert!(!agrees(wrong));
    }
}

#[test]
fn of_two_limits_each_warning_is_the_earlier_ones() {
    let clock = |from: &str, to: &str| {
        Clock::until(Term::Feedback, Policy::shipped(), day(from), day(to)).onsets()
    };
    // A long limit that has begun to warn, and a short one that ends before it.
    let (long, short) = (
        clock("2026-09-01", "2026-12-01"),
        clock("2026-11-10", "2026-11-20"),
    );
    let both = long.earlier(short);
    assert_eq!(both, short.earlier(long));
    assert_eq!(both.first, long.first);
    assert_eq!(both.overdue, short.overdue);
    for today in day("2026-09-01").iter_days().take(100) {
        assert_eq!(
            both.on(today),
            long.on(today).max(short.on(today)),
            "{today}"
        );
    }
}
