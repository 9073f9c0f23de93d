//! Files that would fill the memory of who unpacks them, against the real program.

use std::io::{Read, Write};
use std::net::TcpStream;

use niangjia::organizations::staff::Role;

use crate::harness::{Backend, Process, TestServer};
use crate::organizing::lists::{bomb, echo};

/// Most MiB that the program may ever take: what it has at rest, and a few lists at a time.
const PEAK_MIB: u64 = 300;
const IMPORT: &str = "/console/offerings/p-open-drum-02/import";

/// Sends a file as a page would, piece by piece; what comes back.
fn upload(process: &Process, token: &str, pieces: &[Vec<u8>]) -> String {
    let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.xlsx\"\r\n\r\n";
    let end = "\r\n--b--\r\n";
    let length: usize = pieces.iter().map(Vec::len).sum::<usize>() + head.len() + end.len();
    let mut stream = TcpStream::connect(process.address()).unwrap();
    let asked = format!(
        "POST {IMPORT} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {token}\r\n\
         content-type: multipart/form-data; boundary=b\r\ncontent-length: {length}\r\n\r\n{head}"
    );
    let parts = [asked.as_bytes()].into_iter();
    let parts = parts.chain(pieces.iter().map(Vec::as_slice));
    for part in parts.chain([end.as_bytes()]) {
        // Whoever has refused it reads no further.
        if stream.write_all(part).is_err() {
            break;
        }
    }
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_would_fill_the_memory_are_refused_in_words() {
    let server = TestServer::start(Backend::Sqlite).await;
    server.import_demo().await;
    let staff = server.staff("wz-lc", Role::Organizer).await;
    server.prove(&staff).await;
    let url = server.database_url();
    let process = Process::serve(&[("METRICS__LISTEN", "off"), ("DATABASE__URL", url)]);
    let send = |pieces: &[Vec<u8>]| upload(&process, &staff.token, pieces);
    let long_line = "x".repeat(4 << 20);
    let wide = "a,".repeat(1_000_000);
    let megabyte = vec![b'x'; 1 << 20];
    for (name, pieces, words) in [
        ("unpacks to 200 MB", vec![bomb()], "解开后太大"),
        (
            "half a million times one megabyte",
            vec![echo()],
            "解开后太大",
        ),
        ("a million columns", vec![wide.into_bytes()], "请分成几份"),
        (
            "one endless line",
            vec![long_line.clone().into_bytes()],
            "文件里没有名单",
        ),
        ("nine megabytes", vec![megabyte.clone(); 9], "请分成几份"),
        ("a hundred megabytes", vec![megabyte; 100], "请分成几份"),
    ] {
        let answer = send(&pieces);
        let status = answer.lines().next().unwrap_or_default();
        assert!(status.contains("422"), "{name}: {answer}");
        assert!(answer.contains(words), "{name}: {answer}");
        let peak = process.peak_mib();
        assert!(peak < PEAK_MIB, "{name}: {peak} MiB");
    }
    // A heading without end is a heading: the page shows as much of it as a page can.
    let answer = send(&[format!("姓名,{long_line}\n李小明,x\n").into_bytes()]);
    assert!(answer.len() < 12 << 20, "{} bytes", answer.len());
    let peak = process.peak_mib();
    assert!(peak < PEAK_MIB, "a long heading: {peak} MiB");
}
