//! Two algorithms on the same ratings.

use crate::app::{GOLDENEYE, HEAT, JUMANJI, TestApp};
use serde_json::{Value, json};

const PATH: &str = "/api/v1/comparisons";

fn ratings() -> Value {
    json!([{"movie_id": HEAT, "stars": 5}, {"movie_id": GOLDENEYE, "stars": 3.5}, {"movie_id": JUMANJI, "stars": 0.5}])
}

fn rows(list: &Value) -> Vec<Value> {
    list["recommendations"].as_array().expect("rows").clone()
}

fn ids(rows: &[Value]) -> Vec<Value> {
    rows.iter().map(|row| row["movie"]["id"].clone()).collect()
}

#[tokio::test]
async fn both_lists_are_those_of_each_algorithm_alone() {
    let app = TestApp::ready().await;
    let asked =
        json!({"ratings": ratings(), "algorithms": ["blend", "popularity"], "limit": 7, "exclude": [1]});
    let comparison = app.post(PATH, asked).await.ok();
    for (i, algorithm) in ["blend", "popularity"].into_iter().enumerate() {
        let list = &comparison["lists"][i];
        assert_eq!(list["algorithm"], algorithm);
        let asked = json!({"ratings": ratings(), "algorithm": algorithm, "limit": 7, "exclude": [1]});
        let alone = app.post("/api/v1/recommendations", asked).await.ok();
        let mut compared = rows(list);
        for row in &mut compared {
            row.as_object_mut().expect("a row").remove("rank_in_other").expect("a rank or null");
        }
        assert_eq!(compared, rows(&alone));
    }
}

#[tokio::test]
async fn ranks_overlap_and_what_only_one_saw_agree_with_the_lists() {
    let app = TestApp::ready().await;
    let limit = 30;
    let asked = json!({"ratings": ratings(), "algorithms": ["ease", "popularity"], "limit": limit});
    let comparison = app.post(PATH, asked).await.ok();
    let [first, second] = [0, 1].map(|i| comparison["lists"][i].clone());
    let shared: Vec<Value> =
        ids(&rows(&first)).into_iter().filter(|id| ids(&rows(&second)).contains(id)).collect();
    assert!(!shared.is_empty() && shared.len() < limit, "the test needs some overlap: {shared:?}");
    let overlap = &comparison["overlap"];
    assert_eq!(overlap["movie_ids"], json!(shared));
    assert_eq!(overlap["n_shared"], shared.len());
    let share = shared.len() as f64 / (2 * limit - shared.len()) as f64;
    assert!((overlap["share"].as_f64().expect("a number") - share).abs() < 1e-12, "{overlap}");
    for (list, other) in [(&first, &second), (&second, &first)] {
        let others = ids(&rows(other));
        let only: Vec<Value> = ids(&rows(list)).into_iter().filter(|id| !others.contains(id)).collect();
        assert_eq!(list["only_here"], json!(only));
        let mut n_beyond = 0;
        for row in rows(list) {
            match others.iter().position(|id| *id == row["movie"]["id"]) {
                Some(at) => assert_eq!(row["rank_in_other"], at + 1),
                None => {
                    let rank = &row["rank_in_other"];
                    assert!(rank.is_null() || rank.as_u64() > Some(limit as u64), "{row}");
                    n_beyond += usize::from(!rank.is_null());
                }
            }
        }
        assert!(n_beyond > 0, "ranks beyond the list are given");
    }
}

#[tokio::test]
async fn an_impossible_comparison_is_rejected_by_name() {
    let app = TestApp::ready().await;
    let ask = async |algorithms: Value| {
        app.post(PATH, json!({"ratings": ratings(), "algorithms": algorithms})).await
    };
    for wrong in [json!([]), json!(["blend"]), json!(["blend", "ease", "ials"])] {
        let detail = ask(wrong).await.problem(400, "value_out_of_range", Some("algorithms"));
        assert!(detail.ends_with("it must have two"), "{detail}");
    }
    ask(json!(["blend", "blend"])).await.problem(400, "invalid_field", Some("algorithms[1]"));
    ask(json!(["blend", "magic"])).await.problem(422, "unknown_algorithm", Some("algorithms[1]"));
    ask(json!(["magic", "blend"])).await.problem(422, "unknown_algorithm", Some("algorithms[0]"));
    ask(json!("blend")).await.problem(400, "invalid_field", Some("algorithms"));
    app.post(PATH, json!({"ratings": ratings()})).await.problem(400, "invalid_field", None);
    let both = json!(["blend", "kmeans"]);
    let no_ratings = json!({"ratings": [], "algorithms": both});
    app.post(PATH, no_ratings).await.problem(400, "no_ratings", Some("ratings"));
    let too_long = json!({"ratings": ratings(), "algorithms": both, "limit": 101});
    app.post(PATH, too_long).await.problem(400, "limit_out_of_range", Some("limit"));
}

#[tokio::test]
async fn two_empty_lists_share_nothing() {
    let app = TestApp::ready().await;
    let all: Vec<_> = (1..=1_730).map(|id| json!({"movie_id": id, "stars": 4})).collect();
    let comparison = app.post(PATH, json!({"ratings": all, "algorithms": ["ease", "kmeans"]})).await.ok();
    assert_eq!(comparison["overlap"], json!({"movie_ids": [], "n_shared": 0, "share": 0.0}));
    assert_eq!(comparison["lists"][1]["recommendations"], json!([]));
}
