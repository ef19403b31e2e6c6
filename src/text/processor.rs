//! Runs inner loops with the instructions that the processor at hand has.
//!
//! A program for every 64-bit x86 processor must do without counting bits and shifting by any distance in one instruction, which is most of
//! what loops over masks do. So these loops are compiled twice, and the right one is chosen when it is called.

/// A loop worth compiling twice. `run` must be `#[inline(always)]`, or it is compiled once only.
pub(crate) trait Kernel {
    /// What it gives.
    type Output;

    /// Does the work.
    fn run(self) -> Self::Output;
}

/// Runs a kernel.
#[inline]
pub(crate) fn run<K: Kernel>(kernel: K) -> K::Output {
    #[cfg(target_arch = "x86_64")]
    {
        #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
        fn run_with_more<K: Kernel>(kernel: K) -> K::Output {
            kernel.run()
        }
        if is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("lzcnt")
            && is_x86_feature_detected!("popcnt")
        {
            #[allow(unsafe_code, reason = "instructions that not every processor has")]
            // SAFETY: this processor has them; it was asked.
            return unsafe { run_with_more(kernel) };
        }
    }
    kernel.run()
}

/// Has something brought near that will be read soon. Loads one after another wait for memory one after another, as far as the processor does not
/// see ahead; what is announced comes while other work is done.
#[allow(clippy::inline_always, reason = "one instruction")]
#[inline(always)]
pub(crate) fn announce<T>(place: &T) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};

        #[allow(unsafe_code, reason = "it takes a pointer")]
        // SAFETY: every 64-bit x86 processor has it, and it neither reads nor writes anything that could be seen.
        unsafe {
            _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(place).cast());
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = place;
}
