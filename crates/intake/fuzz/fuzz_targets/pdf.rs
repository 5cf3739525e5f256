//! Any bytes behind the magic of a PDF file, and any content of a page of a sound one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use readout_intake::{Options, PAGE, read_bytes};

// The reader of pages gives up with a panic, which is caught; any other is a finding.
fuzz_target!(init: spare_pages(), |bytes: &[u8]| {
    let options = Options { limit: 1_000_000, seconds: 10, ..Options::default() };
    let file = [b"%PDF-1.5\n".as_slice(), bytes].concat();
    for input in [file, with_page(bytes)] {
        for opened in read_bytes(&input, "fuzz", &options) {
            let _ = opened.map(|document| document.text.len());
        }
    }
});

fn spare_pages() {
    let found = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(PAGE) {
            found(panic);
        }
    }));
}

/// A file of one page with this content.
fn with_page(content: &[u8]) -> Vec<u8> {
    let head = format!("<</Length {}>>stream\n", content.len());
    let objects: [&[u8]; 4] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>>>>>",
        &[head.as_bytes(), content, b"\nendstream"].concat(),
    ];
    let (mut out, mut table) = (b"%PDF-1.5\n".to_vec(), String::from("xref\n0 5\n0000000000 65535 f \n"));
    for (number, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", out.len());
        out.extend(format!("{} 0 obj\n", number + 1).bytes());
        out.extend(*object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("{table}trailer<</Root 1 0 R/Size 5>>\nstartxref\n{start}\n%%EOF").bytes());
    out
}
