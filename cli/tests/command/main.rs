//! The command line as its users meet it: the program is run, and what it prints and writes is read.

mod answer;
mod censoring;
mod check;
mod columnar;
mod dirt;
mod dirty;
mod facts;
mod help;
mod nightly;
mod spreadsheet;
mod stories;
mod support;
mod writing;
