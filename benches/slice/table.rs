//! The table that closes a run.

use crate::cases::{Case, Work};
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};
use tightloop::Level;

/// The summary of the last run against peers, if there was one, and how to make one.
pub fn headline() -> String {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| package.join("../target"), PathBuf::from);
    match std::fs::read_to_string(target.join("versus/headline.txt")) {
        Ok(headline) => format!("\nAgainst its peers, by the last `cargo bench --bench versus`: {headline}"),
        Err(_) => {
            "\nAgainst NumPy, MKL and other peers: `cargo bench --bench versus`; see benches/README.md.\n"
                .into()
        }
    }
}

/// What has been measured: a row a case, a pair of columns a level.
#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
}

struct Row {
    name: String,
    elements: usize,
    work: Work,
    /// Seconds a call.
    seconds: BTreeMap<Level, f64>,
}

impl Table {
    /// Adds what a call of a case takes at a level.
    pub fn add(&mut self, case: &Case, level: Level, seconds: f64) {
        if self.rows.last().is_none_or(|row| row.name != case.name) {
            let Case { ref name, elements, work, .. } = *case;
            self.rows.push(Row { name: name.clone(), elements, work, seconds: BTreeMap::new() });
        }
        if let Some(row) = self.rows.last_mut() {
            row.seconds.insert(level, seconds);
        }
    }
}

impl Row {
    /// What `rate` counts.
    fn unit(&self) -> &'static str {
        match self.work {
            Work::Bytes(_) => "GB/s",
            Work::Flops(_) => "GFLOP/s",
        }
    }

    /// Billions of bytes or of operations a second.
    fn rate(&self, seconds: f64) -> f64 {
        let (Work::Bytes(work) | Work::Flops(work)) = self.work;
        work as f64 / seconds / 1e9
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.rows.is_empty() {
            return Ok(());
        }
        let levels: Vec<Level> = Level::available().collect();
        writeln!(
            f,
            "\nOne thread; medians; for each level ns per element, and GB/s or GFLOP/s.\n"
        )?;
        write!(f, "{:26} {:7}", "", "")?;
        for level in &levels {
            write!(f, " {:>18}", level.name())?;
        }
        writeln!(f)?;
        for row in &self.rows {
            write!(f, "{:26} {:7}", row.name, row.unit())?;
            for level in &levels {
                match row.seconds.get(level) {
                    Some(&seconds) => {
                        let each = seconds * 1e9 / row.elements as f64;
                        write!(f, " {each:>10.3} {:>7.1}", row.rate(seconds))?;
                    }
                    None => write!(f, " {:>18}", "-")?,
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
