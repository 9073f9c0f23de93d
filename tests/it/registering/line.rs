//! The place in line that is shown.

use niangjia::db::Fault;
use niangjia::db::entity::registrations;
use niangjia::ledger::Answer;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::seats::{command, crowd};

// The drawn rank first, then the points, then who came first; a group goes by its best.
on_both_databases! {
    async fn the_place_in_line_that_is_shown_is_the_rank(server) {
        let crowd = crowd(&server).await;
        let mut ids = Vec::new();
        for nth in 0..6 {
            let answer = server.app.ledger.submit(command(&server, &crowd, nth), None).await;
            let Answer::Done(outcome) = answer.unwrap() else { panic!("a seat or a place") };
            ids.push(outcome.registrations[0].id);
        }
        let (points, group) = ([0, 5, 0, 0, 0, 9], server.app.web.ids.make());
        for (nth, points) in points.into_iter().enumerate() {
            let mut row: registrations::ActiveModel = registrations::Entity::find_by_id(ids[nth])
                .one(server.db.read())
                .await
                .unwrap()
                .unwrap()
                .into_active_model();
            row.points = Set(points);
            row.drawn_rank = Set((nth == 3).then_some(1));
            row.group_id = Set((nth > 3).then_some(group));
            server.db.write(async |tx| Ok::<_, Fault>(row.clone().update(tx).await?)).await.unwrap();
        }
        let places = server.app.ledger.places_in_line(&ids).await.unwrap();
        let places: Vec<i64> = ids[1..].iter().map(|id| places[id]).collect();
        assert_eq!(places, [4, 5, 1, 2, 3]);
    }
}
