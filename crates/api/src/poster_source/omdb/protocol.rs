//! OMDb's protocol: what to ask, and what the answers mean.
//!
//! OMDb answers 200 or 401 with JSON whose `Response` is `"True"` or `"False"`, and reports limits and wrong keys in the
//! words of `Error`. When it is busy, its proxy answers in HTML.

use cinephile_data::Movie;
use serde::Deserialize;
use url::Url;

/// A poster to ask for: by IMDb id, else by title and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    key: String,
    query: Vec<(&'static str, String)>,
}

impl Wanted {
    pub(super) fn of(movie: &Movie) -> Self {
        if let Some(id) = movie.imdb_id {
            let id = format!("tt{id:07}");
            return Self { key: id.clone(), query: vec![("i", id)] };
        }
        let mut query = vec![("t", movie.title.clone()), ("type", "movie".to_owned())];
        let year = movie.year.map(|year| year.to_string());
        let key = format!("{} ({})", movie.title, year.as_deref().unwrap_or_default());
        query.extend(year.map(|year| ("y", year)));
        Self { key, query }
    }

    /// The key under which the answer is stored.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// The address to ask; holds the API key, so it must not be shown.
    pub(super) fn url(&self, omdb: &Url, api_key: &str) -> Url {
        let mut url = omdb.clone();
        url.query_pairs_mut().extend_pairs(&self.query).append_pair("apikey", api_key);
        url
    }
}

/// The meaning of OMDb's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// There is a picture at this address, which has not been checked yet.
    PosterAt(String),
    /// OMDb does not know the movie or has no picture of it.
    NoPoster,
    /// The day's requests are used up, by OMDb's count.
    LimitReached,
    /// OMDb does not accept the key.
    InvalidKey,
    /// Anything else; not shown, since it may repeat the key.
    Nonsense,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    response: String,
    poster: Option<String>,
    error: Option<String>,
}

/// Reads an answer, whatever status it came with.
pub(super) fn read_answer(body: &[u8]) -> Said {
    let Ok(answer) = serde_json::from_slice::<Answer>(body) else { return Said::Nonsense };
    match (answer.response.as_str(), answer.poster, answer.error) {
        ("True", Some(poster), _) if poster != "N/A" => Said::PosterAt(poster),
        ("True", _, _) => Said::NoPoster,
        ("False", _, Some(error)) => read_error(&error.to_ascii_lowercase()),
        _ => Said::Nonsense,
    }
}

fn read_error(error: &str) -> Said {
    let says = |words: &str| error.contains(words);
    if says("limit reached") {
        Said::LimitReached
    } else if says("api key") {
        Said::InvalidKey
    } else if says("not found") || says("incorrect imdb id") || says("error getting data") {
        Said::NoPoster
    } else {
        Said::Nonsense
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn movie(imdb_id: Option<u32>, year: Option<u16>) -> Movie {
        Movie { year, imdb_id, ..Movie::new(6, "Heat & Dust? (1983)", Vec::new()) }
    }

    #[test]
    fn a_movie_is_asked_for_by_its_id_and_else_by_title_and_year() {
        let omdb: Url = "https://omdb.example/".parse().expect("a URL");
        let url = |movie: &Movie| Wanted::of(movie).url(&omdb, "k&y").to_string();
        assert_eq!(url(&movie(Some(113_277), None)), "https://omdb.example/?i=tt0113277&apikey=k%26y");
        let by_title = "https://omdb.example/?t=Heat+%26+Dust%3F&type=movie&y=1983&apikey=k%26y";
        assert_eq!(url(&movie(None, Some(1983))), by_title);
        let keys = [movie(Some(1), None), movie(None, Some(1983)), movie(None, None)];
        let keys = keys.map(|movie| Wanted::of(&movie).key().to_owned());
        assert_eq!(keys, ["tt0000001", "Heat & Dust? (1983)", "Heat & Dust? ()"]);
    }

    #[test]
    fn every_known_answer_is_understood() {
        let said = |body: &str| read_answer(body.as_bytes());
        let found = r#"{"Title":"Heat","Year":"1995","Poster":"https://m.example/a.jpg","Response":"True"}"#;
        assert_eq!(said(found), Said::PosterAt("https://m.example/a.jpg".to_owned()));
        for (body, meaning) in [
            (r#"{"Title":"Heat","Poster":"N/A","Response":"True"}"#, Said::NoPoster),
            (r#"{"Title":"Heat","Response":"True"}"#, Said::NoPoster),
            (r#"{"Response":"False","Error":"Movie not found!"}"#, Said::NoPoster),
            (r#"{"Response":"False","Error":"Incorrect IMDb ID."}"#, Said::NoPoster),
            (r#"{"Response":"False","Error":"Error getting data."}"#, Said::NoPoster),
            (r#"{"Response":"False","Error":"Request limit reached!"}"#, Said::LimitReached),
            (r#"{"Response":"False","Error":"Invalid API key!"}"#, Said::InvalidKey),
            (r#"{"Response":"False","Error":"No API key provided."}"#, Said::InvalidKey),
            (r#"{"Response":"False","Error":"The offering has changed."}"#, Said::Nonsense),
            ("<html><body>502 Bad Gateway</body></html>", Said::Nonsense),
            ("", Said::Nonsense),
            ("[]", Said::Nonsense),
        ] {
            assert_eq!(said(body), meaning, "{body}");
        }
    }
}
