//! Lays the learned weights of the reader of notes out as tables, for the program to hold as they are.

use std::path::{Path, PathBuf};

#[path = "src/text/keys.rs"]
mod keys;
#[path = "src/text/lay_out.rs"]
mod lay_out;

const FILES: [&str; 2] = ["weights", "types"];

fn main() {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("Cargo names a folder"));
    for name in FILES {
        let path = Path::new("src/text/lexicon").join(name).with_extension("tsv");
        println!("cargo::rerun-if-changed={}", path.display());
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        std::fs::write(out.join(name), lay_out::table(&text)).expect("Cargo's folder is ours to write in");
    }
}
