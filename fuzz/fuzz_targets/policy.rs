#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| gatelint_fuzz::policy(text));
