//! Ids of text: 64-bit numbers, UUIDs, `tt0113277`, ISBNs with their zeros. They get numbers inside, and stay what they are
//! in every answer.
//!
//! A number is drawn from its text (BLAKE3), so that data that grows keeps the numbers of what it had: visitors' ratings are
//! stored under them. Of two texts that draw the same number, the later in the order of texts takes the next free one.
//! Rejected: counting the texts, which would give other movies the numbers of older ones whenever data is added.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;
use std::sync::Arc;

/// What ids of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdKind {
    /// Whole numbers from 0 to 4294967295.
    Numbers,
    /// Any text, kept as it is.
    Text,
}

/// A kind of ids that is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the kind of ids is `{text}`; it must be `numbers` or `text`")]
pub struct InvalidIdKind {
    text: String,
}

impl FromStr for IdKind {
    type Err = InvalidIdKind;

    fn from_str(text: &str) -> Result<Self, InvalidIdKind> {
        match text {
            "numbers" => Ok(Self::Numbers),
            "text" => Ok(Self::Text),
            _ => Err(InvalidIdKind { text: text.to_owned() }),
        }
    }
}

/// Different texts, numbered in the order in which they come.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    places: HashMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

impl Texts {
    /// The place of a text; `None` once there are more than 32 bits can count.
    pub(crate) fn place(&mut self, text: &str) -> Option<u32> {
        if let Some(&place) = self.places.get(text) {
            return Some(place);
        }
        let place = u32::try_from(self.texts.len()).ok()?;
        let text: Arc<str> = text.into();
        self.texts.push(Arc::clone(&text));
        self.places.insert(text, place);
        Some(place)
    }

    pub(crate) fn text(&self, place: u32) -> Option<&str> {
        self.texts.get(place as usize).map(|text| &**text)
    }

    /// The number of each text, by place: no two are equal, and the order in which the texts came does not matter.
    pub(crate) fn numbers(&self) -> Vec<u32> {
        let mut order: Vec<usize> = (0..self.texts.len()).collect();
        order.sort_unstable_by_key(|&place| &self.texts[place]);
        let (mut taken, mut numbers) = (HashSet::with_capacity(order.len()), vec![0; order.len()]);
        for place in order {
            let hash = blake3::hash(self.texts[place].as_bytes());
            let mut number = hash.as_bytes().first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes));
            while !taken.insert(number) {
                number = number.wrapping_add(1);
            }
            numbers[place] = number;
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_text_has_one_number_whatever_the_order(mut texts in prop::collection::vec("[a-z0-9]{0,12}", 0..200), n in 0usize..200) {
            let numbers_of = |texts: &[String]| {
                let mut all = Texts::default();
                let places: Vec<u32> = texts.iter().map(|text| all.place(text).expect("room")).collect();
                let numbers = all.numbers();
                let pairs = texts.iter().cloned().zip(places.into_iter().map(|place| numbers[place as usize]));
                pairs.collect::<HashMap<String, u32>>()
            };
            let numbers = numbers_of(&texts);
            let distinct: HashSet<u32> = numbers.values().copied().collect();
            prop_assert_eq!(distinct.len(), numbers.len());
            texts.reverse();
            prop_assert_eq!(&numbers_of(&texts), &numbers);
            let some = numbers_of(&texts[..n.min(texts.len())]);
            prop_assert!(some.iter().all(|(text, number)| numbers[text] == *number), "numbers stay when data grows");
        }
    }
}
