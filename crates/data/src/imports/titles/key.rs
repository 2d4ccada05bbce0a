//! One key for all spellings of a title.

use crate::search::sort_key;

/// Words that are written in several ways, and the one that stands for all of them.
const SAME_WORDS: [(&str, &str); 40] = [
    ("colour", "color"),
    ("colours", "colors"),
    ("grey", "gray"),
    ("neighbour", "neighbor"),
    ("neighbours", "neighbors"),
    ("neighbourhood", "neighborhood"),
    ("theatre", "theater"),
    ("favourite", "favorite"),
    ("honour", "honor"),
    ("honourable", "honorable"),
    ("dishonour", "dishonor"),
    ("dishonoured", "dishonored"),
    ("armour", "armor"),
    ("harbour", "harbor"),
    ("humour", "humor"),
    ("labour", "labor"),
    ("labours", "labors"),
    ("rumour", "rumor"),
    ("saviour", "savior"),
    ("odour", "odor"),
    ("parlour", "parlor"),
    ("centre", "center"),
    ("defence", "defense"),
    ("traveller", "traveler"),
    ("travellers", "travelers"),
    ("travelling", "traveling"),
    ("jewellery", "jewelry"),
    ("programme", "program"),
    ("mum", "mom"),
    ("pyjamas", "pajamas"),
    ("plough", "plow"),
    ("sceptic", "skeptic"),
    ("doctor", "dr"),
    ("mister", "mr"),
    ("saint", "st"),
    ("versus", "vs"),
    ("volume", "vol"),
    ("pt", "part"),
    ("ep", "episode"),
    ("deux", "2"),
];
/// Words before a number that are left out as often as not: *Kill Bill 2*.
const BEFORE_NUMBERS: [&str; 2] = ["part", "vol"];
/// Numbers as words, which count as numbers behind [`BEFORE_NUMBERS`] and the like.
const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
/// Roman numerals. A single letter is one only behind a word like *part*: *Malcolm X* is not his tenth.
const ROMAN: [&str; 20] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
    "xvii", "xviii", "xix", "xx",
];
/// Whose name is put in front of a title or left out. Any other name may be part of it: *Rosemary's Baby*, *Schindler's List*.
const AUTHORS: [&str; 33] = [
    "william shakespeares",
    "shakespeares",
    "bram stokers",
    "mary shelleys",
    "jane austens",
    "charles dickens",
    "agatha christies",
    "stephen kings",
    "clive barkers",
    "john carpenters",
    "wes cravens",
    "tim burtons",
    "guillermo del toros",
    "lee daniels",
    "tyler perrys",
    "dr seuss",
    "dr seusss",
    "walt disneys",
    "disneys",
    "disney pixars",
    "marvels",
    "marvel studios",
    "national lampoons",
    "hans christian andersens",
    "rudyard kiplings",
    "roald dahls",
    "tom clancys",
    "federico fellinis",
    "fellinis",
    "quentin tarantinos",
    "frank millers",
    "mel brooks",
    "martin lawrence",
];

/// A title without case, accents, punctuation, blanks and article, in one spelling: *Guardians of the Galaxy, Vol. 2* and
/// *Guardians of the Galaxy II* have the same. Empty if the title has no letter or digit.
pub(super) fn key(title: &str) -> String {
    let folded = sort_key(&title.replace('+', "&"));
    let words: Vec<&str> = folded.split(' ').map(one_spelling).collect();
    let mut key = String::with_capacity(folded.len());
    for (place, &word) in words.iter().enumerate() {
        let before = place.checked_sub(1).map(|place| words[place]);
        let number = number(word, before);
        let next_is_number = words.get(place + 1).is_some_and(|next| {
            next.bytes().all(|byte| byte.is_ascii_digit()) || self::number(next, Some(word)).is_some()
        });
        // The first word is never left out: `Part 2` would become `2`.
        if place > 0 && BEFORE_NUMBERS.contains(&word) && next_is_number {
            continue;
        }
        match number {
            Some(number) => key += &number.to_string(),
            None => key += word,
        }
    }
    key
}

/// The key of a title without the author's name in front, if it has one.
pub(super) fn key_without_author(title: &str) -> Option<String> {
    let folded = sort_key(&title.replace('+', "&"));
    let rest = AUTHORS.iter().find_map(|author| folded.strip_prefix(author)?.strip_prefix(' '))?;
    Some(key(rest)).filter(|key| !key.is_empty())
}

/// The key of a title without a name of two words or more in front: *Peter Jackson's King Kong*. The name may well be part of the
/// title; one word, as in *Daddy's Home*, usually is.
pub(super) fn key_without_name(title: &str) -> Option<String> {
    let (name, rest) = title.split_once("'s ").or_else(|| title.split_once("’s "))?;
    name.contains(' ').then_some(())?;
    Some(key(rest)).filter(|key| !key.is_empty())
}

fn one_spelling(word: &str) -> &str {
    SAME_WORDS.iter().find(|(other, _)| *other == word).map_or(word, |(_, usual)| usual)
}

/// The number that a word stands for behind `before`.
fn number(word: &str, before: Option<&str>) -> Option<usize> {
    let is_counted = before.is_some_and(|before| ["part", "vol", "chapter", "episode"].contains(&before));
    let position = |words: &[&str]| words.iter().position(|other| *other == word).map(|place| place + 1);
    let roman = position(&ROMAN).filter(|_| is_counted || (word.len() > 1 && before.is_some()));
    roman.or_else(|| position(&NUMBERS).filter(|_| is_counted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_title_have_one_key() {
        let same = [
            ("Romeo + Juliet", "Romeo and Juliet"),
            ("Three Colours: Red", "Three Colors - Red"),
            ("Oldboy", "Old Boy"),
            ("Guardians of the Galaxy Vol. 2", "Guardians of the Galaxy 2"),
            ("Guardians of the Galaxy, Volume II", "Guardians of the Galaxy 2"),
            ("Rocky IV", "Rocky 4"),
            ("Che: Part One", "Che Part 1"),
            ("The Hangover: Part III", "Hangover Part 3, The"),
            ("Star Wars: Episode V – X", "Star Wars Episode 5: X"),
            ("Doctor Strange", "Dr. Strange"),
            ("Kramer vs. Kramer", "Kramer versus Kramer"),
            ("Hot Shots! Part Deux", "Hot Shots 2"),
        ];
        for (a, b) in same {
            assert_eq!(key(a), key(b), "{a} and {b}");
        }
        let different = [
            ("Malcolm X", "Malcolm 10"),
            ("Rocky", "Rocky II"),
            ("One", "1"),
            ("Part 2", "2"),
            ("I, Robot", "1 Robot"),
        ];
        for (a, b) in different {
            assert_ne!(key(a), key(b), "{a} and {b}");
        }
        assert_eq!(key(" - !"), "");
    }

    #[test]
    fn authors_are_left_out_and_other_names_are_not() {
        let without = |title: &str| key_without_author(title);
        assert_eq!(without("William Shakespeare's Romeo + Juliet").as_deref(), Some("romeoandjuliet"));
        assert_eq!(without("Bram Stoker’s Dracula").as_deref(), Some("dracula"));
        assert_eq!(without("Dr. Seuss' The Lorax").as_deref(), Some("lorax"));
        assert_eq!(without("Schindler's List"), None);
        assert_eq!(key_without_name("Daddy's Home"), None);
        assert_eq!(key_without_name("Peter Jackson's King Kong").as_deref(), Some("kingkong"));
    }
}
