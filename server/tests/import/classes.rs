//! The table of content classes is replaced whole or left as it was.

use crate::stage::{Said, Stage};

fn import(stage: &Stage, file: &str) -> Said {
    stage.run(&["import", "classes", file, "--json"])
}

#[tokio::test]
async fn classes_are_read_replaced_and_never_halved() {
    let stage = Stage::new();
    let text = "level1,level2,level3\n甲,乙,丙\n甲,乙,丁\n甲,戊,\n";
    import(&stage, &stage.file("c.csv", text)).expect(3, 0, 0);
    import(&stage, &stage.file("c.csv", text)).expect(0, 3, 0);
    let ledger = stage.ledger().await;
    assert_eq!(
        ledger.classes().await.expect("classes"),
        ["甲/乙/丙", "甲/乙/丁", "甲/戊"]
    );
    ledger.close().await;

    let (gb18030, _, _) =
        encoding_rs::GB18030.encode("一级标签,二级标签,三级标签\n城乡建设,住房保障,危房改造\n");
    import(&stage, &stage.file("g.csv", &gb18030)).expect(1, 0, 0);
    let said = import(
        &stage,
        &stage.file(
            "bad.csv",
            "level1,level2,level3\n甲,乙,丙\n,乙,丙\n甲/乙,丙,丁\n",
        ),
    );
    said.expect(0, 0, 2);
    assert!(
        said.err.contains("第 3 行") && said.err.contains("第 4 行"),
        "{said:?}"
    );
    let ledger = stage.ledger().await;
    assert_eq!(
        ledger.classes().await.expect("classes"),
        ["城乡建设/住房保障/危房改造"]
    );

    let said = import(&stage, &stage.file("none.csv", "a,b\n1,2\n"));
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("level1"), "{said:?}");
}
