//! One list for several people.

use crate::app::{GOLDENEYE, HEAT, JUMANJI, MATRIX, NOBODY, TestApp};
use serde_json::{Value, json};

const PATH: &str = "/api/v1/groups/recommendations";

fn people() -> Value {
    json!([
        {"ratings": [{"movie_id": HEAT, "stars": 5}, {"movie_id": JUMANJI, "stars": 0.5}]},
        {"ratings": [{"movie_id": JUMANJI, "stars": 5}, {"movie_id": GOLDENEYE, "stars": 2}]},
        {"ratings": [{"movie_id": MATRIX, "stars": 4.5}]}
    ])
}

fn values(row: &Value, field: &str) -> Vec<f64> {
    let people = row["people"].as_array().expect("people");
    people.iter().map(|person| person[field].as_f64().expect("a number")).collect()
}

#[tokio::test]
async fn each_strategy_scores_as_it_says_and_tells_everybodys_share() {
    let app = TestApp::ready().await;
    for strategy in ["average", "least_misery", "veto"] {
        let asked = json!({"people": people(), "strategy": strategy, "limit": 15});
        let list = app.post(PATH, asked).await.ok();
        assert_eq!((&list["algorithm"], &list["strategy"]), (&json!("blend"), &json!(strategy)));
        let rows = list["recommendations"].as_array().expect("rows");
        assert!(!rows.is_empty());
        let mut scores = Vec::new();
        for (rank, row) in (1..).zip(rows) {
            assert_eq!(row["rank"], rank);
            let id = row["movie"]["id"].as_u64().expect("an id");
            assert!(![HEAT, JUMANJI, GOLDENEYE, MATRIX].map(u64::from).contains(&id), "somebody rated {row}");
            let satisfactions = values(row, "satisfaction");
            assert_eq!(satisfactions.len(), 3);
            assert!(satisfactions.iter().all(|value| (0.0..=1.0).contains(value)), "{row}");
            assert!((values(row, "share").iter().sum::<f64>() - 1.0).abs() < 1e-9, "{row}");
            let expected = match strategy {
                "least_misery" => satisfactions.iter().copied().fold(1.0, f64::min),
                _ => satisfactions.iter().sum::<f64>() / 3.0,
            };
            let score = row["score"].as_f64().expect("a score");
            assert!((score - expected).abs() < 1e-9, "{row}");
            scores.push(score);
            for person in row["people"].as_array().expect("people") {
                let stars = person["predicted_stars"]["stars"].as_f64().expect("stars");
                assert!(strategy != "veto" || stars >= 3.0, "{row}");
            }
        }
        assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    }
}

#[tokio::test]
async fn a_person_who_only_saw_movies_counts_as_one_and_sees_none_of_them_again() {
    let app = TestApp::ready().await;
    let asked = json!({"people": [{"seen": [HEAT, MATRIX]}, {"liked": [JUMANJI]}], "limit": 100});
    let list = app.post(PATH, asked).await.ok();
    let rows = list["recommendations"].as_array().expect("rows");
    assert_eq!(rows.len(), 100);
    assert!(rows.iter().all(|row| [HEAT, MATRIX, JUMANJI].iter().all(|known| row["movie"]["id"] != *known)));
}

#[tokio::test]
async fn a_stricter_veto_leaves_less_and_filters_hold() {
    let app = TestApp::ready().await;
    let n_found = async |veto_below: f64| {
        let asked = json!({"people": people(), "strategy": "veto", "veto_below": veto_below, "limit": 100});
        app.post(PATH, asked).await.ok()["recommendations"].as_array().expect("rows").len()
    };
    assert_eq!(n_found(0.5).await, 100);
    assert_eq!(n_found(5.0).await, 0, "nobody is that sure of anything");
    let asked =
        json!({"people": people(), "genres": ["western"], "years": {"to": 1999}, "algorithm": "kmeans"});
    let list = app.post(PATH, asked).await.ok();
    let rows = list["recommendations"].as_array().expect("rows");
    assert!(!rows.is_empty());
    for row in rows {
        assert!(row["movie"]["genres"].as_array().is_some_and(|genres| genres.contains(&json!("Western"))));
        assert!(row["movie"]["year"].as_u64() <= Some(1999), "{row}");
    }
}

#[tokio::test]
async fn an_invalid_group_is_rejected_by_its_place() {
    let app = TestApp::ready().await;
    let ask = async |field: &str, value: Value| {
        let mut asked = json!({"people": people()});
        asked[field] = value;
        app.post(PATH, asked).await
    };
    let one = people()[0].clone();
    for n_people in [0, 1, 9] {
        let answer = ask("people", json!(vec![one.clone(); n_people])).await;
        let detail = answer.problem(400, "value_out_of_range", Some("people"));
        assert_eq!(detail, format!("people has {n_people} entries; a group must have 2 to 8"));
    }
    let with = |ratings: Value| json!([one, {"ratings": ratings}]);
    ask("people", with(json!([]))).await.problem(400, "no_ratings", Some("people[1].ratings"));
    let seen = json!([one, {"seen": [NOBODY]}]);
    ask("people", seen).await.problem(422, "unknown_movie", Some("people[1].seen[0]"));
    let nobody = with(json!([{"movie_id": NOBODY, "stars": 4}]));
    ask("people", nobody).await.problem(422, "unknown_movie", Some("people[1].ratings[0].movie_id"));
    let seven = with(json!([{"movie_id": HEAT, "stars": 7}]));
    ask("people", seven).await.problem(400, "stars_out_of_range", Some("people[1].ratings[0].stars"));
    ask("strategy", json!("dictator")).await.problem(400, "invalid_field", Some("strategy"));
    for veto in [0.4, 5.1, -3.0] {
        ask("veto_below", json!(veto)).await.problem(400, "value_out_of_range", Some("veto_below"));
    }
    ask("limit", json!(101)).await.problem(400, "limit_out_of_range", Some("limit"));
    ask("genres", json!(["Dramma"])).await.problem(422, "unknown_genre", Some("genres[0]"));
    ask("algorithm", json!("magic")).await.problem(422, "unknown_algorithm", Some("algorithm"));
    ask("colour", json!("red")).await.problem(400, "invalid_field", Some("colour"));
}
