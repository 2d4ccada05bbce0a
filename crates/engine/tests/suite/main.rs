//! Lists, and what explains and steers them.

mod explanations;
mod personas;
mod steering;
