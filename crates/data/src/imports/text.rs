//! Texts of a file as they are shown again.

/// The longest text of a row that is shown again, in characters.
const MAX_SHOWN: usize = 120;

/// A text of a row, cut to a readable length.
pub(super) fn shown(text: &str) -> String {
    if text.chars().nth(MAX_SHOWN).is_none() {
        return text.to_owned();
    }
    text.chars().take(MAX_SHOWN).chain(['…']).collect()
}
