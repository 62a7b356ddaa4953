//! Access, filters, order and counts of the SQL are those of the law, over records of every kind.

use crate::House;
use crate::county::*;
use app::api::{ListPage, ListQuery, Sort, WorkCounts};
use chrono::{NaiveDate, Utc};
use domain::Record;
use domain::deadline::{Calendar, Warning};
use domain::duty::{self, Officer, Role, Tag};
use domain::ids::{OfficerId, RecordId, UnitId, day_of};
use domain::petition::{self, Channel, Period, Purpose, State, Summary, Tally, Urgency};
use domain::policy::{Change, Norm, Policy};
use server::store::{Issued, Ledger, ListScope};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many records the comparison runs over.
const RECORDS: u128 = 160;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())].clone()
    }
}

/// Records in every state, sealed ones among them, sent to every kind of unit, people asked in.
async fn fill(ledger: &Ledger) -> Vec<(Record, Summary)> {
    let mut dice = Dice(7);
    let mut commands = Vec::new();
    for n in 0..RECORDS {
        commands.extend(life(&mut dice, n));
    }
    ledger.issue(commands).await.expect("issued");
    let mut all = Vec::new();
    for n in 0..RECORDS {
        let found = ledger.record(record(n)).await.expect("read");
        let Some(Record::Petition(petition)) = found else {
            panic!("record {n} was not registered");
        };
        let summary = petition::summary(&petition, Calendar::shipped(), Policy::shipped());
        all.push((Record::Petition(petition), summary));
    }
    all
}

fn life(dice: &mut Dice, n: u128) -> Vec<Issued> {
    let id = record(n);
    let op = n * 20;
    let day = 1 + u32::try_from(dice.roll(9)).unwrap_or(0);
    let mut paper = registration(dice.pick(&["路灯不亮", "水渠漏水"]), march(day));
    paper.purpose = dice.pick(Purpose::ALL);
    paper.channel = dice.pick(Channel::ALL);
    paper.village = dice.pick(&[None, Some(VILLAGE)]);
    paper.headcount = dice.pick(&[1, 1, 4, 5, 23]);
    let by = if paper.channel == Channel::FoundOnVisit {
        TOWNSHIP_CADRE
    } else {
        dice.pick(&[REGISTRAR, SECTION_CHIEF])
    };
    let sealed = paper.purpose == Purpose::Report;
    let register = petition::Command::Register(Box::new(paper));
    let mut life = vec![issued(op, id, by, day, register)];
    if sealed {
        return life;
    }
    let (unit, handler, head) = dice.pick(&[
        (HOUSING, HOUSING_HANDLER, HOUSING_HEAD),
        (HOUSING, HOUSING_SECOND, HOUSING_HEAD),
        (WELFARE, WELFARE_HANDLER, WELFARE_HANDLER),
        (BUREAU, SECTION_CHIEF, BUREAU_HEAD),
        (TOWNSHIP, TOWNSHIP_CADRE, TOWNSHIP_CADRE),
    ]);
    let steps = [
        issued(op + 1, id, SECTION_CHIEF, day + 1, transfer(unit)),
        issued(op + 2, id, handler, day + 2, accept(handler, day + 2)),
        issued(
            op + 3,
            id,
            handler,
            day + 2,
            petition::Command::Entrust(LEADER),
        ),
        issued(op + 4, id, handler, day + 3, draft()),
        issued(op + 5, id, head, day + 4, petition::Command::Approve(0)),
        issued(op + 6, id, handler, day + 5, deliver(day + 5)),
        issued(
            op + 7,
            id,
            handler,
            day + 6,
            petition::Command::Close(String::new()),
        ),
    ];
    let far = dice.roll(steps.len() + 1);
    life.extend(steps.into_iter().take(far));
    life
}

/// Officers of every post, of several, and of combinations nobody thought of.
fn people(dice: &mut Dice) -> Vec<Officer> {
    let mut people: Vec<Officer> = colleagues()
        .into_iter()
        .map(|colleague| officer(colleague.id))
        .collect();
    let known: Vec<OfficerId> = people.iter().map(|officer| officer.id).collect();
    for _ in 0..40 {
        let roles: BTreeSet<Role> = (0..=dice.roll(3)).map(|_| dice.pick(&Role::ALL)).collect();
        people.push(Officer {
            id: dice.pick(&known),
            name: String::new(),
            unit: dice.pick(&[BUREAU, HOUSING, WELFARE, TOWNSHIP, DISCIPLINE]),
            roles: roles.into_iter().collect(),
        });
    }
    people
}

/// A list's pages, put together.
async fn whole(
    ledger: &Ledger,
    scope: &ListScope,
    asked: &ListQuery,
    today: NaiveDate,
) -> Vec<Summary> {
    let mut asked = ListQuery {
        limit: 7,
        ..asked.clone()
    };
    let mut rows = Vec::new();
    let mut counted = None;
    loop {
        let page: ListPage = ledger.list(scope, &asked, today).await.expect("a page");
        assert!(page.rows.len() <= 7);
        assert_eq!(*counted.get_or_insert(page.total), page.total);
        rows.extend(page.rows);
        asked.after = page.next;
        if asked.after.is_none() {
            break;
        }
    }
    assert_eq!(counted.flatten(), u32::try_from(rows.len()).ok());
    rows
}

fn ids(rows: &[Summary]) -> Vec<RecordId> {
    rows.iter().map(|row| row.id).collect()
}

fn wanted(row: &Summary, asked: &ListQuery, officer: &Officer, today: NaiveDate) -> bool {
    (asked.states.is_empty() || asked.states.contains(&row.state))
        && asked.unit.is_none_or(|unit| row.unit == Some(unit))
        && asked
            .village
            .is_none_or(|village| row.village == Some(village))
        && asked.channel.is_none_or(|channel| row.channel == channel)
        && asked.purpose.is_none_or(|purpose| row.purpose == purpose)
        && asked
            .urgency
            .is_none_or(|urgency| row.urgency(today) <= urgency)
        && asked
            .warning
            .is_none_or(|least| row.warning(today) >= Some(least))
        && asked.registered.contains(row.registered_on)
        && (!asked.mine || row.is_work_of(officer))
}

#[tokio::test]
async fn everybody_lists_exactly_what_duty_lets_them_see() {
    let house = House::new().await;
    let all = fill(&house.ledger).await;
    let mut dice = Dice(11);
    let mut sizes = BTreeSet::new();
    for officer in people(&mut dice) {
        let grants = duty::grants(&officer);
        let expected: BTreeSet<RecordId> = all
            .iter()
            .filter(|(record, _)| duty::may_see(&grants, &record.tags()))
            .map(|(record, _)| record.id())
            .collect();
        let scope = ListScope::of(&officer);
        let rows = whole(&house.ledger, &scope, &ListQuery::default(), march(12)).await;
        let listed: BTreeSet<RecordId> = ids(&rows).into_iter().collect();
        assert_eq!(listed.len(), rows.len(), "nothing is listed twice");
        assert_eq!(listed, expected, "{:?}", officer.roles);
        for row in &rows {
            let (_, summary) = all
                .iter()
                .find(|(_, summary)| summary.id == row.id)
                .expect("a record");
            assert_eq!(row, summary);
        }
        sizes.insert(expected.len());
    }
    // A comparison of nothing with nothing would pass, too.
    assert!(sizes.len() > 4, "{sizes:?}");
}

#[tokio::test]
async fn arbitrary_grants_are_judged_as_may_see_judges_them() {
    let house = House::new().await;
    let all = fill(&house.ledger).await;
    let mut dice = Dice(13);
    let mut tags: Vec<Tag> = all.iter().flat_map(|(record, _)| record.tags()).collect();
    tags.push(Tag::Unit(UnitId(Uuid::from_u128(999))));
    tags.sort_unstable();
    tags.dedup();
    for _ in 0..60 {
        let grants: Vec<Tag> = (0..dice.roll(4)).map(|_| dice.pick(&tags)).collect();
        let scope = ListScope {
            grants: grants.clone(),
            officer: officer(SYSTEM_ADMIN),
        };
        let rows = whole(&house.ledger, &scope, &ListQuery::default(), march(12)).await;
        let listed: BTreeSet<RecordId> = ids(&rows).into_iter().collect();
        let expected: BTreeSet<RecordId> = all
            .iter()
            .filter(|(record, _)| duty::may_see(&grants, &record.tags()))
            .map(|(record, _)| record.id())
            .collect();
        assert_eq!(listed, expected, "{grants:?}");
    }
}

#[tokio::test]
async fn filters_order_and_turns_are_those_of_the_summary() {
    let house = House::new().await;
    let all = fill(&house.ledger).await;
    let mut dice = Dice(17);
    let people = people(&mut dice);
    let mut hits = 0;
    let mut warned = 0;
    let mut seen = Tally::default();
    for round in 0..600 {
        let officer = dice.pick(&people);
        let grants = duty::grants(&officer);
        let today = dice.pick(&[march(12), march(18), march(26)]);
        let asked = ListQuery {
            states: match dice.roll(3) {
                0 => vec![dice.pick(&State::ALL), dice.pick(&State::ALL)],
                _ => Vec::new(),
            },
            unit: dice.pick(&[None, None, Some(HOUSING), Some(BUREAU)]),
            village: dice.pick(&[None, None, Some(VILLAGE), Some(TOWNSHIP)]),
            channel: dice.pick(&[None, None, Some(Channel::Online)]),
            purpose: dice.pick(&[None, None, Some(Purpose::Plea)]),
            urgency: dice.pick(&[
                None,
                Some(Urgency::Overdue),
                Some(Urgency::Today),
                Some(Urgency::Week),
                Some(Urgency::Later),
            ]),
            warning: match dice.roll(15) {
                nth @ 0..5 => Some(Warning::ALL[nth]),
                _ => None,
            },
            registered: Period {
                from: dice.pick(&[None, None, None, Some(march(3)), Some(march(6))]),
                to: dice.pick(&[None, None, None, Some(march(5)), Some(march(8))]),
            },
            mine: dice.roll(3) == 0,
            sort: dice.pick(&[Sort::Due, Sort::Newest, Sort::Oldest]),
            ..ListQuery::default()
        };
        let scope = ListScope::of(&officer);
        let rows = whole(&house.ledger, &scope, &asked, today).await;
        let mut expected: Vec<&Summary> = all
            .iter()
            .filter(|(record, _)| duty::may_see(&grants, &record.tags()))
            .map(|(_, summary)| summary)
            .filter(|row| wanted(row, &asked, &officer, today))
            .collect();
        // Records were registered in the order of their ids, which breaks ties.
        match asked.sort {
            Sort::Due => expected.sort_by_key(|row| {
                let on = row.due.map(|(_, on)| on);
                (on.is_none(), on, row.id)
            }),
            Sort::Oldest => expected.sort_by_key(|row| (row.received_on, row.id)),
            Sort::Newest => {
                expected.sort_by_key(|row| std::cmp::Reverse((row.received_on, row.id)));
            }
        }
        let expected: Vec<RecordId> = expected.iter().map(|row| row.id).collect();
        assert_eq!(
            ids(&rows),
            expected,
            "round {round}: {asked:?} {:?}",
            officer.roles
        );
        hits += expected.len();
        warned += usize::from(asked.warning.is_some() && !expected.is_empty());
        let mut tally = Tally::default();
        for row in all
            .iter()
            .map(|(_, summary)| summary)
            .filter(|row| expected.contains(&row.id))
        {
            tally.add(row, Policy::shipped());
        }
        let counted = house.ledger.tally(&scope, &asked, today).await;
        assert_eq!(
            counted.expect("a tally"),
            tally,
            "round {round}: {asked:?} {:?}",
            officer.roles
        );
        seen.items += tally.items;
        seen.visits += tally.visits;
        seen.group_visits += tally.group_visits;
        seen.joint_letters += tally.joint_letters;
    }
    assert!(hits > 300, "the questions must find something: {hits}");
    assert!(warned > 10, "warnings must find something: {warned}");
    let every_kind = seen.items > seen.visits
        && seen.visits > seen.group_visits
        && seen.group_visits > 0
        && seen.joint_letters > 0;
    assert!(every_kind, "every kind must be counted: {seen:?}");
}

#[tokio::test]
async fn words_are_counted_as_they_are_listed() {
    let house = House::new().await;
    let all = fill(&house.ledger).await;
    let scope = ListScope::of(&officer(INSPECTOR));
    let asked = |words: &str| ListQuery {
        words: words.to_owned(),
        ..ListQuery::default()
    };
    let count = async |words: &str| {
        let tally = house.ledger.tally(&scope, &asked(words), march(12)).await;
        tally.expect("a tally").items
    };
    let rows = whole(&house.ledger, &scope, &asked("路灯"), march(12)).await;
    assert!(!rows.is_empty() && rows.len() < all.len());
    assert_eq!(usize::try_from(count("路灯").await), Ok(rows.len()));
    assert_eq!(count("没有这样的话").await, 0);
    assert_eq!(count("——").await, 0, "signs are never searched");
}

/// 集体访人数 is the county's own rule: a change that holds from today is in the next tally.
#[tokio::test]
async fn a_new_rule_of_groups_is_counted_by_at_once() {
    let house = House::new().await;
    let now = Utc::now();
    let today = day_of(now);
    let mut paper = registration("路灯不亮", today);
    paper.channel = Channel::Visit;
    paper.headcount = 8;
    let register = petition::Command::Register(Box::new(paper));
    let mut command = issued(1, record(1), REGISTRAR, 1, register);
    command.at = None;
    command.recorded_at = now;
    house.ledger.issue(vec![command]).await.expect("issued");
    let scope = ListScope::of(&officer(INSPECTOR));
    let counted = async || {
        let asked = ListQuery::default();
        let tally = house.ledger.tally(&scope, &asked, today).await;
        let tally = tally.expect("a tally");
        (tally.visits, tally.people, tally.group_visits)
    };
    assert_eq!(counted().await, (1, 8, 1));
    let rule = Change {
        norm: Norm::GroupVisit,
        value: 10,
        since: today,
        by: SYSTEM_ADMIN,
        at: now,
        reason: "县委办〔2026〕3号".to_owned(),
    };
    let taken = house.ledger.change_policy(rule).await.expect("written");
    assert_eq!(taken, Ok(()));
    assert_eq!(counted().await, (1, 8, 0));
}

#[tokio::test]
async fn work_is_counted_as_it_is_listed() {
    let house = House::new().await;
    let all = fill(&house.ledger).await;
    let mut dice = Dice(19);
    let mut met = WorkCounts::default();
    for officer in people(&mut dice) {
        let grants = duty::grants(&officer);
        for today in [march(4), march(17), march(24)] {
            let mut expected = WorkCounts::default();
            let rows = all
                .iter()
                .filter(|(record, _)| duty::may_see(&grants, &record.tags()))
                .map(|(_, summary)| summary)
                .filter(|row| row.is_work_of(&officer));
            for row in rows {
                match row.urgency(today) {
                    Urgency::Overdue => expected.overdue += 1,
                    Urgency::Today => expected.today += 1,
                    Urgency::Week => expected.week += 1,
                    Urgency::Later => expected.later += 1,
                }
            }
            let scope = ListScope::of(&officer);
            let counts = house
                .ledger
                .work_counts(&scope, today)
                .await
                .expect("counts");
            assert_eq!(counts, expected, "{:?} on {today}", officer.roles);
            met.overdue += counts.overdue;
            met.today += counts.today;
            met.week += counts.week;
            met.later += counts.later;
        }
    }
    assert!(
        met.overdue > 0 && met.today > 0 && met.week > 0 && met.later > 0,
        "{met:?}"
    );
}

/// The sabotage of the checks above: a projection that loses one row is noticed.
#[tokio::test]
async fn a_lost_entry_would_be_noticed() {
    let house = House::new().await;
    let all = fill(&house.ledger).await;
    let scope = ListScope::of(&officer(INSPECTOR));
    let before = whole(&house.ledger, &scope, &ListQuery::default(), march(12)).await;
    house
        .ledger
        .write(|tx| {
            Box::pin(async move {
                sqlx::query(
                    "DELETE FROM list_entry WHERE record = (SELECT max(record) FROM list_entry \
                     WHERE tag = (SELECT nr FROM tag WHERE text LIKE 'bureau:%'))",
                )
                .execute(tx)
                .await?;
                Ok(())
            })
        })
        .await
        .expect("sabotaged");
    let after = whole(&house.ledger, &scope, &ListQuery::default(), march(12)).await;
    assert_eq!(after.len() + 1, before.len());
    house.ledger.rebuild().await.expect("rebuilt");
    let again = whole(&house.ledger, &scope, &ListQuery::default(), march(12)).await;
    assert_eq!(again, before);
    assert_eq!(all.len(), usize::try_from(RECORDS).expect("small"));
}
