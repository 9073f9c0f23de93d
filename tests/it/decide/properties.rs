//! Thousands of random histories, told to the ledger and to the oracle.

use super::oracle::{Ask, Offering};
use super::story::Story;
use super::twin::Twin;

/// The commands of a history with their times.
type Script = Vec<(i64, Ask)>;

#[test]
fn the_ledger_and_a_plain_model_stand_alike_after_each_command() {
    for seed in 1..=300 {
        if let Err((offerings, script, fault)) = tell(seed) {
            panic!("seed {seed}: {}", explain(&offerings, script, &fault));
        }
    }
}

fn tell(seed: u64) -> Result<(), (Vec<Offering>, Script, String)> {
    let (mut story, offerings) = Story::begin(seed);
    let mut twin = Twin::new(offerings.clone());
    let mut script = Script::new();
    for _ in 0..story.length() {
        let (now, ask) = story.next(&twin.oracle);
        script.push((now, ask));
        let (now, ask) = script.last().unwrap();
        if let Err(fault) = twin.ask(*now, ask) {
            return Err((offerings, script, fault));
        }
    }
    Ok(())
}

fn replay(offerings: &[Offering], script: &Script) -> Result<(), String> {
    let mut twin = Twin::new(offerings.to_vec());
    for (now, ask) in script {
        twin.ask(*now, ask)?;
    }
    Ok(())
}

/// The shortest script found that still shows a fault, for whoever must mend it.
fn explain(offerings: &[Offering], script: Script, fault: &str) -> String {
    let script = shorten(offerings, script);
    let fault = replay(offerings, &script).err().unwrap_or(fault.to_owned());
    let mut text = format!("{fault}\n");
    for offering in offerings {
        text.push_str(&format!("{offering:?}\n"));
    }
    for (now, ask) in script {
        text.push_str(&format!("{now}: {ask:?}\n"));
    }
    text
}

/// Leaves out what is not needed for a fault to show.
fn shorten(offerings: &[Offering], mut script: Script) -> Script {
    for at in (0..script.len()).rev() {
        let mut shorter = script.clone();
        let (_, ask) = shorter.remove(at);
        if !matches!(ask, Ask::Open { .. }) && replay(offerings, &shorter).is_err() {
            script = shorter;
        }
    }
    script
}
