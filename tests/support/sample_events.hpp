#pragma once

#include <iterator>
#include <string>
#include <vector>

#include "tests/support/sample_billing_events.hpp"
#include "tests/support/sample_values.hpp"

/// One event of each kind, every field set to something of its own, so that two fields that change
/// places are seen. The golden bytes of every version are made of them: change them and the golden
/// bytes no longer prove anything.
namespace test {

/// Two bottles of milk, apples at 0.30 less, a pen; 1.00 off the basket; 9.67, of which 5.00 by
/// card and 4.65 in cash after rounding to five cents.
inline pos::journal::SaleRecord sample_sale() {
    using namespace pos::journal;
    using pos::pieces;
    SaleLine milk;
    milk.line = 1;
    milk.item = id(11);
    milk.number = "100";
    milk.barcode = "4006381333931";
    milk.name = "Milch 1 l";
    milk.department = "D1";
    milk.department_name = "Dairy";
    milk.tax_class = "reduced";
    milk.quantity = pieces(2);
    milk.unit_price = euro_price(119'000'000);
    milk.gross = euro(238);
    milk.basket_shares = {euro(22)};
    milk.total = euro(216);
    milk.net = euro(202);
    milk.payable = euro(216);
    milk.taxes = {{0, "VAT7", euro(202), euro(14)}};
    milk.note = "cold";
    milk.trace = Trace{"L2611", "S-77", pos::make_date(2026, 12, 1), pos::make_date(2026, 11, 30)};

    SaleLine apples;
    apples.line = 2;
    apples.item = id(12);
    apples.number = "200";
    apples.name = "Äpfel";
    apples.department = "D2";
    apples.department_name = "Produce";
    apples.tax_class = "reduced";
    apples.quantity = {1'204'000};
    apples.unit = "kg";
    apples.unit_price = euro_price(299'000'000);
    apples.list_price = euro_price(319'000'000);
    apples.price_reason = "shelf";
    apples.cost = euro_price(150'000'000);
    apples.gross = euro(360);
    apples.discounts = {{DiscountKind::amount, {}, euro(30), "3 for 2", "promotion"}};
    apples.basket_shares = {euro(31)};
    apples.total = euro(299);
    apples.net = euro(279);
    apples.payable = euro(299);
    apples.taxes = {{0, "VAT7", euro(279), euro(20)}};

    SaleLine pen;
    pen.line = 3;
    pen.item = id(13);
    pen.number = "300";
    pen.barcode = "96385074";
    pen.name = "ペン";
    pen.department = "D3";
    pen.department_name = "Office";
    pen.tax_class = "standard";
    pen.quantity = pieces(1);
    pen.unit_price = euro_price(499'000'000);
    pen.gross = euro(499);
    pen.basket_shares = {euro(47)};
    pen.total = euro(452);
    pen.net = euro(380);
    pen.payable = euro(452);
    pen.taxes = {{1, "VAT19", euro(380), euro(72)}};

    SaleRecord sale;
    sale.sale = id(21);
    sale.number = "B01-T1-000123";
    sale.external_number = "536365";
    sale.branch = "B01";
    sale.terminal = "T1";
    sale.when = at(14, 32, 5);
    sale.started_at = {1'795'354'300'000};
    sale.cashier = anna();
    sale.shift = id(31);
    sale.customer = "C-10442";
    sale.currency = kEuro;
    sale.policy.discount_mode = pos::RoundingMode::half_even;
    sale.policy.tax_mode = pos::RoundingMode::half_towards;
    sale.policy.tax_scope = pos::tax::TaxScope::document;
    sale.policy.prices = pos::tax::PricesAre::with_tax;
    sale.policy.precision = pos::pricing::LinePrecision::exact;
    sale.policy.line_step_minor = 2;
    sale.policy.tax_step_minor = 3;
    sale.policy.cash_step_minor = 5;
    sale.policy.line_mode = pos::RoundingMode::up;
    sale.policy.cash_mode = pos::RoundingMode::down;
    sale.policy.cash_scope = pos::pricing::CashScope::every_payment;
    sale.lines = {milk, apples, pen};
    sale.basket_discounts = {{DiscountKind::percent, {9'372'071}, euro(100), "Staff", "birthday"}};
    sale.taxes.resize(2);
    sale.taxes[0].code = "VAT7";
    sale.taxes[0].name = "VAT 7 %";
    sale.taxes[0].rate = pos::percent(7);
    sale.taxes[0].included = true;
    sale.taxes[0].base = euro(481);
    sale.taxes[0].tax = euro(34);
    sale.taxes[1].code = "VAT19";
    sale.taxes[1].name = "VAT 19 %";
    sale.taxes[1].kind = pos::tax::TaxKind::division;
    sale.taxes[1].rate = pos::percent(19);
    sale.taxes[1].amount_e8 = 3;
    sale.taxes[1].included = true;
    sale.taxes[1].sequence = 2;
    sale.taxes[1].base = euro(380);
    sale.taxes[1].tax = euro(72);
    sale.discount = euro(130);
    sale.tax = euro(106);
    sale.total = euro(967);
    sale.rounding = euro(-2);
    sale.payable = euro(965);
    sale.tenders = {{TenderKind::card, "card", "Card", euro(500), euro(500), euro(0), "slip 4711"},
                    {TenderKind::cash, "cash", "Cash", euro(465), euro(500), euro(35), ""}};
    sale.fiscal = {FiscalState::signed_by_device, "none", "thank you"};
    sale.note = "gift wrapped";
    return sale;
}

/// One of the two bottles comes back: 1.08, 1.10 in cash.
inline pos::journal::SaleRecord sample_refund() {
    using namespace pos::journal;
    SaleRecord refund = sample_sale();
    refund.sale = id(22);
    refund.number = "B01-T1-000124";
    refund.external_number = "C536379";
    refund.when = at(15, 1, 0);
    SaleLine& milk = refund.lines[0];
    milk.quantity = pos::pieces(-1);
    milk.gross = euro(-119);
    milk.basket_shares = {euro(-11)};
    milk.total = euro(-108);
    milk.net = euro(-101);
    milk.payable = euro(-108);
    milk.taxes = {{0, "VAT7", euro(-101), euro(-7)}};
    milk.origin = Origin{id(21), 1, "B01-T1-000123"};
    milk.return_reason = "sour";
    refund.lines.resize(1);
    refund.basket_discounts[0].amount = euro(-11);
    refund.taxes.resize(1);
    refund.taxes[0].base = euro(-101);
    refund.taxes[0].tax = euro(-7);
    refund.discount = euro(-11);
    refund.tax = euro(-7);
    refund.total = euro(-108);
    refund.rounding = euro(-2);
    refund.payable = euro(-110);
    refund.tenders = {{TenderKind::cash, "cash", "Cash", euro(-110), euro(0), euro(110), ""}};
    return refund;
}

/// Two bills, one of them in part, and something for the next ones; in cash and by card.
inline pos::journal::SaleRecord sample_bill() {
    using namespace pos::journal;
    SaleRecord record;
    record.sale = id(24);
    record.number = "B01-T1-000125";
    record.branch = "B01";
    record.terminal = "T1";
    record.when = at(15, 10, 0);
    record.started_at = {1'795'356'600'000};
    record.cashier = anna();
    record.shift = id(31);
    record.customer = "K-1042";
    record.currency = kEuro;
    record.discount = record.tax = record.rounding = euro(0);
    record.total = record.payable = euro(7'890);
    record.tenders = {{TenderKind::card, "card", "Card", euro(5'000), euro(5'000), euro(0), "4711"},
                      {TenderKind::cash, "cash", "Cash", euro(2'890), euro(3'000), euro(110), ""}};
    record.bill = BillPayment{
        id(53),
        "A-1042",
        {1'795'354'300'000},
        {{id(61), "I2026-000017", pos::make_date(2026, 11, 15), euro(4'990), euro(4'990)},
         {id(62), "I2026-000018", pos::make_date(2026, 12, 15), euro(4'990), euro(2'500)}},
        euro(400),
        {}};
    return record;
}

/// A ticket of credit that was bought.
inline pos::journal::SaleRecord sample_top_up() {
    using namespace pos::journal;
    SaleRecord record = sample_bill();
    record.sale = id(25);
    record.number = "B01-T1-000126";
    record.total = record.payable = euro(2'000);
    record.tenders = {{TenderKind::cash, "cash", "Cash", euro(2'000), euro(2'000), euro(0), ""}};
    record.bill->bills.clear();
    record.bill->on_account = euro(0);
    record.bill->top_up = TopUp{euro(2'000), euro(350)};
    return record;
}

inline pos::journal::MeterRead sample_reading() {
    return {.reading = id(81),
            .when = at(16, 10, 0),
            .cashier = anna(),
            .customer = "K-1042",
            .account = id(53),
            .account_number = "A-1042",
            .known_at = {1'795'354'300'000},
            .point = "P-1",
            .meter = "kwh",
            .serial = "4711",
            .figure = "12345.6",
            .figure_before = "12001",
            .read_before = pos::make_date(2026, 10, 3),
            .sure = true};
}

inline pos::journal::ShiftClosed sample_close() {
    using namespace pos::journal;
    ShiftClosed close;
    close.shift = id(31);
    close.z_number = 7;
    close.when = at(20, 15, 0);
    close.user = anna();
    close.opened = at(8, 0, 0).local;
    close.first_receipt = "B01-T1-000001";
    close.last_receipt = "B01-T1-000124";
    close.currency = kEuro;
    close.figures.sales = 1;
    close.figures.refunds = 2;
    close.figures.cancelled = 3;
    close.figures.voided_lines = 4;
    close.figures.drawer_openings = 5;
    close.figures.gross = euro(965);
    close.figures.refunded = euro(110);
    close.figures.net = euro(855);
    close.figures.discount = euro(119);
    close.figures.tax = euro(99);
    close.figures.rounding = euro(-4);
    close.figures.opening_float = euro(20000);
    close.figures.cash_moved = euro(-5000);
    close.figures.taxes = {sample_sale().taxes[1]};
    close.figures.tenders = {
        {TenderKind::cash, "cash", "Cash", 2, euro(15355), euro(15350), euro(-5)}};
    close.figures.departments = {{"D1", "Dairy", pos::pieces(1), euro(108)}};
    close.figures.bills = 1;
    close.figures.bills_paid = euro(7'890);
    close.figures.credits = 2;
    close.figures.credit_bought = euro(2'000);
    close.grand_total = euro(1'234'567);
    close.note = "quiet day";
    return close;
}

inline pos::journal::CardAttempted sample_card() {
    using namespace pos::journal;
    return {.sale = id(21),
            .attempt = id(51),
            .when = at(14, 31, 0),
            .cashier = anna(),
            .amount = euro(500),
            .state = CardState::booked,
            .reference = "girocard 5726 · 0022",
            .action = CardAction::reversal,
            .tender = "card",
            .of = id(50),
            .last_before = "29001006/0021/000021//000021/0308/110000/500",
            .details = {.terminal = "29001006",
                        .receipt = "0022",
                        .trace = "000022",
                        .card = "girocard",
                        .card_end = "5726",
                        .authorisation = "291675",
                        .code = "6c"},
            .slips = {{false, {"** Händlerbeleg **", ""}}, {true, {}}},
            .reason = "slip shown"};
}

inline std::vector<pos::journal::Event> sample_shop_events() {
    using namespace pos::journal;
    JournalStarted started;
    started.branch = "B01";
    started.terminal = "T1";
    started.series = "T1b";
    started.public_key = hash_of_number(1);
    started.currency = kEuro;
    started.zone = "Europe/Berlin";
    started.program = "counterfoil 1.0";
    started.predecessor = Predecessor{id(2), 4711, hash_of_number(2)};
    ItemEdited edited;
    edited.when = at(9, 1, 2);
    edited.user = anna();
    edited.item = id(11);
    edited.number = "100";
    edited.name = "Milch 1 l";
    edited.department = "D1";
    edited.tax_class = "reduced";
    edited.price = euro_price(119'000'000);
    edited.unit = "l";
    edited.open_price = true;
    edited.active = false;
    edited.barcodes = {"4006381333931", "96385074"};
    const StockLine broken{id(11), "100", "Milch 1 l", pos::pieces(-3)};
    return {
        started,
        ItemsImported{at(7, 0, 0), anna(), "items.csv", hash_of_number(3), 1, 2, 3, 4},
        edited,
        StockAdjusted{id(41), "556001", at(9, 2, 3), anna(), "breakage", {broken}, "B02", true},
        SettingChanged{at(9, 3, 4), anna(), "receipt.width", "58", "80"},
        ClockWentBack{{1'795'354'300'000}, {1'795'350'000'000}},
        PersonErased{at(9, 4, 5), anna(), {hash_of_number(4), hash_of_number(5)}},
    };
}

/// One of each, in the order of Event.
inline std::vector<pos::journal::Event> sample_events() {
    using namespace pos::journal;
    auto shop = sample_shop_events();
    auto billing = sample_billing_events();
    std::vector<Event> all{
        shop[0],
        ShiftOpened{id(31), at(8, 0, 0), anna(), euro(20000)},
        sample_close(),
        DrawerOpened{id(31), at(10, 0, 1), anna(), "change"},
        CashMoved{id(31), at(10, 0, 2), anna(), euro(-5000), "to the safe"},
        SaleStarted{id(21), at(14, 30, 0), anna()},
        LineVoided{id(21), at(14, 30, 1), anna(), 4, id(14), "Rum", pos::pieces(2), euro(1998),
                   "mistake"},
        PriceOverridden{id(21), at(14, 30, 2), anna(), 2, id(12), "Äpfel", euro_price(319'000'000),
                        euro_price(299'000'000), "shelf"},
        SaleCancelled{id(23), at(14, 40, 0), anna(), 3, euro(1234), "customer left"},
        sample_card(),
        SaleCompleted{sample_sale()},
        SaleRefunded{sample_refund()},
        ReceiptReprinted{id(21), "B01-T1-000123", at(16, 0, 0), anna(), 2},
        shop[1],
        shop[2],
        shop[3],
        shop[4],
        shop[5],
        shop[6],
        billing[0],
        billing[1],
        billing[2],
        billing[3],
        billing[4],
        billing[5],
        CustomerEdited{at(9, 5, 6),
                       anna(),
                       id(71),
                       {{pos::customer::Field::email, {1'795'354'300'001}},
                        {pos::customer::Field::merged, {1'795'354'300'002}}},
                       hash_of_number(8),
                       id(72)},
        billing[6],
        billing[7],
        billing[8],
        BillPaid{sample_top_up()},
        TenderCorrected{.sale = id(21),
                        .number = "B01-T1-000123",
                        .when = at(16, 5, 0),
                        .cashier = anna(),
                        .shift = id(31),
                        .position = 2,
                        .amount = euro(500),
                        .refund = false,
                        .from = {TenderKind::card, "card", "Card", "4711"},
                        .to = {TenderKind::cash, "cash", "Cash", ""},
                        .from_is_left = true,
                        .to_is_new = false,
                        .reason = "mistake"},
        sample_reading(),
    };
    all.insert(all.end(), std::next(billing.begin(), 9), billing.end());
    return all;
}

}  // namespace test
