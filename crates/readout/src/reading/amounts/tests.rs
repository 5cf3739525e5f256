//! Amounts that need no grammar: numbers, scales, units, ranges, and what is refused.

#[cfg(test)]
mod without_grammar {
    use super::super::*;
    use crate::document::Document;
    use crate::reading::layout::{Block, BlockKind};

    fn amounts(text: &str) -> Vec<Amount> {
        let block = Block { at: Span::new(0, text.len()), kind: BlockKind::Paragraph };
        let mut reading = Reading::of(Document { text: text.into(), ..Document::default() });
        reading.blocks = vec![block];
        find(&mut reading);
        reading.amounts
    }

    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = amounts(text);
        let shown: Vec<(String, String)> = found
            .iter()
            .map(|a| {
                let q = &a.quantity;
                let value = q.value.normalize().to_string();
                let value = q.high.map_or(value.clone(), |h| format!("{value}-{}", h.normalize()));
                (value, q.unit.clone().unwrap_or_default().to_string())
            })
            .collect();
        let expected: Vec<(String, String)> = expected.iter().map(|(v, u)| (v.to_string(), u.to_string())).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn numbers_in_words_and_digits_are_one_number() {
        check("two hundred and fifty", &[("250", "")]);
        check("4 thousand 3 hundred and 21", &[("4321", "")]);
        check("two hundred and two thousand", &[("202000", "")]);
        check("two and a half million", &[("2500000", "")]);
        check("six-and-a-half tonnes", &[("6.5", "t")]);
        check("half a million", &[("500000", "")]);
        check("12,34,567 rupees", &[("1234567", "INR")]);
        check("10 000 dollars", &[("10000", "USD")]);
        check("1.3x10^6", &[("1300000", "")]);
        check("one in five", &[("0.2", "")]);
        check("one over eight", &[("0.125", "")]);
        check("thirty-two fifths", &[("6.4", "")]);
        check("rupees 5 crore", &[("50000000", "INR")]);
        check("a plank 2 in thick", &[("2", "in")]);
    }

    #[test]
    fn mixed_numbers_have_a_part_below_one() {
        check("a hundred and thirty fifths", &[("26", "")]);
        check("one hundred and three quarters", &[("100.75", "")]);
        check("two hundred point seventy-one", &[("200.71", "")]);
        check("3 hundred and one", &[("301", "")]);
        check("more than half agreed", &[("0.5", "")]);
        check("minus one over 20", &[("-0.05", "")]);
    }

    #[test]
    fn a_margin_is_a_range() {
        check("46% ± 3", &[("43-49", "%")]);
        check("46 percent, plus or minus 3 points", &[("46", "%"), ("3", "")]);
        check("9.5 plus or minus 0.5 km", &[("9-10", "km")]);
    }

    #[test]
    fn codes_and_classes_count_nothing() {
        check("hull sx2-173 and J1149.5+6663", &[]);
        check("the under 17's won", &[]);
    }

    #[test]
    fn how_often_is_a_rate() {
        check("they sing four times a week", &[("4", "/wk")]);
        check("120,000 bpd and 4,500 tpd", &[("120000", "bbl/d"), ("4500", "t/d")]);
    }

    #[test]
    fn parts_of_a_currency_have_their_own_size() {
        check("one kuai five mao", &[("1.5", "CNY")]);
        check("RMB 10 USD 20", &[("10", "CNY"), ("20", "USD")]);
    }

    #[test]
    fn a_range_may_be_printed_from_its_upper_end() {
        check("40-35 million crowns", &[("35000000-40000000", "")]);
    }

    #[test]
    fn numbers_of_a_list_inside_a_paragraph_count_nothing() {
        check("The pact 1) bans nets and 2) opens a port (by 9 votes)", &[("9", "")]);
    }

    #[test]
    fn exact_decimals_stay_exact() {
        check("$17.2 billion", &[("17200000000", "USD")]);
        check("0.1 percent", &[("0.1", "%")]);
    }

    #[test]
    fn currencies_are_known_by_sign_code_and_name() {
        check(
            "C$5, US$6, HK$7, €8m, £9bn",
            &[("5", "CAD"), ("6", "USD"), ("7", "HKD"), ("8000000", "EUR"), ("9000000000", "GBP")],
        );
        check("93.4 billion tenge", &[("93400000000", "KZT")]);
        check("3 Turkish liras and 40 hryvnias", &[("3", "TRY"), ("40", "UAH")]);
        check("USD 200, 300 EUR, Rs 50", &[("200", "USD"), ("300", "EUR"), ("50", "INR")]);
        check("a $48 note, the firm's $5 note", &[("48", "USD"), ("5", "USD")]);
        check("30 pounds of flour", &[("30", "lb")]);
        check("30 million pounds", &[("30000000", "GBP")]);
        check("thirteen dollars and forty-five cents", &[("13.45", "USD")]);
    }

    #[test]
    fn a_range_has_two_ends() {
        check("between 3 and 5 million tonnes", &[("3000000-5000000", "t")]);
        check("$27 to $29 billion", &[("27000000000-29000000000", "USD")]);
        check("44 mg to 50 mg", &[("44-50", "mg")]);
        check("10-15 km", &[("10-15", "km")]);
    }

    #[test]
    fn two_levels_are_no_range() {
        check("rose from 5% to 7%", &[("5", "%"), ("7", "%")]);
    }

    #[test]
    fn rates_keep_what_they_are_per() {
        check("85 km/h", &[("85", "km/h")]);
        check("90 miles per hour", &[("90", "mi/h")]);
        check("$70 a share", &[("70", "USD/share")]);
        check("$5 million a year earlier", &[("5000000", "USD")]);
    }

    #[test]
    fn numbers_of_names_labels_and_codes_are_none() {
        check("COVID-19, G20, F-35, 13F", &[]);
        check("Article 51 and No. 7", &[]);
        check("version 3.8.0 at 192.168.1.2", &[]);
        check("call +44 20 7946 0958", &[]);
        check("see https://example.org/a%2012/45", &[]);
        check("they won 3-1", &[]);
        check("in the 1960s and the 50s", &[]);
    }

    #[test]
    fn a_window_of_time_is_no_amount() {
        check("over the last 10 months", &[]);
        check("for 10 months", &[("10", "mo")]);
    }

    #[test]
    fn no_text_makes_it_panic() {
        let long = "9".repeat(400);
        let hostile = [
            "",
            " ",
            "-",
            "$",
            "%",
            ".",
            "1/0",
            "0/0",
            "½",
            "1e999",
            "9^9^9",
            "10^64 trillion trillion trillion",
            "€€€5€€€",
            "- - 5 - -",
            "one hundred thousand million billion trillion quadrillion",
            "a half of a half of half a half",
            "1,2,3,4,5",
            "–5–6–7",
            "five and a",
            "and a half",
            "minus",
            "$-",
            "°C",
            "7 °",
            "Ünï 5 ½ ½",
            "٣ ٤",
            "5\u{0}6",
            "١٢٣",
            "𝟙𝟚",
        ];
        for text in hostile.iter().copied().chain([long.as_str()]) {
            for amount in amounts(text) {
                assert!(text.get(amount.at.range()).is_some() && text.get(amount.phrase.range()).is_some());
            }
        }
    }
}
