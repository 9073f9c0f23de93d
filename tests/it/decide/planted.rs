//! The planted bugs of `tests/mutants/` (`make mutants`) must go on fitting the source.

use std::fs;
use std::path::Path;

#[test]
fn each_planted_bug_still_fits_the_source() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let patches: Vec<_> = fs::read_dir(root.join("tests/mutants")).unwrap().collect();
    assert_eq!(patches.len(), 35);
    for patch in patches {
        let patch = patch.unwrap().path();
        let text = fs::read_to_string(&patch).unwrap();
        let mut source = String::new();
        for part in text.split("\n--- a/").skip(1) {
            let (file, hunks) = part.split_once('\n').unwrap();
            source = fs::read_to_string(root.join(file)).unwrap();
            for hunk in hunks.split("\n@@ ").skip(1) {
                let before = lines_before(hunk);
                let fits = source.matches(&before).count();
                assert_eq!(
                    fits,
                    1,
                    "{} no longer fits {file}:\n{before}",
                    patch.display()
                );
            }
        }
        assert!(!source.is_empty(), "{} changes nothing", patch.display());
    }
}

/// What stands where a hunk is to be applied.
fn lines_before(hunk: &str) -> String {
    let lines = hunk.lines().skip(1);
    let lines = lines.take_while(|line| !line.starts_with("diff "));
    let before = lines.filter_map(|line| line.strip_prefix([' ', '-']));
    before.flat_map(|line| [line, "\n"]).collect()
}
