//! Registering whole lists, over HTTP: as factories send them, and as nobody should.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use encoding_rs::GB18030;
use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Staff;
use crate::harness::{Answer, TestServer};
use crate::registering::{DRUM, text};

pub(crate) const CSV: &str = "text/csv";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const HEADINGS: &str =
    "序号,姓名,出生日期,年级,性别,家长,电话,监护人与孩子的关系,紧急联系人,纸质同意书";

/// A list of three, one of whom is too young.
fn list(questions: &[&str; 2]) -> String {
    let headings = HEADINGS
        .replace("监护人与孩子的关系", questions[0])
        .replace("紧急联系人", questions[1]);
    format!(
        "{headings}\r\n\
         1,李小明,2018/9/1,三年级,男,李外婆,13800000000,祖辈,李外婆 13800000000 外婆,是\r\n\
         2,王小红,2024-01-05,,女,王妈妈,13800000001,母亲,王妈妈 13800000001 妈妈,是\r\n\
         3,赵小军,2017年3月2日,4,男,,,父亲,赵爸爸 13800000002 爸爸,是\r\n"
    )
}

impl TestServer {
    pub(crate) async fn send_list(
        &self,
        staff: &Staff,
        query: &str,
        (kind, bytes): (&str, Vec<u8>),
    ) -> Answer {
        let path = format!("/api/v1/offerings/{DRUM}/roster/import{query}");
        let asking = self
            .ask(axum::http::Method::POST, &path)
            .token(&staff.token);
        asking.body(kind, bytes).send().await
    }

    /// How the form words the two questions a list has to answer.
    async fn labels(&self) -> [String; 2] {
        let program = self
            .get("/api/v1/programs/p-open-drum")
            .send()
            .await
            .ok(200);
        let label = |key: &str| {
            let questions = program["questions"].as_array().unwrap();
            let question = questions.iter().find(|one| one["key"] == key).unwrap();
            text(question, "label")
        };
        [label("guardian_relation"), label("emergency_contact")]
    }

    pub(crate) async fn three(&self) -> String {
        let [relation, emergency] = self.labels().await;
        list(&[&relation, &emergency])
    }
}

/// A workbook of one sheet, written as the format says.
fn workbook(sheet: &str) -> Vec<u8> {
    packed(sheet, &[])
}

fn packed(sheet: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let parts = [
        (
            "[Content_Types].xml",
            r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts.iter().chain(more) {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn sheet(rows: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>"#
    )
}

/// Two hundred million bytes of nothing.
pub(crate) fn bomb() -> Vec<u8> {
    let bomb = workbook(&sheet(&" ".repeat(200_000_000)));
    assert!(bomb.len() < 5 * 1024 * 1024, "{}", bomb.len());
    bomb
}

/// One text of a megabyte that stands in half a million cells.
pub(crate) fn echo() -> Vec<u8> {
    let row = r#"<c t="s"><v>0</v></c>"#.repeat(100);
    let rows = format!("<row>{row}</row>").repeat(5000);
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1 << 20));
    packed(&sheet(&rows), &[("xl/sharedStrings.xml", &strings)])
}

/// The lines of a CSV as rows of a sheet.
fn rows(list: &str) -> String {
    let mut rows = String::new();
    for (at, line) in list.lines().enumerate() {
        write!(rows, r#"<row r="{}">"#, at + 1).unwrap();
        for (column, cell) in line.split(',').enumerate() {
            let place = format!(
                "{}{}",
                char::from(b'A' + u8::try_from(column).unwrap()),
                at + 1
            );
            write!(
                rows,
                r#"<c r="{place}" t="inlineStr"><is><t>{cell}</t></is></c>"#
            )
            .unwrap();
        }
        rows.push_str("</row>");
    }
    rows
}

fn statuses(answer: &Value) -> Vec<Value> {
    let lines = answer["lines"].as_array().unwrap();
    let status = |line: &Value| match line["problem"]["type"].as_str() {
        Some(problem) => json!(problem),
        None => line["registrations"][0]["status"].clone(),
    };
    lines.iter().map(status).collect()
}

const NOT_ELIGIBLE: &str = "/problems/not-eligible";
const KNOWN: &str = "/problems/already-registered";

on_both_databases! {
    async fn a_list_is_previewed_and_registered_line_by_line(server) {
        let staff = server.drummer().await;
        let list = server.three().await;
        let (coded, _, _) = GB18030.encode(&list);
        let coded = || (CSV, coded.to_vec());
        let foreseen = server.send_list(&staff, "?preview=true", coded()).await.ok(200);
        assert_eq!(statuses(&foreseen), ["confirmed", NOT_ELIGIBLE, "confirmed"], "{foreseen}");
        let places = server.get(&format!("/api/v1/offerings/{DRUM}/places")).send().await.ok(200);
        assert_eq!(places["taken"], 0);
        let done = server.send_list(&staff, "", coded()).await.ok(200);
        assert_eq!(statuses(&done), statuses(&foreseen));
        assert_eq!((&done["registered"], &done["refused"]), (&json!(2), &json!(1)));
        assert_eq!(done["ignored_columns"], json!(["序号"]));
        assert_eq!(done["lines"][1]["line"], 3, "as the spreadsheet numbers it");
        assert!(done["lines"][1]["problem"]["reasons"][0]["facts"]["age_years"].is_i64(), "{done}");
        let again = server.send_list(&staff, "", coded()).await.ok(200);
        assert_eq!(statuses(&again), [KNOWN, NOT_ELIGIBLE, KNOWN]);
        server.is_sound().await;
    }

    async fn a_workbook_reads_as_a_text_does(server) {
        let staff = server.drummer().await;
        let list = server.three().await;
        let file = workbook(&sheet(&rows(&list)));
        let done = server.send_list(&staff, "", (XLSX, file)).await.ok(200);
        assert_eq!(statuses(&done), ["confirmed", NOT_ELIGIBLE, "confirmed"], "{done}");
    }

    async fn one_line_counts_on_those_before_it(server) {
        let staff = server.drummer().await;
        let list = server.three().await;
        let (headings, line) = (list.lines().next().unwrap(), list.lines().nth(1).unwrap());
        let mut many = headings.to_owned();
        for number in 1..=8 {
            write!(many, "\n{}", line.replace("李小明", &format!("李小{number}"))).unwrap();
        }
        // Once more the first of them.
        write!(many, "\n{}", line.replace("李小明", "李小1")).unwrap();
        let file = || (CSV, many.clone().into_bytes());
        let expected = ["confirmed"; 6].iter().chain(&["waitlisted"; 2]).chain(&[KNOWN]);
        let expected: Vec<Value> = expected.map(|one| json!(one)).collect();
        let foreseen = server.send_list(&staff, "?preview=true", file()).await.ok(200);
        assert_eq!(statuses(&foreseen), expected, "{foreseen}");
        let done = server.send_list(&staff, "", file()).await.ok(200);
        assert_eq!(statuses(&done), expected, "{done}");
        server.is_sound().await;
    }

    async fn a_list_goes_on_where_it_broke_off(server) {
        let staff = server.drummer().await;
        let list = server.three().await;
        let path = format!("/api/v1/offerings/{DRUM}/roster/import");
        let send = async |list: &str| {
            let asking = server.ask(axum::http::Method::POST, &path).token(&staff.token);
            asking.key("the-list").body(CSV, list.to_owned()).send().await
        };
        send(&list).await.ok(200);
        let again = send(&list).await.ok(200);
        assert_eq!((&again["known"], &again["registered"]), (&json!(2), &json!(0)), "{again}");
        let other = send(&list.replace("李小明", "李小花")).await.ok(200);
        assert_eq!(statuses(&other)[0], "/problems/idempotency-key-reused", "{other}");
    }

    async fn cells_that_cannot_be_read_are_named(server) {
        let staff = server.drummer().await;
        let list = "姓名,出生日期,年级,邮箱\n李小明,去年,大班,a@example.org\n王小红,2018-01-01,3,nobody\n";
        let done = server.send_list(&staff, "", (CSV, list.into())).await.ok(200);
        let pointers = |line: usize| -> Vec<String> {
            let errors = done["lines"][line]["problem"]["errors"].as_array().unwrap();
            errors.iter().map(|one| text(one, "pointer")).collect()
        };
        assert_eq!(pointers(0), ["/出生日期", "/年级"], "{done}");
        assert_eq!(pointers(1), ["/邮箱"]);
        assert_eq!(done["lines"][0]["name"], "李小明");
    }

    async fn a_person_who_stands_twice_on_a_list_is_registered_once(server) {
        let staff = server.drummer().await;
        let list = server.three().await;
        let (headings, line) = (list.lines().next().unwrap(), list.lines().nth(1).unwrap());
        // Nothing but name and birth date tells who it is; a namesake is born on another day.
        let bare = line.replace("李外婆,13800000000", ",");
        let other = bare.replace("2018/9/1", "2018/9/2");
        let file = || (CSV, format!("{headings}\n{bare}\n{bare}\n{other}\n").into_bytes());
        let expected = [json!("confirmed"), json!(KNOWN), json!("confirmed")];
        let foreseen = server.send_list(&staff, "?preview=true", file()).await.ok(200);
        assert_eq!(statuses(&foreseen), expected, "{foreseen}");
        let done = server.send_list(&staff, "", file()).await.ok(200);
        assert_eq!(statuses(&done), expected, "{done}");
        server.is_sound().await;
    }

    async fn what_is_no_list_is_refused_whole(server) {
        let staff = server.drummer().await;
        let refused = [
            ("application/json", b"{}".to_vec(), 415, "unsupported-media-type"),
            (XLSX, b"PK no archive".to_vec(), 415, "unsupported-media-type"),
            (CSV, b"".to_vec(), 422, "invalid"),
            (CSV, "班级,人数\n一班,30\n".into(), 422, "invalid"),
            (CSV, "姓名,孩子姓名\na,b\n".into(), 422, "invalid"),
            (CSV, "姓名\n".repeat(10_002).into_bytes(), 413, "too-large"),
            (CSV, vec![b'a'; 6 * 1024 * 1024], 413, "too-large"),
        ];
        for (kind, bytes, status, slug) in refused {
            let answer = server.send_list(&staff, "", (kind, bytes)).await;
            answer.is_problem(status, slug);
        }
    }

    async fn bombs_are_refused_before_they_are_unpacked(server) {
        let staff = server.drummer().await;
        let bomb = bomb();
        // And a sheet that says it is endless.
        let far = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>
            <row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>"#;
        for file in [bomb, workbook(&sheet(far))] {
            server.send_list(&staff, "", (XLSX, file)).await.is_problem(413, "too-large");
        }
    }
}
