#pragma once

#include <string>
#include <vector>

#include "tests/support/sample_values.hpp"

/// Head office's events of billing, in the order of Event; see sample_events.hpp.
namespace test {

inline pos::journal::DocumentIssued sample_document() {
    using namespace pos::journal;
    DocumentIssued issued;
    issued.document = id(51);
    issued.number = "I2026-000123";
    issued.series = "I2026";
    issued.when = at(6, 0, 0);
    issued.user = anna();
    issued.run = id(52);
    issued.account = id(53);
    issued.account_number = "10001";
    issued.party = hash_of_number(6);
    issued.currency = kEuro;
    issued.issued_on = pos::make_date(2026, 12, 1);
    issued.due_on = pos::make_date(2026, 12, 15);
    DocumentLine power;
    power.item = id(54);
    power.kind = 3;
    power.account = id(53);
    power.charge = BilledCharge{id(55), "S-7", "GREEN", 2, 1, "kwh"};
    power.name = "Strom";
    power.from = pos::make_date(2026, 11, 1);
    power.to = pos::make_date(2026, 12, 1);
    power.quantity = "312.5";
    power.unit = "kWh";
    power.share = "1";
    power.steps = {{4, 1, "300", "0.31", "93", "0"}, {4, 2, "12.5", "0.28", "3.5", "0.5"}};
    power.net = euro(9600);
    power.tax = euro(1824);
    DocumentLine back;
    back.item = id(56);
    back.kind = 4;
    back.account = id(57);
    back.charge = BilledCharge{id(58), "S-8", "BASE", 1, 0, "fee"};
    back.name = "Grundpreis";
    back.from = pos::make_date(2026, 11, 16);
    back.to = pos::make_date(2026, 12, 1);
    back.revision = 3;
    back.share = "0.5";
    back.billed_before = "4.5";
    back.net = euro(-500);
    back.tax_group = 1;
    back.of = id(59);
    issued.lines = {power, back};
    issued.taxes = {{"S", "VAT19", "USt. 19 %", {19'000'000}, euro(9600), euro(1824), ""},
                    {"AE", "", "", {}, euro(-500), euro(0), "Reverse charge"}};
    issued.net = euro(9100);
    issued.tax = euro(1824);
    issued.payable = euro(10924);
    issued.corrects = id(60);
    issued.note = "Danke";
    issued.asked = PaymentAsked{PayBy::direct_debit, "M-2026-7", "DE98ZZZ09999999999"};
    return issued;
}

inline std::vector<pos::journal::Event> sample_billing_events() {
    using namespace pos::journal;
    return {
        sample_document(),
        PaymentReceived{id(61), at(7, 0, 1), anna(), id(53), euro(10000), "bank",
                        "I2026-000123 Otto", "2026-11-22/1", pos::make_date(2026, 12, 3)},
        PaymentReturned{id(61), at(7, 0, 2), anna(), id(53), euro(10000), "AC04"},
        Allocated{at(7, 0, 3),
                  anna(),
                  id(53),
                  {{id(61), id(51), euro(10000)}, {id(62), id(51), euro(-24)}}},
        WrittenOff{at(7, 0, 4), anna(), id(53), id(51), euro(24), "small"},
        UsageImported{at(7, 0, 5), anna(), "readings.csv", 1, 2, 3, hash_of_number(7)},
        WalletGranted{id(71),
                      at(7, 0, 6),
                      anna(),
                      id(53),
                      LotKind::promotional,
                      euro(5000),
                      -3,
                      {1'795'354'300'000},
                      pos::Instant{1'798'032'700'000},
                      {"kwh", "fee"},
                      euro(1000),
                      id(70),
                      pos::make_date(2026, 12, 6),
                      "shop-17",
                      "welcome"},
        WalletSpent{at(7, 0, 7), anna(), id(53), id(51), {{id(71), euro(2500)}}},
        WalletEnded{at(7, 0, 8),
                    anna(),
                    id(53),
                    id(71),
                    LotKind::promotional,
                    LotEnd::expired,
                    {1'798'032'700'000},
                    euro(1500),
                    euro(1000),
                    "its time was over"},
        Converted{at(7, 0, 9),
                  anna(),
                  id(53),
                  id(61),
                  "0.9235",
                  pos::make_date(2026, 12, 2),
                  pos::make_date(2026, 12, 3),
                  {{4, id(61), std::nullopt, {10000, kDollar}, euro(9235)},
                   {1, id(61), id(51), {-10000, kDollar}, euro(-9235)}}},
        CouponRedeemed{id(74),
                       at(9, 1, 0),
                       anna(),
                       id(53),
                       id(54),
                       "10001-1",
                       "SPRING",
                       "Frühling",
                       "",
                       euro(500),
                       3,
                       {"GREEN", "BIG"},
                       pos::make_date(2026, 12, 1)},
        CouponStopped{id(74), at(9, 2, 0), anna(), id(53), pos::make_date(2027, 1, 15), "moved"},
        CouponsApplied{at(9, 3, 0),
                       anna(),
                       id(53),
                       id(51),
                       {{id(74), id(55), pos::make_date(2026, 12, 1), euro(500)}}},
        UnitsGranted{id(73),
                     at(7, 0, 10),
                     anna(),
                     id(53),
                     LotKind::paid,
                     "kWh",
                     {120'500'000},
                     2,
                     {1'795'354'300'000},
                     pos::Instant{1'798'032'700'000},
                     {20'000'000},
                     pos::Instant{1'800'711'100'000},
                     {"kwh"},
                     "shop-18",
                     "winter"},
        UnitsMoved{at(7, 0, 11),
                   anna(),
                   id(53),
                   UnitsMove::used,
                   id(51),
                   {{id(73), {40'000'000}, false, id(54)}, {id(73), {5'250'000}, true, id(54)}},
                   "its usage"},
        AttemptPrepared{id(75),
                        at(9, 4, 0),
                        anna(),
                        id(53),
                        Purpose::credit,
                        id(56),
                        2,
                        "I2026-000001-2",
                        "Pay",
                        id(76),
                        "Visa 4242",
                        euro(1178),
                        {1'795'354'300'003}},
        AttemptSent{id(75), at(9, 4, 1), anna(), 3, {1'795'354'300'004}, {1'795'354'360'004}},
        AttemptUnclear{id(75),
                       at(9, 4, 2),
                       anna(),
                       pos::billing::attempt::State::asked,
                       4,
                       pos::Instant{1'795'354'300'004},
                       {1'795'354'900'005},
                       "500"},
        AttemptEnded{id(75), at(9, 4, 3), anna(), pos::billing::attempt::State::paid, "P-1",
                     "by phone", true},
        LeaseGranted{id(91),
                     at(7, 0, 12),
                     anna(),
                     id(53),
                     id(92),
                     "B01",
                     "T1",
                     euro(3000),
                     euro(500),
                     pos::Instant{1'798'032'700'000},
                     true,
                     "market-4",
                     {{id(71), euro(1000)}, {id(72), euro(2000)}},
                     "for the market"},
        LeaseBooked{id(91),
                    at(7, 0, 13),
                    anna(),
                    id(53),
                    LeaseMove::spent,
                    id(21),
                    "B01-T1-000123",
                    {{id(71), euro(1000)}},
                    {{id(74), euro(40)}},
                    true,
                    "settled"},
        CreditUsed{id(21),
                   id(20),
                   at(14, 31, 0),
                   anna(),
                   id(53),
                   "10001",
                   {1'795'354'300'000},
                   {{id(91), euro(-1000), euro(-40)}, {id(93), euro(-500), euro(0)}},
                   euro(2000)},
        CreditGivenUp{at(20, 15, 1), anna(), {{id(91), id(53), euro(2000)}}},
    };
}

}  // namespace test
