//! A small record of the invented summit: a statement in four wordings, figures that agree and one that does not.

use crate::builder::{Builder, cell};
use readout::Record;
use readout::reading::names::Class;
use readout::record::{ConflictKind, TakenFrom, Taking, Verdict};

const AGENCY: &str = include_str!("../../../../examples/summit/2024-10-22-talvik-summit.txt");
const REPRINT: &str = include_str!("../../../../examples/summit/2024-10-22-portside-observer.txt");
const CUT: &str = include_str!("../../../../examples/summit/2024-10-23-lethmar-today.txt");
const TRANSLATED: &str = include_str!("../../../../examples/summit/2024-10-23-voice-of-osmer.txt");
const COMMENT: &str = include_str!("../../../../examples/summit/continental-ledger-analysis.txt");

pub fn record() -> Record {
    let mut b = Builder::default();
    let agency = b.document("Talvik News Agency", "2024-10-22", AGENCY);
    let reprint = b.document("Portside Observer", "2024-10-22", REPRINT);
    let cut = b.document("Lethmar Today", "2024-10-23", CUT);
    let translated = b.document("Voice of Osmer", "2024-10-23", TRANSLATED);
    let comment = b.document("The Continental Ledger", "", COMMENT);
    let docs = [agency, reprint, cut, translated, comment];
    b.places[reprint].copies = vec![agency];
    b.places[agency].copies = vec![reprint];
    let credit = b.cite(cut, "", "TNA").at[0];
    b.places[cut].taken_from =
        vec![TakenFrom { from: format!("{agency:032x}"), how: Taking::Reprint, at: Some(credit), passages: vec![] }];
    b.debris(reprint, "Home / World / Osmeria");
    b.debris(reprint, "12 comments");
    b.debris(translated, "[related count=4]");
    b.debris(comment, "Share this: Mail Print Link");
    b.gap(translated, "\"There are no forbidden themes between our countries and must not be ,");
    statements(&mut b, &docs);
    figures(&mut b, &docs);
    names(&mut b, &docs);
    b.build()
}

fn statements(b: &mut Builder, docs: &[usize; 5]) {
    let [agency, reprint, cut, translated, comment] = *docs;
    let whole = "There are no closed subjects between our two countries, and there should be none,";
    let reports = vec![
        b.cite(agency, "s1", &format!("{whole} [...] Some of them are simply heavier than others.")),
        b.cite(reprint, "s1", &format!("{whole} [...] Some of them are simply heavier than others.")),
        b.cite(cut, "s1", whole),
        b.cite(translated, "s1", "There are no forbidden themes between our countries and must not be"),
        b.cite(comment, "s4", "the two countries had no closed subjects"),
    ];
    for doc in [agency, reprint, cut] {
        b.voice(doc, "Askarul", "told", whole);
    }
    let venue = b.cite(agency, "s1", "a joint news conference");
    let title = "There are no closed subjects between our two countries, and there should be none";
    let entry = b.entry("statements", "Temir Askarul", title, Verdict::Partial, reports);
    entry.cells = vec![
        cell("speaker", Verdict::Single, &[("Temir Askarul", &[&venue])]),
        cell("venue", Verdict::Single, &[("a joint news conference", &[&venue])]),
    ];
    let fee = b.cite(agency, "s2", "Veldoria will not raise the transit fee before 2028,");
    let fee_again = b.cite(reprint, "s2", "Veldoria will not raise the transit fee before 2028,");
    let altered = b.cite(translated, "s2", "Till year 2029 Veldoria will not lift the tariff for transit");
    let reports = vec![fee.clone(), fee_again, altered.clone()];
    b.entry(
        "statements",
        "Irena Valdaric",
        "Veldoria will not raise the transit fee before 2028",
        Verdict::Altered,
        reports,
    );
    b.conflict(ConflictKind::Altered, &["statements-2"], "2028 in one text, 2029 in another", vec![fee, altered]);
    let students = b.cite(agency, "s3", "There are 2,350 of them. There were 1,900 a year ago,");
    b.entry(
        "statements",
        "Lada Benkuri",
        "There are 2,350 of them. There were 1,900 a year ago,",
        Verdict::Single,
        vec![students],
    );
    let nobody = b.cite(comment, "s9", "neither government confirms the figure");
    b.entry("statements", "", "neither government confirms the figure", Verdict::Single, vec![nobody]);
}

fn figures(b: &mut Builder, docs: &[usize; 5]) {
    let [agency, reprint, cut, translated, comment] = *docs;
    let exact = [agency, reprint, cut].map(|d| b.cite(d, "f1", "$7.84 billion"));
    let rounded = b.cite(translated, "f1", "almost 8 billion dollars");
    let about = b.cite(comment, "f1", "about $7.8 billion");
    let other = b.cite(comment, "f2", "$8.7 billion");
    let reports = exact.iter().chain([&rounded, &about]).cloned().collect();
    let exact: Vec<_> = exact.iter().collect();
    let entry = b.entry("figures", "trade", "trade between Osmeria and Veldoria, 2023", Verdict::Rounding, reports);
    entry.cells = vec![
        cell(
            "value",
            Verdict::Rounding,
            &[("7.84 billion USD", &exact), ("8 billion USD", &[&rounded]), ("7.8 billion USD", &[&about])],
        ),
        cell("claimant", Verdict::Same, &[("Osmerian statistics office", &exact)]),
        cell("period", Verdict::Same, &[("2023", &exact)]),
    ];
    entry.note = Some("7.84 rounded to a whole billion is 8; rounded to a tenth it is 7.8".into());
    let entry =
        b.entry("figures", "trade", "trade of Veldoria’s customs, 2023", Verdict::Conflict, vec![other.clone()]);
    entry.cells = vec![cell("claimant", Verdict::Single, &[("Veldoria's customs service", &[&other])])];
    let first = b.cite(agency, "f1", "$7.84 billion");
    b.conflict(
        ConflictKind::Figure,
        &["figures-1", "figures-2"],
        "8.7 is 11% more than 7.84, for the same year",
        vec![first, other],
    );
    let cost = [agency, reprint, cut, comment].map(|d| b.cite(d, "f5", "$6.4 billion"));
    b.entry("figures", "cost", "cost of the Sarvan plant", Verdict::Same, cost.to_vec());
}

fn names(b: &mut Builder, docs: &[usize; 5]) {
    b.entity(Class::Country, "Osmeria", &["Osmeria"], "", docs);
    b.entity(Class::Country, "Veldoria", &["Veldoria"], "", docs);
    b.entity(Class::Person, "Temir Askarul", &["Askarul", "Asqarul", "Temir Askarul", "Temir Asqarul"], "", docs);
    b.entity(Class::Person, "Irena Valdaric", &["Irena Valdaric", "Irena Waldaritsch", "Valdaric"], "", docs);
    b.entity(
        Class::Person,
        "Rustan Meldebek",
        &["Rustan Meldebek", "Rustan Meldebekov"],
        "Osmerian Energy Minister",
        docs,
    );
    b.entity(Class::Organisation, "Veldoria Rail", &["Veldoria Rail"], "", &docs[..1]);
}
