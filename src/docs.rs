//! The parts that pages of documentation share. They are macros, because `#[doc]` takes literals.

/// The page of a function: what it does, a table of facts, and sections.
macro_rules! page {
    (
        $does:expr; $op:ident {
            accuracy $accuracy:literal special $special:literal numpy $numpy:literal
        }
        dtypes $dtypes:tt
        shapes $shapes:literal
        $($section:expr),+ $(,)?
    ) => {
        concat!(
            $does, ".\n\n",
            "| | |\n|:--|:--|\n",
            "| **Dtypes** | ", dtypes! $dtypes, " |\n",
            "| **Shapes** | ", $shapes, " |\n",
            "| **Accuracy** | ", $accuracy, " |\n",
            "| **Special values** | ", $special, " |\n",
            "| **NumPy** | ", $numpy, " |\n",
            "| **Method** | ", link!($op in ops), " |\n\n",
            $($section),+
        )
    };
}

/// A link to an item of the crate.
macro_rules! link {
    ($item:ident in $module:ident) => {
        concat!(
            "[`",
            stringify!($module),
            "::",
            stringify!($item),
            "`](struct@crate::",
            stringify!($module),
            "::",
            stringify!($item),
            ")"
        )
    };
    ($item:ident) => {
        concat!("[`", stringify!($item), "`](crate::", stringify!($item), ")")
    };
    (Error::$variant:ident) => {
        concat!("[`Error::", stringify!($variant), "`](crate::Error::", stringify!($variant), ")")
    };
}

/// The dtypes of a function: those that it keeps or turns into `bool`, and further signatures.
macro_rules! dtypes {
    ([] $($other:tt)*) => { concat!(dtypes!(@other $($other)*)) };
    ([$($t:ident)+] to $result:ident) => {
        concat!($("`", stringify!($t), "` ",)+ "→ `", stringify!($result), "`")
    };
    ([$($t:ident)+]) => { concat!($("`", stringify!($t), "` ",)+ "→ the same") };
    ([$($t:ident)+] $($other:tt)+) => {
        concat!(dtypes!([$($t)+]), ", ", dtypes!(@other $($other)+))
    };
    (@other { ($($in:ty),+) => ($($out:ty),+) }) => {
        concat!($("`", stringify!($in), "` ",)+ "→" $(, " `", stringify!($out), "`")+)
    };
    (@other $first:tt $($other:tt)+) => {
        concat!(dtypes!(@other $first), ", ", dtypes!(@other $($other)+))
    };
}

/// A section on errors, by what can go wrong.
macro_rules! errors {
    ($($what:ident),+) => { concat!("# Errors\n\n", $(errors!(@ $what)),+, "\n") };
    (@ broadcast) => {
        concat!(
            "- ", link!(Error::Broadcast),
            " if the shapes of the operands do not broadcast together.\n"
        )
    };
    (@ memory) => {
        concat!(
            "- ", link!(Error::SizeOverflow), " or ", link!(Error::Allocation),
            " if the result does not fit into memory.\n"
        )
    };
    (@ output) => {
        concat!(
            "- ", link!(Error::OutputShape),
            " if the result does not broadcast to the shape of the output.\n",
            errors!(@ untouched)
        )
    };
    (@ exact_output) => {
        concat!(
            "- ", link!(Error::OutputShape), " if `out` does not have the shape of the result.\n",
            errors!(@ untouched)
        )
    };
    (@ in_place) => {
        concat!(
            "- ", link!(Error::Broadcast), " or ", link!(Error::OutputShape),
            " if the other operands do not broadcast to the shape of `x`.\n",
            errors!(@ untouched)
        )
    };
    (@ untouched) => { "\nIf there is an error, nothing has been written.\n" };
    (@ empty) => {
        concat!("- ", link!(Error::EmptyReduction), " if a result would be of no elements.\n")
    };
    (@ only_nan) => {
        concat!("- ", link!(Error::OnlyNan), " if all elements of a result are NaN.\n")
    };
    (@ axis) => {
        concat!("- ", link!(Error::AxisOutOfRange), " if `x` has no such axis.\n")
    };
    (@ axes) => {
        concat!(
            errors!(@ axis), "- ", link!(Error::RepeatedAxis), " if an axis is named twice.\n"
        )
    };
}

/// The section of a function that fails only if memory runs out.
macro_rules! panics {
    () => {
        "# Panics\n\nIf allocation fails, as `Vec` does.\n\n"
    };
}

/// An example that begins with the import of a function.
macro_rules! example {
    ($name:ident: $($line:expr),+ $(,)?) => {
        concat!(
            "# Examples\n\n```\nuse tightloop::{Array, ", stringify!($name), "};\n\n",
            $($line, "\n",)+
            "# Ok::<(), tightloop::Error>(())\n```"
        )
    };
}

/// Lines of examples: an array, other operands, a call, and what must come out.
macro_rules! line {
    (let $x:ident = Array $value:expr) => {
        concat!("let ", stringify!($x), " = Array::from(", $value, ");")
    };
    (let mut $x:ident = Array $value:expr) => {
        concat!("let mut ", stringify!($x), " = Array::from(", $value, ");")
    };
    (let $x:ident = $value:expr) => {
        concat!("let ", stringify!($x), " = ", $value, ";")
    };
    ($call:ident $arguments:literal) => {
        concat!(stringify!($call), $arguments)
    };
    ($call:ident $arguments:literal is Array $value:expr) => {
        concat!("assert_eq!(", stringify!($call), $arguments, ", Array::from(", $value, "));")
    };
    ($call:ident $arguments:literal is $value:expr) => {
        concat!("assert_eq!(", stringify!($call), $arguments, ", ", $value, ");")
    };
    ($found:ident is Array $value:expr) => {
        concat!("assert_eq!(", stringify!($found), ", Array::from(", $value, "));")
    };
}
