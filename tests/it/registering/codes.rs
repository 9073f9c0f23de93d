//! Two registrations of one offering whose door codes happen to be the same.

use niangjia::ledger::Answer;
use niangjia::ledger::command::Command;

use super::seats::{command, crowd};

on_both_databases! {
    async fn of_equal_door_codes_one_is_left_at_most(server) {
        let crowd = crowd(&server).await;
        let commands: Vec<Command> = (0..8)
            .map(|nth| {
                let mut command = command(&server, &crowd, nth);
                "SAME22".clone_into(&mut command.act.seeds_mut()[0].door_code);
                command
            })
            .collect();
        let ledger = &server.app.ledger;
        let answers = commands.into_iter().map(|command| ledger.submit(command, None));
        let mut codes = Vec::new();
        for answer in futures_util::future::join_all(answers).await {
            let Ok(Answer::Done(outcome)) = answer else {
                panic!("neither a seat nor a place in line: {answer:?}")
            };
            codes.push(outcome.registrations[0].door_code.clone());
        }
        assert!(codes.iter().filter(|code| *code == "SAME22").count() <= 1);
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), 8);
    }
}
