#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gatelint_fuzz::packed(gatelint_fuzz::Package::Ods, bytes));
