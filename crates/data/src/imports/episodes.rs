//! Titles of episodes, as Netflix writes them: *Dark: Season 1: Secrets*.

/// Words for a season, which only series have. Netflix writes the language of the profile.
const SEASONS: [&str; 34] = [
    "season",
    "series",
    "staffel",
    "temporada",
    "saison",
    "stagione",
    "sezon",
    "sezona",
    "sezóna",
    "série",
    "seizoen",
    "säsong",
    "sæson",
    "sesong",
    "kausi",
    "évad",
    "sezonul",
    "сезон",
    "сезона",
    "mùa",
    "musim",
    "phần",
    "limited series",
    "miniserie",
    "mini-serie",
    "mini-série",
    "miniséries",
    "miniserien",
    "año",
    "σεζόν",
    "κύκλος",
    "עונה",
    "시즌",
    "ฤดูกาล",
];
/// Words that movies have in their titles too, as *Mockingjay: Part 1*.
const PARTS: [&str; 20] = [
    "part",
    "parte",
    "partie",
    "teil",
    "volume",
    "vol.",
    "volumen",
    "volumes",
    "chapter",
    "chapitre",
    "capítulo",
    "kapitel",
    "capitolo",
    "episode",
    "episodio",
    "épisode",
    "folge",
    "odcinek",
    "livro",
    "книга",
];
/// Words in scripts that put the number before or after the word without a blank.
const JOINED: [&str; 8] = ["シーズン", "第1季", "第2季", "第3季", "第一季", "第二季", "第三季", "الموسم"];

/// Whether a title looks like that of an episode: a part that numbers a season, or three parts of which one numbers a part or
/// repeats the first. *Kill Bill: Volume 2* has only two parts; a movie like *The Hunger Games: Mockingjay: Part 1* looks like
/// one, so an exact title counts more.
pub(super) fn looks_like_episode(title: &str) -> bool {
    let title = title.replace(['\u{A0}', '：'], " ").to_lowercase();
    let parts: Vec<&str> = title.split(": ").map(str::trim).collect();
    let (first, others) = (parts[0], &parts[1..]);
    let is_of = |part: &str, words: &[&str]| {
        let begins = |word: &&str| part.strip_prefix(*word).is_some_and(is_word_end);
        words.iter().any(begins)
    };
    let is_season = |part: &&str| {
        is_of(part, &SEASONS) || ends_with_season(part) || JOINED.iter().any(|word| part.contains(word))
    };
    let repeats = |part: &str| part.strip_prefix(first).is_some_and(is_word_end);
    let has_part = others.iter().any(|part| is_of(part, &PARTS) || repeats(part));
    others.iter().any(is_season) || (parts.len() >= 3 && has_part) || has_episode_number(&title)
}

/// *2. Staffel*, *4ª temporada*, *1. évad*: the number first.
fn ends_with_season(part: &str) -> bool {
    let mut words = part.split(' ');
    let is_number = words.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    is_number && words.next().is_some_and(|word| SEASONS.contains(&word)) && words.next().is_none()
}

/// *The Good Boy Box (Episode 4)*, as a data request has it.
fn has_episode_number(title: &str) -> bool {
    let number = title.rsplit_once("(episode ").and_then(|(_, end)| end.strip_suffix(')'));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_word_end(rest: &str) -> bool {
    !rest.starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn episodes_are_known_by_seasons_in_many_languages() {
        let episodes = [
            "Dark: Season 1: Secrets",
            "Stranger Things: Stranger Things 2: Chapter One: MADMAX",
            "La casa de papel: Temporada 1: Episodio 1",
            "Lupin: Partie 1: Chapitre 1",
            "Fargo: Año 1: El dilema del cocodrilo",
            "Suburra: Stagione 1: 21 giorni",
            "Wiedźmin: Sezon 1: Początek końca",
            "The Queen's Gambit: Limited Series: Openings",
            "House of Cards (U.S.): Season 1: Chapter 1",
            "Tiger King: Tiger King 2: Beg Your Pardon",
            "Cosmos: A Spacetime Odyssey: Season 1: Standing Up in the Milky Way",
            "Dark: 2. Staffel: Anfänge und Enden",
            "進撃の巨人: シーズン1: 二千年後の君へ",
            "DAHMER: Monster: The Jeffrey Dahmer Story: The Good Boy Box (Episode 4)",
        ];
        for title in episodes {
            assert!(looks_like_episode(title), "{title}");
        }
        let movies = [
            "Kill Bill: Vol. 2",
            "The Lord of the Rings: The Return of the King",
            "Harry Potter and the Deathly Hallows: Part 2",
            "Black Mirror: Bandersnatch",
            "Season of the Witch",
            "Borat: Cultural Learnings",
            "",
            ": ",
        ];
        for title in movies {
            assert!(!looks_like_episode(title), "{title}");
        }
    }
}
