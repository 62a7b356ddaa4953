//! Lists: my work, the list of petitions, filters that read as a sentence.

use crate::text::{Lang, texts, words};
use domain::petition::{Tally, Urgency};

words! {
    urgency(Urgency) {
        Overdue: "已超期", "Overdue";
        Today: "今天", "Today";
        Week: "本周", "This week";
        Later: "以后", "Later";
    }
}

texts! {
    work_empty: "现在没有轮到您办的事。", "Nothing waits for you now.";
    asked_in_empty: "请您协助或交给您负责的信访件会出现在这里，现在还没有。", "Petitions you are asked into or made responsible for appear here; there are none yet.";
    review_empty: "交给您复查、复核的信访件会出现在这里，现在还没有。", "Petitions given to you for review appear here; there are none yet.";
    supervisor_empty: "您监督的是工作作风，这里不显示信访件；请您看的事会出现在这里，现在还没有。", "You supervise how offices treat people, so no petitions are shown; what you are asked to look at appears here. There is nothing yet.";
    work_first_load: "正在取您的工作，只有第一次要等。", "Fetching your work; only the first time takes a while.";
    show_more(n: usize): "还有 {n} 件，再显示一些", "{n} more, show some";
    search: "查找", "Search";
    search_hint: "标题、内容、姓名、编号，两个字就行", "Title, text, name, number; two characters will do";
    filter: "筛选", "Filter";
    any_state: "状态不限", "any state";
    state_is(state: &str): "状态是 {state}", "state is {state}";
    any_unit: "责任单位不限", "any unit";
    unit_is(unit: &str): "责任单位是 {unit}", "unit is {unit}";
    any_village: "村（社区）不限", "any village";
    village_is(village: &str): "涉及 {village}", "village is {village}";
    only_mine: "只看轮到我办的", "only what waits for me";
    any_due: "期限不限", "any limit";
    by_due: "按到期日", "By the day it is due";
    by_warning: "按提醒级别", "By warning";
    at_least(warning: &str): "{warning}及以上", "{warning} or graver";
    due_today: "今天或更早到期", "due today or before";
    due_in_7: "7 天内到期", "due within 7 days";
    any_period: "登记时间不限", "any time";
    period: "登记时间", "Registered";
    this_month: "本月登记", "registered this month";
    last_month: "上月登记", "registered last month";
    this_quarter: "本季度登记", "registered this quarter";
    this_year: "今年登记", "registered this year";
    some_days: "自选起止日期", "from one day to another";
    from_day: "登记从", "Registered from";
    to_day: "到（含当天）", "to (included)";
    period_backwards: "结束日期早于开始日期，请改一个。", "It ends before it begins: change one of the days.";
    any_channel: "来源不限", "any channel";
    channel_is(channel: &str): "来源是 {channel}", "came by {channel}";
    sort_due: "先到期的在前", "due first";
    sort_newest: "新收到的在前", "newest first";
    sort_oldest: "早收到的在前", "oldest first";
    sort_label: "排序", "Order";
    clear: "清除筛选", "Clear";
    found(n: u64): "共 {n} 件", "{n} petitions";
    found_many(n: u64): "{n} 件以上", "more than {n}";
    items_counted(n: u32): "共 {n} 件次", "{n} items";
    visits_counted(visits: u32, people: u32): "来访 {visits} 批次、{people} 人次", "{visits} visits by {people} people";
    groups_counted(visits: u32, people: u32): "其中集体访 {visits} 批次、{people} 人次", "of them {visits} group visits by {people} people";
    letters_counted(letters: u32, people: u32): "联名信 {letters} 件次、{people} 人次", "joint letters: {letters}, signed by {people} people";
    counted_here: "只数了本机存的", "only what is kept here is counted";
    how_items: "件次：每登记一件数一次；同一件事再来一次，再数一次。", "Items: every registration counts once; the same matter brought again counts again.";
    how_visits: "批次、人次：只数来访，来一次数一批次，来几人数几人次。", "Visits and people: only those who came, each visit once, each person once a visit.";
    how_groups(n: u32): "集体访、联名信：{n} 人以上（含 {n} 人，县里规定）一起来访或署名。", "Group visits and joint letters: {n} people or more (the county's rule) came or signed together.";
    none_found: "没有符合的信访件。换个说法或者清除筛选试试。", "No petition matches. Try other words or clear the filters.";
    offline_list(n: usize): "没有网络：只在本机存的 {n} 件里找。", "No network: only the {n} petitions kept here are searched.";
    next_page: "下一页", "Next";
    page_before: "上一页", "Before";
    choose_one: "从列表里选一件，这里看详情。", "Choose one from the list to see it here.";
    divider: "列表宽度", "Width of the list";
    list: "列表", "List";
    detail: "详情", "Detail";
}

/// `共 12 件次；来访 5 批次、57 人次，其中集体访 3 批次、51 人次`: what there is none of is not told.
pub fn tally(lang: Lang, tally: &Tally) -> String {
    let mut told = vec![items_counted(lang, tally.items)];
    if tally.visits > 0 {
        let visits = visits_counted(lang, tally.visits, tally.people);
        told.push(if tally.group_visits > 0 {
            let groups = groups_counted(lang, tally.group_visits, tally.group_people);
            format!("{visits}{}{groups}", lang.comma())
        } else {
            visits
        });
    }
    if tally.joint_letters > 0 {
        told.push(letters_counted(lang, tally.joint_letters, tally.signatures));
    }
    told.join(match lang {
        Lang::Zh => "；",
        Lang::En => "; ",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_there_is_none_of_is_not_told() {
        let mut november = Tally {
            items: 12,
            ..Tally::default()
        };
        assert_eq!(tally(Lang::Zh, &november), "共 12 件次");
        (november.visits, november.people) = (5, 57);
        (november.group_visits, november.group_people) = (3, 51);
        (november.joint_letters, november.signatures) = (1, 20);
        assert_eq!(
            tally(Lang::Zh, &november),
            "共 12 件次；来访 5 批次、57 人次，其中集体访 3 批次、51 人次；联名信 1 件次、20 人次"
        );
        assert_eq!(
            tally(Lang::En, &november),
            "12 items; 5 visits by 57 people, of them 3 group visits by 51 people; joint letters: 1, signed by 20 people"
        );
    }
}
