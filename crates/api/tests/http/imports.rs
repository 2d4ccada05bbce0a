//! What visitors bring from elsewhere, and what they take away.

use crate::app::{Answer, HEAT, JUMANJI, MATRIX, TestApp};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use cinephile_data::{ItemId, Stars};
use cinephile_store::{MovieList, NewContents, NewListedMovie, NewRating, Token};
use serde_json::{Value, json};

const ME: &str = "/api/v1/profiles/me";
const LETTERBOXD: &str = "Date,Name,Year,Letterboxd URI,Rating\n\
    2024-05-01,Heat,1995,https://boxd.it/2a,4.5\n\
    2024-05-02,\"Matrix, The\",1998,https://boxd.it/2b,3\n\
    2024-05-03,Nobody Knows This,2001,https://boxd.it/2c,3\n";

async fn upload(app: &TestApp, token: Option<&str>, path: &str, kind: &str, file: impl Into<Body>) -> Answer {
    let request = Request::post(path).header("content-type", kind);
    let request = token
        .into_iter()
        .fold(request, |request, token| request.header("authorization", format!("Bearer {token}")));
    app.send(request.body(file.into()).expect("a request")).await
}

#[tokio::test]
async fn an_export_is_read_without_keeping_anything() {
    let app = TestApp::ready().await;
    let found = upload(&app, None, "/api/v1/imports", "application/vnd.ms-excel", LETTERBOXD).await.ok();
    let report = &found["report"];
    let counts = ["service", "n_rows", "n_matched", "n_repeated", "n_proposed", "n_unmatched"];
    let expected = [json!("letterboxd"), json!(3), json!(1), json!(0), json!(1), json!(1)];
    assert_eq!(counts.map(|name| report[name].clone()), expected);
    let doubt = &report["proposed"][0];
    assert_eq!(
        (&doubt["row"], &doubt["reason"], &doubt["movie"]["id"], &doubt["stars"], &doubt["list"]),
        (&json!(3), &json!("year_differs"), &json!(MATRIX), &json!(3.0), &json!(null))
    );
    assert_eq!(report["notes"][0]["detail"], "the ratings were read on the scale 0.5..5");
    let miss = &report["unmatched"][0];
    assert_eq!(
        (&miss["row"], &miss["title"], &miss["reason"]),
        (&json!(4), &json!("Nobody Knows This"), &json!("no_such_movie"))
    );
    let ratings = found["ratings"].as_array().expect("ratings");
    let simple: Vec<_> = ratings
        .iter()
        .map(|r| (r["movie"]["id"].clone(), r["stars"].clone(), r["rated_at"].clone()))
        .collect();
    assert_eq!(simple, [(json!(HEAT), json!(4.5), json!("2024-05-01T00:00:00Z"))]);
    let accepted = upload(&app, None, "/api/v1/imports?accept=3", "text/csv", LETTERBOXD).await.ok();
    assert_eq!(
        (&accepted["ratings"][0]["movie"]["id"], &accepted["report"]["n_proposed"]),
        (&json!(MATRIX), &json!(0))
    );
    let wrong = upload(&app, None, "/api/v1/imports?accept=2", "text/csv", LETTERBOXD).await;
    let detail = wrong.problem(400, "invalid_field", Some("accept"));
    assert_eq!(detail, "accept names row 2, which is not a proposed row");
    let wrong = upload(&app, None, "/api/v1/imports?accept=x", "text/csv", LETTERBOXD).await;
    wrong.problem(400, "invalid_field", Some("accept"));
    let counts = app.store.counts().await.expect("counts");
    assert_eq!((counts.n_profiles, counts.n_ratings), (0, 0));

    let list = "Date,Name,Year,Letterboxd URI\n2024-05-01,Jumanji,1995,x\n";
    let found = upload(&app, None, "/api/v1/imports?file_name=watchlist.csv", "text/csv", list).await.ok();
    assert_eq!(found["listed"][0]["list"], "watchlist");
    assert_eq!(found["listed"][0]["movie"]["id"], JUMANJI);
}

#[tokio::test]
async fn an_unreadable_file_is_rejected_with_a_reason() {
    let app = TestApp::ready().await;
    let send =
        async |kind: &'static str, file: Vec<u8>| upload(&app, None, "/api/v1/imports", kind, file).await;
    for file in [&b"name,colour\nann,red\n"[..], b"", b"{\"a\": 1}", b"[{\"rating\": \"x\"}]"] {
        let detail = send("text/csv", file.to_vec()).await.problem(422, "unreadable_import", None);
        assert!(detail.contains("accepted files are Letterboxd's ratings.csv"), "{detail}");
    }
    let damaged = send("application/zip", b"PK\x03\x04zip".to_vec()).await;
    assert!(damaged.problem(422, "unreadable_import", None).contains("the archive cannot be read"));
    let detail = send("multipart/mixed; boundary=x", LETTERBOXD.into()).await;
    let detail = detail.problem(415, "unsupported_media_type", None);
    assert!(detail.contains("send the file itself"), "{detail}");
    send("multipart/form-data", LETTERBOXD.into()).await.problem(415, "unsupported_media_type", None);
    send("multipart/form-data; boundary=x", LETTERBOXD.into()).await.problem(422, "unreadable_import", None);
    let large = send("text/csv", vec![b'a'; 50 * 1024 * 1024 + 1]).await;
    assert_eq!(
        large.problem(413, "body_too_large", None),
        "the body is larger than the limit of 52428800 bytes"
    );
    let nobody = "0".repeat(64);
    let path = format!("{ME}/imports");
    upload(&app, Some(&nobody), &path, "text/csv", LETTERBOXD).await.problem(401, "unauthorized", None);
    upload(&app, None, &path, "text/csv", LETTERBOXD).await.problem(401, "unauthorized", None);
}

#[tokio::test]
async fn several_files_and_an_archive_are_one_import() {
    let app = TestApp::ready().await;
    let watched = "Date,Name,Year,Letterboxd URI\n2024-05-01,Jumanji,1995,x\n2024-05-01,Heat,1995,x\n";
    let part = |name: &str, text: &str| {
        format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{text}\r\n"
        )
    };
    let parts = [
        part("profile.csv", "Username\nann\n"),
        part("ratings.csv", LETTERBOXD),
        part("watched.csv", watched),
    ];
    let form = format!("{}--edge--\r\n", parts.concat());
    let kind = "multipart/form-data; boundary=edge";
    let found = upload(&app, None, "/api/v1/imports", kind, form.clone()).await.ok();
    let report = &found["report"];
    let counts = ["n_rows", "n_matched", "n_repeated", "n_proposed", "n_unmatched"];
    assert_eq!(counts.map(|name| report[name].as_u64()), [5, 2, 1, 1, 1].map(Some));
    let files: Vec<_> =
        report["files"].as_array().expect("files").iter().map(|f| (&f["name"], &f["n_rows"])).collect();
    let (ratings, watched, profile) = (json!("ratings.csv"), json!("watched.csv"), json!("profile.csv"));
    assert_eq!(files, [(&ratings, &json!(3)), (&watched, &json!(2)), (&profile, &json!(0))]);
    assert!(report["files"][2]["skipped"].as_str().expect("a reason").starts_with("unknown header"));
    assert_eq!((&report["proposed"][0]["file"], &report["proposed"][0]["row"]), (&json!(1), &json!(3)));
    let token = app.new_visitor().await;
    let path = format!("{ME}/imports?accept=1:3");
    let added = upload(&app, Some(&token), &path, kind, form.clone()).await.ok();
    assert_eq!((&added["n_ratings_written"], &added["n_listed"]), (&json!(2), &json!(1)));
    let wrong = upload(&app, None, "/api/v1/imports?accept=2:3", kind, form).await;
    let detail = wrong.problem(400, "invalid_field", Some("accept"));
    assert_eq!(detail, "accept names row 2:3, which is not a proposed row");
}

#[tokio::test]
async fn a_rating_without_a_date_does_not_replace_one_in_the_profile() {
    let app = TestApp::ready().await;
    let token = app.new_visitor().await;
    let put = app.as_visitor(&token, Method::PUT, &format!("{ME}/ratings/{HEAT}"), "{\"stars\": 1}").await;
    assert_eq!(put.status, StatusCode::NO_CONTENT);
    let undated = "Title,Year,imdbID,Rating10\nHeat,1995,,9\nJumanji,1995,,6\n";
    let imports = format!("{ME}/imports");
    let added = upload(&app, Some(&token), &imports, "text/csv", undated).await.ok();
    assert_eq!((&added["n_ratings_written"], &added["n_ratings_kept"]), (&json!(1), &json!(1)));
    let list = app.as_visitor(&token, Method::GET, &format!("{ME}/ratings"), "").await.ok();
    let of = |id: u32| {
        list["ratings"]
            .as_array()
            .expect("ratings")
            .iter()
            .find(|r| r["movie_id"] == id)
            .map(|r| r["stars"].clone())
    };
    assert_eq!((of(HEAT), of(JUMANJI)), (Some(json!(1.0)), Some(json!(3.0))));
}

#[tokio::test]
async fn what_a_file_leaves_open_is_asked_by_the_name_of_a_parameter() {
    let app = TestApp::ready().await;
    let several = "userId,movieId,rating,timestamp\n1,6,4.5,100\n2,6,2,100\n";
    let ten = "Date,Name,Year,Letterboxd URI,Rating\n2024-05-01,Heat,1995,x,9\n2024-05-02,Jumanji,1995,x,4\n";
    let list = "Date,Name,Year,Letterboxd URI\n2024-05-01,Heat,1995,x\n";
    for (file, field, answer) in
        [(several, "profile", "2"), (ten, "scale", "1..10"), (list, "list", "watched")]
    {
        let refused = upload(&app, None, "/api/v1/imports", "text/csv", file).await;
        refused.problem(422, "unreadable_import", Some(field));
        let problem: Value = serde_json::from_slice(&refused.body).expect("JSON");
        assert_eq!(problem["choices"], if field == "profile" { json!(["1", "2"]) } else { Value::Null });
        let path = format!("/api/v1/imports?{field}={answer}");
        let found = upload(&app, None, &path, "text/csv", file).await.ok();
        assert_eq!(found["report"]["n_rows"].as_u64(), Some(file.lines().count() as u64 - 1), "{field}");
    }
    let found = upload(&app, None, "/api/v1/imports?scale=1..10", "text/csv", ten).await.ok();
    let stars: Vec<_> =
        found["ratings"].as_array().expect("ratings").iter().map(|r| r["stars"].clone()).collect();
    assert_eq!(stars, [json!(2.0), json!(4.5)]);
    let wrong = upload(&app, None, "/api/v1/imports?scale=ten", "text/csv", ten).await;
    assert!(wrong.problem(400, "invalid_field", Some("scale")).contains("such as `1..10`"));
    let unused = upload(&app, None, "/api/v1/imports?list=watched", "text/csv", LETTERBOXD).await;
    unused.problem(422, "unreadable_import", Some("list"));
}

#[tokio::test]
async fn an_import_joins_the_profile_and_its_export_makes_another() {
    let app = TestApp::ready().await;
    let token = app.new_visitor().await;
    let put = app.as_visitor(&token, Method::PUT, &format!("{ME}/ratings/{HEAT}"), "{\"stars\": 1}").await;
    assert_eq!(put.status, StatusCode::NO_CONTENT);
    let imports = format!("{ME}/imports");
    let added = upload(&app, Some(&token), &imports, "text/csv", LETTERBOXD).await.ok();
    let written = |added: &Value| (added["n_ratings_written"].as_u64(), added["n_listed"].as_u64());
    assert_eq!(
        written(&added),
        (Some(0), Some(0)),
        "a newer rating stays, and a doubtful one is only proposed"
    );
    let accepting = format!("{imports}?accept=3");
    let added = upload(&app, Some(&token), &accepting, "text/csv", LETTERBOXD).await.ok();
    assert_eq!(written(&added), (Some(1), Some(0)));
    let watched = "Title,Date\nJumanji,1/31/20\n";
    let added = upload(&app, Some(&token), &imports, "text/csv", watched).await.ok();
    assert_eq!(added["n_listed"], 1);

    let export = async |token: &str, format: &str| {
        app.as_visitor(token, Method::GET, &format!("{ME}/export?format={format}"), "").await
    };
    let json_file = export(&token, "json").await;
    assert_eq!(json_file.header("content-type"), "application/json");
    assert_eq!(json_file.header("content-disposition"), "attachment; filename=\"cinephile-profile.json\"");
    assert_eq!(json_file.header("cache-control"), "no-store");
    let whole = json_file.ok();
    assert_eq!((&whole["ratings"][1]["title"], &whole["ratings"][1]["stars"]), (&json!("Heat"), &json!(1.0)));
    assert_eq!(whole["watched"][0]["at"], "2020-01-31T00:00:00Z");
    assert!(!json_file.text().contains(&token), "the token is not in it");
    let csv_file = export(&token, "csv").await;
    assert_eq!(
        (csv_file.status, csv_file.header("content-type")),
        (StatusCode::OK, "text/csv; charset=utf-8")
    );
    assert!(
        csv_file.text().contains(&format!("\nwatched,{JUMANJI},,,Jumanji,1995,,2020-01-31T00:00:00Z\n")),
        "{}",
        csv_file.text()
    );
    export(&token, "xml").await.problem(400, "invalid_field", Some("format"));

    let without_time = |mut whole: Value| {
        whole["created_at"].take();
        whole["exported_at"].take();
        whole
    };
    for (kind, file) in [("application/json", json_file.body), ("text/csv", csv_file.body)] {
        let other = app.new_visitor().await;
        let added = upload(&app, Some(&other), &imports, kind, file).await.ok();
        assert_eq!((&added["n_ratings_written"], &added["n_listed"]), (&json!(2), &json!(1)));
        assert_eq!(without_time(export(&other, "json").await.ok()), without_time(whole.clone()), "{kind}");
    }
}

/// More than one page of the store, of ratings and of a list.
#[tokio::test]
async fn a_large_profile_is_exported_piece_by_piece_and_whole() {
    let app = TestApp::ready().await;
    let token = app.new_visitor().await;
    let all: Vec<u32> = (1..=1_200).rev().collect();
    let stored: Vec<NewRating> = all
        .iter()
        .map(|&id| NewRating {
            item: ItemId(id),
            stars: Stars::from_half_stars(7).expect("1 to 10"),
            rated_at: Some(i64::from(id)),
        })
        .collect();
    let listed = all.iter().map(|&id| NewListedMovie {
        list: MovieList::Skipped,
        item: ItemId(id),
        added_at: Some(5),
    });
    let contents = NewContents { ratings: stored, listed: listed.collect(), ..NewContents::default() };
    let parsed = Token::parse(&token).expect("a token");
    app.store.add_contents(&parsed, contents).await.expect("kept");
    let whole = app.as_visitor(&token, Method::GET, &format!("{ME}/export"), "").await.ok();
    for part in ["ratings", "skipped"] {
        let exported: Vec<_> =
            whole[part].as_array().expect("a list").iter().map(|m| m["movie_id"].as_u64()).collect();
        let mut expected: Vec<_> = all.iter().map(|&id| Some(u64::from(id))).collect();
        expected.sort_unstable();
        assert_eq!(exported, expected, "{part}");
    }
    let csv = app.as_visitor(&token, Method::GET, &format!("{ME}/export?format=csv"), "").await.text();
    assert_eq!(csv.lines().count(), 1 + 2 * all.len());
    assert_eq!(csv.matches("list,movie_id").count(), 1);
}

#[tokio::test]
async fn many_ratings_go_in_together_or_not_at_all() {
    let app = TestApp::ready().await;
    let token = app.new_visitor().await;
    let post = async |body: Value| {
        app.as_visitor(&token, Method::POST, &format!("{ME}/ratings"), &body.to_string()).await
    };
    let good = json!({"ratings": [{"movie_id": HEAT, "stars": 4.5}, {"movie_id": MATRIX, "stars": 2}]});
    assert_eq!(post(good).await.status, StatusCode::NO_CONTENT);
    let bad = json!({"ratings": [{"movie_id": JUMANJI, "stars": 4}, {"movie_id": HEAT, "stars": 7}]});
    post(bad).await.problem(400, "stars_out_of_range", Some("ratings[1].stars"));
    post(json!({"ratings": []})).await.problem(400, "no_ratings", Some("ratings"));
    let list = app.as_visitor(&token, Method::GET, &format!("{ME}/ratings"), "").await.ok();
    let stars: Vec<_> = list["ratings"]
        .as_array()
        .expect("ratings")
        .iter()
        .map(|r| (r["movie_id"].clone(), r["stars"].clone()))
        .collect();
    assert_eq!(stars.len(), 2);
    assert!(
        stars.contains(&(json!(HEAT), json!(4.5))) && stars.contains(&(json!(MATRIX), json!(2.0))),
        "{stars:?}"
    );
}
