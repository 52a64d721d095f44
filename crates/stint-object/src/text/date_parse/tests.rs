use super::*;
use crate::text::date_format::{format_date_time, format_time_span};
use crate::text::ticks::TICKS_PER_HOUR;

fn context(culture: &str, styles: DateTimeStyles) -> DateContext<'static> {
    DateContext {
        culture: Culture::by_name(culture).expect("a known culture"),
        styles,
        zone: Zone::utc(),
        now: DateTimeTicks::from_civil((2025, 6, 7), (8, 9, 10)).expect("a moment"),
    }
}

/// The date in round-trip form, or the failure's text.
fn parse(text: &str, culture: &str) -> String {
    match parse_date_time(text, &context(culture, DateTimeStyles::NONE)) {
        Ok(time) => format_date_time(time, "o", Culture::invariant(), Zone::utc())
            .expect("a format")
            .replace(".0000000", ""),
        Err(failure) => failure.to_string(),
    }
}

#[test]
fn dates() {
    for (text, culture, wanted) in [
        ("2024-05-06", "", "2024-05-06T00:00:00"),
        ("2024-05-06 07:08", "", "2024-05-06T07:08:00"),
        ("2024-05-06T07:08:09", "", "2024-05-06T07:08:09"),
        ("2024-05-06T07:08:09Z", "", "2024-05-06T07:08:09+00:00"),
        (
            "2024-05-06T07:08:09.25+02:00",
            "",
            "2024-05-06T05:08:09.2500000+00:00",
        ),
        (
            "2024-05-06 07:08:09 -05:00",
            "",
            "2024-05-06T12:08:09+00:00",
        ),
        ("05/06/2024", "", "2024-05-06T00:00:00"),
        ("5/6/2024 1:02 PM", "", "2024-05-06T13:02:00"),
        ("5/6/24", "", "2024-05-06T00:00:00"),
        ("May 6, 2024", "", "2024-05-06T00:00:00"),
        ("6 May 2024", "", "2024-05-06T00:00:00"),
        ("6-May-2024 10:11:12", "", "2024-05-06T10:11:12"),
        ("Mon, 06 May 2024 00:00:00", "", "2024-05-06T00:00:00"),
        (
            "Mon, 04 Mar 2024 05:06:07 GMT",
            "",
            "2024-03-04T05:06:07+00:00",
        ),
        ("2024-05-06 23:59:59.123", "", "2024-05-06T23:59:59.1230000"),
        ("2024/5/6", "", "2024-05-06T00:00:00"),
        ("May 2024", "", "2024-05-01T00:00:00"),
        ("2024-05", "", "2024-05-01T00:00:00"),
        ("5 May", "", "2005-05-01T00:00:00"),
        ("May 5", "", "2025-05-05T00:00:00"),
        ("5/6", "", "2025-05-06T00:00:00"),
        ("10:20", "", "2025-06-07T10:20:00"),
        ("10:20 pm", "", "2025-06-07T22:20:00"),
        ("3 PM", "", "2025-06-07T15:00:00"),
        ("1.2.2024", "de-DE", "2024-02-01T00:00:00"),
        ("6. Mai 2024", "de-DE", "2024-05-06T00:00:00"),
        ("06/05/2024", "en-GB", "2024-05-06T00:00:00"),
        ("6 de mayo de 2024", "es-ES", "2024-05-06T00:00:00"),
        ("2024年5月6日", "ja-JP", "2024-05-06T00:00:00"),
        ("1.2.3", "", "2003-01-02T00:00:00"),
    ] {
        assert_eq!(parse(text, culture), wanted, "{text}");
    }
}

#[test]
fn what_is_no_date() {
    assert_eq!(
        parse("not a date", ""),
        "The string 'not a date' was not recognized as a valid DateTime. There is an unknown word starting at index '0'."
    );
    for text in [
        "2024-13-01",
        "31/12/2024",
        "",
        "10",
        "1.2.3.4",
        "1e3",
        "12abc",
        "0x10",
        "5:6:7:8",
    ] {
        let failure = parse(text, "");
        assert!(
            failure.contains("was not recognized as a valid DateTime."),
            "{text}: {failure}"
        );
    }
    assert!(parse("Tue, 06 May 2024", "").contains("day of week was incorrect"));
}

#[test]
fn exact_formats() {
    let exact = |text: &str, format: &str| {
        parse_date_time_exact(text, format, &context("", DateTimeStyles::NONE))
            .map(|time| {
                format_date_time(time, "s", Culture::invariant(), Zone::utc()).expect("a format")
            })
            .map_err(|failure| failure.to_string())
    };
    assert_eq!(
        exact("06052024", "ddMMyyyy").as_deref(),
        Ok("2024-05-06T00:00:00")
    );
    assert_eq!(
        exact("2024.01.02", "yyyy.MM.dd").as_deref(),
        Ok("2024-01-02T00:00:00")
    );
    assert_eq!(
        exact("5/6/24 3:04 PM", "d/M/yy h:mm tt").as_deref(),
        Ok("2024-06-05T15:04:00")
    );
    assert_eq!(
        exact("Mon 6 May 2024", "ddd d MMMM yyyy").as_deref(),
        Ok("2024-05-06T00:00:00")
    );
    assert_eq!(
        exact("2024-05-06T07:08:09.1234567", "o").as_deref(),
        Ok("2024-05-06T07:08:09")
    );
    assert_eq!(
        exact("Mon, 06 May 2024 07:08:09 GMT", "r").as_deref(),
        Ok("2024-05-06T07:08:09")
    );
    assert_eq!(
        exact("07:08:09", "HH:mm:ss.FFF").as_deref(),
        Ok("2025-06-07T07:08:09")
    );
    assert!(exact("2024-5-6", "yyyy-MM-dd").is_err());
    assert!(exact("2024-05-06x", "yyyy-MM-dd").is_err());
    assert!(exact("2024-05-06", "Q").is_err());
}

#[test]
fn offsets_are_kept() {
    let (time, offset) = parse_date_time_offset(
        "2024-05-06T07:08:09+02:00",
        &context("", DateTimeStyles::NONE),
    )
    .expect("a date");
    assert_eq!(offset, 2 * TICKS_PER_HOUR);
    assert_eq!(time.hour(), 7);
}

#[test]
fn lengths_of_time() {
    let span = |text: &str| {
        parse_time_span(text, Culture::invariant())
            .map(|ticks| format_time_span(ticks, "c", Culture::invariant()).expect("a format"))
            .map_err(|failure| failure.to_string())
    };
    for (text, wanted) in [
        ("01:02:03", "01:02:03"),
        ("1.02:03:04.567", "1.02:03:04.5670000"),
        ("6", "6.00:00:00"),
        (" -5 ", "-5.00:00:00"),
        ("-00:30", "-00:30:00"),
        ("1:2", "01:02:00"),
        ("1:2:3:4", "1.02:03:04"),
        ("1:2:3:4.5", "1.02:03:04.5000000"),
        ("24:00:00", "24.00:00:00"),
        ("0:0:0.00000005", "00:00:00.0000001"),
    ] {
        assert_eq!(span(text).as_deref(), Ok(wanted), "{text}");
    }
    assert_eq!(
        span("abc").expect_err("no length of time"),
        "String 'abc' was not recognized as a valid TimeSpan."
    );
    for text in ["3.7", "1.2.3.4", "1e2", "", "2024-03-04"] {
        assert!(span(text).is_err(), "{text}");
    }
    assert!(span("25:61:00").is_err_and(|text| text.contains("out of range")));
    let exact = |text: &str, format: &str| {
        parse_time_span_exact(text, format, Culture::invariant(), false).ok()
    };
    assert_eq!(exact("1.02", "d\\.hh"), Some(26 * TICKS_PER_HOUR));
    assert_eq!(exact("02", "hh"), Some(2 * TICKS_PER_HOUR));
    assert_eq!(exact("2", "hh"), None);
    assert_eq!(exact("1:02:03:04.5000000", "G"), Some(937_845_000_000));
}
