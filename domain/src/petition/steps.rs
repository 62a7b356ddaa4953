//! Who may do what with a petition, and when: the table, read aloud.

use crate::duty::Part;
use crate::steps::{Place, Row};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// Where a petition stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum State {
    /// 已登记: waits for the bureau to transfer or assign it.
    Registered,
    /// 已转送交办: waits for the unit to accept, decline or object.
    Sent,
    /// 已提异议: waits for the bureau to agree to the return or not.
    Objected,
    /// 已受理: in handling.
    Accepted,
    /// 已拟意见: waits for the unit head's signature.
    Drafted,
    /// 已签发: waits to be delivered.
    Approved,
    /// 已送达: the petitioner holds the answer and may rate it.
    Delivered,
    /// 不予受理: told in writing.
    Declined,
    /// 已办结
    Closed,
    /// 责任单位待定: units disagree on whose matter it is.
    Contested,
    /// 已导入法定途径: told which route to take; its outcome is recorded when it is known.
    Guided,
    /// 已归档: the volume is closed, nothing is added to it.
    Archived,
}

impl State {
    /// Every state, in the order of a petition's life.
    pub const ALL: [State; 12] = [
        State::Registered,
        State::Sent,
        State::Objected,
        State::Accepted,
        State::Drafted,
        State::Approved,
        State::Delivered,
        State::Declined,
        State::Closed,
        State::Contested,
        State::Guided,
        State::Archived,
    ];
}

/// What can be done with a petition.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Step {
    /// 登记
    Register,
    /// 转送
    Transfer,
    /// 交办
    Assign,
    /// 提出异议
    Object,
    /// 同意退回
    AgreeReturn,
    /// 不同意退回
    RejectObjection,
    /// 受理
    Accept,
    /// 不予受理
    Decline,
    /// 请人协助
    Entrust,
    /// 走访记录
    Visit,
    /// 电话或会议记录
    Contact,
    /// 拟处理意见
    Draft,
    /// 退回修改
    ReturnDraft,
    /// 签发
    Approve,
    /// 送达
    Deliver,
    /// 评价
    Rate,
    /// 办结
    Close,
    /// 更正
    Correct,
    /// 附件
    Attach,
    /// 申请延期
    RequestExtension,
    /// 同意延期
    GrantExtension,
    /// 不同意延期
    RefuseExtension,
    /// 告知延期
    TellExtension,
    /// 导入法定途径
    Guide,
    /// 途径已受理
    RecordTaken,
    /// 途径结果
    RecordOutcome,
    /// 结案报告
    ReportClosing,
    /// 退回结案报告
    ReturnReport,
    /// 提请协调责任单位
    ContestCompetence,
    /// 协商未成
    RecordTalks,
    /// 确定责任单位
    SettleCompetence,
    /// 会同办理
    JoinUnits,
    /// 会办意见
    GivePart,
    /// 转普通程序
    TurnOrdinary,
    /// 紧急上报
    ReportUrgent,
    /// 督办
    Urge,
    /// 督办反馈
    AnswerUrging,
    /// 制发文书
    Issue,
    /// 申请复查、复核
    RequestReview,
    /// 受理复查、复核
    TakeReview,
    /// 不予受理复查、复核
    RefuseReview,
    /// 听证
    HoldHearing,
    /// 拟复查、复核意见
    DraftReview,
    /// 退回修改复查、复核意见
    ReturnReview,
    /// 签发复查、复核意见
    SignReview,
    /// 送达复查、复核意见
    DeliverReview,
    /// 重新核查
    LookAgain,
    /// 落实
    Execute,
    /// 回访
    FollowUp,
    /// 提醒评价
    Remind,
    /// 归档
    Archive,
    /// 回避
    Recuse,
    /// 安全提示
    NoteSafety,
    /// 现场情况记录
    NoteIncident,
    /// 关联: the same matter as another item
    Link,
    /// 排除: not the same matter
    Unlike,
    /// 不再受理: the same facts and reasons as a matter whose road has ended
    NotAgain,
}

impl Step {
    /// Every step, in the order of a petition's life.
    pub const ALL: [Step; 57] = [
        Step::Register,
        Step::Transfer,
        Step::Assign,
        Step::Object,
        Step::AgreeReturn,
        Step::RejectObjection,
        Step::Accept,
        Step::Decline,
        Step::Entrust,
        Step::Visit,
        Step::Contact,
        Step::Draft,
        Step::ReturnDraft,
        Step::Approve,
        Step::Deliver,
        Step::Rate,
        Step::Close,
        Step::Correct,
        Step::Attach,
        Step::RequestExtension,
        Step::GrantExtension,
        Step::RefuseExtension,
        Step::TellExtension,
        Step::Guide,
        Step::RecordTaken,
        Step::RecordOutcome,
        Step::ReportClosing,
        Step::ReturnReport,
        Step::ContestCompetence,
        Step::RecordTalks,
        Step::SettleCompetence,
        Step::JoinUnits,
        Step::GivePart,
        Step::TurnOrdinary,
        Step::ReportUrgent,
        Step::Urge,
        Step::AnswerUrging,
        Step::Issue,
        Step::RequestReview,
        Step::TakeReview,
        Step::RefuseReview,
        Step::HoldHearing,
        Step::DraftReview,
        Step::ReturnReview,
        Step::SignReview,
        Step::DeliverReview,
        Step::LookAgain,
        Step::Execute,
        Step::FollowUp,
        Step::Remind,
        Step::Archive,
        Step::Recuse,
        Step::NoteSafety,
        Step::NoteIncident,
        Step::Link,
        Step::Unlike,
        Step::NotAgain,
    ];
}

crate::steps! {
    states State, steps Step;

    when Nothing,    Registrar  may Register        => Registered, Anywhere, "条例 17, 22";
    when Nothing,    Discipline may Register        => Registered, Online,   "条例 30";

    when Registered, Bureau     may Transfer        => Sent,       Online,   "条例 22";
    when Registered, Bureau     may Assign          => Sent,       Online,   "条例 22";

    when Sent,       Handler    may Accept          => Accepted,   Anywhere, "条例 23";
    when Sent,       Handler    may Decline         => Declined,   Anywhere, "条例 23";
    when Sent,       Handler    may Object          => Objected,   Anywhere, "条例 23";
    when Registered, Registrar  may NotAgain        => Declined,   Online,   "条例 36";
    when Registered, Bureau     may NotAgain        => Declined,   Online,   "条例 36";
    when Sent,       Handler    may NotAgain        => Declined,   Online,   "条例 36";
    when Objected,   Bureau     may AgreeReturn     => Registered, Online,   "条例 23";
    when Objected,   Bureau     may RejectObjection => Sent,       Online,   "条例 23";

    when Accepted,   Handler    may Draft           => Drafted,    Anywhere, "条例 31, 32";
    when Drafted,    Handler    may Draft           => Drafted,    Anywhere, "条例 31, 32";
    when Drafted,    UnitHead   may Approve         => Approved,   Online,   "条例 32";
    when Drafted,    UnitHead   may ReturnDraft     => Accepted,   Online,   "条例 32";
    when Approved,   Handler    may Deliver         => Delivered,  Anywhere, "条例 32";

    when Delivered | Closed, Petitioner may Rate    => Same,       Online,   "国信发〔2022〕11号";
    when Delivered | Declined, Bureau   may Close   => Closed,     Online,   "条例 22";
    when Delivered,  Handler    may Close           => Closed,     Online,   "条例 34";

    when Sent | Accepted | Drafted | Approved | Delivered, Handler may Visit   => Same, Anywhere, "条例 31";
    when Sent | Accepted | Drafted | Approved | Delivered, Handler may Contact => Same, Anywhere, "条例 31";
    when Sent | Accepted | Drafted | Approved, Handler may Entrust => Same, Online, "条例 31";

    when Registered | Sent | Objected | Accepted | Drafted | Approved | Delivered | Declined | Closed,
        Bureau may Correct => Same, Anywhere, "条例 22";
    when Sent | Accepted | Drafted | Approved | Delivered | Declined | Closed,
        Handler may Correct => Same, Anywhere, "条例 22";

    when Registered | Sent | Objected | Accepted | Drafted | Approved | Delivered | Declined,
        Bureau may Attach => Same, Anywhere, "条例 22, 31";
    when Sent | Objected | Accepted | Drafted | Approved | Delivered | Declined,
        Handler may Attach => Same, Anywhere, "条例 22, 31";
    when Registered, Registrar may Attach           => Registered, Anywhere, "条例 22";

    when Registered | Sent | Objected | Accepted | Drafted | Approved | Delivered | Declined | Closed,
        Bureau may Link => Same, Anywhere, "条例 19";
    when Registered | Sent | Objected | Accepted | Drafted | Approved | Delivered | Declined | Closed,
        Bureau may Unlike => Same, Anywhere, "条例 19";
    when Sent | Accepted | Drafted | Approved | Delivered | Declined,
        Handler may Link => Same, Anywhere, "条例 19";
    when Sent | Accepted | Drafted | Approved | Delivered | Declined,
        Handler may Unlike => Same, Anywhere, "条例 19";
    when Registered, Registrar may Link             => Registered, Anywhere, "条例 19";
    when Registered, Registrar may Unlike           => Registered, Anywhere, "条例 19";

    when Registered, Discipline may Accept          => Accepted,   Online,   "条例 30";
    when Registered, Discipline may Decline         => Declined,   Online,   "条例 30";
    when Accepted,   Discipline may Contact         => Accepted,   Online,   "条例 30";
    when Accepted | Drafted, Discipline may Draft   => Drafted,    Online,   "条例 30";
    when Drafted,    Discipline may Approve         => Approved,   Online,   "条例 30";
    when Approved,   Discipline may Deliver         => Delivered,  Online,   "条例 30";
    when Delivered | Declined, Discipline may Close => Closed,     Online,   "条例 30";
    when Registered | Accepted | Drafted | Approved | Delivered | Declined,
        Discipline may Attach => Same, Online, "条例 30";
    when Registered | Accepted | Drafted | Approved | Delivered | Declined,
        Discipline may Link => Same, Online, "条例 30";
    when Registered | Accepted | Drafted | Approved | Delivered | Declined,
        Discipline may Unlike => Same, Online, "条例 30";

    when Accepted | Drafted, Handler  may RequestExtension => Same, Anywhere, "条例 34";
    when Accepted | Drafted, UnitHead may GrantExtension   => Same, Online,   "条例 34";
    when Accepted | Drafted, UnitHead may RefuseExtension  => Same, Online,   "条例 34";
    when Accepted | Drafted, Handler  may TellExtension    => Same, Anywhere, "条例 34";

    when Accepted | Drafted, Handler may TurnOrdinary => Accepted, Anywhere, "国信办发〔2022〕17号";

    when Accepted,        Handler may Guide         => Guided, Anywhere, "条例 31";
    when Guided | Closed, Handler may RecordTaken   => Same,   Anywhere, "条例 31";
    when Guided | Closed, Handler may RecordOutcome => Same,   Anywhere, "条例 31";
    when Guided, Handler may Close   => Closed, Online,   "条例 31";
    when Guided, Bureau  may Close   => Closed, Online,   "条例 22";
    when Guided, Handler may Visit   => Guided, Anywhere, "条例 31";
    when Guided, Handler may Contact => Guided, Anywhere, "条例 31";
    when Contested | Guided, Bureau may Correct => Same, Anywhere, "条例 22";
    when Guided, Handler may Correct => Guided, Anywhere, "条例 22";
    when Contested | Guided, Bureau may Attach => Same, Anywhere, "条例 22, 31";
    when Guided, Handler may Attach  => Guided, Anywhere, "条例 22, 31";

    when Delivered | Guided, Handler may ReportClosing => Same, Anywhere, "条例 22";
    when Delivered | Guided, Bureau  may ReturnReport  => Same, Online,   "条例 22";

    when Objected,  Bureau may ContestCompetence => Contested, Online, "条例 24";
    when Contested, Bureau may RecordTalks       => Contested, Online, "条例 24";
    when Contested, Bureau may SettleCompetence  => Sent,      Online, "条例 24";

    when Sent | Accepted, Bureau may JoinUnits => Same, Online, "条例 24";
    when Accepted | Drafted, CoHandler may GivePart => Same, Anywhere, "条例 24";
    when Accepted | Drafted, CoHandler may Visit    => Same, Anywhere, "条例 31";
    when Accepted | Drafted, CoHandler may Contact  => Same, Anywhere, "条例 31";
    when Accepted | Drafted, CoHandler may Attach   => Same, Anywhere, "条例 22, 31";

    when Registered, Registrar may ReportUrgent => Registered, Anywhere, "条例 25";
    when Registered | Sent | Accepted | Drafted | Approved | Delivered | Guided,
        Bureau may ReportUrgent => Same, Anywhere, "条例 25";
    when Sent | Accepted | Drafted | Approved | Delivered | Guided,
        Handler may ReportUrgent => Same, Anywhere, "条例 25";

    when Sent | Accepted | Drafted | Approved | Delivered | Guided,
        Bureau | Inspector may Urge => Same, Online, "条例 38, 40";
    when Sent | Accepted | Drafted | Approved | Delivered | Guided,
        Handler may AnswerUrging => Same, Anywhere, "条例 40";
    when Registered | Sent | Objected | Contested | Accepted | Drafted | Approved | Delivered
        | Declined | Guided | Closed,
        Bureau may Issue => Same, Online, "条例 22, 40";
    when Accepted | Drafted | Approved | Delivered | Declined | Guided | Closed,
        Handler may Issue => Same, Online, "条例 23, 32";
    when Accepted | Drafted | Approved | Delivered | Closed,
        ReviewOffice may Issue => Same, Online, "条例 35, 36";
    when Registered, Registrar may Issue => Registered, Online, "条例 22";
    when Accepted | Drafted | Approved | Delivered | Declined | Closed,
        Discipline may Issue => Same, Online, "条例 30";

    when Delivered | Closed, UnitHead may LookAgain => Same, Anywhere, "国信发〔2022〕11号";
    when Delivered | Closed, Handler  may Execute   => Same, Anywhere, "条例 32";
    when Delivered | Closed, Bureau   may FollowUp  => Same, Anywhere, "县里规定";
    when Delivered | Closed, Handler  may FollowUp  => Same, Anywhere, "县里规定";
    when Delivered | Closed, Bureau   may Remind    => Same, Anywhere, "国信发〔2022〕11号";
    when Delivered | Closed, Handler  may Remind    => Same, Anywhere, "国信发〔2022〕11号";
    when Closed,             Bureau   may Archive   => Archived, Online, "档案法 14";
    when Closed,         Discipline   may Archive   => Archived, Online, "档案法 14";

    when Registered | Sent | Objected | Delivered, Bureau may Recuse => Same, Online, "条例 28";
    when Sent | Accepted | Drafted | Approved | Delivered, Handler may Recuse => Same, Online, "条例 28";
    when Registered | Accepted | Drafted | Approved, Discipline may Recuse => Same, Online, "条例 28";
    when Delivered | Closed, ReviewOffice may Recuse => Same, Online, "条例 28";
    when Delivered | Closed, ReviewHead   may Recuse => Same, Online, "条例 28";

    when Registered | Sent | Objected | Accepted | Drafted | Approved | Delivered,
        Bureau may NoteSafety => Same, Anywhere, "民法典 1005";
    when Sent | Accepted | Drafted | Approved | Delivered,
        Handler may NoteSafety => Same, Anywhere, "民法典 1005";
    when Registered | Sent | Objected | Accepted | Drafted | Approved | Delivered | Declined | Closed,
        Bureau may NoteIncident => Same, Anywhere, "条例 26";
    when Registered, Registrar may NoteIncident => Same, Anywhere, "条例 26";
}

/// The table, built once.
pub fn table() -> &'static [Row<State, Step>] {
    static TABLE: OnceLock<Vec<Row<State, Step>>> = OnceLock::new();
    TABLE.get_or_init(rows)
}

/// The row under which somebody in one of `parts` may take `step` from `state`, if any.
pub fn row(state: Option<State>, parts: &[Part], step: Step) -> Option<&'static Row<State, Step>> {
    table()
        .iter()
        .find(|row| row.when == state && row.step == step && parts.contains(&row.who))
}

/// The steps somebody in one of `parts` may take from `state`, in the table's order, once each.
pub fn open_to(state: Option<State>, parts: &[Part], online: bool) -> Vec<Step> {
    let mut steps = Vec::new();
    for row in table() {
        let here = online || row.place == Place::Anywhere;
        if row.when == state && parts.contains(&row.who) && here && !steps.contains(&row.step) {
            steps.push(row.step);
        }
    }
    steps
}
