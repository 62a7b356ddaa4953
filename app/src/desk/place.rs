//! Where one is on the desk: addresses hold ids and words of the program, never a person's name.

use domain::document::DocumentKind;
use domain::ids::{DeviceId, OfficerId, RecordId};
use domain::petition::Step;

/// A place of the desk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// 我的工作
    Work,
    /// 信访件
    Petitions,
    /// One petition.
    Petition(RecordId),
    /// A step on a petition.
    Step(RecordId, Step),
    /// A document of a petition, being prepared.
    Prepare(RecordId, DocumentKind),
    /// A document of a petition as it was issued, by position.
    Document(RecordId, u16),
    /// 登记
    Register,
    /// 接待: a registration stopped on this device and taken up again.
    Reception(RecordId),
    /// 网上来件
    Inbox,
    /// One filing of the public page.
    Filing(RecordId),
    /// Registering it.
    TakeOver(RecordId),
    /// 退回
    Tray,
    /// 存送情况
    Saved,
    /// 账号
    Accounts,
    /// One account.
    Account(OfficerId),
    /// 审计
    Audit,
    /// 设备
    Devices,
    /// What one person has on one device.
    Device(DeviceId, OfficerId),
    /// 送达凭证
    Proof,
    /// 县里的规定
    Rules,
    /// 文书范本
    Templates,
    /// The wording of one kind of document.
    Template(DocumentKind),
    /// 我
    Me,
    /// No such place.
    Unknown,
}

/// Steps in addresses and draft keys; never changed once shipped, people's drafts lie under them.
const STEPS: [(&str, Step); 56] = [
    ("transfer", Step::Transfer),
    ("assign", Step::Assign),
    ("object", Step::Object),
    ("agree-return", Step::AgreeReturn),
    ("reject-objection", Step::RejectObjection),
    ("accept", Step::Accept),
    ("decline", Step::Decline),
    ("entrust", Step::Entrust),
    ("visit", Step::Visit),
    ("contact", Step::Contact),
    ("draft", Step::Draft),
    ("return-draft", Step::ReturnDraft),
    ("approve", Step::Approve),
    ("deliver", Step::Deliver),
    ("rate", Step::Rate),
    ("close", Step::Close),
    ("correct", Step::Correct),
    ("attach", Step::Attach),
    ("request-extension", Step::RequestExtension),
    ("grant-extension", Step::GrantExtension),
    ("refuse-extension", Step::RefuseExtension),
    ("tell-extension", Step::TellExtension),
    ("guide", Step::Guide),
    ("record-taken", Step::RecordTaken),
    ("record-outcome", Step::RecordOutcome),
    ("report-closing", Step::ReportClosing),
    ("return-report", Step::ReturnReport),
    ("contest-competence", Step::ContestCompetence),
    ("record-talks", Step::RecordTalks),
    ("settle-competence", Step::SettleCompetence),
    ("join-units", Step::JoinUnits),
    ("give-part", Step::GivePart),
    ("turn-ordinary", Step::TurnOrdinary),
    ("report-urgent", Step::ReportUrgent),
    ("urge", Step::Urge),
    ("answer-urging", Step::AnswerUrging),
    ("issue", Step::Issue),
    ("ask-review", Step::RequestReview),
    ("take-review", Step::TakeReview),
    ("refuse-review", Step::RefuseReview),
    ("hearing", Step::HoldHearing),
    ("review-draft", Step::DraftReview),
    ("return-review", Step::ReturnReview),
    ("sign-review", Step::SignReview),
    ("deliver-review", Step::DeliverReview),
    ("look-again", Step::LookAgain),
    ("execute", Step::Execute),
    ("follow-up", Step::FollowUp),
    ("remind", Step::Remind),
    ("archive", Step::Archive),
    ("recuse", Step::Recuse),
    ("note-safety", Step::NoteSafety),
    ("note-incident", Step::NoteIncident),
    ("link", Step::Link),
    ("unlike", Step::Unlike),
    ("not-again", Step::NotAgain),
];

/// What the draft keys of receptions and of filings being registered begin with.
const RECEPTION: &str = "register/";
const FILED: &str = "filing/";

/// The word of a step in addresses; registering has a place of its own.
fn word(step: Step) -> &'static str {
    STEPS
        .iter()
        .find(|(_, s)| *s == step)
        .map_or("register", |(word, _)| word)
}

/// What stands under a petition's documents: a position, or a kind.
fn document(id: RecordId, word: &str) -> Place {
    if let Ok(nth) = word.parse() {
        return Place::Document(id, nth);
    }
    DocumentKind::from_key(word).map_or(Place::Unknown, |kind| Place::Prepare(id, kind))
}

impl Place {
    /// Reads a path.
    pub fn read(path: &str) -> Place {
        let rest = path.strip_prefix("/desk").unwrap_or(path);
        let mut parts = rest.split('/').filter(|part| !part.is_empty());
        let place = match parts.next() {
            None => Place::Work,
            Some("petitions") => match (parts.next(), parts.next()) {
                (None, _) => Place::Petitions,
                (Some(id), step) => match (id.parse().ok(), step) {
                    (Some(id), None) => Place::Petition(id),
                    (Some(id), Some("documents")) => parts
                        .next()
                        .map_or(Place::Unknown, |word| document(id, word)),
                    (Some(id), Some(step)) => {
                        let found = STEPS.iter().find(|(word, _)| *word == step);
                        found.map_or(Place::Unknown, |(_, step)| Place::Step(id, *step))
                    }
                    (None, _) => Place::Unknown,
                },
            },
            Some("register") => match parts.next() {
                None => Place::Register,
                Some(id) => id.parse().map_or(Place::Unknown, Place::Reception),
            },
            Some("inbox") => match (parts.next().map(str::parse), parts.next()) {
                (None, _) => Place::Inbox,
                (Some(Ok(id)), None) => Place::Filing(id),
                (Some(Ok(id)), Some("register")) => Place::TakeOver(id),
                _ => Place::Unknown,
            },
            Some("returned") => Place::Tray,
            Some("saved") => match parts.next() {
                None => Place::Saved,
                Some("proof") => Place::Proof,
                Some(_) => Place::Unknown,
            },
            Some("accounts") => match parts.next() {
                None => Place::Accounts,
                Some(id) => id.parse().map_or(Place::Unknown, Place::Account),
            },
            Some("audit") => Place::Audit,
            Some("devices") => match (parts.next(), parts.next()) {
                (None, _) => Place::Devices,
                (Some(device), Some(officer)) => {
                    match (device.parse().ok(), officer.parse().ok()) {
                        (Some(device), Some(officer)) => Place::Device(device, officer),
                        _ => Place::Unknown,
                    }
                }
                (Some(_), None) => Place::Unknown,
            },
            Some("rules") => Place::Rules,
            Some("templates") => match parts.next() {
                None => Place::Templates,
                Some(key) => DocumentKind::from_key(key).map_or(Place::Unknown, Place::Template),
            },
            Some("me") => Place::Me,
            Some(_) => Place::Unknown,
        };
        if parts.next().is_some() {
            Place::Unknown
        } else {
            place
        }
    }

    /// Writes the path.
    pub fn path(self) -> String {
        match self {
            Place::Work | Place::Unknown => "/desk".to_owned(),
            Place::Petitions => "/desk/petitions".to_owned(),
            Place::Petition(id) => format!("/desk/petitions/{id}"),
            Place::Step(id, step) => format!("/desk/petitions/{id}/{}", word(step)),
            Place::Prepare(id, kind) => format!("/desk/petitions/{id}/documents/{}", kind.key()),
            Place::Document(id, nth) => format!("/desk/petitions/{id}/documents/{nth}"),
            Place::Register => "/desk/register".to_owned(),
            Place::Reception(id) => format!("/desk/register/{id}"),
            Place::Inbox => "/desk/inbox".to_owned(),
            Place::Filing(id) => format!("/desk/inbox/{id}"),
            Place::TakeOver(id) => format!("/desk/inbox/{id}/register"),
            Place::Tray => "/desk/returned".to_owned(),
            Place::Saved => "/desk/saved".to_owned(),
            Place::Accounts => "/desk/accounts".to_owned(),
            Place::Account(id) => format!("/desk/accounts/{id}"),
            Place::Audit => "/desk/audit".to_owned(),
            Place::Devices => "/desk/devices".to_owned(),
            Place::Device(device, officer) => format!("/desk/devices/{device}/{officer}"),
            Place::Proof => "/desk/saved/proof".to_owned(),
            Place::Rules => "/desk/rules".to_owned(),
            Place::Templates => "/desk/templates".to_owned(),
            Place::Template(kind) => format!("/desk/templates/{}", kind.key()),
            Place::Me => "/desk/me".to_owned(),
        }
    }

    /// The petition in sight, if any.
    pub fn petition(self) -> Option<RecordId> {
        match self {
            Place::Petition(id)
            | Place::Step(id, _)
            | Place::Prepare(id, _)
            | Place::Document(id, _) => Some(id),
            _ => None,
        }
    }

    /// Under which key its form's draft lies, if it has one.
    pub fn draft_key(self) -> Option<String> {
        match self {
            Place::Register => Some("register".to_owned()),
            Place::Reception(id) => Some(format!("{RECEPTION}{id}")),
            Place::TakeOver(id) => Some(format!("{FILED}{id}")),
            Place::Step(id, step) => Some(format!("{id}/{}", word(step))),
            Place::Prepare(id, kind) => Some(format!("{id}/documents/{}", kind.key())),
            _ => None,
        }
    }

    /// The form whose draft lies under `key`.
    pub fn of_draft(key: &str) -> Option<Place> {
        if key == "register" {
            return Some(Place::Register);
        }
        if let Some(id) = key.strip_prefix(RECEPTION) {
            return id.parse().ok().map(Place::Reception);
        }
        if let Some(id) = key.strip_prefix(FILED) {
            return id.parse().ok().map(Place::TakeOver);
        }
        match Place::read(&format!("/desk/petitions/{key}")) {
            place @ (Place::Step(..) | Place::Prepare(..)) => Some(place),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_again() {
        let id: RecordId = "6f9619ff-8b86-4011-b42d-00c04fc964ff"
            .parse()
            .expect("an id");
        let mut places = vec![
            Place::Work,
            Place::Petitions,
            Place::Petition(id),
            Place::Prepare(id, DocumentKind::AdviceOnWork),
            Place::Document(id, 12),
            Place::Register,
            Place::Reception(id),
            Place::Inbox,
            Place::Filing(id),
            Place::TakeOver(id),
            Place::Tray,
            Place::Saved,
            Place::Accounts,
            Place::Account(OfficerId(id.0)),
            Place::Audit,
            Place::Devices,
            Place::Device(DeviceId(id.0), OfficerId(id.0)),
            Place::Proof,
            Place::Rules,
            Place::Templates,
            Place::Template(DocumentKind::Opinion),
            Place::Me,
        ];
        places.extend(
            Step::ALL
                .into_iter()
                .filter(|step| *step != Step::Register)
                .map(|step| Place::Step(id, step)),
        );
        for place in places {
            assert_eq!(Place::read(&place.path()), place);
            if let Some(key) = place.draft_key() {
                assert_eq!(Place::of_draft(&key), Some(place));
            }
        }
        for nowhere in [
            "/desk/x",
            "/desk/petitions/1",
            "/desk/petitions/6f9619ff-8b86-4011-b42d-00c04fc964ff/documents",
            "/desk/petitions/6f9619ff-8b86-4011-b42d-00c04fc964ff/documents/x",
            "/desk/petitions/1/visit",
            "/desk/register/1",
            "/desk/inbox/1",
            "/desk/inbox/6f9619ff-8b86-4011-b42d-00c04fc964ff/rate",
            "/desk/me/2/3/4",
            "/desk/accounts/1",
            "/desk/templates/x",
            "/desk/devices/1/2",
            "/desk/saved/1",
        ] {
            assert_eq!(Place::read(nowhere), Place::Unknown, "{nowhere}");
        }
    }
}
