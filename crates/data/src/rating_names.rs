//! Names of columns that seem to hold ratings. A file with such a column that is not read would lose its ratings in silence.

/// What names of columns for ratings contain, in the languages of the services that people come from.
const RATING_PARTS: [&str; 21] = [
    "rating",
    "rated",
    "score",
    "stars",
    "grade",
    "thumb",
    "bewertung",
    "wertung",
    "puntuaci",
    "calificaci",
    "valoraci",
    "betyg",
    "ocena",
    "hodnocen",
    "оценка",
    "评分",
    "評分",
    "評価",
    "평점",
    "별점",
    "vote",
];
/// Whole words in such names, too short to be looked for within others.
const RATING_WORDS: [&str; 8] = ["rate", "star", "note", "nota", "voto", "voti", "mark", "marks"];
/// What shows that such a column holds others' ratings, a time, or what age a movie is for.
const NOT_OWN_PARTS: [&str; 20] = [
    "average",
    "avg",
    "imdb",
    "trakt",
    "tmdb",
    "metascore",
    "tomato",
    "count",
    "num",
    "total",
    "public",
    "global",
    "votes",
    "content",
    "mpaa",
    "maturity",
    "date",
    "_at",
    "type",
    "豆瓣",
];

/// Names of columns that hold no ratings, in a file without a column that surely does.
const HARMLESS: [&str; 19] = [
    "",
    "index",
    "unnamed: 0",
    "id",
    "title",
    "name",
    "movie_title",
    "genre",
    "genres",
    "year",
    "timestamp",
    "time",
    "ts",
    "date",
    "datetime",
    "rated_at",
    "created_at",
    "username",
    "url",
];

/// Whether a column may hold ratings in a file that has no other column for them. Play counts, say, do: they are what the file
/// says of a movie.
#[must_use]
pub fn may_hold_ratings(name: &str) -> bool {
    !HARMLESS.contains(&name.trim().to_lowercase().as_str())
}

/// Whether a column seems to hold the ratings of the people that the rows are about.
pub(crate) fn looks_like_rating(name: &str) -> bool {
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    (has(&RATING_PARTS) || words.any(|word| RATING_WORDS.contains(&word))) && !has(&NOT_OWN_PARTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_ratings_are_told_from_others() {
        let own = [
            "rating",
            "my rating",
            "my_rating",
            "rating10",
            "userrating",
            "score",
            "my rating (0-100)",
            "stars",
            "bewertung",
            "我的评分",
            "note",
            "user_score",
            "you rated",
            "vote",
        ];
        for name in own {
            assert!(looks_like_rating(name), "{name}");
        }
        let others = [
            "imdb rating",
            "trakt_rating",
            "average_rating",
            "num votes",
            "date rated",
            "rated_at",
            "豆瓣评分",
            "title",
            "start time",
            "rating type",
            "notes",
            "content rating",
            "market",
            "annotation",
            "",
        ];
        for name in others {
            assert!(!looks_like_rating(name), "{name}");
        }
        assert!(["plays", "my_rating", "tag", "weight"].into_iter().all(may_hold_ratings));
        assert!(!["", "Title", " timestamp ", "Unnamed: 0"].into_iter().any(may_hold_ratings));
    }
}
