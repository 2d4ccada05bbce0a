//! A small file of each service, as it or its exporter writes it, with rows that are not movies and rows that say nothing.

use super::tests::{import, rated};
use super::*;

const SEEN: Mark = Mark::Watched;

/// What is taken as `(row, movie id, mark)`, and how many rows are proposed and left out; every row is in one place.
fn taken(text: &str, file_name: &str) -> (Vec<(u64, u32, Mark)>, usize, usize) {
    let (report, matched) = import(text, file_name);
    let n = report.matched.len() + report.n_repeated + report.proposed.len() + report.unmatched.len();
    assert_eq!(report.n_rows, n, "{text}");
    (matched, report.proposed.len(), report.unmatched.len())
}

fn scale(text: &str) -> String {
    match import(text, "").0.notes.as_slice() {
        [Note::Scale(scale)] => scale.clone(),
        notes => format!("{notes:?}"),
    }
}

#[test]
fn tmdb() {
    let csv = "TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated\n\
        113278,tt0113277,movie,Heat,1995-12-15,,,8.4,8.5,2024-01-15\n\
        113278,tt1520211,tv,The Walking Dead,2010-10-31,,,8.1,9.0,2024-01-20\n\
        ,,movie,Se7en,1995-09-22,,,8.4,0.5,2024-01-15\n";
    assert_eq!(taken(csv, "ratings.csv"), (vec![(2, 6, rated(9)), (4, 47, rated(1))], 0, 1));
    assert_eq!(scale(csv), "0.5..10");
    let list = "TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated\n\
        113278,tt0113277,movie,Heat,1995-12-15,,,8.4,,\n";
    assert_eq!(taken(list, "watchlist.csv").0, [(2, 6, Mark::Watchlist)]);
    let api = r#"{"page":1,"results":[
        {"id":113278,"title":"Heat","original_title":"Heat","release_date":"1995-12-15","rating":8.5,"vote_average":7.9},
        {"id":113278,"name":"Dark","original_name":"Dark","first_air_date":"2017-12-01","rating":9},
        5],"total_pages":1}"#;
    assert_eq!(taken(api, ""), (vec![(1, 6, rated(9))], 0, 2));
}

#[test]
fn simkl() {
    let csv = "SIMKL_ID,Title,Type,Year,Watchlist,LastEpWatched,WatchedDate,Rating,Memo,TVDB,TMDB,IMDB\n\
        9002,Heat,movie,1995,completed,,2024-01-04,7,,,113278,tt0113277\n\
        1029,Heat,tv,1995,completed,S05E16,18-12-2023 21:50:41,10,,81189,113278,tt0113277\n\
        9003,Se7en,movie,1995,plantowatch,,,,,,,tt0114369\n\
        9004,The Matrix,movie,1999,completed,,,,,,,tt0133093\n\
        9005,Kill Bill: Vol. 1,movie,2003,dropped,,,,,,,\n";
    assert_eq!(taken(csv, ""), (vec![(2, 6, rated(7)), (4, 47, Mark::Watchlist), (5, 2571, SEEN)], 0, 2));
    let json = r#"{"shows":[{"status":"completed","user_rating":10,"show":{"title":"Heat","year":1995,"ids":{"tmdb":"113278"}}}],
        "movies":[{"last_watched_at":"2024-01-01T00:00:00Z","user_rating":8,"status":"completed",
            "movie":{"title":"Heat","year":1995,"ids":{"simkl":2,"tmdb":"113278","imdb":"tt0113277"}}},
          {"added_to_watchlist_at":"2024-01-01T00:00:00Z","user_rating":null,"status":"plantowatch",
            "movie":{"title":"Se7en","year":1995,"ids":{"imdb":"tt0114369"}}}],"anime":[]}"#;
    assert_eq!(taken(json, ""), (vec![(2, 6, rated(8)), (3, 47, Mark::Watchlist)], 0, 1));
}

#[test]
fn criticker() {
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<recentratings><film><filmid>1</filmid><filmname>Se7en (1995)</filmname>\
        <img>x</img><filmyear>1995</filmyear><rating>92</rating><quote>dark &amp; wet</quote>\
        <reviewdate>Jan 1 2020, 10:00</reviewdate><tier>10</tier><imdbid>tt0114369</imdbid></film>\
        <film><filmname>Kill Bill: Vol. 1 (2003)</filmname><rating>0</rating></film>\
        <film><filmname>Heat (1995)</filmname><rating>101x</rating></film></recentratings>";
    assert_eq!(taken(xml, ""), (vec![(1, 47, rated(9)), (2, 6874, rated(1))], 0, 1));
    assert_eq!(scale(xml), "0..100");
    let csv =
        "Score,Film ID,Film Name,Year,Date Rated,IMDB ID\n92,1,Se7en (1995),1995,2020-01-01,tt0114369\n";
    assert_eq!(taken(csv, ""), (vec![(2, 47, rated(9))], 0, 0));
    assert!(tests::rejection(b"<recentratings><film>").contains("it breaks off"));
}

#[test]
fn yamtrack() {
    let csv = "media_id,source,media_type,title,image,season_number,episode_number,score,status,notes,start_date,end_date,progress,created_at,progressed_at\n\
        133094,tmdb,movie,The Matrix,,,,8.5,Completed,,,2024-01-15,,,\n\
        133094,tmdb,tv,Game of Thrones,,,,9,Completed,,,,,,\n\
        114370,tmdb,movie,Se7en,,,,,Planning,,,,,,\n113278,tmdb,movie,Heat,,,,,Completed,,,,,,\n\
        1,manual,movie,Heat,,,,,Dropped,,,,,,\n";
    assert_eq!(taken(csv, ""), (vec![(2, 2571, rated(9)), (4, 47, Mark::Watchlist), (5, 6, SEEN)], 0, 2));
}

#[test]
fn movary() {
    let ratings = "title,year,tmdbId,imdbId,userRating\nThe Matrix,1999,133094,tt0133093,9\n";
    assert_eq!(taken(ratings, "ratings.csv"), (vec![(2, 2571, rated(9))], 0, 0));
    let history = "title,year,tmdbId,imdbId,watchedAt,comment\nHeat,1995,,tt0113277,2024-01-02,\nHeat,1995,,tt0113277,,\n";
    assert_eq!(taken(history, "history.csv"), (vec![(2, 6, SEEN)], 0, 0));
    let list = "title,year,tmdbId,imdbId,addedAt\nHeat,1995,,tt0113277,2024-01-02\n";
    assert_eq!(taken(list, "watchlist.csv").0, [(2, 6, Mark::Watchlist)]);
}

#[test]
fn jellyfin() {
    let play = |at: &str, user: &str, kind: &str, name: &str, seconds: &str| {
        format!("{at}\t{user}\tabcdef\t{kind}\t{name}\tDirectPlay\tJellyfin Web\tChrome\t{seconds}\n")
    };
    let backup = [
        play("2024-01-05 20:11:00.1234567", "0123456789abcdef", "Movie", "The Matrix", "10200"),
        play("2024-01-06 20:11:00", "0123456789abcdef", "Episode", "Dark - s01e01 - Heat", "3000"),
        play("2024-01-06 20:11:00", "0123456789abcdef", "Movie", "Se7en", "30"),
        play("2024-01-06 20:11:00", "0123456789abcdef", "Movie", "Kill Bill: Vol. 1", "400"),
        play("2024-01-06 21:11:00", "0123456789abcdef", "Movie", "Kill Bill: Vol. 1", "400"),
    ];
    assert_eq!(taken(&backup.concat(), ""), (vec![(1, 2571, SEEN), (5, 6874, SEEN)], 0, 2));
    let other = play("2024-01-06 20:11:00", "ffff", "Movie", "Heat", "3000");
    let several = tests::rejection((backup.concat() + &other).as_bytes());
    assert!(several.contains("several people"), "{several}");
    let items = r#"{"Items":[
        {"Name":"Heat","Type":"Movie","ProductionYear":1995,"ProviderIds":{"Imdb":"tt0113277"},
            "UserData":{"Played":true,"PlayCount":1,"IsFavorite":false,"LastPlayedDate":"2024-01-05T20:11:00.0000000Z"}},
        {"Name":"Se7en","Type":"Movie","ProductionYear":1995,"UserData":{"Played":false,"IsFavorite":false}},
        {"Name":"Dark","Type":"Series","UserData":{"Played":true}}],"TotalRecordCount":3}"#;
    assert_eq!(taken(items, ""), (vec![(1, 6, SEEN)], 0, 2));
}

#[test]
fn tautulli() {
    let json = r#"{"response":{"result":"success","data":{"recordsTotal":3,"data":[
        {"date":1704484260,"user":"ann","media_type":"movie","full_title":"The Matrix","title":"The Matrix","year":1999,
            "percent_complete":97,"watched_status":1},
        {"date":1704484260,"user":"ann","media_type":"movie","full_title":"Heat","year":1995,"percent_complete":12,"watched_status":0},
        {"date":1704484260,"user":"ann","media_type":"episode","full_title":"Dark - Heat","title":"Heat","year":1995,"watched_status":1}]}}}"#;
    assert_eq!(taken(json, ""), (vec![(1, 2571, SEEN)], 0, 2));
    let (report, _) = import(json, "");
    assert_eq!(report.matched[0].at, Some(1_704_484_260));
    let csv = "date,friendly_name,media_type,full_title,year,percent_complete,watched_status\n\
        2024-01-05,ann,movie,Heat,1995,99,1\n2024-01-05,bob,movie,Heat,1995,99,1\n";
    assert!(tests::rejection(csv.as_bytes()).contains("several people (such as ann, bob)"));
}

#[test]
fn kodi() {
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\" ?>\n<videodb><version>1</version>\
        <movie><title>Heat</title><userrating>8</userrating><playcount>2</playcount><rating>7.9</rating>\
        <uniqueid type=\"imdb\" default=\"true\">tt0113277</uniqueid><year>1995</year></movie>\
        <movie><title>Se7en</title><userrating>0</userrating><playcount>1</playcount><year>1995</year></movie>\
        <movie><title>The Matrix</title><playcount>0</playcount><year>1999</year></movie>\
        <tvshow><title>Heat</title><userrating>9</userrating></tvshow></videodb>";
    assert_eq!(taken(xml, ""), (vec![(1, 6, rated(8)), (2, 47, SEEN)], 0, 2));
    let nfo = "<movie><title>Kill Bill: Vol. 1</title><userrating>7</userrating><premiered>2003-10-10</premiered></movie>";
    assert_eq!(taken(nfo, "movie.nfo"), (vec![(1, 6874, rated(7))], 0, 0));
    let laughs = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><movie><title>&b;Heat</title><userrating>7</userrating>\
        <year>1995</year></movie>";
    assert_eq!(taken(laughs, "").0, [(1, 6, rated(7))], "no entity of a file's own is resolved");
}

#[test]
fn douban() {
    let script = "标题,个人评分,打分日期,我的短评,上映日期,制片国家,条目链接\n\
        七宗罪 / Se7en,5,2015-05-01,好,1995-09-22(美国),美国,https://movie.douban.com/subject/1292223/\n\
        Heat,4,2015-05-01,,1995-12-15,美国,https://book.douban.com/subject/1/\n";
    assert_eq!(taken(script, ""), (vec![(2, 47, rated(10))], 0, 1));
    let extension = "标题,简介,豆瓣评分,链接,创建时间,我的评分,标签,评论\n\
        七宗罪 / Se7en,1995 / 美国 / 犯罪 悬疑 / 大卫·芬奇,8.8,https://movie.douban.com/subject/1292223/,2015-05-01,,,\n";
    assert_eq!(taken(extension, "想看.csv").0, [(2, 47, Mark::Watchlist)]);
    assert_eq!(taken(extension, "看过.csv").0, [(2, 47, SEEN)]);
    assert!(tests::rejection(extension.as_bytes()).contains("name the list"));
}

#[test]
fn prime_video() {
    let csv = "Date Watched,Type,Title,Episode Title,Global Title Identifier,Episode Global Title Identifier,Path,Episode Path,Image URL\n\
        2024-01-15,Movie,The Matrix,,abc123,,/path/1,,https://example.com/matrix.jpg\n\
        2024-01-16,Series,Heat,Pilot,abc124,x,/path/2,,\n";
    assert_eq!(taken(csv, ""), (vec![(2, 2571, SEEN)], 0, 1));
    let german =
        "Datum angesehen,Typ,Titel,Folge\n2024-01-15,Film,The Matrix,\n2024-01-16,Serie,Heat,Pilot\n";
    assert_eq!(taken(german, ""), (vec![(2, 2571, SEEN)], 0, 1));
}

#[test]
fn letterboxds_own_lists() {
    let list = "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2021-11-06,Watched,\"a, b\",x,\"Two\nlines\"\n\n\
        Position,Name,Year,URL,Description\n1,Heat,1995,https://boxd.it/2a9q,\n2,Se7en,1995,x,Still holds up\n";
    assert!(tests::rejection(list.as_bytes()).contains("name the list"), "whatever it is called");
    let options = ImportOptions { list: Some(Mark::Watched), ..ImportOptions::default() };
    let export = read_export(list.as_bytes(), &options).expect("read");
    let rows: Vec<_> = export.entries.iter().map(|entry| (entry.row, entry.title.as_str())).collect();
    assert_eq!(rows, [(7, "Heat"), (8, "Se7en")]);
}

#[test]
fn what_the_page_writes_for_letterboxd_comes_back() {
    for header in ["Title,Year,imdbID,Rating", "Title,Year,imdbID,Rating10"] {
        let rating = if header.ends_with("10") { "9" } else { "4.5" };
        let csv = format!("{header}\r\nHeat,1995,tt0113277,{rating}\r\nThe Matrix,1999,,\r\n");
        assert_eq!(taken(&csv, ""), (vec![(2, 6, rated(9)), (3, 2571, SEEN)], 0, 0), "{header}");
    }
}
