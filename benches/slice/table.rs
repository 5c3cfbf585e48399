//! The table at the end of a run.

use crate::cases::{Case, Work};
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};
use tightloop::Level;

/// Returns the summary of the last run against peers, or how to make one.
pub fn headline() -> String {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| package.join("../target"), PathBuf::from);
    match std::fs::read_to_string(target.join("versus/headline.txt")) {
        Ok(headline) => {
            format!("\nAgainst peers, in the last `cargo bench --bench versus`: {headline}")
        }
        Err(_) => "\nAgainst NumPy, MKL and other peers: `cargo bench --bench versus`; \
                   see benches/README.md.\n"
            .into(),
    }
}

/// Explains the columns.
const LEGEND: &str = "
One thread, contiguous arrays, median times. Two columns per level:
  ns/el  nanoseconds per element of the first operand (matmul: of the result)
  rate   bytes read and written (GB/s), or additions and multiplications (GFLOP/s), per second
";

/// The measured times: one row per case, two columns per level.
#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
}

struct Row {
    name: String,
    shape: String,
    elements: usize,
    work: Work,
    /// Seconds per call.
    seconds: BTreeMap<Level, f64>,
}

impl Table {
    /// Adds the seconds that a call of a case takes at a level.
    pub fn add(&mut self, case: &Case, level: Level, seconds: f64) {
        let is_same = |row: &Row| row.name == case.name && row.shape == case.shape;
        if !self.rows.last().is_some_and(is_same) {
            let &Case { ref name, ref shape, elements, work, .. } = case;
            let (name, shape) = (name.clone(), shape.clone());
            self.rows.push(Row { name, shape, elements, work, seconds: BTreeMap::new() });
        }
        if let Some(row) = self.rows.last_mut() {
            row.seconds.insert(level, seconds);
        }
    }
}

impl Row {
    /// The unit of [`Row::rate`].
    fn unit(&self) -> &'static str {
        match self.work {
            Work::Bytes(_) => "GB/s",
            Work::Flops(_) => "GFLOP/s",
        }
    }

    /// Billions of bytes or of operations per second.
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
        writeln!(f, "{LEGEND}")?;
        write!(f, "{:18} {:16} {:7}", "", "", "")?;
        for level in &levels {
            let title = format!(" {level} ");
            write!(f, " {title:-^17}")?;
        }
        write!(f, "\n{:18} {:16} {:7}", "function, dtype", "shape", "rate in")?;
        for _ in &levels {
            write!(f, " {:>9} {:>7}", "ns/el", "rate")?;
        }
        writeln!(f)?;
        for row in &self.rows {
            write!(f, "{:18} {:16} {:7}", row.name, row.shape, row.unit())?;
            for level in &levels {
                match row.seconds.get(level) {
                    Some(&seconds) => {
                        let each = seconds * 1e9 / row.elements as f64;
                        write!(f, " {each:>9.3} {:>7.1}", row.rate(seconds))?;
                    }
                    None => write!(f, " {:>9} {:>7}", "-", "-")?,
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
