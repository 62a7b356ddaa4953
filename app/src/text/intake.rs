//! What only some items bring with them when they come in, and the reception desk.

use crate::text::{texts, words};
use domain::petition::{ComplainedKind, Confirmation, SourceLevel};

words! {
    source_level(SourceLevel) {
        National: "国家", "national";
        Province: "省", "province";
        City: "市", "city";
        County: "县", "county";
        Instruction: "领导批示", "a leader's instruction";
    }

    complained_kind(ComplainedKind) {
        Unit: "单位", "a unit";
        Person: "个人", "a person";
    }

    confirmation(Confirmation) {
        ReadAloud: "念给本人听，本人认可", "read aloud, and the petitioner agreed";
        ReadOneself: "本人看过，认可", "the petitioner read it and agreed";
        ReadByTelephone: "通话中复述，本人认可", "repeated by telephone, and the petitioner agreed";
    }
}

texts! {
    complained_of: "被反映的单位和个人", "Whom it complains of";
    complained_hint: "反映到谁就写谁；没有就不写。是检举控告的，和全件一起保密。", "Only if it names somebody. In a report against an official they are sealed with it.";
    complained_kind_label: "是单位还是个人", "A unit or a person";
    complained_name: "名称或姓名", "Name";
    complained_office: "单位和职务", "Unit and post";
    add_complained: "添加被反映的单位或个人", "Add a unit or a person";

    source: "上级交办和其他系统", "From above, and other systems";
    source_hint: "上级或领导批转来的、在别的系统里有编号的才写。", "Only if it was sent down, or has a number elsewhere.";
    source_level_label: "来源层级", "Where it comes from";
    source_from: "哪个机关或领导、批示内容", "Which organ or leader, and their words";
    source_from_hint: "照批件写。", "As the paper says.";
    source_feedback: "上级要求的反馈日期", "They want to hear by";
    source_feedback_hint: "批件上写了才填；登记后写在事项上。", "If the paper names a day; it is shown with the item.";
    external_system: "哪个系统给的编号", "Which system gave the number";
    external_system_hint: "例如：国家信访信息系统、12345。", "For example the national petition system, or 12345.";
    external_number: "编号", "Number";
    add_number: "添加其他系统的编号", "Add a number of another system";
    number_in(system: &str, number: &str): "{number}（{system}）", "{number} ({system})";

    oral: "本人口述，由我记录", "Told by word of mouth, written down by me";
    oral_hint: "原话记在“反映的内容”里，记完念给本人听或给本人看，认可了再保存。", "Write the words under “What was told”, read them back, and save once they agree.";
    oral_label: "口述笔录", "Oral statement";
    written_by(name: &str, confirmed: &str): "{name}记录；{confirmed}", "written down by {name}; {confirmed}";
    confirmation_label: "怎么确认的", "How it was confirmed";
    filed_at: "网上提交时间", "Filed online at";

    // The reception desk.
    receptions: "接待中，还没登记完（在这台设备上）", "Under way, not registered yet (on this device)";
    stop: "先停下，稍后接着办", "Stop here, go on later";
    stop_hint: "写的都存在这台设备上，没有网也行；在“我的工作”和“登记”里接着办。", "Everything is kept on this device, without a network too; go on from My work or Register.";
    suggested: "从文字看可能是（点一下才填入）：", "The text reads like (filled in only when tapped):";
    suggested_purpose(purpose: &str): "目的：{purpose}", "Purpose: {purpose}";
    suggested_class(class: &str): "类别：{class}", "Class: {class}";
    resume: "接着办", "Go on";
    begun_at(at: &str): "{at}开始", "begun {at}";
    drop_reception: "不办了", "Drop it";
    drop_sure: "确定不办？写的会删掉", "Sure? The words go";

    group_visit: "集体访", "group visit";
    group_visit_of(people: u32): "{people} 人一起来访，按集体访统计：1 件次、1 批次、{people} 人次。", "{people} people came together: a group visit, counted as 1 item, 1 visit, {people} people.";
}
