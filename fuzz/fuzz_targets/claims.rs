#![no_main]

libfuzzer_sys::fuzz_target!(|cases: &str| gatelint_fuzz::claims(cases));
