//! Ratings in, recommendations out.

use crate::app::{GOLDENEYE, HEAT, JUMANJI, MATRIX, NOBODY, TestApp};
use serde_json::{Value, json};

const PATH: &str = "/api/v1/recommendations";

fn ratings() -> Value {
    json!([{"movie_id": HEAT, "stars": 5}, {"movie_id": GOLDENEYE, "stars": 3.5}, {"movie_id": JUMANJI, "stars": 0.5}])
}

#[tokio::test]
async fn each_algorithm_answers_with_its_own_reasons() {
    let app = TestApp::ready().await;
    for (algorithm, kind) in
        [("user-knn", "similar_users"), ("kmeans", "taste_group"), ("popularity", "popular")]
    {
        let list = app.post(PATH, json!({"ratings": ratings(), "algorithm": algorithm})).await.ok();
        assert_eq!(list["algorithm"], algorithm);
        let rows = list["recommendations"].as_array().expect("rows");
        assert_eq!(rows.len(), 20, "the default limit");
        for (rank, row) in (1..).zip(rows) {
            assert_eq!(row["rank"], rank);
            assert_eq!(row["reason"]["kind"], kind);
            assert!(row["movie"]["title"].is_string() && row["score"].is_number());
            assert!(![HEAT, GOLDENEYE, JUMANJI].iter().any(|rated| row["movie"]["id"] == *rated));
        }
    }
}

#[tokio::test]
async fn only_ratings_are_needed_and_the_default_algorithm_answers() {
    let app = TestApp::ready().await;
    let list = app.post(PATH, json!({"ratings": ratings()})).await.ok();
    assert_eq!(list["algorithm"], "user-knn");
    let same =
        app.post(PATH, json!({"ratings": ratings(), "algorithm": null, "limit": 20, "exclude": []})).await;
    assert_eq!(same.ok(), list);
}

#[tokio::test]
async fn excluded_movies_make_room_for_the_next_best() {
    let app = TestApp::ready().await;
    let ids = async |exclude: &[u64], limit: u32| {
        let asked = json!({"ratings": ratings(), "exclude": exclude, "limit": limit});
        let list = app.post(PATH, asked).await.ok();
        let rows = list["recommendations"].as_array().expect("rows").clone();
        rows.iter().map(|row| row["movie"]["id"].as_u64().expect("an id")).collect::<Vec<_>>()
    };
    let best = ids(&[], 5).await;
    assert_eq!(ids(&[best[0], best[2], best[0]], 3).await, [best[1], best[3], best[4]]);
}

#[tokio::test]
async fn a_wrong_rating_is_refused_by_its_place() {
    let app = TestApp::ready().await;
    let ask = async |ratings: Value| app.post(PATH, json!({"ratings": ratings})).await;
    let detail = ask(json!([])).await.problem(400, "no_ratings", Some("ratings"));
    assert_eq!(detail, "ratings is empty; rate at least one movie");
    for stars in [json!(7), json!(0), json!(-1), json!(3.3), json!(1e300)] {
        let mut wrong = ratings();
        wrong[2]["stars"] = stars;
        let detail = ask(wrong).await.problem(400, "stars_out_of_range", Some("ratings[2].stars"));
        assert!(detail.ends_with("it must be one of 0.5, 1.0, ... 5.0"), "{detail}");
    }
    let mut wrong = ratings();
    wrong[1]["movie_id"] = json!(NOBODY);
    let detail = ask(wrong).await.problem(422, "unknown_movie", Some("ratings[1].movie_id"));
    assert_eq!(detail, "ratings[1].movie_id is 4000000000, and the loaded data has no such movie");
    let mut wrong = ratings();
    wrong[2]["movie_id"] = json!(HEAT);
    ask(wrong).await.problem(400, "duplicate_rating", Some("ratings[2].movie_id"));
    ask(json!([{"movie_id": HEAT, "stars": "5"}])).await.problem(
        400,
        "invalid_field",
        Some("ratings[0].stars"),
    );
    ask(json!([{"movie_id": HEAT}])).await.problem(400, "invalid_field", Some("ratings[0]"));
    ask(json!([{"movie_id": HEAT, "stars": 5, "x": 1}])).await.problem(
        400,
        "invalid_field",
        Some("ratings[0].x"),
    );
    ask(json!({})).await.problem(400, "invalid_field", Some("ratings"));
}

#[tokio::test]
async fn a_wrong_wish_is_refused_by_name() {
    let app = TestApp::ready().await;
    let ask = async |field: &str, value: Value| {
        let mut asked = json!({"ratings": ratings()});
        asked[field] = value;
        app.post(PATH, asked).await
    };
    let detail = ask("algorithm", json!("magic")).await.problem(422, "unknown_algorithm", Some("algorithm"));
    assert_eq!(detail, "algorithm is `magic`; it must be one of popularity, kmeans, user-knn");
    ask("limit", json!(0)).await.problem(400, "limit_out_of_range", Some("limit"));
    ask("limit", json!(101)).await.problem(400, "limit_out_of_range", Some("limit"));
    ask("limit", json!("20")).await.problem(400, "invalid_field", Some("limit"));
    ask("exclude", json!([MATRIX, NOBODY])).await.problem(422, "unknown_movie", Some("exclude[1]"));
    ask("exclude", json!(vec![HEAT; 2_001])).await.problem(400, "too_many_ratings", Some("exclude"));
    ask("colour", json!("red")).await.problem(400, "invalid_field", Some("colour"));
}

#[tokio::test]
async fn what_is_no_json_is_refused() {
    let app = TestApp::ready().await;
    for body in ["", "{", "ratings=5", "\u{0}", "{\"ratings\": []} trailing"] {
        app.post(PATH, body).await.problem(400, "malformed_json", None);
    }
    for body in ["7", "null", "\"x\"", "[]"] {
        app.post(PATH, body).await.problem(400, "invalid_field", None);
    }
}

#[tokio::test]
async fn two_thousand_ratings_are_taken_and_one_more_is_not() {
    let app = TestApp::ready().await;
    let list = |n: u32| (1..=n).map(|id| json!({"movie_id": id, "stars": 4})).collect::<Vec<_>>();
    let every_movie = app.post(PATH, json!({"ratings": list(1_730)})).await.ok();
    assert_eq!(every_movie["recommendations"], json!([]), "nothing is left to recommend");
    // Ids beyond the sample: the number is what is checked first.
    let answer = app.post(PATH, json!({"ratings": list(2_001)})).await;
    let detail = answer.problem(400, "too_many_ratings", Some("ratings"));
    assert_eq!(detail, "ratings has 2001 entries; at most 2000 are taken");
}

#[tokio::test]
async fn models_are_listed_with_the_data_they_learned_from() {
    let app = TestApp::ready().await;
    let list = app.get("/api/v1/models").await.ok();
    let names: Vec<_> =
        list["models"].as_array().expect("models").iter().map(|m| m["algorithm"].clone()).collect();
    assert_eq!(names, ["popularity", "kmeans", "user-knn"]);
    let defaults: Vec<_> =
        list["models"].as_array().expect("models").iter().map(|m| m["is_default"].clone()).collect();
    assert_eq!(defaults, [false, false, true]);
    assert_eq!(list["models"][1]["title"], "Title of kmeans");
    let data =
        json!({"name": "sample", "is_sample": true, "n_users": 2500, "n_movies": 1730, "n_ratings": 200_000});
    assert_eq!(list["data"], data);
}
