//! Ratings in, recommendations out.

use crate::app::{GOLDENEYE, HEAT, JUMANJI, MATRIX, NOBODY, TestApp, snapshot_of};
use cinephile_data::{Catalogue, Dataset, Interactions, Movie, Provenance, UserId};
use cinephile_models::Algorithm;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/recommendations";

fn ratings() -> Value {
    json!([{"movie_id": HEAT, "stars": 5}, {"movie_id": GOLDENEYE, "stars": 3.5}, {"movie_id": JUMANJI, "stars": 0.5}])
}

#[tokio::test]
async fn each_algorithm_answers_with_its_own_reasons() {
    let app = TestApp::ready().await;
    let sums = ["your_ratings", "popular_with_fans", "popular"];
    for (algorithm, kinds) in [
        ("blend", &sums[..]),
        ("ease", &sums),
        ("ials", &sums),
        ("user-knn", &["similar_users", "popular"]),
        ("kmeans", &["taste_group", "popular"]),
        ("popularity", &["popular"]),
    ] {
        let list = app.post(PATH, json!({"ratings": ratings(), "algorithm": algorithm})).await.ok();
        assert_eq!(list["algorithm"], algorithm);
        let rows = list["recommendations"].as_array().expect("rows");
        assert_eq!(rows.len(), 20, "the default limit");
        for (rank, row) in (1..).zip(rows) {
            assert_eq!(row["rank"], rank);
            assert!(kinds.iter().any(|kind| row["reason"]["kind"] == *kind), "{row}");
            assert!(row["movie"]["title"].is_string() && row["score"].is_number());
            let [low, stars, high] = ["low", "stars", "high"]
                .map(|field| row["predicted_stars"][field].as_f64().expect("a number of stars"));
            assert!(0.5 <= low && low <= stars && stars <= high && high <= 5.0 && low < high, "{row}");
            assert!(![HEAT, GOLDENEYE, JUMANJI].iter().any(|rated| row["movie"]["id"] == *rated));
        }
    }
}

#[tokio::test]
async fn only_ratings_are_needed_and_the_default_algorithm_answers() {
    let app = TestApp::ready().await;
    let list = app.post(PATH, json!({"ratings": ratings()})).await.ok();
    assert_eq!(list["algorithm"], "blend");
    let same =
        app.post(PATH, json!({"ratings": ratings(), "algorithm": null, "limit": 20, "exclude": []})).await;
    assert_eq!(same.ok(), list);
}

#[tokio::test]
async fn the_same_movie_is_predicted_the_same_stars_whichever_algorithm_ranks() {
    let app = TestApp::ready().await;
    let predicted = async |algorithm: &str| {
        let list =
            app.post(PATH, json!({"ratings": ratings(), "algorithm": algorithm, "limit": 100})).await.ok();
        let rows = list["recommendations"].as_array().expect("rows").clone();
        let pair =
            |row: &Value| (row["movie"]["id"].as_u64().expect("an id"), row["predicted_stars"].clone());
        rows.iter().map(pair).collect::<std::collections::BTreeMap<_, _>>()
    };
    let (blend, ease) = (predicted("blend").await, predicted("ease").await);
    let both: Vec<_> = blend.iter().filter_map(|(id, stars)| Some((stars, ease.get(id)?))).collect();
    assert!(both.len() > 10 && both.iter().all(|(a, b)| a == b), "{both:?}");
}

#[tokio::test]
async fn an_explanation_sums_to_the_score_and_tells_the_rank_without_each_rating() {
    let app = TestApp::ready().await;
    for algorithm in ["blend", "ease", "ials"] {
        let ask = json!({"ratings": ratings(), "algorithm": algorithm, "limit": 5, "explain": true});
        let list = app.post(PATH, ask).await.ok();
        for row in list["recommendations"].as_array().expect("rows") {
            let (explanation, score) = (&row["explanation"], row["score"].as_f64().expect("a score"));
            let parts = explanation["contributions"].as_array().expect("contributions");
            let mut rated: Vec<_> =
                parts.iter().map(|part| part["movie_id"].as_u64().expect("an id")).collect();
            rated.sort_unstable();
            assert_eq!(rated, [HEAT, GOLDENEYE, JUMANJI].map(u64::from), "{row}");
            let value = |part: &Value| part.as_f64().expect("a number");
            let sizes: Vec<f64> = parts.iter().map(|part| value(&part["contribution"])).collect();
            let sum = value(&explanation["everybody"]) + sizes.iter().sum::<f64>();
            assert!((sum - score).abs() < 1e-3 * (1.0 + score.abs()), "{row}");
            assert!(sizes.is_sorted_by(|a, b| a.abs() >= b.abs()), "{row}");
            assert!(parts.iter().all(|part| part["rank_without"].as_u64() >= Some(1)), "{row}");
            assert_eq!(explanation["others"], 0.0);
        }
    }
}

#[tokio::test]
async fn the_rank_without_a_rating_is_the_rank_in_the_list_asked_for_without_it() {
    let app = TestApp::ready().await;
    let ask = json!({"ratings": ratings(), "limit": 3, "explain": true});
    let list = app.post(PATH, ask).await.ok();
    let mut rest = ratings();
    rest.as_array_mut().expect("ratings").remove(0);
    let ask = json!({"ratings": rest, "limit": 100, "exclude": [HEAT]});
    let without = app.post(PATH, ask).await.ok();
    let without = without["recommendations"].as_array().expect("rows");
    for row in list["recommendations"].as_array().expect("rows") {
        let parts = row["explanation"]["contributions"].as_array().expect("contributions");
        let heat = parts.iter().find(|part| part["movie_id"] == HEAT).expect("Heat");
        let found = without.iter().find(|other| other["movie"]["id"] == row["movie"]["id"]);
        let expected = found.map(|other| &other["rank"]);
        assert!(expected.is_none_or(|rank| *rank == heat["rank_without"]), "{heat} {expected:?}");
        assert!(expected.is_some() || heat["rank_without"].as_u64() > Some(100), "{heat}");
    }
}

#[tokio::test]
async fn an_explanation_is_null_unless_asked_for_and_there() {
    let app = TestApp::ready().await;
    for ask in [
        json!({"ratings": ratings()}),
        json!({"ratings": ratings(), "explain": false}),
        json!({"ratings": ratings(), "explain": true, "algorithm": "user-knn"}),
        json!({"ratings": ratings(), "explain": true, "algorithm": "kmeans"}),
        json!({"ratings": ratings(), "explain": true, "algorithm": "popularity"}),
    ] {
        let list = app.post(PATH, &ask).await.ok();
        let rows = list["recommendations"].as_array().expect("rows");
        assert!(rows.iter().all(|row| row["explanation"].is_null()), "{ask}");
    }
    let wrong = json!({"ratings": ratings(), "explain": "yes"});
    app.post(PATH, wrong).await.problem(400, "invalid_field", Some("explain"));
}

#[tokio::test]
async fn more_than_a_hundred_ratings_are_named_by_a_hundred_and_a_sum() {
    let app = TestApp::ready().await;
    let many: Vec<_> = (1..=150).map(|id| json!({"movie_id": id, "stars": 4})).collect();
    let list = app.post(PATH, json!({"ratings": many, "limit": 2, "explain": true})).await.ok();
    for row in list["recommendations"].as_array().expect("rows") {
        let parts = row["explanation"]["contributions"].as_array().expect("contributions");
        assert_eq!(parts.len(), 100);
        let sum = |values: &mut dyn Iterator<Item = &Value>| values.filter_map(Value::as_f64).sum::<f64>();
        let total = sum(&mut [&row["explanation"]["everybody"], &row["explanation"]["others"]].into_iter())
            + sum(&mut parts.iter().map(|part| &part["contribution"]));
        let score = row["score"].as_f64().expect("a score");
        assert!((total - score).abs() < 1e-3 * (1.0 + score.abs()), "{total} {score}");
        assert!(row["explanation"]["others"] != 0.0);
    }
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
async fn a_wrong_rating_is_rejected_by_its_place() {
    let app = TestApp::ready().await;
    let ask = async |ratings: Value| app.post(PATH, json!({"ratings": ratings})).await;
    let detail = ask(json!([])).await.problem(400, "no_ratings", Some("ratings"));
    assert_eq!(detail, "ratings is empty, and so are liked and seen; name at least one movie");
    for stars in [json!(7), json!(0), json!(-1), json!(3.3), json!(1e300)] {
        let mut wrong = ratings();
        wrong[2]["stars"] = stars;
        let detail = ask(wrong).await.problem(400, "stars_out_of_range", Some("ratings[2].stars"));
        assert!(detail.ends_with("it must be one of 0.5, 1.0, ... 5.0"), "{detail}");
    }
    let mut wrong = ratings();
    wrong[1]["movie_id"] = json!(NOBODY);
    let detail = ask(wrong).await.problem(422, "unknown_movie", Some("ratings[1].movie_id"));
    assert_eq!(detail, "ratings[1].movie_id is 4000000000, which is not a movie in the loaded data");
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
    app.post(PATH, json!({})).await.problem(400, "no_ratings", Some("ratings"));
}

#[tokio::test]
async fn movies_that_were_only_seen_or_liked_give_a_list_and_are_not_in_it() {
    let app = TestApp::ready().await;
    for (asked, evidence) in
        [(json!({"seen": [HEAT, MATRIX, HEAT]}), "seen"), (json!({"liked": [HEAT]}), "liked")]
    {
        let mut asked = asked;
        asked["limit"] = json!(100);
        asked["explain"] = json!(true);
        let list = app.post(PATH, &asked).await.ok();
        let rows = list["recommendations"].as_array().expect("rows");
        assert_eq!(rows.len(), 100);
        let mut n_cited = 0;
        for row in rows {
            assert!(row["movie"]["id"] != HEAT && (evidence == "liked" || row["movie"]["id"] != MATRIX));
            for part in row["explanation"]["contributions"].as_array().expect("contributions") {
                assert_eq!((&part["evidence"], &part["stars"]), (&json!(evidence), &Value::Null));
            }
            let reason = &row["reason"];
            let cited = reason["rated"].as_array().map_or(&[][..], Vec::as_slice).iter();
            for cited in cited.chain(reason["fans_of"].is_object().then_some(&reason["fans_of"])) {
                assert_eq!((&cited["evidence"], &cited["stars"]), (&json!(evidence), &Value::Null));
                n_cited += 1;
            }
        }
        assert!(n_cited > 0, "{evidence}");
    }
}

#[tokio::test]
async fn stars_count_before_a_like_and_a_like_before_having_seen_it() {
    let app = TestApp::ready().await;
    let ask = async |asked: Value| app.post(PATH, asked).await.ok()["recommendations"].clone();
    let rated = ask(json!({"ratings": ratings()})).await;
    let again = json!({"ratings": ratings(), "liked": [JUMANJI], "seen": [JUMANJI, HEAT]});
    assert_eq!(ask(again).await, rated);
    let liked = ask(json!({"ratings": ratings(), "liked": [MATRIX]})).await;
    assert_eq!(ask(json!({"ratings": ratings(), "liked": [MATRIX], "seen": [MATRIX]})).await, liked);
    let seen = ask(json!({"ratings": ratings(), "seen": [MATRIX]})).await;
    assert!(seen != rated && seen != liked);
}

#[tokio::test]
async fn a_wrong_id_of_a_seen_or_liked_movie_is_rejected_by_its_place() {
    let app = TestApp::ready().await;
    for field in ["seen", "liked"] {
        let ask = async |ids: Value| app.post(PATH, json!({"ratings": ratings(), field: ids})).await;
        let place = format!("{field}[1]");
        let detail = ask(json!([HEAT, NOBODY])).await.problem(422, "unknown_movie", Some(&place));
        assert_eq!(detail, format!("{place} is 4000000000, which is not a movie in the loaded data"));
        ask(json!(["Heat"])).await.problem(422, "unknown_movie", Some(&format!("{field}[0]")));
        ask(json!([6.5])).await.problem(400, "invalid_field", Some(&format!("{field}[0]")));
        let detail = ask(json!(vec![HEAT; 1_998])).await.problem(400, "too_many_ratings", Some("ratings"));
        assert_eq!(detail, "ratings, liked and seen have 2001 entries; together, at most 2000 are allowed");
    }
}

#[tokio::test]
async fn a_film_that_is_listed_twice_is_excluded_by_either_record() {
    let titles =
        (0..30).map(|id| if id < 2 { "Chasing Amy (1997)".to_owned() } else { format!("Movie {id} (1997)") });
    let movies = (0..).zip(titles).map(|(id, title)| Movie::new(id, &title, Vec::new())).collect();
    let catalogue = Catalogue::build(movies).expect("distinct ids");
    let user_ids = (0..30).map(UserId).collect();
    let interactions = Interactions::checkerboard(30);
    let data = Dataset::new("twice".to_owned(), Provenance::Generated, catalogue, interactions, user_ids);
    let app = TestApp::ready().await;
    app.state.publish(snapshot_of(data, Algorithm::Popularity).expect("a snapshot"));
    let records = async |asked: Value| {
        let list = app.post(PATH, asked).await.ok();
        let rows = list["recommendations"].as_array().expect("rows").clone();
        rows.iter().filter(|row| row["movie"]["title"] == "Chasing Amy").count()
    };
    assert_eq!(records(json!({"seen": [7], "limit": 100})).await, 1);
    for record in [0, 1] {
        assert_eq!(records(json!({"seen": [7], "exclude": [record], "limit": 100})).await, 0);
        assert_eq!(records(json!({"seen": [record], "limit": 100})).await, 0);
    }
}

#[tokio::test]
async fn a_wrong_option_is_rejected_by_name() {
    let app = TestApp::ready().await;
    let ask = async |field: &str, value: Value| {
        let mut asked = json!({"ratings": ratings()});
        asked[field] = value;
        app.post(PATH, asked).await
    };
    let detail = ask("algorithm", json!("magic")).await.problem(422, "unknown_algorithm", Some("algorithm"));
    assert_eq!(
        detail,
        "algorithm is `magic`; it must be one of blend, ease, ials, user-knn, kmeans, popularity"
    );
    ask("limit", json!(0)).await.problem(400, "limit_out_of_range", Some("limit"));
    ask("limit", json!(101)).await.problem(400, "limit_out_of_range", Some("limit"));
    ask("limit", json!("20")).await.problem(400, "invalid_field", Some("limit"));
    ask("exclude", json!([-6])).await.problem(400, "invalid_field", Some("exclude[0]"));
    ask("colour", json!("red")).await.problem(400, "invalid_field", Some("colour"));
}

#[tokio::test]
async fn a_body_that_is_not_json_is_rejected() {
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
    assert_eq!(detail, "ratings, liked and seen have 2001 entries; together, at most 2000 are allowed");
}

#[tokio::test]
async fn models_are_listed_with_the_data_they_learned_from() {
    let app = TestApp::ready().await;
    let list = app.get("/api/v1/models").await.ok();
    let names: Vec<_> =
        list["models"].as_array().expect("models").iter().map(|m| m["algorithm"].clone()).collect();
    assert_eq!(names, ["blend", "ease", "ials", "user-knn", "kmeans", "popularity"]);
    let defaults: Vec<_> =
        list["models"].as_array().expect("models").iter().map(|m| m["is_default"].clone()).collect();
    assert_eq!(defaults, [true, false, false, false, false, false]);
    assert_eq!(list["models"][4]["title"], "K-means");
    let data =
        json!({"name": "sample", "is_sample": true, "n_users": 2500, "n_movies": 1730, "n_ratings": 200_000});
    assert_eq!(list["data"], data);
}
