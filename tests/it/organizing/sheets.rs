//! The roster as a file.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use serde_json::json;

use super::Staff;
use crate::harness::{Answer, TestServer};
use crate::registering::DRUM;

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

impl TestServer {
    async fn sheet(&self, staff: &Staff, file: &str, language: &str) -> Answer {
        let path = format!("/api/v1/offerings/{DRUM}/{file}");
        let ask = self.get(&path).token(&staff.token);
        ask.header("accept-language", language).send().await
    }
}

/// The rows of a workbook's only sheet.
fn rows(file: &Answer) -> Vec<Vec<Data>> {
    assert_eq!(file.status, 200, "{:?}", file.bytes);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.bytes.to_vec())).unwrap();
    let names = book.sheet_names();
    let sheet = book.worksheet_range(&names[0]).unwrap();
    sheet.rows().map(<[Data]>::to_vec).collect()
}

/// The cell below a heading, in the first row of people.
fn cell<'a>(rows: &'a [Vec<Data>], heading: &str) -> &'a Data {
    let is_it = |cell: &Data| *cell == Data::String(heading.to_owned());
    let at = rows[0].iter().position(is_it);
    &rows[1][at.unwrap_or_else(|| panic!("no {heading} in {:?}", rows[0]))]
}

fn string(text: &str) -> Data {
    Data::String(text.to_owned())
}

on_both_databases! {
    async fn a_workbook_has_typed_cells(server) {
        let staff = server.drum_with_priority().await;
        server.with_priority("parent@example.org").await;
        let file = server.sheet(&staff, "roster.xlsx", "zh-CN").await;
        assert_eq!(file.header("content-type"), WORKBOOK);
        assert_eq!(file.header("cache-control"), "no-store");
        let name = file.header("content-disposition");
        assert!(name.starts_with("attachment; filename=\"p-open-drum-02 2027-06-14.xlsx\""), "{name}");
        assert!(name.contains("filename*=UTF-8''%E5%90%8D%E5%8D%95%20"), "{name}");
        let rows = rows(&file);
        assert_eq!(rows.len(), 2);
        assert_eq!(cell(&rows, "状态"), &string("已确认"));
        assert_eq!(cell(&rows, "姓名"), &string("张小二"));
        assert_eq!(cell(&rows, "电话"), &string("+86 138-0013 8000"));
        assert_eq!(cell(&rows, "报名人"), &string("=HYPERLINK(\"x\")"), "text, not a formula");
        assert_eq!(cell(&rows, "年龄（首日）"), &Data::Float(8.0));
        assert_eq!(cell(&rows, "人数"), &Data::Float(1.0));
        assert_eq!(cell(&rows, "午餐安排"), &string("自带"));
        assert_eq!(cell(&rows, "监护人同意处理孩子信息"), &string("已同意（第 1 版）"));
        assert!(matches!(cell(&rows, "入场码"), Data::String(code) if code.len() == 6));
        let Data::DateTime(born) = cell(&rows, "出生日期") else { panic!("{rows:?}") };
        let days = format!("{:.4}", born.as_f64());
        assert_eq!(days, "43525.0000", "1 March 2019 as workbooks count days");
        let Data::DateTime(made) = cell(&rows, "报名时间") else { panic!("{rows:?}") };
        let days = format!("{:.4}", made.as_f64());
        assert_eq!(days, "46552.8472", "14 June 2027, 20:20 as at the offering");
        assert!(!rows[0].contains(&string("照护需要")) && !rows[0].contains(&string("与孩子的关系")));
    }

    async fn a_workbook_speaks_english_and_shows_what_is_sensitive_when_asked(server) {
        let staff = server.drum_with_priority().await;
        server.with_priority("parent@example.org").await;
        let file = server.sheet(&staff, "roster.xlsx?sensitive=true", "en").await;
        let rows = rows(&file);
        assert_eq!(cell(&rows, "Status"), &string("confirmed"));
        assert_eq!(cell(&rows, "Relation to the child"), &string("mother"));
        assert_eq!(cell(&rows, "Emergency contact"), &string("家里人 13800000000 (外婆)"));
        for row in &rows {
            assert!(!row.iter().any(|cell| cell.to_string().contains("left-behind")));
        }
        server.sheet(&staff, "roster.xlsx?status=cancelled", "en").await;
        server.sheet(&staff, "roster.csv", "en").await;
        let log = server.audit_of("wz-lc", "roster-exported").await;
        let facts: Vec<_> = log.iter().rev().map(|entry| entry["facts"].clone()).collect();
        assert_eq!(facts, [
            json!({ "format": "xlsx", "sensitive": true, "rows": 1 }),
            json!({ "format": "xlsx", "sensitive": false, "rows": 0 }),
            json!({ "format": "csv", "sensitive": false, "rows": 1 }),
        ]);
    }

    async fn csv_opens_in_spreadsheets_and_runs_nothing(server) {
        let staff = server.drum_with_priority().await;
        server.with_priority("parent@example.org").await;
        let file = server.sheet(&staff, "roster.csv?sensitive=true", "zh-CN").await;
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
        assert!(file.bytes.starts_with(b"\xEF\xBB\xBF"), "a byte order mark");
        let text = file.text().trim_start_matches('\u{FEFF}');
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!((lines.len(), lines[2]), (3, ""), "each line ends with CR LF");
        assert!(lines[0].starts_with("状态,候补位次,"), "{}", lines[0]);
        assert!(lines[1].contains(",\"'=HYPERLINK(\"\"x\"\")\","), "{}", lines[1]);
        assert!(lines[1].contains(",'+86 138-0013 8000,"), "{}", lines[1]);
        assert!(lines[1].contains(",2019-03-01,8,"), "{}", lines[1]);
        assert!(lines[1].contains(",2027-06-14 20:20,"), "{}", lines[1]);
    }

    async fn a_long_roster_comes_whole_and_in_order(server) {
        let staff = server.drum_by(&json!({})).await;
        let families = server.families(9).await;
        let file = server.sheet(&staff, "roster.csv?sort=arrival", "en").await;
        assert_eq!(file.status, 200, "{}", file.text());
        let lines: Vec<&str> = file.text().lines().skip(1).collect();
        assert_eq!(lines.len(), families.len());
        for (line, (_, id)) in lines.iter().zip(&families) {
            assert!(line.ends_with(id.as_str()), "{line}");
        }
    }
}
