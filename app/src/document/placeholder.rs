//! The placeholders a text may hold, `{信访人}` and the like, and the check an administrator's text must pass.

use domain::document::DocumentKind;

/// Declares the placeholders: variant and the word between the braces.
macro_rules! placeholders {
    ($($(#[$doc:meta])* $variant:ident $word:literal;)+) => {
        /// What a text may leave to the case.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Placeholder { $($(#[$doc])* $variant),+ }

        impl Placeholder {
            /// Every placeholder, in the order in which they are offered.
            pub const ALL: &'static [Placeholder] = &[$(Placeholder::$variant),+];

            /// The word between the braces.
            pub const fn word(self) -> &'static str {
                match self { $(Placeholder::$variant => $word),+ }
            }
        }
    };
}

placeholders! {
    /// The petitioners' names.
    Petitioners "信访人";
    /// The item's title.
    Title "事项";
    /// 登记编号
    Number "登记编号";
    /// How it came.
    Channel "来源";
    /// The day it was received.
    ReceivedOn "收到日期";
    /// Each demand, numbered, a paragraph each.
    Demands "诉求";
    /// The responsible unit.
    Unit "责任单位";
    /// The day it was transferred or assigned.
    SentOn "转交日期";
    /// What the assignment asks.
    Requirement "交办要求";
    /// Until when to report back.
    FeedbackOn "反馈日期";
    /// The day it was accepted.
    AcceptedOn "受理日期";
    /// The way the matter takes.
    Path "办理途径";
    /// The sentence that tells the limit.
    Limit "办理期限";
    /// Who handles it.
    Handler "承办人";
    /// Why it was declined.
    Reason "理由";
    /// Whose matter it is.
    WhoseMatter "去处";
    /// The facts established.
    Findings "查明情况";
    /// Each demand with what the organ says to it.
    Answers "答复意见";
    /// What is open to whoever does not agree, or that nothing is any more.
    Rights "救济权利";
    /// Why the limit is extended.
    ExtensionReason "延期理由";
    /// By how many days.
    ExtensionDays "延长天数";
    /// The head who granted it.
    Granter "批准人";
    /// The last day before it.
    OldLimit "原到期日";
    /// The last day with it.
    NewLimit "延长后到期日";
    /// The lawful route.
    Route "法定途径";
    /// The authority of the route, and where it is.
    Authority "受理机关";
    /// What to do there, with which papers.
    Told "办理指引";
    /// The sentence that tells the route's own limits.
    RouteLimit "途径期限";
    /// The number of the earlier item whose road has ended.
    EndedNumber "原登记编号";
    /// Since when it has.
    EndedOn "终结日期";
    /// The opinion a review looks at: whose, which, its number.
    Judged "原意见";
    /// The day the review was asked for.
    RequestedOn "申请日期";
    /// Why the petitioner does not agree, and what they ask for.
    RequestReasons "申请理由";
    /// The hearings held; nothing where there was none.
    Hearings "听证情况";
    /// The sentence that tells the review's result.
    Result "审查结果";
    /// Which document was delivered.
    Delivered "送达文书";
    /// How it was delivered.
    Service "送达方式";
    /// The day it was delivered.
    DeliveredOn "送达日期";
    /// Who received it.
    Receiver "签收人";
    /// That the signature was refused, why, and before whom; nothing where it was not.
    RefusedSignature "拒签情况";
    /// A place that is filled in by hand.
    Blank "填写";
}

/// What is wrong with a text.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum Flaw {
    /// There is no such placeholder.
    Unknown(String),
    /// A document of this kind has nothing to fill it with.
    Unfit(String),
    /// A brace without its partner.
    Unclosed,
    /// The law wants this passage of the case in the document.
    Lacking(String),
    /// There is no text.
    Empty,
    /// More than a document can hold.
    TooLong,
    /// It would hold from a day that has passed.
    InPast,
    /// It is what holds on that day already.
    Same,
}

/// A piece of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Piece<'a> {
    Words(&'a str),
    Place(Placeholder),
}

/// Takes a text apart.
pub(super) fn pieces(text: &str) -> Result<Vec<Piece<'_>>, Flaw> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((words, after)) = rest.split_once('{') {
        pieces.push(Piece::Words(words));
        let (word, after) = after.split_once('}').ok_or(Flaw::Unclosed)?;
        let place = Placeholder::ALL
            .iter()
            .find(|place| place.word() == word)
            .ok_or_else(|| Flaw::Unknown(word.to_owned()))?;
        pieces.push(Piece::Place(*place));
        rest = after;
    }
    pieces.push(Piece::Words(rest));
    let unopened = |piece: &Piece<'_>| matches!(piece, Piece::Words(words) if words.contains('}'));
    if pieces.iter().any(unopened) {
        return Err(Flaw::Unclosed);
    }
    Ok(pieces)
}

/// What the law wants to stand in each kind: these passages of the case are not left out by any text.
pub const fn wanted(kind: DocumentKind) -> &'static [Placeholder] {
    use Placeholder::*;
    match kind {
        DocumentKind::Opinion => &[Demands, Findings, Answers, Rights],
        DocumentKind::Review | DocumentKind::Recheck => {
            &[Judged, Findings, Result, Answers, Rights]
        }
        DocumentKind::Declining => &[Reason, WhoseMatter],
        DocumentKind::NoMore => &[Reason],
        DocumentKind::Acceptance => &[Path, Limit],
        DocumentKind::Assignment => &[Requirement, FeedbackOn],
        DocumentKind::Extension => &[ExtensionReason, NewLimit],
        DocumentKind::Guidance => &[Route, Authority, Told, RouteLimit],
        DocumentKind::ServiceReceipt => &[Service, Receiver, RefusedSignature],
        _ => &[],
    }
}

/// What a text of `kind` may hold: what every case has, and what only this kind's step writes down.
pub fn offered(kind: DocumentKind) -> Vec<Placeholder> {
    use Placeholder::*;
    let own: &[Placeholder] = match kind {
        DocumentKind::Transfer => &[SentOn],
        DocumentKind::Assignment => &[SentOn, Requirement, FeedbackOn],
        DocumentKind::Acceptance => &[AcceptedOn, Path, Limit, Handler],
        DocumentKind::Declining => &[Reason, WhoseMatter],
        DocumentKind::Guidance => &[
            AcceptedOn, Path, Handler, Route, Authority, Told, RouteLimit,
        ],
        DocumentKind::Extension => &[
            AcceptedOn,
            Path,
            Handler,
            ExtensionReason,
            ExtensionDays,
            Granter,
            OldLimit,
            NewLimit,
        ],
        DocumentKind::Opinion => &[AcceptedOn, Path, Handler, Findings, Answers, Rights],
        DocumentKind::ServiceReceipt => {
            &[Delivered, Service, DeliveredOn, Receiver, RefusedSignature]
        }
        DocumentKind::Review | DocumentKind::Recheck => &[
            Judged,
            RequestedOn,
            RequestReasons,
            Hearings,
            Findings,
            Result,
            Answers,
            Rights,
        ],
        DocumentKind::NoMore => &[Reason, EndedNumber, EndedOn],
        DocumentKind::Urging
        | DocumentKind::AdviceOnWork
        | DocumentKind::AdviceOnPolicy
        | DocumentKind::AdviceOnBlame => &[SentOn, AcceptedOn, Path],
        DocumentKind::Receipt => &[],
    };
    let common = [
        Petitioners,
        Title,
        Number,
        Channel,
        ReceivedOn,
        Demands,
        Unit,
    ];
    let mut offered = common.to_vec();
    offered.extend(own);
    offered.push(Blank);
    offered
}

/// Whether a county's text of `kind` can be filled.
///
/// # Errors
/// The first [`Flaw`], naming the placeholder.
pub fn check(kind: DocumentKind, text: &str) -> Result<(), Flaw> {
    if text.trim().is_empty() {
        return Err(Flaw::Empty);
    }
    let pieces = pieces(text)?;
    let offered = offered(kind);
    for piece in &pieces {
        if let Piece::Place(place) = piece
            && !offered.contains(place)
        {
            return Err(Flaw::Unfit(place.word().to_owned()));
        }
    }
    for place in wanted(kind) {
        if !pieces.contains(&Piece::Place(*place)) {
            return Err(Flaw::Lacking(place.word().to_owned()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::shipped;
    use super::*;

    #[test]
    fn every_shipped_text_passes_the_check() {
        for kind in DocumentKind::ALL {
            assert_eq!(check(*kind, shipped(*kind)), Ok(()), "{kind:?}");
        }
    }

    #[test]
    fn a_wrong_placeholder_is_named() {
        let check = |text| check(DocumentKind::Urging, text);
        assert_eq!(check("{身份证}"), Err(Flaw::Unknown("身份证".to_owned())));
        assert_eq!(
            check("{{信访人}}"),
            Err(Flaw::Unknown("{信访人".to_owned()))
        );
        assert_eq!(check("{信访人"), Err(Flaw::Unclosed));
        assert_eq!(check("信访人}"), Err(Flaw::Unclosed));
        assert_eq!(check(" \n"), Err(Flaw::Empty));
        let unfit = Flaw::Unfit("延期理由".to_owned());
        assert_eq!(check("{延期理由}"), Err(unfit));
        assert_eq!(check("{信访人}：{填写}"), Ok(()));
    }

    #[test]
    fn what_the_law_wants_is_offered() {
        for kind in DocumentKind::ALL {
            let offered = offered(*kind);
            assert!(
                wanted(*kind).iter().all(|place| offered.contains(place)),
                "{kind:?}"
            );
        }
    }

    #[test]
    fn what_the_law_wants_is_not_left_out() {
        for kind in DocumentKind::ALL {
            for place in wanted(*kind) {
                let without = shipped(*kind).replace(&format!("{{{}}}", place.word()), "");
                let lacking = Flaw::Lacking(place.word().to_owned());
                assert_eq!(check(*kind, &without), Err(lacking), "{kind:?}");
            }
        }
    }
}
