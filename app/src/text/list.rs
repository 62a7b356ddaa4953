//! Lists: my work, the list of petitions, filters that read as a sentence.

use crate::text::{texts, words};
use domain::petition::Urgency;

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
    due_overdue: "已超期", "overdue";
    due_today: "今天或更早到期", "due today or before";
    due_in_7: "7 天内到期", "due within 7 days";
    any_channel: "来源不限", "any channel";
    channel_is(channel: &str): "来源是 {channel}", "came by {channel}";
    sort_due: "先到期的在前", "due first";
    sort_newest: "新收到的在前", "newest first";
    sort_oldest: "早收到的在前", "oldest first";
    sort_label: "排序", "Order";
    clear: "清除筛选", "Clear";
    found(n: u64): "共 {n} 件", "{n} petitions";
    found_many(n: u64): "{n} 件以上", "more than {n}";
    none_found: "没有符合的信访件。换个说法或者清除筛选试试。", "No petition matches. Try other words or clear the filters.";
    offline_list(n: usize): "没有网络：只在本机存的 {n} 件里找。", "No network: only the {n} petitions kept here are searched.";
    next_page: "下一页", "Next";
    page_before: "上一页", "Before";
    choose_one: "从列表里选一件，这里看详情。", "Choose one from the list to see it here.";
    divider: "列表宽度", "Width of the list";
    list: "列表", "List";
    detail: "详情", "Detail";
}
