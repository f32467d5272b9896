// Goal: what a bill says of how its lines came about is written as its language writes figures and
// days, whatever was signed; programs get it as it was signed. Method: lines as documents have
// them, said in both languages.
#include "app/core/billing/line_words.hpp"

#include <gtest/gtest.h>

#include "pos/billing/bill/item.hpp"
#include "pos/billing/rated.hpp"

namespace {

using app::core::invoice::Words;
using pos::billing::LineKind;
using pos::billing::bill::ItemKind;
using pos::journal::DocumentLine;
namespace billing = app::core::billing;

DocumentLine line_of(ItemKind kind, const std::string& quantity, const std::string& unit) {
    DocumentLine line;
    line.kind = static_cast<std::uint8_t>(kind);
    line.quantity = quantity;
    line.unit = unit;
    line.net = pos::zero(*pos::currency_of("EUR"));
    if (kind != ItemKind::by_hand) line.charge.emplace();
    return line;
}

void add(DocumentLine& line, LineKind kind, const std::string& quantity, const std::string& price,
         const std::string& amount) {
    line.steps.push_back({static_cast<std::uint8_t>(kind), 0, quantity, price, amount, "0"});
}

DocumentLine tiers() {
    auto line = line_of(ItemKind::usage, "1130.5", "kWh");
    add(line, LineKind::tier_units, "1100", "0.3", "330");
    add(line, LineKind::tier_units, "30.5", "0.2575", "7.85375");
    add(line, LineKind::total_limits, "1", "-2.5", "-2.5");
    return line;
}

DocumentLine named(const std::string& name) {
    auto line = line_of(ItemKind::usage, "1", "kWh");
    line.name = name;
    return line;
}

}  // namespace

TEST(LineWords, ProgramsReadWhatWasSigned) {
    EXPECT_EQ(billing::plain_note(tiers()), "1130.5 kWh: 1100 × 0.3 + 30.5 × 0.2575 − 2.5");
}

TEST(LineWords, FiguresAreThoseOfTheLanguage) {
    EXPECT_EQ(billing::note_in_words(tiers(), Words::read("de")),
              "1.130,5 kWh: 1.100 × 0,30 + 30,5 × 0,2575 − 2,50");
    EXPECT_EQ(billing::note_in_words(tiers(), Words::read("en")),
              "1,130.5 kWh: 1,100 × 0.30 + 30.5 × 0.2575 − 2.50");
}

TEST(LineWords, OnePriceThatComesToTheAmountIsSaid) {
    const Words german = Words::read("de");
    for (const LineKind kind : {LineKind::usage, LineKind::tier_units, LineKind::volume_units,
                                LineKind::overage, LineKind::energy}) {
        auto line = line_of(ItemKind::usage, "1145", "kWh");
        line.net.minor = 366'29;
        add(line, kind, "1145", "0.3199", "366.2855");
        EXPECT_EQ(billing::note_in_words(line, german), "1.145 kWh × 0,3199");
        EXPECT_EQ(billing::plain_note(line), "1145 kWh");
    }
    auto share = line_of(ItemKind::usage, "250", "EUR");
    share.net.minor = 6'25;
    add(share, LineKind::percentage, "250", "2.5", "6.25");
    EXPECT_EQ(billing::note_in_words(share, german), "250 EUR × 2,5 %");
}

TEST(LineWords, NoPriceIsSaidThatComesToAnotherAmountOrIsNoneOfAUnit) {
    const Words english = Words::read("en");
    auto line = line_of(ItemKind::usage, "145", "kWh");
    add(line, LineKind::usage, "145", "0.3199", "46.3855");
    line.net.minor = 38'98;  // without the tax that the price bears
    EXPECT_EQ(billing::note_in_words(line, english), "145 kWh");
    line.net.minor = 46'40;
    EXPECT_EQ(billing::note_in_words(line, english), "145 kWh");
    line.net.minor = 46'39;
    EXPECT_EQ(billing::note_in_words(line, english), "145 kWh × 0.3199");
    for (const LineKind kind : {LineKind::minimum, LineKind::coupon, LineKind::pre_priced,
                                LineKind::tier_flat, LineKind::step, LineKind::package}) {
        auto one = line_of(ItemKind::usage, "1", "kWh");
        one.net.minor = 25'00;
        add(one, kind, "1", "25", "25");
        EXPECT_EQ(billing::note_in_words(one, english), "1 kWh") << static_cast<int>(kind);
    }
    auto free = line_of(ItemKind::usage, "5", "kWh");
    add(free, LineKind::tier_units, "5", "0", "0");
    EXPECT_EQ(billing::note_in_words(free, english), "5 kWh");
}

TEST(LineWords, WorkByHandHasItsPrice) {
    auto line = line_of(ItemKind::by_hand, "1.5", "h");
    add(line, LineKind::usage, "1.5", "180", "270");
    EXPECT_EQ(billing::plain_note(line), "1.5 h × 180");
    EXPECT_EQ(billing::note_in_words(line, Words::read("de")), "1,5 h × 180,00");
    line.quantity = "1";
    line.unit.clear();
    EXPECT_EQ(billing::note_in_words(line, Words::read("de")), "");
}

TEST(LineWords, CallsAreSummedUp) {
    auto line = line_of(ItemKind::usage, "5405", "s");
    add(line, LineKind::call_connect, "3", "0.05", "0.15");
    add(line, LineKind::call_time, "20", "0.09", "1.8");
    add(line, LineKind::call_time, "10.083333", "0.29", "2.925");
    add(line, LineKind::call_free, "60", "0", "0");
    add(line, LineKind::call_rounding, "1", "0.005", "0.005");
    EXPECT_EQ(billing::note_in_words(line, Words::read("en")),
              "90 min 5 s: calls 4.73 + connection fees 0.15");
    EXPECT_EQ(billing::note_in_words(line, Words::read("de")),
              "90 min 5 s: Gespräche 4,73 + Verbindungsentgelte 0,15");
    line.steps.resize(3);
    line.quantity = "45";
    EXPECT_EQ(billing::note_in_words(line, Words::read("en")),
              "45 s: calls 4.725 + connection fees 0.15");
}

TEST(LineWords, WhatMetersShowedIsWrittenAsTheLanguageDoes) {
    const auto line = named(
        "Strom, 4711: 1000.5 (2026-11-01) – 40 (2026-11-16); 4712: 7 (2026-11-16) – ~1130 "
        "(2026-12-01)");
    EXPECT_EQ(billing::name_in_words(line, Words::read("de").locale()),
              "Strom, 4711: 1.000,5 (01.11.2026) – 40 (16.11.2026); 4712: 7 (16.11.2026) – ~1.130 "
              "(01.12.2026)");
    EXPECT_EQ(billing::name_in_words(named("Power (110.5 - 40 kWh)"), Words::read("de").locale()),
              "Power (110,5 − 40 kWh)");
}

TEST(LineWords, OtherNamesStayAsTheyAre) {
    const Words german = Words::read("de");
    for (const char* name : {"", "Fee", "Fee (old)", "Fee (", "Fee (2026-13-01)", "(2026-11-01)",
                             "Fee (a - b)", "Fee (1.5 - )"}) {
        EXPECT_EQ(billing::name_in_words(named(name), german.locale()), name);
    }
    auto by_hand = line_of(ItemKind::by_hand, "1", "");
    by_hand.name = "Meter 1.5 (2026-11-01)";
    EXPECT_EQ(billing::name_in_words(by_hand, german.locale()), by_hand.name);
}

TEST(LineWords, ReasonsAreInTheLanguageOfWhoeverReadsThem) {
    pos::journal::DocumentIssued issued;
    pos::billing::invoice::Invoice invoice;
    invoice.payment_terms = "Credited to the account.";
    const auto tax = [&](const char* category, const char* exemption) {
        auto& one = issued.taxes.emplace_back();
        one.category = category;
        one.exemption = exemption;
        auto& group = invoice.taxes.emplace_back();
        group.category.code = "E";  // whatever it is called beside others
        group.exemption_reason = exemption;
        group.exemption_code = "VATEX-EU-O";
    };
    tax("O", "Not subject to VAT");
    tax("AE", "Reverse charge");
    tax("S", "");
    tax("X", "As it was signed");
    const auto english = [&] {
        auto said = invoice;
        billing::put_in_words(said, issued, Words::read("en"));
        return said;
    }();
    for (std::size_t i = 0; i < invoice.taxes.size(); ++i) {
        EXPECT_EQ(english.taxes[i].exemption_reason, issued.taxes[i].exemption);
    }
    EXPECT_EQ(english.payment_terms, invoice.payment_terms);
    billing::put_in_words(invoice, issued, Words::read("de"));
    EXPECT_EQ(invoice.taxes[0].exemption_reason, "Unterliegt nicht der Umsatzsteuer");
    EXPECT_EQ(invoice.taxes[0].exemption_code, "VATEX-EU-O");
    EXPECT_EQ(invoice.taxes[1].exemption_reason, "Steuerschuldnerschaft des Leistungsempfängers");
    EXPECT_EQ(invoice.taxes[2].exemption_reason, "");
    EXPECT_EQ(invoice.taxes[3].exemption_reason, "As it was signed");
    EXPECT_EQ(invoice.payment_terms, "Der Betrag wird Ihrem Konto gutgeschrieben.");
    invoice.payment_terms.clear();
    billing::put_reasons_in_words(invoice, issued, Words::read("de"));
    EXPECT_EQ(invoice.payment_terms, "");
}

TEST(LineWords, CodesOfChargesAreForProgramsAlone) {
    pos::journal::DocumentIssued issued;
    issued.lines = {tiers(), line_of(ItemKind::by_hand, "1", "")};
    issued.lines[0].name = "Strom, 1 (2026-11-01) – 2 (2026-12-01)";
    pos::billing::invoice::Invoice invoice;
    invoice.lines.resize(2);
    invoice.lines[0].item.sellers_id = "kwh";
    invoice.lines[1].item.sellers_id = "SKU 1";
    billing::put_in_words(invoice, issued, Words::read("de"));
    EXPECT_EQ(invoice.lines[0].item.sellers_id, "");
    EXPECT_EQ(invoice.lines[0].item.name, "Strom, 1 (01.11.2026) – 2 (01.12.2026)");
    EXPECT_EQ(invoice.lines[0].note, "1.130,5 kWh: 1.100 × 0,30 + 30,5 × 0,2575 − 2,50");
    EXPECT_EQ(invoice.lines[1].item.sellers_id, "SKU 1");
}
