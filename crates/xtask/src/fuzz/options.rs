//! The options of `cargo xtask fuzz`, parsed and checked.

use anyhow::{Context as _, Result, bail};

pub(crate) const USAGE: &str = "\
usage: cargo xtask fuzz [readers | api] [--minutes N]

what (both by default, with half of the time each):
  readers       property tests of all readers, titles, imports, bodies and queries, with new random input each time
  api           schemathesis against a running server, from openapi.json (creates a Python environment first)

options:
  --minutes N   how long to run, 1..=1440                                                   (default 4)
";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) readers: bool,
    pub(crate) api: bool,
    pub(crate) minutes: u64,
}

impl Options {
    /// Parses the words after `fuzz`.
    pub(crate) fn parse(words: &[String]) -> Result<Self> {
        let mut options = Self { readers: false, api: false, minutes: 4 };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "readers" => options.readers = true,
                "api" => options.api = true,
                "--minutes" => options.minutes = minutes(words.next().map_or("", String::as_str))?,
                unknown => bail!("unknown option `{unknown}`\n\n{USAGE}"),
            }
        }
        if !options.readers && !options.api {
            (options.readers, options.api) = (true, true);
        }
        Ok(options)
    }
}

fn minutes(value: &str) -> Result<u64> {
    let number = value.parse().ok().filter(|number| (1..=1440).contains(number));
    number.with_context(|| format!("`--minutes {value}` must be a whole number in 1..=1440"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options> {
        Options::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_parsed_and_wrong_ones_are_named() {
        assert_eq!(parse("").expect("read"), Options { readers: true, api: true, minutes: 4 });
        assert_eq!(
            parse("api --minutes 30").expect("read"),
            Options { readers: false, api: true, minutes: 30 }
        );
        for (line, reason) in
            [("--minutes", "must be a whole number"), ("--minutes 0", "1..=1440"), ("all", "`all`")]
        {
            let message = parse(line).expect_err("rejected").to_string();
            assert!(message.contains(reason), "{line}: {message}");
        }
    }
}
