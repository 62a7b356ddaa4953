//! A bad row is told with its table, line, column and reason in both languages, while the good ones go in.

use crate::soundness::complaints;
use crate::stage::{OFFICERS, Stage, UNITS, example};
use serde_json::Value;

/// The example's units and one row more, which is line 15.
fn units_and(row: &str) -> String {
    example("units.csv") + row + "\n"
}

/// The example's officers and one row more, which is line 16.
fn officers_and(row: &str) -> String {
    example("officers.csv") + row + "\n"
}

#[tokio::test]
async fn a_bad_unit_is_told_and_the_others_go_in() {
    for (row, words) in [
        (
            ",county,部门,无编号,,",
            ["编号：没有写", "编号: it is empty"],
        ),
        (
            "lands,county,部门,重号局,,",
            ["编号：这个编号前面已经有了", "taken by a row above"],
        ),
        (
            "x,nowhere,部门,无上级局,,",
            ["上级：没有“nowhere”这个单位", "no unit \"nowhere\""],
        ),
        (
            "x,一组,部门,上级不明局,,",
            ["上级：有几个单位叫“一组”", "several units"],
        ),
        (
            "x,county,公司,某公司,,",
            ["类别：没有“公司”这个类别", "there is no kind"],
        ),
        ("x,county,,无类别,,", ["类别：没有写", "it is empty"]),
        ("x,county,部门,,,", ["名称：没有写", "it is empty"]),
        ("x,county,部门,\"两\n行\",,", ["只能写一行", "one line"]),
        (
            "x,county,部门,错码局,99990200000,",
            ["行政区划代码：行政区划代码是 12 位", "12 digits"],
        ),
        (
            "x,county,部门,错码局,99990200000O,",
            ["12 位数字", "12 digits"],
        ),
        (
            "x,county,部门,同字局,,松住建",
            ["代字：别的单位已用这个代字", "another unit has this word"],
        ),
        (
            "x,county,bureau,第二信访局,,松二",
            ["类别：这个县已有信访局", "petition bureau already"],
        ),
        (
            "x,county,bureau,第二信访局,,",
            ["代字：信访局要有代字", "needs its word"],
        ),
        (
            "x,x,部门,自己的上级,,",
            ["上级：上级绕了一圈又回到自己", "back to itself"],
        ),
        ("x,county,部门,多栏局,,,多", ["7 栏", "7 fields"]),
    ] {
        let stage = Stage::new();
        let said = stage.import_tables(&units_and(row), &example("officers.csv"), "p.csv");
        said.expect(UNITS + OFFICERS, 0, 1);
        for words in words {
            assert!(said.err.contains(words), "{words}: {said:?}");
        }
        assert!(
            said.err.contains("单位 第 15") && said.err.contains("units line"),
            "{said:?}"
        );
        assert_eq!(complaints(&stage).await, Vec::<&str>::new(), "{row}");
        let rejection: Value =
            serde_json::from_str(said.out.lines().next().expect("a line")).expect("JSON");
        assert_eq!(
            (&rejection["table"], &rejection["line"]),
            (&"units".into(), &15.into())
        );
    }
}

#[tokio::test]
async fn a_bad_officer_is_told_and_the_others_go_in() {
    for (row, words) in [
        (",bureau,承办人,x", ["姓名：没有写", "it is empty"]),
        (
            "某人,nowhere,承办人,x",
            ["单位：没有“nowhere”这个单位", "no unit"],
        ),
        (
            "某人,一组,信息员,x",
            ["单位：有几个单位叫“一组”", "give the key"],
        ),
        ("某人,,承办人,x", ["单位：没有写", "it is empty"]),
        ("某人,bureau,,x", ["岗位：没有写岗位", "there is no post"]),
        (
            "某人,bureau,承办人、老板,x",
            ["岗位：没有“老板”这个岗位", "there is no post"],
        ),
        ("某人,bureau,承办人,", ["账号：没有写", "it is empty"]),
        (
            "某人,bureau,承办人,Ye.Qing",
            ["账号：这个账号前面已经有了", "taken by a row above"],
        ),
        (
            "某人,bureau,承办人,y q",
            ["账号：账号里不能有空格", "no blanks"],
        ),
        (
            "某人,bureau,系统管理员;审计管理员,x",
            ["要由三个人担任", "three people"],
        ),
        (
            "某人,bureau,AuditAdmin;Registrar,x",
            ["管理员不能兼任", "reads cases"],
        ),
        (
            "某人,bureau,系统管理员、纪检通道,x",
            ["管理员不能兼任", "reads cases"],
        ),
        (
            "倪安,bureau,审计管理员,x",
            ["同一个人已是系统管理员", "system administrator already"],
        ),
    ] {
        let stage = Stage::new();
        let said = stage.import_tables(&example("units.csv"), &officers_and(row), "p.csv");
        said.expect(UNITS + OFFICERS, 0, 1);
        for words in words {
            assert!(said.err.contains(words), "{words}: {said:?}");
        }
        assert!(said.err.contains("人员 第 16 行") && said.err.contains("officers line 16"));
        assert_eq!(complaints(&stage).await, Vec::<&str>::new(), "{row}");
        assert_eq!(stage.passwords("p.csv").len() as u64, OFFICERS);
    }
}

#[tokio::test]
async fn what_stands_on_a_bad_row_does_not_go_in_either() {
    let stage = Stage::new();
    let units = example("units.csv").replace("hekou,county,乡镇（街道）", "hekou,county,乡村");
    let said = stage.import_tables(&units, &example("officers.csv"), "p.csv");
    // The township, two villages and three groups; of its people the head, a cadre and an informant.
    said.expect(UNITS - 6 + OFFICERS - 3, 0, 9);
    assert!(said.err.contains("没有导入"), "{said:?}");
    assert_eq!(complaints(&stage).await, Vec::<&str>::new());

    // With the row put right, the rest follows.
    stage
        .import_tables(&example("units.csv"), &example("officers.csv"), "more.csv")
        .expect(9, UNITS + OFFICERS - 9, 0);
    assert_eq!(stage.passwords("more.csv").len(), 3);
    assert_eq!(complaints(&stage).await, Vec::<&str>::new());
}

#[tokio::test]
async fn a_circle_is_rejected_with_all_that_hangs_on_it() {
    let stage = Stage::new();
    let circle = "a,c,部门,甲局,,\nb,a,部门,乙局,,\nc,b,部门,丙局,,\nd,c,部门,丁局,,";
    let said = stage.import_tables(&units_and(circle), &example("officers.csv"), "p.csv");
    said.expect(UNITS + OFFICERS, 0, 4);
    assert_eq!(said.err.matches("绕了一圈").count(), 3, "{said:?}");
    assert_eq!(complaints(&stage).await, Vec::<&str>::new());
}

#[tokio::test]
async fn a_circle_closed_by_a_rejected_row_is_seen_too() {
    let stage = Stage::founded();
    let before = stage.dump().await;
    // The village would come under its group, whose own row is bad and so stays under the village.
    let units = example("units.csv")
        .replace("hekou-1,hekou,", "hekou-1,hekou-1-1,")
        .replace("hekou-1-1,河口村,组（网格）", "hekou-1-1,hekou,组织");
    let said = stage.import_tables(&units, &example("officers.csv"), "second.csv");
    said.expect(0, UNITS + OFFICERS - 2, 2);
    assert!(said.err.contains("绕了一圈"), "{said:?}");
    assert_eq!(stage.dump().await, before);
}

#[tokio::test]
async fn a_county_without_its_bureau_is_not_started() {
    let stage = Stage::new();
    for (from, to) in [
        ("bureau,county,信访局", "bureau,county,信访所"),
        ("bureau,county,信访局", "bureau,county,部门"),
        ("county,,县,", "county,,地市,"),
    ] {
        let units = example("units.csv").replace(from, to).replace(
            "bureau,county,部门,松溪县信访局,,松",
            "bureau,county,部门,松溪县信访局,,",
        );
        let units = if to.contains("地市") {
            units.replace("bureau,county,信访局,松溪县信访局,,松\n", "")
        } else {
            units
        };
        let said = stage.import_tables(&units, &example("officers.csv"), "p.csv");
        said.expect_nothing("信访局");
        assert!(stage.dump().await.is_empty(), "{to}");
        assert!(!stage.path("p.csv").exists());
    }
}

#[tokio::test]
async fn a_sign_in_name_of_the_demonstration_is_never_taken_over() {
    let stage = Stage::founded();
    stage
        .tamper("UPDATE account SET sign_in_name = 'chen.xin' WHERE sign_in_name = 'ye.qing'")
        .await;
    let officers = "姓名,单位,岗位,账号\n陈新,bureau,窗口登记员,Chen.Xin\n";
    let said = stage.import_tables(&example("units.csv"), officers, "p2.csv");
    said.expect(0, UNITS, 1);
    assert!(said.err.contains("账号：这个账号已有别人在用"), "{said:?}");
}

#[tokio::test]
async fn english_headers_kinds_and_posts_in_gb18030_are_read() {
    let stage = Stage::new();
    let units =
        "kind,Key,PARENT,name,word,remark\ncounty,c,,松溪县,,不用的一栏\nbureau,b,c,信访局,松,\n";
    let officers = "sign_in_name,posts,unit,name\nye.qing,registrar;bureau officer,b,叶青\n";
    let (bytes, _, lost) = encoding_rs::GB18030.encode(units);
    assert!(!lost);
    let units = stage.file("units.csv", &bytes);
    let officers = stage.file("officers.csv", officers);
    let said = stage.import(&[
        "--units",
        &units,
        "--officers",
        &officers,
        "--passwords",
        "p.csv",
    ]);
    said.expect(3, 0, 0);
    assert!(
        said.err
            .contains("还没有人担任：系统管理员、安全管理员、审计管理员"),
        "{said:?}"
    );
}

#[test]
fn a_table_without_its_columns_is_none() {
    let stage = Stage::new();
    let said = stage.import_tables("编号,名称\n1,县\n", &example("officers.csv"), "p.csv");
    said.expect_nothing("没有“上级”（parent）这一栏");
    let twice = "编号,key,上级,类别,名称\n1,1,,县,县\n";
    let said = stage.import_tables(twice, &example("officers.csv"), "p.csv");
    said.expect_nothing("是同一栏");
    assert_eq!(stage.import(&[]).code, 2);
}
