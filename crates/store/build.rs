//! A new migration file is compiled in: the macro that embeds them does not watch the folder by itself.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
}
