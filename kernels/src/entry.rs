//! Entry points: the way from a table of function pointers into code that is compiled for one ISA.

/// Lists entry points, each with the function that does its work. With
///
/// ```text
/// entry_points! {
///     pub unsafe fn find<S, T: Lane; N>(line: *const T, len: usize) -> bool = find_on;
/// }
/// ```
///
/// `find::<S, T, N>(line, len)` calls `find_on::<S, T, N>(s, line, len)` in code compiled for the
/// ISA `S`, where `s` is its token. Names after the semicolon are `usize` constants.
///
/// The working function must be `unsafe` and `#[inline(always)]`: only inlined, it is compiled for
/// the ISA. An entry point has the same contract, and its caller promises that the CPU has the ISA.
macro_rules! entry_points {
    ($(
        $(#[$attribute:meta])*
        $vis:vis unsafe fn $entry:ident<S $(, $t:ident: $bound:path)* $(; $($n:ident),+)?>(
            $($arg:ident: $ty:ty),* $(,)?
        ) $(-> $output:ty)? = $work:ident;
    )*) => {$(
        $(#[$attribute])*
        $vis unsafe fn $entry<S: $crate::Isa $(, $t: $bound)* $($(, const $n: usize)+)?>(
            $($arg: $ty),*
        ) $(-> $output)? {
            struct Call<Args $(, $t)* $($(, const $n: usize)+)?>(
                Args,
                core::marker::PhantomData<fn($($t),*)>,
            );

            impl<$($t: $bound,)* $($(const $n: usize),+)?> $crate::isa::Vectorize
                for Call<($($ty,)*) $(, $t)* $($(, $n)+)?>
            {
                #[allow(unused_parens, reason = "the unit if there is no output")]
                type Output = ($($output)?);

                #[inline(always)]
                fn call<S: $crate::Isa>(self, s: S) -> Self::Output {
                    let Call(($($arg,)*), _) = self;
                    // SAFETY: these are the arguments of the entry point, whose contract is the
                    // same.
                    unsafe { $work::<S $(, $t)* $($(, $n)+)?>(s, $($arg),*) }
                }
            }

            // SAFETY: the CPU has the ISA, by the contract of every entry point.
            let s = unsafe { S::new_unchecked() };
            s.vectorize(Call::<_ $(, $t)* $($(, $n)+)?>(($($arg,)*), core::marker::PhantomData))
        }
    )*};
}

pub(crate) use entry_points;
