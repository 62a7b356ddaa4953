//! What officers of the demonstration county write at each step. `{…}` is filled in as in the matters.

pub const LATE_LETTER: &str = "信件邮寄在途";
pub const LATE_DELIVERY: &str = "入户送达后次日回局补录";
pub const REPEATED: &str = "再次反映：";
pub const SAME_MATTER: &str = "同一个人，反映的还是前一件的事，已当面核对。";

pub const SEND_NOTES: [&str; 4] = [
    "",
    "请依法按时办理，并及时告知信访人。",
    "信访人行动不便，请上门了解。",
    "请与{township}联系，一并了解情况。",
];
pub const REQUIREMENTS: [&str; 3] = [
    "查清事实，依法提出处理意见，并书面反馈办理情况。",
    "县领导接访交办，请单位负责人牵头，逐项答复。",
    "请到{village}实地核查，反馈时附现场记录。",
];
pub const OBJECTIONS: [&str; 2] = [
    "经核对职责，反映的事项发生在乡镇管理的范围内，本单位没有管理权限，现有材料和“三定”方案附后。",
    "该事项已由另一单位立案处理，为免重复办理，建议一并转去，案号见材料。",
];
pub const RETURN_REPLIES: [&str; 2] = [
    "理由成立，同意退回，由本局另行转送。",
    "经与双方协商，同意退回。",
];
pub const DECLINES: [(&str, &str); 2] = [
    (
        "同一事实和理由已由人民法院判决，属于诉讼途径解决的事项。",
        "请向县人民法院申请再审，或者向检察机关申请监督。",
    ),
    (
        "同一事项已在办理中，重复提出的不再另行受理。",
        "请凭原登记回执上的查询码查询进度。",
    ),
];
/// Where labour law has a way of its own.
pub const LABOUR_DECLINE: (&str, &str) = (
    "劳动争议应当先申请仲裁，仲裁时效还在。",
    "请到县劳动人事争议仲裁委员会，地址在政务服务中心三楼。",
);
pub const VISIT_FOUND: [&str; 5] = [
    "到现场看了，情况与来件说的大体一致，拍照并画了草图。",
    "现场已有变化，与邻居和组长分别谈了，说法有出入，需要查档案。",
    "入户了解家庭人口、收入和住房，老人身体不好，家里没有劳力。",
    "和村干部一起到场，量了尺寸，双方都在场确认。",
    "施工方负责人在场，承认有问题，答应先停下来。",
];
pub const VISIT_SAID: [&str; 4] = [
    "希望早点解决，不想和邻居伤和气。",
    "说以前反映过两次，没有人给个准话，这次要书面答复。",
    "",
    "愿意听政策，只要算得清楚就行。",
];
pub const VISIT_AGREED: [&str; 4] = [
    "下周三前把测量结果送来。",
    "由村里先调解一次，调解不成再由单位答复。",
    "",
    "补交户口簿和原来的协议复印件。",
];
pub const COMPANIONS: [&str; 4] = ["村支书", "组长、网格员", "", "司法所同志"];
pub const CALLS: [&str; 3] = [
    "电话告知办理进度和最迟答复的日子，对方表示知道了。",
    "问清了事情发生的时间和地点，约好上门的日子。",
    "对方来电催问，说明了正在等鉴定结果。",
];
pub const MEETINGS: [&str; 2] = [
    "和相关单位开会商量，明确由本单位牵头，一周内拿出办法。",
    "召集双方当面谈，分歧在金额，同意各自回去再想想。",
];
pub const RETURNED_DRAFTS: [&str; 3] = [
    "依据要写到条款，请补充。",
    "第一项的答复说得不够明白，改成老百姓看得懂的话。",
    "事实部分缺现场核查的时间和参加人。",
];
pub const FIRST_DRAFT: &str = "初稿：情况属实，建议按规定办理。";
pub const CLOSINGS: [&str; 3] = [
    "已答复并落实，予以办结。",
    "答复已送达，承诺事项已兑现。",
    "回访无异议，办结归档。",
];
pub const CLOSED_DECLINED: &str = "已书面告知并指明途径，予以办结。";
pub const COMMENTS: [(&str, i64); 6] = [
    ("", 60),
    ("来了两趟，讲得清楚，满意。", 12),
    ("办得还行，就是慢了点。", 10),
    ("谢谢，水通了。", 6),
    ("没有解决我的问题。", 7),
    ("电话里态度好，希望说到做到。", 5),
];
pub const REFUSED_CAUSE: &str = "对处理意见不满意，不愿签字";
pub const WITNESSES: &str = "村支书、网格员";
pub const PHONE_CORRECTED: &str = "登记时电话号码少记一位，经本人核对更正";

/// Why the units disagree.
pub const CONTESTED: &str = "单位认为按职责分工不归本单位承办，需要协调确定。";

/// Where the petitioner is guided to, and what to do there.
pub const GUIDANCE: (&str, &str) = (
    "县人民法院立案庭（诉讼服务中心）",
    "属于民事权益争议，可以向县人民法院起诉。请带身份证、起诉状和合同、收据等证据；经济困难的可以先到县法律援助中心申请援助。",
);

/// What a closing report says was done, and what came of it.
pub const REPORTED_DONE: &str =
    "已到现场核实情况，约见信访人当面沟通，逐项答复诉求并送达处理意见书。";
pub const REPORTED_RESULT: &str = "诉求已逐项答复，能落实的已经落实，其余已说明依据和救济途径。";

/// What an answer rests on where the matter names no provision of its own.
pub const BASIS: &str = "《信访工作条例》第三十二条";
pub const LOOKED_AGAIN: [&str; 2] = [
    "重新看了案卷，又到现场和信访人谈了一次，事实没有出入，是原来的答复没有讲明白。",
    "另请一位同志核查，发现漏答了一点，已补充。",
];
pub const LOOK_ANSWER: &str = "当面逐条说明，并约定以后每一步都电话告知。";
pub const CARRIED_OUT: [&str; 3] = [
    "款项已经付到本人账户。",
    "已经整改到位，双方到场验收。",
    "手续已经补办好，证照交到本人手里。",
];
pub const PROOF: &str = "验收单、签收单各一份";
pub const FOLLOW_UP_SAID: [&str; 2] = ["说事情办好了，没有别的意见。", "说比原来好，谢谢。"];
pub const SHELF: &str = "档案室三号柜";
pub const REVIEW_REASONS: [&str; 2] = [
    "原来的答复没有看我交的材料，请上级再查一次。",
    "算法不对，和邻村不一样，请求复查。",
];
pub const REVIEW_FINDINGS: &str = "调阅了原卷，听取了双方意见，原处理意见认定的事实清楚。";
pub const REVIEW_OPINION: &str = "原处理意见事实清楚、依据正确、程序合法，予以维持。";
pub const REVIEW_BASIS: &str = "《信访工作条例》第三十五条";
