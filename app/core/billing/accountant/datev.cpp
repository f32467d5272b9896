// The columns and their order are DATEV's, who names them in German.
#include <fmt/format.h>

#include <algorithm>

#include "app/core/billing/accountant/bookings.hpp"
#include "app/core/tabular/encoding.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::billing::accountant {

namespace {

constexpr int kColumns = 125;
constexpr std::size_t kNumberMax = 36;  // characters of Belegfeld 1
constexpr std::size_t kTextMax = 60;    // of Buchungstext

std::string titles() {
    std::string all =
        "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basis-Umsatz;"
        "WKZ Basis-Umsatz;Konto;Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;Belegdatum;Belegfeld 1;"
        "Belegfeld 2;Skonto;Buchungstext;Postensperre;Diverse Adressnummer;Geschäftspartnerbank;"
        "Sachverhalt;Zinssperre;Beleglink";
    for (int i = 1; i <= 8; ++i) {
        all += fmt::format(";Beleginfo - Art {0};Beleginfo - Inhalt {0}", i);
    }
    all +=
        ";KOST1 - Kostenstelle;KOST2 - Kostenstelle;Kost-Menge;EU-Land u. UStID (Bestimmung);"
        "EU-Steuersatz (Bestimmung);Abw. Versteuerungsart;Sachverhalt L+L;"
        "Funktionsergänzung L+L;BU 49 Hauptfunktionstyp;BU 49 Hauptfunktionsnummer;"
        "BU 49 Funktionsergänzung";
    for (int i = 1; i <= 20; ++i) {
        all += fmt::format(";Zusatzinformation - Art {0};Zusatzinformation- Inhalt {0}", i);
    }
    return all +
           ";Stück;Gewicht;Zahlweise;Forderungsart;Veranlagungsjahr;Zugeordnete Fälligkeit;"
           "Skontotyp;Auftragsnummer;Buchungstyp;USt-Schlüssel (Anzahlungen);"
           "EU-Land (Anzahlungen);Sachverhalt L+L (Anzahlungen);EU-Steuersatz (Anzahlungen);"
           "Erlöskonto (Anzahlungen);Herkunft-Kz;Buchungs GUID;KOST-Datum;SEPA-Mandatsreferenz;"
           "Skontosperre;Gesellschaftername;Beteiligtennummer;Identifikationsnummer;"
           "Zeichnernummer;Postensperre bis;Bezeichnung SoBil-Sachverhalt;"
           "Kennzeichen SoBil-Buchung;Festschreibung;Leistungsdatum;"
           "Datum Zuord. Steuerperiode;Fälligkeit;Generalumkehr (GU);Steuersatz;Land;"
           "Abrechnungsreferenz;BVV-Position;EU-Land u. UStID (Ursprung);"
           "EU-Steuersatz (Ursprung);Abw. Skontokonto\r\n";
}

/// "20261101"
std::string eight_digits(pos::Date day) {
    std::string text = to_string(day);
    std::erase(text, '-');
    return text;
}

/// The first so many characters, none cut in two.
std::string first_of(const std::string& text, std::size_t count) {
    std::size_t at = 0;
    for (; at < text.size() && count > 0; --count) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    }
    return text.substr(0, at);
}

std::string in_quotes(const std::string& text) {
    std::string out{'"'};
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c == '\r' || c == '\n' ? ' ' : c;
    }
    return out + '"';
}

/// What Belegfeld 1 takes: letters, digits and $ & % * + - /
std::string document_field(const std::string& number) {
    std::string kept;
    for (const char c : number) {
        const bool plain =
            (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (plain || std::string_view{"$&%*+-/"}.find(c) != std::string_view::npos) kept += c;
    }
    return kept.substr(0, kNumberMax);
}

std::string header(const Chart& chart, const Month& month, std::size_t digits,
                   const pos::LocalTime& made) {
    const std::int32_t second = made.second_of_day;
    const auto year = static_cast<int>(split(month.first).year);
    return fmt::format(
        "\"EXTF\";700;21;\"Buchungsstapel\";13;{}{:02}{:02}{:02}000;;\"CF\";\"\";\"\";{};{};{}0101;"
        "{};{};{};\"Rechnungen\";\"\";1;0;0;\"{}\";;\"\";;;\"\";;;\"\";\"\"\r\n",
        eight_digits(made.date), second / 3'600, second / 60 % 60, second % 60, chart.consultant,
        chart.client, year, digits, eight_digits(month.first), eight_digits({month.end.days - 1}),
        code_of(month.currency));
}

}  // namespace

std::string write_datev(const std::vector<Booking>& bookings, const Chart& chart,
                        const Month& month, pos::LocalTime made) {
    // All impersonal accounts of a chart are as long as one another: 4 to 8 digits.
    std::size_t digits = 4;
    for (const auto& [key, account] : chart.accounts) {
        if (key != "receivable") digits = std::max(digits, account.size());
    }
    std::string out = header(chart, month, std::min<std::size_t>(digits, 8), made) + titles();
    for (const Booking& one : bookings) {
        std::string amount = to_string(one.amount);
        std::ranges::replace(amount, '.', ',');
        const auto day = split(one.on);
        std::string row = fmt::format("{};\"S\";\"{}\";;;\"\";{};{};\"\";{:02}{:02};{};\"\";;{}",
                                      amount, code_of(one.amount.currency), one.debit, one.credit,
                                      day.day, day.month, in_quotes(document_field(one.number)),
                                      in_quotes(first_of(one.customer + " " + one.text, kTextMax)));
        row.append(kColumns - 14, ';');
        out += row + "\r\n";
    }
    return tabular::to_cp1252(out);
}

}  // namespace app::core::billing::accountant
