#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| senbiki_fuzz::tables(data));
