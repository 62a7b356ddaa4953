//! Words every form shares.

use crate::text::texts;

texts! {
    optional: "可不填", "optional";
    missing_title(n: usize): "还差 {n} 处，点一下就到：", "{n} to mend, press to go there:";
    kept: "草稿已存本机", "draft kept here";
    kept_at(at: &str): "草稿已存 {at}", "draft kept {at}";
    restored: "上次没写完的内容已经放回来了。", "What you had not finished is back.";
    save_as(step: &str): "保存{step}", "Save ({step})";
    saving: "正在保存…", "Saving …";
    submit(step: &str): "确定{step}", "{step}";
    choose: "请选择", "Please choose";
    add_person: "再加一位信访人", "Add another person";
    add_demand: "再加一项诉求", "Add another demand";
    remove_last: "去掉最后一项", "Remove the last";
    departments: "县直部门", "Departments";
    townships: "乡镇（街道）", "Townships";
    bureau: "信访局", "The bureau";
    no_bureau: "还没有取到单位名录，请联网一次再登记。", "The list of units is not here yet; connect once, then register.";
    date_wrong: "日期不对，请写成 2026-07-03 这样，或从日历里选。", "Not a date: write it like 2026-07-03 or pick it.";
    count_wrong: "请填数字。", "A number, please.";
    required_choice: "请选一项。", "Please choose one.";

    // The ID number.
    id_reads(sex: &str, born: &str, region: &str): "{sex}，{born}出生，地区代码 {region}", "{sex}, born {born}, region {region}";
    id_reads_region(sex: &str, born: &str, region: &str): "{sex}，{born}出生，{region}", "{sex}, born {born}, {region}";
    male: "男", "male";
    female: "女", "female";
    id_shape: "身份证号应是 18 位。请核对；证件上就是这样也可以保存。", "An ID number has 18 characters. Please check; if the paper says so, it can be saved.";
    id_birth: "号码里的出生日期不存在。请核对；证件上就是这样也可以保存。", "The date of birth in it does not exist. Please check; if the paper says so, it can be saved.";
    id_check: "最后一位校验不对。请核对；证件上就是这样也可以保存。", "The check digit is wrong. Please check; if the paper says so, it can be saved.";

    // The forms, section by section.
    register_title: "登记信访事项", "Register a petition";
    section_channel: "怎么来的", "How it came";
    section_matter: "反映什么", "The matter";
    section_people: "信访人", "The people";
    section_demands: "逐项诉求", "Each demand";
    demand_hint: "一项一写，答复时逐项对应。", "One by one: each gets its own answer.";
    title_hint: "一句话，不写姓名。", "One line, without names.";
    text_hint: "按本人说的记，分清诉求、事实、理由。", "As told: the demand, the facts, the reasons.";
    sealed_hint: "检举控告直接进纪检通道，保存后只有纪检通道能看到。", "A report against an official goes straight to the discipline channel; after saving only it sees it.";
    representatives_hint: "共同走访的代表最多 5 人。", "At most five represent a joint visit.";
    class_hint: "输入几个字来找。", "Type a few characters to find it.";
    send_to: "转给哪个单位", "To which unit";
    note_hint: "给承办单位的一句话。", "A word to the unit.";
    object_hint: "要有具体理由：依据什么，该由谁办。", "With detailed reasons: by what rule, and whose matter it is.";
    path_hint: "路径决定程序和期限。", "The path decides procedure and limit.";
    findings_hint: "查明了什么，凭什么查明。", "What was established, and by what.";
    answer_to(nth: u16): "对诉求 {nth} 的答复", "Answer to demand {nth}";
    basis_hint: "法律、法规、政策的条款。", "The provision of law or policy.";
    approve_intro: "签发后文书编号，内容不再改动。请看清再签。", "Signing numbers the document and fixes its words. Read before you sign.";
    correct_what: "更正哪一处", "What to correct";
    correct_hint: "原来的内容会保留，更正写在旁边。", "The old words stay; the correction stands beside them.";
    signature_refused: "信访人拒绝签收", "The petitioner refused to sign";
    post_hint: "挂号信、EMS 回执上的号码；送达日期填回执上的签收日期。", "The number on the receipt; served on: the day the return slip says.";
    unnumbered_hint: "普通信没有号码的，写明原因，并把回执拍照附上。", "An ordinary letter has none: say why, and attach a photo of the slip.";
    entrust_whom: "请谁协助", "Whom to ask in";
    entrust_hint: "他会看到这件的全部内容。", "They will see all of this petition.";
    today_hint: "不是今天的，要写明补录原因。", "If not today, say why it is entered late.";
}
