//! Lists of chosen movies only, and lists without some: `only`, `exclude` and `exclude_genres`.

use crate::app::{GOLDENEYE, HEAT, JUMANJI, MATRIX, NOBODY, TestApp, snapshot_of};
use axum::http::Method;
use cinephile_data::{Catalogue, Dataset, Interactions, Movie, Provenance, UserId};
use cinephile_models::Algorithm;
use serde_json::{Value, json};

const LIST: &str = "/api/v1/recommendations";
const COMPARISON: &str = "/api/v1/comparisons";
const GROUP: &str = "/api/v1/groups/recommendations";
const MINE: &str = "/api/v1/profiles/me/recommendations";

fn ratings() -> Value {
    json!([{"movie_id": HEAT, "stars": 5}, {"movie_id": GOLDENEYE, "stars": 3.5}, {"movie_id": JUMANJI, "stars": 0.5}])
}

fn ids(rows: &Value) -> Vec<u32> {
    let id = |row: &Value| u32::try_from(row["movie"]["id"].as_u64().expect("an id")).expect("small");
    rows.as_array().expect("rows").iter().map(id).collect()
}

async fn list(app: &TestApp, mut wishes: Value) -> Value {
    wishes["ratings"] = ratings();
    app.post(LIST, wishes).await.ok()
}

#[tokio::test]
async fn only_ranks_what_is_chosen_in_the_plain_order() {
    let app = TestApp::ready().await;
    let all = ids(&list(&app, json!({"limit": 100})).await["recommendations"]);
    // Turned around, one of them twice, with one that was rated and two that nobody has.
    let mut only: Vec<u32> = all.iter().step_by(7).copied().rev().collect();
    let expected: Vec<u32> = all.iter().step_by(7).copied().collect();
    only.extend([HEAT, NOBODY, all[0], NOBODY - 1, NOBODY]);
    let found = list(&app, json!({"only": only, "limit": 100})).await;
    assert_eq!(ids(&found["recommendations"]), expected);
    assert_eq!(found["unknown_ids"], json!({"only": 2, "exclude": 0}));

    let fewer = list(&app, json!({"only": only, "exclude": [expected[1], NOBODY], "limit": 3})).await;
    assert_eq!(ids(&fewer["recommendations"]), [expected[0], expected[2], expected[3]]);
    assert_eq!(fewer["unknown_ids"], json!({"only": 2, "exclude": 1}));
    for steered in [json!({"only": only, "diversity": 0.5}), json!({"only": only, "popularity": -1})] {
        let steered = ids(&list(&app, steered).await["recommendations"]);
        assert!(steered.len() == expected.len() && steered.iter().all(|id| expected.contains(id)));
    }
}

#[tokio::test]
async fn an_empty_choice_has_no_recommendations_and_none_at_all_has_all() {
    let app = TestApp::ready().await;
    for only in [json!([]), json!([NOBODY]), json!([HEAT])] {
        let found = list(&app, json!({"only": only, "explain": true})).await;
        assert_eq!(found["recommendations"], json!([]), "{only}");
    }
    let plain = list(&app, json!({})).await;
    assert_eq!(list(&app, json!({"only": null})).await, plain);
    assert_eq!(plain["recommendations"].as_array().map(Vec::len), Some(20));
}

#[tokio::test]
async fn excluded_genres_are_left_out_of_the_plain_order() {
    let app = TestApp::ready().await;
    let has = |row: &Value, genre: &str| {
        row["movie"]["genres"].as_array().is_some_and(|genres| genres.iter().any(|name| name == genre))
    };
    let all = list(&app, json!({"limit": 100})).await;
    let kept: Vec<u64> = all["recommendations"]
        .as_array()
        .expect("rows")
        .iter()
        .filter(|row| !has(row, "Drama") && !has(row, "Comedy"))
        .map(|row| row["movie"]["id"].as_u64().expect("an id"))
        .collect();
    assert!(!kept.is_empty() && kept.len() < 100);
    let found = list(&app, json!({"exclude_genres": ["drama", "Comedy"], "limit": 100})).await;
    let found: Vec<u64> = ids(&found["recommendations"]).into_iter().map(u64::from).collect();
    assert_eq!(found[..kept.len()], kept);
    assert_eq!(
        list(&app, json!({"genres": ["Drama"], "exclude_genres": ["Drama"]})).await["recommendations"],
        json!([])
    );
    let wrong = json!({"ratings": ratings(), "exclude_genres": ["Drama", "Dramma"]});
    app.post(LIST, wrong).await.problem(422, "unknown_genre", Some("exclude_genres[1]"));
    let many = json!({"ratings": ratings(), "exclude_genres": vec!["Drama"; 51]});
    app.post(LIST, many).await.problem(400, "value_out_of_range", Some("exclude_genres"));
}

#[tokio::test]
async fn every_list_takes_a_choice() {
    let app = TestApp::ready().await;
    let token = app.new_visitor().await;
    let rated = json!({"ratings": ratings()}).to_string();
    app.as_visitor(&token, Method::POST, "/api/v1/profiles/me/ratings", &rated).await;
    let all = ids(&list(&app, json!({"limit": 100})).await["recommendations"]);
    let choice =
        json!({"only": [all[30], all[10], all[20], NOBODY], "exclude": [all[10], NOBODY, NOBODY - 1]});
    let with = |own: Value| {
        let mut asked = choice.clone();
        asked.as_object_mut().expect("an object").extend(own.as_object().expect("an object").clone());
        asked
    };
    let unknown = json!({"only": 1, "exclude": 2});
    let both = [all[20], all[30]];

    let stateless = list(&app, choice.clone()).await;
    assert_eq!(ids(&stateless["recommendations"]), both);
    let mine = app.as_visitor(&token, Method::POST, MINE, &choice.to_string()).await.ok();
    assert_eq!(mine, stateless);

    let algorithms = json!(["blend", "popularity"]);
    let compared =
        app.post(COMPARISON, with(json!({"ratings": ratings(), "algorithms": algorithms}))).await.ok();
    for list in compared["lists"].as_array().expect("lists") {
        let mut found = ids(&list["recommendations"]);
        found.sort_unstable_by_key(|id| all.iter().position(|other| other == id));
        assert_eq!(found, both);
    }
    assert_eq!((&compared["unknown_ids"], &compared["overlap"]["n_shared"]), (&unknown, &json!(2)));
    let without =
        json!({"ratings": ratings(), "algorithms": algorithms, "exclude_genres": ["Drama"], "only": all});
    for list in app.post(COMPARISON, without).await.ok()["lists"].as_array().expect("lists") {
        assert!(!list["recommendations"].to_string().contains("\"Drama\""));
    }

    let people = json!([{"ratings": ratings()}, {"ratings": [{"movie_id": MATRIX, "stars": 4}]}]);
    let group = app.post(GROUP, with(json!({"people": people}))).await.ok();
    let mut found = ids(&group["recommendations"]);
    found.sort_unstable_by_key(|id| all.iter().position(|other| other == id));
    assert_eq!((found, &group["unknown_ids"]), (both.to_vec(), &unknown));
}

#[tokio::test]
async fn twenty_thousand_ids_are_taken_and_one_more_is_not() {
    let app = TestApp::ready().await;
    let longest: Vec<u32> = (0..20_000).map(|id| NOBODY + id).collect();
    let asked = json!({"ratings": ratings(), "only": longest, "exclude": longest});
    let indented = serde_json::to_string_pretty(&asked).expect("JSON");
    let found = app.post(LIST, indented).await.ok();
    assert_eq!(found["unknown_ids"], json!({"only": 20_000, "exclude": 20_000}));
    for field in ["only", "exclude"] {
        let mut asked = json!({"ratings": ratings()});
        asked[field] = json!(vec![MATRIX; 20_001]);
        let detail = app.post(LIST, asked).await.problem(400, "too_many_ratings", Some(field));
        assert_eq!(detail, format!("{field} has 20001 entries; at most 20000 are allowed"));
    }
}

/// Thirty movies, of which the first two are one film; the others have ids elsewhere.
async fn with_other_ids() -> TestApp {
    let movies = (0..30_u32).map(|id| {
        let title = if id < 2 { "Chasing Amy (1997)".to_owned() } else { format!("Movie {id} (1997)") };
        let (imdb_id, tmdb_id) =
            if id < 2 { (Some(118_842), Some(2_255)) } else { (Some(id), Some(1_000 + id)) };
        let source_id = (id == 20).then(|| "B000067JF3".to_owned());
        Movie { imdb_id, tmdb_id, source_id, ..Movie::new(id, &title, Vec::new()) }
    });
    let catalogue = Catalogue::build(movies.collect()).expect("distinct ids");
    let user_ids = (0..30).map(UserId).collect();
    let interactions = Interactions::checkerboard(30);
    let data = Dataset::new("ids".to_owned(), Provenance::Real, catalogue, interactions, user_ids);
    let app = TestApp::ready().await;
    app.state.publish(snapshot_of(data, Algorithm::Popularity).expect("a snapshot"));
    app
}

#[tokio::test]
async fn a_film_is_chosen_by_either_of_its_records() {
    let app = with_other_ids().await;
    for record in [0, 1] {
        let found = app.post(LIST, json!({"seen": [7], "only": [record]})).await.ok();
        assert_eq!(found["recommendations"].as_array().map(Vec::len), Some(1), "{found}");
        let none = app.post(LIST, json!({"seen": [7], "only": [0, 1], "exclude": [record]})).await.ok();
        assert_eq!(none["recommendations"], json!([]));
    }
}

#[tokio::test]
async fn movies_are_found_by_the_ids_of_other_services() {
    let app = with_other_ids().await;
    let find = async |query: &str| {
        let page = app.get(&format!("/api/v1/movies?{query}")).await.ok();
        assert_eq!(page["next_cursor"], Value::Null);
        let id = |movie: &Value| movie["id"].as_u64().expect("an id");
        let mut ids: Vec<u64> = page["movies"].as_array().expect("movies").iter().map(id).collect();
        ids.sort_unstable();
        ids
    };
    assert_eq!(find("imdb_id=tt0000005,7,%20tt0000005,tt9999999").await, [5, 7]);
    assert_eq!(find("tmdb_id=1009,1,2255").await, [0, 1, 9], "all records of a film");
    assert_eq!(find("tmdb_id=1009&imdb_id=tt0118842,12&query=movie").await, [9, 12]);
    assert_eq!(find("imdb_id=tt9999999").await, [0; 0]);
    assert_eq!(find("source_id=B000067JF3,B000067JF4&tmdb_id=1009").await, [9, 20]);
    assert_eq!(app.get("/api/v1/movies/20").await.ok()["source_id"], "B000067JF3");
    assert!(app.get("/api/v1/movies/9").await.ok().get("source_id").is_none());
    let many: Vec<String> = (0..100).map(|id| id.to_string()).collect();
    assert_eq!(find(&format!("imdb_id={}", many.join(","))).await.len(), 28, "no page of twenty");
    let movie = app.get("/api/v1/movies/9").await.ok();
    assert_eq!((&movie["imdb_id"], &movie["tmdb_id"]), (&json!("tt0000009"), &json!(1009)));

    let page = app.get("/api/v1/movies?tmdb_id=1009,1010,1011&sort=title&limit=2").await.ok();
    let cursor = page["next_cursor"].as_str().expect("a cursor");
    let rest = app.get(&format!("/api/v1/movies?tmdb_id=1009,1010,1011&sort=title&cursor={cursor}")).await;
    assert_eq!(rest.movie_ids(), [9]);
    let other = app.get(&format!("/api/v1/movies?tmdb_id=1009&sort=title&cursor={cursor}")).await;
    other.problem(400, "invalid_field", Some("cursor"));
}

#[tokio::test]
async fn requests_name_movies_by_their_ids_of_text_too() {
    let app = with_other_ids().await;
    let asked = |id: Value| json!({"ratings": [{"movie_id": id, "stars": 5}], "only": [7, "B000067JF3", 20], "limit": 5});
    let by_text = app.post(LIST, asked(json!("B000067JF3"))).await.ok();
    let listed = by_text["recommendations"].as_array().expect("a list");
    assert_eq!(listed.len(), 1, "a rated movie is not recommended, whatever it is called: {listed:?}");
    assert_eq!(by_text, app.post(LIST, asked(json!(20))).await.ok());
    let by_text = app.get("/api/v1/onboarding?rated=B000067JF3:5&skipped=7").await.movie_ids();
    assert_eq!(by_text, app.get("/api/v1/onboarding?rated=20:5&skipped=7").await.movie_ids());
    let twice = json!({"ratings": [{"movie_id": 20, "stars": 5}, {"movie_id": "B000067JF3", "stars": 4}]});
    app.post(LIST, twice).await.problem(400, "duplicate_rating", Some("ratings[1].movie_id"));
    let unknown =
        app.post(LIST, asked(json!("B0"))).await.problem(422, "unknown_movie", Some("ratings[0].movie_id"));
    assert_eq!(unknown, "ratings[0].movie_id is `B0`, which is not a movie in the loaded data");
    for wrong in [json!(-1), json!(1.5), json!(""), json!("x".repeat(201)), json!([7]), Value::Null] {
        app.post(LIST, asked(wrong)).await.problem(400, "invalid_field", Some("ratings[0].movie_id"));
    }
}

#[tokio::test]
async fn a_wrong_id_of_another_service_is_rejected_by_name() {
    let app = with_other_ids().await;
    for (field, id) in [
        ("imdb_id", "nm0000134"),
        ("imdb_id", "tt"),
        ("imdb_id", "%2B5"),
        ("tmdb_id", "tt5"),
        ("tmdb_id", "99999999999"),
    ] {
        let answer = app.get(&format!("/api/v1/movies?{field}=5,{id}")).await;
        let detail = answer.problem(400, "invalid_field", Some(field));
        assert!(detail.contains("an id must be"), "{detail}");
    }
    let many = vec!["5"; 60].join(",");
    let answer = app.get(&format!("/api/v1/movies?imdb_id={many}&tmdb_id={many}")).await;
    answer.problem(400, "value_out_of_range", Some("tmdb_id"));
}
