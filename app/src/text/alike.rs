//! 同一件事: what two items have in common, and what people make of it.

use crate::text::{Lang, texts};
use domain::petition::Evidence;

texts! {
    same_matter: "同一件事", "The same matter";
    thread: "这些件是同一件事", "These items are one matter";
    this_one: "这一件", "this one";
    may_be: "可能是同一件事", "May be the same matter";
    may_be_hint: "系统只提出来，是不是由人核对。核对过的不再提。", "Only offered: a person decides, and what was decided is not offered again.";
    while_registering: "登记后可以在这一件的页面上关联。", "Once registered, it can be linked on its page.";
    only_here: "没有联网，只对照了存在这台设备上的件。", "Without a connection: compared with what this device holds.";
    same_id_number: "身份证号相同", "same ID number";
    same_phone: "电话相同", "same telephone";
    same_name_and_address: "姓名和住址相同", "same name and address";
    like_text(percent: u16): "内容相近 {percent}%", "text {percent}% alike";
    side_by_side: "对照内容（相同的字标出来）", "Side by side (shared words are marked)";
    here: "这一件", "This one";
    there: "那一件", "The other one";
    in_handling: "已受理，正在办理", "accepted and in handling";
    road_ended(day: &str): "{day}复核终结：同一事实和理由不再受理（条例第 36 条）", "rechecked on {day}: the same facts and reasons are not accepted again (art. 36)";
    new_facts: "新的事实和理由", "New facts or reasons";
    new_facts_hint: "没有就留空：办“不再受理”。有就写明：按新的件受理。", "None: leave it empty and do not accept it again. Some: write them down and accept it like a new item.";
    set_down: "记下", "Set this down";
    not_again_hint: "登记后关联那一件，就可以办“不再受理”，十五日内书面告知。", "Once registered, link that item; then “Do not accept again” is open, to be told in writing within fifteen days.";
    ended_item: "已经复核终结的件", "The item whose road has ended";
    why: "理由", "Why";
    link: "是同一件，关联", "The same: link them";
    rule_out: "不是同一件", "Not the same";
    checked_and_other: "人工核对：不是同一件事", "Checked: not the same matter";
    no_longer: "其实不是同一件，解除", "It is not the same after all";
    open: "打开那一件", "Open it";
}

/// The evidence in words, the strongest first.
pub fn evidence(lang: Lang, evidence: &Evidence) -> Vec<String> {
    let mut told = Vec::new();
    for (holds, word) in [
        (evidence.same_id_number, same_id_number(lang)),
        (evidence.same_phone, same_phone(lang)),
        (evidence.same_name_and_address, same_name_and_address(lang)),
    ] {
        if holds {
            told.push(word.to_owned());
        }
    }
    if evidence.likeness >= 100 {
        told.push(like_text(lang, evidence.likeness / 10));
    }
    told
}
