//! The table of limits against domain.md §3, word for word.

use domain::deadline::{Term, row};

fn aloud(term: Term) -> String {
    let row = row(term);
    let extension = if row.extension > 0 {
        format!(" +{}", row.extension)
    } else {
        String::new()
    };
    let basis = row
        .policy
        .map_or("law".to_owned(), |norm| format!("policy {norm:?}"));
    format!(
        "{:?}: {} {:?}{extension} from {:?}, {basis} {}, since {}",
        row.term, row.days, row.kind, row.start, row.article, row.since
    )
}

#[test]
fn every_limit_reads_as_the_law_says() {
    let read: Vec<String> = Term::ALL.iter().map(|&term| aloud(term)).collect();
    assert_eq!(
        read,
        [
            "Send: 15 Calendar from Registered, law 信访工作条例 22, since 2022-05-01",
            "Notice: 15 Calendar from Received, law 信访工作条例 23, since 2022-05-01",
            "Objection: 5 Working from Transferred, law 信访工作条例 23, since 2022-05-01",
            "Handling: 60 Calendar +30 from Accepted, law 信访工作条例 34, since 2022-05-01",
            "ReviewRequest: 30 Calendar from OpinionDelivered, law 信访工作条例 35, since 2022-05-01",
            "Review: 30 Calendar from ReviewRequested, law 信访工作条例 35, since 2022-05-01",
            "RecheckRequest: 30 Calendar from ReviewDelivered, law 信访工作条例 36, since 2022-05-01",
            "Recheck: 30 Calendar from RecheckRequested, law 信访工作条例 36, since 2022-05-01",
            "SimpleDecision: 3 Working from Received, law 国信办发〔2022〕17号, since 2022-07-17",
            "SimpleOpinion: 10 Working from Accepted, law 国信办发〔2022〕17号, since 2022-07-17",
            "Rating: 30 Calendar from AnswerDelivered, policy RatingDays 国信发〔2022〕11号, since 2022-05-01",
            "Feedback: 0 Calendar from Assigned, law 信访工作条例 22, since 2022-05-01",
            "UrgingAnswer: 0 Calendar from Urged, law 信访工作条例 40, since 2022-05-01",
            "SourceFeedback: 0 Calendar from Received, law 信访工作条例 22, since 2022-05-01",
            "AskReconsideration: 60 Calendar from ActKnown, law 行政复议法 20, since 2024-01-01",
            "Reconsideration: 60 Calendar from RouteTaken, law 行政复议法 62, since 2024-01-01",
            "AskAdministrativeSuit: 6 Months from ActKnown, law 行政诉讼法 46, since 2015-05-01",
            "AdministrativeSuit: 6 Months from RouteTaken, law 行政诉讼法 81, since 2015-05-01",
            "AskCivilSuit: 36 Months from HarmKnown, law 民法典 188, since 2021-01-01",
            "CivilSuit: 6 Months from RouteTaken, law 民事诉讼法 152, since 2022-01-01",
            "AskLabourArbitration: 12 Months from HarmKnown, law 劳动争议调解仲裁法 27, since 2008-05-01",
            "LabourArbitration: 45 Calendar from RouteTaken, law 劳动争议调解仲裁法 43, since 2008-05-01",
            "AskLandArbitration: 24 Months from HarmKnown, law 农村土地承包经营纠纷调解仲裁法 18, since 2010-01-01",
            "LandArbitration: 60 Calendar from RouteTaken, law 农村土地承包经营纠纷调解仲裁法 47, since 2010-01-01",
            "DutyToAct: 2 Months from DutyAsked, law 行政诉讼法 47, since 2015-05-01",
            "SecondLook: 15 Calendar from RatedDissatisfied, policy SecondLookDays 国信发〔2022〕11号, since 2022-05-01",
            "Execution: 60 Calendar from AnswerDelivered, policy ExecutionDays 信访工作条例 32, since 2022-05-01",
            "FollowUp: 30 Calendar from Closed, policy FollowUpDays 县里规定, since 2022-05-01",
        ]
    );
}

#[test]
fn every_term_finds_its_own_row_and_keeps_its_name_on_the_wire() {
    for &term in Term::ALL {
        assert_eq!(row(term).term, term);
        let wire = serde_json::to_string(&term).unwrap();
        assert_eq!(wire, format!("\"{term:?}\""));
        assert_eq!(serde_json::from_str::<Term>(&wire).unwrap(), term);
    }
}
