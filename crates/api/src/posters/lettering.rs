//! Breaks titles into lines, as large as they fit.

/// The distance between baselines, in font sizes.
pub(super) const LEADING: f32 = 1.08;

/// The font sizes to try, largest first.
const SIZES: [f32; 12] = [84.0, 72.0, 62.0, 54.0, 47.0, 41.0, 36.0, 32.0, 28.0, 25.0, 22.0, 19.0];

/// A title broken into lines.
#[derive(Debug, PartialEq)]
pub(super) struct SetTitle {
    pub(super) lines: Vec<String>,
    /// Font size in units of the picture.
    pub(super) size: f32,
}

/// Breaks `title` into lines for a box of `width` x `height` units, at the largest size at which it fits without breaking a
/// word. At the smallest size long words are broken, and a title that still does not fit ends in an ellipsis.
pub(super) fn set_title(title: &str, width: f32, height: f32) -> SetTitle {
    for size in SIZES {
        let lines = wrap(title, width / size);
        let fits = lines.iter().all(|line| line_width(line) * size <= width);
        if fits && lines.len() as f32 * size * LEADING <= height {
            return SetTitle { lines: balance(title, lines.len(), width / size), size };
        }
    }
    let size = SIZES[SIZES.len() - 1];
    SetTitle { lines: cut(title, width / size, height / (size * LEADING)), size }
}

/// Fills lines of at most `width` (in font sizes) with words, each as full as possible; a longer word has its own line.
fn wrap(title: &str, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in title.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line_width(line) + char_width(' ') + line_width(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Breaks the words into the same number of lines, as evenly as possible, so that no single word is left over.
fn balance(title: &str, n_lines: usize, width: f32) -> Vec<String> {
    const STEP: f32 = 0.25;
    let mut lines = wrap(title, width);
    let mut narrower = width - STEP;
    while narrower > 0.0 {
        let tried = wrap(title, narrower);
        if tried.len() > n_lines || tried.iter().any(|line| line_width(line) > width) {
            break;
        }
        lines = tried;
        narrower -= STEP;
    }
    lines
}

/// As many lines as fit, with words broken where necessary; the last one ends in an ellipsis if there is more.
fn cut(title: &str, width: f32, n_lines: f32) -> Vec<String> {
    let mut parted = String::new();
    for word in title.split_whitespace() {
        let mut used = 0.0;
        for c in word.chars() {
            used += char_width(c);
            if used > width {
                parted.push(' ');
                used = char_width(c);
            }
            parted.push(c);
        }
        parted.push(' ');
    }
    let mut lines = wrap(&parted, width);
    let n_fitting = (1..=lines.len()).take_while(|&n| n as f32 <= n_lines).count().max(1);
    if lines.len() > n_fitting {
        lines.truncate(n_fitting);
        if let Some(last) = lines.last_mut() {
            while line_width(last) + char_width('…') > width && last.pop().is_some() {}
            *last = format!("{}…", last.trim_end());
        }
    }
    lines
}

fn line_width(line: &str) -> f32 {
    line.chars().map(char_width).sum()
}

/// The approximate width of a bold sans-serif character, in font sizes: measured on Arial Bold, with some margin, since a
/// wider font may replace it.
fn char_width(c: char) -> f32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '’' | ' ' => 0.31,
        'f' | 't' | 'r' | '-' | '(' | ')' | '[' | ']' | '"' | '/' => 0.40,
        'm' => 0.94,
        'w' => 0.83,
        'M' | 'W' | '@' | '%' | '—' | '…' => 1.0,
        'A'..='Z' | '&' => 0.75,
        'a'..='z' | '0'..='9' => 0.61,
        c if u32::from(c) >= 0x1100 => 1.05,
        _ => 0.72,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WIDTH: f32 = 340.0;
    const HEIGHT: f32 = 128.0;

    #[test]
    fn short_titles_are_large_and_long_ones_wrap() {
        assert_eq!(set_title("Heat", WIDTH, HEIGHT), SetTitle { lines: vec!["Heat".to_owned()], size: 84.0 });
        let long = "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb";
        let set = set_title(long, WIDTH, HEIGHT);
        assert!(set.lines.len() > 2 && set.size >= 25.0, "{set:?}");
        assert_eq!(set.lines.join(" "), long);
    }

    #[test]
    fn no_word_is_left_over_on_the_last_line() {
        let set = set_title("One Flew Over the Cuckoo's Nest", WIDTH, HEIGHT);
        let shortest = set.lines.iter().map(|line| line.chars().count()).min();
        assert!(shortest > Some(5), "{set:?}");
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let set = set_title(&"very ".repeat(200), WIDTH, HEIGHT);
        assert!(set.lines.last().is_some_and(|line| line.ends_with('…')), "{set:?}");
        let set = set_title(&"x".repeat(300), WIDTH, HEIGHT);
        assert!(set.lines.len() > 1 && set.lines.last().is_some_and(|line| line.ends_with('…')), "{set:?}");
        assert!(set_title("", WIDTH, HEIGHT).lines.is_empty());
    }

    proptest! {
        #[test]
        fn any_title_stays_in_its_box(title in ".{0,200}") {
            let SetTitle { lines, size } = set_title(&title, WIDTH, HEIGHT);
            prop_assert!(lines.len() as f32 * size * LEADING <= HEIGHT + 0.01);
            prop_assert!(lines.iter().all(|line| line_width(line) * size <= WIDTH + 0.01), "{:?}", lines);
        }
    }
}
