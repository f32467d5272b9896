#include "tests/golden/receipts/fixtures.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"
#include "tests/golden/receipts/ticket.hpp"

namespace test {

using namespace pos;
using document::Proof;
using document::ReceiptNotes;
using document::ShopHead;
using document::Words;

namespace {

ReceiptNotes proven() {
    Proof proof;
    for (std::size_t i = 0; i < proof.hash.size(); ++i) {
        proof.hash[i] = static_cast<std::byte>(i * 37 + 11);
    }
    for (std::size_t i = 0; i < proof.signature.size(); ++i) {
        proof.signature[i] = static_cast<std::byte>(i * 91 + 5);
    }
    ReceiptNotes notes;
    notes.proof = proof;
    return notes;
}

ShopHead british_shop() {
    return {.name = "Corner & Daughters",
            .address = {"12 High Street", "Bath BA1 5AA"},
            .tax_number = "VAT GB 123 4567 89",
            .footer = {"Thank you for shopping with us", "Returns within 28 days with receipt"},
            .logo = {}};
}

ShopHead german_shop() {
    return {.name = "Hofladen Müßig",
            .address = {"Königsstraße 7", "70173 Stuttgart"},
            .tax_number = "USt-IdNr. DE 123456789",
            .footer = {"Vielen Dank für Ihren Einkauf!"},
            .logo = {}};
}

Words german() {
    Words words;
    words.receipt = "Bon";
    words.refund = "Erstattung";
    words.cashier = "Es bediente Sie";
    words.customer = "Kunde";
    words.duplicate = "ZWEITDRUCK {}";
    words.training = "ÜBUNG · KEIN BELEG";
    words.returned = "Zurückgegeben";
    words.of_receipt = "von Bon {}";
    words.price_was = "statt {}";
    words.discount = "Rabatt";
    words.subtotal = "Zwischensumme";
    words.total = "SUMME";
    words.rounding = "Rundung";
    words.to_pay = "ZU ZAHLEN";
    words.paid_back = "{} ausgezahlt";
    words.change = "Rückgeld";
    words.reference = "Beleg {}";
    words.saved = "Sie sparten";
    words.tax = "Steuer";
    words.tax_net = "Netto";
    words.tax_amount = "Steuer";
    words.tax_gross = "Brutto";
    words.fiscal_failed = "TSE ausgefallen";
    return words;
}

Words hebrew() {
    Words words;
    words.receipt = "קבלה";
    words.cashier = "קופאי";
    words.subtotal = "סכום ביניים";
    words.discount = "הנחה";
    words.total = "סה״כ";
    words.rounding = "עיגול";
    words.to_pay = "לתשלום";
    words.change = "עודף";
    words.saved = "חסכת";
    words.units = {{"kg", "ק״ג"}};
    words.tax = "מע״מ";
    words.tax_net = "נטו";
    words.tax_amount = "מס";
    words.tax_gross = "ברוטו";
    return words;
}

Words arabic() {
    Words words;
    words.receipt = "إيصال";
    words.cashier = "الكاشير";
    words.total = "الإجمالي";
    words.change = "الباقي";
    words.tax = "الضريبة";
    words.tax_net = "الصافي";
    words.tax_amount = "الضريبة";
    words.tax_gross = "المجموع";
    return words;
}

const tax::Tax& vat20() {
    static const tax::Tax tax = included_tax("S", "VAT", "20");
    return tax;
}
const tax::Tax& vat0() {
    static const tax::Tax tax = included_tax("Z", "VAT", "0");
    return tax;
}

Fixture british_sale() {
    Ticket ticket{"GBP", "B01-T1-000123", "Anna K."};
    ticket.sell("Whole milk 1 l", "2", "", "1.19", vat0())
        .sell("Braeburn apples", "1.204", "kg", "2.99", vat0())
        .sell("Dark chocolate 72 %", "3", "", "2.40", vat20())
        .off("Three for less", "10")
        .sell("Tea towel, blue", "1", "", "6.50", vat20())
        .instead_of("7.95")
        .basket_off("Staff", "5")
        .cash("Cash", "20.00");
    return {"british_sale", "en-GB", british_shop(), {}, ticket.record(), proven()};
}

Fixture german_sale() {
    const tax::Tax seven = included_tax("B", "MwSt.", "7");
    const tax::Tax nineteen = included_tax("A", "MwSt.", "19");
    Ticket ticket{"EUR", "B02-T1-004711", "Jörg Weiß"};
    ticket.sell("Äpfel Elstar", "1.350", "kg", "3.49", seven)
        .sell("Käsespätzle", "2", "", "4.95", seven)
        .sell("Trollinger 0,75 l", "1", "", "1212.50", nineteen)
        .card("EC-Karte", "500.00", "4711")
        .cash("Bar", "800.00");
    Fixture fixture{"german_sale", "de", german_shop(), german(), ticket.record(), proven()};
    fixture.record.fiscal = {.state = journal::FiscalState::signed_by_device,
                             .module = "tse",
                             .text = "TSE 1A2B3C4D Transaktion 4711\nSignaturzähler 9001"};
    return fixture;
}

Fixture refund() {
    Ticket ticket{"GBP", "B01-T1-000124", "Anna K."};
    ticket.take_back("Dark chocolate 72 %", "2", "", "2.40", vat20(), "B01-T1-000123")
        .off("Three for less", "10")
        .pay_out("Cash");
    return {"refund", "en-GB", british_shop(), {}, ticket.record(), proven()};
}

Fixture exchange() {
    Ticket ticket{"GBP", "B01-T1-000125", "Anna K."};
    ticket.take_back("Tea towel, blue", "1", "", "6.50", vat20(), "B01-T1-000123")
        .sell("Tea towel, green", "1", "", "6.95", vat20())
        .cash("Cash", "0.50");
    return {"exchange", "en-GB", british_shop(), {}, ticket.record(), proven()};
}

/// Paid with all the credit that the till had, and 0.38 above it.
Fixture paid_with_credit() {
    Ticket ticket{"GBP", "B01-T1-000126", "Anna K."};
    ticket.sell("Dark chocolate 72 %", "5", "", "2.40", vat20())
        .credit("Credit", "10.38", "A-1042")
        .cash("Cash", "5.00");
    Fixture fixture{"paid_with_credit", "en-GB", british_shop(), {}, ticket.record(), proven()};
    const Currency gbp = fixture.record.currency;
    fixture.notes.credit.emplace().parts = {{{}, {1'000, gbp}, {38, gbp}}};
    fixture.notes.credit->left = zero(gbp);
    return fixture;
}

Fixture duplicate() {
    Fixture fixture = british_sale();
    fixture.name = "duplicate";
    fixture.notes.copy = 2;
    fixture.notes.training = true;
    fixture.notes.customer_name = "Otto Maier";
    return fixture;
}

Fixture hebrew_sale() {
    const tax::Tax vat = included_tax("S", "מע״מ", "18");
    Ticket ticket{"ILS", "B03-T1-000042", "דנה כהן"};
    ticket.sell("חלב תנובה 3% 1 ליטר", "2", "", "6.90", vat)
        .sell("עגבניות", "0.845", "kg", "9.90", vat)
        .sell("Coca-Cola כוס 0.5 l", "1", "", "5.50", vat)
        .sell("Nescafé Gold", "1", "", "34.90", vat)
        .basket_off("מועדון", "10")
        .cash_step(10)
        .cash("מזומן", "100.00");
    return {"hebrew",
            "he",
            {.name = "מכולת השכונה",
             .address = {"רחוב הרצל 10", "תל אביב"},
             .tax_number = "ע.מ. 512345678",
             .footer = {"תודה ולהתראות!"},
             .logo = {}},
            hebrew(),
            ticket.record(),
            proven()};
}

Fixture arabic_sale() {
    const tax::Tax vat = included_tax("S", "ضريبة القيمة المضافة", "15");
    Ticket ticket{"SAR", "B04-T1-000007", "ليلى"};
    ticket.sell("خبز عربي", "3", "", "2.00", vat)
        .sell("تمر سكري فاخر من القصيم عبوة هدية كبيرة", "1", "", "45.00", vat)
        .cash("نقدا", "60.00");
    return {"arabic",
            "ar",
            {.name = "بقالة النور",
             .address = {"شارع الملك فهد", "الرياض"},
             .tax_number = "300000000000003",
             .footer = {"شكرا لزيارتكم"},
             .logo = {}},
            arabic(),
            ticket.record(),
            proven()};
}

/// Names in many scripts on one British receipt.
Fixture many_scripts() {
    Ticket ticket{"GBP", "B01-T1-000126", "Anna K."};
    ticket.sell("बासमती चावल, क्षेत्रीय 5 kg", "1", "", "11.49", vat0())
        .sell("น้ำปลาตราปลาหมึกขวดใหญ่พิเศษสำหรับครอบครัว", "2", "", "2.85", vat0())
        .sell("老干妈风味豆豉油制辣椒", "1", "", "3.20", vat0())
        .sell("しょうゆ 1L", "1", "", "4.10", vat0())
        .sell("Квас «Русский дар»", "2", "", "1.95", vat20())
        .sell("Ελληνικό γιαούρτι", "1", "", "2.25", vat0())
        .sell("חומוס אחלה", "1", "", "2.60", vat0())
        .card("Card", "33.24", "**** 4242");
    return {"many_scripts", "en-GB", british_shop(), {}, ticket.record(), proven()};
}

Fixture long_names() {
    Ticket ticket{"GBP", "B01-T1-000127", "Anna Katharina von Hohenstein-Wittelsbach"};
    ticket
        .sell(
            "Handmade organic sourdough crispbread with sea salt, rosemary and cold-pressed "
            "extra virgin olive oil, family size",
            "1", "", "4.75", vat0())
        .sell("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
              "12", "", "1234567.89", vat20())
        .card("Card", "14814819.43", "");
    Fixture fixture{"long_names", "en-GB", british_shop(), {}, ticket.record(), proven()};
    fixture.shop.name = "The Very Long Name Trading Company of Bath and Bristol";
    return fixture;
}

Fixture three_decimals() {
    const tax::Tax vat = included_tax("S", "VAT", "10");
    Ticket ticket{"BHD", "B05-T1-000003", "Sara"};
    ticket.sell("Saffron threads", "2.5", "g", "3.255", vat)
        .sell("Rosewater", "1", "", "0.950", vat)
        .cash_step(5)
        .cash("Cash", "10.000");
    return {"three_decimals", "en", british_shop(), {}, ticket.record(), proven()};
}

Fixture no_decimals() {
    const tax::Tax vat = added_tax("S", "消費税", "8");
    Ticket ticket{"JPY", "B06-T1-000003", "佐藤"};
    ticket.sell("おにぎり 鮭", "3", "", "150", vat)
        .sell("緑茶 500ml", "1", "", "128", vat)
        .cash("現金", "1000");
    Words words;
    words.receipt = "領収書";
    words.cashier = "担当";
    words.subtotal = "小計";
    words.total = "合計";
    words.change = "お釣り";
    words.tax_net = "税抜";
    words.tax_amount = "税額";
    words.tax_gross = "税込";
    return {"no_decimals",
            "ja",
            {.name = "角の店",
             .address = {"東京都千代田区1-1"},
             .tax_number = {},
             .footer = {},
             .logo = {}},
            words,
            ticket.record(),
            proven()};
}

Fixture cash_rounding() {
    const tax::Tax vat = included_tax("S", "MWST", "2.6");
    Ticket ticket{"CHF", "B07-T1-000099", "Urs"};
    ticket.sell("Brot", "1", "", "3.42", vat)
        .sell("Käse", "0.312", "kg", "24.90", vat)
        .cash_step(5)
        .cash("Bar", "20.00");
    Fixture fixture{"cash_rounding", "de-CH", german_shop(), german(), ticket.record(), proven()};
    fixture.record.fiscal = {.state = journal::FiscalState::failed, .module = "x", .text = ""};
    return fixture;
}

}  // namespace

std::vector<Fixture> fixtures() {
    return {british_sale(),   german_sale(), refund(),       exchange(),     paid_with_credit(),
            duplicate(),      hebrew_sale(), arabic_sale(),  many_scripts(), long_names(),
            three_decimals(), no_decimals(), cash_rounding()};
}

const Fixture& fixture(std::string_view name) {
    static const std::vector<Fixture> all = fixtures();
    const auto found = std::ranges::find(all, name, &Fixture::name);
    POS_ASSERT(found != all.end());
    return *found;
}

document::Document document_of(const Fixture& fixture) {
    const auto locale = locale::Locale::open(fixture.language);
    POS_ASSERT(locale.has_value());
    return document::receipt(fixture.record, {fixture.shop, fixture.words, *locale}, fixture.notes);
}

journal::ShiftClosed closed_day() {
    const Currency gbp = currency_of("GBP").value();
    const auto pounds = [gbp](std::int64_t pence) { return Money{pence, gbp}; };
    journal::ShiftClosed day;
    day.z_number = 17;
    day.when = {.local = {make_date(2026, 11, 21), 18 * 3600 + 4 * 60, 0},
                .business_date = make_date(2026, 11, 21),
                .zone = "Europe/London"};
    day.user.name = "Maria S.";
    day.opened = {make_date(2026, 11, 21), 8 * 3600, 0};
    day.first_receipt = "B01-T1-000101";
    day.last_receipt = "B01-T1-000187";
    day.currency = gbp;
    day.grand_total = pounds(12'345'678);
    journal::ShiftFigures& figures = day.figures;
    figures.sales = 84;
    figures.refunds = 3;
    figures.cancelled = 2;
    figures.voided_lines = 5;
    figures.drawer_openings = 1;
    figures.gross = pounds(154'310);
    figures.refunded = pounds(2'160);
    figures.net = pounds(152'150);
    figures.discount = pounds(1'820);
    figures.tax = pounds(14'358);
    figures.rounding = pounds(0);
    figures.opening_float = pounds(10'000);
    figures.cash_moved = pounds(-50'000);
    figures.taxes = {
        {.code = "Z", .name = "VAT", .included = true, .base = pounds(66'000), .tax = pounds(0)},
        {.code = "S",
         .name = "VAT",
         .rate = percent(20),
         .included = true,
         .base = pounds(71'792),
         .tax = pounds(14'358)}};
    figures.tenders = {{.kind = journal::TenderKind::cash,
                        .code = "cash",
                        .name = "Cash",
                        .count = 41,
                        .expected = pounds(22'150),
                        .counted = pounds(22'145),
                        .difference = pounds(-5)},
                       {.kind = journal::TenderKind::card,
                        .code = "card",
                        .name = "Card",
                        .count = 46,
                        .expected = pounds(90'000),
                        .counted = pounds(90'000),
                        .difference = pounds(0)}};
    figures.departments = {
        {.code = "10", .name = "Groceries", .quantity = pieces(310), .net_payable = pounds(66'000)},
        {.code = "20", .name = "Household", .quantity = pieces(54), .net_payable = pounds(86'150)}};
    return day;
}

}  // namespace test
