//! Texts of a file in messages and reports.

/// The longest text of a row that is shown, in characters.
const MAX_SHOWN: usize = 120;

/// A text of a row, shortened for messages.
pub(super) fn shown(text: &str) -> String {
    if text.chars().nth(MAX_SHOWN).is_none() {
        return text.to_owned();
    }
    text.chars().take(MAX_SHOWN).chain(['…']).collect()
}
