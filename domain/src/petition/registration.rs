//! 登记: what is written down when an item comes in, and what it must say.

use super::check::{line, needed, text, within, written_on};
use super::papers::kinds;
use super::{Channel, DEMANDS, EXTERNAL_NUMBER_LIMIT, LINE_LIMIT, Purpose, REPRESENTATIVES, Step};
use crate::duty::{Actor, Officer, Role};
use crate::ids::{Moment, OfficerId, UnitId, day_of};
use crate::organisation::UnitKind;
use crate::record::Setting;
use crate::refusal::{Field, Refusal};
use crate::steps::Place;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The most numbers other systems gave one item.
pub const EXTERNAL_NUMBERS: usize = 10;
/// The most persons and units one item complains of.
pub const COMPLAINED_OF: usize = 10;

kinds! {
    /// Who sent the item down, and so how high the answer goes.
    SourceLevel {
        /// 国家
        National,
        /// 省
        Province,
        /// 市
        City,
        /// 县
        County,
        /// 领导批示
        Instruction,
    }

    /// Whom an item complains of.
    ComplainedKind {
        /// 单位
        Unit,
        /// 个人
        Person,
    }

    /// How the petitioner confirmed what was written down for them (条例 19).
    Confirmation {
        /// 念给本人听，本人认可
        ReadAloud,
        /// 本人看过，认可
        ReadOneself,
        /// 电话里复述，本人认可
        ReadByTelephone,
    }
}

/// One petitioner of an item; the first is the chief one.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Petitioner {
    /// Name; empty: anonymous.
    pub name: String,
    /// Telephone; may be empty.
    pub phone: String,
    /// Citizen ID as on the paper; may be empty, may have a wrong check digit.
    pub id_number: String,
    /// Address; may be empty.
    pub address: String,
}

/// What is written down when an item comes in (登记).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Registration {
    /// The bureau whose register this is.
    pub bureau: UnitId,
    /// How it came.
    pub channel: Channel,
    /// What the petitioner wants.
    pub purpose: Purpose,
    /// Content class, `一级/二级/三级`; empty: not classified yet.
    pub class: String,
    /// One line.
    pub title: String,
    /// Request, facts and reasons, as told.
    pub text: String,
    /// Where it happened; may be empty.
    pub place: String,
    /// The village concerned.
    pub village: Option<UnitId>,
    /// The people; at most five represent a joint visit (条例 20).
    pub petitioners: Vec<Petitioner>,
    /// 人次: how many people came or signed.
    pub headcount: u32,
    /// Each demand, in the petitioner's words.
    pub demands: Vec<String>,
    /// The day it was received.
    pub received_on: NaiveDate,
    /// Why it is entered later than the day it was received.
    pub late_reason: String,
    /// Numbers other systems gave the item.
    pub external_numbers: Vec<ExternalNumber>,
    /// What only some items bring with them.
    #[serde(default, skip_serializing_if = "Intake::is_nothing")]
    pub intake: Intake,
}

/// What only some items bring with them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Intake {
    /// 被反映的单位和个人; of a report they are sealed with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complained_of: Vec<ComplainedOf>,
    /// Who sent it down, if it did not come from the petitioner alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Present: told by word of mouth and written down (口述).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<Statement>,
    /// Present: filed by the petitioner on the public page at this moment, by the bureau's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed_at: Option<Moment>,
}

impl Intake {
    fn is_nothing(&self) -> bool {
        *self == Intake::default()
    }
}

/// A number another system gave the item, and which system: both opaque.
///
/// A number alone is written as plain text, as every number was before systems were named.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(from = "WrittenNumber", into = "WrittenNumber")]
pub struct ExternalNumber {
    /// Which system; empty: not said.
    pub system: String,
    /// The number, up to [`EXTERNAL_NUMBER_LIMIT`] characters.
    pub number: String,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum WrittenNumber {
    Alone(String),
    Named { system: String, number: String },
}

impl From<WrittenNumber> for ExternalNumber {
    fn from(written: WrittenNumber) -> ExternalNumber {
        match written {
            WrittenNumber::Alone(number) => ExternalNumber {
                system: String::new(),
                number,
            },
            WrittenNumber::Named { system, number } => ExternalNumber { system, number },
        }
    }
}

impl From<ExternalNumber> for WrittenNumber {
    fn from(external: ExternalNumber) -> WrittenNumber {
        let ExternalNumber { system, number } = external;
        if system.is_empty() {
            WrittenNumber::Alone(number)
        } else {
            WrittenNumber::Named { system, number }
        }
    }
}

/// A person or unit the item complains of (被反映对象).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ComplainedOf {
    /// A unit or a person.
    pub kind: ComplainedKind,
    /// The name as told.
    pub name: String,
    /// A person's unit and post; may be empty.
    pub office: String,
}

/// Who sent the item down (来源层级).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Source {
    /// How high it comes from.
    pub level: SourceLevel,
    /// The organ or the leader, and what the letter says; may be empty.
    pub from: String,
    /// Until when they want to hear; absent: they named no day.
    pub feedback_on: Option<NaiveDate>,
}

/// An oral statement (口述笔录): the text is what was told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Statement {
    /// Who wrote it down.
    pub written_by: OfficerId,
    /// How the petitioner confirmed it.
    pub confirmed: Confirmation,
}

impl ExternalNumber {
    /// The number `number` of `system`.
    pub fn of(system: &str, number: &str) -> ExternalNumber {
        ExternalNumber {
            system: system.to_owned(),
            number: number.to_owned(),
        }
    }
}

impl Registration {
    /// Whether people came as a group (集体访): a visit of at least `threshold` people (*policy*).
    pub fn is_group_visit(&self, threshold: u32) -> bool {
        self.channel == Channel::Visit && self.headcount >= threshold
    }
}

/// Whether this may be registered, by this officer, in these words.
pub(super) fn register(registration: &Registration, setting: &Setting<'_>) -> Result<(), Refusal> {
    registrar(registration, setting)?;
    words(registration)?;
    brought_along(&registration.intake, registration, setting)?;
    received(registration, setting)
}

fn registrar(registration: &Registration, setting: &Setting<'_>) -> Result<(), Refusal> {
    let step = Step::Register;
    let Actor::Officer(officer) = setting.actor else {
        return Err(Refusal::NotYours { step });
    };
    let own_bureau = of_bureau(officer);
    let found_on_visit =
        officer.is(Role::TownshipCadre) && registration.channel == Channel::FoundOnVisit;
    if !own_bureau && !found_on_visit {
        let reports =
            officer.is(Role::DisciplineOfficer) && registration.purpose == Purpose::Report;
        if !reports {
            return Err(Refusal::NotYours { step });
        }
        if setting.place == Place::Anywhere {
            return Err(Refusal::OnlineOnly { step });
        }
    }
    let is_bureau = setting
        .directory
        .unit(registration.bureau)
        .is_some_and(|unit| unit.kind == UnitKind::Bureau);
    if !is_bureau || (own_bureau && registration.bureau != officer.unit) {
        return Err(Refusal::OtherBureau);
    }
    Ok(())
}

fn of_bureau(officer: &Officer) -> bool {
    officer.is(Role::Registrar) || officer.is(Role::BureauOfficer) || officer.is(Role::BureauHead)
}

fn words(registration: &Registration) -> Result<(), Refusal> {
    line(Field::Title, &registration.title)?;
    text(Field::Text, &registration.text)?;
    within(Field::Place, &registration.place, LINE_LIMIT)?;
    within(Field::Class, &registration.class, LINE_LIMIT)?;
    within(Field::LateReason, &registration.late_reason, LINE_LIMIT)?;
    people(registration)?;
    if registration.demands.is_empty() {
        return Err(Refusal::Missing(Field::Demands));
    }
    at_most(DEMANDS, Field::Demands, registration.demands.len())?;
    for demand in &registration.demands {
        text(Field::Demands, demand)?;
    }
    let numbers = &registration.external_numbers;
    at_most(EXTERNAL_NUMBERS, Field::ExternalNumber, numbers.len())?;
    for external in numbers {
        needed(
            Field::ExternalNumber,
            &external.number,
            EXTERNAL_NUMBER_LIMIT,
        )?;
        within(Field::ExternalSystem, &external.system, LINE_LIMIT)?;
    }
    Ok(())
}

fn people(registration: &Registration) -> Result<(), Refusal> {
    if registration.petitioners.is_empty() {
        return Err(Refusal::Missing(Field::PetitionerName));
    }
    if registration.petitioners.len() > REPRESENTATIVES {
        return Err(Refusal::TooManyRepresentatives);
    }
    for petitioner in &registration.petitioners {
        within(Field::PetitionerName, &petitioner.name, LINE_LIMIT)?;
        within(Field::PetitionerPhone, &petitioner.phone, LINE_LIMIT)?;
        within(Field::PetitionerIdNumber, &petitioner.id_number, LINE_LIMIT)?;
        within(Field::PetitionerAddress, &petitioner.address, LINE_LIMIT)?;
    }
    if usize::try_from(registration.headcount)
        .is_ok_and(|count| count < registration.petitioners.len())
    {
        return Err(Refusal::HeadcountTooSmall);
    }
    Ok(())
}

fn brought_along(
    intake: &Intake,
    registration: &Registration,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    at_most(
        COMPLAINED_OF,
        Field::ComplainedOf,
        intake.complained_of.len(),
    )?;
    for complained_of in &intake.complained_of {
        line(Field::ComplainedOf, &complained_of.name)?;
        within(Field::ComplainedOf, &complained_of.office, LINE_LIMIT)?;
    }
    if let Some(source) = &intake.source {
        within(Field::Source, &source.from, LINE_LIMIT)?;
        let first = registration.received_on;
        if source.feedback_on.is_some_and(|on| on < first) {
            return Err(Refusal::TooEarly {
                field: Field::FeedbackOn,
                first,
            });
        }
    }
    if let Some(statement) = &intake.statement
        && setting.directory.officer(statement.written_by).is_none()
    {
        return Err(Refusal::Missing(Field::WrittenBy));
    }
    Ok(())
}

fn received(registration: &Registration, setting: &Setting<'_>) -> Result<(), Refusal> {
    let today = day_of(setting.now);
    if registration.received_on > today {
        return Err(Refusal::InFuture(Field::ReceivedOn));
    }
    if let Some(filed_at) = registration.intake.filed_at {
        // The bureau has had it since the petitioner sent it, however late somebody takes it over.
        let filed_on = day_of(filed_at);
        let as_filed = registration.channel == Channel::Online;
        return if as_filed && registration.received_on == filed_on {
            Ok(())
        } else {
            Err(Refusal::ReceivedWhenFiled(filed_on))
        };
    }
    if registration.received_on < written_on(setting) && registration.late_reason.trim().is_empty()
    {
        return Err(Refusal::LateNeedsReason(Field::ReceivedOn));
    }
    Ok(())
}

fn at_most(limit: usize, field: Field, count: usize) -> Result<(), Refusal> {
    if count > limit {
        return Err(Refusal::TooLong { field, limit });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_alone_is_plain_text_as_it_always_was() {
        let alone: ExternalNumber = serde_json::from_str("\"2549\"").expect("a number");
        assert_eq!((alone.system.as_str(), alone.number.as_str()), ("", "2549"));
        assert_eq!(serde_json::to_string(&alone).expect("json"), "\"2549\"");
        let named = ExternalNumber::of("省平台", "S-1");
        let written = serde_json::to_string(&named).expect("json");
        let read: ExternalNumber = serde_json::from_str(&written).expect("a named number");
        assert_eq!(read, named);
    }
}
