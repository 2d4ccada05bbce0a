//! Lists, and what explains and steers them.

mod explanations;
mod steering;
